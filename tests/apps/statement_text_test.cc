#include "apps/tenure/statement_text.h"

#include <catch2/catch.hpp>
#include <vector>

namespace statement_text_test {

using namespace tenure::apps;

namespace {

/// The statements of lines, and behind them what is left ("..." before it).
std::vector<std::string> split(const std::vector<std::string>& lines) {
  StatementSplitter splitter;
  std::vector<std::string> out;
  for (const std::string& line : lines) {
    splitter.add(line);
    while (const auto one = splitter.next()) out.push_back(*one);
  }
  if (const auto rest = splitter.rest()) out.push_back("..." + *rest);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("shell: a statement ends at a semicolon outside of quotes and comments") {
  CHECK(split({"RETURN 1;"}) == Texts{"RETURN 1"});
  CHECK(split({"RETURN 1; RETURN 2;", "RETURN", "3;"}) == Texts{"RETURN 1", "RETURN 2", "RETURN\n3"});
  CHECK(split({"RETURN 'a;b', \"c;'\", `d;\"`;"}) == Texts{"RETURN 'a;b', \"c;'\", `d;\"`"});
  CHECK(split({R"(RETURN 'it\'s; one', '\\'; RETURN 2;)"}) ==
        Texts{R"(RETURN 'it\'s; one', '\\')", "RETURN 2"});
  CHECK(split({"RETURN 1 // not; yet", ";"}) == Texts{"RETURN 1 // not; yet"});
  CHECK(split({"RETURN /* a; b", "*/ 1;"}) == Texts{"RETURN /* a; b\n*/ 1"});
  CHECK(split({"RETURN /*/ ; */ 1;"}) == Texts{"RETURN /*/ ; */ 1"});
  CHECK(split({"RETURN 'over", "lines;", "';"}) == Texts{"RETURN 'over\nlines;\n'"});
}

TEST_CASE("shell: empty statements are passed over, the last needs no semicolon") {
  CHECK(split({";;", " ; // nothing", "/* nor here */ ;"}).empty());
  CHECK(split({"RETURN 1; ", "  RETURN 2 "}) == Texts{"RETURN 1", "...RETURN 2"});
  CHECK(split({"RETURN 'never closed;"}) == Texts{"...RETURN 'never closed;"});
}

TEST_CASE("shell: what was begun is pending until it is finished or given up") {
  StatementSplitter splitter;
  CHECK_FALSE(splitter.pending());
  splitter.add("  // only a comment");
  CHECK_FALSE(splitter.next());
  CHECK_FALSE(splitter.pending());
  splitter.add("/* open");
  CHECK_FALSE(splitter.next());
  CHECK(splitter.pending());
  splitter.clear();
  CHECK_FALSE(splitter.pending());
  splitter.add("RETURN 1;");
  CHECK(splitter.next() == "RETURN 1");
  CHECK_FALSE(splitter.pending());
}

TEST_CASE("shell: a statement on one line for the history") {
  CHECK(onOneLine("MATCH (n) // all\nRETURN n") == "MATCH (n)  RETURN n");
  CHECK(onOneLine("RETURN 'a // b', /* c\nd */ 1") == "RETURN 'a // b',   1");
  CHECK_FALSE(onOneLine("RETURN 'two\nlines'"));
}

}  // namespace statement_text_test
