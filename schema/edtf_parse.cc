// The reader of date texts: recursive descent over the bytes, one pass, nothing allocated but errors.
//
//   expression = date | set | side "/" side
//   side       = date | ".." | "" | set (extended)
//   set        = "[" list "]" | "{" list "}"
//   list       = element { "," { " " } element }
//   element    = date | date ".." date | ".." date (first) | date ".." (last)
//   date       = year [ "-" month | season [ "-" day [ "T" time ] ] ]
//   year       = [ q ] [ "-" ] 4 * (digit | "X") [ q ] | [ q ] "Y" [ "-" ] digits [ "E" digits ] [ q ]
//                either may end in "S" digits, then without q
//   month, day = [ q ] 2 * (digit | "X") [ q ]
//   time       = hh ":" mm [ ":" ss [ "." 1..6 digits ] ] [ "Z" | ("+" | "-") hh [ ":" mm ] ]
//   q          = "?" | "~" | "%"
#include <algorithm>

#include "schema/edtf.h"
#include "schema/edtf_parts.h"
#include "schema/instant.h"
#include "schema/text_quote.h"

namespace tenure {

namespace {

using edtf::DateParts;
using edtf::Doubt;
using edtf::kUnspecified;
using edtf::TwoDigits;

enum class Dialect : std::uint8_t { kStandard, kExtended };

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isDigitOrX(char c) { return isDigit(c) || c == kUnspecified; }

EdtfSpan spanOfKind(EdtfBound::Kind kind) {
  EdtfBound bound;
  bound.kind = kind;
  return {bound, bound, bound, bound};
}

/// -1, 0, 1 for minus infinity, a day or instant, plus infinity.
int side(const EdtfBound& bound) {
  if (bound.kind == EdtfBound::Kind::kMinusInfinity) return -1;
  return bound.kind == EdtfBound::Kind::kPlusInfinity ? 1 : 0;
}

/// Whether `a` begins before `b`.
bool beginsBefore(const EdtfBound& a, const EdtfBound& b) {
  if (side(a) != 0 || side(b) != 0) return side(a) < side(b);
  return a.date != b.date ? a.date < b.date : a.micros_of_day < b.micros_of_day;
}

/// Whether `a` ends before `b`; a day ends after every time of that day.
bool endsBefore(const EdtfBound& a, const EdtfBound& b) {
  if (side(a) != 0 || side(b) != 0) return side(a) < side(b);
  const auto micros_of_end = [](const EdtfBound& bound) {
    return bound.kind == EdtfBound::Kind::kDay ? kMicrosPerDay : bound.micros_of_day;
  };
  return a.date != b.date ? a.date < b.date : micros_of_end(a) < micros_of_end(b);
}

/// Whether an interval would end before it starts.
bool isReversed(const EdtfBound& least_start, const EdtfBound& greatest_end) {
  using Kind = EdtfBound::Kind;
  if (least_start.kind == Kind::kUnknown || greatest_end.kind == Kind::kUnknown) return false;
  if (greatest_end.kind == Kind::kDay && side(least_start) == 0) return greatest_end.date < least_start.date;
  return beginsBefore(greatest_end, least_start);
}

void extendTo(EdtfSpan& hull, const EdtfSpan& member) {
  if (beginsBefore(member.least, hull.least)) hull.least = member.least;
  if (beginsBefore(member.least_widened, hull.least_widened)) hull.least_widened = member.least_widened;
  if (endsBefore(hull.greatest, member.greatest)) hull.greatest = member.greatest;
  if (endsBefore(hull.greatest_widened, member.greatest_widened))
    hull.greatest_widened = member.greatest_widened;
}

/// Reads one text. Every `read…` returns false once `fail` has noted an error; the caller then unwinds.
class Reader {
 public:
  Reader(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  Result<Edtf> read() {
    Edtf out;
    if (!readExpression(out)) {
      return Error(code_, quoted(text_) + ": " + reason_, Place{{}, 0, columnAt(text_, error_at_)});
    }
    return out;
  }

 private:
  // ---- characters
  // ------------------------------------------------------------------------------------------

  [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (atEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool atDots() const { return peek() == '.' && peek(1) == '.'; }
  bool takeDots() {
    if (!atDots()) return false;
    at_ += 2;
    return true;
  }
  [[nodiscard]] std::size_t countDigits() const {
    std::size_t count = 0;
    while (isDigit(peek(count))) ++count;
    return count;
  }
  bool fail(std::size_t at, std::string reason, ErrorCode code = ErrorCode::kParse) {
    error_at_ = at;
    reason_ = std::move(reason);
    code_ = code;
    return false;
  }

  // ---- expressions
  // -----------------------------------------------------------------------------------------

  bool readExpression(Edtf& out) {
    if (text_.empty()) return fail(0, "a date is expected");
    const bool begins_with_set = peek() == '[' || peek() == '{';
    if (begins_with_set) {
      out.kind = peek() == '[' ? Edtf::Kind::kOneOf : Edtf::Kind::kAllOf;
      if (!readSet(out.start)) return false;
    } else if (peek() == '/') {
      out.start = spanOfKind(EdtfBound::Kind::kUnknown);
    } else if (takeDots()) {
      out.start = spanOfKind(EdtfBound::Kind::kMinusInfinity);
      if (peek() != '/') return fail(at_, "'..' stands at an end of an interval: '../2014' or '2014/..'");
    } else if (!readDate(out.start)) {
      return false;
    }
    if (atEnd()) return true;
    if (peek() != '/') return failUnexpected();
    if (begins_with_set && (out.kind == Edtf::Kind::kAllOf || dialect_ == Dialect::kStandard)) {
      return fail(at_, "an interval has single dates at its ends, not sets");
    }
    return readIntervalEnd(out);
  }

  bool readIntervalEnd(Edtf& out) {
    out.kind = Edtf::Kind::kInterval;
    const bool blank_start = at_ == 0;
    ++at_;
    const std::size_t end_at = at_;
    EdtfSpan end;
    if (atEnd()) {
      if (blank_start) return fail(0, "an interval needs a date on at least one side of '/'");
      end = spanOfKind(EdtfBound::Kind::kUnknown);
    } else if (takeDots()) {
      end = spanOfKind(EdtfBound::Kind::kPlusInfinity);
    } else if (peek() == '[' || peek() == '{') {
      if (dialect_ == Dialect::kStandard || peek() == '{') {
        return fail(at_, "an interval has single dates at its ends, not sets");
      }
      if (!readSet(end)) return false;
    } else if (!readDate(end)) {
      return false;
    }
    if (!atEnd()) {
      return peek() == '/' ? fail(at_, "an interval has two sides, so only one '/'") : failUnexpected();
    }
    if (isReversed(out.start.least, end.greatest)) {
      return fail(end_at, "the interval ends (" + formatCivil(end.greatest.written) + ") before it starts (" +
                              formatCivil(out.start.least.written) + ")");
    }
    out.end = end;
    return true;
  }

  bool readSet(EdtfSpan& hull) {
    const std::size_t open_at = at_;
    const char close = text_[at_++] == '[' ? ']' : '}';
    if (dialect_ == Dialect::kExtended && close == ']' && atDots() && peek(2) == ']') {
      at_ += 3;
      hull = allTime();
      return true;
    }
    bool first = true;
    for (;;) {
      bool last = false;
      if (!readElement(hull, first, last)) return false;
      first = false;
      if (take(close)) return true;
      if (atEnd()) return fail(open_at, std::string("the set is not closed by '") + close + "'");
      if (peek() != ',') {
        return peek() == ']' || peek() == '}'
                   ? fail(at_, std::string("the set is closed by '") + close + "', as it was opened")
                   : failUnexpected();
      }
      if (last) return fail(at_, "only the last member of a set can be open ('2014..')");
      ++at_;
      while (take(' ')) {
      }
    }
  }

  /// One member of a set, added to `hull`; `last` where nothing may follow it.
  bool readElement(EdtfSpan& hull, bool first, bool& last) {
    const std::size_t from = at_;
    const bool open_start = takeDots();
    if (open_start && !first) return fail(from, "only the first member of a set can begin with '..'");
    EdtfSpan member;
    if (!readSetDate(member)) return false;
    if (open_start) {
      member.least = member.least_widened = spanOfKind(EdtfBound::Kind::kMinusInfinity).least;
    }
    if (atDots()) {
      if (open_start) return fail(at_, "a member of a set is open at one side only");
      at_ += 2;
      if (atEnd() || peek() == ',' || peek() == ']' || peek() == '}') {
        member.greatest = member.greatest_widened = spanOfKind(EdtfBound::Kind::kPlusInfinity).greatest;
        last = true;
      } else {
        EdtfSpan to;
        if (!readSetDate(to)) return false;
        extendTo(member, to);
      }
    }
    if (first) {
      hull = member;
    } else {
      extendTo(hull, member);
    }
    return true;
  }

  bool readSetDate(EdtfSpan& span) {
    const std::size_t from = at_;
    if (!readDate(span)) return false;
    if (span.isInstant() && dialect_ == Dialect::kStandard) {
      return fail(from, "the members of a set are dates without time of day");
    }
    return true;
  }

  static EdtfSpan allTime() {
    EdtfSpan all = spanOfKind(EdtfBound::Kind::kMinusInfinity);
    all.greatest = all.greatest_widened = spanOfKind(EdtfBound::Kind::kPlusInfinity).greatest;
    return all;
  }

  // ---- dates
  // -----------------------------------------------------------------------------------------------

  bool readDate(EdtfSpan& span) {
    const std::size_t from = at_;
    DateParts parts;
    Doubt before = 0;
    readDoubt(before);
    parts.year_doubt = before;
    const bool long_year = peek() == 'Y';
    if (long_year ? !readLongYear(parts) : !readYear(parts)) return false;
    if (peek() == 'S') {
      if (!readSignificantDigits(before)) return false;
    } else {
      readDoubt(parts.year_doubt);
      const bool goes_on = peek() == '-' && (!long_year || dialect_ == Dialect::kExtended);
      if (goes_on && !readMonthAndDay(parts)) return false;
    }
    if (parts.precision == DateParts::Precision::kSeason && !checkSeason(parts, from)) return false;
    if (auto fault = spanOf(parts, span)) {
      const bool day = fault->component == edtf::CalendarFault::Component::kDay;
      return fail(day ? day_at_ : month_at_, std::move(fault->reason));
    }
    if (peek() == 'T') return readTimestamp(parts, span);
    if (peek() == 't') return fail(at_, "the time of day follows a capital 'T'");
    return true;
  }

  /// Reads a qualifier, if there is one, into the greater of itself and `doubt`.
  void readDoubt(Doubt& doubt) {
    if (peek() == '?' || peek() == '~') {
      doubt = std::max(doubt, 1);
      ++at_;
    } else if (peek() == '%') {
      doubt = 2;
      ++at_;
    }
  }

  bool readYear(DateParts& parts) {
    const std::size_t from = at_;
    parts.year_is_negative = take('-');
    for (std::size_t i = 0; i < 4; ++i, ++at_) {
      if (!isDigitOrX(peek())) return failInYear(from, i);
      parts.year_pattern[i] = peek();
      parts.year_is_pattern = parts.year_is_pattern || peek() == kUnspecified;
      parts.year = parts.year * 10 + (peek() - '0');
    }
    if (isDigitOrX(peek())) {
      const std::size_t digits = 4 + countDigits();
      if (digits == 8 && dialectFreeOfSigns(from)) {
        return fail(from, "a day is written with hyphens: " + std::string(text_.substr(from, 4)) + "-" +
                              std::string(text_.substr(from + 4, 2)) + "-" +
                              std::string(text_.substr(from + 6, 2)));
      }
      return fail(from, "a year has four digits; one with more begins with 'Y' (Y20000)");
    }
    if (parts.year_is_pattern) {
      parts.year = 0;
    } else if (parts.year_is_negative) {
      if (parts.year == 0) return fail(from, "there is no year -0000; the year 0 is written 0000");
      parts.year = -parts.year;
    }
    return true;
  }

  [[nodiscard]] bool dialectFreeOfSigns(std::size_t from) const {
    return text_[from] != '-' && text_.find('X') == std::string_view::npos;
  }

  bool failInYear(std::size_t from, std::size_t digits_read) {
    if (digits_read == 0 && !parts_begin_like_date()) return failUnexpected();
    const char c = peek();
    if (c == 'x' || c == 'u') return fail(at_, "an unspecified digit is written with a capital 'X'");
    if (atEnd() || digits_read > 0) return fail(from, "a year has four digits (0987, 2014, 201X)");
    return failUnexpected();
  }

  [[nodiscard]] bool parts_begin_like_date() const { return atEnd() || isDigitOrX(peek()) || peek() == '-'; }

  bool readLongYear(DateParts& parts) {
    const std::size_t from = at_++;
    const bool negative = take('-');
    const std::size_t digits_at = at_;
    const std::size_t digits = countDigits();
    at_ += digits;
    if (digits == 0) return fail(digits_at, "digits of a year are expected after 'Y'");
    std::uint64_t magnitude = 0;
    bool fits = true;
    for (std::size_t i = digits_at; i < at_; ++i) {
      fits = fits && timesTen(magnitude, static_cast<std::uint64_t>(text_[i] - '0'));
    }
    if (take('E')) {
      if (!readExponent(magnitude, fits)) return false;
    } else if (digits <= 4 || text_[digits_at] == '0') {
      return fail(from, "'Y' begins a year of more than four digits; a year of four is written without it");
    }
    if (!fits || magnitude > static_cast<std::uint64_t>(kEdtfYearMost)) {
      return fail(from,
                  "the year " + quoted(text_.substr(from + 1, at_ - from - 1)) + " does not fit 64 bits",
                  ErrorCode::kOutOfRange);
    }
    parts.year = negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
    return true;
  }

  /// Multiplies by ten and adds a digit; false where the product does not fit.
  static bool timesTen(std::uint64_t& magnitude, std::uint64_t digit) {
    if (magnitude > (UINT64_MAX - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
    return true;
  }

  bool readExponent(std::uint64_t& magnitude, bool& fits) {
    const std::size_t digits = countDigits();
    if (digits == 0) return fail(at_, "digits of an exponent are expected after 'E'");
    std::uint64_t exponent = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      if (exponent < 1000) exponent = exponent * 10 + static_cast<std::uint64_t>(peek() - '0');
    }
    if (magnitude == 0) return true;
    for (; exponent > 0 && fits; --exponent) fits = timesTen(magnitude, 0);
    return true;
  }

  /// `S3`: how many digits are significant. It says how precise the number is and moves no bound.
  bool readSignificantDigits(Doubt qualified_before) {
    const std::size_t from = at_++;
    const std::size_t digits = countDigits();
    if (digits == 0 || peek() == '0')
      return fail(from, "a number from 1 is expected after 'S' (significant digits)");
    at_ += digits;
    if (qualified_before != 0)
      return fail(from, "significant digits ('S') and a qualifier do not go together");
    return true;
  }

  bool readMonthAndDay(DateParts& parts) {
    ++at_;
    Doubt itself = 0;
    readDoubt(itself);
    month_at_ = at_;
    if (!readTwoDigits(parts.month, "a month has two digits (01 to 12)")) return false;
    const std::size_t after = at_;
    readDoubt(parts.year_doubt);
    season_qualified_behind_ = at_ != after;
    parts.month_doubt = itself;
    parts.precision = DateParts::Precision::kMonth;
    if (isDigit(parts.month[0]) && isDigit(parts.month[1])) {
      const int number = (parts.month[0] - '0') * 10 + (parts.month[1] - '0');
      if (number >= 21 && number <= 41) {
        parts.precision = DateParts::Precision::kSeason;
        parts.season = number;
        return peek() != '-' || fail(at_, "a season has no days");
      }
    }
    if (!take('-')) return true;
    readDoubt(parts.day_doubt);
    day_at_ = at_;
    if (!readTwoDigits(parts.day, "a day has two digits (01 to 31)")) return false;
    readDoubt(parts.year_doubt);
    parts.precision = DateParts::Precision::kDay;
    return true;
  }

  bool readTwoDigits(TwoDigits& digits, const char* expected) {
    for (char& digit : digits) {
      if (peek() == 'x' || peek() == 'u')
        return fail(at_, "an unspecified digit is written with a capital 'X'");
      if (!isDigitOrX(peek())) return fail(at_, expected);
      digit = text_[at_++];
    }
    return !isDigitOrX(peek()) || fail(at_ - 2, expected);
  }

  /// Which seasons can be qualified is not spelled out by the standard; libraries agree on refusing a
  /// qualified year before a season and a qualifier behind the level 2 codes.
  bool checkSeason(const DateParts& parts, std::size_t from) {
    if (parts.year_is_pattern) return fail(from, "a season needs a year with all its digits");
    if (parts.year_doubt == 0) return true;
    if (!season_qualified_behind_) {
      return fail(from, "the year before a season is not qualified by itself; qualify the season (2014-?22)");
    }
    return parts.season <= 24 || fail(month_at_ + 2, "seasons 25 to 41 take no qualifier behind them");
  }

  // ---- times of day
  // ----------------------------------------------------------------------------------------

  bool readTimestamp(const DateParts& parts, EdtfSpan& span) {
    if (!parts.isOneDay() || parts.isQualified()) {
      return fail(at_, "a time of day needs a full date before it, without X and qualifiers");
    }
    ++at_;
    std::int64_t micros = 0;
    if (!readClock(micros)) return false;
    std::int64_t offset_micros = 0;
    if (!readZone(offset_micros)) return false;
    if (peek() == '?' || peek() == '~' || peek() == '%') return fail(at_, "a timestamp is not qualified");

    EdtfBound bound = span.least;
    bound.kind = EdtfBound::Kind::kInstant;
    micros -= offset_micros;
    if (micros < 0) {
      bound.date = plusDays(bound.date, -1);
      micros += kMicrosPerDay;
    } else if (micros >= kMicrosPerDay) {
      // 24:00:00 in a western zone reaches into the second day after.
      bound.date = plusDays(bound.date, micros / kMicrosPerDay);
      micros %= kMicrosPerDay;
    }
    bound.micros_of_day = micros;
    span = {bound, bound, bound, bound};
    return true;
  }

  /// Two digits of a time, at most `most`.
  bool readTimeUnit(int most, const char* name, int& value) {
    if (!isDigit(peek()) || !isDigit(peek(1))) return fail(at_, std::string(name) + " have two digits");
    value = (peek() - '0') * 10 + (peek(1) - '0');
    if (value > most) return fail(at_, std::string(name) + " end at " + std::to_string(most));
    at_ += 2;
    return true;
  }

  bool readClock(std::int64_t& micros) {
    const std::size_t from = at_;
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    std::int64_t fraction = 0;
    if (!readTimeUnit(24, "hours", hours)) return false;
    if (!take(':')) return fail(at_, "a time of day is written hh:mm:ss");
    if (!readTimeUnit(59, "minutes", minutes)) return false;
    if (take(':')) {
      if (!readTimeUnit(59, "seconds", seconds)) return false;
      if (peek() == '.' && peek(1) != '.' && !readFraction(fraction)) return false;
    }
    micros = (hours * 3600 + minutes * 60 + seconds) * kMicrosPerSecond + fraction;
    return micros <= kMicrosPerDay || fail(from, "the day ends at 24:00:00");
  }

  bool readFraction(std::int64_t& micros) {
    const std::size_t from = at_++;
    const std::size_t digits = countDigits();
    if (digits == 0) return fail(at_, "decimals are expected after '.'");
    if (digits > 6) {
      return fail(from, "the seconds have " + std::to_string(digits) +
                            " decimals; up to 6 (microseconds) are taken, and nothing is rounded");
    }
    for (std::size_t i = 0; i < 6; ++i) micros = micros * 10 + (i < digits ? text_[at_ + i] - '0' : 0);
    at_ += digits;
    return true;
  }

  bool readZone(std::int64_t& offset_micros) {
    if (take('Z')) return true;
    const bool west = peek() == '-';
    if (!west && peek() != '+') return true;
    const std::size_t from = at_++;
    int hours = 0;
    int minutes = 0;
    if (!readTimeUnit(14, "hours of a time zone", hours)) return false;
    if (isDigit(peek())) return fail(from, "a time zone is written +hh:mm, with a colon");
    if (take(':') && !readTimeUnit(59, "minutes of a time zone", minutes)) return false;
    if (hours == 14 && minutes != 0) return fail(from, "time zones reach from -14:00 to +14:00");
    if (west && hours == 0 && minutes == 0) return fail(from, "there is no zone -00:00; write 'Z' for UTC");
    offset_micros = (hours * 60 + minutes) * 60 * kMicrosPerSecond * (west ? -1 : 1);
    return true;
  }

  // ---- what does not belong
  // --------------------------------------------------------------------------------

  bool failUnexpected() {
    const std::string_view rest = text_.substr(at_);
    const auto begins = [&](std::string_view word) { return rest.substr(0, word.size()) == word; };
    if (rest.empty()) return fail(at_, "a date is expected");
    const char c = rest[0];
    if (c == ' ' && at_ > 0 && rest.size() > 1 && isDigit(rest[1])) {
      return fail(at_, "a space has no place in a date; a time of day follows 'T' (2014-10-28T15:00:00Z)");
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
      return fail(at_, "white space has no place in a date");
    if (begins("–") || begins("—") || begins("−") || begins("‐") || begins("‑")) {
      return fail(at_, "this is not a hyphen; dates have '-' (2014-10-28), periods '/' (2014/2018)");
    }
    if (begins("unknown")) return fail(at_, "an unknown end is left blank: '2014/' or '/2014'");
    if (begins("open")) return fail(at_, "an open end is written '..': '2014/..'");
    if (c == '?' || c == '~' || c == '%') {
      return fail(at_, "one qualifier is enough; '%' says both uncertain and approximate");
    }
    if (c == 'x' || c == 'u') return fail(at_, "an unspecified digit is written with a capital 'X'");
    return fail(at_,
                quotedCharacter(rest) + " has no place here; dates are written 2014, 2014-10 or 2014-10-28");
  }

  std::string_view text_;
  Dialect dialect_;
  std::size_t at_ = 0;
  std::size_t month_at_ = 0;
  std::size_t day_at_ = 0;
  bool season_qualified_behind_ = false;

  std::size_t error_at_ = 0;
  std::string reason_;
  ErrorCode code_ = ErrorCode::kParse;
};

/// The day of a bound as `tenure date` prints it.
std::optional<std::string> summaryOf(const EdtfBound& bound) {
  switch (bound.kind) {
    case EdtfBound::Kind::kDay:
    case EdtfBound::Kind::kInstant: return formatCivil(bound.written);
    case EdtfBound::Kind::kMinusInfinity: return "-inf";
    case EdtfBound::Kind::kPlusInfinity: return "inf";
    case EdtfBound::Kind::kUnknown: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Result<Edtf> parseEdtf(std::string_view text) { return Reader(text, Dialect::kStandard).read(); }

Result<Edtf> parseEdtfExtended(std::string_view text) { return Reader(text, Dialect::kExtended).read(); }

EdtfSummary summarizeEdtf(std::string_view text) {
  EdtfSummary summary;
  const Result<Edtf> parsed = parseEdtf(text);
  if (!parsed.ok()) {
    summary.error = parsed.error().message();
    return summary;
  }
  summary.valid = true;
  summary.min = summaryOf(parsed->start.least);
  summary.max = summaryOf(parsed->end ? parsed->end->greatest : parsed->start.greatest);
  return summary;
}

}  // namespace tenure
