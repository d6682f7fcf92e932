// Time scopes: how one period and several stand under a question.
#include "schema/time_scope.h"

#include <vector>

#include <catch2/catch.hpp>

namespace time_scope_test {

using namespace tenure;

namespace {

Period period(std::string_view text) { return Validity::parse(text)->period(); }
ValidScope asOf(std::string_view text) { return AsOf{*parseQueryTime(text)}; }
ValidScope between(std::string_view a, std::string_view b) { return During{*rangeBetween(a, b)}; }

std::string named(std::optional<Certainty> certainty) {
  return certainty ? std::string(certaintyName(*certainty)) : "not";
}
std::string judged(std::string_view text, const ValidScope& scope) {
  return named(judge(period(text), scope));
}
std::string together(std::vector<std::string_view> texts, const ValidScope& scope) {
  std::vector<Period> periods;
  for (const auto text : texts) periods.push_back(period(text));
  return named(judgeTogether(periods.data(), periods.size(), scope));
}

}  // namespace

TEST_CASE("scope: over all time everything is certain", "[scope]") {
  CHECK(judged("2014", AllTime{}) == "certain");
  CHECK(judged("/", AllTime{}) == "certain");
  CHECK(together({"2014", "2018"}, AllTime{}) == "certain");
}

TEST_CASE("scope: as of a day, a month, a year", "[scope]") {
  CHECK(judged("2014-10-28/2015-01-01", asOf("2014-12")) == "certain");
  CHECK(judged("2014-10-28/2015-01-01", asOf("2014")) == "possible");
  CHECK(judged("2014-10-28/2015-01-01", asOf("2015-01-01")) == "certain");
  CHECK(judged("2014-10-28/2015-01-01", asOf("2015-01-02")) == "not");
  CHECK(judged("2014-10-28/2015-01-01", asOf("2014-10-27")) == "not");
  CHECK(judged("2014-10-28/2015-01-01", asOf("2014-10-28")) == "certain");
  CHECK(judged("2014/2018", asOf("2014-06")) == "possible");
  CHECK(judged("2014/2018", asOf("2016")) == "certain");
  CHECK(judged("2014/", asOf("2030")) == "possible");
  CHECK(judged("2014/..", asOf("2030")) == "certain");
  CHECK(judged("/", asOf("2030")) == "possible");
  CHECK(named(judge(Period::timeless(), asOf("2030"))) == "certain");
  CHECK(judged("attested: 2014-10-28", asOf("2014-10-28")) == "certain");
  CHECK(judged("attested: 2014-10-28", asOf("2014-10-29")) == "possible");
}

TEST_CASE("scope: during a range it is enough to hold at some time", "[scope]") {
  CHECK(judged("2014", between("2014", "2014")) == "certain");
  CHECK(judged("2014", between("2014-02", "2014-03")) == "possible");
  CHECK(judged("2014/2018", between("2018", "2020")) == "certain");
  CHECK(judged("2014/2018", between("2018-02", "2020")) == "possible");
  CHECK(judged("2014/2018", between("2019", "2020")) == "not");
}

TEST_CASE("scope: facts of a row share one instant as of a time", "[scope]") {
  // Each can hold in 2014, but no instant lies in both.
  CHECK(together({"2014-01", "2014-06"}, asOf("2014")) == "not");
  CHECK(together({"2014-01/2014-03", "2014-03/2014-06"}, asOf("2014")) == "possible");
  CHECK(together({"2013/2015", "2012/2016"}, asOf("2014")) == "certain");
  CHECK(together({"2013/2015", "2014-03/2016"}, asOf("2014")) == "possible");
  CHECK(together({}, asOf("2014")) == "certain");
}

TEST_CASE("scope: a range judges each fact alone", "[scope]") {
  CHECK(together({"2014-01", "2014-06"}, between("2014", "2014")) == "certain");
  CHECK(together({"2014-01", "2015"}, between("2014", "2014")) == "not");
  CHECK(together({"2014-01", "/"}, between("2014", "2014")) == "possible");
}

}  // namespace time_scope_test
