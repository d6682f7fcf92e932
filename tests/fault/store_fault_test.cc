// The ordered store under kill -9, flipped bytes and full disks. Every case runs the store that is to die in
// a child process: this program started again with one hidden test case, told by the environment what to do,
// so that a store (and its threads) in this process is never carried over by fork.
//
// TENURE_ROUNDS multiplies the rounds (default 1), TENURE_SEED replays a run; the seed is printed on a
// failure.
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "storage/identity.h"
#include "storage/ordered_store.h"
#include "tests/fault/child_process.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace store_fault_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

std::atomic<bool> syncs_fail{false};

}  // namespace

/// In place of the C library's, in this program and in the libraries it uses: RocksDB syncs its log with it.
extern "C" int fdatasync(int file) {
  if (syncs_fail) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace {

namespace fs = std::filesystem;

std::uint64_t environmentNumber(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::uint64_t seed() {
  static const std::uint64_t kSeed = environmentNumber("TENURE_SEED", std::random_device()());
  return kSeed;
}

int rounds(int few) { return few * static_cast<int>(environmentNumber("TENURE_ROUNDS", 1)); }

std::string eightDigits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
}

/// What batch `number` writes under its two keys: 0 to 6,000 bytes that the number decides.
std::string valueOfBatch(std::uint64_t number) {
  std::mt19937_64 random(number * 7919);
  std::string value = std::to_string(number) + ":";
  for (std::uint64_t left = random() % 6000; left > 0; --left)
    value.push_back(static_cast<char>(random() & 0xffU));
  return value;
}

Batch batchOf(std::uint64_t number) {
  Batch batch;
  batch.put("a" + eightDigits(number), valueOfBatch(number));
  batch.put("b" + eightDigits(number), valueOfBatch(number));
  return batch;
}

/// How many batches are there, from the first without a gap; the test fails where one is torn or missing.
std::uint64_t wholeBatches(OrderedStore& store) {
  const auto all = readAll(store);
  INFO(failureOf(all));
  REQUIRE(all.ok());
  std::uint64_t count = 0;
  for (; all->contains("a" + eightDigits(count)); ++count) {
    const std::string expected = valueOfBatch(count);
    const bool whole = all->at("a" + eightDigits(count)) == expected &&
                       all->contains("b" + eightDigits(count)) &&
                       all->at("b" + eightDigits(count)) == expected;
    INFO("batch " << count);
    REQUIRE(whole);
  }
  REQUIRE(all->size() == 2 * count);
  return count;
}

// ---- the child --------------------------------------------------------------------------------------------

std::unique_ptr<OrderedStore> openInChild(const fs::path& path) {
  // A small memory, so that its files are written and joined while we are killed.
  auto store = openRocksDbStore(path, {.write_buffer_bytes = 256U << 10U});
  if (!store.ok()) {
    std::cerr << failureOf(store) << "\n";
    ::_exit(91);
  }
  return std::move(store).value();
}

void commitUntilKilled(const fs::path& path) {
  auto store = openInChild(path);
  std::uint64_t number = wholeBatches(*store);
  acknowledge(number);
  for (;; ++number) {
    expect(store->commit(batchOf(number)).ok(), 92);
    acknowledge(number + 1);
  }
}

void loadUntilKilled(const fs::path& path) {
  auto store = openInChild(path);
  auto load = store->beginLoad();
  expect(load.ok(), 93);
  acknowledge(0);
  for (std::uint64_t i = 0; i < 100000; ++i)
    expect((*load)->add("l" + eightDigits(i), eightDigits(i * 31)).ok(), 94);
  acknowledge(1);
  expect((*load)->ingest().ok(), 95);
  acknowledge(2);
  ::pause();
}

void restoreUntilKilled(const fs::path& path) {
  acknowledge(0);
  expect(restoreBackup(path.string() + "-backups", std::nullopt, path).ok(), 96);
  acknowledge(1);
  ::pause();
}

void createUntilKilled(const fs::path& path) {
  acknowledge(0);
  openInChild(path);
  acknowledge(1);
}

/// Commits until the disk is full, then says what the store is like; `free_space` makes room again.
template <class FreeSpace>
void fillDisk(const fs::path& path, FreeSpace free_space) {
  std::uint64_t number = 0;
  {
    auto store = openInChild(path);
    Status status;
    for (; number < 100000; ++number) {
      status = store->commit(batchOf(number));
      if (!status.ok()) break;
    }
    expect(codeOf(status) == ErrorCode::kNoSpace, 100);
    expect(store->get("a" + eightDigits(number)).ok(), 101);
    expect(wholeBatches(*store) == number, 102);  // reads go on, and see nothing of the failed batch
    expect(codeOf(store->commit(batchOf(number + 1))) == ErrorCode::kNoSpace, 103);
    free_space();
    std::this_thread::sleep_for(std::chrono::milliseconds(environmentNumber("TENURE_TEST_WAIT_MS", 0)));
    const Status after = store->commit(batchOf(number + 1));
    expect(codeOf(after) == ErrorCode::kNoSpace, 104);
    expect(after.error().message().find("until it is opened again") != std::string::npos, 105);
    expect(codeOf(store->beginLoad()) == ErrorCode::kNoSpace, 106);
    expect(wholeBatches(*store) == number, 107);
    if (environmentNumber("TENURE_TEST_DIE", 0) != 0) {
      acknowledge(number);
      ::_exit(0);
    }
  }
  for (int again = 0; again < 2; ++again, ++number) {
    auto store = openInChild(path);
    expect(wholeBatches(*store) == number, 108);
    expect(store->commit(batchOf(number)).ok(), 109);
  }
  expect(openInChild(path)->verifyFiles().ok(), 110);
  acknowledge(number);
}

void fillFileLimit(const fs::path& path) {
  rlimit limit{};
  expect(::getrlimit(RLIMIT_FSIZE, &limit) == 0, 97);
  rlimit small = limit;
  small.rlim_cur = environmentNumber("TENURE_TEST_BYTES", 100000);
  expect(::setrlimit(RLIMIT_FSIZE, &small) == 0, 97);
  fillDisk(path, [&] { expect(::setrlimit(RLIMIT_FSIZE, &limit) == 0, 97); });
}

/// A file system of 3 MB of this process alone, with a stone in it that is taken out again.
void fillSmallDisk(const fs::path& path) {
  fs::create_directory(path);
  if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=3m") != 0)
    ::_exit(77);
  std::ofstream(path / "stone") << std::string(1U << 20U, 'x');
  fillDisk(path / "db", [&] { fs::remove(path / "stone"); });
}

/// The log gets the whole batch and its sync fails: the caller is told so, and it must not come back.
void failSync(const fs::path& path) {
  auto store = openInChild(path);
  for (std::uint64_t i = 0; i < 5; ++i) expect(store->commit(batchOf(i)).ok(), 120);
  syncs_fail = true;
  expect(codeOf(store->commit(batchOf(5))) == ErrorCode::kIo, 121);
  syncs_fail = false;
  expect(wholeBatches(*store) == 5, 122);
  expect(codeOf(store->commit(batchOf(5))) == ErrorCode::kIo, 123);
  if (environmentNumber("TENURE_TEST_DIE", 0) != 0) ::_exit(0);
  store.reset();
  store = openInChild(path);
  expect(wholeBatches(*store) == 5, 124);
  expect(store->commit(batchOf(5)).ok(), 125);
}

struct ChildTask {
  const char* name;
  void (*run)(const fs::path&);
};
constexpr std::array<ChildTask, 7> kChildTasks{{{"commit", commitUntilKilled},
                                                {"load", loadUntilKilled},
                                                {"restore", restoreUntilKilled},
                                                {"create", createUntilKilled},
                                                {"failed sync", failSync},
                                                {"file limit", fillFileLimit},
                                                {"small disk", fillSmallDisk}}};

// ---- the parent -------------------------------------------------------------------------------------------

class Child : public ChildProcess {
 public:
  Child(const char* task, const fs::path& path, const std::vector<std::string>& settings = {})
      : ChildProcess("the child of the store fault tests", task, path, settings) {}
};

void sleepUpTo(std::mt19937_64& random, std::uint64_t microseconds_max) {
  std::this_thread::sleep_for(std::chrono::microseconds(random() % microseconds_max));
}

}  // namespace

TEST_CASE("the child of the store fault tests", "[.child]") {
  const char* name = std::getenv("TENURE_TEST_TASK");
  const char* path = std::getenv("TENURE_TEST_PATH");
  if (name == nullptr || path == nullptr) return;
  for (const ChildTask& task : kChildTasks) {
    if (std::string_view(task.name) == name) task.run(path);
  }
  ::_exit(0);
}

TEST_CASE("every acknowledged commit survives a kill, whole") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  const TemporaryFolder folder;
  std::uint64_t before = 0;
  for (int round = 0; round < rounds(15); ++round) {
    Child child("commit", folder / "db");
    REQUIRE(child.next().has_value());
    sleepUpTo(random, 250000);
    CHECK(child.kill() == std::nullopt);
    const std::uint64_t acknowledged = child.last(before);
    auto store = mustOpen(folder / "db", {.read_only = random() % 2 == 0});
    const std::uint64_t there = wholeBatches(*store);
    CHECK(there >= acknowledged);
    CHECK(there <= acknowledged + 1);
    before = there;
  }
  CHECK(before > 0);
  CHECK(mustOpen(folder / "db")->verifyFiles().ok());
}

