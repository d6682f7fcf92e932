#include "schema/value.h"

#include <catch2/catch.hpp>
#include <limits>

namespace value_test {

using namespace tenure;

TEST_CASE("value: each type has its name and its text") {
  CHECK(toText(Value()) == "null");
  CHECK(toText(true) == "true");
  CHECK(toText(std::int64_t{-5}) == "-5");
  CHECK(toText("Kidal") == "Kidal");
  CHECK(toText(0.5) == "0.5");
  CHECK(toText(std::numeric_limits<double>::infinity()) == "Infinity");
  CHECK(toText(Date{0}) == "1970-01-01");
  CHECK(toText(Date{-1}) == "1969-12-31");
  CHECK(toText(LocalTime{1'500'000'000}) == "00:00:01.5");
  CHECK(toText(ZonedTime{3'600'000'000'000, -5400}) == "01:00-01:30");
  CHECK(toText(LocalDateTime{-1, 0}) == "1969-12-31T23:59:59");
  CHECK(toText(ZonedDateTime{0, 0, 3600, "Africa/Tunis"}) == "1970-01-01T01:00+01:00[Africa/Tunis]");
  CHECK(toText(List{1, "a'b", Value()}) == "[1, 'a\\'b', null]");
  CHECK(toText(Map{{"b", 1}, {"a", List{}}}) == "{a: [], b: 1}");
  CHECK(typeName(Map{}) == "map");
  CHECK(typeName(Date{}) == "date");
  CHECK(typeName(Value()) == "null");
}

TEST_CASE("value: durations keep the sign of each part") {
  CHECK(toText(Duration{}) == "PT0S");
  CHECK(toText(Duration{14, 3, 3723, 500'000'000}) == "P1Y2M3DT1H2M3.5S");
  CHECK(toText(Duration{0, 0, -1, 400'000'000}) == "PT-0.6S");
  CHECK(toText(Duration{-1, 2, 0, 0}) == "P-1M2D");
}

TEST_CASE("value: equality is typed") {
  CHECK(Value(1) == Value(std::int64_t{1}));
  CHECK_FALSE(Value(1) == Value(1.0));
  CHECK_FALSE(Value(std::numeric_limits<double>::quiet_NaN()) ==
              Value(std::numeric_limits<double>::quiet_NaN()));
  CHECK(Value(List{1, Map{{"k", "v"}}}) == Value(List{1, Map{{"k", "v"}}}));
}

}  // namespace value_test
