// Random statements over a random graph, as tests/property/asked_query.h has them: times are those of the
// graph and beside them, and no clause of time is idle, which the database would refuse. One thread.
#pragma once

#include "tests/property/asked_query.h"
#include "tests/property/random_graph.h"

namespace tenure::testing {

[[nodiscard]] AskedQuery anyQuery(Dice& dice, const RandomGraph& graph);

}  // namespace tenure::testing
