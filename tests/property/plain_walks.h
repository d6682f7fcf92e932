// The plainest answers to the questions of engine/traversal: every path is written down and judged by the
// formulas of DESIGN section 1 over all choices, every instant between two bounds is looked at by itself. For
// small graphs only. Nothing here calls what it is compared with. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/plain_model.h"

namespace tenure::testing {

/// The graph as believed under a scope: nodes with their lifespans, facts that the scope does not leave out.
struct PlainGraph {
  PlainGraph(const PlainModel& model, const TimeScope& under);
  struct Fact {
    FactId id;
    NodeId subject;
    NodeId object;
    std::string type;
    std::vector<Period> pieces;
  };
  TimeScope scope;
  std::map<NodeId, Period> lives;
  std::vector<Fact> facts;
};

struct PlainStep {
  const PlainGraph::Fact* fact = nullptr;
  NodeId from;
  NodeId to;
};
using PlainPath = std::vector<PlainStep>;

struct PlainWalk {
  NodeId from;
  Direction direction = Direction::kOut;
  std::vector<std::string> types;
};

/// Every sequence of facts from the node, none twice, whenever they hold.
[[nodiscard]] std::vector<PlainPath> allPaths(const PlainGraph& graph, const PlainWalk& walk,
                                              std::size_t steps_max);

/// A group of periods that must share an instant.
struct Shared {
  Verdict verdict;  ///< certain-only is not looked at
  PeriodSet when;
};
[[nodiscard]] Shared sharedBy(const std::vector<Period>& members, const ValidScope& scope);
/// All facts and nodes of a path, by the best choice of pieces.
[[nodiscard]] Shared sharedByPath(const PlainGraph& graph, NodeId from, const PlainPath& path);

/// A path in order of time.
struct InOrderPath {
  Verdict verdict;
  std::vector<std::pair<Instant, Instant>> times;  ///< starts of the first and last step that are possible
  std::vector<std::pair<Instant, Instant>>
      sure_times;  ///< for each certain choice of pieces: what is relied on
};
/// `begun`: every step begins within the asked range; else what holds when the range begins starts with it.
[[nodiscard]] InOrderPath inOrder(const PlainGraph& graph, const PlainPath& path, bool begun = false);

/// When each node is reached within so many steps, instant by instant; with the least steps.
struct PlainReach {
  std::uint32_t steps = 0;
  PeriodSet when;
};
[[nodiscard]] std::map<NodeId, PlainReach> plainClosure(const PlainGraph& graph, const PlainWalk& walk,
                                                        std::uint32_t steps_max);

}  // namespace tenure::testing
