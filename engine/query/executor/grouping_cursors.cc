// Cursors that hold many rows: grouping and sorting.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/group_counts.h"
#include "engine/query/executor/row_keys.h"
#include "engine/query/executor/sort_batches.h"
#include "engine/query/values/aggregates.h"
#include "engine/query/values/comparison.h"

namespace tenure::query {

namespace {

class AggregateCursor final : public Cursor {
 public:
  AggregateCursor(const plan::Aggregate& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  ~AggregateCursor() override { run_.meter.give(bytes_); }

  Status open() override {
    groups_.clear();
    order_.clear();
    run_.meter.give(bytes_);
    bytes_ = 0;
    gathered_ = false;
    at_ = 0;
    counts_.reset();
    TENURE_TRY(input_->open());
    if (GroupCounts::canCount(op_, input_->column())) counts_.emplace(op_, input_->column(), run_);
    return {};
  }

  Result<bool> next() override {
    if (!gathered_) TENURE_TRY(counts_ ? counts_->gather(*input_) : gather());
    gathered_ = true;
    if (counts_) return counts_->next();
    if (at_ >= order_.size()) return false;
    auto& [key, aggregates] = *order_[at_++];
    for (std::size_t i = 0; i < op_.keys.size(); ++i) run_.slots[op_.keys[i].first] = key[i];
    for (std::size_t i = 0; i < op_.items.size(); ++i) {
      auto value = aggregates[i]->finish();
      if (!value.ok()) return std::move(value).error();
      run_.slots[op_.items[i].slot] = std::move(*value);
    }
    return true;
  }
  bool park() override { return input_->park(); }

 private:
  using Aggregates = std::vector<std::unique_ptr<Aggregate>>;
  using Groups = std::unordered_map<Row, Aggregates, RowHash, RowSame>;

  Aggregates make() const {
    Aggregates out;
    for (const plan::AggregateItem& item : op_.items) {
      auto one = item.function == nullptr ? countRows() : item.function->make();
      out.push_back(item.distinct ? distinct(std::move(one)) : std::move(one));
    }
    return out;
  }

  Status gather() {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) break;
      Row key(op_.keys.size());
      for (std::size_t i = 0; i < key.size(); ++i) {
        TENURE_ASSIGN(key[i], evaluate(*op_.keys[i].second, run_));
      }
      auto group = groups_.find(key);
      if (group == groups_.end()) {
        TENURE_TRY(charge(bytesOf(key)));
        group = groups_.emplace(std::move(key), make()).first;
        order_.push_back(&*group);
      }
      TENURE_TRY(add(group->second));
    }
    // Without keys there is one group, though it be empty.
    if (op_.keys.empty() && groups_.empty()) order_.push_back(&*groups_.emplace(Row(), make()).first);
    return {};
  }

  Status add(Aggregates& aggregates) {
    for (std::size_t i = 0; i < aggregates.size(); ++i) {
      const plan::AggregateItem& item = op_.items[i];
      Row arguments(item.arguments.size());
      for (std::size_t j = 0; j < arguments.size(); ++j) {
        TENURE_ASSIGN(arguments[j], evaluate(*item.arguments[j], run_));
      }
      const std::size_t before = aggregates[i]->memoryBytes();
      auto status = aggregates[i]->add(arguments);
      if (!status.ok()) {
        return item.arguments.empty() ? std::move(status).error()
                                      : placed(std::move(status).error(), item.arguments[0]->at);
      }
      const std::size_t after = aggregates[i]->memoryBytes();
      if (after > before) TENURE_TRY(charge(after - before));
    }
    return {};
  }

  Status charge(std::uint64_t bytes) {
    bytes_ += bytes;
    return run_.meter.take(bytes);
  }

  CursorPtr input_;
  const plan::Aggregate& op_;
  Execution& run_;
  Groups groups_;
  std::vector<Groups::value_type*> order_;  ///< in the order in which they were met
  std::optional<GroupCounts> counts_;       ///< where rows are only counted, in place of these
  std::uint64_t bytes_ = 0;
  bool gathered_ = false;
  std::size_t at_ = 0;
};

class SortCursor final : public Cursor {
 public:
  SortCursor(const plan::Sort& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run), batches_(op, run) {}
  ~SortCursor() override { run_.meter.give(bytes_); }

