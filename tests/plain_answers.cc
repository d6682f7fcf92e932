// The plain model's answers: every version is looked at, and the formulas say which count.
#include <algorithm>
#include <limits>
#include <set>

#include "tests/plain_model.h"

namespace tenure::testing {
namespace {

bool believedAt(const Believed& believed, std::optional<SystemInstant> system) {
  if (!system) return believed.to == SystemInstant::plusInfinity();
  return believed.from <= *system && *system < believed.to;
}

template <class Version>
std::vector<Version> believedOf(const std::vector<Version>& versions, std::optional<SystemInstant> system) {
  std::vector<Version> out;
  for (const Version& version : versions) {
    if (believedAt(version.believed, system)) out.push_back(version);
  }
  std::sort(out.begin(), out.end(), [](const Version& a, const Version& b) { return a.id < b.id; });
  return out;
}

template <class Version, class Id>
std::vector<Version> versionsOf(const std::vector<Version>& versions, Id id) {
  std::vector<Version> out;
  for (const Version& version : versions) {
    if (version.id == id) out.push_back(version);
  }
  return out;
}

template <class Version, class Id>
std::optional<Version> oneBelieved(const std::vector<Version>& versions, Id id,
                                   std::optional<SystemInstant> system) {
  for (const Version& version : versions) {
    if (version.id == id && believedAt(version.believed, system)) return version;
  }
  return std::nullopt;
}

/// A verdict that the scope does not want is none.
Verdict asked(Verdict verdict, const TimeScope& scope) {
  if (scope.certain_only && verdict != Certainty::kCertain) return std::nullopt;
  return verdict;
}

/// What two versions say, apart from when it was believed.
bool sayTheSame(FactVersion a, const FactVersion& b) {
  a.believed = b.believed;
  return a == b;
}

}  // namespace

std::vector<NodeVersion> PlainModel::versions(NodeId id) const { return versionsOf(nodes_, id); }
std::vector<FactVersion> PlainModel::versions(FactId id) const { return versionsOf(facts_, id); }

std::vector<NodeVersion> PlainModel::believedNodes(std::optional<SystemInstant> system) const {
  return believedOf(nodes_, system);
}
std::vector<FactVersion> PlainModel::believedFacts(std::optional<SystemInstant> system) const {
  return believedOf(facts_, system);
}

std::vector<Period> PlainModel::piecesOf(const FactVersion& fact) const {
  const RelationshipType* type = declared(fact.type);
  const Period base =
      boundedByDays(fact.validity.period(), type == nullptr ? std::nullopt : type->longest_days);
  return outsideOf(endedBy(base, fact.cut), fact.removed);
}

Period PlainModel::lifeOf(const NodeVersion& node) { return endedBy(node.lifespan.period(), node.cut); }

Verdict PlainModel::verdictOf(const FactVersion& fact, const TimeScope& scope) const {
  if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return std::nullopt;
  Verdict best;
  for (const Period& piece : piecesOf(fact)) best = bestOf(best, judgedAlone(piece, scope.valid));
  return asked(best, scope);
}

Verdict PlainModel::verdictOf(const NodeVersion& node, const TimeScope& scope) {
  return asked(judgedAlone(lifeOf(node), scope.valid), scope);
}

Verdict PlainModel::rowVerdictOf(const FactVersion& fact, const TimeScope& scope) const {
  if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return std::nullopt;
  const auto subject = oneBelieved(nodes_, fact.subject, scope.system);
  const auto object = oneBelieved(nodes_, fact.object, scope.system);
  if (!subject || !object) return std::nullopt;
  Verdict best;
  for (const Period& piece : piecesOf(fact)) {
    best = bestOf(best, judgedInOneRow({lifeOf(*subject), piece, lifeOf(*object)}, scope.valid));
  }
  return asked(best, scope);
}

std::optional<NodeVersion> PlainModel::node(NodeId id, const TimeScope& scope) const {
  const auto found = oneBelieved(nodes_, id, scope.system);
  return found && verdictOf(*found, scope) ? found : std::nullopt;
}

std::optional<FactVersion> PlainModel::fact(FactId id, const TimeScope& scope) const {
  const auto found = oneBelieved(facts_, id, scope.system);
  return found && verdictOf(*found, scope) ? found : std::nullopt;
}

std::vector<PlainEdge> PlainModel::edges(NodeId node, Direction direction, std::string_view type,
                                         const TimeScope& scope) const {
  std::vector<PlainEdge> out;
  const auto self = oneBelieved(nodes_, node, scope.system);
  if (!self) return out;
  for (const Direction side : {Direction::kOut, Direction::kIn}) {
    if (direction != Direction::kBoth && direction != side) continue;
    for (const FactVersion& fact : believedFacts(scope.system)) {
      if ((side == Direction::kOut ? fact.subject : fact.object) != node) continue;
      if (direction == Direction::kBoth && side == Direction::kIn && fact.subject == fact.object) continue;
      if (!type.empty() && fact.type != type) continue;
      if (fact.status == FactStatus::kRefuted && !scope.include_refuted) continue;
      const NodeId other_id = side == Direction::kOut ? fact.object : fact.subject;
      const auto other = oneBelieved(nodes_, other_id, scope.system);
      if (!other) continue;
      Verdict best;
      std::vector<Period> best_pieces;
      for (const Period& piece : piecesOf(fact)) {
        const Verdict verdict = judgedInOneRow({lifeOf(*self), piece, lifeOf(*other)}, scope.valid);
        if (verdict && verdict == best) best_pieces.push_back(piece);
        if (bestOf(best, verdict) != best) {
          best = verdict;
          best_pieces = {piece};
        }
      }
      if (!asked(best, scope)) continue;
      out.push_back({fact.id, fact.type, side, other_id, best_pieces, *best, fact.status});
    }
  }
  return out;
}

bool PlainModel::stepsOver(NodeId from, FactId fact, NodeId to, Direction direction,
                           const TimeScope& scope) const {
  for (const PlainEdge& edge : edges(from, direction, {}, scope)) {
    if (edge.fact == fact && edge.node == to) return true;
  }
  return false;
}

std::vector<PlainReached> PlainModel::neighbourhood(NodeId start, Direction direction,
                                                    const std::vector<std::string>& types,
                                                    std::uint32_t steps_max, const TimeScope& scope) const {
  const auto stepsFrom = [&](NodeId from, const TimeScope& under) {
    std::vector<NodeId> reached;
    for (const PlainEdge& edge : edges(from, direction, {}, under)) {
      if (types.empty() || std::find(types.begin(), types.end(), edge.type) != types.end())
        reached.push_back(edge.node);
    }
    return reached;
  };
  const auto leastSteps = [&](const TimeScope& under) {
    std::map<NodeId, std::uint32_t> steps;
    steps[start] = 0;
    std::vector<NodeId> frontier{start};
    for (std::uint32_t step = 1; step <= steps_max && !frontier.empty(); ++step) {
      std::vector<NodeId> next;
      for (const NodeId from : frontier) {
        for (const NodeId to : stepsFrom(from, under)) {
          if (steps.emplace(to, step).second) next.push_back(to);
        }
      }
      frontier = std::move(next);
    }
    return steps;
  };
  TimeScope certain = scope;
  certain.certain_only = true;
  const auto steps = leastSteps(scope);
  const auto certain_steps = leastSteps(certain);
  std::vector<PlainReached> out;
  for (const auto& [id, least] : steps) {
    if (id == start) continue;
    out.push_back({id, least, certain_steps.contains(id) ? Certainty::kCertain : Certainty::kPossible});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const PlainReached& a, const PlainReached& b) { return a.steps < b.steps; });
  return out;
}

