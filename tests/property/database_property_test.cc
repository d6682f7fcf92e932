// The database against the plainest model (tests/plain_model.h): small random databases under random writes,
// asked random questions on both clocks, opened again in between.
//
// TENURE_ROUNDS is the number of databases in all (default 3000, a third for each kind of schema). A failing
// case prints its seed and all that was done; TENURE_SEED=<seed> plays that database first.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "tests/property/questions.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_writes.h"
#include "tests/random_records.h"

namespace database_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// A view that was taken some commits ago, with the commit it stands at.
struct OldView {
  View view;
  SystemInstant seen;
  void ask(Dice& dice, const RandomWrites& writes, int questions) const {
    const PlainModel model = writes.model().seenAt(seen);
    Questions(dice, view, model, writes).ask(questions);
  }
};

void askPresent(Dice& dice, const RandomWrites& writes, int questions) {
  const View view = writes.database().always();
  Questions(dice, view, writes.model(), writes).ask(questions);
}

void play(Dice& dice, RandomWrites& writes) {
  std::optional<OldView> old;
  const auto steps = dice.between(3, 8);
  // Facts that were loaded lie in blocks, so some databases are loads and erasures mostly.
  const bool mostly_loads = dice.oneIn(3);
  for (int i = 0; i < steps; ++i) {
    if (dice.oneIn(mostly_loads ? 2 : 8)) {
      writes.bulkLoad();
    } else {
      writes.transaction();
    }
    if (dice.oneIn(5)) answered("warm-up", writes.database().warmUp());
    askPresent(dice, writes, 5);
    if (old && dice.oneIn(2)) old->ask(dice, writes, 4);
    if (!writes.instants().empty() && dice.oneIn(4))
      old = OldView{writes.database().always(), writes.instants().back()};
    if (dice.oneIn(6)) {
      old.reset();
      writes.reopen();
      askPresent(dice, writes, 4);
    }
    if (dice.oneIn(mostly_loads ? 12 : 60)) {
      old.reset();
      writes.erase();
      askPresent(dice, writes, 4);
    }
  }
  if (old) old->ask(dice, writes, 8);
  old.reset();
  askPresent(dice, writes, 20);
  Questions::askEveryVersion(writes);
  if (dice.oneIn(3)) {
    writes.reopen();
    askPresent(dice, writes, 10);
    Questions::askEveryVersion(writes);
  }
  if (!dice.oneIn(6)) return;
  const VerifyReport report = answered("verify", writes.database().verify());
  for (const std::string& error : report.errors) differs("verify", "a sound database", error);
  requireSame("verify: nodes", std::to_string(writes.model().believedNodes({}).size()),
              std::to_string(report.nodes));
  requireSame("verify: facts", std::to_string(writes.model().believedFacts({}).size()),
              std::to_string(report.facts));
}

/// Plays a third of the rounds, each with dice and a database of its own.
template <class MakeSchema>
void rounds(const MakeSchema& schema_of) {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t count = std::max<std::uint64_t>(1, numberFromEnvironment("TENURE_ROUNDS", 3000) / 3);
  for (std::uint64_t round = 0; round < count; ++round) {
    Dice dice(first + round);
    const std::filesystem::path path = folder / "db";
    std::string done;
    try {
      RandomWrites writes(dice, path, schema_of(dice));
      try {
        play(dice, writes);
      } catch (const Mismatch&) {
        for (const std::string& line : writes.log()) done += line + "\n";
        throw;
      }
    } catch (const Mismatch& what) {
      std::cerr << done << "DIFFERS: " << what.what() << "\n";  // as it is; Catch2 would break the lines
      FAIL("TENURE_SEED=" << first + round << " plays this database first (round " << round << ")");
    }
    std::filesystem::remove_all(path);
  }
  SUCCEED(count << " databases from TENURE_SEED=" << first);
}

}  // namespace

TEST_CASE("random databases without a schema answer as the plain model does", "[database]") {
  rounds([](Dice&) { return std::optional<Schema>(); });
}

TEST_CASE("random databases under the schema for organizations answer as the plain model does",
          "[database]") {
  rounds([](Dice&) { return std::optional(organizationsSchema()); });
}

TEST_CASE("random databases under random event rules and longest durations answer as the plain model does",
          "[database]") {
  rounds([](Dice& dice) { return std::optional(anySchema(dice, dice.oneIn(3))); });
}

}  // namespace database_property_test
