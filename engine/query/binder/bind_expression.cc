// Expressions: names to slots, kinds checked as far as they are known.
#include <algorithm>

#include "engine/query/binder/binder_state.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

bool isSimpleKey(const ast::Expression& expression) {
  if (expression.as<ast::Variable>() != nullptr) return true;
  const auto* access = expression.as<ast::PropertyAccess>();
  return access != nullptr && isSimpleKey(*access->object);
}

bool isAggregateCall(const ast::Expression& expression) {
  if (expression.as<ast::CountStar>() != nullptr) return true;
  const auto* call = expression.as<ast::FunctionCall>();
  return call != nullptr && findAggregate(call->name) != nullptr;
}

BinaryOperator operatorOf(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kAdd: return BinaryOperator::kAdd;
    case ast::BinaryOperator::kSubtract: return BinaryOperator::kSubtract;
    case ast::BinaryOperator::kMultiply: return BinaryOperator::kMultiply;
    case ast::BinaryOperator::kDivide: return BinaryOperator::kDivide;
    case ast::BinaryOperator::kModulo: return BinaryOperator::kModulo;
    case ast::BinaryOperator::kPower: return BinaryOperator::kPower;
    case ast::BinaryOperator::kStartsWith: return BinaryOperator::kStartsWith;
    case ast::BinaryOperator::kEndsWith: return BinaryOperator::kEndsWith;
    case ast::BinaryOperator::kContains: return BinaryOperator::kContains;
    case ast::BinaryOperator::kMatches: return BinaryOperator::kMatches;
    case ast::BinaryOperator::kIn: break;
  }
  return BinaryOperator::kIn;
}

BinaryOperator operatorOf(ast::ComparisonOperator op) {
  switch (op) {
    case ast::ComparisonOperator::kEqual: return BinaryOperator::kEqual;
    case ast::ComparisonOperator::kNotEqual: return BinaryOperator::kNotEqual;
    case ast::ComparisonOperator::kLess: return BinaryOperator::kLess;
    case ast::ComparisonOperator::kLessOrEqual: return BinaryOperator::kLessEqual;
    case ast::ComparisonOperator::kGreater: return BinaryOperator::kGreater;
    case ast::ComparisonOperator::kGreaterOrEqual: break;
  }
  return BinaryOperator::kGreaterEqual;
}

Error wrongKind(std::string_view what, std::string_view wanted, Position at) {
  return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                    std::string(what) + " takes " + std::string(wanted), at);
}

Typed literal(const ast::Literal& literal, Position at) {
  Datum value = std::visit(
      [](const auto& held) -> Datum {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, ast::Null>) {
          return {};
        } else if constexpr (std::is_same_v<T, bool>) {
          return Datum::boolean(held);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return Datum::integer(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return Datum::floating(held);
        } else {
          return Datum::string(held);
        }
      },
      literal.value);
  const KindSet kind = kinds(value.kind());
  return {make(Constant{std::move(value)}, at), kind};
}

}  // namespace

LabelTest::Condition conditionOf(const ast::LabelExpression& labels) {
  LabelTest::Condition out;
  out.name = labels.name;
  switch (labels.kind) {
    case ast::LabelExpression::Kind::kName: out.kind = LabelTest::Kind::kName; break;
    case ast::LabelExpression::Kind::kAny: out.kind = LabelTest::Kind::kAny; break;
    case ast::LabelExpression::Kind::kNot: out.kind = LabelTest::Kind::kNot; break;
    case ast::LabelExpression::Kind::kAnd: out.kind = LabelTest::Kind::kAnd; break;
    case ast::LabelExpression::Kind::kOr: out.kind = LabelTest::Kind::kOr; break;
  }
  for (const ast::LabelExpression& one : labels.operands) out.operands.push_back(conditionOf(one));
  return out;
}

Result<ExpressionPtr> Binder::expression(const ast::Expression& expression) {
  TENURE_ASSIGN(Typed out, typed(expression));
  return std::move(out.expression);
}

