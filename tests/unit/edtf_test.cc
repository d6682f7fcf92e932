// EDTF: the reference cases, and what each construct of levels 0 to 2 means, with the refusals beside.
#include "schema/edtf.h"

#include <fstream>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/shared_data.h"

namespace edtf_test {

using namespace tenure;

namespace {

/// "min .. max" as `tenure date` prints it, or the error.
std::string said(std::string_view text) {
  const EdtfSummary summary = summarizeEdtf(text);
  if (!summary.valid) return summary.error;
  return summary.min.value_or("unknown") + " .. " + summary.max.value_or("unknown");
}

std::string dayText(const EdtfBound& bound) { return formatCivil(bound.date); }

/// Least and greatest day after widening.
std::string widened(std::string_view text) {
  const auto edtf = parseEdtf(text);
  if (!edtf.ok()) return edtf.error().message();
  return dayText(edtf->start.least_widened) + " .. " + dayText(edtf->start.greatest_widened);
}

std::uint64_t columnOf(std::string_view text) {
  const auto edtf = parseEdtf(text);
  return edtf.ok() || !edtf.error().place() ? 0 : edtf.error().place()->column;
}

/// Cases whose value is no least or greatest day, and the right one. The first five have their least day
/// after their greatest. The last two take `X0` to mean 00, which is no month and no day, and go on with 01.
const std::map<std::string, std::string> kErrata = {
    {"-0300-XX", "-0300-01-01 .. -0300-12-31"},
    {"-1985-04-XX", "-1985-04-01 .. -1985-04-30"},
    {"-1985-XX-XX", "-1985-01-01 .. -1985-12-31"},
    {"-2004-XX", "-2004-01-01 .. -2004-12-31"},
    {"-2016-XX", "-2016-01-01 .. -2016-12-31"},
    {"1930-X0-10/1930-10-30", "1930-10-10 .. 1930-10-30"},
    {"2018-05-X0/2018-05-11", "2018-05-10 .. 2018-05-11"},
};

}  // namespace

TEST_CASE("edtf: the reference cases, verdict and least and greatest day", "[edtf]") {
  const auto path = testing::sharedFile("edtf/edtf_cases.json");
  if (!path) return;
  std::ifstream file(*path);
  std::set<std::string> errata_met;
  std::size_t count = 0;
  for (const auto& one : nlohmann::json::parse(file)) {
    const auto text = one.at("edtf").get<std::string>();
    CAPTURE(text);
    ++count;
    if (const auto erratum = kErrata.find(text); erratum != kErrata.end()) {
      CHECK(said(text) == erratum->second);
      errata_met.insert(text);
      continue;
    }
    const EdtfSummary ours = summarizeEdtf(text);
    CHECK(ours.error.empty() == ours.valid);
    if (one.at("valid").is_boolean()) CHECK(ours.valid == one.at("valid").get<bool>());
    if (!ours.valid) continue;
    if (one.at("min").is_string()) CHECK(ours.min.value_or("unknown") == one.at("min").get<std::string>());
    if (one.at("max").is_string()) CHECK(ours.max.value_or("unknown") == one.at("max").get<std::string>());
  }
  CHECK(count >= 700);
  CHECK(errata_met.size() == kErrata.size());
}

TEST_CASE("edtf: level 0, dates and intervals", "[edtf]") {
  CHECK(said("2014") == "2014-01-01 .. 2014-12-31");
  CHECK(said("2014-02") == "2014-02-01 .. 2014-02-28");
  CHECK(said("2014-10-28") == "2014-10-28 .. 2014-10-28");
  CHECK(said("0000") == "0000-01-01 .. 0000-12-31");
  CHECK(said("-0044-03-15") == "-0044-03-15 .. -0044-03-15");
  CHECK(said("1964/2008") == "1964-01-01 .. 2008-12-31");
  CHECK(said("1976-06-31") == "1976-06-31: June 1976 has 30 days");
  CHECK(columnOf("1976-06-31") == 9);
  CHECK(said("2014-13") == "2014-13: there is no month 13; months are 01 to 12, seasons 21 to 41");
  CHECK(columnOf("2014-13") == 6);
  CHECK(said("2014-1-5") == "2014-1-5: a month has two digits (01 to 12)");
  CHECK(said("20141028") == "20141028: a day is written with hyphens: 2014-10-28");
  CHECK(said("-0000") == "-0000: there is no year -0000; the year 0 is written 0000");
  CHECK(said("") == ": a date is expected");
  CHECK(said("2016/2014") == "2016/2014: the interval ends (2014-12-31) before it starts (2016-01-01)");
  CHECK(columnOf("2016/2014") == 6);
  CHECK(said("2014/2015/2016") == "2014/2015/2016: an interval has two sides, so only one '/'");
  CHECK(said("2014–2016") ==
        "2014–2016: this is not a hyphen; dates have '-' (2014-10-28), periods '/' (2014/2018)");
  CHECK(columnOf("2014–2016") == 5);
  CHECK(said("Oct 2014") == "Oct 2014: 'O' has no place here; dates are written 2014, 2014-10 or 2014-10-28");
  CHECK(said("2014\x01") ==
        "2014\\x01: '\\x01' has no place here; dates are written 2014, 2014-10 or 2014-10-28");
}

TEST_CASE("edtf: timestamps are UTC, and the days printed are those written", "[edtf]") {
  const auto instant = [](std::string_view text) {
    const auto edtf = parseEdtf(text);
    REQUIRE(edtf.ok());
    REQUIRE(edtf->start.isInstant());
    return dayText(edtf->start.least) + " " + std::to_string(edtf->start.least.micros_of_day);
  };
  CHECK(instant("2014-10-28T15:00:00Z") == "2014-10-28 54000000000");
  CHECK(instant("2014-10-28T15:00:00") == "2014-10-28 54000000000");
  CHECK(instant("2014-10-28T15:00") == "2014-10-28 54000000000");
  CHECK(instant("2014-10-28T01:00:00+04:30") == "2014-10-27 73800000000");
  CHECK(instant("2014-12-31T23:00:00-12") == "2015-01-01 39600000000");
  CHECK(instant("2014-10-28T24:00:00Z") == "2014-10-29 0");
  CHECK(instant("2014-10-28T00:00:00.5Z") == "2014-10-28 500000");
  CHECK(instant("2014-10-28T00:00:00.000001Z") == "2014-10-28 1");
  CHECK(said("2014-10-28T01:00:00+04:30") == "2014-10-28 .. 2014-10-28");
  CHECK(said("2014-10-28T24:00:00Z") == "2014-10-28 .. 2014-10-28");

  CHECK(said("2014-10-28T00:00:00.0000001Z") ==
        "2014-10-28T00:00:00.0000001Z: the seconds have 7 decimals; up to 6 (microseconds) are taken, and "
        "nothing "
        "is rounded");
  CHECK(columnOf("2014-10-28T00:00:00.0000001Z") == 20);
  CHECK(said("2014-10-28T24:00:01Z") == "2014-10-28T24:00:01Z: the day ends at 24:00:00");
  CHECK(said("2014-10-28T12:60:00Z") == "2014-10-28T12:60:00Z: minutes end at 59");
  CHECK(said("2014-10-28T12:00:00+1400") ==
        "2014-10-28T12:00:00+1400: a time zone is written +hh:mm, with a colon");
  CHECK(said("2014-10T12:00:00Z") ==
        "2014-10T12:00:00Z: a time of day needs a full date before it, without X and qualifiers");
  CHECK(said("2014-10-28 15:00") ==
        "2014-10-28 15:00: a space has no place in a date; a time of day follows 'T' (2014-10-28T15:00:00Z)");
}

TEST_CASE("edtf: level 1, seasons, open and unknown ends, long years", "[edtf]") {
  CHECK(said("2001-21") == "2001-03-01 .. 2001-05-31");
  CHECK(said("2003-24") == "2003-12-01 .. 2004-02-29");
  CHECK(said("1985/..") == "1985-01-01 .. inf");
  CHECK(said("../1985") == "-inf .. 1985-12-31");
  CHECK(said("../..") == "-inf .. inf");
  CHECK(said("1985/") == "1985-01-01 .. unknown");
  CHECK(said("/1960") == "unknown .. 1960-12-31");
  CHECK(said("Y170002") == "170002-01-01 .. 170002-12-31");
  CHECK(said("Y-17E7") == "-170000000-01-01 .. -170000000-12-31");
  CHECK(said("Y9223372036852775807") == "9223372036852775807-01-01 .. 9223372036852775807-12-31");
  CHECK(said("/") == "/: an interval needs a date on at least one side of '/'");
  CHECK(said("..") == "..: '..' stands at an end of an interval: '../2014' or '2014/..'");
  CHECK(said("2012..2013") ==
        "2012..2013: '..' is an open end ('2012/..'); from one time to another is '2012/2013'");
  CHECK(said("2014/open") == "2014/open: an open end is written '..': '2014/..'");
  CHECK(said("Y2014") ==
        "Y2014: 'Y' begins a year of more than four digits; a year of four is written without it");
  CHECK(said("20140") == "20140: a year has four digits; one with more begins with 'Y' (Y20000)");
  CHECK(said("2003-21-05") == "2003-21-05: a season has no days");
}

TEST_CASE("edtf: a year that does not fit 64 bits is out of range, by name", "[edtf]") {
  for (const char* text :
       {"Y17E30", "Y99999999999999999999", "Y9223372036854775807", "Y1E18446744073709551617"}) {
    const auto edtf = parseEdtf(text);
    REQUIRE_FALSE(edtf.ok());
    CHECK(edtf.error().code() == ErrorCode::kOutOfRange);
    CHECK(edtf.error().message() == std::string(text) + ": the year " + (text + 1) + " does not fit 64 bits");
  }
}

TEST_CASE("edtf: level 2 seasons, by hemisphere and by length", "[edtf]") {
  CHECK(said("2001-25") == "2001-03-01 .. 2001-05-31");
  CHECK(said("2001-28") == "2001-12-01 .. 2002-02-28");
  CHECK(said("2001-29") == "2001-09-01 .. 2001-11-30");
  CHECK(said("2001-30") == "2001-12-01 .. 2002-02-28");
  CHECK(said("2001-31") == "2001-03-01 .. 2001-05-31");
  CHECK(said("2001-32") == "2001-06-01 .. 2001-08-31");
  CHECK(said("2001-33") == "2001-01-01 .. 2001-03-31");
  CHECK(said("2001-36") == "2001-10-01 .. 2001-12-31");
  CHECK(said("2001-38") == "2001-05-01 .. 2001-08-31");
  CHECK(said("2001-41") == "2001-07-01 .. 2001-12-31");
  CHECK(said("201X-22") == "201X-22: a season needs a year with all its digits");
  CHECK(said("2001-42") == "2001-42: there is no month 42; months are 01 to 12, seasons 21 to 41");
}

TEST_CASE("edtf: unspecified digits give the least and greatest day that fits them", "[edtf]") {
  CHECK(said("201X") == "2010-01-01 .. 2019-12-31");
  CHECK(said("20XX") == "2000-01-01 .. 2099-12-31");
  CHECK(said("1XX3") == "1003-01-01 .. 1993-12-31");
  CHECK(said("-201X") == "-2019-01-01 .. -2010-12-31");
  CHECK(said("-000X") == "-0009-01-01 .. -0001-12-31");
  CHECK(said("2014-XX") == "2014-01-01 .. 2014-12-31");
  CHECK(said("2014-1X") == "2014-10-01 .. 2014-12-31");
  CHECK(said("2014-X0") == "2014-10-01 .. 2014-10-31");
  CHECK(said("2014-02-XX") == "2014-02-01 .. 2014-02-28");
  CHECK(said("2014-05-X0") == "2014-05-10 .. 2014-05-30");
  CHECK(said("201X-02-29") == "2012-02-29 .. 2016-02-29");
  CHECK(said("2014-XX-31") == "2014-01-31 .. 2014-12-31");
  CHECK(said("2014-1X-31") == "2014-10-31 .. 2014-12-31");
  CHECK(said("2014-02-3X") == "2014-02-3X: February 2014 has 28 days");
  CHECK(said("XXX1-02-29") == "XXX1-02-29: none of the months it can be has a day 29");
  CHECK(said("201x") == "201x: an unspecified digit is written with a capital 'X'");
  CHECK(said("201u-10") == "201u-10: an unspecified digit is written with a capital 'X'");
}

TEST_CASE("edtf: significant digits move no bound", "[edtf]") {
  CHECK(said("1950S2") == "1950-01-01 .. 1950-12-31");
  CHECK(said("Y3388E2S3") == "338800-01-01 .. 338800-12-31");
  CHECK(said("1950S0") == "1950S0: a number from 1 is expected after 'S' (significant digits)");
}

TEST_CASE("edtf: sets span from their least to their greatest member", "[edtf]") {
  CHECK(said("[1984,1985-10-01]") == "1984-01-01 .. 1985-10-01");
  CHECK(said("[1667, 1668, 1670..1672]") == "1667-01-01 .. 1672-12-31");
  CHECK(said("[..1984]") == "-inf .. 1984-12-31");
  CHECK(said("{1760..}") == "1760-01-01 .. inf");
  CHECK(said("[2016,-1667]") == "-1667-01-01 .. 2016-12-31");
  CHECK(said("[]") == "[]: ']' has no place here; dates are written 2014, 2014-10 or 2014-10-28");
  CHECK(said("[1984") == "[1984: the set is not closed by ']'");
  CHECK(said("[1984}") == "[1984}: the set is closed by ']', as it was opened");
  CHECK(said("[1984..,1986]") == "[1984..,1986]: only the last member of a set can be open ('2014..')");
  CHECK(said("[1984,..1986]") == "[1984,..1986]: only the first member of a set can begin with '..'");
  CHECK(said("[1984]/1990") == "[1984]/1990: an interval has single dates at its ends, not sets");
}

TEST_CASE("edtf: our own extension takes one-of sets as ends, timestamps in sets, days in long years",
          "[edtf]") {
  for (const char* text : {"[2013,2015]/2018", "2013/[2015..2018]", "[2014-01-01T10:00:00Z..2014-02-01]",
                           "[..]/..", "Y10000-12-31", "Y10000-12-31T10:00:00Z"}) {
    CAPTURE(text);
    CHECK(parseEdtfExtended(text).ok());
    CHECK_FALSE(parseEdtf(text).ok());
  }
  CHECK_FALSE(parseEdtfExtended("{2013,2015}/2018").ok());
  CHECK_FALSE(parseEdtfExtended("2013/{2015..2018}").ok());
}

TEST_CASE("edtf: ? and ~ widen by one unit of the coarsest component they qualify, % by two", "[edtf]") {
  CHECK(widened("2014?") == "2013-01-01 .. 2015-12-31");
  CHECK(widened("2014~") == "2013-01-01 .. 2015-12-31");
  CHECK(widened("2014%") == "2012-01-01 .. 2016-12-31");
  CHECK(widened("?2014") == "2013-01-01 .. 2015-12-31");
  CHECK(widened("201X~") == "2000-01-01 .. 2029-12-31");
  CHECK(widened("20XX~") == "1900-01-01 .. 2199-12-31");
  CHECK(widened("2X13~") == "2012-01-01 .. 2914-12-31");
  CHECK(widened("2014-?06") == "2014-05-01 .. 2014-07-31");
  CHECK(widened("2014-?06-11") == "2014-05-11 .. 2014-07-11");
  CHECK(widened("2014-%06-11") == "2014-04-11 .. 2014-08-11");
  CHECK(widened("2014-06-?11") == "2014-06-10 .. 2014-06-12");
  CHECK(widened("2014-06-%11") == "2014-06-09 .. 2014-06-13");
  CHECK(widened("2014-?21") == "2013-12-01 .. 2014-08-31");
}

TEST_CASE("edtf: a qualifier at the right qualifies all to its left, so the year", "[edtf]") {
  CHECK(widened("2004-06?") == "2003-06-01 .. 2005-06-30");
  CHECK(widened("2004-06-11~") == "2003-06-11 .. 2005-06-11");
  CHECK(widened("2004-06~-11") == "2003-06-11 .. 2005-06-11");
  CHECK(widened("2004?-06-11") == "2003-06-11 .. 2005-06-11");
  CHECK(widened("2004-21?") == "2003-03-01 .. 2005-05-31");
}

TEST_CASE("edtf: several qualifiers give the hull of each by itself", "[edtf]") {
  CHECK(widened("2004?-06-%11") == "2003-06-11 .. 2005-06-11");
  CHECK(widened("2004-?06-%11") == "2004-05-11 .. 2004-07-11");
}

TEST_CASE("edtf: a month end stays a month end where the expression is a month or coarser", "[edtf]") {
  CHECK(widened("2004-02?") == "2003-02-01 .. 2005-02-28");
  CHECK(widened("2003-02?") == "2002-02-01 .. 2004-02-29");
  CHECK(widened("2003-?02") == "2003-01-01 .. 2003-03-31");
  CHECK(widened("2004-02-29?") == "2003-02-28 .. 2005-02-28");
  CHECK(widened("2003-02-28?") == "2002-02-28 .. 2004-02-28");
}

}  // namespace edtf_test
