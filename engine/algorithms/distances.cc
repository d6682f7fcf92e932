// Distances from one node: breadth first, and by weights (Dijkstra).
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;
constexpr std::uint32_t kUnreached = std::numeric_limits<std::uint32_t>::max();

class CountSteps : public boost::default_bfs_visitor {
 public:
  CountSteps(std::vector<std::uint32_t>& steps, Watch& watch) : steps_(&steps), watch_(&watch) {}
  template <class Edge, class Graph>
  void examine_edge(const Edge&, const Graph&) {
    watch_->step();
  }
  template <class Edge, class Graph>
  void tree_edge(const Edge& edge, const Graph& graph) {
    (*steps_)[target(edge, graph)] = (*steps_)[source(edge, graph)] + 1;
  }

 private:
  std::vector<std::uint32_t>* steps_;
  Watch* watch_;
};

class WatchEdges : public boost::default_dijkstra_visitor {
 public:
  explicit WatchEdges(Watch& watch) : watch_(&watch) {}
  template <class Edge, class Graph>
  void examine_edge(const Edge&, const Graph&) {
    watch_->step();
  }

 private:
  Watch* watch_;
};

template <class T>
NodeTable<T> reachedOf(const MaterialisedGraph& graph, const std::vector<T>& values, T unreached) {
  NodeTable<T> table;
  for (Vertex v = 0; v < graph.nodeCount(); ++v) {
    if (values[v] != unreached) table.push_back({graph.node(v), values[v]});
  }
  return table;
}

}  // namespace

Result<NodeTable<std::uint32_t>> breadthFirstDistances(const MaterialisedGraph& graph, NodeId from,
                                                       Direction direction, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    TENURE_ASSIGN(const Vertex start, vertexAsked(graph, from));
    watch.take(graph.nodeCount() * std::uint64_t{8} + (direction == Direction::kOut ? 0 : graph.bytes()));
    std::vector<std::uint32_t> steps(graph.nodeCount(), kUnreached);
    steps[start] = 0;
    inDirection(graph, direction, [&](const auto& directed) {
      boost::breadth_first_search(directed, start, boost::visitor(CountSteps(steps, watch)));
    });
    return reachedOf(graph, steps, kUnreached);
  });
}

Result<NodeTable<double>> dijkstraDistances(const MaterialisedGraph& graph, NodeId from, Direction direction,
                                            const Budget& budget) {
  TENURE_TRY(weightsServe(graph));
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<double>> {
    TENURE_ASSIGN(const Vertex start, vertexAsked(graph, from));
    watch.take(graph.nodeCount() * std::uint64_t{32} + (direction == Direction::kOut ? 0 : graph.bytes()));
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    std::vector<double> distances(graph.nodeCount(), kInfinity);
    const auto run = [&](const auto& directed, const auto& weights) {
      boost::dijkstra_shortest_paths(directed, start,
                                     boost::distance_map(distances.data())
                                         .weight_map(weights)
                                         .distance_inf(kInfinity)
                                         .visitor(WatchEdges(watch)));
    };
    if (direction == Direction::kBoth) {
      run(UndirectedGraph(graph), rows::WeightMap<rows::Tied>{{}, &graph});
    } else if (direction == Direction::kIn) {
      const MaterialisedGraph turned = graph.reversed();
      run(turned, get(boost::edge_weight, turned));
    } else {
      run(graph, get(boost::edge_weight, graph));
    }
    return reachedOf(graph, distances, kInfinity);
  });
}

}  // namespace tenure
