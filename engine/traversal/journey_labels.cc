#include "engine/traversal/journey_labels.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tenure {
namespace {

std::int64_t lengthMicros(Instant from, Instant to) {
  if (to <= from) return 0;
  std::int64_t length = 0;
  if (!from.isFinite() || !to.isFinite() || __builtin_sub_overflow(to.micros(), from.micros(), &length)) {
    return std::numeric_limits<std::int64_t>::max();
  }
  return length;
}

}  // namespace

std::int64_t durationMicros(const Journey& journey) {
  return lengthMicros(journey.departure, journey.arrival);
}

/// The label one step further; nullopt where the step cannot follow.
std::optional<JourneyLabels::Label> JourneyLabels::grown(const Label& from, const StartWindow& window) const {
  const bool first = from.before == kNone;
  Label next{.begin = from.begin, .end = from.end};
  if (best_ == Best::kLatest) {  // the step comes before the label's path
    if (certain_) {
      if (!window.certain || (!first && window.sure_last > from.begin)) return std::nullopt;
      next.begin = window.sure_first;
      if (first) next.end = window.sure_last;
      return next;
    }
    if (!first && window.earliest > from.begin) return std::nullopt;
  } else {
    if (certain_) {
      if (!window.certain || (!first && from.end > window.sure_first)) return std::nullopt;
      if (first) next.begin = window.sure_first;
      next.end = window.sure_last;
      return next;
    }
    if (!first && from.end > window.latest) return std::nullopt;
  }
  next.begin = std::min(from.begin, window.latest);
  next.end = std::max(from.end, window.earliest);
  return next;
}

/// The order of the heap: its top settles first.
bool JourneyLabels::settlesLater(const Label& a, const Label& b) const {
  if (best_ == Best::kLatest) return std::pair(a.begin, b.end) < std::pair(b.begin, a.end);
  return std::pair(b.end, a.begin) < std::pair(a.end, b.begin);
}

/// Whether a label that was settled at the node already does all that this one could.
bool JourneyLabels::dominated(const Label& label) const {
  const auto found = settled_.find(label.node);
  if (found == settled_.end()) return false;
  if (by_steps_) return !settlesLater(labels_[found->second], label);
  return best_ != Best::kFastest || label.begin <= labels_[found->second].begin;
}

bool JourneyLabels::better(const Label& a, const Label& b) const {
  switch (best_) {
    case Best::kEarliest: return a.end < b.end;
    case Best::kLatest: return a.begin > b.begin;
    case Best::kFastest: return lengthMicros(a.begin, a.end) < lengthMicros(b.begin, b.end);
  }
  return false;
}

/// Adds what one step further than a label reaches, unless a settled label does as well.
Status JourneyLabels::grow(std::uint32_t index) {
  const Label label = labels_[index];  // a copy: labels_ grows
  const ValidScope& scope = steps_.view().scope().valid;
  TENURE_ASSIGN(const Fan* const fan, steps_.from(label.node));
  for (const Step& step : fan->steps) {
    TENURE_ASSIGN(const Period life, steps_.life(step.edge.node));
    for (const Period& piece : step.pieces) {
      TENURE_TRY(steps_.meter().step());
      const bool loop = step.edge.node == label.node;
      const auto window = startWindow(piece, fan->life, life, loop, scope, beginning_);
      if (!window) continue;
      std::optional<Label> next = grown(label, *window);
      if (!next) continue;
      next->node = step.edge.node;
      if (dominated(*next)) continue;
      next->before = index;
      next->edge = step.edge;
      next->window = *window;
      TENURE_TRY(steps_.meter().take(sizeof(Label) + sizeof(std::uint32_t)));
      if (by_steps_) settled_[next->node] = static_cast<std::uint32_t>(labels_.size());
      labels_.push_back(*next);
    }
  }
  return {};
}

/// The label of the node that is asked, which has begun and is there at any time.
void JourneyLabels::begin(NodeId start) {
  labels_.push_back(
      {.node = start, .begin = Instant::plusInfinity(), .end = Instant::minusInfinity(), .edge = {}});
  settled_.emplace(start, 0);
}