TEST_CASE("a killed bulk load is there as a whole or not at all") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  for (int round = 0; round < rounds(12); ++round) {
    const TemporaryFolder folder;
    mustPut(*mustOpen(folder / "db"), "before", "1");
    Child child("load", folder / "db");
    REQUIRE(child.next() == 0U);
    std::uint64_t acknowledged = 0;
    if (round % 3 != 0) acknowledged = *child.next();  // two of three die close to the taking in
    sleepUpTo(random, round % 3 == 0 ? 100000 : 20000);
    CHECK(child.kill() == std::nullopt);
    acknowledged = child.last(acknowledged);
    auto store = mustOpen(folder / "db");
    const auto all = readAll(*store);
    REQUIRE(all.ok());
    CAPTURE(round, acknowledged);
    CHECK((all->size() == 1 || all->size() == 100001));
    if (acknowledged == 2) CHECK(all->size() == 100001);
    CHECK(store->verifyFiles().ok());
    for (const auto& entry : fs::directory_iterator(folder / "db")) CHECK_FALSE(entry.is_directory());
  }
}

TEST_CASE("a killed restore does not look like a database, a finished one does") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  const TemporaryFolder folder;
  {
    auto store = mustOpen(folder / "db");
    REQUIRE(writeIdentity(folder / "db", {kFormatVersion, std::string(32, 'a'), 60}).ok());
    for (std::uint64_t i = 0; i < 60; ++i) REQUIRE(store->commit(batchOf(i)).ok());
    REQUIRE(store->backup(folder / "new-backups").ok());
  }
  for (int round = 0; round < rounds(15); ++round) {
    fs::remove_all(folder / "new");
    Child child("restore", folder / "new");
    REQUIRE(child.next() == 0U);
    sleepUpTo(random, 40000);
    child.kill();
    const bool finished = child.last(0) == 1;
    const auto identity = readIdentity(folder / "new");
    CAPTURE(round, finished, failureOf(identity));
    if (identity.ok() && identity->has_value()) {
      auto store = mustOpen(folder / "new");
      CHECK(wholeBatches(*store) == 60);
    } else {
      CHECK_FALSE(finished);
      CHECK((identity.ok() || identity.error().code() == ErrorCode::kFormat));
    }
  }
}

