#include "engine/query/executor/bounded_steps.h"

#include "engine/query/executor/neighbour_steps.h"

namespace tenure::query {

Status BoundedSteps::open() {
  usable_ = false;
  if (!op_.spare.bounds || !isPlainGraph(run_)) return {};
  const auto scope = scopeOf(op_.scope, run_);
  if (!scope.ok() || run_.graph.scope(*scope).include_refuted) return {};
  if ((!history_ && steps_.empty()) || scope_ != *scope) {
    scope_ = *scope;
    make();
  }
  usable_ = true;
  return {};
}

void BoundedSteps::make() {
  history_.reset();
  steps_.clear();
  const View view = run_.graph.view(scope_);
  const bool all_time = std::holds_alternative<AllTime>(view.scope().valid) && !view.scope().certain_only;
  if (all_time && op_.types.empty()) {
    history_.emplace(view, op_.direction, std::move(history_room_));
    return;
  }
  for (const std::string& type : typesOf(op_, run_)) steps_.push_back(Expand::of(view, type, op_.direction));
}

Result<Batch> BoundedSteps::of(NodeId node) {
  rows_.clear();
  bool taken = false;
  if (history_) {
    TENURE_ASSIGN(taken, takeHistory(node));
  } else {
    TENURE_ASSIGN(taken, takeSteps(node));
  }
  if (!taken) TENURE_TRY(bring(node));
  TENURE_TRY(charge());
  Batch batch;
  batch.rows = rows_.nodes.size();
  batch.nodes[0] = rows_.nodes;
  batch.scopes[0] = scope_;
  batch.starts = rows_.starts;
  batch.ends = rows_.ends;
  batch.types = rows_.types;
  return batch;
}

Result<bool> BoundedSteps::takeHistory(NodeId node) {
  TENURE_ASSIGN(const auto items, history_->of(node));
  if (history_->metPieces()) return false;
  rows_.resize(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    rows_.nodes[i] = items[i].node;
    rows_.starts[i] = items[i].start;
    rows_.ends[i] = items[i].end;
    rows_.types[i] = items[i].type;
  }
  return true;
}

Result<bool> BoundedSteps::takeSteps(NodeId node) {
  for (Expand& step : steps_) {
    TENURE_ASSIGN(const bool whole, step.bounds(node, rows_));
    if (!whole) return false;
  }
  return true;
}

Status BoundedSteps::bring(NodeId node) {
  rows_.clear();
  met_.clear();
  TENURE_TRY(run_.graph.expand(node, op_.direction, op_.types, scope_, met_));
  for (const Met& met : met_)
    rows_.add(met.neighbour, met.relationship.period.start_min, met.relationship.period.end_max,
              met.relationship.type);
  return {};
}

Status BoundedSteps::charge() {
  const std::uint64_t bytes = rows_.bytes();
  if (bytes <= bytes_) return {};
  const std::uint64_t more = bytes - bytes_;
  bytes_ = bytes;
  return run_.meter.take(more);
}

}  // namespace tenure::query
