// A single date expression:
//
//   date       = year [ "-" month | season [ "-" day [ time ] ] ]
//   year       = [ q ] [ "-" ] 4 * (digit | "X") [ q ] | [ q ] "Y" [ "-" ] digits [ "E" digits ] [ q ]
//                either may end in "S" digits, then without q
//   month, day = [ q ] 2 * (digit | "X") [ q ]
//   q          = "?" | "~" | "%"
#include <algorithm>

#include "schema/edtf_cursor.h"
#include "schema/edtf_parts.h"
#include "schema/text_quote.h"

namespace tenure::edtf {

namespace {

/// Where the components of a date stand in the text, for errors that are seen only in the calendar.
struct Places {
  std::size_t year = 0;
  std::size_t month = 0;
  std::size_t day = 0;
  bool qualified_behind_month = false;
};

/// Reads a qualifier, if there is one, into the greater of itself and `doubt`.
void readDoubt(Cursor& in, Doubt& doubt) {
  if (in.peek() == '?' || in.peek() == '~') {
    doubt = std::max(doubt, 1);
    in.skip(1);
  } else if (in.peek() == '%') {
    doubt = 2;
    in.skip(1);
  }
}

bool failInYear(Cursor& in, std::size_t from, std::size_t digits_read) {
  if (digits_read == 0 && !in.atEnd() && !isDigitOrX(in.peek()) && in.peek() != '-')
    return in.failUnexpected();
  const char c = in.peek();
  if (c == 'x' || c == 'u') return in.fail(in.at(), "an unspecified digit is written with a capital 'X'");
  if (in.atEnd() || digits_read > 0)
    return in.fail(from, "a date begins with its year, of four digits (0987, 2014, 201X)");
  return in.failUnexpected();
}

bool readYear(Cursor& in, DateParts& parts) {
  const std::size_t from = in.at();
  parts.year_is_negative = in.take('-');
  for (std::size_t i = 0; i < 4; ++i, in.skip(1)) {
    if (!isDigitOrX(in.peek())) return failInYear(in, from, i);
    parts.year_pattern[i] = in.peek();
    parts.year_is_pattern = parts.year_is_pattern || in.peek() == kUnspecified;
    parts.year = parts.year * 10 + (in.peek() - '0');
  }
  if (isDigitOrX(in.peek())) {
    const std::size_t length = in.at() - from + in.countDigits();
    if (length == 8 && !parts.year_is_negative && !parts.year_is_pattern) {
      const auto part = [&](std::size_t at, std::size_t size) {
        return std::string(in.between(from + at, from + at + size));
      };
      return in.fail(from,
                     "a day is written with hyphens: " + part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2));
    }
    return in.fail(from, "a year has four digits; one with more begins with 'Y' (Y20000)");
  }
  if (parts.year_is_pattern) {
    parts.year = 0;
  } else if (parts.year_is_negative) {
    if (parts.year == 0) return in.fail(from, "there is no year -0000; the year 0 is written 0000");
    parts.year = -parts.year;
  }
  return true;
}

/// Multiplies by ten and adds a digit; false where the product does not fit.
bool timesTen(std::uint64_t& magnitude, std::uint64_t digit) {
  if (magnitude > (UINT64_MAX - digit) / 10) return false;
  magnitude = magnitude * 10 + digit;
  return true;
}

bool readExponent(Cursor& in, std::uint64_t& magnitude, bool& fits) {
  const std::size_t digits = in.countDigits();
  if (digits == 0) return in.fail(in.at(), "digits of an exponent are expected after 'E'");
  std::uint64_t exponent = 0;
  for (std::size_t i = 0; i < digits; ++i, in.skip(1)) {
    if (exponent < 1000) exponent = exponent * 10 + static_cast<std::uint64_t>(in.peek() - '0');
  }
  if (magnitude == 0) return true;
  for (; exponent > 0 && fits; --exponent) fits = timesTen(magnitude, 0);
  return true;
}

bool readLongYear(Cursor& in, DateParts& parts) {
  const std::size_t from = in.at();
  in.skip(1);
  const bool negative = in.take('-');
  const bool begins_with_zero = in.peek() == '0';
  const std::size_t digits = in.countDigits();
  if (digits == 0) return in.fail(in.at(), "digits of a year are expected after 'Y'");
  std::uint64_t magnitude = 0;
  bool fits = true;
  for (std::size_t i = 0; i < digits; ++i, in.skip(1)) {
    fits = fits && timesTen(magnitude, static_cast<std::uint64_t>(in.peek() - '0'));
  }
  if (in.take('E')) {
    if (!readExponent(in, magnitude, fits)) return false;
  } else if (digits <= 4 || begins_with_zero) {
    return in.fail(from, "'Y' begins a year of more than four digits; a year of four is written without it");
  }
  if (!fits || magnitude > static_cast<std::uint64_t>(kEdtfYearMost)) {
    return in.fail(from, "the year " + quoted(in.between(from + 1, in.at())) + " does not fit 64 bits",
                   ErrorCode::kOutOfRange);
  }
  parts.year = negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
  return true;
}

/// `S3`: how many digits are significant. It says how precise the number is and moves no bound.
bool readSignificantDigits(Cursor& in, Doubt qualified_before) {
  const std::size_t from = in.at();
  in.skip(1);
  const std::size_t digits = in.countDigits();
  if (digits == 0 || in.peek() == '0')
    return in.fail(from, "a number from 1 is expected after 'S' (significant digits)");
  in.skip(digits);
  if (qualified_before != 0)
    return in.fail(from, "significant digits ('S') and a qualifier do not go together");
  return true;
}

bool readTwoDigits(Cursor& in, TwoDigits& digits, const char* expected) {
  for (char& digit : digits) {
    if (in.peek() == 'x' || in.peek() == 'u')
      return in.fail(in.at(), "an unspecified digit is written with a capital 'X'");
    if (!isDigitOrX(in.peek())) return in.fail(in.at(), expected);
    digit = in.peek();
    in.skip(1);
  }
  return !isDigitOrX(in.peek()) || in.fail(in.at() - 2, expected);
}

bool readMonthAndDay(Cursor& in, DateParts& parts, Places& places) {
  in.skip(1);
  Doubt itself = 0;
  readDoubt(in, itself);
  places.month = in.at();
  if (!readTwoDigits(in, parts.month, "a month has two digits (01 to 12)")) return false;
  const std::size_t after = in.at();
  readDoubt(in, parts.year_doubt);
  places.qualified_behind_month = in.at() != after;
  parts.month_doubt = itself;
  parts.precision = DateParts::Precision::kMonth;
  if (isDigit(parts.month[0]) && isDigit(parts.month[1])) {
    const int number = (parts.month[0] - '0') * 10 + (parts.month[1] - '0');
    if (number >= 21 && number <= 41) {
      parts.precision = DateParts::Precision::kSeason;
      parts.season = number;
      return in.peek() != '-' || in.fail(in.at(), "a season has no days");
    }
  }
  if (!in.take('-')) return true;
  readDoubt(in, parts.day_doubt);
  places.day = in.at();
  if (!readTwoDigits(in, parts.day, "a day has two digits (01 to 31)")) return false;
  readDoubt(in, parts.year_doubt);
  parts.precision = DateParts::Precision::kDay;
  return true;
}

/// Which seasons can be qualified is not spelled out by the standard; libraries agree on refusing a
/// qualified year before a season and a qualifier behind the level 2 codes.
bool checkSeason(Cursor& in, const DateParts& parts, const Places& places) {
  if (parts.year_is_pattern) return in.fail(places.year, "a season needs a year with all its digits");
  if (parts.year_doubt == 0) return true;
  if (!places.qualified_behind_month) {
    return in.fail(places.year,
                   "the year before a season is not qualified by itself; qualify the season (2014-?22)");
  }
  return parts.season <= 24 || in.fail(places.month + 2, "seasons 25 to 41 take no qualifier behind them");
}

}  // namespace

