// The tree of a statement, part two: clauses, queries and statements. See ast_expression.h for how it is
// made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/query/parser/ast_expression.h"
#include "engine/query/parser/ast_schema.h"

namespace tenure::query::ast {

struct Clause;

// ---- Reading ----

/// [OPTIONAL] MATCH paths [WHERE]
struct Match {
  bool optional = false;
  std::vector<PathPattern> paths;
  ExpressionPtr where;
};
/// UNWIND list AS variable
struct Unwind {
  ExpressionPtr list;
  Name variable;
};
/// LOAD CSV [WITH HEADERS] FROM url AS variable [FIELDTERMINATOR text]
struct LoadCsv {
  bool with_headers = false;
  ExpressionPtr from;
  Name variable;
  ExpressionPtr field_terminator;
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::optional<Name> alias;
  std::string
      text;  ///< the exact text of the expression, parentheses included: the column's name without alias
  [[nodiscard]] const std::string& column() const { return alias ? alias->text : text; }
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
/// What WITH and RETURN share.
struct Projection {
  bool distinct = false;
  bool star = false;  ///< `*`, before any items
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
};
struct With {
  Projection projection;
  ExpressionPtr where;
};
struct Return {
  Projection projection;
};

/// CALL name(arguments) YIELD ...
struct CallProcedure {
  enum class Yield : std::uint8_t {
    kAbsent,   ///< not written
    kAll,      ///< YIELD *; only standalone
    kNothing,  ///< YIELD -
    kColumns,  ///< `columns`
  };
  struct Column {
    Name name;
    std::optional<Name> alias;
  };
  Name name;  ///< name spaces included: "tenure.timeline"
  /// Absent where no parentheses were written: then they are parameters of the procedure's argument names.
  /// Only standalone.
  std::optional<std::vector<ExpressionPtr>> arguments;
  Yield yield = Yield::kAbsent;
  std::vector<Column> columns;
  ExpressionPtr where;
  bool standalone = false;  ///< the call is the whole query
};

/// CALL { ... }, CALL (a, b) { ... }, CALL (*) { ... }
struct CallSubquery {
  enum class Imports : std::uint8_t {
    kByWith,  ///< no list: what the WITH that begins a branch names, if one does
    kListed,  ///< `imports`, perhaps none
    kAll,     ///< (*)
  };
  Imports import_kind = Imports::kByWith;
  std::vector<Name> imports;
  QueryPtr query;
};

// ---- Writing ----

/// FOR PORTION OF VALID_TIME FROM a TO b
struct Portion {
  Position at;
  ExpressionPtr from;
  ExpressionPtr to;
};

struct Create {
  std::vector<PathPattern> paths;
};

/// n.key = value
struct SetProperty {
  Position at;
  ExpressionPtr object;
  Name key;
  ExpressionPtr value;
};
/// n = value, n += value
struct SetProperties {
  Name variable;
  bool add = false;
  ExpressionPtr value;
};
/// n:A:B
struct SetLabels {
  Name variable;
  std::vector<Name> labels;
};
using SetItem = std::variant<SetProperty, SetProperties, SetLabels>;

struct Merge {
  PathPattern path;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
struct Set {
  std::optional<Portion> portion;
  std::vector<SetItem> items;
};

struct RemoveProperty {
  Position at;
  ExpressionPtr object;
  Name key;
};
struct RemoveLabels {
  Name variable;
  std::vector<Name> labels;
};
using RemoveItem = std::variant<RemoveProperty, RemoveLabels>;
struct Remove {
  std::optional<Portion> portion;
  std::vector<RemoveItem> items;
};

struct Delete {
  std::optional<Portion> portion;
  bool detach = false;
  std::vector<ExpressionPtr> expressions;
};

/// FOREACH (variable IN list | clauses that write)
struct Foreach {
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> body;
};

struct Clause {
  using Node = std::variant<Match, Unwind, LoadCsv, With, Return, CallProcedure, CallSubquery, Create, Merge,
                            Set, Remove, Delete, Foreach>;
  Position at;
  Node node;

  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&node);
  }
};

// ---- Queries and statements ----

/// Clauses in the order written, one or more. RETURN stands at the end or nowhere; the last clause is RETURN,
/// one that writes, or a call (in EXISTS and COUNT any).
struct SingleQuery {
  Position at;
  std::vector<Clause> clauses;
};

/// Branches joined by UNION (or, all of them, by UNION ALL).
struct Query {
  Position at;
  TimeScope time;  ///< the prefix; only of the outermost query
  std::vector<SingleQuery> branches;
  bool union_all = false;
};

enum class RunMode : std::uint8_t { kRun, kExplain, kProfile };

struct Statement {
  using Node = std::variant<Query, CreateConstraint, DropConstraint, CreateIndex, DropIndex, DeclareName,
                            DropDeclaration, Show>;
  RunMode mode = RunMode::kRun;  ///< others only of a query
  Position at;
  Node node;
};

}  // namespace tenure::query::ast