Result<ExpressionPtr> Binder::predicate(const ast::Expression& expression) {
  in_predicate_ = true;
  TENURE_ASSIGN(Typed out, typed(expression));
  in_predicate_ = false;
  if (!fits(out.kinds, kBooleanKinds)) return wrongKind("WHERE", "a boolean", expression.at);
  return std::move(out.expression);
}

Status Binder::predicates(const ast::Expression& expression, Expressions& out) {
  const auto* logical = expression.as<ast::Logical>();
  if (logical != nullptr && logical->op == ast::LogicalOperator::kAnd) {
    for (const auto& operand : logical->operands) TENURE_TRY(predicates(*operand, out));
    return {};
  }
  TENURE_ASSIGN(auto bound, predicate(expression));
  out.push_back(std::move(bound));
  return {};
}

Result<Typed> Binder::typed(const ast::Expression& expression) {
  if (grouping_ != nullptr && !in_aggregate_) {
    const bool whole_only = !isSimpleKey(expression) && !isAggregateCall(expression);
    if (!whole_only) {
      const std::string text = textOf(expression);
      for (const auto& [key, name] : grouping_->keys) {
        if (key == text) return Typed{make(Variable{name.slot}, expression.at), name.kinds};
      }
    }
  }
  const bool in_predicate = in_predicate_;
  // A pattern may stand for its existence where a truth value is asked for, down through AND, OR, XOR and
  // NOT.
  const auto* unary = expression.as<ast::Unary>();
  const bool logical = expression.as<ast::Logical>() != nullptr ||
                       (unary != nullptr && unary->op == ast::UnaryOperator::kNot) ||
                       expression.as<ast::PatternPredicate>() != nullptr;
  in_predicate_ = in_predicate && logical;
  auto out = node(expression);
  in_predicate_ = in_predicate;
  return out;
}

