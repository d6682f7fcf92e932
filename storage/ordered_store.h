// The narrow door to what keeps bytes: an ordered map from byte strings to byte strings with snapshots and
// atomic batches. RocksDB stands behind it (storage/rocksdb_store.cc, the only file that includes
// <rocksdb/...>); a distributed ordered store, a network away, can stand there later. Nothing here knows what
// a fact is.
//
// Thread rules: an OrderedStore may be used from any number of threads; one `commit` or `ingest` runs at a
// time (callers hold the writer's turn, see storage/writer_turn.h). Cursors, batches and sorted loads belong
// to one thread, each part of a load to one of its own. A Snapshot may be shared; it keeps old versions alive
// as long as it lives, and must not outlive its store; nor must cursors and sorted loads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace tenure::storage {

/// A state of the store that stays readable while writers go on. Released by its destructor.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Walks keys in byte order. After any move, look at `valid()`; when it is false, `status()` says whether the
/// end was reached or an error stood in the way. `key()` and `value()` are borrowed until the next move.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual void seek(std::string_view key) = 0;  ///< to the first key >= key (within the scan's bounds)
  virtual void seekToFirst() = 0;
  virtual void seekToLast() = 0;
  virtual void next() = 0;
  virtual void previous() = 0;
  [[nodiscard]] virtual bool valid() const = 0;
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual std::string_view value() const = 0;
  [[nodiscard]] virtual Status status() const = 0;
};

/// Keys from `first` (included) to `last` (excluded; empty: no end).
struct KeyRange {
  std::string first;
  std::string last;
  /// All keys that begin with `prefix`.
  static KeyRange withPrefix(std::string_view prefix);
};

/// Writes that happen together or not at all. Copies what it is given.
class Batch {
 public:
  void put(std::string_view key, std::string_view value);
  void remove(std::string_view key);

  struct Operation {
    bool is_put;
    std::uint32_t key_size;
    std::uint32_t value_size;
  };
  [[nodiscard]] bool empty() const { return operations_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  [[nodiscard]] std::size_t count() const { return operations_.size(); }
  /// Calls `visit(is_put, key, value)` in the order of the writes.
  void forEach(const std::function<void(bool, std::string_view, std::string_view)>& visit) const;
  void clear();

 private:
  std::vector<Operation> operations_;
  std::string bytes_;
};

/// A stretch of a sorted load, written by one thread.
class SortedPart {
 public:
  virtual ~SortedPart() = default;
  /// Keys in strictly increasing order; a key out of order is kInternal, and the load is then lost.
  virtual Status add(std::string_view key, std::string_view value) = 0;
  /// Nothing more comes: its last file is finished and synced by another thread meanwhile. Need not be
  /// called.
  virtual Status finish() = 0;
};

/// A large load written beside the store as sorted files and taken in at once. Until `ingest` returns, the
/// store is as it was, whatever happens to the process; leftovers are removed at the next open.
class SortedLoad : public SortedPart {
 public:
  // Without `ingest`, its destructor removes the files. As a part it is one of its own: loads that one thread
  // writes need no others.
  /// Another part, borrowed from the load; several threads may write parts at the same time, and ask for
  /// them. Every key of a part lies before or behind all keys of each other part; `ingest` is kInternal
  /// otherwise.
  [[nodiscard]] virtual SortedPart& part() = 0;
  /// Bytes of keys and values added so far. While no part is being written.
  [[nodiscard]] virtual std::uint64_t bytes() const = 0;
  /// Syncs the files and makes all of it visible in one atomic step, over what was there before (a key of the
  /// load wins). On an error nothing of it is visible.
  virtual Status ingest() = 0;
};

struct StoreOptions {
  bool create_if_missing = true;
  bool read_only = false;
  std::uint64_t block_cache_bytes = 256ULL << 20U;
  std::uint64_t write_buffer_bytes = 64ULL << 20U;
};

/// What a store holds and has done, in bytes and counts.
struct StoreFigures {
  std::uint64_t file_bytes = 0;  ///< live sorted files on disk
  std::uint64_t log_bytes = 0;   ///< write-ahead log on disk
  std::uint64_t estimated_keys = 0;
  std::uint64_t block_reads = 0;  ///< data blocks read from files since open
  std::uint64_t cache_hits = 0;
};

struct BackupInfo {
  std::uint32_t id = 0;
  std::int64_t unix_seconds = 0;
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;
};

class OrderedStore {
 public:
  virtual ~OrderedStore() = default;

