// Boost.Date_Time at the door: dates, times and periods there and back, special values, and the range.
#include "schema/boost_time.h"

#include <catch2/catch.hpp>

namespace boost_time_test {

using namespace tenure;
namespace greg = boost::gregorian;
namespace posix = boost::posix_time;

namespace {

Instant day(std::int64_t year, std::uint8_t month, std::uint8_t d) { return *midnight({year, month, d}); }

}  // namespace

TEST_CASE("boost: dates and times there and back", "[boost]") {
  CHECK(*civilFromBoost(greg::date(2014, 10, 28)) == CivilDate{2014, 10, 28});
  CHECK(*instantFromBoost(greg::date(2014, 10, 28)) == day(2014, 10, 28));
  CHECK(*boostDate(CivilDate{2014, 10, 28}) == greg::date(2014, 10, 28));
  const posix::ptime time(greg::date(1969, 12, 31), posix::hours(23) + posix::microseconds(5));
  CHECK(formatIso(*instantFromBoost(time)) == "1969-12-31T23:00:00.000005Z");
  CHECK(*boostTime(*instantFromBoost(time)) == time);
  CHECK(*boostDate(*instantFromBoost(time)) == greg::date(1969, 12, 31));
}

TEST_CASE("boost: its infinities are ours, and no date is refused", "[boost]") {
  CHECK(*instantFromBoost(greg::date(boost::date_time::pos_infin)) == Instant::plusInfinity());
  CHECK(*instantFromBoost(posix::ptime(boost::date_time::neg_infin)) == Instant::minusInfinity());
  CHECK(boostTime(Instant::plusInfinity())->is_pos_infinity());
  CHECK(boostDate(Instant::minusInfinity())->is_neg_infinity());
  for (const auto& error : {instantFromBoost(greg::date(boost::date_time::not_a_date_time)).error(),
                            instantFromBoost(posix::ptime(boost::date_time::not_a_date_time)).error(),
                            civilFromBoost(greg::date(boost::date_time::not_a_date_time)).error()}) {
    CHECK(error.code() == ErrorCode::kInvalidArgument);
    CHECK(error.message() == "not_a_date_time stands for no date");
  }
  CHECK(civilFromBoost(greg::date(boost::date_time::pos_infin)).error().message() ==
        "an infinity is no calendar day");
}

TEST_CASE("boost: the years 1400 to 9999, and no others, by name", "[boost]") {
  CHECK(boostDate(CivilDate{1400, 1, 1}).ok());
  CHECK(boostDate(CivilDate{9999, 12, 31}).ok());
  const auto early = boostDate(CivilDate{1399, 12, 31});
  CHECK(early.error().code() == ErrorCode::kOutOfRange);
  CHECK(early.error().message() == "1399-12-31 is outside the years 1400 to 9999 of Boost.Date_Time");
  CHECK(boostTime(day(10000, 1, 1)).error().message() ==
        "10000-01-01 is outside the years 1400 to 9999 of Boost.Date_Time");
  CHECK(boostTime(day(10000, 1, 1).plusMicros(-1)).ok());
  CHECK(boostDate(CivilDate{2014, 2, 30}).error().message() == "2014-02-30 is no day of the calendar");
}

TEST_CASE("boost: periods are half-open on both sides of the door", "[boost]") {
  const greg::date_period days(greg::date(2014, 1, 1), greg::date(2015, 1, 1));
  const Range year{day(2014, 1, 1), day(2015, 1, 1)};
  CHECK(*rangeFromBoost(days) == year);
  // Catch2 takes Boost's periods for containers, hence the second parentheses.
  CHECK((*boostDatePeriod(year) == days));
  const posix::time_period times(posix::ptime(greg::date(2014, 1, 1)), posix::hours(3));
  CHECK((*boostTimePeriod(*rangeFromBoost(times)) == times));
  const Range open{day(2014, 1, 1), Instant::plusInfinity()};
  CHECK(*rangeFromBoost(*boostTimePeriod(open)) == open);
  CHECK(*rangeFromBoost(*boostDatePeriod(open)) == open);
}

TEST_CASE("boost: null periods, and periods of days that do not end at midnight, are refused", "[boost]") {
  const greg::date_period null(greg::date(2014, 1, 1), greg::date(2014, 1, 1));
  CHECK(rangeFromBoost(null).error().message() ==
        "a null period (its end is not after its start) stands for no time");
  CHECK(boostTimePeriod({day(2014, 1, 2), day(2014, 1, 1)}).error().code() == ErrorCode::kInvalidArgument);
  CHECK(boostDatePeriod({day(2014, 1, 1).plusMicros(1), day(2014, 1, 3)}).error().message() ==
        "2014-01-01T00:00:00.000001Z is not at midnight, so it ends no period of days");
  const posix::time_period undefined(posix::ptime(boost::date_time::not_a_date_time),
                                     posix::ptime(greg::date(2014, 1, 1)));
  CHECK_FALSE(rangeFromBoost(undefined).ok());
}

}  // namespace boost_time_test
