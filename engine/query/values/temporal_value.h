// Dates, times and durations as the functions of this folder take them apart and put them together.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/query/values/datum.h"
#include "engine/query/values/time_zone.h"
#include "schema/civil.h"
#include "schema/result.h"

namespace tenure::query {

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;
/// Years -999,999,999 to 999,999,999.
inline constexpr std::int64_t kYearMax = 999'999'999;

[[nodiscard]] constexpr std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}
[[nodiscard]] constexpr std::int64_t floorModulo(std::int64_t a, std::int64_t b) {
  return a - floorDivide(a, b) * b;
}

/// What a date or time is made of, by the clock of its own zone.
struct TemporalParts {
  std::optional<std::int64_t> day;    ///< since 1970-01-01
  std::optional<std::int64_t> nanos;  ///< since midnight
  std::optional<Zone> zone;
  std::optional<std::int32_t> offset_seconds;  ///< what the zone had then
};
/// Of a date or time; nothing for other kinds, durations included.
[[nodiscard]] TemporalParts partsOf(const Datum& temporal);
/// Whether `kind` is one of the five dates and times.
[[nodiscard]] bool isDateOrTime(Kind kind);
[[nodiscard]] bool hasDate(Kind kind);
[[nodiscard]] bool hasTime(Kind kind);
[[nodiscard]] bool hasZone(Kind kind);

/// The value of `kind` with these parts; what the kind has and the parts lack must not be asked (the day and
/// the time of a datetime, ...). A zone with a name and without a day is taken at `reference_utc`. Errors:
/// ArgumentError.NumberOutOfRange beyond the years.
[[nodiscard]] Result<Datum> assemble(Kind kind, const TemporalParts& parts, std::int64_t reference_utc = 0);

[[nodiscard]] Error invalidTemporal(std::string_view message);
[[nodiscard]] Error temporalOutOfRange();
/// Whether the day is within the years.
[[nodiscard]] bool dayInRange(std::int64_t day);

// ---- The calendar ----

/// 1 for Monday to 7.
[[nodiscard]] std::int64_t weekdayOf(std::int64_t day);
struct WeekDate {
  std::int64_t year = 0;
  std::int64_t week = 1;
};
[[nodiscard]] WeekDate weekOf(std::int64_t day);
/// The Monday of week 1.
[[nodiscard]] std::int64_t weekYearStart(std::int64_t year);
[[nodiscard]] std::int64_t weeksIn(std::int64_t year);
[[nodiscard]] std::int64_t dayOfYear(std::int64_t day);
[[nodiscard]] std::int64_t firstDayOf(std::int64_t year, std::int64_t month);

}  // namespace tenure::query
