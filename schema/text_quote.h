// Quoting user text in error messages: valid UTF-8 whatever the bytes, and never longer than a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenure {

/// `text` without control characters and broken UTF-8 (shown as \x1F) and, beyond 80 characters, cut with
/// "...".
[[nodiscard]] std::string quoted(std::string_view text);

/// The first character of `text` in single quotes.
[[nodiscard]] std::string quotedCharacter(std::string_view text);

/// The column (in code points, from 1) of the byte at `offset`; a broken byte counts as one.
[[nodiscard]] std::uint64_t columnAt(std::string_view text, std::size_t offset);

}  // namespace tenure
