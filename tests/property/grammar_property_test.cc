// docs/grammar.md and the parser are one grammar: what the page derives the parser reads, what the parser
// reads of the project's own statements the page derives, and of texts changed at random both say the same.
//
// TENURE_ROUNDS is the number of derived texts (default 2000); TENURE_SEED replays. Every derivation and
// every recognition is bounded (tests/property/ebnf.h), so that this ends.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "engine/query/parser/parser.h"
#include "engine/query/parser/token_stream.h"
#include "tests/property/ebnf.h"
#include "tests/property/statement_texts.h"
#include "tests/random_records.h"

namespace grammar_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

bool isPlainName(std::string_view word) {
  return !word.empty() &&
         (std::isalpha(static_cast<unsigned char>(word.front())) != 0 || word.front() == '_' ||
          static_cast<unsigned char>(word.front()) >= 0x80U);  // letters of other scripts
}
bool isQuotedName(std::string_view word) { return word.front() == '`'; }
bool isVariable(std::string_view word) {
  return isQuotedName(word) || (isPlainName(word) && !query::isReserved(word));
}
bool isDecimal(std::string_view word) {
  return word.find_first_not_of("0123456789") == std::string_view::npos;
}

Leaf only(std::string name) {
  return {{name}, [name](std::string_view word) { return word == name; }};
}

std::map<std::string, Leaf> leaves() {
  const auto integer = [](std::string_view word) {
    const bool based = word.starts_with("0x") || word.starts_with("0o");
    return based || (isDecimal(word) && !word.empty());
  };
  const auto floating = [](std::string_view word) {
    const bool digits = std::isdigit(static_cast<unsigned char>(word.back())) != 0 &&
                        (std::isdigit(static_cast<unsigned char>(word.front())) != 0 || word.front() == '.');
    return digits && !word.starts_with("0x") && word.find_first_of(".eE") != std::string_view::npos &&
           word.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
  };
  return {
      {"variable",
       {{"a", "x1", "`b c`", "valid_time", "system_time", "to", "for", "of", "certain", "contemporaneous",
         "count", "portion", "call", "yield", "from", "between"},
        isVariable}},
      {"any-name",
       {{"Label", "KNOWS", "name", "match", "END", "in", "`q r`", "valid_time"},
        [](std::string_view word) { return isQuotedName(word) || isPlainName(word); }}},
      {"schema-name",
       {{"people", "`my index`", "to"},
        [](std::string_view word) {
          return isQuotedName(word) ||
                 (isPlainName(word) && word != "for" && word != "FOR" && word != "REQUIRE" && word != "IF");
        }}},
      {"function-name",
       {{"f", "exists", "toUpper", "duration"},
        [](std::string_view word) { return isVariable(word) || word == "exists" || word == "EXISTS"; }}},
      {"integer", {{"0", "7", "42", "0x1F", "0o17"}, integer}},
      {"float", {{"1.5", ".5", "1e3", "2.5e-3"}, floating}},
      {"digits", {{"0", "12"}, isDecimal}},
      {"string",
       {{"'text'", "\"it's\"", R"('\n\u00e9')"},
        [](std::string_view word) { return word.front() == '\'' || word.front() == '"'; }}},
      {"node-variable", only("n")},
      {"fact-variable", only("r")},
      {"subject-variable", only("s")},
      {"object-variable", only("o")},
  };
}

