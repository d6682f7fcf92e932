// The public door, as a specification: what a database remembers, refuses, and answers.
#include "engine/database.h"

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "schema/civil.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace database_test {

using namespace tenure;
using tenure::testing::codeOf;
using tenure::testing::failureOf;
using tenure::testing::TemporaryFolder;

namespace {

template <class T>
T must(Result<T> result) {
  INFO(failureOf(result));
  REQUIRE(result.ok());
  return std::move(result).value();
}
void must(const Status& status) {
  INFO(failureOf(status));
  REQUIRE(status.ok());
}

Validity when(std::string_view text) { return must(Validity::parse(text)); }

Properties named(std::string_view name) { return {{"name", {{Value(name), {}}}}}; }

/// A clock that tests turn by hand.
struct Clock {
  std::int64_t now_us = 1'700'000'000'000'000;
};

Database open(const TemporaryFolder& folder, const std::shared_ptr<Clock>& clock = {},
              std::optional<Schema> schema = {}) {
  OpenOptions options;
  options.schema = std::move(schema);
  if (clock) options.clock = [clock] { return clock->now_us; };
  return must(Database::open(folder / "db", options));
}

std::set<std::uint64_t> factsOf(const Edges& edges) {
  must(edges.status());
  std::set<std::uint64_t> ids;
  for (const Edge& edge : edges) ids.insert(edge.fact.value);
  return ids;
}

struct Cma {
  NodeId cma, mnla, hcua;
  FactId mnla_in, hcua_in;
};

Cma addCma(Database& db) {
  auto txn = must(db.begin({.who = "tests"}));
  Cma ids{};
  ids.cma = must(txn->addNode({.external_id = "cma", .labels = {"Coalition"}, .properties = named("CMA")}));
  ids.mnla =
      must(txn->addNode({.external_id = "mnla", .labels = {"Organization"}, .properties = named("MNLA")}));
  ids.hcua =
      must(txn->addNode({.external_id = "hcua", .labels = {"Organization"}, .properties = named("HCUA")}));
  ids.mnla_in = must(txn->addFact(
      {.subject = ids.mnla, .type = "MEMBER_OF", .object = ids.cma, .validity = when("2014-10-28/2023-02")}));
  ids.hcua_in = must(txn->addFact(
      {.subject = ids.hcua, .type = "MEMBER_OF", .object = ids.cma, .validity = when("2014-10-28/")}));
  must(txn->commit());
  return ids;
}

}  // namespace

TEST_CASE("members as of a day, certain and possible, also after reopening") {
  const TemporaryFolder folder;
  Cma ids{};
  {
    Database db = open(folder);
    ids = addCma(db);
  }
  Database db = open(folder);
  CHECK(factsOf(must(db.asOf("2015")).in(ids.cma, "MEMBER_OF")) ==
        std::set{ids.mnla_in.value, ids.hcua_in.value});
  CHECK(factsOf(must(db.asOf("2015")).certainOnly().in(ids.cma, "MEMBER_OF")) == std::set{ids.mnla_in.value});
  CHECK(factsOf(must(db.asOf("2023-03")).in(ids.cma)) == std::set{ids.hcua_in.value});
  CHECK(factsOf(must(db.asOf("2014-10-27")).in(ids.cma)).empty());
  CHECK(factsOf(must(db.asOf(boost::gregorian::date(2014, 10, 28))).in(ids.cma)).size() == 2);
  CHECK(factsOf(must(db.between("2010", "2014")).both(ids.mnla)) == std::set{ids.mnla_in.value});
  CHECK(factsOf(db.always().out(ids.cma)).empty());
  CHECK(must(db.find("cma")) == ids.cma);
  CHECK(must(db.find("Cma")) == ids.cma);
  CHECK(codeOf(db.find("Platform")) == ErrorCode::kNotFound);
  CHECK(must(db.verify()).errors.empty());
}

