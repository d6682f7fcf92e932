// The CSV reader: RFC 4180 as it is written, and every way in which a record is broken, with its place.
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/csv_reader.h"
#include "interchange/csv_writer.h"
#include "tests/input_text.h"

namespace csv_reader_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::InputText;

namespace {

/// What a reader gives: records as "a|b", errors as "line:column reason".
std::vector<std::string> readAll(std::string_view text, std::size_t field_bytes_max = kTextBytesMax) {
  InputText input;
  CsvReader reader(input.open("t.csv", text), field_bytes_max);
  std::vector<std::string> out;
  for (;;) {
    const auto step = reader.next();
    REQUIRE(step.ok());
    if (*step == CsvReader::Step::kEnd) return out;
    std::string line;
    if (*step == CsvReader::Step::kBroken) {
      const Place place = *reader.problem().place();
      CHECK(place.file == input.path("t.csv").string());
      line = "! " + std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
             reader.problem().message();
    } else {
      for (const auto field : reader.fields()) line += (line.empty() ? "" : "|") + std::string(field);
    }
    out.push_back(std::move(line));
  }
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("CSV: plain and quoted fields, doubled quotes, line breaks inside quotes") {
  CHECK(readAll("a,b\n1,2\n") == Lines{"a|b", "1|2"});
  CHECK(readAll("\"a\",\"b,c\"\n\"say \"\"hi\"\"\",\"two\nlines\"\n") ==
        Lines{"a|b,c", "say \"hi\"|two\nlines"});
  CHECK(readAll("\"\"\"\",\"\"\n") == Lines{"\"|"});
  CHECK(readAll("a,,\nb,,\n") == Lines{"a||", "b||"});
}

TEST_CASE("CSV: LF and CRLF, a byte order mark, no line end at the end, blank lines") {
  CHECK(readAll("a,b\r\n\"1\",2\r\n") == Lines{"a|b", "1|2"});
  CHECK(readAll("\xEF\xBB\xBF\"a\",b\n1,2") == Lines{"a|b", "1|2"});
  CHECK(readAll("a,b\n1,\"2\"") == Lines{"a|b", "1|2"});
  CHECK(readAll("\n\r\na,b\n\n\r\n1,2\n\n\r") == Lines{"a|b", "1|2"});
  CHECK(readAll("a,b\r").size() == 1);
  CHECK(readAll("a\rb,c\n") == Lines{"a\rb|c"});
  CHECK(readAll("").empty());
  CHECK(readAll("\xEF\xBB\xBF").empty());
}

TEST_CASE("CSV: a quoted blank is told from a blank") {
  InputText input;
  CsvReader reader(input.open("t.csv", "\"\",,x\n"));
  REQUIRE(*reader.next() == CsvReader::Step::kRecord);
  CHECK(reader.wasQuoted(0));
  CHECK_FALSE(reader.wasQuoted(1));
}

TEST_CASE("CSV: places count characters, and lines inside of records") {
  InputText input;
  CsvReader reader(input.open("t.csv", "\xD8\xA3\xD8\xB2,b\n\n\"x\ny\",z,\"w\"\nq,r\n"));
  REQUIRE(*reader.next() == CsvReader::Step::kRecord);
  CHECK(reader.place(1) == Place{input.path("t.csv").string(), 1, 4});
  REQUIRE(*reader.next() == CsvReader::Step::kBroken);  // one column more than the first
  CHECK(reader.line() == 3);
  CHECK(reader.place(1) == Place{input.path("t.csv").string(), 4, 4});
  CHECK(reader.problem().place() == reader.place(2));
  CHECK(reader.raw() == "\"x\ny\",z,\"w\"");
  REQUIRE(*reader.next() == CsvReader::Step::kRecord);
  CHECK(reader.line() == 5);
}

TEST_CASE("CSV: a wrong number of columns is told with both numbers, and spoils one record alone") {
  CHECK(readAll("a,b,c\n1,2\n1,2,3,4\n1,2,3\n") ==
        Lines{"a|b|c", "! 2:4 the row has 2 columns, the header has 3",
              "! 3:7 the row has 4 columns, the header has 3", "1|2|3"});
}

TEST_CASE("CSV: an unbalanced quote points to where it opened, and the next line is read") {
  CHECK(readAll("a,b\n1,\"x\n2,y\n3,z\n") ==
        Lines{"a|b", "! 2:3 the quote opened here is never closed", "2|y", "3|z"});
  CHECK(readAll("a,b\n1,\"x\n2,\"y\"\n3,z\n") ==
        Lines{"a|b", "! 2:3 the quote opened here is closed on line 3, with text right after it", "2|y",
              "3|z"});
  CHECK(readAll("a,b\n1,\"") == Lines{"a|b", "! 2:3 the quote opened here is never closed"});
  CHECK(readAll("a,b\r\n1,\"x\r\n2,y\r\n") ==
        Lines{"a|b", "! 2:3 the quote opened here is never closed", "2|y"});
}

TEST_CASE("CSV: text after a closing quote, and a quote inside an unquoted field") {
  CHECK(
      readAll("a,b\n\"x\"y,1\n2,3\n") ==
      Lines{"a|b", "! 2:4 after a closing quote a comma or the end of the line is expected, not 'y'", "2|3"});
  const auto lines = readAll("a,b\n1,Un\"closed\n2,3\n");
  REQUIRE(lines.size() == 3);
  CHECK(lines[1].substr(0, 23) == "! 2:5 a quote stands in");
  CHECK(lines[2] == "2|3");
  CHECK(readAll("a\n\"x\"\ry\n")[1].substr(0, 7) == "! 2:4 a");
}

TEST_CASE("CSV: bytes that are not UTF-8, and zero bytes") {
  CHECK(readAll("a,b\ncaf\xE9,1\n2,3\n") == Lines{"a|b", "! 2:4 the byte \\xE9 is not valid UTF-8", "2|3"});
  CHECK(readAll("\xFF\xFE"
                "a\n")[0] == "! 1:1 the byte \\xFF is not valid UTF-8");
  CHECK(readAll(std::string_view("a,b\n1,x\0y\n2,3\n", 14)) ==
        Lines{"a|b", "! 2:4 a zero byte stands in the text", "2|3"});
  CHECK(readAll("a\n\xED\xA0\x80\n")[1].substr(0, 5) == "! 2:1");  // a surrogate
}

TEST_CASE("CSV: a field over the limit is refused, and the next record is read") {
  const std::string eleven(11, 'x');
  CHECK(readAll("a,b\n1," + eleven + "\n2,3\n", 10) ==
        Lines{"a|b", "! 2:3 the field has 11 bytes, more than the 10 allowed", "2|3"});
  CHECK(readAll("a,b\n1,\"" + eleven + "\"\n2,3\n", 10)[2] == "2|3");
  CHECK(readAll("a,b\n1," + std::string(10, 'x') + "\n", 10).size() == 2);
  // Fields that do not fit the buffer at hand, with and without quotes, with and without an end.
  const std::string huge(20U << 20U, 'x');
  const auto unquoted = readAll("a,b\n1," + huge + "," + huge + "\n2,3\n");
  REQUIRE(unquoted.size() == 3);
  CHECK(unquoted[1].substr(0, 7) == "! 2:3 t");
  CHECK(unquoted[2] == "2|3");
  const auto quoted = readAll("a,b\n1,\"" + huge + "\n2,3\n");
  REQUIRE(quoted.size() == 3);
  CHECK(quoted[1].find("never closed") != std::string::npos);
  CHECK(quoted[2] == "2|3");
}

TEST_CASE("CSV: records are the same wherever the blocks of the file end") {
  // Records of a length prime to the block's, so that every byte of one meets a border somewhere.
  std::string text = "a,b,c\n";
  const std::string record = "one,\"t\"\"w,o\r\nx\",\xC3\xA9t\xC3\xA9\r\n";
  const std::size_t count = (6U << 20U) / record.size();
  for (std::size_t i = 0; i < count; ++i) text += record;
  InputText input;
  CsvReader reader(input.open("t.csv", text));
  REQUIRE(*reader.next() == CsvReader::Step::kRecord);
  std::size_t seen = 0;
  for (;; ++seen) {
    const auto step = reader.next();
    REQUIRE(step.ok());
    if (*step == CsvReader::Step::kEnd) break;
    if (*step != CsvReader::Step::kRecord) FAIL(reader.problem().toString());
    if (reader.fields()[1] != "t\"w,o\r\nx" || reader.line() != 2 + 2 * seen) FAIL("record " << seen);
  }
  CHECK(seen == count);
}

TEST_CASE("CSV writer: quotes what needs it, and an empty text") {
  std::string out;
  CsvWriter(out).field("a").field("b,c").field("say \"hi\"").field("").blank().field("x\ny").endRow();
  CHECK(out == "a,\"b,c\",\"say \"\"hi\"\"\",\"\",,\"x\ny\"\n");
}

TEST_CASE("CSV reader: rate on plain and quoted data", "[.rate]") {
  std::string plain;
  std::string quoted;
  for (int i = 0; i < 3'000'000; ++i) {
    const std::string n = std::to_string(i);
    plain +=
        "p:J" + n + ",member_of,com:HSAP04,2012-11-09,2012-11-27,committee-membership-current.yaml#Member\n";
    if (i % 2 == 0)
      quoted += "\"p:J" + n + "\",\"member of \"\"it\"\"\",\"com:HSAP04\",\"2012-11-09\",\"M\xC3\xA9mbre\"\n";
  }
  InputText input;
  for (const auto* text : {&plain, &quoted}) {
    CsvReader reader(input.open("t.csv", *text));
    std::size_t bytes = 0;
    const auto begin = std::chrono::steady_clock::now();
    while (*reader.next() == CsvReader::Step::kRecord) bytes += reader.fields()[0].size();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::cout << static_cast<double>(text->size()) / 1e6 / took.count() << " MB/s (" << bytes << ")\n";
  }
}

}  // namespace csv_reader_test
