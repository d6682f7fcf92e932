// The walk that path enumerations share: paths by number of steps and then in the order of View::edges, no
// fact twice (as openCypher has it), nodes as often as they come. What a path carries along, and when it goes
// no further, is the Mode's:
//
//     using State = ...;                                         copied at every step
//     std::optional<State> start(const Period& life);            nullopt: not even the first node counts
//     std::optional<State> extend(const State&, const Fan& from, const Step&, const Period& life, bool
//     first);
//                     with the lifespan of the node reached, and whether the path comes there first
//     bool mayArrive(NodeId node, const State&, std::uint32_t steps);   within so many steps, as far as known
//
// Each number of steps is a walk of its own, so that the shortest paths come first and an early stop is
// cheap; the shorter beginnings are gone over again, which costs little where paths multiply. Held is one
// path.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "engine/traversal/steps.h"
#include "schema/result.h"

namespace tenure {

/// Which paths: from one node to another, or from one to anywhere.
struct PathQuestion {
  Direction direction = Direction::kOut;
  std::vector<std::string> types = {};  ///< empty: all
  std::uint32_t steps_min = 1;
  std::uint32_t steps_max = 1;
  std::optional<NodeId> to = {};  ///< nullopt: wherever it leads
};

/// kInvalidArgument where no path can have that many steps.
[[nodiscard]] inline Status checkPathQuestion(const PathQuestion& question) {
  if (question.steps_min <= question.steps_max) return {};
  return Error(ErrorCode::kInvalidArgument, "no path has at least " + std::to_string(question.steps_min) +
                                                " and at most " + std::to_string(question.steps_max) +
                                                " steps");
}

template <class Mode>
class PathWalk {
 public:
  using State = typename Mode::State;
  /// False stops the walk.
  using Visit = std::function<bool(const std::vector<PathStep>&, const State&)>;

  PathWalk(Steps& steps, Mode& mode, NodeId from, const PathQuestion& question)
      : steps_(steps), mode_(mode), from_(from), question_(question) {}

  Status run(const Visit& visit) {
    TENURE_ASSIGN(const Period life, steps_.life(from_));
    std::optional<State> first = mode_.start(life);
    TENURE_ASSIGN(const bool counts, nodeCounts());
    if (!first || !counts) return {};
    for (std::uint32_t length = question_.steps_min; length <= question_.steps_max; ++length) {
      got_there_ = false;
      cut_short_ = false;
      TENURE_TRY(round(*first, length, visit));
      if (stopped_ || (!got_there_ && !cut_short_)) return {};
      if (length == std::numeric_limits<std::uint32_t>::max()) return {};
    }
    return {};
  }

 private:
  struct Frame {
    State state;
    const Fan* fan;
    std::size_t next = 0;  ///< of the fan's steps
  };

  /// Where the first node has no step, the fan does not tell whether it counts.
  Result<bool> nodeCounts() const {
    TENURE_ASSIGN(const auto node, steps_.view().node(from_));
    return node.has_value();
  }

  /// All paths of exactly `length` steps.
  Status round(const State& first, std::uint32_t length, const Visit& visit) {
    std::vector<Frame> stack;
    path_.clear();
    TENURE_TRY(arrive(first, from_, length, stack, visit));
    while (!stack.empty() && !stopped_) {
      Frame& top = stack.back();
      if (top.next == top.fan->steps.size()) {
        stack.pop_back();
        if (!path_.empty()) path_.pop_back();
        continue;
      }
      const Fan& fan = *top.fan;
      const Step& step = fan.steps[top.next++];
      TENURE_TRY(steps_.meter().step());
      if (used(step.edge.fact)) continue;
      TENURE_ASSIGN(const Period life, steps_.life(step.edge.node));
      std::optional<State> state = mode_.extend(top.state, fan, step, life, !passed(step.edge.node));
      if (!state) continue;
      path_.push_back({path_.empty() ? from_ : path_.back().edge.node, step.edge});
      const std::size_t depth = stack.size();
      TENURE_TRY(arrive(std::move(*state), step.edge.node, length, stack, visit));
      if (stack.size() == depth) path_.pop_back();
    }
    return {};
  }

  /// At the end of `path_`: shows it where it is long enough, else goes on from there.
  Status arrive(State state, NodeId node, std::uint32_t length, std::vector<Frame>& stack,
                const Visit& visit) {
    if (path_.size() == length) {
      got_there_ = true;
      if (!question_.to || node == *question_.to) stopped_ = !visit(path_, state);
      return {};
    }
    if (question_.to && !mode_.mayArrive(node, state, length - static_cast<std::uint32_t>(path_.size()))) {
      cut_short_ = cut_short_ || mode_.mayArrive(node, state, std::numeric_limits<std::uint32_t>::max());
      return {};
    }
    TENURE_ASSIGN(const Fan* const fan, steps_.from(node));
    stack.push_back({std::move(state), fan});
    return {};
  }

  [[nodiscard]] bool used(FactId fact) const {
    return std::any_of(path_.begin(), path_.end(), [&](const PathStep& s) { return s.edge.fact == fact; });
  }
  [[nodiscard]] bool passed(NodeId node) const {
    return node == from_ ||
           std::any_of(path_.begin(), path_.end(), [&](const PathStep& s) { return s.edge.node == node; });
  }

  Steps& steps_;
  Mode& mode_;
  NodeId from_;
  const PathQuestion& question_;
  std::vector<PathStep> path_;
  bool got_there_ = false;  ///< some path has as many steps as this round's
  bool cut_short_ = false;  ///< some path was left because it needs more steps than this round's
  bool stopped_ = false;
};

}  // namespace tenure
