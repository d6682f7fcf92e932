// Three-valued logic, and membership of lists.
#include "engine/query/values/operators.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

Result<Ternary> truth(const Datum& value) {
  if (value.isNull()) return Ternary();
  if (value.kind() == Kind::kBoolean) return Ternary(value.asBoolean());
  return wrongKind("a condition", "true, false or null", value);
}

Ternary ternaryAnd(Ternary a, Ternary b) {
  if (a == false || b == false) return false;
  if (!a || !b) return std::nullopt;
  return true;
}

Ternary ternaryOr(Ternary a, Ternary b) {
  if (a == true || b == true) return true;
  if (!a || !b) return std::nullopt;
  return false;
}

Ternary ternaryXor(Ternary a, Ternary b) {
  if (!a || !b) return std::nullopt;
  return *a != *b;
}

Ternary ternaryNot(Ternary a) {
  if (!a) return std::nullopt;
  return !*a;
}

Result<Ternary> in(const Datum& element, const Datum& list) {
  if (list.isNull()) return Ternary();
  if (list.kind() != Kind::kList) return wrongKind("IN", "a list", list);
  bool unknown = false;
  for (const Datum& item : list.asList()) {
    const Ternary equal = equals(element, item);
    if (equal == true) return Ternary(true);
    unknown = unknown || !equal;
  }
  return unknown ? Ternary() : Ternary(false);
}

}  // namespace tenure::query
