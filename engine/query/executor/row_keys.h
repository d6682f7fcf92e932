// Rows of values as keys of hash tables, and what one takes in memory. Only for this folder.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/query/values/comparison.h"
#include "engine/query/values/datum.h"

namespace tenure::query {

using Row = std::vector<Datum>;
struct RowHash {
  std::size_t operator()(const Row& row) const { return hash(std::span<const Datum>(row)); }
};
struct RowSame {
  bool operator()(const Row& a, const Row& b) const {
    return same(std::span<const Datum>(a), std::span<const Datum>(b));
  }
};

inline std::uint64_t bytesOf(const Row& row) {
  std::uint64_t bytes = row.size() * sizeof(Datum) + 64;
  for (const Datum& value : row) bytes += heapBytes(value);
  return bytes;
}

}  // namespace tenure::query
