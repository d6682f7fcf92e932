#include "bench/systems/snapshots.h"

#include <algorithm>

#include "bench/systems/alive_sweep.h"

namespace tenure::bench {

Snapshots::Snapshots(const History& history, const std::vector<std::int32_t>& days)
    : ranges_(history), with_(history.size.nodes()) {
  offsets_.reserve(days.size() * ranges_.offsets);
  bool first = true;
  sweepDays(history, days, [&](const std::vector<HistoryFact>& alive) {
    // As many facts are alive on any day.
    if (first) others_.reserve(alive.size() * 2 * (days.size() + days.size() / 20 + 1));
    first = false;
    addDay(alive);
  });
}

void Snapshots::addDay(const std::vector<HistoryFact>& alive) {
  for (const FactType type :
       {FactType::kMemberOf, FactType::kChaired, FactType::kMergedInto, FactType::kSplitFrom}) {
    for (const Side side : {Side::kOut, Side::kIn}) {
      const RowRange& range = ranges_.of[rowKind(type, side)];
      std::vector<std::uint32_t> at(range.count + 1, 0);
      for (const HistoryFact& fact : alive)
        if (fact.type == type) ++at[endOn(fact, side) - range.first + 1];
      const auto base = static_cast<std::uint32_t>(others_.size());
      at[0] = base;
      for (std::uint32_t i = 1; i <= range.count; ++i) at[i] += at[i - 1];
      offsets_.insert(offsets_.end(), at.begin(), at.end());
      others_.resize(at[range.count]);
      const Side other_side = side == Side::kOut ? Side::kIn : Side::kOut;
      for (const HistoryFact& fact : alive)
        if (fact.type == type) others_[at[endOn(fact, side) - range.first]++] = endOn(fact, other_side);
      // Each `at` has moved to the end of its row.
      for (std::uint32_t i = 0; i < range.count; ++i)
        std::sort(others_.data() + (i == 0 ? base : at[i - 1]), others_.data() + at[i]);
    }
  }
}

std::uint32_t Snapshots::q6(const Asked& asked) const {
  const auto before = row(FactType::kMemberOf, Side::kIn, asked.node, asked.day);
  const auto after = row(FactType::kMemberOf, Side::kIn, asked.node, asked.later);
  std::uint32_t sum = 0;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() && b != after.end()) {
    const std::uint32_t left = *a;
    const std::uint32_t joined = *b;
    sum ^= left < joined ? mixed(left) : joined < left ? mixed(joined) : 0;
    a += left <= joined;
    b += joined <= left;
  }
  for (; a != before.end(); ++a) sum ^= mixed(*a);
  for (; b != after.end(); ++b) sum ^= mixed(*b);
  return sum;
}

std::uint32_t Snapshots::q7(const Asked& asked) const {
  std::uint32_t sum = 0;
  const std::uint32_t* of_day = &offsets_[std::size_t{asked.day.index} * ranges_.offsets];
  for (std::size_t type = 0; type < kFactTypes; ++type) {
    const RowRange& range = ranges_.of[rowKind(static_cast<FactType>(type), Side::kOut)];
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const std::uint32_t* offset = of_day + range.offsets + i;
      for (std::uint32_t at = offset[0]; at < offset[1]; ++at) sum ^= mixed(range.first + i, others_[at]);
    }
  }
  return sum;
}

std::uint32_t Snapshots::q7c(const Asked& asked) const {
  std::uint32_t count = 0;
  const std::uint32_t* of_day = &offsets_[std::size_t{asked.day.index} * ranges_.offsets];
  for (std::size_t type = 0; type < kFactTypes; ++type) {
    const RowRange& range = ranges_.of[rowKind(static_cast<FactType>(type), Side::kOut)];
    count += of_day[range.offsets + range.count] - of_day[range.offsets];
  }
  return count;
}

}  // namespace tenure::bench
