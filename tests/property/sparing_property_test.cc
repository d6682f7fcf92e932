// What a plan spares changes no answer (engine/query/planner/spare.h): random statements over random graphs,
// each asked with and without. Graphs have parallel facts, loops, hubs, vague bounds, times of day, pieces,
// statuses, several beliefs, and now and then lifespans; statements are asked cold and warm, and inside of a
// transaction that has written.
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/database.h"
#include "engine/query/query.h"
#include "engine/query/values/render.h"
#include "schema/civil.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_statements.h"
#include "tests/property/random_writes.h"

namespace sparing_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

class SparingGraph {
 public:
  explicit SparingGraph(Dice& dice) : dice_(dice) {
    OpenOptions options;
    options.cache_bytes = 1U << 20U;
    options.write_buffer_bytes = 1U << 20U;
    database_.emplace(answered("open", Database::open(folder_ / "db", options)));
    times_of_day_ = dice.oneIn(2);
    nodes_ = dice.between(2, 9);
    write([&](Transaction& transaction) { build(transaction); });
    for (std::int64_t i = dice.between(0, 2); i > 0; --i)
      write([&](Transaction& transaction) { change(transaction); });
  }

  Database& database() { return *database_; }
  [[nodiscard]] std::int64_t nodes() const { return nodes_; }
  [[nodiscard]] bool hasHub() const { return has_hub_; }
  [[nodiscard]] const std::vector<std::string>& beliefs() const { return beliefs_; }
  /// Some facts more, some less.
  void change(Transaction& transaction) {
    for (std::int64_t i = dice_.between(1, 6); i > 0; --i) {
      const FactId fact = dice_.pick(facts_);
      switch (dice_.between(0, 4)) {
        case 0: (void)transaction.removePortion(fact, anyPortion(dice_)); break;
        case 1: {
          FactCorrection correction;
          correction.validity = validity();
          if (dice_.oneIn(3)) correction.status = anyStatus(dice_);
          (void)transaction.correctFact(fact, correction);
          break;
        }
        case 2: (void)transaction.retractFact(fact); break;
        default: addFact(transaction, anyEnd(), anyEnd()); break;
      }
    }
  }

 private:
  template <class Write>
  void write(const Write& changes) {
    auto transaction = answered("begin", database_->begin({}));
    changes(*transaction);
    beliefs_.push_back(formatIso(answered("commit", transaction->commit())));
  }
  void build(Transaction& transaction) {
    const bool lifespans = dice_.oneIn(6);
    for (std::int64_t i = 0; i < nodes_; ++i) {
      NodeDraft draft;
      if (dice_.oneIn(2)) draft.labels = {"A"};
      if (lifespans && dice_.oneIn(2)) draft.lifespan = anyValidity(dice_);
      answered("addNode", transaction.addNode(draft));
    }
    for (std::int64_t i = dice_.between(2, 25); i > 0; --i) addFact(transaction, anyEnd(), anyEnd());
    has_hub_ = dice_.oneIn(8);
    if (!has_hub_) return;
    // A hub, in lists that are cut by time: as of a day most of its facts are not looked at.
    const NodeId hub = anyEnd();
    for (std::int64_t i = dice_.between(100, 200); i > 0; --i) {
      if (dice_.oneIn(5)) {
        addFact(transaction, hub, anyEnd());
      } else {
        addFact(transaction, anyEnd(), hub);
      }
    }
  }
  NodeId anyEnd() { return NodeId{static_cast<std::uint64_t>(dice_.between(1, nodes_))}; }
  /// With a time of day only where there are some: most lists are to be of whole days.
  Validity validity() {
    while (true) {
      Validity one = anyValidity(dice_);
      const bool of_days = one.text().find(':') == std::string::npos;
      if (of_days || (times_of_day_ && dice_.oneIn(4))) return one;
    }
  }
  void addFact(Transaction& transaction, NodeId subject, NodeId object) {
    FactDraft draft;
    draft.type = dice_.oneIn(4) ? "U" : "T";
    draft.subject = subject;
    draft.object = object;
    draft.validity = validity();
    if (dice_.oneIn(6)) draft.status = anyStatus(dice_);
    facts_.push_back(answered("addFact", transaction.addFact(draft)));
  }

  Dice& dice_;
  QuickFolder folder_;
  std::optional<Database> database_;
  std::int64_t nodes_ = 0;
  bool times_of_day_ = false;
  bool has_hub_ = false;
  std::vector<FactId> facts_;
  std::vector<std::string> beliefs_ = {"1999"};
};

