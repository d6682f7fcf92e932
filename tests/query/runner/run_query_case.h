// Runs a case of tests/query/*.test on a database of its own and says what came otherwise than written. One
// thread.
#pragma once

#include <filesystem>
#include <string>

#include "tests/query/runner/case_file.h"

namespace tenure::testing {

/// Empty where all came as the case says and the database verifies at the end; else the statement with what
/// was expected and what came, line by line. `file` is named in it. `folder` must not exist yet.
[[nodiscard]] std::string runQueryCase(const QueryCase& what, const std::string& file,
                                       const std::filesystem::path& folder);

}  // namespace tenure::testing
