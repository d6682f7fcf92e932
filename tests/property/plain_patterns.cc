#include "tests/property/plain_patterns.h"

#include <algorithm>
#include <set>

namespace tenure::testing {

namespace {

constexpr std::size_t kTriesMax = 200'000;

/// The ways in which a path was filled.
struct FilledPath {
  const AskedPath* path = nullptr;
  TimeScope scope;
  NodeId start;
  std::vector<std::vector<Walked>> steps;  ///< of each step of the pattern

  [[nodiscard]] std::vector<Walked> walk() const {
    std::vector<Walked> out;
    for (const auto& step : steps) out.insert(out.end(), step.begin(), step.end());
    return out;
  }
};

/// All paths of one MATCH at once: a relationship comes once in all of them.
class Filling {
 public:
  Filling(PlainPatterns& patterns, const std::vector<AskedPath>& paths,
          const std::function<void(const MetRow&)>& take)
      : patterns_(patterns), paths_(paths), take_(take) {}

  /// As of every belief within the range: at its start, and from each instant on at which some version
  /// begins. A row is what it is made of, in the versions that are met; however long it is believed, it
  /// comes once.
  void fillVersions(const Range& range, const std::set<SystemInstant>& begins, const MetRow& row) {
    belief_ = SystemInstant::fromMicros(range.start.micros());
    fillFrom(0, row);
    for (const SystemInstant begin : begins) {
      const Instant instant = Instant::fromMicros(begin.micros());
      if (instant <= range.start || instant >= range.end) continue;
      belief_ = begin;
      fillFrom(0, row);
    }
  }

  void fillFrom(std::size_t index, const MetRow& row) {
    if (index == paths_.size()) {
      if (shareInstants() && (!belief_ || shown_.insert(versionsMet()).second)) take_(row);
      return;
    }
    const AskedPath& path = paths_[index];
    TimeScope scope = patterns_.scopeOf(path.scope, row);
    if (patterns_.versionsOf(path.scope)) scope.system = belief_;
    ScopedModel& model = patterns_.under(scope);
    for (const NodeId start : candidates(path.nodes[0], row, model)) {
      MetRow with = row;
      bindNode(path.nodes[0], start, scope, with);
      filled_.push_back({&path, scope, start, {}});
      fillSteps(index, start, with);
      filled_.pop_back();
    }
  }

 private:
  static std::vector<NodeId> candidates(const AskedNode& node, const MetRow& row, ScopedModel& model) {
    std::vector<NodeId> out;
    for (const NodeId id : model.counting()) {
      if (nodeFits(node, id, row, model)) out.push_back(id);
    }
    return out;
  }
  static bool nodeFits(const AskedNode& node, NodeId id, const MetRow& row, ScopedModel& model) {
    if (const auto known = row.values.find(node.variable); known != row.values.end()) {
      const auto* met = std::get_if<MetNode>(&known->second);
      if (met == nullptr || met->id != id) return false;
    }
    if (!model.counts(id)) return false;
    const std::vector<std::string>& labels = model.node(id)->labels;
    return node.label.empty() || std::find(labels.begin(), labels.end(), node.label) != labels.end();
  }
  static void bindNode(const AskedNode& node, NodeId id, const TimeScope& scope, MetRow& row) {
    if (!node.variable.empty()) row.values.emplace(node.variable, MetNode{id, scope});
  }

  void fillSteps(std::size_t index, NodeId at, const MetRow& row) {
    patterns_.countTry();
    FilledPath& current = filled_.back();
    const AskedPath& path = *current.path;
    if (current.steps.size() == path.steps.size()) {
      MetRow with = row;
      if (!inMode(current)) return;
      bindPath(current, with);
      fillFrom(index + 1, with);
      return;
    }
    const AskedStep& step = path.steps[current.steps.size()];
    current.steps.emplace_back();
    walkOn(step, at, [&](NodeId end) {
      ScopedModel& model = patterns_.under(filled_.back().scope);
      const AskedNode& node = path.nodes[filled_.back().steps.size()];
      if (!nodeFits(node, end, row, model)) return;
      MetRow with = row;
      bindNode(node, end, filled_.back().scope, with);
      bindStep(step, filled_.back(), with);
      fillSteps(index, end, with);
    });
    filled_.back().steps.pop_back();
  }

