// Which words could stand at the end of what was typed of a statement: labels behind "(:", types behind "[:",
// procedures behind CALL, commands of the shell behind ":", else keywords and functions. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/tenure/line_editor.h"

namespace tenure::apps {

struct KnownWords {
  std::vector<std::string> labels;
  std::vector<std::string> types;
  std::vector<std::string> procedures;
  std::vector<std::string> functions;  ///< without parentheses
  std::vector<std::string> commands;   ///< of the shell, with their colon
};

/// `before_cursor` is all that was typed of the statement so far, earlier lines included.
[[nodiscard]] Completion completionOf(std::string_view before_cursor, const KnownWords& known);

}  // namespace tenure::apps
