// The files in which RocksDB appends records, its write-ahead logs (NNNNNN.log) and its manifest, read by
// ourselves to find what RocksDB's own reader lets pass: in the last block of a file it takes a record with a
// damaged length for one that was being written when the process died, and drops it and all after it
// silently.
//
//     file   := block*                       blocks of 32 KiB, the last one may be short
//     block  := record* zero{0..6}
//     record := crc:u32 length:u16 type:u8 byte[length]    little-endian; a record never spans blocks
//
// `crc` is CRC-32C of type and bytes, rotated and shifted ("masked"). Type 1 is a whole record, 2, 3, 4 the
// first, a middle and the last piece of one; type 0 with length 0 is space that was reserved and not written.
//
// Reads only; any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "schema/result.h"

namespace tenure::storage {

enum class RecordLogPart : std::uint8_t {
  kLastBlock,  ///< the block where RocksDB is lenient: at most 32 KiB a file
  kWhole,
};

/// Checks every write-ahead log and the current manifest of the store in `folder`. kCorruption names the file
/// and the offset. An end that was cut off in the middle of a record is no error: that is how a process that
/// was killed leaves it, and nobody was told that such a record is safe.
Status checkRecordLogs(const std::filesystem::path& folder, RecordLogPart part);

}  // namespace tenure::storage
