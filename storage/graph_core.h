// What readers and writers of one open store share: the store, the published state, the writer's turn, the
// clock.
//
// Thread rules: `state` from any thread; the rest belongs to who holds the writer's turn.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/graph_reader.h"
#include "storage/label_block.h"
#include "storage/ordered_store.h"
#include "storage/write_set.h"
#include "storage/writer_turn.h"

namespace tenure::storage {

class GraphCore {
 public:
  GraphCore(std::unique_ptr<OrderedStore> store, std::filesystem::path path,
            std::function<std::int64_t()> clock, std::uint64_t image_bytes)
      : store_(std::move(store)),
        path_(std::move(path)),
        clock_(std::move(clock)),
        budget_(std::make_shared<CacheBudget>(image_bytes)) {}

  [[nodiscard]] OrderedStore& store() const { return *store_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] WriterTurn& turn() { return turn_; }

  [[nodiscard]] GraphReader reader() { return {*store_, state()}; }
  [[nodiscard]] std::shared_ptr<const StoreState> state() {
    const std::lock_guard lock(mutex_);
    return state_;
  }
  /// Makes what was just committed visible to new readers: a fresh snapshot with the tokens and schema that
  /// belong to it.
  /// Nothing of its adjacency is in memory.
  void publish(std::shared_ptr<const Tokens> tokens, std::shared_ptr<const Schema> schema, CommitRow last) {
    auto next = std::make_shared<const StoreState>(
        StoreState{store_->snapshot(), std::move(tokens), std::move(schema), std::move(last),
                   std::make_shared<ImageCell>(budget_), std::make_shared<LabelCounts>()});
    const std::lock_guard lock(mutex_);
    state_ = std::move(next);
  }
  /// The same after a transaction: what was in memory stays, with its changes.
  void publish(std::shared_ptr<const Tokens> tokens, std::shared_ptr<const Schema> schema, CommitRow last,
               const WriteSet& writes) {
    StoreState next{store_->snapshot(), std::move(tokens), std::move(schema),
                    std::move(last),    nullptr,           nullptr};
    const std::lock_guard lock(mutex_);
    // The state is ours and the transaction's own reader's, its lists are the state's alone, and while we
    // hold the lock nobody else can take them.
    const bool alone = state_.use_count() <= 2 && state_->images.use_count() <= 1;
    next.images = state_->images->after(writes.listChanges(), writes.lifespanChanges(), alone);
    next.label_counts = state_->label_counts->after(writes.labelDeltas());
    state_ = std::make_shared<const StoreState>(std::move(next));
  }
  [[nodiscard]] CacheFigures cacheFigures() const { return budget_->figures(); }
  /// Lets go of the published snapshot, so that files can be rewritten; `publish` follows.
  void dropSnapshot() {
    const std::lock_guard lock(mutex_);
    StoreState without = *state_;
    without.snapshot.reset();
    state_ = std::make_shared<const StoreState>(std::move(without));
  }

  /// The commit after `last`: system time is the wall clock, or one microsecond after the last where the
  /// clock does not go on.
  [[nodiscard]] PendingCommit nextCommit(const CommitRow& last) const {
    const std::int64_t now_us = clock_();
    const bool later = last.commit.number == 0 || now_us > last.commit.instant.micros();
    return {SystemInstant::fromMicros(later ? now_us : last.commit.instant.micros() + 1),
            last.commit.number + 1};
  }

 private:
  std::unique_ptr<OrderedStore> store_;
  std::filesystem::path path_;
  std::function<std::int64_t()> clock_;
  std::shared_ptr<CacheBudget> budget_;
  WriterTurn turn_;
  std::mutex mutex_;
  std::shared_ptr<const StoreState> state_ = std::make_shared<const StoreState>();
};

}  // namespace tenure::storage
