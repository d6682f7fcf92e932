// Instants: points on one of the two time axes.
//
// An instant is a signed 64-bit count of microseconds since 1970-01-01T00:00:00Z in the proleptic Gregorian
// calendar, without leap seconds. The least and the greatest 64-bit values are the two infinities; they are
// absorbing under addition. The finite axis reaches from year -290000 to year 290000, so that a day, a decade
// or a century can always be added to a finite instant without overflow; dates beyond it are refused by name,
// never clamped.
//
// Valid time (when a fact held in the world) and system time (when the database believed it) are different
// types that do not convert. Days are UTC days. All values here are plain and thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>

#include "schema/civil.h"
#include "schema/result.h"

namespace tenure {

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

/// A point on the time axis `Axis`.
template <class Axis>
class BasicInstant {
 public:
  constexpr BasicInstant() = default;  ///< The epoch.

  static constexpr BasicInstant fromMicros(std::int64_t micros_since_epoch) {
    return BasicInstant(micros_since_epoch);
  }
  static constexpr BasicInstant minusInfinity() {
    return BasicInstant(std::numeric_limits<std::int64_t>::min());
  }
  static constexpr BasicInstant plusInfinity() {
    return BasicInstant(std::numeric_limits<std::int64_t>::max());
  }

  /// Microseconds since the epoch; for an infinity the least or greatest 64-bit integer.
  [[nodiscard]] constexpr std::int64_t micros() const { return micros_; }
  [[nodiscard]] constexpr bool isFinite() const {
    return *this != minusInfinity() && *this != plusInfinity();
  }
  /// This instant moved by `micros`; an infinity stays where it is. The caller keeps finite results on the
  /// axis (see `kAxisFirst`, `kAxisLast`).
  [[nodiscard]] constexpr BasicInstant plusMicros(std::int64_t micros) const {
    return isFinite() ? BasicInstant(micros_ + micros) : *this;
  }

  friend constexpr auto operator<=>(BasicInstant, BasicInstant) = default;

 private:
  explicit constexpr BasicInstant(std::int64_t micros) : micros_(micros) {}
  std::int64_t micros_ = 0;
};

using Instant = BasicInstant<struct ValidAxis>;
using SystemInstant = BasicInstant<struct SystemAxis>;

/// The first and the last civil day that have instants.
inline constexpr CivilDate kAxisFirst{-290'000, 1, 1};
inline constexpr CivilDate kAxisLast{290'000, 12, 31};

/// Midnight (00:00 UTC) at which `date` begins. kOutOfRange beyond the axis, naming the date.
[[nodiscard]] Result<Instant> midnight(const CivilDate& date);

/// The UTC day that contains a finite instant.
[[nodiscard]] CivilDate dayOf(Instant instant);

/// Whether it begins a UTC day; the infinities count as such.
[[nodiscard]] constexpr bool atMidnight(Instant instant) {
  return !instant.isFinite() || instant.micros() % kMicrosPerDay == 0;
}

/// ISO 8601 in UTC: "2014-10-28T00:00:00Z", with six decimals where there is a fraction of a second; years
/// outside 0000..9999 with sign or more digits ("-0044-03-15T00:00:00Z", "+12000-01-01T00:00:00Z"); the
/// infinities are "-inf" and "+inf".
[[nodiscard]] std::string formatIso(Instant instant);
[[nodiscard]] std::string formatIso(SystemInstant instant);

}  // namespace tenure
