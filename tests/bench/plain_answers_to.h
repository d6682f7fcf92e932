// The benchmark's questions answered by their definitions, from a vector of facts and nothing else. For the
// tests of the systems: short and slow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"

namespace tenure::bench {

class PlainAnswersTo {
 public:
  explicit PlainAnswersTo(const History& history) : facts_(history.facts) {}

  [[nodiscard]] std::uint32_t answer(Question question, const Asked& asked) const {
    switch (question) {
      case Question::kQ1: return sumOf(objectsOf({asked.node}, asked.day.day));
      case Question::kQ2:
      case Question::kQ2w: return sumOf(subjectsOf({asked.node}, FactType::kMemberOf, asked.day.day));
      case Question::kQ2c: return countOf(subjectsOf({asked.node}, FactType::kMemberOf, asked.day.day));
      case Question::kQ3: return coMembers(asked);
      case Question::kQ4: return chairsAround(asked);
      case Question::kQ5: return historyOf(asked.node);
      case Question::kQ6:
      case Question::kQ6w: return joinedAndLeft(asked);
      case Question::kQ7: return wholeGraph(asked.day.day).first;
      case Question::kQ7c: return wholeGraph(asked.day.day).second;
      case Question::kQ8: return membershipsDuring(asked);
      case Question::kQ9: return arrivals(asked);
    }
    return 0;
  }

 private:
  using Nodes = std::set<std::uint32_t>;

  static std::uint32_t sumOf(const Nodes& nodes) {
    std::uint32_t sum = 0;
    for (const std::uint32_t node : nodes) sum ^= mixed(node);
    return sum;
  }
  static std::uint32_t countOf(const Nodes& nodes) { return static_cast<std::uint32_t>(nodes.size()); }

  [[nodiscard]] Nodes objectsOf(const Nodes& subjects, std::int32_t day) const {
    Nodes found;
    for (const HistoryFact& fact : facts_)
      if (fact.type == FactType::kMemberOf && fact.aliveOn(day) && subjects.contains(fact.subject))
        found.insert(fact.object);
    return found;
  }
  [[nodiscard]] Nodes subjectsOf(const Nodes& objects, FactType type, std::int32_t day) const {
    Nodes found;
    for (const HistoryFact& fact : facts_)
      if (fact.type == type && fact.aliveOn(day) && objects.contains(fact.object)) found.insert(fact.subject);
    return found;
  }

  [[nodiscard]] std::uint32_t coMembers(const Asked& asked) const {
    Nodes found = subjectsOf(objectsOf({asked.node}, asked.day.day), FactType::kMemberOf, asked.day.day);
    found.erase(asked.node);
    return sumOf(found);
  }

  [[nodiscard]] std::uint32_t chairsAround(const Asked& asked) const {
    const std::int32_t day = asked.day.day;
    const Nodes coalitions = objectsOf(objectsOf({asked.node}, day), day);
    return sumOf(subjectsOf(subjectsOf(coalitions, FactType::kMemberOf, day), FactType::kChaired, day));
  }

  [[nodiscard]] std::uint32_t historyOf(std::uint32_t node) const {
    std::set<std::tuple<std::int32_t, std::int32_t, FactType, std::uint32_t>> ordered;
    for (const HistoryFact& fact : facts_)
      if (fact.subject == node) ordered.insert({fact.start_day, fact.end_day, fact.type, fact.object});
    std::uint32_t sum = 0;
    for (const auto& [start_day, end_day, type, object] : ordered)
      sum = followed(sum, type, object, start_day, end_day);
    return sum;
  }

  [[nodiscard]] std::uint32_t joinedAndLeft(const Asked& asked) const {
    const Nodes before = subjectsOf({asked.node}, FactType::kMemberOf, asked.day.day);
    const Nodes after = subjectsOf({asked.node}, FactType::kMemberOf, asked.later.day);
    Nodes differ;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::inserter(differ, differ.end()));
    return sumOf(differ);
  }

  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> wholeGraph(std::int32_t day) const {
    std::uint32_t sum = 0;
    std::uint32_t count = 0;
    for (const HistoryFact& fact : facts_) {
      if (!fact.aliveOn(day)) continue;
      sum ^= mixed(fact.subject, fact.object);
      ++count;
    }
    return {sum, count};
  }

  /// Day by day: whatever is reachable then; then runs of days.
  [[nodiscard]] std::uint32_t membershipsDuring(const Asked& asked) const {
    std::map<std::uint32_t, std::vector<std::pair<std::int32_t, std::int32_t>>> runs;
    for (std::int32_t day = asked.day.day; day < asked.day.day + kYearDays; ++day) {
      Nodes reachable;
      for (Nodes level = objectsOf({asked.node}, day); !level.empty(); level = objectsOf(level, day))
        reachable.insert(level.begin(), level.end());
      for (const std::uint32_t node : reachable) {
        auto& of_node = runs[node];
        if (of_node.empty() || of_node.back().second != day) of_node.emplace_back(day, day);
        of_node.back().second = day + 1;
      }
    }
    std::uint32_t sum = 0;
    for (const auto& [node, periods] : runs)
      for (const auto& [start_day, end_day] : periods) sum ^= mixed(node, start_day, end_day);
    return sum;
  }

  /// All walks of up to three facts whose starts do not fall.
  [[nodiscard]] std::uint32_t arrivals(const Asked& asked) const {
    std::set<std::pair<std::uint32_t, std::int32_t>> at = {{asked.node, asked.day.day}};
    std::map<std::uint32_t, std::int32_t> earliest;
    for (int hop = 0; hop < kArrivalHops; ++hop) {
      std::set<std::pair<std::uint32_t, std::int32_t>> then;
      for (const HistoryFact& fact : facts_) {
        if (fact.type != FactType::kMemberOf && fact.type != FactType::kChaired) continue;
        if (fact.start_day >= asked.day.day + kYearDays) continue;
        for (const auto& [node, day] : at) {
          if (fact.start_day < day) continue;
          if (fact.subject == node) then.insert({fact.object, fact.start_day});
          if (fact.object == node) then.insert({fact.subject, fact.start_day});
        }
      }
      for (const auto& [node, day] : then) {
        const auto [known, is_new] = earliest.insert({node, day});
        if (!is_new) known->second = std::min(known->second, day);
      }
      at = then;
    }
    earliest.erase(asked.node);
    std::uint32_t sum = 0;
    for (const auto& [node, day] : earliest) sum ^= mixed(node, static_cast<std::uint32_t>(day));
    return sum;
  }

  std::vector<HistoryFact> facts_;
};

}  // namespace tenure::bench
