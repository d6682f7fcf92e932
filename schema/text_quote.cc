#include "schema/text_quote.h"

#include <algorithm>

namespace tenure {

namespace {

constexpr std::size_t kLongest = 80;

/// Bytes of the well-formed UTF-8 character that `text` begins with, 0 where there is none.
std::size_t characterLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) return 0;
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return overlong || beyond ? 0 : length;
}

void appendHex(std::string& out, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += "\\x";
  out.push_back(kDigits[byte / 16]);
  out.push_back(kDigits[byte % 16]);
}

/// Appends the first character of `text`, made harmless, and returns its bytes.
std::size_t appendCharacter(std::string& out, std::string_view text) {
  const std::size_t length = characterLength(text);
  const auto first = static_cast<unsigned char>(text[0]);
  if (length == 0 || first < 0x20 || first == 0x7F) {
    appendHex(out, first);
    return 1;
  }
  out.append(text.substr(0, length));
  return length;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out;
  std::size_t characters = 0;
  while (!text.empty()) {
    if (characters++ == kLongest) return out + "...";
    text.remove_prefix(appendCharacter(out, text));
  }
  return out;
}

std::string quotedCharacter(std::string_view text) {
  std::string out = "'";
  if (!text.empty()) appendCharacter(out, text);
  return out + "'";
}

std::uint64_t columnAt(std::string_view text, std::size_t offset) {
  std::uint64_t column = 1;
  for (std::size_t at = 0; at < std::min(offset, text.size()); ++column) {
    at += std::max<std::size_t>(1, characterLength(text.substr(at)));
  }
  return column;
}

}  // namespace tenure
