// Text as ICU takes it. Includes ICU's header: only for sources, never from another header.
#pragma once

#include <cstdint>
#include <string_view>

#include <unicode/unistr.h>

namespace tenure::query {

/// A copy in UTF-16; bytes that are no UTF-8 become U+FFFD.
inline icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace tenure::query
