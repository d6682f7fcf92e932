// Allen's relations between half-open ranges, and the sets of them that uncertainty leaves.
#include <array>

#include "schema/validity.h"

namespace tenure {

namespace {

constexpr std::array<std::string_view, kAllenCount> kNames = {
    "before",    "meets",  "overlaps", "finishedBy",   "contains", "starts", "equals",
    "startedBy", "during", "finishes", "overlappedBy", "metBy",    "after"};

/// The relation from the signs of the four comparisons, each -1, 0 or 1. One function for known ranges and
/// for uncertain ones, so that the two can not drift apart.
constexpr Allen fromSigns(int starts, int ends, int a_end_b_start, int a_start_b_end) {
  if (a_end_b_start < 0) return Allen::kBefore;
  if (a_end_b_start == 0) return Allen::kMeets;
  if (a_start_b_end > 0) return Allen::kAfter;
  if (a_start_b_end == 0) return Allen::kMetBy;
  if (starts < 0) return ends < 0 ? Allen::kOverlaps : ends == 0 ? Allen::kFinishedBy : Allen::kContains;
  if (starts == 0) return ends < 0 ? Allen::kStarts : ends == 0 ? Allen::kEquals : Allen::kStartedBy;
  return ends < 0 ? Allen::kDuring : ends == 0 ? Allen::kFinishes : Allen::kOverlappedBy;
}

constexpr int sign(Instant a, Instant b) { return a < b ? -1 : a == b ? 0 : 1; }

constexpr Allen relationOf(Instant a_start, Instant a_end, Instant b_start, Instant b_end) {
  return fromSigns(sign(a_start, b_start), sign(a_end, b_end), sign(a_end, b_start), sign(a_start, b_end));
}

/// Every composition, from the definition: three ranges have at most six ends, so each arrangement of them
/// occurs among the ranges within 0 .. 5.
constexpr std::array<std::array<AllenSet, kAllenCount>, kAllenCount> composeAll() {
  constexpr int kRanges = 15;
  std::array<std::array<Instant, 2>, kRanges> ranges{};
  std::size_t count = 0;
  for (int start = 0; start < 6; ++start) {
    for (int end = start + 1; end < 6; ++end)
      ranges[count++] = {Instant::fromMicros(start), Instant::fromMicros(end)};
  }
  std::array<std::array<AllenSet, kAllenCount>, kAllenCount> table{};
  for (const auto& a : ranges) {
    for (const auto& b : ranges) {
      const auto ab = static_cast<std::size_t>(relationOf(a[0], a[1], b[0], b[1]));
      for (const auto& c : ranges) {
        const auto bc = static_cast<std::size_t>(relationOf(b[0], b[1], c[0], c[1]));
        table[ab][bc] = static_cast<AllenSet>(table[ab][bc] | allenBit(relationOf(a[0], a[1], c[0], c[1])));
      }
    }
  }
  return table;
}

/// For each relation the order of (start of a, end of a, start of b, end of b): equal ranks are equal
/// instants, a greater rank is later.
using Order = std::array<int, 4>;
constexpr std::array<Order, kAllenCount> kOrders = {{
    {0, 1, 2, 3},  // before
    {0, 1, 1, 2},  // meets
    {0, 2, 1, 3},  // overlaps
    {0, 2, 1, 2},  // finishedBy
    {0, 3, 1, 2},  // contains
    {0, 1, 0, 2},  // starts
    {0, 1, 0, 1},  // equals
    {0, 2, 0, 1},  // startedBy
    {1, 2, 0, 3},  // during
    {1, 2, 0, 2},  // finishes
    {1, 3, 0, 2},  // overlappedBy
    {1, 2, 0, 1},  // metBy
    {2, 3, 0, 1},  // after
}};

/// An end somewhere in [least, greatest]; at a midnight where its period is about whole days.
struct End {
  Instant least;
  Instant greatest;
  bool midnights_only;
};

std::array<End, 4> endsOf(const Period& a, const Period& b) {
  const auto days = [](const Period& p) {
    return p.grain == Grain::kDay && atMidnight(p.start_min) && atMidnight(p.start_max) &&
           atMidnight(p.end_min) && atMidnight(p.end_max);
  };
  const bool a_days = days(a);
  const bool b_days = days(b);
  return {{{a.start_min, a.start_max, a_days},
           {a.end_min, a.end_max, a_days},
           {b.start_min, b.start_max, b_days},
           {b.end_min, b.end_max, b_days}}};
}

/// The first midnight at or after `instant`.
Instant nextMidnight(Instant instant) {
  if (atMidnight(instant)) return instant;
  const std::int64_t rest = instant.micros() % kMicrosPerDay;
  return instant.plusMicros(rest > 0 ? kMicrosPerDay - rest : -rest);
}

/// Whether the four ends can be chosen in that order. Each rank takes the earliest instant it can: nothing
/// later could leave more room for the ranks after it.
bool canBeInOrder(const std::array<End, 4>& ends, const Order& order) {
  Instant at = Instant::minusInfinity();
  for (int rank = 0; rank < 4; ++rank) {
    if (rank > 0) {
      if (at == Instant::plusInfinity()) {
        // Nothing is later than plus infinity; an order that has no such rank has been placed whole.
        return std::none_of(order.begin(), order.end(), [&](int other) { return other >= rank; });
      }
      at = Instant::fromMicros(at.micros() + 1);
    }
    Instant latest = Instant::plusInfinity();
    bool midnights_only = false;
    bool taken = false;
    for (std::size_t i = 0; i < 4; ++i) {
      if (order[i] != rank) continue;
      taken = true;
      at = std::max(at, ends[i].least);
      latest = std::min(latest, ends[i].greatest);
      midnights_only = midnights_only || ends[i].midnights_only;
    }
    if (!taken) return true;
    if (midnights_only) at = nextMidnight(at);
    if (at > latest) return false;
  }
  return true;
}

}  // namespace

std::string_view allenName(Allen relation) { return kNames[static_cast<std::size_t>(relation)]; }

Allen allenRelation(Range a, Range b) { return relationOf(a.start, a.end, b.start, b.end); }

AllenSet allenCompose(Allen ab, Allen bc) {
  static constexpr auto kTable = composeAll();
  return kTable[static_cast<std::size_t>(ab)][static_cast<std::size_t>(bc)];
}

AllenSet allenPossible(const Period& a, const Period& b) {
  const std::array<End, 4> ends = endsOf(a, b);
  AllenSet possible = 0;
  for (std::size_t relation = 0; relation < kAllenCount; ++relation) {
    if (canBeInOrder(ends, kOrders[relation])) {
      possible = static_cast<AllenSet>(possible | allenBit(static_cast<Allen>(relation)));
    }
  }
  return possible;
}

}  // namespace tenure
