// Components, strong components, articulation points.
#include <algorithm>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/strong_components.hpp>
#include <iterator>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;

/// Numbers components anew, in the order in which they first occur.
void numberByLeastNode(std::vector<std::uint32_t>& components) {
  std::vector<std::uint32_t> renamed(components.size(), ~std::uint32_t{0});
  std::uint32_t next = 0;
  for (std::uint32_t& component : components) {
    std::uint32_t& name = renamed[component];
    if (name == ~std::uint32_t{0}) name = next++;
    component = name;
  }
}

}  // namespace

Result<NodeTable<std::uint32_t>> connectedComponents(const MaterialisedGraph& graph, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    watch.take(2 * graph.bytes());
    const UndirectedGraph ties(graph);
    std::vector<std::uint32_t> components(graph.nodeCount());
    boost::connected_components(ties, WatchedMap<Vertex, std::uint32_t>(components, watch));
    numberByLeastNode(components);
    return tableOf(graph, components);
  });
}

Result<NodeTable<std::uint32_t>> componentsBySize(const MaterialisedGraph& graph, std::size_t top,
                                                  const Budget& budget) {
  TENURE_ASSIGN(const auto table, connectedComponents(graph, budget));
  std::vector<std::vector<NodeId>> components;
  for (const auto& [node, component] : table) {
    if (component >= components.size()) components.resize(component + 1);
    components[component].push_back(node);
  }
  std::stable_sort(components.begin(), components.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  NodeTable<std::uint32_t> out;
  for (std::size_t i = 0; i < std::min(top, components.size()); ++i) {
    for (const NodeId node : components[i]) out.push_back({node, static_cast<std::uint32_t>(i + 1)});
  }
  return out;
}

Result<NodeTable<std::uint32_t>> strongComponents(const MaterialisedGraph& graph, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    watch.take(std::uint64_t{graph.nodeCount()} * 48);
    std::vector<std::uint32_t> components(graph.nodeCount());
    boost::strong_components(graph, WatchedMap<Vertex, std::uint32_t>(components, watch));
    numberByLeastNode(components);
    return tableOf(graph, components);
  });
}

Result<NodeTable<std::uint32_t>> articulationPoints(const MaterialisedGraph& graph, const Budget& budget) {
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<std::uint32_t>> {
    watch.take(3 * graph.bytes());
    // Merged: Boost passes over a second edge to where the search came from, and gives it no block.
    const UndirectedGraph ties(graph, UndirectedGraph::Parallel::kMerged);
    std::vector<std::uint32_t> blocks(ties.edgeNumbers());
    std::vector<Vertex> points;
    boost::biconnected_components(ties, WatchedMap<rows::Tied, std::uint32_t>(blocks, watch),
                                  std::back_inserter(points));
    std::sort(points.begin(), points.end());
    // Without it, its component falls into one part for each block that it belongs to.
    NodeTable<std::uint32_t> table;
    std::vector<std::uint32_t> its_blocks;
    for (const Vertex point : points) {
      its_blocks.clear();
      for (std::uint32_t i = ties.first(point); i < ties.first(point + 1); ++i)
        its_blocks.push_back(blocks[ties.halves()[i].number]);
      std::sort(its_blocks.begin(), its_blocks.end());
      const auto distinct = std::unique(its_blocks.begin(), its_blocks.end()) - its_blocks.begin();
      table.push_back({graph.node(point), static_cast<std::uint32_t>(distinct)});
    }
    return table;
  });
}

}  // namespace tenure
