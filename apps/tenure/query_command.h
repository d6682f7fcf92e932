// `tenure query`: what it was told, and the function that does it.
#pragma once

#include <string>
#include <vector>

#include "apps/tenure/output.h"
#include "apps/tenure/question_budget.h"
#include "schema/graph.h"

namespace CLI {
class App;
}

namespace tenure::apps {

struct QueryOptions {
  std::string db;
  std::string text;                     ///< "-": from standard input
  std::vector<std::string> parameters;  ///< "name=JSON"
  QuestionBudget budget;
  CommitNote note;                  ///< of a statement that writes
  RowOutput output;
};

void declareQuery(CLI::App& app, QueryOptions& options);
/// Exit codes as everywhere; a statement that is wrong is bad input (3).
int runQuery(const QueryOptions& options);

}  // namespace tenure::apps
