#include "engine/query/planner/statistics.h"

#include <algorithm>

namespace tenure::query {

double StoreStatistics::nodes(std::string_view label) const {
  const auto count = reader_.countWithLabel(label);
  // What cannot be read is told when the statement runs; ids are dense, so the next one is a bound till then.
  return std::max(1.0, static_cast<double>(count.ok() ? *count : reader_.last().next_node.value));
}

double StoreStatistics::degree(std::string_view type, Direction direction) const {
  if (!type.empty() && !reader_.typeId(type)) return 0;
  const double all = std::max(1.0, static_cast<double>(reader_.last().next_node.value) - 1);
  const double facts = static_cast<double>(reader_.last().next_fact.value) - 1;
  const double share = type.empty() ? 1.0 : 0.5;
  return facts / all * share * (direction == Direction::kBoth ? 2 : 1);
}

bool StoreStatistics::unique(std::string_view label, std::string_view key) const {
  const auto& all = reader_.schema().uniqueKeys();
  return std::any_of(all.begin(), all.end(),
                     [&](const UniqueKey& one) { return one.label == label && one.key == key; });
}

bool StoreStatistics::indexed(std::string_view label, std::string_view key) const {
  return reader_.schema().isIndexed(label, key);
}

}  // namespace tenure::query
