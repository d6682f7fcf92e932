// The plain model itself, on cases worked out by hand from the tables and sentences of DESIGN sections 1
// and 2.
#include <catch2/catch.hpp>

#include "tests/plain_model.h"
#include "tests/random_records.h"

namespace plain_model_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr auto kPossible = Certainty::kPossible;
constexpr auto kCertain = Certainty::kCertain;

Validity written(const char* text) { return Validity::parse(text).value(); }
Range on(const char* time) { return parseQueryTime(time).value(); }
TimeScope asOf(const char* time) { return {.valid = AsOf{on(time)}, .system = {}}; }
SystemInstant at(std::int64_t micros) { return SystemInstant::fromMicros(micros); }
Verdict judged(const char* text, const char* time) {
  return judgedAlone(written(text).period(), AsOf{on(time)});
}

/// A model with the nodes 1, 2 and 3, believed from instant 10 on.
PlainModel threeNodes(const Schema& schema = {}) {
  PlainModel model(schema);
  for (std::uint64_t i = 1; i <= 3; ++i)
    REQUIRE_FALSE(model.addNode({.external_id = "n" + std::to_string(i)}, NodeId{i}));
  model.commit(at(10));
  return model;
}

FactDraft fact(std::uint64_t subject, const char* type, std::uint64_t object, const char* validity) {
  return {.subject = NodeId{subject}, .type = type, .object = NodeId{object}, .validity = written(validity)};
}

}  // namespace

TEST_CASE("plain model: each row of the table of DESIGN section 1, as of a day") {
  CHECK(judged("2017/2018", "2017-12-31") == kCertain);
  CHECK(judged("2017/2018", "2018-01-01") == kCertain);
  CHECK(judged("2017/2018", "2017-12-30") == kPossible);
  CHECK(judged("2017/2018", "2018-12-31") == kPossible);
  CHECK_FALSE(judged("2017/2018", "2019-01-01"));
  CHECK_FALSE(judged("2017/2018", "2016-12-31"));
  CHECK(judged("2014", "2014-06-01") == kPossible);
  CHECK(judged("2014-01-01/2014-12-31", "2014") == kCertain);
  CHECK(judged("2014-03/..", "2014-03-31") == kCertain);
  CHECK(judged("2014-03/..", "2014-03-30") == kPossible);
  CHECK(judged("2014-03-05/", "2014-03-05") == kCertain);
  CHECK(judged("2014-03-05/", "2014-03-06") == kPossible);
  CHECK(judged("../2014-03-05", "1800") == kCertain);
  CHECK(judged("/2014-03-05", "1800") == kPossible);
  CHECK(judged("/2014-03-05", "2014-03-05") == kCertain);
  CHECK(judged("attested: 2014-03-05", "2014-03-05") == kCertain);
  CHECK(judged("attested: 2014-03-05", "2014-03-06") == kPossible);
  CHECK(judged("attested: 2014-03/2014-05", "2014-04-10") == kCertain);
  CHECK(judged("/", "2014-04-10") == kPossible);
  CHECK(judged("2014-10-28T15:00:00Z", "2014-10-28T15:00:00Z") == kCertain);
  CHECK_FALSE(judged("2014-10-28T15:00:00Z", "2014-10-28T15:00:01Z"));
  CHECK(judgedAlone(Period{}, AsOf{on("2014")}) == kCertain);
}

TEST_CASE("plain model: during a range, over all time, and together") {
  const Period seventeen = written("2017/2018").period();
  CHECK(judgedAlone(seventeen, During{on("2017")}) == kCertain);
  CHECK(judgedAlone(seventeen, During{on("2017-06")}) == kPossible);
  CHECK_FALSE(judgedAlone(seventeen, During{on("2019")}));
  CHECK(judgedAlone(written("/").period(), AllTime{}) == kCertain);
  Period perhaps_empty = seventeen;
  std::swap(perhaps_empty.start_max, perhaps_empty.end_min);
  perhaps_empty.derived = true;
  CHECK(judgedAlone(perhaps_empty, During{on("2017/2018")}) == kPossible);
  // One ends before the other starts: each holds at some instant of the year, both at none.
  const std::vector<Period> row{written("../2014-03-05").period(), written("2014-08-01/..").period()};
  CHECK(judgedInOneRow(row, During{on("2014")}) == kCertain);
  CHECK_FALSE(judgedInOneRow(row, AsOf{on("2014")}));
}

