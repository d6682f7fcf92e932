// Records: what was written is read, the bytes are as drawn, and what no encoder writes is refused.
#include "storage/records.h"

#include <functional>

#include <catch2/catch.hpp>

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/sealed.h"
#include "storage/value_record.h"

namespace records_test {

using namespace tenure;
using namespace tenure::storage;

namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();
const SystemInstant kNow = SystemInstant::fromMicros(1'760'000'000'000'000);

Instant day(std::int64_t number) { return Instant::fromMicros(number * kMicrosPerDay); }
Validity validity(std::string_view text) { return Validity::parse(text).value(); }

/// The bytes that `write` writes.
std::string written(const std::function<void(ByteWriter&)>& write) {
  std::string bytes;
  ByteWriter out(bytes);
  write(out);
  return bytes;
}

/// A payload under a seal that fits.
std::string sealed(std::string_view key, std::string_view payload) {
  std::string value = beginValue();
  value += payload;
  seal(key, value);
  return value;
}
std::string payloadOf(std::string_view key, std::string_view value) {
  return std::string(unseal(key, value).value());
}

/// Why a reader refuses `bytes`, or "".
std::string refusal(std::string_view bytes, const std::function<void(ByteReader&)>& read) {
  ByteReader in(bytes);
  read(in);
  in.finish();
  return in.ok() ? "" : in.why();
}

FactVersion fullFact() {
  FactVersion fact;
  fact.id = FactId{12};
  fact.subject = NodeId{300};
  fact.type = "CHAIRED";
  fact.object = NodeId{7};
  fact.validity = validity("2014-10-28/2018?");
  fact.removed = {{kPast, day(10)}, {day(12), day(20)}, {day(16'500), kFuture}};
  fact.cut = Cut{FactId{99}, day(17'000), day(17'365)};
  fact.status = FactStatus::kDisputed;
  fact.sources = {"acled:1", "", "un:2"};
  fact.event = "accord";
  fact.properties["role"] = {{Value("spokesman"), Validity()}, {Value(2), validity("2015")}};
  fact.properties["a"] = {{Value(1.5), validity("2015-01-01T10:00:00Z/..")}};
  fact.believed.from = kNow;
  return fact;
}

NodeVersion fullNode() {
  NodeVersion node;
  node.id = NodeId{12};
  node.external_id = "o:mnla";
  node.labels = {"Coalition", "Organization"};
  node.lifespan = validity("2011/");
  node.cut = Cut{FactId{99}, day(17'000), kFuture};
  node.properties["name"] = {{Value("MNLA"), Validity()}};
  node.aliases = {{"Mouvement", ""}, {"Mouvement", "fr"}, {"Movement", "en"}};
  node.believed.from = kNow;
  return node;
}

Error factError(const std::string& key, std::string_view payload, const Tokens& tokens) {
  const auto fact = decodeFact(key, sealed(key, payload), tokens);
  REQUIRE_FALSE(fact.ok());
  return fact.error();
}

}  // namespace

// ---- facts and nodes
// ---------------------------------------------------------------------------------------

TEST_CASE("fact record: everything a fact says, as present and as history") {
  Tokens tokens;
  FactVersion fact = fullFact();
  const std::string value = encodeFact(factKey(fact.id), fact, tokens);
  CHECK(tokens.count(TokenKind::kType) == 1);
  CHECK(tokens.count(TokenKind::kKey) == 2);
  CHECK(decodeFact(factKey(fact.id), value, tokens).value() == fact);
  CHECK(encodeFact(factKey(fact.id), fact, tokens) == value);

  fact.believed.to = SystemInstant::fromMicros(kNow.micros() + 1);
  const std::string key = factHistoryKey(fact.id, fact.believed.to);
  CHECK(decodeFact(key, encodeFact(key, fact, tokens), tokens).value() == fact);
}

TEST_CASE("fact record: an ordinary fact takes some 40 bytes, and each status fits") {
  Tokens tokens;
  FactVersion fact;
  fact.id = FactId{1'234'567};
  fact.subject = NodeId{345'678};
  fact.type = "MEMBER_OF";
  fact.object = NodeId{4'321};
  fact.validity = validity("2014/2018");
  fact.believed.from = kNow;
  const std::string key = factKey(fact.id);
  CHECK(encodeFact(key, fact, tokens).size() == 40);
  for (const auto status :
       {FactStatus::kAsserted, FactStatus::kClaimed, FactStatus::kDisputed, FactStatus::kRefuted}) {
    fact.status = status;
    CHECK(decodeFact(key, encodeFact(key, fact, tokens), tokens).value() == fact);
  }
}

TEST_CASE("fact record: what does not fit is corruption that names the fact") {
  Tokens tokens;
  FactVersion fact = fullFact();
  const std::string key = factKey(fact.id);
  const std::string payload = payloadOf(key, encodeFact(key, fact, tokens));

  CHECK(factError(key, payload, Tokens()).message() == "fact 12 is damaged: it is of an unknown type");
  CHECK(factError(key, payload + "x", tokens).message() ==
        "fact 12 is damaged: there are bytes after its end");
  CHECK(factError(key, "", tokens).code() == ErrorCode::kCorruption);
  std::string marks = payload;
  marks[0] = static_cast<char>(0x80);
  CHECK(factError(key, marks, tokens).message() == "fact 12 is damaged: it has unknown marks");
  CHECK(factError(nodeKey(NodeId{12}), payload, tokens).message() ==
        "node 12 is damaged: its key is of no fact");

  for (const auto& to : {kNow, SystemInstant::fromMicros(0)}) {  // believed for no time at all
    CHECK(factError(factHistoryKey(fact.id, to), payload, tokens).code() == ErrorCode::kCorruption);
  }
  fact.subject = NodeId{0};
  CHECK_FALSE(decodeFact(key, encodeFact(key, fact, tokens), tokens).ok());
}

TEST_CASE("fact record: properties with keys that are no names, unknown or out of order are refused") {
  Tokens tokens;
  (void)tokens.intern(TokenKind::kKey, "b");
  (void)tokens.intern(TokenKind::kKey, "a");
  (void)tokens.intern(TokenKind::kKey, "_engine");
  (void)tokens.intern(TokenKind::kKey, "");
  const auto why = [&](const std::vector<std::uint64_t>& numbers) {
    return refusal(written([&](ByteWriter& out) {
                     for (const std::uint64_t one : numbers) out.varint(one);
                   }),
                   [&](ByteReader& in) { (void)readProperties(in, tokens); });
  };
  CHECK(why({2, 2, 0, 1, 0}).empty());  // a, b, each without a history
  CHECK(why({2, 1, 0, 2, 0}) == "its properties are out of order");
  CHECK(why({2, 1, 0, 1, 0}) == "its properties are out of order");
  CHECK(why({1, 3, 0}) == "a property has a key that is no name");
  CHECK(why({1, 4, 0}) == "a property has a key that is no name");
  CHECK(why({1, 5, 0}) == "a property has an unknown key");
  CHECK(why({1, 0, 0}) == "a property has an unknown key");
  CHECK(why({0}) == "it lists no property");
  CHECK(why({1, 1ULL << 32U, 0}) == "a number is too large");

  PropertyHistory history = {{Value(1), validity("2015")}, {Value(2), Validity()}};
  const std::string out_of_order = written([&](ByteWriter& out) {
    writeProperties(out, {{"a", history}}, tokens);
  });
  const auto read = [&](ByteReader& in) { (void)readProperties(in, tokens); };
  CHECK(refusal(out_of_order, read) == "a history is out of order");
  sortHistory(history);
  CHECK(refusal(written([&](ByteWriter& out) {
                  writeProperties(out, {{"a", history}}, tokens);
                }),
                read)
            .empty());
}

TEST_CASE("node record: everything a node says, and a node that says nothing") {
  Tokens tokens;
  NodeVersion node = fullNode();
  const std::string key = nodeKey(node.id);
  CHECK(decodeNode(key, encodeNode(key, node, tokens), tokens).value() == node);
  node.believed.to = SystemInstant::fromMicros(kNow.micros() + 1);
  const std::string history = nodeHistoryKey(node.id, node.believed.to);
  CHECK(decodeNode(history, encodeNode(history, node, tokens), tokens).value() == node);

  NodeVersion bare;
  bare.id = NodeId{12};
  const std::string value = encodeNode(key, bare, tokens);
  CHECK(value.size() == kSealBytes + 1 + sizeof(std::uint64_t));
  CHECK(decodeNode(key, value, tokens).value() == bare);
}

TEST_CASE("node record: labels and aliases out of order or twice, and unknown labels, are refused") {
  Tokens tokens;
  (void)tokens.intern(TokenKind::kLabel, "B");
  (void)tokens.intern(TokenKind::kLabel, "A");
  const std::string key = nodeKey(NodeId{12});
  const auto why = [&](std::uint8_t head, const std::string& rest) {
    const std::string payload = written([&](ByteWriter& out) {
      out.byte(head);
      out.bytes(rest);
      out.fixed64(static_cast<std::uint64_t>(kNow.micros()));
    });
    const auto node = decodeNode(key, sealed(key, payload), tokens);
    return node.ok() ? "" : node.error().message().substr(std::string("node 12 is damaged: ").size());
  };
  CHECK(why(0x02, "\x02\x02\x01").empty());
  CHECK(why(0x02, "\x02\x01\x02") == "its labels are out of order");
  CHECK(why(0x02, "\x02\x01\x01") == "its labels are out of order");
  CHECK(why(0x02, "\x01\x03") == "it has an unknown label");
  CHECK(why(0x02, std::string(1, '\0')) == "it lists no label");
  CHECK(why(0x01, std::string(1, '\0')) == "its external id is empty");
  CHECK(why(0x04, "\x40") == "its lifespan is timeless");
  CHECK(why(0x20, std::string("\x02\x01"
                              "a\x00\x01"
                              "b\x00",
                              7))
            .empty());
  CHECK(why(0x20, std::string("\x02\x01"
                              "b\x00\x01"
                              "a\x00",
                              7)) == "its aliases are out of order");
  CHECK(why(0x20, std::string("\x02\x01"
                              "a\x00\x01"
                              "a\x00",
                              7)) == "its aliases are out of order");
  CHECK(why(0x40, "") == "it has unknown marks");
}

// ---- the rest ------------------------------------------------------------------------------------------

TEST_CASE("commit record: a row is given back, and a commit without a number refused") {
  CommitRow row;
  row.commit.instant = kNow;
  row.commit.number = 7;
  row.commit.who = "moussa";
  row.commit.why = "the accord";
  row.commit.where_from = "accord.csv";
  row.commit.nodes_written = 200;
  row.commit.facts_written = 1'000;
  row.next_node = NodeId{201};
  row.next_fact = FactId{1'001};
  row.lifespans = true;
  const std::string key = commitKey(kNow);
  CHECK(decodeCommit(key, encodeCommit(key, row)).value() == row);
  row.commit.number = 0;
  CHECK(decodeCommit(key, encodeCommit(key, row)).error().code() == ErrorCode::kCorruption);
  CHECK_FALSE(decodeCommit(schemaKey(kNow), encodeCommit(schemaKey(kNow), row)).ok());
}

TEST_CASE("mark and text records: given back") {
  const Erasure mark{kNow, true, 12, "moussa", "asked to"};
  const std::string key = markKey(kNow, 3);
  CHECK(decodeMark(key, encodeMark(key, mark)).value() == mark);
  CHECK_FALSE(decodeMark(commitKey(kNow), encodeMark(commitKey(kNow), mark)).ok());
  const std::string token = tokenKey(TokenKind::kLabel, 1);
  for (const auto& text : {std::string(), std::string("Person"), std::string("\0x", 2)}) {
    CHECK(decodeText(token, encodeText(token, text)).value() == text);
  }
  CHECK(encodeText(token, "").size() == kSealBytes);
}

TEST_CASE("schema record: the schemas there are, and one with all that can be declared") {
  SchemaBuilder builder("all");
  builder.strict()
      .label("A")
      .label("B")
      .type({"T", {{"A", ""}, {"", "B"}}, true, true, 365})
      .type({"S", {}, false, false, {}});
  builder.property({"A", "size", ValueType::kMap}).property({"B", "size", ValueType::kAny});
  builder.eventRule({"T", EventTarget::kSubjectLifespan, ""})
      .eventRule({"T", EventTarget::kSubjectFacts, "S"});
  builder.atMostOne({"S", Side::kSubject, true}).withinLifespans("S").acyclic("S").uniqueKey({"A", "code"});
  builder.index({"B", "code"}).name({"FOR (n:B) ON (n.code)", "codes of B"});
  const std::string key = schemaKey(kNow);
  for (const Schema& schema : {Schema(), organizationsSchema(), builder.build().value()}) {
    CHECK(decodeSchema(key, encodeSchema(key, schema)).value() == schema);
  }
}

TEST_CASE("schema record: what the builder would refuse is corruption") {
  const std::string key = schemaKey(SystemInstant());
  const auto message = [&](const std::string& payload) {
    const auto schema = decodeSchema(key, sealed(key, payload));
    return schema.ok() ? "" : schema.error().message();
  };
  const std::string none(10, '\0');
  CHECK(message("\x01x" + std::string(1, '\0') + none).empty());
  CHECK(message(std::string(2, '\0') + none) ==
        "schema of 1970-01-01T00:00:00Z is damaged: a schema needs a name");
  CHECK(message("\x01x\x02" + none) == "schema of 1970-01-01T00:00:00Z is damaged: a yes or no is neither");
  CHECK(message("\x01x" + std::string(1, '\0') + std::string("\x02\x01L\x01L", 5) + std::string(9, '\0')) ==
        "schema of 1970-01-01T00:00:00Z is damaged: a label is declared twice");
}

}  // namespace records_test
