#include "apps/tenure/text_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace tenure::apps {
namespace {

constexpr UChar32 kJoiner = 0x200D;             // makes one emoji of two
constexpr UChar32 kEmojiPresentation = 0xFE0F;  // asks for the coloured, wide form of the character before it

/// Takes the character at `at` and moves on; U+FFFD for a broken byte.
UChar32 next(std::string_view text, std::size_t& at) {
  // ICU counts in 32 bits; a character is at most four bytes.
  const std::string_view rest = text.substr(at, 4);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(rest.data());
  std::int32_t i = 0;
  UChar32 c = 0;
  U8_NEXT(bytes, i, static_cast<std::int32_t>(rest.size()), c);
  at += static_cast<std::size_t>(i);
  return c < 0 ? 0xFFFD : c;
}

bool isFlagLetter(UChar32 c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool isSkinTone(UChar32 c) { return c >= 0x1F3FB && c <= 0x1F3FF; }

std::size_t widthOf(UChar32 c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return 0;
    case U_FORMAT_CHAR: return c == 0x00AD ? 1 : 0;  // a soft hyphen is drawn
    default: break;
  }
  // The vowels and finals of a Hangul syllable written in parts stand on its first letter.
  if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF)) return 0;
  const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

struct Cluster {
  std::size_t end = 0;  ///< the byte after it
  std::size_t width = 0;
};

/// What stands at `begin` as one thing: a letter with its marks, a flag, an emoji with what is joined to it.
Cluster clusterAt(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  const UChar32 first = next(text, at);
  Cluster cluster{at, widthOf(first)};
  bool joined = false;
  bool flag = isFlagLetter(first);
  while (at < text.size()) {
    const UChar32 c = next(text, at);
    const std::size_t width = widthOf(c);
    if (c == kEmojiPresentation && u_hasBinaryProperty(first, UCHAR_EMOJI) != 0 && first > 0x7F) {
      cluster.width = 2;
    } else if (flag && isFlagLetter(c)) {
      cluster.width = 2;
      flag = false;
    } else if (u_charType(c) == U_COMBINING_SPACING_MARK) {
      cluster.width += width;
    } else {
      const bool emoji = u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
      if (width != 0 && !(emoji && (joined || isSkinTone(c)))) break;
      if (c < 0x20) break;
    }
    joined = c == kJoiner;
    cluster.end = at;
  }
  return cluster;
}

bool reorders(UChar32 c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

void appendEscape(std::string& out, UChar32 c) {
  if (c == '\n' || c == '\t' || c == '\r') {
    out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
    return;
  }
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const int digits = c < 0x80 ? 2 : 4;
  out += digits == 2 ? "\\x" : "\\u";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out += kDigits[static_cast<std::size_t>((c >> shift) & 0xF)];
  }
}

bool isPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

std::size_t displayWidth(std::string_view text) {
  if (isPlainAscii(text)) return text.size();
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = clusterAt(text, at);
    width += cluster.width;
    at = cluster.end;
  }
  return width;
}

std::string harmless(std::string_view text) {
  if (isPlainAscii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const UChar32 c = next(text, at);
    if (u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029 || reorders(c)) {
      appendEscape(out, c);
    } else if (c == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

std::string cutToWidth(std::string_view text, std::size_t width) {
  if (text.size() <= width || displayWidth(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t taken = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const Cluster cluster = clusterAt(text, at);
    if (taken + cluster.width > width - 1) break;
    taken += cluster.width;
    at = cluster.end;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string isolated(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const UCharDirection direction = u_charDirection(next(text, at));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC || direction == U_ARABIC_NUMBER) {
      return "\xE2\x81\xA8" + std::string(text) + "\xE2\x81\xA9";  // U+2068 FSI … U+2069 PDI
    }
  }
  return std::string(text);
}

}  // namespace tenure::apps
