#include "engine/traversal/members.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tenure {

Result<MemberCounts> countMembers(const View& view, NodeId node, const WalkQuestion& question,
                                  const Budget& budget) {
  Meter meter(budget);
  TENURE_TRY(meter.check());
  std::vector<std::string> types = question.types;
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  if (types.empty()) types.emplace_back();  // all
  MemberCounts counts;
  std::vector<std::pair<NodeId, bool>> others;  // and whether only possibly
  for (const std::string& type : types) {
    const Edges edges = view.edges(node, question.direction, type);
    TENURE_TRY(edges.status());
    TENURE_TRY(meter.steps(edges.size() + 1));
    TENURE_TRY(meter.take(edges.size() * sizeof(std::pair<NodeId, bool>)));
    for (const Edge& edge : edges) {
      const bool certain = edge.certainty == Certainty::kCertain;
      ++counts.facts;
      if (certain) ++counts.facts_certain;
      others.emplace_back(edge.node, !certain);
    }
  }
  std::sort(others.begin(), others.end());
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (i > 0 && others[i].first == others[i - 1].first) continue;  // the best of a node comes first
    ++counts.members;
    if (!others[i].second) ++counts.members_certain;
  }
  return counts;
}

}  // namespace tenure
