// Expressions: operators by how tightly they bind, and what stands behind an atom.
#include <algorithm>

#include "engine/query/parser/descent.h"
#include "engine/query/parser/parser.h"

namespace tenure::query {

using namespace ast;

Descent::Inside::Inside(Descent& descent)
    : descent_(descent), height_beside_(std::exchange(descent.height_, 0)) {
  if (++descent_.depth_ > kStatementNestingMax)
    descent_.failTooDeep(kStatementNestingMax, "parentheses, lists, subqueries and so on");
}

Descent::Inside::~Inside() {
  --descent_.depth_;
  descent_.height_ = std::max(descent_.height_, height_beside_);
}

void Descent::failTooDeep(std::size_t most, std::string_view things) {
  const std::string message =
      "more than " + std::to_string(most) + " " + std::string(things) + " in one another";
  tokens_.fail(
      placed(Error(ErrorCode::kLimit, message).detailed("SyntaxError.NestingTooDeep"), tokens_.position()));
}

ExpressionPtr Descent::make(Position begin, Expression::Node node) {
  if (++height_ > kStatementHeightMax) failTooDeep(kStatementHeightMax, "operators");
  return std::make_unique<Expression>(Expression{begin, tokens_.spanFrom(begin), std::move(node)});
}

ExpressionPtr Descent::expression() {
  const Inside inside(*this);
  return operators(Binding::kOr);
}

ExpressionPtr Descent::value() {
  ExpressionPtr expression = this->expression();
  refusePattern(expression);
  return expression;
}

void Descent::refusePattern(const ExpressionPtr& expression) {
  const auto* pattern = expression ? expression->as<PatternPredicate>() : nullptr;
  if (pattern != nullptr && !pattern->in_exists)
    tokens_.fail(
        "UnexpectedSyntax",
        "a pattern is a predicate, and stands in WHERE, with AND, OR, XOR and NOT, or in EXISTS { }; "
        "to list what it finds write [(a)-->(b) | b]",
        expression->at);
}

ExpressionPtr Descent::operators(Binding loosest) {
  const Position begin = tokens_.position();
  ExpressionPtr left = prefixed(loosest);
  while (!failed() && continued(left, begin, loosest)) {
  }
  return left;
}

ExpressionPtr Descent::operand(Binding loosest) {
  const std::uint32_t height_beside = std::exchange(height_, 0);
  ExpressionPtr operand = operators(loosest);
  height_ = std::max(height_, height_beside);
  return operand;
}

ExpressionPtr Descent::prefixed(Binding loosest) {
  const Position begin = tokens_.position();
  if (loosest <= Binding::kNot && tokens_.accept("NOT")) {
    const Inside inside(*this);
    ExpressionPtr operand = operators(Binding::kNot);
    return make(begin, Unary{UnaryOperator::kNot, std::move(operand)});
  }
  if (!tokens_.at(TokenKind::kMinus) && !tokens_.at(TokenKind::kPlus)) return postfixed();
  if (!checkDash()) return nullptr;
  const Inside inside(*this);
  const bool minus = tokens_.at(TokenKind::kMinus);
  tokens_.take();
  // Here, not in the unary operator, so that the least integer can be written.
  if (minus && tokens_.at(TokenKind::kInteger) && !tokens_.at(TokenKind::kLeftBracket, 1) &&
      !tokens_.at(TokenKind::kDot, 1) && !tokens_.at(TokenKind::kColon, 1))
    return number(begin, true);
  ExpressionPtr operand = operators(Binding::kUnary);
  refusePattern(operand);
  return make(begin, Unary{minus ? UnaryOperator::kMinus : UnaryOperator::kPlus, std::move(operand)});
}

/// A dash beyond ASCII draws arrows, and is no minus.
bool Descent::checkDash() {
  if (tokens_.at(TokenKind::kMinus) && tokens_.token().length > 1)
    tokens_.fail("InvalidUnicodeCharacter", "this dash is no minus sign; write -", tokens_.position());
  return !failed();
}

bool Descent::continued(ExpressionPtr& left, Position begin, Binding loosest) {
  const auto arithmetic = [&](Binding own, BinaryOperator op) {
    const auto right = static_cast<Binding>(static_cast<std::uint8_t>(own) + 1);
    return loosest <= own && binary(left, begin, op, 1, right);
  };
  switch (tokens_.token().kind) {
    case TokenKind::kName: return continuedByWord(left, begin, loosest);
    case TokenKind::kEqual:
    case TokenKind::kNotEqual:
    case TokenKind::kLess:
    case TokenKind::kLessOrEqual:
    case TokenKind::kGreater:
    case TokenKind::kGreaterOrEqual: return loosest <= Binding::kComparison && comparison(left, begin);
    case TokenKind::kMatches: return arithmetic(Binding::kPredicate, BinaryOperator::kMatches);
    case TokenKind::kPlus: return arithmetic(Binding::kAdditive, BinaryOperator::kAdd);
    case TokenKind::kMinus: return checkDash() && arithmetic(Binding::kAdditive, BinaryOperator::kSubtract);
    case TokenKind::kStar: return arithmetic(Binding::kMultiplicative, BinaryOperator::kMultiply);
    case TokenKind::kSlash: return arithmetic(Binding::kMultiplicative, BinaryOperator::kDivide);
    case TokenKind::kPercent: return arithmetic(Binding::kMultiplicative, BinaryOperator::kModulo);
    case TokenKind::kCaret: return arithmetic(Binding::kPower, BinaryOperator::kPower);
    default: return false;
  }
}

bool Descent::continuedByWord(ExpressionPtr& left, Position begin, Binding loosest) {
  if (loosest <= Binding::kOr && tokens_.at("OR")) return logical(left, begin, LogicalOperator::kOr, "OR");
  if (loosest <= Binding::kXor && tokens_.at("XOR"))
    return logical(left, begin, LogicalOperator::kXor, "XOR");
  if (loosest <= Binding::kAnd && tokens_.at("AND"))
    return logical(left, begin, LogicalOperator::kAnd, "AND");
  if (loosest > Binding::kPredicate) return false;
  if (tokens_.at("IN")) return binary(left, begin, BinaryOperator::kIn, 1, Binding::kAdditive);
  if (tokens_.at("IS")) return isNull(left, begin);
  if (tokens_.at("CONTAINS")) return binary(left, begin, BinaryOperator::kContains, 1, Binding::kAdditive);
  if (tokens_.at("STARTS") && tokens_.isWord("WITH", 1))
    return binary(left, begin, BinaryOperator::kStartsWith, 2, Binding::kAdditive);
  if (tokens_.at("ENDS") && tokens_.isWord("WITH", 1))
    return binary(left, begin, BinaryOperator::kEndsWith, 2, Binding::kAdditive);
  return false;
}

bool Descent::logical(ExpressionPtr& left, Position begin, LogicalOperator op, std::string_view word) {
  const Binding operand_binding = op == LogicalOperator::kOr    ? Binding::kXor
                                  : op == LogicalOperator::kXor ? Binding::kAnd
                                                                : Binding::kNot;
  Logical logical{op, {}};
  logical.operands.push_back(std::move(left));
  while (tokens_.accept(word)) logical.operands.push_back(operand(operand_binding));
  left = make(begin, std::move(logical));
  return true;
}

bool Descent::comparison(ExpressionPtr& left, Position begin) {
  const auto op = [this]() -> std::optional<ComparisonOperator> {
    switch (tokens_.token().kind) {
      case TokenKind::kEqual: return ComparisonOperator::kEqual;
      case TokenKind::kNotEqual: return ComparisonOperator::kNotEqual;
      case TokenKind::kLess: return ComparisonOperator::kLess;
      case TokenKind::kLessOrEqual: return ComparisonOperator::kLessOrEqual;
      case TokenKind::kGreater: return ComparisonOperator::kGreater;
      case TokenKind::kGreaterOrEqual: return ComparisonOperator::kGreaterOrEqual;
      default: return std::nullopt;
    }
  };
  refusePattern(left);
  Comparison chain{std::move(left), {}};
  while (const auto next = op()) {
    const Position at = tokens_.position();
    tokens_.take();
    ExpressionPtr right = operand(Binding::kPredicate);
    refusePattern(right);
    chain.links.push_back({*next, at, std::move(right)});
  }
  left = make(begin, std::move(chain));
  return true;
}

bool Descent::binary(ExpressionPtr& left, Position begin, BinaryOperator op, std::size_t words,
                     Binding right) {
  refusePattern(left);
  const Position at = tokens_.position();
  for (std::size_t i = 0; i < words; ++i) tokens_.take();
  ExpressionPtr second = operand(right);
  refusePattern(second);
  left = make(begin, Binary{op, at, std::move(left), std::move(second)});
  return true;
}

bool Descent::isNull(ExpressionPtr& left, Position begin) {
  refusePattern(left);
  tokens_.take();
  const bool negated = tokens_.accept("NOT");
  tokens_.expect("NULL");
  left = make(begin, IsNull{std::move(left), negated});
  return true;
}

ExpressionPtr Descent::postfixed() {
  const Position begin = tokens_.position();
  ExpressionPtr left = atom();
  while (!failed() && postfix(left, begin)) {
  }
  return left;
}

bool Descent::postfix(ExpressionPtr& left, Position begin) {
  if (!tokens_.at(TokenKind::kDot) && !tokens_.at(TokenKind::kLeftBracket) && !tokens_.at(TokenKind::kColon))
    return false;
  refusePattern(left);
  if (tokens_.accept(TokenKind::kDot)) {
    Name key = tokens_.anyName("the name of a property");
    left = make(begin, PropertyAccess{std::move(left), std::move(key)});
  } else if (tokens_.at(TokenKind::kLeftBracket)) {
    Expression::Node node = subscript(std::move(left));
    left = make(begin, std::move(node));
  } else {
    tokens_.take();
    LabelExpression tested = labels(true, !bar_ends_);
    left = make(begin, LabelTest{std::move(left), std::move(tested)});
  }
  return true;
}

Expression::Node Descent::subscript(ExpressionPtr object) {
  tokens_.take();
  ExpressionPtr from;
  if (!tokens_.at(TokenKind::kDots)) {
    const Setting bar(bar_ends_, false);
    from = value();
    if (tokens_.accept(TokenKind::kRightBracket)) return Subscript{std::move(object), std::move(from)};
  }
  tokens_.expect(TokenKind::kDots, "] or ..");
  ExpressionPtr to;
  if (!tokens_.at(TokenKind::kRightBracket)) {
    const Setting bar(bar_ends_, false);
    to = value();
  }
  tokens_.expect(TokenKind::kRightBracket, "]");
  return Slice{std::move(object), std::move(from), std::move(to)};
}

}  // namespace tenure::query
