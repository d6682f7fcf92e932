// Which slots an expression reads. Pure functions.
#pragma once

#include <set>

#include "engine/query/binder/bound_expression.h"

namespace tenure::query {

/// Adds the slots of the row that `expression` reads; those of its own comprehensions are left out.
void addSlots(const bound::Expression& expression, std::set<bound::Slot>& out);

}  // namespace tenure::query
