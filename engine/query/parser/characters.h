// What kind of character a code point of a statement is. openCypher takes Unicode's words for names and for
// white space.
//
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::query {

/// The code point of `text` that begins at byte `at`, which moves behind it; negative where the bytes are no
/// UTF-8. Takes at least one byte; `at` must lie in the text.
[[nodiscard]] std::int32_t nextCodePoint(std::string_view text, std::size_t& at);
/// Appends `code_point` as UTF-8; it must be one (no surrogate).
void appendUtf8(std::string& out, std::int32_t code_point);

[[nodiscard]] bool isWhiteSpace(std::int32_t code_point);
/// A letter, a letter-like number or a connector such as `_`.
[[nodiscard]] bool beginsName(std::int32_t code_point);
/// What begins a name, a digit or a combining mark.
[[nodiscard]] bool continuesName(std::int32_t code_point);
/// A hyphen, dash or minus sign beyond ASCII; openCypher draws arrows with any of them.
[[nodiscard]] bool isDash(std::int32_t code_point);
/// The angle brackets beyond ASCII that openCypher takes for arrow heads.
[[nodiscard]] bool isLeftArrowHead(std::int32_t code_point);
[[nodiscard]] bool isRightArrowHead(std::int32_t code_point);

[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
/// 0 to 15, or -1.
[[nodiscard]] constexpr int hexDigit(char c) {
  if (isDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace tenure::query
