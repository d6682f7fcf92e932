// Operators over values: what they give, null rules, and what they refuse.
#include "engine/query/values/operators.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "engine/query/values/value_checks.h"
#include "tests/unit/query_values.h"

namespace query_operators_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::map;
using tenure::query::testing::null;
using tenure::query::testing::shown;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

std::string sum(const Datum& a, const Datum& b) { return shown(add(a, b, CallContext())); }

std::string shownTruth(const Result<Ternary>& truth) {
  return truth.ok() ? shown(toDatum(*truth)) : shown(truth.error());
}

}  // namespace

TEST_CASE("query arithmetic: integers stay integers and never wrap", "[query]") {
  CHECK(sum(d(1), d(2)) == "3");
  CHECK(sum(d(1), d(2.0)) == "3.0");
  CHECK(sum(d(kMost), d(1)) == "ArithmeticError.IntegerOverflow");
  CHECK(shown(subtract(d(kLeast), d(1))) == "ArithmeticError.IntegerOverflow");
  CHECK(shown(multiply(d(kMost), d(2))) == "ArithmeticError.IntegerOverflow");
  CHECK(shown(negate(d(kLeast))) == "ArithmeticError.IntegerOverflow");
  CHECK(shown(divide(d(kLeast), d(-1))) == "ArithmeticError.IntegerOverflow");
  CHECK(shown(modulo(d(kLeast), d(-1))) == "0");
  CHECK(shown(divide(d(7), d(2))) == "3");
  CHECK(shown(divide(d(-7), d(2))) == "-3");
  CHECK(shown(modulo(d(-7), d(3))) == "-1");
  CHECK(shown(divide(d(7), d(2.0))) == "3.5");
  CHECK(shown(power(d(2), d(3))) == "8.0");
  CHECK(shown(plus(d(4))) == "4");
}

TEST_CASE("query arithmetic: integers have no quotient by zero, floats have IEEE's", "[query]") {
  CHECK(shown(divide(d(1), d(0))) == "ArithmeticError.DivisionByZero");
  CHECK(shown(modulo(d(1), d(0))) == "ArithmeticError.DivisionByZero");
  CHECK(shown(divide(d(1), d(0.0))) == "Infinity");
  CHECK(shown(divide(d(0.0), d(0))) == "NaN");
  CHECK(shown(modulo(d(5.5), d(2))) == "1.5");
}

TEST_CASE("query arithmetic: null in, null out; other kinds are refused", "[query]") {
  for (const auto operation : {subtract, multiply, divide, modulo, power}) {
    CHECK(shown(operation(null, d(1))) == "null");
    CHECK(shown(operation(d(1), null)) == "null");
    CHECK(shown(operation(d("a"), d(1))) == "TypeError.InvalidArgumentType");
    CHECK(shown(operation(d(1), list({}))) == "TypeError.InvalidArgumentType");
  }
  CHECK(shown(negate(null)) == "null");
  CHECK(shown(negate(d("a"))) == "TypeError.InvalidArgumentType");
  CHECK(shown(plus(d(true))) == "TypeError.InvalidArgumentType");
  CHECK(sum(d(true), d(1)) == "TypeError.InvalidArgumentType");
  CHECK(sum(null, list({})) == "null");
  const auto refused = multiply(d("Kidal"), d(2));
  CHECK(refused.error().message() == "* does not take a STRING ('Kidal') and an INTEGER (2)");
}

