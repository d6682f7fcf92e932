// SHOW: what there is in a database and in the language. A statement becomes the call of a procedure of its
// own, so that YIELD and WHERE mean what they mean behind CALL.
//
// Thread rules: the procedures may be called from any thread; they borrow the table they were made from.
#pragma once

#include "engine/query/parser/ast.h"
#include "engine/query/procedures.h"

namespace tenure::query {

/// What SHOW calls: "SHOW LABELS" and its like. `offered` are the procedures that SHOW PROCEDURES lists; it
/// must outlive the result.
[[nodiscard]] Procedures showProcedures(const Procedures& offered);

/// The query that a statement SHOW stands for, to be bound over `showProcedures`. Takes its parts.
[[nodiscard]] ast::Query showQuery(ast::Show show, Position at);

}  // namespace tenure::query
