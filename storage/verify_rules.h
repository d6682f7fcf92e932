// The part of verification that holds present belief against the rules of its schema.
#pragma once

#include <cstddef>

#include "schema/result.h"
#include "storage/graph_reader.h"
#include "storage/graph_store.h"

namespace tenure::storage {

/// Adds to `report`: errors where a cut is not the one that the events make; facts that may break a
/// constraint; events that do not apply to what they name. At most `lines_max` lines of each, and the number
/// of all.
Status verifyRules(const GraphReader& reader, std::size_t lines_max, VerifyReport& report);

}  // namespace tenure::storage
