// A place in a date text, and the first thing that was found wrong with it. For the readers of date texts
// alone (edtf_parse.cc, edtf_date.cc, edtf_clock.cc).
//
// Every function `read…` of these files returns false once `fail` has noted an error; its caller then
// unwinds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/edtf.h"

namespace tenure::edtf {

enum class Dialect : std::uint8_t { kStandard, kExtended };

inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
inline bool isDigitOrX(char c) { return isDigit(c) || c == 'X'; }

class Cursor {
 public:
  Cursor(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  [[nodiscard]] bool isExtended() const { return dialect_ == Dialect::kExtended; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }
  /// The character `ahead` of the place; NUL beyond the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::string_view between(std::size_t from, std::size_t to) const {
    return text_.substr(from, to - from);
  }
  [[nodiscard]] bool atQualifier() const { return peek() == '?' || peek() == '~' || peek() == '%'; }
  [[nodiscard]] bool atDots() const { return peek() == '.' && peek(1) == '.'; }
  [[nodiscard]] std::size_t countDigits() const {
    std::size_t count = 0;
    while (isDigit(peek(count))) ++count;
    return count;
  }

  void skip(std::size_t count) { at_ += count; }
  bool take(char c) {
    if (atEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool takeDots() {
    if (!atDots()) return false;
    at_ += 2;
    return true;
  }

  /// Notes an error at the byte `at` and returns false.
  bool fail(std::size_t at, std::string reason, ErrorCode code = ErrorCode::kParse);
  /// The same for whatever stands here and has no place here, with advice where we know what was meant.
  bool failUnexpected();
  /// The error noted last, with the text before it.
  [[nodiscard]] Error error() const;

 private:
  std::string_view text_;
  Dialect dialect_;
  std::size_t at_ = 0;

  std::size_t error_at_ = 0;
  std::string reason_;
  ErrorCode code_ = ErrorCode::kParse;
};

/// Reads a single date expression, with or without a time of day.
bool readDate(Cursor& in, EdtfSpan& span);

/// Reads "T15:00:00Z" after the day that `span` holds, and makes an instant of it.
bool readTimeOfDay(Cursor& in, EdtfSpan& span);

}  // namespace tenure::edtf
