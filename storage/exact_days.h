// Periods that hold certainly for whole days, from the first moment of one day to the first of another, or
// without an end: what nearly all facts have. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "schema/validity.h"

namespace tenure::storage {

struct ExactDays {
  std::int32_t start = 0;    ///< days since 1970-01-01
  std::uint32_t length = 0;  ///< 0: without an end
  friend bool operator==(const ExactDays&, const ExactDays&) = default;
};

/// The day in which an instant lies, since 1970-01-01; the axis has fewer than 2^31 of them.
[[nodiscard]] constexpr std::int64_t dayNumber(Instant finite) {
  const std::int64_t day = finite.micros() / kMicrosPerDay;
  return day * kMicrosPerDay > finite.micros() ? day - 1 : day;
}

[[nodiscard]] constexpr Period periodOf(const ExactDays& days) {
  const Instant start = Instant::fromMicros(days.start * kMicrosPerDay);
  const Instant end =
      days.length == 0 ? Instant::plusInfinity() : start.plusMicros(days.length * kMicrosPerDay);
  return Period::exactly(start, end, Grain::kDay);
}

/// nullopt unless `periodOf` gives exactly this period back.
[[nodiscard]] constexpr std::optional<ExactDays> exactDays(const Period& p) {
  if (p.start_min != p.start_max || p.end_min != p.end_max || p.derived || p.grain != Grain::kDay ||
      !p.start_min.isFinite()) {
    return std::nullopt;
  }
  const std::int64_t start = dayNumber(p.start_min);
  const std::int64_t end = p.end_max.isFinite() ? dayNumber(p.end_max) : start;
  const ExactDays days{static_cast<std::int32_t>(start), static_cast<std::uint32_t>(end - start)};
  return periodOf(days) == p ? std::optional(days) : std::nullopt;
}

}  // namespace tenure::storage
