// Cursors that pass rows on: filters, projections, limits, lists, inner plans, unions.
#include <algorithm>

#include "engine/query/executor/batch_filter.h"
#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/profile.h"
#include "engine/query/planner/simple_item.h"
#include "engine/query/query_error.h"
#include "engine/query/values/aggregates.h"

namespace tenure::query {

Result<std::optional<std::uint64_t>> Cursor::nextCount() {
  TENURE_ASSIGN(const NodeBatch batch, nextNodes());
  if (batch.nodes.empty()) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(batch.nodes.size());
}

BatchColumns Cursor::columns() const {
  const NodeColumn one = column();
  BatchColumns out;
  if (one.slot == bound::kNoSlot) return out;
  const auto form = one.as_id ? BatchColumn::Form::kId : BatchColumn::Form::kNode;
  return out.add({one.slot, form, 0, false}) ? out : BatchColumns();
}
Result<Batch> Cursor::nextBatch() {
  TENURE_ASSIGN(const NodeBatch nodes, nextNodes());
  Batch batch;
  batch.rows = nodes.nodes.size();
  batch.nodes[0] = nodes.nodes;
  batch.scopes[0] = nodes.scope;
  return batch;
}

Status HeldRows::add() {
  std::uint64_t bytes = slots_.size() * sizeof(Datum);
  for (const bound::Slot slot : slots_) {
    values_.push_back(run_.slots[slot]);
    bytes += heapBytes(values_.back());
  }
  bytes_ += bytes;
  ++count_;
  return run_.meter.take(bytes);
}

void HeldRows::restore(std::size_t row) const {
  for (std::size_t i = 0; i < slots_.size(); ++i) run_.slots[slots_[i]] = values_[row * slots_.size() + i];
}

void HeldRows::clear() {
  run_.meter.give(bytes_);
  values_.clear();
  count_ = 0;
  bytes_ = 0;
}

namespace {

class ArgumentCursor final : public Cursor {
 public:
  Status open() override {
    done_ = false;
    return {};
  }
  Result<bool> next() override { return !std::exchange(done_, true); }
  bool park() override { return true; }

 private:
  bool done_ = false;
};

class FilterCursor final : public Cursor {
 public:
  FilterCursor(const plan::Filter& op, Execution& run)
      : input_(makeCursor(*op.input, run)), predicate_(*op.predicate), run_(run) {
    if (auto bounds = boundsPredicate(predicate_)) batches_.emplace(std::move(*bounds), run);
  }
  Status open() override {
    TENURE_TRY(input_->open());
    columns_ = {};
    if (batches_) {
      const BatchColumns columns = input_->columns();
      if (batches_->open(columns)) columns_ = columns;
    }
    return {};
  }
  BatchColumns columns() const override { return columns_; }
  Result<Batch> nextBatch() override {
    while (true) {
      TENURE_ASSIGN(const Batch batch, input_->nextBatch());
      if (batch.rows == 0) return batch;
      TENURE_TRY(run_.meter.steps(batch.rows));
      TENURE_ASSIGN(const Batch kept, batches_->kept(batch));
      if (kept.rows > 0) return kept;
    }
  }
  Result<bool> next() override {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(const bool kept, holds(predicate_, run_));
      if (kept) return true;
    }
  }
  bool park() override { return input_->park(); }

