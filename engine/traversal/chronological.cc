#include "engine/traversal/chronological.h"

#include <optional>
#include <unordered_map>

#include "engine/traversal/chronology.h"
#include "engine/traversal/together.h"

namespace tenure {
namespace {

/// The latest that a path may have come to a node and still go on to the end, for each number of steps.
class LatestStarts {
 public:
  /// `back`: the steps against the direction of the paths.
  explicit LatestStarts(Steps& back) : back_(back) {}

  Status to(NodeId end, std::uint32_t steps_max) {
    std::unordered_map<NodeId, Instant> frontier{{end, Instant::plusInfinity()}};
    gains_[end].push_back({0, Instant::plusInfinity()});
    for (std::uint32_t steps = 1; steps <= steps_max && !frontier.empty(); ++steps) {
      std::unordered_map<NodeId, Instant> next;
      for (const auto& [node, latest] : frontier) TENURE_TRY(pass(node, latest, next));
      for (const auto& [node, latest] : next) {
        TENURE_TRY(back_.meter().take(sizeof(NodeId) + 2 * sizeof(Gain)));
        gains_[node].push_back({steps, latest});
      }
      frontier = std::move(next);
      if (steps == std::numeric_limits<std::uint32_t>::max()) break;
    }
    return {};
  }
  [[nodiscard]] bool leads(NodeId node, std::uint32_t steps_max, Instant at) const {
    const auto found = gains_.find(node);
    if (found == gains_.end()) return false;
    for (const Gain& gain : found->second) {
      if (gain.steps > steps_max) return false;
      if (at <= gain.latest) return true;
    }
    return false;
  }

 private:
  struct Gain {
    std::uint32_t steps;
    Instant latest;
  };

  Status pass(NodeId node, Instant latest, std::unordered_map<NodeId, Instant>& next) {
    TENURE_ASSIGN(const Fan* const fan, back_.from(node));
    for (const Step& step : fan->steps) {
      const NodeId before = step.edge.node;
      TENURE_ASSIGN(const Period life, back_.life(before));
      for (const Period& piece : step.pieces) {
        TENURE_TRY(back_.meter().step());
        const auto window = startWindow(piece, life, fan->life, before == node, back_.view().scope().valid);
        if (!window || window->earliest > latest) continue;
        const Instant start = std::min(window->latest, latest);
        const auto known = gains_.find(before);
        if (known != gains_.end() && start <= known->second.back().latest) continue;
        const auto [at, added] = next.emplace(before, start);
        if (!added) at->second = std::max(at->second, start);
      }
    }
    return {};
  }

  Steps& back_;
  std::unordered_map<NodeId, std::vector<Gain>> gains_;  ///< ever later, by steps
};

class InOrder {
 public:
  struct State {
    Instant earliest = Instant::minusInfinity();  ///< of the last start, over choices in order
    Instant sure_by = Instant::minusInfinity();   ///< where certain: the latest choice of the last start
    bool certain = true;
  };

  InOrder(const TimeScope& scope, const LatestStarts* back) : scope_(scope), back_(back) {}

  std::optional<State> start(const Period& life) const {
    Together alone(scope_.valid);
    if (!alone.add(life)) return std::nullopt;
    const bool certain = alone.certainty() == Certainty::kCertain;
    if (scope_.certain_only && !certain) return std::nullopt;
    return State{.certain = certain};
  }
  /// Of a fact's pieces the one that starts first leaves the most to come, for possibility and for certainty
  /// each.
  std::optional<State> extend(const State& state, const Fan& from, const Step& step, const Period& life,
                              bool) const {
    State next{Instant::plusInfinity(), Instant::plusInfinity(), false};
    bool possible = false;
    const NodeId here = step.edge.node;
    for (const Period& piece : step.pieces) {
      const auto window = startWindow(piece, from.life, life, loops(from, here), scope_.valid);
      if (!window || state.earliest > window->latest) continue;
      possible = true;
      next.earliest = std::min(next.earliest, std::max(state.earliest, window->earliest));
      if (!state.certain || !window->certain || state.sure_by > window->sure_first) continue;
      next.certain = true;
      next.sure_by = std::min(next.sure_by, window->sure_last);
    }
    if (!possible || (scope_.certain_only && !next.certain)) return std::nullopt;
    return next;
  }
  bool mayArrive(NodeId node, const State& state, std::uint32_t steps) const {
    return back_->leads(node, steps, state.earliest);
  }

 private:
  static bool loops(const Fan& from, NodeId to) { return from.node == to; }

  const TimeScope& scope_;
  const LatestStarts* back_;
};

}  // namespace

Status chronologicalPaths(const View& view, NodeId from, const PathQuestion& question,
                          const std::function<bool(const ChronologicalPath&)>& visit, const Limits& limits) {
  TENURE_TRY(checkPathQuestion(question));
  if (limits.rows_max == 0) return {};
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps steps(view, question.direction, question.types, meter);
  Steps steps_back(view, backwards(question.direction), question.types, meter);
  LatestStarts back(steps_back);
  if (question.to) TENURE_TRY(back.to(*question.to, question.steps_max));
  InOrder mode(view.scope(), &back);
  std::uint64_t shown = 0;
  return PathWalk(steps, mode, from, question)
      .run([&](const std::vector<PathStep>& path, const InOrder::State& state) {
        const Certainty certainty = state.certain ? Certainty::kCertain : Certainty::kPossible;
        return visit({from, path, state.earliest, certainty}) && ++shown < limits.rows_max;
      });
}

Result<std::vector<ChronologicalPath>> chronologicalPaths(const View& view, NodeId from,
                                                          const PathQuestion& question,
                                                          const Limits& limits) {
  std::vector<ChronologicalPath> paths;
  Meter meter(limits.budget);
  Status full;
  const auto keep = [&](const ChronologicalPath& path) {
    full = meter.take(sizeof(path) + path.steps.size() * sizeof(PathStep));
    paths.push_back(path);
    return full.ok();
  };
  TENURE_TRY(chronologicalPaths(view, from, question, keep, limits));
  TENURE_TRY(full);
  return paths;
}

}  // namespace tenure
