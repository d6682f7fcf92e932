#include "engine/query/show.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/query/executor/execution.h"
#include "engine/query/values/aggregates.h"
#include "engine/query/values/functions.h"
#include "schema/declarations.h"

namespace tenure::query {

namespace {

using storage::TokenKind;

/// One kind of SHOW: its columns, of which the first are shown where none are asked for.
struct Shown {
  ast::Show::Kind kind;
  std::string_view title;
  std::vector<std::string> columns;
  std::size_t shown;
};

const std::vector<Shown>& allShown() {
  using Kind = ast::Show::Kind;
  static const std::vector<Shown> kAll = {
      {Kind::kLabels, "SHOW LABELS", {"label", "nodes", "declared"}, 3},
      {Kind::kTypes, "SHOW RELATIONSHIP TYPES", {"relationshipType", "declared"}, 2},
      {Kind::kPropertyKeys, "SHOW PROPERTY KEYS", {"propertyKey"}, 1},
      {Kind::kConstraints,
       "SHOW CONSTRAINTS",
       {"name", "type", "entityType", "labelsOrTypes", "properties", "ownedIndex", "propertyType",
        "createStatement"},
       7},
      {Kind::kIndexes,
       "SHOW INDEXES",
       {"name", "state", "populationPercent", "type", "entityType", "labelsOrTypes", "properties",
        "owningConstraint", "createStatement"},
       8},
      {Kind::kProcedures, "SHOW PROCEDURES", {"name", "description", "mode", "signature"}, 3},
      {Kind::kFunctions,
       "SHOW FUNCTIONS",
       {"name", "category", "description", "signature", "isBuiltIn", "aggregating"},
       3},
      {Kind::kTransactions,
       "SHOW TRANSACTIONS",
       {"number", "instant", "who", "why", "from", "nodes", "facts"},
       7},
  };
  return kAll;
}

const Shown& shownOf(ast::Show::Kind kind) {
  return *std::find_if(allShown().begin(), allShown().end(),
                       [&](const Shown& one) { return one.kind == kind; });
}

Datum textOrNull(const std::string& text) { return text.empty() ? Datum() : Datum::string(text); }
Datum counted(std::uint64_t count) { return Datum::integer(static_cast<std::int64_t>(count)); }
Datum listOfTexts(const std::vector<std::string>& texts) {
  DatumList list;
  for (const std::string& text : texts) list.push_back(Datum::string(text));
  return Datum::list(std::move(list));
}

/// The names of a kind that were ever given, in their order.
std::set<std::string> namesOf(TokenKind kind, const Execution& run) {
  const storage::Tokens& tokens = run.graph.reader().tokens();
  std::set<std::string> names;
  for (std::uint32_t token = 1; token <= tokens.count(kind); ++token) names.insert(*tokens.name(kind, token));
  return names;
}

Status labels(Execution& run, const Procedure::Emit& row) {
  const Schema& schema = run.graph.schema();
  std::set<std::string> names = namesOf(TokenKind::kLabel, run);
  names.insert(schema.labels().begin(), schema.labels().end());
  for (const std::string& name : names) {
    TENURE_ASSIGN(const std::uint64_t nodes, run.graph.reader().countWithLabel(name));
    const bool declared = schema.hasLabel(name);
    if (nodes == 0 && !declared) continue;
    TENURE_TRY(row({Datum::string(name), counted(nodes), Datum::boolean(declared)}));
  }
  return {};
}

Status types(Execution& run, const Procedure::Emit& row) {
  const Schema& schema = run.graph.schema();
  std::set<std::string> names = namesOf(TokenKind::kType, run);
  for (const RelationshipType& type : schema.types()) names.insert(type.name);
  for (const std::string& name : names)
    TENURE_TRY(row({Datum::string(name), Datum::boolean(schema.type(name) != nullptr)}));
  return {};
}

Status propertyKeys(Execution& run, const Procedure::Emit& row) {
  for (const std::string& name : namesOf(TokenKind::kKey, run)) TENURE_TRY(row({Datum::string(name)}));
  return {};
}

/// What SHOW CONSTRAINTS says of a declaration, but for its name.
struct Told {
  std::string type;
  bool of_nodes = false;
  std::string label_or_type;  ///< empty: of neither
  std::string key;
  std::string property_type;
};
struct ToTold {
  Told operator()(const UniqueKey& one) const { return {"UNIQUENESS", true, one.label, one.key, {}}; }
  Told operator()(const PropertyDeclaration& one) const {
    return {"NODE_PROPERTY_TYPE", true, one.label, one.key, std::string(valueTypeName(one.type))};
  }
  Told operator()(const AtMostOne& one) const {
    return {"RELATIONSHIP_AT_MOST_ONE", false, one.type, {}, {}};
  }
  Told operator()(const WithinLifespans& one) const {
    return {"RELATIONSHIP_WITHIN_LIFESPANS", false, one.type, {}, {}};
  }
  Told operator()(const Acyclic& one) const { return {"RELATIONSHIP_ACYCLIC", false, one.type, {}, {}}; }
  Told operator()(const JoinedLabels& one) const { return {"RELATIONSHIP_JOINS", false, one.type, {}, {}}; }
  Told operator()(const LineageType& one) const { return {"RELATIONSHIP_LINEAGE", false, one.type, {}, {}}; }
  Told operator()(const EventType& one) const { return {"RELATIONSHIP_EVENT", false, one.type, {}, {}}; }
  Told operator()(const LongestDuration& one) const {
    return {"RELATIONSHIP_LONGEST", false, one.type, {}, {}};
  }
  Told operator()(const EventRule& one) const { return {"RELATIONSHIP_ENDS", false, one.event, {}, {}}; }
  Told operator()(const StrictSchema&) const { return {"SCHEMA_STRICT", false, {}, {}, {}}; }
  Told operator()(const PropertyIndex& one) const { return {"EXACT", true, one.label, one.key, {}}; }
};

Datum entityTypeOf(const Told& told) {
  if (told.label_or_type.empty()) return {};
  return Datum::string(told.of_nodes ? "NODE" : "RELATIONSHIP");
}
Datum oneOrNull(const std::string& text) { return text.empty() ? Datum() : listOfTexts({text}); }

Status constraints(Execution& run, const Procedure::Emit& row) {
  for (const NamedDeclaration& one : namedConstraints(run.graph.schema())) {
    const Told told = std::visit(ToTold{}, one.what);
    std::string type = told.property_type;
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const bool indexed = std::holds_alternative<UniqueKey>(one.what);
    TENURE_TRY(row(
        {Datum::string(one.name), Datum::string(told.type), entityTypeOf(told), oneOrNull(told.label_or_type),
         oneOrNull(told.key), indexed ? Datum::string(one.name) : Datum(), textOrNull(type),
         Datum::string("CREATE CONSTRAINT " + nameInStatement(one.name) + " " + statementOf(one.what))}));
  }
  return {};
}

Status indexes(Execution& run, const Procedure::Emit& row) {
  const auto emit = [&](const std::string& name, const std::string& label, const std::string& key,
                        const std::string& owner, const std::string& made_by) {
    constexpr double kWhole = 100;
    return row({Datum::string(name), Datum::string("ONLINE"), Datum::floating(kWhole), Datum::string("EXACT"),
                Datum::string("NODE"), listOfTexts({label}), listOfTexts({key}), textOrNull(owner),
                Datum::string(made_by)});
  };
  for (const NamedDeclaration& one : namedIndexes(run.graph.schema())) {
    const auto* index = std::get_if<PropertyIndex>(&one.what);
    if (index == nullptr) continue;
    TENURE_TRY(emit(one.name, index->label, index->key, {},
                    "CREATE INDEX " + nameInStatement(one.name) + " " + statementOf(one.what)));
  }
  for (const NamedDeclaration& one : namedConstraints(run.graph.schema())) {
    const auto* unique = std::get_if<UniqueKey>(&one.what);
    if (unique == nullptr) continue;
    TENURE_TRY(emit(one.name, unique->label, unique->key, one.name,
                    "CREATE CONSTRAINT " + nameInStatement(one.name) + " " + statementOf(one.what)));
  }
  return {};
}

std::string fieldsText(const std::vector<ProcedureField>& fields) {
  std::string out;
  for (const ProcedureField& field : fields)
    out += (out.empty() ? "" : ", ") + field.name + " :: " + field.type;
  return "(" + out + ")";
}

Status procedures(const Procedures& offered, const Procedure::Emit& row) {
  for (const auto& [name, procedure] : offered.all()) {
    TENURE_TRY(row(
        {Datum::string(name), textOrNull(procedure->description), Datum::string("READ"),
         Datum::string(name + fieldsText(procedure->arguments) + " :: " + fieldsText(procedure->columns))}));
  }
  return {};
}

Status functions(const Procedure::Emit& row) {
  std::map<std::string, std::vector<Datum>> rows;
  const auto add = [&](std::string_view name, std::string_view category, std::string_view description,
                       std::string_view signature, bool aggregating) {
    rows[std::string(name)] = {Datum::string(std::string(name)),
                               Datum::string(std::string(category)),
                               Datum::string(std::string(description)),
                               Datum::string(std::string(signature)),
                               Datum::boolean(true),
                               Datum::boolean(aggregating)};
  };
  for (const auto table : functionTables()) {
    for (const ScalarFunction& one : table)
      add(one.name, one.category, one.description, one.signature, false);
  }
  for (const AggregateFunction& one : aggregateFunctions())
    add(one.name, "Aggregating", one.description, one.signature, true);
  for (auto& [name, cells] : rows) TENURE_TRY(row(std::move(cells)));
  return {};
}

Status transactions(Execution& run, const Procedure::Emit& row) {
  TENURE_ASSIGN(const auto commits, run.graph.reader().commits());
  for (const storage::CommitRow& one : commits) {
    const CommitRecord& commit = one.commit;
    ZonedDateTime instant;
    constexpr std::int64_t kMicros = 1'000'000;
    constexpr std::int32_t kNanosPerMicro = 1'000;
    const std::int64_t within = ((commit.instant.micros() % kMicros) + kMicros) % kMicros;
    instant.utc_seconds = (commit.instant.micros() - within) / kMicros;
    instant.nanos = static_cast<std::int32_t>(within) * kNanosPerMicro;
    TENURE_TRY(
        row({counted(commit.number), Datum::dateTime(instant), textOrNull(commit.who), textOrNull(commit.why),
             textOrNull(commit.where_from), counted(commit.nodes_written), counted(commit.facts_written)}));
  }
  return {};
}

Status show(ast::Show::Kind kind, const Procedures& offered, Execution& run, const Procedure::Emit& row) {
  switch (kind) {
    case ast::Show::Kind::kLabels: return labels(run, row);
    case ast::Show::Kind::kTypes: return types(run, row);
    case ast::Show::Kind::kPropertyKeys: return propertyKeys(run, row);
    case ast::Show::Kind::kConstraints: return constraints(run, row);
    case ast::Show::Kind::kIndexes: return indexes(run, row);
    case ast::Show::Kind::kProcedures: return procedures(offered, row);
    case ast::Show::Kind::kFunctions: return functions(row);
    case ast::Show::Kind::kTransactions: return transactions(run, row);
  }
  return {};
}

}  // namespace

Procedures showProcedures(const Procedures& offered) {
  Procedures out;
  for (const Shown& one : allShown()) {
    Procedure procedure;
    procedure.name = std::string(one.title);
    for (const std::string& column : one.columns) procedure.columns.push_back({.name = column});
    procedure.call = [kind = one.kind, &offered](std::span<const Datum>, std::uint32_t, Execution& run,
                                                 const Procedure::Emit& row) {
      return show(kind, offered, run, row);
    };
    out.add(std::move(procedure));
  }
  return out;
}

ast::Query showQuery(ast::Show show, Position at) {
  const Shown& shown = shownOf(show.kind);
  ast::CallProcedure call;
  call.name = {std::string(shown.title), at};
  call.arguments.emplace();
  call.standalone = true;
  call.where = std::move(show.where);
  call.yield = ast::CallProcedure::Yield::kColumns;
  for (ast::Show::Column& column : show.columns)
    call.columns.push_back({std::move(column.name), std::move(column.alias)});
  if (call.columns.empty()) {
    // Without YIELD what is asked for most, behind YIELD * all.
    const std::size_t count = show.yields ? shown.columns.size() : shown.shown;
    for (std::size_t i = 0; i < count; ++i) call.columns.push_back({{shown.columns[i], at}, {}});
  }
  ast::Query query;
  query.at = at;
  query.branches.emplace_back();
  query.branches.back().at = at;
  query.branches.back().clauses.push_back({at, std::move(call)});
  return query;
}

}  // namespace tenure::query
