// Errors as values: what a Result holds, how an error gathers its context on the way up, and how the two
// macros hand it on.
#include "schema/result.h"

#include <memory>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include <catch2/catch.hpp>

namespace result_test {

namespace {

using tenure::Error;
using tenure::ErrorCode;
using tenure::errorCodeName;
using tenure::Place;
using tenure::Result;
using tenure::Status;

Result<int> half(int number) {
  if (number % 2 != 0) return Error(ErrorCode::kInvalidArgument, std::to_string(number) + " is odd");
  return number / 2;
}

Result<int> quarter(int number) {
  TENURE_ASSIGN(const int once, half(number));
  TENURE_ASSIGN(const int twice, half(once));
  return twice;
}

Status bothHalve(int first, int second, int& calls) {
  TENURE_TRY(half(first));
  ++calls;
  TENURE_TRY(half(second));
  ++calls;
  return {};
}

Result<std::unique_ptr<int>> boxed(int number) {
  TENURE_ASSIGN(auto halved, half(number));
  return std::make_unique<int>(halved);
}

Result<int> unboxed(int number) {
  TENURE_ASSIGN(auto box, boxed(number));  // moves: a unique_ptr has no copy
  return *box;
}

}  // namespace

TEST_CASE("a Result holds a value or an error, never both") {
  const Result<int> six = half(12);
  REQUIRE(six.ok());
  CHECK(six);
  CHECK(six.value() == 6);
  CHECK(*six == 6);

  const Result<int> refused = half(7);
  REQUIRE_FALSE(refused.ok());
  CHECK_FALSE(refused);
  CHECK(refused.error().code() == ErrorCode::kInvalidArgument);
  CHECK(refused.error().message() == "7 is odd");
  CHECK_FALSE(refused.error().place().has_value());
}

TEST_CASE("a Result of an Error-like value keeps the sides apart") {
  const Result<std::string> text = std::string("not an error");
  REQUIRE(text.ok());
  CHECK(text->size() == 12);
}

TEST_CASE("a Result gives up what it owns when it is moved from") {
  Result<std::unique_ptr<int>> owner = boxed(10);
  REQUIRE(owner.ok());
  const std::unique_ptr<int> taken = *std::move(owner);
  REQUIRE(taken != nullptr);
  CHECK(*taken == 5);
}

TEST_CASE("a Status is success unless told otherwise") {
  const Status fine;
  CHECK(fine.ok());

  const Status failed = Error(ErrorCode::kNoSpace, "the disk is full");
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code() == ErrorCode::kNoSpace);
}

TEST_CASE("TENURE_ASSIGN goes on with a value and returns the first error") {
  REQUIRE(quarter(20).ok());
  CHECK(quarter(20).value() == 5);
  CHECK(quarter(7).error().message() == "7 is odd");
  CHECK(quarter(14).error().message() == "7 is odd");
}

TEST_CASE("TENURE_ASSIGN moves values that cannot be copied") {
  REQUIRE(unboxed(8).ok());
  CHECK(unboxed(8).value() == 4);
  CHECK(unboxed(3).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("TENURE_TRY stops at the first failure") {
  int calls = 0;
  CHECK(bothHalve(2, 4, calls).ok());
  CHECK(calls == 2);

  calls = 0;
  const Status stopped = bothHalve(2, 5, calls);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().message() == "5 is odd");
  CHECK(calls == 1);

  calls = 0;
  CHECK_FALSE(bothHalve(3, 5, calls).ok());
  CHECK(calls == 0);
}

TEST_CASE("within() puts what was being done before the message and keeps the rest") {
  const Error inner(ErrorCode::kParse, "no such month: 13", Place{"members.csv", 4, 17});
  const Error outer = inner.within("importing members");
  CHECK(outer.code() == ErrorCode::kParse);
  CHECK(outer.message() == "importing members: no such month: 13");
  REQUIRE(outer.place().has_value());
  CHECK(outer.place() == inner.place());
  CHECK(inner.message() == "no such month: 13");
}

TEST_CASE("an error prints the parts of its place that are known") {
  const Error bare(ErrorCode::kParse, "no such month: 13");
  CHECK(bare.toString() == "no such month: 13");
  CHECK(bare.at(Place{"members.csv", 4, 17}).toString() == "members.csv:4:17: no such month: 13");
  CHECK(bare.at(Place{"members.csv", 4, 0}).toString() == "members.csv:4: no such month: 13");
  CHECK(bare.at(Place{"members.csv", 0, 0}).toString() == "members.csv: no such month: 13");
  CHECK(bare.at(Place{"", 4, 17}).toString() == "line 4:17: no such month: 13");
  CHECK(bare.at(Place{}).toString() == "no such month: 13");
  SECTION("a column without its line says nothing and is left out") {
    CHECK(bare.at(Place{"members.csv", 0, 17}).toString() == "members.csv: no such month: 13");
  }
}

TEST_CASE("every error code has a name of its own") {
  std::set<std::string_view> names;
  constexpr int kCodes = static_cast<int>(ErrorCode::kInternal) + 1;
  for (int code = 0; code < kCodes; ++code) names.insert(errorCodeName(static_cast<ErrorCode>(code)));
  CHECK(names.size() == static_cast<std::size_t>(kCodes));
  CHECK(names.count("") == 0);
  CHECK(errorCodeName(ErrorCode::kNotFound) == "not_found");
}

// A dropped error is a compile error: both types are declared [[nodiscard]], and warnings are errors. What
// can be stated here is that a Result is as cheap to hand on as what it holds.
TEST_CASE("results move without throwing when their values do") {
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Result<std::unique_ptr<int>>>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Status>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
}

}  // namespace result_test