std::vector<PlainDifference> PlainModel::difference(const TimeScope& before, const TimeScope& after,
                                                    std::optional<NodeId> node, std::string_view type) const {
  std::set<FactId> ids;
  for (const FactVersion& fact : facts_) ids.insert(fact.id);
  std::vector<PlainDifference> out;
  for (const FactId id : ids) {
    const auto old = oneBelieved(facts_, id, before.system);
    const auto now = oneBelieved(facts_, id, after.system);
    const Verdict was = old ? rowVerdictOf(*old, before) : std::nullopt;
    const Verdict is = now ? rowVerdictOf(*now, after) : std::nullopt;
    if (!was && !is) continue;
    const FactVersion& shown_fact = is ? *now : *old;
    if (node && shown_fact.subject != *node && shown_fact.object != *node) continue;
    if (!type.empty() && shown_fact.type != type) continue;
    std::optional<PlainChange> change;
    if (!was) {
      change = PlainChange::kBegan;
    } else if (!is) {
      change = PlainChange::kEnded;
    } else if (was != is) {
      change = is == Certainty::kCertain ? PlainChange::kBecameCertain : PlainChange::kBecamePossible;
    } else if (!sayTheSame(*old, *now)) {
      change = PlainChange::kCorrected;
    }
    if (change) out.push_back({*change, shown_fact, was, is});
  }
  return out;
}

PlainCounts PlainModel::count(const TimeScope& scope) const {
  PlainCounts counts;
  for (const NodeVersion& node : believedNodes(scope.system)) {
    const Verdict verdict = verdictOf(node, scope);
    if (verdict) ++counts.nodes;
    if (verdict == Certainty::kCertain) ++counts.nodes_certain;
  }
  for (const FactVersion& fact : believedFacts(scope.system)) {
    const Verdict verdict = rowVerdictOf(fact, scope);
    if (!verdict) continue;
    auto& [facts, certain] = counts.by_type[fact.type];
    ++counts.facts;
    ++facts;
    if (verdict != Certainty::kCertain) continue;
    ++counts.facts_certain;
    ++certain;
  }
  return counts;
}

std::vector<std::pair<FactVersion, Direction>> PlainModel::history(NodeId node,
                                                                   const TimeScope& scope) const {
  std::vector<std::pair<FactVersion, Direction>> out;
  for (const FactVersion& fact : believedFacts(scope.system)) {
    if (fact.status == FactStatus::kRefuted && !scope.include_refuted) continue;
    if (fact.subject == node) {
      out.emplace_back(fact, Direction::kOut);
    } else if (fact.object == node) {
      out.emplace_back(fact, Direction::kIn);
    }
  }
  return out;
}

}  // namespace tenure::testing
