#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "engine/traversal/lives.h"
#include "engine/traversal/walks.h"

namespace tenure {
namespace {

/// How a fact stands under a view, in one row with the lifespans of its ends; nullopt: not at all.
std::optional<Certainty> standing(const FactVersion& fact, const Schema& schema, const Lives& lives,
                                  const TimeScope& scope) {
  if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return std::nullopt;
  std::optional<Certainty> best;
  for (const Period& piece : fact.pieces(schema.type(fact.type))) {
    const std::array<Period, 3> row{lives.of(fact.subject), piece, lives.of(fact.object)};
    best = std::max(best, judgeTogether(row.data(), row.size(), scope.valid));
  }
  if (scope.certain_only && best != Certainty::kCertain) return std::nullopt;
  return best;
}

/// What a fact says at one of the two views.
struct Standing {
  FactVersion fact;
  std::optional<Certainty> certainty;
};
using Standings = std::map<FactId, Standing>;

/// Every fact of the graph that stands under a view.
Result<Standings> standings(const View& view, std::string_view type, Meter& meter) {
  const storage::GraphReader& reader = view.reader();
  TENURE_ASSIGN(const auto schema, reader.schemaAt(view.scope().system));
  Lives lives;
  const auto keep = [&](const NodeVersion& one) -> Status {
    TENURE_TRY(meter.step());
    lives.keep(one);
    return {};
  };
  if (reader.last().lifespans) TENURE_TRY(reader.forEachNode(view.scope().system, keep));
  Standings out;
  const auto add = [&](const FactVersion& fact) -> Status {
    TENURE_TRY(meter.step());
    if (!type.empty() && fact.type != type) return {};
    const auto certainty = standing(fact, *schema, lives, view.scope());
    if (!certainty) return {};
    TENURE_TRY(meter.take(sizeof(Standing) + 4 * sizeof(void*)));
    out.insert_or_assign(fact.id, Standing{fact, certainty});
    return {};
  };
  TENURE_TRY(reader.forEachFact(view.scope().system, add));
  return out;
}

/// How the facts of a node stand, without reading one of them.
using Judged = std::map<FactId, Certainty>;

Result<Judged> judgedFacts(const View& view, NodeId node, std::string_view type, Meter& meter) {
  Judged out;
  const Edges edges = view.both(node, type);
  TENURE_TRY(edges.status());
  TENURE_TRY(meter.steps(edges.size() + 1));
  for (const Edge& edge : edges) out.emplace(edge.fact, edge.certainty);
  return out;
}

/// The records of some of them.
Result<Standings> readStandings(const View& view, const Judged& judged, const std::vector<FactId>& wanted) {
  std::vector<FactId> ids;
  for (const FactId id : wanted) {
    if (judged.contains(id)) ids.push_back(id);
  }
  TENURE_ASSIGN(auto facts, view.reader().facts(ids, view.scope().system));
  Standings out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!facts[i]) return Error(ErrorCode::kCorruption, "a fact that a list names is missing");
    out.emplace(ids[i], Standing{std::move(*facts[i]), judged.at(ids[i])});
  }
  return out;
}

/// The facts of a node that can differ, as they stand before and after. Of one belief a fact says the same on
/// both sides, so only those are read that stand otherwise.
Result<std::pair<Standings, Standings>> standingsOfNode(const View& before, const View& after, NodeId node,
                                                        std::string_view type, Meter& meter) {
  TENURE_ASSIGN(const Judged was, judgedFacts(before, node, type, meter));
  TENURE_ASSIGN(const Judged is, judgedFacts(after, node, type, meter));
  const bool one_belief = before.scope().system == after.scope().system &&
                          before.reader().last().commit.number == after.reader().last().commit.number;
  std::vector<FactId> differing;
  const auto differs = [&](FactId id, Certainty certainty, const Judged& other) {
    const auto there = other.find(id);
    return !one_belief || there == other.end() || there->second != certainty;
  };
  for (const auto& [id, certainty] : was) {
    if (differs(id, certainty, is)) differing.push_back(id);
  }
  for (const auto& [id, certainty] : is) {
    if (differs(id, certainty, was) && !was.contains(id)) differing.push_back(id);
  }
  TENURE_TRY(meter.take(differing.size() * 2 * sizeof(Standing)));
  TENURE_ASSIGN(auto old_facts, readStandings(before, was, differing));
  TENURE_ASSIGN(auto new_facts, readStandings(after, is, differing));
  return std::pair(std::move(old_facts), std::move(new_facts));
}

bool saysTheSame(const FactVersion& a, const FactVersion& b) {
  FactVersion other = b;
  other.believed = a.believed;
  return a == other;
}

