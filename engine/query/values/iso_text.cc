#include "engine/query/values/iso_text.h"

#include <charconv>
#include <string>

#include "engine/query/values/duration_value.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// A text and how far it has been read.
struct Cursor {
  std::string_view rest;

  [[nodiscard]] bool done() const { return rest.empty(); }
  [[nodiscard]] char peek() const { return rest.empty() ? '\0' : rest.front(); }
  bool accept(char c) {
    if (peek() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  /// How many digits stand here.
  [[nodiscard]] std::size_t digits() const {
    std::size_t count = 0;
    while (count < rest.size() && isDigit(rest[count])) ++count;
    return count;
  }
  /// `count` digits, which must stand here.
  std::int64_t take(std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (rest[i] - '0');
    rest.remove_prefix(count);
    return value;
  }
  /// `count` digits, or nothing.
  std::optional<std::int64_t> number(std::size_t count) {
    if (digits() < count) return std::nullopt;
    return take(count);
  }
};

using Day = std::optional<std::int64_t>;

Day calendarDay(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, static_cast<int>(month)))
    return std::nullopt;
  return firstDayOf(year, month) + day - 1;
}

Day weekDay(std::int64_t year, std::int64_t week, std::int64_t weekday) {
  if (week < 1 || week > weeksIn(year) || weekday < 1 || weekday > 7) return std::nullopt;
  return weekYearStart(year) + (week - 1) * 7 + weekday - 1;
}

Day ordinalDay(std::int64_t year, std::int64_t ordinal) {
  if (ordinal < 1 || ordinal > (isLeapYear(year) ? 366 : 365)) return std::nullopt;
  return firstDayOf(year, 1) + ordinal - 1;
}

Day quarterDay(std::int64_t year, std::int64_t quarter, std::int64_t of_quarter) {
  if (quarter < 1 || quarter > 4) return std::nullopt;
  const std::int64_t first = firstDayOf(year, quarter * 3 - 2);
  const std::int64_t next = quarter == 4 ? firstDayOf(year + 1, 1) : firstDayOf(year, quarter * 3 + 1);
  if (of_quarter < 1 || of_quarter > next - first) return std::nullopt;
  return first + of_quarter - 1;
}

/// What stands behind the year and its hyphen, if it has one.
Day restOfDate(Cursor& at, std::int64_t year, bool hyphen) {
  if (at.accept('W')) {
    const auto week = at.number(2);
    if (!week) return std::nullopt;
    if (hyphen ? at.accept('-') : at.digits() == 1)
      return at.digits() == 1 ? weekDay(year, *week, at.take(1)) : Day();
    return weekDay(year, *week, 1);
  }
  if (at.accept('Q')) {
    const auto quarter = at.number(1);
    if (!quarter) return std::nullopt;
    if (hyphen ? at.accept('-') : at.digits() == 2)
      return at.digits() == 2 ? quarterDay(year, *quarter, at.take(2)) : Day();
    return quarterDay(year, *quarter, 1);
  }
  switch (at.digits()) {
    case 2: {
      const std::int64_t month = at.take(2);
      if (!hyphen || !at.accept('-')) return calendarDay(year, month, 1);
      const auto day = at.number(2);
      return day ? calendarDay(year, month, *day) : Day();
    }
    case 3: return ordinalDay(year, at.take(3));
    case 4:
      if (hyphen) return std::nullopt;
      {
        const std::int64_t month = at.take(2);
        return calendarDay(year, month, at.take(2));
      }
    default: return std::nullopt;
  }
}

Day readDate(Cursor& at) {
  const bool negative = at.peek() == '-';
  const bool is_signed = at.accept('-') || at.accept('+');
  const std::size_t digits = at.digits();
  if (digits < (is_signed ? 1U : 4U) || (is_signed && digits > 9)) return std::nullopt;
  std::int64_t year = at.take(is_signed ? digits : 4);
  if (negative) year = -year;
  const bool hyphen = at.accept('-');
  const bool ends = at.done() || at.peek() == 'T';
  if (ends) return hyphen ? Day() : firstDayOf(year, 1);
  return is_signed && !hyphen ? Day() : restOfDate(at, year, hyphen);
}

