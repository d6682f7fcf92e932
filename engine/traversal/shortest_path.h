// Reachability and the shortest path between two nodes as of a time: fewest steps, searched from both ends
// at once. Each step is judged as a row of its own (engine/traversal/view.h), so as of a coarse time the
// facts of a path need not share an instant; contemporaneousPaths is for those that must. Under a
// certain-only view over certain rows alone. One question, one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/steps.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct ShortestPath {
  std::vector<PathStep> steps;                ///< from the first; none where both ends are one node
  Certainty certainty = Certainty::kCertain;  ///< certain where every row of this path is
};

/// A shortest path, the same one for the same question; nullopt where none has at most `steps_max` steps, or
/// an end does not count under the view. Errors of the store and the budget.
[[nodiscard]] Result<std::optional<ShortestPath>> shortestPath(
    const View& view, NodeId from, NodeId to, const WalkQuestion& question,
    std::uint32_t steps_max = std::numeric_limits<std::uint32_t>::max(), const Budget& budget = {});

/// Whether a path leads from one to the other.
[[nodiscard]] Result<bool> isReachable(const View& view, NodeId from, NodeId to, const WalkQuestion& question,
                                       std::uint32_t steps_max = std::numeric_limits<std::uint32_t>::max(),
                                       const Budget& budget = {});

}  // namespace tenure
