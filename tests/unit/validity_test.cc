// Validity: the table of DESIGN section 1 row by row, what is refused and in which words, and texts that read
// back to the same bounds.
#include "schema/validity.h"

#include "schema/edtf.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace validity_test {

using namespace tenure;

namespace {

std::string at(Instant instant) {
  std::string text = formatIso(instant);
  const std::size_t midnight_at = text.find("T00:00:00Z");
  return midnight_at == std::string::npos ? text : text.substr(0, midnight_at);
}

std::string bounds(const Period& p) {
  return at(p.start_min) + " " + at(p.start_max) + " | " + at(p.end_min) + " " + at(p.end_max);
}

/// The four bounds ("2014-01-01 2014-12-31 | 2014-01-02 2015-01-01"), midnights as days; or the error.
std::string read(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  const auto validity = Validity::parse(text, convention);
  return validity.ok() ? bounds(validity->period()) : validity.error().message();
}

std::string query(std::string_view text) {
  const auto range = parseQueryTime(text);
  return range.ok() ? at(range->start) + " " + at(range->end) : range.error().message();
}

ErrorCode codeOf(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  const auto validity = Validity::parse(text, convention);
  REQUIRE_FALSE(validity.ok());
  return validity.error().code();
}

std::uint64_t columnOf(std::string_view text) {
  const auto validity = Validity::parse(text);
  REQUIRE_FALSE(validity.ok());
  REQUIRE(validity.error().place());
  return validity.error().place()->column;
}

Instant day(std::int64_t year, std::uint8_t month, std::uint8_t d) { return *midnight({year, month, d}); }

Period derived(Instant start_min, Instant start_max, Instant end_min, Instant end_max,
               Grain grain = Grain::kDay) {
  return {start_min, start_max, end_min, end_max, true, grain};
}

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();

}  // namespace

// ---- the table
// -----------------------------------------------------------------------------------------------

TEST_CASE("validity: A/B of days or coarser", "[validity]") {
  CHECK(read("2017/2018") == "2017-01-01 2017-12-31 | 2018-01-02 2019-01-01");
  CHECK(read("2014-01-01/2014-12-31") == "2014-01-01 2014-01-01 | 2015-01-01 2015-01-01");
  CHECK(read("2014-10/2015-02") == "2014-10-01 2014-10-31 | 2015-02-02 2015-03-01");
  CHECK(read("201X/2020") == "2010-01-01 2019-12-31 | 2020-01-02 2021-01-01");
}

TEST_CASE("validity: A alone is some time within A", "[validity]") {
  CHECK(read("2014") == "2014-01-01 2014-12-31 | 2014-01-02 2015-01-01");
  CHECK(read("2014-10-28") == "2014-10-28 2014-10-28 | 2014-10-29 2014-10-29");
  CHECK(read("2014") == read("2014/2014"));
  CHECK(read("[2013,2015]") == "2013-01-01 2015-12-31 | 2013-01-02 2016-01-01");
}

TEST_CASE("validity: A/.. still holds, A/ has an unknown end", "[validity]") {
  CHECK(read("2014/..") == "2014-01-01 2014-12-31 | +inf +inf");
  CHECK(read("2014/") == "2014-01-01 2014-12-31 | 2014-01-02 +inf");
}

TEST_CASE("validity: ../B has held since ever, /B has an unknown start", "[validity]") {
  CHECK(read("../2014") == "-inf -inf | 2014-01-02 2015-01-01");
  CHECK(read("/2014") == "-inf 2014-12-31 | 2014-01-02 2015-01-01");
}

TEST_CASE("validity: both ends unknown is always possible and never certain", "[validity]") {
  CHECK(read("/") == "-inf +inf | -inf +inf");
  CHECK(read("/..") == "-inf +inf | -inf +inf");
  CHECK(read("../") == "-inf -inf | -inf +inf");
  CHECK(read("../..") == "-inf -inf | +inf +inf");
}

