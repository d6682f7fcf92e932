// Between the reader of date texts (edtf_parse.cc) and the calendar (edtf_span.cc): a single date expression
// taken apart into components, and what it spans. For these two files alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "schema/edtf.h"

namespace tenure::edtf {

inline constexpr char kUnspecified = 'X';

/// How far a component is qualified, in units of the component: 0 not at all, 1 for `?` and `~`, 2 for `%`.
using Doubt = int;

/// A component of two characters, each a digit or `X`.
using TwoDigits = std::array<char, 2>;

/// A date expression without time of day, as written.
struct DateParts {
  enum class Precision : std::uint8_t { kYear, kSeason, kMonth, kDay };

  Precision precision = Precision::kYear;
  /// The year where all its digits are given.
  std::int64_t year = 0;
  /// The four digits where some are `X`, and the sign before them.
  std::array<char, 4> year_pattern{};
  bool year_is_pattern = false;
  bool year_is_negative = false;
  TwoDigits month{};  ///< for kMonth and kDay
  int season = 0;     ///< 21 .. 41, for kSeason
  TwoDigits day{};    ///< for kDay
  /// A qualifier at the right of a component qualifies all to its left, so it counts for the year.
  Doubt year_doubt = 0;
  Doubt month_doubt = 0;  ///< of a month or season qualified by itself
  Doubt day_doubt = 0;    ///< of a day qualified by itself

  /// Whether all digits of a day are given (it may be qualified).
  [[nodiscard]] bool isOneDay() const;
  [[nodiscard]] bool isQualified() const { return year_doubt + month_doubt + day_doubt != 0; }
};

/// What is wrong with a date whose form is right.
struct CalendarFault {
  enum class Component : std::uint8_t { kMonth, kDay };
  Component component;
  std::string reason;
};

/// Fills `span` with the least and the greatest day of `parts`, before and after widening; or says why there
/// is no such day ("June 1976 has 30 days").
[[nodiscard]] std::optional<CalendarFault> spanOf(const DateParts& parts, EdtfSpan& span);

}  // namespace tenure::edtf
