// Cursors that walk further than one relationship: variable lengths, and the shortest way.
#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/pattern_values.h"
#include "engine/query/query_error.h"

namespace tenure::query {

namespace {

/// Walks depth first; no relationship twice in one walk.
class ExpandVariableCursor final : public Cursor {
 public:
  ExpandVariableCursor(const plan::ExpandVariable& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    levels_.clear();
    walked_.clear();
    at_start_ = false;
    return input_->open();
  }

  Result<bool> next() override {
    while (true) {
      if (at_start_) {
        at_start_ = false;
        if (op_.least == 0 && emit(start_)) return true;
      }
      while (!levels_.empty()) {
        TENURE_ASSIGN(const bool row, advance());
        if (row) return true;
      }
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      if (op_.relationships_known) {
        TENURE_ASSIGN(const bool fits, knownFits());
        if (fits) return true;
        continue;
      }
      TENURE_TRY(begin());
    }
  }

 private:
  struct Level {
    std::vector<Met> met;
    std::size_t at = 0;
  };

  Status begin() {
    walked_.clear();
    const Datum& from = run_.slots[op_.from];
    if (from.isNull()) return {};
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    if (op_.into) {
      const Datum& to = run_.slots[op_.to];
      if (to.isNull()) return {};
      if (to.kind() != Kind::kNode) return noNode(to, op_.at);
      to_ = to.asNode();
    }
    start_ = from.asNode();
    TENURE_ASSIGN(scope_, scopeOf(op_.scope, run_));
    at_start_ = true;
    if (!op_.most || *op_.most > 0) TENURE_TRY(descend(start_));
    return {};
  }

  Status descend(NodeId node) {
    levels_.emplace_back();
    return run_.graph.expand(node, op_.direction, op_.types, scope_, levels_.back().met);
  }

  /// One step: down, or back up. Whether a row was found.
  Result<bool> advance() {
    TENURE_TRY(run_.meter.step());
    Level& level = levels_.back();
    if (level.at >= level.met.size()) {
      levels_.pop_back();
      if (!walked_.empty()) walked_.pop_back();
      return false;
    }
    const Met met = level.met[level.at++];
    const bool again = std::any_of(walked_.begin(), walked_.end(), [&](const Met& one) {
      return one.relationship.fact == met.relationship.fact;
    });
    if (again || (!op_.differs.empty() && isAmong(met.relationship.fact, op_.differs, run_))) return false;
    if (op_.where) {
      run_.slots[op_.each] = Datum::relationship(met.relationship);
      TENURE_ASSIGN(const bool kept, holds(*op_.where, run_));
      if (!kept) return false;
    }
    walked_.push_back(met);
    const std::uint64_t steps = walked_.size();
    const bool found = steps >= op_.least && emit(met.neighbour);
    if (!op_.most || steps < *op_.most) {
      TENURE_TRY(descend(met.neighbour));
    } else {
      walked_.pop_back();
    }
    return found;
  }

  /// Writes the row that ends at `end`, if it may end there. The walk stands in `walked_`.
  bool emit(NodeId end) {
    if (op_.into && !(end == to_)) return false;
    if (!op_.into) run_.slots[op_.to] = Datum::node(end, scope_);
    if (op_.relationships != bound::kNoSlot) {
      DatumList list;
      list.reserve(walked_.size());
      for (const Met& one : walked_) list.push_back(Datum::relationship(one.relationship));
      if (op_.reversed) std::reverse(list.begin(), list.end());
      run_.slots[op_.relationships] = Datum::list(std::move(list));
    }
    return true;
  }

  /// The list is there already: whether it is such a walk.
  Result<bool> knownFits() {
    const Datum& list = run_.slots[op_.relationships];
    const Datum& from = run_.slots[op_.from];
    if (list.isNull() || from.isNull()) return false;
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    TENURE_ASSIGN(scope_, scopeOf(op_.scope, run_));
    NodeId at = from.asNode();
    DatumList walk = list.asList();
    if (op_.reversed) std::reverse(walk.begin(), walk.end());
    if (walk.size() < op_.least || (op_.most && walk.size() > *op_.most)) return false;
    std::vector<Met> met;
    for (const Datum& one : walk) {
      if (one.kind() != Kind::kRelationship) return false;
      met.clear();
      TENURE_TRY(run_.graph.expand(at, op_.direction, op_.types, scope_, met));
      const auto step = std::find_if(met.begin(), met.end(), [&](const Met& candidate) {
        return candidate.relationship.fact == one.asRelationship().fact;
      });
      if (step == met.end()) return false;
      at = step->neighbour;
    }
    if (op_.into) return run_.slots[op_.to].kind() == Kind::kNode && run_.slots[op_.to].asNode() == at;
    run_.slots[op_.to] = Datum::node(at, scope_);
    return true;
  }

