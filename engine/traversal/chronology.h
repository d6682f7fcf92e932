// When a step can begin: what chronological paths and journeys compare. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/traversal/steps.h"
#include "schema/time_scope.h"
#include "schema/validity.h"

namespace tenure {

/// The choices for the start of one piece of a fact, in a row with the lifespans of both ends (the latest
/// start of the three) and within the asked range: what holds already when the range begins starts with it.
/// The four bounds of DESIGN section 1 in the place of two, because a choice after which nothing is left of
/// the piece or the range is none, while certainty is about every choice.
struct StartWindow {
  Instant earliest;
  Instant latest;        ///< earliest <= latest; plus infinity where nothing bounds it
  bool certain = false;  ///< whether the row is certain under the scope
  Instant sure_first;    ///< where certain: every choice lies in [sure_first, sure_last]
  Instant sure_last;
};

/// Which steps a chronological question counts.
enum class Beginning : std::uint8_t {
  kClipped,  ///< all that hold within the range; what holds already when it begins starts with it
  kWithin,   ///< only those that begin within it: what a message, or an infection, takes at its start alone
};

/// nullopt where the row cannot hold, or not begin as `beginning` asks. `loop`: both ends are one node.
[[nodiscard]] std::optional<StartWindow> startWindow(const Period& piece, const Period& life_from,
                                                     const Period& life_to, bool loop,
                                                     const ValidScope& scope,
                                                     Beginning beginning = Beginning::kClipped);

}  // namespace tenure
