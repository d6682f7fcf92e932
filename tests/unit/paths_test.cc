// Paths over time: shortest as of a time, contemporaneous, chronological; counts of members.
#include <catch2/catch.hpp>

#include "engine/traversal/chronological.h"
#include "engine/traversal/contemporaneous.h"
#include "engine/traversal/members.h"
#include "engine/traversal/shortest_path.h"
#include "tests/unit/small_graph.h"

namespace paths_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

std::string shortest(SmallGraph& g, const View& view, const std::string& from, const std::string& to,
                     Direction direction = Direction::kOut, std::uint32_t steps_max = 100) {
  const auto path = given(shortestPath(view, g.node(from), g.node(to), {direction, {}}, steps_max));
  if (!path) return "none";
  return g.path(g.node(from), path->steps) + (path->certainty == Certainty::kCertain ? "" : " possible");
}

PathQuestion upTo(std::uint32_t steps, std::optional<NodeId> to = {}) {
  return {.direction = Direction::kOut, .types = {}, .steps_max = steps, .to = to};
}

std::vector<std::string> contemporaneous(SmallGraph& g, const View& view, const std::string& from,
                                         const PathQuestion& question, const Limits& limits = {}) {
  std::vector<std::string> out;
  for (const auto& path : given(contemporaneousPaths(view, g.node(from), question, limits))) {
    out.push_back(g.path(path.from, path.steps) + " " + days(path.validity.possible) + " certain " +
                  days(path.validity.certain) + " " + std::string(certaintyName(path.certainty)));
  }
  return out;
}

std::vector<std::string> chronological(SmallGraph& g, const View& view, const std::string& from,
                                       const PathQuestion& question) {
  std::vector<std::string> out;
  for (const auto& path : given(chronologicalPaths(view, g.node(from), question))) {
    out.push_back(g.path(path.from, path.steps) + " " + std::string(certaintyName(path.certainty)));
  }
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a shortest path has the fewest steps of the facts that hold", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010/2020");
  g.fact("b", "T", "c", "2010/2020");
  g.fact("a", "T", "c", "2015-03-01/2016-02-29");
  g.fact("c", "T", "d", "2010/2020");
  CHECK(shortest(g, g.view("2012-06-01"), "a", "d") == "a b c d");
  CHECK(shortest(g, g.view("2015-06-01"), "a", "d") == "a c d");
  CHECK(shortest(g, g.view("2015-03-01"), "a", "c") == "a c");  // the first day of the short way
  CHECK(shortest(g, g.view("2015-02-28"), "a", "c") == "a b c");
  CHECK(shortest(g, g.view("2016-02-29"), "a", "c") == "a c");  // its last
  CHECK(shortest(g, g.view("2016-03-01"), "a", "c") == "a b c");
  CHECK(shortest(g, g.view("2021-01-01"), "a", "d") == "none");
  CHECK(shortest(g, g.view("2012-06-01"), "d", "a") == "none");
  CHECK(shortest(g, g.view("2012-06-01"), "d", "a", Direction::kIn) == "d c b a");
  CHECK(shortest(g, g.view("2012-06-01"), "d", "b", Direction::kBoth) == "d c b");
  CHECK(shortest(g, g.view("2012-06-01"), "a", "d", Direction::kOut, 2) == "none");
  CHECK(shortest(g, g.view("2012-06-01"), "a", "a") == "a");
  CHECK(given(isReachable(g.view("2012-06-01"), g.node("a"), g.node("d"), {})));
  CHECK_FALSE(given(isReachable(g.view("2012-06-01"), g.node("a"), NodeId{99}, {})));
}

TEST_CASE("a certain-only view takes a longer path where the short one is only possible", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "d", "2012");  // some time within it
  g.fact("a", "T", "b", "2010-01-01/2020-12-31");
  g.fact("b", "T", "d", "2010-01-01/2020-12-31");
  CHECK(shortest(g, g.view("2012-06-01"), "a", "d") == "a d possible");
  CHECK(shortest(g, g.view("2012-06-01").certainOnly(), "a", "d") == "a b d");
}

