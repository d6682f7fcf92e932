// EXPLAIN and PROFILE: the operator tree of a statement as lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/query/prepared.h"

namespace tenure::query {

/// An operator as it is shown.
struct PlanLine {
  const plan::Operator* op = nullptr;  ///< borrowed from the statement
  std::size_t depth = 0;  ///< 0: the operators that make the answer; 1 more for what one runs for each row
  std::string name;
  std::string details;
  std::string time;                           ///< the time it asks under; empty: it asks the graph nothing
  std::int64_t rows = 0;                      ///< estimated
  std::vector<const plan::Operator*> inputs;  ///< whose rows it takes
};
/// From the last operator to the first.
[[nodiscard]] std::vector<PlanLine> planLines(const Prepared& statement);
/// The name of a line, deeper ones further in.
[[nodiscard]] std::string indentedName(const PlanLine& line);

/// Makes the statement one that returns its plan, an operator a row from the last to the first (columns
/// `operator`, `details`, `time`, `rows`), and neither reads nor writes anything.
void explainInstead(Prepared& statement);

}  // namespace tenure::query
