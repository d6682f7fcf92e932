// Counts of rows that come many at once (cursor.h): of all of them, by the node in which the rows of a batch
// differ, or by what is the same in a batch. Rows that nobody needs are not listed for it.
//
// One thread. The operator and the execution must outlive it. Only for this folder.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/query/executor/cursor.h"
#include "engine/query/executor/id_index.h"
#include "engine/query/executor/row_keys.h"

namespace tenure::query {

class GroupCounts {
 public:
  /// Whether an aggregation does nothing but count the rows of an input with this column.
  [[nodiscard]] static bool canCount(const plan::Aggregate& op, NodeColumn input);

  GroupCounts(const plan::Aggregate& op, NodeColumn input, Execution& run);
  ~GroupCounts() { run_.meter.give(bytes_); }
  GroupCounts(const GroupCounts&) = delete;
  GroupCounts& operator=(const GroupCounts&) = delete;

  /// Counts all rows of the input, which is open. kLimit where the groups would be more than the statement
  /// may hold.
  Status gather(Cursor& input);
  /// The next group and its count into the frame, in the order in which they were met; false at the end.
  bool next();

 private:
  Status addNodes(const NodeBatch& batch);
  Status addRows(std::uint64_t rows);
  Status charge(std::uint64_t bytes);
  /// Counts what the groups by node have grown to.
  Status chargeNodes();
  [[nodiscard]] Datum keyAt(std::size_t group) const;

  const plan::Aggregate& op_;
  Execution& run_;
  bool by_node_ = false;   ///< the group is the node of the batch, else what stands in the frame
  NodeColumn key_column_;  ///< then: the slot of the key, and whether it is the node's id
  IdIndex ids_;
  std::uint32_t scope_ = 0;
  std::unordered_map<Row, std::size_t, RowHash, RowSame> numbers_;
  std::vector<Datum> keys_;
  std::vector<std::uint64_t> counts_;  ///< by group
  std::uint64_t bytes_ = 0;
  std::size_t at_ = 0;
};

}  // namespace tenure::query
