// The lifespans that facts are judged with, where a question takes every fact of the graph. Most nodes have
// none and are not kept. One thread.
#pragma once

#include <unordered_map>

#include "schema/graph.h"
#include "schema/ids.h"
#include "schema/validity.h"

namespace tenure {

class Lives {
 public:
  void keep(const NodeVersion& node) {
    const Period life = node.effective();
    if (life != Period::timeless()) periods_.emplace(node.id, life);
  }
  [[nodiscard]] Period of(NodeId node) const {
    const auto found = periods_.find(node);
    return found == periods_.end() ? Period::timeless() : found->second;
  }

 private:
  std::unordered_map<NodeId, Period> periods_;
};

}  // namespace tenure
