// Transitive membership over a period: for each node that can be reached, its maximal periods. A node is
// reached at an instant when facts that all hold then lead to it; the periods are those instants, coalesced,
// the possible and the certain ones (DESIGN section 1: union joins each).
//
// Sets per node by engine/traversal/reach.h, never an enumeration of paths: eight hops over 31 densely joined
// people take some tens of thousands of steps. One question, one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/steps.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct ClosureRow {
  NodeId node;
  std::uint32_t steps = 0;  ///< the least, at any instant
  PeriodSet periods;        ///< within the asked time; the certain ones may be none
};

struct Closure {
  std::vector<ClosureRow> rows;   ///< by steps and then node, `start` itself left out
  std::uint64_t steps_taken = 0;  ///< of work: what a budget counts
};

/// Everything that `start` belongs to (kOut), or that belongs to it (kIn), over the range of the view's scope
/// (all of time, a During, or the range of an unknown instant). A certain-only view gives the nodes that have
/// certain periods. Errors of the store and the budget.
[[nodiscard]] Result<Closure> closure(const View& view, NodeId start, const WalkQuestion& question,
                                      std::uint32_t steps_max = std::numeric_limits<std::uint32_t>::max(),
                                      const Limits& limits = {});

}  // namespace tenure