  Status open() override {
    rows_.clear();
    run_.meter.give(bytes_);
    bytes_ = 0;
    gathered_ = false;
    at_ = 0;
    batches_.clear();
    TENURE_TRY(input_->open());
    columns_ = SortBatches::columnsOf(op_, input_->columns());
    return {};
  }

  BatchColumns columns() const override { return columns_; }
  Result<Batch> nextBatch() override {
    if (std::exchange(gathered_, true)) return Batch();
    return batches_.sorted(*input_);
  }

  Result<bool> next() override {
    if (!std::exchange(gathered_, true)) TENURE_TRY(gather());
    if (at_ >= rows_.size()) return false;
    const Row& row = rows_[at_++].values;
    for (std::size_t i = 0; i < op_.live.size(); ++i) run_.slots[op_.live[i]] = row[op_.keys.size() + i];
    return true;
  }
  bool park() override { return input_->park(); }

 private:
  struct Sorted {
    Row values;  ///< keys, then live slots
    std::uint64_t number = 0;
  };

  [[nodiscard]] bool before(const Sorted& a, const Sorted& b) const {
    for (std::size_t i = 0; i < op_.keys.size(); ++i) {
      const int compared = order(a.values[i], b.values[i]);
      if (compared != 0) return op_.keys[i].descending ? compared > 0 : compared < 0;
    }
    return a.number < b.number;
  }

  Status gather() {
    std::optional<std::uint64_t> most;
    if (op_.at_most) {
      TENURE_ASSIGN(const Datum count, evaluate(*op_.at_most, run_));
      // What is wrong with the count LIMIT itself will say.
      if (count.kind() == Kind::kInteger && count.asInteger() >= 0) {
        most = static_cast<std::uint64_t>(count.asInteger());
      }
    }
    const auto less = [this](const Sorted& a, const Sorted& b) { return before(a, b); };
    std::uint64_t number = 0;
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) break;
      Sorted row;
      row.number = number++;
      row.values.reserve(op_.keys.size() + op_.live.size());
      for (const plan::SortKey& key : op_.keys) {
        TENURE_ASSIGN(Datum value, evaluate(*key.value, run_));
        row.values.push_back(std::move(value));
      }
      if (most && rows_.size() == *most) {
        // Only the first `most` are wanted: the last of them stands at the front of a heap.
        if (rows_.empty() || !before(row, rows_.front())) continue;
        std::pop_heap(rows_.begin(), rows_.end(), less);
        give(rows_.back());
        rows_.pop_back();
      }
      for (const bound::Slot slot : op_.live) row.values.push_back(run_.slots[slot]);
      const std::uint64_t bytes = bytesOf(row.values);
      bytes_ += bytes;
      TENURE_TRY(run_.meter.take(bytes));
      rows_.push_back(std::move(row));
      if (most) std::push_heap(rows_.begin(), rows_.end(), less);
    }
    std::sort(rows_.begin(), rows_.end(), less);
    return {};
  }
  void give(const Sorted& row) {
    const std::uint64_t bytes = bytesOf(row.values);
    bytes_ -= bytes;
    run_.meter.give(bytes);
  }

  CursorPtr input_;
  const plan::Sort& op_;
  Execution& run_;
  std::vector<Sorted> rows_;
  std::uint64_t bytes_ = 0;
  bool gathered_ = false;
  std::size_t at_ = 0;
  BatchColumns columns_;
  SortBatches batches_;  ///< where rows come as columns, in place of these
};

}  // namespace

CursorPtr makeAggregate(const plan::Aggregate& op, Execution& run) {
  return std::make_unique<AggregateCursor>(op, run);
}
CursorPtr makeSort(const plan::Sort& op, Execution& run) { return std::make_unique<SortCursor>(op, run); }

}  // namespace tenure::query