 private:
  CursorPtr input_;
  const bound::Expression& predicate_;
  Execution& run_;
  std::optional<BatchFilter> batches_;  ///< of a condition over bounds
  BatchColumns columns_;                ///< where rows come as columns
};

class ProjectCursor final : public Cursor {
 public:
  ProjectCursor(const plan::Project& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {
    for (const auto& [slot, expression] : op.items) simple_.push_back(simpleItem(*expression));
  }
  Status open() override {
    TENURE_TRY(input_->open());
    column_ = columnOf(input_->column());
    columns_.reset();
    return {};
  }
  Result<bool> next() override {
    TENURE_ASSIGN(const bool more, input_->next());
    if (!more) return false;
    for (std::size_t i = 0; i < op_.items.size(); ++i) {
      const auto& [slot, expression] = op_.items[i];
      const SimpleItem item = simple_[i];
      if (item.kind == SimpleItem::Kind::kVariable) {
        run_.slots[slot] = run_.slots[item.slot];
      } else if (item.kind == SimpleItem::Kind::kId && run_.slots[item.slot].kind() == Kind::kNode) {
        run_.slots[slot] = Datum::integer(static_cast<std::int64_t>(run_.slots[item.slot].asNode().value));
      } else {
        TENURE_ASSIGN(run_.slots[slot], evaluate(*expression, run_));
      }
    }
    return true;
  }

  BatchColumns columns() const override {
    if (!columns_) columns_ = columnsOf(input_->columns());
    return *columns_;
  }
  Result<Batch> nextBatch() override {
    TENURE_ASSIGN(const Batch batch, input_->nextBatch());
    if (batch.rows > 0)
      TENURE_TRY(projectFrame([this](bound::Slot slot) { return columns_->find(slot) != nullptr; }));
    return batch;
  }
  NodeColumn column() const override { return column_; }
  Result<NodeBatch> nextNodes() override {
    TENURE_ASSIGN(const NodeBatch batch, input_->nextNodes());
    if (!batch.nodes.empty()) TENURE_TRY(projectFrame([this](bound::Slot slot) { return isColumn(slot); }));
    return batch;
  }
  Result<std::optional<std::uint64_t>> nextCount() override {
    TENURE_ASSIGN(const auto count, input_->nextCount());
    if (count) TENURE_TRY(projectFrame([this](bound::Slot slot) { return isColumn(slot); }));
    return count;
  }
  bool park() override { return input_->park(); }

 private:
  /// The column of this: one item is the input's, or its id, and the others are plainly of the frame.
  NodeColumn columnOf(NodeColumn input) const {
    NodeColumn out;
    if (input.slot == bound::kNoSlot) return out;
    for (std::size_t i = 0; i < op_.items.size(); ++i) {
      const bound::Slot slot = op_.items[i].first;
      const SimpleItem item = simple_[i];
      if (item.kind == SimpleItem::Kind::kOther || item.isOfBounds()) return {};
      if (item.kind == SimpleItem::Kind::kConstant || item.slot != input.slot) continue;
      const bool is_id = item.kind == SimpleItem::Kind::kId;
      if (out.slot != bound::kNoSlot || (is_id && input.as_id)) return {};
      out = {slot, is_id || input.as_id};
    }
    return out;
  }
  /// The columns of this beside those of the input: each item is one of these, what a function gives of it,
  /// or plainly of the frame.
  BatchColumns columnsOf(const BatchColumns& input) const {
    using Of = SimpleItem::Kind;
    using Form = BatchColumn::Form;
    BatchColumns out = input;
    if (input.empty()) return out;
    for (std::size_t i = 0; i < op_.items.size(); ++i) {
      const SimpleItem item = simple_[i];
      if (item.kind == Of::kOther) return {};
      if (item.kind == Of::kConstant || !input.tells(item.slot)) continue;
      std::optional<BatchColumn> column;
      if (item.isOfBounds()) {
        const Form form = item.kind == Of::kValidFrom ? Form::kStart
                          : item.kind == Of::kValidTo ? Form::kEnd
                                                      : Form::kType;
        if (const BatchColumn* of = input.findOf(item.slot, form)) column = *of;
      } else if (const BatchColumn* held = input.find(item.slot)) {
        column = *held;
        const bool is_node = held->form == Form::kNode;
        if (item.kind == Of::kId && is_node) column->form = Form::kId;
        if (item.kind == Of::kId && !is_node) return {};  // an error, which is met row by row
      }
      if (!column) return {};
      column->slot = op_.items[i].first;
      column->of_relationship = false;
      if (!out.add(*column)) return {};
    }
    return out;
  }
  [[nodiscard]] bool isColumn(bound::Slot slot) const { return slot == column_.slot; }
  /// The items that are the same in all rows of a batch.
  template <class Varies>
  Status projectFrame(const Varies& varies) {
    for (const auto& [slot, expression] : op_.items) {
      if (varies(slot)) continue;
      TENURE_ASSIGN(run_.slots[slot], evaluate(*expression, run_));
    }
    return {};
  }

  CursorPtr input_;
  const plan::Project& op_;
  Execution& run_;
  std::vector<SimpleItem> simple_;  ///< of each item
  NodeColumn column_;
  mutable std::optional<BatchColumns> columns_;  ///< once they were asked for
};

/// A count of rows as SKIP and LIMIT take it.
Result<std::uint64_t> rowCount(const bound::Expression& expression, Execution& run, const char* clause) {
  TENURE_ASSIGN(const Datum value, evaluate(expression, run));
  if (value.kind() != Kind::kInteger) {
    return queryError(
        ErrorClass::kSyntaxError, "InvalidArgumentType",
        std::string(clause) + " takes a whole number, not " + std::string(kindName(value.kind())),
        expression.at);
  }
  if (value.asInteger() < 0) {
    return queryError(ErrorClass::kSyntaxError, "NegativeIntegerArgument",
                      std::string(clause) + " takes a number that is not negative", expression.at);
  }
  return static_cast<std::uint64_t>(value.asInteger());
}

class SkipCursor final : public Cursor {
 public:
  SkipCursor(const plan::Skip& op, Execution& run)
      : input_(makeCursor(*op.input, run)), count_(*op.count), run_(run) {}
  Status open() override {
    TENURE_ASSIGN(left_, rowCount(count_, run_, "SKIP"));
    return input_->open();
  }
  Result<bool> next() override {
    for (; left_ > 0; --left_) {
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
    }
    return input_->next();
  }
  bool park() override { return input_->park(); }

