// Instants: midnights, the days they lie in, their text, and the ends of the axis.
#include "schema/instant.h"

#include <type_traits>

#include <catch2/catch.hpp>

namespace instant_test {

using namespace tenure;

TEST_CASE("instant: the epoch and the infinities", "[instant]") {
  CHECK(Instant().micros() == 0);
  CHECK(Instant::minusInfinity() < Instant::fromMicros(INT64_MIN + 1));
  CHECK(Instant::plusInfinity().plusMicros(-1) == Instant::plusInfinity());
  CHECK(Instant::minusInfinity().plusMicros(kMicrosPerDay) == Instant::minusInfinity());
  CHECK_FALSE(std::is_convertible_v<Instant, SystemInstant>);
  CHECK_FALSE(std::is_constructible_v<SystemInstant, Instant>);
}

TEST_CASE("instant: midnight of a day, and the day of an instant", "[instant]") {
  CHECK(midnight({1970, 1, 2})->micros() == kMicrosPerDay);
  CHECK(midnight({1969, 12, 31})->micros() == -kMicrosPerDay);
  CHECK(dayOf(Instant::fromMicros(-1)) == CivilDate{1969, 12, 31});
  CHECK(dayOf(Instant::fromMicros(kMicrosPerDay - 1)) == CivilDate{1970, 1, 1});
  CHECK(dayOf(Instant::fromMicros(kMicrosPerDay)) == CivilDate{1970, 1, 2});
  CHECK(dayOf(*midnight({-44, 3, 15})) == CivilDate{-44, 3, 15});
}

TEST_CASE("instant: the axis ends at the years -290000 and 290000, and says so", "[instant]") {
  CHECK(dayOf(*midnight(kAxisFirst)) == kAxisFirst);
  CHECK(dayOf(*midnight(kAxisLast)) == kAxisLast);
  CHECK(midnight(kAxisLast)->plusMicros(kMicrosPerDay).isFinite());
  const auto beyond = midnight({290'001, 1, 1});
  REQUIRE_FALSE(beyond.ok());
  CHECK(beyond.error().code() == ErrorCode::kOutOfRange);
  CHECK(beyond.error().message() ==
        "the year 290001 of 290001-01-01 is beyond the time axis, which reaches from year -290000 to year "
        "290000");
  CHECK_FALSE(midnight({-290'001, 12, 31}).ok());
  CHECK_FALSE(midnight({INT64_MAX, 12, 31}).ok());
}

TEST_CASE("instant: ISO text, with six decimals where there is a fraction", "[instant]") {
  CHECK(formatIso(Instant()) == "1970-01-01T00:00:00Z");
  CHECK(formatIso(*midnight({2014, 10, 28})) == "2014-10-28T00:00:00Z");
  CHECK(formatIso(Instant::fromMicros(-1)) == "1969-12-31T23:59:59.999999Z");
  CHECK(formatIso(Instant::fromMicros(3'723'000'500)) == "1970-01-01T01:02:03.000500Z");
  CHECK(formatIso(*midnight({-44, 3, 15})) == "-0044-03-15T00:00:00Z");
  CHECK(formatIso(*midnight({12000, 1, 1})) == "+12000-01-01T00:00:00Z");
  CHECK(formatIso(Instant::minusInfinity()) == "-inf");
  CHECK(formatIso(SystemInstant::plusInfinity()) == "+inf");
  CHECK(formatIso(Instant::fromMicros(INT64_MAX - 1)) == "+294247-01-10T04:00:54.775806Z");
}

}  // namespace instant_test
