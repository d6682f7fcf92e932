#include "engine/algorithms/materialised.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tenure {

MaterialisedGraph::MaterialisedGraph(std::vector<NodeId> nodes, std::span<const Tie> ties,
                                     std::vector<FactId> facts)
    : nodes_(std::move(nodes)),
      out_starts_(nodes_.size() + 1),
      out_edges_(ties.size()),
      in_starts_(nodes_.size() + 1),
      in_edges_(ties.size()),
      facts_(std::move(facts)) {
  // Counting sort, by source and then by target: the start of v's row is kept one place ahead while the rows
  // fill, and stands right when they are full.
  for (const Tie& tie : ties) {
    ++out_starts_[tie.source + 1];
    ++in_starts_[tie.target + 1];
  }
  std::uint32_t out = 0;
  std::uint32_t in = 0;
  for (std::size_t v = 1; v < out_starts_.size(); ++v) {
    out += std::exchange(out_starts_[v], out);
    in += std::exchange(in_starts_[v], in);
  }
  for (std::uint32_t i = 0; i < ties.size(); ++i) {
    const Tie& tie = ties[i];
    const std::uint32_t number = out_starts_[tie.source + 1]++;
    out_edges_[number] = {tie.target, i};
    in_edges_[in_starts_[tie.target + 1]++] = {tie.source, number};
  }
}

std::optional<MaterialisedGraph::Vertex> MaterialisedGraph::vertexOf(NodeId node) const {
  const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), node);
  if (at == nodes_.end() || *at != node) return std::nullopt;
  return static_cast<Vertex>(at - nodes_.begin());
}

MaterialisedGraph MaterialisedGraph::reversed() const {
  std::vector<Tie> ties;
  ties.reserve(out_edges_.size());
  std::vector<FactId> facts;
  facts.reserve(out_edges_.size());
  std::vector<double> weights;
  weights.reserve(weights_.size());
  for (Vertex v = 0; v < nodeCount(); ++v) {
    for (std::uint32_t i = in_starts_[v]; i < in_starts_[v + 1]; ++i) {
      ties.push_back({v, in_edges_[i].source});
      facts.push_back(fact(in_edges_[i].number));
      if (weighted()) weights.push_back(weights_[in_edges_[i].number]);
    }
  }
  MaterialisedGraph turned(nodes_, ties, std::move(facts));
  turned.weights_ = std::move(weights);
  turned.merged_ = merged_;
  return turned;
}

std::uint64_t MaterialisedGraph::bytes() const {
  return nodes_.size() * sizeof(NodeId) + (out_starts_.size() + in_starts_.size()) * sizeof(std::uint32_t) +
         out_edges_.size() * (sizeof(OutEdge) + sizeof(FactId) + sizeof(InEdge)) +
         weights_.size() * sizeof(double);
}

UndirectedGraph::UndirectedGraph(const MaterialisedGraph& graph, Parallel parallel)
    : starts_(graph.nodeCount() + std::size_t{1}), edge_numbers_(graph.edgeCount()) {
  halves_.reserve(2 * std::size_t{graph.edgeCount()});
  for (Vertex v = 0; v < graph.nodeCount(); ++v) {
    for (std::uint32_t e = graph.firstOut(v); e < graph.firstOut(v + 1); ++e) {
      if (graph.target(e) != v) halves_.push_back({graph.target(e), e});
    }
    for (std::uint32_t i = graph.firstIn(v); i < graph.firstIn(v + 1); ++i) {
      if (graph.inEdges()[i].source != v)
        halves_.push_back({graph.inEdges()[i].source, graph.inEdges()[i].number});
    }
    starts_[v + 1] = static_cast<std::uint32_t>(halves_.size());
  }
  if (parallel == Parallel::kMerged || graph.merged()) merge();
}

void UndirectedGraph::merge() {
  std::size_t kept = 0;
  std::size_t begin = 0;
  for (Vertex v = 0; v < nodeCount(); ++v) {
    const std::size_t end = starts_[v + 1];
    const auto row = [this](std::size_t at) { return halves_.begin() + static_cast<std::ptrdiff_t>(at); };
    // Both ends of a tie keep the edge of the least number.
    std::sort(row(begin), row(end), [](const Half& a, const Half& b) {
      return std::tie(a.other, a.number) < std::tie(b.other, b.number);
    });
    for (std::size_t i = begin; i < end; ++i) {
      if (i == begin || halves_[i].other != halves_[i - 1].other) halves_[kept++] = halves_[i];
    }
    begin = end;
    starts_[v + 1] = static_cast<std::uint32_t>(kept);
  }
  halves_.resize(kept);
}

void mergeParallel(std::vector<MaterialisedGraph::Tie>& ties, std::vector<FactId>& facts) {
  std::vector<std::uint32_t> order(ties.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(ties[a].source, ties[a].target, facts[a]) <
           std::tie(ties[b].source, ties[b].target, facts[b]);
  });
  std::vector<MaterialisedGraph::Tie> merged;
  std::vector<FactId> first;
  for (const std::uint32_t i : order) {
    const MaterialisedGraph::Tie& tie = ties[i];
    if (!merged.empty() && merged.back().source == tie.source && merged.back().target == tie.target) continue;
    merged.push_back(tie);
    first.push_back(facts[i]);
  }
  ties = std::move(merged);
  facts = std::move(first);
}

}  // namespace tenure
