#include "engine/traversal/fact_scan.h"

#include <utility>

namespace tenure {

Result<std::optional<FactScan>> FactScan::of(const View& view, std::string_view type) {
  Expand step = Expand::of(view, type, Direction::kOut);
  TENURE_ASSIGN(const storage::TimeIndexed* indexed, step.indexed());
  if (indexed == nullptr) return std::optional<FactScan>();
  return std::optional(FactScan(std::move(step), *indexed, step.window()));
}

FactScan::FactScan(Expand step, const storage::TimeIndexed& indexed, const storage::Window& window)
    : step_(std::move(step)), indexed_(indexed), scan_(indexed_.index, window, storage::sliceFilters()) {
  if (indexed_.changed) changed_ = indexed_.changed->begin();
}

Result<bool> FactScan::next(std::vector<NodeId>& subjects, std::vector<NodeId>& objects) {
  subjects.clear();
  objects.clear();
  storage::TimeIndex::Scan::Some some;
  while (in_index_ && subjects.empty()) {
    in_index_ = scan_.next(some);
    if (!in_index_) break;
    if (!indexed_.changed) {
      subjects.resize(some.count);
      objects.resize(some.count);
      for (std::size_t i = 0; i < some.count; ++i) subjects[i] = NodeId{some.subjects[i]};
      for (std::size_t i = 0; i < some.count; ++i) objects[i] = NodeId{some.objects[i]};
      return true;
    }
    for (std::size_t i = 0; i < some.count; ++i) {
      const NodeId subject{some.subjects[i]};
      if (indexed_.changed->contains(subject)) continue;
      subjects.push_back(subject);
      objects.push_back(NodeId{some.objects[i]});
    }
  }
  while (subjects.empty() && indexed_.changed && changed_ != indexed_.changed->end()) {
    const NodeId subject = *changed_++;
    TENURE_TRY(step_.neighbours(subject, [&](NodeId object) {
      subjects.push_back(subject);
      objects.push_back(object);
    }));
  }
  return !subjects.empty();
}

}  // namespace tenure
