// Indexes of properties by exact value: what they list, under both clocks, through every way of writing.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "storage/property_index.h"
#include "tests/unit/asked.h"

namespace property_index_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// Whether a statement looks its node up in the index, and not by a scan.
bool usesIndex(Asked& db, const std::string& query) {
  return db.ask("EXPLAIN " + query).find("by index of ") != std::string::npos;
}

/// A clock that goes on by a second each time it is looked at, from the year 2030 on.
OpenOptions ticking() {
  OpenOptions options;
  options.clock = [now = std::int64_t{1'893'456'000'000'000}]() mutable { return now += 1'000'000; };
  return options;
}

}  // namespace

TEST_CASE("values that are equal in the query language hash alike, in lists and maps too") {
  using storage::indexHash;
  CHECK(indexHash(1) == indexHash(1.0));
  CHECK(indexHash(0) == indexHash(-0.0));
  CHECK(indexHash(List{1, 2.0}) == indexHash(List{1.0, 2}));
  CHECK(indexHash(Map{{"a", 1}}) == indexHash(Map{{"a", 1.0}}));
  CHECK(indexHash(1) != indexHash(1.5));
  CHECK(indexHash(1) != indexHash("1"));
  constexpr std::int64_t kBeyond = (std::int64_t{1} << 53U) + 1;  // no float is equal to it
  CHECK(indexHash(kBeyond) != indexHash(static_cast<double>(kBeyond)));
  CHECK(indexHash(INT64_MIN) == indexHash(-9223372036854775808.0));
  CHECK(indexHash(9223372036854775808.0) != indexHash(INT64_MAX));
}

TEST_CASE("an index on a full database finds what was stored before and after") {
  Asked db;
  CHECK(db.ask("UNWIND range(1, 100) AS i CREATE (:Club {code: i % 10, _id: 'c' + toString(i)})").empty());
  CHECK(db.ask("CREATE (:Other {code: 3})").empty());
  const std::string query = "MATCH (n:Club {code: 3}) RETURN count(n) AS n";
  CHECK_FALSE(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n10");
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.code)").empty());
  CHECK(db.effects().indexes_added == 1);
  CHECK(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n10");
  CHECK(db.ask("MATCH (n:Club {code: 3.0}) RETURN count(n) AS n") == "n\n10");
  CHECK(db.ask("MATCH (n:Club) WHERE n.code = $c RETURN count(n) AS n", {{"c", query::Datum::integer(3)}}) ==
        "n\n10");
  CHECK(db.ask("MATCH (n:Club {code: null}) RETURN count(n) AS n") == "n\n0");
  CHECK(db.ask("CREATE (:Club {code: 3})").empty());
  CHECK(db.ask("MATCH (n:Club {_id: 'c13'}) SET n.code = 4").empty());
  CHECK(db.ask("MATCH (n:Club {_id: 'c23'}) REMOVE n:Club").empty());
  CHECK(db.ask("MATCH (n:Club {_id: 'c33'}) DETACH DELETE n").empty());
  CHECK(db.ask("MATCH (n:Other) SET n:Club").empty());
  CHECK(db.ask(query) == "n\n9");
  CHECK(db.faults().empty());
  db.reopen();
  CHECK(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n9");
}

TEST_CASE("a statement reads what it wrote itself through an index") {
  Asked db;
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.code)").empty());
  CHECK(db.ask("CREATE (:Club {code: 1}) WITH 1 AS one MATCH (n:Club {code: one}) RETURN count(n) AS n") ==
        "n\n1");
  CHECK(db.ask("MATCH (n:Club {code: 1}) SET n.code = 2 WITH 1 AS one "
               "OPTIONAL MATCH (m:Club {code: one}) OPTIONAL MATCH (k:Club {code: 2}) "
               "RETURN m IS NULL AS gone, k.code AS code") == "gone | code\ntrue | 2");
  CHECK(db.ask("UNWIND [1, 1, 2] AS i MERGE (n:Club {code: i}) RETURN count(DISTINCT n) AS n") == "n\n2");
}

TEST_CASE("an index answers for earlier beliefs, also those of before it was made") {
  Asked db(ticking());
  CHECK(db.ask("CREATE (:Club {code: 1, _id: 'a'})").empty());
  const std::string first = formatIso(given(db.database().commits()).back().instant);
  CHECK(db.ask("MATCH (n {_id: 'a'}) SET n.code = 2").empty());
  const std::string second = formatIso(given(db.database().commits()).back().instant);
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.code)").empty());
  CHECK(db.ask("MATCH (n {_id: 'a'}) DETACH DELETE n").empty());
  const auto found = [&](const std::string& when, int code) {
    const std::string query = (when.empty() ? "" : "FOR SYSTEM_TIME AS OF '" + when + "' ") +
                              "MATCH (n:Club {code: " + std::to_string(code) + "}) RETURN count(n) AS n";
    CHECK(usesIndex(db, query));
    return db.ask(query);
  };
  CHECK(found(first, 1) == "n\n1");
  CHECK(found(first, 2) == "n\n0");
  CHECK(found(second, 1) == "n\n0");
  CHECK(found(second, 2) == "n\n1");
  CHECK(found({}, 1) == "n\n0");
  CHECK(found({}, 2) == "n\n0");
  CHECK(db.faults().empty());
}

TEST_CASE("an index answers as of a valid time, from the history of the property") {
  Asked db;
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.town)").empty());
  CHECK(db.ask("CREATE (:Club {_id: 'a', _valid: '2000-01-01/2020-12-31', town: 'Kidal'})").empty());
  CHECK(
      db.ask("MATCH (n:Club) FOR PORTION OF VALID_TIME FROM '2010-01-01' TO '2021-01-01' SET n.town = 'Gao'")
          .empty());
  const auto found = [&](const std::string& when, const std::string& town) {
    return db.ask("FOR VALID_TIME AS OF '" + when + "' MATCH (n:Club {town: '" + town +
                  "'}) RETURN count(n) AS n");
  };
  CHECK(found("2009-12-31", "Kidal") == "n\n1");
  CHECK(found("2009-12-31", "Gao") == "n\n0");
  CHECK(found("2010-01-01", "Kidal") == "n\n0");
  CHECK(found("2010-01-01", "Gao") == "n\n1");
  CHECK(found("2022-01-01", "Gao") == "n\n0");  // the node is over
}

