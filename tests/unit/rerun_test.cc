// A statement that is run again uses the cursors of its last run (engine/query/spare_run.h): over the state
// of the store that there is now, whatever became of the last run, and holding none of the one before.
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/asked.h"

namespace rerun_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

query::RowsPtr started(Asked& db, const query::PreparedPtr& statement, std::int64_t id) {
  return given(db.database().queries().run(statement, {{"id", query::Datum::integer(id)}}));
}

std::string idsOf(query::Rows& rows) {
  std::string out;
  while (given(rows.next())) out += std::to_string(rows.row()[0].asInteger()) + " ";
  return out;
}

constexpr const char* kMembers =
    "MATCH (u)<-[:IN]-(p) WHERE id(u) = $id RETURN DISTINCT id(p) AS p ORDER BY p";

}  // namespace

TEST_CASE("rerun: each run sees the state that there is when it starts") {
  Asked db;
  REQUIRE(db.ask("CREATE (u)<-[:IN]-(a), (v)").empty());
  const auto statement = given(db.database().queries().prepare(kMembers));
  CHECK(idsOf(*started(db, statement, 1)) == "2 ");
  CHECK(idsOf(*started(db, statement, 3)).empty());
  REQUIRE(db.ask("MATCH (u) WHERE id(u) = 1 CREATE (u)<-[:IN]-(b)").empty());
  CHECK(idsOf(*started(db, statement, 1)) == "2 4 ");
  REQUIRE(db.ask("MATCH (a)-[r:IN]->() WHERE id(a) = 2 DELETE r").empty());
  CHECK(idsOf(*started(db, statement, 1)) == "4 ");
  // A type that comes later is found.
  const auto later =
      given(db.database().queries().prepare("MATCH (u)<-[:NEW]-(p) WHERE id(u) = $id RETURN id(p)"));
  CHECK(idsOf(*started(db, later, 1)).empty());
  REQUIRE(db.ask("MATCH (u), (v) WHERE id(u) = 1 AND id(v) = 3 CREATE (u)<-[:NEW]-(v)").empty());
  CHECK(idsOf(*started(db, later, 1)) == "3 ");
}

TEST_CASE("rerun: a run that was left, failed or stopped leaves nothing to the next") {
  Asked db;
  REQUIRE(db.ask("CREATE (u) WITH u UNWIND range(1, 50) AS i CREATE (u)<-[:IN]-()").empty());
  const auto statement = given(db.database().queries().prepare(kMembers));
  const std::string all = idsOf(*started(db, statement, 1));
  {
    const auto left = started(db, statement, 1);
    REQUIRE(given(left->next()));
  }
  CHECK(idsOf(*started(db, statement, 1)) == all);
  CHECK_FALSE(db.database().queries().run(statement, {}).ok());  // without its parameter
  CHECK(idsOf(*started(db, statement, 1)) == all);
  const auto divided = given(db.database().queries().prepare("MATCH (n) RETURN 1 / ($id - id(n))"));
  const auto failing = started(db, divided, 3);
  Status status;
  while (status.ok()) {
    const auto more = failing->next();
    if (!more.ok()) status = more.error();
    if (more.ok() && !*more) break;
  }
  CHECK_FALSE(status.ok());
  CHECK(given(started(db, divided, 100)->next()));
  query::RunOptions tight;
  tight.budget.memory_bytes = 100;
  const auto limited =
      given(db.database().queries().run(statement, {{"id", query::Datum::integer(1)}}, tight));
  CHECK_FALSE(limited->finish().ok());
  CHECK(idsOf(*started(db, statement, 1)) == all);
}

TEST_CASE("rerun: runs at the same time do not meet, and one that ended holds no state of the store") {
  Asked db;
  REQUIRE(db.ask("CREATE (u)<-[:IN]-(a {k: 1})").empty());
  const auto statement = given(db.database().queries().prepare(kMembers));
  {
    const auto first = started(db, statement, 1);
    const auto second = started(db, statement, 1);
    CHECK(idsOf(*second) == "2 ");
    CHECK(idsOf(*first) == "2 ");
  }
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const auto rows = db.database().queries().run(statement, {{"id", query::Datum::integer(1)}});
        if (!rows.ok() || !(*rows)->finish().ok()) ++wrong[t];
      }
    });
  }
  for (std::thread& one : threads) one.join();
  CHECK(wrong == std::vector<int>(4, 0));
  // What is erased leaves the files though statements have read it.
  CHECK(idsOf(*started(db, statement, 1)) == "2 ");
  CHECK(given(db.database().erase({.nodes = {NodeId{2}}, .facts = {}})).facts == 1);
  CHECK(idsOf(*started(db, statement, 1)).empty());
  CHECK(db.faults().empty());
}

TEST_CASE("rerun: a prepared statement may outlive its database") {
  query::PreparedPtr statement;
  {
    Asked db;
    statement = given(db.database().queries().prepare("MATCH (n) RETURN id(n)"));
    const auto rows = given(db.database().queries().run(statement, {}));
    CHECK(rows->finish().ok());
  }
  Asked other;
  REQUIRE(other.ask("CREATE ()").empty());
  const auto rows = given(other.database().queries().run(statement, {}));
  CHECK(idsOf(*rows) == "1 ");
}

}  // namespace rerun_test
