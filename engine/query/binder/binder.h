// The binder: the tree of a query to clauses over slots. Here names are found, kinds that are known before
// the statement runs are checked, aggregates are set apart, and time clauses get their meaning: this is the
// only place where they do. What it refuses is a compile-time error with its place.
//
// Pure functions; any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/binder/bound_query.h"
#include "engine/query/parser/ast.h"
#include "engine/query/procedures.h"
#include "schema/result.h"

namespace tenure::query {

struct BindContext {
  const Procedures* procedures = nullptr;  ///< borrowed while binding
  /// The clauses that the session has for statements without one for that clock; may be nullptr. Borrowed.
  const ast::TimeScope* session_time = nullptr;
  /// Plans what an expression runs over its row; the planner gives it.
  /// `uses`: the slots of the outer row that it reads.
  std::function<Result<std::shared_ptr<const Subplan>>(bound::Query, std::vector<bound::Slot> uses)>
      plan_subquery;
};

struct BoundStatement {
  bound::Query query;
  /// The statement's own scope (0), and those of patterns with clauses of their own.
  std::vector<bound::ScopeSpec> scopes;
  std::vector<std::string> parameters;  ///< names that an execution must be given
  std::vector<std::string> slots;       ///< what each is called, for EXPLAIN; empty: it has no name
};

/// `text` is what the tree was parsed from.
[[nodiscard]] Result<BoundStatement> bindQuery(const ast::Query& query, std::string_view text,
                                               const BindContext& context);

}  // namespace tenure::query
