// Chronological paths: each step starts no earlier than the last (DESIGN section 1). Possible where some
// choice of the starts is in order, certain where every choice is and every row is certain. The starts are
// those of engine/traversal/chronology.h, ends count as independent of one another.
//
// An enumeration, so its work can grow with the number of paths; engine/traversal/journeys.h finds the
// earliest, latest and fastest without one. Between two nodes every beginning is dropped that comes too late
// for any way to the end. One question, one thread.
#pragma once

#include <functional>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/path_walk.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct ChronologicalPath {
  NodeId from;
  std::vector<PathStep> steps;
  Instant arrival;  ///< the earliest possible start of the last step; of no step: minus infinity
  Certainty certainty = Certainty::kCertain;
  [[nodiscard]] NodeId to() const { return steps.empty() ? from : steps.back().edge.node; }
};

/// As contemporaneousPaths.
Status chronologicalPaths(const View& view, NodeId from, const PathQuestion& question,
                          const std::function<bool(const ChronologicalPath&)>& visit,
                          const Limits& limits = {});
[[nodiscard]] Result<std::vector<ChronologicalPath>> chronologicalPaths(const View& view, NodeId from,
                                                                        const PathQuestion& question,
                                                                        const Limits& limits = {});

}  // namespace tenure
