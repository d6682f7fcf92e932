// BulkLoad over sorted files. See storage/transaction.h.
#pragma once

#include <memory>

#include "storage/graph_core.h"
#include "storage/transaction.h"

namespace tenure::storage {

[[nodiscard]] std::unique_ptr<BulkLoad> makeBulkLoad(GraphCore& core, WriterTurn::Holder turn,
                                                     CommitNote note);

}  // namespace tenure::storage
