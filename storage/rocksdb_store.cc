// Reads, commits and upkeep. See rocksdb_store.h.
#include "storage/rocksdb_store.h"

#include <rocksdb/statistics.h>
#include <rocksdb/transaction_log.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <cstdio>

#include "storage/durable_file.h"
#include "storage/record_log.h"
#include "storage/rocksdb_options.h"

namespace tenure::storage {
namespace {

class RocksDbSnapshot final : public Snapshot {
 public:
  RocksDbSnapshot(rocksdb::DB& db, std::atomic<int>& alive)
      : db_(db), alive_(alive), snapshot_(db.GetSnapshot()) {
    ++alive_;
  }
  ~RocksDbSnapshot() override {
    db_.ReleaseSnapshot(snapshot_);
    --alive_;
  }
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;
  [[nodiscard]] const rocksdb::Snapshot* rocks() const { return snapshot_; }

 private:
  rocksdb::DB& db_;
  std::atomic<int>& alive_;
  const rocksdb::Snapshot* snapshot_;
};

/// What `snapshot()` gives when there is no database behind any more; every read then fails with the reason.
class DeadSnapshot final : public Snapshot {};

rocksdb::ReadOptions readOptions(const Snapshot* snapshot) {
  rocksdb::ReadOptions read;
  read.verify_checksums = true;
  read.auto_prefix_mode = true;  // filters by beginning only where the bounds of a scan allow it
  if (const auto* ours = dynamic_cast<const RocksDbSnapshot*>(snapshot)) read.snapshot = ours->rocks();
  return read;
}

/// The bounds are borrowed by the iterator, so they live here, at addresses that do not change.
class RocksDbCursor final : public Cursor {
 public:
  RocksDbCursor(rocksdb::DB& db, rocksdb::ReadOptions read, KeyRange range, std::atomic<int>& alive,
                const std::filesystem::path& path)
      : range_(std::move(range)), lower_(range_.first), upper_(range_.last), alive_(alive), path_(path) {
    read.iterate_lower_bound = &lower_;
    if (!range_.last.empty()) read.iterate_upper_bound = &upper_;
    iterator_.reset(db.NewIterator(read));
    ++alive_;
  }
  ~RocksDbCursor() override {
    iterator_.reset();
    --alive_;
  }
  RocksDbCursor(const RocksDbCursor&) = delete;
  RocksDbCursor& operator=(const RocksDbCursor&) = delete;

  void seek(std::string_view key) override { iterator_->Seek(sliceOf(key)); }
  void seekToFirst() override { iterator_->SeekToFirst(); }
  void seekToLast() override { iterator_->SeekToLast(); }
  void next() override { iterator_->Next(); }
  void previous() override { iterator_->Prev(); }
  [[nodiscard]] bool valid() const override { return iterator_->Valid(); }
  [[nodiscard]] std::string_view key() const override { return viewOf(iterator_->key()); }
  [[nodiscard]] std::string_view value() const override { return viewOf(iterator_->value()); }
  [[nodiscard]] Status status() const override { return statusOf(iterator_->status(), "cannot read", path_); }

 private:
  const KeyRange range_;
  const rocksdb::Slice lower_;
  const rocksdb::Slice upper_;
  std::atomic<int>& alive_;
  const std::filesystem::path& path_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

/// A cursor over nothing, which says why.
class FailedCursor final : public Cursor {
 public:
  explicit FailedCursor(Error why) : why_(std::move(why)) {}
  void seek(std::string_view) override {}
  void seekToFirst() override {}
  void seekToLast() override {}
  void next() override {}
  void previous() override {}
  [[nodiscard]] bool valid() const override { return false; }
  [[nodiscard]] std::string_view key() const override { return {}; }
  [[nodiscard]] std::string_view value() const override { return {}; }
  [[nodiscard]] Status status() const override { return why_; }

