// The text of the identity file, for those who carry it elsewhere (backups). The grammar stands in
// identity.h. Pure functions but the last; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"
#include "storage/identity.h"

namespace tenure::storage {

inline constexpr std::string_view kIdentityFileName = "TENURE";

[[nodiscard]] std::string identityText(const Identity& identity);
/// `file` is named in the errors: kCorruption, or kFormat for another format version.
[[nodiscard]] Result<Identity> parseIdentity(std::string_view text, const std::filesystem::path& file);
/// The bytes of an identity file, unchecked; nullopt when it is not there.
[[nodiscard]] Result<std::optional<std::string>> readIdentityText(const std::filesystem::path& file);

}  // namespace tenure::storage
