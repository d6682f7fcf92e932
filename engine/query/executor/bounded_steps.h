// The relationships of a node as columns, for a step of which only bounds and types are read
// (planner/spare.h): over engine/traversal's lists in memory, as long as the statement sees one committed
// state, and no lifespans are to be judged.
//
// One thread. The operator and the execution must outlive it.
#pragma once

#include <optional>
#include <vector>

#include "engine/query/executor/batch.h"
#include "engine/query/executor/execution.h"
#include "engine/query/planner/plan.h"
#include "engine/traversal/expand.h"
#include "engine/traversal/node_history.h"

namespace tenure::query {

class BoundedSteps {
 public:
  BoundedSteps(const plan::Expand& op, Execution& run) : op_(op), run_(run) {}
  ~BoundedSteps() { run_.meter.give(bytes_); }
  BoundedSteps(const BoundedSteps&) = delete;
  BoundedSteps& operator=(const BoundedSteps&) = delete;

  /// Decides what can be listed in this run. A time that cannot be understood makes it unusable; who asks the
  /// other way hears of it.
  Status open();
  [[nodiscard]] bool usable() const { return usable_; }
  /// Lets go of what belongs to the state of the store.
  void park() {
    if (history_) history_room_ = history_->takeRoom();
    history_.reset();
    steps_.clear();
  }

  /// The relationships of a node, one row each, in no order: the neighbours in `nodes[0]`, and bounds and
  /// types. kLimit where they would be more than the statement may hold.
  [[nodiscard]] Result<Batch> of(NodeId node);

 private:
  void make();
  /// Of the whole history, of all types, in order. False where a fact has several pieces.
  [[nodiscard]] Result<bool> takeHistory(NodeId node);
  [[nodiscard]] Result<bool> takeSteps(NodeId node);
  /// Those of a node that has facts in pieces, each of which must be judged as a whole.
  Status bring(NodeId node);
  Status charge();

  const plan::Expand& op_;
  Execution& run_;
  bool usable_ = false;
  std::uint32_t scope_ = 0;
  std::optional<NodeHistory> history_;
  std::vector<HistoryItem> history_room_;
  std::vector<Expand> steps_;  ///< one for each type, where history_ is none
  BoundRows rows_;
  std::vector<Met> met_;
  std::uint64_t bytes_ = 0;  ///< of the columns, as the meter knows it
};

}  // namespace tenure::query
