// The scalar functions: numbers, texts, lists and conversions, and the table itself.
#include "engine/query/values/functions.h"

#include <cmath>
#include <limits>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/query_values.h"

namespace query_functions_test {

using namespace tenure;
using namespace tenure::query;
using tenure::query::testing::call;
using tenure::query::testing::d;
using tenure::query::testing::list;
using tenure::query::testing::map;
using tenure::query::testing::null;

namespace {

const std::string kType = "TypeError.InvalidArgumentType";
const std::string kValue = "TypeError.InvalidArgumentValue";

Datum path() {
  RelationshipRef ref;
  ref.fact = FactId{5};
  ref.subject = NodeId{1};
  ref.object = NodeId{2};
  return Datum::path({{Datum::node(NodeId{1}), Datum::node(NodeId{2})}, {Datum::relationship(ref)}});
}

}  // namespace

TEST_CASE("query functions: names are found in any case and nearly right ones are told", "[query]") {
  REQUIRE(findFunction("TOUPPER") != nullptr);
  CHECK(findFunction("TOUPPER")->name == "toUpper");
  CHECK(findFunction("toUper") == nullptr);
  CHECK(nearestFunction("toUper") == "toUpper");
  CHECK(nearestFunction("lenght") == "length");
  CHECK(nearestFunction("entirelyUnknown").empty());
  CHECK(nearestFunction("labls") != "abs");
}

TEST_CASE("query functions: the table is whole", "[query]") {
  std::set<std::string> names;
  for (const auto table : functionTables()) {
    for (const ScalarFunction& function : table) {
      CAPTURE(function.name);
      std::string folded(function.name);
      for (char& c : folded) c = static_cast<char>(std::tolower(c));
      CHECK(names.insert(folded).second);
      CHECK(function.call != nullptr);
      CHECK(function.arity_min <= function.arity_max);
      CHECK(function.returns != 0);
      CHECK_FALSE(function.category.empty());
      CHECK(function.signature.substr(0, function.name.size() + 1) == std::string(function.name) + "(");
      CHECK(function.description.back() == '.');
      CHECK(findFunction(function.name) == &function);
    }
  }
  CHECK(names.size() > 100);
}

TEST_CASE("query functions: kinds are checked before the call, null is passed on", "[query]") {
  CHECK(call("abs", {null}) == "null");
  CHECK(call("abs", {d("x")}) == kType);
  CHECK(call("substring", {d("x"), null}) == "null");
  CHECK(call("replace", {d("a"), d("b"), d("c"), d("d")}) == kType);
  CHECK(call("replace", {d("a"), d("b"), d(1)}) == kType);
  CallContext context;
  const std::vector<Datum> text = {d("x")};
  CHECK(callFunction(*findFunction("sqrt"), text, context).error().message() ==
        "sqrt() takes INTEGER or FLOAT as argument 1, not a STRING ('x')");
}

TEST_CASE("query functions: numbers", "[query]") {
  CHECK(call("abs", {d(-1)}) == "1");
  CHECK(call("abs", {d(-1.5)}) == "1.5");
  CHECK(call("abs", {d(std::numeric_limits<std::int64_t>::min())}) == "ArithmeticError.IntegerOverflow");
  CHECK(call("sign", {d(-0.5)}) == "-1");
  CHECK(call("sign", {d(0)}) == "0");
  CHECK(call("ceil", {d(1.2)}) == "2.0");
  CHECK(call("floor", {d(-1.2)}) == "-2.0");
  CHECK(call("sqrt", {d(16)}) == "4.0");
  CHECK(call("sqrt", {d(-1)}) == "NaN");
  CHECK(call("exp", {d(0)}) == "1.0");
  CHECK(call("log", {d(1)}) == "0.0");
  CHECK(call("log10", {d(1000)}) == "3.0");
  CHECK(call("e", {}) == "2.718281828459045");
  CHECK(call("pi", {}) == "3.141592653589793");
  CHECK(call("atan2", {d(0), d(1)}) == "0.0");
  CHECK(call("cot", {d(0)}) == "Infinity");
  CHECK(call("degrees", {d(3.141592653589793)}) == "180.0");
  CHECK(call("radians", {d(180)}) == "3.141592653589793");
  CHECK(call("haversin", {d(0)}) == "0.0");
  CHECK(call("isNaN", {d(std::nan(""))}) == "true");
  CHECK(call("isNaN", {d(1)}) == "false");
}

TEST_CASE("query functions: rounding is decimal", "[query]") {
  CHECK(call("round", {d(2.5)}) == "3.0");
  CHECK(call("round", {d(-1.5)}) == "-1.0");
  CHECK(call("round", {d(0.49999999999999994)}) == "0.0");
  CHECK(call("round", {d(1.0E300)}) == "1.0E300");
  CHECK(call("round", {d(2.675), d(2)}) == "2.68");
  CHECK(call("round", {d(-1.55), d(1)}) == "-1.6");
  CHECK(call("round", {d(9.99), d(1)}) == "10.0");
  CHECK(call("round", {d(0.04), d(1)}) == "0.0");
  CHECK(call("round", {d(0.004), d(1), d("UP")}) == "0.1");
  CHECK(call("round", {d(1.249), d(1), d("UP")}) == "1.3");
  CHECK(call("round", {d(1.251), d(1), d("DOWN")}) == "1.2");
  CHECK(call("round", {d(-1.251), d(1), d("CEILING")}) == "-1.2");
  CHECK(call("round", {d(-1.251), d(1), d("FLOOR")}) == "-1.3");
  CHECK(call("round", {d(1.25), d(1), d("half_down")}) == "1.2");
  CHECK(call("round", {d(1.251), d(1), d("HALF_DOWN")}) == "1.3");
  CHECK(call("round", {d(1.25), d(1), d("HALF_EVEN")}) == "1.2");
  CHECK(call("round", {d(1.35), d(1), d("HALF_EVEN")}) == "1.4");
  CHECK(call("round", {d(0.5), d(0), d("HALF_EVEN")}) == "0.0");
  CHECK(call("round", {d(1.25), d(400)}) == "1.25");
  CHECK(call("round", {d(std::nan("")), d(1)}) == "NaN");
  CHECK(call("round", {d(1.25), d(1), d("SIDEWAYS")}) == "ArgumentError.InvalidArgumentValue");
  CHECK(call("round", {d(1.25), d(-1)}) == "ArgumentError.NumberOutOfRange");
}

TEST_CASE("query functions: random numbers repeat from their seed", "[query]") {
  CallContext context;
  CallContext again;
  for (int i = 0; i < 1'000; ++i) {
    const double number = context.random.uniform();
    CHECK((number >= 0 && number < 1));
    CHECK(number == again.random.uniform());
  }
  const std::string uuid = call("randomUUID", {}, context);
  REQUIRE(uuid.size() == 38);
  CHECK(uuid[15] == '4');
  CHECK(std::string("89ab").find(uuid[20]) != std::string::npos);
  CHECK(uuid != call("randomUUID", {}, context));
  CHECK(Random::seeded().next() != Random::seeded().next());
}

TEST_CASE("query functions: texts are counted in code points", "[query]") {
  CHECK(call("size", {d("Ménaka")}) == "6");
  CHECK(call("char_length", {d("𐌰b")}) == "2");
  CHECK(call("left", {d("éàü"), d(2)}) == "'éà'");
  CHECK(call("right", {d("éàü"), d(2)}) == "'àü'");
  CHECK(call("right", {d("ab"), d(9)}) == "'ab'");
  CHECK(call("left", {d("ab"), d(-1)}) == "ArgumentError.NegativeIntegerArgument");
  CHECK(call("substring", {d("0123456789"), d(1)}) == "'123456789'");
  CHECK(call("substring", {d("éàü"), d(1), d(1)}) == "'à'");
  CHECK(call("substring", {d("ab"), d(7), d(1)}) == "''");
  CHECK(call("reverse", {d("raksO")}) == "'Oskar'");
  CHECK(call("reverse", {d("aé")}) == "'éa'");
  CHECK(call("reverse", {d("a\xFF\xC3")}) ==
        "'\xC3\xFF"
        "a'");  // broken UTF-8 goes byte by byte
}

TEST_CASE("query functions: case, white space and normal forms are Unicode's", "[query]") {
  CHECK(call("toUpper", {d("straße é")}) == "'STRASSE É'");
  CHECK(call("toLower", {d("ÉTÉ")}) == "'été'");
  CHECK(call("upper", {d("abc")}) == "'ABC'");
  CHECK(call("trim", {d(" \t\u00A0x\u2003")}) == "'x'");
  CHECK(call("ltrim", {d("  x ")}) == "'x '");
  CHECK(call("rtrim", {d("  x ")}) == "'  x'");
  CHECK(call("btrim", {d("xyxaxy"), d("xy")}) == "'a'");
  CHECK(call("trim", {d("   ")}) == "''");
  CHECK(call("ltrim", {d("éa"), d("é")}) == "'a'");
  CHECK(call("normalize", {d("e\u0301")}) == "'é'");
  CHECK(call("normalize", {d("é"), d("nfd")}) == "'e\u0301'");
  CHECK(call("normalize", {d("é"), d("NFX")}) == "ArgumentError.InvalidArgumentValue");
}

TEST_CASE("query functions: replace and split", "[query]") {
  CHECK(call("replace", {d("hello"), d("l"), d("w")}) == "'hewwo'");
  CHECK(call("replace", {d("aaa"), d("aa"), d("b")}) == "'ba'");
  CHECK(call("replace", {d("hello"), d("l"), d("w"), d(1)}) == "'hewlo'");
  CHECK(call("replace", {d("éa"), d(""), d("-")}) == "'-é-a-'");
  CHECK(call("split", {d("one,two"), d(",")}) == "['one', 'two']");
  CHECK(call("split", {d(",a,"), d(",")}) == "['', 'a', '']");
  CHECK(call("split", {d("a,b;c"), list({d(","), d(";")})}) == "['a', 'b', 'c']");
  CHECK(call("split", {d("éa"), d("")}) == "['é', 'a']");
  CHECK(call("split", {d(""), d(",")}) == "['']");
  CHECK(call("split", {d("a"), list({d(1)})}) == kType);
  CallContext small;
  small.value_bytes_max = 1'000;
  CHECK(call("replace", {d(std::string(100, 'a')), d("a"), d(std::string(100, 'b'))}, small) == "limit");
}

TEST_CASE("query functions: lists and paths", "[query]") {
  const Datum numbers = list({d(1), d(2), d(3)});
  CHECK(call("size", {numbers}) == "3");
  CHECK(call("head", {numbers}) == "1");
  CHECK(call("last", {numbers}) == "3");
  CHECK(call("head", {list({})}) == "null");
  CHECK(call("last", {list({})}) == "null");
  CHECK(call("tail", {numbers}) == "[2, 3]");
  CHECK(call("tail", {list({})}) == "[]");
  CHECK(call("reverse", {numbers}) == "[3, 2, 1]");
  CHECK(call("isEmpty", {list({})}) == "true");
  CHECK(call("isEmpty", {map({{"a", d(1)}})}) == "false");
  CHECK(call("isEmpty", {d("")}) == "true");
  CHECK(call("size", {path()}) == kType);
  CHECK(call("length", {path()}) == "1");
  CHECK(call("length", {numbers}) == kType);
  CHECK(call("nodes", {path()}) == "[(#1), (#2)]");
  CHECK(call("relationships", {path()}) == "[[#5]]");
}

TEST_CASE("query functions: range", "[query]") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(call("range", {d(0), d(3)}) == "[0, 1, 2, 3]");
  CHECK(call("range", {d(3), d(0)}) == "[]");
  CHECK(call("range", {d(3), d(0), d(-2)}) == "[3, 1]");
  CHECK(call("range", {d(0), d(0), d(5)}) == "[0]");
  CHECK(call("range", {d(most - 1), d(most), d(5)}) == "[9223372036854775806]");
  CHECK(call("range", {d(least), d(most), d(most)}) == "[-9223372036854775808, -1, 9223372036854775806]");
  CHECK(call("range", {d(0), d(least), d(least)}) == "[0, -9223372036854775808]");
  CHECK(call("range", {d(2), d(8), d(0)}) == "ArgumentError.NumberOutOfRange");
  CHECK(call("range", {d(0), d(1.0)}) == "ArgumentError.InvalidArgumentType");
  CHECK(call("range", {d(true), d(1)}) == "ArgumentError.InvalidArgumentType");
  CHECK(call("range", {d(least), d(most)}) == "limit");
}

