// A tree of the query language as a line of text, for tests to compare: operators first, in parentheses.
#pragma once

#include <string>

#include "engine/query/parser/ast.h"

namespace tenure::testing {

[[nodiscard]] std::string astText(const query::ast::Expression& expression);
[[nodiscard]] std::string astText(const query::ast::PathPattern& path);
[[nodiscard]] std::string astText(const query::ast::LabelExpression& labels);
[[nodiscard]] std::string astText(const query::ast::TimeScope& scope);

}  // namespace tenure::testing
