// The rows of batches for which a condition over bounds holds (planner/bounds_predicate.h).
//
// One thread. The expression and the execution must outlive it. Only for this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/query/executor/batch.h"
#include "engine/query/executor/execution.h"
#include "engine/query/planner/bounds_predicate.h"

namespace tenure::query {

class BatchFilter {
 public:
  BatchFilter(BoundsPredicate predicate, Execution& run) : predicate_(std::move(predicate)), run_(run) {}
  ~BatchFilter() { run_.meter.give(bytes_); }
  BatchFilter(const BatchFilter&) = delete;
  BatchFilter& operator=(const BatchFilter&) = delete;

  /// Whether all bounds that are asked for are columns, and what they are compared with in this run is
  /// datetimes in UTC, to the microsecond. Any other value, or an error, is met row by row.
  [[nodiscard]] bool open(const BatchColumns& input);
  /// Those rows of a batch; borrowed as the batch is, or until the next call.
  [[nodiscard]] Result<Batch> kept(const Batch& batch);

 private:
  /// Numbers that compare as instants do. Of what is not known, which is null, kUnknown.
  static constexpr std::int64_t kUnknown = INT64_MAX;
  enum Truth : std::uint8_t { kFalse, kTrue, kNull };
  using Truths = std::vector<std::uint8_t>;

  [[nodiscard]] std::int64_t numberAt(const Batch& batch, const BoundsPredicate::Operand& operand,
                                      std::size_t step, std::size_t row) const;
  void judge(const Batch& batch);

  BoundsPredicate predicate_;
  Execution& run_;
  std::vector<std::int64_t> constants_;  ///< of each step, where one of its sides is one
  std::vector<Truths> stack_;
  std::size_t depth_ = 0;
  std::vector<NodeId> nodes_[2];
  std::vector<Instant> starts_;
  std::vector<Instant> ends_;
  std::vector<TypeId> types_;
  std::uint64_t bytes_ = 0;
};

}  // namespace tenure::query