TEST_CASE("validity: timestamps are instants, exclusive as ends", "[validity]") {
  CHECK(read("2014-10-28T15:00:00Z/2014-10-28T16:00:00Z") ==
        "2014-10-28T15:00:00Z 2014-10-28T15:00:00Z | 2014-10-28T16:00:00Z 2014-10-28T16:00:00Z");
  CHECK(
      read("2014-10-28T15:00:00Z") ==
      "2014-10-28T15:00:00Z 2014-10-28T15:00:00Z | 2014-10-28T15:00:00.000001Z 2014-10-28T15:00:00.000001Z");
  CHECK(read("2014-10-28T15:00:00+05:30/..") == "2014-10-28T09:30:00Z 2014-10-28T09:30:00Z | +inf +inf");
  CHECK(read("2014-10-28T15:00:00Z/") ==
        "2014-10-28T15:00:00Z 2014-10-28T15:00:00Z | 2014-10-28T15:00:00.000001Z +inf");
}

TEST_CASE("validity: each side by itself; a day as end includes its day", "[validity]") {
  CHECK(read("2014-10-28T15:00:00Z/2014-10-28") ==
        "2014-10-28T15:00:00Z 2014-10-28T15:00:00Z | 2014-10-29 2014-10-29");
  CHECK(read("2014-10-28/2014-10-28T15:00:00Z") ==
        "2014-10-28 2014-10-28 | 2014-10-28T15:00:00Z 2014-10-28T15:00:00Z");
  CHECK(Validity::parse("2014-10-28T15:00:00Z/2014-11")->period().grain == Grain::kMicrosecond);
  CHECK(Validity::parse("2014-10-28/2014-11")->period().grain == Grain::kDay);
}

TEST_CASE("validity: attested A is known to hold at some instant of A", "[validity]") {
  CHECK(read("attested: 2014") == "-inf 2014-12-31 | 2014-01-02 +inf");
  CHECK(read("attested:2014") == read("attested:   2014"));
  CHECK(read("attested: 2014-10-28") == "-inf 2014-10-28 | 2014-10-29 +inf");
  CHECK(read("attested: 2014-10-28T15:00:00Z") ==
        "-inf 2014-10-28T15:00:00Z | 2014-10-28T15:00:00.000001Z +inf");
}

TEST_CASE("validity: attested A/B is known to hold throughout", "[validity]") {
  CHECK(read("attested: 2014/2016") == "-inf 2014-01-01 | 2017-01-01 +inf");
  CHECK(read("attested: 2014/") ==
        "attested: 2014/: what is attested lies between two dates ('attested: 2014', 'attested: 2014/2016')");
  CHECK(columnOf("attested: 2014/") == 11);
  CHECK(read("attested: 2014-13") == "2014-13: there is no month 13; months are 01 to 12, seasons 21 to 41");
  CHECK(columnOf("attested: 2014-13") == 16);
}

TEST_CASE("validity: the last day of what is attested counts as the end dates are read", "[validity]") {
  const auto read = [](std::string_view text) { return Validity::parse(text, EndConvention::kExclusive); };
  CHECK(read("attested: 2014-01-01/2014-02-01")->period().end_min == day(2014, 2, 1));
  CHECK(read("attested: 2014/2016")->period().end_min == day(2016, 12, 31));
  CHECK(read("attested: 2014-01-01")->period().end_min == day(2014, 1, 2));
  const auto empty = read("attested: 2014-01-01/2014-01-01");
  REQUIRE_FALSE(empty.ok());
  CHECK(empty.error().message() ==
        "attested: 2014-01-01/2014-01-01: it ends no later than it starts, so it can hold at no time: end "
        "dates "
        "are read as exclusive");
}

TEST_CASE("validity: no validity at all is timeless", "[validity]") {
  CHECK(bounds(Validity().period()) == "-inf -inf | +inf +inf");
  CHECK(Validity().isTimeless());
  CHECK(read("") == "a date is expected; a fact that holds always is given no validity");
}

// ---- tightening
// ----------------------------------------------------------------------------------------------

TEST_CASE("validity: a written period is not empty, so its inner bounds leave room for one grain",
          "[validity]") {
  CHECK(read("2014/2014-03-15") == "2014-01-01 2014-03-15 | 2014-03-16 2014-03-16");
  CHECK(read("2014-03-15/2014") == "2014-03-15 2014-03-15 | 2014-03-16 2015-01-01");
  CHECK(read("2014/2014-03-15T12:00:00Z") ==
        "2014-01-01 2014-03-15T11:59:59.999999Z | 2014-03-15T12:00:00Z 2014-03-15T12:00:00Z");
}