bool readDate(Cursor& in, EdtfSpan& span) {
  Places places;
  places.year = in.at();
  DateParts parts;
  Doubt before = 0;
  readDoubt(in, before);
  parts.year_doubt = before;
  const bool long_year = in.peek() == 'Y';
  if (long_year ? !readLongYear(in, parts) : !readYear(in, parts)) return false;
  if (in.peek() == 'S') {
    if (!readSignificantDigits(in, before)) return false;
  } else {
    readDoubt(in, parts.year_doubt);
    const bool goes_on = in.peek() == '-' && (!long_year || in.isExtended());
    if (goes_on && !readMonthAndDay(in, parts, places)) return false;
  }
  if (parts.precision == DateParts::Precision::kSeason && !checkSeason(in, parts, places)) return false;
  if (auto fault = spanOf(parts, span)) {
    const bool day = fault->component == CalendarFault::Component::kDay;
    return in.fail(day ? places.day : places.month, std::move(fault->reason));
  }
  if (in.peek() == 'T') {
    if (parts.isOneDay() && !parts.isQualified()) return readTimeOfDay(in, span);
    return in.fail(in.at(), "a time of day needs a full date before it, without X and qualifiers");
  }
  if (in.peek() == 't') return in.fail(in.at(), "the time of day follows a capital 'T'");
  return true;
}

}  // namespace tenure::edtf
