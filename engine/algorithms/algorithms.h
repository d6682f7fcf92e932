// Algorithms over the graph of a view, by Boost.Graph: who is tied to whom, who stands in the middle, where a
// coalition would break.
//
//     TENURE_ASSIGN(const auto graph, materialise(view, {.types = {"MEMBER_OF"}}));
//     TENURE_ASSIGN(const auto ranks, pageRank(graph));
//
// Answers are tables of (node, value), by node id unless said otherwise. Each fact is taken apart from the
// others (engine/algorithms/materialised.h): as of a coarse time an answer is about a graph whose edges need
// not all have held at one instant. Parallel facts count each, unless the graph was merged. Over many times:
// engine/algorithms/series.h.
//
// Every function stops when its budget is spent: kTimeout, kCancelled, kLimit (memory). A node that is asked
// about and does not count under the view: kNotFound. Nothing is thrown. Pure functions; any thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/algorithms/materialised.h"
#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure {

template <class T>
struct NodeValue {
  NodeId node;
  T value{};
  friend bool operator==(const NodeValue&, const NodeValue&) = default;
};
template <class T>
using NodeTable = std::vector<NodeValue<T>>;

/// The rows of the `rows` greatest values, greatest first; of equal ones the lesser node id first.
template <class T>
[[nodiscard]] NodeTable<T> greatest(NodeTable<T> table, std::size_t rows);

// ---- components --------------------------------------------------------------------------------------

/// The component of every node, facts taken in either direction. Components are numbered from 0 in the order
/// of their least node.
[[nodiscard]] Result<NodeTable<std::uint32_t>> connectedComponents(const MaterialisedGraph& graph,
                                                                   const Budget& budget = {});
/// The same with the largest component as number 1 (of equal ones that with the least node), the `top`
/// largest alone; by component and then node.
[[nodiscard]] Result<NodeTable<std::uint32_t>> componentsBySize(const MaterialisedGraph& graph,
                                                                std::size_t top, const Budget& budget = {});
/// The components where each of two nodes must reach the other along the facts.
[[nodiscard]] Result<NodeTable<std::uint32_t>> strongComponents(const MaterialisedGraph& graph,
                                                                const Budget& budget = {});
/// The nodes without which their component falls apart, and into how many parts it does: two or more.
[[nodiscard]] Result<NodeTable<std::uint32_t>> articulationPoints(const MaterialisedGraph& graph,
                                                                  const Budget& budget = {});
/// Of every node the largest k for which it is in a k-core: a part of the graph in which each node is tied to
/// at least k others. Two nodes are tied once, however many facts join them.
[[nodiscard]] Result<NodeTable<std::uint32_t>> coreNumbers(const MaterialisedGraph& graph,
                                                           const Budget& budget = {});

// ---- distances ---------------------------------------------------------------------------------------

/// The least number of facts from `from` to every node that it reaches, itself (0) included.
[[nodiscard]] Result<NodeTable<std::uint32_t>> breadthFirstDistances(const MaterialisedGraph& graph,
                                                                     NodeId from, Direction direction,
                                                                     const Budget& budget = {});
/// The least sum of weights (MaterialiseOptions::weight) from `from` to every node that it reaches.
[[nodiscard]] Result<NodeTable<double>> dijkstraDistances(const MaterialisedGraph& graph, NodeId from,
                                                          Direction direction, const Budget& budget = {});

// ---- who stands in the middle --------------------------------------------------------------------------

struct BetweennessOptions {
  /// kOut: along the facts. kIn gives the same; kBoth takes them in either direction.
  Direction direction = Direction::kBoth;
  /// As a share of the pairs of other nodes: 0 to 1.
  bool normalised = false;
};
/// How many pairs of other nodes have their shortest paths through each node; where a pair has several, the
/// share that goes through it. In kBoth a pair counts once.
[[nodiscard]] Result<NodeTable<double>> betweenness(const MaterialisedGraph& graph,
                                                    const BetweennessOptions& options = {},
                                                    const Budget& budget = {});

/// How near each node is to all others: with r nodes reached, itself not counted, at distances that sum to s,
/// in a graph of n nodes, (r / s) * (r / (n - 1)); 0 where it reaches none. Between 0 and 1, comparable
/// between components (Wasserman and Faust 1994). Distances are numbers of facts, from the node along
/// `direction`.
[[nodiscard]] Result<NodeTable<double>> closeness(const MaterialisedGraph& graph,
                                                  Direction direction = Direction::kBoth,
                                                  const Budget& budget = {});

struct PageRankOptions {
  double damping = 0.85;               ///< above 0, below 1
  std::uint32_t iterations_max = 200;  ///< the answer is what stands then
  double tolerance = 1e-10;            ///< ends when ranks change by less in sum
};
/// The share of time that a walk spends at each node which follows a random fact from subject to object, and
/// starts anew at a random node now and then, and where no fact leads on. Sums to 1.
[[nodiscard]] Result<NodeTable<double>> pageRank(const MaterialisedGraph& graph,
                                                 const PageRankOptions& options = {},
                                                 const Budget& budget = {});

// ---- where a coalition would break ---------------------------------------------------------------------

struct MinimumCut {
  double weight = 0;          ///< of the facts that are cut
  std::vector<NodeId> side;   ///< the smaller side (of equal ones that without the least node), by id
  std::vector<FactId> facts;  ///< the cut: the facts between the two sides, by id
};
/// The facts of least weight without which the graph falls in two, by Stoer and Wagner, facts taken in either
/// direction. Nodes without facts are left out; with `around`, all but its component. kInvalidArgument where
/// fewer than two nodes are left. Where they are not connected nothing need be cut: the weight is 0.
[[nodiscard]] Result<MinimumCut> minimumCut(const MaterialisedGraph& graph, std::optional<NodeId> around = {},
                                            const Budget& budget = {});

// ---- order -----------------------------------------------------------------------------------------------

/// The place of every node in an order in which each fact leads from an earlier to a later one; in that
/// order. kInvalidArgument where the facts go in a circle, with the numbers of its nodes in the message.
[[nodiscard]] Result<NodeTable<std::uint32_t>> topologicalOrder(const MaterialisedGraph& graph,
                                                                const Budget& budget = {});
/// The organizations with facts of lineage (as `lineage` has them) in an order in which predecessors come
/// before successors, as far as the view sees; events are short, so ask a view of all times or of a range.
/// kInvalidArgument names the organizations of a circle.
[[nodiscard]] Result<NodeTable<std::uint32_t>> lineageOrder(const View& view, const Budget& budget = {});

template <class T>
NodeTable<T> greatest(NodeTable<T> table, std::size_t rows) {
  const auto before = [](const NodeValue<T>& a, const NodeValue<T>& b) {
    return a.value != b.value ? a.value > b.value : a.node < b.node;
  };
  const auto kept = static_cast<std::ptrdiff_t>(std::min(rows, table.size()));
  std::partial_sort(table.begin(), table.begin() + kept, table.end(), before);
  table.resize(static_cast<std::size_t>(kept));
  return table;
}

}  // namespace tenure
