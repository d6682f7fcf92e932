#include "apps/tenure/word_completion.h"

#include <catch2/catch.hpp>

namespace word_completion_test {

using namespace tenure::apps;

namespace {

/// What `before` could go on with: "<bytes replaced>: word word".
std::string completed(std::string_view before) {
  static const KnownWords kKnown{{"Coalition", "Organization", "Person"},
                                 {"LED", "MEMBER_OF", "MERGED_INTO"},
                                 {"algo.pageRank", "tenure.closure", "tenure.timeline"},
                                 {"validFrom", "validity", "duration.least"},
                                 {":param", ":params", ":quit"}};
  const Completion found = completionOf(before, kKnown);
  std::string out = std::to_string(found.replaces) + ":";
  for (const std::string& word : found.words) out += " " + word;
  return out;
}

}  // namespace

TEST_CASE("completion: labels stand in parentheses, types in brackets") {
  CHECK(completed("MATCH (c:Coa") == "3: Coalition");
  CHECK(completed("MATCH (c:") == "0: Coalition Organization Person");
  CHECK(completed("MATCH (c:Person|org") == "3: Organization");
  CHECK(completed("MATCH (a)-[r:ME") == "2: MEMBER_OF MERGED_INTO");
  CHECK(completed("MATCH (a)-[:LED|MEM") == "3: MEMBER_OF");
  CHECK(completed("MATCH (a:Person)-[:LED]->(b:C") == "1: Coalition");
  CHECK(completed("MATCH (a)\nWHERE EXISTS { (a:P") == "1: Person");
}

TEST_CASE("completion: a colon in a map is none of a label") {
  CHECK(completed("MATCH (c {name:Coa") == "3:");
  CHECK(completed("RETURN {a:va") == "2: VALID_TIME validFrom( validity(");
}

TEST_CASE("completion: keywords in any case, functions, procedures behind CALL, commands behind a colon") {
  CHECK(completed("ret") == "3: RETURN");
  CHECK(completed("MATCH (n) opt") == "3: OPTIONAL");
  CHECK(completed("RETURN validi") == "6: validity(");
  CHECK(completed("RETURN duration.l") == "10: duration.least(");
  CHECK(completed("CALL tenure.cl") == "9: tenure.closure(");
  CHECK(completed("CALL ") == "0: algo.pageRank( tenure.closure( tenure.timeline(");
  CHECK(completed(":pa") == "3: :param :params");
  CHECK(completed("  :q") == "2: :quit");
  CHECK(completed(":param x") == "0:");
  CHECK(completed("") == "0:");
  CHECK(completed("MATCH (n) ") == "0:");
}

}  // namespace word_completion_test
