#include "engine/query/executor/evaluate.h"

#include <algorithm>

#include "engine/query/executor/cursor.h"
#include "engine/query/query_error.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/operators.h"
#include "engine/query/values/value_checks.h"
#include "schema/text_quote.h"

namespace tenure::query {

using namespace bound;  // NOLINT(google-build-using-namespace): the alternatives that are visited here

namespace {

Result<Datum> atPlace(Result<Datum> result, Position at) {
  if (result.ok()) return result;
  return placed(std::move(result).error(), at);
}

Result<Datum> ofTernary(Result<Ternary> result, Position at) {
  if (!result.ok()) return placed(std::move(result).error(), at);
  return toDatum(*result);
}

/// A list or map that was just made, unless lists stand in it too deep.
Result<Datum> nestedAtMost(Datum made, Position at) {
  if (auto status = checkNesting(made); !status.ok()) return placed(std::move(status).error(), at);
  return made;
}

Result<Ternary> truthOf(const Expression& expression, Execution& run) {
  TENURE_ASSIGN(const Datum value, evaluate(expression, run));
  auto out = truth(value);
  if (!out.ok()) return placed(std::move(out).error(), expression.at);
  return out;
}

Result<Datum> unary(const Unary& node, Execution& run, Position at) {
  if (node.op == UnaryOperator::kNot) {
    TENURE_ASSIGN(const Ternary value, truthOf(*node.operand, run));
    return toDatum(ternaryNot(value));
  }
  TENURE_ASSIGN(const Datum value, evaluate(*node.operand, run));
  switch (node.op) {
    case UnaryOperator::kIsNull: return Datum::boolean(value.isNull());
    case UnaryOperator::kIsNotNull: return Datum::boolean(!value.isNull());
    case UnaryOperator::kMinus: return atPlace(negate(value), at);
    case UnaryOperator::kPlus:
    case UnaryOperator::kNot: break;
  }
  return atPlace(plus(value), at);
}

Result<Datum> logical(const Binary& node, Execution& run) {
  TENURE_ASSIGN(const Ternary left, truthOf(*node.left, run));
  // What the left side decides alone is not asked of the right.
  if (node.op == BinaryOperator::kAnd && left == false) return Datum::boolean(false);
  if (node.op == BinaryOperator::kOr && left == true) return Datum::boolean(true);
  TENURE_ASSIGN(const Ternary right, truthOf(*node.right, run));
  if (node.op == BinaryOperator::kAnd) return toDatum(ternaryAnd(left, right));
  if (node.op == BinaryOperator::kOr) return toDatum(ternaryOr(left, right));
  return toDatum(ternaryXor(left, right));
}

Result<Datum> binary(const Binary& node, Execution& run, Position at) {
  if (node.op == BinaryOperator::kAnd || node.op == BinaryOperator::kOr || node.op == BinaryOperator::kXor) {
    return logical(node, run);
  }
  TENURE_ASSIGN(const Datum left, evaluate(*node.left, run));
  TENURE_ASSIGN(const Datum right, evaluate(*node.right, run));
  switch (node.op) {
    case BinaryOperator::kAdd: return atPlace(add(left, right, run.call), at);
    case BinaryOperator::kSubtract: return atPlace(subtract(left, right), at);
    case BinaryOperator::kMultiply: return atPlace(multiply(left, right), at);
    case BinaryOperator::kDivide: return atPlace(divide(left, right), at);
    case BinaryOperator::kModulo: return atPlace(modulo(left, right), at);
    case BinaryOperator::kPower: return atPlace(power(left, right), at);
    case BinaryOperator::kEqual: return toDatum(equals(left, right));
    case BinaryOperator::kNotEqual: return toDatum(ternaryNot(equals(left, right)));
    case BinaryOperator::kLess: return toDatum(lessThan(left, right));
    case BinaryOperator::kLessEqual: return toDatum(lessOrEqual(left, right));
    case BinaryOperator::kGreater: return toDatum(greaterThan(left, right));
    case BinaryOperator::kGreaterEqual: return toDatum(greaterOrEqual(left, right));
    case BinaryOperator::kStartsWith: return toDatum(startsWith(left, right));
    case BinaryOperator::kEndsWith: return toDatum(endsWith(left, right));
    case BinaryOperator::kContains: return toDatum(containsText(left, right));
    case BinaryOperator::kMatches: return ofTernary(matches(left, right), at);
    case BinaryOperator::kIn: return ofTernary(in(left, right), at);
    case BinaryOperator::kAnd:
    case BinaryOperator::kOr:
    case BinaryOperator::kXor: break;
  }
  return Datum();
}

Result<Datum> index(const Index& node, Execution& run, Position at) {
  TENURE_ASSIGN(const Datum object, evaluate(*node.object, run));
  TENURE_ASSIGN(const Datum key, evaluate(*node.index, run));
  if (object.kind() == Kind::kNode || object.kind() == Kind::kRelationship) {
    if (key.isNull()) return Datum();
    if (!key.isString()) {
      return queryError(ErrorClass::kTypeError, "MapElementAccessByNonString",
                        "the properties of a node or relationship are asked by text", at);
    }
    return atPlace(propertyOf(object, key.asString(), run), at);
  }
  return atPlace(elementAt(object, key), at);
}

Result<Datum> slice(const Slice& node, Execution& run, Position at) {
  TENURE_ASSIGN(const Datum list, evaluate(*node.list, run));
  Datum from;
  Datum to;
  if (node.from) {
    TENURE_ASSIGN(from, evaluate(*node.from, run));
  }
  if (node.to) {
    TENURE_ASSIGN(to, evaluate(*node.to, run));
  }
  return atPlace(query::slice(list, node.from ? &from : nullptr, node.to ? &to : nullptr), at);
}

Result<Datum> caseOf(const Case& node, Execution& run) {
  Datum subject;
  if (node.subject) {
    TENURE_ASSIGN(subject, evaluate(*node.subject, run));
  }
  for (const auto& [condition, result] : node.alternatives) {
    bool chosen = false;
    if (node.subject) {
      TENURE_ASSIGN(const Datum value, evaluate(*condition, run));
      chosen = equals(subject, value) == true;
    } else {
      TENURE_ASSIGN(chosen, holds(*condition, run));
    }
    if (chosen) return evaluate(*result, run);
  }
  return node.otherwise ? evaluate(*node.otherwise, run) : Result<Datum>(Datum());
}

bool isAboutTime(std::string_view category) {
  return category == "Time" || category == "Period" || category == "Temporal";
}

/// Relationships that this statement has changed since a pattern met them, as they are now.
Status bringUpToDate(Datum& value, GraphAccess& graph) {
  switch (value.kind()) {
    case Kind::kRelationship: {
      const RelationshipRef& met = value.asRelationship();
      if (!graph.hasChanged(met.fact) || graph.isDeleted(met.fact)) return {};
      TENURE_ASSIGN(auto now, graph.relationship(met.fact, met.scope));
      if (!now) {
        // It holds no more under the time that was asked about: when it does is told all the same.
        TENURE_ASSIGN(const FactPtr fact, graph.fact(met.fact, met.scope));
        if (!fact) return {};
        now = met;
        const std::vector<Period> pieces = fact->pieces(graph.schema().type(fact->type));
        now->period = pieces.empty() ? fact->validity.period() : pieces.front();
      }
      value = Datum::relationship(*now);
      return {};
    }
    case Kind::kList: {
      DatumList items = value.asList();
      for (Datum& item : items) TENURE_TRY(bringUpToDate(item, graph));
      value = Datum::list(std::move(items));
      return {};
    }
    case Kind::kPath: {
      PathValue path = value.asPath();
      for (Datum& one : path.relationships) TENURE_TRY(bringUpToDate(one, graph));
      value = Datum::path(std::move(path));
      return {};
    }
    default: return {};
  }
}

Result<Datum> call(const Call& node, Execution& run, Position at) {
  constexpr std::size_t kFew = 4;
  std::array<Datum, kFew> few;
  std::vector<Datum> many;
  const std::size_t count = node.arguments.size();
  if (count > kFew) many.resize(count);
  Datum* arguments = count > kFew ? many.data() : few.data();
  const bool reads_time = run.graph.hasChangedFacts() && isAboutTime(node.function->category);
  for (std::size_t i = 0; i < count; ++i) {
    TENURE_ASSIGN(arguments[i], evaluate(*node.arguments[i], run));
    if (reads_time) TENURE_TRY(bringUpToDate(arguments[i], run.graph));
  }
  return atPlace(callFunction(*node.function, {arguments, count}, run.call), at);
}

/// The list that comprehensions and their like go over; nullopt for null.
Result<std::optional<Datum>> listOf(const Expression& expression, Execution& run) {
  TENURE_ASSIGN(Datum list, evaluate(expression, run));
  if (list.isNull()) return std::optional<Datum>();
  if (list.kind() != Kind::kList) {
    return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                      "a list is wanted here, not " + std::string(kindName(list.kind())), expression.at);
  }
  return std::optional(std::move(list));
}

Result<Datum> comprehension(const Comprehension& node, Execution& run) {
  TENURE_ASSIGN(const auto list, listOf(*node.list, run));
  if (!list) return Datum();
  DatumList out;
  for (const Datum& item : list->asList()) {
    TENURE_TRY(run.meter.step());
    run.slots[node.slot] = item;
    if (node.where) {
      TENURE_ASSIGN(const bool kept, holds(*node.where, run));
      if (!kept) continue;
    }
    if (!node.result) {
      out.push_back(item);
      continue;
    }
    TENURE_ASSIGN(Datum result, evaluate(*node.result, run));
    out.push_back(std::move(result));
  }
  Datum made = Datum::list(std::move(out));
  TENURE_TRY(checkNesting(made));
  return made;
}

Result<Datum> quantifier(const Quantifier& node, Execution& run) {
  TENURE_ASSIGN(const auto list, listOf(*node.list, run));
  if (!list) return Datum();
  std::size_t yes = 0;
  std::size_t no = 0;
  std::size_t unknown = 0;
  for (const Datum& item : list->asList()) {
    TENURE_TRY(run.meter.step());
    run.slots[node.slot] = item;
    TENURE_ASSIGN(const Ternary one, truthOf(*node.where, run));
    ++(!one ? unknown : *one ? yes : no);
  }
  switch (node.kind) {
    case QuantifierKind::kAll:
      if (no > 0) return Datum::boolean(false);
      return unknown > 0 ? Datum() : Datum::boolean(true);
    case QuantifierKind::kAny:
      if (yes > 0) return Datum::boolean(true);
      return unknown > 0 ? Datum() : Datum::boolean(false);
    case QuantifierKind::kNone:
      if (yes > 0) return Datum::boolean(false);
      return unknown > 0 ? Datum() : Datum::boolean(true);
    case QuantifierKind::kSingle: break;
  }
  if (yes > 1) return Datum::boolean(false);
  return unknown > 0 ? Datum() : Datum::boolean(yes == 1);
}

Result<Datum> reduce(const Reduce& node, Execution& run) {
  TENURE_ASSIGN(const auto list, listOf(*node.list, run));
  if (!list) return Datum();
  TENURE_ASSIGN(Datum value, evaluate(*node.start, run));
  for (const Datum& item : list->asList()) {
    TENURE_TRY(run.meter.step());
    run.slots[node.accumulator] = std::move(value);
    run.slots[node.slot] = item;
    TENURE_ASSIGN(value, evaluate(*node.result, run));
  }
  return value;
}

Result<Datum> mapProjection(const MapProjection& node, Execution& run) {
  TENURE_ASSIGN(const Datum object, evaluate(*node.object, run));
  if (object.isNull()) return Datum();
  DatumMap out;
  if (node.all) {
    TENURE_ASSIGN(out, propertiesOf(object, run));
  }
  for (const auto& [key, value] : node.entries) {
    TENURE_ASSIGN(Datum one, evaluate(*value, run));
    out.emplace_back(key, std::move(one));
  }
  return Datum::map(std::move(out));
}

Result<Datum> pathOf(const PathOf& node, Execution& run) {
  PathValue path;
  for (std::size_t i = 0; i < node.elements.size(); ++i) {
    const Datum& element = run.slots[node.elements[i]];
    if (element.isNull()) return Datum();
    if (element.kind() == Kind::kNode) {
      path.nodes.push_back(element);
    } else if (element.kind() == Kind::kRelationship) {
      path.relationships.push_back(element);
    } else {
      // A variable length: its relationships and the nodes between them.
      const DatumList& list = element.asList();
      NodeId at = path.nodes.back().asNode();
      for (std::size_t j = 0; j < list.size(); ++j) {
        const RelationshipRef& one = list[j].asRelationship();
        path.relationships.push_back(list[j]);
        at = one.subject == at ? one.object : one.subject;
        if (j + 1 < list.size()) path.nodes.push_back(Datum::node(at, path.nodes.back().scope()));
      }
      if (list.empty()) ++i;  // no step: the node on its other side is the same
    }
  }
  return Datum::path(std::move(path));
}

}  // namespace

