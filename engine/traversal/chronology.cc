#include "engine/traversal/chronology.h"

#include <algorithm>

#include "engine/traversal/together.h"

namespace tenure {

std::optional<StartWindow> startWindow(const Period& piece, const Period& life_from, const Period& life_to,
                                       bool loop, const ValidScope& scope, Beginning beginning) {
  const Range asked = rangeOf(scope);
  Together row(scope);
  if (!row.add(life_from) || !row.add(piece) || (!loop && !row.add(life_to))) return std::nullopt;
  const auto latestOf = [&](Instant a, Instant b, Instant c) { return std::max({a, b, c, asked.start}); };
  const auto earliestOf = [&](Instant a, Instant b, Instant c) { return std::min({a, b, c, asked.end}); };
  StartWindow window;
  window.sure_first = latestOf(piece.start_min, life_from.start_min, life_to.start_min);
  window.sure_last = latestOf(piece.start_max, life_from.start_max, life_to.start_max);
  const Instant end = earliestOf(piece.end_max, life_from.end_max, life_to.end_max);
  window.earliest = window.sure_first;
  window.latest = std::min(window.sure_last, end.plusMicros(-1));
  window.certain = row.certainty() == Certainty::kCertain;
  if (beginning == Beginning::kWithin) {
    // A choice before the range is none; where one of them is, another may be the true one.
    const Instant last = std::max({piece.start_max, life_from.start_max, life_to.start_max});
    if (last < asked.start) return std::nullopt;
    const Instant first = std::max({piece.start_min, life_from.start_min, life_to.start_min});
    window.certain = window.certain && first >= asked.start;
  }
  return window;
}

}  // namespace tenure
