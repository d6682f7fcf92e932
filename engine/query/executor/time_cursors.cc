// Cursors that judge a whole row in time: one shared instant as of a time, and the path modes.
#include <algorithm>
#include <set>

#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/neighbour_steps.h"
#include "engine/query/prepared.h"
#include "engine/traversal/chronology.h"
#include "engine/traversal/together.h"

namespace tenure::query {

namespace {

/// The pieces in which one member of a row can hold, each a choice.
using Choices = std::vector<Period>;

/// Members of a row: every relationship once, every node's lifespan once.
class Members {
 public:
  explicit Members(Execution& run) : run_(run), plain_(isPlainGraph(run)) {}

  /// A node, a relationship or a list of these, as believed under `scope`.
  Status add(const Datum& element, std::uint32_t scope) {
    switch (element.kind()) {
      case Kind::kNode: return addNode(element.asNode(), scope);
      case Kind::kRelationship: return addRelationship(element.asRelationship(), scope);
      case Kind::kList: {
        for (const Datum& one : element.asList()) TENURE_TRY(add(one, scope));
        return {};
      }
      default: break;
    }
    return {};
  }
  Status addNode(NodeId id, std::uint32_t scope) {
    if (plain_) return {};  // no node has a lifespan
    if (!nodes_.emplace(id, scope).second) return {};
    TENURE_ASSIGN(const NodePtr node, run_.graph.node(id, scope));
    if (node) choices_.push_back({node->effective()});
    return {};
  }
  Status addRelationship(const RelationshipRef& ref, std::uint32_t scope) {
    TENURE_TRY(addNode(ref.subject, scope));
    TENURE_TRY(addNode(ref.object, scope));
    if (!ref.period.derived) {
      choices_.push_back({ref.period});
      return {};
    }
    TENURE_ASSIGN(const FactPtr fact, run_.graph.fact(ref.fact, scope));
    choices_.push_back(fact ? fact->pieces(run_.graph.schema().type(fact->type)) : Choices{ref.period});
    return {};
  }

  /// The best certainty over all choices of pieces; nullopt where none shares an instant.
  [[nodiscard]] Result<std::optional<Certainty>> together(const ValidScope& scope) const {
    std::optional<Certainty> best;
    TENURE_TRY(choose(0, Together(scope), best));
    return best;
  }

 private:
  Status choose(std::size_t member, const Together& so_far, std::optional<Certainty>& best) const {
    TENURE_TRY(run_.meter.step());
    if (best == Certainty::kCertain) return {};
    if (member == choices_.size()) {
      const Certainty one = so_far.certainty();
      if (!best || *best < one) best = one;
      return {};
    }
    for (const Period& piece : choices_[member]) {
      Together with = so_far;
      if (with.add(piece)) TENURE_TRY(choose(member + 1, with, best));
    }
    return {};
  }

  Execution& run_;
  bool plain_;
  std::set<std::pair<NodeId, std::uint32_t>> nodes_;
  std::vector<Choices> choices_;
};

class SharedInstantCursor final : public Cursor {
 public:
  SharedInstantCursor(const plan::SharedInstant& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    TENURE_TRY(input_->open());
    passes_all_ = passesAll();
    return {};
  }

  BatchColumns columns() const override { return passes_all_ ? input_->columns() : BatchColumns(); }
  Result<Batch> nextBatch() override { return input_->nextBatch(); }
  NodeColumn column() const override { return passes_all_ ? input_->column() : NodeColumn{}; }
  Result<NodeBatch> nextNodes() override { return input_->nextNodes(); }
  Result<std::optional<std::uint64_t>> nextCount() override { return input_->nextCount(); }

  Result<bool> next() override {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(const std::uint32_t number, scopeOf(op_.scope, run_));
      const ValidScope& valid = run_.graph.scope(number).valid;
      // Over all time and during a range each fact is judged alone.
      const auto* as_of = std::get_if<AsOf>(&valid);
      if (as_of == nullptr || isTick(as_of->when)) return true;
      if (isSpared() && asksWholeDays(run_.graph.scope(number))) return true;
      Members members(run_);
      TENURE_TRY(addAll(op_.nodes, members));
      TENURE_TRY(addAll(op_.relationships, members));
      TENURE_ASSIGN(const auto held, members.together(valid));
      if (held) return true;
    }
  }
  bool park() override { return input_->park(); }

