// What the planner is told about the graph, from the counts that the store keeps at hand.
//
// Thread rules: those of a GraphReader.
#pragma once

#include "engine/query/planner/planner.h"
#include "storage/graph_reader.h"

namespace tenure::query {

class StoreStatistics final : public Statistics {
 public:
  explicit StoreStatistics(storage::GraphReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] double nodes(std::string_view label) const override;
  [[nodiscard]] double degree(std::string_view type, Direction direction) const override;
  [[nodiscard]] bool indexed(std::string_view label, std::string_view key) const override;
  [[nodiscard]] bool unique(std::string_view label, std::string_view key) const override;

 private:
  storage::GraphReader reader_;
};

}  // namespace tenure::query
