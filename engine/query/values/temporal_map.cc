#include "engine/query/values/temporal_map.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/query/values/value_checks.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

enum Field : std::uint8_t {
  kYear,
  kMonth,
  kDay,
  kWeek,
  kDayOfWeek,
  kQuarter,
  kDayOfQuarter,
  kOrdinalDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kNanosecond,
  kEpochSeconds,
  kEpochMillis,
  kFieldCount,
};
constexpr std::array<std::string_view, kFieldCount> kFieldNames = {
    "year", "month",  "day",    "week",        "dayOfWeek",   "quarter",    "dayOfQuarter", "ordinalDay",
    "hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "epochSeconds", "epochMillis"};

constexpr bool isOfDate(Field field) { return field < kHour; }
constexpr bool isOfTime(Field field) { return field >= kHour && field < kEpochSeconds; }

/// The map, checked for names and kinds.
struct Fields {
  std::array<std::optional<std::int64_t>, kFieldCount> numbers;
  std::optional<Zone> zone;
  const Datum* date = nullptr;  ///< borrowed from the map
  const Datum* time = nullptr;

  [[nodiscard]] const std::optional<std::int64_t>& operator[](Field field) const { return numbers[field]; }
  [[nodiscard]] bool has(Field field) const { return numbers[field].has_value(); }
};

Status readBase(Kind kind, const std::string& key, const Datum& value, Fields& out) {
  const bool date = key != "time";
  const bool time = key != "date";
  if ((date && !hasDate(value.kind())) || (time && !hasTime(value.kind())) ||
      (key == "datetime" && !(hasDate(kind) && hasTime(kind))))
    return invalidTemporal("'" + key + "' takes a value with a " +
                           (key == "datetime" ? "date and time" : key) + ", not " + described(value));
  if (date) {
    if (!hasDate(kind)) return invalidTemporal("a time of day has no date");
    out.date = &value;
  }
  if (time) {
    if (!hasTime(kind)) return invalidTemporal("a date has no time of day");
    out.time = &value;
  }
  return {};
}

Status readField(Kind kind, const std::string& key, const Datum& value, Fields& out) {
  if (key == "date" || key == "time" || key == "datetime") return readBase(kind, key, value, out);
  if (key == "timezone") {
    if (!hasZone(kind)) return invalidTemporal("a " + std::string(kindName(kind)) + " has no time zone");
    if (!value.isString()) return invalidTemporal("a time zone is a text, not " + described(value));
    TENURE_ASSIGN(out.zone, zoneFrom(value.asString()));
    return {};
  }
  const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), key);
  if (found == kFieldNames.end()) return invalidTemporal(quoted(key) + " is no part of a date or time");
  const auto field = static_cast<Field>(found - kFieldNames.begin());
  const bool fits = isOfDate(field)   ? hasDate(kind)
                    : isOfTime(field) ? hasTime(kind)
                                      : kind == Kind::kDateTime;
  if (!fits) return invalidTemporal("a " + std::string(kindName(kind)) + " has no " + key);
  if (value.kind() != Kind::kInteger)
    return invalidTemporal("the " + key + " is a whole number, not " + described(value));
  out.numbers[field] = value.asInteger();
  return {};
}

Result<Fields> readFields(Kind kind, const Datum& map) {
  Fields out;
  for (const auto& [key, value] : map.asMap()) TENURE_TRY(readField(kind, key, value, out));
  return out;
}

Status checkRange(Field field, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value >= least && value <= most) return {};
  return invalidTemporal("the " + std::string(kFieldNames[field]) + " is " + std::to_string(least) + " to " +
                         std::to_string(most) + ", not " + std::to_string(value));
}

/// What is given, else what the base has, else `otherwise`.
std::int64_t pick(const Fields& fields, Field field, const std::optional<std::int64_t>& base,
                  std::int64_t otherwise) {
  if (fields[field]) return *fields[field];
  return base.value_or(otherwise);
}

using Day = std::optional<std::int64_t>;

Result<std::int64_t> yearOf(const Fields& fields, const std::optional<std::int64_t>& base) {
  if (!fields.has(kYear) && !base) return invalidTemporal("a date has a year");
  const std::int64_t year = pick(fields, kYear, base, 0);
  TENURE_TRY(checkRange(kYear, year, -kYearMax, kYearMax));
  return year;
}

