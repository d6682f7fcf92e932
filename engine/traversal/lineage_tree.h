// Lineage as a graph: which nodes led to a node and which came of it, generation by generation. A tree where
// nothing merged twice, in general without cycles only as far as the facts are. Over
// engine/traversal/walks.h's lineage(), which finds the events. One question, one thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/walks.h"
#include "schema/result.h"

namespace tenure {

/// One fact of an event, from the earlier node to the later one.
struct LineageLink {
  FactId fact;
  std::size_t earlier = 0;  ///< the place of the node in LineageTree::nodes
  std::size_t later = 0;
  std::string type;
  std::string event;  ///< `_event`; links of one merger share it; empty where the fact has none
  Period period;
};

struct LineageTreeNode {
  NodeId node;
  int generation = 0;               ///< -1, -2 ... led to the root; 1, 2 ... came of it; 0 stands beside it
  std::vector<std::size_t> before;  ///< the links that lead here, by place in LineageTree::links
  std::vector<std::size_t> after;   ///< the links that lead on
};

struct LineageTree {
  std::vector<LineageTreeNode> nodes;  ///< the root first, then by generation and id
  std::vector<LineageLink> links;      ///< in the order of lineage(), then by fact
};

/// The tree around `node`, which is there alone where nothing is known. Errors of the store and the budget.
[[nodiscard]] Result<LineageTree> lineageTree(const View& view, NodeId node, const Limits& limits = {});

}  // namespace tenure