/// How an answer is read: both give the same.
enum class Reading { kRows, kBatches };

Result<std::vector<std::string>> linesOf(query::Rows& rows, Reading reading) {
  std::vector<std::string> lines;
  while (true) {
    std::vector<std::vector<query::Datum>> some;
    if (reading == Reading::kRows) {
      TENURE_ASSIGN(const bool more, rows.next());
      if (!more) return lines;
      some.emplace_back(rows.row().begin(), rows.row().end());
    } else {
      TENURE_ASSIGN(const query::RowBatch batch, rows.nextBatch());
      if (batch.rows == 0) return lines;
      for (std::size_t i = 0; i < batch.rows; ++i) {
        some.emplace_back();
        for (const query::RowColumn& column : batch.columns) some.back().push_back(rows.value(column, i));
      }
    }
    for (const auto& row : some) {
      std::string line;
      for (const query::Datum& value : row)
        line += answered("text", query::toCypherText(value, rows.entities())) + " | ";
      lines.push_back(std::move(line));
    }
  }
}

/// The rows in order of their text, or the error.
std::string answerOf(Database& database, const std::string& text, bool spare, Transaction* transaction,
                     Reading reading) {
  query::Engine& engine = database.queries();
  query::PrepareOptions how;
  how.spare = spare;
  const auto statement = engine.prepare(text, how);
  if (!statement.ok()) return "error: " + statement.error().message();
  query::RunOptions run;
  run.transaction = transaction;
  const auto rows = engine.run(*statement, {}, run);
  if (!rows.ok()) return "error: " + rows.error().message();
  auto lines = linesOf(**rows, reading);
  if (!lines.ok()) return "error: " + lines.error().message();
  std::sort(lines->begin(), lines->end());
  std::string out;
  for (const std::string& line : *lines) out += line + "\n";
  return out;
}

struct Tally {
  std::uint64_t asked = 0;
  std::uint64_t spared = 0;   ///< had an answer, and not an empty one
  std::uint64_t bounded = 0;  ///< likewise, of those that read bounds alone
  std::uint64_t refused = 0;
};

void compare(Database& database, const std::string& text, Transaction* transaction, Tally& tally) {
  const std::string whole = answerOf(database, text, false, transaction, Reading::kRows);
  CAPTURE(text);
  REQUIRE(answerOf(database, text, true, transaction, Reading::kRows) == whole);
  REQUIRE(answerOf(database, text, true, transaction, Reading::kBatches) == whole);
  ++tally.asked;
  if (whole.starts_with("error: ")) ++tally.refused;
  const std::string plan = answerOf(database, "EXPLAIN " + text, true, transaction, Reading::kRows);
  if (whole.empty() || whole == "0 | \n") return;
  if (plan.find("neighbours alone") != std::string::npos) ++tally.spared;
  if (plan.find("bounds alone") != std::string::npos) ++tally.bounded;
}

}  // namespace

TEST_CASE("sparing: random statements are answered the same with it and without") {
  const std::uint64_t seed = seedOfRun();
  const std::uint64_t rounds = numberFromEnvironment("TENURE_ROUNDS", 150);
  std::cout << "TENURE_SEED=" << seed << " TENURE_ROUNDS=" << rounds << '\n';
  Tally tally;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    CAPTURE(seed, round);
    Dice dice(seed + round);
    SparingGraph graph(dice);
    RandomStatements statements(dice, graph.nodes(), graph.beliefs(), graph.hasHub() ? 2 : 5);
    std::vector<std::string> texts(30);
    for (std::string& text : texts) {
      text = statements.any();
      compare(graph.database(), text, nullptr, tally);
    }
    REQUIRE(graph.database().warmUp().ok());
    for (const std::string& text : texts) compare(graph.database(), text, nullptr, tally);
    auto transaction = answered("begin", graph.database().begin({}));
    graph.change(*transaction);
    for (std::size_t i = 0; i < 10; ++i) compare(graph.database(), texts[i], transaction.get(), tally);
  }
  std::cout << tally.asked << " asked, " << tally.spared << " spared, " << tally.bounded
            << " read bounds alone, " << tally.refused << " refused\n";
  CHECK(tally.spared * 10 > tally.asked);
  CHECK(tally.bounded * 30 > tally.asked);
  CHECK(tally.refused * 4 < tally.asked);
}

}  // namespace sparing_property_test
