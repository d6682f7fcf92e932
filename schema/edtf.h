// Extended Date/Time Format (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/): levels 0 and 1
// whole, of level 2 what can be given a least and a greatest day. Text is judged over 64-bit years; no
// instants here, only calendar days and times of day.
//
// Decided where libraries differ: seasons 21 to 24 are northern and meteorological (21 = March to May, 24 =
// December to February of the next year); 25 to 28 the same, northern by name; 29 to 32 southern (29 = spring
// = September to November); 33 to 36 quarters, 37 to 39 quadrimesters, 40 and 41 semesters. One-of sets span
// from their least to their greatest member. No zone means UTC.
//
// Pure functions; never throw, whatever the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/civil.h"
#include "schema/result.h"

namespace tenure {

/// One side of what an expression spans.
struct EdtfBound {
  enum class Kind : std::uint8_t {
    kDay,            ///< a day
    kInstant,        ///< a day with a time of day
    kMinusInfinity,  ///< open to the past (`..`)
    kPlusInfinity,   ///< open to the future (`..`)
    kUnknown,        ///< an unknown end of an interval (blank)
  };
  Kind kind = Kind::kUnknown;
  CivilDate date;                  ///< for kDay and kInstant; in UTC for kInstant
  std::int64_t micros_of_day = 0;  ///< for kInstant, 0 .. 86'400'000'000 - 1, in UTC
  CivilDate written;               ///< the calendar day as the text has it; with a zone not always `date`

  friend bool operator==(const EdtfBound&, const EdtfBound&) = default;
};

/// A single date expression, or one side of an interval: least and greatest, before and after widening for
/// `?`, `~` (one unit of the coarsest component they qualify) and `%` (two).
struct EdtfSpan {
  EdtfBound least;
  EdtfBound greatest;
  EdtfBound least_widened;
  EdtfBound greatest_widened;

  [[nodiscard]] bool isInstant() const { return least.kind == EdtfBound::Kind::kInstant; }
  /// Whether a qualifier (`?`, `~`, `%`) made it wider.
  [[nodiscard]] bool isQualified() const { return least != least_widened || greatest != greatest_widened; }
  friend bool operator==(const EdtfSpan&, const EdtfSpan&) = default;
};

/// An expression, understood. `end` is there for intervals alone; `start` of `/B` is kUnknown on both sides,
/// of `../B` minus infinity.
struct Edtf {
  enum class Kind : std::uint8_t { kDate, kInterval, kOneOf, kAllOf };
  Kind kind = Kind::kDate;
  EdtfSpan start;
  std::optional<EdtfSpan> end;
};

/// The years that text may name: 64 bits less two million at each side, so that widening and calendar
/// arithmetic never overflow. Years beyond are kOutOfRange.
inline constexpr std::int64_t kEdtfYearMost = INT64_MAX - 2'000'000;

/// Reads an expression. Errors: kParse with column (code points, from 1) and reason, kOutOfRange for a year
/// that does not fit 64 bits. White space (save after a comma in a set), and anything else that the standard
/// does not have, is refused. Where the standard leaves a choice: seconds may be missing (`T15:00`), up to
/// six decimals are taken, `24:00:00` is the midnight that ends the day, zones reach from -14:00 to +14:00.
[[nodiscard]] Result<Edtf> parseEdtf(std::string_view text);

/// The same, and what our own exports need and the standard does not have: intervals whose sides are one-of
/// sets (`[2013,2015]/2018`), timestamps in sets, the set of all time `[..]`, and days in years of more than
/// four digits (`Y10000-12-31`).
[[nodiscard]] Result<Edtf> parseEdtfExtended(std::string_view text);

/// What `tenure date` prints: the verdict and the least and greatest day of the expression before widening
/// ("2014-01-01", "-inf", "inf", or nullopt where an end is unknown).
struct EdtfSummary {
  bool valid = false;
  std::optional<std::string> min;
  std::optional<std::string> max;
  std::string error;  ///< empty when valid
};
[[nodiscard]] EdtfSummary summarizeEdtf(std::string_view text);

}  // namespace tenure
