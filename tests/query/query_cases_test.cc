// Each file tests/query/*.test is a test of its own, named by the file; and the runner itself is tried on
// cases that do not come as written, so that it is known to see what it is there to see.
#include <catch2/catch.hpp>
#include <string>

#include "tests/property/quick_folder.h"
#include "tests/query/runner/case_file.h"
#include "tests/query/runner/run_query_case.h"

namespace query_cases_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// What was wrong with the cases of a file, all of them.
class CasesOfFile final : public Catch::ITestInvoker {
 public:
  explicit CasesOfFile(std::filesystem::path path) : path_(std::move(path)) {}
  void invoke() const override {
    const auto cases = readQueryCases(path_);
    if (!cases.ok()) FAIL(path_.string() << ": " << cases.error().toString());
    REQUIRE_FALSE(cases->empty());
    const QuickFolder folder;
    std::size_t number = 0;
    std::size_t failed = 0;
    std::string failures;
    for (const QueryCase& one : *cases) {
      const std::filesystem::path database = folder / std::to_string(number++).c_str();
      const std::string failure = runQueryCase(one, "tests/query/" + path_.filename().string(), database);
      std::filesystem::remove_all(database);
      if (failure.empty()) continue;
      ++failed;
      failures += "\n" + failure;
    }
    if (failed > 0) FAIL(failed << " of " << cases->size() << " cases fail:\n" << failures);
    SUCCEED(cases->size() << " cases");
  }

 private:
  std::filesystem::path path_;
};

/// Before main: Catch2 lists what is registered by then.
const bool kRegistered = [] {
  for (const std::filesystem::path& path : queryCaseFiles()) {
    const std::string name = path.stem().string();
    const Catch::AutoReg one(new CasesOfFile(path), CATCH_INTERNAL_LINEINFO, Catch::StringRef(),
                             Catch::NameAndTags{name, "[query]"});
  }
  return true;
}();

std::string failureOf(const std::string& text) {
  const auto cases = parseQueryCases(text);
  REQUIRE(cases.ok());
  REQUIRE(cases->size() == 1);
  const QuickFolder folder;
  return runQueryCase(cases->front(), "a.test", folder / "db");
}

std::string refusalOf(const std::string& text) {
  const auto cases = parseQueryCases(text);
  REQUIRE_FALSE(cases.ok());
  return cases.error().toString();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the runner of query cases shows rows that are missing and rows that are too many", "[query]") {
  CHECK(failureOf("== a\n> UNWIND [2, 1] AS x RETURN x\n| x |\n| 1 |\n| 2 |\n").empty());
  const std::string failure = failureOf("== a\n> UNWIND [1, 2] AS x\n  RETURN x\n| x |\n| 1 |\n| 3 |\n");
  CHECK(has(failure, "a.test:2: a\n"));
  CHECK(has(failure, "    | 1 |\n"));
  CHECK(has(failure, "  - | 3 |\n"));
  CHECK(has(failure, "  + | 2 |\n"));
  CHECK(has(failureOf("== a\n> RETURN 1 AS x\n| y |\n| 1 |\n"), "  - | y |\n  + | x |\n"));
  CHECK(has(failureOf("== a\n> RETURN 1.0 AS x\n| x |\n| 1 |\n"), "  + | 1.0 |\n"));
}

TEST_CASE("the runner of query cases compares the order of rows where it is told to", "[query]") {
  const std::string rows = "== a\n> UNWIND [2, 1] AS x RETURN x\n| x |\n| 1 |\n| 2 |\n";
  CHECK(failureOf(rows).empty());
  CHECK_FALSE(failureOf(rows + "in order\n").empty());
}

TEST_CASE("the runner of query cases compares code, word, place and message of an error", "[query]") {
  const std::string right = "parse SyntaxError.UndefinedVariable 1:8 there is no variable x";
  CHECK(failureOf("== a\n> RETURN x\n! " + right + "\n").empty());
  for (const char* wrong : {"limit SyntaxError.UndefinedVariable 1:8 there is no variable x",
                            "parse SyntaxError.UndefinedVariable 1:7 there is no variable x",
                            "parse SyntaxError.UndefinedName 1:8 there is no variable x",
                            "parse SyntaxError.UndefinedVariable 1:8 there is no variable"}) {
    CHECK(has(failureOf(std::string("== a\n> RETURN x\n! ") + wrong + "\n"), "  + ! " + right));
  }
  CHECK(has(failureOf("== a\n> RETURN 1 AS x\n! " + right + "\n"), "it succeeded"));
  CHECK(has(failureOf("== a\n> RETURN x\n| x |\n"), "it was to succeed"));
}

TEST_CASE("the runner of query cases compares notifications and side effects", "[query]") {
  CHECK(failureOf("== a\n> CREATE (:A {x: 1})\n+ 1 nodes_created\n+ 1 labels_added\n+ 1 properties_set\n")
            .empty());
  CHECK(has(failureOf("== a\n> CREATE (:A)\n+ 1 nodes_created\n"), "  + + 1 labels_added"));
  CHECK(has(failureOf("== a\n> RETURN 1 AS x\n| x |\n| 1 |\n~ SeveralPossibleValues\n"),
            "  - ~ SeveralPossibleValues"));
}

TEST_CASE("the runner of query cases keeps a database over a restart, and gives each case its own",
          "[query]") {
  const std::string made = "== a\n> CREATE (:A)\nrestart\n> MATCH (n) RETURN count(n) AS n\n| n |\n";
  CHECK(failureOf(made + "| 1 |\n").empty());
  CHECK_FALSE(failureOf(made + "| 0 |\n").empty());
}

TEST_CASE("a file of query cases that is not understood is refused with its line", "[query]") {
  CHECK(has(refusalOf("> RETURN 1\n"), "1:1: a case begins with =="));
  CHECK(has(refusalOf("== a\n> RETURN 1\n| x |\n| 1 | 2 |\n"), "4:1: a row has as many cells"));
  CHECK(has(refusalOf("== a\n> RETURN 1\n"), "expects nothing"));
  CHECK(has(refusalOf("== a\n| x |\n"), "2:1: this belongs below a statement"));
  CHECK(has(refusalOf("== a\n> RETURN 1\nrows\n"), "3:1: this line is not understood"));
}

}  // namespace query_cases_test
