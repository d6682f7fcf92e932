// What single commits cost where a list is long: one organization with 100,000 memberships, some 1,300 of
// them alive on any day.
//
//   Mixed/tenure/hub   its members as of a day, each time on a view of its own, while another thread commits
//                      one more membership after the other, on any day: p50_us, p95_us, mean_us of the
//                      questions; commit_p50_us of the commits, with its members in memory, and
//                      commit_small_p50_us of commits to an organization without a history, the same way
#include "bench/hub_bench.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "bench/history_csv.h"
#include "bench/measure.h"
#include "bench/median.h"
#include "bench/random_stream.h"
#include "bench/temporary_database.h"
#include "engine/database.h"
#include "engine/traversal/expand.h"

namespace tenure::bench {
namespace {

constexpr std::uint32_t kMembers = 100'000;
constexpr std::int32_t kDaysAMembership = 730;  // twice the mean
constexpr NodeId kHub{1};
constexpr NodeId kSmall{2};
constexpr std::size_t kTrickleCommits = 1'000;

Range dayRange(std::int32_t day) {
  return {Instant::fromMicros(std::int64_t{day} * kMicrosPerDay),
          Instant::fromMicros(std::int64_t{day + 1} * kMicrosPerDay)};
}

std::int32_t anyDay(RandomStream& random) {
  return kFirstDay + static_cast<std::int32_t>(random.below(kLastDay + 1 - kFirstDay));
}

FactDraft membership(RandomStream& random, NodeId person, NodeId organization) {
  const std::int32_t start = anyDay(random);
  const auto days = 1 + static_cast<std::int32_t>(random.below(kDaysAMembership));
  return {.subject = person,
          .type = "MEMBER_OF",
          .object = organization,
          .validity = must(Validity::fromColumns(dateOf(start), dateOf(start + days), BlankEnd::kOpen))};
}

void load(Database& db, RandomStream& random) {
  auto load = must(db.bulkLoad());
  must(load->addNode({.labels = {"Organization"}}));
  must(load->addNode({.labels = {"Organization"}}));
  for (std::uint32_t i = 0; i < kMembers; ++i)
    must(load->addFact(membership(random, must(load->addNode({.labels = {"Person"}})), kHub)));
  must(load->finish());
  must(db.warmUp());
}

std::vector<double> commitTo(Database& db, NodeId organization, std::uint64_t seed) {
  const QuestionClock& clock = questionClock();
  RandomStream random(seed);
  std::vector<double> times_us;
  for (std::size_t i = 0; i < kTrickleCommits; ++i) {
    const FactDraft draft =
        membership(random, NodeId{std::uint64_t{random.below(kMembers)} + 3}, organization);
    const std::uint64_t before = QuestionClock::ticks();
    auto txn = must(db.begin());
    must(txn->addFact(draft));
    must(txn->commit());
    times_us.push_back(clock.us(before, QuestionClock::ticks()));
  }
  return times_us;
}

std::vector<double> askUntil(const Database& db, const std::atomic<bool>& done) {
  const QuestionClock& clock = questionClock();
  RandomStream random(3);
  std::vector<double> times_us;
  while (!done) {
    const std::uint64_t before = QuestionClock::ticks();
    Expand members = Expand::of(db.asOf(dayRange(anyDay(random))), "MEMBER_OF", Direction::kIn);
    std::uint64_t sum = 0;
    must(members.neighbours(kHub, [&](NodeId one) { sum ^= one.value; }));
    benchmark::DoNotOptimize(sum);
    times_us.push_back(clock.us(before, QuestionClock::ticks()));
  }
  return times_us;
}

/// The median of the commits; `questions_us` are of those who asked beside them.
double besideReaders(Database& db, NodeId organization, std::vector<double>& questions_us) {
  std::atomic<bool> done = false;
  std::vector<double> commits_us;
  std::thread writer([&] {
    commits_us = commitTo(db, organization, organization.value);
    done = true;
  });
  questions_us = askUntil(db, done);
  writer.join();
  return medianOf(commits_us);
}

void mixedHub(benchmark::State& state) {
  const TemporaryFolder folder;
  RandomStream random(1);
  Database db = must(Database::open(folder / "db"));
  load(db, random);
  for (auto _ : state) {
    std::vector<double> unused;
    state.counters["commit_small_p50_us"] = besideReaders(db, kSmall, unused);
    std::vector<double> times_us;
    state.counters["commit_p50_us"] = besideReaders(db, kHub, times_us);
    reportTimes(state, times_us);
  }
}

}  // namespace

void registerHub() {
  benchmark::RegisterBenchmark("Mixed/tenure/hub", mixedHub)->Unit(benchmark::kMillisecond);
}

}  // namespace tenure::bench
