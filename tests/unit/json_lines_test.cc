// Our export format: the bytes of each kind of line, what is refused and where, and imports from files.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/export.h"
#include "interchange/json_lines.h"
#include "tests/fake_loads.h"
#include "tests/input_text.h"

namespace json_lines_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::FakeBulkLoad;
using tenure::testing::FakeHistoryLoad;
using tenure::testing::InputText;

namespace {

constexpr std::int64_t kNow = 1'790'000'000'000'001;

Validity valid(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  auto validity = Validity::parse(text, convention);
  REQUIRE(validity.ok());
  return *validity;
}

void roundTrip(const ExportLine& line, ExportKind kind, const std::string& bytes) {
  CHECK(lineOf(line) == bytes);
  const auto again = parseExportLine(bytes, kind);
  if (!again.ok()) FAIL(again.error().toString());
  CHECK(*again == line);
}

constexpr const char* k2014 =
    R"({"text":"2014","start_min":"2014-01-01T00:00:00Z","start_max":"2014-12-31T00:00:00Z",)"
    R"("end_min":"2014-01-02T00:00:00Z","end_max":"2015-01-01T00:00:00Z"})";

NodeVersion someNode() {
  NodeVersion node;
  node.id = NodeId{12};
  node.believed = {SystemInstant::fromMicros(kNow), SystemInstant::fromMicros(kNow + 1)};
  node.external_id = "m:1";
  node.labels = {"Movement", "Party"};
  node.lifespan = valid("2014");
  node.cut = Cut{FactId{7}, Instant::fromMicros(0), Instant::plusInfinity()};
  node.properties["hq"] = {{Value("Kidal"), valid("2014")}, {Value(), Validity()}};
  node.aliases = {{"MNLA", ""}, {"le MNLA", "fr"}};
  return node;
}

FactVersion someFact() {
  FactVersion fact;
  fact.id = FactId{7};
  fact.subject = NodeId{12};
  fact.type = "MEMBER_OF";
  fact.object = NodeId{3};
  fact.believed.from = SystemInstant::fromMicros(kNow);
  fact.validity = valid("2014-01-01/2015-01-01", EndConvention::kExclusive);
  fact.removed = {{Instant::minusInfinity(), Instant::fromMicros(5)}};
  fact.status = FactStatus::kClaimed;
  fact.sources = {"a", "b"};
  fact.event = "m2023";
  return fact;
}

std::string errorOf(std::string_view line, ExportKind kind = ExportKind::kHistory) {
  const auto parsed = parseExportLine(line, kind);
  REQUIRE_FALSE(parsed.ok());
  return std::to_string(parsed.error().place()->column) + " " + parsed.error().message();
}

Result<JsonLinesReader> readerOf(InputText& input, std::string_view text) {
  return JsonLinesReader::open(input.open("e.jsonl", text));
}

}  // namespace

TEST_CASE("JSON lines: header and end") {
  roundTrip(ExportHeader{}, ExportKind::kHistory, R"({"tenure":"export","format":1,"kind":"history"})");
  roundTrip(ExportHeader{ExportKind::kSnapshot, "2014"}, ExportKind::kHistory,
            R"({"tenure":"export","format":1,"kind":"snapshot","as_of":"2014"})");
  roundTrip(ExportEnd{12}, ExportKind::kHistory, R"({"tenure":"end","lines":12})");
}

TEST_CASE("JSON lines: a version of a node, whole and as small as can be") {
  roundTrip(
      someNode(), ExportKind::kHistory,
      std::string(R"({"node":12,"from":"2026-09-21T14:13:20.000001Z","to":"2026-09-21T14:13:20.000002Z",)") +
          R"("external_id":"m:1","labels":["Movement","Party"],"lifespan":)" + k2014 +
          R"(,"cut":{"event":7,"end_min":"1970-01-01T00:00:00Z","end_max":"+inf"},)" +
          R"("properties":{"hq":[{"value":"Kidal","validity":)" + k2014 + R"(},{"value":null}]},)" +
          R"("aliases":[{"name":"MNLA"},{"name":"le MNLA","language":"fr"}]})");
  NodeVersion small;
  small.id = NodeId{1};
  roundTrip(small, ExportKind::kHistory, R"({"node":1,"from":"1970-01-01T00:00:00Z"})");
}

TEST_CASE("JSON lines: a version of a fact") {
  roundTrip(
      someFact(), ExportKind::kHistory,
      R"({"fact":7,"from":"2026-09-21T14:13:20.000001Z","subject":12,"type":"MEMBER_OF","object":3,)"
      R"("validity":{"text":"2014-01-01/2015-01-01","ends":"exclusive","start_min":"2014-01-01T00:00:00Z",)"
      R"("start_max":"2014-01-01T00:00:00Z","end_min":"2015-01-01T00:00:00Z","end_max":"2015-01-01T00:00:00Z"},)"
      R"("removed":[["-inf","1970-01-01T00:00:00.000005Z"]],"status":"claimed","sources":["a","b"],)"
      R"("event":"m2023"})");
}

