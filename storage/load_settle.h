// Settling a bulk load: the cuts of all events derived, then every rule checked, over the load and what is
// stored.
#pragma once

#include "schema/catalog.h"
#include "schema/result.h"
#include "storage/loaded_graph.h"
#include "storage/transaction.h"

namespace tenure::storage {

/// After LoadedGraph::index. kConstraint names what clashes. `goOn` is asked now and then; kCancelled when it
/// says no. `notices` hears of events that do not apply.
Status settleLoad(LoadedGraph& loaded, const Schema& schema, const std::function<bool()>& goOn,
                  Notices& notices);

}  // namespace tenure::storage
