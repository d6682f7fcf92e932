// The parser: the text of one statement to its tree. docs/grammar.md is the grammar it follows. It knows no
// catalog and gives nothing a meaning: what it refuses is refused for its form.
//
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/query/parser/ast.h"
#include "schema/result.h"

namespace tenure::query {

/// How deep parentheses, lists, patterns, subqueries and so on may stand in one another.
constexpr std::size_t kStatementNestingMax = 500;
/// How high an expression's tree may become: operators of one chain (1 + 1 + ...) stand in one another, too.
constexpr std::size_t kStatementHeightMax = 2'000;
/// How long a statement may be, in bytes.
constexpr std::size_t kStatementBytesMax = 16U << 20U;

/// The tree of `text`: one statement, with or without a semicolon behind it. Errors have a place and
/// openCypher's detail: SyntaxError.UnexpectedSyntax says what was expected there, and the others what is
/// wrong with a literal, a pattern or the order of clauses. kLimit for a text that is too long or too deep.
[[nodiscard]] Result<ast::Statement> parse(std::string_view text);

}  // namespace tenure::query
