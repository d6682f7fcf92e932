// HistoryLoad over sorted files. See storage/transaction.h.
#pragma once

#include <memory>

#include "storage/graph_core.h"
#include "storage/transaction.h"

namespace tenure::storage {

[[nodiscard]] std::unique_ptr<HistoryLoad> makeHistoryLoad(GraphCore& core, WriterTurn::Holder turn);

}  // namespace tenure::storage
