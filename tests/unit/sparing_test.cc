// What a plan leaves out because nothing reads it (engine/query/planner/spare.h): when it may, when it may
// not, and that counts, uniqueness, shared instants and budgets are what they are without.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "tests/unit/asked.h"

namespace sparing_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// Whether every single step of a statement lists neighbours alone.
bool spared(Asked& db, const std::string& text) {
  const std::string plan = db.ask("EXPLAIN " + text);
  const auto count = [&](const std::string& what) {
    std::size_t found = 0;
    for (auto at = plan.find(what); at != std::string::npos; at = plan.find(what, at + 1)) ++found;
    return found;
  };
  const std::size_t steps = count("Expand'") + count("ExpandInto'");
  return steps > 0 && count("neighbours alone") == steps;
}

/// The rows without the line of columns.
std::string rowsOf(Asked& db, const std::string& text) {
  const std::string answer = db.ask(text);
  const auto at = answer.find('\n');
  return at == std::string::npos ? "" : answer.substr(at + 1);
}

/// The first error of a statement that is run under a budget; empty where there was none.
std::string errorUnder(Asked& db, const std::string& text, const Budget& budget) {
  query::RunOptions how;
  how.budget = budget;
  const auto rows = db.database().queries().run(given(db.database().queries().prepare(text)), {}, how);
  if (!rows.ok()) return rows.error().message();
  const Status end = (*rows)->finish();
  return end.ok() ? "" : end.error().message();
}

/// Ann and Bob are members of one union; Ann twice, as two sources have it.
void addUnion(Asked& db) {
  REQUIRE(db.ask("CREATE (a {_id: 'ann'}), (b {_id: 'bob'}), (u {_id: 'union'}), "
                 "(a)-[:IN {_valid: '2010-01-01/2012-12-31'}]->(u), "
                 "(a)-[:IN {_valid: '2011-01-01/2011-12-31'}]->(u), "
                 "(b)-[:IN {_valid: '2011-06-01/2013-12-31'}]->(u)")
              .empty());
}

/// Deletes Bob in a transaction that sees it before anybody else does; gives the instant of its commit.
SystemInstant deleteBobUnseen(Asked& db, const std::string& members) {
  const auto transaction = given(db.database().begin());
  query::RunOptions inside;
  inside.transaction = transaction.get();
  query::Engine& engine = db.database().queries();
  const auto bob = given(engine.prepare("MATCH (b {_id: 'bob'}) DETACH DELETE b"));
  REQUIRE(given(engine.run(bob, {}, inside))->finish().ok());
  const auto rows = given(engine.run(given(engine.prepare(members)), {}, inside));
  REQUIRE(given(rows->next()));
  CHECK(rows->row()[0].asInteger() == 2);
  CHECK(rowsOf(db, members) == "3");
  return given(transaction->commit());
}

}  // namespace

TEST_CASE("sparing: a step is spared its relationship where nothing reads it") {
  Asked db;
  addUnion(db);
  CHECK(spared(db, "MATCH (a)-[:IN]->(b) RETURN a, b"));
  CHECK(spared(db, "MATCH (a)-[r:IN]->(b) RETURN count(r)"));
  CHECK(spared(db, "MATCH (a)-[:IN]->()<-[:IN]-(b) RETURN DISTINCT b"));
  CHECK(spared(db, "FOR CERTAIN VALID_TIME AS OF '2011' MATCH (a)-[:IN]->(b) RETURN id(b)"));
  // It is read: by the answer, a condition, a path, an order, a subquery, a later clause.
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) RETURN r"));
  CHECK(!spared(db, "FOR VALID_TIME AS OF '2011' MATCH (a)-[r:IN]->(b) RETURN certainty(r)"));
  CHECK(!spared(db, "MATCH (a)-[:IN {_status: 'claimed'}]->(b) RETURN a"));
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) WHERE validFrom(r) IS NOT NULL RETURN a"));
  CHECK(!spared(db, "MATCH p = (a)-[:IN]->(b) RETURN length(p)"));
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) RETURN a ORDER BY id(r)"));
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) WITH a, r MATCH (a)-[r]->(c) RETURN c"));
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) RETURN count(DISTINCT r)"));
  CHECK(!spared(db, "MATCH (a)-[r:IN]->(b) RETURN EXISTS { MATCH (a) WHERE id(r) > 0 }"));
  // In either direction a loop stands once, and a time of its own may differ from row to row.
  CHECK(!spared(db, "MATCH (a)-[:IN]-(b) RETURN a"));
  CHECK(!spared(db, "UNWIND ['2010', '2011'] AS y MATCH (a)-[:IN]->(b) FOR VALID_TIME AS OF y RETURN a"));
  CHECK(!spared(db, "FOR SYSTEM_TIME FROM '2000' TO '2100' MATCH (a)-[:IN]->(b) RETURN a"));
}

