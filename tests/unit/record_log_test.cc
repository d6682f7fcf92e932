// Damage in the write-ahead log: where it is named, and when cutting it off is offered
// (storage/record_log.h).
#include "storage/record_log.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace record_log_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

constexpr int kWrites = 200;

/// A closed store of `kWrites` writes of 400 bytes, all in its log, which is some 80 KB and so 3 blocks.
std::filesystem::path logOf(const std::filesystem::path& db) {
  {
    auto store = mustOpen(db);
    for (int i = 0; i < kWrites; ++i) mustPut(*store, std::to_string(1000 + i), std::string(400, 'x'));
  }
  for (const auto& entry : std::filesystem::directory_iterator(db)) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path();
  }
  FAIL("no log");
  return {};
}

void flip(const std::filesystem::path& file, std::size_t at, int bits) {
  std::string bytes = bytesOf(file);
  bytes[at] = static_cast<char>(bytes[at] ^ bits);
  std::ofstream(file, std::ios::binary) << bytes;
}

/// Where the record that holds `key` begins: 7 bytes of its own header, 12 of the batch's, type and length
/// before.
std::size_t recordOf(const std::filesystem::path& file, const std::string& key) {
  return bytesOf(file).find(key) - 21;
}

}  // namespace

TEST_CASE("a whole log checks, and one that was cut off in a record or grew by zeros") {
  const TemporaryFolder folder;
  const auto log = logOf(folder / "db");
  CHECK(checkRecordLogs(folder / "db", RecordLogPart::kWhole).ok());
  std::filesystem::resize_file(log, std::filesystem::file_size(log) + 5000);
  CHECK(checkRecordLogs(folder / "db", RecordLogPart::kWhole).ok());
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 5000 - 100);
  CHECK(checkRecordLogs(folder / "db", RecordLogPart::kWhole).ok());
  CHECK(readAll(*mustOpen(folder / "db"))->size() == kWrites - 1);
}

TEST_CASE("damage before other writes is named, and nothing is offered") {
  const TemporaryFolder folder;
  const auto log = logOf(folder / "db");
  const std::string key = GENERATE("1010", "1190");
  const int field = GENERATE(0, 5, 6, 100);  // checksum, length, type, contents
  CAPTURE(key, field);
  const std::size_t record = recordOf(log, key);
  flip(log, record + static_cast<std::size_t>(field), 0x40);
  const auto store = openRocksDbStore(folder / "db", {});
  INFO(failureOf(store));
  CHECK(codeOf(store) == ErrorCode::kCorruption);
  CHECK(failureOf(store).find(log.filename().string()) != std::string::npos);
  CHECK(failureOf(store).find("byte " + std::to_string(record) + " ") != std::string::npos);
  CHECK(failureOf(store).find("truncate") == std::string::npos);
}

TEST_CASE("damage in the last write may be a power failure: the way to take it back is named, and works") {
  const TemporaryFolder folder;
  const auto log = logOf(folder / "db");
  const std::size_t record = recordOf(log, "1199");
  flip(log, record + 200, 1);
  const auto store = openRocksDbStore(folder / "db", {});
  CHECK(codeOf(store) == ErrorCode::kCorruption);
  CHECK(failureOf(store).find("`truncate -s " + std::to_string(record) + "`") != std::string::npos);
  std::filesystem::resize_file(log, record);
  CHECK(readAll(*mustOpen(folder / "db"))->size() == kWrites - 1);
}

}  // namespace record_log_test
