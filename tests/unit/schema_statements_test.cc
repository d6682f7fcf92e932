// CREATE and DROP of constraints, indexes, labels and types, and SHOW, as statements.
#include <catch2/catch.hpp>
#include <string>

#include "tests/unit/asked.h"

namespace schema_statements_test {

using namespace tenure;
using namespace tenure::testing;

TEST_CASE("a constraint is declared, shown, kept by writes, and dropped by name") {
  Asked db;
  CHECK(db.ask("CREATE CONSTRAINT passports FOR (p:Person) REQUIRE p.passport IS UNIQUE").empty());
  CHECK(db.effects().constraints_added == 1);
  CHECK(db.ask("SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties, ownedIndex") ==
        "name | type | entityType | labelsOrTypes | properties | ownedIndex\n"
        "'passports' | 'UNIQUENESS' | 'NODE' | ['Person'] | ['passport'] | 'passports'");
  CHECK(db.ask("SHOW CONSTRAINTS YIELD createStatement") ==
        "createStatement\n'CREATE CONSTRAINT passports FOR (n:Person) REQUIRE n.passport IS UNIQUE'");
  CHECK(db.ask("CREATE (:Person {_id: 'ann', passport: 1})").empty());
  const std::string refused = "error: 1:1: bob: passport of Person is unique, and ann has 1 at the same time";
  CHECK(db.ask("CREATE (:Person {_id: 'bob', passport: 1})") == refused);
  db.reopen();
  CHECK(db.ask("CREATE (:Person {_id: 'bob', passport: 1})") == refused);
  CHECK(db.ask("DROP CONSTRAINT passports").empty());
  CHECK(db.effects().constraints_removed == 1);
  CHECK(db.ask("CREATE (:Person {_id: 'bob', passport: 1})").empty());
  CHECK(db.ask("SHOW CONSTRAINTS YIELD name") == "name");
  CHECK(db.faults().empty());
}

TEST_CASE("a constraint that stored facts break is refused, with which") {
  Asked db;
  CHECK(db.ask("CREATE (a:Person {_id: 'ann'}), (b:Person {_id: 'bob'}), (c:Club {_id: 'club'}), "
               "(a)-[:CHAIRED {_valid: '2010/2012'}]->(c), (b)-[:CHAIRED {_valid: '2011/2014'}]->(c)")
            .empty());
  CHECK(db.ask("CREATE CONSTRAINT FOR (p)-[r:CHAIRED]->(c) REQUIRE r IS AT MOST ONE PER c") ==
        "error: 1:52: fact 1 (ann CHAIRED club, 2010/2012): at most one CHAIRED at a time for club, and it "
        "certainly overlaps fact 2 (bob CHAIRED club, 2011/2014)");
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:CHAIRED]-() REQUIRE r JOINS (:Club)-->()") ==
        "error: 1:49: fact 1 (ann CHAIRED club, 2010/2012): CHAIRED joins Club to any, and neither fits");
  CHECK(db.ask("SHOW CONSTRAINTS YIELD name") == "name");
  CHECK(db.ask("CREATE CONSTRAINT FOR (p)-[r:CHAIRED]->(c) REQUIRE r IS AT MOST ONE PER p").empty());
}

TEST_CASE("an event rule cuts what is stored, and its end is asked for before and after") {
  Asked db;
  CHECK(db.ask("CREATE (a {_id: 'ann'}), (c {_id: 'club'}), (a)-[:MEMBER_OF {_valid: '2010-01-01/..'}]->(c), "
               "(a)-[:LEFT {_valid: '2015-05-05'}]->(c)")
            .empty());
  const std::string ends = "MATCH ()-[r:MEMBER_OF]->() RETURN validity(r) AS v";
  CHECK(db.ask(ends) == "v\n'2010-01-01/..'");
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:LEFT]-() REQUIRE r IS EVENT").empty());
  CHECK(db.ask("CREATE CONSTRAINT FOR (a)-[e:LEFT]->(b) REQUIRE e ENDS (a)-[:MEMBER_OF]->(b)").empty());
  CHECK(db.ask(ends) == "v\n'2010-01-01/2015-05-05'");
  CHECK(db.ask("DROP CONSTRAINT LEFT_ends_MEMBER_OF").empty());
  CHECK(db.ask(ends) == "v\n'2010-01-01/..'");
  CHECK(db.faults().empty());
}

