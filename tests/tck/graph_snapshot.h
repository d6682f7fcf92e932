// What a graph holds at one moment, as the TCK counts side effects: by comparing before and after, not by
// asking the statement what it thinks it did. Keys that begin with an underscore do not count.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>

#include "schema/result.h"
#include "storage/graph_reader.h"
#include "tests/tck/tck_case.h"

namespace tenure::tck {

struct GraphSnapshot {
  std::set<std::uint64_t> nodes;
  std::set<std::uint64_t> relationships;
  std::set<std::string> labels;  ///< names in use, each once however many nodes have it
  /// (is a relationship, id, key, value in openCypher's notation)
  std::set<std::tuple<bool, std::uint64_t, std::string, std::string>> properties;

  [[nodiscard]] bool empty() const { return nodes.empty() && relationships.empty(); }
};

/// Of present belief.
[[nodiscard]] Result<GraphSnapshot> snapshotOf(const storage::GraphReader& reader);

/// What came and what went; zeros are left out.
[[nodiscard]] SideEffects difference(const GraphSnapshot& before, const GraphSnapshot& after);

}  // namespace tenure::tck
