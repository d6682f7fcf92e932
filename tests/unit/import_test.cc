// Tables into a bulk load: counts, the bad input of every kind with `stop` and `skip`, rejects, progress.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/import.h"
#include "tests/fake_loads.h"
#include "tests/input_text.h"
#include "tests/shared_data.h"

namespace import_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::FakeBulkLoad;
using tenure::testing::InputText;
using tenure::testing::wholeText;

namespace {

constexpr const char* kNodes = "id,label,name\np:1,person,Bilal\norg:1,organization,CMA\n";
constexpr const char* kFacts = "src,type,dst,start,end,source\np:1,member_of,org:1,2014,,a.csv\n";

struct Setup {
  Setup(std::string_view nodes, std::string_view facts) {
    options.nodes = {input.write("nodes.csv", nodes)};
    options.facts = {input.write("edges.csv", facts)};
    options.rejects = input.path("rejects.csv");
  }
  Result<ImportReport> run(OnError on_error) {
    options.on_error = on_error;
    return importFiles(load, options);
  }
  InputText input;
  FakeBulkLoad load;
  ImportOptions options;
};

/// One bad row among good ones: `stop` gives its error, `skip` leaves it alone out, with the same reason.
void checkBadRow(std::string_view nodes, std::string_view facts, ErrorCode code, const std::string& place,
                 const std::string& reason) {
  INFO(reason);
  Setup stop(nodes, facts);
  const auto stopped = stop.run(OnError::kStop);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code() == code);
  CHECK(stopped.error().toString().find(place + ": ") != std::string::npos);
  CHECK(stopped.error().message().find(reason) != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(stop.options.rejects));

  Setup skip(nodes, facts);
  const auto skipped = skip.run(OnError::kSkip);
  if (!skipped.ok()) FAIL(skipped.error().toString());
  CHECK(skipped->rejected == 1);
  CHECK(skipped->rejected_by_code.at(code) == 1);
  CHECK(skipped->nodes == 2);
  CHECK(skipped->facts == 1);
  CsvReader rejects(skip.input.open("copy.csv", wholeText(skip.options.rejects)));
  REQUIRE(*rejects.next() == CsvReader::Step::kRecord);
  CHECK(std::vector<std::string>(rejects.fields().begin(), rejects.fields().end()) ==
        std::vector<std::string>{"file", "line", "column", "reason", "row"});
  REQUIRE(*rejects.next() == CsvReader::Step::kRecord);
  const auto fields = rejects.fields();
  const std::string where =
      std::string(fields[0]) + ":" + std::string(fields[1]) + ":" + std::string(fields[2]);
  CHECK(where.find(place) != std::string::npos);
  CHECK(fields[3].find(reason) != std::string_view::npos);
  CHECK(*rejects.next() == CsvReader::Step::kEnd);
}

}  // namespace

TEST_CASE("import: nodes first, then facts, with counts") {
  Setup setup(kNodes, kFacts);
  const auto report = setup.run(OnError::kStop);
  REQUIRE(report.ok());
  CHECK(report->nodes == 2);
  CHECK(report->facts == 1);
  CHECK(report->rejected == 0);
  CHECK(setup.load.facts[0].subject == NodeId{1});
  CHECK(setup.load.facts[0].object == NodeId{2});
  CHECK_FALSE(std::filesystem::exists(setup.options.rejects));
}

TEST_CASE(
    "import: the load is told where each row stands, also below rejected ones and rows of several lines") {
  Setup setup("id,label,name\np:1,person,\"Bi\nlal\"\np:1,person,again\norg:1,organization,CMA\n", kFacts);
  REQUIRE(setup.run(OnError::kSkip).ok());
  std::vector<std::uint64_t> lines;
  for (const auto& [file, line] : setup.load.read) lines.push_back(line);
  CHECK(lines == std::vector<std::uint64_t>{2, 4, 5, 2});
  CHECK(setup.load.read.front().first.ends_with("nodes.csv"));
  CHECK(setup.load.read.back().first.ends_with("edges.csv"));
}