TEST_CASE("validity: 2017/2018 holds certainly only from the last day of 2017 through the first of 2018",
          "[validity]") {
  const Period p = Validity::parse("2017/2018")->period();
  const auto q = [](std::string_view text) { return *parseQueryTime(text); };
  CHECK(certainAsOf(p, q("2017-12-31")));
  CHECK(certainAsOf(p, q("2018-01-01")));
  CHECK_FALSE(certainAsOf(p, q("2017-12-30")));
  CHECK_FALSE(certainAsOf(p, q("2018-01-02")));
  CHECK(possibleAsOf(p, q("2017-01-01")));
  CHECK(possibleAsOf(p, q("2018-12-31")));
  CHECK_FALSE(possibleAsOf(p, q("2016-12-31")));
  CHECK_FALSE(possibleAsOf(p, q("2019-01-01")));
}

TEST_CASE("validity: qualifiers widen each side", "[validity]") {
  CHECK(read("2014?/2016~") == "2013-01-01 2015-12-31 | 2015-01-02 2018-01-01");
  CHECK(read("2014-02-?10/..") == "2014-02-09 2014-02-11 | +inf +inf");
  CHECK(read("2014%") == "2012-01-01 2016-12-31 | 2012-01-02 2017-01-01");
}

// ---- exclusive ends
// ------------------------------------------------------------------------------------------

TEST_CASE("validity: an exclusive end lies within its expression, at midnight", "[validity]") {
  constexpr auto kExclusive = EndConvention::kExclusive;
  CHECK(read("2014-01-01/2014-02-01", kExclusive) == "2014-01-01 2014-01-01 | 2014-02-01 2014-02-01");
  CHECK(read("2014/2015", kExclusive) == "2014-01-01 2014-12-31 | 2015-01-01 2015-12-31");
  CHECK(read("/2015-01-01", kExclusive) == "-inf 2014-12-31 | 2015-01-01 2015-01-01");
  CHECK(read("2014", kExclusive) == read("2014"));
  CHECK(read("2014-01-01/2014-01-02T12:00:00Z", kExclusive) ==
        "2014-01-01 2014-01-01 | 2014-01-02T12:00:00Z 2014-01-02T12:00:00Z");
  CHECK(read("2014-01-01/2014-01-01", kExclusive) ==
        "2014-01-01/2014-01-01: it ends no later than it starts, so it can hold at no time: end dates are "
        "read as "
        "exclusive");
  CHECK(codeOf("2014-01-01/2014-01-01", kExclusive) == ErrorCode::kInvalidArgument);
  CHECK(Validity::parse("2014/2015", kExclusive)->convention() == kExclusive);
}

// ---- refusals
// ------------------------------------------------------------------------------------------------

TEST_CASE("validity: what is refused, with its reason", "[validity]") {
  CHECK(read("{2013,2015}") ==
        "{2013,2015}: a set of all its members {...} says several times at once; write one "
        "fact for each, or [...] for one of them");
  CHECK(codeOf("{2013,2015}") == ErrorCode::kInvalidArgument);
  CHECK(read("2016/2014") == "2016/2014: the interval ends (2014-12-31) before it starts (2016-01-01)");
  CHECK(codeOf("2016/2014") == ErrorCode::kParse);
  CHECK(read("2014-01-01T10:00:00Z/2014-01-01T10:00:00Z") ==
        "2014-01-01T10:00:00Z/2014-01-01T10:00:00Z: it starts and ends at the same instant, so it can hold "
        "at no "
        "time: the end of a period of timestamps is exclusive");
  CHECK(columnOf("2014-10/1976-06-31") == 17);
}

TEST_CASE("validity: an instant beyond the axis is refused by name, though the text is EDTF", "[validity]") {
  CHECK(summarizeEdtf("2014/Y290001").valid);
  CHECK(codeOf("2014/Y290001") == ErrorCode::kOutOfRange);
  CHECK(columnOf("2014/Y290001") == 6);
  CHECK(columnOf("Y290001/Y290002") == 1);
  CHECK(read("2014/Y290001") ==
        "2014/Y290001: the year 290001 of 290001-01-01 is beyond the time axis, which "
        "reaches from year -290000 to year 290000");
  CHECK(read("Y290000/..") == "+290000-01-01 +290000-12-31 | +inf +inf");
  CHECK(codeOf("Y290000?") == ErrorCode::kOutOfRange);
}

// ---- text
// ----------------------------------------------------------------------------------------------------