TEST_CASE("query concatenation: texts, and lists with lists and elements", "[query]") {
  CHECK(sum(d("a"), d("b")) == "'ab'");
  CHECK(sum(d("a"), d(1)) == "'a1'");
  CHECK(sum(d(1.0), d("a")) == "'1.0a'");
  CHECK(sum(list({d(1), d(10)}), list({d(4)})) == "[1, 10, 4]");
  CHECK(sum(list({d(1)}), d(2)) == "[1, 2]");
  CHECK(sum(d(2), list({d(1)})) == "[2, 1]");
  CHECK(sum(list({}), map({})) == "[{}]");
  CHECK(sum(d("a"), map({})) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query concatenation: nothing grows without bound", "[query]") {
  CallContext small;
  small.value_bytes_max = 100;
  CHECK(shown(add(d(std::string(60, 'x')), d(std::string(60, 'x')), small)) == "limit");
  CHECK(shown(add(list({d(1), d(2), d(3), d(4)}), list({d(1), d(2), d(3)}), small)) == "limit");
  Datum nested = list({});
  for (std::uint32_t depth = 1; depth < kNestingMax; ++depth) nested = list({nested});
  CHECK(checkNesting(nested).ok());
  CHECK_FALSE(checkNesting(list({nested})).ok());
}

TEST_CASE("query logic: three values", "[query]") {
  const Ternary unknown;
  CHECK(ternaryAnd(false, unknown) == false);
  CHECK(ternaryAnd(true, unknown) == unknown);
  CHECK(ternaryAnd(true, true) == true);
  CHECK(ternaryOr(true, unknown) == true);
  CHECK(ternaryOr(unknown, false) == unknown);
  CHECK(ternaryOr(false, false) == false);
  CHECK(ternaryXor(true, false) == true);
  CHECK(ternaryXor(true, unknown) == unknown);
  CHECK(ternaryNot(unknown) == unknown);
  CHECK(ternaryNot(true) == false);
  CHECK(shownTruth(truth(d(true))) == "true");
  CHECK(shownTruth(truth(null)) == "null");
  CHECK(shownTruth(truth(d(1))) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query IN: true before unknown before false", "[query]") {
  CHECK(shownTruth(in(d(3), list({d(1), null, d(3)}))) == "true");
  CHECK(shownTruth(in(d(4), list({d(1), null, d(3)}))) == "null");
  CHECK(shownTruth(in(d(4), list({d(1), d(3)}))) == "false");
  CHECK(shownTruth(in(null, list({}))) == "false");
  CHECK(shownTruth(in(null, list({d(1)}))) == "null");
  CHECK(shownTruth(in(d(1), null)) == "null");
  CHECK(shownTruth(in(list({d(1), d(2)}), list({list({null, d("foo")})}))) == "false");
  CHECK(shownTruth(in(d(1), d("1"))) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query elements: lists by position, maps by key", "[query]") {
  const Datum numbers = list({d(1), d(2), d(3)});
  CHECK(shown(elementAt(numbers, d(0))) == "1");
  CHECK(shown(elementAt(numbers, d(-1))) == "3");
  CHECK(shown(elementAt(numbers, d(3))) == "null");
  CHECK(shown(elementAt(numbers, d(-4))) == "null");
  CHECK(shown(elementAt(numbers, d(kLeast))) == "null");
  CHECK(shown(elementAt(numbers, null)) == "null");
  CHECK(shown(elementAt(numbers, d(1.0))) == "TypeError.ListElementAccessByNonInteger");
  CHECK(shown(elementAt(map({{"name", d("Apa")}}), d("name"))) == "'Apa'");
  CHECK(shown(elementAt(map({{"name", d("Apa")}}), d("Name"))) == "null");
  CHECK(shown(elementAt(map({}), d(0))) == "TypeError.MapElementAccessByNonString");
  CHECK(shown(elementAt(d(100), d(0))) == "TypeError.InvalidArgumentType");
  CHECK(shown(property(map({{"a", d(1)}}), "a")) == "1");
  CHECK(shown(property(map({}), "a")) == "null");
  CHECK(shown(property(null, "a")) == "null");
  CHECK(shown(property(d("string"), "num")) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query slices: bounds count from both ends and are clipped", "[query]") {
  const Datum numbers = list({d(1), d(2), d(3)});
  const auto part = [&](const Datum* from, const Datum* to) { return shown(slice(numbers, from, to)); };
  const Datum one = d(1);
  const Datum zero = d(0);
  const Datum minus_three = d(-3);
  const Datum minus_one = d(-1);
  const Datum far = d(kMost);
  const Datum before = d(kLeast);
  CHECK(part(&one, nullptr) == "[2, 3]");
  CHECK(part(nullptr, &one) == "[1]");
  CHECK(part(&zero, &zero) == "[]");
  CHECK(part(&minus_three, &minus_one) == "[1, 2]");
  CHECK(part(&before, &far) == "[1, 2, 3]");
  CHECK(part(&far, &before) == "[]");
  CHECK(part(&null, nullptr) == "null");
  CHECK(part(&one, &null) == "null");
  const Datum text = d("1");
  CHECK(part(&text, nullptr) == "TypeError.InvalidArgumentType");
  CHECK(shown(slice(d("abc"), &zero, &one)) == "TypeError.InvalidArgumentType");
}

TEST_CASE("query text predicates: null where a side is no text", "[query]") {
  CHECK(startsWith(d("ABCDEF"), d("ABC")) == true);
  CHECK(startsWith(d("AB"), d("ABC")) == false);
  CHECK(endsWith(d("ABCDEF"), d("DEF")) == true);
  CHECK(endsWith(d("F"), d("DEF")) == false);
  CHECK(containsText(d("ABCDEF"), d("")) == true);
  CHECK(containsText(d("abc"), d("B")) == false);
  for (const auto predicate : {startsWith, endsWith, containsText}) {
    CHECK(predicate(null, d("a")) == Ternary());
    CHECK(predicate(d("a"), d(1)) == Ternary());
  }
}

TEST_CASE("query =~: the whole text, by ICU's rules", "[query]") {
  CHECK(shownTruth(matches(d("Kidal"), d("K.*l"))) == "true");
  CHECK(shownTruth(matches(d("Kidal"), d("K"))) == "false");
  CHECK(shownTruth(matches(d("KIDAL"), d("(?i)kidal"))) == "true");
  CHECK(shownTruth(matches(d("Ménaka"), d("M\\p{L}naka"))) == "true");
  CHECK(shownTruth(matches(null, d("a"))) == "null");
  CHECK(shownTruth(matches(d(1), d("a"))) == "null");
  CHECK(shownTruth(matches(d("a"), d("(a"))) == "ArgumentError.InvalidRegularExpression");
}

TEST_CASE("query =~: a pattern that backtracks for ever is stopped", "[query]") {
  const std::string text(40, 'a');
  CHECK(shownTruth(matches(d(text + "!"), d("(a+)+b"))) == "limit");
  CHECK(shownTruth(matches(d(text), d(std::string(100'000, 'a')))) ==
        "ArgumentError.InvalidRegularExpression");
}

}  // namespace query_operators_test
