// The tree of a statement, part one: names, expressions and patterns, as written. ast.h has clauses and
// statements, ast_schema.h what declares a schema.
//
// Plain data: structs in variants, children owned. A null pointer is a part that was not written. Nothing
// here knows a catalog, a variable's scope or a type; what is said of an expression is said of its text. The
// height of an expression is bounded (parser.h), so that whoever visits it may recurse.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/query/query_error.h"

namespace tenure::query::ast {

/// A piece of the statement's text, in bytes.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// A name as meant: without its backticks.
struct Name {
  std::string text;
  Position at;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
struct Query;
using QueryPtr = std::unique_ptr<Query>;

// ---- Time ----

enum class TimeAxis : std::uint8_t { kValid, kSystem };
enum class TimeForm : std::uint8_t {
  kAsOf,     ///< AS OF `from`
  kFromTo,   ///< FROM `from` TO `to`, half-open
  kBetween,  ///< BETWEEN `from` AND `to`, closed
};

/// FOR [CERTAIN] VALID_TIME ... or FOR SYSTEM_TIME ...
struct TimeClause {
  Position at;  ///< of FOR
  TimeAxis axis = TimeAxis::kValid;
  bool certain = false;  ///< only of valid time
  TimeForm form = TimeForm::kAsOf;
  ExpressionPtr from;
  ExpressionPtr to;  ///< null for kAsOf
};

/// At most one clause for each clock, in either order.
struct TimeScope {
  std::optional<TimeClause> valid;
  std::optional<TimeClause> system;
  [[nodiscard]] bool empty() const { return !valid && !system; }
};

// ---- Patterns ----

/// What stands behind the colon of a node or relationship: `:A`, `:A:B`, `:A&B`, `:A|B`, `!A`, `%`.
struct LabelExpression {
  enum class Kind : std::uint8_t {
    kName,  ///< `name`
    kAny,   ///< %: at least one label (any type)
    kNot,   ///< of one operand
    kAnd,   ///< of two or more
    kOr,    ///< of two or more
  };
  Position at;
  Kind kind = Kind::kName;
  std::string name;
  std::vector<LabelExpression> operands;
};

struct NodePattern {
  Position at;  ///< of the parenthesis
  std::optional<Name> variable;
  std::optional<LabelExpression> labels;
  ExpressionPtr properties;  ///< a MapLiteral or a Parameter
  ExpressionPtr where;
};

enum class Direction : std::uint8_t {
  kRight,   ///< (a)-->(b)
  kLeft,    ///< (a)<--(b)
  kEither,  ///< (a)--(b), and (a)<-->(b)
};

/// `*`, `*2`, `*1..`, `*..3`, `*1..3`; `*2` has both ends 2.
struct VariableLength {
  Position at;
  std::optional<std::uint64_t> least;
  std::optional<std::uint64_t> most;
};

struct RelationshipPattern {
  Position at;
  Direction direction = Direction::kEither;
  std::optional<Name> variable;
  std::optional<LabelExpression> types;  ///< alternatives `:A|B`, `:A|:B` are one kOr
  std::optional<VariableLength> length;
  ExpressionPtr properties;  ///< a MapLiteral or a Parameter
  ExpressionPtr where;
};

struct PatternStep {
  RelationshipPattern relationship;
  NodePattern node;
};

enum class PathMode : std::uint8_t { kNone, kContemporaneous, kChronological };
enum class Shortest : std::uint8_t { kNone, kOne, kAll };  ///< shortestPath(...), allShortestPaths(...)

/// One path of a pattern: nodes and relationships in the order written.
struct PathPattern {
  Position at;
  Span text;
  std::optional<Name> variable;
  PathMode mode = PathMode::kNone;
  Position mode_at;  ///< where there is one
  Shortest shortest = Shortest::kNone;
  NodePattern first;
  std::vector<PatternStep> steps;
  TimeScope time;  ///< of this path alone; only in MATCH, and in EXISTS and its like
};

// ---- Expressions ----

struct Null {};
struct Literal {
  std::variant<Null, bool, std::int64_t, double, std::string> value;
};
struct Parameter {
  std::string name;  ///< without the $; "0" for $0
};
struct Variable {
  std::string name;
};
struct PropertyAccess {
  ExpressionPtr object;
  Name key;
};
/// a[i]
struct Subscript {
  ExpressionPtr object;
  ExpressionPtr index;
};
/// a[from..to]
struct Slice {
  ExpressionPtr object;
  ExpressionPtr from;
  ExpressionPtr to;
};
/// n:Label as a predicate.
struct LabelTest {
  ExpressionPtr object;
  LabelExpression labels;
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapEntry {
  Name key;
  ExpressionPtr value;
};
struct MapLiteral {
  std::vector<MapEntry> entries;  ///< in the order written; a key may stand twice, the last counts
};

enum class UnaryOperator : std::uint8_t { kNot, kMinus, kPlus };
struct Unary {
  UnaryOperator op = UnaryOperator::kNot;
  ExpressionPtr operand;
};

enum class BinaryOperator : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kStartsWith,
  kEndsWith,
  kContains,
  kMatches,  ///< =~
  kIn,
};
struct Binary {
  BinaryOperator op = BinaryOperator::kAdd;
  Position op_at;
  ExpressionPtr left;
  ExpressionPtr right;
};

/// a OR b OR c: one node, however many.
enum class LogicalOperator : std::uint8_t { kOr, kXor, kAnd };
struct Logical {
  LogicalOperator op = LogicalOperator::kAnd;
  std::vector<ExpressionPtr> operands;  ///< two or more
};

enum class ComparisonOperator : std::uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};
/// a < b <= c means a < b AND b <= c, b evaluated once.
struct Comparison {
  struct Link {
    ComparisonOperator op = ComparisonOperator::kEqual;
    Position op_at;
    ExpressionPtr right;
  };
  ExpressionPtr first;
  std::vector<Link> links;  ///< one or more
};
struct IsNull {
  ExpressionPtr operand;
  bool negated = false;
};

struct Case {
  struct When {
    ExpressionPtr condition;  ///< a value to compare with `subject`, or a predicate where there is none
    ExpressionPtr result;
  };
  ExpressionPtr subject;
  std::vector<When> whens;  ///< one or more
  ExpressionPtr otherwise;
};

struct FunctionCall {
  std::string name;  ///< as written, name spaces included: "duration.between"; matched without case
  bool distinct = false;
  std::vector<ExpressionPtr> arguments;
};
struct CountStar {};

/// [x IN list WHERE p | e]
struct ListComprehension {
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
  ExpressionPtr projection;
};
/// [p = (a)-->(b) WHERE c | e]
struct PatternComprehension {
  PathPattern pattern;
  ExpressionPtr where;
  ExpressionPtr projection;
};
/// (a)-->(b) as a predicate, and exists((a)-->(b)), which may stand where a value does.
struct PatternPredicate {
  PathPattern pattern;
  bool in_exists = false;
};
/// shortestPath((a)-[*]-(b)) as a value.
struct ShortestPathValue {
  PathPattern pattern;
};

enum class QuantifierKind : std::uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind = QuantifierKind::kAll;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
};
/// reduce(acc = init, x IN list | step)
struct Reduce {
  Name accumulator;
  ExpressionPtr initial;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr step;
};

