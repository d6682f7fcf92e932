#include "engine/traversal/lineage_tree.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace tenure {
namespace {

/// The generation of each node: that of the nearest event which has it, on its side of the event. Events come
/// by generation, so those that led to the root are taken from its own end.
std::map<NodeId, int> generationsOf(NodeId root, const std::vector<LineageEvent>& events) {
  std::vector<const LineageEvent*> nearest_first;
  for (const LineageEvent& event : events) nearest_first.push_back(&event);
  std::stable_sort(nearest_first.begin(), nearest_first.end(), [](const auto* a, const auto* b) {
    return std::abs(a->generation) < std::abs(b->generation);
  });
  std::map<NodeId, int> generations{{root, 0}};
  for (const LineageEvent* event : nearest_first) {
    // The later ends of what led to generation g + 1 stand there, the earlier ones in g; the other way round
    // for what came of the root.
    const int earlier = event->generation < 0 ? event->generation : event->generation - 1;
    for (const FactVersion& fact : event->facts) {
      generations.emplace(earlierEnd(fact), earlier);
      generations.emplace(laterEnd(fact), earlier + 1);
    }
  }
  return generations;
}

}  // namespace

Result<LineageTree> lineageTree(const View& view, NodeId node, const Limits& limits) {
  TENURE_ASSIGN(const auto events, lineage(view, node, limits));
  LineageTree tree;
  for (const auto& [id, generation] : generationsOf(node, events))
    tree.nodes.push_back({id, generation, {}, {}});
  std::sort(tree.nodes.begin(), tree.nodes.end(), [&](const LineageTreeNode& a, const LineageTreeNode& b) {
    return std::tuple(a.node != node, a.generation, a.node) <
           std::tuple(b.node != node, b.generation, b.node);
  });
  std::map<NodeId, std::size_t> places;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) places.emplace(tree.nodes[i].node, i);
  for (const LineageEvent& event : events) {
    for (const FactVersion& fact : event.facts) {
      const std::size_t place = tree.links.size();
      LineageLink link{fact.id,     places.at(earlierEnd(fact)), places.at(laterEnd(fact)), fact.type,
                       event.event, fact.validity.period()};
      tree.nodes[link.earlier].after.push_back(place);
      tree.nodes[link.later].before.push_back(place);
      tree.links.push_back(std::move(link));
    }
  }
  return tree;
}

}  // namespace tenure
