// The facts of one day after the other: what ended leaves, what started comes, instead of reading all facts
// for each day. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "bench/history_generator.h"

namespace tenure::bench {

/// Calls take(facts alive on it) for each of the ascending days.
template <class Take>
void sweepDays(const History& history, const std::vector<std::int32_t>& days, Take take) {
  std::vector<HistoryFact> by_start = history.facts;
  std::sort(by_start.begin(), by_start.end(),
            [](const HistoryFact& a, const HistoryFact& b) { return a.start_day < b.start_day; });
  std::vector<HistoryFact> alive;
  auto next = by_start.begin();
  for (const std::int32_t day : days) {
    std::erase_if(alive, [&](const HistoryFact& fact) { return fact.end_day <= day; });
    for (; next != by_start.end() && next->start_day <= day; ++next)
      if (next->end_day > day) alive.push_back(*next);
    take(alive);
  }
}

}  // namespace tenure::bench
