// Unique keys: no two nodes with a label certainly have the same value of a key at one instant. The property
// index (storage/property_index.h) gives the nodes that may; the records decide.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "schema/rules.h"
#include "storage/graph_reader.h"

namespace tenure::storage {

/// Gathers the nodes of a commit and checks them against each other and against stored ones. One thread.
class UniqueKeyCheck {
 public:
  explicit UniqueKeyCheck(const Schema& schema) : schema_(schema) {}
  [[nodiscard]] bool needed() const { return !schema_.uniqueKeys().empty(); }
  void add(const NodeVersion& node);
  /// `present` gives nodes as the commit leaves them; `index` is the state before it, nullptr where every
  /// node was added (a new schema, whose index is not written yet). kConstraint names both nodes and the
  /// value.
  Status run(PresentFacts& present, const GraphReader* index);

 private:
  const Schema& schema_;
  std::map<std::pair<std::size_t, std::uint64_t>, std::set<NodeId>>
      holders_;  ///< by constraint and hash of the value
};

}  // namespace tenure::storage
