// Versions of nodes and facts: the pieces in which a fact holds, events that cut, properties read as of a
// time.
#include "schema/graph.h"

#include <catch2/catch.hpp>

namespace graph_test {

using namespace tenure;

namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();

Instant day(std::int64_t number) { return Instant::fromMicros(number * kMicrosPerDay); }
Period days(std::int64_t start, std::int64_t end) {
  return Period::exactly(day(start), day(end), Grain::kDay);
}
Validity validity(std::string_view text) { return Validity::parse(text).value(); }
Period period(std::string_view text) { return validity(text).period(); }
Range year(std::string_view text) { return parseQueryTime(text).value(); }

std::string shown(const Period& p) {
  const auto at = [](Instant instant) {
    if (instant == kPast) return std::string("-inf");
    if (instant == kFuture) return std::string("+inf");
    return std::to_string(instant.micros() / kMicrosPerDay);
  };
  return at(p.start_min) + " " + at(p.start_max) + " | " + at(p.end_min) + " " + at(p.end_max) +
         (p.derived ? " derived" : "");
}
std::string shown(const std::vector<Period>& pieces) {
  std::string out;
  for (const Period& piece : pieces) out += (out.empty() ? "" : ", ") + shown(piece);
  return out;
}

PropertyValue held(Value value, std::string_view when) {
  return {std::move(value), when.empty() ? Validity() : validity(when)};
}
ValidScope asOf(std::string_view when) { return AsOf{year(when)}; }

}  // namespace

TEST_CASE("graph: statuses have four names, and no others") {
  for (const auto status :
       {FactStatus::kAsserted, FactStatus::kClaimed, FactStatus::kDisputed, FactStatus::kRefuted}) {
    CHECK(parseStatus(statusName(status)).value() == status);
  }
  REQUIRE_FALSE(parseStatus("Asserted").ok());
  CHECK(parseStatus("denied").error().code() == ErrorCode::kInvalidArgument);
  CHECK(parseStatus("denied").error().message() ==
        "\"denied\" is no status; there are: asserted, claimed, disputed, refuted");
}

TEST_CASE("graph: nothing removed leaves the period as it is written") {
  CHECK(withoutPortions(days(0, 10), {}) == std::vector<Period>{days(0, 10)});
}

TEST_CASE("graph: a portion in the middle leaves two derived pieces") {
  CHECK(shown(withoutPortions(days(0, 10), {{day(3), day(5)}})) == "0 0 | 3 3 derived, 5 5 | 10 10 derived");
}

TEST_CASE(
    "graph: a portion at an end shortens, one around it all leaves nothing, one beside it changes nothing") {
  CHECK(shown(withoutPortions(days(2, 10), {{day(0), day(5)}})) == "5 5 | 10 10 derived");
  CHECK(shown(withoutPortions(days(2, 10), {{day(5), day(10)}})) == "2 2 | 5 5 derived");
  CHECK(withoutPortions(days(2, 10), {{day(2), day(10)}}).empty());
  CHECK(withoutPortions(days(2, 10), {{kPast, kFuture}}).empty());
  CHECK(withoutPortions(days(2, 10), {{day(10), day(12)}}) == std::vector<Period>{days(2, 10)});
  CHECK(withoutPortions(days(2, 10), {{kPast, day(2)}}) == std::vector<Period>{days(2, 10)});
}

TEST_CASE("graph: a portion out of uncertain ends moves the bounds on either side of it") {
  const Period written{day(0), day(4), day(8), day(12), false, Grain::kDay};
  CHECK(shown(withoutPortions(written, {{day(3), day(5)}})) ==
        "0 4 | 3 3 derived, 5 5 | 8 12 derived");  // the first is perhaps empty: it can start on 3
  CHECK(withoutPortions(written, {{day(3), day(5)}}).front().perhapsEmpty());
  CHECK(shown(withoutPortions(written, {{day(10), kFuture}})) == "0 4 | 8 10 derived");
}

