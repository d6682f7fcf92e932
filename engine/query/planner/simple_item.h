// Expressions so simple that an operator need not evaluate them row by row: what is the same in every row, a
// variable, and what a function gives of a variable that arrays of a batch tell (executor/batch.h).
//
// Pure; any thread.
#pragma once

#include "engine/query/binder/bound_expression.h"

namespace tenure::query {

struct SimpleItem {
  enum class Kind : std::uint8_t {
    kOther,
    kConstant,
    kVariable,
    kId,         ///< id(variable)
    kValidFrom,  ///< validFrom(variable)
    kValidTo,    ///< validTo(variable)
    kType,       ///< type(variable)
  };
  Kind kind = Kind::kOther;
  bound::Slot slot = bound::kNoSlot;  ///< of all but the first two

  /// Whether it is one of what a step can tell of a relationship without bringing it.
  [[nodiscard]] bool isOfBounds() const {
    return kind == Kind::kValidFrom || kind == Kind::kValidTo || kind == Kind::kType;
  }
};

[[nodiscard]] SimpleItem simpleItem(const bound::Expression& expression);

}  // namespace tenure::query
