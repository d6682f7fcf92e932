#include "storage/facts_by_node.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

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
  const std::size_t place = node.value / kNodes;
  if (place >= ranges_.size()) ranges_.resize(place + 1);
  NodeRange& range = ranges_[place];
  if (range.count % kPiece == 0) range.pieces.push_back(pieces_.take<PlacedFact>(kPiece));
  fact.node = static_cast<std::uint8_t>(node.value % kNodes);
  range.pieces.back()[range.count++ % kPiece] = fact;
}

/// Sorts one range after the other, in memory that it uses again.
class FactsByNode::Sorter {
 public:
  Sorter(const StartOf& startOf, LoadMemory& memory) : startOf_(startOf), memory_(memory) {}

  void sort(NodeRange& range) {
    range.facts = memory_.take<PlacedFact>(range.count);
    const std::span facts(range.facts, range.count);
    for (std::size_t i = 0; i < range.count; i += kPiece)
      std::copy_n(range.pieces[i / kPiece], std::min(kPiece, range.count - i), range.facts + i);
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
      sortWithinDays(facts, startOf_);
    range.ends = memory_.take<std::uint32_t>(kNodes);
    std::fill_n(range.ends, kNodes, 0);
    for (const PlacedFact& fact : facts) ++range.ends[fact.node];
    std::partial_sum(range.ends, range.ends + kNodes, range.ends);
  }

 private:
  void radixSort(std::span<PlacedFact> facts, const SortKey& key) {
    unsorted_.assign(facts.begin(), facts.end());
    keys_.resize(facts.size());
    others_.resize(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i)
      keys_[i] = {key.of(facts[i]), static_cast<std::uint32_t>(i)};
    const unsigned passes = (key.bits() + 10) / 11;
    const unsigned width = (key.bits() + passes - 1) / passes;
    for (unsigned pass = 0; pass < passes; ++pass) {
      sortByDigit(keys_, pass * width, width, others_);
      keys_.swap(others_);
    }
    for (std::size_t i = 0; i < facts.size(); ++i) facts[i] = unsorted_[keys_[i].place];
  }

  const StartOf& startOf_;
  LoadMemory& memory_;
  std::vector<PlacedFact> unsorted_;
  std::vector<Keyed> keys_;
  std::vector<Keyed> others_;
};

void FactsByNode::sortSome(std::atomic<std::size_t>& next, const StartOf& startOf, LoadMemory& memory) {
  Sorter sorter(startOf, memory);
  for (std::size_t i = next++; i < ranges_.size(); i = next++) {
    if (ranges_[i].count > 0) sorter.sort(ranges_[i]);
  }
}

void FactsByNode::finishSorting() {
  for (NodeRange& range : ranges_) range.pieces = {};
  pieces_.clear();
}

std::span<const PlacedFact> FactsByNode::of(NodeId node) const {
  const std::size_t place = node.value / kNodes;
  if (place >= ranges_.size() || ranges_[place].count == 0) return {};
  const NodeRange& range = ranges_[place];
  const std::size_t in_range = node.value % kNodes;
  const std::size_t begin = in_range == 0 ? 0 : range.ends[in_range - 1];
  return {range.facts + begin, range.ends[in_range] - begin};
}

}  // namespace tenure::storage