TEST_CASE("graph: several portions leave the gaps between them") {
  CHECK(shown(withoutPortions(Period::timeless(), {{day(0), day(1)}, {day(5), day(6)}})) ==
        "-inf -inf | 0 0 derived, 1 1 | 5 5 derived, 6 6 | +inf +inf derived");
}

TEST_CASE("graph: portions are kept sorted, and joined where they overlap or touch") {
  std::vector<Range> removed;
  addPortion(removed, {day(8), day(9)});
  addPortion(removed, {day(1), day(2)});
  CHECK(removed == std::vector<Range>{{day(1), day(2)}, {day(8), day(9)}});
  addPortion(removed, {day(2), day(4)});  // touches
  CHECK(removed == std::vector<Range>{{day(1), day(4)}, {day(8), day(9)}});
  addPortion(removed, {day(3), day(8)});  // overlaps one, touches the other
  CHECK(removed == std::vector<Range>{{day(1), day(9)}});
  addPortion(removed, {kPast, kFuture});
  CHECK(removed == std::vector<Range>{{kPast, kFuture}});
}

TEST_CASE("graph: an event ends what is open or unknown and certainly began before") {
  const Period event = days(100, 101);
  CHECK(eventApplies(event, {day(0), day(0), kFuture, kFuture, false, Grain::kDay}));  // open
  CHECK(eventApplies(event, {day(0), day(0), day(1), kFuture, false, Grain::kDay}));   // unknown
  CHECK(eventApplies(event, Period::timeless()));
  CHECK_FALSE(eventApplies(event, days(0, 200)));  // it has an end of its own
}

TEST_CASE("graph: what began on the day of the event, or can have, is not ended by it") {
  const Period event = days(100, 101);
  CHECK(eventApplies(event, {day(99), day(99), kFuture, kFuture, false, Grain::kDay}));
  CHECK_FALSE(eventApplies(event, {day(100), day(100), kFuture, kFuture, false, Grain::kDay}));
  CHECK_FALSE(eventApplies(event, {day(0), day(100), kFuture, kFuture, false, Grain::kDay}));
  const Period some_time_in_it{day(100), day(464), day(101), day(465), false, Grain::kDay};
  CHECK(eventApplies(some_time_in_it, {day(99), day(99), kFuture, kFuture, false, Grain::kDay}));
  CHECK_FALSE(eventApplies(some_time_in_it, {day(101), day(101), kFuture, kFuture, false, Grain::kDay}));
}

TEST_CASE("graph: a cut ends one grain of the event after it began") {
  const Cut of_a_year = cutOf(FactId{7}, period("2016"));
  CHECK(of_a_year.event == FactId{7});
  CHECK(of_a_year.end_min == year("2016-01-02").start);
  CHECK(of_a_year.end_max == year("2017-01-01").start);  // the latest day it began on is the last of the year
  const Cut of_an_instant = cutOf(FactId{7}, period("2016-03-01T10:00:00Z"));
  CHECK(of_an_instant.end_min == of_an_instant.end_max);
  CHECK(formatIso(of_an_instant.end_min) == "2016-03-01T10:00:00.000001Z");
  const Cut without_latest = cutOf(FactId{7}, {day(1), kFuture, day(2), kFuture, false, Grain::kDay});
  CHECK(without_latest.end_max == kFuture);
}