/// Up to nine digits behind a point or comma, in billionths.
std::optional<std::int64_t> readFraction(Cursor& at) {
  if (!at.accept('.') && !at.accept(',')) return 0;
  const std::size_t digits = at.digits();
  if (digits < 1 || digits > 9) return std::nullopt;
  std::int64_t nanos = at.take(digits);
  for (std::size_t i = digits; i < 9; ++i) nanos *= 10;
  return nanos;
}

/// Nanoseconds since midnight.
std::optional<std::int64_t> readClock(Cursor& at) {
  std::int64_t parts[3] = {0, 0, 0};
  std::size_t count = 0;
  bool colons = false;
  while (count < 3) {
    if (count == 1) colons = at.peek() == ':';
    if (count > 0 && (colons ? !at.accept(':') : at.digits() < 2)) break;
    const auto part = at.number(2);
    if (!part || *part > (count == 0 ? 23 : 59)) return std::nullopt;
    parts[count++] = *part;
  }
  const auto fraction = count == 3 ? readFraction(at) : 0;
  if (!fraction) return std::nullopt;
  return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * kNanosPerSecond + *fraction;
}

/// An offset, a name in brackets, or both; what is left of the text.
Status readZone(Cursor& at, TemporalParts& parts) {
  const std::size_t bracket = at.rest.find('[');
  const std::string_view offset = at.rest.substr(0, bracket);
  if (!offset.empty()) {
    parts.offset_seconds = offsetFrom(offset);
    if (!parts.offset_seconds)
      return invalidTemporal(quoted(offset) + " is no offset; write Z, +01 or +01:00");
    parts.zone = Zone{*parts.offset_seconds, {}};
  }
  at.rest.remove_prefix(offset.size());
  if (!at.accept('[')) return {};
  if (at.rest.empty() || at.rest.back() != ']') return invalidTemporal("a zone's name ends with ]");
  TENURE_ASSIGN(parts.zone, zoneFrom(at.rest.substr(0, at.rest.size() - 1)));
  at.rest = {};
  return {};
}

std::string_view exampleOf(Kind kind) {
  switch (kind) {
    case Kind::kDate: return "a date, such as 2015-07-21";
    case Kind::kLocalTime: return "a time of day, such as 21:40:32.142";
    case Kind::kTime: return "a time of day with an offset, such as 21:40:32+01:00";
    case Kind::kLocalDateTime: return "a date and time of day, such as 2015-07-21T21:40";
    default: return "a date and time of day with a zone, such as 2015-07-21T21:40+02:00[Europe/Stockholm]";
  }
}

Error unread(Kind kind, std::string_view text) {
  return invalidTemporal(quoted(text) + " is not " + std::string(exampleOf(kind)));
}

/// That the offset and the named zone written beside it agree.
Status checkOffset(const TemporalParts& parts) {
  if (!parts.zone || parts.zone->name.empty() || !parts.offset_seconds || !parts.day) return {};
  const std::int64_t local = *parts.day * kSecondsPerDay + *parts.nanos / kNanosPerSecond;
  if (offsetAt(*parts.zone, local - *parts.offset_seconds) == *parts.offset_seconds) return {};
  return invalidTemporal(offsetText(*parts.offset_seconds) + " is not the offset of " + parts.zone->name +
                         " at that time");
}

}  // namespace

Result<TemporalParts> readTemporal(Kind kind, std::string_view text) {
  TemporalParts parts;
  Cursor at{text};
  if (hasDate(kind)) {
    parts.day = readDate(at);
    if (!parts.day) return unread(kind, text);
  }
  if (kind == Kind::kLocalDateTime || kind == Kind::kDateTime) {
    parts.nanos = 0;
    if (at.accept('T')) parts.nanos = readClock(at);
  } else if (hasTime(kind)) {
    parts.nanos = readClock(at);
  }
  if (hasTime(kind) && !parts.nanos) return unread(kind, text);
  if (hasZone(kind)) TENURE_TRY(readZone(at, parts));
  if (!at.done()) return unread(kind, text);
  TENURE_TRY(checkOffset(parts));
  return parts;
}

