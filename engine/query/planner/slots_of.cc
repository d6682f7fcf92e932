#include "engine/query/planner/slots_of.h"

#include "engine/query/planner/plan.h"

namespace tenure::query {

using namespace bound;  // NOLINT(google-build-using-namespace): the alternatives that are visited here

namespace {

void add(const ExpressionPtr& expression, std::set<Slot>& out) {
  if (expression) addSlots(*expression, out);
}
void add(const Expressions& expressions, std::set<Slot>& out) {
  for (const ExpressionPtr& one : expressions) add(one, out);
}

/// The slots of `body`, less those that stand for one item of a list while it runs.
void addWithout(std::initializer_list<Slot> own, std::initializer_list<const ExpressionPtr*> body,
                std::set<Slot>& out) {
  std::set<Slot> inner;
  for (const ExpressionPtr* one : body) add(*one, inner);
  for (const Slot slot : own) inner.erase(slot);
  out.insert(inner.begin(), inner.end());
}

}  // namespace

void addSlots(const Expression& expression, std::set<Slot>& out) {
  std::visit(
      [&](const auto& node) {
        using T = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<T, Variable>) {
          out.insert(node.slot);
        } else if constexpr (std::is_same_v<T, Property> || std::is_same_v<T, LabelTest>) {
          add(node.object, out);
        } else if constexpr (std::is_same_v<T, Unary>) {
          add(node.operand, out);
        } else if constexpr (std::is_same_v<T, Binary>) {
          add(node.left, out);
          add(node.right, out);
        } else if constexpr (std::is_same_v<T, Index>) {
          add(node.object, out);
          add(node.index, out);
        } else if constexpr (std::is_same_v<T, Slice>) {
          add(node.list, out);
          add(node.from, out);
          add(node.to, out);
        } else if constexpr (std::is_same_v<T, ListOf>) {
          add(node.items, out);
        } else if constexpr (std::is_same_v<T, MapOf>) {
          for (const auto& [key, value] : node.entries) add(value, out);
        } else if constexpr (std::is_same_v<T, MapProjection>) {
          add(node.object, out);
          for (const auto& [key, value] : node.entries) add(value, out);
        } else if constexpr (std::is_same_v<T, Case>) {
          add(node.subject, out);
          for (const auto& [condition, result] : node.alternatives) {
            add(condition, out);
            add(result, out);
          }
          add(node.otherwise, out);
        } else if constexpr (std::is_same_v<T, Call>) {
          add(node.arguments, out);
        } else if constexpr (std::is_same_v<T, Comprehension>) {
          add(node.list, out);
          addWithout({node.slot}, {&node.where, &node.result}, out);
        } else if constexpr (std::is_same_v<T, Quantifier>) {
          add(node.list, out);
          addWithout({node.slot}, {&node.where}, out);
        } else if constexpr (std::is_same_v<T, Reduce>) {
          add(node.start, out);
          add(node.list, out);
          addWithout({node.accumulator, node.slot}, {&node.result}, out);
        } else if constexpr (std::is_same_v<T, Subquery>) {
          out.insert(node.plan->uses.begin(), node.plan->uses.end());
        } else if constexpr (std::is_same_v<T, PathOf>) {
          out.insert(node.elements.begin(), node.elements.end());
        }
      },
      expression.what);
}

}  // namespace tenure::query
