// Closeness. Boost's own takes the distances between all pairs at once; a breadth-first search from each node
// needs the memory of one.
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <boost/pending/queue.hpp>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;

/// Sums the distances as they are found. `found` lists what was reached, so that the next search need clear
/// nothing else.
struct SumDistances : boost::default_bfs_visitor {
  std::vector<std::uint32_t>& steps;
  std::vector<Vertex>& found;
  std::uint64_t& sum;
  Watch& watch;

  SumDistances(std::vector<std::uint32_t>& steps_of, std::vector<Vertex>& reached, std::uint64_t& total,
               Watch& watching)
      : steps(steps_of), found(reached), sum(total), watch(watching) {}
  template <class Edge, class Graph>
  void examine_edge(const Edge&, const Graph&) const {
    watch.step();
  }
  template <class Edge, class Graph>
  void tree_edge(const Edge& edge, const Graph& graph) const {
    const Vertex reached = target(edge, graph);
    steps[reached] = steps[source(edge, graph)] + 1;
    sum += steps[reached];
    found.push_back(reached);
  }
};

template <class Graph>
std::vector<double> closenessOf(const Graph& graph, Watch& watch) {
  const std::size_t n = num_vertices(graph);
  watch.take(n * 24);
  std::vector<double> values(n);
  std::vector<std::uint32_t> steps(n);
  std::vector<Vertex> found;
  std::vector<boost::default_color_type> colours(n, boost::white_color);
  const auto colour = boost::make_iterator_property_map(colours.begin(), get(boost::vertex_index, graph));
  for (Vertex v = 0; v < n; ++v) {
    watch.step();
    std::uint64_t sum = 0;
    found.assign(1, v);
    steps[v] = 0;
    boost::queue<Vertex> waiting;
    boost::breadth_first_visit(graph, v, waiting, SumDistances(steps, found, sum, watch), colour);
    const auto reached = static_cast<double>(found.size() - 1);
    if (sum > 0) values[v] = reached / static_cast<double>(sum) * (reached / static_cast<double>(n - 1));
    for (const Vertex one : found) colours[one] = boost::white_color;
  }
  return values;
}

}  // namespace

Result<NodeTable<double>> closeness(const MaterialisedGraph& graph, Direction direction,
                                    const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<double>> {
    if (direction != Direction::kOut) watch.take(2 * graph.bytes());
    return tableOf(graph, inDirection(graph, direction,
                                      [&](const auto& directed) { return closenessOf(directed, watch); }));
  });
}

}  // namespace tenure