 private:
  Status addAll(const std::vector<plan::SharedInstant::Member>& slots, Members& members) {
    for (const plan::SharedInstant::Member& one : slots) {
      TENURE_ASSIGN(const std::uint32_t scope, scopeOf(one.scope, run_));
      TENURE_TRY(members.add(run_.slots[one.slot], scope));
    }
    return {};
  }
  /// Whether the steps of the row have brought no relationship, since all facts they met hold for whole days.
  [[nodiscard]] bool isSpared() const {
    return !op_.spared.empty() && isPlainGraph(run_) &&
           std::all_of(op_.relationships.begin(), op_.relationships.end(),
                       [&](const auto& one) { return run_.slots[one.slot].isNull(); });
  }
  /// The spared types that there are; what was found once stays.
  void findTypes() {
    if (types_.size() == op_.spared.size()) return;
    types_.clear();
    for (const std::string& type : op_.spared) {
      if (const auto id = run_.graph.reader().typeId(type)) types_.push_back(*id);
    }
  }
  /// Whether that is known of every row to come.
  [[nodiscard]] bool passesAll() {
    if (!run_.prepared->scopes[op_.scope].constant) return false;
    const auto number = scopeOf(op_.scope, run_);
    if (!number.ok()) return false;
    const TimeScope& scope = run_.graph.scope(*number);
    const auto* as_of = std::get_if<AsOf>(&scope.valid);
    if (as_of == nullptr || isTick(as_of->when)) return true;
    if (op_.spared.empty() || !isPlainGraph(run_) || !asksWholeDays(scope)) return false;
    findTypes();
    const storage::ImagePtr image = run_.graph.reader().images(scope.system)->image();
    return image->isComplete() &&
           std::none_of(types_.begin(), types_.end(), [&](TypeId type) { return image->hasWide(type); });
  }
  /// At a single instant what holds at all holds together.
  static bool isTick(Range when) {
    return when.start.isFinite() && when.end.isFinite() && when.end.micros() - when.start.micros() == 1;
  }

  CursorPtr input_;
  const plan::SharedInstant& op_;
  Execution& run_;
  bool passes_all_ = false;
  std::vector<TypeId> types_;
};

class PathModeCursor final : public Cursor {
 public:
  PathModeCursor(const plan::PathModeCheck& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override { return input_->open(); }
  Result<bool> next() override {
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_ASSIGN(const std::uint32_t number, scopeOf(op_.scope, run_));
      std::optional<Certainty> held;
      if (op_.mode == bound::PathMode::kContemporaneous) {
        TENURE_ASSIGN(held, contemporaneous(number));
      } else {
        TENURE_ASSIGN(held, chronological(number));
      }
      if (!held || (run_.graph.scope(number).certain_only && *held != Certainty::kCertain)) continue;
      return true;
    }
  }

 private:
  Result<std::optional<Certainty>> contemporaneous(std::uint32_t scope) {
    Members members(run_);
    for (const bound::Slot slot : op_.elements) TENURE_TRY(members.add(run_.slots[slot], scope));
    return members.together(run_.graph.scope(scope).valid);
  }

  struct Step {
    std::vector<StartWindow> windows;
  };

  /// Each step no earlier than the last: possible if some choice of starts is in order, certain if every one
  /// is.
  Result<std::optional<Certainty>> chronological(std::uint32_t scope) {
    std::vector<Step> steps;
    for (std::size_t i = 1; i < op_.elements.size(); i += 2) {
      const Datum& element = run_.slots[op_.elements[i]];
      if (element.kind() == Kind::kRelationship) {
        TENURE_TRY(addStep(element.asRelationship(), scope, steps));
      } else if (element.kind() == Kind::kList) {
        for (const Datum& one : element.asList()) TENURE_TRY(addStep(one.asRelationship(), scope, steps));
      }
    }
    std::optional<Certainty> best;
    TENURE_TRY(choose(steps, 0, Instant::minusInfinity(), nullptr, true, best));
    return best;
  }

  Status addStep(const RelationshipRef& ref, std::uint32_t scope, std::vector<Step>& steps) {
    Step step;
    TENURE_ASSIGN(const NodePtr subject, run_.graph.node(ref.subject, scope));
    TENURE_ASSIGN(const NodePtr object, run_.graph.node(ref.object, scope));
    std::vector<Period> pieces{ref.period};
    if (ref.period.derived) {
      TENURE_ASSIGN(const FactPtr fact, run_.graph.fact(ref.fact, scope));
      if (fact) pieces = fact->pieces(run_.graph.schema().type(fact->type));
    }
    for (const Period& piece : pieces) {
      const auto window = startWindow(piece, subject ? subject->effective() : Period::timeless(),
                                      object ? object->effective() : Period::timeless(),
                                      ref.subject == ref.object, run_.graph.scope(scope).valid);
      if (window) step.windows.push_back(*window);
    }
    steps.push_back(std::move(step));
    return {};
  }

  Status choose(const std::vector<Step>& steps, std::size_t at, Instant earliest, const StartWindow* before,
                bool certain, std::optional<Certainty>& best) {
    TENURE_TRY(run_.meter.step());
    if (best == Certainty::kCertain) return {};
    if (at == steps.size()) {
      const Certainty one = certain ? Certainty::kCertain : Certainty::kPossible;
      if (!best || *best < one) best = one;
      return {};
    }
    for (const StartWindow& window : steps[at].windows) {
      if (window.latest < earliest) continue;
      const bool in_order = window.certain && (before == nullptr || before->sure_last <= window.sure_first);
      TENURE_TRY(
          choose(steps, at + 1, std::max(earliest, window.earliest), &window, certain && in_order, best));
    }
    return {};
  }

  CursorPtr input_;
  const plan::PathModeCheck& op_;
  Execution& run_;
};

}  // namespace

CursorPtr makeSharedInstant(const plan::SharedInstant& op, Execution& run) {
  return std::make_unique<SharedInstantCursor>(op, run);
}
CursorPtr makePathModeCheck(const plan::PathModeCheck& op, Execution& run) {
  return std::make_unique<PathModeCursor>(op, run);
}

}  // namespace tenure::query
