#include "apps/tenure/question_budget.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>

#include "apps/tenure/interrupt.h"

namespace tenure::apps {

void addBudget(CLI::App& app, QuestionBudget& budget) {
  app.add_option("--timeout", budget.timeout_seconds, "Give up after so long; default: never")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 1e9));
  app.add_option("--memory", budget.memory_mib,
                 "The most that the question may hold in memory; default: 1024")
      ->type_name("MIB")
      ->check(CLI::Range(1, 1 << 30));
}

Budget start(const QuestionBudget& budget) {
  watchInterrupts();
  Budget started;
  started.cancelled = &interruptFlag();
  if (budget.timeout_seconds) {
    const std::chrono::duration<double> seconds(*budget.timeout_seconds);
    started.deadline = Budget::in(std::chrono::duration_cast<Budget::Clock::duration>(seconds));
  }
  if (budget.memory_mib) started.memory_bytes = *budget.memory_mib << 20U;
  return started;
}

}  // namespace tenure::apps
