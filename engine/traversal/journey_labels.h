// The labels behind journeys.h. A label stands for one path from the node that is asked, and knows of it what
// decides every continuation: when it must have begun (`begin`) and when it is there (`end`).
//
//   possible   begin: the least of the steps' latest starts; end: the greatest of their earliest starts. The
//              next step can follow where end <= its latest start. With these two the path can leave at
//              min(begin, end) and be there at `end`, or leave at `begin` and be there at max(begin, end).
//   certain    begin: the first step's least start; end: the last step's greatest. The next can follow where
//              end <= its least start.
//
// Both only get worse along a path: `begin` earlier, `end` later. So labels settle in order of one of them,
// and of those at a node only a later one that is better in the other can matter. Earliest arrival looks at
// `end` alone, latest departure, which walks backwards, at `begin` alone, the fastest at both.
//
// One question, one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/traversal/chronology.h"
#include "engine/traversal/journeys.h"
#include "engine/traversal/steps.h"

namespace tenure {

class JourneyLabels {
 public:
  enum class Best : std::uint8_t { kEarliest, kLatest, kFastest };

  /// `steps` lead the way the labels grow: against the path for kLatest. All are borrowed.
  JourneyLabels(Steps& steps, Best best, Beginning beginning = Beginning::kClipped)
      : steps_(steps), best_(best), beginning_(beginning), certain_(steps.view().scope().certain_only) {}

  /// Settles everything, or until the best label of `target` is known.
  Status settle(NodeId start, std::optional<NodeId> target);
  /// For kEarliest: settles what at most `steps_max` steps reach. Step by step and not by arrival, because
  /// whoever arrives later may have taken fewer steps; a node goes on again only when it is reached earlier.
  Status settleWithin(NodeId start, std::uint32_t steps_max);
  /// The best journey to each node, by node, without steps.
  [[nodiscard]] std::vector<Journey> all() const;
  /// The best journey to one node, with its steps.
  [[nodiscard]] std::optional<Journey> to(NodeId node) const;

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Label {
    NodeId node = {};
    Instant begin = {};
    Instant end = {};
    std::uint32_t before = kNone;  ///< the label it grew from
    Edge edge = {};                ///< from that label's node
    StartWindow window = {};       ///< of the edge
  };

  void begin(NodeId start);
  Status grow(std::uint32_t index);
  [[nodiscard]] std::optional<Label> grown(const Label& from, const StartWindow& window) const;
  [[nodiscard]] bool settlesLater(const Label& a, const Label& b) const;
  [[nodiscard]] bool dominated(const Label& label) const;
  [[nodiscard]] Journey journeyOf(const Label& label) const;
  [[nodiscard]] bool better(const Label& a, const Label& b) const;
  [[nodiscard]] Certainty certaintyOf(const Label& label) const;

  Steps& steps_;
  Best best_;
  Beginning beginning_;
  bool certain_;
  bool by_steps_ = false;  ///< settleWithin
  std::vector<Label> labels_;
  std::vector<std::uint32_t> heap_;
  std::unordered_map<NodeId, std::uint32_t>
      settled_;  ///< the last label that was settled at a node; by steps, the best so far
  std::unordered_map<NodeId, std::uint32_t> chosen_;  ///< the best one
};

}  // namespace tenure