TEST_CASE("sparing: bounds and types of relationships come as columns where nothing else is read of them") {
  Asked db;
  addUnion(db);
  REQUIRE(
      db.ask("MATCH (a {_id: 'ann'}), (u {_id: 'union'}) CREATE (a)-[:LEFT {_valid: '2009-01-01/..'}]->(u), "
             "(a)-[:LEFT {_valid: '../2008-12-31'}]->(u)")
          .empty());
  const auto bounded = [&](const std::string& text) {
    return db.ask("EXPLAIN " + text).find("bounds alone") != std::string::npos;
  };
  const std::string history =
      "MATCH (a {_id: 'ann'})-[r]->(b) RETURN type(r), id(b), validFrom(r), validTo(r) ORDER BY "
      "validFrom(r), "
      "validTo(r) DESC";
  CHECK(bounded(history));
  // What is not known comes last, and first where the order is turned round.
  CHECK(rowsOf(db, history) ==
        "'LEFT' | 3 | 2009-01-01T00:00Z | null\n'IN' | 3 | 2010-01-01T00:00Z | 2013-01-01T00:00Z\n"
        "'IN' | 3 | 2011-01-01T00:00Z | 2012-01-01T00:00Z\n'LEFT' | 3 | null | 2009-01-01T00:00Z");
  CHECK(rowsOf(db, "MATCH (a {_id: 'ann'})-[r:LEFT]->() RETURN validTo(r) ORDER BY validTo(r) DESC") ==
        "null\n2009-01-01T00:00Z");
  CHECK(rowsOf(db,
               "FOR VALID_TIME AS OF '2011-03-01' MATCH (u {_id: 'union'})<-[r:IN]-(p) "
               "RETURN id(p), validFrom(r) ORDER BY validFrom(r)") ==
        "1 | 2010-01-01T00:00Z\n1 | 2011-01-01T00:00Z");
  CHECK(!bounded("MATCH (a)-[r:IN]->(b) RETURN validFrom(r), certainty(r)"));
  CHECK(bounded("MATCH (a)-[r:IN]->(b) WHERE validFrom(r) IS NULL OR validTo(r) > $day RETURN validTo(r)"));
  CHECK(!bounded("MATCH (a)-[r:IN]->(b) WHERE validFrom(r) = validTo(r) RETURN validTo(r)"));
  CHECK(!bounded("MATCH (a)-[r:IN]-(b) RETURN validTo(r)"));
  // Of one instant in two zones one comes before the other, as row by row.
  const std::string eastern =
      "MATCH (a)-[r:LEFT]->() WHERE validFrom(r) < datetime('2009-01-01T01:00+01:00') RETURN type(r)";
  CHECK(bounded(eastern));
  CHECK(rowsOf(db, eastern) == "'LEFT'");
  // A fact in pieces stands once, for the piece that holds best.
  REQUIRE(db.ask("MATCH (a {_id: 'bob'})-[r:IN]->() FOR PORTION OF VALID_TIME FROM '2012' TO '2013' DELETE r")
              .empty());
  const std::string bob = "MATCH (a {_id: 'bob'})-[r:IN]->(b) RETURN id(b), validFrom(r), validTo(r)";
  CHECK(bounded(bob));
  CHECK(rowsOf(db, bob) == "3 | 2011-06-01T00:00Z | 2012-01-01T00:00Z");
}

TEST_CASE("rows: many at once are the rows one by one, with arrays where the statement has them") {
  Asked db;
  addUnion(db);
  const auto first = [&](const std::string& text) {
    query::Engine& engine = db.database().queries();
    return given(engine.run(given(engine.prepare(text)), {}));
  };
  using Kind = query::RowColumn::Kind;
  const auto pairs = first("MATCH (a)-[:IN]->(b) RETURN id(a), b, 7 AS seven");
  const query::RowBatch batch = given(pairs->nextBatch());
  REQUIRE(batch.rows == 3);
  REQUIRE(batch.columns.size() == 3);
  CHECK(batch.columns[0].kind == Kind::kIds);
  CHECK(batch.columns[1].kind == Kind::kNodes);
  CHECK(batch.columns[2].kind == Kind::kSame);
  CHECK(pairs->value(batch.columns[2], 2).asInteger() == 7);
  CHECK(given(pairs->nextBatch()).rows == 0);
  CHECK(given(pairs->nextBatch()).rows == 0);
  const auto texts = first("UNWIND range(1, 600) AS x RETURN 'text ' + x AS text");
  std::size_t rows = 0;
  while (true) {
    const query::RowBatch some = given(texts->nextBatch());
    if (some.rows == 0) break;
    REQUIRE(some.columns[0].kind == Kind::kData);
    CHECK(texts->value(some.columns[0], 0).asString() == "text " + std::to_string(rows + 1));
    rows += some.rows;
  }
  CHECK(rows == 600);
  const auto written = first("CREATE (n)");
  CHECK(given(written->nextBatch()).rows == 0);
  CHECK(written->effects().nodes_created == 1);
}

