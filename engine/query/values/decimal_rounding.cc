#include "engine/query/values/decimal_rounding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

namespace tenure::query {

namespace {

/// 0.d1d2d3... x 10^exponent: the shortest digits that read back as the number.
struct Decimal {
  std::string digits;
  std::int64_t exponent = 0;
};

Decimal decimalOf(double magnitude) {
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::scientific);
  const std::string_view text(buffer.data(),
                              static_cast<std::size_t>(end.ptr - buffer.data()));  // "1.2345e+02"
  const std::size_t e = text.find('e');
  Decimal decimal;
  decimal.digits = text.substr(0, 1);
  if (e > 1) decimal.digits += text.substr(2, e - 2);
  decimal.exponent = std::strtoll(text.data() + e + 1, nullptr, 10) + 1;  // the rest of the buffer is zero
  return decimal;
}

/// Whether what is cut off after `kept` digits takes the magnitude up by one in its last digit.
bool roundsUp(const Decimal& decimal, std::int64_t kept, bool negative, RoundingMode mode) {
  const auto digitAt = [&](std::int64_t at) {
    return at < 0 || at >= static_cast<std::int64_t>(decimal.digits.size())
               ? '0'
               : decimal.digits[static_cast<std::size_t>(at)];
  };
  switch (mode) {
    case RoundingMode::kUp: return true;
    case RoundingMode::kDown: return false;
    case RoundingMode::kCeiling: return !negative;
    case RoundingMode::kFloor: return negative;
    default: break;
  }
  const char next = kept < 0 ? '0' : digitAt(kept);
  const bool tie = next == '5' && kept + 1 >= static_cast<std::int64_t>(decimal.digits.size());
  if (!tie || mode == RoundingMode::kHalfUp) return next >= '5';
  return mode == RoundingMode::kHalfEven && (digitAt(kept - 1) - '0') % 2 == 1;
}

}  // namespace

std::optional<RoundingMode> roundingMode(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kNames = {"UP",      "DOWN",      "CEILING",  "FLOOR",
                                                             "HALF_UP", "HALF_DOWN", "HALF_EVEN"};
  std::string upper(name);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto found = std::find(kNames.begin(), kNames.end(), upper);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<RoundingMode>(found - kNames.begin());
}

double roundDecimal(double number, std::int64_t digits, RoundingMode mode) {
  constexpr std::int64_t kDigitsMax = 1'100;  // no float has more after its point
  if (!std::isfinite(number) || number == 0 || digits > kDigitsMax) return number;
  const bool negative = std::signbit(number);
  Decimal decimal = decimalOf(std::fabs(number));
  const std::int64_t kept = decimal.exponent + digits;
  if (kept >= static_cast<std::int64_t>(decimal.digits.size())) return number;
  const bool up = roundsUp(decimal, kept, negative, mode);
  // What is left as a whole number of 10^-digits.
  std::string left = kept > 0 ? "0" + decimal.digits.substr(0, static_cast<std::size_t>(kept)) : "0";
  if (up) {
    std::size_t at = left.size() - 1;
    while (left[at] == '9') left[at--] = '0';
    ++left[at];
  }
  const double magnitude = std::strtod((left + "e-" + std::to_string(digits)).c_str(), nullptr);
  return negative ? -magnitude : magnitude;
}

}  // namespace tenure::query
