#include <rocksdb/perf_context.h>

#include "storage/block_reads.h"

namespace tenure::storage {
namespace {

BlockReadCounts counted() {
  const rocksdb::PerfContext& context = *rocksdb::get_perf_context();
  BlockReadCounts counts;
  counts.index = context.index_block_read_count;
  counts.filter = context.filter_block_read_count;
  counts.data =
      context.block_read_count - counts.index - counts.filter - context.compression_dict_block_read_count;
  return counts;
}

}  // namespace

BlockReads::BlockReads() : level_before_(static_cast<int>(rocksdb::GetPerfLevel())) {
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  before_ = counted();
}

BlockReads::~BlockReads() { rocksdb::SetPerfLevel(static_cast<rocksdb::PerfLevel>(level_before_)); }

BlockReadCounts BlockReads::soFar() const {
  const BlockReadCounts now = counted();
  return {now.data - before_.data, now.index - before_.index, now.filter - before_.filter};
}

}  // namespace tenure::storage