namespace {

Error unreadDuration(std::string_view text) {
  return invalidTemporal(quoted(text) +
                         " is no duration, such as P1Y2M3DT4H5M6.7S, P2W or P2012-02-02T14:37:21");
}

/// A number with its sign and perhaps a fraction.
std::optional<long double> readAmount(Cursor& at) {
  const bool negative = at.peek() == '-';
  if (negative || at.peek() == '+') at.rest.remove_prefix(1);
  const std::size_t whole = at.digits();
  if (whole < 1 || whole > 18) return std::nullopt;
  auto amount = static_cast<long double>(at.take(whole));
  if (at.accept('.') || at.accept(',')) {
    const std::size_t digits = at.digits();
    if (digits < 1 || digits > 18) return std::nullopt;
    long double scale = 1;
    for (std::size_t i = 0; i < digits; ++i) scale *= 10;
    amount += static_cast<long double>(at.take(digits)) / scale;
  }
  return negative ? -amount : amount;
}

/// Parts with these letters, in their order, each at most once.
bool readParts(Cursor& at, std::string_view letters, DurationParts& out,
               long double DurationParts::*const fields[]) {
  std::size_t next = 0;
  while (!at.done() && at.peek() != 'T') {
    const auto amount = readAmount(at);
    const std::size_t letter = letters.find(at.peek(), next);
    if (!amount || at.done() || letter == std::string_view::npos) return false;
    at.rest.remove_prefix(1);
    out.*fields[letter] += *amount;
    next = letter + 1;
  }
  return next > 0;
}

/// P2012-02-02T14:37:21.545
std::optional<DurationParts> readDatedDuration(Cursor at) {
  DurationParts out;
  const auto year = at.number(4);
  if (!year || !at.accept('-')) return std::nullopt;
  const auto month = at.number(2);
  if (!month || *month > 12 || !at.accept('-')) return std::nullopt;
  const auto day = at.number(2);
  if (!day || *day > 31) return std::nullopt;
  out.years = static_cast<long double>(*year);
  out.months = static_cast<long double>(*month);
  out.days = static_cast<long double>(*day);
  if (at.accept('T')) {
    const auto nanos = readClock(at);
    if (!nanos) return std::nullopt;
    out.seconds = static_cast<long double>(*nanos / kNanosPerSecond);
    out.nanoseconds = static_cast<long double>(*nanos % kNanosPerSecond);
  }
  return at.done() ? std::optional(out) : std::nullopt;
}

}  // namespace

Result<Duration> readDuration(std::string_view text) {
  static constexpr long double DurationParts::*kDateFields[] = {&DurationParts::years, &DurationParts::months,
                                                                &DurationParts::weeks, &DurationParts::days};
  static constexpr long double DurationParts::*kTimeFields[] = {
      &DurationParts::hours, &DurationParts::minutes, &DurationParts::seconds};
  Cursor at{text};
  const bool negative = at.peek() == '-';
  if (negative || at.peek() == '+') at.rest.remove_prefix(1);
  if (!at.accept('P') || at.done()) return unreadDuration(text);
  if (const auto dated = readDatedDuration(at)) return durationOf(*dated, negative ? -1 : 1);
  DurationParts parts;
  if (at.peek() != 'T' && !readParts(at, "YMWD", parts, kDateFields)) return unreadDuration(text);
  if (at.accept('T') && !readParts(at, "HMS", parts, kTimeFields)) return unreadDuration(text);
  if (!at.done()) return unreadDuration(text);
  return durationOf(parts, negative ? -1 : 1);
}

}  // namespace tenure::query
