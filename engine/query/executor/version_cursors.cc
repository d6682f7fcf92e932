// FOR SYSTEM_TIME FROM and BETWEEN: a pattern asked of every belief within a range, each row once.
//
// What the database believes changes at commits alone. So the pattern is asked as of the start of the range
// and as of each commit in it, and a row is shown when some node or relationship of it is of a version which
// that commit brought; all others were shown before. A row stands for as long as all its versions do, which
// is one stretch of time: none comes twice.
#include <algorithm>

#include "engine/query/executor/cursors.h"
#include "engine/query/prepared.h"

namespace tenure::query {

namespace {

/// While it lives, scopes over `spec` are asked as of one belief.
class AskedBelief {
 public:
  AskedBelief(std::uint32_t spec, const std::vector<std::uint32_t>& scopes, SystemInstant instant,
              Execution& run)
      : spec_(spec), scopes_(scopes), run_(run) {
    if (const auto before = run.beliefs.find(spec); before != run.beliefs.end()) before_ = before->second;
    run.beliefs.insert_or_assign(spec, instant);
    forget();
  }
  ~AskedBelief() {
    if (before_) {
      run_.beliefs.insert_or_assign(spec_, *before_);
    } else {
      run_.beliefs.erase(spec_);
    }
    forget();
  }
  AskedBelief(const AskedBelief&) = delete;
  AskedBelief& operator=(const AskedBelief&) = delete;

 private:
  void forget() {
    for (const std::uint32_t scope : scopes_) run_.scopes[scope].reset();
  }

  std::uint32_t spec_;
  const std::vector<std::uint32_t>& scopes_;
  Execution& run_;
  std::optional<SystemInstant> before_;
};

class SystemVersionsCursor final : public Cursor {
 public:
  SystemVersionsCursor(const plan::SystemVersions& op, Execution& run)
      : input_(makeCursor(*op.input, run)), inner_(makeCursor(*op.inner, run)), op_(op), run_(run) {
    const auto& specs = run.prepared->scopes;
    for (std::uint32_t i = 0; i < specs.size(); ++i) {
      const std::uint32_t asked = specs[i].refuted_of.value_or(i);
      if (asked == op.scope || (op.scope == 0 && specs[asked].system_inherited)) scopes_.push_back(i);
    }
  }

  Status open() override {
    beliefs_.clear();
    at_ = 0;
    return input_->open();
  }

  Result<bool> next() override {
    while (true) {
      if (at_ >= beliefs_.size()) {
        TENURE_TRY(run_.meter.step());
        TENURE_ASSIGN(const bool more, input_->next());
        if (!more) return false;
        TENURE_TRY(findBeliefs());
        continue;
      }
      const AskedBelief asked(op_.scope, scopes_, beliefs_[at_], run_);
      if (!opened_) TENURE_TRY(inner_->open());
      opened_ = true;
      TENURE_ASSIGN(const bool row, inner_->next());
      if (!row) {
        ++at_;
        opened_ = false;
        continue;
      }
      TENURE_ASSIGN(const bool shown, isNew());
      if (shown) return true;
    }
  }

 private:
  /// The start of the range, where anything was believed then, and each commit in it.
  Status findBeliefs() {
    TENURE_ASSIGN(const Range range, beliefsOf(op_.scope, run_));
    if (!commits_) {
      TENURE_ASSIGN(auto commits, run_.graph.reader().commits());
      commits_.emplace();
      for (const storage::CommitRow& one : commits) commits_->push_back(one.commit.instant);
    }
    beliefs_.clear();
    at_ = 0;
    opened_ = false;
    for (const SystemInstant commit : *commits_) {
      const Instant instant = Instant::fromMicros(commit.micros());
      if (instant >= range.end) break;
      if (instant <= range.start) {
        beliefs_.assign(1, SystemInstant::fromMicros(range.start.micros()));
      } else {
        beliefs_.push_back(commit);
      }
    }
    return {};
  }

  /// Whether the row was not there as of the belief before. All its elements are of the belief that is asked,
  /// a node that another pattern met first as of another one included: so none is looked up as it was met.
  Result<bool> isNew() {
    TENURE_TRY(run_.meter.step());
    if (at_ == 0) return true;
    const std::uint32_t scope = run_.graph.intern({.system = beliefs_[at_]});
    for (const bound::Slot slot : op_.elements) {
      TENURE_ASSIGN(const bool begins, beginsNow(run_.slots[slot], scope));
      if (begins) return true;
    }
    return false;
  }

  Result<bool> beginsNow(const Datum& element, std::uint32_t scope) {
    switch (element.kind()) {
      case Kind::kNode: return nodeBegins(element.asNode(), scope);
      case Kind::kRelationship: {
        const RelationshipRef& ref = element.asRelationship();
        TENURE_ASSIGN(const FactPtr fact, run_.graph.fact(ref.fact, scope));
        if (fact && fact->believed.from == beliefs_[at_]) return true;
        // The ends that a walk of several steps passes stand in no slot.
        TENURE_ASSIGN(const bool subject, nodeBegins(ref.subject, scope));
        if (subject) return true;
        return nodeBegins(ref.object, scope);
      }
      case Kind::kList:
        for (const Datum& one : element.asList()) {
          TENURE_ASSIGN(const bool begins, beginsNow(one, scope));
          if (begins) return true;
        }
        return false;
      default: return false;
    }
  }

  Result<bool> nodeBegins(NodeId id, std::uint32_t scope) {
    TENURE_ASSIGN(const NodePtr node, run_.graph.node(id, scope));
    return node && node->believed.from == beliefs_[at_];
  }

  CursorPtr input_;
  CursorPtr inner_;
  const plan::SystemVersions& op_;
  Execution& run_;
  std::vector<std::uint32_t> scopes_;  ///< those whose system time is the belief that is asked
  std::optional<std::vector<SystemInstant>> commits_;
  std::vector<SystemInstant> beliefs_;
  std::size_t at_ = 0;
  bool opened_ = false;
};

}  // namespace

CursorPtr makeSystemVersions(const plan::SystemVersions& op, Execution& run) {
  return std::make_unique<SystemVersionsCursor>(op, run);
}

}  // namespace tenure::query
