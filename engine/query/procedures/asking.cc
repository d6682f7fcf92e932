#include "engine/query/procedures/asking.h"

#include <algorithm>

#include "engine/query/query_error.h"
#include "engine/query/values/value_checks.h"
#include "engine/traversal/find_node.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

Error badOption(std::string_view key, std::string_view wanted, const Datum& given) {
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                    "option " + tenure::quoted(std::string(key)) + " is " + std::string(wanted) + ", not " +
                        described(given));
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    out += i == 0 ? "" : (i + 1 == words.size() ? " or " : ", ");
    out += tenure::quoted(std::string(words[i]));
  }
  return out;
}

}  // namespace

Result<View> viewFor(std::uint32_t scope, Execution& run) {
  const storage::Transaction* transaction = run.graph.transaction();
  if (transaction != nullptr && !transaction->touchedNodes().empty()) {
    return valueError(ErrorClass::kSemanticError, "ProcedureAfterWrite",
                      "procedures read what is committed, and this transaction has changed the graph: call "
                      "it before what writes, or in a statement of its own");
  }
  return run.graph.view(scope);
}

Budget budgetLeft(const Execution& run) {
  Budget left = run.budget;
  left.memory_bytes -= std::min(run.meter.heldBytes(), left.memory_bytes);
  return left;
}

Result<NodeId> nodeGiven(const Datum& argument, std::string_view name, const View& view) {
  if (argument.kind() == Kind::kNode) return argument.asNode();
  if (argument.isString()) return findNode(view, argument.asString());
  return wrongKind(name, "a NODE, or a STRING that is its id or name", argument);
}

Result<std::string> timeTextGiven(const Datum& argument) {
  auto text = timeText(argument, {});
  if (text.ok()) return text;
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", text.error().message());
}

Result<Range> timeGiven(const Datum& argument) {
  TENURE_ASSIGN(const std::string text, timeTextGiven(argument));
  auto range = parseQueryTime(text);
  if (range.ok()) return range;
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", range.error().message());
}

Result<std::size_t> wordGiven(const Datum& value, std::string_view name,
                              std::span<const std::string_view> words) {
  const auto at = value.isString() ? std::find(words.begin(), words.end(), value.asString()) : words.end();
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                    tenure::quoted(std::string(name)) + " is " + listed(words) + ", not " + described(value));
}

// ---- options

Result<ProcedureOptions> ProcedureOptions::of(const Datum& map, std::span<const std::string_view> known) {
  ProcedureOptions out;
  if (map.isNull()) return out;
  if (map.kind() != Kind::kMap) return wrongKind("options", "a MAP", map);
  for (const auto& [key, value] : map.asMap()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                      "there is no option " + tenure::quoted(key) + " here; there is " + listed(known));
  }
  out.map_ = map;
  return out;
}

const Datum* ProcedureOptions::find(std::string_view key) const {
  if (map_.isNull()) return nullptr;
  const Datum* value = map_.find(key);
  return value == nullptr || value->isNull() ? nullptr : value;
}

Result<std::vector<std::string>> ProcedureOptions::types() const {
  std::vector<std::string> out;
  const Datum* given = find("types");
  if (given == nullptr) return out;
  if (given->isString()) return std::vector{given->asString()};
  if (given->kind() != Kind::kList) return badOption("types", "a text or a list of texts", *given);
  for (const Datum& one : given->asList()) {
    if (!one.isString()) return badOption("types", "a text or a list of texts", *given);
    out.push_back(one.asString());
  }
  // An empty list would say "all" where it looks like "none".
  if (out.empty()) return badOption("types", "a text or a list of texts that has some", *given);
  return out;
}

Result<Direction> ProcedureOptions::direction(Direction otherwise) const {
  static constexpr std::string_view kWords[] = {"out", "in", "both"};
  static constexpr Direction kDirections[] = {Direction::kOut, Direction::kIn, Direction::kBoth};
  const Datum* given = find("direction");
  if (given == nullptr) return otherwise;
  TENURE_ASSIGN(const std::size_t place, wordGiven(*given, "direction", kWords));
  return kDirections[place];
}

Result<bool> ProcedureOptions::flag(std::string_view key) const {
  const Datum* given = find(key);
  if (given == nullptr) return false;
  if (given->kind() != Kind::kBoolean) return badOption(key, "true or false", *given);
  return given->asBoolean();
}

Result<std::uint64_t> ProcedureOptions::count(std::string_view key, std::uint64_t otherwise) const {
  const Datum* given = find(key);
  if (given == nullptr) return otherwise;
  if (given->kind() != Kind::kInteger || given->asInteger() < 1) {
    return badOption(key, "a whole number from 1", *given);
  }
  return static_cast<std::uint64_t>(given->asInteger());
}

Result<double> ProcedureOptions::number(std::string_view key, double otherwise) const {
  const Datum* given = find(key);
  if (given == nullptr) return otherwise;
  if (!given->isNumber()) return badOption(key, "a number", *given);
  return given->asNumber();
}

Result<std::string> ProcedureOptions::text(std::string_view key) const {
  const Datum* given = find(key);
  if (given == nullptr) return std::string();
  if (!given->isString()) return badOption(key, "a text", *given);
  return given->asString();
}

Result<std::size_t> ProcedureOptions::oneOf(std::string_view key, std::span<const std::string_view> words,
                                            std::size_t otherwise) const {
  const Datum* given = find(key);
  if (given == nullptr) return otherwise;
  return wordGiven(*given, key, words);
}

Result<std::uint32_t> askedScope(const ProcedureOptions& options, bool during, std::uint32_t scope,
                                 Execution& run) {
  TimeScope asked = run.graph.scope(scope);
  TENURE_ASSIGN(asked.include_refuted, options.flag("refuted"));
  if (const auto* as_of = std::get_if<AsOf>(&asked.valid); during && as_of != nullptr) {
    asked.valid = During{Range(as_of->when)};
  }
  return run.graph.intern(asked);
}

// ---- tables

ProcedureField nodeArgument(std::string name) {
  return {std::move(name), kinds(Kind::kNode, Kind::kString), "NODE | STRING", {}};
}
ProcedureField textArgument(std::string name) {
  return {std::move(name), kinds(Kind::kString), "STRING", {}};
}
ProcedureField timeArgument(std::string name) {
  return {std::move(name),
          kinds(Kind::kString, Kind::kDate, Kind::kLocalDateTime, Kind::kDateTime, Kind::kInteger),
          "STRING | DATE | LOCAL DATETIME | ZONED DATETIME | INTEGER",
          {}};
}
ProcedureField optionsArgument() { return {"options", kinds(Kind::kMap), "MAP", Datum::map({})}; }
ProcedureField columnOf(std::string name, Kind kind) {
  std::string type(kindName(kind));
  if (kind == Kind::kList) type = "LIST<STRING>";
  return {std::move(name), kinds(kind), std::move(type), {}};
}

// ---- values

Datum textOrNull(std::string_view text) { return text.empty() ? Datum() : Datum::string(std::string(text)); }

Datum textsOrNull(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  DatumList list;
  list.reserve(texts.size());
  for (const std::string& one : texts) list.push_back(Datum::string(one));
  return Datum::list(std::move(list));
}

Result<Datum> relationshipAt(FactId fact, std::uint32_t scope, Execution& run, bool wanted) {
  if (!wanted) return Datum();
  TENURE_ASSIGN(const auto found, run.graph.relationship(fact, scope));
  return found ? Datum::relationship(*found) : Datum();
}

}  // namespace tenure::query
