// What a question may take, as a command line says it: --timeout and --memory. Ctrl-C ends it as well.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/traversal/budget.h"

namespace CLI {
class App;
}

namespace tenure::apps {

struct QuestionBudget {
  std::optional<double> timeout_seconds;
  std::optional<std::uint64_t> memory_mib;
};

/// Declares both options.
void addBudget(CLI::App& app, QuestionBudget& budget);

/// From now on: ends the question at Ctrl-C, after its time, and where it would hold more than its memory.
/// Call it from the main thread.
[[nodiscard]] Budget start(const QuestionBudget& budget);

}  // namespace tenure::apps
