// How many belong to a node as of a time, without a list of them. One question, one thread.
#pragma once

#include <cstdint>

#include "engine/traversal/budget.h"
#include "engine/traversal/steps.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct MemberCounts {
  std::uint64_t members = 0;          ///< distinct nodes at the other end of facts that may hold
  std::uint64_t members_certain = 0;  ///< those with a fact that certainly holds
  std::uint64_t facts = 0;
  std::uint64_t facts_certain = 0;
  friend bool operator==(const MemberCounts&, const MemberCounts&) = default;
};

/// The members of a node, or with kOut what it belongs to. Rows as View::edges judges them. Errors of the
/// store and the budget.
[[nodiscard]] Result<MemberCounts> countMembers(const View& view, NodeId node,
                                                const WalkQuestion& question = {.direction = Direction::kIn},
                                                const Budget& budget = {});

}  // namespace tenure
