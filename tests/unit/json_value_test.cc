// Values as JSON: each type, the refusals, and the texts of times.
#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch.hpp>

#include "interchange/json_value.h"
#include "interchange/time_text.h"

namespace json_value_test {

using namespace tenure;
using namespace tenure::interchange;

namespace {

void roundTrip(const Value& value, const std::string& json) {
  INFO(json);
  CHECK(jsonOf(value) == json);
  const auto again = valueFromJson(json);
  if (!again.ok()) FAIL(again.error().toString());
  CHECK(*again == value);
}

std::string errorOf(std::string_view json) {
  const auto value = valueFromJson(json);
  REQUIRE_FALSE(value.ok());
  CHECK(value.error().code() == ErrorCode::kParse);
  return std::to_string(value.error().place()->column) + " " + value.error().message();
}

}  // namespace

TEST_CASE("JSON values: what JSON has itself; integers and floats stay apart") {
  roundTrip(Value(), "null");
  roundTrip(Value(true), "true");
  roundTrip(Value(1), "1");
  roundTrip(Value(1.0), "1.0");
  roundTrip(Value(0.1), "0.1");
  roundTrip(Value(1e300), "1e+300");
  roundTrip(Value(-0.0), "-0.0");
  roundTrip(Value(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  roundTrip(Value(std::numeric_limits<double>::denorm_min()), "5e-324");
  roundTrip(Value("say \"hi\"\n\x01 ⵎⵏⵍⴰ"), R"("say \"hi\"\n\u0001 ⵎⵏⵍⴰ")");
  roundTrip(Value(List{Value(1), Value(List{}), Value(Map{})}), "[1,[],{}]");
  roundTrip(Value(Map{{"b", Value(1)}, {"a", Value("x")}}), R"({"a":"x","b":1})");
}

TEST_CASE("JSON values: what JSON does not have") {
  roundTrip(Value(std::numeric_limits<double>::infinity()), R"({"$float":"Infinity"})");
  roundTrip(Value(-std::numeric_limits<double>::infinity()), R"({"$float":"-Infinity"})");
  CHECK(jsonOf(Value(std::nan(""))) == R"({"$float":"NaN"})");
  CHECK(std::isnan(*valueFromJson(R"({"$float":"NaN"})").value().as<double>()));
  roundTrip(Value(Date{16371}), R"({"$date":"2014-10-28"})");
  roundTrip(Value(Date{-735582}), R"({"$date":"-0044-01-18"})");
  roundTrip(Value(LocalTime{54'000'000'000'001}), R"({"$localtime":"15:00:00.000000001"})");
  roundTrip(Value(ZonedTime{0, -3'600}), R"({"$time":"00:00-01:00"})");
  roundTrip(Value(LocalDateTime{-1, 500'000'000}), R"({"$localdatetime":"1969-12-31T23:59:59.5"})");
  roundTrip(Value(ZonedDateTime{0, 0, 3'600, "Africa/Bamako"}),
            R"({"$datetime":"1970-01-01T01:00+01:00[Africa/Bamako]"})");
  roundTrip(Value(ZonedDateTime{0, 0, 0, ""}), R"({"$datetime":"1970-01-01T00:00Z"})");
  roundTrip(Value(Duration{14, -3, 3'661, 0}), R"({"$duration":"P1Y2M-3DT1H1M1S"})");
  roundTrip(Value(Duration{0, 0, -1, 400'000'000}), R"({"$duration":"PT-0.6S"})");
  roundTrip(Value(Duration{0, 0, -61, 500'000'000}), R"({"$duration":"PT-1M-0.5S"})");
  roundTrip(Value(Duration{}), R"({"$duration":"PT0S"})");
}

TEST_CASE("JSON values: a map with a key that begins with a dollar sign is escaped") {
  roundTrip(Value(Map{{"$date", Value("2014-10-28")}}), R"({"$map":{"$date":"2014-10-28"}})");
  roundTrip(Value(Map{{"$map", Value(Map{{"$map", Value(1)}})}}), R"({"$map":{"$map":{"$map":{"$map":1}}}})");
  roundTrip(Value(Map{{"a", Value(1)}, {"$", Value(2)}}), R"({"$map":{"$":2,"a":1}})");
}

TEST_CASE("JSON values: what is refused, and where") {
  CHECK(errorOf(R"({"$when":1})").substr(0, 31) == R"(1 "$when" is no type of value; )");
  CHECK(errorOf(R"({"a":1,"$date":"2014-10-28"})").find("stands alone") != std::string::npos);
  CHECK(errorOf(R"({"$date":5})") == R"(10 "$date" is a text, not an integer)");
  CHECK(errorOf(R"([1,{"$date":"2014-02-29"}])") == "13 '2014-02-29' is no date, as in 2014-10-28");
  CHECK(errorOf(R"({"$time":"15:00:00Z"})") == "10 '15:00:00Z' is written 15:00Z");
  CHECK(errorOf(R"({"$float":1.5})").substr(0, 3) == "11 ");
  CHECK(errorOf("9223372036854775808") == "1 the number does not fit 64 bits");
  CHECK(errorOf("[1, 99999999999999999999]") == "5 the number does not fit 64 bits");
  CHECK(errorOf("1e999") == "1 the number does not fit 64 bits");
  CHECK(errorOf(R"({"a":1,"a":2})") == R"(1 the key "a" stands twice in one object)");
  CHECK(errorOf("[1,").substr(0, 2) == "4 ");
  CHECK(errorOf("").substr(0, 2) == "1 ");
  CHECK(errorOf("\"caf\xE9\"") == "5 the byte \\xE9 is not valid UTF-8");
  CHECK(errorOf("[1] 2").substr(0, 2) == "5 ");
  CHECK(errorOf(std::string(101, '[') + std::string(101, ']')).find("nested more than 100") !=
        std::string::npos);
  CHECK(valueFromJson(std::string(100, '[') + std::string(100, ']')).ok());
}

TEST_CASE("times as texts: shorter spellings are read, impossible ones are not") {
  const auto text = [](ValueType type, std::string_view from) {
    const auto value = parseTimeValue(type, from);
    return value.ok() ? toText(*value) : "-";
  };
  CHECK(text(ValueType::kDateTime, "2014-10-28T15:00:00+01") == "2014-10-28T15:00+01:00");
  CHECK(text(ValueType::kLocalDateTime, "2014-10-28T15:00") == "2014-10-28T15:00");
  CHECK(text(ValueType::kDuration, "P2W") == "P14D");
  CHECK(text(ValueType::kDuration, "PT90M") == "PT1H30M");
  for (const char* bad :
       {"2014-10", "2014-1-01", "2014-00-01", "14-10-28", "2014-10-28 ", "20141028", "+-2014-10-28"}) {
    CHECK(text(ValueType::kDate, bad) == "-");
  }
  for (const char* bad :
       {"P", "PT", "P1", "1Y", "P1Y1Y", "P1M1Y", "P1.5D", "PT1S1M", "P1H", "PT99999999999999999H"}) {
    CHECK(text(ValueType::kDuration, bad) == "-");
  }
  for (const char* bad : {"24:00", "15:60", "15", "15:00:60", "15:00:00.", "15:00:00.1234567890"}) {
    CHECK(text(ValueType::kLocalTime, bad) == "-");
  }
  CHECK(text(ValueType::kTime, "15:00+19:00") == "-");
}

TEST_CASE("instants as ISO texts: one spelling each") {
  for (const char* iso : {"-inf", "+inf", "1970-01-01T00:00:00Z", "2014-10-28T15:00:00.000001Z",
                          "-0044-03-15T00:00:00Z", "+12000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"}) {
    INFO(iso);
    REQUIRE(parseIsoInstant(iso).ok());
    CHECK(formatIso(*parseIsoInstant(iso)) == iso);
  }
  for (const char* bad :
       {"", "2014-10-28", "2014-10-28T00:00Z", "2014-10-28T00:00:00.0Z", "12000-01-01T00:00:00Z",
        "2014-10-28T00:00:00.0000001Z", "inf", "+999999999-01-01T00:00:00Z"}) {
    INFO(bad);
    CHECK_FALSE(parseIsoInstant(bad).ok());
  }
}

}  // namespace json_value_test
