// The commands that go further than one step: what each was told, and the function that does it, as in
// commands.h. walk_options.cc fills the structs.
//
// They stop at Ctrl-C with 130 and after --timeout with 5; what they had found by then is not printed.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "apps/tenure/output.h"
#include "apps/tenure/question_budget.h"
#include "engine/traversal/series.h"
#include "schema/graph.h"

namespace tenure::apps {

/// What all of them take.
struct WalkOptions {
  std::string db;
  std::vector<std::string> types;  ///< empty: all
  bool certain = false;
  std::string system_time;  ///< empty: present belief
  bool include_refuted = false;
  QuestionBudget budget;
  RowOutput output;
};

/// What makes a chronological path the best.
enum class JourneyKind : std::uint8_t { kEarliest, kLatest, kFastest };

struct PathOptions : WalkOptions {
  std::string time;  ///< EDTF, or "A..B"
  std::string from;
  std::string to;
  Direction direction = Direction::kBoth;
  std::optional<std::uint32_t> steps_max;  ///< not said: 100 for a shortest path, else 6
  bool contemporaneous = false;
  bool chronological = false;
  std::optional<JourneyKind> best;  ///< of the chronological paths
  std::uint64_t limit = 10;
};

struct OverlapOptions : WalkOptions {
  std::string node;
  std::string with;      ///< empty: anybody
  bool members = false;  ///< pairs of members of the node
  std::string time;      ///< empty: all of valid time
  std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
};

struct ClosureOptions : WalkOptions {
  std::string time;
  std::string node;
  Direction direction = Direction::kOut;
  std::uint32_t steps_max = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
};

struct SeriesOptions : WalkOptions {
  std::string node;  ///< "-": the whole graph
  Figure figure = Figure::kMembers;
  std::string from;
  std::string to;
  SeriesStep step = SeriesStep::kMonth;
  bool first_day = false;  ///< of each step, in place of the whole
  Direction direction = Direction::kIn;
};

int runPath(const PathOptions& options);
int runOverlap(const OverlapOptions& options);
int runClosure(const ClosureOptions& options);
int runSeries(const SeriesOptions& options);

}  // namespace tenure::apps
