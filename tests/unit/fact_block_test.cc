// Fact blocks: what is plain and what is not, the sizes promised, damage refused; and in a store, one place
// for every fact, whatever is loaded, corrected, retracted and erased around it.
#include "storage/fact_block.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "schema/civil.h"
#include "storage/graph_store.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace fact_block_test {

using namespace tenure;
using namespace tenure::storage;
using tenure::testing::failureOf;
using tenure::testing::filesWith;
using tenure::testing::mustOpen;
using tenure::testing::readAll;
using tenure::testing::TemporaryFolder;

namespace {

constexpr std::int64_t kWaitUs = 1'000'000;
const SystemInstant kNow = SystemInstant::fromMicros(1'760'000'000'000'000);
const std::string kKey = factBlockKey(FactId{129});

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

Validity when(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  return must(Validity::parse(text, convention));
}
bool isPlain(const Validity& validity) {
  const auto days = writtenDays(validity);
  if (days) CHECK((validityOf(*days) == validity));
  return days.has_value();
}

FactVersion fact(std::uint64_t id) {
  FactVersion one;
  one.id = FactId{id};
  one.subject = NodeId{7'000 + id};
  one.type = "MEMBER_OF";
  one.object = NodeId{3};
  one.validity = when("2014-10-28/2018");
  one.believed.from = kNow;
  return one;
}

struct Block {
  Tokens tokens;
  std::deque<std::string> texts;
  std::vector<PlainFact> facts;
  void add(const FactVersion& one) {
    const auto plain = plainFact(one, tokens, texts);
    REQUIRE(plain);
    facts.push_back(*plain);
  }
};

/// Why a payload is refused, or "".
std::string refusal(const Block& block, std::string_view payload, const std::string& key = kKey) {
  std::string value = beginValue();
  value += payload;
  seal(key, value);
  const auto facts = decodeFactBlock(key, value, block.tokens);
  if (facts.ok()) return "";
  for (const std::uint64_t id : {129U, 256U}) (void)findInBlock(key, value, FactId{id}, block.tokens);
  CHECK(facts.error().code() == ErrorCode::kCorruption);
  const std::string named = describeKey(key) + " is damaged: ";
  CHECK(facts.error().message().starts_with(named));
  return facts.error().message().substr(named.size());
}

// ---- a store -------------------------------------------------------------------------------------------

constexpr std::size_t kNodes = 10;

std::unique_ptr<GraphStore> open(const TemporaryFolder& folder) {
  return must(GraphStore::open(folder / "db", {}));
}

/// Found in files letter for letter: like no other, so that nothing of it is compressed away.
std::string sourceOf(std::size_t i) {
  std::string text;
  for (std::uint64_t x = (i + 1) * 0x9E3779B97F4A7C15ULL; text.size() < 12;
       x = x * 6'364'136'223'846'793'005U + i)
    text += static_cast<char>('!' + (x >> 40U) % 90);
  return text;
}

FactDraft draft(std::size_t i) {
  FactDraft one;
  one.subject = NodeId{1 + i % kNodes};
  one.type = i % 7 == 0 ? "CHAIRED" : "MEMBER_OF";
  one.object = NodeId{1 + (i + 3) % kNodes};
  one.validity = when(std::to_string(1950 + i % 60) + "-02-03/" + (i % 5 == 0 ? ".." : "2015-06-07"));
  one.sources = {sourceOf(i)};
  if (i % 10 == 9) one.event = "an event";  // not plain
  return one;
}

void load(GraphStore& store, std::size_t first, std::size_t count, bool nodes = false) {
  auto load = must(store.beginBulkLoad({}, kWaitUs));
  for (std::size_t i = 0; nodes && i < kNodes; ++i) must(load->addNode({}));
  for (std::size_t i = first; i < first + count; ++i) {
    CHECK(must(load->addFact(draft(i))) == FactId{i + 1});
  }
  must(load->finish());
}

/// Everything right, and facts 1 .. `count` there but for `gone`; read one by one, together, and all in
/// order.
void checkFacts(GraphStore& store, std::size_t count, const std::vector<std::uint64_t>& gone = {}) {
  const auto report = must(store.verify([](auto, auto) { return true; }));
  CHECK(report.errors.empty());
  for (const std::string& error : report.errors) UNSCOPED_INFO(error);
  const GraphReader reader = store.reader();
  std::vector<FactId> ids;
  for (std::uint64_t id = count + 1; id > 0; --id) ids.push_back(FactId{id});
  const auto many = must(reader.facts(ids));
  std::vector<FactVersion> expected;
  for (std::size_t i = ids.size(); i-- > 0;) {
    const auto one = must(reader.fact(ids[i]));
    CHECK(one == many[i]);
    const bool there =
        ids[i].value <= count && std::find(gone.begin(), gone.end(), ids[i].value) == gone.end();
    CHECK(one.has_value() == there);
    if (one) expected.push_back(*one);
  }
  std::vector<FactVersion> all;
  must(reader.forEachFact({}, [&](const FactVersion& one) -> Status {
    all.push_back(one);
    return {};
  }));
  CHECK((all == expected));
  CHECK(report.facts == expected.size());
}

std::size_t keysOf(const TemporaryFolder& folder, Table table) {
  const auto store = mustOpen(folder / "db");
  std::size_t count = 0;
  for (const auto& [key, value] : must(readAll(*store))) count += tableOf(key) == table ? 1U : 0U;
  return count;
}

}  // namespace

// ---- what is plain -------------------------------------------------------------------------------------

TEST_CASE("fact block: validities of years, months and days have a code, whatever their ends") {
  for (const char* text :
       {"2014", "2014-10", "2014-10-28", "2014/2018", "2014-10/2018-02", "2014-10-28/2018-02-03", "2014/..",
        "2014-10-28/", "../2018", "/2018-02", "/", "/..", "../", "../..", "2014-10-28/2014",
        "2012/2012-02-29", "0000/9999", "1900-02-28/1900-03"}) {
    INFO(text);
    CHECK(isPlain(when(text)));
  }
  CHECK(isPlain(Validity()));
  CHECK(isPlain(when("2014/2018", EndConvention::kExclusive)));
  CHECK(isPlain(when("2014-10-28/2014-10-29", EndConvention::kExclusive)));
  CHECK_FALSE(writtenDays(when("2014/2018")) == writtenDays(when("2014/2018", EndConvention::kExclusive)));
  CHECK_FALSE(writtenDays(when("2014/2018")) == writtenDays(when("2014-01-01/2018-12-31")));
}

TEST_CASE("fact block: what is qualified, timed, derived or far away has none, and stays a record") {
  for (const char* text :
       {"2014?", "2014~/2018", "201X", "2014-XX", "2014-21", "[2013,2015]", "attested: 2014",
        "2014-10-28T15:00:00Z", "2014-10-28T15:00:00Z/2015", "-0044", "Y12014"}) {
    INFO(text);
    CHECK_FALSE(isPlain(when(text)));
  }
  // The bounds that were stored count, not the text that stands beside them.
  Period bounds = when("2014").period();
  bounds.end_max = bounds.end_max.plusMicros(kMicrosPerDay);
  CHECK_FALSE(isPlain(Validity::restored(bounds, "2014", EndConvention::kInclusive)));
  bounds = when("2014").period();
  bounds.derived = true;
  CHECK_FALSE(isPlain(Validity::restored(bounds, "2014", EndConvention::kInclusive)));
  CHECK_FALSE(isPlain(Validity::derivedFrom(bounds)));
}

TEST_CASE("fact block: a plain fact is one with nothing beside ends, type, dates, status and few sources") {
  Tokens tokens;
  std::deque<std::string> texts;
  const auto plain = [&](const FactVersion& one) { return plainFact(one, tokens, texts).has_value(); };
  FactVersion one = fact(1);
  CHECK(plain(one));
  one.status = FactStatus::kRefuted;
  one.sources = {"a", "", "b"};
  CHECK(plain(one));
  one.sources = {std::string(kPlainSourcesMax - 3, 's')};  // and three bytes of count and length
  CHECK(plain(one));
  one.sources = {std::string(kPlainSourcesMax - 2, 's')};
  CHECK_FALSE(plain(one));
  one = fact(1);
  one.event = "e";
  CHECK_FALSE(plain(one));
  one = fact(1);
  one.properties["seat"] = {{Value(1), {}}};
  CHECK_FALSE(plain(one));
  one = fact(1);
  one.removed = {{Instant::fromMicros(0), Instant::fromMicros(1)}};
  CHECK_FALSE(plain(one));
  one = fact(1);
  one.cut = Cut{FactId{2}, Instant::fromMicros(0), Instant::fromMicros(0)};
  CHECK_FALSE(plain(one));
  one = fact(1);
  one.believed.to = SystemInstant::plusInfinity();
  CHECK(plain(one));
  one.believed.to = SystemInstant::fromMicros(kNow.micros() + 1);  // the past has records
  CHECK_FALSE(plain(one));
}

// ---- bytes ---------------------------------------------------------------------------------------------

TEST_CASE("fact block: 128 ids from 1 on share one, and the key says the first") {
  CHECK(blockOf(FactId{1}) == FactId{1});
  CHECK(blockOf(FactId{128}) == FactId{1});
  CHECK(blockOf(FactId{129}) == FactId{129});
  CHECK(blockOf(FactId{0}) == FactId{1});
  CHECK(factBlockKey(FactId{129}) == std::string("\x0B\0\0\0\0\0\0\0\x81", 9));
  CHECK(parseFactBlockKey(kKey) == FactId{129});
  CHECK_FALSE(parseFactBlockKey(factKey(FactId{129})));
  CHECK(describeKey(kKey) == "block of facts from 129");
}

TEST_CASE("fact block: none, one, some and all of the ids") {
  for (const std::size_t step : {128U, 127U, 50U, 2U, 1U}) {
    Block block;
    std::vector<FactVersion> facts;
    for (std::size_t i = 0; i < kBlockFacts; i += step) {
      facts.push_back(fact(129 + i));
      if (i % 3 == 0) facts.back().sources = {"register " + std::to_string(i % 4)};
      block.add(facts.back());
    }
    const std::string value = encodeFactBlock(kKey, block.facts);
    const auto again = must(decodeFactBlock(kKey, value, block.tokens));
    CHECK((again == block.facts));
    for (std::size_t i = 0; i < again.size(); ++i) CHECK((factOf(again[i], block.tokens) == facts[i]));
    for (std::uint64_t id = 128; id < 260; ++id) {
      const auto one = must(findInBlock(kKey, value, FactId{id}, block.tokens));
      const auto same = [id](const PlainFact& plain) { return plain.id.value == id; };
      const auto expected = std::find_if(again.begin(), again.end(), same);
      CHECK(one == (expected == again.end() ? std::nullopt : std::optional(*expected)));
    }
  }
  CHECK(must(decodeFactBlock(kKey, encodeFactBlock(kKey, {}), Tokens())).empty());
  CHECK(encodeFactBlock(kKey, {}).size() == 6);
}

TEST_CASE("fact block: ordinary facts take some eight bytes, and few sources little more") {
  Block block;
  Block sourced;
  for (std::uint64_t i = 0; i < kBlockFacts; ++i) {
    FactVersion one = fact(129 + i);
    one.subject = NodeId{1 + i * 7'919 % 90'000};
    one.object = NodeId{90'001 + i * 104'729 % 10'000};
    const auto start = static_cast<std::int64_t>(i * 15'485'863 % 27'000);
    const CivilDate from = civilFromDays(start);
    const CivilDate to = civilFromDays(start + 1 + static_cast<std::int64_t>(i * 32'452'843 % 2'000));
    one.validity = when(formatCivil(from) + "/" + (i % 20 == 0 ? ".." : formatCivil(to)));
    block.add(one);
    one.sources = {"register " + std::to_string(i % 5)};
    sourced.add(one);
  }
  CHECK(encodeFactBlock(kKey, block.facts).size() <= 128 * 8);
  CHECK(encodeFactBlock(kKey, sourced.facts).size() <= 128 * 9);
}

TEST_CASE("fact block: what does not fit is corruption that names the block") {
  Block block;
  for (const std::uint64_t id : {129U, 130U, 140U, 256U}) block.add(fact(id));
  const std::string payload(must(unseal(kKey, encodeFactBlock(kKey, block.facts))));
  CHECK(refusal(block, payload).empty());
  CHECK(refusal(block, payload + "x") == "there are bytes after its end");
  CHECK(refusal(block, payload.substr(0, payload.size() - 1)) == "it ends early");
  CHECK(refusal(block, "\xFF\x01") == "it has too many facts");
  CHECK(refusal(Block(), payload) == "a row of it is no fact");  // an unknown type
  CHECK(refusal(block, payload, factBlockKey(FactId{130})) == "its key is of no block of facts");
  CHECK(refusal(block, payload, factBlockKey(FactId{0})) == "its key is of no block of facts");
  CHECK(refusal(block, payload, factKey(FactId{129})) == "its key is of no block of facts");
  CHECK(refusal(block, payload.substr(0, payload.size() - 1) + std::string("\x01\x02\x01\0", 4)) ==
        "no fact names some of its sources");
  block.facts[2].subject = NodeId{0};
  CHECK(refusal(block, must(unseal(kKey, encodeFactBlock(kKey, block.facts)))) == "a row of it is no fact");
}

// ---- in a store ----------------------------------------------------------------------------------------

TEST_CASE("fact block: a load writes blocks and goes on with a block that was begun") {
  const TemporaryFolder folder;
  {
    const auto store = open(folder);
    load(*store, 0, 100, true);
    checkFacts(*store, 100);
    load(*store, 100, 20);   // into the same block
    load(*store, 120, 300);  // over its end
    checkFacts(*store, 420);
  }
  CHECK(keysOf(folder, Table::kFactBlock) == 4);
  CHECK(keysOf(folder, Table::kFact) == 42);  // the tenth that is not plain
  {
    const auto store = open(folder);
    checkFacts(*store, 420);
    CHECK(must(store->reader().fact(FactId{2}))->validity.text() == "1951-02-03/2015-06-07");
  }
}

TEST_CASE("fact block: a single commit writes records, and a load after it the rest of the block") {
  const TemporaryFolder folder;
  {
    const auto store = open(folder);
    load(*store, 0, 5, true);
    auto txn = must(store->begin({}, kWaitUs));
    must(txn->addFact(draft(5)));
    must(txn->commit());
    load(*store, 6, 3);
    checkFacts(*store, 9);
  }
  CHECK(keysOf(folder, Table::kFactBlock) == 1);
  CHECK(keysOf(folder, Table::kFact) == 1);
}

TEST_CASE("fact block: what is corrected or retracted leaves its block, and the past is as it was") {
  const TemporaryFolder folder;
  SystemInstant loaded;
  {
    const auto store = open(folder);
    load(*store, 0, 200, true);
    loaded = store->reader().last().commit.instant;
    auto txn = must(store->begin({}, kWaitUs));
    FactCorrection correction;
    correction.validity = when("1999");
    must(txn->correctFact(FactId{3}, correction));
    must(txn->retractFact(FactId{5}));
    must(txn->retractFact(FactId{150}));
    must(txn->commit());
    checkFacts(*store, 200, {5, 150});
  }
  const auto store = open(folder);
  checkFacts(*store, 200, {5, 150});
  const GraphReader reader = store->reader();
  CHECK(must(reader.fact(FactId{3}))->validity.text() == "1999");
  CHECK(must(reader.fact(FactId{3}, loaded))->validity.text() == draft(2).validity.text());
  CHECK(must(reader.fact(FactId{5}, loaded))->sources == draft(4).sources);
  CHECK(must(reader.factVersions(FactId{3})).size() == 2);
  CHECK(must(reader.factVersions(FactId{5})).size() == 1);
  CHECK(must(reader.factVersions(FactId{4})).size() == 1);
  std::size_t then = 0;
  must(reader.forEachFact(loaded, [&](const FactVersion&) -> Status { return ++then, Status{}; }));
  CHECK(then == 200);
}

TEST_CASE("fact block: a block that all have left stays empty, and takes what a load brings") {
  const TemporaryFolder folder;
  const auto store = open(folder);
  load(*store, 0, 4, true);
  auto txn = must(store->begin({}, kWaitUs));
  for (std::uint64_t id = 1; id <= 4; ++id) must(txn->retractFact(FactId{id}));
  must(txn->commit());
  checkFacts(*store, 4, {1, 2, 3, 4});
  load(*store, 4, 4);
  checkFacts(*store, 8, {1, 2, 3, 4});
}

TEST_CASE("fact block: an erased fact is in no file, its neighbours in the block stay") {
  const TemporaryFolder folder;
  {
    const auto store = open(folder);
    load(*store, 0, 140, true);
    must(store->flush());
    REQUIRE_FALSE(filesWith(folder / "db", sourceOf(77)).empty());
    must(store->erase({{}, {FactId{78}}}, {"me", "asked to", ""}, kWaitUs));
    checkFacts(*store, 140, {78});
    CHECK(must(store->reader().factVersions(FactId{78})).empty());
  }
  CHECK(filesWith(folder / "db", sourceOf(77)).empty());
  CHECK_FALSE(filesWith(folder / "db", sourceOf(76)).empty());
  checkFacts(*open(folder), 140, {78});
}

TEST_CASE("fact block: verify names a fact that stands twice, and a block that does not decode") {
  const TemporaryFolder folder;
  {
    const auto store = open(folder);
    load(*store, 0, 8, true);
  }
  std::string record;
  {
    const auto raw = mustOpen(folder / "db");
    Tokens tokens;
    for (const char* type : {"CHAIRED", "MEMBER_OF"}) tokens.intern(TokenKind::kType, type);
    FactVersion twice = fact(2);
    twice.subject = NodeId{2};
    twice.object = NodeId{5};
    twice.validity = draft(1).validity;
    testing::mustPut(*raw, factKey(FactId{2}), encodeFact(factKey(FactId{2}), twice, tokens));
  }
  {
    const auto store = open(folder);
    const auto report = must(store->verify([](auto, auto) { return true; }));
    const auto says = [&](const std::string& what) {
      return std::find(report.errors.begin(), report.errors.end(), what) != report.errors.end();
    };
    CHECK(says("fact 2: stands in a record and in a block"));
    const Status walked = store->reader().forEachFact({}, [](const FactVersion&) { return Status{}; });
    CHECK(failureOf(walked).find("fact 2 stands in a block as well") != std::string::npos);
  }
  {
    const auto raw = mustOpen(folder / "db");
    testing::mustPut(*raw, factBlockKey(FactId{1}), "no block");
  }
  const auto store = open(folder);
  const auto report = must(store->verify([](auto, auto) { return true; }));
  CHECK(std::find(report.errors.begin(), report.errors.end(),
                  "block of facts from 1 is damaged: its check does not fit") != report.errors.end());
  CHECK(failureOf(store->reader().fact(FactId{1})).find("block of facts from 1") != std::string::npos);
}

}  // namespace fact_block_test
