// Earliest arrival, latest departure and the fastest journey.
#include "engine/traversal/journeys.h"

#include <catch2/catch.hpp>

#include <set>

#include "tests/unit/small_graph.h"

namespace journeys_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

std::string day(Instant at) { return at.isFinite() ? formatIso(at).substr(0, 10) : formatIso(at); }

std::string shown(SmallGraph& g, NodeId from, const std::optional<Journey>& journey) {
  if (!journey) return "none";
  return g.path(from, journey->steps) + " " + day(journey->departure) + " " + day(journey->arrival) + " " +
         std::string(certaintyName(journey->certainty));
}

/// Two ways from a to d: by b early and slow, by c late and fast.
SmallGraph& twoWays(SmallGraph& g) {
  g.fact("a", "T", "b", "2010-01-01/2010-12-31");
  g.fact("b", "T", "d", "2012-01-01/2012-12-31");
  g.fact("a", "T", "c", "2014-01-01/2014-12-31");
  g.fact("c", "T", "d", "2014-02-01/2014-12-31");
  g.fact("c", "T", "d", "2013-01-01/2013-12-31");  // over when one can be there
  return g;
}

}  // namespace

TEST_CASE("the earliest, the latest and the fastest journey may be three paths", "[walks]") {
  SmallGraph g;
  const View view = twoWays(g).always();
  const NodeId a = g.node("a");
  const NodeId d = g.node("d");
  CHECK(shown(g, a, given(earliestArrival(view, a, d, {}))) == "a b d 2010-01-01 2012-01-01 certain");
  CHECK(shown(g, a, given(latestDeparture(view, a, d, {}))) == "a c d 2014-01-01 2014-02-01 certain");
  CHECK(shown(g, a, given(fastestJourney(view, a, d, {}))) == "a c d 2014-01-01 2014-02-01 certain");
  CHECK(shown(g, a, given(earliestArrival(view, d, a, {}))) == "none");
  // Against the facts: from d to c in 2013, on to a in 2014.
  CHECK(shown(g, d, given(earliestArrival(view, d, a, {Direction::kIn, {}}))) ==
        "d c a 2013-01-01 2014-01-01 certain");
}

TEST_CASE("journeys within a range start with it at the earliest", "[walks]") {
  SmallGraph g;
  twoWays(g);
  const NodeId a = g.node("a");
  const NodeId d = g.node("d");
  const View late = g.between("2014-03-01", "2014-09-30");
  CHECK(shown(g, a, given(earliestArrival(late, a, d, {}))) == "a c d 2014-03-01 2014-03-01 certain");
  CHECK(shown(g, a, given(earliestArrival(g.between("2011", "2012"), a, d, {}))) == "none");
  CHECK(shown(g, a, given(earliestArrival(g.between("2010-12-31", "2012-01-01"), a, d, {}))) ==
        "a b d 2010-12-31 2012-01-01 certain");
}

