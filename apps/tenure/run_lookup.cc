// `tenure find`, `tenure stats`, `tenure transactions`, `tenure schema`: what there is.
#include <algorithm>
#include <set>

#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"

namespace tenure::apps {
namespace {

constexpr std::size_t kNoLimit = ~std::size_t{0};

Result<int> findNodes(const FindOptions& options) {
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, options.system_time));
  const std::optional<SystemInstant> system = view.scope().system;
  std::set<NodeId> ids;
  TENURE_ASSIGN(const auto by_id, view.reader().byExternalId(options.text, system));
  if (by_id) ids.insert(*by_id);
  TENURE_ASSIGN(const auto named, options.prefix ? view.reader().byNamePrefix(options.text, kNoLimit, system)
                                                 : view.reader().byName(options.text, system));
  ids.insert(named.begin(), named.end());

  const std::vector<std::string> names = {"node", "name", "labels", "aliases", "lifespan"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  NodeCells nodes(view);
  const std::vector<NodeId> list(ids.begin(), ids.end());
  TENURE_TRY(nodes.read(list));
  TENURE_ASSIGN(const auto versions, view.reader().nodes(list, system));
  for (const auto& node : versions) {
    if (!node) continue;
    std::vector<std::string> aliases;
    for (const Alias& alias : node->aliases) {
      aliases.push_back(alias.language.empty() ? alias.name : alias.name + " (" + alias.language + ")");
    }
    const std::string lifespan = node->cut ? describe(node->effective()) : node->lifespan.text();
    if (!out.row(
            {nodes.reference(node->id), nodes.name(node->id), node->labels, aliases, textCell(lifespan)}))
      break;
  }
  const int written = out.finish();
  return written == kExitDone && ids.empty() ? kExitNo : written;
}

Result<int> stats(const StatsOptions& options) {
  std::optional<Range> when;
  if (!options.as_of.empty()) {
    TENURE_ASSIGN(when, parseQueryTime(options.as_of));
  }
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, options.system_time));
  TimeScope scope = view.scope();
  if (when) scope.valid = AsOf{*when};
  scope.certain_only = options.certain;
  TENURE_ASSIGN(const auto counts, count(view.with(scope)));
  apps::Counts by_type;
  for (const auto& [type, facts] : counts.by_type) {
    by_type.emplace_back(type, static_cast<std::int64_t>(facts.first));
  }
  return writeObject({{"nodes", countCell(counts.nodes)},
                      {"facts", countCell(counts.facts)},
                      {"facts_certain", countCell(counts.facts_certain)},
                      {"by_type", by_type}},
                     options.output.value_or(OutputFormat::kJson));
}

Result<int> transactions(const TransactionsOptions& options) {
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const auto commits, db.commits());
  const std::vector<std::string> names = {"number", "instant", "who", "why", "from", "nodes", "facts"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const CommitRecord& one : commits) {
    if (!out.row({countCell(one.number), formatIso(one.instant), textCell(one.who), textCell(one.why),
                  textCell(one.where_from), countCell(one.nodes_written), countCell(one.facts_written)})) {
      break;
    }
  }
  return out.finish();
}

std::string sideName(Side side) { return side == Side::kSubject ? "subject" : "object"; }

std::string describeType(const RelationshipType& type) {
  std::string text = type.lineage ? "lineage event" : type.event ? "event" : "state";
  for (std::size_t i = 0; i < type.endpoints.size(); ++i) {
    const Endpoints& ends = type.endpoints[i];
    text += (i == 0 ? ": " : ", ") + (ends.subject.empty() ? "any" : ends.subject) + " to " +
            (ends.object.empty() ? "any" : ends.object);
  }
  if (type.longest_days)
    text += "; at most " + std::to_string(*type.longest_days) + " days where an end is unknown";
  return text;
}

std::string describeRule(const EventRule& rule) {
  switch (rule.target) {
    case EventTarget::kSubjectFactsWithObject:
      return "ends the subject's " + rule.state + " with the same object";
    case EventTarget::kSubjectFacts: return "ends every " + rule.state + " of the subject";
    case EventTarget::kSubjectLifespan: return "ends the lifespan of the subject";
  }
  return {};
}

}  // namespace

Result<int> writeSchema(const Schema& schema, const RowOutput& output) {
  const std::vector<std::string> names = {"kind", "name", "meaning"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, output.fields));
  RowWriter out(std::move(fields), output.format);
  const auto row = [&](const char* kind, const std::string& name, const std::string& meaning) {
    out.row({std::string(kind), name, textCell(meaning)});
  };
  row("schema", schema.name(), schema.strict() ? "strict: what is not declared is refused" : "");
  for (const std::string& label : schema.labels()) row("label", label, "");
  for (const RelationshipType& type : schema.types()) row("type", type.name, describeType(type));
  for (const PropertyDeclaration& one : schema.properties()) {
    row("property", one.label + "." + one.key, std::string(valueTypeName(one.type)));
  }
  for (const EventRule& rule : schema.eventRules()) row("event rule", rule.event, describeRule(rule));
  for (const AtMostOne& one : schema.atMostOne()) {
    row("constraint", one.type,
        "at most one at a time for each " + sideName(one.per) + (one.strict ? ", strict" : ""));
  }
  for (const WithinLifespans& one : schema.withinLifespans()) {
    row("constraint", one.type, "within the lifespans of both ends");
  }
  for (const Acyclic& one : schema.acyclic()) row("constraint", one.type, "no cycle at any instant");
  for (const UniqueKey& one : schema.uniqueKeys()) row("constraint", one.label + "." + one.key, "unique");
  for (const PropertyIndex& one : schema.indexes()) row("index", one.label + "." + one.key, "");
  return out.finish();
}

namespace {

Result<int> schemaOf(const SchemaOptions& options) {
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  return writeSchema(db.schema(), options.output);
}

}  // namespace

int runFind(const FindOptions& options) { return end(findNodes(options)); }
int runStats(const StatsOptions& options) { return end(stats(options)); }
int runTransactions(const TransactionsOptions& options) { return end(transactions(options)); }
int runSchema(const SchemaOptions& options) { return end(schemaOf(options)); }

}  // namespace tenure::apps
