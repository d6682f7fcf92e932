// How many blocks this thread has read from files: what a question costs on a database that nothing of is in
// memory, counted and not timed. For tests and benchmarks.
//
//     const BlockReads reads;
//     ... ask ...
//     reads.soFar().data
//
// One thread: it is this thread's counters that it reads. Blocks that other threads read do not count.
#pragma once

#include <cstdint>

namespace tenure::storage {

struct BlockReadCounts {
  std::uint64_t data = 0;
  std::uint64_t index = 0;   ///< pieces of the index, which a file keeps apart from its data
  std::uint64_t filter = 0;  ///< pieces of the filter
};

class BlockReads {
 public:
  BlockReads();
  ~BlockReads();
  BlockReads(const BlockReads&) = delete;
  BlockReads& operator=(const BlockReads&) = delete;

  /// Since this was made.
  [[nodiscard]] BlockReadCounts soFar() const;

 private:
  int level_before_;  ///< what this thread counted before
  BlockReadCounts before_;
};

}  // namespace tenure::storage
