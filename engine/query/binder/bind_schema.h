// Statements that change the schema, bound: what is declared or dropped, by name. Whether it is there is
// asked when the statement runs, in its transaction.
//
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "engine/query/binder/bound_query.h"
#include "engine/query/parser/ast.h"
#include "engine/query/query_error.h"
#include "schema/declarations.h"
#include "schema/result.h"

namespace tenure::query::bound {

/// CREATE CONSTRAINT, CREATE INDEX
struct CreateDeclaration {
  Declaration declaration;
  std::string name;     ///< empty: none was given
  Slot days = kNoSlot;  ///< where the number of LASTS AT MOST stands once the input gave its row
  Position days_at;
};
/// DROP CONSTRAINT, DROP INDEX
struct DropDeclaration {
  std::string name;
  bool index = false;
};
/// CREATE LABEL, DROP RELATIONSHIP TYPE and their like
struct NameDeclaration {
  std::string name;
  bool type = false;  ///< else a label
  bool drop = false;
};

struct SchemaChange {
  std::variant<CreateDeclaration, DropDeclaration, NameDeclaration> what;
  bool lenient = false;  ///< IF NOT EXISTS, IF EXISTS
  Position at;           ///< of what is named
  std::string text;      ///< for PROFILE and the reason of the commit
};

}  // namespace tenure::query::bound

namespace tenure::query {

/// nullopt of a query and of SHOW, which change nothing. The number of days of LASTS AT MOST is left to the
/// caller.
[[nodiscard]] std::optional<bound::SchemaChange> bindSchemaChange(const ast::Statement& statement);

}  // namespace tenure::query
