// Functions that ask the graph: ids, labels, types, ends, properties.
#include <algorithm>

#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/graph_access.h"
#include "engine/query/query_error.h"
#include "engine/query/values/functions.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

constexpr KindSet kNodeOnly = kinds(Kind::kNode);
constexpr KindSet kRelationshipOnly = kinds(Kind::kRelationship);
constexpr KindSet kEntities = kinds(Kind::kNode, Kind::kRelationship);
constexpr KindSet kHaveProperties = kinds(Kind::kNode, Kind::kRelationship, Kind::kMap);

Error wrongKind(std::string_view function, const Datum& value) {
  return valueError(ErrorClass::kTypeError, "InvalidArgumentValue",
                    std::string(function) + "() does not take " + std::string(kindName(value.kind())));
}

std::uint32_t scopeOfEntity(const Datum& entity) {
  return entity.kind() == Kind::kNode ? entity.scope() : entity.asRelationship().scope;
}

Result<NodePtr> nodeOf(const Datum& node, CallContext& context) {
  if (context.graph->isDeleted(node.asNode())) return deletedEntity();
  return context.graph->node(node.asNode(), node.scope());
}
Result<FactPtr> factOf(const Datum& relationship, CallContext& context) {
  const RelationshipRef& ref = relationship.asRelationship();
  if (context.graph->isDeleted(ref.fact)) return deletedEntity();
  return context.graph->fact(ref.fact, ref.scope);
}

Result<Datum> id(Arguments arguments, CallContext&) {
  const Datum& entity = arguments[0];
  if (entity.kind() == Kind::kNode) return Datum::integer(static_cast<std::int64_t>(entity.asNode().value));
  if (entity.kind() == Kind::kRelationship) {
    return Datum::integer(static_cast<std::int64_t>(entity.asRelationship().fact.value));
  }
  return wrongKind("id", entity);
}

Result<Datum> elementId(Arguments arguments, CallContext& context) {
  TENURE_ASSIGN(const Datum number, id(arguments, context));
  return Datum::string(std::to_string(number.asInteger()));
}

Result<Datum> labels(Arguments arguments, CallContext& context) {
  if (arguments[0].kind() != Kind::kNode) return wrongKind("labels", arguments[0]);
  TENURE_ASSIGN(const NodePtr node, nodeOf(arguments[0], context));
  if (!node) return Datum();
  DatumList out;
  for (const std::string& label : node->labels) out.push_back(Datum::string(label));
  return Datum::list(std::move(out));
}

Result<Datum> type(Arguments arguments, CallContext& context) {
  if (arguments[0].kind() != Kind::kRelationship) return wrongKind("type", arguments[0]);
  return context.graph->typeText(arguments[0].asRelationship().type);
}

Result<Datum> startNode(Arguments arguments, CallContext&) {
  if (arguments[0].kind() != Kind::kRelationship) return wrongKind("startNode", arguments[0]);
  const RelationshipRef& ref = arguments[0].asRelationship();
  return Datum::node(ref.subject, ref.scope);
}
Result<Datum> endNode(Arguments arguments, CallContext&) {
  if (arguments[0].kind() != Kind::kRelationship) return wrongKind("endNode", arguments[0]);
  const RelationshipRef& ref = arguments[0].asRelationship();
  return Datum::node(ref.object, ref.scope);
}

/// The properties that are not null, without the engine's.
Result<DatumMap> propertiesUnder(const Datum& entity, CallContext& context) {
  if (entity.kind() == Kind::kMap) return entity.asMap();
  const TimeScope& scope = context.graph->scope(scopeOfEntity(entity));
  const auto read = [&](const Properties& properties) {
    DatumMap out;
    for (const auto& [key, history] : properties) {
      Datum value = Datum::from(readProperty(history, scope.valid).value);
      if (!value.isNull()) out.emplace_back(key, std::move(value));
    }
    return out;
  };
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeOf(entity, context));
    return node ? read(node->properties) : DatumMap();
  }
  TENURE_ASSIGN(const FactPtr fact, factOf(entity, context));
  return fact ? read(fact->properties) : DatumMap();
}