TEST_CASE("validity: the text is kept letter for letter, and has two halves", "[validity]") {
  const auto interval = *Validity::parse("2014?/2018-XX");
  CHECK(interval.text() == "2014?/2018-XX");
  CHECK(interval.startText() == "2014?");
  CHECK(interval.endText() == "2018-XX");
  const auto single = *Validity::parse("2014~");
  CHECK(single.startText() == "2014~");
  CHECK(single.endText() == "2014~");
  CHECK(Validity::parse("attested:  2014")->text() == "attested:  2014");
}

TEST_CASE("validity: from the columns of a table", "[validity]") {
  const auto text = [](std::string_view start, std::string_view end, BlankEnd blank = BlankEnd::kUnknown) {
    const auto validity = Validity::fromColumns(start, end, blank);
    return validity.ok() ? validity->text() : validity.error().message();
  };
  CHECK(text("2014", "2018?") == "2014/2018?");
  CHECK(text("2014", "") == "2014/");
  CHECK(text("2014", "", BlankEnd::kOpen) == "2014/..");
  CHECK(text("", "2018") == "/2018");
  CHECK(text("", "2018", BlankEnd::kOpen) == "/2018");
  CHECK(text("", "") == "/");
  CHECK(text("", "", BlankEnd::kOpen) == "/");
  CHECK(text("2014", "..") == "2014/..");
  CHECK(text("[2013,2015]", "2018") == "[2013,2015]/2018");
  CHECK(text("  2014 ", " \t") == "2014/");
  CHECK(text("2014/2015", "") ==
        "start: 2014/2015: a column of dates holds one date (2014, 2014-10 or 2014-10-28), not a period");
  CHECK(text("2014", "1976-06-31") == "end: 1976-06-31: June 1976 has 30 days");
  CHECK(text("2016", "2014") == "2016/2014: the interval ends (2014-12-31) before it starts (2016-01-01)");
  CHECK_FALSE(Validity::fromColumns("attested: 2014", "2015", BlankEnd::kOpen).ok());
  CHECK_FALSE(Validity::fromColumns("{2013,2014}", "2015", BlankEnd::kOpen).ok());
  CHECK(Validity::fromColumns("2014-01-01", "2014-02-01", BlankEnd::kOpen, EndConvention::kExclusive)
            ->period()
            .end_max == day(2014, 2, 1));
}

TEST_CASE("validity: describe writes what parse reads back to the same bounds", "[validity]") {
  const auto described = [](std::string_view text) {
    const Period period = Validity::parse(text)->period();
    std::string out = describe(period);
    CAPTURE(text, out);
    REQUIRE(Validity::parse(out).ok());
    CHECK(Validity::parse(out)->period() == period);
    return out;
  };
  CHECK(described("2014") == "2014");
  CHECK(described("2014-10/2015") == "2014-10/2015");
  CHECK(described("201X/202X") == "201X/202X");
  CHECK(described("19XX/20XX") == "19XX/20XX");
  CHECK(described("-201X/..") == "-201X/..");
  CHECK(described("2014?/..") == "[2013-01-01..2015-12-31]/..");
  CHECK(described("2014/") == "2014/");
  CHECK(described("/2014") == "/2014");
  CHECK(described("../2014") == "../2014");
  CHECK(described("/") == "/");
  CHECK(described("/..") == "/");
  CHECK(described("../") == "../");
  CHECK(described("attested: 2014") == "attested: 2014");
  CHECK(described("attested: 2014/2016") == "attested: 2014-01-01/2016-12-31");
  CHECK(described("[..2014,2016..]/..") == "[..]/..");
  CHECK(described("2014-10-28T15:00:00Z") == "2014-10-28T15:00:00Z");
  CHECK(described("2014-10-28T15:00:00Z/2014-10-28") == "2014-10-28T15:00:00Z/2014-10-29T00:00:00Z");
  CHECK(described("2014/2014-03-15T12:00:00Z") ==
        "[2014-01-01T00:00:00Z..2014-03-15T11:59:59.999999Z]/2014-03-15T12:00:00Z");
}

TEST_CASE("validity: bounds in years of more than four digits are written in our extension", "[validity]") {
  const Period widened = Validity::parse("9999-12-31?")->period();
  CHECK(describe(widened) == "[9998-12-31..Y10000-12-31]");
  CHECK(Validity::parse(describe(widened))->period() == widened);
  CHECK(describe(Validity::parse("Y12000/..")->period()) == "Y12000/..");
}

