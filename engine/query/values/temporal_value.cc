#include "engine/query/values/temporal_value.h"

#include <string>

#include "engine/query/query_error.h"

namespace tenure::query {

bool hasDate(Kind kind) {
  return kind == Kind::kDate || kind == Kind::kLocalDateTime || kind == Kind::kDateTime;
}
bool hasTime(Kind kind) {
  return kind == Kind::kLocalTime || kind == Kind::kTime || kind == Kind::kLocalDateTime ||
         kind == Kind::kDateTime;
}
bool hasZone(Kind kind) { return kind == Kind::kTime || kind == Kind::kDateTime; }
bool isDateOrTime(Kind kind) { return hasDate(kind) || hasTime(kind); }

namespace {

TemporalParts partsOfSeconds(std::int64_t local_seconds, std::int64_t nanos) {
  return {floorDivide(local_seconds, kSecondsPerDay),
          floorModulo(local_seconds, kSecondsPerDay) * kNanosPerSecond + nanos, std::nullopt, std::nullopt};
}

}  // namespace

TemporalParts partsOf(const Datum& temporal) {
  switch (temporal.kind()) {
    case Kind::kDate: return {temporal.asDate().days, std::nullopt, std::nullopt, std::nullopt};
    case Kind::kLocalTime: return {std::nullopt, temporal.asLocalTime().nanos, std::nullopt, std::nullopt};
    case Kind::kTime: {
      const ZonedTime& time = temporal.asTime();
      return {std::nullopt, time.nanos, Zone{time.offset_seconds, {}}, time.offset_seconds};
    }
    case Kind::kLocalDateTime:
      return partsOfSeconds(temporal.asLocalDateTime().seconds, temporal.asLocalDateTime().nanos);
    case Kind::kDateTime: {
      const ZonedDateTime& time = temporal.asDateTime();
      TemporalParts parts = partsOfSeconds(time.utc_seconds + time.offset_seconds, time.nanos);
      parts.zone = Zone{time.zone.empty() ? time.offset_seconds : 0, time.zone};
      parts.offset_seconds = time.offset_seconds;
      return parts;
    }
    default: return {};
  }
}

Result<Datum> assemble(Kind kind, const TemporalParts& parts, std::int64_t reference_utc) {
  const std::int64_t nanos = parts.nanos.value_or(0);
  const Zone zone = parts.zone.value_or(Zone{});
  if (kind == Kind::kLocalTime) return Datum::localTime({nanos});
  if (kind == Kind::kTime && !parts.day)
    return Datum::time({nanos, parts.offset_seconds.value_or(offsetAt(zone, reference_utc))});
  const std::int64_t day = parts.day.value_or(0);
  if (!dayInRange(day)) return temporalOutOfRange();
  if (kind == Kind::kDate) return Datum::date({day});
  const std::int64_t local_seconds = day * kSecondsPerDay + nanos / kNanosPerSecond;
  const auto fraction = static_cast<std::int32_t>(nanos % kNanosPerSecond);
  if (kind == Kind::kLocalDateTime) return Datum::localDateTime({local_seconds, fraction});
  const ResolvedLocal resolved = resolveLocal(zone, local_seconds, parts.offset_seconds);
  if (kind == Kind::kTime) return Datum::time({nanos, resolved.offset_seconds});
  return Datum::dateTime({resolved.utc_seconds, fraction, resolved.offset_seconds, zone.name});
}

Error invalidTemporal(std::string_view message) {
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", std::string(message));
}

Error temporalOutOfRange() {
  return valueError(ErrorClass::kArgumentError, "NumberOutOfRange",
                    "dates go from the year -999999999 to 999999999");
}

bool dayInRange(std::int64_t day) {
  static const std::int64_t first = daysFromCivil({-kYearMax, 1, 1});
  static const std::int64_t last = daysFromCivil({kYearMax, 12, 31});
  return day >= first && day <= last;
}

std::int64_t weekdayOf(std::int64_t day) { return floorModulo(day + 3, 7) + 1; }  // 1970-01-01 was a Thursday

std::int64_t weekYearStart(std::int64_t year) {
  const std::int64_t fourth = daysFromCivil({year, 1, 4});  // always in week 1
  return fourth - (weekdayOf(fourth) - 1);
}

std::int64_t weeksIn(std::int64_t year) { return (weekYearStart(year + 1) - weekYearStart(year)) / 7; }

WeekDate weekOf(std::int64_t day) {
  const std::int64_t thursday = day - weekdayOf(day) + 4;
  const std::int64_t year = civilFromDays(thursday).year;
  return {year, (day - weekYearStart(year)) / 7 + 1};
}

std::int64_t dayOfYear(std::int64_t day) { return day - daysFromCivil({civilFromDays(day).year, 1, 1}) + 1; }

std::int64_t firstDayOf(std::int64_t year, std::int64_t month) {
  return daysFromCivil({year, static_cast<std::uint8_t>(month), 1});
}

}  // namespace tenure::query
