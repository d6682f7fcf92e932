// The planner: bound clauses to an operator tree. Here it is decided where a pattern is entered, in which
// order and direction it is walked, and how early each condition can be asked.
//
// Pure functions; any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/binder/bound_query.h"
#include "engine/query/planner/plan.h"
#include "schema/result.h"

namespace tenure::query {

/// What the planner knows of the graph: rough numbers are enough. Owned by the caller; the functions may be
/// called from the planning thread alone.
class Statistics {
 public:
  virtual ~Statistics() = default;
  /// About how many nodes there are, with `label` or in all.
  [[nodiscard]] virtual double nodes(std::string_view label) const = 0;
  /// About how many relationships of a type a node has on one side, on average over the nodes that have any.
  [[nodiscard]] virtual double degree(std::string_view type, Direction direction) const = 0;
  /// Whether (label, key) is a unique key.
  [[nodiscard]] virtual bool unique(std::string_view label, std::string_view key) const = 0;
  /// Whether (label, key) has an index; a unique key has one.
  [[nodiscard]] virtual bool indexed(std::string_view label, std::string_view key) const = 0;
};

/// Takes the query apart.
[[nodiscard]] plan::OperatorPtr makePlan(bound::Query query, const Statistics& statistics);

}  // namespace tenure::query
