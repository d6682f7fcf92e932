// Which nodes have a label: the blocks as bytes, and what questions they answer under both clocks.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "storage/keys.h"
#include "storage/label_block.h"
#include "storage/sealed.h"
#include "tests/unit/asked.h"

namespace label_block_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

std::vector<std::uint64_t> withLabel(Asked& db, std::string_view label, SystemTime system = {}) {
  std::vector<NodeId> ids;
  given(db.database().always().reader().nodesWithLabel(label, system, ids));
  std::vector<std::uint64_t> out;
  for (const NodeId id : ids) out.push_back(id.value);
  return out;
}

using Ids = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("label block: few nodes and many are given back, and nothing else decodes") {
  const std::string key = labelBlockKey(3, 2);
  for (const std::uint64_t count : {0U, 1U, 64U, 65U, 1023U, 1024U}) {
    LabelBlock block;
    for (std::uint64_t i = 0; i < count; ++i) block.now.set(NodeId{2 * kLabelBlockNodes + i});
    block.before.set(NodeId{2 * kLabelBlockNodes + 7});
    const std::string value = encodeLabelBlock(key, block);
    CHECK(decodeLabelBlock(key, value).value() == block);
    CHECK(countInLabelBlock(key, value).value() == count);
    CHECK(value.size() <= 1 + 2 + 128 + 3 + 4);
    CHECK_FALSE(decodeLabelBlock(labelBlockKey(3, 1), value).ok());  // another key, another check
  }
  const auto why = [&](const std::string& payload) {
    std::string value = beginValue() + payload;
    seal(key, value);
    const auto block = decodeLabelBlock(key, value);
    return block.ok() ? std::string() : block.error().message();
  };
  const std::string none(1, '\0');
  CHECK(why(none + none).empty());
  CHECK(why(none).find("is damaged") != std::string::npos);
  CHECK(why(std::string("\x02\x05\x00\x05\x00", 5) + none).find("out of order") != std::string::npos);
  CHECK(why(std::string("\x01\x00\x04", 3) + none).find("out of order") != std::string::npos);  // 1024
  CHECK(why(std::string("\x41", 1) + std::string(128, '\xFF') + none).find("its count") != std::string::npos);
  CHECK(why("\x81\x08" + std::string(128, '\xFF') + none).find("more nodes than a block") !=
        std::string::npos);
}

