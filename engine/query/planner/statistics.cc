#include "engine/query/planner/statistics.h"

#include <algorithm>

namespace tenure::query {

double StoreStatistics::nodes(std::string_view label) const {
  // Ids are dense, so the next one tells how many there can be. A label is taken to be on a tenth of them.
  constexpr double kLabelShare = 0.1;
  const double all = std::max(1.0, static_cast<double>(reader_.last().next_node.value) - 1);
  return label.empty() ? all : std::max(1.0, all * kLabelShare);
}

double StoreStatistics::degree(std::string_view type, Direction direction) const {
  if (!type.empty() && !reader_.typeId(type)) return 0;
  const double all = std::max(1.0, static_cast<double>(reader_.last().next_node.value) - 1);
  const double facts = static_cast<double>(reader_.last().next_fact.value) - 1;
  const double share = type.empty() ? 1.0 : 0.5;
  return facts / all * share * (direction == Direction::kBoth ? 2 : 1);
}

bool StoreStatistics::indexed(std::string_view label, std::string_view key) const {
  const auto& unique = reader_.schema().uniqueKeys();
  return std::any_of(unique.begin(), unique.end(),
                     [&](const UniqueKey& one) { return one.label == label && one.key == key; });
}

}  // namespace tenure::query
