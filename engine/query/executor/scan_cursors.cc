// Cursors that bring nodes in: scans, look-ups, checks of nodes that are there.
#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/prepared.h"
#include "engine/query/query_error.h"

namespace tenure::query {

namespace {

/// Nodes that come many at once, under one scope for all of them.
NodeColumn columnOf(bound::Slot node, std::uint32_t scope, const Execution& run) {
  return run.prepared->scopes[scope].constant ? NodeColumn{node, false} : NodeColumn{};
}

class NodeScanCursor final : public Cursor {
 public:
  NodeScanCursor(const plan::NodeScan& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    nodes_.clear();
    at_ = 0;
    next_ = 0;
    read_.reset();
    return input_->open();
  }
  Result<bool> next() override {
    if (at_ >= nodes_.size()) {
      TENURE_ASSIGN(const bool more, fill());
      if (!more) return false;
    }
    TENURE_TRY(run_.meter.step());
    run_.slots[op_.node] = Datum::node(nodes_[at_++], *read_);
    return true;
  }

  NodeColumn column() const override { return columnOf(op_.node, op_.scope, run_); }
  Result<NodeBatch> nextNodes() override {
    if (at_ >= nodes_.size()) {
      TENURE_ASSIGN(const bool more, fill());
      if (!more) return NodeBatch();
    }
    const std::span<const NodeId> rest = std::span<const NodeId>(nodes_).subspan(at_);
    at_ = nodes_.size();
    return NodeBatch{rest, *read_};
  }
  Result<std::optional<std::uint64_t>> nextCount() override {
    if (!isCounted()) return Cursor::nextCount();
    TENURE_TRY(run_.meter.step());
    TENURE_ASSIGN(const bool more, input_->next());
    if (!more) return std::optional<std::uint64_t>();
    TENURE_ASSIGN(const std::uint64_t count, run_.graph.reader().countWithLabel(op_.label));
    return std::optional(count);
  }
  bool park() override { return input_->park(); }

 private:
  /// Whether the store knows how many there are: every node of present belief counts.
  [[nodiscard]] bool isCounted() const {
    const auto number = scopeOf(op_.scope, run_);
    if (!number.ok() || run_.graph.writes()) return false;
    const TimeScope& scope = run_.graph.scope(*number);
    return !scope.system &&
           (std::holds_alternative<AllTime>(scope.valid) || !run_.graph.reader().last().lifespans);
  }
  /// The next nodes, at least one.
  Result<bool> fill() {
    while (true) {
      if (next_ > 0) {
        TENURE_TRY(fillUnchecked());
        if (!nodes_.empty()) return true;
      }
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(const std::uint32_t scope, scopeOf(op_.scope, run_));
      at_ = 0;
      if (op_.unchecked && !run_.graph.writes()) {
        read_ = scope;
        next_ = 1;
        continue;
      }
      // Rows before this one under the same scope have read the same nodes, unless the statement has written.
      if (read_ != scope || run_.graph.transaction() != nullptr) {
        nodes_.clear();
        TENURE_TRY(run_.graph.nodes(op_.label, scope, nodes_));
        TENURE_TRY(run_.meter.steps(nodes_.size()));
        read_ = scope;
      }
      if (!nodes_.empty()) return true;
    }
  }
  /// Ids are given out one after the other, so they need not be read.
  Status fillUnchecked() {
    constexpr std::uint64_t kAtOnce = 4'096;
    const std::uint64_t end = run_.graph.reader().last().next_node.value;
    nodes_.clear();
    at_ = 0;
    for (; next_ < end && nodes_.size() < kAtOnce; ++next_) nodes_.push_back(NodeId{next_});
    if (nodes_.empty()) next_ = 0;
    return run_.meter.steps(nodes_.size());
  }

  CursorPtr input_;
  const plan::NodeScan& op_;
  Execution& run_;
  std::vector<NodeId> nodes_;
  std::size_t at_ = 0;
  std::uint64_t next_ = 0;  ///< of those that are not read: the next id; 0 where there are no more
  std::optional<std::uint32_t> read_;
};

class NodeSeekCursor final : public Cursor {
 public:
  NodeSeekCursor(const plan::NodeSeek& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    found_.clear();
    at_ = 0;
    return input_->open();
  }
  Result<bool> next() override {
    TENURE_ASSIGN(const bool more, fill());
    if (!more) return false;
    run_.slots[op_.node] = Datum::node(found_[at_++], scope_);
    return true;
  }

  NodeColumn column() const override { return columnOf(op_.node, op_.scope, run_); }
  Result<NodeBatch> nextNodes() override {
    TENURE_ASSIGN(const bool more, fill());
    if (!more) return NodeBatch();
    const std::span<const NodeId> rest = std::span<const NodeId>(found_).subspan(at_);
    at_ = found_.size();
    return NodeBatch{rest, scope_};
  }
  bool park() override { return input_->park(); }

 private:
  Result<bool> fill() {
    while (at_ >= found_.size()) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(scope_, scopeOf(op_.scope, run_));
      TENURE_TRY(seek());
      at_ = 0;
    }
    return true;
  }

