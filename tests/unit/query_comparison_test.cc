// Equality, comparability, orderability and equivalence of openCypher.
#include "engine/query/values/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include <catch2/catch.hpp>

#include "tests/unit/query_values.h"

namespace query_comparison_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::map;
using tenure::query::testing::null;

namespace {

const Ternary kUnknown;
const double kNan = std::nan("");

Datum relationship(std::uint64_t id) {
  RelationshipRef ref;
  ref.fact = FactId{id};
  return Datum::relationship(ref);
}

Datum path(std::uint64_t from, std::uint64_t fact, std::uint64_t to) {
  return Datum::path({{Datum::node(NodeId{from}), Datum::node(NodeId{to})}, {relationship(fact)}});
}

}  // namespace

TEST_CASE("query equality: null is never known to be equal", "[query]") {
  CHECK(equals(null, null) == kUnknown);
  CHECK(equals(null, d(1)) == kUnknown);
  CHECK(equals(d("a"), d("a")) == true);
  CHECK(equals(d("1"), d(1)) == false);
  CHECK(equals(d(true), d(1)) == false);
}

TEST_CASE("query equality: integers and floats are compared exactly", "[query]") {
  CHECK(equals(d(1), d(1.0)) == true);
  CHECK(equals(d(0), d(-0.0)) == true);
  CHECK(equals(d(1), d(1.5)) == false);
  CHECK(equals(d(std::int64_t{9007199254740993}), d(9007199254740992.0)) == false);
  CHECK(equals(d(std::numeric_limits<std::int64_t>::max()), d(9223372036854775808.0)) == false);
  CHECK(equals(d(std::numeric_limits<std::int64_t>::min()), d(-9223372036854775808.0)) == true);
  CHECK(equals(d(kNan), d(kNan)) == false);
  CHECK(equals(d(kNan), d(1)) == false);
}

TEST_CASE("query equality: lists and maps are false before they are unknown", "[query]") {
  CHECK(equals(list({d(1), d(2)}), list({d(1)})) == false);
  CHECK(equals(list({d(1), null}), list({d(1), d(2)})) == kUnknown);
  CHECK(equals(list({null, d(3)}), list({d(1), d(2)})) == false);
  CHECK(equals(list({list({d(1)})}), list({list({d(1)}), list({null})})) == false);
  CHECK(equals(map({{"k", d(1)}}), map({{"k", d(1.0)}})) == true);
  CHECK(equals(map({{"k", d(1)}}), map({{"l", d(1)}})) == false);
  CHECK(equals(map({{"k", null}}), map({{"k", null}})) == kUnknown);
  CHECK(equals(map({{"k", null}}), map({})) == false);
  CHECK(equals(list({}), d("foo")) == false);
}

TEST_CASE("query equality: nodes, relationships and paths are who they are", "[query]") {
  CHECK(equals(Datum::node(NodeId{7}, 0), Datum::node(NodeId{7}, 3)) == true);
  CHECK(equals(Datum::node(NodeId{7}), Datum::node(NodeId{8})) == false);
  CHECK(equals(relationship(7), Datum::node(NodeId{7})) == false);
  CHECK(equals(path(1, 5, 2), path(1, 5, 2)) == true);
  CHECK(equals(path(1, 5, 2), path(2, 5, 1)) == false);
}

TEST_CASE("query comparison: between kinds it is not known, with NaN it is false", "[query]") {
  CHECK(lessThan(d(1), d(3.14)) == true);
  CHECK(lessThan(d("A"), d("a")) == true);
  CHECK(lessThan(d(false), d(true)) == true);
  CHECK(lessThan(d("1"), d(1)) == kUnknown);
  CHECK(lessThan(null, d(1)) == kUnknown);
  CHECK(lessOrEqual(d(1), d(1.0)) == true);
  CHECK(greaterOrEqual(d(2), d(1)) == true);
  CHECK(greaterThan(d(1), d(1)) == false);
  for (const auto compared : {lessThan, lessOrEqual, greaterThan, greaterOrEqual}) {
    CHECK(compared(d(kNan), d(1)) == false);
    CHECK(compared(d(1), d(kNan)) == false);
    CHECK(compared(d(kNan), d("a")) == kUnknown);
    CHECK(compared(map({}), map({})) == kUnknown);
    CHECK(compared(Datum::node(NodeId{1}), Datum::node(NodeId{1})) == kUnknown);
    CHECK(compared(Datum::duration({0, 1, 0, 0}), Datum::duration({0, 2, 0, 0})) == kUnknown);
  }
}

