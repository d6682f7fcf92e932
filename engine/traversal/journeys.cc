#include "engine/traversal/journeys.h"

#include "engine/traversal/journey_labels.h"

namespace tenure {
namespace {

using Best = JourneyLabels::Best;

Direction directionOf(Best best, Direction walked) {
  return best == Best::kLatest ? backwards(walked) : walked;
}

Result<std::vector<Journey>> journeys(const View& view, NodeId start, const WalkQuestion& question, Best best,
                                      const Limits& limits, const ArrivalBounds& bounds = {}) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps steps(view, directionOf(best, question.direction), question.types, meter);
  JourneyLabels labels(steps, best, bounds.beginning);
  if (bounds.steps_max == ArrivalBounds{}.steps_max) {
    TENURE_TRY(labels.settle(start, std::nullopt));
  } else {
    TENURE_TRY(labels.settleWithin(start, bounds.steps_max));
  }
  std::vector<Journey> all = labels.all();
  if (all.size() > limits.rows_max) all.resize(limits.rows_max);
  return all;
}

Result<std::optional<Journey>> journey(const View& view, NodeId start, NodeId end,
                                       const WalkQuestion& question, Best best, const Budget& budget) {
  Meter meter(budget);
  TENURE_TRY(meter.check());
  Steps steps(view, directionOf(best, question.direction), question.types, meter);
  JourneyLabels labels(steps, best);
  TENURE_TRY(labels.settle(start, end));
  return labels.to(end);
}

}  // namespace

Result<std::vector<Journey>> earliestArrivals(const View& view, NodeId from, const WalkQuestion& question,
                                              const Limits& limits, const ArrivalBounds& bounds) {
  return journeys(view, from, question, Best::kEarliest, limits, bounds);
}
Result<std::vector<Journey>> latestDepartures(const View& view, NodeId to, const WalkQuestion& question,
                                              const Limits& limits) {
  return journeys(view, to, question, Best::kLatest, limits);
}
Result<std::vector<Journey>> fastestJourneys(const View& view, NodeId from, const WalkQuestion& question,
                                             const Limits& limits) {
  return journeys(view, from, question, Best::kFastest, limits);
}

Result<std::optional<Journey>> earliestArrival(const View& view, NodeId from, NodeId to,
                                               const WalkQuestion& question, const Budget& budget) {
  return journey(view, from, to, question, Best::kEarliest, budget);
}
Result<std::optional<Journey>> latestDeparture(const View& view, NodeId from, NodeId to,
                                               const WalkQuestion& question, const Budget& budget) {
  TENURE_ASSIGN(auto found, journey(view, to, from, question, Best::kLatest, budget));
  if (found) found->node = to;  // both asked: as for the others, where it leads
  return found;
}
Result<std::optional<Journey>> fastestJourney(const View& view, NodeId from, NodeId to,
                                              const WalkQuestion& question, const Budget& budget) {
  return journey(view, from, to, question, Best::kFastest, budget);
}

}  // namespace tenure