  /// Extends the last step of the last path in every way; `arrive` is called wherever it may end.
  void walkOn(const AskedStep& step, NodeId at, const std::function<void(NodeId)>& arrive) {
    patterns_.countTry();
    const std::size_t length = filled_.back().steps.back().size();
    if (length >= step.least) arrive(at);
    if (length >= step.most) return;
    ScopedModel& model = patterns_.under(filled_.back().scope);
    const std::vector<PlainEdge> edges = model.edges(at, step.direction);
    for (const PlainEdge& edge : edges) {
      const bool wanted = step.types.empty() ||
                          std::find(step.types.begin(), step.types.end(), edge.type) != step.types.end();
      if (!wanted || isWalked(edge.fact)) continue;
      filled_.back().steps.back().push_back({at, {edge, filled_.back().scope}, edge.node});
      walkOn(step, edge.node, arrive);
      filled_.back().steps.back().pop_back();
    }
  }
  /// No relationship comes twice in one MATCH.
  [[nodiscard]] bool isWalked(FactId fact) const {
    for (const FilledPath& path : filled_) {
      for (const Walked& step : path.walk()) {
        if (step.fact.edge.fact == fact) return true;
      }
    }
    return false;
  }

  /// What all paths are filled with, each with the instant since which it was believed as it is met. Of a
  /// path that asks of one belief alone the version is the same in every row.
  std::vector<std::int64_t> versionsMet() {
    std::vector<std::int64_t> out;
    const auto add = [&](std::uint64_t id, SystemInstant since) {
      out.push_back(static_cast<std::int64_t>(id));
      out.push_back(since.micros());
    };
    for (const FilledPath& filled : filled_) {
      ScopedModel& model = patterns_.under(filled.scope);
      add(filled.start.value, model.node(filled.start)->believed.from);
      for (const auto& step : filled.steps) {
        out.push_back(static_cast<std::int64_t>(step.size()));
        for (const Walked& one : step) {
          add(one.fact.edge.fact.value, model.fact(one.fact.edge.fact)->believed.from);
          add(one.to.value, model.node(one.to)->believed.from);
        }
      }
    }
    return out;
  }

  static void bindStep(const AskedStep& step, const FilledPath& path, MetRow& row) {
    if (step.variable.empty()) return;
    std::vector<MetFact> facts;
    for (const Walked& one : path.steps.back()) facts.push_back(one.fact);
    if (step.many) {
      row.values.emplace(step.variable, std::move(facts));
    } else {
      row.values.emplace(step.variable, facts.front());
    }
  }
  static void bindPath(const FilledPath& path, MetRow& row) {
    if (path.path->variable.empty()) return;
    MetPath value;
    value.nodes.push_back(path.start);
    for (const Walked& step : path.walk()) {
      value.facts.push_back(step.fact);
      value.nodes.push_back(step.to);
    }
    row.values.emplace(path.path->variable, std::move(value));
  }

  // ---- time over several facts

  /// CONTEMPORANEOUS and CHRONOLOGICAL; under CERTAIN the whole must be certain.
  bool inMode(const FilledPath& filled) {
    if (filled.path->mode == AskedMode::kNone) return true;
    ScopedModel& model = patterns_.under(filled.scope);
    const PlainPath path = model.plainPath(filled.walk());
    Verdict verdict;
    if (filled.path->mode == AskedMode::kContemporaneous) {
      verdict = sharedByPath(model.graph(), filled.start, path).verdict;
    } else {
      verdict = path.empty() ? Verdict(Certainty::kCertain) : inOrder(model.graph(), path).verdict;
    }
    return verdict && (!filled.scope.certain_only || verdict == Certainty::kCertain);
  }

