#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "engine/traversal/walks.h"

namespace tenure {
namespace {

/// The lifespans that rows are judged with. Most nodes have none and are not kept.
class Lives {
 public:
  void keep(const NodeVersion& node) {
    const Period life = node.effective();
    if (life != Period::timeless()) periods_.emplace(node.id, life);
  }
  [[nodiscard]] Period of(NodeId node) const {
    const auto found = periods_.find(node);
    return found == periods_.end() ? Period::timeless() : found->second;
  }

 private:
  std::unordered_map<NodeId, Period> periods_;
};

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

/// What the facts say at one of the two views.
struct Standing {
  FactVersion fact;
  std::optional<Certainty> certainty;
};
using Standings = std::map<FactId, Standing>;

Result<Standings> standings(const View& view, std::optional<NodeId> node, std::string_view type) {
  const storage::GraphReader& reader = view.reader();
  TENURE_ASSIGN(const auto schema, reader.schemaAt(view.scope().system));
  Lives lives;
  Standings out;
  const auto add = [&](const FactVersion& fact) -> Status {
    if (!type.empty() && fact.type != type) return {};
    if (const auto certainty = standing(fact, *schema, lives, view.scope())) {
      out.insert_or_assign(fact.id, Standing{fact, certainty});
    }
    return {};
  };
  const auto keep = [&](const NodeVersion& one) -> Status {
    lives.keep(one);
    return {};
  };
  if (!node) {
    if (reader.last().lifespans) TENURE_TRY(reader.forEachNode(view.scope().system, keep));
    TENURE_TRY(reader.forEachFact(view.scope().system, add));
    return out;
  }
  TENURE_ASSIGN(const auto entries,
                history(view.with({.system = view.scope().system, .include_refuted = true}), *node));
  std::set<NodeId> ends;
  for (const HistoryEntry& entry : entries) ends.insert({entry.fact.subject, entry.fact.object});
  TENURE_ASSIGN(const auto nodes,
                reader.nodes(std::vector<NodeId>(ends.begin(), ends.end()), view.scope().system));
  for (const auto& one : nodes) {
    if (one) lives.keep(*one);
  }
  for (const HistoryEntry& entry : entries) TENURE_TRY(add(entry.fact));
  return out;
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
                                           std::string_view type) {
  TENURE_ASSIGN(const auto old_facts, standings(before, node, type));
  TENURE_ASSIGN(const auto new_facts, standings(after, node, type));
  std::vector<Difference> out;
  auto was = old_facts.begin();
  auto is = new_facts.begin();
  while (was != old_facts.end() || is != new_facts.end()) {
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

Result<Counts> count(const View& view) {
  Counts counts;
  const TimeScope& scope = view.scope();
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(scope.system));
  Lives lives;
  TENURE_TRY(view.reader().forEachNode(scope.system, [&](const NodeVersion& node) -> Status {
    lives.keep(node);
    const auto certainty = judge(node.effective(), scope.valid);
    if (!certainty || (scope.certain_only && *certainty != Certainty::kCertain)) return {};
    ++counts.nodes;
    if (*certainty == Certainty::kCertain) ++counts.nodes_certain;
    return {};
  }));
  TENURE_TRY(view.reader().forEachFact(scope.system, [&](const FactVersion& fact) -> Status {
    const auto certainty = standing(fact, *schema, lives, scope);
    if (!certainty) return {};
    const std::uint64_t certain = *certainty == Certainty::kCertain ? 1 : 0;
    auto& [facts_of_type, certain_of_type] = counts.by_type[fact.type];
    ++facts_of_type;
    certain_of_type += certain;
    ++counts.facts;
    counts.facts_certain += certain;
    return {};
  }));
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
