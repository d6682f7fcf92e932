#include "engine/query/values/temporal_truncate.h"

#include <algorithm>
#include <string>

#include "engine/query/values/value_checks.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

struct Unit {
  std::string_view name;
  bool of_date;        ///< longer than a day
  std::int64_t years;  ///< for those that are some years long
  std::int64_t nanos;  ///< for those within a day
};
constexpr Unit kUnits[] = {
    {"millennium", true, 1'000, 0},
    {"century", true, 100, 0},
    {"decade", true, 10, 0},
    {"year", true, 1, 0},
    {"weekYear", true, 0, 0},
    {"quarter", true, 0, 0},
    {"month", true, 0, 0},
    {"week", true, 0, 0},
    {"day", false, 0, kNanosPerDay},
    {"hour", false, 0, 3'600 * kNanosPerSecond},
    {"minute", false, 0, 60 * kNanosPerSecond},
    {"second", false, 0, kNanosPerSecond},
    {"millisecond", false, 0, 1'000'000},
    {"microsecond", false, 0, 1'000},
};

bool sameWord(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::int64_t startOf(const Unit& unit, std::int64_t day) {
  const CivilDate date = civilFromDays(day);
  if (unit.years > 0) return firstDayOf(floorDivide(date.year, unit.years) * unit.years, 1);
  if (unit.name == "weekYear") return weekYearStart(weekOf(day).year);
  if (unit.name == "quarter") return firstDayOf(date.year, (date.month - 1) / 3 * 3 + 1);
  if (unit.name == "month") return firstDayOf(date.year, date.month);
  return day - (weekdayOf(day) - 1);
}

}  // namespace

Result<Datum> truncateTemporal(Kind kind, std::string_view unit_name, const Datum& value, const Datum& map,
                               const TemporalDefaults& defaults) {
  const auto* unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                  [&](const Unit& one) { return sameWord(one.name, unit_name); });
  if (unit == std::end(kUnits))
    return invalidTemporal(quoted(unit_name) +
                           " is no unit to truncate to, such as year, month, day or hour");
  TemporalParts parts = partsOf(value);
  const bool fits = (hasDate(kind) ? parts.day.has_value() : parts.nanos.has_value());
  if (!isDateOrTime(value.kind()) || !fits)
    return invalidTemporal("a " + std::string(kindName(kind)) + " cannot be made of " + described(value));
  if (unit->of_date ? !hasDate(kind) : unit->nanos < kNanosPerDay && !hasTime(kind))
    return invalidTemporal("a " + std::string(kindName(kind)) + " cannot be truncated to a " +
                           std::string(unit->name));
  if (unit->of_date) {
    parts.day = startOf(*unit, *parts.day);
    parts.nanos = 0;
  } else {
    const std::int64_t nanos = parts.nanos.value_or(0);
    parts.nanos = nanos - nanos % unit->nanos;
  }
  if (hasZone(kind) && !hasDate(kind) && parts.offset_seconds) parts.zone = Zone{*parts.offset_seconds, {}};
  if (!hasDate(kind)) parts.day = std::nullopt;
  // The offset of a named zone may be another at the beginning of the unit.
  if (parts.zone && !parts.zone->name.empty() && unit->of_date) parts.offset_seconds = std::nullopt;
  static const Datum kNothing = Datum::map({});
  return temporalWith(kind, parts, map.isNull() ? kNothing : map, defaults);
}

}  // namespace tenure::query
