// The aggregating functions, of no row, of nulls, and of what they refuse.
#include "engine/query/values/aggregates.h"

#include <limits>

#include <catch2/catch.hpp>

#include "tests/unit/query_values.h"

namespace query_aggregates_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::null;
using tenure::query::testing::shown;

namespace {

std::string finished(Aggregate& aggregate, const std::vector<std::vector<Datum>>& rows) {
  for (const auto& row : rows) {
    if (const Status added = aggregate.add(row); !added.ok()) return shown(added.error());
  }
  return shown(aggregate.finish());
}

std::string over(std::string_view name, const std::vector<Datum>& values) {
  const auto aggregate = findAggregate(name)->make();
  std::vector<std::vector<Datum>> rows;
  for (const Datum& value : values) rows.push_back({value});
  return finished(*aggregate, rows);
}

std::string percentile(std::string_view name, const std::vector<Datum>& values, const Datum& percentile) {
  const auto aggregate = findAggregate(name)->make();
  std::vector<std::vector<Datum>> rows;
  for (const Datum& value : values) rows.push_back({value, percentile});
  return finished(*aggregate, rows);
}

}  // namespace

TEST_CASE("query aggregates: found in any case", "[query]") {
  REQUIRE(findAggregate("cOuNt") != nullptr);
  CHECK(findAggregate("cOuNt")->name == "count");
  CHECK(findAggregate("size") == nullptr);
  for (const AggregateFunction& function : aggregateFunctions()) {
    CHECK(findFunction(function.name) == nullptr);
    CHECK(function.make != nullptr);
    CHECK_FALSE(function.description.empty());
  }
}

TEST_CASE("query aggregates: of no row", "[query]") {
  CHECK(over("count", {}) == "0");
  CHECK(over("sum", {}) == "0");
  CHECK(over("avg", {}) == "null");
  CHECK(over("min", {}) == "null");
  CHECK(over("max", {null}) == "null");
  CHECK(over("collect", {}) == "[]");
  CHECK(over("stDev", {}) == "0.0");
  CHECK(over("stDevP", {}) == "0.0");
  CHECK(over("percentileCont", {}) == "null");
}

TEST_CASE("query aggregates: rows are counted, and values that are not null", "[query]") {
  CHECK(over("count", {d(1), null, d("a")}) == "2");
  CHECK(finished(*countRows(), {{}, {}, {}}) == "3");
  CHECK(finished(*findAggregate("count")->make(), {{}, {}}) == "2");
}

TEST_CASE("query aggregates: sums of integers only overflow as a whole", "[query]") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK(over("sum", {d(1), null, d(2)}) == "3");
  CHECK(over("sum", {d(most), d(1), d(-1)}) == "9223372036854775807");
  CHECK(over("sum", {d(most), d(1)}) == "ArithmeticError.IntegerOverflow");
  CHECK(over("sum", {d(1), d(2.5)}) == "3.5");
  CHECK(over("sum", {d(1e100), d(1.0), d(-1e100)}) == "1.0");
  CHECK(over("sum", {d(std::numeric_limits<double>::infinity()), d(1.0)}) == "Infinity");
  CHECK(over("sum", {d("a")}) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query aggregates: means and deviations", "[query]") {
  CHECK(over("avg", {d(1), d(2), null}) == "1.5");
  CHECK(over("avg", {d(true)}) == "TypeError.InvalidArgumentType");
  CHECK(over("stDev", {d(1), d(3)}) == "1.4142135623730951");
  CHECK(over("stDevP", {d(1), d(3)}) == "1.0");
  CHECK(over("stDev", {d(5)}) == "0.0");
  CHECK(over("stDev", {list({})}) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query aggregates: extremes follow the order of all values", "[query]") {
  const std::vector<Datum> mixed = {d(1), d("a"), null, list({d(1), d(2)}), d(0.2), d("b")};
  CHECK(over("max", mixed) == "1");
  CHECK(over("min", mixed) == "[1, 2]");
  CHECK(over("max", {list({d(1)}), list({d(2)}), list({d(2), d(1)})}) == "[2, 1]");
  CHECK(over("min", {d("a"), d("B"), d("abc")}) == "'B'");
}

TEST_CASE("query aggregates: percentiles", "[query]") {
  const std::vector<Datum> prices = {d(30.0), d(10.0), null, d(20.0)};
  CHECK(percentile("percentileDisc", prices, d(0.0)) == "10.0");
  CHECK(percentile("percentileDisc", prices, d(0.5)) == "20.0");
  CHECK(percentile("percentileDisc", prices, d(1)) == "30.0");
  CHECK(percentile("percentileDisc", {d(1), d(2)}, d(0.5)) == "1");
  CHECK(percentile("percentileCont", prices, d(0.0)) == "10.0");
  CHECK(percentile("percentileCont", prices, d(0.25)) == "15.0");
  CHECK(percentile("percentileCont", prices, d(1.0)) == "30.0");
  for (const auto* name : {"percentileCont", "percentileDisc"}) {
    CHECK(percentile(name, prices, d(1.1)) == "ArgumentError.NumberOutOfRange");
    CHECK(percentile(name, prices, d(-1)) == "ArgumentError.NumberOutOfRange");
    CHECK(percentile(name, prices, d("x")) == "TypeError.InvalidArgumentType");
    CHECK(percentile(name, {d("x")}, d(0.5)) == "TypeError.InvalidArgumentType");
  }
}

TEST_CASE("query aggregates: DISTINCT lets each value pass once and no null", "[query]") {
  const std::vector<std::vector<Datum>> rows = {{d(1)}, {null}, {d(1.0)}, {d(2)}, {null}};
  CHECK(finished(*distinct(findAggregate("count")->make()), rows) == "2");
  CHECK(finished(*distinct(findAggregate("collect")->make()), rows) == "[1, 2]");
  CHECK(finished(*distinct(findAggregate("sum")->make()), rows) == "3");
}

TEST_CASE("query aggregates: tell what they hold", "[query]") {
  const auto collected = findAggregate("collect")->make();
  const std::vector<Datum> text = {d(std::string(1'000, 'x'))};
  for (int i = 0; i < 100; ++i) REQUIRE(collected->add(text).ok());
  CHECK(collected->memoryBytes() > 100'000);
  CHECK(collected->memoryBytes() < 200'000);
  const auto once = distinct(findAggregate("collect")->make());
  for (int i = 0; i < 100; ++i) REQUIRE(once->add(text).ok());
  CHECK(once->memoryBytes() < 4'000);
  CHECK(heapBytes(d(1)) == 0);
  CHECK(heapBytes(list({d(1), d("a")})) > heapBytes(list({d(1)})));
}

}  // namespace query_aggregates_test
