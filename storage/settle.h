// Settling a transaction before it is written: cuts derived anew for every subject touched, then every
// constraint checked on what changed. DESIGN section 2.
#pragma once

#include "schema/catalog.h"
#include "schema/result.h"
#include "storage/staged_graph.h"

namespace tenure::storage {

/// Derives and checks the staged changes under `schema`, which becomes the schema of the database. With
/// `everything` (a new schema) every present node and fact is derived and checked. kConstraint names what
/// clashes.
Status settle(StagedGraph& staged, const Schema& schema, bool everything);

}  // namespace tenure::storage
