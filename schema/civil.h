// The proleptic Gregorian calendar over 64-bit years. Year 0 exists (ISO 8601 astronomical numbering).
// Everything here is a plain value or a pure function.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace tenure {

/// A day in the proleptic Gregorian calendar. Not checked on construction; see `isValid`.
struct CivilDate {
  std::int64_t year = 1970;
  std::uint8_t month = 1;  ///< 1..12
  std::uint8_t day = 1;    ///< 1..31

  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] bool isLeapYear(std::int64_t year);
/// Days of a month, 28..31; `month` is 1..12.
[[nodiscard]] int daysInMonth(std::int64_t year, int month);
[[nodiscard]] bool isValid(const CivilDate& date);

/// Days since 1970-01-01. The caller keeps |year| below 10^15, so that the count fits.
[[nodiscard]] std::int64_t daysFromCivil(const CivilDate& date);
[[nodiscard]] CivilDate civilFromDays(std::int64_t days_since_epoch);

/// The day `days` later (or earlier). Exact over all 64-bit years save the outermost 10^6, which are a
/// caller's mistake.
[[nodiscard]] CivilDate plusDays(const CivilDate& date, std::int64_t days);
/// The date `months` later (or earlier); a day that the month does not have becomes its last day.
[[nodiscard]] CivilDate plusMonths(const CivilDate& date, std::int64_t months);

/// "2014-10-28", "-0044-03-15", and beyond four digits the plain number of the year: "170002-01-01".
[[nodiscard]] std::string formatCivil(const CivilDate& date);

}  // namespace tenure
