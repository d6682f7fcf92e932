// The cursor that walks one relationship. Where the plan says that nobody reads the relationship
// (planner/spare.h) it lists neighbours from memory, and hands over many at once; else it brings each
// relationship with all that is known of it.
#include <algorithm>
#include <memory>
#include <utility>

#include "engine/query/executor/bounded_steps.h"
#include "engine/query/executor/cursors.h"
#include "engine/query/executor/neighbour_steps.h"
#include "engine/query/executor/pattern_values.h"
#include "engine/query/query_error.h"

namespace tenure::query {

bool isAmong(FactId fact, const std::vector<bound::Slot>& slots, const Execution& run) {
  return std::any_of(slots.begin(), slots.end(), [&](bound::Slot slot) {
    const Datum& held = run.slots[slot];
    if (held.kind() == Kind::kRelationship) return held.asRelationship().fact == fact;
    if (held.kind() != Kind::kList) return false;
    return std::any_of(held.asList().begin(), held.asList().end(),
                       [&](const Datum& one) { return one.asRelationship().fact == fact; });
  });
}

Error noNode(const Datum& value, Position at) {
  return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                    "a pattern starts at a node, not at " + std::string(kindName(value.kind())), at);
}

namespace {

class ExpandCursor final : public Cursor {
 public:
  ExpandCursor(const plan::Expand& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run), steps_(op, run) {
    if (op.spare.bounds) bounded_ = std::make_unique<BoundedSteps>(op, run);
  }

  Status open() override {
    met_.clear();
    near_.clear();
    at_ = 0;
    sources_ = {};
    source_ = 0;
    whole_tried_ = false;
    whole_counted_ = false;
    whole_listed_ = false;
    TENURE_TRY(input_->open());
    batched_ = input_->column() == NodeColumn{op_.from, false};
    if (bounded_) TENURE_TRY(bounded_->open());
    return steps_.open();
  }

  Result<bool> next() override {
    while (true) {
      if (listed_) {
        while (at_ < near_.size()) {
          const NodeId node = near_[at_++];
          TENURE_TRY(run_.meter.step());
          if (op_.into && !(node == to_)) continue;
          if (!op_.into) run_.slots[op_.to] = Datum::node(node, steps_.scope());
          return true;
        }
      } else {
        TENURE_ASSIGN(const bool found, nextMet());
        if (found) return true;
      }
      TENURE_ASSIGN(const bool more, nextSource());
      if (!more) return false;
      TENURE_TRY(begin());
    }
  }

  NodeColumn column() const override {
    return steps_.givesBatches() && !op_.into ? NodeColumn{op_.to, false} : NodeColumn{};
  }

  Result<NodeBatch> nextNodes() override {
    near_.clear();
    while (near_.empty()) {
      if (batched_ && op_.spare.merges) {
        TENURE_ASSIGN(const auto sources, nextSources());
        if (sources.empty()) return NodeBatch();
        TENURE_TRY(steps_.ofAll(sources, near_));
      } else {
        TENURE_ASSIGN(const bool more, nextSource());
        if (!more) return NodeBatch();
        TENURE_TRY(list());
      }
      TENURE_TRY(run_.meter.steps(near_.size() + 1));
    }
    return NodeBatch{near_, steps_.scope()};
  }

  BatchColumns columns() const override {
    if (!givesBounds() && !givesPairs()) return Cursor::columns();
    using Form = BatchColumn::Form;
    BatchColumns out;
    bool room = out.add({op_.to, Form::kNode, 0, false});
    if (givesBounds()) {
      for (const Form form : {Form::kStart, Form::kEnd, Form::kType})
        room = room && out.add({op_.relationship, form, 0, true});
    } else {
      room = room && out.add({op_.from, Form::kNode, 1, false});
    }
    return room ? out : BatchColumns();
  }

  Result<Batch> nextBatch() override {
    if (givesBounds()) return nextBounds();
    return givesPairs() ? nextPairs() : Cursor::nextBatch();
  }

  Result<std::optional<std::uint64_t>> nextCount() override {
    if (whole_counted_) return std::optional<std::uint64_t>();
    if (!whole_tried_ && isWholeGraph()) {
      whole_tried_ = true;
      TENURE_ASSIGN(const auto all, steps_.countEverything());
      whole_counted_ = all.has_value();
      if (all) return all;
    }
    if (!op_.spare.apart.empty()) return Cursor::nextCount();
    TENURE_TRY(run_.meter.step());
    TENURE_ASSIGN(const bool more, nextSource());
    if (!more) return std::optional<std::uint64_t>();
    const Datum& from = run_.slots[op_.from];
    if (from.isNull()) return std::optional<std::uint64_t>(0);
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    TENURE_ASSIGN(const std::uint64_t count, steps_.count(from.asNode()));
    return std::optional(count);
  }
  bool park() override {
    steps_.park();
    if (bounded_) bounded_->park();
    met_.clear();
    return input_->park();
  }

