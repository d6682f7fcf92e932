// Reach: when each node can be reached from one, over facts that all hold at the instant. A fixpoint over
// sets of instants: a node keeps what it was reached in, a step passes on only what is new, and what a node
// has already is dropped at once. So the work grows with the facts and the bounds of their periods, never
// with the number of paths.
//
// Level by level, so that the least number of steps is known for every instant. One question, one thread.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/traversal/steps.h"
#include "schema/result.h"

namespace tenure {

class Reach {
 public:
  /// Over what may hold, or over what certainly holds (then for instants at which every step certainly does).
  enum class Kind : std::uint8_t { kPossible, kCertain };

  struct Gain {
    std::uint32_t steps = 0;  ///< the least number for these instants
    Range when;
  };
  struct Node {
    std::vector<Range> when;  ///< sorted, disjoint, not touching
    std::vector<Gain> gains;  ///< the same, each part with its steps; by steps
  };

  /// `steps` is borrowed for as long as this lives.
  Reach(Steps& steps, Kind kind) : steps_(steps), kind_(kind) {}

  /// Everything within `steps_max` steps of `start`, itself included with no step. Errors of the budget.
  Status from(NodeId start, std::uint32_t steps_max);

  [[nodiscard]] const std::unordered_map<NodeId, Node>& nodes() const { return nodes_; }
  /// Whether `node` is reached within so many steps at some instant of `when`.
  [[nodiscard]] bool reaches(NodeId node, std::uint32_t steps_max, Range when) const;

 private:
  using Ranges = std::unordered_map<NodeId, std::vector<Range>>;

  Status pass(NodeId node, const std::vector<Range>& gained, Ranges& next);
  Status settle(std::uint32_t steps, Ranges& found);
  [[nodiscard]] Range held(const Period& period) const;

  Steps& steps_;
  Kind kind_;
  std::unordered_map<NodeId, Node> nodes_;
};

}  // namespace tenure
