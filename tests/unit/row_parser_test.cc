// From rows to nodes and facts, and what a wrong cell says.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/row_parser.h"
#include "tests/input_text.h"

namespace row_parser_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::InputText;

namespace {

/// A table of a header and one row, the parser on that row.
struct OneRow {
  OneRow(TableKind kind, const std::string& header, const std::string& row, RowOptions options = {})
      : reader(input.open("t.csv", header + "\n" + row + "\n")) {
    REQUIRE(*reader.next() == CsvReader::Step::kRecord);
    auto read = readColumns(kind, reader.fields(), {});
    if (!read.ok()) FAIL(read.error().message());
    columns = std::move(*read);
    REQUIRE(*reader.next() == CsvReader::Step::kRecord);
    parser.emplace(columns, options);
  }
  InputText input;
  CsvReader reader;
  Columns columns;
  std::optional<RowParser> parser;
};

FactDraft factOf(const std::string& header, const std::string& row, RowOptions options = {}) {
  OneRow one(TableKind::kFacts, header, row, options);
  FactRow fact;
  if (const Status read = one.parser->fact(one.reader, fact); !read.ok()) FAIL(read.error().toString());
  return fact.draft;
}
NodeDraft nodeOf(const std::string& header, const std::string& row) {
  OneRow one(TableKind::kNodes, header, row);
  auto node = one.parser->node(one.reader);
  if (!node.ok()) FAIL(node.error().toString());
  return node->draft;
}
std::string errorOf(TableKind kind, const std::string& header, const std::string& row,
                    RowOptions options = {}) {
  OneRow one(kind, header, row, options);
  FactRow fact;
  const Error error = kind == TableKind::kFacts ? one.parser->fact(one.reader, fact).error()
                                                : one.parser->node(one.reader).error();
  CHECK(error.place()->file == one.input.path("t.csv").string());
  CHECK(error.place()->line == 2);
  return std::to_string(error.place()->column) + " " + error.message();
}

constexpr const char* kPlain = "src,type,dst,start,end,source";

}  // namespace