  /// As of a time, all facts and lifespans that are asked under one clause of time share one instant.
  bool shareInstants() {
    std::vector<std::vector<const FilledPath*>> groups(1);  // the first: under the query's own valid time
    for (const FilledPath& path : filled_) {
      if (path.path->scope.hasValid()) {
        groups.push_back({&path});
      } else {
        groups[0].push_back(&path);
      }
    }
    return std::all_of(groups.begin(), groups.end(), [&](const auto& group) { return shareInstant(group); });
  }

  bool shareInstant(const std::vector<const FilledPath*>& group) {
    if (group.empty() || !std::holds_alternative<AsOf>(group[0]->scope.valid)) return true;
    std::vector<Period> lives;
    std::vector<std::vector<Period>> choices;
    std::set<std::pair<std::uint64_t, std::optional<SystemInstant>>> nodes;
    for (const FilledPath* path : group) {
      ScopedModel& model = patterns_.under(path->scope);
      const auto addNode = [&](NodeId id) {
        if (nodes.emplace(id.value, path->scope.system).second) lives.push_back(model.graph().lives.at(id));
      };
      addNode(path->start);
      for (const Walked& step : path->walk()) addNode(step.to);
      for (const PlainStep& step : model.plainPath(path->walk())) choices.push_back(step.fact->pieces);
    }
    return anyChoice(choices, 0, lives, group[0]->scope);
  }
  static bool anyChoice(const std::vector<std::vector<Period>>& choices, std::size_t index,
                        std::vector<Period>& members, const TimeScope& scope) {
    if (index == choices.size()) {
      const Verdict verdict = judgedInOneRow(members, scope.valid);
      return verdict && (!scope.certain_only || verdict == Certainty::kCertain);
    }
    for (const Period& piece : choices[index]) {
      members.push_back(piece);
      const bool found = anyChoice(choices, index + 1, members, scope);
      members.pop_back();
      if (found) return true;
    }
    return false;
  }

  PlainPatterns& patterns_;
  const std::vector<AskedPath>& paths_;
  const std::function<void(const MetRow&)>& take_;
  std::vector<FilledPath> filled_;
  std::optional<SystemInstant> belief_;  ///< where versions are asked
  std::set<std::vector<std::int64_t>> shown_;
};

}  // namespace

void PlainPatterns::fill(const std::vector<AskedPath>& paths, const MetRow& row,
                         const std::function<void(const MetRow&)>& take) {
  Filling filling(*this, paths, take);
  for (const AskedPath& path : paths) {
    const std::optional<Range> versions = versionsOf(path.scope);
    if (!versions) continue;
    std::set<SystemInstant> begins;
    for (const NodeVersion& node : model_.nodeVersions()) begins.insert(node.believed.from);
    for (const FactVersion& fact : model_.factVersions()) begins.insert(fact.believed.from);
    filling.fillVersions(*versions, begins, row);
    return;
  }
  filling.fillFrom(0, row);
}

std::size_t PlainPatterns::waysOf(const AskedPath& path, const MetRow& row) {
  std::size_t ways = 0;
  fill({path}, row, [&](const MetRow&) { ++ways; });
  return ways;
}

/// DESIGN section 4: a clause of time behind a pattern replaces that axis for this pattern alone.
TimeScope PlainPatterns::scopeOf(const AskedScope& own, const MetRow& row) const {
  TimeScope out;
  const AskedScope& valid = own.hasValid() ? own : asked_.whole;
  if (valid.by_row) {
    out.valid = AsOf{asked_.time_ranges[*row.time]};
  } else if (valid.valid) {
    out.valid = *valid.valid;
  }
  out.certain_only = valid.hasValid() && valid.certain;
  out.system = own.system ? own.system : asked_.whole.system;
  return out;
}

std::optional<Range> PlainPatterns::versionsOf(const AskedScope& own) const {
  return own.hasSystem() ? own.versions : asked_.whole.versions;
}

ScopedModel& PlainPatterns::under(const TimeScope& scope) {
  for (const auto& one : scoped_) {
    if (one->scope() == scope) return *one;
  }
  scoped_.push_back(std::make_unique<ScopedModel>(model_, scope));
  return *scoped_.back();
}

void PlainPatterns::countTry() {
  if (++tries_ > kTriesMax) throw TooMany();
}

}  // namespace tenure::testing