Result<std::int64_t> weekDay(const Fields& fields, const Day& base) {
  std::optional<std::int64_t> base_year;
  std::optional<std::int64_t> base_week;
  std::optional<std::int64_t> base_weekday;
  if (base) {
    base_year = weekOf(*base).year;
    base_week = weekOf(*base).week;
    base_weekday = weekdayOf(*base);
  } else if (!fields.has(kWeek)) {
    return invalidTemporal("a day of the week has a week");
  }
  TENURE_ASSIGN(const std::int64_t year, yearOf(fields, base_year));
  const std::int64_t week = pick(fields, kWeek, base_week, 1);
  const std::int64_t weekday = pick(fields, kDayOfWeek, base_weekday, 1);
  TENURE_TRY(checkRange(kWeek, week, 1, weeksIn(year)));
  TENURE_TRY(checkRange(kDayOfWeek, weekday, 1, 7));
  return weekYearStart(year) + (week - 1) * 7 + weekday - 1;
}

Result<std::int64_t> calendarDay(const Fields& fields, const std::optional<CivilDate>& base,
                                 std::int64_t year, std::int64_t month) {
  TENURE_TRY(checkRange(kMonth, month, 1, 12));
  const std::int64_t length = daysInMonth(year, static_cast<int>(month));
  // A day that the base brings along becomes the last of a shorter month; one that is asked for must be
  // there.
  std::int64_t day = base ? std::min<std::int64_t>(base->day, length) : 1;
  if (fields.has(kDay)) {
    day = *fields[kDay];
    TENURE_TRY(checkRange(kDay, day, 1, length));
  }
  return firstDayOf(year, month) + day - 1;
}

Result<std::int64_t> quarterDay(const Fields& fields, const std::optional<CivilDate>& base,
                                std::int64_t year) {
  const std::int64_t month = base ? base->month : 1;
  const std::int64_t quarter = fields.has(kQuarter) ? *fields[kQuarter] : (month - 1) / 3 + 1;
  if (!base && !fields.has(kQuarter)) return invalidTemporal("a day of a quarter has a quarter");
  TENURE_TRY(checkRange(kQuarter, quarter, 1, 4));
  if (!fields.has(kDayOfQuarter)) return calendarDay(fields, base, year, quarter * 3 - 2 + (month - 1) % 3);
  const std::int64_t first = firstDayOf(year, quarter * 3 - 2);
  const std::int64_t next = quarter == 4 ? firstDayOf(year + 1, 1) : firstDayOf(year, quarter * 3 + 1);
  TENURE_TRY(checkRange(kDayOfQuarter, *fields[kDayOfQuarter], 1, next - first));
  return first + *fields[kDayOfQuarter] - 1;
}

/// That the parts of a date are of one way to count.
Status checkOneCalendar(const Fields& fields) {
  const bool calendar = fields.has(kMonth) || fields.has(kDay);
  const bool week = fields.has(kWeek) || fields.has(kDayOfWeek);
  const bool quarter = fields.has(kQuarter) || fields.has(kDayOfQuarter);
  const int ways = int{calendar} + int{week} + int{quarter} + int{fields.has(kOrdinalDay)};
  if (ways <= 1) return {};
  return invalidTemporal(
      "a date counts by month and day, or week, or quarter, or day of the year; not by two of them");
}

Result<std::int64_t> dayFrom(const Fields& fields, const Day& base) {
  TENURE_TRY(checkOneCalendar(fields));
  if (fields.has(kWeek) || fields.has(kDayOfWeek)) return weekDay(fields, base);
  std::optional<CivilDate> civil;
  std::optional<std::int64_t> base_year;
  if (base) {
    civil = civilFromDays(*base);
    base_year = civil->year;
  }
  TENURE_ASSIGN(const std::int64_t year, yearOf(fields, base_year));
  if (fields.has(kQuarter) || fields.has(kDayOfQuarter)) return quarterDay(fields, civil, year);
  if (fields.has(kOrdinalDay)) {
    TENURE_TRY(checkRange(kOrdinalDay, *fields[kOrdinalDay], 1, isLeapYear(year) ? 366 : 365));
    return firstDayOf(year, 1) + *fields[kOrdinalDay] - 1;
  }
  if (!base && fields.has(kDay) && !fields.has(kMonth)) return invalidTemporal("a day has a month");
  return calendarDay(
      fields, civil, year,
      pick(fields, kMonth, civil ? std::optional<std::int64_t>(civil->month) : std::nullopt, 1));
}

