// The options of the commands that walk, and the times they take.
#include "apps/tenure/walk_options.h"

#include <CLI/Error.hpp>
#include <catch2/catch.hpp>

#include "apps/tenure/walking.h"
#include "tests/apps/read_options.h"

namespace walk_options_test {

using namespace tenure;
using namespace tenure::apps;

namespace {

std::string shown(const Result<ValidScope>& scope) {
  if (!scope.ok()) return std::string(errorCodeName(scope.error().code()));
  const auto range = [](Range r) {
    return formatIso(r.start).substr(0, 10) + " " + formatIso(r.end).substr(0, 10);
  };
  if (const auto* as_of = std::get_if<AsOf>(&*scope)) return "as of " + range(as_of->when);
  if (const auto* during = std::get_if<During>(&*scope)) return "during " + range(during->range);
  return "all time";
}

}  // namespace

TEST_CASE("options: path, overlap, closure and series") {
  const auto path = read(declarePath, {"db", "2012..2014", "a", "b", "--type", "T", "--max-steps", "4",
                                       "--chronological", "--certain", "--limit", "3", "--timeout", "1.5",
                                       "--direction", "out", "--output", "csv"});
  CHECK(path.time == "2012..2014");
  CHECK(path.from == "a");
  CHECK(path.to == "b");
  CHECK(path.types == std::vector<std::string>{"T"});
  CHECK(path.steps_max == 4U);
  CHECK(path.chronological);
  CHECK_FALSE(path.best);
  CHECK(read(declarePath, {"db", "..", "a", "b", "--chronological", "--best", "fastest"}).best ==
        JourneyKind::kFastest);
  CHECK(path.certain);
  CHECK(path.limit == 3);
  CHECK(path.budget.timeout_seconds == 1.5);
  CHECK_FALSE(path.budget.memory_mib.has_value());
  CHECK(read(declareClosure, {"db", "..", "a", "--memory", "64"}).budget.memory_mib == 64U);
  CHECK(path.direction == Direction::kOut);
  CHECK(path.output.format == OutputFormat::kCsv);
  CHECK(read(declarePath, {"db", "-0044-03-15", "a", "b"}).time == "-0044-03-15");
  CHECK(read(declareOverlap, {"db", "a", "--with", "b"}).with == "b");
  CHECK(read(declareClosure, {"db", "..", "a", "--direction", "in"}).direction == Direction::kIn);
  const auto series = read(declareSeries, {"db", "-", "--figure", "components", "--from", "1950", "--to",
                                           "2019", "--step", "year", "--first-day"});
  CHECK(series.node == "-");
  CHECK(series.figure == Figure::kComponents);
  CHECK(series.step == SeriesStep::kYear);
  CHECK(series.first_day);
  CHECK_THROWS_AS(read(declarePath, {"db", "2012", "a", "b", "--max-steps", "0"}), CLI::ValidationError);
  CHECK_THROWS_AS(read(declarePath, {"db", "2012", "a", "b", "--timeout", "-1"}), CLI::ValidationError);
  CHECK_THROWS_AS(read(declarePath, {"db", "2012", "a", "b", "--memory", "0"}), CLI::ValidationError);
  CHECK_THROWS_AS(read(declareSeries, {"db", "a", "--figure", "members", "--from", "1950"}),
                  CLI::RequiredError);
}

TEST_CASE("options: A..B is during all of both, EDTF is as of") {
  CHECK(shown(scopeOf("2012..2014")) == "during 2012-01-01 2015-01-01");
  CHECK(shown(scopeOf("2012-12-31..2012-12-31")) == "during 2012-12-31 2013-01-01");
  CHECK(shown(scopeOf("2012..")) == "during 2012-01-01 +inf");
  CHECK(shown(scopeOf("..2014")) == "during -inf 2015-01-01");
  CHECK(shown(scopeOf("..")) == "all time");
  CHECK(shown(scopeOf("2012")) == "as of 2012-01-01 2013-01-01");
  CHECK(shown(scopeOf("2012/2014")) == "as of 2012-01-01 2015-01-01");
  CHECK(shown(scopeOf("2012/..")) == "as of 2012-01-01 +inf");
  CHECK(shown(rangeScopeOf("2012/2014")) == "during 2012-01-01 2015-01-01");
  CHECK(shown(rangeScopeOf("..")) == "all time");
  CHECK(shown(scopeOf("2014..2012")) == "invalid_argument");
  CHECK(shown(scopeOf("someday..2012")) == "parse");
  CHECK(shown(scopeOf("")) == "parse");
}

}  // namespace walk_options_test
