// What a session says once for its statements, and procedures inside of transactions and budgets.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/asked.h"

namespace query_session_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// The first cell of the first row under a session's time; the message of an error; "none".
std::string first(Asked& db, const std::string& text, const std::string& session_time,
                  const query::RunOptions& how = {}) {
  query::Engine& engine = db.database().queries();
  const auto statement = engine.prepare(text, {session_time});
  if (!statement.ok()) return statement.error().message();
  const auto rows = engine.run(*statement, {}, how);
  if (!rows.ok()) return rows.error().message();
  const auto more = (*rows)->next();
  if (!more.ok()) return more.error().message();
  if (!*more || (*rows)->row().empty()) return "none";
  return given(query::toCypherText((*rows)->row()[0], (*rows)->entities()));
}

Asked& filled(Asked& db) {
  CHECK(db.ask("CREATE (a {_id: 'a'})-[:T {_valid: '2010/2012'}]->(b {_id: 'b'})-[:T {_valid: '2011'}]->(a)")
            .empty());
  return db;
}

constexpr const char* kCount = "MATCH ()-[r]->() RETURN count(r)";

}  // namespace

TEST_CASE("session: its time is that of statements without a clause for that clock") {
  Asked db;
  filled(db);
  CHECK(first(db, kCount, "") == "2");
  CHECK(first(db, kCount, "FOR VALID_TIME AS OF '2012'") == "1");
  CHECK(first(db, kCount, "FOR CERTAIN VALID_TIME AS OF '2011-06'") == "1");
  CHECK(first(db, kCount, "FOR SYSTEM_TIME AS OF '1999'") == "0");
  // The statement's own clause replaces it, clock by clock; a pattern's does too.
  CHECK(first(db, "FOR VALID_TIME AS OF '2011' MATCH ()-[r]->() RETURN count(r)",
              "FOR VALID_TIME AS OF '2012'") == "2");
  CHECK(first(db, "MATCH ()-[r]->() FOR VALID_TIME AS OF '2011' RETURN count(r)",
              "FOR VALID_TIME AS OF '2012'") == "2");
  CHECK(first(db, "FOR VALID_TIME AS OF '2011' MATCH ()-[r]->() RETURN count(r)",
              "FOR SYSTEM_TIME AS OF '1999'") == "0");
  // It reaches procedures, and is no error where nothing asks under it.
  CHECK(first(db, "CALL tenure.timeline('a') YIELD fact RETURN count(fact)", "FOR VALID_TIME AS OF '2012'") ==
        "1");
  CHECK(first(db, "RETURN 1", "FOR VALID_TIME AS OF '2012'") == "1");
  // The same text under another time is another plan.
  CHECK(first(db, kCount, "") == "2");
}

TEST_CASE("session: a time that is none is refused, and so are writes in the past") {
  Asked db;
  filled(db);
  CHECK(first(db, kCount, "FOR VALID_TIME").starts_with("the time of the session: "));
  CHECK(first(db, kCount, "MATCH (n)").starts_with("the time of a session is one FOR VALID_TIME"));
  CHECK(
      first(db, kCount, "FOR VALID_TIME AS OF '2012' MATCH (n)").starts_with("the time of a session is one"));
  CHECK(first(db, "CREATE (:N)", "FOR SYSTEM_TIME AS OF '1999'") ==
        "the session asks as of what was believed in the past, which cannot be written");
  CHECK(first(db, "CREATE (:N)", "FOR VALID_TIME AS OF '2012'") == "none");
}

TEST_CASE("procedures: read what is committed, and say so where a transaction has changed it") {
  Asked db;
  filled(db);
  const std::string nodes = "CALL algo.components() YIELD node RETURN count(node)";
  auto transaction = given(db.database().begin());
  query::RunOptions inside;
  inside.transaction = transaction.get();
  CHECK(first(db, nodes, "", inside) == "2");
  given(transaction->addNode({.external_id = "c"}));
  CHECK(first(db, nodes, "", inside).starts_with("procedures read what is committed"));
  given(transaction->commit());
  transaction.reset();
  CHECK(first(db, nodes, "") == "3");
  db.reopen();
  CHECK(first(db, nodes, "") == "3");
}

TEST_CASE("procedures: end when they are cancelled, out of time or out of memory") {
  Asked db;
  CHECK(db.ask("UNWIND range(1, 300) AS i CREATE (:N {i: i})").empty());
  CHECK(db.ask("MATCH (a:N), (b:N) WHERE (a.i * 7 + b.i * 13) % 11 = 0 CREATE (a)-[:T]->(b)").empty());
  const std::string call =
      "UNWIND range(1, 100000) AS i CALL algo.betweenness() YIELD node RETURN count(node)";
  query::RunOptions how;
  how.budget.deadline = Budget::in(std::chrono::milliseconds(50));
  CHECK(first(db, call, "", how).starts_with("the time for the question is over"));
  std::atomic<bool> stop{false};
  how.budget = {};
  how.budget.cancelled = &stop;
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop = true;
  });
  CHECK(first(db, call, "", how).starts_with("stopped as asked"));
  later.join();
  how.budget = {};
  how.budget.memory_bytes = 4'096;
  CHECK(first(db, call, "", how).find("bytes of memory") != std::string::npos);
}

}  // namespace query_session_test
