#include "tests/property/plain_walks.h"

#include <algorithm>
#include <functional>
#include <set>

namespace tenure::testing {
namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();

Range askedBy(const ValidScope& scope) {
  if (const auto* as_of = std::get_if<AsOf>(&scope)) return as_of->when;
  if (const auto* during = std::get_if<During>(&scope)) return during->range;
  return {kPast, kFuture};
}

/// Calls `with` for every choice of one piece a step.
void forEachChoice(const PlainPath& path, const std::function<void(const std::vector<Period>&)>& with) {
  std::vector<Period> chosen;
  const std::function<void()> next = [&] {
    if (chosen.size() == path.size()) {
      with(chosen);
      return;
    }
    for (const Period& piece : path[chosen.size()].fact->pieces) {
      chosen.push_back(piece);
      next();
      chosen.pop_back();
    }
  };
  next();
}

std::vector<Period> rowOf(const PlainGraph& graph, const PlainStep& step, const Period& piece) {
  std::vector<Period> row{graph.lives.at(step.from), piece};
  if (step.to != step.from) row.push_back(graph.lives.at(step.to));
  return row;
}

/// The starts that a step may have.
struct Starts {
  Instant first = kPast;
  Instant last = kPast;   ///< by the bounds
  Instant end = kFuture;  ///< what starts at or after this has nothing left
  Instant from = kPast;   ///< what starts before this does not count
  /// Without an end, plus infinity stands for starts as late as one likes.
  [[nodiscard]] bool allows(Instant t) const {
    return first <= t && t <= last && from <= t && (t < end || end == kFuture);
  }
};
Starts startsOf(const std::vector<Period>& row, Range asked, bool begun) {
  Starts starts{asked.start, asked.start, asked.end, asked.start};
  if (begun) starts.first = starts.last = kPast;
  for (const Period& p : row) {
    starts.first = std::max(starts.first, p.start_min);
    starts.last = std::max(starts.last, p.start_max);
    starts.end = std::min(starts.end, p.end_max);
  }
  return starts;
}

void addChoices(const PlainGraph& graph, const PlainPath& path, const std::vector<Period>& pieces, bool begun,
                InOrderPath& out) {
  const Range asked = askedBy(graph.scope.valid);
  std::vector<Starts> starts;
  bool rows_certain = true;
  std::set<Instant> candidates;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto row = rowOf(graph, path[i], pieces[i]);
    const Shared together = sharedBy(row, graph.scope.valid);
    if (!together.verdict) return;
    const bool certain_alone = judgedInOneRow(row, graph.scope.valid) == Certainty::kCertain;
    if (graph.scope.certain_only && !certain_alone) return;
    rows_certain = rows_certain && together.verdict == Certainty::kCertain;
    starts.push_back(startsOf(row, asked, begun));
    if (begun) {  // whichever its start is, it lies within the range
      const bool surely = starts.back().first >= asked.start;
      if (graph.scope.certain_only && !surely) return;
      rows_certain = rows_certain && surely;
    }
    candidates.insert(asked.start);
    candidates.insert(starts.back().first);
    candidates.insert(starts.back().last);
    candidates.insert(starts.back().end.plusMicros(-1));
  }
  // Every order of candidates: the first and the last of each.
  std::set<std::pair<Instant, Instant>> reached;
  for (const Instant t : candidates) {
    if (starts[0].allows(t)) reached.emplace(t, t);
  }
  for (std::size_t i = 1; i < starts.size(); ++i) {
    std::set<std::pair<Instant, Instant>> next;
    for (const auto& [first, last] : reached) {
      for (const Instant t : candidates) {
        if (last <= t && starts[i].allows(t)) next.emplace(first, t);
      }
    }
    reached = std::move(next);
  }
  if (reached.empty()) return;
  out.times.insert(out.times.end(), reached.begin(), reached.end());
  out.verdict = bestOf(out.verdict, Certainty::kPossible);
  bool all_in_order = rows_certain;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    for (std::size_t j = i + 1; j < starts.size(); ++j) {
      all_in_order = all_in_order && starts[i].last <= starts[j].first;
    }
  }
  if (!all_in_order) return;
  out.verdict = Certainty::kCertain;
  out.sure_times.emplace_back(starts.front().first, starts.back().last);
}

}  // namespace