std::string textOf(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

Grammar grammarOfThePage() {
  std::ifstream file(TENURE_SOURCE_DIR "/docs/grammar.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return Grammar(page, leaves());
}

using Size = std::size_t;

bool is(const Words& words, Size i, std::string_view word) { return i < words.size() && words[i] == word; }

/// Where the bracket opens that `words[close]` closes; nothing where none does.
std::optional<Size> opening(const Words& words, Size close) {
  const std::string open = words[close] == ")" ? "(" : "[";
  int depth = 0;
  for (Size i = close + 1; i-- > 0;) {
    if (words[i] == words[close]) ++depth;
    if (words[i] == open && --depth == 0) return i;
  }
  return std::nullopt;
}

/// Whether the node that ends at `close` belongs to a path of MATCH, CREATE or MERGE, walking back over its
/// arrows.
bool isOfClause(const Words& words, Size close) {
  for (;;) {
    const auto open = opening(words, close);
    if (!open || *open == 0) return false;
    Size i = *open - 1;
    if (words[i] == "MATCH" || words[i] == "CREATE" || words[i] == "MERGE") return true;
    const auto back = [&](std::string_view word) { return words[i] == word && i > 0 && (--i, true); };
    back(">");
    if (!back("-")) return false;
    if (words[i] == "]") {
      const auto bracket = opening(words, i);
      if (!bracket || *bracket == 0) return false;
      i = *bracket - 1;
    }
    if (!back("-")) return false;
    back("<");
    if (words[i] != ")") return false;
    close = i;
  }
}

/// What the page says in prose about texts with two readings; such texts are not compared.
bool hasTwoReadings(const Words& words) {
  for (Size i = 0; i < words.size(); ++i) {
    const bool before_arrow = (is(words, i + 1, "-") && (is(words, i + 2, "-") || is(words, i + 2, "["))) ||
                              (is(words, i + 1, "<") && is(words, i + 2, "-"));
    // A node and an arrow, or a parenthesis and a subtraction.
    if (words[i] == ")" && before_arrow && !isOfClause(words, i)) return true;
    // A comprehension, or a list that begins with a comparison.
    if (words[i] == "[" && (is(words, i + 2, "IN") || is(words, i + 2, "in"))) return true;
    // A bar between labels, or at the end of the expression.
    if (words[i] == "FOREACH") return true;
    // A projection of a variable of these names, or a subquery.
    if (is(words, i + 1, "{") && (words[i] == "count" || words[i] == "COUNT" || words[i] == "COLLECT"))
      return true;
    // What has its own form behind these names, or functions of these names.
    static const std::set<std::string> kForms = {
        "ANY", "NONE", "SINGLE", "ALL", "REDUCE", "SHORTESTPATH", "ALLSHORTESTPATHS", "contemporaneous"};
    if (is(words, i + 1, "(") && kForms.count(words[i]) > 0) return true;
  }
  return false;
}

bool isWithin(const std::vector<std::string>& around, const std::set<std::string>& rules) {
  return std::any_of(around.begin(), around.end(),
                     [&](const std::string& rule) { return rules.count(rule) > 0; });
}

/// Where a bar ends the expression, none joins labels.
bool barIsFree(const std::vector<std::string>& around, const std::string& rule) {
  return rule != "tested-bar" ||
         !isWithin(around, {"list-comprehension", "pattern-comprehension", "reduce", "foreach"});
}

/// The same, without what has two readings: a parenthesis before a subtraction, a list that begins with IN or
/// with a path, exists() of a path and more.
bool hasOneReading(const std::vector<std::string>& around, const std::string& rule) {
  if (rule == "parenthesised") return false;
  if (rule == "in-test" && isWithin(around, {"list"})) return false;
  if (rule == "lone-steps" && isWithin(around, {"list", "function"})) return false;
  return barIsFree(around, rule);
}

Words changed(Words words, std::mt19937_64& random) {
  const auto below = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  const std::size_t at = below(words.size());
  const auto here = words.begin() + static_cast<std::ptrdiff_t>(at);
  switch (below(4)) {
    case 0: words.erase(here); break;
    case 1: words.insert(here, words[below(words.size())]); break;
    case 2: words[at] = words[below(words.size())]; break;
    default: std::swap(words[at], words[below(words.size())]); break;
  }
  return words;
}

std::uint64_t derivedTexts() { return numberFromEnvironment("TENURE_ROUNDS", 2'000); }

/// A page's rule for a variable is one name here: the rules of a constraint speak of the same node.
bool readsAs(const Grammar& grammar, const std::string& text) {
  const Words words = wordsOfStatement(text);
  return !words.empty() && grammar.recognizes("statement", words) == true;
}

/// What names a statement's variables in a constraint is prose: each is one variable, whichever its name.
bool isAboutTheSchema(const Words& words) {
  if (words.empty()) return true;
  return words[0] == "SHOW" || (words.size() > 1 && (words[1] == "CONSTRAINT" || words[1] == "INDEX"));
}

}  // namespace

TEST_CASE("grammar: what the page derives, the parser reads", "[grammar]") {
  const Grammar grammar = grammarOfThePage();
  const std::uint64_t seed = seedOfRun();
  std::cout << "TENURE_SEED=" << seed << "\n";
  std::mt19937_64 random(seed);
  std::set<std::string> used;
  const std::set<std::string> exceptions = {"label-test", "postfix-test"};  // only ever what is left out
  const std::size_t expected = grammar.rules().size() - exceptions.size();
  std::uint64_t derived = 0;
  const std::uint64_t rounds = derivedTexts();
  // Rules that are rarely come by may take more rounds.
  const auto isEnough = [&](std::uint64_t done) {
    return done >= rounds && (rounds < 2'000 || done >= 10 * rounds || used.size() >= expected);
  };
  std::uint64_t done = 0;
  for (std::uint64_t i = 0; !isEnough(i); ++i) {
    done = i + 1;
    const std::string rule = i % 4 == 0 ? "schema-statement" : "statement";
    const bool plain = i % 3 != 0;
    const DerivationBounds bounds{.depth = 12 + static_cast<int>(i % 30), .words = 10 + i % 60};
    const auto words = grammar.derive(rule, random, bounds, used, plain ? hasOneReading : barIsFree);
    if (!words) continue;
    const std::string text = textOf(*words);
    const auto statement = query::parse(text);
    ++derived;
    if (statement.ok() || (!plain && hasTwoReadings(*words))) continue;
    CAPTURE(text);
    FAIL_CHECK(statement.error().toString());
  }
  CHECK(derived * 3 > done);
  if (rounds < 2'000) return;
  for (const std::string& rule : grammar.rules()) {
    CAPTURE(rule);
    CHECK(used.count(rule) == (exceptions.count(rule) > 0 ? 0 : 1));
  }
}

TEST_CASE("grammar: of statements changed at random the page and the parser say the same", "[grammar]") {
  const Grammar grammar = grammarOfThePage();
  const std::uint64_t seed = seedOfRun();
  std::cout << "TENURE_SEED=" << seed << "\n";
  std::mt19937_64 random(seed);
  std::set<std::string> used;
  std::uint64_t refused = 0;
  std::uint64_t taken = 0;
  const std::uint64_t rounds = derivedTexts();
  for (std::uint64_t i = 0; i < rounds; ++i) {
    const DerivationBounds bounds{.depth = 8 + static_cast<int>(i % 14), .words = 5 + i % 30};
    const auto derived = grammar.derive("query", random, bounds, used, barIsFree);
    if (!derived || derived->empty() || derived->size() > 80) continue;
    const Words words = changed(*derived, random);
    if (words.empty() || hasTwoReadings(words)) continue;
    const auto expected = grammar.recognizes("statement", words);
    if (!expected) continue;
    const std::string text = textOf(words);
    const auto statement = query::parse(text);
    ++(*expected ? taken : refused);
    if (statement.ok() == *expected) continue;
    CAPTURE(text, *expected);
    const std::string why =
        statement.ok() ? "the parser reads what the page does not derive" : statement.error().toString();
    FAIL_CHECK(why);
  }
  CHECK(refused * 20 > rounds);
  CHECK(taken * 200 > rounds);
}

TEST_CASE("grammar: what the parser reads of the project's statements, the page derives", "[grammar]") {
  const Grammar grammar = grammarOfThePage();
  std::vector<std::string> texts = caseStatements();
  for (std::string& text : documentedStatements()) texts.push_back(std::move(text));
  for (std::string& text : tckStatements()) texts.push_back(std::move(text));
  std::size_t read = 0;
  for (const std::string& text : texts) {
    if (!query::parse(text).ok()) continue;
    const Words words = wordsOfStatement(text);
    if (words.size() > 150 || isAboutTheSchema(words)) continue;
    ++read;
    if (readsAs(grammar, text)) continue;
    FAIL_CHECK("the page does not derive what the parser reads: " << text);
  }
  CHECK(read > 200);
}

}  // namespace grammar_property_test
