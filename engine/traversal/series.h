// Series: a figure for every day, month or year between two dates, or for any sorted list of stretches. The
// figure of a stretch is what a view as of that stretch answers (so a month's members are those of `as of
// 2022-06`), once for what is possible and once for what is certain.
//
// Nothing is asked once a month: what holds, holds for a run of months, found by two searches; the figures of
// all months then come from one pass over the beginnings and ends of the runs. The figures of the whole graph
// look at every fact once. Components are counted by halving the months (engine/traversal/connectivity.h),
// never built again for each.
//
// The view says the belief and whether refuted facts count; its own valid time and certain-only do not
// matter. One question, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/steps.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

enum class SeriesStep : std::uint8_t { kDay, kMonth, kYear };
/// Whole days, months or years from the one that contains `from.start` to the one before `from.end`; the
/// first and the last are whole too. kInvalidArgument where an end is infinite or they are not in order,
/// kLimit beyond a million.
[[nodiscard]] Result<std::vector<Range>> stretches(Range from, SeriesStep step);
/// What people call one of them: "2014", "2014-10" or "2014-10-28", as the step has it.
[[nodiscard]] std::string stretchName(Range stretch, SeriesStep step);
/// Each stretch's first day alone: snapshots in place of whole months.
[[nodiscard]] std::vector<Range> firstDays(std::vector<Range> stretches);

enum class Figure : std::uint8_t {
  kMembers,     ///< of a node: distinct nodes at the other end of its facts
  kDegree,      ///< of a node: its facts
  kTurnover,    ///< of a node: members, and who joined and left since the stretch before
  kFacts,       ///< of the graph: facts, each in one row with the lifespans of its ends
  kComponents,  ///< of the graph: nodes, components, nodes alone in theirs, the size of the largest
};

struct FigureCounts {
  std::uint64_t possible = 0;
  std::uint64_t certain = 0;
  friend bool operator==(const FigureCounts&, const FigureCounts&) = default;
};

/// A table: a row for each stretch, a column for each name.
struct Series {
  std::vector<std::string> names;  ///< "members"; turnover "members", "joined", "left"; components four
  std::vector<Range> stretches;
  std::vector<std::vector<FigureCounts>> rows;  ///< rows[i][j]: of stretch i and name j
  std::uint64_t steps_taken = 0;                ///< of work: what a budget counts
};

struct SeriesQuestion {
  Figure figure = Figure::kMembers;
  std::optional<NodeId> node = {};       ///< for the figures of a node
  Direction direction = Direction::kIn;  ///< for the figures of a node
  std::vector<std::string> types = {};   ///< empty: all
};

/// kInvalidArgument where a node is missing or too much, or the stretches are empty or not in order; errors
/// of the store and the budget.
[[nodiscard]] Result<Series> series(const View& view, const SeriesQuestion& question,
                                    const std::vector<Range>& stretches, const Budget& budget = {});

}  // namespace tenure
