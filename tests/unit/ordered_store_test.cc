// What the ordered store promises (storage/ordered_store.h), success beside refusal, and again after
// reopening.
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "storage/ordered_store.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace ordered_store_test {

using namespace tenure;
using namespace tenure::storage;
using namespace tenure::testing;

namespace {

std::vector<std::string> keysOf(Cursor& cursor) {
  std::vector<std::string> keys;
  for (cursor.seekToFirst(); cursor.valid(); cursor.next()) keys.emplace_back(cursor.key());
  REQUIRE(cursor.status().ok());
  return keys;
}

std::string numbered(int number) {
  std::string digits = std::to_string(number);
  return "n" + std::string(8 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("a key range with a prefix ends before the next prefix") {
  CHECK(KeyRange::withPrefix("ab").first == "ab");
  CHECK(KeyRange::withPrefix("ab").last == "ac");
  CHECK(KeyRange::withPrefix("a\xff").last == "b");
  CHECK(KeyRange::withPrefix("\xff\xff").last.empty());
  CHECK(KeyRange::withPrefix("").last.empty());
}

TEST_CASE("a batch gives back its writes in their order") {
  Batch batch;
  CHECK(batch.empty());
  batch.put("k", "value");
  batch.remove(std::string_view("\0x", 2));
  batch.put("", "");
  CHECK(batch.count() == 3);
  CHECK(batch.bytes() == 8);
  std::string seen;
  batch.forEach([&](bool is_put, std::string_view key, std::string_view value) {
    seen += (is_put ? "put(" : "remove(") + std::to_string(key.size()) + "," + std::string(value) + ")";
  });
  CHECK(seen == "put(1,value)remove(2,)put(0,)");
  batch.clear();
  CHECK(batch.empty());
  CHECK(batch.bytes() == 0);
}

TEST_CASE("what was committed is there, and there again after reopening") {
  const TemporaryFolder folder;
  {
    auto store = mustOpen(folder / "db");
    Batch batch;
    batch.put("a", "1");
    batch.put("b", "2");
    batch.put("b", "3");
    batch.put(std::string_view("z\0\xff", 3), std::string_view("\0", 1));
    batch.put("gone", "x");
    batch.remove("gone");
    REQUIRE(store->commit(batch).ok());
    CHECK(mustGet(*store, "b") == "3");
    CHECK(mustGet(*store, "gone") == std::nullopt);
  }
  auto store = mustOpen(folder / "db");
  CHECK(mustGet(*store, "a") == "1");
  CHECK(mustGet(*store, "b") == "3");
  CHECK(mustGet(*store, std::string_view("z\0\xff", 3)) == std::string(1, '\0'));
  CHECK(mustGet(*store, "gone") == std::nullopt);
  const auto many = store->getMany(std::vector<std::string>{"b", "none", "a"});
  REQUIRE(many.ok());
  CHECK(*many == std::vector<std::optional<std::string>>{"3", std::nullopt, "1"});
  CHECK(store->getMany({})->empty());
  CHECK(store->verifyFiles().ok());
}

TEST_CASE("a cursor keeps to its range, in both directions") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  for (const auto* key : {"a", "b1", "b2", "b3", "c"}) mustPut(*store, key, key);
  CHECK(keysOf(*store->scan(KeyRange::withPrefix("b"))) == std::vector<std::string>{"b1", "b2", "b3"});
  CHECK(keysOf(*store->scan({"b2", "c"})) == std::vector<std::string>{"b2", "b3"});
  CHECK(keysOf(*store->scan({"b3", ""}, nullptr, true)) == std::vector<std::string>{"b3", "c"});
  CHECK(keysOf(*store->scan({"x", ""})).empty());
  CHECK(keysOf(*store->scan({"c", "a"})).empty());

  auto cursor = store->scan(KeyRange::withPrefix("b"));
  cursor->seekToLast();
  REQUIRE(cursor->valid());
  CHECK(cursor->key() == "b3");
  cursor->previous();
  CHECK(cursor->value() == "b2");
  cursor->seek("a");  // below the range: its first key
  CHECK(cursor->key() == "b1");
  cursor->previous();
  CHECK_FALSE(cursor->valid());
  cursor->seek("b4");
  CHECK_FALSE(cursor->valid());
  CHECK(cursor->status().ok());
}

TEST_CASE("a snapshot and a cursor see the state of their beginning") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustPut(*store, "a", "old");
  const SnapshotPtr before = store->snapshot();
  const auto cursor = store->scan({});
  mustPut(*store, "a", "new");
  mustPut(*store, "b", "new");
  CHECK(mustGet(*store, "a", before.get()) == "old");
  CHECK(mustGet(*store, "b", before.get()) == std::nullopt);
  CHECK(mustGet(*store, "a") == "new");
  CHECK(keysOf(*cursor) == std::vector<std::string>{"a"});
  CHECK(keysOf(*store->scan({}, before.get())) == std::vector<std::string>{"a"});
  CHECK(store->getMany(std::vector<std::string>{"a"}, before.get())->front() == "old");
}

TEST_CASE("a sorted load is invisible until it is taken in, and then wins over what was there") {
  const TemporaryFolder folder;
  {
    auto store = mustOpen(folder / "db");
    mustPut(*store, numbered(5), "old");
    mustPut(*store, "kept", "kept");
    const SnapshotPtr before = store->snapshot();
    auto load = store->beginLoad();
    REQUIRE(load.ok());
    for (int i = 0; i < 1000; ++i) REQUIRE((*load)->add(numbered(i), "load").ok());
    CHECK((*load)->bytes() == 1000 * (9 + 4));
    CHECK(mustGet(*store, numbered(5)) == "old");
    REQUIRE((*load)->ingest().ok());
    CHECK(mustGet(*store, numbered(5)) == "load");
    CHECK(mustGet(*store, numbered(5), before.get()) == "old");
    CHECK(mustGet(*store, numbered(6), before.get()) == std::nullopt);
    CHECK(codeOf((*load)->ingest()) == ErrorCode::kInternal);
    mustPut(*store, numbered(7), "newer");
  }
  auto store = mustOpen(folder / "db");
  CHECK(mustGet(*store, numbered(999)) == "load");
  CHECK(mustGet(*store, numbered(7)) == "newer");
  CHECK(mustGet(*store, "kept") == "kept");
  CHECK(readAll(*store)->size() == 1001);
}

TEST_CASE("a sorted load refuses keys out of order, and leaves nothing when it is dropped") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  {
    auto load = store->beginLoad();
    REQUIRE((*load)->add("b", "").ok());
    CHECK(codeOf((*load)->add("b", "")) == ErrorCode::kInternal);
    CHECK(codeOf((*load)->add("c", "")) == ErrorCode::kInternal);  // it stays refused
    CHECK(codeOf((*load)->ingest()) == ErrorCode::kInternal);
  }
  {
    auto load = store->beginLoad();
    REQUIRE((*load)->add("x", "").ok());
  }
  auto empty = store->beginLoad();
  REQUIRE((*empty)->ingest().ok());
  CHECK(readAll(*store)->empty());
  for (const auto& entry : std::filesystem::directory_iterator(folder / "db"))
    CHECK_FALSE(entry.is_directory());
}

