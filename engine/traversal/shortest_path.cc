#include "engine/traversal/shortest_path.h"

#include <algorithm>
#include <unordered_map>

namespace tenure {
namespace {

/// The search from one end, level by level.
class HalfSearch {
 public:
  HalfSearch(const View& view, Direction direction, const WalkQuestion& question, Meter& meter, NodeId start)
      : view_(view), direction_(direction), types_(question.types), meter_(meter), frontier_{start} {
    came_.emplace(start, PathStep{});
    if (types_.empty()) types_.emplace_back();
  }

  /// Takes one more step from every node of the frontier, or stops at the first that `other` has reached:
  /// both have finished all shorter ways, so no way is shorter.
  Result<std::optional<NodeId>> advance(const HalfSearch& other) {
    std::vector<NodeId> next;
    for (const NodeId node : frontier_) {
      for (const std::string& type : types_) {
        const Edges edges = view_.edges(node, direction_, type);
        TENURE_TRY(edges.status());
        TENURE_TRY(meter_.steps(edges.size() + 1));
        for (const Edge& edge : edges) {
          if (!came_.emplace(edge.node, PathStep{node, edge}).second) continue;
          TENURE_TRY(meter_.take(sizeof(NodeId) * 2 + sizeof(PathStep)));
          if (other.came_.contains(edge.node)) return std::optional(edge.node);
          next.push_back(edge.node);
        }
      }
    }
    frontier_ = std::move(next);
    return std::optional<NodeId>();
  }
  [[nodiscard]] std::size_t width() const { return frontier_.size(); }
  /// The steps from the start to `node`, last first.
  [[nodiscard]] std::vector<PathStep> stepsTo(NodeId node) const {
    std::vector<PathStep> steps;
    for (NodeId at = node;;) {
      const PathStep& step = came_.at(at);
      if (step.from == NodeId{}) return steps;  // ids count from 1: this is the start
      steps.push_back(step);
      at = step.from;
    }
  }

 private:
  const View& view_;
  Direction direction_;
  std::vector<std::string> types_;
  Meter& meter_;
  std::vector<NodeId> frontier_;
  std::unordered_map<NodeId, PathStep> came_;  ///< over which step each node was first reached
};

ShortestPath joined(const HalfSearch& forth, const HalfSearch& back, NodeId meeting) {
  ShortestPath path;
  path.steps = forth.stepsTo(meeting);
  std::reverse(path.steps.begin(), path.steps.end());
  for (const PathStep& step : back.stepsTo(meeting)) {
    path.steps.push_back({step.edge.node, turned(step.edge, step.from)});
  }
  // The steps back come last first, which is from the meeting on.
  for (const PathStep& step : path.steps) path.certainty = std::min(path.certainty, step.edge.certainty);
  return path;
}

}  // namespace

Result<std::optional<ShortestPath>> shortestPath(const View& view, NodeId from, NodeId to,
                                                 const WalkQuestion& question, std::uint32_t steps_max,
                                                 const Budget& budget) {
  Meter meter(budget);
  TENURE_TRY(meter.check());
  TENURE_ASSIGN(const auto first, view.node(from));
  TENURE_ASSIGN(const auto last, view.node(to));
  if (!first || !last) return std::optional<ShortestPath>();
  if (from == to) return std::optional(ShortestPath{});
  HalfSearch forth(view, question.direction, question, meter, from);
  HalfSearch back(view, backwards(question.direction), question, meter, to);
  for (std::uint32_t steps = 0; steps < steps_max && forth.width() > 0 && back.width() > 0; ++steps) {
    const bool forwards = forth.width() <= back.width();
    TENURE_ASSIGN(const auto meeting, forwards ? forth.advance(back) : back.advance(forth));
    if (meeting) return std::optional(joined(forth, back, *meeting));
  }
  return std::optional<ShortestPath>();
}

Result<bool> isReachable(const View& view, NodeId from, NodeId to, const WalkQuestion& question,
                         std::uint32_t steps_max, const Budget& budget) {
  TENURE_ASSIGN(const auto path, shortestPath(view, from, to, question, steps_max, budget));
  return path.has_value();
}

}  // namespace tenure
