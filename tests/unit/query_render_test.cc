// Values as openCypher's notation and as JSON.
#include "engine/query/values/render.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "tests/unit/query_values.h"

namespace query_render_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::map;
using tenure::query::testing::null;

namespace {

/// Two nodes, and relationship 5 from the first to the second.
class TwoNodes final : public EntityReader {
 public:
  Result<NodeParts> node(const Datum& node) override {
    if (node.asNode() == NodeId{1}) return NodeParts{{"A", "B C"}, {{"x", d(1)}}};
    if (node.asNode() == NodeId{2}) return NodeParts{};
    return Error(ErrorCode::kNotFound, "no such node");
  }
  Result<RelationshipParts> relationship(const Datum& /*relationship*/) override {
    return RelationshipParts{"T", {{"since", d("it's")}}};
  }
};

Datum relationship() {
  RelationshipRef ref;
  ref.fact = FactId{5};
  ref.subject = NodeId{1};
  ref.object = NodeId{2};
  return Datum::relationship(ref);
}

std::string cypher(const Datum& value, Quoting quoting = Quoting::kAll) {
  TwoNodes nodes;
  return *toCypherText(value, nodes, quoting);
}

std::string json(const Datum& value) {
  TwoNodes nodes;
  return *toJson(value, nodes);
}

}  // namespace

TEST_CASE("query rendering: floats as Java writes them", "[query]") {
  CHECK(floatText(1) == "1.0");
  CHECK(floatText(-0.0) == "-0.0");
  CHECK(floatText(0.1) == "0.1");
  CHECK(floatText(0.001) == "0.001");
  CHECK(floatText(0.0001) == "1.0E-4");
  CHECK(floatText(9999999) == "9999999.0");
  CHECK(floatText(1e7) == "1.0E7");
  CHECK(floatText(1.25e-10) == "1.25E-10");
  CHECK(floatText(std::nan("")) == "NaN");
  CHECK(floatText(-std::numeric_limits<double>::infinity()) == "-Infinity");
}

TEST_CASE("query rendering: openCypher's notation", "[query]") {
  CHECK(cypher(null) == "null");
  CHECK(cypher(d("it's\n\\")) == "'it\\'s\\n\\\\'");
  CHECK(cypher(d("it's"), Quoting::kNested) == "it's");
  CHECK(cypher(list({d("a"), d(1.0), null}), Quoting::kNested) == "['a', 1.0, null]");
  CHECK(cypher(map({{"b", d(1)}, {"a b", list({})}})) == "{`a b`: [], b: 1}");
  CHECK(cypher(Datum::date({0})) == "1970-01-01");
  CHECK(cypher(Datum::node(NodeId{1})) == "(:A:`B C` {x: 1})");
  CHECK(cypher(Datum::node(NodeId{2})) == "()");
  CHECK(cypher(relationship()) == "[:T {since: 'it\\'s'}]");
}

TEST_CASE("query rendering: a path shows which way each step points", "[query]") {
  const Datum a = Datum::node(NodeId{1});
  const Datum b = Datum::node(NodeId{2});
  CHECK(cypher(Datum::path({{a, b}, {relationship()}})) == "<(:A:`B C` {x: 1})-[:T {since: 'it\\'s'}]->()>");
  CHECK(cypher(Datum::path({{b, a}, {relationship()}})) == "<()<-[:T {since: 'it\\'s'}]-(:A:`B C` {x: 1})>");
  CHECK(cypher(Datum::path({{b}, {}})) == "<()>");
  CHECK(toCypherText(Datum::path({{a, b}, {relationship()}})) == "<(#1)-[#5]->(#2)>");
}

TEST_CASE("query rendering: JSON", "[query]") {
  CHECK(json(list({null, d(true), d(1), d(1.5), d("a\"\x01")})) == R"([null,true,1,1.5,"a\"\u0001"])");
  CHECK(json(d(std::nan(""))) == R"("NaN")");
  CHECK(json(Datum::duration({0, 1, 0, 0})) == R"("P1D")");
  CHECK(json(map({{"k", list({})}})) == R"({"k":[]})");
  CHECK(json(Datum::node(NodeId{1})) == R"({"labels":["A","B C"],"properties":{"x":1}})");
  CHECK(json(relationship()) == R"({"type":"T","properties":{"since":"it's"}})");
  CHECK(json(Datum::path({{Datum::node(NodeId{2})}, {}})) == R"([{"labels":[],"properties":{}}])");
}

TEST_CASE("query rendering: what can not be read is an error", "[query]") {
  TwoNodes nodes;
  CHECK(toCypherText(list({Datum::node(NodeId{9})}), nodes).error().code() == ErrorCode::kNotFound);
  CHECK(toJson(map({{"k", Datum::node(NodeId{9})}}), nodes).error().code() == ErrorCode::kNotFound);
}

}  // namespace query_render_test