TEST_CASE("parts of a sorted load are written by several threads and taken in together") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  auto load = store->beginLoad();
  REQUIRE(load.ok());
  REQUIRE((*load)->add(numbered(0), "own").ok());
  std::atomic<int> written{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 3; i > 0; --i) {
      threads.emplace_back([&load, &written, i] {
        SortedPart& part = (*load)->part();
        for (int k = 0; k < 1000; ++k) written += part.add(numbered(1000 * i + k), "part").ok() ? 1 : 0;
        written += part.finish().ok() ? 1 : 0;
      });
    }
  }
  CHECK(written == 3003);
  (void)(*load)->part();  // one that stays empty
  CHECK(readAll(*store)->empty());
  REQUIRE((*load)->ingest().ok());
  CHECK(readAll(*store)->size() == 3001);
  CHECK(mustGet(*store, numbered(2999)) == "part");
}

TEST_CASE("a sorted load refuses parts that reach into each other, and one with keys out of order") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  const auto loaded = [&](const std::vector<std::vector<std::string>>& parts) {
    auto load = store->beginLoad();
    for (const auto& keys : parts) {
      SortedPart& part = (*load)->part();
      for (const std::string& key : keys) (void)part.add(key, "");
    }
    return codeOf((*load)->ingest());
  };
  CHECK(loaded({{"a", "c"}, {"b"}}) == ErrorCode::kInternal);
  CHECK(loaded({{"a", "c"}, {"c", "d"}}) == ErrorCode::kInternal);
  CHECK(loaded({{"x"}, {"b", "a"}}) == ErrorCode::kInternal);
  CHECK(readAll(*store)->empty());
  CHECK(loaded({{"c", "d"}, {"a", "b"}}) == std::nullopt);
  CHECK(readAll(*store)->size() == 4);
}