TEST_CASE("labels: what is written is listed, under both clocks") {
  OpenOptions options;
  options.clock = [now = std::int64_t{1'893'456'000'000'000}]() mutable { return now += 1'000'000; };
  Asked db(options);
  CHECK(db.ask("CREATE (:A {_id: 'a'}), (:A:B {_id: 'b'}), ({_id: 'c'})").empty());
  const SystemInstant first = given(db.database().commits()).back().instant;
  CHECK(db.ask("MATCH (n {_id: 'a'}) REMOVE n:A SET n:B").empty());
  const SystemInstant second = given(db.database().commits()).back().instant;
  CHECK(db.ask("MATCH (n {_id: 'b'}) DETACH DELETE n").empty());
  CHECK(db.ask("MATCH (n {_id: 'a'}) SET n:A").empty());
  const SystemTime before = SystemInstant::fromMicros(first.micros() - 1);
  for (const bool reopened : {false, true}) {
    if (reopened) db.reopen();
    CHECK(withLabel(db, "A") == Ids{1});
    CHECK(withLabel(db, "B") == Ids{1});
    CHECK(withLabel(db, "") == Ids{1, 3});
    CHECK(withLabel(db, "A", second) == Ids{2});
    CHECK(withLabel(db, "B", second) == Ids{1, 2});
    CHECK(withLabel(db, "A", first) == Ids{1, 2});
    CHECK(withLabel(db, "B", first) == Ids{2});
    CHECK(withLabel(db, "", first) == Ids{1, 2, 3});
    CHECK(withLabel(db, "", before).empty());
    CHECK(withLabel(db, "Never").empty());
    CHECK(db.faults().empty());
  }
}

TEST_CASE("labels: counts follow commits, loads and erasures") {
  Asked db;
  const auto count = [&](std::string_view label) {
    return given(db.database().always().reader().countWithLabel(label));
  };
  CHECK(count("A") == 0);
  CHECK(db.ask("CREATE (:A), (:A:B), ()").empty());
  CHECK(count("A") == 2);
  CHECK(count("") == 3);
  CHECK(db.ask("MATCH (n:B) SET n:C REMOVE n:A").empty());
  CHECK(count("A") == 1);
  CHECK(count("C") == 1);
  {
    const auto load = given(db.database().bulkLoad());
    for (int i = 0; i < 5'000; ++i) given(load->addNode({.labels = {i % 5 == 0 ? "A" : "D"}}));
    given(load->finish());
  }
  CHECK(count("A") == 1'001);
  CHECK(count("D") == 4'000);
  CHECK(count("") == 5'003);
  CHECK(withLabel(db, "").size() == 5'003);
  CHECK(withLabel(db, "A").size() == 1'001);
  given(db.database().erase({.nodes = {NodeId{1}, NodeId{4}, NodeId{5'003}}, .facts = {}}));
  CHECK(count("A") == 999);
  CHECK(count("D") == 3'999);
  CHECK(db.faults().empty());
  db.reopen();
  CHECK(count("A") == 999);
}

TEST_CASE("labels: a scan asks lifespans under its scope, whichever way it comes by them") {
  Asked db;
  const std::string many =
      "UNWIND range(1, 200) AS i CREATE (:Many {_valid: toString(1900 + i) + '/' + toString(1910 + i)})";
  CHECK(db.ask(many).empty());
  CHECK(db.ask("CREATE (:Few {_valid: '1950/1960'}), (:Few {_valid: '1955-01-01/1955-12-31'}), (:Few)")
            .empty());
  const auto count = [&](const std::string& scope, const std::string& label) {
    return db.ask(scope + " MATCH (n:" + label + ") RETURN count(n) AS n");
  };
  // Few of many nodes: their records are read; many: the lifespans of all, once.
  for (int again = 0; again < 2; ++again) {
    CHECK(count("", "Few") == "n\n3");
    CHECK(count("FOR VALID_TIME AS OF '1955-06-01'", "Few") == "n\n3");
    CHECK(count("FOR VALID_TIME AS OF '1958-06-01'", "Few") == "n\n2");
    CHECK(count("FOR CERTAIN VALID_TIME AS OF '1950-06-01'", "Few") == "n\n1");
    CHECK(count("FOR VALID_TIME FROM '1961' TO '1970'", "Few") == "n\n1");
    CHECK(count("FOR VALID_TIME AS OF '1955-06-01'", "Many") == "n\n11");
    CHECK(count("FOR CERTAIN VALID_TIME AS OF '1955-06-01'", "Many") == "n\n9");
  }
  CHECK(db.ask("MATCH (n:Few) WHERE validity(n) = '1950/1960' SET n._valid = '1970'").empty());
  CHECK(count("FOR VALID_TIME AS OF '1958-06-01'", "Few") == "n\n1");
  CHECK(count("FOR VALID_TIME AS OF '1970-06-01'", "Few") == "n\n2");
}

TEST_CASE("labels: a statement that writes sees its own labels") {
  Asked db;
  CHECK(db.ask("CREATE (:A), (:A), (:B)").empty());
  CHECK(db.ask("MATCH (n:B) SET n:A WITH count(*) AS done MATCH (m:A) RETURN count(m) AS n") == "n\n3");
  CHECK(db.ask("MATCH (n:B) REMOVE n:A WITH count(*) AS done CREATE (:A) WITH done MATCH (m:A) "
               "RETURN count(m) AS n") == "n\n3");
  CHECK(db.ask("MATCH (n:B) DELETE n WITH count(*) AS done MATCH (m) RETURN count(m) AS n") == "n\n3");
}

TEST_CASE("labels: the planner starts where there are fewest") {
  Asked db;
  CHECK(db.ask("UNWIND range(1, 50) AS i CREATE (:Many)-[:KNOWS]->(:Many)").empty());
  CHECK(db.ask("CREATE (:Few)-[:KNOWS]->(:Many)").empty());
  CHECK(db.ask("EXPLAIN MATCH (a:Many)-[:KNOWS]-(b:Few) RETURN a").find("'(b:Few)'") != std::string::npos);
  const std::string scan = db.ask("EXPLAIN MATCH (a:Many) RETURN a");
  CHECK(scan.find("| '(a:Many)' | 'all of valid time' | 101") != std::string::npos);
}

}  // namespace label_block_test