TEST_CASE("a node that no longer lives ends every path", "[walks]") {
  SmallGraph g;
  g.node("b", "2000-01-01/2014-12-31");
  g.fact("a", "T", "b", "2010-01-01/2020-12-31");
  g.fact("b", "T", "c", "2010-01-01/2020-12-31");
  CHECK(shortest(g, g.view("2014-12-31"), "a", "c") == "a b c");
  CHECK(shortest(g, g.view("2015-01-01"), "a", "c") == "none");
  const auto paths = contemporaneous(g, g.always(), "a", upTo(2, g.node("c")));
  CHECK(paths == Texts{"a b c 2010-01-01..2015-01-01 certain 2010-01-01..2015-01-01 certain"});
}

TEST_CASE("the facts of a contemporaneous path share an instant, and its validity is what they share",
          "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010-01-01/2013-12-31");
  g.fact("b", "T", "c", "2013-06-01/2016-12-31");
  g.fact("b", "T", "d", "2014-01-01/2016-12-31");  // begins the day after the first has ended
  CHECK(contemporaneous(g, g.always(), "a", upTo(2)) ==
        Texts{"a b 2010-01-01..2014-01-01 certain 2010-01-01..2014-01-01 certain",
              "a b c 2013-06-01..2014-01-01 certain 2013-06-01..2014-01-01 certain"});
  CHECK(contemporaneous(g, g.between("2013-12-31", "2014"), "a", upTo(2, g.node("c"))) ==
        Texts{"a b c 2013-12-31..2014-01-01 certain 2013-12-31..2014-01-01 certain"});
  CHECK(contemporaneous(g, g.between("2014", "2015"), "a", upTo(2)).empty());
  CHECK(contemporaneous(g, g.view("2013-07-01"), "a", upTo(2, g.node("c"))).size() == 1);
  CHECK(contemporaneous(g, g.view("2013-05-31"), "a", upTo(2, g.node("c"))).empty());
}

TEST_CASE("a path is certain where no member can be over before another begins", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010-01-01/2013");  // ends some day of 2013
  g.fact("b", "T", "c", "2012/2015-12-31");  // begins some day of 2012
  g.fact("b", "T", "d", "2013/2015-12-31");  // begins some day of 2013: perhaps too late
  CHECK(contemporaneous(g, g.always(), "a", {.steps_min = 2, .steps_max = 2}) ==
        Texts{"a b c 2012-01-01..2014-01-01 certain 2012-12-31..2013-01-02 certain",
              "a b d 2013-01-01..2014-01-01 certain  possible"});
  CHECK(contemporaneous(g, g.always().certainOnly(), "a", {.steps_min = 2, .steps_max = 2}).size() == 1);
}

TEST_CASE("something of unknown day is certain without a certain instant", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2017");
  g.fact("b", "T", "c", "2010-01-01/2020-12-31");
  CHECK(contemporaneous(g, g.always(), "a", upTo(2, g.node("c"))) ==
        Texts{"a b c 2017-01-01..2018-01-01 certain  certain"});
}

TEST_CASE("a path takes no fact twice, and a node as often as it comes", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "");
  g.fact("b", "T", "a", "");
  g.fact("a", "T", "a", "");
  const auto paths = given(contemporaneousPaths(g.always(), g.node("a"), upTo(9, g.node("a"))));
  Texts found;
  for (const auto& path : paths) found.push_back(g.path(path.from, path.steps));
  CHECK(found == Texts{"a a", "a b a", "a b a a", "a a b a"});
}

