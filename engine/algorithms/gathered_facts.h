// Nodes and facts on their way into a graph of arrays: what materialise() and GraphOverTime share. For the
// sources of this room. One thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/algorithms/materialised.h"
#include "engine/traversal/facts_holding.h"

namespace tenure {

/// The nodes that count under a view, with their lifespans where any node has one.
class GatheredNodes {
 public:
  using Vertex = MaterialisedGraph::Vertex;
  static constexpr Vertex kNone = std::numeric_limits<Vertex>::max();

  Status gather(const View& view, Meter& meter);

  [[nodiscard]] const std::vector<NodeId>& nodes() const { return nodes_; }
  std::vector<NodeId> takeNodes() { return std::move(nodes_); }
  /// The place of a node among them, or kNone.
  [[nodiscard]] Vertex placeOf(NodeId node) const {
    return node.value < places_.size() ? places_[node.value] : kNone;
  }
  /// Whether some lifespan has an end: else facts are judged alone.
  [[nodiscard]] bool mortal() const { return mortal_; }
  [[nodiscard]] const Period& lifespan(Vertex place) const { return lifespans_[place]; }

  /// Whether a fact and the lifespans of its ends, which are among the nodes, hold together under the scope.
  [[nodiscard]] bool together(Vertex subject, const Period& fact, Vertex object,
                              const TimeScope& scope) const;

 private:
  std::vector<NodeId> nodes_;
  std::vector<Period> lifespans_;
  std::vector<Vertex> places_;  ///< by NodeId
  bool mortal_ = false;
};

/// Edges on their way into a graph, with the fact of each.
struct GatheredTies {
  std::vector<MaterialisedGraph::Tie> ties;
  std::vector<FactId> facts;
  void add(MaterialisedGraph::Vertex source, MaterialisedGraph::Vertex target, FactId fact) {
    ties.push_back({source, target});
    facts.push_back(fact);
  }
  /// The graph of these; nothing is left here.
  [[nodiscard]] MaterialisedGraph graph(std::vector<NodeId> nodes, bool merge_parallel);
};

/// kLimit where a graph has more nodes or edges than it can number.
Status numbersSuffice(std::size_t nodes, std::size_t ties);
/// What a graph of arrays takes while it is built.
[[nodiscard]] std::uint64_t bytesToBuild(std::size_t nodes, std::size_t ties);

}  // namespace tenure
