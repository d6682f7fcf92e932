#include "engine/query/executor/group_counts.h"

#include <algorithm>

#include "engine/query/executor/evaluate.h"
#include "engine/query/planner/simple_item.h"

namespace tenure::query {

bool GroupCounts::canCount(const plan::Aggregate& op, NodeColumn input) {
  const bool counts = std::all_of(op.items.begin(), op.items.end(), [](const plan::AggregateItem& item) {
    return item.function == nullptr && !item.distinct;
  });
  if (input.slot == bound::kNoSlot || !counts || op.keys.size() > 1) return false;
  if (op.keys.empty()) return true;
  const SimpleItem key = simpleItem(*op.keys[0].second);
  if (key.kind == SimpleItem::Kind::kVariable) return true;
  // The id of an id is an error, which is met row by row.
  return key.kind == SimpleItem::Kind::kId && !(key.slot == input.slot && input.as_id);
}

GroupCounts::GroupCounts(const plan::Aggregate& op, NodeColumn input, Execution& run) : op_(op), run_(run) {
  if (op.keys.empty()) {
    counts_.push_back(0);  // one group, though it be empty
    return;
  }
  const SimpleItem key = simpleItem(*op.keys[0].second);
  by_node_ = key.slot == input.slot;
  key_column_ = {op.keys[0].first, input.as_id || key.kind == SimpleItem::Kind::kId};
}

Status GroupCounts::gather(Cursor& input) {
  while (true) {
    TENURE_TRY(run_.meter.step());
    if (by_node_) {
      TENURE_ASSIGN(const NodeBatch batch, input.nextNodes());
      if (batch.nodes.empty()) return {};
      TENURE_TRY(addNodes(batch));
      continue;
    }
    TENURE_ASSIGN(const auto rows, input.nextCount());
    if (!rows) return {};
    if (*rows > 0) TENURE_TRY(addRows(*rows));
  }
}

Status GroupCounts::addNodes(const NodeBatch& batch) {
  scope_ = batch.scope;
  TENURE_TRY(run_.meter.steps(batch.nodes.size()));
  for (const NodeId node : batch.nodes) {
    const auto [group, is_new] = ids_.insert(node.value);
    if (is_new) counts_.push_back(0);
    ++counts_[group];
  }
  return chargeNodes();
}

Status GroupCounts::addRows(std::uint64_t rows) {
  if (op_.keys.empty()) {
    counts_[0] += rows;
    return {};
  }
  TENURE_ASSIGN(Datum key, evaluate(*op_.keys[0].second, run_));
  const auto [at, is_new] = numbers_.try_emplace(Row{key}, counts_.size());
  if (is_new) {
    TENURE_TRY(charge(bytesOf(at->first)));
    keys_.push_back(std::move(key));
    counts_.push_back(0);
  }
  counts_[at->second] += rows;
  return {};
}

Status GroupCounts::charge(std::uint64_t bytes) {
  bytes_ += bytes;
  return run_.meter.take(bytes);
}
Status GroupCounts::chargeNodes() {
  const std::uint64_t bytes = ids_.bytes() + counts_.capacity() * sizeof(std::uint64_t);
  return bytes > bytes_ ? charge(bytes - bytes_) : Status();
}

Datum GroupCounts::keyAt(std::size_t group) const {
  if (!by_node_) return keys_[group];
  const NodeId node{ids_.id(group)};
  return NodeBatch{{&node, 1}, scope_}.value(0, key_column_);
}

bool GroupCounts::next() {
  if (at_ >= counts_.size()) return false;
  if (!op_.keys.empty()) run_.slots[op_.keys[0].first] = keyAt(at_);
  for (const plan::AggregateItem& item : op_.items) {
    run_.slots[item.slot] = Datum::integer(static_cast<std::int64_t>(counts_[at_]));
  }
  ++at_;
  return true;
}

}  // namespace tenure::query
