// Every value in the store is sealed: a format version, the payload, a checksum.
//
//     value := version:u8 payload:byte* check:u32     little-endian
//
// `check` is the low 32 bits of XXH3-64 over key, version and payload, seeded with the length of the key, so
// that a value under another key does not pass either. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::storage {

inline constexpr std::uint8_t kRecordVersion = 1;
inline constexpr std::size_t kSealBytes = 5;

/// Appends the seal to `value`, which holds the version byte followed by the payload (see `beginValue`).
void seal(std::string_view key, std::string& value);
/// A value that holds its version byte; the payload is appended to it, then `seal`.
[[nodiscard]] std::string beginValue();
/// The payload, borrowed from `value`. kCorruption (bad check, too short) or kFormat (another version) names
/// the key as `describeKey` does.
[[nodiscard]] Result<std::string_view> unseal(std::string_view key, std::string_view value);

}  // namespace tenure::storage
