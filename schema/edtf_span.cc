// From the components of a date expression to its least and greatest day.
#include <algorithm>

#include "schema/edtf_parts.h"

namespace tenure::edtf {

namespace {

constexpr std::array<const char*, 12> kMonthNames = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

bool isGiven(const TwoDigits& digits) { return digits[0] != kUnspecified && digits[1] != kUnspecified; }

int numberOf(const TwoDigits& digits) { return (digits[0] - '0') * 10 + (digits[1] - '0'); }

bool matches(const TwoDigits& digits, int number) {
  return (digits[0] == kUnspecified || digits[0] - '0' == number / 10) &&
         (digits[1] == kUnspecified || digits[1] - '0' == number % 10);
}

std::string text(const TwoDigits& digits) { return {digits.data(), digits.size()}; }

std::string yearText(std::int64_t year) {
  std::string date = formatCivil({year, 1, 1});
  return date.substr(0, date.size() - 6);
}

// ---- years
// -------------------------------------------------------------------------------------------------

int countUnspecified(const DateParts& parts) {
  return parts.year_is_pattern ? static_cast<int>(std::count(parts.year_pattern.begin(),
                                                             parts.year_pattern.end(), kUnspecified))
                               : 0;
}

/// The years that fit a pattern are 10 to the number of its `X`; the i-th by magnitude, from 0.
std::int64_t yearByMagnitude(const DateParts& parts, int index) {
  std::int64_t year = 0;
  std::int64_t place = 1;
  for (std::size_t i = 4; i-- > 0; place *= 10) {
    if (parts.year_pattern[i] == kUnspecified) {
      year += index % 10 * place;
      index /= 10;
    } else {
      year += (parts.year_pattern[i] - '0') * place;
    }
  }
  return year;
}

/// How many years one unit of the year component is: 10 where the last digit is open, 100 where two are ...
int yearUnit(const DateParts& parts) {
  int unit = 1;
  if (!parts.year_is_pattern) return unit;
  for (std::size_t i = 4; i-- > 0 && parts.year_pattern[i] == kUnspecified;) unit *= 10;
  return unit;
}

// ---- seasons
// -----------------------------------------------------------------------------------------------

/// The first month of a season (in the year it is named after) and its length in months; see schema/edtf.h.
struct Season {
  int first_month;
  int months;
};

Season seasonOf(int code) {
  constexpr std::array<int, 4> kNorthern = {3, 6, 9, 12};
  constexpr std::array<int, 4> kSouthern = {9, 12, 3, 6};
  if (code <= 28) return {kNorthern[static_cast<std::size_t>((code - 21) % 4)], 3};
  if (code <= 32) return {kSouthern[static_cast<std::size_t>(code - 29)], 3};
  if (code <= 36) return {(code - 33) * 3 + 1, 3};
  if (code <= 39) return {(code - 37) * 4 + 1, 4};
  return {(code - 40) * 6 + 1, 6};
}

// ---- the least and the greatest day of one year
// --------------------------------------------------------------

CivilDate civil(std::int64_t year, int month, int day) {
  return {year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

enum class Extreme : std::uint8_t { kLeast, kGreatest };

/// The extreme day of `month` that fits, 0 where none does.
int extremeDay(const DateParts& parts, std::int64_t year, int month, Extreme extreme) {
  const int last = daysInMonth(year, month);
  if (parts.precision != DateParts::Precision::kDay) return extreme == Extreme::kLeast ? 1 : last;
  for (int i = 1; i <= last; ++i) {
    const int day = extreme == Extreme::kLeast ? i : last + 1 - i;
    if (matches(parts.day, day)) return day;
  }
  return 0;
}

std::optional<CivilDate> extremeInYear(const DateParts& parts, std::int64_t year, Extreme extreme) {
  const bool any_month = parts.precision == DateParts::Precision::kYear;
  for (int i = 1; i <= 12; ++i) {
    const int month = extreme == Extreme::kLeast ? i : 13 - i;
    if (!any_month && !matches(parts.month, month)) continue;
    if (const int day = extremeDay(parts, year, month, extreme); day != 0) return civil(year, month, day);
  }
  return std::nullopt;
}

std::optional<CivilDate> extremeOf(const DateParts& parts, Extreme extreme) {
  if (!parts.year_is_pattern) return extremeInYear(parts, parts.year, extreme);
  int years = 1;
  for (int i = countUnspecified(parts); i > 0; --i) years *= 10;
  const bool upwards = (extreme == Extreme::kLeast) != parts.year_is_negative;
  for (int i = 0; i < years; ++i) {
    const std::int64_t magnitude = yearByMagnitude(parts, upwards ? i : years - 1 - i);
    if (parts.year_is_negative && magnitude == 0) continue;  // there is no year -0000
    const auto found = extremeInYear(parts, parts.year_is_negative ? -magnitude : magnitude, extreme);
    if (found) return found;
  }
  return std::nullopt;
}

// ---- what is wrong with it
// -----------------------------------------------------------------------------------

CalendarFault faultOf(const DateParts& parts) {
  using Component = CalendarFault::Component;
  bool month_exists = false;
  for (int month = 1; month <= 12; ++month) month_exists = month_exists || matches(parts.month, month);
  if (!month_exists) {
    return {Component::kMonth,
            "there is no month " + text(parts.month) + "; months are 01 to 12, seasons 21 to 41"};
  }
  if (parts.precision == DateParts::Precision::kMonth) return {Component::kMonth, "no year fits the month"};
  if (isGiven(parts.day) && (numberOf(parts.day) == 0 || numberOf(parts.day) > 31)) {
    return {Component::kDay, "there is no day " + text(parts.day) + "; days are 01 to 31"};
  }
  if (isGiven(parts.month) && !parts.year_is_pattern) {
    const int month = numberOf(parts.month);
    return {Component::kDay, std::string(kMonthNames[static_cast<std::size_t>(month - 1)]) + " " +
                                 yearText(parts.year) + " has " +
                                 std::to_string(daysInMonth(parts.year, month)) + " days"};
  }
  return {Component::kDay, "none of the months it can be has a day " + text(parts.day)};
}

// ---- widening
// ------------------------------------------------------------------------------------------------

/// `date` moved by whole months. The last day of its month stays the last day where `keep_month_end`.
CivilDate moved(const CivilDate& date, std::int64_t months, bool keep_month_end) {
  CivilDate out = plusMonths(date, months);
  if (keep_month_end && date.day == daysInMonth(date.year, date.month)) {
    out.day = static_cast<std::uint8_t>(daysInMonth(out.year, out.month));
  }
  return out;
}

/// Widens both sides by each qualifier by itself, and takes the hull.
void widen(const DateParts& parts, EdtfSpan& span) {
  const bool whole_months =
      parts.precision != DateParts::Precision::kDay || parts.day == TwoDigits{kUnspecified, kUnspecified};
  const auto by_months = [&](std::int64_t months) {
    if (months == 0) return;
    span.least_widened.date = std::min(span.least_widened.date, moved(span.least.date, -months, false));
    span.greatest_widened.date =
        std::max(span.greatest_widened.date, moved(span.greatest.date, months, whole_months));
  };
  const int season_months =
      parts.precision == DateParts::Precision::kSeason ? seasonOf(parts.season).months : 1;
  by_months(std::int64_t{parts.year_doubt} * yearUnit(parts) * 12);
  by_months(std::int64_t{parts.month_doubt} * season_months);
  if (parts.day_doubt != 0) {
    span.least_widened.date = std::min(span.least_widened.date, plusDays(span.least.date, -parts.day_doubt));
    span.greatest_widened.date =
        std::max(span.greatest_widened.date, plusDays(span.greatest.date, parts.day_doubt));
  }
  span.least_widened.written = span.least_widened.date;
  span.greatest_widened.written = span.greatest_widened.date;
}

EdtfBound dayBound(const CivilDate& date) {
  EdtfBound bound;
  bound.kind = EdtfBound::Kind::kDay;
  bound.date = date;
  bound.written = date;
  return bound;
}

}  // namespace

bool DateParts::isOneDay() const {
  return precision == Precision::kDay && !year_is_pattern && isGiven(month) && isGiven(day);
}

std::optional<CalendarFault> spanOf(const DateParts& parts, EdtfSpan& span) {
  std::optional<CivilDate> least;
  std::optional<CivilDate> greatest;
  if (parts.isOneDay()) {
    // The common case, a plain day, is not searched for.
    const int month = numberOf(parts.month);
    const int day = numberOf(parts.day);
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(parts.year, month)) return faultOf(parts);
    least = greatest = civil(parts.year, month, day);
  } else if (parts.precision == DateParts::Precision::kSeason) {
    const Season season = seasonOf(parts.season);
    least = civil(parts.year, season.first_month, 1);
    greatest = moved(civil(parts.year, season.first_month, daysInMonth(parts.year, season.first_month)),
                     season.months - 1, true);
  } else {
    least = extremeOf(parts, Extreme::kLeast);
    greatest = extremeOf(parts, Extreme::kGreatest);
    if (!least || !greatest) return faultOf(parts);
  }
  span.least = span.least_widened = dayBound(*least);
  span.greatest = span.greatest_widened = dayBound(*greatest);
  if (parts.isQualified()) widen(parts, span);
  return std::nullopt;
}

}  // namespace tenure::edtf
