// `tenure timeline`, `tenure lineage`, `tenure diff`: facts in order of time, events in order of descent,
// what changed.
#include <algorithm>

#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "engine/traversal/walks.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

bool wanted(const std::vector<std::string>& types, const std::string& type) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

Result<int> timeline(const TimelineOptions& options) {
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(View view, viewOf(db, options.system_time));
  TENURE_ASSIGN(const NodeId node, nodeNamed(view, options.node));
  noteUnknownTypes(view, options.types);
  if (options.include_refuted) view = view.withRefuted();
  TENURE_ASSIGN(auto entries, history(view, node));
  std::erase_if(entries, [&](const HistoryEntry& one) { return !wanted(options.types, one.fact.type); });

  NodeCells nodes(view);
  std::vector<NodeId> ids;
  ids.reserve(entries.size());
  for (const HistoryEntry& one : entries) ids.push_back(one.fact.other(node));
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  const std::vector<std::string> names = {"fact",    "type",     "direction", "node",   "name",  "validity",
                                          "written", "ended_by", "event",     "status", "source"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const HistoryEntry& one : entries) {
    const FactVersion& fact = one.fact;
    const NodeId other = fact.other(node);
    if (!out.row({countCell(fact.id.value), fact.type,
                  std::string(one.direction == Direction::kOut ? "out" : "in"), nodes.reference(other),
                  nodes.name(other), validityCell(fact, *schema), textCell(fact.validity.text()),
                  fact.cut ? countCell(fact.cut->event.value) : Cell(), textCell(fact.event),
                  std::string(statusName(fact.status)), sourceCell(fact)})) {
      break;
    }
  }
  return out.finish();
}

/// In a database without a schema the types of lineage are four names. One that calls its mergers otherwise
/// would be told that nothing ever merged.
void noteNoLineage(const View& view, const Schema& schema) {
  const storage::GraphReader& reader = view.reader();
  const std::vector<std::string> types = lineageTypes(schema);
  const std::uint32_t used = reader.tokens().count(storage::TokenKind::kType);
  for (std::uint32_t token = 1; token <= used; ++token) {
    if (std::find(types.begin(), types.end(), reader.typeName(TypeId{token})) != types.end()) return;
  }
  std::string list;
  for (const std::string& type : types) list += (list.empty() ? "" : ", ") + tenure::quoted(type);
  printError("note: no fact has a type of lineage; here these are: " + list);
}

Result<int> lineageOf(const LineageOptions& options) {
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, options.system_time));
  TENURE_ASSIGN(const NodeId node, nodeNamed(view, options.node));
  TENURE_ASSIGN(const auto events, lineage(view, node));
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  for (const LineageEvent& event : events) {
    for (const FactVersion& fact : event.facts) ids.insert(ids.end(), {fact.subject, fact.object});
  }
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  if (events.empty()) noteNoLineage(view, *schema);
  const std::vector<std::string> names = {"generation", "event",        "type",   "fact",
                                          "subject",    "subject_name", "object", "object_name",
                                          "validity",   "status",       "source"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const LineageEvent& event : events) {
    for (const FactVersion& fact : event.facts) {
      if (!out.row({std::int64_t{event.generation}, textCell(event.event), fact.type,
                    countCell(fact.id.value), nodes.reference(fact.subject), nodes.name(fact.subject),
                    nodes.reference(fact.object), nodes.name(fact.object), validityCell(fact, *schema),
                    std::string(statusName(fact.status)), sourceCell(fact)})) {
        break;
      }
    }
  }
  return out.finish();
}

Cell certaintyCell(const std::optional<Certainty>& certainty) {
  return certainty ? Cell(std::string(certaintyName(*certainty))) : Cell();
}

Result<int> diff(const DiffOptions& options) {
  TENURE_ASSIGN(const Range from, parseQueryTime(options.from));
  TENURE_ASSIGN(const Range to, parseQueryTime(options.to));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, options.system_time));
  std::optional<NodeId> node;
  if (!options.node.empty()) {
    TENURE_ASSIGN(node, nodeNamed(view, options.node));
  }
  noteUnknownTypes(view, options.types);
  const auto at = [&](Range when) {
    TimeScope scope = view.scope();
    scope.valid = AsOf{when};
    return view.with(scope);
  };
  const std::string one_type = options.types.size() == 1 ? options.types.front() : "";
  TENURE_ASSIGN(auto changes, difference(at(from), at(to), node, one_type));
  std::erase_if(changes, [&](const Difference& one) { return !wanted(options.types, one.fact.type); });

  NodeCells nodes(view);
  std::vector<NodeId> ids;
  for (const Difference& one : changes) ids.insert(ids.end(), {one.fact.subject, one.fact.object});
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  const std::vector<std::string> names = {"change", "fact",   "subject",     "subject_name",
                                          "type",   "object", "object_name", "validity",
                                          "before", "after",  "status",      "source"};
  TENURE_ASSIGN(Fields fields, Fields::choose(names, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const Difference& one : changes) {
    const FactVersion& fact = one.fact;
    if (!out.row({std::string(changeName(one.change)), countCell(fact.id.value),
                  nodes.reference(fact.subject), nodes.name(fact.subject), fact.type,
                  nodes.reference(fact.object), nodes.name(fact.object), validityCell(fact, *schema),
                  certaintyCell(one.before), certaintyCell(one.after), std::string(statusName(fact.status)),
                  sourceCell(fact)})) {
      break;
    }
  }
  return out.finish();
}

}  // namespace

int runTimeline(const TimelineOptions& options) { return end(timeline(options)); }
int runLineage(const LineageOptions& options) { return end(lineageOf(options)); }
int runDiff(const DiffOptions& options) { return end(diff(options)); }

}  // namespace tenure::apps
