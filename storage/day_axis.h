// Days as 16-bit offsets from the base of a list (storage/sliced_list.h): 0 is minus infinity as a start,
// 65,535 plus infinity as an end, finite days are 1 to 65,534; all minus 32,768, so that signed comparison
// orders them. Pure; any thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "schema/validity.h"
#include "storage/slice_filter.h"

namespace tenure::storage {

class DayAxis {
 public:
  static constexpr std::int64_t kReach = 65'534;
  static constexpr std::int64_t kBias = 32'768;

  explicit DayAxis(std::int64_t base_day) : base_(base_day) {}

  [[nodiscard]] std::int32_t base() const { return static_cast<std::int32_t>(base_); }
  /// Whether the columns cannot tell the bound.
  [[nodiscard]] bool isFar(Instant bound) const {
    if (!bound.isFinite()) return false;
    const std::int64_t offset = bound.micros() / kMicrosPerDay - base_ + 1;
    return offset < 1 || offset > kReach;
  }
  [[nodiscard]] DayOffset start(Instant bound) const { return offsetOf(bound, 0, kReach); }
  [[nodiscard]] DayOffset end(Instant bound) const { return offsetOf(bound, 1, kReach + 1); }
  [[nodiscard]] Instant startOf(DayOffset start) const {
    return start == -kBias ? Instant::minusInfinity() : instant(start);
  }
  [[nodiscard]] Instant endOf(DayOffset end) const {
    return end == kReach + 1 - kBias ? Instant::plusInfinity() : instant(end);
  }
  [[nodiscard]] Period periodOf(DayOffset start, DayOffset end) const {
    return Period::exactly(startOf(start), endOf(end), Grain::kDay);
  }

 private:
  [[nodiscard]] DayOffset offsetOf(Instant bound, std::int64_t least, std::int64_t most) const {
    std::int64_t offset = bound == Instant::minusInfinity() ? least : most;
    if (bound.isFinite()) offset = std::clamp(bound.micros() / kMicrosPerDay - base_ + 1, least, most);
    return static_cast<DayOffset>(offset - kBias);
  }
  [[nodiscard]] Instant instant(DayOffset offset) const {
    return Instant::fromMicros((std::int64_t{offset} + kBias - 1 + base_) * kMicrosPerDay);
  }

  std::int64_t base_;
};

}  // namespace tenure::storage
