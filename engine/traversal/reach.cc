#include "engine/traversal/reach.h"

#include <algorithm>

#include "engine/traversal/together.h"

namespace tenure {
namespace {

Range common(Range a, Range b) { return {std::max(a.start, b.start), std::min(a.end, b.end)}; }
bool empty(Range range) { return range.start >= range.end; }

/// Whether one of `ranges` (sorted, disjoint) holds all of `part`.
bool covers(const std::vector<Range>& ranges, Range part) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), part.start,
                                      [](Instant at, const Range& range) { return at < range.start; });
  return after != ranges.begin() && std::prev(after)->end >= part.end;
}

}  // namespace

Range Reach::held(const Period& period) const {
  if (kind_ == Kind::kPossible) return {period.start_min, period.end_max};
  return {period.start_max, period.end_min};
}

/// Hands on the instants that `node` has gained to its neighbours.
Status Reach::pass(NodeId node, const std::vector<Range>& gained, Ranges& next) {
  TENURE_ASSIGN(const Fan* const fan, steps_.from(node));
  for (const Step& step : fan->steps) {
    TENURE_ASSIGN(const Period life, steps_.life(step.edge.node));
    const auto there = nodes_.find(step.edge.node);
    for (const Period& piece : step.pieces) {
      TENURE_TRY(steps_.meter().step());
      const Range over = common(held(piece), held(life));
      if (empty(over)) continue;
      for (const Range& range : gained) {
        if (range.start >= over.end) break;
        const Range part = common(range, over);
        if (empty(part) || (there != nodes_.end() && covers(there->second.when, part))) continue;
        TENURE_TRY(steps_.meter().take(sizeof(Range)));
        next[step.edge.node].push_back(part);
      }
    }
  }
  return {};
}

/// Leaves in `found` what is new, and adds it to what the nodes have.
Status Reach::settle(std::uint32_t steps, Ranges& found) {
  for (auto at = found.begin(); at != found.end();) {
    Node& node = nodes_[at->first];
    std::vector<Range> more = coalesced(std::move(at->second));
    at->second = difference(PeriodSet{more, {}}, PeriodSet{{}, node.when}).possible;
    if (at->second.empty()) {
      at = found.erase(at);
      continue;
    }
    TENURE_TRY(steps_.meter().take(sizeof(Node) + at->second.size() * (sizeof(Gain) + sizeof(Range))));
    for (const Range& range : at->second) node.gains.push_back({steps, range});
    more.insert(more.end(), node.when.begin(), node.when.end());
    node.when = coalesced(std::move(more));
    ++at;
  }
  return {};
}

Status Reach::from(NodeId start, std::uint32_t steps_max) {
  TENURE_ASSIGN(const Period life, steps_.life(start));
  const Range first = common(held(life), rangeOf(steps_.view().scope().valid));
  if (empty(first)) return {};
  Ranges frontier{{start, {first}}};
  TENURE_TRY(settle(0, frontier));
  for (std::uint32_t steps = 0; steps < steps_max && !frontier.empty(); ++steps) {
    Ranges next;
    for (const auto& [node, gained] : frontier) TENURE_TRY(pass(node, gained, next));
    std::uint64_t waiting = 0;
    for (const auto& [node, ranges] : next) waiting += ranges.size();
    TENURE_TRY(settle(steps + 1, next));
    steps_.meter().give(waiting * sizeof(Range));
    frontier = std::move(next);
  }
  return {};
}

bool Reach::reaches(NodeId node, std::uint32_t steps_max, Range when) const {
  const auto found = nodes_.find(node);
  if (found == nodes_.end()) return false;
  for (const Gain& gain : found->second.gains) {
    if (gain.steps > steps_max) return false;
    if (!empty(common(gain.when, when))) return true;
  }
  return false;
}

}  // namespace tenure
