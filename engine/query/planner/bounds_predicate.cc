#include "engine/query/planner/bounds_predicate.h"

#include "engine/query/planner/simple_item.h"
#include "engine/query/values/functions.h"

namespace tenure::query {

namespace {

using Kind = BoundsPredicate::Kind;
using Operand = BoundsPredicate::Operand;

/// A value that is the same in every row: a constant, a parameter, or datetime() of one of these.
bool isTheSame(const bound::Expression& expression) {
  static const ScalarFunction* const kDateTime = findFunction("datetime");
  if (simpleItem(expression).kind == SimpleItem::Kind::kConstant) return true;
  const auto* call = std::get_if<bound::Call>(&expression.what);
  return call != nullptr && call->function == kDateTime && call->arguments.size() == 1 &&
         simpleItem(*call->arguments[0]).kind == SimpleItem::Kind::kConstant;
}

std::optional<Operand> operandOf(const bound::Expression& expression) {
  const SimpleItem item = simpleItem(expression);
  if (item.kind == SimpleItem::Kind::kValidFrom) return Operand{item.slot, false, nullptr};
  if (item.kind == SimpleItem::Kind::kValidTo) return Operand{item.slot, true, nullptr};
  if (isTheSame(expression)) return Operand{bound::kNoSlot, false, &expression};
  return std::nullopt;
}

class Reader {
 public:
  bool read(const bound::Expression& expression) {
    if (const auto* unary = std::get_if<bound::Unary>(&expression.what)) return readUnary(*unary);
    if (const auto* binary = std::get_if<bound::Binary>(&expression.what)) return readBinary(*binary);
    return false;
  }
  BoundsPredicate out;

 private:
  bool put(Kind kind) {
    out.steps.push_back({kind});
    return true;
  }
  bool readUnary(const bound::Unary& unary) {
    using Of = bound::UnaryOperator;
    if (unary.op == Of::kNot) return read(*unary.operand) && put(Kind::kNot);
    if (unary.op != Of::kIsNull && unary.op != Of::kIsNotNull) return false;
    const auto operand = operandOf(*unary.operand);
    if (!operand || operand->constant != nullptr) return false;
    out.steps.push_back({Kind::kIsNull, *operand, {}});
    return unary.op == Of::kIsNull || put(Kind::kNot);
  }
  bool readBinary(const bound::Binary& binary) {
    using Of = bound::BinaryOperator;
    switch (binary.op) {
      case Of::kAnd: return readBoth(binary, Kind::kAnd);
      case Of::kOr: return readBoth(binary, Kind::kOr);
      case Of::kXor: return readBoth(binary, Kind::kXor);
      case Of::kEqual: return readBoth(binary, Kind::kEqual);
      case Of::kNotEqual: return readBoth(binary, Kind::kEqual) && put(Kind::kNot);
      case Of::kLess: return compare(Kind::kLess, *binary.left, *binary.right);
      case Of::kLessEqual: return compare(Kind::kLessEqual, *binary.left, *binary.right);
      case Of::kGreater: return compare(Kind::kLess, *binary.right, *binary.left);
      case Of::kGreaterEqual: return compare(Kind::kLessEqual, *binary.right, *binary.left);
      default: return false;
    }
  }
  /// Truths are combined; two bounds that are equal are not one of these.
  bool readBoth(const bound::Binary& binary, Kind kind) {
    return read(*binary.left) && read(*binary.right) && put(kind);
  }
  bool compare(Kind kind, const bound::Expression& left, const bound::Expression& right) {
    const auto a = operandOf(left);
    const auto b = operandOf(right);
    if (!a || !b || (a->constant != nullptr && b->constant != nullptr)) return false;
    out.steps.push_back({kind, *a, *b});
    return true;
  }
};

}  // namespace

std::optional<BoundsPredicate> boundsPredicate(const bound::Expression& expression) {
  Reader reader;
  if (!reader.read(expression)) return std::nullopt;
  return std::move(reader.out);
}

}  // namespace tenure::query