TEST_CASE("rows: a fact with plain columns") {
  const FactDraft fact = factOf(kPlain, "p:1,member_of,org:2,2014,2018-06,a.csv | b.csv");
  CHECK(fact.type == "member_of");
  CHECK(fact.validity.text() == "2014/2018-06");
  CHECK(fact.sources == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(fact.status == FactStatus::kAsserted);
  CHECK(factOf(kPlain, "p:1,t,org:2,,,a||b").sources == std::vector<std::string>{"a|b"});
}

TEST_CASE("rows: blank ends") {
  CHECK(factOf(kPlain, "a,t,b,2014,,").validity.text() == "2014/");
  CHECK(factOf(kPlain, "a,t,b,2014,,", {BlankEnd::kOpen, {}}).validity.text() == "2014/..");
  CHECK(factOf(kPlain, "a,t,b,,2014,").validity.text() == "/2014");
  CHECK(factOf(kPlain, "a,t,b,,,").validity.text() == "/");
  CHECK(factOf("src,type,dst", "a,t,b").validity.isTimeless());
  CHECK(factOf("src,type,dst,:VALID", "a,t,b,").validity.isTimeless());
  CHECK(factOf("src,type,dst,:VALID", "a,t,b,attested: 2014").validity.text() == "attested: 2014");
}

TEST_CASE("rows: exclusive ends by option, and by a column before it") {
  const RowOptions exclusive{BlankEnd::kUnknown, EndConvention::kExclusive};
  CHECK(factOf(kPlain, "a,t,b,2014,2018,", exclusive).validity.convention() == EndConvention::kExclusive);
  CHECK(factOf("src,type,dst,:VALID,:END_DATES", "a,t,b,2014/2018,exclusive").validity.convention() ==
        EndConvention::kExclusive);
  CHECK(factOf("src,type,dst,:VALID,:END_DATES", "a,t,b,2014/2018,inclusive", exclusive)
            .validity.convention() == EndConvention::kInclusive);
  CHECK(errorOf(TableKind::kFacts, kPlain, "a,t,b,2014-01-01,2014-01-01,", exclusive).find("exclusive") !=
        std::string::npos);
}

TEST_CASE("rows: a fact with status, event and typed properties") {
  const FactDraft fact =
      factOf("src,type,dst,:STATUS,:EVENT,n:int,x:float,ok:boolean,d:date,l:int[],j:json,t,u",
             "a,t,b,claimed,m2023,-7,2.5,true,2014-10-28,1;2,\"{\"\"a\"\":[1,2.0]}\",,\"\"");
  CHECK(fact.status == FactStatus::kClaimed);
  CHECK(fact.event == "m2023");
  const auto value = [&](const char* key) { return fact.properties.at(key).at(0).value; };
  CHECK(value("n") == Value(-7));
  CHECK(value("x") == Value(2.5));
  CHECK(value("ok") == Value(true));
  CHECK(value("d") == Value(Date{16371}));
  CHECK(value("l") == Value(List{Value(1), Value(2)}));
  CHECK(value("j") == Value(Map{{"a", Value(List{Value(1), Value(2.0)})}}));
  CHECK(fact.properties.count("t") == 0);  // a blank cell is no value
  CHECK(value("u") == Value(""));          // and two quotes are an empty text
}

TEST_CASE("rows: a node with labels, names in languages and a lifespan") {
  const NodeDraft node = nodeOf("id,label,name,alias:fr,alias:tmh-Tfng,alias,:VALID",
                                "m:1,Movement;Party;Movement,MNLA,le MNLA,ⵎⵏⵍⴰ,,2011-10/..");
  CHECK(node.external_id == "m:1");
  CHECK(node.labels == std::vector<std::string>{"Movement", "Party"});
  CHECK(node.properties.at("name").at(0).value == Value("MNLA"));
  CHECK(node.aliases == std::vector<Alias>{{"le MNLA", "fr"}, {"ⵎⵏⵍⴰ", "tmh-Tfng"}});
  CHECK(node.lifespan.text() == "2011-10/..");
}

TEST_CASE("rows: a wrong date is told with its cell, text and reason") {
  const auto error = [](const std::string& row) { return errorOf(TableKind::kFacts, kPlain, row); };
  CHECK(error("a,t,b,1976-06-31,,") == "15 start '1976-06-31': June 1976 has 30 days");
  CHECK(error("a,t,b,,0006-1815,").substr(0, 18) == "13 end '0006-1815'");
  CHECK(error("a,t,b,2014,2010,").find("end '2010': after the start '2014': ") == 3);
  CHECK(error("a,t,b,2014/2015,,").substr(0, 20) == "11 start '2014/2015'");
  CHECK(errorOf(TableKind::kFacts, "src,type,dst,:VALID", "a,t,b,2014-13").find(":VALID '2014-13'") == 3);
}

TEST_CASE("rows: blank ids and types, unknown statuses, wrong numbers") {
  const auto error = [](const std::string& header, const std::string& row) {
    return errorOf(TableKind::kFacts, header, row);
  };
  CHECK(error(kPlain, ",t,b,,,") == "1 src '': an id is expected, and the cell is blank");
  CHECK(error(kPlain, "a, ,b,,,") == "3 type ' ': a type is expected, and the cell is blank");
  CHECK(error("src,type,dst,:STATUS", "a,t,b,maybe").find("asserted, claimed, disputed, refuted") !=
        std::string::npos);
  CHECK(error("src,type,dst,n:int", "a,t,b,12x") == "7 n:int '12x' is no integer");
  CHECK(error("src,type,dst,n:int", "a,t,b,9223372036854775808") ==
        "7 n:int '9223372036854775808' does not fit 64 bits");
  CHECK(error("src,type,dst,b:boolean", "a,t,b,yes") == "7 b:boolean 'yes' is no boolean (true, false)");
  CHECK(error("src,type,dst,d:date", "a,t,b,2014-02-29") ==
        "7 d:date '2014-02-29' is no date, as in 2014-10-28");
  CHECK(error("src,type,dst,j:json", "a,t,b,[1").substr(0, 15) == "9 j:json '[1': ");
}

TEST_CASE("rows: a name of 10 MB and an id of 10 KB are refused, shortly") {
  // NOLINTNEXTLINE(bugprone-string-constructor): the length is what is refused
  const std::string long_name(10'000'000, 'x');
  const std::string name_error = errorOf(TableKind::kNodes, "id,name", "a," + long_name);
  CHECK(name_error.substr(0, 10) == "3 name 'xx");
  CHECK(name_error.find("10000000 bytes is longer than the 8192 allowed") != std::string::npos);
  CHECK(name_error.size() < 400);
  CHECK(errorOf(TableKind::kNodes, "id", std::string(10'000, 'x')).find("longer than the 8192") !=
        std::string::npos);
}

}  // namespace row_parser_test