  CursorPtr input_;
  const plan::ExpandVariable& op_;
  Execution& run_;
  std::vector<Level> levels_;
  std::vector<Met> walked_;
  NodeId start_;
  NodeId to_;
  bool at_start_ = false;
  std::uint32_t scope_ = 0;
};

/// Breadth first from one end to the other; every relationship that is on a shortest way is kept.
class ShortestPathCursor final : public Cursor {
 public:
  ShortestPathCursor(const plan::ShortestPath& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    walks_.clear();
    at_ = 0;
    return input_->open();
  }
  Result<bool> next() override {
    while (at_ >= walks_.size()) {
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_TRY(search());
      at_ = 0;
    }
    run_.slots[op_.relationships] = walks_[at_++];
    return true;
  }

 private:
  struct Back {
    NodeId from;
    RelationshipRef over;
  };

  Status search() {
    walks_.clear();
    const Datum& from = run_.slots[op_.from];
    const Datum& to = run_.slots[op_.to];
    if (from.isNull() || to.isNull()) return {};
    if (from.kind() != Kind::kNode) return noNode(from, op_.at);
    if (to.kind() != Kind::kNode) return noNode(to, op_.at);
    TENURE_ASSIGN(const std::uint32_t scope, scopeOf(op_.scope, run_));
    const NodeId start = from.asNode();
    const NodeId end = to.asNode();
    if (start == end) {
      if (op_.least == 0) walks_.push_back(Datum::list({}));
      return {};
    }
    std::unordered_map<NodeId, std::uint64_t> distance{{start, 0}};
    std::unordered_map<NodeId, std::vector<Back>> back;
    std::vector<NodeId> frontier{start};
    std::vector<Met> met;
    for (std::uint64_t steps = 1; !frontier.empty() && (!op_.most || steps <= *op_.most); ++steps) {
      std::vector<NodeId> reached;
      for (const NodeId node : frontier) {
        met.clear();
        TENURE_TRY(run_.graph.expand(node, op_.direction, op_.types, scope, met));
        for (const Met& one : met) {
          TENURE_TRY(run_.meter.step());
          const auto known = distance.find(one.neighbour);
          if (known != distance.end() && known->second != steps) continue;
          if (op_.where) {
            run_.slots[op_.each] = Datum::relationship(one.relationship);
            TENURE_ASSIGN(const bool kept, holds(*op_.where, run_));
            if (!kept) continue;
          }
          if (known == distance.end()) {
            distance.emplace(one.neighbour, steps);
            reached.push_back(one.neighbour);
          } else if (!op_.all) {
            continue;
          }
          back[one.neighbour].push_back({node, one.relationship});
        }
      }
      if (distance.contains(end)) break;
      frontier = std::move(reached);
    }
    const auto found = distance.find(end);
    if (found == distance.end() || found->second < op_.least) return {};
    std::vector<RelationshipRef> walk;
    return collect(start, end, back, walk);
  }

  Status collect(NodeId start, NodeId at, const std::unordered_map<NodeId, std::vector<Back>>& back,
                 std::vector<RelationshipRef>& walk) {
    if (at == start) {
      DatumList list;
      for (auto one = walk.rbegin(); one != walk.rend(); ++one) list.push_back(Datum::relationship(*one));
      walks_.push_back(Datum::list(std::move(list)));
      return run_.meter.take(sizeof(RelationshipRef) * walk.size());
    }
    for (const Back& one : back.at(at)) {
      TENURE_TRY(run_.meter.step());
      walk.push_back(one.over);
      TENURE_TRY(collect(start, one.from, back, walk));
      walk.pop_back();
      if (!op_.all) break;
    }
    return {};
  }

  CursorPtr input_;
  const plan::ShortestPath& op_;
  Execution& run_;
  std::vector<Datum> walks_;
  std::size_t at_ = 0;
};

}  // namespace

CursorPtr makeExpandVariable(const plan::ExpandVariable& op, Execution& run) {
  return std::make_unique<ExpandVariableCursor>(op, run);
}
CursorPtr makeShortestPath(const plan::ShortestPath& op, Execution& run) {
  return std::make_unique<ShortestPathCursor>(op, run);
}

}  // namespace tenure::query