TEST_CASE("what a dead load left is removed at the next opening for writing") {
  const TemporaryFolder folder;
  mustOpen(folder / "db").reset();
  std::filesystem::create_directory(folder / "db/load-dead01");
  std::ofstream(folder / "db/load-dead01/1.sst") << "half";
  mustOpen(folder / "db", {.read_only = true}).reset();
  CHECK(std::filesystem::exists(folder / "db/load-dead01"));
  mustOpen(folder / "db").reset();
  CHECK_FALSE(std::filesystem::exists(folder / "db/load-dead01"));
}

TEST_CASE("a store opened for reading reads what is in the log, and refuses every write") {
  const TemporaryFolder folder;
  mustPut(*mustOpen(folder / "db"), "a", "1");
  auto store = mustOpen(folder / "db", {.read_only = true});
  CHECK(mustGet(*store, "a") == "1");
  Batch batch;
  batch.put("b", "2");
  CHECK(codeOf(store->commit(batch)) == ErrorCode::kReadOnly);
  CHECK(codeOf(store->beginLoad()) == ErrorCode::kReadOnly);
  CHECK(codeOf(store->flush()) == ErrorCode::kReadOnly);
  CHECK(codeOf(store->compact()) == ErrorCode::kReadOnly);
  CHECK(codeOf(store->purge()) == ErrorCode::kReadOnly);
  CHECK(store->verifyFiles().ok());
}

TEST_CASE("one writer or several readers have a store open") {
  const TemporaryFolder folder;
  {
    auto writer = mustOpen(folder / "db");
    const auto second = openRocksDbStore(folder / "db", {});
    CHECK(codeOf(second) == ErrorCode::kLocked);
    CHECK(failureOf(second).find((folder / "db").string()) != std::string::npos);
    CHECK(codeOf(openRocksDbStore(folder / "db", {.read_only = true})) == ErrorCode::kLocked);
    mustPut(*writer, "a", "1");
  }
  auto reader = mustOpen(folder / "db", {.read_only = true});
  auto another = mustOpen(folder / "db", {.read_only = true});
  CHECK(codeOf(openRocksDbStore(folder / "db", {})) == ErrorCode::kLocked);
  reader.reset();
  CHECK(codeOf(openRocksDbStore(folder / "db", {})) == ErrorCode::kLocked);
  another.reset();
  CHECK(mustGet(*mustOpen(folder / "db"), "a") == "1");
}

TEST_CASE("only an absent or empty folder becomes a new store") {
  const TemporaryFolder folder;
  CHECK(codeOf(openRocksDbStore(folder / "db", {.create_if_missing = false})) == ErrorCode::kNotFound);
  CHECK(codeOf(openRocksDbStore(folder / "db", {.read_only = true})) == ErrorCode::kNotFound);
  CHECK_FALSE(std::filesystem::exists(folder / "db"));
  CHECK(codeOf(openRocksDbStore(folder / "no/db", {})) == ErrorCode::kNotFound);
  CHECK(codeOf(openRocksDbStore("", {})) == ErrorCode::kInvalidArgument);

  std::ofstream(folder / "file") << "x";
  CHECK(codeOf(openRocksDbStore(folder / "file", {})) == ErrorCode::kInvalidArgument);
  std::filesystem::create_directory(folder / "photos");
  std::ofstream(folder / "photos/cat.jpg") << "x";
  const auto photos = openRocksDbStore(folder / "photos", {});
  CHECK(codeOf(photos) == ErrorCode::kFormat);
  CHECK(failureOf(photos).find("cat.jpg") != std::string::npos);
  std::filesystem::create_directory(folder / "empty");
  mustOpen(folder / "empty");
}

