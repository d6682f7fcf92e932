// Periods as values of the query language, and Allen's relations in three-valued logic.
#include "engine/query/values/period_value.h"

#include <catch2/catch.hpp>

#include "schema/civil.h"
#include "tests/unit/query_values.h"

namespace query_periods_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::call;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::map;
using tenure::query::testing::null;

namespace {

const std::string kNoPeriod = "ArgumentError.InvalidArgumentValue";

std::string textOf(const Datum& value) {
  const auto period = periodOf(value);
  return period.ok() ? toDatum(*period).asString() : query::testing::shown(period.error());
}

Datum day(std::int64_t year, std::uint8_t month, std::uint8_t day_of_month) {
  return Datum::date({daysFromCivil({year, month, day_of_month})});
}

}  // namespace

TEST_CASE("query periods: every form in which one may be given", "[query]") {
  CHECK(textOf(d("2014-10-28/2023-02")) == "2014-10-28/2023-02");
  CHECK(textOf(d("attested: 2014")) == "attested: 2014");
  CHECK(textOf(day(2014, 10, 28)) == "2014-10-28");
  CHECK(textOf(Datum::localDateTime({0, 999})) == "1970-01-01T00:00:00Z");
  CHECK(textOf(Datum::dateTime({-1, 500'000'000, 3'600, ""})) == "1969-12-31T23:59:59.500000Z");
  CHECK(textOf(map({{"from", d("2014")}, {"to", d("2018")}})) == "2014/2018");
  CHECK(textOf(map({{"from", day(2014, 10, 28)}, {"to", d("..")}})) == "2014-10-28/..");
  CHECK(textOf(map({{"from", d("2014")}})) == "2014/");
  CHECK(textOf(map({{"from", null}, {"to", d("2018")}})) == "/2018");
  CHECK(textOf(map({{"attested", d("2014/2016")}})) == textOf(d("attested: 2014/2016")));
  RelationshipRef ref;
  ref.period = Validity::parse("2014/2018")->period();
  CHECK(textOf(Datum::relationship(ref)) == "2014/2018");
  CHECK(textOf(d("../..")) == "../..");
  CHECK(*periodOf(d("../..")) == Period::timeless());
}

TEST_CASE("query periods: the text of a date given as a value is what is kept", "[query]") {
  CHECK(validityOf(d("2014?/2018"))->text() == "2014?/2018");
  CHECK(validityOf(map({{"from", day(2014, 1, 1)}, {"to", null}}))->text() == "2014-01-01/");
  CHECK(validityOf(day(12'345, 1, 1))->period() == Validity::parse("Y12345-01-01/Y12345-01-01")->period());
}

TEST_CASE("query periods: what is none says why", "[query]") {
  CHECK(textOf(d("tomorrow")) == kNoPeriod);
  CHECK(textOf(d("")) == kNoPeriod);
  CHECK(textOf(d("2018/2014")) == kNoPeriod);
  CHECK(textOf(map({})) == kNoPeriod);
  CHECK(textOf(map({{"start", d("2014")}})) == kNoPeriod);
  CHECK(textOf(map({{"from", d("2014/2015")}})) == kNoPeriod);
  CHECK(textOf(map({{"attested", d("2014")}, {"from", d("2014")}})) == kNoPeriod);
  CHECK(textOf(map({{"attested", null}})) == kNoPeriod);
  CHECK(textOf(map({{"from", d(2014)}})) == "TypeError.InvalidArgumentType");
  CHECK(textOf(d(2014)) == "TypeError.InvalidArgumentType");
  CHECK(textOf(Datum::date({999'999'999'999})) == kNoPeriod);
  CHECK(periodOf(map({{"start", d("2014")}})).error().message() ==
        "a period as a map has the keys 'from' and 'to', or 'attested'; 'start' is none");
}

TEST_CASE("query periods: a relation is true where it is certain, null where it is possible", "[query]") {
  CHECK(call("before", {d("2014"), d("2016")}) == "true");
  CHECK(call("before", {d("2016"), d("2014")}) == "false");
  CHECK(call("before", {d("2014"), d("2014")}) == "null");
  CHECK(call("after", {d("2016-03-01"), d("2014")}) == "true");
  CHECK(call("meets", {d("2014-01-01/2014-01-31"), d("2014-02-01/2014-02-28")}) == "true");
  CHECK(call("metBy", {d("2014-02-01/2014-02-28"), d("2014-01-01/2014-01-31")}) == "true");
  CHECK(call("equals", {d("2014-01-01"), d("2014-01-01")}) == "true");
  CHECK(call("equals", {d("2014"), d("2014")}) == "null");
  CHECK(call("contains", {d("2014-01-01/2014-12-31"), d("2014-03-01")}) == "true");
  CHECK(call("during", {d("2014-03-01"), d("2014-01-01/2014-12-31")}) == "true");
  CHECK(call("starts", {d("2014-01-01"), d("2014-01-01/2014-12-31")}) == "true");
  CHECK(call("startedBy", {d("2014-01-01/2014-12-31"), d("2014-01-01")}) == "true");
  CHECK(call("finishes", {d("2014-12-31"), d("2014-01-01/2014-12-31")}) == "true");
  CHECK(call("finishedBy", {d("2014-01-01/2014-12-31"), d("2014-12-31")}) == "true");
  CHECK(call("overlappedBy", {d("2014-02-01/2014-04-30"), d("2014-01-01/2014-02-28")}) == "true");
  CHECK(call("before", {d("2014/.."), d("2016")}) == "false");
  CHECK(call("before", {null, d("2016")}) == "null");
  CHECK(call("before", {d("tomorrow"), d("2016")}) == kNoPeriod);
  CHECK(call("before", {d(2014), d("2016")}) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query periods: Allen's overlaps is narrower than overlaps", "[query]") {
  const Datum year = d("2014-01-01/2014-12-31");
  CHECK(call("overlaps", {year, d("2014-03-01")}) == "true");
  CHECK(call("allen.overlaps", {year, d("2014-03-01")}) == "false");
  CHECK(call("allen.overlaps", {year, d("2014-03-01/2015-03-01")}) == "true");
  CHECK(call("overlaps", {year, d("2015")}) == "false");
  CHECK(call("overlaps", {d("2014"), d("2014")}) == "null");
  CHECK(call("overlaps", {d("2013-01-01/.."), d("2014")}) == "true");
  CHECK(call("allen.contains", {year, d("2014-03-01")}) == "true");
  CHECK(call("allen", {year, d("2014-03-01")}) == "['contains']");
  CHECK(call("allen", {d("2014-01"), d("2014-02-01")}) == "['before', 'meets']");
}

TEST_CASE("query periods: a derived period that is perhaps empty stands in no certain relation", "[query]") {
  RelationshipRef ref;
  ref.period =
      *intersection(Validity::parse("2014/2015-06")->period(), Validity::parse("2015/2016")->period());
  REQUIRE(ref.period.perhapsEmpty());
  CHECK(call("before", {Datum::relationship(ref), d("2020")}) == "null");
  CHECK(call("overlaps", {Datum::relationship(ref), d("2000-01-01/..")}) == "null");
}

TEST_CASE("query periods: intersection", "[query]") {
  CHECK(call("intersection", {d("2014-01-01/2016-12-31"), d("2015-03-01/2020-01-01")}) ==
        "'2015-03-01/2016-12-31'");
  CHECK(call("intersection", {d("2014"), d("2016")}) == "null");
  CHECK(call("intersection", {list({d("2014/.."), d("../2018")}), d("2015/..")}) == "'2015/2018'");
  CHECK(call("intersection", {d("../.."), d("../..")}) == "'../..'");
  CHECK(call("intersection", {d("2014"), null}) == "null");
  CHECK(call("intersection", {list({null})}) == "null");
}

TEST_CASE("query periods: union and difference are lists of the possible and the certain", "[query]") {
  CHECK(call("coalesced", {d("2014-01-01/2014-03-31"), d("2014-04-01/2014-12-31"), d("2016-01-01")}) ==
        "{certain: ['2014-01-01/2014-12-31', '2016-01-01'], possible: ['2014-01-01/2014-12-31', "
        "'2016-01-01']}");
  CHECK(call("coalesced", {d("2014/2016")}) ==
        "{certain: ['2014-12-31/2016-01-01'], possible: ['2014-01-01/2016-12-31']}");
  CHECK(call("coalesced", {list({})}) == "{certain: [], possible: []}");
  CHECK(call("difference", {d("2014-01-01/2014-12-31"), d("2014-03-01/2014-03-31")}) ==
        "{certain: ['2014-01-01/2014-02-28', '2014-04-01/2014-12-31'], "
        "possible: ['2014-01-01/2014-02-28', '2014-04-01/2014-12-31']}");
  CHECK(call("difference", {d("2014-01-01/.."), list({d("2014-01-01/2014-12-31"), d("2015-01-01/..")})}) ==
        "{certain: [], possible: []}");
  CHECK(call("difference", {d("2014-01-01T00:00:00Z/2014-01-01T12:00:00Z"),
                            d("2014-01-01T06:00:00Z/2014-01-02T00:00:00Z")}) ==
        "{certain: ['2014-01-01T00:00:00Z/2014-01-01T06:00:00Z'], possible: "
        "['2014-01-01T00:00:00Z/2014-01-01T06:00:00Z']}");
}

}  // namespace query_periods_test
