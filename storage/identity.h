// The identity file `TENURE` beside the RocksDB files of a database: the format version, so that another
// format is refused before anything is opened, and the number of the commit up to which the chain of commits
// was whole at the last open or close, so that a store that lost its tail or its middle is noticed.
//
//     TENURE := "tenure database\n" "format " u32 "\n" "id " 32 hex "\n" "commits " u64 "\n" "check " 16 hex
//     "\n"
//
// text in ASCII; `check` is XXH3-64 of all bytes before that line. Written to a temporary file, synced,
// renamed, and the folder synced. Functions here may be called from any thread, for different folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "schema/result.h"

namespace tenure::storage {

/// The format that this program writes and reads. Change it with every change of a key or record layout.
inline constexpr std::uint32_t kFormatVersion = 3;

struct Identity {
  std::uint32_t format = kFormatVersion;
  std::string id;             ///< 32 hex digits, random, given at creation
  std::uint64_t commits = 0;  ///< commits 1..commits were there
};

/// nullopt where the folder does not exist or is empty. kFormat: not a Tenure database (files there, but no
/// identity), or another format version (the message names it and what to do); kCorruption: the check fails.
[[nodiscard]] Result<std::optional<Identity>> readIdentity(const std::filesystem::path& folder);
[[nodiscard]] Status writeIdentity(const std::filesystem::path& folder, const Identity& identity);
[[nodiscard]] std::string newDatabaseId();

}  // namespace tenure::storage
