#include "storage/slice_plan.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tenure::storage {
namespace {

constexpr DayOffset kFirstOffset = std::numeric_limits<DayOffset>::min();
constexpr DayOffset kLastOffset = std::numeric_limits<DayOffset>::max();

/// The ranks of `slice` that hold at `day` and started before it.
std::vector<std::uint32_t> holdingAt(const std::vector<PlanEntry>& entries, const PlannedSlice& slice,
                                     DayOffset day) {
  std::vector<std::uint32_t> holding;
  for (const std::uint32_t rank : slice.copies) {
    if (entries[rank].end > day) holding.push_back(rank);
  }
  for (std::uint32_t rank = slice.first_rank; rank < slice.first_rank + slice.fresh; ++rank) {
    if (entries[rank].end > day && entries[rank].start < day) holding.push_back(rank);
  }
  return holding;
}

}  // namespace

std::optional<std::vector<PlannedSlice>> planBlocks(const std::vector<PlanEntry>& entries,
                                                    std::size_t capacity, std::size_t slices_max) {
  std::vector<PlannedSlice> slices(1);
  slices.back().begin = kFirstOffset;
  std::size_t copies = 0;
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t group_end = i;
    while (group_end < entries.size() && entries[group_end].start == entries[i].start) ++group_end;
    const std::size_t group = group_end - i;
    if (slices.back().copies.size() + slices.back().fresh + group > capacity) {
      PlannedSlice next;
      next.begin = entries[i].start;
      next.copies = holdingAt(entries, slices.back(), next.begin);
      next.first_rank = static_cast<std::uint32_t>(i);
      copies += next.copies.size();
      if (slices.size() == slices_max || next.copies.size() + group > capacity) return std::nullopt;
      if (2 * copies > 3 * entries.size()) return std::nullopt;
      slices.push_back(std::move(next));
    }
    slices.back().fresh += static_cast<std::uint32_t>(group);
    i = group_end;
  }
  return slices;
}

std::vector<PlannedSlice> planColumns(const std::vector<PlanEntry>& entries, std::size_t slack,
                                      const PlanStretch& stretch) {
  std::vector<std::uint32_t> by_end(entries.size());
  std::iota(by_end.begin(), by_end.end(), 0U);
  std::sort(by_end.begin(), by_end.end(),
            [&](std::uint32_t a, std::uint32_t b) { return entries[a].end < entries[b].end; });
  std::vector<PlannedSlice> slices(1);
  slices.back().begin = stretch.begin;
  slices.back().first_rank = stretch.copies;
  slices.back().copies.resize(stretch.copies);
  std::iota(slices.back().copies.begin(), slices.back().copies.end(), 0U);
  std::size_t started = 0;  // entries with start <= the day
  std::size_t ended = 0;    // entries with end <= the day, by by_end
  std::size_t fresh_ended = 0;
  while (ended < entries.size()) {
    // The next day on which something ends; what started until then is in the slice.
    const DayOffset day = entries[by_end[ended]].end;
    if (day >= stretch.until || day == kLastOffset) break;  // the next slice has them, or they never end
    while (started < entries.size() && (started < stretch.copies || entries[started].start <= day)) ++started;
    for (; ended < entries.size() && entries[by_end[ended]].end == day; ++ended) {
      fresh_ended += static_cast<std::size_t>(by_end[ended] >= slices.back().first_rank);
    }
    const std::size_t holding = started - ended;
    if (fresh_ended <= holding + slack) continue;
    // Those that start on the day itself are new in the next slice.
    PlannedSlice next;
    next.begin = day;
    next.first_rank =
        static_cast<std::uint32_t>(std::partition_point(entries.begin() + stretch.copies, entries.end(),
                                                        [day](const PlanEntry& e) { return e.start < day; }) -
                                   entries.begin());
    PlannedSlice& last = slices.back();
    last.fresh = next.first_rank - last.first_rank;
    next.copies = holdingAt(entries, last, day);
    slices.push_back(std::move(next));
    fresh_ended = 0;
  }
  slices.back().fresh = static_cast<std::uint32_t>(entries.size()) - slices.back().first_rank;
  return slices;
}

}  // namespace tenure::storage
