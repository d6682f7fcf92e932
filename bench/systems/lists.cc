#include "bench/systems/lists.h"

#include <tuple>

namespace tenure::bench {

Lists::Lists(const History& history, const std::vector<std::int32_t>& /*days*/)
    : ranges_(history), with_(history.size.nodes()), arrivals_(history.size.nodes()) {
  std::vector<HistoryFact> by_start = history.facts;
  std::sort(by_start.begin(), by_start.end(), [](const HistoryFact& a, const HistoryFact& b) {
    return std::tie(a.start_day, a.end_day, a.object) < std::tie(b.start_day, b.end_day, b.object);
  });
  entries_.reserve(by_start.size() * 2);
  for (std::size_t type = 0; type < kFactTypes; ++type)
    for (const Side side : {Side::kOut, Side::kIn}) addLists(by_start, static_cast<FactType>(type), side);
}

void Lists::addLists(const std::vector<HistoryFact>& by_start, FactType type, Side side) {
  const RowRange& range = ranges_.of[rowKind(type, side)];
  std::vector<std::uint32_t> at(range.count + 1, 0);
  for (const HistoryFact& fact : by_start)
    if (fact.type == type) ++at[endOn(fact, side) - range.first + 1];
  at[0] = static_cast<std::uint32_t>(entries_.size());
  for (std::uint32_t i = 1; i <= range.count; ++i) at[i] += at[i - 1];
  offsets_.insert(offsets_.end(), at.begin(), at.end());
  entries_.resize(at[range.count]);
  for (const HistoryFact& fact : by_start) {
    if (fact.type != type) continue;
    const std::uint32_t other = side == Side::kOut ? fact.object : fact.subject;
    entries_[at[endOn(fact, side) - range.first]++] = {fact.start_day, fact.end_day, other};
  }
}

template <class Visit>
void Lists::eachOfAll(std::int32_t day, Visit visit) const {
  for (std::size_t type = 0; type < kFactTypes; ++type) {
    const RowRange& range = ranges_.of[rowKind(static_cast<FactType>(type), Side::kOut)];
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const std::uint32_t* offset = &offsets_[range.offsets + i];
      for (std::uint32_t at = offset[0]; at < offset[1]; ++at) {
        const Entry& entry = entries_[at];
        if (entry.start_day <= day && day < entry.end_day) visit(range.first + i, entry);
      }
    }
  }
}

std::uint32_t Lists::q2c(const Asked& asked) const {
  std::uint32_t count = 0;
  each(FactType::kMemberOf, Side::kIn, asked.node, asked.day, [&](std::uint32_t) { ++count; });
  return count;
}

std::uint32_t Lists::q5(const Asked& asked) {
  history_of_one_.clear();
  for (std::size_t i = 0; i < kFactTypes; ++i) {
    const auto type = static_cast<FactType>(i);
    const auto so_far = static_cast<std::ptrdiff_t>(history_of_one_.size());
    for (const Entry& entry : list(type, Side::kOut, asked.node))
      history_of_one_.push_back({asked.node, entry.other, entry.start_day, entry.end_day, type});
    std::inplace_merge(history_of_one_.begin(), history_of_one_.begin() + so_far, history_of_one_.end(),
                       [](const HistoryFact& a, const HistoryFact& b) {
                         return std::tie(a.start_day, a.end_day) < std::tie(b.start_day, b.end_day);
                       });
  }
  std::uint32_t sum = 0;
  for (const HistoryFact& fact : history_of_one_)
    sum = followed(sum, fact.type, fact.object, fact.start_day, fact.end_day);
  return sum;
}

std::uint32_t Lists::q6(const Asked& asked) const {
  std::uint32_t sum = 0;
  for (const Entry& entry : list(FactType::kMemberOf, Side::kIn, asked.node)) {
    if (entry.start_day > asked.later.day) break;
    const bool before = entry.start_day <= asked.day.day && asked.day.day < entry.end_day;
    const bool after = asked.later.day < entry.end_day;
    if (before != after) sum ^= mixed(entry.other);
  }
  return sum;
}

std::uint32_t Lists::q7(const Asked& asked) const {
  std::uint32_t sum = 0;
  eachOfAll(asked.day.day,
            [&](std::uint32_t subject, const Entry& entry) { sum ^= mixed(subject, entry.other); });
  return sum;
}

std::uint32_t Lists::q7c(const Asked& asked) const {
  std::uint32_t count = 0;
  eachOfAll(asked.day.day, [&](std::uint32_t, const Entry&) { ++count; });
  return count;
}

}  // namespace tenure::bench