TEST_CASE("query functions: nulls are skipped, kept or made on purpose", "[query]") {
  CHECK(call("coalesce", {null, d(2), d(3)}) == "2");
  CHECK(call("coalesce", {null}) == "null");
  CHECK(call("nullIf", {d(4), d(4.0)}) == "null");
  CHECK(call("nullIf", {d("abc"), d(4)}) == "'abc'");
  CHECK(call("nullIf", {d(1), null}) == "1");
}

TEST_CASE("query functions: timestamp stands still while a statement runs", "[query]") {
  CallContext context;
  context.clock.statement = WallTime(std::chrono::nanoseconds(1'500'999'999));
  CHECK(call("timestamp", {}, context) == "1500");
  context.clock.statement = WallTime(std::chrono::nanoseconds(-1));
  CHECK(call("timestamp", {}, context) == "-1");
}

TEST_CASE("query functions: to booleans and numbers", "[query]") {
  CHECK(call("toBoolean", {d(" TRUE ")}) == "true");
  CHECK(call("toBoolean", {d("falsch")}) == "null");
  CHECK(call("toBoolean", {d(0)}) == "false");
  CHECK(call("toBoolean", {d(1.0)}) == kValue);
  CHECK(call("toInteger", {d(82.9)}) == "82");
  CHECK(call("toInteger", {d(-82.9)}) == "-82");
  CHECK(call("toInteger", {d("2.9")}) == "2");
  CHECK(call("toInteger", {d("+7 ")}) == "7");
  CHECK(call("toInteger", {d("9007199254740993")}) == "9007199254740993");
  CHECK(call("toInteger", {d("foo")}) == "null");
  CHECK(call("toInteger", {d("")}) == "null");
  CHECK(call("toInteger", {d("1e3")}) == "1000");
  CHECK(call("toInteger", {d(1e300)}) == "null");
  CHECK(call("toInteger", {d(std::nan(""))}) == "null");
  CHECK(call("toInteger", {d(true)}) == "1");
  CHECK(call("toInteger", {list({})}) == kValue);
  CHECK(call("toFloat", {d("5")}) == "5.0");
  CHECK(call("toFloat", {d("1e400")}) == "Infinity");
  CHECK(call("toFloat", {d("1e-400")}) == "0.0");
  CHECK(call("toFloat", {d("0x10")}) == "null");
  CHECK(call("toFloat", {d("inf")}) == "null");
  CHECK(call("toFloat", {d("NaN")}) == "NaN");
  CHECK(call("toFloat", {d(true)}) == kValue);
  CHECK(call("toFloat", {null}) == "null");
}

TEST_CASE("query functions: to texts, and the variants that refuse nothing", "[query]") {
  CHECK(call("toString", {d(2.3)}) == "'2.3'");
  CHECK(call("toString", {d(true)}) == "'true'");
  CHECK(call("toString", {d("it's")}) == "'it\\'s'");
  CHECK(call("toString", {Datum::date({0})}) == "'1970-01-01'");
  CHECK(call("toString", {list({})}) == kValue);
  CHECK(call("toString", {Datum::node(NodeId{1})}) == kValue);
  CHECK(call("toStringOrNull", {list({})}) == "null");
  CHECK(call("toIntegerOrNull", {map({})}) == "null");
  CHECK(call("toFloatOrNull", {d(true)}) == "null");
  CHECK(call("toBooleanOrNull", {d(1.5)}) == "null");
  CHECK(call("toIntegerList", {list({d("1"), d(2.5), list({}), null})}) == "[1, 2, null, null]");
  CHECK(call("toStringList", {list({d(1), null})}) == "['1', null]");
  CHECK(call("toFloatList", {list({d("1.5")})}) == "[1.5]");
  CHECK(call("toBooleanList", {list({d("true"), d("x")})}) == "[true, null]");
}

TEST_CASE("query functions: the type of a value in GQL's words", "[query]") {
  CHECK(call("valueType", {null}) == "'NULL'");
  CHECK(call("valueType", {d(1)}) == "'INTEGER NOT NULL'");
  CHECK(call("valueType", {list({})}) == "'LIST<NOTHING> NOT NULL'");
  CHECK(call("valueType", {list({d(1), d("a")})}) == "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'");
  CHECK(call("valueType", {list({d(1), null})}) == "'LIST<INTEGER> NOT NULL'");
  CHECK(call("valueType", {list({list({d(1)}), list({d(true)})})}) ==
        "'LIST<LIST<BOOLEAN NOT NULL> NOT NULL | LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'");
}

}  // namespace query_functions_test
