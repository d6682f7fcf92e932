// Texts of statements that the project contains, for tests that change them or read them with the grammar of
// the page: tests/query/*.test, docs/*.md, and openCypher's own tests where they are at hand.
//
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::testing {

/// Of the cases of tests/query, in order.
[[nodiscard]] std::vector<std::string> caseStatements();
/// What stands in docs/*.md: statements in quotes behind `tenure query`, and the table of the grammar. Some
/// are no statements.
[[nodiscard]] std::vector<std::string> documentedStatements();
/// Of ../shared/tck/tck.json, set-up included; prints that they are skipped, and gives none, where there is
/// no such file.
[[nodiscard]] std::vector<std::string> tckStatements();

/// A text as the words that its lexer finds, symbols as the page writes them; empty where it is not of words.
[[nodiscard]] std::vector<std::string> wordsOfStatement(std::string_view text);

}  // namespace tenure::testing