 private:
  CursorPtr input_;
  const bound::Expression& count_;
  Execution& run_;
  std::uint64_t left_ = 0;
};

class LimitCursor final : public Cursor {
 public:
  LimitCursor(const plan::Limit& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    TENURE_ASSIGN(left_, rowCount(*op_.count, run_, "LIMIT"));
    return input_->open();
  }
  Result<bool> next() override {
    if (left_ > 0) {
      --left_;
      return input_->next();
    }
    bool more = op_.drain;
    while (more) {
      TENURE_ASSIGN(more, input_->next());
    }
    return false;
  }
  bool park() override { return input_->park(); }

 private:
  CursorPtr input_;
  const plan::Limit& op_;
  Execution& run_;
  std::uint64_t left_ = 0;
};

class UnwindCursor final : public Cursor {
 public:
  UnwindCursor(const plan::Unwind& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    list_ = Datum();
    at_ = 0;
    return input_->open();
  }
  Result<bool> next() override {
    while (list_.isNull() || at_ >= list_.asList().size()) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(list_, evaluate(*op_.list, run_));
      // What is no list is a list of itself.
      if (!list_.isNull() && list_.kind() != Kind::kList) list_ = Datum::list({list_});
      at_ = 0;
    }
    run_.slots[op_.slot] = list_.asList()[at_++];
    return true;
  }

 private:
  CursorPtr input_;
  const plan::Unwind& op_;
  Execution& run_;
  Datum list_;
  std::size_t at_ = 0;
};

class OptionalCursor final : public Cursor {
 public:
  OptionalCursor(const plan::Optional& op, Execution& run)
      : input_(makeCursor(*op.input, run)), inner_(makeCursor(*op.inner, run)), op_(op), run_(run) {}
  Status open() override {
    inside_ = false;
    return input_->open();
  }
  Result<bool> next() override {
    while (true) {
      if (!inside_) {
        TENURE_ASSIGN(const bool more, input_->next());
        if (!more) return false;
        TENURE_TRY(inner_->open());
        inside_ = true;
        found_ = false;
      }
      TENURE_ASSIGN(const bool row, inner_->next());
      if (row) {
        found_ = true;
        return true;
      }
      inside_ = false;
      if (!found_) {
        for (const bound::Slot slot : op_.nulls) run_.slots[slot] = Datum();
        return true;
      }
    }
  }

 private:
  CursorPtr input_;
  CursorPtr inner_;
  const plan::Optional& op_;
  Execution& run_;
  bool inside_ = false;
  bool found_ = false;
};

class UnionCursor final : public Cursor {
 public:
  UnionCursor(const plan::Union& op, Execution& run) : op_(op), run_(run) {
    for (const plan::OperatorPtr& branch : op.branches) branches_.push_back(makeCursor(*branch, run));
  }
  Status open() override {
    at_ = 0;
    return branches_.empty() ? Status() : branches_[0]->open();
  }
  Result<bool> next() override {
    while (at_ < branches_.size()) {
      TENURE_ASSIGN(const bool more, branches_[at_]->next());
      if (more) {
        for (std::size_t i = 0; i < op_.into.size(); ++i) {
          run_.slots[op_.into[i]] = run_.slots[op_.columns[at_][i]];
        }
        return true;
      }
      if (++at_ < branches_.size()) TENURE_TRY(branches_[at_]->open());
    }
    return false;
  }

 private:
  std::vector<CursorPtr> branches_;
  const plan::Union& op_;
  Execution& run_;
  std::size_t at_ = 0;
};

class ApplyCursor final : public Cursor {
 public:
  ApplyCursor(const plan::Apply& op, Execution& run)
      : input_(makeCursor(*op.input, run)),
        inner_(makeCursor(*op.inner, run)),
        op_(op),
        run_(run),
        held_(op.live, run) {}
  Status open() override {
    inside_ = false;
    gathered_ = !op_.eager;
    held_.clear();
    at_ = 0;
    return input_->open();
  }
  Result<bool> next() override {
    if (!gathered_) TENURE_TRY(gather());
    while (true) {
      if (!inside_) {
        TENURE_ASSIGN(const bool more, nextInput());
        if (!more) return false;
        TENURE_TRY(inner_->open());
        inside_ = !op_.unit;
        if (op_.unit) {
          TENURE_TRY(drain());
          return true;
        }
      }
      TENURE_ASSIGN(const bool row, inner_->next());
      if (row) return true;
      inside_ = false;
    }
  }