TEST_CASE("arrivals over what begins within the range, within so many steps", "[walks]") {
  SmallGraph g;
  twoWays(g);
  const auto arrivals = [&](const View& view, const ArrivalBounds& bounds) {
    std::set<std::string> each;  // by name
    for (const Journey& one : given(earliestArrivals(view, g.node("a"), {}, {}, bounds))) {
      each.insert(g.name(one.node) + " " + day(one.arrival) +
                  (one.certainty == Certainty::kCertain ? "" : " possible"));
    }
    std::string found;
    for (const std::string& one : each) found += (found.empty() ? "" : ", ") + one;
    return found;
  };
  const auto decade = [&] { return g.between("2010-06-01", "2019"); };
  const ArrivalBounds begun{.beginning = Beginning::kWithin};
  // The fact from a to b holds when the range begins, and did not begin in it.
  CHECK(arrivals(decade(), {}) == "b 2010-06-01, c 2014-01-01, d 2012-01-01");
  CHECK(arrivals(decade(), begun) == "c 2014-01-01, d 2014-02-01");
  CHECK(arrivals(g.between("2010-01-01", "2019"), begun) == "b 2010-01-01, c 2014-01-01, d 2012-01-01");
  CHECK(arrivals(g.between("2010-01-02", "2019"), begun) == "c 2014-01-01, d 2014-02-01");
  CHECK(arrivals(decade(), {.steps_max = 1}) == "b 2010-06-01, c 2014-01-01");
  CHECK(arrivals(decade(), {.steps_max = 0}).empty());
  // A longer way is there first: whoever came later by fewer steps goes on where the other may not.
  g.fact("a", "T", "d", "2013-01-01/2013-12-31");
  g.fact("d", "T", "e", "2013-06-01/2013-12-31");
  CHECK(arrivals(decade(), {.steps_max = 2}) == "b 2010-06-01, c 2014-01-01, d 2012-01-01, e 2013-06-01");
  // Begun on some day of 2010: perhaps before June.
  g.fact("a", "T", "f", "2010/2015-12-31");
  CHECK(arrivals(decade(), begun) == "c 2014-01-01, d 2013-01-01, e 2013-06-01, f 2010-06-01 possible");
  CHECK(arrivals(decade().certainOnly(), begun) == "c 2014-01-01, d 2013-01-01, e 2013-06-01");
}

TEST_CASE("vague starts: a possible journey takes the best choice, a certain one relies on none", "[walks]") {
  SmallGraph g;
  g.fact("a", "T", "b", "2010/2015-12-31");  // starts some day of 2010
  g.fact("b", "T", "c", "2010-06-01/2015-12-31");
  g.fact("b", "T", "c", "2012/2015-12-31");  // starts some day of 2012
  const View view = g.always();
  const NodeId a = g.node("a");
  const NodeId c = g.node("c");
  CHECK(shown(g, a, given(earliestArrival(view, a, c, {}))) == "a b c 2010-06-01 2010-06-01 possible");
  CHECK(shown(g, a, given(earliestArrival(view.certainOnly(), a, c, {}))) ==
        "a b c 2010-01-01 2012-12-31 certain");
  CHECK(shown(g, a, given(latestDeparture(view, a, c, {}))) == "a b c 2010-12-31 2012-01-01 certain");
  CHECK(shown(g, a, given(latestDeparture(view.certainOnly(), a, c, {}))) ==
        "a b c 2010-01-01 2012-12-31 certain");
  CHECK(durationMicros(*given(fastestJourney(view, a, c, {}))) == 0);
}

TEST_CASE("journeys to all nodes are one question", "[walks]") {
  SmallGraph g;
  const View view = twoWays(g).always();
  std::string found;
  for (const Journey& one : given(earliestArrivals(view, g.node("a"), {}))) {
    found += g.name(one.node) + " " + day(one.arrival) + "; ";
  }
  CHECK(found == "b 2010-01-01; d 2012-01-01; c 2014-01-01; ");
  found.clear();
  for (const Journey& one : given(latestDepartures(view, g.node("d"), {}))) {
    found += g.name(one.node) + " " + day(one.departure) + "; ";
  }
  CHECK(found == "a 2014-01-01; b 2012-01-01; c 2014-02-01; ");
  Limits limits;
  limits.rows_max = 1;
  CHECK(given(fastestJourneys(view, g.node("a"), {}, limits)).size() == 1);
}

TEST_CASE("a chain of diamonds has a million paths and few labels", "[walks]") {
  SmallGraph g;
  for (int i = 0; i < 20; ++i) {
    const std::string here = "n" + std::to_string(i);
    const std::string next = "n" + std::to_string(i + 1);
    for (const char* side : {"x", "y"}) {
      g.fact(here, "T", side + here, "2010/2020");
      g.fact(side + here, "T", next, "2010/2020");
    }
  }
  const View view = g.always();
  const auto within = [](std::uint64_t bytes) { return Budget{.memory_bytes = bytes}; };
  const auto fastest = given(fastestJourney(view, g.node("n0"), g.node("n20"), {}, within(200'000)));
  REQUIRE(fastest);
  CHECK(fastest->steps.size() == 40);
}

}  // namespace journeys_test