std::optional<Difference> compare(const Standing* before, const Standing* after) {
  if (before == nullptr) return Difference{Change::kBegan, after->fact, std::nullopt, after->certainty};
  if (after == nullptr) return Difference{Change::kEnded, before->fact, before->certainty, std::nullopt};
  if (before->certainty != after->certainty) {
    const bool certain = after->certainty == Certainty::kCertain;
    return Difference{certain ? Change::kBecameCertain : Change::kBecamePossible, after->fact,
                      before->certainty, after->certainty};
  }
  if (saysTheSame(before->fact, after->fact)) return std::nullopt;
  return Difference{Change::kCorrected, after->fact, before->certainty, after->certainty};
}

}  // namespace

std::string_view changeName(Change change) {
  switch (change) {
    case Change::kBegan: return "began";
    case Change::kEnded: return "ended";
    case Change::kBecameCertain: return "became certain";
    case Change::kBecamePossible: return "became possible";
    case Change::kCorrected: return "corrected";
  }
  return "";
}

Result<std::vector<Difference>> difference(const View& before, const View& after, std::optional<NodeId> node,
                                           std::string_view type, const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Standings old_facts;
  Standings new_facts;
  if (node) {
    TENURE_ASSIGN(auto both, standingsOfNode(before, after, *node, type, meter));
    old_facts = std::move(both.first);
    new_facts = std::move(both.second);
  } else {
    TENURE_ASSIGN(old_facts, standings(before, type, meter));
    TENURE_ASSIGN(new_facts, standings(after, type, meter));
  }
  std::vector<Difference> out;
  auto was = old_facts.begin();
  auto is = new_facts.begin();
  while ((was != old_facts.end() || is != new_facts.end()) && out.size() < limits.rows_max) {
    const bool old_one = was != old_facts.end() && (is == new_facts.end() || was->first <= is->first);
    const bool new_one = is != new_facts.end() && (was == old_facts.end() || is->first <= was->first);
    if (auto found = compare(old_one ? &was->second : nullptr, new_one ? &is->second : nullptr)) {
      out.push_back(std::move(*found));
    }
    if (old_one) ++was;
    if (new_one) ++is;
  }
  return out;
}

Result<Counts> count(const View& view, const Budget& budget) {
  Meter meter(budget);
  TENURE_TRY(meter.check());
  Counts counts;
  const TimeScope& scope = view.scope();
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(scope.system));
  Lives lives;
  const auto count_node = [&](const NodeVersion& node) -> Status {
    TENURE_TRY(meter.step());
    lives.keep(node);
    const auto certainty = judge(node.effective(), scope.valid);
    if (!certainty || (scope.certain_only && *certainty != Certainty::kCertain)) return {};
    ++counts.nodes;
    if (*certainty == Certainty::kCertain) ++counts.nodes_certain;
    return {};
  };
  TENURE_TRY(view.reader().forEachNode(scope.system, count_node));
  const auto count_fact = [&](const FactVersion& fact) -> Status {
    TENURE_TRY(meter.step());
    const auto certainty = standing(fact, *schema, lives, scope);
    if (!certainty) return {};
    const std::uint64_t certain = *certainty == Certainty::kCertain ? 1 : 0;
    auto& [facts_of_type, certain_of_type] = counts.by_type[fact.type];
    ++facts_of_type;
    certain_of_type += certain;
    ++counts.facts;
    counts.facts_certain += certain;
    return {};
  };
  TENURE_TRY(view.reader().forEachFact(scope.system, count_fact));
  return counts;
}

Result<std::vector<HistoryEntry>> history(const View& view, NodeId node) {
  TimeScope scope;
  scope.system = view.scope().system;
  scope.include_refuted = view.scope().include_refuted;
  std::vector<storage::ListedEntry> entries;
  TENURE_TRY(view.reader().adjacent(node, Direction::kBoth, {}, scope.system, entries));
  std::map<FactId, Direction> found;
  for (const storage::ListedEntry& one : entries) {
    if (one.entry.status == FactStatus::kRefuted && !scope.include_refuted) continue;
    const Direction direction = one.side == Side::kSubject ? Direction::kOut : Direction::kIn;
    found.emplace(one.entry.fact, direction);  // of a self-loop the out side, which is read first
  }
  std::vector<FactId> ids;
  ids.reserve(found.size());
  for (const auto& [id, direction] : found) ids.push_back(id);
  TENURE_ASSIGN(auto facts, view.reader().facts(ids, scope.system));
  std::vector<HistoryEntry> out;
  for (auto& fact : facts) {
    if (fact) out.push_back({std::move(*fact), Direction::kOut});
  }
  for (HistoryEntry& entry : out) entry.direction = found.at(entry.fact.id);
  std::stable_sort(out.begin(), out.end(), [](const HistoryEntry& a, const HistoryEntry& b) {
    const auto key = [](const HistoryEntry& e) {
      const Period& p = e.fact.validity.period();
      return std::tuple(p.start_min, p.start_max, e.fact.id);
    };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace tenure