TEST_CASE("sparing: a relationship is walked once in a pattern, parallel ones and loops included") {
  Asked db;
  addUnion(db);
  const std::string both =
      "MATCH (a {_id: 'ann'})-[:IN]->(u)<-[:IN]-(b) RETURN b._id, count(*) ORDER BY b._id";
  // Each of Ann's two facts meets the other one, and Bob's.
  CHECK(spared(db, "MATCH (a)-[:IN]->(u)<-[:IN]-(b) RETURN id(b), count(*)"));
  CHECK(rowsOf(db, both) == "'ann' | 2\n'bob' | 2");
  CHECK(rowsOf(db, "MATCH (a)-[:IN]->(u)<-[:IN]-(b), (u)<-[:IN]-(c) RETURN count(*)") == "6");
  CHECK(rowsOf(db, "MATCH (a)-[:IN]->(u), (u)<-[:IN]-(a) RETURN count(*)") == "2");
  REQUIRE(db.ask("MATCH (u {_id: 'union'}) CREATE (u)-[:IN]->(u)").empty());
  CHECK(rowsOf(db, "MATCH (u)-[:IN]->(u)-[:IN]->(v) RETURN count(*)") == "0");
  CHECK(rowsOf(db, "MATCH (a)-[:IN]->(u)-[:IN]->(v) RETURN count(*)") == "3");
  // Two clauses may walk it twice.
  CHECK(rowsOf(db, "MATCH (u)-[:IN]->(u) MATCH (u)-[:IN]->(v) RETURN count(*)") == "1");
}

TEST_CASE("sparing: where a list has times of day, its rows are judged with their relationships") {
  Asked db;
  addUnion(db);
  // Chen came in the afternoon and Dora left in the morning: that day they were never members together.
  REQUIRE(db.ask("MATCH (u {_id: 'union'}) CREATE (c {_id: 'chen'}), (d {_id: 'dora'}), "
                 "(c)-[:IN {_valid: '2011-07-01T15:00:00Z/..'}]->(u), "
                 "(d)-[:IN {_valid: '../2011-07-01T11:00:00Z'}]->(u)")
              .empty());
  const std::string day = "FOR VALID_TIME AS OF '2011-07-01' ";
  const std::string with = "MATCH (x {_id: 'chen'})-[:IN]->()<-[:IN]-(y) RETURN y._id ORDER BY y._id";
  CHECK(rowsOf(db, day + with) == "'ann'\n'ann'\n'bob'");
  CHECK(rowsOf(db, with) == "'ann'\n'ann'\n'bob'\n'dora'");
  // Ann's own list has whole days alone, the union's has not: she is not a fellow of that same membership.
  CHECK(
      rowsOf(db, day + "MATCH (x {_id: 'ann'})-[:IN]->()<-[:IN]-(y) RETURN y._id, count(*) ORDER BY y._id") ==
      "'ann' | 2\n'bob' | 2\n'chen' | 2\n'dora' | 2");
}

TEST_CASE("sparing: a year is one unknown instant, so that facts of different halves do not meet") {
  Asked db;
  REQUIRE(db.ask("CREATE (a {_id: 'a'})-[:IN {_valid: '2011-01-01/2011-03-31'}]->(u)"
                 "<-[:IN {_valid: '2011-07-01/2011-12-31'}]-(b {_id: 'b'})")
              .empty());
  const std::string pair = "MATCH (x)-[:IN]->(u)<-[:IN]-(y) RETURN count(*)";
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2011' " + pair) == "0");
  CHECK(rowsOf(db, "FOR VALID_TIME BETWEEN '2011' AND '2011' " + pair) == "2");
  CHECK(rowsOf(db, pair) == "2");
}