TEST_CASE("plain model: portions are taken out, joined where they touch, and the fact stands once") {
  PlainModel model = threeNodes();
  REQUIRE_FALSE(model.addFact(fact(1, "MEMBER_OF", 2, "2010-01-01/.."), FactId{1}));
  model.commit(at(20));
  REQUIRE_FALSE(model.removePortion(FactId{1}, on("2012")));
  REQUIRE_FALSE(model.removePortion(FactId{1}, on("2013")));
  model.commit(at(30));
  REQUIRE(model.versions(FactId{1}).size() == 2);
  CHECK(model.versions(FactId{1})[1].removed == std::vector<Range>{on("2012/2013")});
  CHECK(model.piecesOf(model.versions(FactId{1})[1]).size() == 2);
  CHECK(model.edges(NodeId{1}, Direction::kOut, {}, asOf("2011-06-01")).size() == 1);
  CHECK(model.edges(NodeId{1}, Direction::kOut, {}, asOf("2013-06-01")).empty());
  CHECK(model.edges(NodeId{1}, Direction::kOut, {}, {}).size() == 1);
  TimeScope earlier = asOf("2013-06-01");
  earlier.system = at(29);
  CHECK(model.edges(NodeId{2}, Direction::kIn, "MEMBER_OF", earlier).size() == 1);
  // What remains after everything is gone is no belief.
  REQUIRE_FALSE(model.removePortion(FactId{1}, {Instant::minusInfinity(), Instant::plusInfinity()}));
  model.commit(at(40));
  CHECK(model.removePortion(FactId{1}, on("2012")) == ErrorCode::kNotFound);
}

TEST_CASE("plain model: an event cuts what was open, and its withdrawal gives it back") {
  PlainModel model = threeNodes(organizationsSchema());
  REQUIRE_FALSE(model.addFact(fact(1, "MEMBER_OF", 2, "2014-10-28/.."), FactId{1}));
  REQUIRE_FALSE(model.addFact(fact(1, "MEMBER_OF", 3, "2014-10-28/2015"), FactId{2}));
  REQUIRE_FALSE(model.addFact(fact(1, "MERGED_INTO", 3, "2023-02"), FactId{3}));
  model.commit(at(20));
  const auto cut = model.versions(FactId{1}).back().cut;
  REQUIRE(cut.has_value());
  CHECK(cut->event == FactId{3});
  CHECK(cut->end_min == on("2023-02-02").start);
  CHECK(cut->end_max == on("2023-03-01").start);
  CHECK_FALSE(model.versions(FactId{2}).back().cut.has_value());
  CHECK(model.versions(NodeId{1}).back().cut == cut);
  CHECK(model.versions(NodeId{1}).size() == 2);
  // An earlier event, of one object alone, wins there.
  REQUIRE_FALSE(model.addFact(fact(1, "WITHDREW_FROM", 2, "2020-05-06"), FactId{4}));
  model.commit(at(30));
  CHECK(model.versions(FactId{1}).back().cut->event == FactId{4});
  CHECK(model.node(NodeId{1}, asOf("2024")) == std::nullopt);
  REQUIRE_FALSE(model.retractFact(FactId{4}));
  REQUIRE_FALSE(model.correctFact(FactId{3}, {.status = FactStatus::kClaimed}));
  model.commit(at(40));
  CHECK_FALSE(model.versions(FactId{1}).back().cut.has_value());
  CHECK(model.versions(FactId{1}).size() == 3);
  CHECK(model.node(NodeId{1}, asOf("2024")).has_value());
}

TEST_CASE("plain model: a self-loop stands once in both, refuted facts where they are asked for") {
  PlainModel model = threeNodes();
  REQUIRE_FALSE(model.addFact(fact(1, "T", 1, "2014"), FactId{1}));
  FactDraft refuted = fact(1, "T", 2, "2014");
  refuted.status = FactStatus::kRefuted;
  REQUIRE_FALSE(model.addFact(refuted, FactId{2}));
  model.commit(at(20));
  const auto both = model.edges(NodeId{1}, Direction::kBoth, {}, {});
  REQUIRE(both.size() == 1);
  CHECK(both[0].direction == Direction::kOut);
  CHECK(model.edges(NodeId{1}, Direction::kIn, {}, {}).size() == 1);
  CHECK(model.edges(NodeId{1}, Direction::kBoth, {}, {.system = {}, .include_refuted = true}).size() == 2);
  CHECK(model.count(asOf("2014-05-05")).facts == 1);
  CHECK(model.count(asOf("2014-05-05")).facts_certain == 0);
  CHECK(model.count({}).by_type.at("T") == std::pair<std::uint64_t, std::uint64_t>{1, 1});
}

TEST_CASE("plain model: the value of a property as of a time, and within a portion") {
  const PropertyHistory seats{{"Kidal", written("../2023")}, {"Gao", written("2023/..")}};
  CHECK(plainReading(seats, AsOf{on("2020")}).value == Value("Kidal"));
  CHECK(plainReading(seats, AsOf{on("2024")}).value == Value("Gao"));
  CHECK(plainReading(seats, AsOf{on("2023-05-01")}).several);
  CHECK(plainReading(seats, AllTime{}).value == Value("Gao"));
  const auto changed = withValueDuring(seats, "Ménaka", on("2020"));
  REQUIRE(changed.size() == 4);  // Kidal before and after, Ménaka, Gao
  CHECK(plainReading(changed, AsOf{on("2020-07-01")}).value == Value("Ménaka"));
  CHECK(plainReading(changed, AsOf{on("2021-07-01")}).value == Value("Kidal"));
  CHECK(plainReading(withValueDuring(seats, {}, on("2020")), AsOf{on("2020-07-01")}).value.isNull());
}