TEST_CASE("IF NOT EXISTS and IF EXISTS change nothing, and say so") {
  Asked db;
  CHECK(db.ask("CREATE CONSTRAINT c FOR ()-[r:PART_OF]-() REQUIRE r IS ACYCLIC").empty());
  CHECK(db.ask("CREATE CONSTRAINT d FOR ()-[r:PART_OF]-() REQUIRE r IS ACYCLIC") ==
        "error: 1:19: c says that already");
  CHECK(db.ask("CREATE CONSTRAINT d IF NOT EXISTS FOR ()-[r:PART_OF]-() REQUIRE r IS ACYCLIC").empty());
  CHECK(db.notes() == "CREATE CONSTRAINT: it is there already, and nothing was changed\n");
  CHECK_FALSE(db.effects().any());
  // The name of another one is a reason as well.
  CHECK(db.ask("CREATE CONSTRAINT c IF NOT EXISTS FOR (n:A) REQUIRE n.k IS UNIQUE").empty());
  CHECK(db.ask("SHOW CONSTRAINTS YIELD name") == "name\n'c'");
  CHECK(db.ask("DROP CONSTRAINT d") == "error: 1:17: there is no constraint d; did you mean c?");
  CHECK(db.ask("DROP CONSTRAINT d IF EXISTS").empty());
  CHECK(db.notes() == "DROP CONSTRAINT: there is no constraint d, and nothing was changed\n");
  CHECK(db.ask("DROP INDEX nothing_like_it") ==
        "error: 1:12: there is no index nothing_like_it; SHOW INDEXES lists those there are");
  CHECK(given(db.database().commits()).size() == 1);
}

TEST_CASE("the longest duration takes a parameter, and only a positive number of days") {
  Asked db;
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:HELD]-() REQUIRE r LASTS AT MOST $days DAYS",
               {{"days", query::Datum::integer(30)}})
            .empty());
  CHECK(db.ask("SHOW CONSTRAINTS YIELD createStatement AS s") ==
        "s\n'CREATE CONSTRAINT HELD_longest FOR ()-[r:HELD]-() REQUIRE r LASTS AT MOST 30 DAYS'");
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:OTHER]-() REQUIRE r LASTS AT MOST 0 DAYS") ==
        "error: 1:63: the longest duration is a positive number of days");
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:OTHER]-() REQUIRE r LASTS AT MOST 'x' DAYS")
            .starts_with("error: 1:63: "));
  CHECK(db.ask("CREATE CONSTRAINT FOR ()-[r:HELD]-() REQUIRE r LASTS AT MOST 40 DAYS")
            .find("it contradicts constraint HELD_longest") != std::string::npos);
}

TEST_CASE("labels and types are declared, a strict schema refuses all others") {
  Asked db;
  CHECK(db.ask("CREATE LABEL Person").empty());
  CHECK(db.ask("CREATE RELATIONSHIP TYPE KNOWS").empty());
  CHECK(db.ask("CREATE CONSTRAINT REQUIRE SCHEMA IS STRICT").empty());
  CHECK(db.ask("CREATE (:Persn)") == "error: 1:1: node 1: schema open is strict and has no label Persn");
  CHECK(db.ask("CREATE (:Person)-[:KNOWS]->(:Person)").empty());
  CHECK(db.ask("CREATE INDEX FOR (n:Persn) ON (n.name)").find("did you mean Person?") != std::string::npos);
  CHECK(db.ask("CREATE LABEL Person") == "error: 1:14: label Person is declared already");
  CHECK(db.ask("CREATE LABEL IF NOT EXISTS Person").empty());
  CHECK(db.ask("DROP RELATIONSHIP TYPE KNOWS").starts_with("error: 1:24: fact 1"));
  CHECK(db.ask("DROP CONSTRAINT schema_strict").empty());
  CHECK(db.ask("DROP RELATIONSHIP TYPE KNOWS").empty());
  CHECK(db.ask("DROP LABEL Nobody IF EXISTS").empty());
  CHECK(db.ask("SHOW LABELS") == "label | nodes | declared\n'Person' | 2 | true");
  CHECK(db.ask("SHOW RELATIONSHIP TYPES") == "relationshipType | declared\n'KNOWS' | false");
}

