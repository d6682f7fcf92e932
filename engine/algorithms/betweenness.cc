#include <boost/graph/betweenness_centrality.hpp>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;

template <class Graph>
std::vector<double> brandes(const Graph& graph, Watch& watch) {
  const std::size_t n = num_vertices(graph);
  const auto index = get(boost::vertex_index, graph);
  using Edge = typename boost::graph_traits<Graph>::edge_descriptor;
  watch.take(n * (4 * sizeof(double) + sizeof(std::vector<Edge>)));
  std::vector<double> centrality(n);
  std::vector<std::vector<Edge>> incoming(n);
  std::vector<double> distance(n);
  std::vector<double> dependency(n);
  std::vector<double> paths(n);  // their number outgrows every integer
  boost::brandes_betweenness_centrality(graph, boost::make_iterator_property_map(centrality.begin(), index),
                                        boost::dummy_property_map(),
                                        boost::make_iterator_property_map(incoming.begin(), index),
                                        boost::make_iterator_property_map(distance.begin(), index),
                                        WatchedMap<Vertex, double>(dependency, watch),
                                        boost::make_iterator_property_map(paths.begin(), index), index);
  return centrality;
}

}  // namespace

Result<NodeTable<double>> betweenness(const MaterialisedGraph& graph, const BetweennessOptions& options,
                                      const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<double>> {
    watch.take(2 * graph.bytes());
    const bool both = options.direction == Direction::kBoth;
    std::vector<double> values = both ? brandes(UndirectedGraph(graph), watch) : brandes(graph, watch);
    if (options.normalised) {
      const double others = graph.nodeCount() < 3 ? 0.0 : graph.nodeCount() - 1.0;
      const double pairs = others * (others - 1) / (both ? 2 : 1);
      for (double& value : values) value = pairs > 0 ? value / pairs : 0;
    }
    return tableOf(graph, values);
  });
}

}  // namespace tenure