TEST_CASE("a killed creation leaves nothing, a whole store, or an unfinished one that is refused") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  for (int round = 0; round < rounds(20); ++round) {
    const TemporaryFolder folder;
    Child child("create", folder / "db");
    REQUIRE(child.next() == 0U);
    sleepUpTo(random, 40000);
    child.kill();
    const bool finished = child.last(0) == 1;
    const auto store = openRocksDbStore(folder / "db", {});
    CAPTURE(round, finished, failureOf(store));
    if (finished) CHECK(store.ok());
    if (!store.ok()) CHECK(codeOf(store) == ErrorCode::kFormat);
  }
}

TEST_CASE("a store in use by another process is locked, and free after its death") {
  const TemporaryFolder folder;
  {
    Child child("load", folder / "db");
    REQUIRE(child.next() == 0U);
    CHECK(codeOf(openRocksDbStore(folder / "db", {})) == ErrorCode::kLocked);
    CHECK(codeOf(openRocksDbStore(folder / "db", {.read_only = true})) == ErrorCode::kLocked);
  }
  mustOpen(folder / "db");
}

TEST_CASE("a file-size limit is a full disk: the failed commit is gone, now and after opening again") {
  for (const char* bytes : {"20000", "60001", "131072", "200003", "400000"}) {
    const TemporaryFolder folder;
    CAPTURE(bytes);
    Child child("file limit", folder / "db", {"TENURE_TEST_BYTES=" + std::string(bytes)});
    const int exit = child.join().value_or(-1);
    CHECK(exit == 0);
    if (exit == 0) CHECK(wholeBatches(*mustOpen(folder / "db")) == child.last(0));
  }
}

