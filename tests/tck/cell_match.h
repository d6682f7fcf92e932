// Whether what a statement gave is what a TCK case expects. Pure functions over values; entities are read
// through the reader that the caller has.
#pragma once

#include <string>
#include <vector>

#include "engine/query/values/datum.h"
#include "engine/query/values/render.h"
#include "schema/result.h"
#include "tests/tck/notation.h"

namespace tenure::tck {

struct MatchRules {
  bool ordered = false;            ///< rows in the order of the table
  bool ignore_list_order = false;  ///< elements of lists in any order
};

/// Kinds count: 1 is not 1.0. A string also stands for the temporal value that is written so.
[[nodiscard]] Result<bool> matches(const Cell& expected, const query::Datum& actual,
                                   query::EntityReader& entities, const MatchRules& rules);

using ExpectedRows = std::vector<std::vector<Cell>>;
using ActualRows = std::vector<std::vector<query::Datum>>;
[[nodiscard]] Result<bool> rowsMatch(const ExpectedRows& expected, const ActualRows& actual,
                                     query::EntityReader& entities, const MatchRules& rules);

}  // namespace tenure::tck
