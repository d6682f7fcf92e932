#include "engine/traversal/contemporaneous.h"

#include <optional>

#include "engine/traversal/reach.h"
#include "engine/traversal/together.h"

namespace tenure {
namespace {

/// A path carries what its members share: once for each choice of pieces, of which there is nearly always
/// one.
class SharedInstant {
 public:
  using State = std::vector<Together>;

  SharedInstant(const TimeScope& scope, const Reach* back) : scope_(scope), back_(back) {}

  std::optional<State> start(const Period& life) const {
    Together alone(scope_.valid);
    if (!alone.add(life) || !wanted(alone)) return std::nullopt;
    return State{alone};
  }
  std::optional<State> extend(const State& state, const Fan&, const Step& step, const Period& life,
                              bool first) const {
    State next;
    for (const Together& before : state) {
      for (const Period& piece : step.pieces) {
        Together together = before;
        if (!together.add(piece) || (first && !together.add(life)) || !wanted(together)) continue;
        next.push_back(together);
      }
    }
    if (next.empty()) return std::nullopt;
    return next;
  }
  bool mayArrive(NodeId node, const State& state, std::uint32_t steps) const {
    for (const Together& together : state) {
      if (back_->reaches(node, steps, together.possible())) return true;
    }
    return false;
  }

 private:
  /// What is not certain becomes no more so.
  [[nodiscard]] bool wanted(const Together& together) const {
    return !scope_.certain_only || together.certainty() == Certainty::kCertain;
  }

  const TimeScope& scope_;
  const Reach* back_;
};

ContemporaneousPath pathOf(NodeId from, const std::vector<PathStep>& steps,
                           const std::vector<Together>& choices) {
  ContemporaneousPath path{from, steps, choices.front().validity(), choices.front().certainty()};
  for (std::size_t i = 1; i < choices.size(); ++i) {
    path.validity = unionOf(path.validity, choices[i].validity());
    path.certainty = std::max(path.certainty, choices[i].certainty());
  }
  return path;
}

}  // namespace

Status contemporaneousPaths(const View& view, NodeId from, const PathQuestion& question,
                            const std::function<bool(const ContemporaneousPath&)>& visit,
                            const Limits& limits) {
  TENURE_TRY(checkPathQuestion(question));
  if (limits.rows_max == 0) return {};
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps steps(view, question.direction, question.types, meter);
  Steps steps_back(view, backwards(question.direction), question.types, meter);
  Reach back(steps_back, Reach::Kind::kPossible);
  if (question.to) TENURE_TRY(back.from(*question.to, question.steps_max));
  SharedInstant mode(view.scope(), &back);
  std::uint64_t shown = 0;
  return PathWalk(steps, mode, from, question)
      .run([&](const std::vector<PathStep>& path, const std::vector<Together>& choices) {
        return visit(pathOf(from, path, choices)) && ++shown < limits.rows_max;
      });
}

Result<std::vector<ContemporaneousPath>> contemporaneousPaths(const View& view, NodeId from,
                                                              const PathQuestion& question,
                                                              const Limits& limits) {
  std::vector<ContemporaneousPath> paths;
  Meter meter(limits.budget);
  Status full;
  const auto keep = [&](const ContemporaneousPath& path) {
    full = meter.take(sizeof(path) + path.steps.size() * sizeof(PathStep));
    paths.push_back(path);
    return full.ok();
  };
  TENURE_TRY(contemporaneousPaths(view, from, question, keep, limits));
  TENURE_TRY(full);
  return paths;
}

}  // namespace tenure