TEST_CASE("JSON lines: derived validities keep their bounds") {
  FactVersion fact = someFact();
  const Period written = valid("2014/2018").period();
  for (const Period& period : {*intersection(written, valid("2016/2017").period()),
                               *intersection(written, valid("2018/2020").period()),
                               *intersection(written, valid("2015-01-01T10:00:00Z/..").period())}) {
    fact.validity = Validity::derivedFrom(period);
    const auto again = parseExportLine(lineOf(fact), ExportKind::kHistory);
    if (!again.ok()) FAIL(again.error().toString());
    CHECK(*again == ExportLine(fact));
  }
}

TEST_CASE("JSON lines: schemas, commits and marks") {
  const auto from = SystemInstant::fromMicros(0);
  for (const Schema& schema : {Schema(), organizationsSchema()}) {
    const SchemaLine line{from, schema};
    const auto again = parseExportLine(lineOf(line), ExportKind::kHistory);
    if (!again.ok()) FAIL(again.error().toString());
    CHECK(*again == ExportLine(line));
    CHECK(lineOf(*again) == lineOf(line));
  }
  roundTrip(SchemaLine{from, Schema()}, ExportKind::kHistory,
            R"({"schema":"open","from":"1970-01-01T00:00:00Z"})");
  roundTrip(
      CommitRecord{from, 1, "me", "", "a.csv", 2, 3}, ExportKind::kHistory,
      R"({"commit":1,"instant":"1970-01-01T00:00:00Z","who":"me","where_from":"a.csv","nodes_written":2,)"
      R"("facts_written":3})");
  roundTrip(Erasure{from, true, 9, "me", "asked to"}, ExportKind::kHistory,
            R"({"erased":"fact","id":9,"instant":"1970-01-01T00:00:00Z","who":"me","why":"asked to"})");
}

TEST_CASE("JSON lines: snapshots name the ends by external id or number") {
  FactDraft draft;
  draft.type = "T";
  draft.validity = valid("2014");
  roundTrip(SnapshotFact{std::string("m:1"), NodeId{3}, draft}, ExportKind::kSnapshot,
            std::string(R"({"fact":"T","subject":"m:1","object":3,"validity":)") + k2014 + "}");
  roundTrip(SnapshotNode{NodeId{3}, {"", {"Party"}, {}, {}, {}}}, ExportKind::kSnapshot,
            R"({"node":3,"labels":["Party"]})");
}

TEST_CASE("JSON lines: every field that is missing, unknown or ill-typed is named, with its column") {
  CHECK(errorOf(R"({"node":1})") == R"(1 a node line has no field "from")");
  CHECK(errorOf(R"({"node":"1","from":"1970-01-01T00:00:00Z"})") ==
        R"(9 the field "node" of a node line is an integer, not a text)");
  CHECK(errorOf(R"({"node":0,"from":"1970-01-01T00:00:00Z"})") ==
        R"(9 the field "node" of a node line is an id, counted from 1)");
  CHECK(errorOf(R"({"node":1,"from":"1970","extra":1})").substr(0, 58) ==
        R"(18 the field "from" of a node line: '1970' is no instant; )");
  CHECK(errorOf(R"({"node":1,"from":"1970-01-01T00:00:00Z","extra":1})") ==
        R"(49 a node line has an unknown field "extra")");
  CHECK(errorOf(R"({"node":1,"from":"1970-01-01T00:00:00Z","to":"1970-01-01T00:00:00Z"})")
            .find("before it begins") != std::string::npos);
  CHECK(errorOf(R"({"node":1,"from":"+inf"})").find("is a finite instant") != std::string::npos);
  CHECK(errorOf(R"({"node":1,"from":"1970-01-01T00:00:00Z","labels":["b","a"]})").find("not in order") !=
        std::string::npos);
  CHECK(errorOf(R"({"node":1,"from":"1970-01-01T00:00:00Z","properties":{"_a":[]}})").find("underscore") !=
        std::string::npos);
  CHECK(errorOf(R"({"node":1,"from":"1970-01-01T00:00:00Z","properties":{"a":1}})") ==
        R"(59 the property "a" is an array of values, not an integer)");
  CHECK(errorOf(R"({"fact":7,"from":"1970-01-01T00:00:00Z","subject":12,"type":"T","object":3,"status":"x"})")
            .find("asserted, claimed") != std::string::npos);
  CHECK(errorOf(R"({"what":1})").find("none of the fields") != std::string::npos);
  CHECK(errorOf("[1]") == "1 a line is an object, not an array");
  CHECK(errorOf(R"({"node":1,)").substr(0, 3) == "11 ");
  CHECK(errorOf(R"({"tenure":"export","format":2,"kind":"history"})")
            .find("format 2; this version reads format 1") != std::string::npos);
  CHECK(errorOf(R"({"schema":"s","from":"1970-01-01T00:00:00Z","acyclic":["T"]})").find("not declared") !=
        std::string::npos);
}

