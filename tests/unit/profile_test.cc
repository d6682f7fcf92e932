// PROFILE: a statement runs to its end, and its plan comes with what was measured.
#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/asked.h"

namespace profile_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

struct Line {
  std::string name;
  std::int64_t rows = -1;  ///< -1: none were counted
  std::int64_t opens = -1;
  std::int64_t steps = -1;
  double millis = -1;
};

std::vector<Line> profile(Asked& db, const std::string& text) {
  const auto rows = given(db.database().query("PROFILE " + text));
  CHECK(rows->columns() == std::vector<std::string>{"operator", "details", "time", "estimated", "rows",
                                                    "opens", "steps", "milliseconds"});
  std::vector<Line> out;
  while (given(rows->next())) {
    const auto row = rows->row();
    Line line{row[0].asString()};
    if (!row[4].isNull())
      line = {line.name, row[4].asInteger(), row[5].asInteger(), row[6].asInteger(), row[7].asFloat()};
    out.push_back(std::move(line));
  }
  CHECK_FALSE(given(rows->next()));
  return out;
}

const Line& named(const std::vector<Line>& lines, const std::string& name) {
  for (const Line& line : lines) {
    if (line.name == name) return line;
  }
  throw std::runtime_error("no operator " + name);
}

}  // namespace

TEST_CASE("PROFILE counts the rows of each operator") {
  Asked db;
  CHECK(db.ask("UNWIND range(1, 20) AS i CREATE (:A {k: i})").empty());
  const auto lines = profile(db, "MATCH (n:A) WHERE n.k > 15 RETURN n.k AS k ORDER BY k LIMIT 3");
  CHECK(named(lines, "NodeScan").rows == 20);
  CHECK(named(lines, "Filter").rows == 5);
  CHECK(named(lines, "Limit").rows == 3);
  CHECK(named(lines, "Argument").rows == 1);
  CHECK(named(lines, "NodeScan").opens == 1);
  CHECK(named(lines, "NodeScan").steps >= 20);
  for (const Line& line : lines) CHECK(line.millis >= 0);
}

TEST_CASE("PROFILE shows that rows are put in order once, not once for each row") {
  Asked db;
  const auto lines = profile(db, "UNWIND range(1, 1000) AS x RETURN x ORDER BY x % 7, x");
  CHECK(named(lines, "Sort").rows == 1000);
  CHECK(named(lines, "Sort").steps <= 1001);
}

TEST_CASE("PROFILE tells what ran once for each row, and what never ran") {
  Asked db;
  CHECK(db.ask("CREATE (:A)-[:T]->(:B), (:A)").empty());
  const auto lines = profile(db, "MATCH (a:A) OPTIONAL MATCH (a)-[:T]->(b) RETURN a, b");
  CHECK(named(lines, "Optional").rows == 2);
  CHECK(named(lines, "  Expand").rows == 1);
  CHECK(named(lines, "  Expand").opens == 2);
  const auto none = profile(db, "MATCH (a:Nothing) CALL { WITH a MATCH (a)-->(b) RETURN b } RETURN b");
  CHECK(named(none, "NodeScan").rows == 0);
  CHECK(named(none, "  Expand").opens <= 0);
}

TEST_CASE("PROFILE of a statement that writes has written, once") {
  Asked db;
  const auto lines = profile(db, "UNWIND [1, 2, 3] AS i CREATE (:A {k: i})");
  CHECK(named(lines, "Create").rows == 3);
  CHECK(db.ask("MATCH (n:A) RETURN count(n) AS n") == "n\n3");
  CHECK(given(db.database().commits()).size() == 1);
  CHECK(db.ask("PROFILE CREATE (:A {k: 1 / 0})").starts_with("error: 1:"));
  CHECK(db.ask("MATCH (n:A) RETURN count(n) AS n") == "n\n3");
}

TEST_CASE("PROFILE and EXPLAIN show one plan, and a statement is profiled anew each time") {
  Asked db;
  CHECK(db.ask("CREATE (:A), (:B)").empty());
  const auto first = profile(db, "MATCH (n) RETURN n UNION MATCH (n:A) RETURN n");
  const auto second = profile(db, "MATCH (n) RETURN n UNION MATCH (n:A) RETURN n");
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].rows == second[i].rows);
  CHECK(first.front().name == "Distinct");
  CHECK(first.front().rows == 2);
  CHECK(named(first, "Union").rows == 3);
  const std::string plan = db.ask("EXPLAIN MATCH (n) RETURN n UNION MATCH (n:A) RETURN n");
  CHECK(static_cast<std::size_t>(std::count(plan.begin(), plan.end(), '\n')) == first.size());
}

}  // namespace profile_test