TEST_CASE("after a full disk and a death without closing, the failed commit is gone as well") {
  for (const char* bytes : {"20000", "60001", "400000"}) {
    const TemporaryFolder folder;
    CAPTURE(bytes);
    Child child("file limit", folder / "db",
                {"TENURE_TEST_BYTES=" + std::string(bytes), "TENURE_TEST_DIE=1"});
    CHECK(child.join() == 0);
    CHECK(wholeBatches(*mustOpen(folder / "db")) == child.last(0));
  }
}

TEST_CASE("a commit whose sync failed is gone, now and after opening again") {
  const TemporaryFolder folder;
  Child closing("failed sync", folder / "db");
  CHECK(closing.join() == 0);
  CHECK(wholeBatches(*mustOpen(folder / "db")) == 6);
  Child dying("failed sync", folder / "other", {"TENURE_TEST_DIE=1"});
  CHECK(dying.join() == 0);
  CHECK(wholeBatches(*mustOpen(folder / "other")) == 5);
}

TEST_CASE("a disk that fills, and has space again") {
  const TemporaryFolder folder;
  // Longer than RocksDB's own thread takes to see free space, if it were allowed to go on by itself.
  Child child("small disk", folder / "disk", {"TENURE_TEST_WAIT_MS=6000"});
  const int exit = child.join().value_or(-1);
  if (exit == 77) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  CHECK(exit == 0);
}

TEST_CASE("a flipped byte is an error or harmless, never another content") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  const TemporaryFolder folder;
  constexpr std::uint64_t kBatches = 60;
  {
    auto store = mustOpen(folder / "db");
    for (std::uint64_t i = 0; i < kBatches; ++i) {
      REQUIRE(store->commit(batchOf(i)).ok());
      if (i == 10 || i == 20) REQUIRE(store->flush().ok());
    }
  }
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder / "db")) {
    if (entry.file_size() > 0) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  int errors = 0;
  for (int round = 0; round < rounds(120); ++round) {
    const fs::path copy = folder / "copy";
    fs::remove_all(copy);
    fs::copy(folder / "db", copy);
    const std::string name = names[random() % names.size()];
    std::string bytes = bytesOf(copy / name);
    // Half of the flips fall near the end, where RocksDB's reader is lenient.
    const std::size_t from = random() % 2 == 0 ? 0 : bytes.size() - std::min<std::size_t>(bytes.size(), 2000);
    const std::size_t at = from + random() % (bytes.size() - from);
    const unsigned bit = 1U << (random() % 8);
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ bit);
    std::ofstream(copy / name, std::ios::binary) << bytes;
    CAPTURE(round, name, at, bit);
    auto store = openRocksDbStore(copy, {});
    std::string failure = failureOf(store);
    if (store.ok()) {
      const auto all = readAll(**store);
      failure = failureOf(all);
      if (all.ok()) CHECK(wholeBatches(**store) == kBatches);
    }
    CAPTURE(failure);
    if (failure == "ok") continue;
    ++errors;
    CHECK(failure.starts_with("corruption"));
    CHECK(failure.find(copy.string()) != std::string::npos);
  }
  CHECK(errors > 0);
}

TEST_CASE("a log cut anywhere gives back the batches before the cut") {
  INFO("TENURE_SEED=" << seed());
  std::mt19937_64 random(seed());
  const TemporaryFolder folder;
  constexpr std::uint64_t kBatches = 40;
  {
    auto store = mustOpen(folder / "db");
    for (std::uint64_t i = 0; i < kBatches; ++i) REQUIRE(store->commit(batchOf(i)).ok());
  }
  for (int round = 0; round < rounds(40); ++round) {
    const fs::path copy = folder / "copy";
    fs::remove_all(copy);
    fs::copy(folder / "db", copy);
    for (const auto& entry : fs::directory_iterator(copy)) {
      if (entry.path().extension() == ".log" && entry.file_size() > 0)
        fs::resize_file(entry.path(), random() % entry.file_size());
    }
    CAPTURE(round);
    CHECK(wholeBatches(*mustOpen(copy)) < kBatches);
  }
}

}  // namespace store_fault_test
