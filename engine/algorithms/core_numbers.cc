#include <boost/graph/core_numbers.hpp>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {

Result<NodeTable<std::uint32_t>> coreNumbers(const MaterialisedGraph& graph, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    if (graph.nodeCount() == 0) return NodeTable<std::uint32_t>();  // Boost would read before its buckets
    watch.take(2 * graph.bytes());
    const UndirectedGraph ties(graph, UndirectedGraph::Parallel::kMerged);
    std::vector<std::uint32_t> cores(graph.nodeCount());
    boost::core_numbers(ties, WatchedMap<MaterialisedGraph::Vertex, std::uint32_t>(cores, watch));
    return tableOf(graph, cores);
  });
}

}  // namespace tenure
