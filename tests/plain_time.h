// The formulas of time, written out a second time: what DESIGN section 1 says about periods, portions and
// readings, as plainly as it can be said. Tests compare the database with these; so nothing here may call the
// functions that the database judges, cuts and reads with. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "schema/graph.h"
#include "schema/time_scope.h"
#include "schema/validity.h"

namespace tenure::testing {

/// Certain, possible, or (nullopt) not at all.
using Verdict = std::optional<Certainty>;

/// The better, and the worse, of two verdicts; nullopt is the worst.
[[nodiscard]] Verdict bestOf(Verdict a, Verdict b);
[[nodiscard]] Verdict worstOf(Verdict a, Verdict b);

/// One period by itself.
[[nodiscard]] Verdict judgedAlone(const Period& period, const ValidScope& scope);
/// The periods of one row: as of a time they share one instant, else each is judged alone.
[[nodiscard]] Verdict judgedInOneRow(const std::vector<Period>& row, const ValidScope& scope);

/// `written` where its type lasts at most `longest_days`: bounds the possible where one end is unknown.
[[nodiscard]] Period boundedByDays(const Period& written, std::optional<std::int64_t> longest_days);
/// `period` with the end that the cut says.
[[nodiscard]] Period endedBy(const Period& period, const std::optional<Cut>& cut);
/// What is left of `period` outside of the portions (sorted, disjoint), in order of time.
[[nodiscard]] std::vector<Period> outsideOf(const Period& period, const std::vector<Range>& portions);
/// The portions with one more: sorted, disjoint, not touching.
[[nodiscard]] std::vector<Range> withPortion(const std::vector<Range>& portions, Range one_more);

/// Whether `event` ends what is written as `written`, and the end it gives.
[[nodiscard]] bool eventEnds(const Period& event, const Period& written);
[[nodiscard]] Cut endGivenBy(FactId event, const Period& when);

/// A property read under a scope.
[[nodiscard]] PropertyReading plainReading(const PropertyHistory& history, const ValidScope& scope);
/// The history with `value` (null: none) within `portion`, and what was there before outside of it.
[[nodiscard]] PropertyHistory withValueDuring(const PropertyHistory& history, const Value& value,
                                              Range portion);
/// In order of bounds and text.
[[nodiscard]] PropertyHistory inOrder(PropertyHistory history);

}  // namespace tenure::testing
