#include "storage/packed.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tenure::storage {
namespace {

constexpr std::size_t kPadding = 8;  ///< a load of eight bytes may begin at the last byte

constexpr std::uint64_t maskOf(unsigned width) { return width == 64 ? ~0ULL : (1ULL << width) - 1; }
constexpr std::size_t bytesFor(std::size_t count, unsigned width) { return (count * width + 7) / 8; }

std::uint64_t load(const char* bytes) {
  static_assert(std::endian::native == std::endian::little, "the bits of a column are read as they lie");
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// Unpacks differences; gives all their bits together. `sawZero`: whether one of them is 0.
template <bool kWide>
std::uint64_t unpack(const char* bits, std::size_t count, unsigned width, PackedValues& values,
                     bool& saw_zero) {
  const std::uint64_t mask = maskOf(width);
  std::uint64_t all = 0;
  std::size_t zeros = 0;
  for (std::size_t i = 0, bit = 0; i < count; ++i, bit += width) {
    const unsigned shift = bit & 7U;
    std::uint64_t value = load(bits + (bit >> 3U)) >> shift;
    if constexpr (kWide) {  // up to 71 bits from the first byte on: the rest is in the ninth
      if (shift != 0) {
        value |= std::uint64_t{static_cast<std::uint8_t>(bits[(bit >> 3U) + 8])} << (64U - shift);
      }
    }
    value &= mask;
    values[i] = value;
    all |= value;
    zeros += static_cast<std::size_t>(value == 0);
  }
  saw_zero = zeros > 0;
  return all;
}

/// The differences of `values` from `least`.
void pack(ByteWriter& out, std::span<const std::uint64_t> values, std::uint64_t least, unsigned width) {
  std::array<char, kPackedMax * 8> bytes;
  std::size_t size = 0;
  std::uint64_t word = 0;
  unsigned filled = 0;
  for (const std::uint64_t value : values) {
    const std::uint64_t difference = value - least;
    word |= difference << filled;
    filled += width;
    if (filled < 64) continue;
    std::memcpy(bytes.data() + size, &word, 8);
    size += 8;
    filled -= 64;
    word = filled == 0 ? 0 : difference >> (width - filled);
  }
  std::memcpy(bytes.data() + size, &word, (filled + 7) / 8);
  size += (filled + 7) / 8;
  out.bytes({bytes.data(), size});
}

}  // namespace

void PackedColumn::write(ByteWriter& out, std::span<std::uint64_t> values, bool alone) {
  std::uint64_t least = ~0ULL;
  std::uint64_t greatest = 0;
  for (std::uint64_t& value : values) {
    value ^= bias_;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  const auto width = static_cast<unsigned>(std::bit_width(greatest - least));
  if (!alone) out.byte(static_cast<std::uint8_t>(width));
  if (first_ && bias_ == 0) {
    out.varint(least);
  } else {
    out.zigzag(static_cast<std::int64_t>(least - last_));
  }
  first_ = false;
  last_ = least;
  if (width > 0) pack(out, values, least, width);
}

void PackedColumn::read(ByteReader& in, std::size_t count, bool alone, PackedValues& values) {
  const unsigned width = alone ? 0 : in.byte();
  if (width > 64) return in.fail("a column is wider than a number");
  const bool plain = first_ && bias_ == 0;
  const std::uint64_t frame = plain ? in.varint() : last_ + static_cast<std::uint64_t>(in.zigzag());
  first_ = false;
  last_ = frame;
  if (width == 0) {
    std::fill_n(values.begin(), count, frame ^ bias_);
    return;
  }
  const std::size_t size = bytesFor(count, width);
  const bool roomy = in.left() >= size + kPadding;
  const std::string_view packed = in.bytes(size);
  if (!in.ok()) return;
  std::array<char, kPackedMax * 8 + kPadding> padded;
  const char* bits = packed.data();
  if (!roomy) {
    std::memcpy(padded.data(), bits, size);
    std::memset(padded.data() + size, 0, kPadding);
    bits = padded.data();
  }
  bool saw_zero = false;
  const std::uint64_t all = width <= 57 ? unpack<false>(bits, count, width, values, saw_zero)
                                        : unpack<true>(bits, count, width, values, saw_zero);
  const std::size_t used = count * width % 8;
  const bool tail_is_zero = used == 0 || static_cast<std::uint8_t>(packed.back()) >> used == 0;
  if (!saw_zero || static_cast<unsigned>(std::bit_width(all)) != width || !tail_is_zero) {
    return in.fail("a column is not packed the short way");
  }
  std::uint64_t overflow = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t value = frame + values[i];
    overflow |= static_cast<std::uint64_t>(value < frame);
    values[i] = value ^ bias_;
  }
  if (overflow != 0) in.fail("a column has a number of more than 64 bits");
}

}  // namespace tenure::storage