Status JourneyLabels::settle(NodeId start, std::optional<NodeId> target) {
  const auto later = [&](std::uint32_t a, std::uint32_t b) { return settlesLater(labels_[a], labels_[b]); };
  const auto growInto = [&](std::uint32_t index) -> Status {
    const std::size_t before = labels_.size();
    TENURE_TRY(grow(index));
    for (std::size_t i = before; i < labels_.size(); ++i) {
      heap_.push_back(static_cast<std::uint32_t>(i));
      std::push_heap(heap_.begin(), heap_.end(), later);
    }
    return {};
  };
  begin(start);
  TENURE_TRY(growInto(0));
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const std::uint32_t index = heap_.back();
    heap_.pop_back();
    TENURE_TRY(steps_.meter().step());
    const NodeId node = labels_[index].node;
    if (dominated(labels_[index])) continue;
    settled_[node] = index;
    const auto [chosen, added] = chosen_.emplace(node, index);
    if (!added && better(labels_[index], labels_[chosen->second])) chosen->second = index;
    if (target == node && best_ != Best::kFastest) return {};
    if (target) {  // what takes as long as the best there is gets no faster, nor does what went through it
      const auto goal = chosen_.find(*target);
      if (goal != chosen_.end() && !better(labels_[index], labels_[goal->second])) continue;
    }
    TENURE_TRY(growInto(index));
  }
  return {};
}

Status JourneyLabels::settleWithin(NodeId start, std::uint32_t steps_max) {
  by_steps_ = true;
  begin(start);
  std::vector<std::uint32_t> frontier{0};
  for (std::uint32_t steps = 0; steps < steps_max && !frontier.empty(); ++steps) {
    const auto before = static_cast<std::uint32_t>(labels_.size());
    for (const std::uint32_t index : frontier) TENURE_TRY(grow(index));
    frontier.clear();
    for (std::uint32_t index = before; index < labels_.size(); ++index) {
      if (settled_.at(labels_[index].node) != index) continue;  // a better one came in the same step
      frontier.push_back(index);
      chosen_[labels_[index].node] = index;
    }
  }
  return {};
}

/// Whether every choice of the label's own path is in order, each row being certain.
Certainty JourneyLabels::certaintyOf(const Label& label) const {
  for (const Label* at = &label; at->before != kNone; at = &labels_[at->before]) {
    if (!at->window.certain) return Certainty::kPossible;
    const Label& before = labels_[at->before];
    if (before.before == kNone) continue;
    const StartWindow& first = best_ == Best::kLatest ? at->window : before.window;
    const StartWindow& second = best_ == Best::kLatest ? before.window : at->window;
    if (first.sure_last > second.sure_first) return Certainty::kPossible;
  }
  return Certainty::kCertain;
}

Journey JourneyLabels::journeyOf(const Label& label) const {
  Journey journey{.node = label.node, .departure = label.begin, .arrival = label.end, .steps = {}};
  if (!certain_ && best_ == Best::kLatest) journey.arrival = std::max(label.begin, label.end);
  if (!certain_ && best_ != Best::kLatest) journey.departure = std::min(label.begin, label.end);
  journey.certainty = certaintyOf(label);
  return journey;
}

std::vector<Journey> JourneyLabels::all() const {
  std::vector<Journey> journeys;
  journeys.reserve(chosen_.size());
  for (const auto& [node, index] : chosen_) journeys.push_back(journeyOf(labels_[index]));
  std::sort(journeys.begin(), journeys.end());
  return journeys;
}

std::optional<Journey> JourneyLabels::to(NodeId node) const {
  const auto found = chosen_.find(node);
  if (found == chosen_.end()) return std::nullopt;
  Journey journey = journeyOf(labels_[found->second]);
  for (const Label* at = &labels_[found->second]; at->before != kNone; at = &labels_[at->before]) {
    const NodeId other = labels_[at->before].node;
    if (best_ == Best::kLatest) {
      journey.steps.push_back({at->node, turned(at->edge, other)});
    } else {
      journey.steps.push_back({other, at->edge});
    }
  }
  if (best_ != Best::kLatest) std::reverse(journey.steps.begin(), journey.steps.end());
  return journey;
}

}  // namespace tenure
