#include "bench/systems/tenure_system.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "bench/history_csv.h"

namespace tenure::bench {
namespace {

Instant startOf(std::int32_t day) { return Instant::fromMicros(std::int64_t{day} * kMicrosPerDay); }

std::int32_t dayOfInstant(Instant instant) {
  return instant == Instant::plusInfinity() ? kOpenDay
                                            : static_cast<std::int32_t>(instant.micros() / kMicrosPerDay);
}

const std::string& typeName(FactType type) {
  static const std::array<std::string, kFactTypes> names = {
      std::string(kFactTypeNames[0]), std::string(kFactTypeNames[1]), std::string(kFactTypeNames[2]),
      std::string(kFactTypeNames[3])};
  return names[static_cast<std::size_t>(type)];
}

FactType typeOf(std::string_view name) {
  const auto at = std::find(kFactTypeNames.begin(), kFactTypeNames.end(), name);
  return static_cast<FactType>(at - kFactTypeNames.begin());
}

}  // namespace

TenureSystem::TenureSystem(const History& history, const std::vector<std::int32_t>& days)
    : db_(must(Database::open(folder_ / "db"))), with_(history.size.nodes()) {
  loadHistory(*db_, history);
  for (const std::int32_t day : days) views_.push_back(db_->asOf(Range{startOf(day), startOf(day + 1)}));
}

void loadHistory(Database& db, const History& history) {
  auto load = must(db.bulkLoad());
  for (std::uint32_t node = 0; node < history.size.nodes(); ++node) {
    NodeDraft draft;
    draft.external_id = std::to_string(node);
    draft.labels = {std::string(labelOf(history.size, node))};
    if (must(load->addNode(draft)) != NodeId{std::uint64_t{node} + 1}) std::abort();
  }
  std::vector<std::string> dates;
  for (std::int32_t day = kFirstDay; day <= kLastDay; ++day) dates.push_back(dateOf(day));
  const auto date = [&](std::int32_t day) { return dates[static_cast<std::size_t>(day - kFirstDay)]; };
  FactDraft draft;
  for (const HistoryFact& fact : history.facts) {
    draft.subject = NodeId{std::uint64_t{fact.subject} + 1};
    draft.type = typeName(fact.type);
    draft.object = NodeId{std::uint64_t{fact.object} + 1};
    draft.validity = must(Validity::fromColumns(
        date(fact.start_day), fact.end_day == kOpenDay ? "" : date(fact.end_day - 1), BlankEnd::kOpen));
    must(load->addFact(draft));
  }
  must(load->finish());
}

Edges TenureSystem::edgesOf(FactType type, Side side, std::uint32_t node, AskedDay day) const {
  const View& view = views_[day.index];
  Edges edges =
      side == Side::kOut ? view.out(idOf(node), typeName(type)) : view.in(idOf(node), typeName(type));
  must(edges.status());
  return edges;
}

std::uint32_t TenureSystem::q2c(const Asked& asked) const {
  return static_cast<std::uint32_t>(edgesOf(FactType::kMemberOf, Side::kIn, asked.node, asked.day).size());
}

std::uint32_t TenureSystem::q5(const Asked& asked) const {
  const View view = db_->always();
  const Edges edges = view.out(idOf(asked.node));
  must(edges.status());
  std::vector<HistoryFact> facts;
  for (const Edge& edge : edges) {
    facts.push_back({asked.node, nodeOf(edge.node), dayOfInstant(edge.period.start_min),
                     dayOfInstant(edge.period.end_max), typeOf(view.typeName(edge.type))});
  }
  std::sort(facts.begin(), facts.end(), [](const HistoryFact& a, const HistoryFact& b) {
    return std::tie(a.start_day, a.end_day, a.type, a.object) <
           std::tie(b.start_day, b.end_day, b.type, b.object);
  });
  std::uint32_t sum = 0;
  for (const HistoryFact& fact : facts)
    sum = followed(sum, fact.type, fact.object, fact.start_day, fact.end_day);
  return sum;
}

std::uint32_t TenureSystem::q6(const Asked& asked) const {
  const auto members = [&](AskedDay day) {
    std::vector<std::pair<FactId, NodeId>> found;
    for (const Edge& edge : edgesOf(FactType::kMemberOf, Side::kIn, asked.node, day))
      found.emplace_back(edge.fact, edge.node);
    std::sort(found.begin(), found.end());
    return found;
  };
  const auto before = members(asked.day);
  const auto after = members(asked.later);
  std::vector<std::pair<FactId, NodeId>> differ;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(differ));
  std::uint32_t sum = 0;
  for (const auto& [fact, node] : differ) sum ^= mixed(nodeOf(node));
  return sum;
}

}  // namespace tenure::bench
