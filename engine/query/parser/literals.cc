#include "engine/query/parser/literals.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <utility>

#include "engine/query/parser/characters.h"
#include "engine/query/query_error.h"
#include "schema/text_quote.h"

namespace tenure::query {
namespace {

std::size_t digitsFrom(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && isDigit(text[end])) ++end;
  return end - at;
}

/// 16 for 0x, 8 for 0o, 10 for others.
unsigned baseOf(std::string_view written) {
  if (written.size() < 2 || written[0] != '0') return 10;
  if (written[1] == 'x' || written[1] == 'X') return 16;
  return written[1] == 'o' || written[1] == 'O' ? 8 : 10;
}

Error syntaxError(std::string_view detail, std::string message) {
  return valueError(ErrorClass::kSyntaxError, detail, std::move(message));
}

/// The power of ten of the first digit that is not 0, about; of a float's text.
long long decimalMagnitude(std::string_view written) {
  const std::size_t e = std::min(written.find_first_of("eE"), written.size());
  const std::size_t point = std::min(written.find('.'), e);
  const std::size_t first = std::min(written.find_first_not_of("0."), e);
  const auto places = static_cast<long long>(point) - static_cast<long long>(first);
  if (e == written.size()) return places;
  std::string_view digits = written.substr(e + 1);
  if (digits.front() == '+') digits.remove_prefix(1);
  constexpr long long kFar = 1'000'000'000'000;
  long long exponent = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc())
    exponent = digits.front() == '-' ? -kFar : kFar;
  return places + std::clamp(exponent, -kFar, kFar);
}

/// `count` hexadecimal digits at `at`; negative where they are not there.
std::int64_t hexFrom(std::string_view text, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const int digit = i < text.size() ? hexDigit(text[i]) : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

constexpr bool isHighSurrogate(std::int64_t c) { return c >= 0xD800 && c < 0xDC00; }
constexpr bool isLowSurrogate(std::int64_t c) { return c >= 0xDC00 && c < 0xE000; }

Result<Escape> readUnicodeEscape(std::string_view text) {
  const std::size_t digits = text[1] == 'u' ? 4 : 8;
  const std::int64_t value = hexFrom(text, 2, digits);
  if (value < 0)
    return syntaxError("InvalidUnicodeLiteral", quoted(text.substr(0, 2)) + " is followed by " +
                                                    std::to_string(digits) + " hexadecimal digits");
  Escape escape{.length = 2 + digits, .code_point = 0};
  std::int64_t c = value;
  if (isHighSurrogate(value) && text.substr(escape.length, 2) == "\\u") {
    const std::int64_t low = hexFrom(text, escape.length + 2, 4);
    if (isLowSurrogate(low)) {
      c = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      escape.length += 6;
    }
  }
  if (c > 0x10FFFF || isHighSurrogate(c) || isLowSurrogate(c))
    return syntaxError("InvalidUnicodeLiteral",
                       quoted(text.substr(0, escape.length)) + " is no character of Unicode");
  escape.code_point = static_cast<std::int32_t>(c);
  return escape;
}

}  // namespace

NumberShape numberShape(std::string_view text) {
  const unsigned base = baseOf(text);
  if (base != 10) {
    std::size_t end = 2;
    while (end < text.size() && hexDigit(text[end]) >= 0 && hexDigit(text[end]) < static_cast<int>(base))
      ++end;
    return {.length = end, .is_float = false, .complete = end > 2};
  }
  NumberShape shape{.length = digitsFrom(text, 0), .is_float = false, .complete = true};
  if (shape.length < text.size() && text[shape.length] == '.') {
    const std::size_t fraction = digitsFrom(text, shape.length + 1);
    if (fraction > 0) {
      shape.length += 1 + fraction;
      shape.is_float = true;
    }
  }
  if (shape.length < text.size() && (text[shape.length] == 'e' || text[shape.length] == 'E')) {
    std::size_t at = shape.length + 1;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = digitsFrom(text, at);
    shape.complete = exponent > 0;
    shape.is_float = true;
    shape.length = exponent > 0 ? at + exponent : shape.length + 1;
  }
  return shape;
}

Result<std::int64_t> integerLiteral(std::string_view written, bool negative) {
  const unsigned base = baseOf(written);
  if (base == 10 && written.size() > 1 && written[0] == '0')
    return syntaxError(
        "InvalidNumberLiteral",
        quoted(written) + " begins with 0; an octal number is written 0o, and others without it");
  const std::string_view digits = base == 10 ? written : written.substr(2);
  std::uint64_t value = 0;
  const auto read =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (read.ec != std::errc() || value > kMost + (negative ? 1 : 0))
    return syntaxError("IntegerOverflow", quoted(written) + " is beyond 64 bits");
  return static_cast<std::int64_t>(negative ? 0 - value : value);
}

Result<double> floatLiteral(std::string_view written) {
  double value = 0;
  const auto read = std::from_chars(written.data(), written.data() + written.size(), value);
  if (read.ec == std::errc()) return value;
  // Too large and too small are one to from_chars.
  if (decimalMagnitude(written) < 0) return 0.0;
  return syntaxError("FloatingPointOverflow", quoted(written) + " is beyond the greatest float");
}

Result<Escape> readEscape(std::string_view text) {
  const char c = text.size() > 1 ? text[1] : '\0';
  switch (c) {
    case '\\':
    case '\'':
    case '"':
    case '`': return Escape{.length = 2, .code_point = c};
    case 'b': return Escape{.length = 2, .code_point = '\b'};
    case 'f': return Escape{.length = 2, .code_point = '\f'};
    case 'n': return Escape{.length = 2, .code_point = '\n'};
    case 'r': return Escape{.length = 2, .code_point = '\r'};
    case 't': return Escape{.length = 2, .code_point = '\t'};
    case 'u':
    case 'U': return readUnicodeEscape(text);
    default: break;
  }
  return syntaxError("UnexpectedSyntax",
                     "a backslash in a text is followed by one of \\ ' \" ` b f n r t u U; "
                     "for the backslash itself write two");
}

std::string stringLiteral(std::string_view written) {
  const std::string_view inner = written.substr(1, written.size() - 2);
  std::string out;
  out.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size();) {
    const std::size_t plain = std::min(inner.find('\\', at), inner.size());
    out.append(inner, at, plain - at);
    at = plain;
    if (at == inner.size()) break;
    const auto escape = readEscape(inner.substr(at));
    if (!escape.ok()) break;  // the lexer has refused it
    appendUtf8(out, escape->code_point);
    at += escape->length;
  }
  return out;
}

std::string quotedNameText(std::string_view written) {
  const std::string_view inner = written.substr(1, written.size() - 2);
  std::string out;
  out.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size(); ++at) {
    out += inner[at];
    if (inner[at] == '`') ++at;
  }
  return out;
}

}  // namespace tenure::query
