// The procedures of algo.*: algorithms over the graph under the time of the statement, by Boost.Graph. Here,
// above both rooms: the query language does not know the algorithms, nor they it.
#pragma once

#include "engine/query/procedures.h"

namespace tenure {

/// Adds all of them.
void addAlgorithmProcedures(query::Procedures& procedures);

}  // namespace tenure