TEST_CASE("graph: a cut replaces the end, and what is written stays beside it") {
  NodeVersion node;
  node.lifespan = validity("2012/");
  CHECK(node.effective() == node.lifespan.period());
  node.cut = Cut{FactId{1}, day(17'000), day(17'001)};
  CHECK(node.effective().start_min == node.lifespan.period().start_min);
  CHECK(node.effective().end_min == day(17'000));
  CHECK(node.effective().end_max == day(17'001));
  CHECK(node.effective().derived);
}

TEST_CASE("graph: the pieces of a fact are bounded by its type, cut, and less what was removed") {
  RelationshipType type;
  type.name = "LED";
  type.longest_days = 1000;
  FactVersion fact;
  fact.validity = Validity::restored({day(0), day(0), day(1), kFuture, false, Grain::kDay}, "1970-01-01/",
                                     EndConvention::kInclusive);
  CHECK(shown(fact.pieces(nullptr)) == "0 0 | 1 +inf");
  CHECK(shown(fact.pieces(&type)) == "0 0 | 1 1000");
  fact.cut = Cut{FactId{9}, day(500), day(510)};
  CHECK(shown(fact.pieces(&type)) == "0 0 | 500 510 derived");  // the event knows better than the type
  addPortion(fact.removed, {day(100), day(200)});
  CHECK(shown(fact.pieces(&type)) == "0 0 | 100 100 derived, 200 200 | 500 510 derived");
  addPortion(fact.removed, {kPast, kFuture});
  CHECK(fact.pieces(&type).empty());
}

TEST_CASE("graph: the other end of a fact, and of a self-loop") {
  FactVersion fact;
  fact.subject = NodeId{1};
  fact.object = NodeId{2};
  CHECK(fact.other(NodeId{1}) == NodeId{2});
  CHECK(fact.other(NodeId{2}) == NodeId{1});
  fact.object = NodeId{1};
  CHECK(fact.other(NodeId{1}) == NodeId{1});
}

TEST_CASE("graph: a property reads as the certain value, else as the only possible one") {
  const PropertyHistory history = {held("rebel", "2012/2014"), held("party", "2016-01-01/..")};
  CHECK(readProperty(history, asOf("2013-06")).value == Value("rebel"));
  CHECK(readProperty(history, asOf("2014-06")).value == Value("rebel"));  // possible, and nothing else is
  CHECK(readProperty(history, asOf("2015")).value.isNull());
  CHECK_FALSE(readProperty(history, asOf("2015")).several);
  CHECK(readProperty(history, asOf("2016-01-01")).value == Value("party"));
  CHECK(readProperty({}, AllTime{}).value.isNull());
}

TEST_CASE("graph: several possible values and none certain read as null, and say so") {
  const PropertyHistory history = {held("a", "2012/2014"), held("b", "2014/2016")};
  const PropertyReading between = readProperty(history, asOf("2014-06"));
  CHECK(between.value.isNull());
  CHECK(between.several);
  CHECK(readProperty(history, asOf("2013-06")).value == Value("a"));
  const PropertyHistory alike = {held("a", "2012/2014"), held("a", "2014/2016")};
  CHECK(readProperty(alike, asOf("2014-06")).value == Value("a"));  // whichever holds, it is the same
}

TEST_CASE("graph: a certain value hides the possible, two certain ones hide each other") {
  CHECK(readProperty({held("a", ""), held("b", "2014")}, asOf("2014-06")).value == Value("a"));
  const PropertyReading both = readProperty({held("a", ""), held("b", "2010-01-01/..")}, asOf("2014"));
  CHECK(both.value.isNull());
  CHECK(both.several);
  CHECK_FALSE(readProperty({held("a", ""), held("a", "2010-01-01/..")}, asOf("2014")).several);
}

TEST_CASE("graph: over all time a property reads as the value that began last") {
  CHECK(readProperty({held("a", ""), held("c", "2016/"), held("b", "2014/2015")}, AllTime{}).value ==
        Value("c"));
  CHECK(readProperty({held("a", "")}, AllTime{}).value == Value("a"));
}

TEST_CASE("graph: a history is sorted by its bounds, then by its text") {
  PropertyHistory history = {held(1, "2016"), held(2, "2014/2016"), held(3, ""), held(4, "2014"),
                             held(5, "2014-01/2014-12")};
  sortHistory(history);
  std::string order;
  for (const PropertyValue& one : history) order += toText(one.value);
  // 4 ends early within its year, 5 ends in December, 2 two years later; each can start on one day of January
  // or the year.
  CHECK(order == "35421");
  PropertyHistory by_text = {held(1, "2014-06-01/2014-06-30"), held(2, "2014-06-01/2014-06-30")};
  sortHistory(by_text);
  CHECK(by_text.front().value == Value(1));  // equal ones stay as they were
}

}  // namespace graph_test
