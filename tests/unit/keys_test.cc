// Keys: their bytes in the order of their fields, what they say read back, and what is no key. Seals.
#include "storage/keys.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "storage/ordered_store.h"
#include "storage/sealed.h"

namespace keys_test {

using namespace tenure;
using namespace tenure::storage;

namespace {

SystemInstant at(std::int64_t micros) { return SystemInstant::fromMicros(micros); }

bool isSorted(const std::vector<std::string>& keys) {
  return std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) == keys.end();
}

bool holds(const std::string& prefix, const std::string& key) {
  const KeyRange range = KeyRange::withPrefix(prefix);
  return key >= range.first && (range.last.empty() || key < range.last);
}

std::vector<std::string> oneOfEach() {
  const ListKey list{NodeId{3}, Side::kObject, 2};
  return {commitKey(at(5)),
          tokenKey(TokenKind::kType, 7),
          schemaKey(at(5)),
          nodeKey(NodeId{12}),
          nodeHistoryKey(NodeId{12}, at(0)),
          factKey(FactId{12}),
          factHistoryKey(FactId{12}, at(0)),
          externalIdKey("p:handa", NodeId{4}),
          nameKey("nshan handa", NodeId{4}),
          propertyIndexKey(1, 2, 3, NodeId{4}),
          factBlockKey(FactId{129}),
          adjacencyKey(list, 9),
          adjacencyHistoryKey(list, FactId{6}, at(0)),
          markKey(at(5), 1),
          backupKey("/backups/a", 3),
          labelBlockKey(2, 7)};
}

}  // namespace

TEST_CASE("keys: the tables follow each other by their first byte, which is persisted") {
  const auto keys = oneOfEach();
  CHECK(isSorted(keys));
  const std::string tables = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10";
  REQUIRE(keys.size() == tables.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    CHECK(keys[i].front() == tables[i]);
    REQUIRE(tableOf(keys[i]).has_value());
    CHECK(tableKey(*tableOf(keys[i])) == keys[i].substr(0, 1));
  }
  CHECK_FALSE(tableOf(""));
  CHECK_FALSE(tableOf(std::string(1, '\0')));
  CHECK_FALSE(tableOf("\x11"));
}

