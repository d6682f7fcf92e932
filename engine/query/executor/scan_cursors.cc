// Cursors that bring nodes in: scans, look-ups, checks of nodes that are there.
#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/query_error.h"

namespace tenure::query {

namespace {

class NodeScanCursor final : public Cursor {
 public:
  NodeScanCursor(const plan::NodeScan& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    nodes_.clear();
    at_ = 0;
    read_.reset();
    return input_->open();
  }
  Result<bool> next() override {
    while (at_ >= nodes_.size()) {
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(const std::uint32_t scope, scopeOf(op_.scope, run_));
      // Rows before this one under the same scope have read the same nodes, unless the statement has written.
      if (read_ != scope || run_.graph.transaction() != nullptr) {
        nodes_.clear();
        TENURE_TRY(run_.graph.nodes(op_.label, scope, nodes_));
        TENURE_TRY(run_.meter.steps(nodes_.size()));
        read_ = scope;
      }
      at_ = 0;
    }
    TENURE_TRY(run_.meter.step());
    run_.slots[op_.node] = Datum::node(nodes_[at_++], *read_);
    return true;
  }

 private:
  CursorPtr input_;
  const plan::NodeScan& op_;
  Execution& run_;
  std::vector<NodeId> nodes_;
  std::size_t at_ = 0;
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
    while (at_ >= found_.size()) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(scope_, scopeOf(op_.scope, run_));
      TENURE_TRY(seek());
      at_ = 0;
    }
    run_.slots[op_.node] = Datum::node(found_[at_++], scope_);
    return true;
  }

 private:
  Status seek() {
    found_.clear();
    TENURE_ASSIGN(const Datum value, evaluate(*op_.value, run_));
    std::vector<NodeId> candidates;
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
  std::size_t at_ = 0;
  std::uint32_t scope_ = 0;
};

class NodeCheckCursor final : public Cursor {
 public:
  NodeCheckCursor(const plan::NodeCheck& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override { return input_->open(); }
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
      TENURE_ASSIGN(const auto holds, run_.graph.nodeHolds(node.asNode(), scope));
      if (!holds) continue;
      if (op_.stamps) run_.slots[op_.node] = Datum::node(node.asNode(), scope);
      return true;
    }
  }

 private:
  CursorPtr input_;
  const plan::NodeCheck& op_;
  Execution& run_;
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
