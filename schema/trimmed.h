// Cells without the blanks around them.
#pragma once

#include <string_view>

namespace tenure {

[[nodiscard]] constexpr bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Whether there is nothing but blanks in it.
[[nodiscard]] constexpr bool isBlank(std::string_view text) {
  return text.empty() ||
         (isBlank(text.front()) && text.find_first_not_of(" \t\r\n") == std::string_view::npos);
}

/// `text` without blanks (space, tab, line ends) at both ends; a part of `text`.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace tenure
