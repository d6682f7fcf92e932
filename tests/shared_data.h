// Files that are handed out beside the repository, in ../shared: reference tables and real data sets. A
// checkout may be alone; a test that needs such a file then skips, and says so in words that ctest counts.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace tenure::testing {

/// The path of `name` (as in "edtf/edtf_cases.json") under ../shared, or under $TENURE_SHARED_DIR where that
/// is set. Where there is no such file, prints "skipped: ../shared/<name> is absent" and gives nullopt; the
/// test then returns:
///     const auto cases = sharedFile("edtf/edtf_cases.json");
///     if (!cases) return;
/// ctest counts a test case that printed it as skipped, so ask before the first check.
[[nodiscard]] std::optional<std::filesystem::path> sharedFile(std::string_view name);

}  // namespace tenure::testing
