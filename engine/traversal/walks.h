// Questions over a view that go further than one step. Each step is judged as a row of its own
// (engine/traversal/view.h): the facts of a path need not share an instant where the asked time is longer
// than a tick. Differences and counts judge a fact in one row with the lifespans of its ends, and a node
// alone.
//
// Every question takes a budget (engine/traversal/budget.h) and fails with kTimeout, kCancelled or kLimit
// when it is spent. Paths, closure, overlap and series have headers of their own beside this one.
//
// Pure functions over an immutable view; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure {

/// A node reached, once, at its least number of steps.
struct Reached {
  NodeId node;
  std::uint32_t steps = 0;
  /// Certain when some path within the limit goes over certain rows alone.
  Certainty certainty = Certainty::kCertain;
  Edge last;  ///< the fact over which it was first reached, seen from the node before
  NodeId from;
  friend bool operator<(const Reached& a, const Reached& b) {
    return a.steps != b.steps ? a.steps < b.steps : a.node < b.node;
  }
};

/// Everything within `steps_max` steps of `start` (not itself), by steps and then id. `types` empty: all.
/// With `rows_max` the nearest, and no level is walked beyond the one that has enough.
[[nodiscard]] Result<std::vector<Reached>> neighbourhood(const View& view, NodeId start, Direction direction,
                                                         const std::vector<std::string>& types,
                                                         std::uint32_t steps_max, const Limits& limits = {});
/// Transitive membership: everything `start` belongs to (kOut) or all that belong to it (kIn), over facts of
/// `type`.
[[nodiscard]] Result<std::vector<Reached>> transitive(const View& view, NodeId start, std::string_view type,
                                                      Direction direction, const Limits& limits = {});

/// One event of lineage: facts that share an `_event` (or one fact without), with the ends in order of fact
/// id.
struct LineageEvent {
  std::string event;  ///< `_event`; empty where the fact has none
  std::string type;   ///< of its first fact; an event may hold facts of several types
  std::vector<FactVersion> facts;
  Period period;       ///< of its first fact by start
  int generation = 0;  ///< -1, -2 ... led to the node; 1, 2 ... came of it
};
/// The mergers, splits, renames and successions that led to a node and that came of it, each event once (at
/// its nearest generation), by generation and then start. Types marked as lineage in the schema count; an
/// open database has none marked, and there MERGED_INTO, SPLIT_FROM, RENAMED_TO and SUCCEEDED_BY count.
/// SPLIT_FROM points from the later to the earlier, the others from the earlier to the later.
[[nodiscard]] Result<std::vector<LineageEvent>> lineage(const View& view, NodeId node,
                                                        const Limits& limits = {});
/// The ends of a lineage fact in order of descent.
[[nodiscard]] NodeId earlierEnd(const FactVersion& fact);
[[nodiscard]] NodeId laterEnd(const FactVersion& fact);

/// The types that count as lineage under a schema.
[[nodiscard]] std::vector<std::string> lineageTypes(const Schema& schema);
/// The one type of our own that points from the later to the earlier; a lineage type that a user declares
/// points from the earlier to the later.
inline constexpr std::string_view kLaterFirst = "SPLIT_FROM";

/// How a fact differs between two views.
enum class Change : std::uint8_t { kBegan, kEnded, kBecameCertain, kBecamePossible, kCorrected };
[[nodiscard]] std::string_view changeName(Change change);  ///< "began", "ended", "became certain", ...
struct Difference {
  Change change = Change::kBegan;
  FactVersion fact;
  std::optional<Certainty> before;
  std::optional<Certainty> after;
};
/// Facts that hold in `after` and not in `before`, or the other way round, or with another certainty, each
/// fact in one row with the lifespans of its ends; kCorrected where both hold alike but the two beliefs
/// differ in what the fact says. `node` and `type` narrow it. By fact id. For one node the work is the two
/// look-ups and the records of what changed (of all that holds, where the two views have different beliefs);
/// the whole graph is read once for each view.
[[nodiscard]] Result<std::vector<Difference>> difference(const View& before, const View& after,
                                                         std::optional<NodeId> node,
                                                         std::string_view type = {},
                                                         const Limits& limits = {});

/// Nodes that count under a view, and facts that hold in one row with the lifespans of their ends.
struct Counts {
  std::uint64_t nodes = 0;
  std::uint64_t nodes_certain = 0;
  std::uint64_t facts = 0;
  std::uint64_t facts_certain = 0;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> by_type;  ///< facts, certain among them
};
[[nodiscard]] Result<Counts> count(const View& view, const Budget& budget = {});

/// One line of a node's history: a fact, in the order of its start, or a version that was believed.
struct HistoryEntry {
  FactVersion fact;
  Direction direction = Direction::kOut;
};
/// Every fact of a node believed under the view's system time, whenever it held, by (start_min, start_max,
/// id). Refuted ones where the view includes them.
[[nodiscard]] Result<std::vector<HistoryEntry>> history(const View& view, NodeId node);

}  // namespace tenure
