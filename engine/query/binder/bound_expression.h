// Expressions after binding: variables are slots of the frame, functions and parameters are found, time
// scopes are numbered. Plain data in a closed variant; executor/evaluate.h runs it. A bound expression never
// changes once its statement is prepared, so that any number of executions share it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/query/query_error.h"
#include "engine/query/values/datum.h"

namespace tenure::query {

struct ScalarFunction;  // values/functions.h
struct Subplan;         // planner/plan.h

namespace bound {

using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = UINT32_MAX;

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
using Expressions = std::vector<ExpressionPtr>;

struct Constant {
  Datum value;
};
struct Variable {
  Slot slot;
};
struct Parameter {
  std::uint32_t index;  ///< in Prepared::parameters
};
/// Property or map key, or the part of a temporal value.
struct Property {
  ExpressionPtr object;
  std::string key;
};
enum class UnaryOperator : std::uint8_t { kNot, kMinus, kPlus, kIsNull, kIsNotNull };
struct Unary {
  UnaryOperator op;
  ExpressionPtr operand;
};
enum class BinaryOperator : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kAnd,
  kOr,
  kXor,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kStartsWith,
  kEndsWith,
  kContains,
  kMatches,
  kIn,
};
struct Binary {
  BinaryOperator op;
  ExpressionPtr left;
  ExpressionPtr right;
};
struct Index {
  ExpressionPtr object;
  ExpressionPtr index;
};
struct Slice {
  ExpressionPtr list;
  ExpressionPtr from;  ///< may be absent
  ExpressionPtr to;    ///< may be absent
};
struct ListOf {
  Expressions items;
};
struct MapOf {
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
};
/// n {.a, .*, key: value}: entries over the properties of a node, relationship or map.
struct MapProjection {
  ExpressionPtr object;
  bool all = false;
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
};
struct Case {
  ExpressionPtr subject;  ///< absent: the first condition that is true
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> alternatives;
  ExpressionPtr otherwise;  ///< may be absent: null
};
struct Call {
  const ScalarFunction* function;
  Expressions arguments;
};
/// x:A, x:A|B, x:!A; of a relationship its type.
struct LabelTest {
  enum class Kind : std::uint8_t { kName, kAny, kAnd, kOr, kNot };
  struct Condition {
    Kind kind = Kind::kName;
    std::string name;
    std::vector<Condition> operands;
  };
  ExpressionPtr object;
  Condition condition;
};
/// [x IN list WHERE where | result]
struct Comprehension {
  Slot slot;
  ExpressionPtr list;
  ExpressionPtr where;   ///< may be absent
  ExpressionPtr result;  ///< may be absent
};
enum class QuantifierKind : std::uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind;
  Slot slot;
  ExpressionPtr list;
  ExpressionPtr where;
};
struct Reduce {
  Slot accumulator;
  ExpressionPtr start;
  Slot slot;
  ExpressionPtr list;
  ExpressionPtr result;
};
/// EXISTS { }, COUNT { }, COLLECT { } and [pattern | result]: a plan run over the current row.
enum class SubqueryKind : std::uint8_t { kExists, kCount, kCollect, kFirst };
struct Subquery {
  SubqueryKind kind;
  std::shared_ptr<const Subplan> plan;
  ExpressionPtr result;  ///< of kCollect and kFirst (null where there is no row)
};
/// A path from the slots of its nodes and relationships, alternating; a slot of a relationship may hold a
/// list.
struct PathOf {
  std::vector<Slot> elements;
};

struct Expression {
  using Variant =
      std::variant<Constant, Variable, Parameter, Property, Unary, Binary, Index, Slice, ListOf, MapOf,
                   MapProjection, Case, Call, LabelTest, Comprehension, Quantifier, Reduce, Subquery, PathOf>;
  Variant what;
  Position at;
};

template <class T>
[[nodiscard]] ExpressionPtr make(T what, Position at) {
  return std::make_unique<Expression>(Expression{std::move(what), at});
}

/// Where time stands in a statement: the operands of one time clause, bound.
struct ScopeSpec {
  enum class Valid : std::uint8_t { kAll, kAsOf, kFromTo, kBetween };
  enum class System : std::uint8_t { kPresent, kAsOf, kFromTo, kBetween };
  Valid valid = Valid::kAll;
  ExpressionPtr valid_first;   ///< AS OF, FROM, BETWEEN
  ExpressionPtr valid_second;  ///< TO, AND
  bool certain = false;
  System system = System::kPresent;
  ExpressionPtr system_first;
  ExpressionPtr system_second;
  bool valid_inherited = false;   ///< as the statement's prefix has it
  bool system_inherited = false;  ///< likewise
  /// Refuted facts of this other scope as well; nothing else is said here.
  std::optional<std::uint32_t> refuted_of;
  /// No operand depends on a row: it is found once for an execution.
  bool constant = true;
  Position at;
  /// A range of system time: what is asked under it is asked of each belief, one after the other.
  [[nodiscard]] bool asksForVersions() const {
    return system == System::kFromTo || system == System::kBetween;
  }
};

}  // namespace bound
}  // namespace tenure::query
