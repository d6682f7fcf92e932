// Civil days: leap years, month lengths, and counting days the same way forwards, backwards and by
// std::chrono.
#include "schema/civil.h"

#include <chrono>
#include <string>

#include <catch2/catch.hpp>

#include "schema/plain_day.h"

namespace civil_test {

using namespace tenure;

TEST_CASE("civil: a year is leap by 4, not by 100, by 400, before year 0 as after", "[civil]") {
  CHECK(isLeapYear(2000));
  CHECK(isLeapYear(2024));
  CHECK_FALSE(isLeapYear(1900));
  CHECK_FALSE(isLeapYear(2023));
  CHECK(isLeapYear(0));
  CHECK(isLeapYear(-4));
  CHECK_FALSE(isLeapYear(-100));
  CHECK(isLeapYear(-400));
  CHECK(daysInMonth(2024, 2) == 29);
  CHECK(daysInMonth(2023, 2) == 28);
  CHECK(daysInMonth(1976, 6) == 30);
  CHECK(daysInMonth(1976, 12) == 31);
}

TEST_CASE("civil: a date is valid when its month has its day", "[civil]") {
  CHECK(isValid({2024, 2, 29}));
  CHECK_FALSE(isValid({2023, 2, 29}));
  CHECK_FALSE(isValid({2023, 0, 1}));
  CHECK_FALSE(isValid({2023, 13, 1}));
  CHECK_FALSE(isValid({2023, 1, 0}));
}

TEST_CASE("civil: day counts at known days", "[civil]") {
  CHECK(daysFromCivil({1970, 1, 1}) == 0);
  CHECK(daysFromCivil({1969, 12, 31}) == -1);
  CHECK(daysFromCivil({2000, 3, 1}) == 11017);
  CHECK(daysFromCivil({0, 1, 1}) == -719528);
  CHECK(daysFromCivil({-44, 3, 15}) == -735525);
  CHECK(daysFromCivil({9999, 12, 31}) == 2932896);
  CHECK(civilFromDays(-719529) == CivilDate{-1, 12, 31});
}

TEST_CASE("civil: every day from -405 to 2405 follows the one before, by counting", "[civil]") {
  CivilDate counted{-405, 1, 1};
  for (std::int64_t day = daysFromCivil(counted); counted.year < 2405; ++day) {
    if (civilFromDays(day) != counted || daysFromCivil(counted) != day) {
      FAIL("day " << day << " is " << formatCivil(counted));
    }
    if (counted.day < daysInMonth(counted.year, counted.month)) {
      ++counted.day;
    } else {
      counted.day = 1;
      counted.month = static_cast<std::uint8_t>(counted.month % 12 + 1);
      if (counted.month == 1) ++counted.year;
    }
  }
  SUCCEED();
}

TEST_CASE("civil: as std::chrono where its years reach", "[civil]") {
  for (std::int64_t day = -12'000'000; day <= 11'000'000; day += 997) {
    const std::chrono::year_month_day theirs{std::chrono::sys_days{std::chrono::days{day}}};
    const CivilDate ours = civilFromDays(day);
    if (ours.year != static_cast<int>(theirs.year()) || ours.month != static_cast<unsigned>(theirs.month()) ||
        ours.day != static_cast<unsigned>(theirs.day())) {
      FAIL("day " << day << " is " << formatCivil(ours));
    }
  }
  SUCCEED();
}

TEST_CASE("civil: years far beyond any instant still count exactly", "[civil]") {
  const std::int64_t far = 999'999'999'999'999;
  CHECK(civilFromDays(daysFromCivil({far, 12, 31})) == CivilDate{far, 12, 31});
  CHECK(civilFromDays(daysFromCivil({-far, 1, 1})) == CivilDate{-far, 1, 1});
  const std::int64_t edge = INT64_MAX - 2'000'000;
  CHECK(plusDays({edge, 12, 31}, 1) == CivilDate{edge + 1, 1, 1});
  CHECK(plusDays({-edge, 1, 1}, -1) == CivilDate{-edge - 1, 12, 31});
  const auto february = static_cast<std::uint8_t>(daysInMonth(edge + 1, 2));
  CHECK(plusMonths({edge, 12, 31}, 2) == CivilDate{edge + 1, 2, february});
}

TEST_CASE("civil: adding days and months", "[civil]") {
  CHECK(plusDays({2014, 12, 31}, 1) == CivilDate{2015, 1, 1});
  CHECK(plusDays({2014, 1, 1}, -1) == CivilDate{2013, 12, 31});
  CHECK(plusDays({2000, 2, 29}, 146'097) == CivilDate{2400, 2, 29});
  CHECK(plusMonths({2014, 1, 31}, 1) == CivilDate{2014, 2, 28});
  CHECK(plusMonths({2014, 1, 31}, -2) == CivilDate{2013, 11, 30});
  CHECK(plusMonths({2012, 2, 29}, 12) == CivilDate{2013, 2, 28});
  CHECK(plusMonths({0, 1, 15}, -1) == CivilDate{-1, 12, 15});
}

TEST_CASE("civil: text has four digits at least, and a sign only before year 0", "[civil]") {
  CHECK(formatCivil({2014, 10, 28}) == "2014-10-28");
  CHECK(formatCivil({-44, 3, 15}) == "-0044-03-15");
  CHECK(formatCivil({0, 1, 1}) == "0000-01-01");
  CHECK(formatCivil({170002, 1, 1}) == "170002-01-01");
  CHECK(formatCivil({INT64_MIN, 1, 1}) == "-9223372036854775808-01-01");
}

TEST_CASE("civil: a plain day is read as the calendar has it, every day of ten thousand years", "[civil]") {
  bool same = true;
  for (std::int64_t day = daysFromCivil({0, 1, 1}); day <= daysFromCivil({9999, 12, 31}); ++day)
    same = same && plainDay(formatCivil(civilFromDays(day))) == static_cast<std::int32_t>(day);
  CHECK(same);
}

TEST_CASE("civil: what is no plain day, or in no calendar, is not read as one", "[civil]") {
  for (const char* text :
       {"",           "2014",       "2014-10",    "2014-10-2",  "2014-10-281", "2014-1-028",
        "2014/10/28", "2014-10/28", "2014-13-01", "2014-00-01", "2014-10-00",  "2014-10-32",
        "1976-06-31", "2023-02-29", "1900-02-29", "201X-10-28", "2014-10-2 ",  " 014-10-28",
        "-014-10-28", "+014-10-28", "2014-10-:0", "2014-21-01"}) {
    CAPTURE(text);
    CHECK_FALSE(plainDay(text).has_value());
  }
  CHECK(plainDay("2000-02-29") == 11'016);
  CHECK(plainDay("0000-02-29").has_value());
}

}  // namespace civil_test
