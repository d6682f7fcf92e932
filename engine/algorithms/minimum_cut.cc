#include <algorithm>
#include <boost/graph/connected_components.hpp>
#include <limits>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/gathered_facts.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

// It calls boost::target, and so must come after ours.
#include <boost/graph/stoer_wagner_min_cut.hpp>

namespace tenure {
namespace {

using Vertex = MaterialisedGraph::Vertex;
constexpr Vertex kLeftOut = std::numeric_limits<Vertex>::max();

std::vector<std::uint32_t> componentsOf(const UndirectedGraph& ties, Watch& watch) {
  std::vector<std::uint32_t> components(num_vertices(ties));
  boost::connected_components(ties, WatchedMap<Vertex, std::uint32_t>(components, watch));
  return components;
}

/// The part of a graph that is asked about, as a graph of its own.
MaterialisedGraph partOf(const MaterialisedGraph& graph, const std::vector<bool>& asked) {
  std::vector<NodeId> nodes;
  std::vector<Vertex> place(graph.nodeCount(), kLeftOut);
  for (Vertex v = 0; v < graph.nodeCount(); ++v) {
    if (!asked[v]) continue;
    place[v] = static_cast<Vertex>(nodes.size());
    nodes.push_back(graph.node(v));
  }
  GatheredTies found;
  std::vector<double> weights;
  for (Vertex v = 0; v < graph.nodeCount(); ++v) {
    for (std::uint32_t e = graph.firstOut(v); asked[v] && e < graph.firstOut(v + 1); ++e) {
      if (graph.target(e) == v) continue;
      found.add(place[v], place[graph.target(e)], graph.fact(e));
      weights.push_back(graph.weight(e));
    }
  }
  MaterialisedGraph part = found.graph(std::move(nodes), false);
  part.setWeights(std::move(weights));
  part.setMerged(graph.merged());
  return part;
}

/// Weights of ties, each reading a unit of work; of merged ones 1.
struct WatchedWeights : rows::ReadMap<WatchedWeights, rows::Tied, double> {
  const MaterialisedGraph* graph = nullptr;
  Watch* watch = nullptr;
  double operator[](const rows::Tied& edge) const {
    watch->step();
    return graph->weight(edge.number);
  }
};

/// Which of the nodes are on the side that is told of: the smaller one, of equal ones that without the first.
std::vector<bool> smallerSide(const std::vector<bool>& parity) {
  const auto there = std::count(parity.begin(), parity.end(), true);
  const auto all = static_cast<std::ptrdiff_t>(parity.size());
  std::vector<bool> side = parity;
  if (2 * there > all || (2 * there == all && parity[0])) side.flip();
  return side;
}

MinimumCut cutOf(const MaterialisedGraph& part, const std::vector<bool>& parity, double weight) {
  MinimumCut cut;
  cut.weight = weight;
  const std::vector<bool> side = smallerSide(parity);
  for (Vertex v = 0; v < part.nodeCount(); ++v) {
    if (side[v]) cut.side.push_back(part.node(v));
    for (std::uint32_t e = part.firstOut(v); e < part.firstOut(v + 1); ++e) {
      if (side[v] != side[part.target(e)]) cut.facts.push_back(part.fact(e));
    }
  }
  std::sort(cut.facts.begin(), cut.facts.end());
  return cut;
}

}  // namespace

Result<MinimumCut> minimumCut(const MaterialisedGraph& graph, std::optional<NodeId> around,
                              const Budget& budget) {
  TENURE_TRY(weightsServe(graph));
  return watched(budget, [&](Watch& watch) -> Result<MinimumCut> {
    watch.take(4 * graph.bytes());
    const UndirectedGraph all(graph);
    std::vector<bool> asked(graph.nodeCount());
    if (around) {
      TENURE_ASSIGN(const Vertex centre, vertexAsked(graph, *around));
      const auto components = componentsOf(all, watch);
      for (Vertex v = 0; v < asked.size(); ++v) asked[v] = components[v] == components[centre];
    } else {
      for (Vertex v = 0; v < asked.size(); ++v) asked[v] = all.first(v) < all.first(v + 1);
    }
    const MaterialisedGraph part = partOf(graph, asked);
    if (part.nodeCount() < 2)
      return Error(ErrorCode::kInvalidArgument, "a cut needs two nodes that facts join; there are none here");
    const UndirectedGraph ties(part);
    const auto components = componentsOf(ties, watch);
    std::vector<bool> parity(part.nodeCount());
    for (Vertex v = 0; v < parity.size(); ++v) parity[v] = components[v] != components[0];
    if (std::find(parity.begin(), parity.end(), true) != parity.end()) return cutOf(part, parity, 0);
    const double weight = boost::stoer_wagner_min_cut(
        ties, WatchedWeights{{}, &part, &watch},
        boost::parity_map(boost::make_iterator_property_map(parity.begin(), get(boost::vertex_index, ties))));
    return cutOf(part, parity, weight);
  });
}

}  // namespace tenure
