#include "bench/graph_questions.h"

#include <algorithm>
#include <utility>

#include "bench/questions.h"

namespace tenure::bench {
namespace {

std::vector<HistoryFact> membershipsOn(const History& history, std::int32_t day) {
  std::vector<HistoryFact> out;
  for (const HistoryFact& fact : history.facts) {
    if (fact.type == FactType::kMemberOf && fact.aliveOn(day)) out.push_back(fact);
  }
  return out;
}

std::vector<std::uint32_t> membersOf(const History& history, const std::vector<HistoryFact>& facts) {
  std::vector<std::uint32_t> members(history.size.nodes());
  for (const HistoryFact& fact : facts) ++members[fact.object];
  return members;
}

std::uint32_t sumOfTwoHops(const History& history, const std::vector<HistoryFact>& facts) {
  const std::vector<std::uint32_t> members = membersOf(history, facts);
  std::vector<std::uint32_t> ways(history.size.nodes());
  for (const HistoryFact& fact : facts) ways[fact.object] += members[fact.subject];
  std::uint32_t sum = 0;
  for (std::uint32_t node = 0; node < ways.size(); ++node) {
    if (ways[node] > 0) sum ^= mixed(node, ways[node]);
  }
  return sum;
}

std::uint32_t sumOfTopTen(const History& history, const std::vector<HistoryFact>& facts) {
  const std::vector<std::uint32_t> members = membersOf(history, facts);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // members that are missing to all, node
  for (std::uint32_t node = 0; node < members.size(); ++node) {
    if (members[node] > 0) order.emplace_back(~members[node], node);
  }
  std::sort(order.begin(), order.end());
  if (order.size() > 10) order.resize(10);
  std::uint32_t sum = 0;
  for (const auto& [fewer, node] : order) sum ^= mixed(node, ~fewer);
  return sum;
}

}  // namespace

std::vector<std::int32_t> graphDays() {
  const std::vector<std::int32_t> days = drawDays();
  std::vector<std::int32_t> out;
  for (std::size_t i = 0; i < kGraphAsked; ++i) out.push_back(days[i * 37 % days.size()]);
  return out;
}

std::uint32_t plainAnswer(const History& history, GraphQuestion question, std::int32_t day) {
  if (question == GraphQuestion::kCount) return history.size.nodes();
  const std::vector<HistoryFact> facts = membershipsOn(history, day);
  switch (question) {
    case GraphQuestion::kTwoHops: return sumOfTwoHops(history, facts);
    case GraphQuestion::kTopTen: return sumOfTopTen(history, facts);
    default: return static_cast<std::uint32_t>(facts.size());
  }
}

}  // namespace tenure::bench
