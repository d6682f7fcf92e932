// What nodes and relationships hold, for renderings: read from the graph of an execution, each under the time
// scope that it was met under. The engine's own keys (`_id`, `_valid` ...) are left out.
//
// Thread rules: those of the GraphAccess, which must outlive it.
#pragma once

#include "engine/query/executor/graph_access.h"
#include "engine/query/values/render.h"
#include "schema/result.h"

namespace tenure::query {

class GraphEntities final : public EntityReader {
 public:
  explicit GraphEntities(GraphAccess& graph) : graph_(graph) {}

  /// Empty for a node or relationship that this statement deleted, or that is not believed under its scope.
  [[nodiscard]] Result<NodeParts> node(const Datum& node) override;
  /// The type is known even so.
  [[nodiscard]] Result<RelationshipParts> relationship(const Datum& relationship) override;

 private:
  GraphAccess& graph_;
};

}  // namespace tenure::query
