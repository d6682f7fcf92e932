// "2014-10-28", as nearly all days are written, read in a few nanoseconds. Everything else that stands for a
// date is EDTF's (schema/edtf.h). Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure {

/// Days since 1970-01-01, proleptic Gregorian, years 0000 to 9999; nullopt for any other text and for a day
/// that its month does not have.
[[nodiscard]] inline std::optional<std::int32_t> plainDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  bool digits = true;
  const auto digit = [&](std::size_t i) {
    const int value = text[i] - '0';
    digits = digits && value >= 0 && value <= 9;
    return value;
  };
  const int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const int month = digit(5) * 10 + digit(6);
  const int day = digit(8) * 10 + digit(9);
  if (!digits || month < 1 || month > 12) return std::nullopt;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day < 1 || day > kDays[month - 1] + (leap && month == 2 ? 1 : 0)) return std::nullopt;
  // Years begin in March here, so that a leap day is the last of one; a cycle of 400 is added, so that no
  // number is negative.
  const int from_march = year + 400 - (month <= 2 ? 1 : 0);
  const int day_of_year = (153 * (month <= 2 ? month + 9 : month - 3) + 2) / 5 + day - 1;
  constexpr int kMarchOfCycleBefore = 719'468 + 146'097;  // days from -0400-03-01 to 1970-01-01
  return from_march * 365 + from_march / 4 - from_march / 100 + from_march / 400 + day_of_year -
         kMarchOfCycleBefore;
}

}  // namespace tenure