TEST_CASE("plain model: a longest duration bounds what is possible and not what is certain") {
  const Period open = boundedByDays(written("2014-01-01/").period(), 10);
  CHECK(open.end_max == on("2014-01-11").start);
  CHECK(open.end_min == on("2014-01-02").start);
  CHECK(boundedByDays(written("/2014-01-31").period(), 10).start_min == on("2014-01-22").start);
  CHECK(boundedByDays(written("2014/..").period(), 10) == written("2014/..").period());
  CHECK(boundedByDays(written("/").period(), 10) == written("/").period());
}

TEST_CASE("plain model: differences, steps and both clocks") {
  PlainModel model = threeNodes();
  REQUIRE_FALSE(model.addFact(fact(1, "T", 2, "2014-05-05/.."), FactId{1}));
  REQUIRE_FALSE(model.addFact(fact(2, "T", 3, "2014/2016"), FactId{2}));
  model.commit(at(20));
  REQUIRE_FALSE(model.correctFact(FactId{1}, {.sources = std::vector<std::string>{"a"}}));
  model.commit(at(30));
  const auto in_2015 = model.neighbourhood(NodeId{1}, Direction::kOut, {}, 5, asOf("2015-06-01"));
  CHECK(in_2015 == std::vector<PlainReached>{{NodeId{2}, 1, kCertain}, {NodeId{3}, 2, kCertain}});
  const auto in_2016 = model.neighbourhood(NodeId{1}, Direction::kOut, {}, 5, asOf("2016-06-01"));
  CHECK(in_2016 == std::vector<PlainReached>{{NodeId{2}, 1, kCertain}, {NodeId{3}, 2, kPossible}});
  CHECK(model.neighbourhood(NodeId{1}, Direction::kOut, {}, 1, asOf("2015-06-01")).size() == 1);
  CHECK(model.neighbourhood(NodeId{1}, Direction::kIn, {}, 5, asOf("2015-06-01")).empty());
  const auto began = model.difference(asOf("2013"), asOf("2015-06-01"), NodeId{1}, {});
  REQUIRE(began.size() == 1);
  CHECK(began[0].change == PlainChange::kBegan);
  TimeScope believed_before;
  believed_before.system = at(29);
  const auto corrected = model.difference(believed_before, {}, std::nullopt, "T");
  REQUIRE(corrected.size() == 1);
  CHECK(corrected[0].change == PlainChange::kCorrected);
  believed_before.system = at(19);
  CHECK(model.history(NodeId{2}, believed_before).empty());
  CHECK(model.history(NodeId{2}, {}).size() == 2);
}

TEST_CASE("plain model: a commit without a change, a withdrawal with facts, an erasure") {
  PlainModel model = threeNodes();
  REQUIRE_FALSE(model.addFact(fact(1, "T", 2, "2014"), FactId{1}));
  model.commit(at(20));
  REQUIRE_FALSE(model.correctFact(FactId{1}, {.validity = written("2014")}));
  CHECK_FALSE(model.changes());
  CHECK(model.retractNode(NodeId{1}, false) == ErrorCode::kConstraint);
  REQUIRE_FALSE(model.retractNode(NodeId{1}, true));
  CHECK(model.changes());
  model.rollback();
  CHECK(model.stagedFacts().size() == 1);
  CHECK(model.addNode({.external_id = "n2"}, NodeId{4}) == ErrorCode::kAlreadyExists);
  CHECK(model.addFact(fact(1, "T", 9, "2014"), FactId{2}) == ErrorCode::kNotFound);
  model.erase({NodeId{2}}, {}, at(30));
  CHECK(model.versions(NodeId{2}).empty());
  CHECK(model.versions(FactId{1}).empty());
  CHECK(model.believedNodes(at(15)).size() == 2);
}

TEST_CASE("random records: every row of the table comes up, and all of it can be read") {
  Dice dice(1);
  int timeless = 0;
  int attested = 0;
  int exclusive = 0;
  int timestamps = 0;
  int derived = 0;
  for (int i = 0; i < 3000; ++i) {
    const Validity validity = anyValidity(dice);
    timeless += validity.isTimeless() ? 1 : 0;
    attested += validity.text().starts_with("attested:") ? 1 : 0;
    exclusive += validity.convention() == EndConvention::kExclusive ? 1 : 0;
    timestamps += validity.period().grain == Grain::kMicrosecond ? 1 : 0;
    derived += validity.period().derived ? 1 : 0;
    const Range range = anyRange(dice, {validity.period().start_max, validity.period().end_min});
    REQUIRE(range.start < range.end);
  }
  CHECK(timeless > 50);
  CHECK(attested > 50);
  CHECK(exclusive > 50);
  CHECK(timestamps > 50);
  CHECK(derived == 0);
  for (int i = 0; i < 200; ++i) REQUIRE_FALSE(anySchema(dice, true).eventRules().empty());
}

}  // namespace plain_model_test