TEST_CASE("import: every kind of bad row is told with its place and reason, or skipped") {
  const std::string facts = kFacts;
  const std::string nodes = kNodes;
  const auto badFact = [&](const std::string& row, ErrorCode code, const std::string& place,
                           const std::string& reason) {
    checkBadRow(kNodes, facts + row, code, "edges.csv:3:" + place, reason);
  };
  badFact("p:1,member_of,org:1,2015,2014,\n", ErrorCode::kParse, "26", "end '2014': after the start '2015'");
  badFact("p:1,member_of,org:1,1976-06-31,,\n", ErrorCode::kParse, "29", "start '1976-06-31'");
  badFact("p:1,member_of,org:1,0006-1815,,\n", ErrorCode::kParse, "26", "start '0006-1815'");
  badFact("p:1,member_of,org:9,,,\n", ErrorCode::kNotFound, "15", "dst 'org:9': no node has this id");
  badFact("p:1,member_of,org:1,,\n", ErrorCode::kParse, "22", "the row has 5 columns, the header has 6");
  badFact("p:1,member\xE9of,org:1,,,\n", ErrorCode::kParse, "11", "\\xE9 is not valid UTF-8");
  badFact("p:1,\"member_of,org:1,,,\n", ErrorCode::kParse, "5", "the quote opened here is never closed");
  badFact("p:1,forbidden,org:1,,,\n", ErrorCode::kConstraint, "5", "the type is not declared");
  checkBadRow(nodes + "p:1,person,Other\n", kFacts, ErrorCode::kAlreadyExists, "nodes.csv:4:1",
              "id 'p:1': another node has this id");
  // NOLINTNEXTLINE(bugprone-string-constructor): the length is what is refused
  checkBadRow(nodes + "p:2,person," + std::string(10'000'000, 'x') + "\n", kFacts, ErrorCode::kLimit,
              "nodes.csv:4:12", "a name of 10000000 bytes is longer than the 8192 allowed");
}

TEST_CASE("import: a bad file ends the import, with skip as well") {
  const auto refused = [](std::string_view nodes, std::string_view facts, ErrorCode code,
                          std::string_view reason) {
    Setup setup(nodes, facts);
    const auto report = setup.run(OnError::kSkip);
    REQUIRE_FALSE(report.ok());
    INFO(report.error().toString());
    CHECK(report.error().code() == code);
    CHECK(report.error().message().find(reason) != std::string::npos);
    CHECK(report.error().place().has_value());
    CHECK(setup.load.nodes.empty());  // headers come before the first row
  };
  refused("", kFacts, ErrorCode::kParse, "the file is empty");
  refused(kNodes, "", ErrorCode::kParse, "the file is empty");
  refused(kNodes, "\n\n", ErrorCode::kParse, "the file is empty");
  refused(kNodes, "a,b\n", ErrorCode::kInvalidArgument, "needs the columns :START_ID, :TYPE, :END_ID");
  refused(kNodes, "src,type,\"dst\n", ErrorCode::kParse, "never closed");
  refused(kNodes, std::string("\x1F\x8B\x08", 3), ErrorCode::kParse, "ends too early");
}

TEST_CASE("import: lines that end in carriage returns alone are not taken for a header") {
  Setup setup("id,label,name\rp:1,person,Bilal\r", kFacts);
  const auto report = setup.run(OnError::kSkip);
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().toString().find("nodes.csv:1:10: the header holds a carriage return") !=
        std::string::npos);
  Setup quoted("id,label,\"na\rme\"\np:1,person,Bilal\norg:1,organization,CMA\n", kFacts);
  CHECK(quoted.run(OnError::kStop).ok());
}