Result<Datum> evaluate(const Expression& expression, Execution& run) {
  return std::visit(
      [&](const auto& node) -> Result<Datum> {
        using T = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<T, Constant>) {
          return node.value;
        } else if constexpr (std::is_same_v<T, Variable>) {
          return run.slots[node.slot];
        } else if constexpr (std::is_same_v<T, Parameter>) {
          return run.parameters[node.index];
        } else if constexpr (std::is_same_v<T, Property>) {
          TENURE_ASSIGN(const Datum object, evaluate(*node.object, run));
          return atPlace(propertyOf(object, node.key, run), expression.at);
        } else if constexpr (std::is_same_v<T, Unary>) {
          return unary(node, run, expression.at);
        } else if constexpr (std::is_same_v<T, Binary>) {
          return binary(node, run, expression.at);
        } else if constexpr (std::is_same_v<T, Index>) {
          return index(node, run, expression.at);
        } else if constexpr (std::is_same_v<T, Slice>) {
          return slice(node, run, expression.at);
        } else if constexpr (std::is_same_v<T, ListOf>) {
          DatumList items(node.items.size());
          for (std::size_t i = 0; i < items.size(); ++i) {
            TENURE_ASSIGN(items[i], evaluate(*node.items[i], run));
          }
          return nestedAtMost(Datum::list(std::move(items)), expression.at);
        } else if constexpr (std::is_same_v<T, MapOf>) {
          DatumMap entries(node.entries.size());
          for (std::size_t i = 0; i < entries.size(); ++i) {
            entries[i].first = node.entries[i].first;
            TENURE_ASSIGN(entries[i].second, evaluate(*node.entries[i].second, run));
          }
          return nestedAtMost(Datum::map(std::move(entries)), expression.at);
        } else if constexpr (std::is_same_v<T, MapProjection>) {
          return mapProjection(node, run);
        } else if constexpr (std::is_same_v<T, Case>) {
          return caseOf(node, run);
        } else if constexpr (std::is_same_v<T, Call>) {
          return call(node, run, expression.at);
        } else if constexpr (std::is_same_v<T, LabelTest>) {
          TENURE_ASSIGN(const Datum object, evaluate(*node.object, run));
          if (object.isNull()) return Datum();
          auto has = hasLabels(object, node.condition, run);
          if (!has.ok()) return placed(std::move(has).error(), expression.at);
          return Datum::boolean(*has);
        } else if constexpr (std::is_same_v<T, Comprehension>) {
          return comprehension(node, run);
        } else if constexpr (std::is_same_v<T, Quantifier>) {
          return quantifier(node, run);
        } else if constexpr (std::is_same_v<T, Reduce>) {
          return reduce(node, run);
        } else if constexpr (std::is_same_v<T, Subquery>) {
          return runSubquery(node, run);
        } else {
          return pathOf(node, run);
        }
      },
      expression.what);
}