Result<Typed> Binder::node(const ast::Expression& expression) {
  const Position at = expression.at;
  return std::visit(
      [&](const auto& node) -> Result<Typed> {
        using T = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<T, ast::Literal>) {
          return literal(node, at);
        } else if constexpr (std::is_same_v<T, ast::Parameter>) {
          return Typed{make(Parameter{parameter(node.name)}, at), kAnyKind};
        } else if constexpr (std::is_same_v<T, ast::Variable>) {
          return variable(node, expression);
        } else if constexpr (std::is_same_v<T, ast::PropertyAccess>) {
          return propertyAccess(node, at);
        } else if constexpr (std::is_same_v<T, ast::Subscript>) {
          TENURE_ASSIGN(Typed object, typed(*node.object));
          TENURE_ASSIGN(auto index, this->expression(*node.index));
          constexpr KindSet kIndexed =
              kinds(Kind::kList, Kind::kMap, Kind::kNode, Kind::kRelationship, Kind::kNull);
          if (!fits(object.kinds, kIndexed)) {
            return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                              "[ ] takes a list, a map, a node or a relationship", at);
          }
          return Typed{make(Index{std::move(object.expression), std::move(index)}, at), kAnyKind};
        } else if constexpr (std::is_same_v<T, ast::Slice>) {
          Slice slice;
          TENURE_ASSIGN(slice.list, this->expression(*node.object));
          if (node.from) {
            TENURE_ASSIGN(slice.from, this->expression(*node.from));
          }
          if (node.to) {
            TENURE_ASSIGN(slice.to, this->expression(*node.to));
          }
          return Typed{make(std::move(slice), at), kListKinds};
        } else if constexpr (std::is_same_v<T, ast::LabelTest>) {
          TENURE_ASSIGN(Typed object, typed(*node.object));
          if (!fits(object.kinds, kNodeKinds | kRelationshipKinds)) {
            return wrongKind("a label test", "a node or a relationship", at);
          }
          return Typed{make(LabelTest{std::move(object.expression), conditionOf(node.labels)}, at),
                       kBooleanKinds};
        } else if constexpr (std::is_same_v<T, ast::ListLiteral>) {
          ListOf list;
          for (const auto& item : node.items) {
            TENURE_ASSIGN(auto bound, this->expression(*item));
            list.items.push_back(std::move(bound));
          }
          return Typed{make(std::move(list), at), kinds(Kind::kList)};
        } else if constexpr (std::is_same_v<T, ast::MapLiteral>) {
          MapOf map;
          for (const auto& entry : node.entries) {
            TENURE_ASSIGN(auto bound, this->expression(*entry.value));
            map.entries.emplace_back(entry.key.text, std::move(bound));
          }
          return Typed{make(std::move(map), at), kinds(Kind::kMap)};
        } else if constexpr (std::is_same_v<T, ast::Unary>) {
          const bool negates = node.op == ast::UnaryOperator::kNot;
          TENURE_ASSIGN(Typed operand, typed(*node.operand));
          if (negates && !fits(operand.kinds, kBooleanKinds)) return wrongKind("NOT", "a boolean", at);
          const UnaryOperator op = negates                                 ? UnaryOperator::kNot
                                   : node.op == ast::UnaryOperator::kMinus ? UnaryOperator::kMinus
                                                                           : UnaryOperator::kPlus;
          return Typed{make(Unary{op, std::move(operand.expression)}, at),
                       negates ? kBooleanKinds : kNumberKinds | kinds(Kind::kDuration, Kind::kNull)};
        } else if constexpr (std::is_same_v<T, ast::Binary>) {
          return binary(node, at);
        } else if constexpr (std::is_same_v<T, ast::Logical>) {
          return logical(node, at);
        } else if constexpr (std::is_same_v<T, ast::Comparison>) {
          return comparison(node, at);
        } else if constexpr (std::is_same_v<T, ast::IsNull>) {
          TENURE_ASSIGN(auto operand, this->expression(*node.operand));
          return Typed{make(Unary{node.negated ? UnaryOperator::kIsNotNull : UnaryOperator::kIsNull,
                                  std::move(operand)},
                            at),
                       kinds(Kind::kBoolean)};
        } else if constexpr (std::is_same_v<T, ast::Case>) {
          return caseOf(node, at);
        } else if constexpr (std::is_same_v<T, ast::FunctionCall>) {
          return functionCall(node, expression);
        } else if constexpr (std::is_same_v<T, ast::CountStar>) {
          return aggregate(nullptr, false, {}, at);
        } else if constexpr (std::is_same_v<T, ast::ListComprehension>) {
          return listComprehension(node, at);
        } else if constexpr (std::is_same_v<T, ast::PatternComprehension>) {
          return patternComprehension(node, at);
        } else if constexpr (std::is_same_v<T, ast::PatternPredicate>) {
          return patternPredicate(node, at);
        } else if constexpr (std::is_same_v<T, ast::ShortestPathValue>) {
          return shortestPathValue(node, at);
        } else if constexpr (std::is_same_v<T, ast::Quantifier>) {
          return quantifier(node, at);
        } else if constexpr (std::is_same_v<T, ast::Reduce>) {
          return reduce(node, at);
        } else if constexpr (std::is_same_v<T, ast::SubqueryExpression>) {
          return subquery(node, at);
        } else {
          return mapProjection(node, at);
        }
      },
      expression.node);
}

Result<Typed> Binder::variable(const ast::Variable& variable, const ast::Expression& at) {
  const auto known = names_.find(variable.name);
  if (grouping_ != nullptr && !in_aggregate_ && !locals_.contains(variable.name)) {
    // A variable that is no grouping key: it has no one value for the group.
    if (grouping_->sorting && known != names_.end()) {
      return Typed{make(Variable{known->second.slot}, at.at), known->second.kinds};
    }
    if (grouping_->key_variables.contains(variable.name) || (!grouping_->sorting && known != names_.end())) {
      return queryError(
          ErrorClass::kSyntaxError, "AmbiguousAggregationExpression",
          tenure::quoted(variable.name) +
              " stands beside an aggregate and is no grouping key; return it, or name it with WITH first",
          at.at);
    }
    return unknownName(variable.name, at.at);
  }
  if (known == names_.end()) return unknownName(variable.name, at.at);
  used_.insert(variable.name);
  reads_.insert(known->second.slot);
  return Typed{make(Variable{known->second.slot}, at.at), known->second.kinds};
}

Result<Typed> Binder::logical(const ast::Logical& logical, Position at) {
  const BinaryOperator op = logical.op == ast::LogicalOperator::kAnd  ? BinaryOperator::kAnd
                            : logical.op == ast::LogicalOperator::kOr ? BinaryOperator::kOr
                                                                      : BinaryOperator::kXor;
  const std::string_view name = op == BinaryOperator::kAnd ? "AND" : op == BinaryOperator::kOr ? "OR" : "XOR";
  ExpressionPtr out;
  for (const auto& operand : logical.operands) {
    TENURE_ASSIGN(Typed one, typed(*operand));
    if (!fits(one.kinds, kBooleanKinds)) return wrongKind(name, "booleans", operand->at);
    out = out ? make(Binary{op, std::move(out), std::move(one.expression)}, at) : std::move(one.expression);
  }
  return Typed{std::move(out), kBooleanKinds};
}

Result<Typed> Binder::comparison(const ast::Comparison& comparison, Position at) {
  TENURE_ASSIGN(ExpressionPtr left, expression(*comparison.first));
  if (comparison.links.size() == 1) {
    TENURE_ASSIGN(ExpressionPtr right, expression(*comparison.links[0].right));
    return Typed{make(Binary{operatorOf(comparison.links[0].op), std::move(left), std::move(right)}, at),
                 kBooleanKinds};
  }
  // a < b < c: b is in two comparisons and bound for each; expressions have no effects.
  ExpressionPtr out;
  const ast::Expression* before = comparison.first.get();
  for (const auto& link : comparison.links) {
    TENURE_ASSIGN(ExpressionPtr first, expression(*before));
    TENURE_ASSIGN(ExpressionPtr second, expression(*link.right));
    auto one = make(Binary{operatorOf(link.op), std::move(first), std::move(second)}, link.op_at);
    out = out ? make(Binary{BinaryOperator::kAnd, std::move(out), std::move(one)}, at) : std::move(one);
    before = link.right.get();
  }
  return Typed{std::move(out), kBooleanKinds};
}

Result<Typed> Binder::binary(const ast::Binary& binary, Position at) {
  TENURE_ASSIGN(Typed left, typed(*binary.left));
  TENURE_ASSIGN(Typed right, typed(*binary.right));
  if (binary.op == ast::BinaryOperator::kIn && !fits(right.kinds, kListKinds)) {
    return wrongKind("IN", "a list on its right", binary.op_at);
  }
  const BinaryOperator op = operatorOf(binary.op);
  constexpr KindSet kCounts = kNumberKinds | kTemporalKinds;
  const bool numbers = op == BinaryOperator::kModulo || op == BinaryOperator::kPower;
  const bool counts =
      op == BinaryOperator::kSubtract || op == BinaryOperator::kMultiply || op == BinaryOperator::kDivide;
  for (const Typed* side : {&left, &right}) {
    if (numbers && !fits(side->kinds, kNumberKinds)) return wrongKind("% or ^", "numbers", binary.op_at);
    if (counts && !fits(side->kinds, kCounts)) return wrongKind("- * or /", "numbers or times", binary.op_at);
  }
  KindSet kinds_out = kAnyKind;
  switch (op) {
    case BinaryOperator::kIn:
    case BinaryOperator::kStartsWith:
    case BinaryOperator::kEndsWith:
    case BinaryOperator::kContains:
    case BinaryOperator::kMatches: kinds_out = kBooleanKinds; break;
    case BinaryOperator::kAdd: {
      const bool plain = ((left.kinds | right.kinds) & ~kNumberKinds) == 0;
      if (plain) kinds_out = kNumberKinds;
      break;
    }
    case BinaryOperator::kPower:
    case BinaryOperator::kModulo: kinds_out = kNumberKinds | kinds(Kind::kNull); break;
    default: break;
  }
  return Typed{make(Binary{op, std::move(left.expression), std::move(right.expression)}, at), kinds_out};
}

Result<Typed> Binder::propertyAccess(const ast::PropertyAccess& access, Position at) {
  TENURE_ASSIGN(Typed object, typed(*access.object));
  constexpr KindSet kHaveProperties =
      kinds(Kind::kMap, Kind::kNode, Kind::kRelationship, Kind::kNull) | kTemporalKinds;
  if (object.kinds == kPathKinds)
    return wrongKind("a property", "a node, a relationship or a map, not a path", at);
  if (!fits(object.kinds, kHaveProperties)) {
    return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                      "only nodes, relationships, maps and temporal values have properties", at);
  }
  return Typed{make(Property{std::move(object.expression), access.key.text}, at), kAnyKind};
}

Result<Typed> Binder::caseOf(const ast::Case& node, Position at) {
  Case out;
  KindSet kinds_out = node.otherwise ? 0 : kinds(Kind::kNull);
  if (node.subject) {
    TENURE_ASSIGN(out.subject, expression(*node.subject));
  }
  for (const auto& when : node.whens) {
    ExpressionPtr condition;
    if (node.subject) {
      TENURE_ASSIGN(condition, expression(*when.condition));
    } else {
      TENURE_ASSIGN(condition, predicate(*when.condition));
    }
    TENURE_ASSIGN(Typed result, typed(*when.result));
    kinds_out |= result.kinds;
    out.alternatives.emplace_back(std::move(condition), std::move(result.expression));
  }
  if (node.otherwise) {
    TENURE_ASSIGN(Typed otherwise, typed(*node.otherwise));
    kinds_out |= otherwise.kinds;
    out.otherwise = std::move(otherwise.expression);
  }
  return Typed{make(std::move(out), at), kinds_out};
}

Result<Typed> Binder::functionCall(const ast::FunctionCall& call, const ast::Expression& at) {
  if (const AggregateFunction* function = findAggregate(call.name)) {
    return aggregate(function, call.distinct, call.arguments, at.at);
  }
  const ScalarFunction* function = findFunction(call.name);
  if (function == nullptr) {
    const std::string_view nearest = nearestFunction(call.name);
    return queryError(ErrorClass::kSyntaxError, "UnknownFunction",
                      "there is no function " + tenure::quoted(call.name) +
                          (nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?"),
                      at.at);
  }
  if (call.distinct) {
    return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax",
                      "DISTINCT belongs to aggregates, and " + std::string(function->name) + " is none",
                      at.at);
  }
  const std::size_t count = call.arguments.size();
  if (count < function->arity_min ||
      (function->arity_max != ScalarFunction::kVariadic && count > function->arity_max)) {
    return queryError(ErrorClass::kSyntaxError, "InvalidNumberOfArguments",
                      std::string(function->signature) + " was given " + std::to_string(count) + " arguments",
                      at.at);
  }
  Call out{function, {}};
  for (std::size_t i = 0; i < count; ++i) {
    TENURE_ASSIGN(Typed argument, typed(*call.arguments[i]));
    if (!fits(argument.kinds, function->acceptsAt(i))) {
      return wrongKind(function->signature, "another kind of argument here", call.arguments[i]->at);
    }
    out.arguments.push_back(std::move(argument.expression));
  }
  return Typed{make(std::move(out), at.at), function->returns | kinds(Kind::kNull)};
}

