#include "storage/time_index.h"

#include <limits>
#include <numeric>
#include <set>

#include "storage/period_code.h"
#include "storage/slice_plan.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kSlack = 64;
constexpr std::int64_t kReach = 65'534;
constexpr std::int64_t kBias = 32'768;
constexpr std::uint64_t kIdMax = std::numeric_limits<std::uint32_t>::max();

std::int64_t dayOfBound(Instant bound) { return bound.micros() / kMicrosPerDay; }

bool isPlain(const Period& p) { return p.start_min == p.start_max && p.end_min == p.end_max && !p.derived; }

/// The least and greatest finite day; false where the facts cannot stand in columns.
bool spanOf(const std::vector<TimeIndex::Fact>& facts, std::int64_t& first, std::int64_t& last) {
  first = std::numeric_limits<std::int64_t>::max();
  last = std::numeric_limits<std::int64_t>::min();
  for (const TimeIndex::Fact& one : facts) {
    if (one.subject.value > kIdMax || one.entry.neighbour.value > kIdMax) return false;
    for (const Instant bound : {one.entry.period.start_min, one.entry.period.end_max}) {
      if (!isWholeDays(bound)) return false;
      if (!bound.isFinite()) continue;
      first = std::min(first, dayOfBound(bound));
      last = std::max(last, dayOfBound(bound));
    }
  }
  if (first > last) first = last = 0;
  return last - first < kReach;
}

bool hasPieces(const std::vector<TimeIndex::Fact>& facts) {
  std::vector<std::uint64_t> ids;
  ids.reserve(facts.size());
  for (const TimeIndex::Fact& one : facts) ids.push_back(one.entry.fact.value);
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

}  // namespace

std::shared_ptr<const TimeIndex> TimeIndex::build(const std::vector<Fact>& facts, CacheMeter& meter) {
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (!spanOf(facts, first, last) || hasPieces(facts)) return nullptr;
  std::shared_ptr<TimeIndex> index(new TimeIndex(meter));
  index->base_day_ = first;
  const auto offset = [&](Instant bound, std::int64_t infinite) {
    return static_cast<DayOffset>((bound.isFinite() ? dayOfBound(bound) - first + 1 : infinite) - kBias);
  };
  std::vector<PlanEntry> entries;
  std::vector<std::uint32_t> order(facts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return facts[a].entry.period.start_min < facts[b].entry.period.start_min;
  });
  entries.reserve(facts.size());
  for (const std::uint32_t at : order) {
    const Period& period = facts[at].entry.period;
    entries.push_back({offset(period.start_min, 0), offset(period.end_max, kReach + 1)});
    index->exact_ = index->exact_ && isPlain(period);
  }
  const auto fact = [&](std::uint32_t rank) -> const Fact& { return facts[order[rank]]; };
  const auto id = [](NodeId node) { return static_cast<std::uint32_t>(node.value); };
  for (PlannedSlice& plan : planColumns(entries, kSlack)) {
    Slice slice;
    slice.begin = plan.begin;
    std::sort(plan.copies.begin(), plan.copies.end(),
              [&](std::uint32_t a, std::uint32_t b) { return entries[a].end > entries[b].end; });
    slice.copy_subjects.reserve(plan.copies.size());
    slice.copy_objects.reserve(plan.copies.size());
    slice.copy_ends.reserve(plan.copies.size());
    for (const std::uint32_t rank : plan.copies) {
      slice.copy_subjects.push_back(id(fact(rank).subject));
      slice.copy_objects.push_back(id(fact(rank).entry.neighbour));
      slice.copy_ends.push_back(entries[rank].end);
    }
    slice.subjects.reserve(plan.fresh);
    slice.objects.reserve(plan.fresh);
    slice.starts.reserve(plan.fresh);
    slice.ends.reserve(plan.fresh);
    for (std::uint32_t rank = plan.first_rank; rank < plan.first_rank + plan.fresh; ++rank) {
      slice.subjects.push_back(id(fact(rank).subject));
      slice.objects.push_back(id(fact(rank).entry.neighbour));
      slice.starts.push_back(entries[rank].start);
      slice.ends.push_back(entries[rank].end);
    }
    index->bytes_ += sizeof(Slice) + 10 * plan.copies.size() + 12 * std::uint64_t{plan.fresh};
    index->slices_.push_back(std::move(slice));
  }
  meter.bytes += index->bytes_;
  return index;
}

DayWindow TimeIndex::offsets(const Window& window) const {
  const std::int64_t before = window.day_before - base_day_ + 1;
  const std::int64_t after = window.day_after - base_day_ + 1;
  return {static_cast<DayOffset>(std::clamp<std::int64_t>(before, 1, 65'535) - kBias),
          static_cast<DayOffset>(std::clamp<std::int64_t>(after, 0, 65'534) - kBias)};
}

std::size_t TimeIndex::sliceAt(DayOffset day) const {
  const auto next = std::partition_point(slices_.begin(), slices_.end(),
                                         [day](const Slice& slice) { return slice.begin <= day; });
  return static_cast<std::size_t>(next - slices_.begin()) - 1;
}

std::uint64_t TimeIndex::count(const Window& window, const SliceFilters& filters) const {
  const DayWindow days = offsets(window);
  const std::size_t first = sliceAt(sliceDay(days));
  const Slice& slice = slices_[first];
  std::uint64_t count =
      copiesHolding(slice, days, filters) +
      filters.count_column(slice.ends.data(), freshStarted(slice, days, filters), days.after);
  for (std::size_t s = first + 1; s < slices_.size() && slices_[s].begin < days.before; ++s)
    count += freshStarted(slices_[s], days, filters);
  return count;
}

TimeIndex::Scan::Scan(std::shared_ptr<const TimeIndex> index, const Window& window,
                      const SliceFilters& filters)
    : index_(std::move(index)), days_(index_->offsets(window)), filters_(&filters) {
  slice_ = index_->sliceAt(sliceDay(days_));
  begin(Part::kCopies);
}

void TimeIndex::Scan::begin(Part part) {
  part_ = part;
  at_ = 0;
  const Slice& slice = index_->slices_[slice_];
  end_ =
      part == Part::kCopies ? copiesHolding(slice, days_, *filters_) : freshStarted(slice, days_, *filters_);
}

bool TimeIndex::Scan::next(Some& out) {
  while (true) {
    const Slice& slice = index_->slices_[slice_];
    if (at_ < end_) {
      const std::size_t first = at_;
      if (part_ == Part::kFresh) {
        const std::size_t count = std::min(kFilterChunk, end_ - first);
        at_ += count;
        const DayOffset* ends = slice.ends.data() + first;
        filters_->column(slice.subjects.data() + first, ends, count, days_.after, subjects_.data());
        out = {subjects_.data(), objects_.data(),
               filters_->column(slice.objects.data() + first, ends, count, days_.after, objects_.data())};
        if (out.count > 0) return true;
        continue;
      }
      const bool copies = part_ == Part::kCopies;
      const std::size_t count = std::min(kMost, end_ - first);
      at_ += count;
      out = {(copies ? slice.copy_subjects : slice.subjects).data() + first,
             (copies ? slice.copy_objects : slice.objects).data() + first, count};
      return true;
    }
    if (part_ == Part::kCopies) {
      begin(Part::kFresh);
      continue;
    }
    if (slice_ + 1 == index_->slices_.size() || index_->slices_[slice_ + 1].begin >= days_.before)
      return false;
    ++slice_;
    begin(Part::kLater);
  }
}

}  // namespace tenure::storage