 private:
  Error why_;
};

std::filesystem::path logFile(const std::filesystem::path& folder, std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return folder / (digits + ".log");
}

}  // namespace

Status RocksDbStore::present() const {
  if (db_ != nullptr) return {};
  return Error(ErrorCode::kIo,
               "the database " + path_.string() + " is closed: opening it again after a purge failed");
}

Status RocksDbStore::writable() const {
  if (options_.read_only)
    return Error(ErrorCode::kReadOnly, "the database " + path_.string() + " was opened for reading only");
  TENURE_TRY(present());
  const std::scoped_lock lock(failure_mutex_);
  if (!failure_) return {};
  return Error(failure_->code(),
               "the database takes no more writes until it is opened again, because an earlier write "
               "failed (" +
                   failure_->message() + ")");
}

SnapshotPtr RocksDbStore::snapshot() {
  const std::shared_lock hold(gate_);
  if (db_ == nullptr) return std::make_shared<DeadSnapshot>();
  return std::make_shared<RocksDbSnapshot>(*db_, snapshots_);
}

Result<std::optional<std::string>> RocksDbStore::get(std::string_view key, const Snapshot* snapshot) {
  const std::shared_lock hold(gate_);
  TENURE_TRY(present());
  std::string value;
  const rocksdb::Status status = db_->Get(readOptions(snapshot), sliceOf(key), &value);
  if (status.ok()) return std::optional<std::string>(std::move(value));
  if (status.IsNotFound()) return std::optional<std::string>();
  return errorOf(status, "cannot read", path_);
}

Result<std::vector<std::optional<std::string>>> RocksDbStore::getMany(std::span<const std::string> keys,
                                                                      const Snapshot* snapshot) {
  const std::shared_lock hold(gate_);
  TENURE_TRY(present());
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  db_->MultiGet(readOptions(snapshot), db_->DefaultColumnFamily(), keys.size(), slices.data(), found.data(),
                statuses.data());
  std::vector<std::optional<std::string>> values(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].ok()) {
      values[i] = found[i].ToString();
    } else if (!statuses[i].IsNotFound()) {
      return errorOf(statuses[i], "cannot read", path_);
    }
  }
  return values;
}

std::unique_ptr<Cursor> RocksDbStore::scan(KeyRange range, const Snapshot* snapshot, bool whole) {
  const std::shared_lock hold(gate_);
  if (Status here = present(); !here.ok()) return std::make_unique<FailedCursor>(here.error());
  rocksdb::ReadOptions read = readOptions(snapshot);
  if (whole) {
    read.fill_cache = false;
    read.readahead_size = 2U << 20U;
  }
  return std::make_unique<RocksDbCursor>(*db_, read, std::move(range), cursors_, path_);
}

Result<RocksDbStore::LogPosition> RocksDbStore::logEnd() const {
  std::unique_ptr<rocksdb::LogFile> log;
  TENURE_TRY(statusOf(db_->GetCurrentWalFile(&log), "cannot look at the log of", path_));
  return LogPosition{log->LogNumber(), log->SizeFileBytes()};
}

Status RocksDbStore::commit(const Batch& batch, bool sync) {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  if (batch.empty()) return {};
  TENURE_ASSIGN(const LogPosition before, logEnd());
  rocksdb::WriteBatch writes(batch.bytes() + 16 * batch.count() + 16);
  rocksdb::Status status;
  batch.forEach([&](bool is_put, std::string_view key, std::string_view value) {
    if (!status.ok()) return;
    status = is_put ? writes.Put(sliceOf(key), sliceOf(value)) : writes.Delete(sliceOf(key));
  });
  if (!status.ok()) return errorOf(status, "cannot write to", path_);
  rocksdb::WriteOptions write;
  write.sync = sync;
  status = db_->Write(write, &writes);
  if (status.ok()) return {};
  return failCommit(status, before);
}

