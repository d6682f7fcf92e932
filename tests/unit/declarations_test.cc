// What a schema declares, taken apart and put together again.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "schema/declarations.h"

namespace declarations_test {

using namespace tenure;

namespace {

/// One of each kind, with the statement that makes it and the name it has without being given one.
struct Example {
  Declaration what;
  std::string statement;
  std::string name;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> kAll = {
      {UniqueKey{"Person", "passport"}, "FOR (n:Person) REQUIRE n.passport IS UNIQUE",
       "Person_passport_unique"},
      {PropertyDeclaration{"Person", "born", ValueType::kDate}, "FOR (n:Person) REQUIRE n.born IS :: DATE",
       "Person_born_type"},
      {AtMostOne{"CHAIRED", Side::kObject, false}, "FOR (a)-[r:CHAIRED]->(b) REQUIRE r IS AT MOST ONE PER b",
       "CHAIRED_one_per_object"},
      {AtMostOne{"HEADS", Side::kSubject, true},
       "FOR (a)-[r:HEADS]->(b) REQUIRE r IS AT MOST ONE PER a STRICT", "HEADS_one_per_subject_strict"},
      {WithinLifespans{"CHAIRED"}, "FOR ()-[r:CHAIRED]-() REQUIRE r IS WITHIN LIFESPANS",
       "CHAIRED_within_lifespans"},
      {Acyclic{"PART_OF"}, "FOR ()-[r:PART_OF]-() REQUIRE r IS ACYCLIC", "PART_OF_acyclic"},
      {JoinedLabels{"CHAIRED", {{"Person", "Club"}, {"", "Club"}}},
       "FOR ()-[r:CHAIRED]-() REQUIRE r JOINS (:Person)-->(:Club), ()-->(:Club)", "CHAIRED_joins"},
      {LineageType{"MERGED"}, "FOR ()-[r:MERGED]-() REQUIRE r IS LINEAGE", "MERGED_lineage"},
      {EventType{"MERGED"}, "FOR ()-[r:MERGED]-() REQUIRE r IS EVENT", "MERGED_event"},
      {LongestDuration{"HELD", 3650}, "FOR ()-[r:HELD]-() REQUIRE r LASTS AT MOST 3650 DAYS", "HELD_longest"},
      {EventRule{"MERGED", EventTarget::kSubjectFactsWithObject, "HELD"},
       "FOR (a)-[e:MERGED]->(b) REQUIRE e ENDS (a)-[:HELD]->(b)", "MERGED_ends_HELD"},
      {EventRule{"MERGED", EventTarget::kSubjectFacts, "HELD"},
       "FOR (a)-[e:MERGED]->(b) REQUIRE e ENDS (a)-[:HELD]->()", "MERGED_ends_all_HELD"},
      {EventRule{"MERGED", EventTarget::kSubjectLifespan, ""}, "FOR (a)-[e:MERGED]->(b) REQUIRE e ENDS a",
       "MERGED_ends_lifespan"},
      {PropertyIndex{"Person", "na`me"}, "FOR (n:Person) ON (n.`na``me`)", "Person_na`me_index"},
      {StrictSchema{}, "REQUIRE SCHEMA IS STRICT", "schema_strict"},
  };
  return kAll;
}

Schema with(const Schema& schema, const Declaration& declaration, const std::string& name = {}) {
  auto out = declare(schema, declaration, name);
  INFO((out.ok() ? std::string() : out.error().message()));
  REQUIRE(out.ok());
  return *out;
}

template <class T>
std::string refusal(const Result<T>& result) {
  return result.ok() ? "none" : result.error().message();
}

}  // namespace

TEST_CASE("declarations: each says what makes it, and is found again under its name") {
  Schema schema;
  for (const Example& one : examples()) {
    CHECK(statementOf(one.what) == one.statement);
    schema = with(schema, one.what);
  }
  std::vector<std::string> names;
  for (const auto& all : {namedConstraints(schema), namedIndexes(schema)}) {
    for (const NamedDeclaration& there : all) names.push_back(there.name);
  }
  CHECK(names.size() == examples().size());
  for (const Example& one : examples()) CHECK(std::find(names.begin(), names.end(), one.name) != names.end());

  // Labels and types on the way are declared, and what is taken back leaves nothing else.
  CHECK(schema.hasLabel("Club"));
  for (std::size_t i = examples().size(); i-- > 0;) {
    const auto less = withdraw(schema, examples()[i].what);
    INFO(examples()[i].statement << ": " << refusal(less));
    REQUIRE(less.ok());
    schema = *less;
  }
  CHECK(constraintsOf(schema).empty());
  CHECK(indexesOf(schema).empty());
  CHECK(schema.givenNames().empty());
}

TEST_CASE("declarations: names are given once, to one thing") {
  const UniqueKey key{"Person", "passport"};
  const Schema schema = with({}, key, "passports");
  CHECK(namedConstraints(schema).front().name == "passports");
  CHECK(refusal(declare(schema, key, "again")) == "passports says that already");
  CHECK(refusal(declare(schema, Acyclic{"PART_OF"}, "passports")) ==
        "passports is the name of another one, FOR (n:Person) REQUIRE n.passport IS UNIQUE");
  // One that was made up is a name as well; where a builder gives it to something else, it makes way.
  const Schema two = with(with({}, Acyclic{"A"}), EventType{"B"});
  CHECK(refusal(declare(two, EventType{"C"}, "A_acyclic")) ==
        "A_acyclic is the name of another one, FOR ()-[r:A]-() REQUIRE r IS ACYCLIC");
  const auto built = SchemaBuilder(two).name({"FOR ()-[r:B]-() REQUIRE r IS EVENT", "A_acyclic"}).build();
  CHECK(namedConstraints(built.value())[0].name == "A_acyclic_2");
  CHECK(namedConstraints(built.value())[1].name == "A_acyclic");
  // A label and a key that make the same name.
  const Schema alike = with(with({}, UniqueKey{"A_B", "C"}), UniqueKey{"A", "B_C"});
  CHECK(namedConstraints(alike)[0].name == "A_B_C_unique");
  CHECK(namedConstraints(alike)[1].name == "A_B_C_unique_2");
  CHECK(refusal(SchemaBuilder("s").name({"FOR (n:A) ON (n.b)", "x"}).build()) ==
        "the name x is of nothing that is declared");
}

TEST_CASE("declarations: what contradicts names what stands in the way") {
  const Schema lasting = with({}, LongestDuration{"HELD", 100}, "short");
  CHECK(refusal(declare(lasting, LongestDuration{"HELD", 200}, {})) ==
        "it contradicts constraint short, FOR ()-[r:HELD]-() REQUIRE r LASTS AT MOST 100 DAYS; drop that "
        "first");
  const Schema typed = with({}, PropertyDeclaration{"A", "k", ValueType::kDate});
  CHECK(refusal(declare(typed, PropertyDeclaration{"A", "k", ValueType::kInteger}, {})).find("A_k_type") !=
        std::string::npos);
  const Schema unique = with({}, UniqueKey{"A", "k"});
  CHECK(refusal(declare(unique, PropertyIndex{"A", "k"}, {})) == "the unique key A.k has an index already");
  // A rule needs its event.
  const Schema ruled = with(with({}, EventType{"E"}), EventRule{"E", EventTarget::kSubjectLifespan, ""});
  CHECK(refusal(withdraw(ruled, EventType{"E"})) ==
        "an event rule names type E, which is not declared as an event");
  CHECK(refusal(withdraw(ruled, Acyclic{"E"})) == "nothing declares FOR ()-[r:E]-() REQUIRE r IS ACYCLIC");
}

TEST_CASE("declarations: a strict schema declares nothing on the way") {
  const Schema strict = with(with({}, UniqueKey{"Person", "passport"}), StrictSchema{});
  CHECK(refusal(declare(strict, UniqueKey{"Persn", "k"}, {})) ==
        "schema open is strict and has no label Persn; did you mean Person?; CREATE LABEL declares one");
  CHECK(refusal(declare(strict, Acyclic{"PART_OF"}, {})) ==
        "schema open is strict and has no type PART_OF; CREATE RELATIONSHIP TYPE declares one");
  CHECK(declareLabel(strict, "Club")->hasLabel("Club"));
  CHECK(refusal(declareLabel(strict, "Person")) == "label Person is declared already");
  CHECK(refusal(withdrawLabel(strict, "Person")) == "a unique key names label Person, which is not declared");
  CHECK(refusal(withdrawLabel(strict, "Club")) == "label Club is not declared");
  const Schema typed = *declareType({}, "KNOWS");
  CHECK(withdrawType(typed, "KNOWS")->types().empty());
  CHECK(refusal(withdrawType(typed, "KNOW")) == "type KNOW is not declared; did you mean KNOWS?");
  CHECK(refusal(withdrawType(with(typed, EventType{"KNOWS"}), "KNOWS")) ==
        "constraint KNOWS_event names type KNOWS; drop that first");
}

TEST_CASE("declarations: names and indexes are no rules") {
  const Schema before = with({}, UniqueKey{"A", "k"});
  CHECK(sameRules(before, with(before, PropertyIndex{"A", "other"}, "x")));
  CHECK_FALSE(sameRules(before, with(before, Acyclic{"T"})));
  CHECK(before.isIndexed("A", "k"));
  CHECK_FALSE(before.isIndexed("A", "other"));
  CHECK(with(before, PropertyIndex{"A", "other"}).indexedProperties().size() == 2);
}

}  // namespace declarations_test
