// The RocksDB store from inside: one class, its work split over rocksdb_store.cc (reads, commits, upkeep),
// rocksdb_open.cc (opening and making), rocksdb_load.cc (sorted loads) and rocksdb_backup.cc. Only these
// include it; everybody else uses ordered_store.h, whose thread rules hold here.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

#include "storage/folder_claim.h"
#include "storage/ordered_store.h"
#include "storage/rocksdb_status.h"

namespace tenure::storage {

inline constexpr std::string_view kLoadFolderPrefix = "load-";

inline rocksdb::Slice sliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view viewOf(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class RocksDbStore final : public OrderedStore {
 public:
  RocksDbStore(std::filesystem::path path, const StoreOptions& options, FolderClaim claim);

  /// Opens the database behind; before it succeeds nothing else may be called.
  Status open(bool create);
  /// Removes what loads of dead processes left behind.
  void removeLeftoverLoads();

  SnapshotPtr snapshot() override;
  Result<std::optional<std::string>> get(std::string_view key, const Snapshot* snapshot) override;
  Result<std::vector<std::optional<std::string>>> getMany(std::span<const std::string> keys,
                                                          const Snapshot* snapshot) override;
  std::unique_ptr<Cursor> scan(KeyRange range, const Snapshot* snapshot, bool whole) override;
  Status commit(const Batch& batch, bool sync) override;
  Result<std::unique_ptr<SortedLoad>> beginLoad() override;
  Status flush() override;
  Status compact() override;
  Status purge() override;
  Status verifyFiles() override;
  Result<BackupInfo> backup(const std::filesystem::path& dir) override;
  [[nodiscard]] StoreFigures figures() const override;

  /// Takes sorted files in, atomically. For sorted loads.
  Status ingest(const std::vector<std::string>& files);
  [[nodiscard]] const rocksdb::Options& rocksOptions() const { return rocks_; }

 private:
  /// Where the write-ahead log stood.
  struct LogPosition {
    std::uint64_t number = 0;
    std::uint64_t bytes = 0;
  };

  /// Why the store takes no writes (opened for reading, or an earlier write failed), or nothing.
  Status writable() const;
  Status present() const;
  [[nodiscard]] Result<LogPosition> logEnd() const;
  Error failCommit(const rocksdb::Status& status, const LogPosition& before);
  void stopWriting(const Error& error);
  Status compactAll();

  const std::filesystem::path path_;
  const StoreOptions options_;
  FolderClaim claim_;  // released after db_ is closed
  rocksdb::Options rocks_;

  // `purge` opens the database anew; everything else uses `db_` under a shared hold. nullptr only after a
  // purge whose opening failed.
  mutable std::shared_mutex gate_;
  std::unique_ptr<rocksdb::DB> db_;
  std::atomic<int> cursors_{0};
  std::atomic<int> snapshots_{0};

  mutable std::mutex failure_mutex_;
  std::optional<Error> failure_;
};

}  // namespace tenure::storage