/// Nanoseconds within the second: units below one that is given count on from it.
Result<std::int64_t> fractionFrom(const Fields& fields, std::int64_t base, bool adds) {
  const bool milli = fields.has(kMillisecond);
  const bool micro = fields.has(kMicrosecond);
  if (!milli && !micro && !fields.has(kNanosecond)) return base;
  const std::int64_t micro_most = milli ? 999 : 999'999;
  const std::int64_t nano_most = micro ? 999 : milli ? 999'999 : 999'999'999;
  TENURE_TRY(checkRange(kMillisecond, fields[kMillisecond].value_or(0), 0, 999));
  TENURE_TRY(checkRange(kMicrosecond, fields[kMicrosecond].value_or(0), 0, micro_most));
  TENURE_TRY(checkRange(kNanosecond, fields[kNanosecond].value_or(0), 0, nano_most));
  const std::int64_t given = fields[kMillisecond].value_or(0) * 1'000'000 +
                             fields[kMicrosecond].value_or(0) * 1'000 + fields[kNanosecond].value_or(0);
  if (!adds) return given;
  TENURE_TRY(checkRange(kNanosecond, base + given, 0, 999'999'999));
  return base + given;
}

/// That no unit is given without the greater ones, where there is no base to have them.
Status checkNoGap(const Fields& fields) {
  if (fields.has(kMinute) && !fields.has(kHour)) return invalidTemporal("a minute has an hour");
  if (fields.has(kSecond) && !fields.has(kMinute)) return invalidTemporal("a second has a minute");
  const bool fraction = fields.has(kMillisecond) || fields.has(kMicrosecond) || fields.has(kNanosecond);
  if (fraction && !fields.has(kSecond)) return invalidTemporal("a part of a second has a second");
  return {};
}

Result<std::int64_t> nanosFrom(const Fields& fields, const std::optional<std::int64_t>& base, bool adds) {
  if (!base) TENURE_TRY(checkNoGap(fields));
  const std::int64_t base_nanos = base.value_or(0);
  const std::int64_t base_seconds = base_nanos / kNanosPerSecond;
  const std::int64_t hour = fields[kHour].value_or(base_seconds / 3600);
  const std::int64_t minute = fields[kMinute].value_or(base_seconds / 60 % 60);
  const std::int64_t second = fields[kSecond].value_or(base_seconds % 60);
  TENURE_TRY(checkRange(kHour, hour, 0, 23));
  TENURE_TRY(checkRange(kMinute, minute, 0, 59));
  TENURE_TRY(checkRange(kSecond, second, 0, 59));
  TENURE_ASSIGN(const std::int64_t fraction, fractionFrom(fields, base_nanos % kNanosPerSecond, adds));
  return ((hour * 60 + minute) * 60 + second) * kNanosPerSecond + fraction;
}

