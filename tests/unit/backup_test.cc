// Backups and restores: whole, shared, verified, and refused where something would be overwritten.
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "storage/folder_lock.h"
#include "storage/identity.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace backup_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

const std::string kId(32, 'a');

void mustIdentify(const std::filesystem::path& db, std::uint64_t commits) {
  REQUIRE(writeIdentity(db, {kFormatVersion, kId, commits}).ok());
}

BackupInfo mustBackup(OrderedStore& store, const std::filesystem::path& dir) {
  const auto info = store.backup(dir);
  INFO(failureOf(info));
  REQUIRE(info.ok());
  return *info;
}

std::uint64_t sizeOf(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace

TEST_CASE("each backup restores the state of its moment, with its identity") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustIdentify(folder / "db", 1);
  mustPut(*store, "a", "first");
  const BackupInfo first = mustBackup(*store, folder / "backups");
  mustIdentify(folder / "db", 2);
  mustPut(*store, "a", "second");
  mustPut(*store, "b", "in the log");
  const BackupInfo second = mustBackup(*store, folder / "backups");
  CHECK(first.id < second.id);
  CHECK(first.bytes > 0);
  const auto list = listBackups(folder / "backups");
  REQUIRE(list.ok());
  REQUIRE(list->size() == 2);
  CHECK((*list)[0].id == first.id);
  CHECK((*list)[1].id == second.id);

  REQUIRE(restoreBackup(folder / "backups", first.id, folder / "old").ok());
  REQUIRE(restoreBackup(folder / "backups", std::nullopt, folder / "new").ok());
  CHECK((*readIdentity(folder / "old"))->commits == 1);
  CHECK((*readIdentity(folder / "new"))->commits == 2);
  CHECK(mustGet(*mustOpen(folder / "old"), "a") == "first");
  auto restored = mustOpen(folder / "new");
  CHECK(mustGet(*restored, "a") == "second");
  CHECK(mustGet(*restored, "b") == "in the log");
  mustPut(*restored, "c", "goes on");
  restored.reset();
  CHECK(readAll(*mustOpen(folder / "new"))->size() == 3);
}

TEST_CASE("a backup shares unchanged files with those before it") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  auto load = store->beginLoad();
  for (int i = 100000; i < 200000; ++i)
    REQUIRE((*load)->add(std::to_string(i), std::to_string(i * 31LL)).ok());
  REQUIRE((*load)->ingest().ok());
  mustBackup(*store, folder / "backups");
  const std::uint64_t once = sizeOf(folder / "backups");
  mustPut(*store, "one", "more");
  mustBackup(*store, folder / "backups");
  CHECK(sizeOf(folder / "backups") - once < once / 10);
}

TEST_CASE("a store that never had an identity restores without one, which is then no database") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustPut(*store, "a", "1");
  mustBackup(*store, folder / "backups");
  REQUIRE(restoreBackup(folder / "backups", std::nullopt, folder / "new").ok());
  CHECK(codeOf(readIdentity(folder / "new")) == ErrorCode::kFormat);
  CHECK(mustGet(*mustOpen(folder / "new"), "a") == "1");
}

TEST_CASE("a restore never writes into a folder that holds something") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustBackup(*store, folder / "backups");
  std::filesystem::create_directory(folder / "mine");
  std::ofstream(folder / "mine/letter") << "x";
  CHECK(codeOf(restoreBackup(folder / "backups", std::nullopt, folder / "mine")) ==
        ErrorCode::kAlreadyExists);
  CHECK(bytesOf(folder / "mine/letter") == "x");
  CHECK(codeOf(restoreBackup(folder / "backups", std::nullopt, folder / "db")) == ErrorCode::kAlreadyExists);
  CHECK(codeOf(restoreBackup(folder / "backups", std::nullopt, folder / "no/such")) == ErrorCode::kNotFound);
  std::filesystem::create_directory(folder / "empty");
  CHECK(restoreBackup(folder / "backups", std::nullopt, folder / "empty").ok());
}

