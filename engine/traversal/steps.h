// Steps: the facts of a node as steps that a walk can take, with all the pieces of each and the lifespans of
// both ends. Every operator that looks at periods goes through here, and this goes through View::edges alone.
//
// A fan is read once and kept for as long as the Steps live: operators that come back to a node (closure,
// enumeration, labels) find it there. What is kept is counted on the meter.
//
// Thread rules: one question, one thread. The view and the meter must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

/// Which facts a walk may go over, and which way.
struct WalkQuestion {
  Direction direction = Direction::kOut;
  std::vector<std::string> types = {};  ///< empty: all
};

/// A step that was taken: the fact as seen from the node it leads away from.
struct PathStep {
  NodeId from;
  Edge edge;
};

/// A fact as a step from one of its ends to the other.
struct Step {
  Edge edge;
  /// The pieces that hold under the view in one row with both lifespans, in order of time; one for nearly
  /// every fact. Borrowed from the fan.
  std::span<const Period> pieces;
};

/// The steps from one node, in the order of View::edges.
struct Fan {
  NodeId node;
  Period life;               ///< of the node
  std::vector<Step> steps;   ///< empty also where the node does not count
  std::vector<Period> held;  ///< what the steps' pieces point into
};

class Steps {
 public:
  /// `types` empty: all.
  Steps(const View& view, Direction direction, std::vector<std::string> types, Meter& meter);

  /// The steps from `node`; stays where it is while this object lives. Errors of the store and the budget.
  [[nodiscard]] Result<const Fan*> from(NodeId node);
  /// The lifespan that counts; timeless where the store has none or the node is not believed (then no step
  /// leads there).
  [[nodiscard]] Result<Period> life(NodeId node);

  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] Meter& meter() { return meter_; }

 private:
  Status read(NodeId node, std::string_view type, std::vector<Edge>& edges);
  Status addPieces(const std::vector<Edge>& edges, Fan& fan);

  const View& view_;
  Direction direction_;
  std::vector<std::string> types_;
  Meter& meter_;
  std::unordered_map<NodeId, Fan> fans_;
  std::unordered_map<NodeId, Period> lives_;
};

/// The direction that leads back.
[[nodiscard]] constexpr Direction backwards(Direction direction) {
  if (direction == Direction::kBoth) return Direction::kBoth;
  return direction == Direction::kOut ? Direction::kIn : Direction::kOut;
}
/// The same fact as a step from its other end, `from` being where `edge` led from.
[[nodiscard]] inline Edge turned(Edge edge, NodeId from) {
  edge.direction = backwards(edge.direction);
  edge.node = from;
  return edge;
}

}  // namespace tenure