Result<bool> holds(const Expression& predicate, Execution& run) {
  TENURE_ASSIGN(const Ternary value, truthOf(predicate, run));
  return value == true;
}

// ---- nodes and relationships
// -------------------------------------------------------------------------------

Error deletedEntity() {
  return valueError(ErrorClass::kEntityNotFound, "DeletedEntityAccess",
                    "this was deleted by the statement itself");
}

namespace {

/// The sources of a fact: null where there is none, else a list of texts.
Datum textsOf(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  DatumList list;
  list.reserve(texts.size());
  for (const std::string& one : texts) list.push_back(Datum::string(one));
  return Datum::list(std::move(list));
}

Datum textOrNull(const std::string& text) { return text.empty() ? Datum() : Datum::string(text); }

Datum readOf(const Properties& properties, std::string_view key, const TimeScope& scope, Execution& run) {
  const auto history = properties.find(key);
  if (history == properties.end()) return {};
  const PropertyReading reading = readProperty(history->second, scope.valid);
  if (reading.several) {
    run.notify(
        {"SeveralPossibleValues", "property " + tenure::quoted(std::string(key)) +
                                      " has several possible values at the asked time and reads as null"});
  }
  return Datum::from(reading.value);
}

bool isEngineKey(std::string_view key) { return !key.empty() && key.front() == '_'; }

Datum engineProperty(const NodeVersion& node, std::string_view key) {
  if (key == "_id") return textOrNull(node.external_id);
  if (key == "_valid") return textOrNull(node.lifespan.text());
  return {};
}

Datum engineProperty(const FactVersion& fact, std::string_view key) {
  if (key == "_valid") return textOrNull(fact.validity.text());
  if (key == "_status") return Datum::string(std::string(statusName(fact.status)));
  if (key == "_source") return textsOf(fact.sources);
  if (key == "_event") return textOrNull(fact.event);
  return {};
}

Result<NodePtr> nodeOf(const Datum& object, Execution& run) {
  if (run.graph.isDeleted(object.asNode())) return deletedEntity();
  TENURE_ASSIGN(NodePtr node, run.graph.node(object.asNode(), object.scope()));
  return node;
}

Result<FactPtr> factOf(const Datum& object, Execution& run) {
  const RelationshipRef& ref = object.asRelationship();
  if (run.graph.isDeleted(ref.fact)) return deletedEntity();
  TENURE_ASSIGN(FactPtr fact, run.graph.fact(ref.fact, ref.scope));
  return fact;
}

template <class Version>
DatumMap allOf(const Version& version, const TimeScope& scope, Execution& run) {
  DatumMap out;
  for (const auto& [key, history] : version.properties) {
    Datum value = readOf(version.properties, key, scope, run);
    if (!value.isNull()) out.emplace_back(key, std::move(value));
  }
  return out;
}

}  // namespace