TEST_CASE("keys: the bytes of a key are as drawn") {
  CHECK(nodeKey(NodeId{0x0102}) == std::string("\x04\0\0\0\0\0\0\x01\x02", 9));
  CHECK(commitKey(at(1)) == std::string("\x01\x80\0\0\0\0\0\0\x01", 9));
  CHECK(commitKey(at(-1)) == std::string("\x01\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9));
  CHECK(tokenKey(TokenKind::kKey, 258) == std::string("\x02\x02\0\0\x01\x02", 6));
  CHECK(externalIdKey("ab", NodeId{1}) == std::string("\x08"
                                                      "ab\0\0\0\0\0\0\0\0\x01",
                                                      12));
  CHECK(adjacencyKey({NodeId{1}, Side::kObject, 2}, 3) ==
        std::string("\x0C\0\0\0\0\0\0\0\x01\x01\0\0\0\x02\0\0\0\0\0\0\0\x03", 22));
  CHECK(backupKey("f", 2) == std::string("\x0F"
                                         "f\0\0\0\0\x02",
                                         7));
}

TEST_CASE("keys: instants before and after the epoch, and both infinities, in order of time") {
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
  std::vector<std::string> keys;
  for (const std::int64_t micros :
       {least, least + 1, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, greatest - 1, greatest}) {
    keys.push_back(commitKey(at(micros)));
    CHECK(parseInstantKey(keys.back()) == at(micros));
    CHECK(parseInstantKey(markKey(at(micros), 4)) == at(micros));
    CHECK(parseInstantKey(schemaKey(at(micros))) == at(micros));
  }
  CHECK(isSorted(keys));
}

TEST_CASE("keys: ids in order of number, versions of one id in order of their end") {
  CHECK(isSorted({nodeKey(NodeId{1}), nodeKey(NodeId{255}), nodeKey(NodeId{256}), nodeKey(NodeId{~0ULL})}));
  CHECK(isSorted({factHistoryKey(FactId{1}, at(9)), factHistoryKey(FactId{2}, at(-5)),
                  factHistoryKey(FactId{2}, at(5)), factHistoryKey(FactId{3}, at(0))}));
}

TEST_CASE("keys: a prefix holds its own and not the neighbours") {
  CHECK(holds(nodeHistoryPrefix(NodeId{2}), nodeHistoryKey(NodeId{2}, at(7))));
  CHECK_FALSE(holds(nodeHistoryPrefix(NodeId{2}), nodeHistoryKey(NodeId{3}, at(7))));
  CHECK(holds(factHistoryPrefix(FactId{2}), factHistoryKey(FactId{2}, SystemInstant::plusInfinity())));

  CHECK(holds(externalIdPrefix("ab"), externalIdKey("ab", NodeId{~0ULL})));
  CHECK_FALSE(holds(externalIdPrefix("ab"), externalIdKey("abc", NodeId{1})));
  CHECK_FALSE(holds(namePrefix("ab"), nameKey("ab c", NodeId{1})));
  CHECK(holds(nameStart("ab"), nameKey("ab c", NodeId{1})));
  CHECK(holds(nameStart(""), nameKey("z", NodeId{1})));
  CHECK_FALSE(holds(nameStart("ab"), nameKey("aa", NodeId{1})));
  CHECK(holds(propertyIndexPrefix(1, 2, 3), propertyIndexKey(1, 2, 3, NodeId{4})));

  CHECK(holds(propertyIndexPrefix(1, 2), propertyIndexKey(1, 2, 3, NodeId{4})));
  CHECK_FALSE(holds(propertyIndexPrefix(1, 2), propertyIndexKey(1, 3, 3, NodeId{4})));
  CHECK(holds(labelBlockPrefix(2), labelBlockKey(2, 0)));
  CHECK_FALSE(holds(labelBlockPrefix(2), labelBlockKey(3, 0)));

  const ListKey list{NodeId{3}, Side::kSubject, 2};
  for (const std::string& prefix :
       {adjacencyPrefix(list), adjacencyPrefix(NodeId{3}), adjacencyPrefix(NodeId{3}, Side::kSubject)}) {
    CHECK(holds(prefix, adjacencyKey(list, 0)));
    CHECK(holds(prefix, adjacencyKey(list, ~0ULL)));
    CHECK_FALSE(holds(prefix, adjacencyKey({NodeId{4}, Side::kSubject, 2}, 0)));
    CHECK_FALSE(holds(prefix, adjacencyHistoryKey(list, FactId{1}, at(0))));
  }
  CHECK_FALSE(
      holds(adjacencyPrefix(NodeId{3}, Side::kSubject), adjacencyKey({NodeId{3}, Side::kObject, 2}, 0)));
  for (const std::string& prefix : {adjacencyHistoryPrefix(list), adjacencyHistoryPrefix(NodeId{3}),
                                    adjacencyHistoryPrefix(NodeId{3}, Side::kSubject)}) {
    CHECK(holds(prefix, adjacencyHistoryKey(list, FactId{1}, at(0))));
    CHECK_FALSE(holds(prefix, adjacencyHistoryKey({NodeId{2}, Side::kSubject, 2}, FactId{1}, at(0))));
  }
}

TEST_CASE("keys: each says what it was made of") {
  CHECK(parseVersionKey(nodeKey(NodeId{12}))->id == 12);
  CHECK(parseVersionKey(nodeKey(NodeId{12}))->to == SystemInstant::plusInfinity());
  CHECK(parseVersionKey(factHistoryKey(FactId{13}, at(-2)))->id == 13);
  CHECK(parseVersionKey(factHistoryKey(FactId{13}, at(-2)))->to == at(-2));
  CHECK(parseTokenKey(tokenKey(TokenKind::kKey, 9))->kind == TokenKind::kKey);
  CHECK(parseTokenKey(tokenKey(TokenKind::kKey, 9))->token == 9);

  const ListKey list{NodeId{3}, Side::kObject, 2};
  CHECK(parseAdjacencyKey(adjacencyKey(list, 9))->list == list);
  CHECK(parseAdjacencyKey(adjacencyKey(list, 9))->segment == 9);
  const auto history = parseAdjacencyHistoryKey(adjacencyHistoryKey(list, FactId{6}, at(8)));
  CHECK(history->list == list);
  CHECK(history->fact == FactId{6});
  CHECK(history->to == at(8));

  const std::string id_key = externalIdKey("p:handa", NodeId{256});
  CHECK(parseTextKey(id_key)->text == "p:handa");
  CHECK(parseTextKey(id_key)->node == NodeId{256});
  const std::string no_name = nameKey("", NodeId{0});  // its node is all zero bytes, and so is the text's end
  CHECK(parseTextKey(no_name)->text.empty());
  CHECK(parseTextKey(no_name)->node == NodeId{0});
  const auto unique = parsePropertyIndexKey(propertyIndexKey(1, 2, 3, NodeId{4}));
  CHECK(unique->label == 1);
  CHECK(unique->key == 2);
  CHECK(unique->hash == 3);
  CHECK(unique->node == NodeId{4});
  CHECK(parseLabelBlockKey(labelBlockKey(2, 7))->label == 2);
  CHECK(parseLabelBlockKey(labelBlockKey(2, 7))->block == 7);
  const std::string backup = backupKey("/b", 3);
  CHECK(parseBackupKey(backup)->folder == "/b");
  CHECK(parseBackupKey(backup)->backup == 3);
}

TEST_CASE("keys: one byte too few or too many, another table, an unknown field is no key") {
  const auto parses = [](const std::string& key) {
    return parseVersionKey(key) || parseInstantKey(key) || parseTokenKey(key) || parseAdjacencyKey(key) ||
           parseAdjacencyHistoryKey(key) || parsePropertyIndexKey(key) || parseFactBlockKey(key) ||
           parseLabelBlockKey(key);
  };
  for (const std::string& key : oneOfEach()) {
    INFO(describeKey(key));
    const bool has_text = parseTextKey(key) || parseBackupKey(key);
    CHECK((parses(key) || has_text));
    if (has_text) continue;
    CHECK_FALSE(parses(key + '\0'));
    CHECK_FALSE(parses(key.substr(0, key.size() - 1)));
  }
  CHECK_FALSE(parses(""));
  std::string side = adjacencyKey({NodeId{3}, Side::kObject, 2}, 9);
  side[9] = 2;
  CHECK_FALSE(parseAdjacencyKey(side));
  std::string kind = tokenKey(TokenKind::kKey, 1);
  kind[1] = 3;
  CHECK_FALSE(parseTokenKey(kind));
  CHECK_FALSE(parseTextKey("\x08"));
  CHECK_FALSE(
      parseTextKey("\x08"
                   "12345678"));                                                     // no end of the text
  CHECK_FALSE(parseTextKey(externalIdKey(std::string_view("a\0b", 3), NodeId{1})));  // two of them
  CHECK_FALSE(parseTextKey(backupKey("abcdef", 1)));
  CHECK_FALSE(parseBackupKey(externalIdKey("abcdef", NodeId{1})));
}

TEST_CASE("keys: errors name a key by its table and fields, and in hex where it is none") {
  CHECK(describeKey(nodeKey(NodeId{12})) == "node 12");
  CHECK(describeKey(factHistoryKey(FactId{7}, at(0))) == "fact 7, as believed until 1970-01-01T00:00:00Z");
  CHECK(describeKey(adjacencyKey({NodeId{3}, Side::kObject, 2}, 9)) ==
        "adjacency of node 3, in, type 2, segment 9");
  CHECK(describeKey(adjacencyHistoryKey({NodeId{3}, Side::kSubject, 2}, FactId{9}, at(0))) ==
        "adjacency history of node 3, out, type 2, fact 9, as believed until 1970-01-01T00:00:00Z");
  CHECK(describeKey(commitKey(at(1))) == "commit of 1970-01-01T00:00:00.000001Z");
  CHECK(describeKey(tokenKey(TokenKind::kType, 4)) == "the name of type 4");
  CHECK(describeKey(nameKey("a\nb", NodeId{3})) == "name \"a\\x0Ab\" of node 3");
  CHECK(describeKey(backupKey("/b", 3)) == "backup 3 in /b");
  CHECK(describeKey(std::string("\x04\x01", 2)) == "key 0401");
  CHECK(describeKey("") == "key ");
  CHECK(describeKey(std::string(1000, '\xFF')).size() == 4 + 128);
}

TEST_CASE("sealed: a value opens under its key, and under no other") {
  for (const std::size_t size :
       {0U, 1U, 100U, 505U, 506U, 507U, 100'000U}) {  // around what is hashed at once
    std::string value = beginValue();
    value.append(size, 'x');
    const std::string key = nodeKey(NodeId{12});
    seal(key, value);
    CHECK(value.size() == size + kSealBytes);
    REQUIRE(unseal(key, value).ok());
    CHECK(*unseal(key, value) == std::string(size, 'x'));
    CHECK_FALSE(unseal(nodeKey(NodeId{13}), value).ok());
    CHECK_FALSE(unseal(key + "x", value).ok());
  }
}

TEST_CASE("sealed: damage is told from another version") {
  const std::string key = nodeKey(NodeId{12});
  std::string value = beginValue() + "payload";
  seal(key, value);
  std::string flipped = value;
  flipped[0] = 2;
  REQUIRE_FALSE(unseal(key, flipped).ok());
  CHECK(unseal(key, flipped).error().code() == ErrorCode::kCorruption);
  CHECK(unseal(key, flipped).error().message() == "node 12 is damaged: its check does not fit");
  CHECK(unseal(key, "1234").error().message() == "node 12 is damaged: it is shorter than its seal");
  CHECK(unseal(key, "").error().code() == ErrorCode::kCorruption);

  std::string next = "\x02payload";
  seal(key, next);
  CHECK(unseal(key, next).error().code() == ErrorCode::kFormat);
  CHECK(unseal(key, next).error().message() ==
        "node 12 is a record of version 2, and this program reads version 1");
}

TEST_CASE("sealed: every flipped bit of a short value is noticed") {
  const std::string key = factKey(FactId{1});
  std::string value = beginValue() + "fact";
  seal(key, value);
  for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
    std::string flipped = value;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(unseal(key, flipped).ok());
  }
}

}  // namespace keys_test
