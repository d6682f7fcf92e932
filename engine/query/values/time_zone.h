// Time zones of values: an offset from UTC, or a name of the IANA database, whose offset depends on the
// instant.
//
// Any thread; zones are read from ICU's data once per thread and name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::query {

/// `name` is empty where the zone is an offset alone; else `offset_seconds` means nothing.
struct Zone {
  std::int32_t offset_seconds = 0;
  std::string name;
  friend bool operator==(const Zone&, const Zone&) = default;
};

inline constexpr std::int32_t kOffsetSecondsMax = 18 * 3600;

/// "Z", "+01", "+0100", "+01:00", "+01:00:30", or a name such as "Europe/Stockholm". Errors:
/// ArgumentError.InvalidArgumentValue for what is neither, and for an offset beyond 18 hours.
[[nodiscard]] Result<Zone> zoneFrom(std::string_view text);
/// The offset alone, if that is what `text` is.
[[nodiscard]] std::optional<std::int32_t> offsetFrom(std::string_view text);
/// "Z", "+01:00", "-02:05:07".
[[nodiscard]] std::string offsetText(std::int32_t offset_seconds);

/// The offset of a zone at an instant, seconds since 1970-01-01T00:00Z. Before 1800 and after 2400 a named
/// zone keeps what it has there, with its summer times.
[[nodiscard]] std::int32_t offsetAt(const Zone& zone, std::int64_t utc_seconds);

struct ResolvedLocal {
  std::int64_t utc_seconds = 0;
  std::int32_t offset_seconds = 0;
};
/// The instant at which the clock of a zone shows `local_seconds` (since 1970-01-01T00:00 by that clock). Of
/// a time that occurs twice, the one with the `preferred` offset, else the earlier; a time that is left out
/// is moved on by what is left out.
[[nodiscard]] ResolvedLocal resolveLocal(const Zone& zone, std::int64_t local_seconds,
                                         std::optional<std::int32_t> preferred = std::nullopt);

}  // namespace tenure::query
