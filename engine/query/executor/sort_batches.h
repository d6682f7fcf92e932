// Sorting of rows that come as columns (batch.h): keys are numbers in arrays, and no row is made.
//
// One thread. The operator and the execution must outlive it. Only for this folder.
#pragma once

#include <vector>

#include "engine/query/executor/cursor.h"

namespace tenure::query {

class SortBatches {
 public:
  /// The columns of what comes out, where all keys and all slots that live on are columns of the input that
  /// can be told apart by number; else none. Not for the first few rows alone, which need not all be held.
  [[nodiscard]] static BatchColumns columnsOf(const plan::Sort& op, const BatchColumns& input);

  SortBatches(const plan::Sort& op, Execution& run) : op_(op), run_(run) {}
  ~SortBatches() { clear(); }
  SortBatches(const SortBatches&) = delete;
  SortBatches& operator=(const SortBatches&) = delete;

  void clear();
  /// All rows of the input, which is open, in order. kLimit where they are more than the statement may hold.
  Result<Batch> sorted(Cursor& input);

 private:
  Status gather(Cursor& input);
  Status charge();
  /// The keys of the rows, one row after the other, so that a smaller number comes first.
  void makeKeys(const BatchColumns& input);
  [[nodiscard]] std::vector<std::uint32_t> order() const;

  const plan::Sort& op_;
  Execution& run_;
  Batch shape_;  ///< of the first batch: which arrays there are
  std::size_t rows_ = 0;
  std::vector<NodeId> nodes_[2];
  std::vector<Instant> starts_;
  std::vector<Instant> ends_;
  std::vector<TypeId> types_;
  std::vector<std::int64_t> keys_;
  std::uint64_t bytes_ = 0;
};

}  // namespace tenure::query
