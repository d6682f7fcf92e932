// Journeys: chronological paths that are best in time. The earliest arrival, the latest departure, and the
// fastest: the least time from the start of the first step to the start of the last. Each by labels that are
// settled in order and kept only where no other is as good, never by enumeration.
//
// Under a view the times are the best that are possible: some choice of the starts, in order, gives them.
// Under a certain-only view the order is certain, every row is certain, and the times are those that can be
// relied on whatever the true starts are: leaving no earlier than `departure`, there no later than `arrival`.
//
// The starts are those of engine/traversal/chronology.h; the range is that of the view's scope. From a node
// to itself there is no journey. One question, one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/chronology.h"
#include "engine/traversal/steps.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct Journey {
  NodeId node = {};        ///< the other end: of a latest departure where it begins, else where it leads
  Instant departure = {};  ///< the start of the first step
  Instant arrival = {};    ///< the start of the last
  Certainty certainty = Certainty::kCertain;  ///< of the order of this path
  std::vector<PathStep> steps = {};           ///< from the first; only where one journey was asked for
  friend bool operator<(const Journey& a, const Journey& b) { return a.node < b.node; }
};

/// Arrival less departure; an endless one is the greatest 64-bit number.
[[nodiscard]] std::int64_t durationMicros(const Journey& journey);

/// How far arrivals go, and over which steps.
struct ArrivalBounds {
  std::uint32_t steps_max = std::numeric_limits<std::uint32_t>::max();
  Beginning beginning = Beginning::kClipped;
};

/// To every node that can be reached from `from` (latest: from every node that reaches `to`), by node.
/// Direction and types are those of the path as it is walked. Errors of the store and the budget.
[[nodiscard]] Result<std::vector<Journey>> earliestArrivals(const View& view, NodeId from,
                                                            const WalkQuestion& question,
                                                            const Limits& limits = {},
                                                            const ArrivalBounds& bounds = {});
[[nodiscard]] Result<std::vector<Journey>> latestDepartures(const View& view, NodeId to,
                                                            const WalkQuestion& question,
                                                            const Limits& limits = {});
[[nodiscard]] Result<std::vector<Journey>> fastestJourneys(const View& view, NodeId from,
                                                           const WalkQuestion& question,
                                                           const Limits& limits = {});

/// Between two nodes, with its steps; nullopt where there is none. Of the earliest arrivals one that leaves
/// as late as its path allows, of the latest departures one that arrives as early as its path allows.
[[nodiscard]] Result<std::optional<Journey>> earliestArrival(const View& view, NodeId from, NodeId to,
                                                             const WalkQuestion& question,
                                                             const Budget& budget = {});
[[nodiscard]] Result<std::optional<Journey>> latestDeparture(const View& view, NodeId from, NodeId to,
                                                             const WalkQuestion& question,
                                                             const Budget& budget = {});
[[nodiscard]] Result<std::optional<Journey>> fastestJourney(const View& view, NodeId from, NodeId to,
                                                            const WalkQuestion& question,
                                                            const Budget& budget = {});

}  // namespace tenure
