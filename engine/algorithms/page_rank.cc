#include <boost/graph/page_rank.hpp>
#include <cmath>
#include <numeric>

#include "engine/algorithms/algorithms.h"
#include "engine/algorithms/outward.h"
#include "engine/algorithms/tables.h"
#include "engine/algorithms/watch.h"

namespace tenure {
namespace {

/// Ends the iteration when the ranks, as shares, stand still. Boost asks before each round with the ranks of
/// the last.
class StandStill {
 public:
  StandStill(std::vector<double>& before, const PageRankOptions& options, Watch& watch)
      : before_(&before),
        tolerance_(options.tolerance),
        rounds_left_(options.iterations_max),
        watch_(&watch) {}

  template <class Ranks, class Graph>
  bool operator()(const Ranks& ranks, const Graph& graph) {
    watch_->check();
    double sum = 0;
    double change = 0;
    for (std::uint32_t v = 0; v < num_vertices(graph); ++v) {
      const double rank = get(ranks, v);
      sum += rank;
      change += std::abs(rank - (*before_)[v]);
      (*before_)[v] = rank;
    }
    return change <= tolerance_ * sum || rounds_left_-- == 0;
  }

 private:
  std::vector<double>* before_;
  double tolerance_;
  std::uint32_t rounds_left_;
  Watch* watch_;
};

}  // namespace

// Boost lets the rank of nodes without facts that lead on leak away. Brought back to a sum of 1, the ranks
// are those of a walk that starts anew at a random node there: the two equations differ by a factor alone.
Result<NodeTable<double>> pageRank(const MaterialisedGraph& graph, const PageRankOptions& options,
                                   const Budget& budget) {
  if (!(options.damping > 0 && options.damping < 1))
    return Error(ErrorCode::kInvalidArgument, "the damping of PageRank lies above 0 and below 1");
  return watched(budget, [&](Watch& watch) -> Result<NodeTable<double>> {
    const std::size_t n = graph.nodeCount();
    watch.take(n * 3 * sizeof(double));
    std::vector<double> ranks(n);
    std::vector<double> other(n);
    std::vector<double> before(n);
    const auto index = get(boost::vertex_index, graph);
    boost::graph::page_rank(OutwardGraph(graph), boost::make_iterator_property_map(ranks.begin(), index),
                            StandStill(before, options, watch), options.damping, n,
                            boost::make_iterator_property_map(other.begin(), index));
    const double sum = std::accumulate(ranks.begin(), ranks.end(), 0.0);
    for (double& rank : ranks) rank /= sum;
    return tableOf(graph, ranks);
  });
}

}  // namespace tenure
