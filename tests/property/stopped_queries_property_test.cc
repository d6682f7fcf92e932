// Statements that are stopped: cancelled, out of time or out of memory at random moments, or given up by
// whoever asked. What was written before stays, of what is stopped nothing is there, the next statement
// works, and the database verifies.
//
// Each statement that writes writes a batch that is whole or not there: so many nodes and relationships of
// one number, counted afterwards. TENURE_ROUNDS is the number of statements (default 240); TENURE_SEED
// replays the choice of statements and budgets, not the moments at which the other thread cancels.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/database.h"
#include "engine/query/query.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_writes.h"
#include "tests/random_records.h"

namespace stopped_queries_property_test {

using namespace tenure;
using namespace tenure::testing;
using std::chrono::microseconds;

namespace {

constexpr std::int64_t kNodes = 60;
constexpr std::int64_t kFacts = 400;
constexpr std::int64_t kBatch = 150;  ///< nodes that a statement creates, and one relationship fewer

/// Some of what is read would take for ever; what is written takes milliseconds, and is often to be done.
constexpr std::chrono::milliseconds kReadMost{20};
constexpr std::chrono::milliseconds kWriteMost{60'000};
/// From the end of its time to that of the statement, instrumented and on a machine that does much beside.
constexpr std::chrono::seconds kStopMost{20};

/// Sets a flag after a while, from a thread of its own.
class Canceller {
 public:
  Canceller() : thread_([this] { serve(); }) {}
  ~Canceller() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;

  /// `flag` must live until `forget`.
  void cancelIn(microseconds wait, std::atomic<bool>& flag) {
    {
      const std::lock_guard lock(mutex_);
      flag_ = &flag;
      due_ = Budget::in(wait);
    }
    changed_.notify_all();
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    flag_ = nullptr;
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    while (!over_) {
      if (flag_ == nullptr) {
        changed_.wait(lock);
      } else if (Budget::Clock::now() < due_) {
        changed_.wait_until(lock, due_);
      } else {
        flag_->store(true);
        flag_ = nullptr;
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool>* flag_ = nullptr;
  Budget::Clock::time_point due_;
  bool over_ = false;
  std::thread thread_;
};

const std::vector<std::string>& reads() {
  static const std::vector<std::string> kReads{
      "MATCH (a:P)-[:M*1..4]->(b) RETURN count(*) AS n",
      "FOR VALID_TIME AS OF '2014' MATCH (a:P)-[:M*1..3]-(b) RETURN a.k AS a, count(b) AS n ORDER BY n DESC",
      "FOR VALID_TIME BETWEEN '2012' AND '2015' MATCH (a:P), (b:P), (c:P) WHERE a.k < b.k RETURN max(c.k) AS "
      "m",
      "MATCH p = CONTEMPORANEOUS (a:P)-[:M*2..4]->(b) RETURN count(p) AS n",
      "MATCH p = CHRONOLOGICAL (a:P)-[:M*2..4]->(b) RETURN collect(nodes(p)) AS found",
      "MATCH (a:P) WHERE EXISTS { (a)-[:M*1..4]->(:P {k: 7}) } RETURN a.k AS k ORDER BY k",
      "UNWIND range(1, 1000000) AS x WITH x WHERE x % 7 = 0 RETURN collect(x) AS found",
      "UNWIND range(1, 100000) AS x WITH x ORDER BY x DESC RETURN sum(x) AS n",
      "MATCH (a:P {k: 1}), (b:P {k: 30}) MATCH p = allShortestPaths((a)-[:M*]-(b)) RETURN count(p) AS n",
      "MATCH (a:P) RETURN [x IN range(1, 5000) WHERE x % 2 = 0 | x + a.k] AS found",
      "UNWIND range(1, 300) AS x UNWIND range(1, 300) AS y RETURN DISTINCT x * y AS z",
      "MATCH (a:P) CALL (a) { MATCH (a)-[:M*1..3]->(b) RETURN count(b) AS n } RETURN sum(n) AS n",
      "RETURN reduce(s = 0, x IN range(1, 300000) | s + x) AS s",
  };
  return kReads;
}

/// A statement that writes; `$n` is the number of its batch.
struct Writing {
  const char* text;
  std::int64_t nodes;  ///< that are there afterwards
  std::int64_t facts;
};

const std::vector<Writing>& writings() {
  static const std::vector<Writing> kWritings{
      {"UNWIND range(1, 150) AS i CREATE (x:B {n: $n, i: i}) WITH collect(x) AS xs "
       "UNWIND range(0, size(xs) - 2) AS i WITH xs[i] AS a, xs[i + 1] AS b "
       "CREATE (a)-[:NEXT {n: $n, _valid: '2014/2018'}]->(b)",
       kBatch, kBatch - 1},
      {"UNWIND range(1, 150) AS i CREATE (x:B {n: $n, i: i})-[:NEXT {n: $n}]->(y:B {n: $n, i: -i}) "
       "WITH x, y, i WHERE i > 0 SET x.seen = true, y:Seen",
       2 * kBatch, kBatch},
      {"MATCH (p:P) UNWIND range(1, 3) AS i MERGE (x:B {n: $n, i: p.k * 10 + i}) "
       "MERGE (x)-[r:NEXT {n: $n}]->(p) ON CREATE SET r._valid = '2015/..'",
       3 * kNodes, 3 * kNodes},
      {"UNWIND range(1, 150) AS i CREATE (x:B {n: $n, i: i}) WITH collect(x) AS xs "
       "FOREACH (x IN xs | SET x.j = x.i) WITH xs UNWIND xs AS x WITH x WHERE x.i > 50 DELETE x",
       50, 0},
      {"MATCH (p:P) CREATE (p)-[:NEXT {n: $n, _valid: '2010/2020'}]->(x:B {n: $n}) WITH p "
       "MATCH (p)-[r:NEXT {n: $n}]->() FOR PORTION OF VALID_TIME FROM '2012' TO '2013' DELETE r",
       kNodes, kNodes},
  };
  return kWritings;
}

class Stopped {
 public:
  Stopped() { open(); }

  void run(std::uint64_t rounds) {
    build();
    const std::uint64_t first = seedOfRun();
    for (std::uint64_t round = 0; round < rounds; ++round) {
      Dice dice(first + round);
      INFO("TENURE_SEED=" << first + round << " plays this round first (round " << round << ")");
      if (dice.oneIn(2)) {
        read(dice);
      } else {
        write(dice);
      }
      if (round % 200 == 199) {
        verify();
        clear();
      }
      if (round % 400 == 399) open();
    }
    verify();
    std::cout << "TENURE_SEED=" << first << ": " << rounds << " statements;";
    for (const auto& [how, count] : outcomes_) std::cout << ' ' << how << ' ' << count;
    std::cout << "\n";
    if (rounds < 200) return;
    for (const char* how : {"done", "cancelled", "timeout", "limit", "given up"}) {
      INFO(how);
      CHECK(outcomes_[how] > 0);
    }
  }

 private:
  void open() {
    database_.reset();
    database_.emplace(answered("open", Database::open(folder_ / "db")));
  }

  void build() {
    ask("UNWIND range(1, 60) AS k CREATE (:P {k: k})", {});
    const query::Parameters facts{{"facts", query::Datum::integer(kFacts)}};
    ask("UNWIND range(1, $facts) AS i MATCH (a:P {k: 1 + i * 7 % 60}), (b:P {k: 1 + i * 13 % 59}) "
        "CREATE (a)-[:M {_valid: {from: toString(2010 + i % 6), to: toString(2015 + i % 9)}}]->(b)",
        facts);
  }

  std::int64_t ask(const std::string& text, const query::Parameters& parameters) {
    const auto rows = answered(text, database_->query(text, parameters));
    std::int64_t number = 0;
    while (answered(text, rows->next())) number = rows->row()[0].asInteger();
    return number;
  }

  void verify() {
    const VerifyReport report = answered("verify", database_->verify());
    for (const std::string& error : report.errors) FAIL_CHECK("verify: " << error);
  }

  /// What is written by the batches would make the database slower and slower.
  void clear() { ask("MATCH (x:B) DETACH DELETE x", {}); }

  /// How the statement ends that runs under a random budget: "done", the name of the error, or "given up".
  std::string runStopped(Dice& dice, const std::string& text, const query::Parameters& parameters,
                         std::chrono::milliseconds time_most) {
    std::atomic<bool> flag{false};
    query::RunOptions options;
    const microseconds moment(dice.oneIn(3) ? dice.between(0, 200) : dice.between(0, 8'000));
    std::int64_t rows_wanted = -1;
    switch (dice.between(0, 4)) {
      case 0:
      case 1:
        options.budget.cancelled = &flag;
        canceller_.cancelIn(moment, flag);
        break;
      case 2: options.budget.deadline = Budget::in(moment); break;
      case 3: options.budget.memory_bytes = static_cast<std::uint64_t>(dice.between(0, 40'000)); break;
      default: rows_wanted = dice.between(0, 3);
    }
    // However it goes, it ends.
    if (!options.budget.deadline) options.budget.deadline = Budget::in(time_most);
    const auto begun = Budget::Clock::now();
    std::string how = end(text, parameters, options, rows_wanted);
    canceller_.forget();
    CHECK(Budget::Clock::now() - begun < time_most + kStopMost);
    ++outcomes_[how];
    return how;
  }

  std::string end(const std::string& text, const query::Parameters& parameters,
                  const query::RunOptions& options, std::int64_t rows_wanted) {
    const auto prepared = answered(text, database_->queries().prepare(text));
    auto rows = database_->queries().run(prepared, parameters, options);
    if (!rows.ok()) return nameOf(rows.error(), text);
    for (std::int64_t i = 0; i != rows_wanted; ++i) {
      const auto more = (*rows)->next();
      if (!more.ok()) {
        // After an error there is no other row.
        const auto after = (*rows)->next();
        CHECK((after.ok() && !*after));
        return nameOf(more.error(), text);
      }
      if (!*more) return "done";
    }
    return "given up";
  }

  static std::string nameOf(const Error& error, const std::string& text) {
    const bool expected = error.code() == ErrorCode::kCancelled || error.code() == ErrorCode::kTimeout ||
                          error.code() == ErrorCode::kLimit;
    if (!expected) FAIL(text << " failed with " << error.toString());
    return std::string(errorCodeName(error.code()));
  }

  void read(Dice& dice) {
    const std::string& text = dice.pick(reads());
    INFO(text);
    runStopped(dice, text, {}, kReadMost);
    CHECK(ask("MATCH (p:P) RETURN count(p) AS n", {}) == kNodes);
  }

  void write(Dice& dice) {
    const Writing& writing = dice.pick(writings());
    const query::Parameters batch{{"n", query::Datum::integer(++batches_)}};
    INFO(writing.text);
    const std::string how = runStopped(dice, writing.text, batch, kWriteMost);
    INFO(how);
    const bool whole = how == "done";
    const std::int64_t nodes = ask("MATCH (x:B) WHERE x.n = $n RETURN count(x) AS n", batch);
    const std::int64_t facts = ask("MATCH ()-[r:NEXT]->() WHERE r.n = $n RETURN count(r) AS n", batch);
    CHECK(nodes == (whole ? writing.nodes : 0));
    CHECK(facts == (whole ? writing.facts : 0));
    if (!whole && dice.oneIn(4)) {
      // The same again without a bound is done as if nothing had been.
      ask(writing.text, batch);
      CHECK(ask("MATCH (x:B) WHERE x.n = $n RETURN count(x) AS n", batch) == writing.nodes);
    }
  }

  QuickFolder folder_;
  std::optional<Database> database_;
  Canceller canceller_;
  std::int64_t batches_ = 0;
  std::map<std::string, std::uint64_t> outcomes_;
};

}  // namespace

TEST_CASE("statements that are stopped at random moments leave nothing half done", "[stopped]") {
  Stopped().run(std::max<std::uint64_t>(1, numberFromEnvironment("TENURE_ROUNDS", 240)));
}

}  // namespace stopped_queries_property_test