Result<Datum> fromEpoch(const Fields& fields, const Zone& zone) {
  const bool millis = fields.has(kEpochMillis);
  for (std::uint8_t i = 0; i < kEpochSeconds; ++i) {
    if (i != kNanosecond && fields.has(static_cast<Field>(i)))
      return invalidTemporal("an instant by its epoch takes only nanosecond and timezone beside");
  }
  if (fields.date != nullptr || fields.time != nullptr || (millis && fields.has(kEpochSeconds)))
    return invalidTemporal("an instant by its epoch takes only nanosecond and timezone beside");
  const std::int64_t given = millis ? *fields[kEpochMillis] : *fields[kEpochSeconds];
  const std::int64_t utc_seconds = millis ? floorDivide(given, 1'000) : given;
  const std::int64_t nanos =
      (millis ? floorModulo(given, 1'000) * 1'000'000 : 0) + fields[kNanosecond].value_or(0);
  TENURE_TRY(checkRange(kNanosecond, nanos, 0, kNanosPerSecond - 1));
  if (!dayInRange(floorDivide(utc_seconds, kSecondsPerDay))) return temporalOutOfRange();
  return Datum::dateTime(
      {utc_seconds, static_cast<std::int32_t>(nanos), offsetAt(zone, utc_seconds), zone.name});
}

/// `value`, with a zone, at the same instant in another.
Datum inZone(const Datum& value, const Zone& zone, const TemporalDefaults& defaults) {
  if (value.kind() == Kind::kDateTime) {
    const ZonedDateTime& time = value.asDateTime();
    return Datum::dateTime({time.utc_seconds, time.nanos, offsetAt(zone, time.utc_seconds), zone.name});
  }
  const ZonedTime& time = value.asTime();
  const std::int32_t offset = offsetAt(zone, defaults.reference_utc);
  const std::int64_t moved = time.nanos + (std::int64_t{offset} - time.offset_seconds) * kNanosPerSecond;
  return Datum::time({floorModulo(moved, kNanosPerDay), offset});
}

}  // namespace

Result<Datum> temporalFromMap(Kind kind, const Datum& map, const TemporalDefaults& defaults) {
  TENURE_ASSIGN(const Fields fields, readFields(kind, map));
  if (fields.has(kEpochSeconds) || fields.has(kEpochMillis))
    return fromEpoch(fields, fields.zone.value_or(defaults.zone));
  const TemporalParts date_base = fields.date == nullptr ? TemporalParts{} : partsOf(*fields.date);
  const TemporalParts time_base = fields.time == nullptr ? TemporalParts{} : partsOf(*fields.time);
  TemporalParts parts;
  if (hasDate(kind)) {
    TENURE_ASSIGN(parts.day, dayFrom(fields, date_base.day));
  }
  if (hasTime(kind)) {
    if (!hasDate(kind) && !time_base.nanos && !fields.has(kHour))
      return invalidTemporal("a time of day has an hour");
    TENURE_ASSIGN(parts.nanos, nanosFrom(fields, time_base.nanos, false));
  }
  if (!hasZone(kind)) return assemble(kind, parts);
  // A time brings its zone along; another one that is asked for shows the same instant.
  parts.zone = time_base.zone ? time_base.zone : fields.zone ? fields.zone : defaults.zone;
  if (time_base.zone && kind == Kind::kTime) parts.offset_seconds = time_base.offset_seconds;
  if (fields.time != nullptr && fields.time == fields.date) parts.offset_seconds = time_base.offset_seconds;
  TENURE_ASSIGN(Datum value, assemble(kind, parts, defaults.reference_utc));
  if (time_base.zone && fields.zone) return inZone(value, *fields.zone, defaults);
  return value;
}

Result<Datum> temporalWith(Kind kind, const TemporalParts& base, const Datum& map,
                           const TemporalDefaults& defaults) {
  TENURE_ASSIGN(const Fields fields, readFields(kind, map));
  if (fields.date != nullptr || fields.time != nullptr || fields.has(kEpochSeconds) ||
      fields.has(kEpochMillis))
    return invalidTemporal("a truncated value takes the smaller parts from the map, and no other value");
  TemporalParts parts;
  if (hasDate(kind)) {
    TENURE_ASSIGN(parts.day, dayFrom(fields, base.day));
  }
  if (hasTime(kind)) {
    TENURE_ASSIGN(parts.nanos, nanosFrom(fields, base.nanos.value_or(0), true));
  }
  if (hasZone(kind)) {
    parts.zone = fields.zone ? fields.zone : base.zone ? base.zone : defaults.zone;
    if (!fields.zone) parts.offset_seconds = base.offset_seconds;
  }
  return assemble(kind, parts, defaults.reference_utc);
}

Result<Datum> temporalFrom(Kind kind, const Datum& other, const TemporalDefaults& defaults) {
  TemporalParts parts = partsOf(other);
  if ((hasDate(kind) && !parts.day) || (hasTime(kind) && !hasDate(kind) && !parts.nanos))
    return invalidTemporal("a " + std::string(kindName(kind)) + " cannot be made of " + described(other));
  if (!hasDate(kind)) {
    // A time of day has the offset that its zone had on that day.
    if (parts.offset_seconds) parts.zone = Zone{*parts.offset_seconds, {}};
    parts.day = std::nullopt;
  }
  if (!parts.zone) parts.zone = defaults.zone;
  return assemble(kind, parts, defaults.reference_utc);
}

}  // namespace tenure::query
