// Text as it stands on a terminal: how many columns it takes, made harmless, cut to a width.
//
// Widths follow Unicode's East Asian Width and general categories: wide and fullwidth characters and emoji
// take two columns, combining marks and format characters none, all else one. Terminals differ on emoji built
// from several (a family, a flag); they are counted as the two columns that most take.
//
// Pure functions over UTF-8; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenure::apps {

/// Columns that `text` takes. Text that `harmless` has seen; control characters count nothing.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// `text` without anything that moves a cursor, colours, or reorders what stands beside it: control
/// characters as `\n`, `\t`, `\x1B`, line and paragraph separators and bidi overrides and isolates as
/// `\u202E`; broken UTF-8 as U+FFFD. Printable text comes back letter for letter.
[[nodiscard]] std::string harmless(std::string_view text);

/// `text` (harmless) in at most `width` columns: whole, or cut between characters with an ellipsis as its
/// last column. A mark is never parted from the letter it stands on.
[[nodiscard]] std::string cutToWidth(std::string_view text, std::size_t width);

/// `text` between FSI and PDI where it has letters written from right to left, so that a terminal which
/// reorders leaves the columns beside it alone; else as it is.
[[nodiscard]] std::string isolated(std::string_view text);

}  // namespace tenure::apps