TEST_CASE("JSON lines: a text that gives other bounds than those beside it is refused") {
  std::string line = lineOf(someFact());
  line.replace(line.find("2014-01-01/"), 11, "2014-01-02/");
  CHECK(errorOf(line).find("does not give the bounds beside it") != std::string::npos);
  std::string order = lineOf(someFact());
  const std::size_t at = order.find(R"("end_min":"2015)");
  order.replace(at, 15, R"("end_min":"2016)");
  CHECK(errorOf(order).find("out of order") != std::string::npos);
}

TEST_CASE("JSON lines: a history from a file goes into a load as it is") {
  std::vector<ExportLine> lines = {ExportHeader{},
                                   SchemaLine{SystemInstant::fromMicros(1), organizationsSchema()},
                                   CommitRecord{SystemInstant::fromMicros(1), 1, "", "", "", 1, 1},
                                   someNode(),
                                   someFact(),
                                   Erasure{SystemInstant::fromMicros(2), false, 4, "", ""},
                                   ExportEnd{6}};
  std::string text;
  for (const ExportLine& line : lines) text += lineOf(line) + "\n";
  InputText input;
  auto reader = readerOf(input, text);
  REQUIRE(reader.ok());
  FakeHistoryLoad load;
  const auto counts = importHistory(*reader, load);
  if (!counts.ok()) FAIL(counts.error().toString());
  CHECK(counts->nodes == 1);
  CHECK(counts->facts == 1);
  CHECK(load.schemas.at(0).second == organizationsSchema());
  CHECK(load.commits.at(0).number == 1);
  CHECK(load.nodes.at(0) == someNode());
  CHECK(load.facts.at(0) == someFact());
  CHECK(load.marks.at(0).id == 4);
  FakeBulkLoad other;
  auto again = readerOf(input, text);
  CHECK(importSnapshot(*again, other).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("JSON lines: a snapshot from a file makes new nodes and facts") {
  const std::string text = R"({"tenure":"export","format":1,"kind":"snapshot"})"
                           "\n"
                           R"({"node":40,"external_id":"m:1"})"
                           "\n\n"
                           R"({"node":41})"
                           "\r\n"
                           R"({"fact":"T","subject":"m:1","object":41})"
                           "\n"
                           R"({"tenure":"end","lines":4})";
  InputText input;
  FakeBulkLoad load;
  auto reader = readerOf(input, text);
  REQUIRE(reader.ok());
  const auto counts = importSnapshot(*reader, load);
  if (!counts.ok()) FAIL(counts.error().toString());
  CHECK(load.facts.at(0).subject == NodeId{1});
  CHECK(load.facts.at(0).object == NodeId{2});

  const auto errorWith = [&](const std::string& line) {
    FakeBulkLoad fresh;
    auto bad = readerOf(input, R"({"tenure":"export","format":1,"kind":"snapshot"})"
                               "\n" +
                                   line + "\n");
    return importSnapshot(*bad, fresh).error();
  };
  CHECK(errorWith(R"({"fact":"T","subject":"m:9","object":41})").message() == "'m:9': no node has this id");
  CHECK(errorWith(R"({"fact":"T","subject":41,"object":41})").code() == ErrorCode::kNotFound);
  CHECK(errorWith(R"({"fact":"T","subject":41,"object":41})").place()->line == 2);
}

TEST_CASE("JSON lines: files that are no export, or not whole") {
  InputText input;
  const auto openError = [&](std::string_view text) { return readerOf(input, text).error(); };
  CHECK(openError("").code() == ErrorCode::kParse);
  CHECK(openError("id,label,name\n").code() == ErrorCode::kParse);
  CHECK(openError("id,label,name\n").message().find("--nodes FILE or --edges FILE") != std::string::npos);
  CHECK(openError(R"({"node":1,"from":"1970-01-01T00:00:00Z"})").code() == ErrorCode::kFormat);
  CHECK(openError(R"({"tenure":"export","format":7,"kind":"history"})").code() == ErrorCode::kFormat);

  const auto nextError = [&](const std::string& rest) {
    auto reader = readerOf(input, R"({"tenure":"export","format":1,"kind":"history"})"
                                  "\n" +
                                      rest);
    REQUIRE(reader.ok());
    const auto line = reader->next();
    REQUIRE_FALSE(line.ok());
    return line.error();
  };
  CHECK(nextError("").message().find("cut off") != std::string::npos);
  CHECK(nextError("{\"tenure\":\"end\",\"lines\":5}\n").message() ==
        "the export has 1 lines before its last, which says 5");
  CHECK(nextError("{\"tenure\":\"end\",\"lines\":1}\n{}\n").message().find("after the last line") !=
        std::string::npos);
  CHECK(nextError(R"({"tenure":"export","format":1,"kind":"history"})").message().find("two exports") !=
        std::string::npos);
  const Error utf8 = nextError("\n{\"node\":1,\"from\":\"\xC3\xA9\xE9\"}\n");
  CHECK(utf8.place() == Place{input.path("e.jsonl").string(), 3, 20});
}

}  // namespace json_lines_test
