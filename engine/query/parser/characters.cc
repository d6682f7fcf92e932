#include "engine/query/parser/characters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace tenure::query {

std::int32_t nextCodePoint(std::string_view text, std::size_t& at) {
  const std::string_view rest = text.substr(at, 4);
  std::int32_t i = 0;
  UChar32 c = 0;
// ICU's macro narrows to bytes on purpose.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_NEXT(rest.data(), i, static_cast<std::int32_t>(rest.size()), c);
#pragma GCC diagnostic pop
  at += static_cast<std::size_t>(i);
  return c;
}

void appendUtf8(std::string& out, std::int32_t code_point) {
  const auto c = static_cast<std::uint32_t>(code_point);
  const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0U | c >> 6U);
    return add(0x80U | (c & 0x3FU));
  }
  if (c < 0x10000) {
    add(0xE0U | c >> 12U);
  } else {
    add(0xF0U | c >> 18U);
    add(0x80U | (c >> 12U & 0x3FU));
  }
  add(0x80U | (c >> 6U & 0x3FU));
  add(0x80U | (c & 0x3FU));
}

bool isWhiteSpace(std::int32_t code_point) {
  constexpr std::int32_t kFileSeparator = 0x1C;  // and group, record and unit separator after it
  constexpr std::int32_t kMongolianVowelSeparator = 0x180E;
  constexpr std::int32_t kByteOrderMark = 0xFEFF;
  if (code_point < 0x80)
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') ||
           (code_point >= kFileSeparator && code_point < ' ');
  return u_isUWhiteSpace(code_point) != 0 || code_point == kMongolianVowelSeparator ||
         code_point == kByteOrderMark;
}

bool beginsName(std::int32_t code_point) {
  if (code_point < 0x80)
    return (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z') ||
           code_point == '_';
  return u_hasBinaryProperty(code_point, UCHAR_ID_START) != 0 ||
         u_charType(code_point) == U_CONNECTOR_PUNCTUATION;
}

bool continuesName(std::int32_t code_point) {
  if (code_point < 0x80) return beginsName(code_point) || (code_point >= '0' && code_point <= '9');
  return u_hasBinaryProperty(code_point, UCHAR_ID_CONTINUE) != 0;
}

bool isDash(std::int32_t code_point) {
  switch (code_point) {
    case 0x00AD:  // soft hyphen
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:  // minus sign
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D: return true;
    default: return false;
  }
}

bool isLeftArrowHead(std::int32_t code_point) {
  return code_point == 0x27E8 || code_point == 0x3008 || code_point == 0xFE64 || code_point == 0xFF1C;
}

bool isRightArrowHead(std::int32_t code_point) {
  return code_point == 0x27E9 || code_point == 0x3009 || code_point == 0xFE65 || code_point == 0xFF1E;
}

}  // namespace tenure::query
