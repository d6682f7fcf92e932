// A prepared statement: what a text became once it was parsed, bound and planned. Immutable; any number of
// executions on any threads share it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/query/binder/bound_expression.h"
#include "engine/query/parser/ast.h"
#include "engine/query/planner/plan.h"
#include "engine/query/spare_run.h"
#include "schema/catalog.h"

namespace tenure::query {

struct Prepared {
  std::string text;
  std::string key;  ///< what it is found again by: the text and what the session says
  ast::RunMode mode = ast::RunMode::kRun;
  bool writes = false;
  plan::OperatorPtr root;
  std::vector<bound::ScopeSpec> scopes;
  std::vector<std::string> parameters;
  std::vector<std::string> slots;    ///< their names, for EXPLAIN
  std::vector<bound::Slot> columns;  ///< of the answer
  std::vector<std::string> column_names;
  /// The schema that it was planned under. Under another the plan is still right, and perhaps not the best.
  std::shared_ptr<const Schema> schema;
  SpareRun spare_run;
};

}  // namespace tenure::query