TEST_CASE("a correction keeps what was believed before it") {
  const TemporaryFolder folder;
  auto clock = std::make_shared<Clock>();
  Database db = open(folder, clock);
  const Cma ids = addCma(db);
  const SystemInstant first = must(db.commits()).back().instant;
  {
    auto txn = must(db.begin({.why = "they left in 2016"}));
    must(txn->correctFact(ids.mnla_in, {.validity = when("2014-10-28/2016")}));
    clock->now_us -= 5'000'000;  // the clock goes back, system time does not
    CHECK(must(txn->commit()).micros() == first.micros() + 1);
  }
  CHECK(factsOf(must(db.asOf("2018")).in(ids.cma)) == std::set{ids.hcua_in.value});
  CHECK(factsOf(must(db.asOf("2018")).systemAsOf(first).in(ids.cma)).size() == 2);
  CHECK(must(db.versions(ids.mnla_in)).size() == 2);
  {
    auto txn = must(db.begin());
    must(txn->retractFact(ids.hcua_in));
    must(txn->commit());
  }
  CHECK(factsOf(must(db.asOf("2018")).in(ids.cma)).empty());
  CHECK(factsOf(must(db.asOf("2018")).systemAsOf(first).in(ids.cma)).size() == 2);
  CHECK(factsOf(must(db.asOf("2018")).systemAsOf(SystemInstant::fromMicros(first.micros() - 1)).in(ids.cma))
            .empty());
  CHECK(must(db.verify()).errors.empty());
}

TEST_CASE("a withdrawal ends a membership, in any order, and its retraction gives it back") {
  for (const bool event_first : {false, true}) {
    const TemporaryFolder folder;
    Database db = open(folder, {}, organizationsSchema());
    auto txn = must(db.begin());
    const NodeId platform = must(txn->addNode({.external_id = "platform", .labels = {"Organization"}}));
    const NodeId csp = must(txn->addNode({.external_id = "csp", .labels = {"Coalition"}}));
    FactId member{};
    FactId left{};
    const auto join = [&] {
      member = must(txn->addFact(
          {.subject = platform, .type = "MEMBER_OF", .object = csp, .validity = when("2021/..")}));
    };
    const auto leave = [&] {
      left = must(txn->addFact(
          {.subject = platform, .type = "WITHDREW_FROM", .object = csp, .validity = when("2024")}));
    };
    if (event_first)
      leave();
    else
      join();
    must(txn->commit());
    txn = must(db.begin());
    if (event_first)
      join();
    else
      leave();
    must(txn->commit());
    CHECK(factsOf(must(db.asOf("2025")).in(csp, "MEMBER_OF")).empty());
    CHECK(must(db.asOf("2024-06")).in(csp, "MEMBER_OF")[0].certainty == Certainty::kPossible);
    CHECK(must(db.always().fact(member))->cut->event == left);
    txn = must(db.begin());
    must(txn->retractFact(left));
    must(txn->commit());
    CHECK(factsOf(must(db.asOf("2025")).in(csp, "MEMBER_OF")) == std::set{member.value});
    CHECK(must(db.verify()).errors.empty());
  }
}

TEST_CASE("a portion removed leaves two pieces under one id") {
  const TemporaryFolder folder;
  Database db = open(folder);
  const Cma ids = addCma(db);
  auto txn = must(db.begin());
  must(txn->removePortion(ids.mnla_in, must(parseQueryTime("2016"))));
  must(txn->commit());
  CHECK(factsOf(must(db.asOf("2016-05-05")).in(ids.cma)) == std::set{ids.hcua_in.value});
  CHECK(factsOf(must(db.asOf("2015-05-05")).in(ids.cma)).size() == 2);
  CHECK(factsOf(must(db.asOf("2017-05-05")).in(ids.cma)).size() == 2);
  CHECK(db.always().in(ids.cma).size() == 2);
  CHECK(must(db.verify()).errors.empty());
}