TEST_CASE("query comparison: lists compare by their first difference", "[query]") {
  CHECK(greaterOrEqual(list({d(1), d(0)}), list({d(1)})) == true);
  CHECK(greaterOrEqual(list({d(1), null}), list({d(1)})) == true);
  CHECK(greaterOrEqual(list({d(1), d(2)}), list({d(1), null})) == kUnknown);
  CHECK(greaterOrEqual(list({d(1), d("a")}), list({d(1), null})) == kUnknown);
  CHECK(greaterOrEqual(list({d(1), d(2)}), list({d(3), null})) == false);
}

TEST_CASE("query comparison: instants count before the zone they are written in", "[query]") {
  const Datum ten_plus_one = Datum::time({36'000'000'000'000, 3'600});
  const Datum nine_thirty_five = Datum::time({34'500'000'000'000, 0});
  CHECK(lessThan(ten_plus_one, nine_thirty_five) == true);  // 09:00 UTC
  const Datum utc = Datum::dateTime({0, 0, 0, ""});
  const Datum paris = Datum::dateTime({0, 0, 3'600, "Europe/Paris"});
  CHECK(equals(utc, paris) == false);
  CHECK(lessThan(utc, paris) == true);
  CHECK(lessThan(Datum::date({1}), Datum::localDateTime({86'400, 0})) == kUnknown);
}

TEST_CASE("query order: every value has its place and null is the last", "[query]") {
  const std::vector<Datum> ascending = {map({}),
                                        map({{"a", d(1)}}),
                                        Datum::node(NodeId{1}),
                                        relationship(1),
                                        list({}),
                                        list({d("z")}),
                                        list({d(1)}),
                                        list({d(1), d(0)}),
                                        list({null}),
                                        path(1, 1, 2),
                                        Datum::dateTime({0, 0, 0, ""}),
                                        Datum::localDateTime({0, 0}),
                                        Datum::date({0}),
                                        Datum::time({0, 0}),
                                        Datum::localTime({0}),
                                        Datum::duration({0, 30, 0, 0}),
                                        Datum::duration({1, 0, 0, 0}),
                                        Datum::duration({0, 31, 0, 0}),
                                        d(""),
                                        d("text"),
                                        d("é"),
                                        d(false),
                                        d(true),
                                        d(-std::numeric_limits<double>::infinity()),
                                        d(1),
                                        d(1.5),
                                        d(std::numeric_limits<double>::infinity()),
                                        d(kNan),
                                        null};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(query::testing::shown(ascending[i]), query::testing::shown(ascending[j]));
      CHECK(order(ascending[i], ascending[j]) == (i < j ? -1 : i > j ? 1 : 0));
      CHECK(same(ascending[i], ascending[j]) == (i == j));
    }
  }
}

TEST_CASE("query equivalence: equal values hash alike, and null and NaN are themselves", "[query]") {
  CHECK(same(null, null));
  CHECK(same(d(kNan), d(-kNan)));
  CHECK(hash(d(kNan)) == hash(d(-kNan)));
  CHECK(same(list({null, d(1)}), list({null, d(1.0)})));
  CHECK(hash(list({null, d(1)})) == hash(list({null, d(1.0)})));
  CHECK(hash(d(0)) == hash(d(-0.0)));
  CHECK(hash(map({{"a", d(2)}})) == hash(map({{"a", d(2.0)}})));
  std::unordered_set<Datum, DatumHash, DatumSame> distinct;
  for (const Datum& value : {d(1), d(1.0), null, null, d("1"), list({d(1)}), list({d(1.0)})})
    distinct.insert(value);
  CHECK(distinct.size() == 4);
}

TEST_CASE("query values: a list knows how deep it is", "[query]") {
  CHECK(d(1).depth() == 0);
  CHECK(list({}).depth() == 1);
  CHECK(list({d(1), map({{"a", list({})}})}).depth() == 3);
}

}  // namespace query_comparison_test
