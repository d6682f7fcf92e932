#include "engine/query/values/unicode_text.h"

#include <algorithm>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "engine/query/values/icu_text.h"

namespace tenure::query {

namespace {

bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The code point at `offset`, which moves behind it; negative for a byte that begins none.
UChar32 next(std::string_view text, std::size_t& offset) {
  UChar32 point = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), offset, text.size(), point);  // NOLINT
  return point;
}

/// Where the code point that ends before `end` > 0 begins.
std::size_t previousStart(std::string_view text, std::size_t end) {
  std::size_t start = end - 1;
  while (start > 0 && end - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
  std::size_t after = start;
  next(text, after);
  return after == end ? start : end - 1;
}

template <class Drops>
std::string_view trimmedOf(std::string_view text, TrimSide side, Drops drops) {
  if (side != TrimSide::kRight) {
    std::size_t start = 0;
    while (start < text.size()) {
      std::size_t after = start;
      if (!drops(next(text, after))) break;
      start = after;
    }
    text.remove_prefix(start);
  }
  if (side != TrimSide::kLeft) {
    while (!text.empty()) {
      const std::size_t start = previousStart(text, text.size());
      std::size_t at = start;
      if (!drops(next(text, at))) break;
      text = text.substr(0, start);
    }
  }
  return text;
}

const icu::Normalizer2* normalizer(std::string_view form, UErrorCode& status) {
  std::string name(form);
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (name == "NFC") return icu::Normalizer2::getNFCInstance(status);
  if (name == "NFD") return icu::Normalizer2::getNFDInstance(status);
  if (name == "NFKC") return icu::Normalizer2::getNFKCInstance(status);
  if (name == "NFKD") return icu::Normalizer2::getNFKDInstance(status);
  return nullptr;
}

}  // namespace

std::size_t codePointBytes(std::string_view text, std::size_t offset) {
  std::size_t after = offset;
  next(text, after);
  return after - offset;
}

std::size_t codePointCount(std::string_view text) {
  if (isAscii(text)) return text.size();
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next(text, at);
  return count;
}

std::size_t offsetOfCodePoint(std::string_view text, std::size_t number) {
  std::size_t at = 0;
  for (; number > 0 && at < text.size(); --number) next(text, at);
  return at;
}

std::string reversedText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t end = text.size(); end > 0;) {
    const std::size_t start = previousStart(text, end);
    out += text.substr(start, end - start);
    end = start;
  }
  return out;
}

std::string upperCase(std::string_view text) {
  std::string out(text);
  if (isAscii(text)) {
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
  }
  out.clear();
  unicode(text).toUpper(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::string lowerCase(std::string_view text) {
  std::string out(text);
  if (isAscii(text)) {
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
  }
  out.clear();
  unicode(text).toLower(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::string_view trimmed(std::string_view text, TrimSide side) {
  return trimmedOf(text, side, [](UChar32 point) { return point >= 0 && u_isUWhiteSpace(point) != 0; });
}

std::string_view trimmed(std::string_view text, std::string_view characters, TrimSide side) {
  return trimmedOf(text, side, [characters](UChar32 point) {
    for (std::size_t at = 0; at < characters.size();) {
      if (next(characters, at) == point) return true;
    }
    return false;
  });
}

bool normalized(std::string_view text, std::string_view form, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* by = normalizer(form, status);
  if (by == nullptr || U_FAILURE(status)) return false;
  out.clear();
  by->normalize(unicode(text), status).toUTF8String(out);
  return U_SUCCESS(status) != 0;
}

}  // namespace tenure::query