TEST_CASE("validity: a derived period has its description as text", "[validity]") {
  const Period cut = derived(day(2014, 1, 1), day(2014, 12, 31), day(2015, 3, 2), day(2015, 4, 1));
  CHECK(Validity::derivedFrom(cut).text() == "2014/2015-03");
  CHECK(Validity::derivedFrom(cut).period() == cut);
  CHECK(Validity::derivedFrom(derived(kPast, kPast, kFuture, kFuture)).text() == "../..");
  CHECK(describe(Period::timeless()).empty());
  // Perhaps empty: the text can not say so, and is tightened when it is read.
  const Period perhaps = derived(day(2014, 1, 1), day(2014, 12, 31), day(2014, 6, 1), day(2015, 6, 1));
  CHECK(perhaps.perhapsEmpty());
  CHECK(describe(perhaps) == "2014/[2014-05-31..2015-05-31]");
}

// ---- judging
// -------------------------------------------------------------------------------------------------

TEST_CASE("validity: at the edges of a half-open range", "[validity]") {
  const Period p = Period::exactly(day(2014, 1, 1), day(2014, 2, 1));
  CHECK_FALSE(possibleDuring(p, {day(2013, 1, 1), day(2014, 1, 1)}));
  CHECK(certainDuring(p, {day(2013, 1, 1), day(2014, 1, 1).plusMicros(1)}));
  CHECK(certainDuring(p, {day(2014, 2, 1).plusMicros(-1), day(2015, 1, 1)}));
  CHECK_FALSE(possibleDuring(p, {day(2014, 2, 1), day(2015, 1, 1)}));
}

TEST_CASE("validity: a derived period that is perhaps empty is never certain during a range", "[validity]") {
  const Period p = derived(day(2014, 1, 1), day(2014, 3, 1), day(2014, 2, 1), day(2014, 4, 1));
  CHECK(possibleDuring(p, {day(2013, 1, 1), day(2015, 1, 1)}));
  CHECK_FALSE(certainDuring(p, {day(2013, 1, 1), day(2015, 1, 1)}));
}

// ---- query times
// ---------------------------------------------------------------------------------------------

TEST_CASE("query time: an unknown instant within its expression", "[validity][query]") {
  CHECK(query("2022") == "2022-01-01 2023-01-01");
  CHECK(query("2022-06") == "2022-06-01 2022-07-01");
  CHECK(query("2022-06-15") == "2022-06-15 2022-06-16");
  CHECK(query("2022-06-15T12:00:00Z") == "2022-06-15T12:00:00Z 2022-06-15T12:00:00.000001Z");
  CHECK(query("2022?") == "2021-01-01 2024-01-01");
  CHECK(query("2022/2023") == "2022-01-01 2024-01-01");
  CHECK(query("2022/..") == "2022-01-01 +inf");
  CHECK(query("../2022") == "-inf 2023-01-01");
  CHECK(query("2022/") == "2022-01-01 +inf");
  CHECK(query("[2013,2015]") == "2013-01-01 2016-01-01");
  CHECK(query("2022-06-15T12:00:00Z/2022-06-15T13:00:00Z") == "2022-06-15T12:00:00Z 2022-06-15T13:00:00Z");
  CHECK(query("{2013,2015}") ==
        "{2013,2015}: a set of all its members {...} says several times at once; a query time is one of "
        "them: [...]");
  CHECK(query("attested: 2014") ==
        "attested: 2014: 'a' has no place here; dates are written 2014, 2014-10 or 2014-10-28");
}

TEST_CASE("query time: FROM a TO b is half-open, BETWEEN a AND b closed", "[validity][query]") {
  CHECK(*rangeFromTo("2014", "2018") == Range{day(2014, 1, 1), day(2018, 1, 1)});
  CHECK(*rangeBetween("2014", "2018") == Range{day(2014, 1, 1), day(2019, 1, 1)});
  CHECK(rangeBetween("2014", "2014").ok());
  CHECK(rangeFromTo("2014", "2014").error().message() ==
        "FROM 2014 TO 2014: the range is empty; it would start at 2014-01-01T00:00:00Z and end at "
        "2014-01-01T00:00:00Z");
  CHECK(rangeFromTo("2014", "2014").error().code() == ErrorCode::kInvalidArgument);
  CHECK_FALSE(rangeBetween("2018", "2014").ok());
  CHECK(rangeFromTo("2014", "2014-13").error().message() ==
        "TO: 2014-13: there is no month 13; months are 01 to 12, seasons 21 to 41");
}