TEST_CASE("import: files that cannot be read") {
  Setup setup(kNodes, kFacts);
  setup.options.nodes.push_back(setup.input.path("missing.csv"));
  CHECK(setup.run(OnError::kSkip).error().code() == ErrorCode::kNotFound);
  setup.options.nodes.back() = setup.input.path("");
  CHECK(setup.run(OnError::kSkip).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("import: a file of a header alone is fine") {
  Setup setup("id,label,name\n", "src,type,dst,start,end,source");
  const auto report = setup.run(OnError::kStop);
  REQUIRE(report.ok());
  CHECK(report->nodes + report->facts + report->rejected == 0);
}

TEST_CASE("import: mappings, and one that names no column") {
  Setup setup(kNodes, "who,what,with\np:1,member_of,org:1\n");
  setup.options.columns = *parseColumnMappings("who=:START_ID,what=:TYPE,with=:END_ID");
  CHECK(setup.run(OnError::kStop).ok());
  setup.options.columns = *parseColumnMappings("who=:START_ID,what=:TYPE,with=:END_ID,since=:VALID_FROM");
  const Error error = setup.run(OnError::kStop).error();
  CHECK(error.message().find("the column 'since' is mapped and is in no file") == 0);
}

TEST_CASE("import: a table of facts that says nowhere when they held is noted, if it might") {
  const auto notesOf = [](std::string_view facts, std::string_view mapping = "") {
    Setup setup(kNodes, facts);
    setup.options.columns = *parseColumnMappings(mapping);
    const auto report = setup.run(OnError::kStop);
    REQUIRE(report.ok());
    return report->notes;
  };
  const std::string dates = "src,type,dst,since,until\np:1,member_of,org:1,2001,2002\n";
  REQUIRE(notesOf(dates).size() == 1);
  CHECK(notesOf(dates)[0].find("edges.csv: no column says when a fact held, so these hold always; properties "
                               "are since, until") != std::string::npos);
  CHECK(notesOf(dates, "since=:VALID_FROM").empty());
  CHECK(notesOf("src,type,dst,start,note\np:1,member_of,org:1,,x\n").empty());
  CHECK(notesOf("src,type,dst,:VALID,note\np:1,member_of,org:1,,x\n").empty());
  CHECK(notesOf("src,type,dst\np:1,member_of,org:1\n").empty());  // nothing there that could be a date
}

TEST_CASE("import: the first row that was skipped is told") {
  Setup setup(kNodes, "src,type,dst\np:1,t,nobody\np:1,t,noone\n");
  const auto report = setup.run(OnError::kSkip);
  REQUIRE(report.ok());
  CHECK(report->rejected == 2);
  CHECK(report->first_rejected->toString().find("edges.csv:2:7: dst 'nobody'") != std::string::npos);
  Setup good(kNodes, kFacts);
  CHECK_FALSE(good.run(OnError::kSkip)->first_rejected);
}

TEST_CASE("import: rejects that would overwrite an input, or cannot be written, end it") {
  Setup setup(kNodes, kFacts);
  setup.options.rejects = setup.options.facts[0];
  CHECK(setup.run(OnError::kSkip).error().code() == ErrorCode::kInvalidArgument);
  CHECK(wholeText(setup.options.facts[0]) == kFacts);
  Setup bad(kNodes, std::string(kFacts) + "p:1,t,nobody,,,\n");
  bad.options.rejects = bad.input.path("missing") / "rejects.csv";
  CHECK(bad.run(OnError::kSkip).error().code() == ErrorCode::kNotFound);
}

TEST_CASE("import: a failure of the store is no row's fault") {
  Setup setup(kNodes, kFacts);
  setup.load.full_after = 1;
  CHECK(setup.run(OnError::kSkip).error().code() == ErrorCode::kNoSpace);
}

TEST_CASE("import: progress ends at the whole, and false cancels") {
  Setup setup(kNodes, kFacts);
  std::vector<ImportProgress> seen;
  setup.options.progress = [&](const ImportProgress& progress) {
    seen.push_back(progress);
    return true;
  };
  REQUIRE(setup.run(OnError::kStop).ok());
  REQUIRE_FALSE(seen.empty());
  CHECK(seen.back().phase == TableKind::kFacts);
  CHECK(seen.back().bytes_done == seen.back().bytes_total);
  CHECK(seen.back().rows == 3);
  setup.options.progress = [](const ImportProgress&) { return false; };
  setup.load = FakeBulkLoad();
  CHECK(setup.run(OnError::kStop).error().code() == ErrorCode::kCancelled);
}

namespace {

struct SharedCounts {
  std::size_t nodes;
  std::size_t facts;
  std::size_t rejected_facts;
};

void checkShared(const std::string& set, SharedCounts expected) {
  const auto nodes = tenure::testing::sharedFile("data/" + set + "/nodes.csv.gz");
  const auto facts = tenure::testing::sharedFile("data/" + set + "/edges.csv.gz");
  if (!nodes || !facts) return;
  InputText input;
  FakeBulkLoad load;
  ImportOptions options;
  options.nodes = {*nodes};
  options.facts = {*facts};
  options.on_error = OnError::kSkip;
  options.rejects = input.path("rejects.csv");
  const auto report = importFiles(load, options);
  if (!report.ok()) FAIL(report.error().toString());
  CHECK(report->nodes == expected.nodes);
  CHECK(report->facts == expected.facts - expected.rejected_facts);
  CHECK(report->rejected == expected.rejected_facts);
  if (expected.rejected_facts == 0) return;
  CsvReader rejects(input.open("copy.csv", wholeText(options.rejects)));
  REQUIRE(*rejects.next() == CsvReader::Step::kRecord);
  for (std::size_t i = 0; i < expected.rejected_facts; ++i) {
    REQUIRE(*rejects.next() == CsvReader::Step::kRecord);
    CHECK(rejects.fields()[3].find("after the start") != std::string_view::npos);
  }
  CHECK(*rejects.next() == CsvReader::Step::kEnd);
}

}  // namespace

TEST_CASE("import: all rows of parlgov") { checkShared("parlgov", {4'553, 32'628, 0}); }
TEST_CASE("import: all rows of congress_committees") {
  checkShared("congress_committees", {1'418, 26'222, 0});
}
TEST_CASE("import: openstates, whose 248 facts that end before they start are rejected") {
  checkShared("openstates", {76'743, 159'419, 248});
}

}  // namespace import_test
