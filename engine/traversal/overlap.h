// Overlap: who served together, where and when. Two facts that lead into the same node from different others
// overlap where they, and the lifespans of all three nodes, can share an instant
// (engine/traversal/together.h): an answer names both facts, so that its sources can be asked for.
//
// Pairs come from one sweep over the members in order of their starts, so the work grows with the members and
// the pairs found, not with all pairs. One question, one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

struct Overlap {
  NodeId place;  ///< where
  NodeId one;    ///< the node that was asked for; of a place, the one with the lesser fact id
  NodeId other;
  FactId fact_of_one;
  FactId fact_of_other;
  PeriodSet together;  ///< their intersection; several periods only where a fact has removed portions
  Certainty certainty = Certainty::kCertain;
};

/// Pairs of members of `place`: subjects of facts that lead into it, of the given types or (empty) of all. By
/// the member that can only start later (its first possible start, then its fact), then by the other's fact.
/// `visit` returning false, or `rows_max`, ends it. Under a certain-only view the certain ones.
Status overlapsAt(const View& view, NodeId place, const std::vector<std::string>& types,
                  const std::function<bool(const Overlap&)>& visit, const Limits& limits = {});
[[nodiscard]] Result<std::vector<Overlap>> overlapsAt(const View& view, NodeId place,
                                                      const std::vector<std::string>& types,
                                                      const Limits& limits = {});

/// All that overlapped with `one` wherever it belonged, or only `with`; by place (in the order of the facts
/// of `one` as View::edges has it), then by the first possible start of the other and its fact.
Status overlapsOf(const View& view, NodeId one, std::optional<NodeId> with,
                  const std::vector<std::string>& types, const std::function<bool(const Overlap&)>& visit,
                  const Limits& limits = {});
[[nodiscard]] Result<std::vector<Overlap>> overlapsOf(const View& view, NodeId one,
                                                      std::optional<NodeId> with,
                                                      const std::vector<std::string>& types,
                                                      const Limits& limits = {});

}  // namespace tenure
