// A view written out as a graph of plain arrays (compressed sparse rows): for work that goes over the whole
// graph, or over it again and again. Vertices are numbered 0 .. n-1 in the order of their node ids, edges
// 0 .. m-1 by their source; both directions are there, and the fact of each edge.
//
// It has the rows of its view (engine/traversal/view.h): a fact is an edge where it and the lifespans of its
// two ends hold together; each fact is judged apart from the others, so that where the view asks for more
// than a tick, two edges need not have held at the same time. Isolated nodes are vertices.
//
// engine/algorithms/boost_materialised.h makes it a graph to Boost.Graph; this header needs no Boost.
// Immutable once built; any thread. It keeps nothing of the database open.
#pragma once

#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/ids.h"
#include "schema/result.h"

namespace tenure {

/// An array whose items are written before they are read, and so need not be cleared first: clearing took a
/// third of the time of building.
template <class T>
struct Unwritten : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = Unwritten<U>;
  };
  template <class U>
  void construct(U* item) noexcept {
    ::new (static_cast<void*>(item)) U;
  }
  template <class U, class... Args>
  void construct(U* item, Args&&... args) {
    ::new (static_cast<void*>(item)) U(std::forward<Args>(args)...);
  }
};

class MaterialisedGraph {
 public:
  using Vertex = std::uint32_t;

  /// An edge to be built from; the ends are places in the list of nodes.
  struct Tie {
    Vertex source = 0;
    Vertex target = 0;
  };
  /// An edge of the graph: its number, with the source that it is seen from.
  struct Edge {
    Vertex source = 0;
    std::uint32_t number = 0;
    friend bool operator==(Edge a, Edge b) { return a.number == b.number; }
    friend bool operator<(Edge a, Edge b) { return a.number < b.number; }
  };
  /// How edges stand in the arrays: as seen from the source, and from the target.
  struct OutEdge {
    Vertex target;
    std::uint32_t tie;  ///< its place among the ties it was built from
  };
  struct InEdge {
    Vertex source;
    std::uint32_t number;
  };

  MaterialisedGraph() = default;
  /// `nodes` ascending; ends within them; a fact for each tie. At most 2^31 - 1 of each. `ties` of one source
  /// keep their order.
  MaterialisedGraph(std::vector<NodeId> nodes, std::span<const Tie> ties, std::vector<FactId> facts);

  [[nodiscard]] std::uint32_t nodeCount() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] std::uint32_t edgeCount() const { return static_cast<std::uint32_t>(out_edges_.size()); }
  [[nodiscard]] NodeId node(Vertex v) const { return nodes_[v]; }
  [[nodiscard]] const std::vector<NodeId>& nodes() const { return nodes_; }
  /// nullopt: the node does not count under the view.
  [[nodiscard]] std::optional<Vertex> vertexOf(NodeId node) const;

  /// The edges out of v are numbered firstOut(v) .. firstOut(v + 1) - 1.
  [[nodiscard]] std::uint32_t firstOut(Vertex v) const { return out_starts_[v]; }
  [[nodiscard]] const OutEdge* outEdges() const { return out_edges_.data(); }
  /// The edges into v are inEdges()[firstIn(v)] .. inEdges()[firstIn(v + 1) - 1].
  [[nodiscard]] std::uint32_t firstIn(Vertex v) const { return in_starts_[v]; }
  [[nodiscard]] const InEdge* inEdges() const { return in_edges_.data(); }

  [[nodiscard]] Vertex target(Edge edge) const { return target(edge.number); }
  [[nodiscard]] Vertex target(std::uint32_t edge) const { return out_edges_[edge].target; }
  [[nodiscard]] FactId fact(Edge edge) const { return fact(edge.number); }
  [[nodiscard]] FactId fact(std::uint32_t edge) const { return facts_[out_edges_[edge].tie]; }
  [[nodiscard]] double weight(std::uint32_t edge) const { return weights_.empty() ? 1.0 : weights_[edge]; }
  [[nodiscard]] bool weighted() const { return !weights_.empty(); }

  /// One weight for each edge, by number.
  void setWeights(std::vector<double> weights) { weights_ = std::move(weights); }
  /// Facts from one node to another were merged into one edge.
  void setMerged(bool merged) { merged_ = merged; }
  [[nodiscard]] bool merged() const { return merged_; }

  /// The same with every edge turned round; edges are numbered anew.
  [[nodiscard]] MaterialisedGraph reversed() const;
  /// What it takes in memory.
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> out_starts_{0};
  std::vector<OutEdge, Unwritten<OutEdge>> out_edges_;
  std::vector<std::uint32_t> in_starts_{0};
  std::vector<InEdge, Unwritten<InEdge>> in_edges_;
  std::vector<FactId> facts_;  ///< in the order of the ties: taken over as they came
  std::vector<double> weights_;
  bool merged_ = false;
};

/// The same graph without directions: what components, cores and cuts are about. An edge from a node to
/// itself ties it to nothing and is left out. It borrows nothing.
class UndirectedGraph {
 public:
  using Vertex = MaterialisedGraph::Vertex;
  enum class Parallel : std::uint8_t {
    kApart,   ///< each fact a tie of its own
    kMerged,  ///< two nodes are tied once, however many facts join them in either direction
  };
  struct Half {
    Vertex other = 0;
    std::uint32_t number = 0;  ///< of the edge in the graph it was made from
  };

  /// A graph that was merged stays merged.
  explicit UndirectedGraph(const MaterialisedGraph& graph, Parallel parallel = Parallel::kApart);

  [[nodiscard]] std::uint32_t nodeCount() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  /// Numbers of edges lie below this.
  [[nodiscard]] std::uint32_t edgeNumbers() const { return edge_numbers_; }
  [[nodiscard]] std::uint32_t first(Vertex v) const { return starts_[v]; }
  [[nodiscard]] const Half* halves() const { return halves_.data(); }

 private:
  void merge();

  std::vector<std::uint32_t> starts_;
  std::vector<Half> halves_;
  std::uint32_t edge_numbers_ = 0;
};

struct MaterialiseOptions {
  std::vector<std::string> types = {};  ///< of facts; empty: all. An unknown type has none.
  /// A property of facts that weighs the edges; empty: each weighs 1, and so does a fact without it. As of a
  /// time the value that holds then. kInvalidArgument names a fact where it is no number, or below zero.
  std::string weight = {};
  /// Facts of one direction between the same two nodes as one edge: the first of them by number.
  bool merge_parallel = false;
};

/// Writes out a view in one pass over everything. kTimeout, kCancelled, kLimit (memory) as the budget says;
/// kInvalidArgument where facts are both merged and weighted; else what reading gives.
[[nodiscard]] Result<MaterialisedGraph> materialise(const View& view, const MaterialiseOptions& options = {},
                                                    const Budget& budget = {});

/// The weights of a graph's edges; what materialise does with `options.weight`.
Status weigh(MaterialisedGraph& graph, const View& view, const std::string& property, const Budget& budget);

/// Leaves of the ties between the same two nodes the one with the first fact.
void mergeParallel(std::vector<MaterialisedGraph::Tie>& ties, std::vector<FactId>& facts);

}  // namespace tenure
