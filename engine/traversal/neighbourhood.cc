#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/traversal/walks.h"

namespace tenure {
namespace {

/// Breadth first; each node at its least number of steps, by the edge that is first in the order of
/// View::edges.
class Walk {
 public:
  Walk(const View& view, Direction direction, const std::vector<std::string>& types, std::uint32_t steps_max,
       std::uint64_t rows_max, Meter& meter)
      : view_(view),
        direction_(direction),
        types_(types),
        steps_max_(steps_max),
        rows_max_(rows_max),
        meter_(meter) {}

  Status from(NodeId start) {
    std::vector<NodeId> frontier{start};
    seen_.insert(start);
    for (std::uint32_t steps = 1; steps <= steps_max_ && !frontier.empty(); ++steps) {
      if (reached_.size() >= rows_max_) break;
      std::vector<NodeId> next;
      for (const NodeId node : frontier) TENURE_TRY(step(node, steps, next));
      frontier = std::move(next);
    }
    return {};
  }
  [[nodiscard]] std::vector<Reached>& reached() { return reached_; }

 private:
  Status step(NodeId node, std::uint32_t steps, std::vector<NodeId>& next) {
    if (types_.empty()) return step(node, {}, steps, next);
    for (const std::string& type : types_) TENURE_TRY(step(node, type, steps, next));
    return {};
  }
  Status step(NodeId node, std::string_view type, std::uint32_t steps, std::vector<NodeId>& next) {
    const Edges edges = view_.edges(node, direction_, type);
    TENURE_TRY(edges.status());
    TENURE_TRY(meter_.steps(edges.size() + 1));
    for (const Edge& edge : edges) {
      if (!seen_.insert(edge.node).second) continue;
      TENURE_TRY(meter_.take(sizeof(Reached) + 3 * sizeof(NodeId)));
      reached_.push_back({edge.node, steps, edge.certainty, edge, node});
      next.push_back(edge.node);
    }
    return {};
  }

  const View& view_;
  Direction direction_;
  const std::vector<std::string>& types_;
  std::uint32_t steps_max_;
  std::uint64_t rows_max_;
  Meter& meter_;
  std::unordered_set<NodeId> seen_;
  std::vector<Reached> reached_;
};

}  // namespace

Result<std::vector<Reached>> neighbourhood(const View& view, NodeId start, Direction direction,
                                           const std::vector<std::string>& types, std::uint32_t steps_max,
                                           const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Walk possible(view, direction, types, steps_max, limits.rows_max, meter);
  TENURE_TRY(possible.from(start));
  const View certain_view = view.certainOnly();
  // Without a limit of rows: a node that is near may be certain only by a longer way.
  Walk certain(certain_view, direction, types, steps_max, ~std::uint64_t{0}, meter);
  TENURE_TRY(certain.from(start));
  std::unordered_set<NodeId> certainly;
  for (const Reached& one : certain.reached()) certainly.insert(one.node);
  for (Reached& one : possible.reached()) {
    one.certainty = certainly.contains(one.node) ? Certainty::kCertain : Certainty::kPossible;
  }
  std::sort(possible.reached().begin(), possible.reached().end());
  if (possible.reached().size() > limits.rows_max) possible.reached().resize(limits.rows_max);
  return std::move(possible.reached());
}

Result<std::vector<Reached>> transitive(const View& view, NodeId start, std::string_view type,
                                        Direction direction, const Limits& limits) {
  return neighbourhood(view, start, direction, {std::string(type)}, ~std::uint32_t{0}, limits);
}

}  // namespace tenure
