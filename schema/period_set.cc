// Periods as values: intersection, union and difference (DESIGN section 1, "Periods as values").
#include "schema/validity.h"

namespace tenure {

namespace {

/// `from` without `cut`; both sorted, disjoint, non-touching.
std::vector<Range> without(const std::vector<Range>& from, const std::vector<Range>& cut) {
  std::vector<Range> left;
  auto next = cut.begin();
  for (Range rest : from) {
    while (next != cut.end() && next->end <= rest.start) ++next;
    // A cut may reach into the ranges that follow, so `next` stays where it is.
    for (auto at = next; at != cut.end() && at->start < rest.end; ++at) {
      if (rest.start < at->start) left.push_back({rest.start, at->start});
      rest.start = std::max(rest.start, at->end);
    }
    if (rest.start < rest.end) left.push_back(rest);
  }
  return left;
}

std::vector<Range> joined(std::vector<Range> a, const std::vector<Range>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return coalesced(std::move(a));
}

}  // namespace

std::string_view certaintyName(Certainty certainty) {
  return certainty == Certainty::kCertain ? "certain" : "possible";
}

std::optional<Period> intersection(const Period& a, const Period& b) {
  Period both;
  both.start_min = std::max(a.start_min, b.start_min);
  both.start_max = std::max(a.start_max, b.start_max);
  both.end_min = std::min(a.end_min, b.end_min);
  both.end_max = std::min(a.end_max, b.end_max);
  both.derived = true;
  both.grain = std::max(a.grain, b.grain);  // the finer of the two
  if (!both.canHold()) return std::nullopt;
  return both;
}

PeriodSet periodSet(const Period& period) {
  PeriodSet set;
  if (period.canHold()) set.possible.push_back({period.start_min, period.end_max});
  if (period.start_max < period.end_min) set.certain.push_back({period.start_max, period.end_min});
  return set;
}

PeriodSet unionOf(const PeriodSet& a, const PeriodSet& b) {
  return {joined(a.possible, b.possible), joined(a.certain, b.certain)};
}

PeriodSet difference(const PeriodSet& a, const PeriodSet& b) {
  return {without(a.possible, b.certain), without(a.certain, b.possible)};
}

std::vector<Range> coalesced(std::vector<Range> ranges) {
  std::erase_if(ranges, [](const Range& range) { return range.start >= range.end; });
  std::sort(ranges.begin(), ranges.end());
  std::vector<Range> out;
  for (const Range& range : ranges) {
    if (!out.empty() && range.start <= out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

}  // namespace tenure
