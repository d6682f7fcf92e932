// The graph in the store: opening, readers, the writer's turn, erasure, verification, backups. The engine's
// Database is this with questions on top.
//
// Thread rules: everything may be called from any thread. One writer at a time; readers never wait.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "storage/cache_figures.h"
#include "storage/graph_reader.h"
#include "storage/ordered_store.h"
#include "storage/transaction.h"

namespace tenure::storage {

struct GraphOptions {
  StoreOptions store;
  /// The schema of a database that is made now; an existing one keeps its own.
  std::optional<Schema> schema;
  /// Microseconds since 1970 by the wall clock; tests give their own. System time is this or, where it stands
  /// still or goes back, one microsecond more than the last commit.
  std::function<std::int64_t()> clock;
  /// The most that sliced adjacency may take in memory (storage/adjacency_cache.h).
  std::uint64_t image_bytes = 1ULL << 30U;
};

/// Counts and findings of a verification.
struct VerifyReport {
  std::uint64_t nodes = 0;
  std::uint64_t facts = 0;
  std::uint64_t versions = 0;  ///< past ones
  std::uint64_t commits = 0;
  std::uint64_t keys = 0;                     ///< read in all
  std::vector<std::string> errors;            ///< what is wrong; empty in a sound database
  std::vector<std::string> possible_clashes;  ///< no error: facts that may break a constraint
  std::vector<std::string> unapplied_events;  ///< no error: events that do not end what a rule says they end
  // How many there are of each; of very many the first alone stand above.
  std::uint64_t possible_clashes_count = 0;
  std::uint64_t unapplied_events_count = 0;
};

struct EraseOutcome {
  SystemInstant instant;
  std::uint64_t nodes = 0;
  std::uint64_t facts = 0;
  std::vector<std::string> backups;  ///< backups taken before, which may still hold it: "folder (backup 3)"
};

/// What to erase; a node goes with all facts that have it as an end.
struct EraseRequest {
  std::vector<NodeId> nodes;
  std::vector<FactId> facts;
};

class GraphStore {
 public:
  /// Errors as openRocksDbStore; kCorruption where the chain of commits has a gap or is shorter than the
  /// identity file says.
  [[nodiscard]] static Result<std::unique_ptr<GraphStore>> open(const std::filesystem::path& path,
                                                                const GraphOptions& options);
  virtual ~GraphStore() = default;

  [[nodiscard]] virtual GraphReader reader() = 0;
  /// Waits for the writer's turn at most `wait_us` microseconds (kTimeout).
  [[nodiscard]] virtual Result<std::unique_ptr<Transaction>> begin(CommitNote note, std::int64_t wait_us) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<BulkLoad>> beginBulkLoad(CommitNote note,
                                                                        std::int64_t wait_us) = 0;
  /// kAlreadyExists unless the database has no commit yet beside the one that made its schema.
  [[nodiscard]] virtual Result<std::unique_ptr<HistoryLoad>> beginHistoryLoad(std::int64_t wait_us) = 0;

  /// Removes nodes and facts from every table and past version, leaves marks, then rewrites the files. When
  /// readers are alive the records go and the files stay: kInvalidArgument says so, and `purge` finishes the
  /// work.
  [[nodiscard]] virtual Result<EraseOutcome> erase(const EraseRequest& what, CommitNote note,
                                                   std::int64_t wait_us) = 0;
  virtual Status purge() = 0;

  /// Reads everything: file checksums, every record, both directions of every fact, indexes against records.
  [[nodiscard]] virtual Result<VerifyReport> verify(
      const std::function<bool(std::uint64_t done, std::uint64_t total)>& progress) = 0;
  [[nodiscard]] virtual Result<BackupInfo> backup(const std::filesystem::path& folder) = 0;
  virtual Status flush() = 0;
  virtual Status compact() = 0;
  [[nodiscard]] virtual StoreFigures figures() const = 0;
  [[nodiscard]] virtual CacheFigures cacheFigures() const = 0;
};

}  // namespace tenure::storage