TEST_CASE("a store without its files is damaged or unfinished, never new") {
  const TemporaryFolder folder;
  const auto db = folder / "db";
  {
    auto store = mustOpen(db);
    mustPut(*store, "a", "1");
    REQUIRE(store->flush().ok());
    mustPut(*store, "b", "2");
  }
  const auto opened = [&] { return openRocksDbStore(db, {}); };
  const auto without = [&](auto matches) {
    for (const auto& entry : std::filesystem::directory_iterator(db)) {
      if (matches(entry.path())) return entry.path();
    }
    FAIL("no such file");
    return std::filesystem::path();
  };
  SECTION("CURRENT is gone") {
    std::filesystem::remove(db / "CURRENT");
    CHECK(codeOf(opened()) == ErrorCode::kCorruption);
  }
  SECTION("CURRENT is empty, or names nothing") {
    std::ofstream(db / "CURRENT").flush();
    CHECK(codeOf(opened()) == ErrorCode::kCorruption);
    std::ofstream(db / "CURRENT") << "MANIFEST-999999\n";
    CHECK(codeOf(opened()) == ErrorCode::kCorruption);
  }
  SECTION("the manifest is gone") {
    std::filesystem::remove(
        without([](const auto& p) { return p.filename().string().starts_with("MANIFEST"); }));
    CHECK(codeOf(opened()) == ErrorCode::kCorruption);
  }
  SECTION("a sorted file is gone") {
    std::filesystem::remove(without([](const auto& p) { return p.extension() == ".sst"; }));
    CHECK(codeOf(opened()) == ErrorCode::kCorruption);
  }
  SECTION("creation stopped before there was data") {
    std::filesystem::remove_all(db);
    std::filesystem::create_directory(db);
    std::ofstream(db / "LOCK").flush();
    std::ofstream(db / "MANIFEST-000001") << "half";
    const auto store = opened();
    CHECK(codeOf(store) == ErrorCode::kFormat);
    CHECK(failureOf(store).find("did not finish") != std::string::npos);
  }
  CHECK(codeOf(opened()).has_value());  // and a second try changes nothing
}

TEST_CASE("a folder that the system refuses is a question of permission") {
  if (::geteuid() != 0) return;  // needs a user to become
  const TemporaryFolder folder;
  mustOpen(folder / "db").reset();
  ::chmod((folder / "db").c_str(), 0700);
  ::chmod(folder.path().c_str(), 0755);
  REQUIRE(::seteuid(65534) == 0);
  const auto refused = openRocksDbStore(folder / "db", {});
  const auto no_folder = openRocksDbStore(folder / "new", {});
  REQUIRE(::seteuid(0) == 0);
  CHECK(codeOf(refused) == ErrorCode::kPermission);
  CHECK(codeOf(no_folder) == ErrorCode::kPermission);
  ::chmod((folder / "db").c_str(), 0755);
  REQUIRE(::seteuid(65534) == 0);
  const auto unwritable = openRocksDbStore(folder / "db", {});
  REQUIRE(::seteuid(0) == 0);
  INFO(failureOf(unwritable));
  CHECK(codeOf(unwritable) == ErrorCode::kPermission);
}

