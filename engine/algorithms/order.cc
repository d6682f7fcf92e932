// Topological order, of any graph and of lineage.
#include <algorithm>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/topological_sort.hpp>
#include <iterator>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/gathered_facts.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"
#include "engine/traversal/walks.h"

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;
using Order = std::vector<Vertex>;

/// The search has come back to where it was: from `last` over an edge to `first`.
struct Circle {
  Vertex first = 0;
  Vertex last = 0;
};

/// Boost's own visitor of topological_sort, which throws without a word where there is a circle; this one
/// says where.
class SortVisitor : public boost::topo_sort_visitor<std::back_insert_iterator<Order>> {
 public:
  SortVisitor(Order& order, Order& before, Watch& watch)
      : topo_sort_visitor(std::back_inserter(order)), before_(&before), watch_(&watch) {}
  template <class Edge, class Graph>
  void examine_edge(const Edge&, const Graph&) {
    watch_->step();
  }
  template <class Edge, class Graph>
  void tree_edge(const Edge& edge, const Graph& graph) {
    (*before_)[target(edge, graph)] = source(edge, graph);
  }
  template <class Edge, class Graph>
  void back_edge(const Edge& edge, const Graph& graph) {
    throw Circle{target(edge, graph), source(edge, graph)};
  }

 private:
  Order* before_;
  Watch* watch_;
};

/// The order, latest first; or the circle that is in the way, in its direction.
struct Sorted {
  Order order;
  Order circle;
};

Sorted sorted(const MaterialisedGraph& graph, Watch& watch) {
  watch.take(std::uint64_t{graph.nodeCount()} * 40);
  Sorted out;
  Order before(graph.nodeCount());
  try {
    boost::depth_first_search(graph, boost::visitor(SortVisitor(out.order, before, watch)));
  } catch (const Circle& circle) {
    for (Vertex v = circle.last; v != circle.first; v = before[v]) out.circle.push_back(v);
    out.circle.push_back(circle.first);
    std::reverse(out.circle.begin(), out.circle.end());
  }
  std::reverse(out.order.begin(), out.order.end());
  return out;
}

NodeTable<std::uint32_t> placesOf(const MaterialisedGraph& graph, const Order& order) {
  NodeTable<std::uint32_t> table;
  for (const Vertex v : order) table.push_back({graph.node(v), static_cast<std::uint32_t>(table.size())});
  return table;
}

std::string numberOf(NodeId node) { return "#" + std::to_string(node.value); }

/// Every node of a circle up to this many, then "...".
constexpr std::size_t kNamedMax = 20;

template <class NameOf>
Error circleError(const MaterialisedGraph& graph, const Order& circle, const NameOf& name_of) {
  std::string path;
  for (std::size_t i = 0; i < std::min(circle.size(), kNamedMax); ++i)
    path += name_of(graph.node(circle[i])) + " -> ";
  if (circle.size() > kNamedMax) path += "... -> ";
  return {ErrorCode::kInvalidArgument,
          "there is no order, for the facts go in a circle: " + path + name_of(graph.node(circle.front()))};
}

/// The graph of lineage, each fact from the earlier to the later; nodes without such facts are left out.
Result<MaterialisedGraph> lineageGraph(const View& view, const Budget& budget) {
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  std::vector<std::string> types = lineageTypes(*schema);
  const std::string later_first(kLaterFirst);
  const bool turns = std::erase(types, later_first) > 0;
  std::vector<MaterialisedGraph> halves;
  if (!types.empty()) {
    TENURE_ASSIGN(auto forward, materialise(view, {.types = types}, budget));
    halves.push_back(std::move(forward));
  }
  if (turns) {
    TENURE_ASSIGN(const auto backward, materialise(view, {.types = {later_first}}, budget));
    halves.push_back(backward.reversed());
  }
  const MaterialisedGraph& any = halves.front();  // both have all nodes; some type is of lineage always
  std::vector<NodeId> nodes;
  std::vector<Vertex> place(any.nodeCount());
  for (Vertex v = 0; v < any.nodeCount(); ++v) {
    place[v] = static_cast<Vertex>(nodes.size());
    const bool tied = std::any_of(halves.begin(), halves.end(), [v](const MaterialisedGraph& half) {
      return out_degree(v, half) + in_degree(v, half) > 0;
    });
    if (tied) nodes.push_back(any.node(v));
  }
  GatheredTies found;
  for (const MaterialisedGraph& half : halves) {
    const auto [first, last] = edges(half);
    for (auto at = first; at != last; ++at)
      found.add(place[(*at).source], place[half.target(*at)], half.fact(*at));
  }
  return found.graph(std::move(nodes), false);
}

}  // namespace

Result<NodeTable<std::uint32_t>> topologicalOrder(const MaterialisedGraph& graph, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    const Sorted found = sorted(graph, watch);
    if (!found.circle.empty()) return circleError(graph, found.circle, numberOf);
    return placesOf(graph, found.order);
  });
}

Result<NodeTable<std::uint32_t>> lineageOrder(const View& view, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    TENURE_ASSIGN(const auto graph, lineageGraph(view, budget));
    const Sorted found = sorted(graph, watch);
    if (found.circle.empty()) return placesOf(graph, found.order);
    return circleError(graph, found.circle, [&](NodeId id) {
      const auto node = view.node(id);
      return node.ok() && *node && !(*node)->external_id.empty() ? (*node)->external_id : numberOf(id);
    });
  });
}

}  // namespace tenure
