// Contemporaneous paths: all facts of the path, and the lifespans of its nodes, share an instant
// (engine/traversal/together.h has the formulas). The path's validity is their intersection.
//
// An enumeration, so its work can grow with the number of paths: say how many steps and rows are wanted, or
// ask engine/traversal/closure.h when only the nodes and periods matter. Between two nodes every beginning is
// dropped that can share no instant with a way to the end. One question, one thread.
#pragma once

#include <functional>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/path_walk.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct ContemporaneousPath {
  NodeId from;
  std::vector<PathStep> steps;  ///< none: `from` alone
  PeriodSet validity;           ///< several periods only where a fact has removed portions
  Certainty certainty = Certainty::kCertain;
  [[nodiscard]] NodeId to() const { return steps.empty() ? from : steps.back().edge.node; }
};

/// Calls `visit` with each path, by steps and then in the order of View::edges, until it returns false or
/// `rows_max` were shown. Under a certain-only view the certain ones. kInvalidArgument for impossible numbers
/// of steps; errors of the store and the budget.
Status contemporaneousPaths(const View& view, NodeId from, const PathQuestion& question,
                            const std::function<bool(const ContemporaneousPath&)>& visit,
                            const Limits& limits = {});
[[nodiscard]] Result<std::vector<ContemporaneousPath>> contemporaneousPaths(const View& view, NodeId from,
                                                                            const PathQuestion& question,
                                                                            const Limits& limits = {});

}  // namespace tenure