TEST_CASE("sparing: deleted and unknown nodes, lifespans, earlier beliefs and own writes are seen") {
  Asked db;
  addUnion(db);
  const std::string members = "MATCH (u)<-[:IN]-(m) WHERE id(u) = 3 RETURN count(m)";
  CHECK(rowsOf(db, members) == "3");
  CHECK(rowsOf(db, "MATCH (u)<-[:IN]-(m) WHERE id(u) = 9223372036854775807 RETURN count(m)") == "0");
  CHECK(rowsOf(db, "MATCH (u)<-[:IN]-(m) WHERE id(u) = -1 RETURN count(m)") == "0");
  const SystemInstant left = deleteBobUnseen(db, members);
  CHECK(rowsOf(db, members) == "2");
  CHECK(rowsOf(db, "FOR SYSTEM_TIME AS OF '" + formatIso(left.plusMicros(-1)) + "' " + members) == "3");
  // A node that was not there yet has no members: from now on every row is judged with its nodes.
  REQUIRE(db.ask("MATCH (u {_id: 'union'}) SET u._valid = '2012/..'").empty());
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2011-07-01' " + members) == "0");
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2012-07-01' " + members) == "1");
  db.reopen();
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2012-07-01' " + members) == "1");
}

TEST_CASE("sparing: nodes are counted by the store where every one of them counts") {
  Asked db;
  REQUIRE(db.ask("CREATE (:A), (:A), (:B)").empty());
  CHECK(rowsOf(db, "MATCH (n) RETURN count(n)") == "3");
  CHECK(rowsOf(db, "MATCH (n:A) RETURN count(*)") == "2");
  CHECK(rowsOf(db, "MATCH (n:C) RETURN count(*)") == "0");
  CHECK(rowsOf(db, "UNWIND [1, 2] AS x MATCH (n:A) RETURN x, count(n)") == "1 | 2\n2 | 2");
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2011' MATCH (n) RETURN count(n)") == "3");
  CHECK(rowsOf(db, "FOR SYSTEM_TIME AS OF '1999' MATCH (n) RETURN count(n)") == "0");
  CHECK(rowsOf(db, "MATCH (n) WHERE n.x IS NULL RETURN count(n)") == "3");
  REQUIRE(db.ask("CREATE (:A {_valid: '2012/..'})").empty());
  CHECK(rowsOf(db, "MATCH (n:A) RETURN count(n)") == "3");
  CHECK(rowsOf(db, "FOR VALID_TIME AS OF '2011' MATCH (n:A) RETURN count(n)") == "2");
  const auto transaction = given(db.database().begin());
  query::RunOptions inside;
  inside.transaction = transaction.get();
  query::Engine& engine = db.database().queries();
  REQUIRE(given(engine.run(given(engine.prepare("MATCH (n:B) DELETE n")), {}, inside))->finish().ok());
  const auto rows = given(engine.run(given(engine.prepare("MATCH (n) RETURN count(n)")), {}, inside));
  REQUIRE(given(rows->next()));
  CHECK(rows->row()[0].asInteger() == 3);
  CHECK(rowsOf(db, "MATCH (n) RETURN count(n)") == "4");
}

TEST_CASE("sparing: PROFILE counts the rows that stood for many") {
  Asked db;
  addUnion(db);
  const std::string plan = db.ask("PROFILE MATCH (a)-[:IN]->(u) WHERE id(u) = 3 RETURN count(a)");
  CAPTURE(plan);
  const auto at = plan.find("neighbours alone");
  REQUIRE(at != std::string::npos);
  // Name, details, time, estimate, then rows.
  const std::string line = plan.substr(at, plan.find('\n', at) - at);
  CHECK(line.find("| 3 |") != std::string::npos);
}

TEST_CASE("sparing: lists and counts keep to the budget") {
  Asked db;
  REQUIRE(db.ask("CREATE (u) WITH u UNWIND range(1, 3000) AS i CREATE ({_id: 'm' + i})-[:IN]->(u)").empty());
  const std::string list = "MATCH (u)<-[:IN]-(m) WHERE id(u) = 1 RETURN id(m)";
  const std::string pairs = "MATCH (a)-[:IN]->()<-[:IN]-(b) RETURN id(b), count(*)";
  const std::string groups = "MATCH (a)-[:IN]->(u) RETURN id(a), count(*)";
  for (const std::string& text : {list, pairs, groups}) {
    CAPTURE(text);
    REQUIRE(spared(db, text));
    CHECK(errorUnder(db, text, {}).empty());
    Budget little;
    little.memory_bytes = 10'000;
    CHECK(errorUnder(db, text, little).starts_with("the question would hold more than its 10000 bytes"));
    Budget late;
    late.deadline = Budget::Clock::now() - std::chrono::seconds(1);
    CHECK(errorUnder(db, text, late).starts_with("the time for the question is over"));
    const std::atomic<bool> stop = true;
    Budget stopped;
    stopped.cancelled = &stop;
    CHECK(errorUnder(db, text, stopped).starts_with("stopped as asked"));
  }
}

}  // namespace sparing_test