TEST_CASE("erasure leaves a mark and nothing else, in no file") {
  const TemporaryFolder folder;
  Database db = open(folder);
  const Cma ids = addCma(db);
  auto txn = must(db.begin());
  const NodeId person =
      must(txn->addNode({.external_id = "secret-person", .properties = named("Zalikatu Hidden")}));
  const FactId fact = must(txn->addFact({.subject = person,
                                         .type = "MEMBER_OF",
                                         .object = ids.cma,
                                         .validity = when("2015/2016"),
                                         .sources = {"hush-hush-source"}}));
  must(txn->commit());
  txn = must(db.begin());
  must(txn->correctFact(fact, {.validity = when("2015/2017")}));
  must(txn->commit());
  txn.reset();
  const EraseOutcome outcome =
      must(db.erase({.nodes = {person}, .facts = {}}, {.who = "me", .why = "asked to"}));
  CHECK(outcome.nodes == 1);
  CHECK(outcome.facts == 1);
  CHECK(must(db.versions(person)).empty());
  CHECK(must(db.versions(fact)).empty());
  CHECK(factsOf(db.always().in(ids.cma)) == std::set{ids.mnla_in.value, ids.hcua_in.value});
  CHECK(must(db.erasures()).size() == 2);
  for (const char* bytes : {"secret-person", "Hidden", "hush-hush"}) {
    CHECK(tenure::testing::filesWith(folder / "db", bytes).empty());
  }
  CHECK(must(db.verify()).errors.empty());
}

TEST_CASE("erasure finds what a list has forgotten: a fact that never held, and was retracted") {
  const TemporaryFolder folder;
  Database db = open(folder, {}, organizationsSchema());
  auto txn = must(db.begin());
  const NodeId person = must(txn->addNode({.labels = {"Person"}}));
  const NodeId group = must(txn->addNode({.labels = {"Organization"}}));
  const auto member = [&](std::string_view valid, std::string source) {
    return must(txn->addFact({.subject = person,
                              .type = "MEMBER_OF",
                              .object = group,
                              .validity = when(valid),
                              .sources = {std::move(source)}}));
  };
  const FactId never = member("2014/..", "hush-hush-source");
  must(txn->removePortion(never, {must(midnight({2014, 1, 1})), must(midnight({2017, 1, 1}))}));
  must(txn->addFact({.subject = person, .type = "WITHDREW_FROM", .object = group, .validity = when("2016")}));
  must(txn->commit());
  REQUIRE(db.always().in(group, "MEMBER_OF").empty());
  txn = must(db.begin());
  must(txn->retractFact(never));
  must(txn->commit());
  for (int year = 1000; year < 1300; ++year) {  // so many that the list is folded
    txn = must(db.begin());
    member(std::to_string(year), "a chronicle");
    must(txn->commit());
  }
  txn.reset();
  must(db.erase({.nodes = {person}, .facts = {}}, {}));
  CHECK(must(db.versions(never)).empty());
  CHECK(tenure::testing::filesWith(folder / "db", "hush-hush").empty());
  CHECK(must(db.verify()).errors.empty());
}

TEST_CASE("a bulk load is one commit, under the same rules") {
  const TemporaryFolder folder;
  Database db = open(folder, {}, organizationsSchema());
  auto load = must(db.bulkLoad({.who = "loader"}));
  const NodeId a =
      must(load->addNode({.external_id = "a", .labels = {"Organization"}, .properties = named("Aa")}));
  const NodeId b = must(load->addNode({.external_id = "b", .labels = {"Coalition"}}));
  CHECK(codeOf(load->addNode({.external_id = "a"})) == ErrorCode::kAlreadyExists);
  must(load->addFact({.subject = a, .type = "WITHDREW_FROM", .object = b, .validity = when("2020-05")}));
  const FactId member =
      must(load->addFact({.subject = a, .type = "MEMBER_OF", .object = b, .validity = when("2014/..")}));
  must(load->finish());
  CHECK(factsOf(must(db.asOf("2021")).in(b, "MEMBER_OF")).empty());
  CHECK(factsOf(must(db.asOf("2019")).in(b, "MEMBER_OF")) == std::set{member.value});
  CHECK(must(db.find("aa")) == a);
  CHECK(must(db.verify()).errors.empty());

  load = must(db.bulkLoad());
  must(load->addFact({.subject = a, .type = "WITHDREW_FROM", .object = b, .validity = when("2018")}));
  must(load->finish());
  CHECK(factsOf(must(db.asOf("2019-06")).in(b, "MEMBER_OF")).empty());
  CHECK(must(db.verify()).errors.empty());

  load = must(db.bulkLoad());
  must(load->addFact({.subject = b, .type = "MEMBER_OF", .object = a, .validity = when("2014/2019")}));
  CHECK(codeOf(load->finish()) == ErrorCode::kConstraint);
  load.reset();
  CHECK(must(db.commits()).size() == 3);
}