TEST_CASE("system time: a coarse text means its last microsecond", "[validity][query]") {
  const auto system = [](std::string_view text) {
    const auto instant = parseSystemTime(text);
    return instant.ok() ? formatIso(*instant) : instant.error().message();
  };
  CHECK(system("2025") == "2025-12-31T23:59:59.999999Z");
  CHECK(system("2025-03-01") == "2025-03-01T23:59:59.999999Z");
  CHECK(system("2025-03-01T12:00:00Z") == "2025-03-01T12:00:00Z");
  CHECK(system("2025/2026") == "2025/2026: a system time is one date or timestamp");
  CHECK(system("2025?") ==
        "2025?: a system time is this database's own and not uncertain; leave out '?', '~' and '%'");
}

// ---- periods as values
// ---------------------------------------------------------------------------------------

TEST_CASE("periods: intersection is bound by bound, derived, and absent where nothing is shared",
          "[validity]") {
  const Period a = Validity::parse("2014/2016")->period();
  const Period b = Validity::parse("2015-06-01/..")->period();
  const auto both = intersection(a, b);
  REQUIRE(both);
  CHECK(bounds(*both) == "2015-06-01 2015-06-01 | 2016-01-02 2017-01-01");
  CHECK(both->derived);
  CHECK(both->grain == Grain::kDay);
  CHECK_FALSE(intersection(a, Validity::parse("2017/2018")->period()));
  CHECK(intersection(a, Validity::parse("2016-12-31T10:00:00Z/..")->period())->grain == Grain::kMicrosecond);
}

TEST_CASE("periods: coalesced sorts, drops what is empty, joins what overlaps or touches", "[validity]") {
  const auto r = [](int a, int b) { return Range{Instant::fromMicros(a), Instant::fromMicros(b)}; };
  CHECK(coalesced({r(5, 7), r(1, 3), r(3, 4), r(9, 9), r(6, 8)}) == std::vector<Range>{r(1, 4), r(5, 8)});
  CHECK(coalesced({}).empty());
}

TEST_CASE("periods: union joins both lists, difference removes possible from certain", "[validity]") {
  const PeriodSet a = periodSet(Validity::parse("2014-01-01/2014-12-31")->period());
  const PeriodSet b = periodSet(Validity::parse("2014-03/2014-05")->period());
  const PeriodSet left = difference(a, b);
  CHECK(left.possible ==
        std::vector<Range>{{day(2014, 1, 1), day(2014, 3, 31)}, {day(2014, 5, 2), day(2015, 1, 1)}});
  CHECK(left.certain ==
        std::vector<Range>{{day(2014, 1, 1), day(2014, 3, 1)}, {day(2014, 6, 1), day(2015, 1, 1)}});
  CHECK(unionOf(a, b) == a);
  CHECK(difference(a, PeriodSet{}) == a);
}

TEST_CASE("validity: two columns mean what their text means, however they are read", "[validity]") {
  const std::vector<std::string> cells = {
      "",           "..",         "2014-10-28", "2014-10-29", "2014-10-27", "2014-12-31", "2015-01-01",
      "0000-01-01", "9999-12-31", "2014",       "2014-10",    "2014-02-30", "2014-10-2X", "2014-10-28?"};
  for (const std::string& start : cells) {
    for (const std::string& end : cells) {
      for (const BlankEnd blank : {BlankEnd::kOpen, BlankEnd::kUnknown}) {
        for (const EndConvention convention : {EndConvention::kInclusive, EndConvention::kExclusive}) {
          const bool open = end.empty() && !start.empty() && blank == BlankEnd::kOpen;
          const auto whole = Validity::parse(start + "/" + (open ? ".." : end), convention);
          const auto columns = Validity::fromColumns(" " + start, end + "  ", blank, convention);
          CAPTURE(start, end, blank == BlankEnd::kOpen, convention == EndConvention::kInclusive);
          REQUIRE(columns.ok() == whole.ok());
          if (whole.ok()) CHECK((*columns == *whole));
        }
      }
    }
  }
}

}  // namespace validity_test
