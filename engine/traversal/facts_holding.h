// Everything that holds under a view, in one pass: what algorithms over the whole graph are built from. The
// one place where they take nodes and facts from; how these are found (records, lists, an index) is its
// affair alone.
//
// Pure functions over an immutable view; any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/traversal/view.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure {

/// A node that counts under the view.
struct NodeHolding {
  NodeId node;
  Period lifespan;
  Certainty certainty = Certainty::kCertain;
};

/// A fact, or a piece of one of which portions were removed, that holds under the view by itself.
struct FactHolding {
  FactId fact;
  TypeId type;
  NodeId subject;
  NodeId object;
  Period period;  ///< of the piece
  Certainty certainty = Certainty::kCertain;
  FactStatus status = FactStatus::kAsserted;
};

/// Calls `visit` with each node that counts, by id. An error that it returns ends the walk and is returned.
Status forEachNodeHolding(const View& view, const std::function<Status(const NodeHolding&)>& visit);

/// Calls `visit` with each fact that holds, judged alone: the lifespans of its ends are the caller's to judge
/// with it. `types` empty: all; an unknown type has none. Refuted facts and what is merely possible are left
/// out as the scope says. In no order that may be relied on, but that pieces of one fact come one after the
/// other.
Status forEachFactHolding(const View& view, const std::vector<std::string>& types,
                          const std::function<Status(const FactHolding&)>& visit);

}  // namespace tenure
