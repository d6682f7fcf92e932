#include "storage/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/statistics.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "storage/keys.h"
#include "storage/rocksdb_status.h"

namespace tenure::storage {
namespace {

/// After a failed write the store stays readable until it is opened again (see RocksDbStore::commit); RocksDB
/// would otherwise resume in a thread of its own when space is freed, at a moment nobody knows.
class NoSilentRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

/// The lists of one side of a node begin alike: table, node and side. Files then have these beginnings in their
/// filters, and a question about a node passes over files that have nothing of it without reading a block of
/// them: after a few commits there are some, and each would cost a read. Other keys have no such beginning.
class ListBeginning final : public rocksdb::SliceTransform {
 public:
  static constexpr std::size_t kBytes = 1 + sizeof(std::uint64_t) + 1;  // storage/keys.h

  [[nodiscard]] const char* Name() const override { return "tenure.ListBeginning"; }
  [[nodiscard]] rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), kBytes};
  }
  [[nodiscard]] bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() >= kBytes && static_cast<Table>(key[0]) == Table::kAdjacency;
  }
  bool FullLengthEnabled(std::size_t* length) const override {
    *length = kBytes;
    return true;
  }
};

rocksdb::BlockBasedTableOptions tableOptions(const StoreOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum =
      rocksdb::kXXH3;  // the fastest of the block checksums, and 5 is the first format that knows it
  // A point read takes one block through the checksum and LZ4: 8 KiB halves that against 16 KiB, and the
  // index is still under 1 % of the data.
  table.block_size = 8U << 10U;
  // Bloom, not Ribbon: 30 % more memory for the filter, and a third of the time to build it, which a bulk
  // load pays for every key. 10 bits a key let 1 % of the absent keys through.
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // Index and filter in pieces inside the bounded cache: outside it their memory grows with the data (about
  // 1.5 bytes a key), and whole ones of 128 MiB files would push each other out.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_top_level_index_and_filter = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.block_cache = rocksdb::NewLRUCache(static_cast<std::size_t>(options.block_cache_bytes));
  return table;
}

void setDurability(rocksdb::Options& rocks) {
  // Of the four modes this one reports what it notices (docs/adr/0002-log-recovery-mode.md).
  rocks.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  rocks.track_and_verify_wals_in_manifest = true;  // a log that lost its end, or is gone, is noticed
  rocks.manual_wal_flush = false;
  rocks.recycle_log_file_num = 0;  // a recycled log keeps the bytes of an older one behind its end: erasure
  rocks.paranoid_checks = true;
  rocks.flush_verify_memtable_count = true;
  rocks.verify_sst_unique_id_in_manifest = true;  // a file swapped for another of the same name is noticed
  rocks.avoid_flush_during_recovery = false;      // after an open nothing depends on the logs of before
  rocks.max_bgerror_resume_count = 0;             // see NoSilentRecovery
  rocks.listeners.push_back(std::make_shared<NoSilentRecovery>());
}

}  // namespace

rocksdb::Options rocksDbOptions(const StoreOptions& options) {
  rocksdb::Options rocks;
  rocks.info_log = std::make_shared<QuietLog>();
  rocks.table_factory.reset(rocksdb::NewBlockBasedTableFactory(tableOptions(options)));

  rocks.prefix_extractor = std::make_shared<ListBeginning>();
  // LZ4 on every level: a general compressor gains under 1 % on the packed columns, so ZSTD at the bottom
  // would cost time for little, and files of a sorted load stand where they land without being written again.
  rocks.compression = rocksdb::kLZ4Compression;
  rocks.bottommost_compression = rocksdb::kDisableCompressionOption;

  rocks.write_buffer_size = static_cast<std::size_t>(options.write_buffer_bytes);
  rocks.max_write_buffer_number = 3;                  // one is filled while two are written
  rocks.level_compaction_dynamic_level_bytes = true;  // bounds wasted space to about a tenth
  rocks.target_file_size_base = kSortedFileBytes;
  rocks.max_background_jobs = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 2U, 4U));
  rocks.bytes_per_sync =
      1U << 20U;  // spread the writing of large files instead of one long sync at their end

  // Half of the 1,024 descriptors that a process gets by default; the others belong to the program around us.
  rocks.max_open_files = 512;
  rocks.skip_stats_update_on_db_open =
      true;  // quick open: sizes of files are checked, their properties not read
  // Not avoid_unnecessary_blocking_io: closing a read-only database then fails an assertion in Debian's
  // build, which has assertions on (db_impl.cc, SchedulePurge: opened_successfully_).
  rocks.stats_dump_period_sec = 0;
  rocks.stats_persist_period_sec = 0;
  rocks.statistics = rocksdb::CreateDBStatistics();
  rocks.statistics->set_stats_level(rocksdb::StatsLevel::kExceptHistogramOrTimers);
  setDurability(rocks);
  return rocks;
}

}  // namespace tenure::storage