PlainGraph::PlainGraph(const PlainModel& model, const TimeScope& under) : scope(under) {
  for (const NodeVersion& node : model.believedNodes(under.system)) lives[node.id] = PlainModel::lifeOf(node);
  for (const FactVersion& fact : model.believedFacts(under.system)) {
    if (fact.status == FactStatus::kRefuted && !under.include_refuted) continue;
    if (!lives.contains(fact.subject) || !lives.contains(fact.object)) continue;
    facts.push_back({fact.id, fact.subject, fact.object, fact.type, model.piecesOf(fact)});
  }
}

std::vector<PlainPath> allPaths(const PlainGraph& graph, const PlainWalk& walk, std::size_t steps_max) {
  std::vector<PlainPath> paths;
  PlainPath path;
  const auto wanted = [&](const PlainGraph::Fact& fact) {
    if (!walk.types.empty() &&
        std::find(walk.types.begin(), walk.types.end(), fact.type) == walk.types.end()) {
      return false;
    }
    return std::none_of(path.begin(), path.end(), [&](const PlainStep& s) { return s.fact->id == fact.id; });
  };
  const std::function<void(NodeId)> walkOn = [&](NodeId node) {
    paths.push_back(path);
    if (path.size() == steps_max) return;
    for (const auto& fact : graph.facts) {
      if (!wanted(fact)) continue;
      const bool out = fact.subject == node && walk.direction != Direction::kIn;
      const bool in =
          fact.object == node && walk.direction != Direction::kOut && !(out && fact.object == node);
      if (!out && !in) continue;
      path.push_back({&fact, node, out ? fact.object : fact.subject});
      walkOn(path.back().to);
      path.pop_back();
    }
  };
  if (graph.lives.contains(walk.from)) walkOn(walk.from);
  return paths;
}

Shared sharedBy(const std::vector<Period>& members, const ValidScope& scope) {
  const Range asked = askedBy(scope);
  const bool clips = std::holds_alternative<During>(scope);
  Instant start_min = kPast;
  Instant start_max = kPast;
  Instant end_min = kFuture;
  Instant end_max = kFuture;
  bool certain = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Period& p = members[i];
    start_min = std::max(start_min, p.start_min);
    start_max = std::max(start_max, p.start_max);
    end_min = std::min(end_min, p.end_min);
    end_max = std::min(end_max, p.end_max);
    const bool perhaps_empty = p.derived && p.start_max >= p.end_min;
    certain = certain && judgedAlone(p, scope) == Certainty::kCertain && !perhaps_empty;
    if (std::holds_alternative<AsOf>(scope)) continue;
    for (std::size_t j = 0; j < members.size(); ++j) {
      certain = certain && (i == j || p.start_max < members[j].end_min);
    }
  }
  if (std::max(start_min, asked.start) >= std::min(end_max, asked.end)) return {};
  if (clips) {
    start_min = std::max(start_min, asked.start);
    start_max = std::max(start_max, asked.start);
    end_min = std::min(end_min, asked.end);
    end_max = std::min(end_max, asked.end);
  }
  Shared out{certain ? Certainty::kCertain : Certainty::kPossible, {{{start_min, end_max}}, {}}};
  if (start_max < end_min) out.when.certain.push_back({start_max, end_min});
  return out;
}

