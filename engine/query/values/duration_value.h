// Durations: made of parts with fractions, added, scaled, measured between two dates or times.
//
// A part's fraction goes down to the parts below it: of a month (2,629,746 seconds on average) to days and
// seconds, of a day (86,400 seconds) to seconds. Errors: ArithmeticError.IntegerOverflow beyond 64 bits.
//
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

/// 64 bits of mantissa, so that whole seconds of 64 bits and nanoseconds below are exact beside small
/// fractions.
struct DurationParts {
  long double years = 0;
  long double quarters = 0;
  long double months = 0;
  long double weeks = 0;
  long double days = 0;
  long double hours = 0;
  long double minutes = 0;
  long double seconds = 0;
  long double milliseconds = 0;
  long double microseconds = 0;
  long double nanoseconds = 0;
};
[[nodiscard]] Result<Duration> durationOf(const DurationParts& parts, long double factor = 1);
/// From a map of the plural names: {years: 1, days: 14.5}.
[[nodiscard]] Result<Duration> durationFromMap(const Datum& map);

/// So many microseconds, as days and seconds.
[[nodiscard]] Duration lastingMicros(std::int64_t micros);

[[nodiscard]] Result<Duration> addDurations(const Duration& a, const Duration& b);
[[nodiscard]] Result<Duration> subtractDurations(const Duration& a, const Duration& b);
[[nodiscard]] Result<Duration> negateDuration(const Duration& duration);
/// By a number that is neither infinite nor NaN.
[[nodiscard]] Result<Duration> scaleDuration(const Duration& duration, double factor);
[[nodiscard]] Result<Duration> divideDuration(const Duration& duration, double divisor);

/// `temporal`, a date or time, moved on (`sign` 1) or back (-1): months first, a day that the month lacks
/// becoming its last, then days, then seconds; a zoned datetime's seconds by the instant. Times of day go
/// round midnight; a date takes the whole days of the seconds.
[[nodiscard]] Result<Datum> moveTemporal(const Datum& temporal, const Duration& duration, int sign);

/// What `duration.between` and its like measure.
enum class DurationUnit : std::uint8_t { kAll, kMonths, kDays, kSeconds };
/// From `a` to `b`, dates or times. A side without a date takes the other's, one without a time midnight, one
/// without a zone the other's zone.
[[nodiscard]] Result<Duration> durationBetween(const Datum& a, const Datum& b, DurationUnit unit);

}  // namespace tenure::query
