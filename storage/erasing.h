// Erasure: nodes and facts out of every table and past version, as one commit that leaves marks. The files
// are rewritten after it (GraphStore::erase).
#pragma once

#include <string>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/graph_core.h"
#include "storage/graph_store.h"

namespace tenure::storage {

/// Commits the erasure and publishes the new state. kNotFound names what was never there.
[[nodiscard]] Result<EraseOutcome> eraseRecords(GraphCore& core, const EraseRequest& what,
                                                const CommitNote& note);

}  // namespace tenure::storage
