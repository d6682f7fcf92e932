// The command line of `tenure`: finds the command, reads its options, runs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::apps {

/// `arguments` without the program's name. Returns the exit code; a command line that is not understood is
/// told so on standard error and gives 2.
int runCommandLine(const std::vector<std::string>& arguments);

/// The name nearest to `word` by insertions, deletions, replacements and swaps of neighbours; empty where
/// none is near.
[[nodiscard]] std::string nearestName(std::string_view word, const std::vector<std::string>& names);

}  // namespace tenure::apps
