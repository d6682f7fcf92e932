// How sliced lists (storage/sliced_list.h) are put together: what building one and changing one share. One
// thread for a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "storage/day_axis.h"
#include "storage/slice_plan.h"
#include "storage/sliced_list.h"

namespace tenure::storage {

/// Up to here the slack of the read bound is 16, beyond 64.
inline constexpr std::size_t kSmallListMax = 128;
inline constexpr std::size_t kSlackOfSmall = 16;
inline constexpr std::size_t kSlackOfLarge = 64;

/// An entry as columns have it.
struct ListEntry {
  PlanEntry days;
  std::uint32_t node = 0;
  std::uint32_t fact = 0;
};
[[nodiscard]] inline bool standsBefore(const ListEntry& a, const ListEntry& b) {
  return a.days.start != b.days.start ? a.days.start < b.days.start : a.fact < b.fact;
}

/// Whether columns can hold the entry.
[[nodiscard]] bool fitsColumns(const AdjacencyEntry& entry);
/// Whether columns tell all there is to say of it.
[[nodiscard]] bool isPlainIn(const DayAxis& axis, const AdjacencyEntry& entry, PlanEntry days);

/// nullptr for none; otherwise counted once.
[[nodiscard]] ListDetails* makeDetails(std::vector<EntryDetail> rows, CacheMeter& meter);
void releaseDetails(ListDetails* details, CacheMeter& meter);
[[nodiscard]] const ListDetails* detailsOf(const NodeLine& line);

/// A slice on its way into a list. The list takes its count over.
struct MadeSlice {
  DayOffset begin = 0;
  SlicePiece* piece = nullptr;
};
/// `copies` in any order, `fresh` by start.
[[nodiscard]] SlicePiece* makePiece(std::vector<ListEntry> copies, std::span<const ListEntry> fresh,
                                    std::uint32_t margin, CacheMeter& meter);
void releasePiece(const SlicePiece* piece, CacheMeter& meter);
/// Cuts the entries of a stretch (PlanStretch has their order) into slices that keep the read bound with
/// `slack`, and appends them.
void cutIntoSlices(const std::vector<ListEntry>& entries, const PlanStretch& stretch, std::size_t slack,
                   std::uint32_t margin, CacheMeter& meter, std::vector<MadeSlice>& out);

/// What a kLarge list says beside its slices.
struct LargeFrame {
  std::int32_t base_day = 0;
  std::uint32_t entries = 0;
  std::uint32_t fact_max = 0;
  bool far = false;
  ListDetails* details = nullptr;  ///< its count is taken over
};
[[nodiscard]] NodeLine* makeLarge(const LargeFrame& frame, std::span<const MadeSlice> slices,
                                  CacheMeter& meter);

}  // namespace tenure::storage
