#include "schema/names.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "schema/text_quote.h"

namespace tenure {
namespace {

/// The code point that begins at `at`, which moves behind it; negative where it is broken. A code point is at
/// most four bytes; ICU counts in 32 bits.
UChar32 nextCodePoint(std::string_view text, std::size_t& at) {
  const std::string_view rest = text.substr(at, 4);
  int32_t i = 0;
  UChar32 c = 0;
// ICU's macro narrows to bytes on purpose.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_NEXT(rest.data(), i, static_cast<int32_t>(rest.size()), c);
#pragma GCC diagnostic pop
  at += static_cast<std::size_t>(i);
  return c;
}

}  // namespace

std::string foldName(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status) != 0) return std::string(name);  // ICU without its data: compare letter for letter
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())});
  folding->normalize(text, status).toUTF8(sink);

  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t begin = i;
    const UChar32 c = nextCodePoint(folded, i);
    if (c >= 0 && u_isUWhiteSpace(c) != 0) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out.append(folded, begin, i - begin);
  }
  return out;
}

std::optional<std::size_t> firstInvalidUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    if (nextCodePoint(text, at) < 0) return begin;
  }
  return std::nullopt;
}

Status checkText(std::string_view what, std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max && isPlainAscii(text)) return {};
  if (text.size() > bytes_max) {
    return Error(ErrorCode::kLimit, std::string(what) + " of " + std::to_string(text.size()) +
                                        " bytes is longer than the " + std::to_string(bytes_max) +
                                        " allowed: " + quoted(text.substr(0, 40)));
  }
  if (const auto broken = firstInvalidUtf8(text)) {
    return Error(ErrorCode::kParse, std::string(what) + " is not valid UTF-8 at column " +
                                        std::to_string(columnAt(text, *broken)) + ": " + quoted(text));
  }
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    return Error(ErrorCode::kParse, std::string(what) + " holds a zero byte at column " +
                                        std::to_string(columnAt(text, zero)) + ": " + quoted(text));
  }
  return {};
}

}  // namespace tenure
