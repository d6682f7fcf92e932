// What a question may take: deadlines, cancelling, memory.
#include "engine/traversal/budget.h"

#include <catch2/catch.hpp>

#include "engine/traversal/chronological.h"
#include "engine/traversal/closure.h"
#include "engine/traversal/contemporaneous.h"
#include "engine/traversal/journeys.h"
#include "engine/traversal/members.h"
#include "engine/traversal/overlap.h"
#include "engine/traversal/series.h"
#include "engine/traversal/shortest_path.h"
#include "engine/traversal/walks.h"
#include "tests/unit/small_graph.h"

namespace budget_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// Every operator under one budget: the code with which each ends.
std::vector<ErrorCode> allOperators(const View& view, NodeId a, NodeId z, const Budget& budget) {
  std::vector<ErrorCode> codes;
  const auto add = [&](const auto& result) {
    codes.push_back(result.ok() ? ErrorCode::kInternal : result.error().code());
  };
  const Limits limits{.budget = budget};
  const PathQuestion paths{.steps_max = 12, .to = z};
  const auto months = given(stretches(given(rangeBetween("1950", "2019")), SeriesStep::kMonth));
  add(neighbourhood(view, a, Direction::kOut, {}, 12, limits));
  add(transitive(view, a, "T", Direction::kOut, limits));
  add(lineage(view, a, limits));
  add(difference(view, view, a, {}, limits));
  add(difference(view, view, std::nullopt, {}, limits));
  add(count(view, budget));
  add(shortestPath(view, a, z, {}, 12, budget));
  add(countMembers(view, z, {Direction::kIn, {}}, budget));
  add(contemporaneousPaths(view, a, paths, limits));
  add(chronologicalPaths(view, a, paths, limits));
  add(earliestArrivals(view, a, {}, limits));
  add(earliestArrivals(view, a, {}, limits, {.steps_max = 12}));
  add(latestDepartures(view, z, {}, limits));
  add(fastestJourneys(view, a, {}, limits));
  add(closure(view, a, {}, 12, limits));
  add(overlapsAt(view, z, {}, limits));
  add(overlapsOf(view, a, {}, {}, limits));
  add(series(view, {.figure = Figure::kMembers, .node = z}, months, budget));
  add(series(view, {.figure = Figure::kFacts}, months, budget));
  add(series(view, {.figure = Figure::kComponents}, months, budget));
  return codes;
}

SmallGraph& ladder(SmallGraph& g) {
  for (int i = 0; i < 12; ++i) {
    for (int j = 0; j < 3; ++j) {
      g.fact("n" + std::to_string(i), "T", "n" + std::to_string(i + 1), "2010/2020");
    }
  }
  return g;
}

}  // namespace

TEST_CASE("every operator stops when it is told to", "[walks]") {
  SmallGraph g;
  const View view = ladder(g).always();
  const std::atomic<bool> cancelled{true};
  for (const ErrorCode code : allOperators(view, g.node("n0"), g.node("n12"), {.cancelled = &cancelled})) {
    CHECK(code == ErrorCode::kCancelled);
  }
}

TEST_CASE("every operator stops when its time is over", "[walks]") {
  SmallGraph g;
  const View view = ladder(g).always();
  for (const ErrorCode code :
       allOperators(view, g.node("n0"), g.node("n12"), {.deadline = Budget::Clock::now()})) {
    CHECK(code == ErrorCode::kTimeout);
  }
}

TEST_CASE("an enumeration that would not end stops within its time, and says how far it got", "[walks]") {
  SmallGraph g;
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 3; ++j)
      g.fact("n" + std::to_string(i), "T", "n" + std::to_string(i + 1), "2010/2020");
  }
  const View view = g.always();
  const auto started = Budget::Clock::now();
  const Limits limits{.budget = {.deadline = Budget::in(std::chrono::milliseconds(50))}};
  std::uint64_t seen = 0;
  const Status stopped = contemporaneousPaths(
      view, g.node("n0"), {.steps_max = 40}, [&](const ContemporaneousPath&) { return ++seen > 0; }, limits);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code() == ErrorCode::kTimeout);
  CHECK(stopped.error().message().find(" steps") != std::string::npos);
  CHECK(seen > 0);
  CHECK(Budget::Clock::now() - started < std::chrono::seconds(5));
}

TEST_CASE("what holds more than its memory stops with a limit", "[walks]") {
  SmallGraph g;
  const View view = ladder(g).always();
  const Limits limits{.budget = {.memory_bytes = 1'000}};
  const auto refused = closure(view, g.node("n0"), {}, 12, limits);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code() == ErrorCode::kLimit);
  CHECK(refused.error().message().find("1000 bytes") != std::string::npos);
  CHECK(contemporaneousPaths(view, g.node("n0"), {.steps_max = 12}, limits).error().code() ==
        ErrorCode::kLimit);
  CHECK(earliestArrivals(view, g.node("n0"), {}, limits).error().code() == ErrorCode::kLimit);
  CHECK(earliestArrivals(view, g.node("n0"), {}, limits, {.steps_max = 12}).error().code() ==
        ErrorCode::kLimit);
  CHECK(neighbourhood(view, g.node("n0"), Direction::kOut, {}, 12, limits).error().code() ==
        ErrorCode::kLimit);
  CHECK(count(view, limits.budget).ok());  // holds nothing
}

TEST_CASE("a meter looks at the clock now and then, and keeps account of memory", "[walks]") {
  std::atomic<bool> cancelled{false};
  Meter meter({.cancelled = &cancelled, .memory_bytes = 100});
  CHECK(meter.step().ok());
  cancelled = true;
  int steps = 0;
  while (meter.step().ok()) ++steps;
  CHECK(steps == 63);
  CHECK_FALSE(meter.steps(1000).ok());
  CHECK(meter.stepsTaken() == 1065);
  CHECK(meter.take(100).ok());
  CHECK_FALSE(meter.take(1).ok());
  meter.give(51);
  CHECK(meter.take(50).ok());
  CHECK(meter.heldBytes() == 100);
}

}  // namespace budget_test