Result<Datum> propertyOf(const Datum& object, std::string_view key, Execution& run) {
  if (object.isNull()) return Datum();
  if (object.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeOf(object, run));
    if (!node) return Datum();
    if (isEngineKey(key)) return engineProperty(*node, key);
    return readOf(node->properties, key, run.graph.scope(object.scope()), run);
  }
  if (object.kind() == Kind::kRelationship) {
    TENURE_ASSIGN(const FactPtr fact, factOf(object, run));
    if (!fact) return Datum();
    if (isEngineKey(key)) return engineProperty(*fact, key);
    return readOf(fact->properties, key, run.graph.scope(object.asRelationship().scope), run);
  }
  return property(object, key);
}

Result<DatumMap> propertiesOf(const Datum& object, Execution& run) {
  if (object.kind() == Kind::kMap) return object.asMap();
  if (object.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeOf(object, run));
    return node ? allOf(*node, run.graph.scope(object.scope()), run) : DatumMap();
  }
  if (object.kind() == Kind::kRelationship) {
    TENURE_ASSIGN(const FactPtr fact, factOf(object, run));
    return fact ? allOf(*fact, run.graph.scope(object.asRelationship().scope), run) : DatumMap();
  }
  return valueError(
      ErrorClass::kTypeError, "InvalidArgumentType",
      "properties belong to nodes, relationships and maps, not to " + std::string(kindName(object.kind())));
}

