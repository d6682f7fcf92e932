// Transaction over the staged graph. See storage/transaction.h.
#pragma once

#include <memory>
#include <string>

#include "storage/graph_core.h"
#include "storage/staged_graph.h"
#include "storage/transaction.h"

namespace tenure::storage {

[[nodiscard]] std::unique_ptr<Transaction> makeTransaction(GraphCore& core, WriterTurn::Holder turn,
                                                           CommitNote note);

}  // namespace tenure::storage
