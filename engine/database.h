// The public door: a temporal graph database in a folder.
//
//     auto db = tenure::Database::open("azawad.tenure").value();
//     auto cma = db.find("CMA").value();
//     for (const tenure::Edge& edge : db.asOf("2022-06").value().in(cma, "MEMBER_OF")) ...
//     auto txn = db.begin({.who = "me"}).value();
//     ... txn->addFact(...) ...; txn->commit();
//
// Nothing is thrown. Errors are values (schema/result.h).
//
// Thread rules: a Database may be used from any number of threads; readers never wait, one writer at a time.
// Views, transactions and loads must not outlive it. One process has a database open for writing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/parameters.h"
#include "engine/query/rows_ptr.h"
#include "engine/traversal/find_node.h"
#include "engine/traversal/view.h"
#include "engine/traversal/walks.h"
#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "storage/graph_store.h"
#include "storage/transaction.h"

namespace boost::gregorian {
class date;
}
namespace boost::posix_time {
class ptime;
}
namespace tenure::query {
class Engine;
}  // namespace tenure::query

namespace tenure {

using storage::BulkLoad;
using storage::EraseOutcome;
using storage::EraseRequest;
using storage::Notices;
using storage::Transaction;
using storage::VerifyReport;

struct OpenOptions {
  bool create_if_missing = true;
  bool read_only = false;
  /// The schema of a database that is made now (`organizationsSchema()`, or one of SchemaBuilder); without it
  /// the database is open and no rule acts. kAlreadyExists when an existing database has another one.
  std::optional<Schema> schema = {};
  std::uint64_t cache_bytes = 256ULL << 20U;        ///< of blocks read from files
  std::uint64_t write_buffer_bytes = 64ULL << 20U;  ///< of writes not in sorted files yet
  /// The most that adjacency cut by time takes in memory (docs/adr/0004-sliced-adjacency.md); lists beyond it
  /// are read again when they are asked for. nullopt: a quarter of the machine's memory.
  std::optional<std::uint64_t> adjacency_bytes = {};
  bool warm_up = false;                     ///< `open` reads all adjacency into memory, as `warmUp` does
  std::int64_t write_wait_us = 10'000'000;  ///< how long `begin` waits for the writer's turn
  /// Microseconds since 1970 by the wall clock, for tests; empty: the system's.
  std::function<std::int64_t()> clock = {};
};

class Database {
 public:
  /// Opens, or makes, the database in the folder `path`. kLocked: another process has it; kFormat: not a
  /// Tenure database or one of another format version; kCorruption: damaged; kNotFound, kPermission,
  /// kNoSpace, kIo.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path,
                                             const OpenOptions& options = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // ---- views
  // -------------------------------------------------------------------------------------------------
  /// The graph as of an EDTF time ("2022", "2022-06", "2022-06-17T12:00:00Z"). Errors as parseQueryTime.
  [[nodiscard]] Result<View> asOf(std::string_view time) const;
  [[nodiscard]] Result<View> asOf(const boost::gregorian::date& day) const;
  [[nodiscard]] Result<View> asOf(const boost::posix_time::ptime& time) const;
  [[nodiscard]] View asOf(Range when) const;
  /// At some time during [first(a), last(b) + 1 day).
  [[nodiscard]] Result<View> between(std::string_view a, std::string_view b) const;
  [[nodiscard]] View during(Range range) const;
  /// All of valid time.
  [[nodiscard]] View always() const;
  /// All of valid time, as believed at a system time; `systemAsOf` of a view does it for that view.
  [[nodiscard]] Result<View> systemAsOf(std::string_view system) const;
  [[nodiscard]] View systemAsOf(SystemInstant system) const;

  // ---- looking up (present belief; a view's reader() asks as of a system time)
  // -------------------------------------
  /// findNode over present belief.
  [[nodiscard]] Result<NodeId> find(std::string_view id_or_name) const;
  [[nodiscard]] Result<std::vector<NodeId>> findAll(std::string_view name) const;
  [[nodiscard]] Result<std::vector<NodeId>> findPrefix(std::string_view prefix,
                                                       std::size_t limit = 100) const;
  [[nodiscard]] Schema schema() const;
  [[nodiscard]] Result<std::vector<CommitRecord>> commits() const;           ///< oldest first
  [[nodiscard]] Result<std::vector<Erasure>> erasures() const;               ///< oldest first
  [[nodiscard]] Result<std::vector<NodeVersion>> versions(NodeId id) const;  ///< every belief, oldest first
  [[nodiscard]] Result<std::vector<FactVersion>> versions(FactId id) const;

  // ---- writing
  // -----------------------------------------------------------------------------------------------
  /// kTimeout when the writer's turn did not come; kReadOnly.
  [[nodiscard]] Result<std::unique_ptr<Transaction>> begin(CommitNote note = {});
  [[nodiscard]] Result<std::unique_ptr<BulkLoad>> bulkLoad(CommitNote note = {});
  [[nodiscard]] Result<std::unique_ptr<storage::HistoryLoad>> historyLoad();
  [[nodiscard]] Result<EraseOutcome> erase(const EraseRequest& what, CommitNote note = {});

  // ---- the query language
  // ----------------------------------------------------------------------------------------------------
  /// Statements over this database: prepare, run, procedures (engine/query/query.h). Lives as long as this.
  [[nodiscard]] query::Engine& queries() const;
  /// Prepares (or finds the plan of this text again) and runs. Errors have a place and a detail.
  [[nodiscard]] Result<query::RowsPtr> query(std::string_view text,
                                             const query::Parameters& parameters = {}) const;

  // ---- keeping
  // -----------------------------------------------------------------------------------------------
  [[nodiscard]] Result<VerifyReport> verify(
      const std::function<bool(std::uint64_t done, std::uint64_t total)>& progress = {});
  [[nodiscard]] Result<storage::BackupInfo> backup(const std::filesystem::path& folder);
  /// Into a folder that does not exist or is empty; the newest backup unless `id` says which.
  static Status restore(const std::filesystem::path& backups, const std::filesystem::path& path,
                        std::optional<std::uint32_t> id = {});
  Status compact();
  /// Reads all adjacency of the present into memory, as far as it fits; `progress` is told how many lists
  /// have been read and ends it by false (kCancelled).
  Status warmUp(const std::function<bool(std::uint64_t lists)>& progress = {});
  [[nodiscard]] storage::CacheFigures cacheFigures() const;
  [[nodiscard]] storage::StoreFigures figures() const;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenure
