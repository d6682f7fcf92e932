// WITH and RETURN: grouping, ordering, and what lives on.
#include <algorithm>

#include "engine/query/binder/binder_state.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

/// Whether an aggregate stands anywhere in an expression (subqueries have their own).
bool hasAggregate(const ast::Expression& expression);

bool any(const ast::ExpressionPtr& expression) { return expression && hasAggregate(*expression); }
bool any(const std::vector<ast::ExpressionPtr>& expressions) {
  return std::any_of(expressions.begin(), expressions.end(),
                     [](const ast::ExpressionPtr& one) { return any(one); });
}

bool hasAggregate(const ast::Expression& expression) {
  return std::visit(
      [](const auto& node) -> bool {
        using T = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<T, ast::CountStar>) {
          return true;
        } else if constexpr (std::is_same_v<T, ast::FunctionCall>) {
          return findAggregate(node.name) != nullptr || any(node.arguments);
        } else if constexpr (std::is_same_v<T, ast::PropertyAccess> || std::is_same_v<T, ast::LabelTest>) {
          return any(node.object);
        } else if constexpr (std::is_same_v<T, ast::Subscript>) {
          return any(node.object) || any(node.index);
        } else if constexpr (std::is_same_v<T, ast::Slice>) {
          return any(node.object) || any(node.from) || any(node.to);
        } else if constexpr (std::is_same_v<T, ast::ListLiteral>) {
          return any(node.items);
        } else if constexpr (std::is_same_v<T, ast::MapLiteral>) {
          return std::any_of(node.entries.begin(), node.entries.end(),
                             [](const ast::MapEntry& one) { return any(one.value); });
        } else if constexpr (std::is_same_v<T, ast::Unary> || std::is_same_v<T, ast::IsNull>) {
          return any(node.operand);
        } else if constexpr (std::is_same_v<T, ast::Binary>) {
          return any(node.left) || any(node.right);
        } else if constexpr (std::is_same_v<T, ast::Logical>) {
          return any(node.operands);
        } else if constexpr (std::is_same_v<T, ast::Comparison>) {
          return any(node.first) || std::any_of(node.links.begin(), node.links.end(),
                                                [](const auto& link) { return any(link.right); });
        } else if constexpr (std::is_same_v<T, ast::Case>) {
          return any(node.subject) || any(node.otherwise) ||
                 std::any_of(node.whens.begin(), node.whens.end(), [](const ast::Case::When& when) {
                   return any(when.condition) || any(when.result);
                 });
        } else if constexpr (std::is_same_v<T, ast::ListComprehension>) {
          return any(node.list) || any(node.where) || any(node.projection);
        } else if constexpr (std::is_same_v<T, ast::Quantifier>) {
          return any(node.list) || any(node.where);
        } else if constexpr (std::is_same_v<T, ast::Reduce>) {
          return any(node.initial) || any(node.list) || any(node.step);
        } else if constexpr (std::is_same_v<T, ast::MapProjection>) {
          return std::any_of(node.items.begin(), node.items.end(), [](const auto& item) {
            const auto* entry = std::get_if<ast::MapEntry>(&item);
            return entry != nullptr && any(entry->value);
          });
        } else {
          return false;
        }
      },
      expression.node);
}

}  // namespace

