// The parser on openCypher's own tests: every statement there is read, or refused for the reason they name.
#include "engine/query/parser/parser.h"

#include <fstream>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/shared_data.h"

namespace parser_tck_test {

using namespace tenure;

namespace {

/// Errors that are a matter of form; the others of the compile phase need names or types.
const std::set<std::string> kOfForm = {
    "UnexpectedSyntax",           "InvalidNumberLiteral",  "IntegerOverflow",
    "FloatingPointOverflow",      "InvalidUnicodeLiteral", "InvalidUnicodeCharacter",
    "InvalidRelationshipPattern", "InvalidDelete",         "InvalidClauseComposition",
    "InvalidArgumentPassingMode",
};

std::string read(const std::string& text) {
  const auto statement = query::parse(text);
  if (statement.ok()) return "read";
  CHECK(statement.error().place().has_value());
  return statement.error().detail();
}

}  // namespace

TEST_CASE("parser: every statement of openCypher's tests is read, or refused as they say", "[parser]") {
  const auto path = testing::sharedFile("tck/tck.json");
  if (!path) return;
  std::ifstream file(*path);
  std::size_t count = 0;
  std::size_t refused = 0;
  for (const auto& one : nlohmann::json::parse(file)) {
    CAPTURE(one.at("id").get<std::string>());
    const auto text = one.at("query").get<std::string>();
    CAPTURE(text);
    const auto& error = one.at("error");
    std::string expected = "read";
    if (error.is_object() && kOfForm.count(error.at("detail").get<std::string>()) > 0) {
      expected = "SyntaxError." + error.at("detail").get<std::string>();
      ++refused;
    }
    CHECK(read(text) == expected);
    for (const auto& setup : one.at("setup")) CHECK(read(setup.get<std::string>()) == "read");
    for (const auto& control : one.at("control"))
      CHECK(read(control.at("query").get<std::string>()) == "read");
    ++count;
  }
  CHECK(count >= 2'720);
  CHECK(refused >= 29);  // so many of the cases are refused for their form
}

}  // namespace parser_tck_test
