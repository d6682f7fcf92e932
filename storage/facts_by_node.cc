#include "storage/facts_by_node.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

namespace tenure::storage {
namespace {

/// Below it, counting digits costs more than comparing.
constexpr std::size_t kFewFacts = 64;

std::uint32_t biased(std::int32_t day) { return static_cast<std::uint32_t>(day) ^ 0x8000'0000U; }

bool isBefore(const PlacedFact& a, const PlacedFact& b) {
  return std::tie(a.node, a.type, a.start, a.number) < std::tie(b.node, b.type, b.start, b.number);
}

/// What facts of a range are sorted by, in as few bits as the facts at hand need.
struct SortKey {
  std::uint32_t first_day = ~0U;
  unsigned day_bits = 0;
  unsigned type_bits = 0;

  explicit SortKey(std::span<const PlacedFact> facts) {
    std::uint32_t last_day = 0;
    std::uint32_t last_type = 0;
    for (const PlacedFact& fact : facts) {
      first_day = std::min(first_day, biased(fact.start));
      last_day = std::max(last_day, biased(fact.start));
      last_type = std::max(last_type, fact.type);
    }
    day_bits = static_cast<unsigned>(std::bit_width(last_day - first_day));
    type_bits = static_cast<unsigned>(std::bit_width(last_type));
  }
  [[nodiscard]] unsigned bits() const { return day_bits + type_bits + 8; }
  [[nodiscard]] std::uint64_t of(const PlacedFact& fact) const {
    return ((std::uint64_t{fact.node} << type_bits | fact.type) << day_bits) |
           (biased(fact.start) - first_day);
  }
};

struct Keyed {
  std::uint64_t key;
  std::uint32_t place;
};

/// One pass of a radix sort, stable.
void sortByDigit(std::span<const Keyed> from, unsigned shift, unsigned bits, std::span<Keyed> to) {
  std::array<std::uint32_t, 1U << 11U> next{};
  const std::uint64_t mask = (1U << bits) - 1;
  for (const Keyed& one : from) ++next[one.key >> shift & mask];
  std::uint32_t sum = 0;
  for (std::size_t digit = 0; digit <= mask; ++digit) sum += std::exchange(next[digit], sum);
  for (const Keyed& one : from) to[next[one.key >> shift & mask]++] = one;
}

void radixSort(std::vector<PlacedFact>& facts, const SortKey& key) {
  std::vector<Keyed> keys(facts.size());
  std::vector<Keyed> others(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) keys[i] = {key.of(facts[i]), static_cast<std::uint32_t>(i)};
  const unsigned passes = (key.bits() + 10) / 11;
  const unsigned width = (key.bits() + passes - 1) / passes;
  for (unsigned pass = 0; pass < passes; ++pass) {
    sortByDigit(keys, pass * width, width, others);
    keys.swap(others);
  }
  std::vector<PlacedFact> sorted;
  sorted.reserve(facts.size());
  for (const Keyed& one : keys) sorted.push_back(facts[one.place]);
  facts.swap(sorted);
}

/// Days do not tell the order of starts within a day.
void sortWithinDays(std::span<PlacedFact> facts, const FactsByNode::StartOf& startOf) {
  for (auto first = facts.begin(); first != facts.end();) {
    bool fine = false;
    auto last = first;
    for (; last != facts.end() && last->node == first->node && last->type == first->type &&
           last->start == first->start;
         ++last) {
      fine = fine || last->fine;
    }
    if (fine) {
      std::sort(first, last, [&](const PlacedFact& a, const PlacedFact& b) {
        return std::pair(startOf(a.number), a.number) < std::pair(startOf(b.number), b.number);
      });
    }
    first = last;
  }
}

}  // namespace

void FactsByNode::add(NodeId node, PlacedFact fact) {
  const std::size_t range = node.value / kNodes;
  if (range >= ranges_.size()) ranges_.resize(range + 1);
  fact.node = static_cast<std::uint8_t>(node.value % kNodes);
  ranges_[range].facts.push_back(fact);
}

void FactsByNode::sort(NodeRange& range, const StartOf& startOf) {
  std::vector<PlacedFact>& facts = range.facts;
  // Tables often come in order, by subject and start.
  if (!std::is_sorted(facts.begin(), facts.end(), isBefore)) {
    const SortKey key(facts);
    if (facts.size() < kFewFacts || key.bits() > 64) {
      std::sort(facts.begin(), facts.end(), isBefore);
    } else {
      radixSort(facts, key);
    }
  }
  if (std::any_of(facts.begin(), facts.end(), [](const PlacedFact& fact) { return fact.fine; }))
    sortWithinDays(facts, startOf);
  range.ends.assign(kNodes, 0);
  for (const PlacedFact& fact : facts) ++range.ends[fact.node];
  std::uint32_t sum = 0;
  for (std::uint32_t& end : range.ends) end = sum += end;
}

void FactsByNode::sortSome(std::atomic<std::size_t>& next, const StartOf& startOf) {
  for (std::size_t i = next++; i < ranges_.size(); i = next++) {
    if (!ranges_[i].facts.empty()) sort(ranges_[i], startOf);
  }
}

std::span<const PlacedFact> FactsByNode::of(NodeId node) const {
  const std::size_t range = node.value / kNodes;
  if (range >= ranges_.size() || ranges_[range].facts.empty()) return {};
  const NodeRange& in = ranges_[range];
  const std::size_t place = node.value % kNodes;
  const std::size_t begin = place == 0 ? 0 : in.ends[place - 1];
  return std::span(in.facts).subspan(begin, in.ends[place] - begin);
}

}  // namespace tenure::storage