TEST_CASE("a removed portion leaves a path with two periods", "[walks]") {
  SmallGraph g;
  const FactId ab = g.fact("a", "T", "b", "2010-01-01/2019-12-31");
  g.fact("b", "T", "c", "2012-01-01/2017-12-31");
  const auto whole_year = given(parseQueryTime("2014"));
  given(g.writer().removePortion(ab, whole_year));
  CHECK(contemporaneous(g, g.always(), "a", upTo(2, g.node("c"))) ==
        Texts{"a b c 2012-01-01..2014-01-01, 2015-01-01..2018-01-01 certain "
              "2012-01-01..2014-01-01, 2015-01-01..2018-01-01 certain"});
  CHECK(contemporaneous(g, g.view("2014-05"), "a", upTo(2, g.node("c"))).empty());
}

TEST_CASE("each step of a chronological path starts no earlier than the last", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010-05-01/2011");
  g.fact("b", "T", "c", "2010-05-01/2010-05-01");  // the same day will do
  g.fact("b", "T", "d", "2010-04-30/2020");        // a day too early
  g.fact("b", "T", "e", "2010/2020");              // some day of 2010
  g.fact("b", "T", "f", "2015/2020");
  CHECK(chronological(g, g.always(), "a", {.steps_min = 2, .steps_max = 2}) ==
        Texts{"a b e possible", "a b c certain", "a b f certain"});
  CHECK(chronological(g, g.always().certainOnly(), "a", upTo(2, g.node("e"))).empty());
  // During a range, what holds when it begins starts with it.
  CHECK(chronological(g, g.between("2010-06", "2010-07"), "a", upTo(2, g.node("d"))) ==
        Texts{"a b d certain"});
}

TEST_CASE("paths stop early, at a limit of rows, and refuse impossible numbers of steps", "[walks]") {
  SmallGraph g;
  for (int i = 0; i < 20; ++i) g.fact("a", "T", "b" + std::to_string(i), "2010/2020");
  Limits limits;
  limits.rows_max = 7;
  CHECK(contemporaneous(g, g.always(), "a", upTo(3), limits).size() == 7);
  int seen = 0;
  given(contemporaneousPaths(g.always(), g.node("a"), upTo(3),
                             [&](const ContemporaneousPath&) { return ++seen < 3; }));
  CHECK(seen == 3);
  seen = 0;
  given(chronologicalPaths(g.always(), g.node("a"), upTo(3),
                           [&](const ChronologicalPath&) { return ++seen < 3; }));
  CHECK(seen == 3);
  const auto refused = contemporaneousPaths(g.always(), g.node("a"), {.steps_min = 3, .steps_max = 2});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code() == ErrorCode::kInvalidArgument);
  CHECK(contemporaneous(g, g.always(), "a", {.steps_min = 0, .steps_max = 0}) ==
        Texts{"a -inf..+inf certain -inf..+inf certain"});
}

TEST_CASE("members are counted by node, once however many facts they have", "[walks]") {
  SmallGraph g;
  g.fact("ann", "MEMBER_OF", "club", "2010-01-01/2012-12-31");
  g.fact("ann", "CHAIRED", "club", "2011-01-01/2011-12-31");
  g.fact("bob", "MEMBER_OF", "club", "2011");  // some time within it
  const auto counts = [&](std::string_view time, std::vector<std::string> types) {
    return given(countMembers(g.view(time), g.node("club"), {Direction::kIn, std::move(types)}));
  };
  CHECK(counts("2011-06-01", {}) == MemberCounts{2, 1, 3, 2});
  CHECK(counts("2011-06-01", {"MEMBER_OF"}) == MemberCounts{2, 1, 2, 1});
  CHECK(counts("2011-06-01", {"MEMBER_OF", "MEMBER_OF"}) == MemberCounts{2, 1, 2, 1});
  CHECK(counts("2012-12-31", {}) == MemberCounts{1, 1, 1, 1});
  CHECK(counts("2013-01-01", {}) == MemberCounts{});
  CHECK(counts("2011-06-01", {"NO_SUCH"}) == MemberCounts{});
  g.reopen();
  CHECK(counts("2011-06-01", {}) == MemberCounts{2, 1, 3, 2});
}

}  // namespace paths_test