Shared sharedByPath(const PlainGraph& graph, NodeId from, const PlainPath& path) {
  Shared best;
  std::set<NodeId> nodes{from};
  for (const PlainStep& step : path) nodes.insert(step.to);
  forEachChoice(path, [&](std::vector<Period> members) {
    for (const NodeId node : nodes) members.push_back(graph.lives.at(node));
    const Shared one = sharedBy(members, graph.scope.valid);
    if (!one.verdict) return;
    // Under a certain-only scope what is merely possible is no choice.
    if (graph.scope.certain_only && one.verdict != Certainty::kCertain) return;
    best.verdict = bestOf(best.verdict, one.verdict);
    best.when.possible.insert(best.when.possible.end(), one.when.possible.begin(), one.when.possible.end());
    best.when.certain.insert(best.when.certain.end(), one.when.certain.begin(), one.when.certain.end());
  });
  best.when = {coalesced(best.when.possible), coalesced(best.when.certain)};
  return best;
}

InOrderPath inOrder(const PlainGraph& graph, const PlainPath& path, bool begun) {
  InOrderPath out;
  if (!path.empty()) {
    forEachChoice(path,
                  [&](const std::vector<Period>& pieces) { addChoices(graph, path, pieces, begun, out); });
  }
  return out;
}

namespace {

/// The nodes reached at one instant, over pieces and lifespans that hold then by `holds`.
std::map<NodeId, std::uint32_t> reachedAt(const PlainGraph& graph, const PlainWalk& walk,
                                          std::uint32_t steps_max,
                                          const std::function<bool(const Period&)>& holds) {
  const auto stands = [&](const PlainStep& step) {
    return std::any_of(step.fact->pieces.begin(), step.fact->pieces.end(), [&](const Period& piece) {
      const auto row = rowOf(graph, step, piece);
      if (graph.scope.certain_only && judgedInOneRow(row, graph.scope.valid) != Certainty::kCertain)
        return false;
      return std::all_of(row.begin(), row.end(), holds);
    });
  };
  std::map<NodeId, std::uint32_t> steps;
  if (!graph.lives.contains(walk.from) || !holds(graph.lives.at(walk.from))) return steps;
  steps[walk.from] = 0;
  std::vector<NodeId> frontier{walk.from};
  for (std::uint32_t step = 1; step <= steps_max && !frontier.empty(); ++step) {
    std::vector<NodeId> next;
    for (const NodeId node : frontier) {
      for (const PlainPath& path : allPaths(graph, {node, walk.direction, walk.types}, 1)) {
        if (path.empty() || !stands(path[0]) || !steps.emplace(path[0].to, step).second) continue;
        next.push_back(path[0].to);
      }
    }
    frontier = std::move(next);
  }
  return steps;
}

}  // namespace

std::map<NodeId, PlainReach> plainClosure(const PlainGraph& graph, const PlainWalk& walk,
                                          std::uint32_t steps_max) {
  const Range asked = askedBy(graph.scope.valid);
  std::set<Instant> cuts{asked.start, asked.end};
  const auto addCuts = [&](const Period& p) {
    for (const Instant bound : {p.start_min, p.start_max, p.end_min, p.end_max}) {
      if (asked.start < bound && bound < asked.end) cuts.insert(bound);
    }
  };
  for (const auto& [id, life] : graph.lives) addCuts(life);
  for (const auto& fact : graph.facts) {
    for (const Period& piece : fact.pieces) addCuts(piece);
  }
  std::map<NodeId, PlainReach> out;
  for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at) {
    const Range between{*at, *std::next(at)};  // nothing changes within
    const auto possible = [&](const Period& p) { return p.start_min <= *at && *at < p.end_max; };
    const auto certain = [&](const Period& p) { return p.start_max <= *at && *at < p.end_min; };
    for (const auto& [node, steps] : reachedAt(graph, walk, steps_max, possible)) {
      const auto [row, added] = out.emplace(node, PlainReach{steps, {}});
      row->second.steps = std::min(row->second.steps, steps);
      row->second.when.possible.push_back(between);
    }
    for (const auto& [node, steps] : reachedAt(graph, walk, steps_max, certain)) {
      out[node].when.certain.push_back(between);
    }
  }
  for (auto& [node, row] : out) row.when = {coalesced(row.when.possible), coalesced(row.when.certain)};
  return out;
}

}  // namespace tenure::testing
