// Distinct rows. Where rows are nodes, or ids, that come many at once, they are told apart by number.
#include <algorithm>
#include <unordered_set>

#include "engine/query/executor/cursors.h"
#include "engine/query/executor/node_set.h"
#include "engine/query/executor/row_keys.h"

namespace tenure::query {

namespace {

class DistinctCursor final : public Cursor {
 public:
  DistinctCursor(const plan::Distinct& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  ~DistinctCursor() override { run_.meter.give(bytes_); }

  Status open() override {
    seen_.clear();
    batch_ = {};
    at_ = 0;
    run_.meter.give(bytes_);
    bytes_ = 0;
    TENURE_TRY(input_->open());
    column_ = input_->column();
    if (op_.slots.size() != 1 || column_.slot != op_.slots[0]) column_ = {};
    if (column_.slot != bound::kNoSlot) ids_.clear(run_.graph.reader().last().next_node.value);
    return {};
  }

  NodeColumn column() const override { return column_; }
  Result<NodeBatch> nextNodes() override {
    fresh_.clear();
    while (fresh_.empty()) {
      TENURE_ASSIGN(const NodeBatch batch, input_->nextNodes());
      if (batch.nodes.empty()) return batch;
      TENURE_TRY(run_.meter.steps(batch.nodes.size()));
      fresh_.resize(batch.nodes.size());
      fresh_.resize(ids_.insertAll(batch.nodes, fresh_.data()));
      TENURE_TRY(charge(ids_.bytes() - std::min(ids_.bytes(), bytes_)));
      scope_ = batch.scope;
    }
    return NodeBatch{fresh_, scope_};
  }

  Result<bool> next() override {
    if (column_.slot == bound::kNoSlot) return nextRow();
    if (at_ == batch_.nodes.size()) {
      TENURE_ASSIGN(batch_, nextNodes());
      at_ = 0;
      if (batch_.nodes.empty()) return false;
    }
    run_.slots[column_.slot] = batch_.value(at_++, column_);
    return true;
  }
  bool park() override { return input_->park(); }

 private:
  Status charge(std::uint64_t bytes) {
    bytes_ += bytes;
    return bytes == 0 ? Status() : run_.meter.take(bytes);
  }
  Result<bool> nextRow() {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      Row row;
      row.reserve(op_.slots.size());
      for (const bound::Slot slot : op_.slots) row.push_back(run_.slots[slot]);
      const std::uint64_t bytes = bytesOf(row);
      if (!seen_.insert(std::move(row)).second) continue;
      TENURE_TRY(charge(bytes));
      return true;
    }
  }

  CursorPtr input_;
  const plan::Distinct& op_;
  Execution& run_;
  std::unordered_set<Row, RowHash, RowSame> seen_;
  NodeColumn column_;  ///< where rows are nodes or ids that come many at once
  NodeSet ids_;
  std::vector<NodeId> fresh_;
  NodeBatch batch_;
  std::size_t at_ = 0;
  std::uint32_t scope_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

CursorPtr makeDistinct(const plan::Distinct& op, Execution& run) {
  return std::make_unique<DistinctCursor>(op, run);
}

}  // namespace tenure::query
