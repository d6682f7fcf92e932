#include "schema/catalog.h"

#include <limits>

#include <catch2/catch.hpp>

namespace catalog_test {

using namespace tenure;

namespace {

std::string refusal(const SchemaBuilder& builder) {
  const auto built = builder.build();
  return built.ok() ? "built" : built.error().message();
}
RelationshipType named(std::string name) { return {std::move(name), {}, false, false, std::nullopt}; }
Validity validity(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  return Validity::parse(text, convention).value();
}
bool clash(const Validity& a, const Validity& b, bool strict = false) {
  return certainlyClash(a.period(), a.convention(), b.period(), b.convention(), strict);
}

}  // namespace

TEST_CASE("catalog: the organizations schema ends memberships by withdrawals and mergers") {
  const Schema& schema = organizationsSchema();
  CHECK(schema.name() == "organizations");
  CHECK_FALSE(schema.strict());
  REQUIRE(schema.type("MERGED_INTO") != nullptr);
  CHECK(schema.type("MERGED_INTO")->lineage);
  CHECK(schema.type("OCCURRED_IN")->event);
  CHECK(schema.type("OCCURRED_IN")->endpoints == std::vector<Endpoints>{{"Event", "Place"}});
  CHECK(schema.hasLabel("EthnicGroup"));
  CHECK(schema.type("REPRESENTED_IN")->endpoints.front() == Endpoints{"EthnicGroup", "Organization"});
  CHECK(schema.type("RELATED_TO")->endpoints.empty());
  CHECK_FALSE(schema.type("RELATED_TO")->event);
  CHECK(schema.type("merged_into") == nullptr);  // names are case-sensitive
  CHECK(builtInSchema("open")->types().empty());
  CHECK(builtInSchema("organisations").error().message() ==
        "no built-in schema is called \"organisations\"; there are: open, organizations");
}

TEST_CASE("catalog: what does not fit together is refused by name") {
  CHECK(refusal(SchemaBuilder("s").label("Person").type(named("KNOWS"))) == "built");
  CHECK(refusal(SchemaBuilder("s").label("")) == "a label needs a name");
  CHECK(refusal(SchemaBuilder("s").label("_x")) ==
        "label _x: names that begin with an underscore are the engine's");
  CHECK(refusal(SchemaBuilder("s").label("A").label("A")) == "a label is declared twice");
  CHECK(refusal(SchemaBuilder("s").type(named("T")).type(named("T"))) == "type T is declared twice");
  CHECK(refusal(SchemaBuilder("s").type({"T", {{"A", ""}}, false, false, std::nullopt})) ==
        "type T names label A, which is not declared");
  CHECK(refusal(SchemaBuilder("s").type({"T", {}, false, false, 0})) ==
        "type T: the longest duration is a positive number of days, not 0");
  CHECK(refusal(SchemaBuilder("s").type(named("T")).eventRule({"T", EventTarget::kSubjectLifespan, ""})) ==
        "an event rule names type T, which is not declared as an event");
  CHECK(refusal(SchemaBuilder("s").acyclic("T")) == "a constraint names type T, which is not declared");
}

TEST_CASE("catalog: a longest duration that reaches beyond the axis bounds nothing") {
  RelationshipType type = named("T");
  type.longest_days = std::numeric_limits<std::int64_t>::max();
  CHECK(boundedByLongest(validity("2014/").period(), &type) == validity("2014/").period());
  CHECK(boundedByLongest(validity("/2014").period(), &type) == validity("/2014").period());
  type.longest_days = 365 * 1000;
  CHECK(boundedByLongest(validity("Y289999/").period(), &type) == validity("Y289999/").period());
  CHECK(boundedByLongest(validity("/Y-289999").period(), &type) == validity("/Y-289999").period());
}

TEST_CASE("catalog: a longest duration bounds the possible where one end is unknown, and no more") {
  RelationshipType type = named("T");
  type.longest_days = 10;
  const auto bounded = [&](std::string_view text) {
    return boundedByLongest(validity(text).period(), &type);
  };
  CHECK(formatIso(bounded("2014-01-01/").end_max) == "2014-01-11T00:00:00Z");
  CHECK(formatIso(bounded("2014-01-01/").end_min) == "2014-01-02T00:00:00Z");
  CHECK(formatIso(bounded("/2014-01-31").start_min) == "2014-01-22T00:00:00Z");
  CHECK(bounded("2014-01-01/..") == validity("2014-01-01/..").period());  // open, not unknown
  CHECK(bounded("/") == validity("/").period());                          // nothing to count from
  CHECK(boundedByLongest(validity("2014/").period(), nullptr) == validity("2014/").period());
}

TEST_CASE("catalog: a hand-over day is a clash only where the constraint is strict") {
  CHECK_FALSE(clash(validity("2010-01-01/2012-05-05"), validity("2012-05-05/2015-01-01")));
  CHECK(clash(validity("2010-01-01/2012-05-05"), validity("2012-05-05/2015-01-01"), true));
  CHECK(clash(validity("2010-01-01/2012-05-06"), validity("2012-05-05/2015-01-01")));
  CHECK_FALSE(clash(validity("2010/2012"), validity("2012/2015")));  // may overlap, need not
  CHECK(clash(validity("2010/.."), validity("2012/..")));
  const auto exclusive = validity("2010-01-01/2012-05-05", EndConvention::kExclusive);
  CHECK_FALSE(clash(exclusive, validity("2012-05-05/2015-01-01"), true));
  CHECK(clash(exclusive, validity("2012-05-04/2015-01-01")));
}

}  // namespace catalog_test
