#include "tests/unit/constant_text.h"

#include <map>

#include "engine/query/parser/parser.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/operators.h"
#include "engine/query/values/render.h"

namespace tenure::testing {

using namespace query;

namespace {

/// Thrown by nothing but this file's visitor, and caught in it: what it does not evaluate.
struct NotConstant {};

class Evaluator {
 public:
  Result<Datum> operator()(const ast::Expression& expression) {
    return std::visit([this](const auto& node) { return eval(node); }, expression.node);
  }
  void bind(const std::string& name, Datum value) { next_[name] = std::move(value); }
  void endClause() { variables_ = std::exchange(next_, {}); }

 private:
  Result<Datum> eval(const ast::Literal& literal) {
    if (const auto* truth = std::get_if<bool>(&literal.value)) return Datum::boolean(*truth);
    if (const auto* number = std::get_if<std::int64_t>(&literal.value)) return Datum::integer(*number);
    if (const auto* number = std::get_if<double>(&literal.value)) return Datum::floating(*number);
    if (const auto* text = std::get_if<std::string>(&literal.value)) return Datum::string(*text);
    return Datum();
  }
  Result<Datum> eval(const ast::Variable& variable) {
    const auto found = variables_.find(variable.name);
    if (found == variables_.end()) throw NotConstant();
    return found->second;
  }
  Result<Datum> eval(const ast::PropertyAccess& access) {
    TENURE_ASSIGN(const Datum object, (*this)(*access.object));
    return property(object, access.key.text);
  }
  Result<Datum> eval(const ast::MapLiteral& literal) {
    DatumMap map;
    for (const ast::MapEntry& entry : literal.entries) {
      TENURE_ASSIGN(Datum value, (*this)(*entry.value));
      map.emplace_back(entry.key.text, std::move(value));
    }
    return Datum::map(std::move(map));
  }
  Result<Datum> eval(const ast::FunctionCall& call) {
    const ScalarFunction* function = findFunction(call.name);
    if (function == nullptr) throw NotConstant();
    DatumList arguments;
    for (const auto& argument : call.arguments) {
      TENURE_ASSIGN(Datum value, (*this)(*argument));
      arguments.push_back(std::move(value));
    }
    return callFunction(*function, arguments, context_);
  }
  Result<Datum> eval(const ast::Unary& unary) {
    TENURE_ASSIGN(const Datum value, (*this)(*unary.operand));
    if (unary.op == ast::UnaryOperator::kNot) throw NotConstant();
    return unary.op == ast::UnaryOperator::kMinus ? negate(value) : plus(value);
  }
  Result<Datum> eval(const ast::Binary& binary) {
    TENURE_ASSIGN(const Datum a, (*this)(*binary.left));
    TENURE_ASSIGN(const Datum b, (*this)(*binary.right));
    switch (binary.op) {
      case ast::BinaryOperator::kAdd: return add(a, b, context_);
      case ast::BinaryOperator::kSubtract: return subtract(a, b);
      case ast::BinaryOperator::kMultiply: return multiply(a, b);
      case ast::BinaryOperator::kDivide: return divide(a, b);
      default: throw NotConstant();
    }
  }
  Result<Datum> eval(const ast::Comparison& comparison) {
    if (comparison.links.size() != 1) throw NotConstant();
    TENURE_ASSIGN(const Datum a, (*this)(*comparison.first));
    TENURE_ASSIGN(const Datum b, (*this)(*comparison.links.front().right));
    switch (comparison.links.front().op) {
      case ast::ComparisonOperator::kEqual: return toDatum(equals(a, b));
      case ast::ComparisonOperator::kNotEqual: return toDatum(ternaryNot(equals(a, b)));
      case ast::ComparisonOperator::kLess: return toDatum(lessThan(a, b));
      case ast::ComparisonOperator::kLessOrEqual: return toDatum(lessOrEqual(a, b));
      case ast::ComparisonOperator::kGreater: return toDatum(greaterThan(a, b));
      case ast::ComparisonOperator::kGreaterOrEqual: return toDatum(greaterOrEqual(a, b));
    }
    throw NotConstant();
  }
  template <class Other>
  Result<Datum> eval(const Other&) {
    throw NotConstant();
  }

  std::map<std::string, Datum> variables_;
  std::map<std::string, Datum> next_;
  CallContext context_;
};

bool isDateTimeOrDuration(Kind kind) { return contains(kTemporalKinds, kind); }

Result<std::vector<std::string>> run(const ast::SingleQuery& query) {
  Evaluator evaluate;
  std::vector<std::string> row;
  for (const ast::Clause& clause : query.clauses) {
    const auto* with = clause.as<ast::With>();
    const auto* last = clause.as<ast::Return>();
    if (with == nullptr && last == nullptr) throw NotConstant();
    for (const ast::ProjectionItem& item : (with != nullptr ? with->projection : last->projection).items) {
      TENURE_ASSIGN(Datum value, evaluate(*item.expression));
      if (last != nullptr)
        row.push_back(isDateTimeOrDuration(value.kind()) ? "'" + toPlainText(value) + "'"
                                                         : toCypherText(value));
      evaluate.bind(item.column(), std::move(value));
    }
    evaluate.endClause();
  }
  return row;
}

}  // namespace

std::optional<Result<std::vector<std::string>>> constantRow(std::string_view statement) {
  const auto parsed = parse(statement);
  if (!parsed.ok()) return Result<std::vector<std::string>>(parsed.error());
  const auto* query = std::get_if<ast::Query>(&parsed->node);
  if (query == nullptr || query->branches.size() != 1) return std::nullopt;
  try {
    return run(query->branches.front());
  } catch (const NotConstant&) {
    return std::nullopt;
  }
}

}  // namespace tenure::testing