enum class SubqueryKind : std::uint8_t { kExists, kCount, kCollect };
/// EXISTS { ... } and its like. `EXISTS { (a)-->(b) WHERE c }` is the same as with MATCH before it. The query
/// never writes; of kExists and kCount it may end without RETURN.
struct SubqueryExpression {
  SubqueryKind kind = SubqueryKind::kExists;
  QueryPtr query;
};

/// n {.name, .*, other, key: value}
struct MapProjection {
  struct Property {
    Name key;
  };
  struct AllProperties {
    Position at;
  };
  struct VariableItem {
    Name variable;
  };
  using Item = std::variant<Property, AllProperties, VariableItem, MapEntry>;
  Name variable;
  std::vector<Item> items;
};

struct Expression {
  using Node =
      std::variant<Literal, Parameter, Variable, PropertyAccess, Subscript, Slice, LabelTest, ListLiteral,
                   MapLiteral, Unary, Binary, Logical, Comparison, IsNull, Case, FunctionCall, CountStar,
                   ListComprehension, PatternComprehension, PatternPredicate, ShortestPathValue, Quantifier,
                   Reduce, SubqueryExpression, MapProjection>;
  Position at;
  Span text;  ///< without parentheses around the whole
  Node node;

  /// The alternative `T`, or nullptr; borrowed.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&node);
  }
};

}  // namespace tenure::query::ast
