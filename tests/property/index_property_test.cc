// Lists of labels and indexes of properties on random databases against the records: at every instant of
// belief there was, a list says exactly what the records say, and an index leaves out nothing that has the
// value. Writes are transactions, loads and erasures; indexes come and go in between, and the database is
// opened again.
//
// TENURE_DATABASES is the number of databases (default 40). A failing case prints its seed;
// TENURE_SEED=<seed> plays that database first.
#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/database.h"
#include "schema/declarations.h"
#include "storage/property_index.h"
#include "tests/property/quick_folder.h"
#include "tests/random_records.h"

namespace index_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

const std::vector<std::string> kLabels = {"A", "B", "C"};

template <class T>
T must(Result<T> result) {
  INFO((result.ok() ? std::string() : result.error().toString()));
  REQUIRE(result.ok());
  return std::move(result).value();
}
void must(const Status& status) {
  INFO((status.ok() ? std::string() : status.error().toString()));
  REQUIRE(status.ok());
}

class RandomDatabase {
 public:
  explicit RandomDatabase(std::uint64_t seed) : dice_(seed) { open(); }

  void play() {
    for (int step = 0; step < 25; ++step) {
      switch (dice_() % 8) {
        case 0: load(); break;
        case 1: toggleIndex(); break;
        case 2: erase(); break;
        case 3: open(); break;
        default: write(); break;
      }
    }
    check();
    open();
    check();
    const auto report = must(database_->verify());
    for (const std::string& error : report.errors) FAIL_CHECK(error);
  }

 private:
  void open() {
    database_.reset();
    OpenOptions options;
    options.clock = [this] { return now_us_ += 1'000; };
    database_.emplace(must(Database::open(folder_ / "db", options)));
  }
  std::uint64_t below(std::uint64_t end) { return dice_() % end; }
  std::vector<std::string> labels() {
    std::vector<std::string> out;
    for (const std::string& label : kLabels) {
      if (below(2) == 0) out.push_back(label);
    }
    return out;
  }
  /// A value or two, of few, so that many nodes share them; integers and floats that are equal.
  Properties properties() {
    if (below(4) == 0) return {};
    PropertyHistory history;
    const auto number = static_cast<std::int64_t>(below(3));
    history.push_back({below(2) == 0 ? Value(number) : Value(static_cast<double>(number)), {}});
    return {{"code", std::move(history)}};
  }

  void write() {
    const auto txn = must(database_->begin());
    for (std::uint64_t i = 0; i < 1 + below(5); ++i) {
      const std::uint64_t what = nodes_.empty() ? 0 : below(4);
      if (what == 0) {
        nodes_.push_back(must(txn->addNode({.labels = labels(), .properties = properties()})));
        continue;
      }
      const std::size_t at = below(nodes_.size());
      if (what == 1) {
        must(txn->retractNode(nodes_[at]));
        nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        NodeCorrection correction;
        if (what == 2) correction.labels = labels();
        if (what == 3 || below(2) == 0) correction.properties = properties();
        must(txn->correctNode(nodes_[at], correction));
      }
    }
    instants_.push_back(must(txn->commit()));
  }
  /// Beyond the end of a block of 1,024 now and then.
  void load() {
    const auto load = must(database_->bulkLoad());
    const std::uint64_t count = below(5) == 0 ? 900 : 1 + below(20);
    for (std::uint64_t i = 0; i < count; ++i)
      nodes_.push_back(must(load->addNode({.labels = labels(), .properties = properties()})));
    instants_.push_back(must(load->finish()));
  }
  void toggleIndex() {
    const Declaration index = PropertyIndex{kLabels[below(kLabels.size())], "code"};
    const Schema before = database_->schema();
    auto after = declare(before, index, {});
    if (!after.ok()) after = withdraw(before, index);
    const auto txn = must(database_->begin());
    must(txn->setSchema(must(std::move(after))));
    if (!nodes_.empty()) {  // what changes in the same commit is indexed as well
      NodeCorrection correction;
      correction.properties = properties();
      must(txn->correctNode(nodes_[below(nodes_.size())], correction));
    }
    instants_.push_back(must(txn->commit()));
  }
  void erase() {
    if (nodes_.empty()) return;
    const std::size_t at = below(nodes_.size());
    must(database_->erase({.nodes = {nodes_[at]}, .facts = {}}));
    nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void check() {
    std::vector<storage::SystemTime> times = {std::nullopt};
    for (std::size_t i = 0; i < instants_.size(); i += 1 + below(3)) times.emplace_back(instants_[i]);
    const storage::GraphReader reader = database_->always().reader();
    for (const storage::SystemTime& time : times) {
      std::vector<NodeVersion> believed;
      must(reader.forEachNode(time, [&](const NodeVersion& node) -> Status {
        believed.push_back(node);
        return {};
      }));
      checkLabels(reader, time, believed);
      checkIndexes(reader, believed);
    }
  }

  static bool has(const NodeVersion& node, const std::string& label) {
    return label.empty() || std::find(node.labels.begin(), node.labels.end(), label) != node.labels.end();
  }

  static void checkLabels(const storage::GraphReader& reader, const storage::SystemTime& time,
                          const std::vector<NodeVersion>& believed) {
    for (const std::string& label : {std::string(), kLabels[0], kLabels[1], kLabels[2]}) {
      std::vector<NodeId> expected;
      for (const NodeVersion& node : believed) {
        if (has(node, label)) expected.push_back(node.id);
      }
      std::vector<NodeId> listed;
      must(reader.nodesWithLabel(label, time, listed));
      REQUIRE(listed == expected);
      if (!time) REQUIRE(must(reader.countWithLabel(label)) == expected.size());
    }
  }

  static void checkIndexes(const storage::GraphReader& reader, const std::vector<NodeVersion>& believed) {
    for (const PropertyIndex& index : reader.schema().indexes()) {
      const auto label = reader.tokens().find(storage::TokenKind::kLabel, index.label);
      const auto key = reader.tokens().find(storage::TokenKind::kKey, index.key);
      for (std::int64_t value = 0; value < 3; ++value) {
        std::set<NodeId> listed;
        if (label && key) must(reader.nodesWithHash(*label, *key, storage::indexHash(value), listed));
        for (const NodeVersion& node : believed) {
          const auto history = node.properties.find(index.key);
          if (!has(node, index.label) || history == node.properties.end()) continue;
          const Value& stored = history->second.front().value;
          const bool equal = stored == Value(value) || stored == Value(static_cast<double>(value));
          REQUIRE((!equal || listed.contains(node.id)));
        }
      }
    }
  }

  std::mt19937_64 dice_;
  QuickFolder folder_;
  std::int64_t now_us_ = 1'893'456'000'000'000;
  std::optional<Database> database_;
  std::vector<NodeId> nodes_;  ///< present ones
  std::vector<SystemInstant> instants_;
};

}  // namespace

TEST_CASE("lists of labels and indexes agree with the records, whatever is written") {
  const std::uint64_t count = numberFromEnvironment("TENURE_DATABASES", 40);
  const std::uint64_t first = seedOfRun();
  for (std::uint64_t i = 0; i < count; ++i) {
    INFO("TENURE_SEED=" << first + i);
    RandomDatabase(first + i).play();
  }
}

}  // namespace index_property_test
