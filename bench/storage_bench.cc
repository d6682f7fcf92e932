// Rates and sizes of storage beside the raw ordered store (a thin layer over RocksDB) writing the same bytes
// in the same run: bulk load, single synced commits, bytes a fact takes on disk.
//
//     build/tenure_bench --benchmark_filter=Storage
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "bench/median.h"
#include "bench/temporary_database.h"
#include "engine/database.h"
#include "storage/keys.h"
#include "storage/ordered_store.h"
#include "storage/records.h"

namespace tenure::bench {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr std::size_t kNodes = 100'000;
constexpr std::size_t kOrganizations = kNodes / 10;  // the last of them; the others are people

/// Memberships of people in organizations, as a table of sources would give them: parsed already.
std::vector<FactDraft> factsOf(std::size_t count, bool sources = true) {
  std::mt19937_64 random(20'261'124);  // the same facts each run
  std::vector<FactDraft> facts;
  facts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    FactDraft fact;
    fact.subject = NodeId{1 + random() % (kNodes - kOrganizations)};
    // Few organizations have most members.
    const double u = static_cast<double>(random() % 1'000'000 + 1) / 1e6;
    fact.object = NodeId{kNodes - kOrganizations + 1 +
                         static_cast<std::uint64_t>(static_cast<double>(kOrganizations - 1) * u * u * u)};
    fact.type = i % 16 == 0 ? "CHAIRED" : "MEMBER_OF";
    const std::int64_t start_day = static_cast<std::int64_t>(random() % 27'000) - 7'300;
    const std::int64_t end_day = start_day + 1 + static_cast<std::int64_t>(random() % 2'000);
    const auto day = [](std::int64_t days) {
      const CivilDate date = dayOf(Instant::fromMicros(days * kMicrosPerDay));
      char text[16];
      std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(date.year),
                    static_cast<int>(date.month), static_cast<int>(date.day));
      return std::string(text);
    };
    fact.validity =
        must(Validity::fromColumns(day(start_day), i % 20 == 0 ? "" : day(end_day), BlankEnd::kOpen));
    if (sources) fact.sources = {"register " + std::to_string(random() % 50)};
    facts.push_back(std::move(fact));
  }
  return facts;
}

void addNodes(BulkLoad& load) {
  for (std::size_t i = 0; i < kNodes; ++i) {
    NodeDraft node;
    node.external_id = "n" + std::to_string(i);
    node.labels = {i < kNodes * 9 / 10 ? "Person" : "Organization"};
    must(load.addNode(node));
  }
}

/// Keys and values, in key order.
using Rows = std::vector<std::pair<std::string, std::string>>;

/// Everything in a database.
Rows rowsOf(const std::filesystem::path& path) {
  auto store = must(storage::openRocksDbStore(path, {}));
  Rows all;
  const auto cursor = store->scan({}, nullptr, true);
  for (cursor->seekToFirst(); cursor->valid(); cursor->next())
    all.emplace_back(cursor->key(), cursor->value());
  return all;
}

/// The same with a record for each fact in place of the blocks of 128: one key a fact.
Rows withRecords(Rows rows, const std::vector<FactDraft>& facts) {
  std::erase_if(rows,
                [](const auto& row) { return storage::tableOf(row.first) == storage::Table::kFactBlock; });
  storage::Tokens tokens;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    FactVersion fact;
    fact.id = FactId{i + 1};
    fact.subject = facts[i].subject;
    fact.type = facts[i].type;
    fact.object = facts[i].object;
    fact.validity = facts[i].validity;
    fact.sources = facts[i].sources;
    fact.believed.from = SystemInstant::fromMicros(1'760'000'000'000'000);
    std::string key = storage::factKey(fact.id);
    std::string value = storage::encodeFact(key, fact, tokens);
    rows.emplace_back(std::move(key), std::move(value));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// How long the raw store takes to write these rows as sorted files and to take them in.
double rawLoadSeconds(const std::filesystem::path& path, const Rows& rows) {
  auto raw = must(storage::openRocksDbStore(path, {}));
  const auto start = Clock::now();
  auto load = must(raw->beginLoad());
  for (const auto& [key, value] : rows) must(load->add(key, value));
  must(load->ingest());
  return secondsSince(start);
}

/// The second argument: whether each fact names its source. Beside it the raw store writes the same bytes
/// (`rate_to_raw`), and the same facts one key each (`rate_to_raw_records`).
void storageBulkLoad(benchmark::State& state) {
  const auto facts = factsOf(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
  const auto count = static_cast<double>(facts.size());
  for (auto _ : state) {
    const TemporaryFolder folder;
    double load_s = 0;
    {
      Database db = must(Database::open(folder / "db"));
      auto load = must(db.bulkLoad());
      addNodes(*load);
      const auto start = Clock::now();
      for (const FactDraft& fact : facts) must(load->addFact(fact));
      const double added_s = secondsSince(start);
      must(load->finish());
      load_s = secondsSince(start);
      state.counters["add_ms"] = added_s * 1e3;
      load.reset();
      must(db.compact());
      state.counters["disk_bytes_per_fact"] = static_cast<double>(db.figures().file_bytes) / count;
    }
    Rows rows = rowsOf(folder / "db");
    const double raw_s = rawLoadSeconds(folder / "raw", rows);
    state.SetIterationTime(load_s);
    state.counters["facts_per_s"] = count / load_s;
    state.counters["keys_per_s"] = static_cast<double>(rows.size()) / load_s;
    state.counters["raw_keys_per_s"] = static_cast<double>(rows.size()) / raw_s;
    state.counters["raw_facts_per_s"] = count / raw_s;
    state.counters["rate_to_raw"] = raw_s / load_s;
    rows = withRecords(std::move(rows), facts);
    const double records_s = rawLoadSeconds(folder / "records", rows);
    state.counters["raw_records_per_s"] = count / records_s;
    state.counters["rate_to_raw_records"] = records_s / load_s;
  }
}
BENCHMARK(storageBulkLoad)
    ->Name("Storage/BulkLoad")
    ->ArgNames({"facts", "sources"})
    ->Args({2'000'000, 0})
    ->Args({2'000'000, 1})
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3)
    ->Unit(benchmark::kMillisecond);

/// One fact a commit, synced; between them a raw synced batch of as many keys and bytes, so that both see the
/// same disk at the same time.
void storageCommit(benchmark::State& state) {
  constexpr int kCommits = 2'000;
  const auto facts = factsOf(kCommits);
  for (auto _ : state) {
    const TemporaryFolder folder;
    Database db = must(Database::open(folder / "db"));
    {
      auto load = must(db.bulkLoad());
      addNodes(*load);
      for (const FactDraft& fact : factsOf(200'000)) must(load->addFact(fact));
      must(load->finish());
    }
    auto raw = must(storage::openRocksDbStore(folder / "raw", {}));
    std::vector<double> commits_us;
    std::vector<double> raw_us;
    // What such a commit writes: a fact, an entry in two lists, the commit row.
    const std::vector<std::pair<std::size_t, std::size_t>> sizes = {{9, 80}, {22, 40}, {22, 40}, {9, 40}};
    for (int i = 0; i < kCommits; ++i) {
      auto start = Clock::now();
      auto txn = must(db.begin());
      must(txn->addFact(facts[static_cast<std::size_t>(i)]));
      must(txn->commit());
      commits_us.push_back(secondsSince(start) * 1e6);
      storage::Batch batch;
      for (std::size_t k = 0; k < sizes.size(); ++k) {
        std::string key = std::to_string(k) + std::to_string(1'000'000 + i);
        key.resize(sizes[k].first, 'k');
        batch.put(key, std::string(sizes[k].second, static_cast<char>(i)));
      }
      start = Clock::now();
      must(raw->commit(batch));
      raw_us.push_back(secondsSince(start) * 1e6);
    }
    double total = 0;
    for (const double one : commits_us) total += one;
    double raw_total = 0;
    for (const double one : raw_us) raw_total += one;
    state.SetIterationTime(total / 1e6);
    state.counters["mean_us"] = total / kCommits;
    state.counters["raw_mean_us"] = raw_total / kCommits;
    state.counters["p50_us"] = medianOf(commits_us);
    state.counters["raw_p50_us"] = medianOf(raw_us);
    state.counters["rate_to_raw"] = raw_total / total;
  }
}
BENCHMARK(storageCommit)
    ->Name("Storage/SyncedCommit")
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tenure::bench