namespace {

template <class Has>
bool meets(const LabelTest::Condition& condition, bool any, const Has& has) {
  const auto one = [&](const LabelTest::Condition& inner) { return meets(inner, any, has); };
  switch (condition.kind) {
    case LabelTest::Kind::kName: return has(condition.name);
    case LabelTest::Kind::kAny: return any;
    case LabelTest::Kind::kNot: return !one(condition.operands[0]);
    case LabelTest::Kind::kAnd: return std::all_of(condition.operands.begin(), condition.operands.end(), one);
    case LabelTest::Kind::kOr: break;
  }
  return std::any_of(condition.operands.begin(), condition.operands.end(), one);
}

}  // namespace

Result<bool> hasLabels(const Datum& object, const LabelTest::Condition& condition, Execution& run) {
  if (object.kind() == Kind::kRelationship) {
    const std::string& type = run.graph.typeName(object.asRelationship().type);
    return meets(condition, true, [&](const std::string& name) { return name == type; });
  }
  if (object.kind() != Kind::kNode) {
    return valueError(ErrorClass::kTypeError, "InvalidArgumentType",
                      "labels belong to nodes, not to " + std::string(kindName(object.kind())));
  }
  TENURE_ASSIGN(const NodePtr node, nodeOf(object, run));
  if (!node) return false;
  return meets(condition, !node->labels.empty(), [&](const std::string& name) {
    return std::binary_search(node->labels.begin(), node->labels.end(), name);
  });
}

}  // namespace tenure::query
