// Nodes and facts as messages name them.
#pragma once

#include <string>

#include "schema/graph.h"

namespace tenure::storage {

[[nodiscard]] inline std::string nameOfRecord(const NodeVersion& node) {
  return "node " + std::to_string(node.id.value);
}
[[nodiscard]] inline std::string nameOfRecord(const FactVersion& fact) {
  return "fact " + std::to_string(fact.id.value);
}

}  // namespace tenure::storage
