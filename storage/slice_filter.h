// The inner loops over sliced adjacency (storage/sliced_list.h): which of eight entries, or of a column, hold
// in a window of days. Days are 16-bit offsets, biased so that signed comparison orders them, because AVX2
// has no unsigned one.
//
// AVX2 where the processor has it, else plain loops; chosen once, at the first call. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tenure::storage {

/// Offsets of days from the base of a list, minus 32,768 (see DayAxis in storage/sliced_list.h).
using DayOffset = std::int16_t;

/// Which entries hold: start < before and end > after.
struct DayWindow {
  DayOffset before = 0;
  DayOffset after = 0;
};

/// Which entries begin and end so: from <= start < before and after < end <= until.
struct DayBox {
  DayOffset from = 0;
  DayOffset before = 0;
  DayOffset after = 0;
  DayOffset until = 0;
};

/// Eight entries in one cache line. Places that no entry takes have the greatest start, which is before no
/// window.
struct alignas(64) SliceBlock {
  static constexpr std::size_t kEntries = 8;
  std::uint32_t node[kEntries];
  DayOffset start[kEntries];
  DayOffset end[kEntries];
};
static_assert(sizeof(SliceBlock) == 64);

/// What the filters may write past the entries found.
inline constexpr std::size_t kFilterSlack = 8;

struct SliceFilters {
  /// Writes the nodes of the entries that hold to `out` (room for count * 8 + kFilterSlack); gives how many.
  std::size_t (*blocks)(const SliceBlock* blocks, std::size_t count, DayWindow window, std::uint32_t* out);
  /// The same for a box.
  std::size_t (*box)(const SliceBlock* blocks, std::size_t count, DayBox box, std::uint32_t* out);
  /// The nodes of those of `count` entries whose end is after `after`.
  std::size_t (*column)(const std::uint32_t* nodes, const DayOffset* ends, std::size_t count, DayOffset after,
                        std::uint32_t* out);
  /// The same, counted.
  std::size_t (*count_column)(const DayOffset* ends, std::size_t count, DayOffset after);
};

/// For this processor.
extern const SliceFilters& sliceFilters();
/// Without vector instructions; what the others are tested against.
extern const SliceFilters& portableSliceFilters();

}  // namespace tenure::storage
