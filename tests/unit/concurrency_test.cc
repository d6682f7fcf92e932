// Readers beside a writer: every view is one whole state, whatever is committed meanwhile. Run under the
// thread sanitizer as well (scripts/check --tsan).
#include <atomic>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "engine/database.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace concurrency_test {

using namespace tenure;
using tenure::testing::failureOf;
using tenure::testing::TemporaryFolder;

namespace {

constexpr int kCommits = 60;

Validity when(const char* text) { return Validity::parse(text).value(); }

/// Each commit adds one fact to either hub and a type of its own, so that a view shows how many it saw,
/// thrice over.
Status write(Database& db, NodeId left, NodeId right) {
  for (int i = 0; i < kCommits; ++i) {
    TENURE_ASSIGN(auto txn, db.begin());
    TENURE_ASSIGN(const NodeId member, txn->addNode({.external_id = "m" + std::to_string(i)}));
    for (const NodeId hub : {left, right}) {
      TENURE_TRY(txn->addFact(
          {.subject = member, .type = "MEMBER_OF", .object = hub, .validity = when("2014/2018")}));
    }
    TENURE_TRY(txn->addFact(
        {.subject = member, .type = "T" + std::to_string(i), .object = left, .validity = when("2014")}));
    TENURE_TRY(txn->commit());
  }
  return {};
}

/// "" or what is wrong with the view.
std::string wrongWith(const View& view, NodeId left, NodeId right) {
  const Edges on_left = view.in(left, "MEMBER_OF");
  const Edges on_right = view.in(right, "MEMBER_OF");
  if (!on_left.ok() || !on_right.ok())
    return "an error: " + failureOf(on_left.ok() ? on_right.status() : on_left.status());
  if (on_left.size() != on_right.size()) return "half a commit";
  const std::uint64_t commits = view.reader().last().commit.number;
  if (on_left.size() + 1 != commits) return "a state of another commit";
  for (std::uint64_t i = 0; i + 1 < commits; ++i) {
    if (view.in(left, "T" + std::to_string(i)).size() != 1) return "a type that is not known yet";
  }
  return "";
}

}  // namespace

TEST_CASE("readers beside a writer see whole commits") {
  const TemporaryFolder folder;
  auto opened = Database::open(folder / "db");
  REQUIRE(opened.ok());
  Database& db = *opened;
  auto txn = db.begin().value();
  const NodeId left = txn->addNode({.external_id = "left"}).value();
  const NodeId right = txn->addNode({.external_id = "right"}).value();
  REQUIRE(txn->commit().ok());

  std::atomic<bool> done = false;
  Status written;
  std::thread writer([&] {
    written = write(db, left, right);
    done = true;
  });
  std::vector<std::string> wrong(3);
  std::vector<std::thread> readers;
  readers.reserve(wrong.size());
  for (std::string& mine : wrong) {
    readers.emplace_back([&, out = &mine] {
      const View old = db.always();
      while (out->empty()) {
        const bool last = done;
        *out = wrongWith(db.always(), left, right);
        if (out->empty()) *out = wrongWith(old, left, right);
        if (last) break;
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
  INFO(failureOf(written));
  CHECK(written.ok());
  CHECK_THAT(wrong, Catch::Equals(std::vector<std::string>(wrong.size())));
  CHECK(db.always().in(left, "MEMBER_OF").size() == kCommits);
}

TEST_CASE("a second writer waits for its turn, up to the limit") {
  const TemporaryFolder folder;
  auto opened = Database::open(folder / "db", {.write_wait_us = 20'000});
  REQUIRE(opened.ok());
  auto first = opened->begin().value();
  CHECK(opened->begin().error().code() == ErrorCode::kTimeout);
  CHECK(opened->bulkLoad().error().code() == ErrorCode::kTimeout);
  first.reset();
  CHECK(opened->begin().ok());
}

TEST_CASE("writers in several threads take turns, and lose nothing") {
  const TemporaryFolder folder;
  auto opened = Database::open(folder / "db");
  REQUIRE(opened.ok());
  Database& db = *opened;
  std::vector<std::thread> writers;
  std::atomic<int> failed = 0;
  writers.reserve(4);
  for (int t = 0; t < 4; ++t) {
    writers.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        auto txn = db.begin();
        if (!txn.ok() || !(*txn)->addNode({}).ok() || !(*txn)->commit().ok()) ++failed;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  CHECK(failed == 0);
  const auto commits = db.commits().value();
  CHECK(commits.size() == 40);
  for (std::size_t i = 1; i < commits.size(); ++i) CHECK(commits[i - 1].instant < commits[i].instant);
}

}  // namespace concurrency_test
