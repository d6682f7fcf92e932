// Settling a transaction before it is written: cuts derived anew for every subject touched, then every
// constraint checked on what changed. DESIGN section 2.
#pragma once

#include "schema/catalog.h"
#include "schema/result.h"
#include "storage/staged_graph.h"
#include "storage/transaction.h"

namespace tenure::storage {

/// Derives and checks the staged changes under `schema`, which becomes the schema of the database. With
/// `everything` (a new schema) every present node and fact is derived and checked. kConstraint names what
/// clashes. `notices` hears of events that do not apply and that these changes have to do with.
Status settle(StagedGraph& staged, const Schema& schema, bool everything, Notices& notices);

}  // namespace tenure::storage