TEST_CASE("after a purge no file holds what was deleted, in keys or in values") {
  const TemporaryFolder folder;
  const auto db = folder / "db";
  auto store = mustOpen(db);
  for (int i = 0; i < 200; ++i) mustPut(*store, numbered(i), "value of " + numbered(i));
  SECTION("first, last and middle key of a file") {
    for (const auto* key : {"a-MARKER", "n00000100-MARKER", "z-MARKER"})
      mustPut(*store, key, "secret-MARKER");
    REQUIRE(store->flush().ok());
    CHECK_FALSE(filesWith(db, "MARKER").empty());  // the manifest names the first and the last key
    for (const auto* key : {"a-MARKER", "n00000100-MARKER", "z-MARKER"}) mustRemove(*store, key);
  }
  SECTION("in the log only") {
    mustPut(*store, "a-MARKER", "secret-MARKER");
    mustRemove(*store, "a-MARKER");
    CHECK_FALSE(filesWith(db, "MARKER").empty());
  }
  SECTION("overwritten") {
    mustPut(*store, "n00000007", "secret-MARKER");
    REQUIRE(store->compact().ok());
    mustPut(*store, "n00000007", "value of n00000007");
  }
  SECTION("taken in by a sorted load") {
    auto load = store->beginLoad();
    for (const auto* key : {"m-MARKER", "n00000003-MARKER", "z-MARKER"})
      REQUIRE((*load)->add(key, "secret-MARKER").ok());
    REQUIRE((*load)->ingest().ok());
    CHECK_FALSE(filesWith(db, "MARKER").empty());
    for (const auto* key : {"m-MARKER", "n00000003-MARKER", "z-MARKER"}) mustRemove(*store, key);
  }
  SECTION("before the store was opened the last time") {
    mustPut(*store, "z-MARKER", "secret-MARKER");
    store.reset();
    store = mustOpen(db);
    mustRemove(*store, "z-MARKER");
  }
  const Status purged = store->purge();
  INFO(failureOf(purged));
  REQUIRE(purged.ok());
  CHECK(filesWith(db, "MARKER").empty());
  CHECK(readAll(*store)->size() == 200);
  mustPut(*store, "after", "1");
  store.reset();
  CHECK(filesWith(db, "MARKER").empty());
  store = mustOpen(db);
  CHECK(readAll(*store)->size() == 201);
}

TEST_CASE("a purge of everything leaves an empty store without a trace") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  for (int i = 0; i < 50; ++i) mustPut(*store, numbered(i) + "-MARKER", "MARKER");
  REQUIRE(store->flush().ok());
  for (int i = 0; i < 50; ++i) mustRemove(*store, numbered(i) + "-MARKER");
  REQUIRE(store->purge().ok());
  CHECK(filesWith(folder / "db", "MARKER").empty());
  CHECK(readAll(*store)->empty());
}

TEST_CASE("a purge waits for no one: it refuses while a snapshot or a cursor is alive") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustPut(*store, "a", "1");
  auto snapshot = store->snapshot();
  CHECK(codeOf(store->purge()) == ErrorCode::kInvalidArgument);
  snapshot.reset();
  auto cursor = store->scan({});
  CHECK(codeOf(store->purge()) == ErrorCode::kInvalidArgument);
  cursor.reset();
  CHECK(store->purge().ok());
}

TEST_CASE("figures count what is there and what was read") {
  const TemporaryFolder folder;
  auto store = mustOpen(folder / "db");
  mustPut(*store, "a", "1");
  CHECK(store->figures().log_bytes > 0);
  CHECK(store->figures().estimated_keys == 1);
  REQUIRE(store->flush().ok());
  CHECK(store->figures().file_bytes > 0);
  mustGet(*store, "a");
  CHECK(store->figures().block_reads == 1);
  mustGet(*store, "a");
  CHECK(store->figures().cache_hits == 1);
}

TEST_CASE("opening again and again does not gather files") {
  const TemporaryFolder folder;
  std::size_t files = 0;
  for (int i = 0; i < 60; ++i) {
    auto store = mustOpen(folder / "db");
    Batch batch;
    batch.put("a", numbered(i));  // as every commit of a database: something old, and something new
    batch.put(numbered(i), "x");
    REQUIRE(store->commit(batch).ok());
    store.reset();
    std::size_t now = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder / "db")) ++now;
    files = std::max(files, now);
  }
  CHECK(files < 24);  // 12 small sorted files, and RocksDB's own
  CHECK(readAll(*mustOpen(folder / "db"))->size() == 61);
}

}  // namespace ordered_store_test