Status Binder::projection(const ast::Projection& ast, const ast::ExpressionPtr* where, bool is_return,
                          Position at, SingleQuery& out) {
  bound::Projection made;
  made.distinct = ast.distinct;
  const Names outer = names_;
  Names columns;
  std::vector<std::pair<std::string, Name>> texts;  // of the items, for ORDER BY
  const auto addColumn = [&](const std::string& name, Position where_it_is, Name what) -> Status {
    if (!columns.emplace(name, what).second) {
      return queryError(ErrorClass::kSyntaxError, "ColumnNameConflict",
                        "two columns are called " + tenure::quoted(name), where_it_is);
    }
    made.columns.push_back(what.slot);
    made.names.push_back(name);
    return {};
  };

  made.aggregates = std::any_of(ast.items.begin(), ast.items.end(), [](const ast::ProjectionItem& item) {
    return hasAggregate(*item.expression);
  });
  Grouping grouping;
  if (ast.star) {
    if (is_return && outer.empty()) {
      return queryError(ErrorClass::kSyntaxError, "NoVariablesInScope", "there are no variables for *", at);
    }
    for (const auto& [name, what] : outer) {
      if (made.aggregates) {
        // What * stands for are grouping keys as well.
        const Name key{newSlot(name), what.kinds};
        made.keys.emplace_back(key.slot, make(Variable{what.slot}, at));
        grouping.keys.emplace_back(name, key);
        grouping.key_variables.insert(name);
        TENURE_TRY(addColumn(name, at, key));
      } else {
        TENURE_TRY(addColumn(name, at, what));
      }
      texts.emplace_back(name, columns.at(name));
    }
  }

  // Keys first: an aggregating item may repeat one that stands after it.
  std::vector<std::optional<Name>> item_names(ast.items.size());
  for (std::size_t i = 0; i < ast.items.size(); ++i) {
    const ast::ProjectionItem& item = ast.items[i];
    if (made.aggregates && hasAggregate(*item.expression)) continue;
    used_.clear();
    TENURE_ASSIGN(Typed bound, typed(*item.expression));
    Name name{newSlot(item.column()), bound.kinds};
    if (made.aggregates) {
      made.keys.emplace_back(name.slot, std::move(bound.expression));
      grouping.keys.emplace_back(textOf(*item.expression), name);
      grouping.key_variables.insert(used_.begin(), used_.end());
    } else {
      made.items.emplace_back(name.slot, std::move(bound.expression));
    }
    item_names[i] = name;
  }
  if (made.aggregates) {
    grouping.aggregated = &made.aggregated;
    grouping_ = &grouping;
    for (std::size_t i = 0; i < ast.items.size(); ++i) {
      if (item_names[i]) continue;
      auto bound = typed(*ast.items[i].expression);
      if (!bound.ok()) {
        grouping_ = nullptr;
        return std::move(bound).error();
      }
      const Name name{newSlot(ast.items[i].column()), bound->kinds};
      made.items.emplace_back(name.slot, std::move(bound->expression));
      item_names[i] = name;
    }
    grouping_ = nullptr;
  }
  for (std::size_t i = 0; i < ast.items.size(); ++i) {
    const ast::ProjectionItem& item = ast.items[i];
    const auto* variable = item.expression->as<ast::Variable>();
    const std::string& column =
        !item.alias && variable != nullptr && !is_return ? variable->name : item.column();
    TENURE_TRY(addColumn(column, item.expression->at, *item_names[i]));
    texts.emplace_back(textOf(*item.expression), *item_names[i]);
  }

  // ORDER BY sees the columns and, where rows are still rows, what was there before.
  const bool narrow = made.aggregates || made.distinct;
  Names visible = narrow ? Names{} : outer;
  for (const auto& [name, what] : columns) visible[name] = what;
  Grouping sorting;
  sorting.keys = texts;
  sorting.key_variables = grouping.key_variables;
  sorting.sorting = true;
  names_ = visible;
  for (const ast::SortItem& item : ast.order_by) {
    const std::string text = textOf(*item.expression);
    const auto same =
        std::find_if(texts.begin(), texts.end(), [&](const auto& one) { return one.first == text; });
    const auto* variable = item.expression->as<ast::Variable>();
    const bool column = variable != nullptr && columns.contains(variable->name);
    if (same != texts.end() && !column) {
      made.order.push_back({make(Variable{same->second.slot}, item.expression->at), item.descending});
      continue;
    }
    if (!narrow && hasAggregate(*item.expression)) {
      return queryError(ErrorClass::kSyntaxError, "InvalidAggregation",
                        "ORDER BY aggregates only where the projection before it does", item.expression->at);
    }
    if (narrow) grouping_ = &sorting;
    if (narrow && hasAggregate(*item.expression))
      TENURE_TRY(sortAggregateIsProjected(*item.expression, sorting));
    auto bound = expression(*item.expression);
    grouping_ = nullptr;
    if (!bound.ok()) return std::move(bound).error();
    made.order.push_back({std::move(*bound), item.descending});
  }

  for (const ast::ProjectionItem& item : ast.items) {
    if (!is_return && !item.alias && item.expression->as<ast::Variable>() == nullptr) {
      return queryError(ErrorClass::kSyntaxError, "NoExpressionAlias",
                        "WITH needs a name for " + tenure::quoted(item.text) + ": add AS and a name",
                        item.expression->at);
    }
  }
  if (ast.skip) {
    TENURE_ASSIGN(made.skip, rowCount(ast.skip, "SKIP"));
  }
  if (ast.limit) {
    TENURE_ASSIGN(made.limit, rowCount(ast.limit, "LIMIT"));
  }
  if (where != nullptr && *where) {
    names_ = visible;
    TENURE_ASSIGN(made.where, predicate(**where));
  }
  names_ = std::move(columns);
  if (is_return) out.columns = made.columns;
  out.clauses.push_back({std::move(made), at, {}});
  std::vector<Slot> live;
  for (const auto& [name, what] : outer) live.push_back(what.slot);
  out.clauses.back().live = std::move(live);
  return {};
}

