// The makers of cursors, one source for each kind of operator. Only for this folder.
#pragma once

#include "engine/query/executor/cursor.h"

namespace tenure::query {

[[nodiscard]] CursorPtr makeNodeScan(const plan::NodeScan& op, Execution& run);
[[nodiscard]] CursorPtr makeNodeSeek(const plan::NodeSeek& op, Execution& run);
[[nodiscard]] CursorPtr makeNodeCheck(const plan::NodeCheck& op, Execution& run);
[[nodiscard]] CursorPtr makeExpand(const plan::Expand& op, Execution& run);
[[nodiscard]] CursorPtr makeExpandVariable(const plan::ExpandVariable& op, Execution& run);
[[nodiscard]] CursorPtr makeShortestPath(const plan::ShortestPath& op, Execution& run);
[[nodiscard]] CursorPtr makePathModeCheck(const plan::PathModeCheck& op, Execution& run);
[[nodiscard]] CursorPtr makeSharedInstant(const plan::SharedInstant& op, Execution& run);
[[nodiscard]] CursorPtr makeSystemVersions(const plan::SystemVersions& op, Execution& run);
[[nodiscard]] CursorPtr makeAggregate(const plan::Aggregate& op, Execution& run);
[[nodiscard]] CursorPtr makeSort(const plan::Sort& op, Execution& run);
[[nodiscard]] CursorPtr makeDistinct(const plan::Distinct& op, Execution& run);
[[nodiscard]] CursorPtr makeCallProcedure(const plan::CallProcedure& op, Execution& run);
[[nodiscard]] CursorPtr makeLoadCsv(const plan::LoadCsv& op, Execution& run);
[[nodiscard]] CursorPtr makeChangeSchema(const plan::ChangeSchema& op, Execution& run);
[[nodiscard]] CursorPtr makeWrite(const plan::Write& op, Execution& run);
[[nodiscard]] CursorPtr makeApply(const plan::Apply& op, Execution& run);

/// Rows held by an operator: the values of some slots.
class HeldRows {
 public:
  HeldRows(const std::vector<bound::Slot>& slots, Execution& run) : slots_(slots), run_(run) {}
  /// Copies the slots of the frame. kLimit past the memory bound.
  Status add();
  void restore(std::size_t row) const;
  [[nodiscard]] std::size_t size() const { return count_; }
  void clear();
  HeldRows(const HeldRows&) = delete;
  HeldRows& operator=(const HeldRows&) = delete;
  ~HeldRows() { clear(); }

 private:
  const std::vector<bound::Slot>& slots_;
  Execution& run_;
  std::vector<Datum> values_;
  std::size_t count_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace tenure::query