  Status seek() {
    found_.clear();
    TENURE_ASSIGN(const Datum value, evaluate(*op_.value, run_));
    std::vector<NodeId>& candidates = candidates_;
    candidates.clear();
    switch (op_.by) {
      case plan::NodeSeek::By::kInternalId:
        if (value.kind() == Kind::kInteger && value.asInteger() > 0) {
          candidates.push_back(NodeId{static_cast<std::uint64_t>(value.asInteger())});
        }
        break;
      case plan::NodeSeek::By::kExternalId:
        if (value.isString()) {
          TENURE_ASSIGN(const auto id, run_.graph.byExternalId(value.asString(), scope_));
          if (id) candidates.push_back(*id);
        }
        break;
      case plan::NodeSeek::By::kName:
        if (value.isString()) {
          TENURE_ASSIGN(candidates, run_.graph.byName(value.asString(), scope_));
        }
        break;
      case plan::NodeSeek::By::kIndex:
        TENURE_TRY(run_.graph.byIndex(op_.label, op_.key, value, scope_, candidates));
        break;
    }
    if (op_.unchecked && !run_.graph.writes()) {
      const NodeId end = run_.graph.reader().last().next_node;
      std::erase_if(candidates, [end](NodeId id) { return id.value >= end.value; });
      found_.swap(candidates);
      return {};
    }
    for (const NodeId id : candidates) {
      TENURE_ASSIGN(const auto holds, run_.graph.nodeHolds(id, scope_));
      if (holds) found_.push_back(id);
    }
    return {};
  }

  CursorPtr input_;
  const plan::NodeSeek& op_;
  Execution& run_;
  std::vector<NodeId> found_;
  std::vector<NodeId> candidates_;
  std::size_t at_ = 0;
  std::uint32_t scope_ = 0;
};

class NodeCheckCursor final : public Cursor {
 public:
  NodeCheckCursor(const plan::NodeCheck& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    TENURE_TRY(input_->open());
    const NodeColumn input = input_->column();
    passes_ = input.slot == op_.node && !input.as_id && run_.prepared->scopes[op_.scope].constant;
    return {};
  }

  NodeColumn column() const override { return passes_ ? NodeColumn{op_.node, false} : NodeColumn{}; }
  Result<NodeBatch> nextNodes() override {
    while (true) {
      TENURE_ASSIGN(const NodeBatch batch, input_->nextNodes());
      if (batch.nodes.empty()) return batch;
      TENURE_ASSIGN(const std::uint32_t scope, scopeOf(op_.scope, run_));
      const std::uint32_t met = op_.stamps ? scope : batch.scope;
      if (wasMetUnder(scope, batch.scope)) return NodeBatch{batch.nodes, met};
      kept_.clear();
      for (const NodeId id : batch.nodes) {
        TENURE_TRY(run_.meter.step());
        TENURE_ASSIGN(const auto holds, run_.graph.nodeHolds(id, scope));
        if (holds) kept_.push_back(id);
      }
      if (!kept_.empty()) return NodeBatch{kept_, met};
    }
  }

  Result<bool> next() override {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      const Datum& node = run_.slots[op_.node];
      if (node.isNull()) continue;  // of an OPTIONAL MATCH that found nothing: no pattern fits it
      if (node.kind() != Kind::kNode) {
        return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                          "a pattern starts at a node, not at " + std::string(kindName(node.kind())), op_.at);
      }
      TENURE_ASSIGN(const std::uint32_t scope, scopeOf(op_.scope, run_));
      if (!wasMetUnder(scope, node.scope())) {
        TENURE_ASSIGN(const auto holds, run_.graph.nodeHolds(node.asNode(), scope));
        if (!holds) continue;
      }
      if (op_.stamps) run_.slots[op_.node] = Datum::node(node.asNode(), scope);
      return true;
    }
  }
  bool park() override { return input_->park(); }

 private:
  /// What a pattern has met under the same scope counts there, as long as nothing is written.
  [[nodiscard]] bool wasMetUnder(std::uint32_t scope, std::uint32_t met) const {
    if (run_.graph.writes()) return false;
    if (op_.unchecked) return true;
    // Functions and procedures give nodes under kAlways as well, and ends of relationships whose lifespan
    // nobody has judged.
    return scope == met && met != GraphAccess::kAlways && !run_.graph.reader().last().lifespans;
  }

  CursorPtr input_;
  const plan::NodeCheck& op_;
  Execution& run_;
  std::vector<NodeId> kept_;
  bool passes_ = false;
};

}  // namespace

CursorPtr makeNodeScan(const plan::NodeScan& op, Execution& run) {
  return std::make_unique<NodeScanCursor>(op, run);
}
CursorPtr makeNodeSeek(const plan::NodeSeek& op, Execution& run) {
  return std::make_unique<NodeSeekCursor>(op, run);
}
CursorPtr makeNodeCheck(const plan::NodeCheck& op, Execution& run) {
  return std::make_unique<NodeCheckCursor>(op, run);
}

}  // namespace tenure::query