TEST_CASE("two restores into one folder: one brings its files, the other touches nothing") {
  const TemporaryFolder folder;
  {
    auto store = mustOpen(folder / "db");
    mustIdentify(folder / "db", 0);
    for (int i = 0; i < 200; ++i) mustPut(*store, "key " + std::to_string(i), std::string(10'000, 'v'));
    mustBackup(*store, folder / "backups");
  }
  for (int round = 0; round < 20; ++round) {
    const auto target = folder / ("new " + std::to_string(round));
    std::filesystem::create_directory(target);
    std::atomic<int> ready = 0;
    std::atomic<int> done = 0;
    const auto restore = [&] {
      ++ready;
      while (ready < 2) std::this_thread::yield();
      const Status status = restoreBackup(folder / "backups", std::nullopt, target);
      if (status.ok()) ++done;
      const auto code = codeOf(status);
      return status.ok() || code == ErrorCode::kLocked || code == ErrorCode::kAlreadyExists;
    };
    bool other_fine = false;
    std::thread other([&] { other_fine = restore(); });
    const bool fine = restore();
    other.join();
    CHECK(fine);
    CHECK(other_fine);
    CHECK(done == 1);
    CHECK(mustGet(*mustOpen(target), "key 199") == std::string(10'000, 'v'));
    CHECK(readIdentity(target)->has_value());
  }
}

TEST_CASE("a folder that a backup is being restored into opens for nobody, and one that is open takes none") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "new");
  {
    const auto restoring =
        FolderLock::take(folder / "new", FolderLock::Mode::kAlone, FolderLock::Without::kRefuse);
    REQUIRE(restoring.ok());
    CHECK(codeOf(openRocksDbStore(folder / "new", {})) == ErrorCode::kLocked);
    CHECK(std::filesystem::is_empty(folder / "new"));
  }
  {
    auto store = mustOpen(folder / "new");
    CHECK(codeOf(FolderLock::take(folder / "new", FolderLock::Mode::kAlone, FolderLock::Without::kRefuse)) ==
          ErrorCode::kLocked);
    CHECK(FolderLock::take(folder / "new", FolderLock::Mode::kShared, FolderLock::Without::kRefuse).ok());
  }
  CHECK(FolderLock::take(folder / "new", FolderLock::Mode::kAlone, FolderLock::Without::kRefuse).ok());
}

TEST_CASE("backups that are not there are not found") {
  const TemporaryFolder folder;
  CHECK(codeOf(listBackups(folder / "none")) == ErrorCode::kNotFound);
  CHECK(codeOf(listBackups(folder.path())) == ErrorCode::kNotFound);
  CHECK(codeOf(restoreBackup(folder / "none", std::nullopt, folder / "new")) == ErrorCode::kNotFound);
  auto store = mustOpen(folder / "db");
  mustBackup(*store, folder / "backups");
  CHECK(codeOf(restoreBackup(folder / "backups", 77, folder / "new")) == ErrorCode::kNotFound);
  CHECK_FALSE(std::filesystem::exists(folder / "new"));
}

TEST_CASE("a backup goes to a folder of backups, and nowhere else") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustPut(*store, "a", "1");
  CHECK(codeOf(store->backup(folder / "db")) == ErrorCode::kInvalidArgument);
  CHECK(codeOf(store->backup(folder / "db/backups")) == ErrorCode::kInvalidArgument);
  CHECK(codeOf(store->backup(folder / "no/backups")) == ErrorCode::kNotFound);
  std::filesystem::create_directory(folder / "mine");
  std::ofstream(folder / "mine/letter") << "x";
  CHECK(codeOf(store->backup(folder / "mine")) == ErrorCode::kInvalidArgument);
}

TEST_CASE("a damaged backup is refused before anything is written") {
  const TemporaryFolder folder;
  {
    auto store = mustOpen(folder / "db");
    mustIdentify(folder / "db", 1);
    for (int i = 0; i < 100; ++i) mustPut(*store, std::to_string(i), std::string(100, 'x'));
    mustBackup(*store, folder / "backups");
  }
  std::filesystem::path victim;
  SECTION("in the data") {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "backups")) {
      if (entry.path().extension() == ".sst") victim = entry.path();
    }
  }
  SECTION("in the identity") { victim = folder / "backups/tenure-identity-1"; }
  std::string bytes = bytesOf(victim);
  REQUIRE(bytes.size() > 50);
  bytes[50] = static_cast<char>(bytes[50] ^ 4);
  std::ofstream(victim, std::ios::binary) << bytes;
  const Status restored = restoreBackup(folder / "backups", std::nullopt, folder / "new");
  INFO(failureOf(restored));
  CHECK(codeOf(restored) == ErrorCode::kCorruption);
  CHECK_FALSE(std::filesystem::exists(folder / "new"));
}

}  // namespace backup_test
