// `tenure shell`: what it was told, and the function that does it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/tenure/output.h"
#include "apps/tenure/question_budget.h"
#include "schema/graph.h"

namespace CLI {
class App;
}

namespace tenure::apps {

struct ShellOptions {
  std::string db;
  bool read_only = false;
  std::optional<std::string> history;   ///< a file; not said: under the user's state folder; empty: none
  std::vector<std::string> parameters;  ///< "name=JSON"
  QuestionBudget budget;                ///< of each statement
  CommitNote note;
  OutputFormat output = OutputFormat::kTable;
};

void declareShell(CLI::App& app, ShellOptions& options);
/// At a terminal it ends with 0. Else it runs the statements on standard input and ends with the exit code of
/// the first that fails.
int runShell(const ShellOptions& options);

}  // namespace tenure::apps
