// Conditions over when relationships hold, and nothing else: comparisons of validFrom(r) and validTo(r) with
// datetimes that are the same in every row, tests for null, and what AND, OR, XOR, NOT, = and <> make of
// these. Such a condition is judged over arrays of bounds (executor/batch_filter.h), without a value for
// each.
//
// Pure; any thread. What is made from an expression borrows from it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/query/binder/bound_expression.h"

namespace tenure::query {

struct BoundsPredicate {
  /// A side of a comparison, or what is tested for null.
  struct Operand {
    bound::Slot relationship = bound::kNoSlot;  ///< its bound, else `constant`
    bool is_end = false;                        ///< validTo, else validFrom
    const bound::Expression* constant = nullptr;
  };
  enum class Kind : std::uint8_t { kLess, kLessEqual, kIsNull, kNot, kAnd, kOr, kXor, kEqual };
  /// In postfix order: kLess, kLessEqual and kIsNull put a truth on a stack, the others work on what is
  /// there.
  struct Step {
    Kind kind;
    Operand left = {};
    Operand right = {};
  };
  std::vector<Step> steps;
};

/// nullopt where the expression is more than that.
[[nodiscard]] std::optional<BoundsPredicate> boundsPredicate(const bound::Expression& expression);

}  // namespace tenure::query
