// Every command's options, read from a command line as a user writes it; the commands that are not listed yet
// too.
#include "apps/tenure/command_options.h"

#include <CLI/Error.hpp>
#include <catch2/catch.hpp>

#include "apps/tenure/command_line.h"
#include "tests/apps/read_options.h"

namespace command_options_test {

using namespace tenure;
using namespace tenure::apps;

namespace {

template <class Options>
std::string refusal(void (*declare)(CLI::App&, Options&), std::vector<std::string> words) {
  try {
    read(declare, std::move(words));
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("options: import takes several files of each kind, and columns by name") {
  const auto options = read(declareImport, {"db",          "--nodes",  "a.csv",       "b.csv.gz",
                                            "--edges",     "c.csv",    "--columns",   "src=:START_ID,t=:TYPE",
                                            "--columns",   "who=name", "--schema",    "organizations",
                                            "--blank-end", "open",     "--end-dates", "exclusive",
                                            "--on-error",  "skip",     "--rejects",   "r.csv",
                                            "--who",       "me",       "--quiet"});
  CHECK(options.db == "db");
  CHECK(options.nodes == std::vector<std::string>{"a.csv", "b.csv.gz"});
  CHECK(options.edges == std::vector<std::string>{"c.csv"});
  CHECK(options.columns == std::vector<std::pair<std::string, std::string>>{
                               {"src", ":START_ID"}, {"t", ":TYPE"}, {"who", "name"}});
  CHECK(options.schema == "organizations");
  CHECK(options.blank_end == BlankEnd::kOpen);
  CHECK(options.end_dates == EndConvention::kExclusive);
  CHECK(options.on_error == OnError::kSkip);
  CHECK(options.rejects == "r.csv");
  CHECK(options.note.who == "me");
  CHECK(options.quiet);
  CHECK(read(declareImport, {"db", "all.jsonl"}).files == std::vector<std::string>{"all.jsonl"});
  CHECK(refusal(declareImport, {"db"}).find("FILE, --nodes or --edges") != std::string::npos);
  CHECK(refusal(declareImport, {"db", "x", "--on-error", "stopp"}) ==
        "--on-error: \"stopp\" is none of stop|skip");
  CHECK(refusal(declareImport, {"db", "x", "--columns", "src"}) == "--columns: \"src\" is not NAME=VALUE");
}

TEST_CASE("options: a negative year is an argument anywhere, and no option") {
  const auto options =
      read(declareAsOf, {"db", "-0044-03-15", "caesar", "--type", "LED", "--direction", "in", "--type",
                         "CHAIRED", "--depth", "3", "--certain", "--output", "csv"});
  CHECK(options.time == "-0044-03-15");
  CHECK(options.node == "caesar");
  CHECK(options.types == std::vector<std::string>{"LED", "CHAIRED"});
  CHECK(options.direction == Direction::kIn);
  CHECK(options.depth == 3);
  CHECK(options.certain);
  CHECK(options.output.format == OutputFormat::kCsv);
  CHECK(read(declareAsOf, {"--type", "LED", "db", "-0044", "caesar"}).time == "-0044");
  CHECK(read(declareDiff, {"db", "-0100", "-0044"}).to == "-0044");
  CHECK(read(declareStats, {"db", "--as-of", "-0044"}).as_of == "-0044");
  CHECK(refusal(declareAsOf, {"db", "2014", "cma", "--no-such"}) != "read");
  CHECK(refusal(declareAsOf, {"db", "2014", "cma", "--depth", "0"}) != "read");
  CHECK(refusal(declareAsOf, {"db", "2014"}) == "NODE is required");
}

TEST_CASE("options: a write is about a fact or a node, never both and never neither") {
  const auto options = read(declareCorrect, {"db", "17", "--valid", "-0044/", "--set", "note=a=b", "--set",
                                             "x=", "--source", "s, t", "--why", "a letter"});
  CHECK(options.target.fact == "17");
  CHECK(options.valid == "-0044/");
  CHECK(options.set == std::vector<std::pair<std::string, std::string>>{{"note", "a=b"}, {"x", ""}});
  CHECK(options.sources == std::vector<std::string>{"s, t"});
  CHECK_FALSE(options.status.has_value());
  CHECK(read(declareRetract, {"db", "--node", "cma", "--with-facts"}).target.node == "cma");
  CHECK(refusal(declareRetract, {"db"}).find("FACT or --node NODE") != std::string::npos);
  CHECK(refusal(declareRetract, {"db", "17", "--node", "cma"}) != "read");
  CHECK(refusal(declareErase, {"db", "17"}) == "--why is required");
}

TEST_CASE("options: one that would change nothing is refused") {
  const auto begins = [](const std::string& text, const std::string& with) {
    return text.rfind(with, 0) == 0;
  };
  CHECK(begins(refusal(declareImport, {"db", "a.jsonl", "--columns", "a=:ID"}), "--columns is about tables"));
  CHECK(begins(refusal(declareImport, {"db", "a.jsonl", "--blank-end", "open"}),
               "--blank-end is about tables"));
  CHECK(begins(refusal(declareImport, {"db", "--nodes", "n.csv", "--rejects", "r.csv"}), "--rejects needs"));
  // JSON lines are taken whole or not at all, and what is wrong with them is told either way.
  CHECK(refusal(declareImport, {"db", "a.jsonl", "--on-error", "skip", "--rejects", "r.csv"}) == "read");
  CHECK(refusal(declareImport, {"db", "a.jsonl", "--who", "me", "--schema", "open"}) == "read");
  CHECK(
      begins(refusal(declareCorrect, {"db", "17", "--during", "2014", "--valid", "2015"}), "--during goes"));
  CHECK(begins(refusal(declareCorrect, {"db", "17", "--during", "2014"}), "--during goes"));
  CHECK(read(declareCorrect, {"db", "17", "--set", "a=b", "--during", "2014"}).during == "2014");
  CHECK(begins(refusal(declareRetract, {"db", "--node", "cma", "--during", "2014"}), "--during is of facts"));
  CHECK(read(declareRetract, {"db", "17", "--during", "-0044"}).during == "-0044");
}

TEST_CASE("options: every other command reads its own") {
  CHECK(read(declareTimeline, {"db", "cma", "--system-time", "2025"}).system_time == "2025");
  CHECK(read(declareLineage, {"db", "Azawad Liberation Front"}).node == "Azawad Liberation Front");
  CHECK_FALSE(read(declareStats, {"db"}).output.has_value());
  CHECK(read(declareStats, {"db", "--output", "table"}).output == OutputFormat::kTable);
  CHECK(read(declareFind, {"db", "date", "--prefix"}).text == "date");
  CHECK(read(declareVerify, {"db"}).db == "db");
  CHECK(read(declareBackup, {"db", "dir"}).folder == "dir");
  CHECK(read(declareRestore, {"dir", "db", "--id", "3"}).id == 3U);
  CHECK(read(declareExport, {"db", "--format", "csv", "--nodes", "n", "--edges", "e"}).format ==
        ExportFormat::kCsv);
  CHECK(read(declareTransactions, {"db", "--output", "jsonl"}).output.format == OutputFormat::kJsonl);
  CHECK(read(declareSchema, {"db"}).db == "db");
  const auto fields = read(declareDiff, {"db", "2014", "--fields", "change,fact", "2015"}).output.fields;
  CHECK(fields == std::vector<std::string>{"change", "fact"});
}

TEST_CASE("options: the nearest name") {
  const std::vector<std::string> names = {"date", "diff", "timeline", "transactions", "import"};
  CHECK(nearestName("dat", names) == "date");
  CHECK(nearestName("daet", names) == "date");
  CHECK(nearestName("timline", names) == "timeline");
  CHECK(nearestName("frobnicate", names).empty());
  CHECK(nearestName("", names).empty());
}

}  // namespace command_options_test