namespace {

/// Whether a bound expression calls a function that may give another value each time.
bool isRandom(const Expression& expression) {
  if (const auto* call = std::get_if<Call>(&expression.what)) {
    if (!call->function->deterministic && call->function->name == "rand") return true;
    return std::any_of(call->arguments.begin(), call->arguments.end(),
                       [](const ExpressionPtr& one) { return isRandom(*one); });
  }
  if (const auto* binary = std::get_if<Binary>(&expression.what)) {
    return isRandom(*binary->left) || isRandom(*binary->right);
  }
  if (const auto* unary = std::get_if<Unary>(&expression.what)) return isRandom(*unary->operand);
  return false;
}

}  // namespace

Result<Typed> Binder::aggregate(const AggregateFunction* function, bool distinct,
                                const std::vector<ast::ExpressionPtr>& arguments, Position at) {
  const std::string name = function == nullptr ? "count(*)" : std::string(function->name);
  if (in_aggregate_) {
    return queryError(ErrorClass::kSyntaxError, "NestedAggregation", name + " stands inside of an aggregate",
                      at);
  }
  if (grouping_ == nullptr || grouping_->aggregated == nullptr || !locals_.empty()) {
    return queryError(ErrorClass::kSyntaxError, "InvalidAggregation",
                      name + " can stand in RETURN and WITH only, outside of comprehensions", at);
  }
  if (function != nullptr && arguments.size() != function->arity) {
    return queryError(
        ErrorClass::kSyntaxError, "InvalidNumberOfArguments",
        std::string(function->signature) + " was given " + std::to_string(arguments.size()) + " arguments",
        at);
  }
  AggregateItem item{newSlot(), function, distinct, {}};
  in_aggregate_ = true;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto argument = typed(*arguments[i]);
    if (!argument.ok()) {
      in_aggregate_ = false;
      return std::move(argument).error();
    }
    if (i == 0 && function != nullptr && !fits(argument->kinds, function->accepts | kinds(Kind::kNull))) {
      in_aggregate_ = false;
      return wrongKind(function->signature, "another kind of argument here", arguments[i]->at);
    }
    if (isRandom(*argument->expression)) {
      in_aggregate_ = false;
      return queryError(ErrorClass::kSyntaxError, "NonConstantExpression",
                        "an aggregate of random numbers has no meaning; name them with WITH first",
                        arguments[i]->at);
    }
    item.arguments.push_back(std::move(argument->expression));
  }
  in_aggregate_ = false;
  const Slot slot = item.slot;
  grouping_->aggregated->push_back(std::move(item));
  const KindSet kind = function == nullptr ? kinds(Kind::kInteger) : function->returns | kinds(Kind::kNull);
  return Typed{make(Variable{slot}, at), kind};
}

Result<Typed> Binder::listComprehension(const ast::ListComprehension& node, Position at) {
  Comprehension out{};
  TENURE_ASSIGN(out.list, expression(*node.list));
  out.slot = newSlot(node.variable.text);
  TENURE_TRY(within(node.variable.text, {out.slot, kAnyKind}, [&]() -> Status {
    if (node.where) {
      TENURE_ASSIGN(out.where, predicate(*node.where));
    }
    if (node.projection) {
      TENURE_ASSIGN(out.result, expression(*node.projection));
    }
    return {};
  }));
  return Typed{make(std::move(out), at), kListKinds};
}

