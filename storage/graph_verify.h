// Verification: everything read and held against everything else.
#pragma once

#include <cstdint>
#include <functional>

#include "schema/result.h"
#include "storage/graph_reader.h"
#include "storage/graph_store.h"

namespace tenure::storage {

/// Reads every key of the reader's state. Errors found are in the report; the result is an error only where
/// reading itself could not go on (kCancelled when `progress` says no).
[[nodiscard]] Result<VerifyReport> verifyGraph(
    OrderedStore& store, const GraphReader& reader,
    const std::function<bool(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace tenure::storage
