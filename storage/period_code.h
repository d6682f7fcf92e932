// The bounds of a period as small unsigned codes, for records and for the columns of segments.
//
// Bounds that all lie at midnights (or are infinite) count in days, others in microseconds. The greater bound
// of each side is told by its distance from the smaller, in units:
//
//     start    start_min; the caller says apart that it is -inf ("unstarted")
//     length   end_max - start_min; 0: +inf
//     late     start_max - start_min; 0: +inf                only where start_max differs from start_min
//     early    end_max - end_min; 0: -inf                    only where end_min differs from end_max
//              with end_max = +inf: end_min - start_min + 1 around the axis; 0: -inf
//
// An unstarted period is measured from one unit before the first that can be stored. Every period whose
// finite bounds can be stored has codes, no two have the same, and what decodes can hold. Pure; any thread.
#pragma once

#include "schema/validity.h"
#include "storage/bytes.h"

namespace tenure::storage {

[[nodiscard]] constexpr bool isWholeDays(Instant instant) {
  return !instant.isFinite() || instant.micros() % kMicrosPerDay == 0;
}
[[nodiscard]] constexpr bool isWholeDays(const Period& p) {
  return isWholeDays(p.start_min) && isWholeDays(p.start_max) && isWholeDays(p.end_min) &&
         isWholeDays(p.end_max);
}

/// The units in which a record or a segment counts.
template <bool kDays>
struct Units {
  static constexpr std::int64_t kMicros = kDays ? kMicrosPerDay : 1;
  static constexpr std::int64_t kFirst = kFirstStoredDay * (kMicrosPerDay / kMicros);
  static constexpr std::int64_t kLast = kLastStoredDay * (kMicrosPerDay / kMicros);
  /// How many units the axis has.
  static constexpr std::uint64_t kSize =
      static_cast<std::uint64_t>(kLast) - static_cast<std::uint64_t>(kFirst) + 1;

  [[nodiscard]] static constexpr std::uint64_t of(Instant instant) {
    return static_cast<std::uint64_t>(instant.micros() / kMicros);
  }
  [[nodiscard]] static constexpr bool stored(std::int64_t unit) { return kFirst <= unit && unit <= kLast; }
  [[nodiscard]] static constexpr Instant instant(std::int64_t unit) {
    return Instant::fromMicros(unit * kMicros);
  }
};

struct PeriodCode {
  std::int64_t start = 0;
  bool unstarted = false;
  bool start_spread = false;
  bool end_spread = false;
  std::uint64_t length = 0;
  std::uint64_t late = 0;
  std::uint64_t early = 0;
};

/// All arithmetic is modulo 2^64: the axis has fewer units than that.
template <bool kDays>
[[nodiscard]] inline PeriodCode periodCode(const Period& p) {
  using U = Units<kDays>;
  PeriodCode code;
  code.unstarted = p.start_min == Instant::minusInfinity();
  const std::uint64_t start = code.unstarted ? static_cast<std::uint64_t>(U::kFirst - 1) : U::of(p.start_min);
  code.start = code.unstarted ? 0 : static_cast<std::int64_t>(start);
  const bool unended = p.end_max == Instant::plusInfinity();
  code.length = unended ? 0 : U::of(p.end_max) - start;
  code.start_spread = p.start_max != p.start_min;
  if (code.start_spread && p.start_max != Instant::plusInfinity()) code.late = U::of(p.start_max) - start;
  code.end_spread = p.end_min != p.end_max;
  if (code.end_spread && p.end_min != Instant::minusInfinity()) {
    if (!unended) {
      code.early = U::of(p.end_max) - U::of(p.end_min);
    } else {
      const std::uint64_t from = code.unstarted ? static_cast<std::uint64_t>(U::kFirst) : start;
      const bool before = static_cast<std::int64_t>(U::of(p.end_min)) < static_cast<std::int64_t>(from);
      code.early = U::of(p.end_min) - from + (before ? U::kSize : 0) + 1;
    }
  }
  return code;
}

/// A bound `distance` units (not 0) after `from`, which is a stored unit or the one before the first; false
/// where that is beyond the axis.
template <bool kDays>
[[nodiscard]] inline bool boundAfter(std::int64_t from, std::uint64_t distance, Instant& bound) {
  using U = Units<kDays>;
  if (distance > static_cast<std::uint64_t>(U::kLast) - static_cast<std::uint64_t>(from)) return false;
  bound = U::instant(static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + distance));
  return true;
}

template <bool kDays>
[[nodiscard]] inline bool earliestEnd(const PeriodCode& code, Period& p) {
  using U = Units<kDays>;
  if (code.early == 0) {
    p.end_min = Instant::minusInfinity();
    return true;
  }
  if (code.length != 0) {
    const auto end = static_cast<std::uint64_t>(p.end_max.micros() / U::kMicros);
    if (code.early > end - static_cast<std::uint64_t>(U::kFirst)) return false;
    p.end_min = U::instant(static_cast<std::int64_t>(end - code.early));
    return true;
  }
  if (code.early > U::kSize) return false;
  const auto from = static_cast<std::uint64_t>(code.unstarted ? U::kFirst : code.start);
  const std::uint64_t room = static_cast<std::uint64_t>(U::kLast) - from;
  const std::uint64_t distance = code.early - 1;
  const std::uint64_t unit = from + distance - (distance > room ? U::kSize : 0);
  p.end_min = U::instant(static_cast<std::int64_t>(unit));
  return true;
}

/// Sets the bounds of `p`, and only them; false where the codes are of no period.
template <bool kDays>
[[nodiscard]] inline bool periodOf(const PeriodCode& code, Period& p) {
  using U = Units<kDays>;
  if (!code.unstarted && !U::stored(code.start)) return false;
  const std::int64_t start = code.unstarted ? U::kFirst - 1 : code.start;
  p.start_min = code.unstarted ? Instant::minusInfinity() : U::instant(start);
  p.end_max = Instant::plusInfinity();
  if (code.length != 0 && !boundAfter<kDays>(start, code.length, p.end_max)) return false;
  p.start_max = p.start_min;
  if (code.start_spread) {
    p.start_max = Instant::plusInfinity();
    if (code.late != 0 && !boundAfter<kDays>(start, code.late, p.start_max)) return false;
  }
  p.end_min = p.end_max;
  return !code.end_spread || earliestEnd<kDays>(code, p);
}

}  // namespace tenure::storage