TEST_CASE("SHOW counts present nodes, filters and renames as YIELD does") {
  Asked db;
  CHECK(db.ask("CREATE (:A {k: 1}), (:A:B), (:C {other: 2})").empty());
  CHECK(db.ask("SHOW LABELS YIELD label AS l, nodes WHERE nodes > 1") == "l | nodes\n'A' | 2");
  CHECK(db.ask("SHOW LABELS WHERE label = 'B'") == "label | nodes | declared\n'B' | 1 | false");
  CHECK(db.ask("SHOW PROPERTY KEYS") == "propertyKey\n'k'\n'other'");
  CHECK(db.ask("MATCH (n:B) DETACH DELETE n").empty());
  CHECK(db.ask("SHOW LABELS YIELD label, nodes") == "label | nodes\n'A' | 1\n'C' | 1");
  CHECK(db.ask("SHOW LABELS YIELD lable") ==
        "error: 1:19: SHOW LABELS has no column lable; did you mean label?");
  CHECK(db.ask("SHOW FUNCTIONS YIELD name, aggregating WHERE name IN ['count', 'certainty']") ==
        "name | aggregating\n'certainty' | false\n'count' | true");
  CHECK(db.ask("SHOW TRANSACTIONS YIELD number, nodes") == "number | nodes\n1 | 3\n2 | 1");
}

TEST_CASE("procedures are shown with what they take and give") {
  Asked db;
  query::Procedure procedure;
  procedure.name = "test.twice";
  procedure.arguments = {{.name = "number", .type = "INTEGER"}};
  procedure.columns = {{.name = "twice", .type = "INTEGER"}};
  procedure.description = "Two of them.";
  procedure.call = [](std::span<const query::Datum>, std::uint32_t, query::Execution&,
                      const query::Procedure::Emit&) -> Status { return {}; };
  db.database().queries().procedures().add(std::move(procedure));
  CHECK(db.ask("SHOW PROCEDURES YIELD * WHERE name = 'test.twice'") ==
        "name | description | mode | signature\n"
        "'test.twice' | 'Two of them.' | 'READ' | 'test.twice(number :: INTEGER) :: (twice :: INTEGER)'");
}

TEST_CASE("a schema that changed travels with its history, names and indexes too") {
  Asked db;
  CHECK(db.ask("CREATE CONSTRAINT c FOR ()-[r:PART_OF]-() REQUIRE r IS ACYCLIC").empty());
  CHECK(db.ask("CREATE INDEX codes FOR (n:Club) ON (n.code)").empty());
  CHECK(db.ask("DROP CONSTRAINT c").empty());
  db.reopen();
  CHECK(db.ask("SHOW INDEXES YIELD name, labelsOrTypes, properties, owningConstraint, state") ==
        "name | labelsOrTypes | properties | owningConstraint | state\n"
        "'codes' | ['Club'] | ['code'] | null | 'ONLINE'");
  const auto schemas = given(db.database().always().reader().schemas());
  REQUIRE(schemas.size() == 3);
  CHECK(schemas[0].second.acyclic().size() == 1);
  CHECK(schemas[1].second.givenNames().size() == 2);
  CHECK(schemas[2].second.acyclic().empty());
  CHECK(schemas[2].second.indexes() == std::vector<PropertyIndex>{{"Club", "code"}});
}

TEST_CASE("a schema statement in a transaction counts when that commits") {
  Asked db;
  query::Engine& engine = db.database().queries();
  const auto statement = given(engine.prepare("CREATE CONSTRAINT FOR (n:A) REQUIRE n.k IS UNIQUE"));
  {
    const auto txn = given(db.database().begin());
    given(given(engine.run(statement, {}, {.transaction = txn.get()}))->finish());
    CHECK(txn->currentSchema().uniqueKeys().size() == 1);
  }
  CHECK(db.database().schema().uniqueKeys().empty());
  const auto txn = given(db.database().begin());
  given(given(engine.run(statement, {}, {.transaction = txn.get()}))->finish());
  given(txn->commit());
  CHECK(db.database().schema().uniqueKeys().size() == 1);
}

}  // namespace schema_statements_test
