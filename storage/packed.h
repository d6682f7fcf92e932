// Up to 128 unsigned integers as their least one and the differences from it, each in as many bits as the
// greatest difference needs.
//
//     column := [width:u8] frame bits*     width is left out where the whole segment is one entry
//     frame  := varint of the least in a first column, zigzag of the least less that of the column before
//     bits   := the differences, width bits each, the first in the lowest bits; zero up to the byte's end
//
// One writing for each list of numbers: a reader refuses a frame that is not the least, a width that is too
// large, and bits after the last difference. Plain values; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "storage/bytes.h"

namespace tenure::storage {

inline constexpr std::size_t kPackedMax = 128;
using PackedValues = std::array<std::uint64_t, kPackedMax>;

/// One column of a segment while its blocks are written or read one after the other.
class PackedColumn {
 public:
  /// `is_signed`: the numbers are i64 in two's complement, and so is their order.
  explicit PackedColumn(bool is_signed = false) : bias_(is_signed ? 1ULL << 63U : 0), last_(bias_) {}

  /// Writes `values` (1 .. 128 of them), and changes them to do so. `alone`: no width, for it is 0.
  void write(ByteWriter& out, std::span<std::uint64_t> values, bool alone);
  /// Reads `count` numbers into `values`; on a failure they are anything.
  void read(ByteReader& in, std::size_t count, bool alone, PackedValues& values);

 private:
  std::uint64_t bias_;
  std::uint64_t last_;  ///< the frame before, biased so that its order is that of unsigned numbers
  bool first_ = true;
};

}  // namespace tenure::storage
