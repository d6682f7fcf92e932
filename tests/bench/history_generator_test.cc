// What the benchmark's history promises: its figures stand in the comparison of systems, so they must not
// drift.
#include "bench/history_generator.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace history_generator_test {

using namespace tenure::bench;

namespace {

HistorySize times(std::uint32_t times) {
  HistorySize size;
  size.times = times;
  return size;
}

/// FNV-1a over all columns.
std::uint64_t hashOf(const History& history) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 0x100000001B3ULL; };
  for (const HistoryFact& fact : history.facts) {
    add(fact.subject);
    add(fact.object);
    add(static_cast<std::uint64_t>(fact.type));
    add(static_cast<std::uint32_t>(fact.start_day));
    add(static_cast<std::uint32_t>(fact.end_day));
  }
  return hash;
}

std::vector<std::int32_t> someDays() {
  std::vector<std::int32_t> days = {kFirstDay, kLastDay};
  for (std::int32_t day = kFirstDay; day <= kLastDay; day += 1'500) days.push_back(day);
  return days;
}

void checkAliveIsAbout(const History& history, std::size_t expected) {
  for (const std::int32_t day : someDays()) {
    const auto alive = std::count_if(history.facts.begin(), history.facts.end(),
                                     [&](const auto& f) { return f.aliveOn(day); });
    CAPTURE(day, alive);
    CHECK(static_cast<double>(alive) == Approx(static_cast<double>(expected)).epsilon(0.05));
  }
}

}  // namespace

TEST_CASE("the history is the same arrays from the same seed, on every machine") {
  const History history = generateHistory(times(1));
  CHECK(history.facts.size() == 2'116'653);
  CHECK(hashOf(history) == 0x1CCE1B2D630EBADCULL);
  CHECK(hashOf(generateHistory(times(1), kHistorySeed + 1)) != hashOf(history));
}

TEST_CASE("about 2.1 million facts, about 92,000 of them alive on any day") {
  const History history = generateHistory(times(1));
  CHECK(history.size.nodes() == 100'000);
  CHECK(static_cast<double>(history.facts.size()) == Approx(2'100'000).epsilon(0.02));
  checkAliveIsAbout(history, 92'000);
}

TEST_CASE("x10 has ten times the facts and as many alive") {
  const History history = generateHistory(times(10));
  CHECK(static_cast<double>(history.facts.size()) == Approx(21'000'000).epsilon(0.05));
  checkAliveIsAbout(history, 92'000);
}

TEST_CASE("facts join the kinds of nodes they are for, within the years") {
  const History history = generateHistory(times(1));
  const HistorySize& size = history.size;
  const auto kindOf = [&](std::uint32_t node) {
    return node < size.firstOrganization() ? 'p' : node < size.firstCoalition() ? 'o' : 'c';
  };
  std::set<std::tuple<FactType, char, char>> kinds;
  bool within = true;
  for (const HistoryFact& fact : history.facts) {
    kinds.insert({fact.type, kindOf(fact.subject), kindOf(fact.object)});
    within = within && fact.subject < size.nodes() && fact.object < size.nodes() &&
             fact.start_day >= kFirstDay && fact.start_day < fact.end_day && fact.start_day <= kLastDay &&
             (fact.end_day <= kLastDay + 1 || fact.end_day == kOpenDay);
    if (fact.type == FactType::kMergedInto || fact.type == FactType::kSplitFrom)
      within = within && fact.end_day == fact.start_day + 1;
  }
  CHECK(within);
  CHECK(kinds == std::set<std::tuple<FactType, char, char>>{{FactType::kMemberOf, 'p', 'o'},
                                                            {FactType::kMemberOf, 'o', 'c'},
                                                            {FactType::kChaired, 'p', 'o'},
                                                            {FactType::kMergedInto, 'o', 'o'},
                                                            {FactType::kSplitFrom, 'o', 'o'}});
}

TEST_CASE("people stay three years on average, and few organizations have most members") {
  const History history = generateHistory(times(1));
  double days = 0;
  double memberships = 0;
  std::map<std::uint32_t, std::size_t> members;
  for (const HistoryFact& fact : history.facts) {
    if (fact.type != FactType::kMemberOf || fact.subject >= history.size.people) continue;
    days += std::min(fact.end_day, kLastDay + 1) - fact.start_day;
    ++memberships;
    ++members[fact.object];
  }
  CHECK(days / memberships / 365.25 == Approx(3.0).epsilon(0.02));
  std::vector<std::size_t> sizes;
  for (const auto& [organization, count] : members) sizes.push_back(count);
  std::sort(sizes.rbegin(), sizes.rend());
  // Zipf's law with exponent 1: the second has half of the first, the tenth a tenth.
  CHECK(static_cast<double>(sizes[1]) == Approx(static_cast<double>(sizes[0]) / 2).epsilon(0.05));
  CHECK(static_cast<double>(sizes[9]) == Approx(static_cast<double>(sizes[0]) / 10).epsilon(0.05));
}

TEST_CASE("an organization has one chair at a time, and no two facts of a type join a pair on one day") {
  const History history = generateHistory(times(1));
  std::vector<std::size_t> order(history.facts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto clashes = [&](auto key) {
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const HistoryFact& x = history.facts[a];
      const HistoryFact& y = history.facts[b];
      return std::tuple(key(x), x.start_day) < std::tuple(key(y), y.start_day);
    });
    std::size_t found = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
      const HistoryFact& before = history.facts[order[i - 1]];
      const HistoryFact& after = history.facts[order[i]];
      if (key(before) == key(after) && before.end_day > after.start_day) ++found;
    }
    return found;
  };
  CHECK(clashes([](const HistoryFact& f) { return std::tuple(f.type, f.subject, f.object); }) == 0);
  CHECK(clashes([](const HistoryFact& f) {
          // Only chairs are one at a time; any other fact is a key of its own.
          return f.type == FactType::kChaired
                     ? std::tuple(f.object, 0U, 0)
                     : std::tuple(f.object, f.subject + 1, static_cast<std::int32_t>(f.type) + 1);
        }) == 0);
}

TEST_CASE("of the facts alive at the end every twentieth is open") {
  const History history = generateHistory(times(1));
  double open = 0;
  double alive = 0;
  for (const HistoryFact& fact : history.facts) {
    if (fact.end_day > kLastDay) ++alive;
    if (fact.end_day == kOpenDay) ++open;
  }
  CHECK(open / alive == Approx(0.05).epsilon(0.05));
}

}  // namespace history_generator_test
