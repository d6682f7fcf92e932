// EXPLAIN: the operator tree of a statement as rows.
#pragma once

#include "engine/query/prepared.h"

namespace tenure::query {

/// Makes the statement one that returns its plan, an operator a row from the last to the first (columns
/// `operator`, `details`, `time`, `rows`), and neither reads nor writes anything.
void explainInstead(Prepared& statement);

}  // namespace tenure::query