 private:
  Status gather() {
    gathered_ = true;
    while (true) {
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return {};
      TENURE_TRY(held_.add());
    }
  }
  Result<bool> nextInput() {
    if (!op_.eager) return input_->next();
    if (at_ >= held_.size()) return false;
    held_.restore(at_++);
    return true;
  }
  Status drain() {
    while (true) {
      TENURE_ASSIGN(const bool more, inner_->next());
      if (!more) return {};
    }
  }

  CursorPtr input_;
  CursorPtr inner_;
  const plan::Apply& op_;
  Execution& run_;
  HeldRows held_;
  bool inside_ = false;
  bool gathered_ = false;
  std::size_t at_ = 0;
};

}  // namespace

CursorPtr makeApply(const plan::Apply& op, Execution& run) { return std::make_unique<ApplyCursor>(op, run); }

namespace {

CursorPtr cursorOf(const plan::Operator& op, Execution& run) {
  return std::visit(
      [&](const auto& one) -> CursorPtr {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<T, plan::Argument>) {
          return std::make_unique<ArgumentCursor>();
        } else if constexpr (std::is_same_v<T, plan::NodeScan>) {
          return makeNodeScan(one, run);
        } else if constexpr (std::is_same_v<T, plan::NodeSeek>) {
          return makeNodeSeek(one, run);
        } else if constexpr (std::is_same_v<T, plan::NodeCheck>) {
          return makeNodeCheck(one, run);
        } else if constexpr (std::is_same_v<T, plan::Expand>) {
          return makeExpand(one, run);
        } else if constexpr (std::is_same_v<T, plan::ExpandVariable>) {
          return makeExpandVariable(one, run);
        } else if constexpr (std::is_same_v<T, plan::ShortestPath>) {
          return makeShortestPath(one, run);
        } else if constexpr (std::is_same_v<T, plan::PathModeCheck>) {
          return makePathModeCheck(one, run);
        } else if constexpr (std::is_same_v<T, plan::SharedInstant>) {
          return makeSharedInstant(one, run);
        } else if constexpr (std::is_same_v<T, plan::SystemVersions>) {
          return makeSystemVersions(one, run);
        } else if constexpr (std::is_same_v<T, plan::Filter>) {
          return std::make_unique<FilterCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Project>) {
          return std::make_unique<ProjectCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Aggregate>) {
          return makeAggregate(one, run);
        } else if constexpr (std::is_same_v<T, plan::Sort>) {
          return makeSort(one, run);
        } else if constexpr (std::is_same_v<T, plan::Distinct>) {
          return makeDistinct(one, run);
        } else if constexpr (std::is_same_v<T, plan::Skip>) {
          return std::make_unique<SkipCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Limit>) {
          return std::make_unique<LimitCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Unwind>) {
          return std::make_unique<UnwindCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Optional>) {
          return std::make_unique<OptionalCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::Apply>) {
          return makeApply(one, run);
        } else if constexpr (std::is_same_v<T, plan::Union>) {
          return std::make_unique<UnionCursor>(one, run);
        } else if constexpr (std::is_same_v<T, plan::CallProcedure>) {
          return makeCallProcedure(one, run);
        } else if constexpr (std::is_same_v<T, plan::LoadCsv>) {
          return makeLoadCsv(one, run);
        } else if constexpr (std::is_same_v<T, plan::ChangeSchema>) {
          return makeChangeSchema(one, run);
        } else {
          return makeWrite(one, run);
        }
      },
      op.what);
}

}  // namespace

CursorPtr makeCursor(const plan::Operator& op, Execution& run) {
  CursorPtr cursor = cursorOf(op, run);
  return run.profile ? profiled(std::move(cursor), op, run) : std::move(cursor);
}

Result<Datum> runSubquery(const bound::Subquery& subquery, Execution& run) {
  std::shared_ptr<Cursor>& cursor = run.subqueries[subquery.plan.get()];
  if (!cursor) cursor = makeCursor(*subquery.plan->root, run);
  TENURE_TRY(cursor->open());
  std::int64_t count = 0;
  DatumList list;
  while (true) {
    TENURE_TRY(run.meter.step());
    TENURE_ASSIGN(const bool more, cursor->next());
    if (!more) break;
    ++count;
    if (subquery.kind == bound::SubqueryKind::kExists) return Datum::boolean(true);
    if (!subquery.result) continue;
    TENURE_ASSIGN(Datum value, evaluate(*subquery.result, run));
    if (subquery.kind == bound::SubqueryKind::kFirst) return value;
    list.push_back(std::move(value));
  }
  switch (subquery.kind) {
    case bound::SubqueryKind::kExists: return Datum::boolean(false);
    case bound::SubqueryKind::kCount: return Datum::integer(count);
    case bound::SubqueryKind::kCollect: return Datum::list(std::move(list));
    case bound::SubqueryKind::kFirst: break;
  }
  return Datum();
}

}  // namespace tenure::query