Result<Typed> Binder::quantifier(const ast::Quantifier& node, Position at) {
  Quantifier out{};
  TENURE_ASSIGN(Typed list, typed(*node.list));
  if (!fits(list.kinds, kListKinds)) return wrongKind("a quantifier", "a list", node.list->at);
  out.list = std::move(list.expression);
  out.slot = newSlot(node.variable.text);
  switch (node.kind) {
    case ast::QuantifierKind::kAll: out.kind = QuantifierKind::kAll; break;
    case ast::QuantifierKind::kAny: out.kind = QuantifierKind::kAny; break;
    case ast::QuantifierKind::kNone: out.kind = QuantifierKind::kNone; break;
    case ast::QuantifierKind::kSingle: out.kind = QuantifierKind::kSingle; break;
  }
  // The kinds of a literal's items are those that the variable can have.
  KindSet item_kinds = kAnyKind;
  if (const auto* items = node.list->as<ast::ListLiteral>(); items != nullptr && !items->items.empty()) {
    item_kinds = kinds(Kind::kNull);
    for (const auto& item : items->items) {
      const auto* constant = item->as<ast::Literal>();
      const auto* nested = item->as<ast::ListLiteral>();
      const auto* map = item->as<ast::MapLiteral>();
      item_kinds |= constant != nullptr ? literal(*constant, at).kinds
                    : nested != nullptr ? kinds(Kind::kList)
                    : map != nullptr    ? kinds(Kind::kMap)
                                        : kAnyKind;
    }
    if (item_kinds == kinds(Kind::kNull)) item_kinds = kAnyKind;
  }
  TENURE_TRY(within(node.variable.text, {out.slot, item_kinds & ~kinds(Kind::kNull)}, [&]() -> Status {
    TENURE_ASSIGN(out.where, predicate(*node.where));
    return {};
  }));
  return Typed{make(std::move(out), at), kBooleanKinds};
}

Result<Typed> Binder::reduce(const ast::Reduce& node, Position at) {
  Reduce out{};
  TENURE_ASSIGN(out.start, expression(*node.initial));
  TENURE_ASSIGN(out.list, expression(*node.list));
  out.accumulator = newSlot(node.accumulator.text);
  out.slot = newSlot(node.variable.text);
  TENURE_TRY(within(node.accumulator.text, {out.accumulator, kAnyKind}, [&]() -> Status {
    return within(node.variable.text, {out.slot, kAnyKind}, [&]() -> Status {
      TENURE_ASSIGN(out.result, expression(*node.step));
      return {};
    });
  }));
  return Typed{make(std::move(out), at), kAnyKind};
}

Result<Typed> Binder::mapProjection(const ast::MapProjection& node, Position at) {
  MapProjection out;
  const ast::Variable of{node.variable.text};
  ast::Expression place;
  place.at = node.variable.at;
  TENURE_ASSIGN(Typed object, variable(of, place));
  out.object = std::move(object.expression);
  for (const auto& item : node.items) {
    if (const auto* property = std::get_if<ast::MapProjection::Property>(&item)) {
      TENURE_ASSIGN(Typed again, variable(of, place));
      out.entries.emplace_back(
          property->key.text,
          make(Property{std::move(again.expression), property->key.text}, property->key.at));
    } else if (std::holds_alternative<ast::MapProjection::AllProperties>(item)) {
      out.all = true;
    } else if (const auto* named = std::get_if<ast::MapProjection::VariableItem>(&item)) {
      ast::Expression there;
      there.at = named->variable.at;
      TENURE_ASSIGN(Typed value, variable(ast::Variable{named->variable.text}, there));
      out.entries.emplace_back(named->variable.text, std::move(value.expression));
    } else if (const auto* entry = std::get_if<ast::MapEntry>(&item)) {
      TENURE_ASSIGN(auto value, expression(*entry->value));
      out.entries.emplace_back(entry->key.text, std::move(value));
    }
  }
  return Typed{make(std::move(out), at), kMapKinds};
}

// ---- patterns and queries as values
// ------------------------------------------------------------------------

Result<Typed> Binder::inside(const std::function<Result<Typed>()>& body) {
  const Names outer = names_;
  Grouping* const grouping = std::exchange(grouping_, nullptr);
  const bool in_aggregate = std::exchange(in_aggregate_, false);
  const bool in_exists = std::exchange(in_exists_, true);
  const bool in_predicate = std::exchange(in_predicate_, false);
  const auto locals = std::exchange(locals_, {});
  std::set<Slot> reads = std::exchange(reads_, {});
  const Slot outside = std::exchange(outside_, static_cast<Slot>(slots_.size()));
  auto out = body();
  for (const Slot slot : reads_) {
    if (slot < outside_) reads.insert(slot);
  }
  names_ = outer;
  grouping_ = grouping;
  in_aggregate_ = in_aggregate;
  in_exists_ = in_exists;
  in_predicate_ = in_predicate;
  locals_ = locals;
  reads_ = std::move(reads);
  outside_ = outside;
  return out;
}