TEST_CASE(
    "a bulk load of many facts, written in parts, gives what was loaded; one that is stopped gives nothing") {
  const TemporaryFolder folder;
  const auto day = [](std::uint64_t number) {
    return formatCivil(plusDays({1950, 1, 1}, static_cast<std::int64_t>(number)));
  };
  constexpr std::uint64_t kPeople = 1'500;
  constexpr std::uint64_t kFacts = 140'000;  // two parts of blocks and of lists
  constexpr const char* kTypes[] = {"MEMBER_OF", "CHAIRED", "ADVISED"};
  const auto fill = [&](Database& db) {
    auto load = must(db.bulkLoad());
    for (std::uint64_t i = 0; i < kPeople; ++i) must(load->addNode({.external_id = "p" + std::to_string(i)}));
    for (std::uint64_t i = 0; i < kFacts; ++i) {
      FactDraft fact{
          .subject = NodeId{1 + i * 7'919 % kPeople}, .type = kTypes[i % 3], .object = NodeId{1 + i % 11}};
      // Some blocks hold few plain facts, some lists hold uncertain ones.
      fact.validity =
          when(i % 977 == 0 ? "1960/1990?"
                            : day(i * 31 % 20'000) + "/" + (i % 5 == 0 ? ".." : day(i * 31 % 20'000 + 40)));
      if (i % 50 < 2) fact.properties = {{"weight", {{Value(std::int64_t{1}), {}}}}};
      must(load->addFact(fact));
    }
    return load;
  };
  Database db = open(folder);
  {
    auto stopped = fill(db);
    std::uint64_t told = 0;
    CHECK(codeOf(stopped->finish([&](std::uint64_t done, std::uint64_t) { return (told = done) == 0; })) ==
          ErrorCode::kCancelled);
    CHECK(told > 0);
  }
  CHECK(must(count(db.always())).facts == 0);
  must(fill(db)->finish());
  CHECK(must(db.verify()).errors.empty());
  const auto members = [](const Database& in) {
    std::vector<std::set<std::uint64_t>> all;
    for (std::uint64_t i = 1; i <= 40; ++i) {
      all.push_back(factsOf(must(in.asOf("1985-03-01")).in(NodeId{i}, "MEMBER_OF")));
      all.push_back(factsOf(must(in.asOf("1985-03-01")).out(NodeId{i})));
    }
    return all;
  };
  std::vector<std::set<std::uint64_t>> expected(80);
  const std::int64_t asked = daysFromCivil({1985, 3, 1}) - daysFromCivil({1950, 1, 1});
  for (std::uint64_t i = 0; i < kFacts; ++i) {
    const auto start = static_cast<std::int64_t>(i * 31 % 20'000);
    const bool holds = i % 977 == 0 || (start <= asked && (i % 5 == 0 || asked <= start + 40));
    if (!holds) continue;
    if (i % 3 == 0) expected[2 * (i % 11)].insert(i + 1);
    if (const std::uint64_t subject = i * 7'919 % kPeople; subject < 40)
      expected[2 * subject + 1].insert(i + 1);
  }
  CHECK(members(db) == expected);
  CHECK(must(count(db.always())).facts == kFacts);
}

TEST_CASE("an event that ends nothing is told by the commit and by verify, and never cuts") {
  const TemporaryFolder folder;
  const std::string told =
      "fact 2 (a WITHDREW_FROM b, 2016) does not end fact 1 (a MEMBER_OF b, 2014/2018): its end is written, "
      "and is another";
  NodeId a, b;
  FactId member;
  {
    Database db = open(folder, {}, organizationsSchema());
    auto txn = must(db.begin());
    a = must(txn->addNode({.external_id = "a", .labels = {"Organization"}}));
    b = must(txn->addNode({.external_id = "b", .labels = {"Coalition"}}));
    member =
        must(txn->addFact({.subject = a, .type = "MEMBER_OF", .object = b, .validity = when("2014/2018")}));
    must(txn->commit());
    CHECK(txn->notices().count == 0);
    txn = must(db.begin());
    must(txn->addFact({.subject = a, .type = "WITHDREW_FROM", .object = b, .validity = when("2016")}));
    must(txn->commit());
    CHECK(txn->notices().lines == std::vector{told});
    CHECK(factsOf(must(db.asOf("2017")).in(b, "MEMBER_OF")) == std::set{member.value});
    txn = must(db.begin());  // a write that has nothing to do with it is told nothing
    must(txn->addFact({.subject = a, .type = "RELATED_TO", .object = b, .validity = when("2016")}));
    must(txn->commit());
    CHECK(txn->notices().count == 0);
  }
  Database db = open(folder);
  auto report = must(db.verify());
  CHECK(report.errors.empty());
  CHECK(report.unapplied_events == std::vector{told});
  CHECK(report.unapplied_events_count == 1);

  auto txn = must(db.begin());  // an end that agrees is no news to who writes it
  must(txn->correctFact(member, {.validity = when("2014/2016-06")}));
  must(txn->commit());
  CHECK(txn->notices().count == 0);
  report = must(db.verify());
  REQUIRE(report.unapplied_events.size() == 1);
  CHECK(report.unapplied_events.front().ends_with("its end is written already, and agrees"));

  auto load = must(db.bulkLoad());
  must(load->addFact({.subject = a, .type = "MEMBER_OF", .object = b, .validity = when("2016-03/..")}));
  must(load->finish());
  REQUIRE(load->notices().count == 1);
  CHECK(load->notices().lines.front().ends_with("it does not certainly start before the event"));
  CHECK(must(db.verify()).unapplied_events_count == 2);
  txn = must(db.begin());
  must(txn->retractFact(FactId{2}));
  must(txn->commit());
  CHECK(txn->notices().count == 0);
  CHECK(must(db.verify()).unapplied_events.empty());
}

TEST_CASE("what clashes in a load is named with the file and line it was read from") {
  const TemporaryFolder folder;
  Database db = open(folder, {}, organizationsSchema());
  auto load = must(db.bulkLoad());
  load->readFrom("nodes.csv", 2);
  const NodeId a = must(load->addNode({.external_id = "a", .labels = {"Person"}}));
  load->readFrom("nodes.csv", 3);
  const NodeId b = must(load->addNode({.external_id = "b", .labels = {"Person"}}));
  load->readFrom("nodes.csv", 4);
  const NodeId c = must(load->addNode({.external_id = "c", .labels = {"Organization"}}));
  const auto chair = [&](NodeId who, std::string_view valid) {
    must(load->addFact({.subject = who, .type = "CHAIRED", .object = c, .validity = when(valid)}));
  };
  load->readFrom("chairs.csv", 2);
  chair(a, "2010-01-01/2012-12-31");
  load->readFrom("chairs.csv", 7);  // what lies between was skipped
  chair(b, "2011-01-01/2013-12-31");
  const auto refused = load->finish();
  REQUIRE(codeOf(refused) == ErrorCode::kConstraint);
  CHECK(refused.error().message() ==
        "fact 1 (a CHAIRED c, 2010-01-01/2012-12-31; chairs.csv:2): at most one CHAIRED at a time for c, and "
        "it certainly overlaps fact 2 (b CHAIRED c, 2011-01-01/2013-12-31; chairs.csv:7)");
}

TEST_CASE("counts, differences and steps agree on a fact whose ends have ended") {
  const TemporaryFolder folder;
  Database db = open(folder, {}, organizationsSchema());
  auto txn = must(db.begin());
  const NodeId a = must(txn->addNode({.labels = {"Organization"}}));
  const NodeId b = must(txn->addNode({.labels = {"Organization"}}));
  const NodeId leader = must(txn->addNode({.labels = {"Person"}, .lifespan = when("1950/2040")}));
  const FactId led = must(txn->addFact(
      {.subject = leader, .type = "LED", .object = a, .validity = when("2012-01-01/2020-12-31")}));
  must(txn->addFact({.subject = a, .type = "MERGED_INTO", .object = b, .validity = when("2015-06-01")}));
  must(txn->commit());

  const View before = must(db.asOf("2015-05-31"));
  const View after = must(db.asOf("2016-01-01"));
  CHECK(factsOf(before.in(a, "LED")) == std::set{led.value});
  CHECK(factsOf(after.in(a, "LED")).empty());
  CHECK(factsOf(after.out(leader)).empty());
  CHECK(must(count(before)).by_type["LED"] == std::pair<std::uint64_t, std::uint64_t>{1, 1});
  CHECK(must(count(after)).facts == 0);
  for (const auto node : {std::optional<NodeId>(), std::optional(a), std::optional(leader)}) {
    const auto changes = must(difference(before, after, node));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].fact.id == led);
    CHECK(changes[0].change == Change::kEnded);
  }
  CHECK(must(count(db.always())).facts == 2);
}

TEST_CASE("at most one at a time, in a list of many") {
  const TemporaryFolder folder;
  Database db = open(folder, {}, organizationsSchema());
  constexpr int kChairs = 2'000;
  auto load = must(db.bulkLoad());
  const NodeId council = must(load->addNode({.labels = {"Organization"}}));
  const NodeId late = must(load->addNode({.labels = {"Person"}}));
  std::vector<FactId> chaired;
  const auto days = [](int first, int last) {
    return when(formatCivil(plusDays({1900, 1, 1}, first)) + "/" + formatCivil(plusDays({1900, 1, 1}, last)));
  };
  for (int i = 0; i < kChairs; ++i) {
    const NodeId chair = must(load->addNode({.labels = {"Person"}}));
    chaired.push_back(must(load->addFact(
        {.subject = chair, .type = "CHAIRED", .object = council, .validity = days(10 * i, 10 * i + 7)})));
  }
  must(load->finish());

  const auto chair = [&](int first, int last) {
    auto transaction = must(db.begin());
    must(transaction->addFact(
        {.subject = late, .type = "CHAIRED", .object = council, .validity = days(first, last)}));
    return transaction->commit().ok();
  };
  CHECK(chair(10'008, 10'009));
  CHECK_FALSE(chair(10'016, 10'017));
  CHECK_FALSE(chair(10'018, 10'021));
  {
    auto transaction = must(db.begin());
    must(transaction->removePortion(chaired[1'100], {must(midnight(plusDays({1900, 1, 1}, 11'002))),
                                                     must(midnight(plusDays({1900, 1, 1}, 11'005)))}));
    must(transaction->commit());
  }
  CHECK(chair(11'002, 11'004));
  CHECK_FALSE(chair(11'004, 11'006));

  load = must(db.bulkLoad());
  must(load->addFact(
      {.subject = late, .type = "CHAIRED", .object = council, .validity = days(12'003, 12'004)}));
  CHECK(codeOf(load->finish()) == ErrorCode::kConstraint);
  load.reset();
  CHECK(must(db.verify()).possible_clashes.empty());
}

TEST_CASE("many commits to one list are folded and answer the same") {
  const TemporaryFolder folder;
  Database db = open(folder);
  const Cma ids = addCma(db);
  std::set<std::uint64_t> expected{ids.mnla_in.value, ids.hcua_in.value};
  for (int i = 0; i < 300; ++i) {
    auto txn = must(db.begin());
    const NodeId node = must(txn->addNode({}));
    const FactId fact = must(txn->addFact(
        {.subject = node, .type = "MEMBER_OF", .object = ids.cma, .validity = when("2014-10-28/2023-02")}));
    expected.insert(fact.value);
    if (i % 5 == 4) {
      must(txn->retractFact(FactId{fact.value - 3}));
      expected.erase(fact.value - 3);
    }
    must(txn->commit());
  }
  CHECK(factsOf(must(db.asOf("2015")).in(ids.cma)) == expected);
  CHECK(must(db.verify()).errors.empty());
}

}  // namespace database_test
