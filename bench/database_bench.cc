// What a database has besides answers when all is quiet and warm.
//
//   Cold/tenure/x1    opening the database, and the first question after that (Q1, by internal id), each time
//                     after its files were pushed out of the system's cache: open_p50_us, open_max_us,
//                     first_p50_us, and the most blocks that a first question read: data_blocks_max,
//                     index_blocks_max
//   Mixed/tenure/x1   Q1, Q2 and Q3 in turn, each on a view of its own, while another thread commits one fact
//                     after the other, synced: p50_us, p95_us, mean_us of the questions, and commits_per_s.
//                     The same questions with the writer at rest: quiet_p50_us
#include "bench/database_bench.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/median.h"
#include "bench/systems/tenure_system.h"
#include "bench/temporary_database.h"
#include "storage/block_reads.h"

namespace tenure::bench {
namespace {

/// Out of the system's cache, as far as it lets go: after a sync it does.
void forgetFiles(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    ::fsync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
  }
}

Range dayRange(AskedDay day) {
  return {Instant::fromMicros(std::int64_t{day.day} * kMicrosPerDay),
          Instant::fromMicros(std::int64_t{day.day + 1} * kMicrosPerDay)};
}

void cold(benchmark::State& state, std::uint32_t times) {
  constexpr int kOpenings = 30;
  const TemporaryFolder folder;
  {
    Database db = must(Database::open(folder / "db"));
    loadHistory(db, historyInUse(times));
    must(db.compact());
  }
  const QuestionClock& clock = questionClock();
  const std::vector<Asked>& questions = questionsOf(Question::kQ1, times, 0);
  std::vector<double> open_us;
  std::vector<double> first_us;
  std::uint64_t data_blocks = 0;
  std::uint64_t other_blocks = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kOpenings; ++i) {
      forgetFiles(folder / "db");
      const std::uint64_t start = QuestionClock::ticks();
      Database db = must(Database::open(folder / "db", {.create_if_missing = false}));
      const std::uint64_t opened = QuestionClock::ticks();
      const Asked& asked = questions[i % questions.size()];
      const storage::BlockReads reads;
      const Edges edges =
          db.asOf(dayRange(asked.day)).out(NodeId{std::uint64_t{asked.node} + 1}, "MEMBER_OF");
      const std::uint64_t answered = QuestionClock::ticks();
      const storage::BlockReadCounts read = reads.soFar();
      must(edges.status());
      open_us.push_back(clock.us(start, opened));
      first_us.push_back(clock.us(opened, answered));
      data_blocks = std::max(data_blocks, read.data);
      other_blocks = std::max(other_blocks, read.index + read.filter);
    }
  }
  state.counters["open_p50_us"] = medianOf(open_us);
  state.counters["open_max_us"] = *std::max_element(open_us.begin(), open_us.end());
  state.counters["first_p50_us"] = medianOf(first_us);
  state.counters["data_blocks_max"] = static_cast<double>(data_blocks);
  state.counters["index_blocks_max"] = static_cast<double>(other_blocks);
}

/// Members of 1900, whom no question asks about, so that answers stay what they are.
void addOne(Database& db, const HistorySize& size, std::uint64_t count) {
  auto txn = must(db.begin());
  const NodeId person = must(txn->addNode({.labels = {"Person"}}));
  const auto organization = NodeId{size.firstOrganization() + count % size.organizations + 1};
  must(txn->addFact({.subject = person,
                     .type = "MEMBER_OF",
                     .object = organization,
                     .validity = must(Validity::parse("1900-01-01/1900-12-31"))}));
  must(txn->commit());
}

std::size_t askOne(const Database& db, const Asked& person, const Asked& organization, std::size_t turn) {
  const Asked& asked = turn % 3 == 1 ? organization : person;
  const View view = db.asOf(dayRange(asked.day));
  const NodeId node{std::uint64_t{asked.node} + 1};
  if (turn % 3 == 0) return view.out(node, "MEMBER_OF").size();
  if (turn % 3 == 1) return view.in(node, "MEMBER_OF").size();
  std::size_t members = 0;
  for (const Edge& edge : view.out(node, "MEMBER_OF")) members += view.in(edge.node, "MEMBER_OF").size();
  return members;
}

std::vector<double> askAll(const Database& db, std::uint32_t times, std::uint32_t round) {
  const auto begin = std::chrono::steady_clock::now();
  const QuestionClock& clock = questionClock();
  const std::vector<Asked>& people = questionsOf(Question::kQ3, times, round);
  const std::vector<Asked>& organizations = questionsOf(Question::kQ2, times, round);
  std::vector<double> times_us;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const std::uint64_t before = QuestionClock::ticks();
    benchmark::DoNotOptimize(askOne(db, people[i], organizations[i], i));
    times_us.push_back(clock.us(before, QuestionClock::ticks()));
    if (std::chrono::steady_clock::now() - begin > std::chrono::duration<double>(secondsAtMost())) break;
  }
  return times_us;
}

void mixed(benchmark::State& state, std::uint32_t times) {
  SystemInUse<TenureSystem> in_use(times);
  Database& db = in_use.get().database();
  const HistorySize size = historyInUse(times).size;
  const double quiet_p50_us = medianOf(askAll(db, times, 1));
  for (auto _ : state) {
    std::atomic<bool> done = false;
    std::atomic<std::uint64_t> commits = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::thread writer([&] {
      while (!done) addOne(db, size, commits++);
    });
    std::vector<double> times_us = askAll(db, times, 0);
    done = true;
    writer.join();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    reportTimes(state, times_us);
    state.counters["commits_per_s"] = static_cast<double>(commits) / passed.count();
  }
  state.counters["quiet_p50_us"] = quiet_p50_us;
}

}  // namespace

void registerDatabase(std::uint32_t times) {
  const std::string history = "/tenure/x" + std::to_string(times);
  const auto run_cold = [times](benchmark::State& state) { cold(state, times); };
  const auto run_mixed = [times](benchmark::State& state) { mixed(state, times); };
  benchmark::RegisterBenchmark(("Mixed" + history).c_str(), run_mixed)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark(("Cold" + history).c_str(), run_cold)->Unit(benchmark::kMillisecond);
}

}  // namespace tenure::bench
