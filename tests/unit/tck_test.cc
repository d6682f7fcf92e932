// What the runner of openCypher's TCK is made of: its notation, its comparisons, its signatures and its
// lists.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/database.h"
#include "tests/shared_data.h"
#include "tests/tck/cell_match.h"
#include "tests/tck/graph_snapshot.h"
#include "tests/tck/notation.h"
#include "tests/tck/report.h"
#include "tests/tck/tck_case.h"
#include "tests/temporary_folder.h"
#include "tests/unit/query_values.h"

namespace tck_test {

using namespace tenure;
using namespace tenure::tck;
using query::Datum;
using query::testing::d;
using query::testing::list;
using query::testing::map;
using query::testing::null;

namespace {

/// Nodes are (:A:B {x: 1}), relationships [:T {since: 2014}].
class OneNode final : public query::EntityReader {
 public:
  Result<NodeParts> node(const Datum& /*node*/) override { return NodeParts{{"A", "B"}, {{"x", d(1)}}}; }
  Result<RelationshipParts> relationship(const Datum& /*relationship*/) override {
    return RelationshipParts{"T", {{"since", d(2014)}}};
  }
};

bool fits(std::string_view expected, const Datum& actual, const MatchRules& rules = {}) {
  OneNode entities;
  return *matches(*parseCell(expected), actual, entities, rules);
}

Datum step(std::uint64_t subject, std::uint64_t object) {
  query::RelationshipRef ref;
  ref.subject = NodeId{subject};
  ref.object = NodeId{object};
  return Datum::relationship(ref);
}

/// Properties that hold always.
Properties always(const std::map<std::string, Value>& values) {
  Properties properties;
  for (const auto& [key, value] : values) properties[key] = {PropertyValue{value, Validity()}};
  return properties;
}

bool rowsFit(const std::vector<std::string>& expected, const ActualRows& actual, bool ordered) {
  ExpectedRows rows;
  for (const std::string& cell : expected) rows.push_back({*parseCell(cell)});
  OneNode entities;
  return *rowsMatch(rows, actual, entities, {.ordered = ordered});
}

}  // namespace

TEST_CASE("tck notation: values", "[tck]") {
  CHECK(query::testing::shown(*toDatum(*parseCell("[1, -2.5, 'it\\'s', null, true, {k: [], l: {}}]"))) ==
        "[1, -2.5, 'it\\'s', null, true, {k: [], l: {}}]");
  CHECK(parseCell("'a\\\\b\\n'")->text == "a\\b\\n");
  CHECK(parseCell("9223372036854775807")->integer == 9223372036854775807);
  CHECK(parseCell("1.0E-10")->floating == 1.0e-10);
  CHECK(std::isnan(parseCell("NaN")->floating));
  CHECK(parseCell("-Inf")->floating == -HUGE_VAL);
  for (const auto* broken : {"", "[1", "'a", "{a 1}", "1 2", "word", "(:A", "<(:A)-[:T]-(:B)>"}) {
    CAPTURE(broken);
    CHECK(parseCell(broken).error().code() == ErrorCode::kParse);
  }
}

TEST_CASE("tck notation: entities and paths", "[tck]") {
  const Cell node = *parseCell("(:A:B {x: 1})");
  CHECK(node.labels == std::vector<std::string>{"A", "B"});
  CHECK(node.entries.size() == 1);
  CHECK(parseCell("()")->kind == Cell::Kind::kNode);
  CHECK(parseCell("({a: 1})")->entries.size() == 1);
  CHECK(parseCell("[:T {since: 2014}]")->text == "T");
  const Cell path = *parseCell("<(:A)-[:T]->()<-[:U {n: 'x'}]-(:C)>");
  CHECK(path.items.size() == 5);
  CHECK(path.forward == std::vector<bool>{true, false});
  CHECK(toDatum(node).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("tck comparison: kinds count, and a string stands for a date", "[tck]") {
  CHECK(fits("1", d(1)));
  CHECK_FALSE(fits("1", d(1.0)));
  CHECK_FALSE(fits("1.0", d(1)));
  CHECK(fits("NaN", d(std::nan(""))));
  CHECK(fits("null", null));
  CHECK_FALSE(fits("false", null));
  CHECK(fits("'1970-01-01'", Datum::date({0})));
  CHECK_FALSE(fits("'1'", d(1)));
  CHECK(fits("{a: 1, b: 'x'}", map({{"b", d("x")}, {"a", d(1)}})));
  CHECK_FALSE(fits("{a: 1}", map({{"a", d(1)}, {"b", null}})));
}

TEST_CASE("tck comparison: lists in order, or in any where the case says so", "[tck]") {
  const Datum actual = list({d(1), list({d(2), d(3)}), d(1)});
  CHECK(fits("[1, [2, 3], 1]", actual));
  CHECK_FALSE(fits("[1, 1, [3, 2]]", actual));
  CHECK(fits("[1, 1, [3, 2]]", actual, {.ignore_list_order = true}));
  CHECK_FALSE(fits("[1, [2, 3], [2, 3]]", actual, {.ignore_list_order = true}));
  CHECK_FALSE(fits("[1, [2, 3]]", actual, {.ignore_list_order = true}));
}

TEST_CASE("tck comparison: entities by what they hold, paths by their direction too", "[tck]") {
  const Datum a = Datum::node(NodeId{1});
  const Datum b = Datum::node(NodeId{2});
  CHECK(fits("(:B:A {x: 1})", a));
  CHECK_FALSE(fits("(:A {x: 1})", a));
  CHECK_FALSE(fits("(:A:B)", a));
  CHECK(fits("[:T {since: 2014}]", step(1, 2)));
  CHECK_FALSE(fits("[:U {since: 2014}]", step(1, 2)));
  const Datum path = Datum::path({{a, b}, {step(1, 2)}});
  CHECK(fits("<(:A:B {x: 1})-[:T {since: 2014}]->(:A:B {x: 1})>", path));
  CHECK_FALSE(fits("<(:A:B {x: 1})<-[:T {since: 2014}]-(:A:B {x: 1})>", path));
  CHECK_FALSE(fits("<(:A:B {x: 1})>", path));
  CHECK(fits("<(:A:B {x: 1})>", Datum::path({{a}, {}})));
}

TEST_CASE("tck comparison: rows in any order, each as often as it is expected", "[tck]") {
  const ActualRows actual = {{d(1)}, {d(2)}, {d(1)}};
  CHECK(rowsFit({"1", "1", "2"}, actual, false));
  CHECK_FALSE(rowsFit({"1", "1", "2"}, actual, true));
  CHECK(rowsFit({"1", "2", "1"}, actual, true));
  CHECK_FALSE(rowsFit({"1", "2", "2"}, actual, false));
  CHECK_FALSE(rowsFit({"1", "2"}, actual, false));
}

TEST_CASE("tck procedures: signatures", "[tck]") {
  const auto procedure = parseSignature("test.my.proc(name :: STRING?, in :: INTEGER?) :: (out :: FLOAT)");
  REQUIRE(procedure.ok());
  CHECK(procedure->name == "test.my.proc");
  REQUIRE(procedure->arguments.size() == 2);
  CHECK(procedure->arguments[1].name == "in");
  CHECK(procedure->arguments[1].type == "INTEGER?");
  REQUIRE(procedure->outputs.size() == 1);
  CHECK(procedure->outputs[0].type == "FLOAT");
  CHECK(parseSignature("test.doNothing() :: ()")->outputs.empty());
  CHECK(parseSignature("test.doNothing()").error().code() == ErrorCode::kParse);
  CHECK(parseSignature("test.doNothing(a) :: ()").error().code() == ErrorCode::kParse);
}

TEST_CASE("tck cases: the whole file is understood", "[tck]") {
  const auto path = testing::sharedFile("tck/tck.json");
  if (!path) return;
  const auto cases = readCases(*path);
  REQUIRE(cases.ok());
  CHECK(cases->size() == 2'720);
  CHECK(std::count_if(cases->begin(), cases->end(),
                      [](const Case& each) { return each.error.has_value(); }) == 487);
  CHECK(readCases("absent.json").error().code() == ErrorCode::kNotFound);
}

TEST_CASE("tck side effects: what came and what went", "[tck]") {
  const testing::TemporaryFolder folder;
  auto opened = Database::open(folder / "db");
  REQUIRE(opened.ok());
  Database& db = *opened;
  const auto snapshot = [&] { return *snapshotOf(db.always().reader()); };
  const GraphSnapshot nothing = snapshot();
  CHECK(nothing.empty());
  auto first = *db.begin();
  const NodeId a = *first->addNode({.labels = {"A", "B"}, .properties = always({{"x", 1}, {"y", 2}})});
  const NodeId b = *first->addNode({.labels = {"A"}});
  REQUIRE(first->addFact({.subject = a, .type = "T", .object = b, .properties = always({{"z", 3}})}).ok());
  REQUIRE(first->commit().ok());
  const GraphSnapshot made = snapshot();
  CHECK(difference(nothing, made) ==
        SideEffects{{"+labels", 2}, {"+nodes", 2}, {"+properties", 3}, {"+relationships", 1}});
  CHECK(difference(made, made).empty());
  auto second = *db.begin();
  NodeCorrection correction;
  correction.labels = {"A"};
  correction.properties = always({{"x", 7}, {"y", 2}});
  REQUIRE(second->correctNode(a, correction).ok());
  REQUIRE(second->retractNode(b, true).ok());
  REQUIRE(second->commit().ok());
  CHECK(difference(made, snapshot()) ==
        SideEffects{
            {"+properties", 1}, {"-labels", 1}, {"-nodes", 1}, {"-properties", 2}, {"-relationships", 1}});
}

TEST_CASE("tck report: a table that closes with the sum", "[tck]") {
  std::ostringstream out;
  printTable({{"b/B [1]", "b/B", ""}, {"a/A [1]", "a/A", "no rows"}, {"b/B [2]", "b/B", ""}}, out);
  CHECK(out.str() ==
        "feature  passed  failed\n"
        "a/A           0       1\n"
        "b/B           2       0\n"
        "2 passed, 1 failed\n");
}

TEST_CASE("tck report: the list of failing cases only shrinks", "[tck]") {
  const testing::TemporaryFolder folder;
  const auto path = folder / "failures.txt";
  auto made = *FailureList::read(path);
  CHECK_FALSE(made.exists());
  REQUIRE(made.update({{"A [1]", "A", "two\nlines"}, {"A [2]", "A", ""}, {"A [3]", "A", "no"}}).ok());
  auto known = *FailureList::read(path);
  CHECK(known.exists());
  CHECK(known.contains("A [1]"));
  CHECK_FALSE(known.contains("A [2]"));
  CHECK(known.contains("A [3]"));
  REQUIRE(known.update({{"A [1]", "A", ""}, {"A [4]", "A", "new"}}).ok());
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  CHECK(text == "A [3]\tno\n");
}

}  // namespace tck_test