/// A write that failed may stand in the log nevertheless: whole when only its sync failed, in part when the
/// disk filled. The next open would replay a whole one, although the caller was told that it failed; so the
/// log is cut back to where it stood, at once. RocksDB does not write to a log again after an error on it.
Error RocksDbStore::failCommit(const rocksdb::Status& status, const LogPosition& before) {
  Error error = errorOf(status, "cannot write to", path_);
  stopWriting(error);
  const Result<LogPosition> now = logEnd();
  const LogPosition current = now.ok() ? *now : before;
  // A log begun by the failed write itself holds nothing else.
  const std::uint64_t keep = current.number == before.number ? before.bytes : 0;
  const std::filesystem::path file = logFile(path_, current.number);
  if (::truncate(file.c_str(), static_cast<off_t>(keep)) != 0 || !syncPath(file).ok())
    return {error.code(), error.message() + "; and its traces could not be removed from " + file.string() +
                              ", so that it may show up when the database is opened again"};
  return error;
}

void RocksDbStore::stopWriting(const Error& error) {
  const std::scoped_lock lock(failure_mutex_);
  if (!failure_) failure_ = error;
}

Status RocksDbStore::ingest(const std::vector<std::string>& files) {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  rocksdb::IngestExternalFileOptions how;
  how.move_files = true;
  how.failed_move_fall_back_to_copy = false;  // the files lie in the store's own folder
  how.snapshot_consistency = true;
  how.allow_global_seqno = true;
  how.write_global_seqno = false;
  const rocksdb::Status status = db_->IngestExternalFile(files, how);
  if (status.ok()) return {};
  Error error = errorOf(status, "cannot load into", path_);
  stopWriting(error);
  return error;
}

Status RocksDbStore::flush() {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  return statusOf(db_->Flush(rocksdb::FlushOptions()), "cannot write the memory of", path_);
}

Status RocksDbStore::compactAll() {
  rocksdb::CompactRangeOptions how;
  how.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  return statusOf(db_->CompactRange(how, nullptr, nullptr), "cannot rewrite the files of", path_);
}

Status RocksDbStore::compact() {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  return compactAll();
}

Status RocksDbStore::purge() {
  const std::unique_lock alone(gate_);
  TENURE_TRY(writable());
  if (snapshots_ > 0 || cursors_ > 0)
    return Error(ErrorCode::kInvalidArgument,
                 "cannot purge " + path_.string() + ": " + std::to_string(snapshots_) + " snapshots and " +
                     std::to_string(cursors_) + " cursors are alive, and they keep what is to go");
  TENURE_TRY(statusOf(db_->Flush(rocksdb::FlushOptions()), "cannot write the memory of", path_));
  TENURE_TRY(compactAll());
  // The manifest names the first and last key of every file there ever was since it was begun. RocksDB begins
  // a new one, and a new log, when it opens, and then deletes all files that are not live.
  TENURE_TRY(statusOf(db_->Close(), "cannot close", path_));
  db_.reset();
  return open(false);
}

Status RocksDbStore::verifyFiles() {
  const std::shared_lock hold(gate_);
  TENURE_TRY(present());
  TENURE_TRY(statusOf(db_->VerifyChecksum(rocksdb::ReadOptions()), "damage found in", path_));
  return checkRecordLogs(path_, RecordLogPart::kWhole);
}

StoreFigures RocksDbStore::figures() const {
  const std::shared_lock hold(gate_);
  StoreFigures figures;
  if (db_ == nullptr) return figures;
  db_->GetIntProperty(rocksdb::DB::Properties::kLiveSstFilesSize, &figures.file_bytes);
  db_->GetIntProperty(rocksdb::DB::Properties::kEstimateNumKeys, &figures.estimated_keys);
  rocksdb::VectorLogPtr logs;
  if (db_->GetSortedWalFiles(logs).ok()) {
    for (const auto& log : logs) figures.log_bytes += log->SizeFileBytes();
  }
  figures.block_reads = rocks_.statistics->getTickerCount(rocksdb::BLOCK_CACHE_DATA_MISS);
  figures.cache_hits = rocks_.statistics->getTickerCount(rocksdb::BLOCK_CACHE_DATA_HIT);
  return figures;
}

}  // namespace tenure::storage
