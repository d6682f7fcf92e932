// Where to cut a list into slices (storage/sliced_list.h). Pure functions; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "storage/slice_filter.h"

namespace tenure::storage {

/// What the plan sees of an entry; entries come by start, and their place is their rank.
struct PlanEntry {
  DayOffset start = 0;
  DayOffset end = 0;
};

struct PlannedSlice {
  DayOffset begin = 0;
  std::vector<std::uint32_t> copies;  ///< ranks
  std::uint32_t first_rank = 0;
  std::uint32_t fresh = 0;
};

/// Slices of at most `capacity` entries, copies included; nullopt where more than `slices_max` would be
/// needed, where more starts on one day than fits, or where copies would outnumber 3/2 of the entries.
[[nodiscard]] std::optional<std::vector<PlannedSlice>> planBlocks(const std::vector<PlanEntry>& entries,
                                                                  std::size_t capacity,
                                                                  std::size_t slices_max);

/// A stretch of a list that is cut: all of it, or one slice that is cut again.
struct PlanStretch {
  DayOffset begin = std::numeric_limits<DayOffset>::min();
  DayOffset until = std::numeric_limits<DayOffset>::max();  ///< where the next slice begins
  /// The first so many entries started before `begin` and hold then; the others start within the stretch.
  std::uint32_t copies = 0;
};

/// Slices that close when their new entries that have ended outnumber those that hold plus `slack`: copies
/// are those that hold then, so they never outnumber the ended.
[[nodiscard]] std::vector<PlannedSlice> planColumns(const std::vector<PlanEntry>& entries, std::size_t slack,
                                                    const PlanStretch& stretch = {});

}  // namespace tenure::storage
