// A kLarge list after a commit (storage/sliced_list.h): the slices in which a changed entry is new or a copy
// are made anew, the others are shared. Nothing is left to be put together by readers, so that a look-up
// costs and finds what it would in a list built whole.
//
// Each change can shift the read bound of a slice by one entry: a slice that was cut with half the slack
// takes so many changes (its margin), then it is cut again by itself. Where copies come to outnumber the
// space bound the list is built whole.
#include <algorithm>
#include <limits>
#include <utility>

#include "storage/sliced_build.h"

namespace tenure::storage {
namespace {

/// More changes at once, or more than one for so many entries, and building the list whole is cheaper.
constexpr std::size_t kChangesMax = 256;
constexpr std::size_t kEntriesPerChange = 16;
constexpr std::uint32_t kMargin = kSlackOfLarge / 2;

bool hasOnly(const std::vector<std::uint32_t>& facts, std::uint32_t fact) {
  return std::binary_search(facts.begin(), facts.end(), fact);
}

class LargeChange {
 public:
  LargeChange(const NodeLine& line, CacheMeter& meter)
      : line_(line), head_(line.large()), axis_(line.base_day), meter_(meter) {}

  /// False where the columns of the list cannot take the changes.
  bool take(std::span<const AdjacencyEntry> changed) {
    for (const AdjacencyEntry& one : changed) {
      if (one.fact.value <= std::numeric_limits<std::uint32_t>::max())
        masked_.push_back(static_cast<std::uint32_t>(one.fact.value));
      if (one.gone || one.status == FactStatus::kRefuted) continue;
      if (!fitsColumns(one) || axis_.isFar(one.period.start_min) || axis_.isFar(one.period.end_max))
        return false;
      const PlanEntry days{axis_.start(one.period.start_min), axis_.end(one.period.end_max)};
      const auto fact = static_cast<std::uint32_t>(one.fact.value);
      added_.push_back({days, static_cast<std::uint32_t>(one.neighbour.value), fact});
      if (!isPlainIn(axis_, one, days)) new_details_.push_back({fact, one.status, one.period});
    }
    std::sort(masked_.begin(), masked_.end());
    masked_.erase(std::unique(masked_.begin(), masked_.end()), masked_.end());
    std::sort(added_.begin(), added_.end(), standsBefore);
    std::vector<std::uint32_t> facts;
    for (const ListEntry& one : added_) facts.push_back(one.fact);
    std::sort(facts.begin(), facts.end());
    if (std::adjacent_find(facts.begin(), facts.end()) != facts.end()) return false;  // a fact in pieces
    findMasked();
    return true;
  }

  NodeLine* make() {
    LargeFrame frame;
    frame.base_day = line_.base_day;
    frame.entries = static_cast<std::uint32_t>(line_.entries + added_.size() - removed_.size());
    frame.far = (line_.flags & NodeLine::kReachesFar) != 0;
    frame.fact_max = head_.fact_max;
    for (const ListEntry& one : added_) frame.fact_max = std::max(frame.fact_max, one.fact);
    if (frame.entries <= kSmallListMax) return nullptr;
    std::uint64_t stored = frame.entries;
    for (std::size_t i = 0; i < head_.slices; ++i) makeSlice(i);
    for (const MadeSlice& one : slices_) stored += one.piece->copies;
    if (2 * stored > 5 * std::uint64_t{frame.entries} || slices_.size() * 8 > frame.entries) {
      for (const MadeSlice& one : slices_) releasePiece(one.piece, meter_);
      return nullptr;
    }
    frame.details = detailsAfter();
    return makeLarge(frame, slices_, meter_);
  }

 private:
  struct Stretch {
    DayOffset begin;
    DayOffset until;
    bool last;
    /// Whether the entry is new in the slice, or a copy there.
    [[nodiscard]] bool has(PlanEntry days) const {
      const bool starts_before_end = last || days.start < until;
      return starts_before_end && (days.start >= begin || days.end > begin);
    }
  };
  [[nodiscard]] Stretch stretchOf(std::size_t slice) const {
    const bool last = slice + 1 == head_.slices;
    return {head_.begins()[slice], last ? std::numeric_limits<DayOffset>::max() : head_.begins()[slice + 1],
            last};
  }

  void findMasked() {
    if (masked_.empty() || masked_.front() > head_.fact_max) return;
    for (std::size_t s = 0; s < head_.slices; ++s) {
      const SliceColumns& one = head_.columns()[s];
      for (std::size_t i = 0; i < one.fresh; ++i) {
        const std::uint32_t fact = one.freshFacts()[i];
        if (fact < masked_.front() || fact > masked_.back() || !hasOnly(masked_, fact)) continue;
        removed_.push_back({{one.freshStarts()[i], one.freshEnds()[i]}, one.freshNodes()[i], fact});
      }
    }
  }