Result<Typed> Binder::boundSubquery(SubqueryKind kind, bound::Query query, ExpressionPtr result,
                                    KindSet result_kinds, Position at) {
  std::vector<Slot> uses;
  for (const Slot slot : reads_) {
    if (slot < outside_) uses.push_back(slot);
  }
  TENURE_ASSIGN(auto plan, context_.plan_subquery(std::move(query), std::move(uses)));
  return Typed{make(Subquery{kind, std::move(plan), std::move(result)}, at), result_kinds};
}

Result<Typed> Binder::patternComprehension(const ast::PatternComprehension& node, Position at) {
  return inside([&]() -> Result<Typed> {
    TENURE_ASSIGN(bound::Query query, patternQuery(node.pattern, node.where, true));
    TENURE_ASSIGN(ExpressionPtr result, expression(*node.projection));
    return boundSubquery(SubqueryKind::kCollect, std::move(query), std::move(result), kinds(Kind::kList), at);
  });
}

Result<Typed> Binder::patternPredicate(const ast::PatternPredicate& node, Position at) {
  if (!in_predicate_) {
    return queryError(
        ErrorClass::kSyntaxError, "UnexpectedSyntax",
        "a pattern stands for a truth value in WHERE only; elsewhere write EXISTS { } or COUNT { }", at);
  }
  return inside([&]() -> Result<Typed> {
    TENURE_ASSIGN(bound::Query query, patternQuery(node.pattern, nullptr, false));
    return boundSubquery(SubqueryKind::kExists, std::move(query), nullptr, kinds(Kind::kBoolean), at);
  });
}

Result<Typed> Binder::shortestPathValue(const ast::ShortestPathValue& node, Position at) {
  return inside([&]() -> Result<Typed> {
    TENURE_ASSIGN(bound::Query query, patternQuery(node.pattern, nullptr, true));
    const Match& found = std::get<Match>(query.branches[0].clauses[0].what);
    PathOf path;
    const bound::PathPattern& pattern = found.paths[0];
    for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
      if (i > 0) path.elements.push_back(found.relationships[pattern.relationships[i - 1]].slot);
      path.elements.push_back(found.nodes[pattern.nodes[i]].slot);
    }
    const bool all = node.pattern.shortest == ast::Shortest::kAll;
    return boundSubquery(all ? SubqueryKind::kCollect : SubqueryKind::kFirst, std::move(query),
                         make(std::move(path), at), all ? kListKinds : kPathKinds, at);
  });
}

Result<Typed> Binder::subquery(const ast::SubqueryExpression& node, Position at) {
  return inside([&]() -> Result<Typed> {
    TENURE_ASSIGN(bound::Query inner, query(*node.query, false));
    switch (node.kind) {
      case ast::SubqueryKind::kExists:
        return boundSubquery(SubqueryKind::kExists, std::move(inner), nullptr, kinds(Kind::kBoolean), at);
      case ast::SubqueryKind::kCount:
        return boundSubquery(SubqueryKind::kCount, std::move(inner), nullptr, kinds(Kind::kInteger), at);
      case ast::SubqueryKind::kCollect: break;
    }
    if (inner.columns.size() != 1) {
      return queryError(ErrorClass::kSyntaxError, "InvalidNumberOfArguments",
                        "COLLECT { } takes a query that returns one column", at);
    }
    ExpressionPtr result = make(Variable{inner.columns[0]}, at);
    return boundSubquery(SubqueryKind::kCollect, std::move(inner), std::move(result), kinds(Kind::kList), at);
  });
}

}  // namespace tenure::query
