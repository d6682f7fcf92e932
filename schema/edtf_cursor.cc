#include "schema/edtf_cursor.h"

#include "schema/text_quote.h"

namespace tenure::edtf {

bool Cursor::fail(std::size_t at, std::string reason, ErrorCode code) {
  error_at_ = at;
  reason_ = std::move(reason);
  code_ = code;
  return false;
}

Error Cursor::error() const {
  return {code_, quoted(text_) + ": " + reason_, Place{{}, 0, columnAt(text_, error_at_)}};
}

bool Cursor::failUnexpected() {
  const std::string_view rest = text_.substr(at_);
  const auto begins = [&](std::string_view word) { return rest.substr(0, word.size()) == word; };
  if (rest.empty()) return fail(at_, "a date is expected");
  const char c = rest[0];
  if (c == ' ' && at_ > 0 && rest.size() > 1 && isDigit(rest[1])) {
    return fail(at_, "a space has no place in a date; a time of day follows 'T' (2014-10-28T15:00:00Z)");
  }
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return fail(at_, "white space has no place in a date");
  if (begins("–") || begins("—") || begins("−") || begins("‐") || begins("‑")) {
    return fail(at_, "this is not a hyphen; dates have '-' (2014-10-28), periods '/' (2014/2018)");
  }
  if (begins("unknown")) return fail(at_, "an unknown end is left blank: '2014/' or '/2014'");
  if (begins("open")) return fail(at_, "an open end is written '..': '2014/..'");
  if (begins(".."))
    return fail(at_, "'..' is an open end ('2012/..'); from one time to another is '2012/2013'");
  if (c == '?' || c == '~' || c == '%') {
    return fail(at_, "one qualifier is enough; '%' says both uncertain and approximate");
  }
  if (c == 'x' || c == 'u') return fail(at_, "an unspecified digit is written with a capital 'X'");
  return fail(at_,
              quotedCharacter(rest) + " has no place here; dates are written 2014, 2014-10 or 2014-10-28");
}

}  // namespace tenure::edtf
