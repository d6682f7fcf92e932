// The last pass over a plan: what its operators need not bring because nothing above them asks. A walk whose
// relationships nobody reads lists neighbours at the speed of memory; one whose beginning nobody reads hands
// over many rows at once; a node that a walk starts from need not be looked up before.
//
// It changes nothing of an answer. Not for statements that write. Pure; any thread.
#pragma once

#include <vector>

#include "engine/query/planner/plan.h"

namespace tenure::query {

/// `columns` are the slots that the answer is read from, `scopes` those of the statement.
void spareWhatNobodyReads(plan::Operator& root, const std::vector<bound::Slot>& columns,
                          const std::vector<bound::ScopeSpec>& scopes);

}  // namespace tenure::query
