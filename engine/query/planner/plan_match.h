// A pattern as operators. Only for this folder.
#pragma once

#include <set>

#include "engine/query/planner/planner.h"

namespace tenure::query {

/// Walks `match` over the rows of `input`. `known` holds the slots that stand in the frame before it, and
/// then those it brings in as well.
[[nodiscard]] plan::OperatorPtr planMatch(bound::Match match, plan::OperatorPtr input,
                                          std::set<bound::Slot>& known, const Statistics& statistics);

}  // namespace tenure::query