 private:
  [[nodiscard]] bool givesBounds() const { return bounded_ != nullptr && bounded_->usable(); }
  [[nodiscard]] bool givesPairs() const { return op_.spare.pairs && batched_ && steps_.givesBatches(); }
  /// The relationships of one node after the other, which stands in the frame.
  Result<Batch> nextBounds() {
    while (true) {
      TENURE_ASSIGN(const bool more, nextSource());
      if (!more) return Batch();
      const Datum& from = run_.slots[op_.from];
      if (from.isNull()) continue;
      if (from.kind() != Kind::kNode) return noNode(from, op_.at);
      TENURE_ASSIGN(const Batch batch, bounded_->of(from.asNode()));
      TENURE_TRY(run_.meter.steps(batch.rows + 1));
      if (batch.rows > 0) return batch;
    }
  }
  /// Neighbours of many nodes, and of which.
  Result<Batch> nextPairs() {
    if (!std::exchange(whole_tried_, true) && isEveryNode()) {
      TENURE_ASSIGN(whole_listed_, steps_.beginEveryPair());
    }
    near_.clear();
    from_.clear();
    std::uint32_t met_under = steps_.scope();
    if (whole_listed_) {
      TENURE_ASSIGN(const bool more, steps_.everyPair(near_, from_));
      if (!more) return Batch();
    }
    while (near_.empty()) {
      TENURE_ASSIGN(const auto sources, nextSources());
      if (sources.empty()) return Batch();
      met_under = sources_.scope;
      TENURE_TRY(steps_.pairsOf(sources, near_, from_));
      TENURE_TRY(run_.meter.steps(sources.size()));
    }
    TENURE_TRY(run_.meter.steps(near_.size()));
    Batch batch;
    batch.rows = near_.size();
    batch.nodes = {near_, from_};
    batch.scopes = {steps_.scope(), met_under};
    return batch;
  }
  /// The next node to walk from, into the frame.
  Result<bool> nextSource() {
    if (!batched_) return input_->next();
    if (source_ == sources_.nodes.size()) {
      TENURE_ASSIGN(sources_, input_->nextNodes());
      source_ = 0;
      if (sources_.nodes.empty()) return false;
    }
    run_.slots[op_.from] = Datum::node(sources_.nodes[source_++], sources_.scope);
    return true;
  }
  /// A few of them at once.
  Result<std::span<const NodeId>> nextSources() {
    constexpr std::size_t kFew = 64;
    if (source_ == sources_.nodes.size()) {
      TENURE_ASSIGN(sources_, input_->nextNodes());
      source_ = 0;
    }
    const std::size_t count = std::min(kFew, sources_.nodes.size() - source_);
    source_ += count;
    return sources_.nodes.subspan(source_ - count, count);
  }
  /// Every relationship of the types, from every node there is, and nobody asks from which.
  [[nodiscard]] bool isWholeGraph() const {
    return op_.spare.merges && op_.spare.apart.empty() && isEveryNode();
  }
  [[nodiscard]] bool isEveryNode() const {
    const auto* scan = std::get_if<plan::NodeScan>(&op_.input->what);
    return scan != nullptr && scan->unchecked && std::holds_alternative<plan::Argument>(scan->input->what);
  }

  Status begin() {
    TENURE_TRY(run_.meter.step());
    met_.clear();
    near_.clear();
    at_ = 0;
    known_.reset();
    const Datum& from = run_.slots[op_.from];
    if (from.isNull()) return {};
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    if (op_.into) {
      const Datum& to = run_.slots[op_.to];
      if (to.isNull()) return {};
      if (to.kind() != Kind::kNode) return noNode(to, op_.at);
      to_ = to.asNode();
    }
    if (op_.relationship_known) {
      const Datum& known = run_.slots[op_.relationship];
      if (known.isNull()) return {};
      if (known.kind() != Kind::kRelationship) {
        return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                          "a relationship is wanted here, not " + std::string(kindName(known.kind())),
                          op_.at);
      }
      known_ = known.asRelationship().fact;
    }
    listed_ = steps_.usable();
    if (listed_) {
      TENURE_TRY(list());
      if (listed_) return {};
    }
    steps_.beginBrought(from.asNode());
    TENURE_ASSIGN(scope_, scopeOf(op_.scope, run_));
    return run_.graph.expand(from.asNode(), op_.direction, op_.types, scope_, met_);
  }

  /// The neighbours of the node in the frame; not where its row must be judged with the relationship.
  Status list() {
    near_.clear();
    listed_ = true;
    const Datum& from = run_.slots[op_.from];
    if (from.isNull()) return {};
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    TENURE_ASSIGN(listed_, steps_.of(from.asNode(), near_));
    if (op_.relationship != bound::kNoSlot) run_.slots[op_.relationship] = Datum();
    return {};
  }

  Result<bool> nextMet() {
    while (at_ < met_.size()) {
      TENURE_TRY(run_.meter.step());
      const Met& met = met_[at_++];
      if (op_.into && !(met.neighbour == to_)) continue;
      if (known_ && !(met.relationship.fact == *known_)) continue;
      if (!op_.differs.empty() && isAmong(met.relationship.fact, op_.differs, run_)) continue;
      if (steps_.wasWalked(met.neighbour)) continue;
      if (!op_.into) run_.slots[op_.to] = Datum::node(met.neighbour, scope_);
      if (op_.relationship != bound::kNoSlot && !known_) {
        run_.slots[op_.relationship] = Datum::relationship(met.relationship);
      }
      return true;
    }
    return false;
  }

  CursorPtr input_;
  const plan::Expand& op_;
  Execution& run_;
  NeighbourSteps steps_;
  std::unique_ptr<BoundedSteps> bounded_;  ///< where bounds alone are read
  bool batched_ = false;                   ///< the input gives nodes to walk from many at once
  NodeBatch sources_;
  std::size_t source_ = 0;
  bool listed_ = false;  ///< the row in work has `near_`, else `met_`
  std::vector<NodeId> near_;
  std::vector<NodeId> from_;  ///< of pairs: where each of `near_` was met
  std::vector<Met> met_;
  std::size_t at_ = 0;
  NodeId to_;
  std::optional<FactId> known_;
  std::uint32_t scope_ = 0;
  bool whole_tried_ = false;
  bool whole_counted_ = false;  ///< all that there is was counted at once
  bool whole_listed_ = false;   ///< all that there is comes from the time index
};

}  // namespace

CursorPtr makeExpand(const plan::Expand& op, Execution& run) {
  return std::make_unique<ExpandCursor>(op, run);
}

}  // namespace tenure::query
