// Files to be imported: plain and gzip alike, and every way in which one is not readable.
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "interchange/input_file.h"
#include "tests/input_text.h"

namespace input_file_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::InputText;

namespace {

std::string gzipped(std::string_view text) {
  z_stream stream = {};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in(text);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Result<std::string> readAll(InputFile& file, std::size_t block = 1000) {
  std::string all;
  std::string buffer(block, '\0');
  for (;;) {
    TENURE_ASSIGN(const std::size_t count, file.read(buffer.data(), buffer.size()));
    if (count == 0) return all;
    all.append(buffer, 0, count);
  }
}

std::string longText() {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",row\n";
  return text;
}

Error errorOf(const std::string& name, std::string_view bytes) {
  InputText input;
  InputFile file = input.open(name, bytes);
  const auto text = readAll(file);
  REQUIRE_FALSE(text.ok());
  CHECK(text.error().place()->file == input.path(name).string());
  char byte = 0;
  CHECK_FALSE(file.read(&byte, 1).ok());  // and stays so
  return text.error();
}

}  // namespace

TEST_CASE("an input file gives its text, plain or gzip, whatever its name") {
  InputText input;
  const std::string text = longText();
  for (const std::string& bytes : {text, gzipped(text)}) {
    InputFile file = input.open("some.csv", bytes);
    CHECK(file.bytesTotal() == bytes.size());
    CHECK(file.bytesTaken() == 0);
    CHECK(readAll(file).value() == text);
    CHECK(file.bytesTaken() == bytes.size());
  }
}

TEST_CASE("an input file of several gzip members is one text") {
  InputText input;
  InputFile file = input.open("two.csv.gz", gzipped("a,b\n") + gzipped("") + gzipped(longText()));
  CHECK(readAll(file).value() == "a,b\n" + longText());
  InputFile padded = input.open("padded.gz", gzipped("a,b\n") + std::string(5000, '\0'));
  CHECK(readAll(padded).value() == "a,b\n");
}

TEST_CASE("an empty file is an empty text") {
  InputText input;
  for (const char* name : {"empty.csv", "empty.csv.gz"}) {
    InputFile file = input.open(name, "");
    CHECK(readAll(file).value().empty());
  }
}

TEST_CASE("gzip that is cut off anywhere is an error") {
  const std::string whole = gzipped("id,label,name\np:1,person,Bilal\n");
  for (std::size_t length = 2; length < whole.size(); ++length) {
    INFO(length);
    const Error error = errorOf("cut.csv.gz", whole.substr(0, length));
    CHECK(error.code() == ErrorCode::kParse);
    CHECK(error.message().find("ends too early") != std::string::npos);
  }
}

TEST_CASE("broken gzip is an error that names the file and the reason") {
  std::string flipped = gzipped(longText());
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 0x55);
  CHECK(errorOf("a.gz", flipped).message().find("broken near byte") != std::string::npos);
  std::string checksum = gzipped("a,b\n");
  checksum[checksum.size() - 6] = static_cast<char>(checksum[checksum.size() - 6] ^ 1);
  CHECK(errorOf("b.gz", checksum).message().find("incorrect data check") != std::string::npos);
  CHECK(errorOf("c.gz", gzipped("a,b\n") + "more").message().find("stands something else") !=
        std::string::npos);
  CHECK(errorOf("d.gz", "id,label,name\n").message() == "it is named .gz and does not begin as gzip does");
}

TEST_CASE("files that cannot be opened say why") {
  InputText input;
  const auto codeOf = [](const std::filesystem::path& path) {
    const auto file = InputFile::open(path);
    REQUIRE_FALSE(file.ok());
    return file.error().code();
  };
  CHECK(codeOf(input.path("missing.csv")) == ErrorCode::kNotFound);
  CHECK(codeOf(input.path("missing/a.csv")) == ErrorCode::kNotFound);
  CHECK(codeOf(input.path("")) == ErrorCode::kInvalidArgument);  // the folder
  CHECK(codeOf("") == ErrorCode::kInvalidArgument);
  CHECK(codeOf(std::string("a\0b", 3)) == ErrorCode::kInvalidArgument);
  const auto closed = input.write("closed.csv", "a\n");
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  if (::geteuid() != 0) CHECK(codeOf(closed) == ErrorCode::kPermission);
}

}  // namespace input_file_test