Status Binder::sortAggregateIsProjected(const ast::Expression& expression, const Grouping& sorting) {
  const auto* call = expression.as<ast::FunctionCall>();
  const bool aggregates =
      expression.as<ast::CountStar>() != nullptr || (call != nullptr && findAggregate(call->name) != nullptr);
  if (aggregates) {
    const std::string text = textOf(expression);
    for (const auto& [key, name] : sorting.keys) {
      if (key == text) return {};
    }
    // What it would gather is gone: say so of the first variable in it.
    if (call != nullptr) {
      for (const auto& argument : call->arguments) {
        Names nothing;
        std::swap(names_, nothing);
        Grouping* const grouping = std::exchange(grouping_, nullptr);
        auto bound = this->expression(*argument);
        grouping_ = grouping;
        std::swap(names_, nothing);
        if (!bound.ok()) return std::move(bound).error();
      }
    }
    return queryError(ErrorClass::kSyntaxError, "InvalidAggregation",
                      "ORDER BY can repeat an aggregate of the projection, and no other", expression.at);
  }
  if (call != nullptr) {
    for (const auto& argument : call->arguments) TENURE_TRY(sortAggregateIsProjected(*argument, sorting));
  }
  if (const auto* binary = expression.as<ast::Binary>()) {
    TENURE_TRY(sortAggregateIsProjected(*binary->left, sorting));
    TENURE_TRY(sortAggregateIsProjected(*binary->right, sorting));
  }
  if (const auto* unary = expression.as<ast::Unary>()) {
    TENURE_TRY(sortAggregateIsProjected(*unary->operand, sorting));
  }
  return {};
}

Result<ExpressionPtr> Binder::rowCount(const ast::ExpressionPtr& count, std::string_view clause) {
  const Names outer = std::exchange(names_, {});
  auto bound = typed(*count);
  names_ = outer;
  if (!bound.ok()) {
    if (bound.error().detail() == "SyntaxError.UndefinedVariable") {
      return queryError(ErrorClass::kSyntaxError, "NonConstantExpression",
                        std::string(clause) + " takes a number that does not depend on a row", count->at);
    }
    return std::move(bound).error();
  }
  if (const auto* constant = std::get_if<Constant>(&bound->expression->what)) {
    const Datum& value = constant->value;
    if (value.kind() != Kind::kInteger) {
      return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                        std::string(clause) + " takes a whole number", count->at);
    }
    if (value.asInteger() < 0) {
      return queryError(ErrorClass::kSyntaxError, "NegativeIntegerArgument",
                        std::string(clause) + " takes a number that is not negative", count->at);
    }
  }
  if (const auto* unary = std::get_if<Unary>(&bound->expression->what);
      unary != nullptr && unary->op == UnaryOperator::kMinus) {
    const auto* constant = std::get_if<Constant>(&unary->operand->what);
    if (constant != nullptr && constant->value.kind() == Kind::kInteger && constant->value.asInteger() > 0) {
      return queryError(ErrorClass::kSyntaxError, "NegativeIntegerArgument",
                        std::string(clause) + " takes a number that is not negative", count->at);
    }
  }
  return std::move(bound->expression);
}

}  // namespace tenure::query
