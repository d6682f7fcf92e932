// Series: figures over days, months and years.
#include "engine/traversal/series.h"

#include <catch2/catch.hpp>

#include "engine/traversal/lineage_tree.h"
#include "engine/traversal/members.h"
#include "tests/unit/small_graph.h"

namespace series_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

std::vector<Range> monthsOf(std::string_view a, std::string_view b) {
  return given(stretches(given(rangeBetween(a, b)), SeriesStep::kMonth));
}

/// "2010-01 3(2) 1 0; ..." of every stretch: the month, and possible figures with the certain ones in
/// brackets where they differ.
std::string shown(const Series& series) {
  std::string out;
  for (std::size_t i = 0; i < series.rows.size(); ++i) {
    out += (i == 0 ? "" : "; ") + formatIso(series.stretches[i].start).substr(0, 7);
    for (const FigureCounts& one : series.rows[i]) {
      out += " " + std::to_string(one.possible);
      if (one.certain != one.possible) out += "(" + std::to_string(one.certain) + ")";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("stretches are whole, the first and the last too", "[walks]") {
  const auto months = monthsOf("2011-12-15", "2012-02-01");
  REQUIRE(months.size() == 3);
  CHECK(days({months.front(), months.back()}) == "2011-12-01..2012-01-01, 2012-02-01..2012-03-01");
  CHECK(given(stretches(given(rangeBetween("1950", "2019")), SeriesStep::kMonth)).size() == 840);
  CHECK(given(stretches(given(rangeBetween("-0002", "0001")), SeriesStep::kYear)).size() == 4);
  CHECK(given(stretches(given(rangeBetween("2012-02", "2012-02")), SeriesStep::kDay)).size() == 29);
  CHECK(days({firstDays(months).front()}) == "2011-12-01..2011-12-02");
  CHECK(stretches(given(parseQueryTime("2010/..")), SeriesStep::kYear).error().code() ==
        ErrorCode::kInvalidArgument);
  CHECK(stretches(given(rangeBetween("-9999", "9999")), SeriesStep::kDay).error().code() ==
        ErrorCode::kLimit);
}

TEST_CASE("members by month are what a view as of the month answers", "[walks]") {
  SmallGraph g;
  g.fact("ann", "MEMBER_OF", "club", "2011-01-15/2011-03-31");
  g.fact("bob", "MEMBER_OF", "club", "2011-02-01/2011-04-01");
  g.fact("bob", "CHAIRED", "club", "2011-03-01/2011-03-31");  // no second member
  const auto months = monthsOf("2010-12", "2011-05");
  const View view = g.always();
  const NodeId club = g.node("club");
  const Series members = given(series(view, {.figure = Figure::kTurnover, .node = club}, months));
  CHECK(members.names == std::vector<std::string>{"members", "joined", "left"});
  CHECK(shown(members) ==
        "2010-12 0 0 0; 2011-01 1(0) 1(0) 0; 2011-02 2 1(2) 0; 2011-03 2 0 0; 2011-04 1(0) 0 1(2); 2011-05 0 "
        "0 1(0)");
  CHECK(shown(given(series(view, {.figure = Figure::kDegree, .node = club}, months))) ==
        "2010-12 0; 2011-01 1(0); 2011-02 2; 2011-03 3; 2011-04 1(0); 2011-05 0");
  for (std::size_t i = 0; i < months.size(); ++i) {
    const MemberCounts as_of = given(countMembers(view.with({.valid = AsOf{months[i]}}), club));
    CHECK(FigureCounts{as_of.members, as_of.members_certain} == members.rows[i][0]);
  }
  CHECK(shown(given(series(view, {.figure = Figure::kMembers, .node = club}, firstDays(months)))) ==
        "2010-12 0; 2011-01 0; 2011-02 2; 2011-03 2; 2011-04 1; 2011-05 0");
}

TEST_CASE("a long series over a few facts takes a few steps", "[walks]") {
  SmallGraph g;
  for (int i = 0; i < 50; ++i) {
    g.fact("p" + std::to_string(i), "MEMBER_OF", "club", "1950-01-01/" + std::to_string(1951 + i) + "-12-31");
  }
  const auto every_day = given(stretches(given(rangeBetween("1950", "2019")), SeriesStep::kDay));
  const Series members =
      given(series(g.always(), {.figure = Figure::kMembers, .node = g.node("club")}, every_day));
  CHECK(members.rows.size() == 25'567);
  CHECK(members.rows.front()[0].certain == 50);
  CHECK(members.steps_taken < 200);
}

TEST_CASE("facts and components of the graph by month", "[walks]") {
  SmallGraph g;
  g.node("d", "2011-02-01/2020-12-31");
  g.fact("a", "T", "b", "2011-01-01/2011-03-31");
  g.fact("b", "T", "c", "2011-02-01/2011-02-28");
  g.fact("c", "U", "d", "2011-03-01/2011-04-30");
  const auto months = monthsOf("2011-01", "2011-05");
  const View view = g.always();
  CHECK(shown(given(series(view, {.figure = Figure::kFacts}, months))) ==
        "2011-01 1; 2011-02 2; 2011-03 2; 2011-04 1; 2011-05 0");
  CHECK(shown(given(series(view, {.figure = Figure::kFacts, .types = {"U"}}, months))) ==
        "2011-01 0; 2011-02 0; 2011-03 1; 2011-04 1; 2011-05 0");
  const Series components = given(series(view, {.figure = Figure::kComponents}, months));
  CHECK(components.names == std::vector<std::string>{"nodes", "components", "alone", "largest"});
  CHECK(shown(components) ==
        "2011-01 3 2 1 2; 2011-02 4 2 1 3; 2011-03 4 2 0 2; 2011-04 4 3 2 2; 2011-05 4 4 4 1");
}

TEST_CASE("a series refuses what it cannot count", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2011");
  const View view = g.always();
  const auto months = monthsOf("2011", "2011");
  const auto codeOf = [&](const SeriesQuestion& question, const std::vector<Range>& when) {
    const auto refused = series(view, question, when);
    REQUIRE_FALSE(refused.ok());
    return refused.error().code();
  };
  CHECK(codeOf({.figure = Figure::kMembers}, months) == ErrorCode::kInvalidArgument);
  CHECK(codeOf({.figure = Figure::kFacts, .node = g.node("a")}, months) == ErrorCode::kInvalidArgument);
  CHECK(codeOf({.figure = Figure::kFacts}, {months[1], months[0]}) == ErrorCode::kInvalidArgument);
  CHECK(given(series(view, {.figure = Figure::kFacts}, {})).rows.empty());
}

TEST_CASE("a lineage tree stands in generations", "[walks]") {
  SmallGraph g;
  g.fact("a", "MERGED_INTO", "u", "2010");
  g.fact("b", "MERGED_INTO", "u", "2010");
  g.fact("u", "RENAMED_TO", "v", "2012");
  g.fact("w", "SPLIT_FROM", "v", "2014");
  const LineageTree tree = given(lineageTree(g.always(), g.node("u")));
  std::string found;
  for (const LineageTreeNode& node : tree.nodes) {
    found += g.name(node.node) + " " + std::to_string(node.generation) + " " +
             std::to_string(node.before.size()) + " " + std::to_string(node.after.size()) + "; ";
  }
  CHECK(found == "u 0 2 1; a -1 0 1; b -1 0 1; v 1 1 1; w 2 1 0; ");
  for (const LineageLink& link : tree.links) {
    CHECK(tree.nodes[link.earlier].generation + 1 == tree.nodes[link.later].generation);
  }
  const LineageTree from_a = given(lineageTree(g.always(), g.node("a")));
  CHECK(from_a.nodes.front().node == g.node("a"));
  CHECK(from_a.nodes.size() == 4);  // b merged by an event of its own
  CHECK(given(lineageTree(g.always(), g.node("alone"))).nodes.size() == 1);
}

TEST_CASE("whoever took part in one event stands beside the root", "[walks]") {
  SmallGraph g;
  for (const char* part : {"a", "b", "c"}) {
    FactDraft draft{.subject = g.node(part), .type = "MERGED_INTO", .object = g.node("u"), .event = "merger"};
    draft.validity = given(Validity::parse("2010-05"));
    given(g.writer().addFact(draft));
  }
  const LineageTree tree = given(lineageTree(g.always(), g.node("b")));
  std::string found;
  for (const LineageTreeNode& node : tree.nodes)
    found += g.name(node.node) + std::to_string(node.generation) + " ";
  CHECK(found == "b0 a0 c0 u1 ");
  CHECK(tree.links.size() == 3);
  CHECK(given(lineageTree(g.view("2010-04"), g.node("b"))).nodes.size() == 1);  // not yet
}

}  // namespace series_test
