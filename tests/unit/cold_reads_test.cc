// What the first question after opening reads: on a database that nothing of is in memory, a node's
// neighbours are found with at most two data blocks (where its list fits into one).
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/database.h"
#include "storage/block_reads.h"
#include "tests/temporary_folder.h"
#include "tests/unit/small_graph.h"

namespace cold_reads_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr std::uint64_t kPeople = 4'000;
constexpr std::uint64_t kOrganizations = 200;
constexpr std::uint64_t kFactsOfPerson = 15;

Validity years(std::uint64_t from) {
  return given(Validity::parse(std::to_string(1950 + from % 70) + "/" + std::to_string(1953 + from % 70)));
}

/// People in 15 organizations each: two megabytes of lists.
void load(Database& db) {
  const auto load = given(db.bulkLoad());
  for (std::uint64_t i = 0; i < kPeople + kOrganizations; ++i) given(load->addNode({}));
  for (std::uint64_t person = 1; person <= kPeople; ++person) {
    for (std::uint64_t i = 0; i < kFactsOfPerson; ++i) {
      const NodeId organization{kPeople + 1 + (person * 7 + i * 13) % kOrganizations};
      given(load->addFact({.subject = NodeId{person},
                           .type = i % 5 == 0 ? "CHAIRED" : "MEMBER_OF",
                           .object = organization,
                           .validity = years(person + i * 4)}));
    }
  }
  given(load->finish());
}

/// One more membership for each of `people`, each in a commit of its own.
void addOneByOne(Database& db, const std::vector<std::uint64_t>& people) {
  for (const std::uint64_t person : people) {
    const auto txn = given(db.begin());
    given(txn->addFact({.subject = NodeId{person},
                        .type = "MEMBER_OF",
                        .object = NodeId{kPeople + 1},
                        .validity = years(person)}));
    given(txn->commit());
  }
}

/// The most that the first question about a person reads, each after an opening of its own.
std::uint64_t mostDataBlocks(const std::filesystem::path& path, std::size_t facts) {
  std::uint64_t most = 0;
  for (std::uint64_t person = 1; person <= kPeople; person += kPeople / 25) {
    const Database db = given(Database::open(path, {.create_if_missing = false}));
    const storage::BlockReads reads;
    const Edges edges = db.always().out(NodeId{person}, {});
    const std::uint64_t data = reads.soFar().data;
    CAPTURE(person, reads.soFar().index);
    CHECK(edges.ok());
    CHECK(edges.size() >= facts);
    CHECK(data >= 1);  // nothing of it was in memory
    most = std::max(most, data);
  }
  return most;
}

}  // namespace

TEST_CASE("the first question by internal id after opening reads at most two data blocks") {
  const TemporaryFolder folder;
  {
    Database db = given(Database::open(folder / "db"));
    load(db);
  }
  CHECK(mostDataBlocks(folder / "db", kFactsOfPerson) <= 2);
}

TEST_CASE("commits after a load do not make the first question read more, once they are in files") {
  const TemporaryFolder folder;
  {
    Database db = given(Database::open(folder / "db"));
    load(db);
    addOneByOne(db, {1, 161, 321, 481, 1000, 2000, 3000, 3999});
  }
  CHECK(mostDataBlocks(folder / "db", kFactsOfPerson) <= 2);
  {
    Database db = given(Database::open(folder / "db"));
    for (std::uint64_t i = 0; i < 4; ++i) addOneByOne(db, {1 + i, 500 + i, 3500 + i});
  }
  CHECK(mostDataBlocks(folder / "db", kFactsOfPerson) <= 2);
}

}  // namespace cold_reads_test