TEST_CASE("bulk loads fill indexes; erasure empties them") {
  Asked db;
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.code)").empty());
  {
    const auto load = given(db.database().bulkLoad());
    for (int i = 0; i < 3'000; ++i) {
      given(load->addNode({.external_id = "n" + std::to_string(i),
                           .labels = {i % 2 == 0 ? "Club" : "Other"},
                           .properties = {{"code", {{Value(i % 100), {}}}}}}));
    }
    given(load->finish());
  }
  const std::string query = "MATCH (n:Club {code: 8}) RETURN count(n) AS n";
  CHECK(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n30");
  const NodeId gone = given(db.database().find("n8"));
  given(db.database().erase({.nodes = {gone}, .facts = {}}));
  CHECK(db.ask(query) == "n\n29");
  std::set<NodeId> listed;
  const auto reader = db.database().always().reader();
  const auto label = *reader.tokens().find(storage::TokenKind::kLabel, "Club");
  const auto key = *reader.tokens().find(storage::TokenKind::kKey, "code");
  given(reader.nodesWithHash(label, key, storage::indexHash(8), listed));
  CHECK(listed.size() == 29);
  CHECK_FALSE(listed.contains(gone));
  CHECK(db.faults().empty());
}

TEST_CASE("a dropped index is gone, whole, and older plans answer all the same") {
  Asked db;
  CHECK(db.ask("CREATE INDEX codes FOR (n:Club) ON (n.code)").empty());
  CHECK(db.ask("CREATE (:Club {code: 1}), (:Club {code: 2})").empty());
  query::Engine& engine = db.database().queries();
  const std::string query = "MATCH (n:Club {code: 1}) RETURN count(n) AS n";
  const auto old_plan = given(engine.prepare(query));
  CHECK(db.ask("DROP INDEX codes").empty());
  CHECK(db.effects().indexes_removed == 1);
  CHECK(db.ask("CREATE (:Club {code: 1})").empty());
  const auto rows = given(engine.run(old_plan, {}));
  REQUIRE(given(rows->next()));
  CHECK(rows->row()[0].asInteger() == 2);
  CHECK_FALSE(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n2");
  // Nothing of it is left that a new one could take for its own.
  std::set<NodeId> listed;
  const auto reader = db.database().always().reader();
  given(reader.nodesWithHash(*reader.tokens().find(storage::TokenKind::kLabel, "Club"),
                             *reader.tokens().find(storage::TokenKind::kKey, "code"), storage::indexHash(1),
                             listed));
  CHECK(listed.empty());
  CHECK(db.ask("CREATE INDEX codes FOR (n:Club) ON (n.code)").empty());
  CHECK(usesIndex(db, query));
  CHECK(db.ask(query) == "n\n2");
  CHECK(db.faults().empty());
}

TEST_CASE("a unique key and an index on the same property share what is listed") {
  Asked db;
  CHECK(db.ask("CREATE INDEX codes FOR (n:Club) ON (n.code)").empty());
  CHECK(db.ask("CREATE (:Club {code: 1})").empty());
  CHECK(db.ask("CREATE CONSTRAINT key FOR (n:Club) REQUIRE n.code IS UNIQUE").empty());
  CHECK(db.ask("DROP INDEX codes").empty());
  CHECK(db.ask("CREATE (:Club {code: 1})").starts_with("error: "));
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.code)").find("has an index already") != std::string::npos);
  CHECK(db.ask("SHOW INDEXES YIELD name, owningConstraint") == "name | owningConstraint\n'key' | 'key'");
  CHECK(db.faults().empty());
}

TEST_CASE("of several ways to a node the narrowest is taken") {
  Asked db;
  CHECK(db.ask("UNWIND range(1, 400) AS i CREATE (:Club {code: i, town: i % 2, name: 'x' + toString(i)})")
            .empty());
  CHECK(db.ask("CREATE CONSTRAINT FOR (n:Club) REQUIRE n.code IS UNIQUE").empty());
  CHECK(db.ask("CREATE INDEX FOR (n:Club) ON (n.town)").empty());
  const auto plan = [&](const std::string& properties) {
    return db.ask("EXPLAIN MATCH (n:Club {" + properties + "}) RETURN n");
  };
  CHECK(plan("town: 1, code: 3").find("by index of Club(code)") != std::string::npos);
  CHECK(plan("town: 1").find("by index of Club(town)") != std::string::npos);
  CHECK(plan("town: 1, name: 'x3'").find("by name") != std::string::npos);
  CHECK(plan("town: 1, name: 'x3', _id: 'a'").find("by _id") != std::string::npos);
}

}  // namespace property_index_test
