// Texts by code points. What is not valid UTF-8 is walked byte by byte, so that nothing here fails or reads
// beyond a text. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::query {

/// The bytes of the code point that begins at `offset` < size.
[[nodiscard]] std::size_t codePointBytes(std::string_view text, std::size_t offset);
[[nodiscard]] std::size_t codePointCount(std::string_view text);
/// The offset in bytes of the code point with that number, or the size where there are fewer.
[[nodiscard]] std::size_t offsetOfCodePoint(std::string_view text, std::size_t number);
[[nodiscard]] std::string reversedText(std::string_view text);

/// The whole of Unicode's case mapping, in no particular language: "STRASSE" for "Straße".
[[nodiscard]] std::string upperCase(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);

enum class TrimSide : std::uint8_t { kLeft, kRight, kBoth };
/// Without Unicode's white space at that side.
[[nodiscard]] std::string_view trimmed(std::string_view text, TrimSide side);
/// Without the code points of `characters` at that side.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view characters, TrimSide side);

/// Unicode's normal form of that name ("NFC", "NFD", "NFKC", "NFKD", any case); false for another name.
[[nodiscard]] bool normalized(std::string_view text, std::string_view form, std::string& out);

}  // namespace tenure::query