  void makeSlice(std::size_t slice) {
    const Stretch stretch = stretchOf(slice);
    const SliceColumns& old = head_.columns()[slice];
    const auto touches = [&](const ListEntry& one) { return stretch.has(one.days); };
    const auto changes = std::count_if(added_.begin(), added_.end(), touches) +
                         std::count_if(removed_.begin(), removed_.end(), touches);
    if (changes == 0) {
      auto* piece = const_cast<SlicePiece*>(old.piece);  // counting it changes nothing that is read
      piece->uses.fetch_add(1, std::memory_order_relaxed);
      slices_.push_back({stretch.begin, piece});
      return;
    }
    std::vector<ListEntry> copies = copiesAfterwards(old, stretch);
    const std::vector<ListEntry> fresh = freshAfterwards(old, stretch);
    if (old.piece->margin >= static_cast<std::uint32_t>(changes)) {
      const std::uint32_t margin = old.piece->margin - static_cast<std::uint32_t>(changes);
      slices_.push_back({stretch.begin, makePiece(std::move(copies), fresh, margin, meter_)});
      return;
    }
    const PlanStretch plan{stretch.begin, stretch.until, static_cast<std::uint32_t>(copies.size())};
    copies.insert(copies.end(), fresh.begin(), fresh.end());
    cutIntoSlices(copies, plan, kSlackOfLarge - kMargin, kMargin, meter_, slices_);
  }

  std::vector<ListEntry> copiesAfterwards(const SliceColumns& old, const Stretch& stretch) const {
    std::vector<ListEntry> copies;
    copies.reserve(old.copies + added_.size());
    for (std::size_t i = 0; i < old.copies; ++i) {
      if (isMasked(old.copyFacts()[i])) continue;
      copies.push_back({{old.copyStarts()[i], old.copyEnds()[i]}, old.copyNodes()[i], old.copyFacts()[i]});
    }
    for (const ListEntry& one : added_) {
      if (stretch.has(one.days) && one.days.start < stretch.begin) copies.push_back(one);
    }
    return copies;
  }

  std::vector<ListEntry> freshAfterwards(const SliceColumns& old, const Stretch& stretch) const {
    std::vector<ListEntry> fresh;
    fresh.reserve(old.fresh + added_.size());
    for (std::size_t i = 0; i < old.fresh; ++i) {
      if (isMasked(old.freshFacts()[i])) continue;
      fresh.push_back({{old.freshStarts()[i], old.freshEnds()[i]}, old.freshNodes()[i], old.freshFacts()[i]});
    }
    const auto were = static_cast<std::ptrdiff_t>(fresh.size());
    for (const ListEntry& one : added_) {
      if (stretch.has(one.days) && one.days.start >= stretch.begin) fresh.push_back(one);
    }
    std::inplace_merge(fresh.begin(), fresh.begin() + were, fresh.end(), standsBefore);
    return fresh;
  }

  [[nodiscard]] bool isMasked(std::uint32_t fact) const {
    return !removed_.empty() && hasOnly(masked_, fact);
  }

  /// The old details where no change concerns them.
  ListDetails* detailsAfter() const {
    ListDetails* old = head_.details;
    const auto isGone = [&](const EntryDetail& one) { return isMasked(one.fact); };
    const bool same =
        new_details_.empty() && (old == nullptr || std::none_of(old->rows.begin(), old->rows.end(), isGone));
    if (same) {
      if (old != nullptr) old->uses.fetch_add(1, std::memory_order_relaxed);
      return old;
    }
    std::vector<EntryDetail> rows;
    if (old != nullptr)
      std::remove_copy_if(old->rows.begin(), old->rows.end(), std::back_inserter(rows), isGone);
    rows.insert(rows.end(), new_details_.begin(), new_details_.end());
    return makeDetails(std::move(rows), meter_);
  }

  const NodeLine& line_;
  const LargeHead& head_;
  DayAxis axis_;
  CacheMeter& meter_;
  std::vector<std::uint32_t> masked_;  ///< facts, in order
  std::vector<ListEntry> removed_;     ///< what the list had of them
  std::vector<ListEntry> added_;       ///< by start
  std::vector<EntryDetail> new_details_;
  std::vector<MadeSlice> slices_;
};

}  // namespace

NodeLine* changedLine(const NodeLine& line, std::span<const AdjacencyEntry> changed, CacheMeter& meter) {
  if (line.kind != NodeLine::Kind::kLarge || changed.size() > kChangesMax ||
      changed.size() * kEntriesPerChange > line.entries)
    return nullptr;
  LargeChange change(line, meter);
  return change.take(changed) ? change.make() : nullptr;
}

}  // namespace tenure::storage
