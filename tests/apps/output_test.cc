#include "apps/tenure/output.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "apps/tenure/exit_code.h"
#include "apps/tenure/progress.h"

namespace output_test {

using namespace tenure;
using namespace tenure::apps;

namespace {

/// A file in memory.
class Memory {
 public:
  Memory() : file_(open_memstream(&bytes_, &size_)) {}
  ~Memory() {
    std::fclose(file_);
    std::free(bytes_);  // NOLINT: open_memstream's contract
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  [[nodiscard]] std::FILE* file() const { return file_; }
  [[nodiscard]] std::string text() const {
    std::fflush(file_);
    return {bytes_, size_};
  }

 private:
  char* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::FILE* file_;
};

std::string printed(OutputFormat format, bool with_rows = true) {
  Memory memory;
  RowWriter writer({"fact", "name", "sure", "sources"}, format, memory.file());
  if (with_rows) {
    CHECK(writer.row({std::int64_t{7}, "a \"b\", c", true, std::vector<std::string>{"x", "y"}}));
    CHECK(writer.row({std::int64_t{12}, Cell(), false, std::vector<std::string>{}}));
    CHECK(writer.rows() == 2);
  }
  CHECK(writer.finish() == 0);
  return memory.text();
}

}  // namespace

TEST_CASE("output: the same fields in the same order in every format") {
  CHECK(printed(OutputFormat::kTable) ==
        "fact  name      sure   sources\n"
        "----  --------  -----  -------\n"
        "   7  a \"b\", c  true   x, y\n"
        "  12            false\n");
  CHECK(printed(OutputFormat::kJsonl) ==
        "{\"fact\":7,\"name\":\"a \\\"b\\\", c\",\"sure\":true,\"sources\":[\"x\",\"y\"]}\n"
        "{\"fact\":12,\"name\":null,\"sure\":false,\"sources\":[]}\n");
  CHECK(printed(OutputFormat::kJson) ==
        "[\n{\"fact\":7,\"name\":\"a \\\"b\\\", c\",\"sure\":true,\"sources\":[\"x\",\"y\"]},\n"
        "{\"fact\":12,\"name\":null,\"sure\":false,\"sources\":[]}\n]\n");
  CHECK(printed(OutputFormat::kCsv) ==
        "fact,name,sure,sources\n"
        "7,\"a \"\"b\"\", c\",true,x|y\n"
        "12,,false,\"\"\n");
}

TEST_CASE("output: no rows is an answer too") {
  CHECK(printed(OutputFormat::kTable, false) == "fact  name  sure  sources\n----  ----  ----  -------\n");
  CHECK(printed(OutputFormat::kJson, false) == "[]\n");
  CHECK(printed(OutputFormat::kJsonl, false).empty());
  CHECK(printed(OutputFormat::kCsv, false) == "fact,name,sure,sources\n");
}

TEST_CASE("output: JSON text has no broken byte and nothing that a terminal obeys") {
  CHECK(jsonText("Kidal ⵜⴰⵙⵈ") == "\"Kidal ⵜⴰⵙⵈ\"");
  CHECK(jsonText("\x1B[0m\x7F\u009B") == "\"\\u001b[0m\\u007f\\u009b\"");
  CHECK(jsonText("\u00A0") == "\"\u00A0\"");  // the first after the C1 controls
  CHECK(jsonText("\xFF") == "\"\uFFFD\"");
}

TEST_CASE("output: one object, with counts") {
  const std::vector<std::pair<std::string, Cell>> stats = {{"nodes", std::int64_t{3}},
                                                           {"by_type", Counts{{"LED", 1}, {"MEMBER_OF", 2}}}};
  const auto text = [&](OutputFormat format) {
    Memory memory;
    CHECK(writeObject(stats, format, memory.file()) == 0);
    return memory.text();
  };
  CHECK(text(OutputFormat::kJson) == "{\"nodes\":3,\"by_type\":{\"LED\":1,\"MEMBER_OF\":2}}\n");
  CHECK(text(OutputFormat::kJsonl) == text(OutputFormat::kJson));
  CHECK(text(OutputFormat::kCsv) == "nodes,by_type\n3,LED=1|MEMBER_OF=2\n");
  CHECK(text(OutputFormat::kTable) ==
        "field              value\n-----------------  -----\nnodes                  3\n"
        "by_type LED            1\nby_type MEMBER_OF      2\n");
}

TEST_CASE("output: a full device is an error with an exit code") {
  std::FILE* full = std::fopen("/dev/full", "w");
  if (full == nullptr) return;
  RowWriter writer({"a"}, OutputFormat::kJsonl, full);
  bool good = true;
  for (int i = 0; i < 100'000 && good; ++i) good = writer.row({"text"});
  CHECK_FALSE(good);
  CHECK(writer.finish() == kExitDisk);
  std::fclose(full);
}

TEST_CASE("exit codes: an answer of no, and bad input where it has a place") {
  CHECK(exitCode(Error(ErrorCode::kNotFound, "x")) == 1);
  CHECK(exitCode(Error(ErrorCode::kAmbiguous, "x")) == 1);
  CHECK(exitCode(Error(ErrorCode::kNotFound, "x", Place{"facts.csv", 3, 1})) == 3);
  CHECK(exitCode(Error(ErrorCode::kParse, "x")) == 3);
  CHECK(exitCode(Error(ErrorCode::kConstraint, "x", Place{"facts.csv", 3, 1})) == 4);
  CHECK(exitCode(Error(ErrorCode::kLocked, "x")) == 5);
  CHECK(exitCode(Error(ErrorCode::kFormat, "x")) == 6);
  CHECK(exitCode(Error(ErrorCode::kNoSpace, "x")) == 7);
  CHECK(exitCode(Error(ErrorCode::kCancelled, "x")) == 130);
}

TEST_CASE("progress: elsewhere than on a terminal a line every five seconds and one at the end") {
  Memory memory;
  Progress::Clock::time_point now{};
  Progress progress("loading", "rows", false, memory.file(), [&] { return now; });
  progress.updateOf(1, 4000);
  now += std::chrono::milliseconds(4900);
  progress.updateOf(900, 4000);
  CHECK(memory.text().empty());
  now += std::chrono::milliseconds(100);
  progress.updateOf(1000, 4000);
  CHECK(memory.text() == "loading: 25 %, 1,000 rows, 200/s, 0:15 left\n");
  now += std::chrono::seconds(5);
  progress.update(1500);
  now += std::chrono::milliseconds(50);
  progress.done(4000);
  CHECK(memory.text() ==
        "loading: 25 %, 1,000 rows, 200/s, 0:15 left\n"
        "loading: 1,500 rows, 150/s\n"
        "loading: 4,000 rows in 10.1 s (398/s)\n");
}

TEST_CASE("progress: quiet says nothing") {
  Memory memory;
  {
    Progress progress("loading", "rows", true, memory.file());
    progress.update(1);
    progress.done(1);
  }
  CHECK(memory.text().empty());
  CHECK(withThousands(0) == "0");
  CHECK(withThousands(1'234'567) == "1,234,567");
  CHECK(asClock(59.6) == "1:00");
  CHECK(asClock(3723) == "1:02:03");
}

TEST_CASE("output: chosen fields in the order chosen, and the names there are for one that is not") {
  const std::vector<std::string> names = {"fact", "type", "node"};
  const auto text = [&](OutputFormat format, const std::vector<std::string>& chosen) {
    Memory memory;
    RowWriter writer(Fields::choose(names, chosen).value(), format, memory.file());
    CHECK(writer.row({std::int64_t{7}, "LED", "cma"}));
    CHECK(writer.finish() == 0);
    return memory.text();
  };
  CHECK(text(OutputFormat::kCsv, {"node", "fact"}) == "node,fact\ncma,7\n");
  CHECK(text(OutputFormat::kJsonl, {"node", "fact"}) == "{\"node\":\"cma\",\"fact\":7}\n");
  CHECK(text(OutputFormat::kTable, {"type"}) == "type\n----\nLED\n");
  CHECK(text(OutputFormat::kCsv, {}) == "fact,type,node\n7,LED,cma\n");
  const auto unknown = Fields::choose(names, {"node", "nod"});
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().message() == "there is no field nod; there are: fact, type, node");
}

}  // namespace output_test