  [[nodiscard]] virtual SnapshotPtr snapshot() = 0;

  /// The value of `key`, or nullopt; without a snapshot, of the present.
  [[nodiscard]] virtual Result<std::optional<std::string>> get(std::string_view key,
                                                               const Snapshot* snapshot = nullptr) = 0;
  /// The same for many keys at once (in any order; faster than one by one).
  [[nodiscard]] virtual Result<std::vector<std::optional<std::string>>> getMany(
      std::span<const std::string> keys, const Snapshot* snapshot = nullptr) = 0;
  /// A cursor over `range`, not yet on a key. `whole` announces a scan of everything in it (reads ahead, and
  /// does not wash the cache).
  [[nodiscard]] virtual std::unique_ptr<Cursor> scan(KeyRange range, const Snapshot* snapshot = nullptr,
                                                     bool whole = false) = 0;

  /// Applies the batch atomically and, with `sync`, returns only when it is on stable storage. On an error
  /// nothing of it is visible, now or after reopening; and from then on every write fails with the kind of
  /// that error, while reads go on, until the store is opened again.
  virtual Status commit(const Batch& batch, bool sync = true) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<SortedLoad>> beginLoad() = 0;

  /// Writes memory to files.
  virtual Status flush() = 0;
  /// Rewrites all files, so that nothing deleted or overwritten is in them any more.
  virtual Status compact() = 0;
  /// flush + compact + new log and manifest, the old ones deleted: after it no file of the store holds bytes
  /// of a deleted key or value. Needs that no snapshot and no cursor is alive (kInvalidArgument names the
  /// reason). Other calls wait until it is done. When the store cannot be opened again at its end, every
  /// later call says so (kIo).
  virtual Status purge() = 0;
  /// Reads every file and checks every checksum. kCorruption names the file.
  virtual Status verifyFiles() = 0;

  /// Adds a backup to the folder `dir` (made if missing), sharing unchanged files with the backups there.
  /// Verified after writing. The identity file of the store's folder comes along. Needs a store opened for
  /// writing (kReadOnly): the log is written to a file first. kLocked when `dir` is in use by another backup.
  [[nodiscard]] virtual Result<BackupInfo> backup(const std::filesystem::path& dir) = 0;

  [[nodiscard]] virtual StoreFigures figures() const = 0;
};

/// Opens (or makes) the RocksDB store in the folder `path`. One writer or any number of readers have it open,
/// in all processes together. Errors: kLocked when another one has it, kPermission, kNoSpace, kNotFound (not
/// there and not to be made, or the folder above it is missing), kInvalidArgument (not a folder), kFormat (a
/// folder with other files, or a creation that did not finish), kCorruption, kIo; a half-made or damaged
/// store is never taken for a new one. Sets SIGXFSZ to be ignored unless the program handles it: a file-size
/// limit is a full disk then, and not the end of the process.
[[nodiscard]] Result<std::unique_ptr<OrderedStore>> openRocksDbStore(const std::filesystem::path& path,
                                                                     const StoreOptions& options);

/// Backups in a folder, oldest first. kNotFound when it holds none.
[[nodiscard]] Result<std::vector<BackupInfo>> listBackups(const std::filesystem::path& dir);
/// Restores backup `id` (nullopt: the newest) into the folder `path`, which must not exist or be empty.
/// Verifies the backup's checksums first. kNotFound: no such backup; kAlreadyExists: `path` holds something;
/// kCorruption: the backup is damaged, and nothing was written. The identity file comes last, so that what an
/// interrupted restore leaves is no database (see readIdentity).
Status restoreBackup(const std::filesystem::path& dir, std::optional<std::uint32_t> id,
                     const std::filesystem::path& path);

}  // namespace tenure::storage
