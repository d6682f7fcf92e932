#include "engine/query/values/temporal_property.h"

#include <iterator>

#include "engine/query/values/temporal_value.h"

namespace tenure::query {

namespace {

// Each table names what one kind of parts has; flat, one line a name.

struct DayPart {
  std::string_view name;
  std::int64_t (*of)(std::int64_t day, const CivilDate& date);
};
constexpr DayPart kDayParts[] = {
    {"year", [](std::int64_t, const CivilDate& d) { return d.year; }},
    {"quarter", [](std::int64_t, const CivilDate& d) { return std::int64_t{(d.month - 1) / 3 + 1}; }},
    {"month", [](std::int64_t, const CivilDate& d) { return std::int64_t{d.month}; }},
    {"week", [](std::int64_t day, const CivilDate&) { return weekOf(day).week; }},
    {"weekYear", [](std::int64_t day, const CivilDate&) { return weekOf(day).year; }},
    {"day", [](std::int64_t, const CivilDate& d) { return std::int64_t{d.day}; }},
    {"ordinalDay", [](std::int64_t day, const CivilDate&) { return dayOfYear(day); }},
    {"dayOfYear", [](std::int64_t day, const CivilDate&) { return dayOfYear(day); }},
    {"weekDay", [](std::int64_t day, const CivilDate&) { return weekdayOf(day); }},
    {"dayOfWeek", [](std::int64_t day, const CivilDate&) { return weekdayOf(day); }},
    {"dayOfQuarter",
     [](std::int64_t day, const CivilDate& d) {
       return day - firstDayOf(d.year, (d.month - 1) / 3 * 3 + 1) + 1;
     }},
};

struct ClockPart {
  std::string_view name;
  std::int64_t nanos;   ///< of one
  std::int64_t modulo;  ///< of how many
};
constexpr ClockPart kClockParts[] = {
    {"hour", 3'600 * kNanosPerSecond, 24}, {"minute", 60 * kNanosPerSecond, 60},
    {"second", kNanosPerSecond, 60},       {"millisecond", 1'000'000, 1'000},
    {"microsecond", 1'000, 1'000'000},     {"nanosecond", 1, kNanosPerSecond},
};

struct DurationPart {
  std::string_view name;
  std::int64_t (*of)(const Duration& d);
};
constexpr DurationPart kDurationParts[] = {
    {"years", [](const Duration& d) { return d.months / 12; }},
    {"quarters", [](const Duration& d) { return d.months / 3; }},
    {"months", [](const Duration& d) { return d.months; }},
    {"weeks", [](const Duration& d) { return d.days / 7; }},
    {"days", [](const Duration& d) { return d.days; }},
    {"hours", [](const Duration& d) { return d.seconds / 3'600; }},
    {"minutes", [](const Duration& d) { return d.seconds / 60; }},
    {"seconds", [](const Duration& d) { return d.seconds; }},
    {"quartersOfYear", [](const Duration& d) { return d.months / 3 % 4; }},
    {"monthsOfQuarter", [](const Duration& d) { return d.months % 3; }},
    {"monthsOfYear", [](const Duration& d) { return d.months % 12; }},
    {"daysOfWeek", [](const Duration& d) { return d.days % 7; }},
    {"minutesOfHour", [](const Duration& d) { return d.seconds / 60 % 60; }},
    {"secondsOfMinute", [](const Duration& d) { return d.seconds % 60; }},
    {"millisecondsOfSecond", [](const Duration& d) { return std::int64_t{d.nanos / 1'000'000}; }},
    {"microsecondsOfSecond", [](const Duration& d) { return std::int64_t{d.nanos / 1'000}; }},
    {"nanosecondsOfSecond", [](const Duration& d) { return std::int64_t{d.nanos}; }},
};

/// `seconds` and `nanos` counted in units of which a second has `per_second`; null beyond 64 bits.
Datum counted(std::int64_t seconds, std::int64_t nanos, std::int64_t per_second) {
  std::int64_t count = 0;
  if (__builtin_mul_overflow(seconds, per_second, &count) ||
      __builtin_add_overflow(count, nanos / (kNanosPerSecond / per_second), &count))
    return {};
  return Datum::integer(count);
}

Datum durationProperty(const Duration& duration, std::string_view name) {
  for (const DurationPart& part : kDurationParts)
    if (part.name == name) return Datum::integer(part.of(duration));
  if (name == "milliseconds") return counted(duration.seconds, duration.nanos, 1'000);
  if (name == "microseconds") return counted(duration.seconds, duration.nanos, 1'000'000);
  if (name == "nanoseconds") return counted(duration.seconds, duration.nanos, kNanosPerSecond);
  return {};
}

Datum zoneProperty(const TemporalParts& parts, std::string_view name) {
  const std::int32_t offset = *parts.offset_seconds;
  if (name == "timezone")
    return Datum::string(parts.zone->name.empty() ? offsetText(offset) : parts.zone->name);
  if (name == "offset") return Datum::string(offsetText(offset));
  if (name == "offsetMinutes") return Datum::integer(offset / 60);
  if (name == "offsetSeconds") return Datum::integer(offset);
  return {};
}

}  // namespace

Datum temporalProperty(const Datum& temporal, std::string_view name) {
  if (temporal.kind() == Kind::kDuration) return durationProperty(temporal.asDuration(), name);
  const TemporalParts parts = partsOf(temporal);
  if (parts.day) {
    const CivilDate date = civilFromDays(*parts.day);
    for (const DayPart& part : kDayParts)
      if (part.name == name) return Datum::integer(part.of(*parts.day, date));
  }
  if (parts.nanos) {
    for (const ClockPart& part : kClockParts)
      if (part.name == name) return Datum::integer(*parts.nanos / part.nanos % part.modulo);
  }
  if (parts.zone) {
    if (Datum found = zoneProperty(parts, name); !found.isNull()) return found;
  }
  if (temporal.kind() != Kind::kDateTime) return {};
  const ZonedDateTime& time = temporal.asDateTime();
  if (name == "epochSeconds") return Datum::integer(time.utc_seconds);
  if (name == "epochMillis") return counted(time.utc_seconds, time.nanos, 1'000);
  return {};
}

}  // namespace tenure::query
