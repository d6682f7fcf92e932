// What the cache of sliced adjacency (storage/adjacency_cache.h) tells about itself. Plain data.
#pragma once

#include <cstdint>

namespace tenure::storage {

/// Figures since the database was opened.
struct CacheFigures {
  std::uint64_t bytes = 0;
  std::uint64_t bytes_max = 0;
  std::uint64_t fills = 0;      ///< lists of a node read from the store
  std::uint64_t evictions = 0;  ///< pages of 32 nodes forgotten
};

}  // namespace tenure::storage
