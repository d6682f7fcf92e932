// Dates, times and durations of the query language: openCypher's own cases, and where these are silent, what
// we promise: the ends of the calendar, clocks that go back or skip an hour, refusals.
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/shared_data.h"
#include "tests/unit/constant_text.h"

namespace temporal_test {

using namespace tenure;

namespace {

/// The cells of the only row, or the error's message.
std::string row(const std::string& statement) {
  const auto result = testing::constantRow(statement);
  if (!result) return "not constant";
  if (!result->ok()) return result->error().message();
  std::string out;
  for (const std::string& cell : result->value()) out += (out.empty() ? "" : ", ") + cell;
  return out;
}

std::string value(const std::string& expression) { return row("RETURN " + expression); }

}  // namespace

TEST_CASE("temporal: openCypher's cases that need no graph", "[temporal]") {
  const auto path = testing::sharedFile("tck/tck.json");
  if (!path) return;
  std::ifstream file(*path);
  std::size_t count = 0;
  for (const auto& one : nlohmann::json::parse(file)) {
    if (one.at("file").get<std::string>().find("expressions/temporal/") == std::string::npos) continue;
    if (!one.at("setup").empty() || one.at("error").is_object() || one.at("rows").size() != 1) continue;
    const auto text = one.at("query").get<std::string>();
    const auto found = testing::constantRow(text);
    if (!found) continue;
    CAPTURE(one.at("id").get<std::string>(), text);
    std::string expected;
    for (const auto& cell : one.at("rows").front())
      expected += (expected.empty() ? "" : ", ") + cell.get<std::string>();
    CHECK(row(text) == expected);
    ++count;
  }
  CHECK(count >= 640);
}

TEST_CASE("temporal: components by name", "[temporal]") {
  CHECK(row("WITH date('1984-10-11') AS d RETURN d.year, d.quarter, d.month, d.week, d.weekYear, d.day, "
            "d.ordinalDay, "
            "d.weekDay, d.dayOfQuarter") == "1984, 4, 10, 41, 1984, 11, 285, 4, 11");
  CHECK(row("WITH date('1984-01-01') AS d RETURN d.year, d.weekYear, d.week, d.weekDay") ==
        "1984, 1983, 52, 7");
  CHECK(row("WITH datetime('1984-11-11T12:31:14.645876123[Europe/Stockholm]') AS d RETURN d.millisecond, "
            "d.microsecond, "
            "d.nanosecond, d.timezone, d.offset, d.offsetMinutes, d.offsetSeconds, d.epochSeconds, "
            "d.epochMillis") ==
        "645, 645876, 645876123, 'Europe/Stockholm', '+01:00', 60, 3600, 469020674, 469020674645");
  CHECK(row("WITH duration({years: 1, months: 4, days: 10, hours: 1, minutes: 1, seconds: 1, nanoseconds: "
            "111111111}) "
            "AS d RETURN d.quarters, d.monthsOfYear, d.daysOfWeek, d.minutesOfHour, d.milliseconds, "
            "d.nanosecondsOfSecond") == "5, 4, 3, 1, 3661111, 111111111");
  CHECK(value("date('2020-01-01').hour") == "null");
}

TEST_CASE("temporal: dates and times move by durations", "[temporal]") {
  const std::string one =
      "duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2})";
  CHECK(value("date('1984-10-11') + " + one) == "'1997-03-25'");
  CHECK(value("date('1984-10-11') - " + one) == "'1972-04-27'");
  CHECK(value("localtime('12:31:14.000000001') + " + one) == "'04:44:24.000000003'");
  CHECK(value("localtime('12:31:14.000000001') - " + one) == "'20:18:03.999999999'");
  CHECK(value(one + " + datetime('1984-10-11T12:31:14.000000001+01:00')") ==
        "'1997-03-26T04:44:24.000000003+01:00'");
  const std::string fractions =
      "duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, "
      "nanoseconds: 3})";
  CHECK(value("date('1984-10-11') + " + fractions) == "'1997-10-11'");
  CHECK(value("localdatetime('1984-10-11T12:31:14.000000001') - " + fractions) ==
        "'1971-10-12T02:33:00.499999998'");
  CHECK(value("date('2012-01-31') + duration('P1M')") == "'2012-02-29'");
  // Over the hour that summer time leaves out: a day by the clock, 24 hours by the instant.
  CHECK(value("datetime('2017-03-25T12:00[Europe/Stockholm]') + duration('P1D')") ==
        "'2017-03-26T12:00+02:00[Europe/Stockholm]'");
  CHECK(value("datetime('2017-03-25T12:00[Europe/Stockholm]') + duration('PT24H')") ==
        "'2017-03-26T13:00+02:00[Europe/Stockholm]'");
  CHECK(value("date('+999999999-12-31') + duration('P1D')") ==
        "dates go from the year -999999999 to 999999999");
  CHECK(value("date('2020-01-01') + duration({years: 9000000000})") ==
        "dates go from the year -999999999 to 999999999");
}

TEST_CASE("temporal: durations add, scale and are written with one sign a part", "[temporal]") {
  const std::string one =
      "duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1})";
  CHECK(value(one + " + " + one) == "'P24Y10M28DT32H26M20.000000002S'");
  CHECK(value(one + " - " + one) == "'PT0S'");
  CHECK(value(one + " / 2") == "'P6Y2M22DT13H21M8S'");
  CHECK(value("2 * " + one) == "'P24Y10M28DT32H26M20.000000002S'");
  CHECK(value("-duration('P1Y-2M3DT-4H0.5S')") == "'P-10M-3DT3H59M59.5S'");
  CHECK(value("duration('P1D') / 0") == "a duration has no quotient by zero");
  CHECK(value("duration({seconds: -60, milliseconds: 1})") == "'PT-59.999S'");
  CHECK(value("duration({seconds: -60, milliseconds: -1})") == "'PT-1M-0.001S'");
  CHECK(value("duration({days: 9300000000000000000.0})") == "a duration's parts have 64 bits");
}

TEST_CASE("temporal: a clock that goes back shows a time twice, one that goes on leaves it out",
          "[temporal]") {
  CHECK(value("datetime('2017-10-29T02:30[Europe/Stockholm]')") ==
        "'2017-10-29T02:30+02:00[Europe/Stockholm]'");
  CHECK(value("datetime('2017-10-29T02:30+01:00[Europe/Stockholm]')") ==
        "'2017-10-29T02:30+01:00[Europe/Stockholm]'");
  CHECK(value("datetime('2017-03-26T02:30[Europe/Stockholm]')") ==
        "'2017-03-26T03:30+02:00[Europe/Stockholm]'");
  CHECK(value("datetime('2017-07-01T02:30+05:00[Europe/Stockholm]')") ==
        "+05:00 is not the offset of Europe/Stockholm at that time");
  CHECK(value("datetime({epochSeconds: 416779, nanosecond: 123, timezone: '+02'})") ==
        "'1970-01-05T21:46:19.000000123+02:00'");
  CHECK(value("datetime.fromepochmillis(-1)") == "'1969-12-31T23:59:59.999Z'");
  CHECK(value("datetime('2517-07-01T12:00[Europe/Stockholm]')") ==
        "'2517-07-01T12:00+02:00[Europe/Stockholm]'");
  // Local mean time, before there were zones.
  CHECK(value("datetime('1800-07-01T12:00[Africa/Bamako]').offset") == "'-00:16:08'");
}

TEST_CASE("temporal: what is no date, time or duration is refused in words", "[temporal]") {
  CHECK(value("date('2015-02-29')") == "2015-02-29 is not a date, such as 2015-07-21");
  for (const std::string text :
       {"", "20", "201", "2015-", "2015-1", "2015-13", "2015-W54", "2015-W5-8", "2015-366", "2015-Q5",
        "2015-07-21 ", "2015-07-21T10", "99999", "+1234567890-01-01", "20150732", "2015-0721"}) {
    CAPTURE(text);
    CHECK(value("date('" + text + "')") == text + " is not a date, such as 2015-07-21");
  }
  for (const std::string text :
       {"24:00", "21:60", "2", "21:4", "21:40:32.", "21:40:32.1234567890", "21:40Z", "214"}) {
    CAPTURE(text);
    CHECK(value("localtime('" + text + "')").find("is not a time of day") != std::string::npos);
  }
  for (const std::string text : {"", "P", "PT", "P1", "1Y", "P1S", "PT1D", "P1Y2Y", "P1.Y", "P1D1M", "P1YT",
                                 "P12345678901234567890D"}) {
    CAPTURE(text);
    CHECK(value("duration('" + text + "')").find("is no duration") != std::string::npos);
  }
  CHECK(value("time('12:00+19:00')").find("is no offset") != std::string::npos);
  CHECK(value("datetime('2015-01-01T00:00[Europe/Nowhere]')").find("is no time zone") != std::string::npos);
  CHECK(value("date({month: 1})") == "a date has a year");
  CHECK(value("date({year: 2015, day: 1})") == "a day has a month");
  CHECK(value("date({year: 2015, month: 2, day: 29})") == "the day is 1 to 28, not 29");
  CHECK(value("date({year: 2015, month: 2, week: 3})").find("not by two of them") != std::string::npos);
  CHECK(value("date({year: 1000000000})").find("the year is -999999999 to 999999999") != std::string::npos);
  CHECK(value("date({year: 2015, hour: 1})") == "a DATE has no hour");
  CHECK(value("date({yaer: 2015})") == "yaer is no part of a date or time");
  CHECK(value("localtime({hour: 1, second: 2})") == "a second has a minute");
  CHECK(value("localtime({hour: 1, minute: 1, second: 2, millisecond: 1, microsecond: 1000})") ==
        "the microsecond is 0 to 999, not 1000");
  CHECK(value("date.truncate('hour', date('2015-01-01'))") == "a DATE cannot be truncated to a hour");
  CHECK(value("localtime.truncate('month', localtime('10:00'))") ==
        "a LOCAL TIME cannot be truncated to a month");
  CHECK(value("date(localtime('10:00'))").find("a DATE cannot be made of") != std::string::npos);
  CHECK(value("duration({hour: 1})") == "hour is no part of a duration, such as years, days, seconds");
}

TEST_CASE("temporal: the ends of the calendar are written with a sign and read again", "[temporal]") {
  CHECK(value("date('+999999999-12-31')") == "'+999999999-12-31'");
  CHECK(value("date(toString(date('+12345-01-01')))") == "'+12345-01-01'");
  CHECK(value("localdatetime('-999999999-01-01')") == "'-999999999-01-01T00:00'");
  CHECK(value("date('-0044-03-15')") == "'-0044-03-15'");
}

}  // namespace temporal_test
