#include "engine/database.h"

#include <unistd.h>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <utility>

#include "engine/algorithm_procedures.h"
#include "engine/query/query.h"
#include "schema/boost_time.h"
#include "storage/adjacency_cache.h"

namespace tenure {

namespace {

std::uint64_t memoryBytes() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page_bytes = ::sysconf(_SC_PAGESIZE);
  constexpr std::uint64_t kAssumed = 4ULL << 30U;  // where the system does not tell
  if (pages <= 0 || page_bytes <= 0) return kAssumed;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes);
}

}  // namespace

struct Database::State {
  std::unique_ptr<storage::GraphStore> store;
  std::unique_ptr<query::Engine> queries;
  std::int64_t write_wait_us = 0;
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, const OpenOptions& options) {
  storage::GraphOptions graph;
  graph.store.create_if_missing = options.create_if_missing && !options.read_only;
  graph.store.read_only = options.read_only;
  graph.store.block_cache_bytes = options.cache_bytes;
  graph.store.write_buffer_bytes = options.write_buffer_bytes;
  graph.image_bytes = options.adjacency_bytes.value_or(memoryBytes() / 4);
  graph.schema = options.schema;
  graph.clock = options.clock;
  auto state = std::make_unique<State>();
  TENURE_ASSIGN(state->store, storage::GraphStore::open(path, graph));
  state->queries = std::make_unique<query::Engine>(*state->store);
  addAlgorithmProcedures(state->queries->procedures());
  state->write_wait_us = options.write_wait_us;
  Database database(std::move(state));
  if (options.warm_up) TENURE_TRY(database.warmUp());
  return database;
}

query::Engine& Database::queries() const { return *state_->queries; }
Result<query::RowsPtr> Database::query(std::string_view text, const query::Parameters& parameters) const {
  TENURE_ASSIGN(auto statement, state_->queries->prepare(text));
  query::RunOptions options;
  options.write_wait_us = state_->write_wait_us;
  return state_->queries->run(std::move(statement), parameters, options);
}

// ---- views
// -----------------------------------------------------------------------------------------------------

Result<View> Database::asOf(std::string_view time) const {
  TENURE_ASSIGN(const Range when, parseQueryTime(time));
  return asOf(when);
}
Result<View> Database::asOf(const boost::gregorian::date& day) const {
  TENURE_ASSIGN(const Instant start, instantFromBoost(day));
  return asOf(Range{start, start.plusMicros(kMicrosPerDay)});
}
Result<View> Database::asOf(const boost::posix_time::ptime& time) const {
  TENURE_ASSIGN(const Instant start, instantFromBoost(time));
  return asOf(Range{start, start.plusMicros(1)});
}
View Database::asOf(Range when) const { return always().with({.valid = AsOf{when}}); }
Result<View> Database::between(std::string_view a, std::string_view b) const {
  TENURE_ASSIGN(const Range range, rangeBetween(a, b));
  return during(range);
}
View Database::during(Range range) const { return always().with({.valid = During{range}}); }
View Database::always() const { return {state_->store->reader(), TimeScope{}}; }
Result<View> Database::systemAsOf(std::string_view system) const { return always().systemAsOf(system); }
View Database::systemAsOf(SystemInstant system) const { return always().systemAsOf(system); }

// ---- looking up
// ------------------------------------------------------------------------------------------------

Result<NodeId> Database::find(std::string_view id_or_name) const { return findNode(always(), id_or_name); }

Result<std::vector<NodeId>> Database::findAll(std::string_view name) const {
  return state_->store->reader().byName(name);
}
Result<std::vector<NodeId>> Database::findPrefix(std::string_view prefix, std::size_t limit) const {
  return state_->store->reader().byNamePrefix(prefix, limit);
}
Schema Database::schema() const { return state_->store->reader().schema(); }

Result<std::vector<CommitRecord>> Database::commits() const {
  TENURE_ASSIGN(const auto rows, state_->store->reader().commits());
  std::vector<CommitRecord> out;
  out.reserve(rows.size());
  for (const storage::CommitRow& row : rows) out.push_back(row.commit);
  return out;
}
Result<std::vector<Erasure>> Database::erasures() const { return state_->store->reader().marks(); }
Result<std::vector<NodeVersion>> Database::versions(NodeId id) const {
  return state_->store->reader().nodeVersions(id);
}
Result<std::vector<FactVersion>> Database::versions(FactId id) const {
  return state_->store->reader().factVersions(id);
}

// ---- writing
// ---------------------------------------------------------------------------------------------------

Result<std::unique_ptr<Transaction>> Database::begin(CommitNote note) {
  return state_->store->begin(std::move(note), state_->write_wait_us);
}
Result<std::unique_ptr<BulkLoad>> Database::bulkLoad(CommitNote note) {
  return state_->store->beginBulkLoad(std::move(note), state_->write_wait_us);
}
Result<std::unique_ptr<storage::HistoryLoad>> Database::historyLoad() {
  return state_->store->beginHistoryLoad(state_->write_wait_us);
}
Result<EraseOutcome> Database::erase(const EraseRequest& what, CommitNote note) {
  return state_->store->erase(what, std::move(note), state_->write_wait_us);
}

// ---- keeping
// ---------------------------------------------------------------------------------------------------

Result<VerifyReport> Database::verify(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  if (progress) return state_->store->verify(progress);
  return state_->store->verify([](std::uint64_t, std::uint64_t) { return true; });
}
Result<storage::BackupInfo> Database::backup(const std::filesystem::path& folder) {
  return state_->store->backup(folder);
}
Status Database::restore(const std::filesystem::path& backups, const std::filesystem::path& path,
                         std::optional<std::uint32_t> id) {
  return storage::restoreBackup(backups, id, path);
}
Status Database::compact() { return state_->store->compact(); }
storage::StoreFigures Database::figures() const { return state_->store->figures(); }

Status Database::warmUp(const std::function<bool(std::uint64_t lists)>& progress) {
  const storage::GraphReader reader = state_->store->reader();
  return reader.images({})->fillAll(reader, {}, progress);
}
storage::CacheFigures Database::cacheFigures() const { return state_->store->cacheFigures(); }

}  // namespace tenure
