// Rounding a float as the decimal number that it is written as: 2.675 to two digits is 2.68, though the
// nearest binary float lies below. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure::query {

enum class RoundingMode : std::uint8_t {
  kUp,        ///< away from zero
  kDown,      ///< towards zero
  kCeiling,   ///< towards positive infinity
  kFloor,     ///< towards negative infinity
  kHalfUp,    ///< to the nearest, ties away from zero
  kHalfDown,  ///< to the nearest, ties towards zero
  kHalfEven,  ///< to the nearest, ties to the even digit
};
/// "HALF_UP" and its like in any case.
[[nodiscard]] std::optional<RoundingMode> roundingMode(std::string_view name);

/// `number` with at most `digits` >= 0 digits after the point. NaN and the infinities stay as they are.
[[nodiscard]] double roundDecimal(double number, std::int64_t digits, RoundingMode mode);

}  // namespace tenure::query
