// How RocksDB is set up, with the reason of every choice. Internal to the RocksDB store.
#pragma once

#include <rocksdb/options.h>

#include <cstdint>

#include "storage/ordered_store.h"

namespace tenure::storage {

/// A file of a sorted load is closed at this size; also what compaction aims at.
inline constexpr std::uint64_t kSortedFileBytes = 128ULL << 20U;

[[nodiscard]] rocksdb::Options rocksDbOptions(const StoreOptions& options);

}  // namespace tenure::storage
