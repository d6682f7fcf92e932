// Small files that must survive a power failure, and the error kinds of the operating system. A file written
// here is there whole or not at all. May be called from any thread, for different files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::storage {

/// The Error for `errno_value` met while `doing` something to `path`: kPermission (EACCES, EPERM, EROFS),
/// kNoSpace (ENOSPC, EDQUOT, EFBIG), kNotFound (ENOENT, ENOTDIR), else kIo.
[[nodiscard]] Error systemError(int errno_value, std::string_view doing, const std::filesystem::path& path);

/// The whole file. kLimit when it is larger than `bytes_max`.
[[nodiscard]] Result<std::string> readWholeFile(const std::filesystem::path& path, std::uint64_t bytes_max);

/// Writes `bytes` to `path` + ".tmp", syncs it, renames it over `path`, syncs the folder. On an error the
/// file of before is still there, and the temporary one is not.
Status writeFileDurably(const std::filesystem::path& path, std::string_view bytes);

/// fsync of a file, or of a folder (which makes the names in it durable).
Status syncPath(const std::filesystem::path& path);

/// Makes the folder `path` durably unless it is there; its parent must be. kNotFound: no parent;
/// kInvalidArgument: `path` is not a folder.
Status ensureFolder(const std::filesystem::path& path);

}  // namespace tenure::storage