Result<Datum> keys(Arguments arguments, CallContext& context) {
  if (!contains(kHaveProperties, arguments[0].kind())) return wrongKind("keys", arguments[0]);
  TENURE_ASSIGN(const DatumMap properties, propertiesUnder(arguments[0], context));
  DatumList out;
  for (const auto& [key, value] : properties) out.push_back(Datum::string(key));
  return Datum::list(std::move(out));
}

Result<Datum> properties(Arguments arguments, CallContext& context) {
  if (!contains(kHaveProperties, arguments[0].kind())) return wrongKind("properties", arguments[0]);
  TENURE_ASSIGN(DatumMap map, propertiesUnder(arguments[0], context));
  return Datum::map(std::move(map));
}

Result<Datum> exists(Arguments arguments, CallContext&) { return Datum::boolean(!arguments[0].isNull()); }

constexpr KindSet kTextOnly = kinds(Kind::kString);

constexpr std::array kTable{
    ScalarFunction{"id",
                   1,
                   1,
                   {kEntities},
                   kinds(Kind::kInteger),
                   true,
                   false,
                   id,
                   "Graph",
                   "id(entity :: NODE | RELATIONSHIP) :: INTEGER",
                   "The internal id."},
    ScalarFunction{"elementId",
                   1,
                   1,
                   {kEntities},
                   kTextOnly,
                   true,
                   false,
                   elementId,
                   "Graph",
                   "elementId(entity :: NODE | RELATIONSHIP) :: STRING",
                   "The internal id as text."},
    ScalarFunction{"labels",
                   1,
                   1,
                   {kNodeOnly},
                   kinds(Kind::kList),
                   true,
                   false,
                   labels,
                   "Graph",
                   "labels(node :: NODE) :: LIST<STRING>",
                   "The labels of a node, in order.",
                   true},
    ScalarFunction{"type",
                   1,
                   1,
                   {kRelationshipOnly},
                   kTextOnly,
                   true,
                   false,
                   type,
                   "Graph",
                   "type(relationship :: RELATIONSHIP) :: STRING",
                   "The type of a relationship.",
                   true},
    ScalarFunction{"startNode",
                   1,
                   1,
                   {kRelationshipOnly},
                   kNodeOnly,
                   true,
                   false,
                   startNode,
                   "Graph",
                   "startNode(relationship :: RELATIONSHIP) :: NODE",
                   "The subject of a relationship."},
    ScalarFunction{"endNode",
                   1,
                   1,
                   {kRelationshipOnly},
                   kNodeOnly,
                   true,
                   false,
                   endNode,
                   "Graph",
                   "endNode(relationship :: RELATIONSHIP) :: NODE",
                   "The object of a relationship."},
    ScalarFunction{"keys",
                   1,
                   1,
                   {kHaveProperties},
                   kinds(Kind::kList),
                   true,
                   false,
                   keys,
                   "Graph",
                   "keys(entity :: NODE | RELATIONSHIP | MAP) :: LIST<STRING>",
                   "The keys of the properties; the engine's own, with an underscore, are left out."},
    ScalarFunction{"properties",
                   1,
                   1,
                   {kHaveProperties},
                   kinds(Kind::kMap),
                   true,
                   false,
                   properties,
                   "Graph",
                   "properties(entity :: NODE | RELATIONSHIP | MAP) :: MAP",
                   "The properties as a map, read under the time that the entity was met with."},
    ScalarFunction{"exists",
                   1,
                   1,
                   {kAnyKind},
                   kinds(Kind::kBoolean),
                   false,
                   false,
                   exists,
                   "Graph",
                   "exists(value :: ANY) :: BOOLEAN",
                   "Whether a property is there: the same as IS NOT NULL."},
};

}  // namespace

std::span<const ScalarFunction> graphFunctions() { return kTable; }

}  // namespace tenure::query
