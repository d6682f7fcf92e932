// Names as people type them: valid UTF-8, folded for comparison (Unicode case folding and normalisation by
// ICU). Pure functions; any thread.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure {

/// Limits, in bytes of UTF-8. A key of the store holds an id or a folded name.
inline constexpr std::size_t kIdBytesMax = 8'192;
inline constexpr std::size_t kNameBytesMax = 8'192;
inline constexpr std::size_t kTextBytesMax = 16U << 20U;

/// NFKC with case folding (Unicode's NFKC_Casefold), white space at the ends dropped and runs of it inside
/// made one space: two names that fold alike are the same name. Broken UTF-8 folds to U+FFFD.
[[nodiscard]] std::string foldName(std::string_view name);

/// Whether all bytes are ASCII and none is zero, which can be told eight bytes at once: so are nearly all
/// texts, and they need no further look.
[[nodiscard]] inline bool isPlainAscii(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if (((word | (word - kOnes)) & kHigh) != 0) return false;
  }
  bool plain = true;
  for (; at < text.size(); ++at) plain = plain && static_cast<signed char>(text[at]) > 0;
  return plain;
}

/// The offset of the first byte that is not valid UTF-8, or nullopt.
[[nodiscard]] std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// Whether `text` can be stored as `what` ("a name", "an id"): valid UTF-8, no zero byte, at most
/// `bytes_max`. kParse with the column, or kLimit with both sizes; `what` and the reason are named, never the
/// whole text.
Status checkText(std::string_view what, std::string_view text, std::size_t bytes_max);

}  // namespace tenure
