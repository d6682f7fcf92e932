// The procedures of tenure.*: what the commands of the same names ask, over the time of the statement.
#pragma once

#include "engine/query/procedures.h"

namespace tenure::query {

/// Adds all of them.
void addBuiltIn(Procedures& procedures);

// One source each (only for this folder).
void addHistoryProcedures(Procedures& procedures);
void addJourneyProcedures(Procedures& procedures);
void addWalkProcedures(Procedures& procedures);

}  // namespace tenure::query
