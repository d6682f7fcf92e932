// Where the rows of a type and side begin in an array: nodes of one kind stand beside each other, so each
// pair of type and side covers one range of ids and needs no offsets outside it. Plain data.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "bench/history_generator.h"
#include "bench/systems/rows.h"

namespace tenure::bench {

inline constexpr std::size_t kRowKinds = kFactTypes * 2;

[[nodiscard]] constexpr std::size_t rowKind(FactType type, Side side) {
  return static_cast<std::size_t>(type) * 2 + static_cast<std::size_t>(side);
}
[[nodiscard]] constexpr std::uint32_t endOn(const HistoryFact& fact, Side side) {
  return side == Side::kOut ? fact.subject : fact.object;
}

/// The nodes first .. first + count - 1 have rows, whose offsets begin at `offsets` (count + 1 of them).
struct RowRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t offsets = 0;
};

struct RowRanges {
  std::array<RowRange, kRowKinds> of;
  std::uint32_t offsets = 0;  ///< of all kinds together

  explicit RowRanges(const History& history) {
    std::array<std::uint32_t, kRowKinds> last{};
    std::array<std::uint32_t, kRowKinds> first;
    first.fill(history.size.nodes());
    for (const HistoryFact& fact : history.facts) {
      for (const Side side : {Side::kOut, Side::kIn}) {
        const std::size_t kind = rowKind(fact.type, side);
        first[kind] = std::min(first[kind], endOn(fact, side));
        last[kind] = std::max(last[kind], endOn(fact, side));
      }
    }
    for (std::size_t kind = 0; kind < kRowKinds; ++kind) {
      const std::uint32_t count = first[kind] <= last[kind] ? last[kind] - first[kind] + 1 : 0;
      of[kind] = {first[kind], count, offsets};
      offsets += count + 1;
    }
  }
};

}  // namespace tenure::bench
