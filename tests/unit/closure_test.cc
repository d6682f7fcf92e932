// Transitive membership over a period, and overlap.
#include "engine/traversal/closure.h"

#include <catch2/catch.hpp>

#include "engine/traversal/overlap.h"
#include "tests/unit/small_graph.h"

namespace closure_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

using Texts = std::vector<std::string>;

Texts closureOf(SmallGraph& g, const View& view, const std::string& start, std::uint32_t steps_max = 100,
                Direction direction = Direction::kOut) {
  Texts out;
  for (const ClosureRow& row : given(closure(view, g.node(start), {direction, {}}, steps_max)).rows) {
    out.push_back(g.name(row.node) + " " + std::to_string(row.steps) + " " + days(row.periods.possible) +
                  " certain " + days(row.periods.certain));
  }
  return out;
}

Texts shown(const SmallGraph& g, const std::vector<Overlap>& overlaps) {
  Texts out;
  for (const Overlap& one : overlaps) {
    out.push_back(g.name(one.one) + " " + g.name(one.other) + " at " + g.name(one.place) + " " +
                  days(one.together.possible) + " certain " + days(one.together.certain) + " " +
                  std::string(certaintyName(one.certainty)));
  }
  return out;
}

}  // namespace

TEST_CASE("a closure gives each node its maximal periods, over whatever path", "[walks]") {
  SmallGraph g;
  g.fact("ann", "MEMBER_OF", "west", "2010-01-01/2012-12-31");
  g.fact("ann", "MEMBER_OF", "east", "2013-01-01/2014-12-31");  // the next day: the union is one period
  g.fact("west", "MEMBER_OF", "front", "2011-01-01/2020-12-31");
  g.fact("east", "MEMBER_OF", "front", "2010-01-01/2020-12-31");
  CHECK(closureOf(g, g.always(), "ann") ==
        Texts{"west 1 2010-01-01..2013-01-01 certain 2010-01-01..2013-01-01",
              "east 1 2013-01-01..2015-01-01 certain 2013-01-01..2015-01-01",
              "front 2 2011-01-01..2015-01-01 certain 2011-01-01..2015-01-01"});
  CHECK(closureOf(g, g.between("2014-12-31", "2016"), "ann") ==
        Texts{"east 1 2014-12-31..2015-01-01 certain 2014-12-31..2015-01-01",
              "front 2 2014-12-31..2015-01-01 certain 2014-12-31..2015-01-01"});
  CHECK(closureOf(g, g.always(), "ann", 1).size() == 2);
  CHECK(closureOf(g, g.always(), "ann", 0).empty());
  CHECK(closureOf(g, g.between("2015", "2016"), "ann").empty());
  CHECK(closureOf(g, g.always(), "front", 100, Direction::kIn).size() == 3);
  g.reopen();
  CHECK(closureOf(g, g.always(), "ann").size() == 3);
}

TEST_CASE("a closure tells the possible periods from the certain ones", "[walks]") {
  SmallGraph g;
  g.fact("ann", "MEMBER_OF", "west", "2010/2014");  // from some day of 2010 to some day of 2014
  g.fact("west", "MEMBER_OF", "front", "2012");
  CHECK(closureOf(g, g.always(), "ann") ==
        Texts{"west 1 2010-01-01..2015-01-01 certain 2010-12-31..2014-01-02",
              "front 2 2012-01-01..2013-01-01 certain "});
  CHECK(closureOf(g, g.always().certainOnly(), "ann").size() == 1);
}

TEST_CASE("a circle ends, and the start is no member of itself", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010/2020");
  g.fact("b", "T", "c", "2010/2020");
  g.fact("c", "T", "a", "2010/2020");
  CHECK(closureOf(g, g.always(), "a").size() == 2);
}

TEST_CASE("eight hops over 31 densely joined people take thousands of steps, not paths", "[walks]") {
  SmallGraph g;
  // Everybody knew everybody else, from a year and for some years that differ: 930 facts, about 10^11 paths.
  for (int a = 0; a < 31; ++a) {
    for (int b = 0; b < 31; ++b) {
      if (a == b) continue;
      const int from = 1950 + (a * 7 + b * 13) % 60;
      const int to = from + 1 + (a + b) % 9;
      g.fact("p" + std::to_string(a), "KNEW", "p" + std::to_string(b),
             std::to_string(from) + "-03-01/" + std::to_string(to) + "-09-30");
    }
  }
  const Closure found = given(closure(g.between("1950", "2020"), g.node("p0"), {Direction::kOut, {}}, 8));
  CHECK(found.rows.size() == 30);
  CHECK(found.steps_taken < 100'000);
  INFO(found.steps_taken);
  Limits limits;
  limits.rows_max = 5;
  CHECK(given(closure(g.always(), g.node("p0"), {}, 8, limits)).rows.size() == 5);
}

TEST_CASE("two overlap where both their facts, and the lives of all three, share an instant", "[walks]") {
  SmallGraph g;
  g.fact("ann", "MEMBER_OF", "club", "2010-01-01/2012-12-31");
  g.fact("bob", "MEMBER_OF", "club", "2012-12-31/2015-12-31");  // one day together
  g.fact("cat", "MEMBER_OF", "club", "2013-01-01/2014");        // never with ann
  g.fact("ann", "CHAIRED", "board", "2014/2016");
  g.fact("cat", "MEMBER_OF", "board", "2016/2018");
  g.fact("ann", "MEMBER_OF", "board", "2014/2016");  // nobody overlaps with herself
  CHECK(shown(g, given(overlapsAt(g.always(), g.node("club"), {}))) ==
        Texts{"ann bob at club 2012-12-31..2013-01-01 certain 2012-12-31..2013-01-01 certain",
              "bob cat at club 2013-01-01..2015-01-01 certain 2013-01-01..2014-01-02 certain"});
  CHECK(given(overlapsOf(g.always(), g.node("ann"), {}, {})).size() == 3);
  const auto with_cat = given(overlapsOf(g.always(), g.node("ann"), g.node("cat"), {}));
  CHECK(with_cat.size() == 2);  // as chair and as member
  CHECK(given(overlapsOf(g.always(), g.node("ann"), g.node("cat"), {"MEMBER_OF"})).size() == 1);
  CHECK(given(overlapsOf(g.always().certainOnly(), g.node("ann"), g.node("cat"), {})).empty());
  CHECK(given(overlapsAt(g.view("2012-12-31"), g.node("club"), {})).size() == 1);
  CHECK(given(overlapsAt(g.view("2012-12-30"), g.node("club"), {})).empty());
  Limits limits;
  limits.rows_max = 1;
  CHECK(given(overlapsAt(g.always(), g.node("club"), {}, limits)).size() == 1);
}

TEST_CASE("the sweep over a thousand in sequence looks at neighbours, not at all pairs", "[walks]") {
  SmallGraph g;
  for (int i = 0; i < 1000; ++i) {
    const std::string year = std::to_string(1000 + i);
    g.fact("p" + year, "CHAIRED", "club", year + "-01-01/" + std::to_string(1001 + i) + "-01-01");
  }
  const View view = g.always();
  int pairs = 0;
  given(overlapsAt(view, g.node("club"), {}, [&](const Overlap&) { return ++pairs > 0; }));
  CHECK(pairs == 999);
}

}  // namespace closure_test
