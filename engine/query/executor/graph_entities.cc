#include "engine/query/executor/graph_entities.h"

#include "schema/graph.h"

namespace tenure::query {

namespace {

/// As of the scope; keys without a value there are left out.
DatumMap propertiesAt(const Properties& properties, const TimeScope& scope) {
  DatumMap out;
  for (const auto& [key, history] : properties) {
    const Value value = readProperty(history, scope.valid).value;
    if (!value.isNull()) out.emplace_back(key, Datum::from(value));
  }
  return out;  // sorted, as Properties is
}

}  // namespace

Result<EntityReader::NodeParts> GraphEntities::node(const Datum& node) {
  NodeParts parts;
  if (graph_.isDeleted(node.asNode())) return parts;
  TENURE_ASSIGN(const NodePtr version, graph_.node(node.asNode(), node.scope()));
  if (version == nullptr) return parts;
  parts.labels = version->labels;
  parts.properties = propertiesAt(version->properties, graph_.scope(node.scope()));
  return parts;
}

Result<EntityReader::RelationshipParts> GraphEntities::relationship(const Datum& relationship) {
  const RelationshipRef& ref = relationship.asRelationship();
  RelationshipParts parts;
  parts.type = graph_.typeName(ref.type);
  if (graph_.isDeleted(ref.fact)) return parts;
  TENURE_ASSIGN(const FactPtr version, graph_.fact(ref.fact, ref.scope));
  if (version != nullptr) parts.properties = propertiesAt(version->properties, graph_.scope(ref.scope));
  return parts;
}

}  // namespace tenure::query
