// The small alphabet of all records: integers of variable length, fixed ones, texts, instants. What a writer
// wrote, a reader reads; a reader takes bytes from a damaged disk, never runs past their end, never throws,
// and remembers the first thing that did not fit.
//
//     varint  := LEB128 of a u64, the shortest one     text    := varint byte*
//     zigzag  := varint of an i64, small either way    instant := varint: 0 is +inf, 1 is -inf,
//     fixedNN := little-endian                                    else zigzag of the count, plus 2
//
// Inline, for every record passes here. Plain values over borrowed bytes; one thread each.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "schema/instant.h"
#include "schema/result.h"

namespace tenure::storage {

/// What finite instants of valid time storage keeps: the axis, and room after its last day for the end of a
/// period and a grain. Days since the epoch; beyond it a record is damaged, so that a grain can always be
/// added to what was read.
inline constexpr std::int64_t kFirstStoredDay = -106'639'853;
inline constexpr std::int64_t kLastStoredDay = 105'201'164;

[[nodiscard]] constexpr std::uint64_t zigzagOf(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63U);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t code) {
  return static_cast<std::int64_t>((code >> 1U) ^ (0 - (code & 1U)));
}

/// Appends to a text that it borrows.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void varint(std::uint64_t value) {
    if (value < 0x80) return byte(static_cast<std::uint8_t>(value));
    std::array<char, 10> bytes{};
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7U) bytes[size++] = static_cast<char>(value | 0x80U);
    bytes[size++] = static_cast<char>(value);
    out_.append(bytes.data(), size);
  }
  void zigzag(std::int64_t value) { varint(zigzagOf(value)); }
  void fixed32(std::uint32_t value) { fixed(value); }
  void fixed64(std::uint64_t value) { fixed(value); }
  void bytes(std::string_view some) { out_.append(some); }
  void text(std::string_view text) {
    varint(text.size());
    out_.append(text);
  }
  /// Adding 2 wraps the two infinities, whose zigzag codes are the greatest, to 0 and 1.
  template <class Axis>
  void instant(BasicInstant<Axis> instant) {
    varint(zigzagOf(instant.micros()) + 2);
  }

 private:
  template <class Unsigned>
  void fixed(Unsigned value) {
    std::array<char, sizeof value> bytes{};
    for (char& one : bytes) {
      one = static_cast<char>(value);
      value = static_cast<Unsigned>(value >> 8U);
    }
    out_.append(bytes.data(), bytes.size());
  }

  std::string& out_;
};

/// Reads bytes that it borrows. After a failure every read gives zero or nothing, so a decoder may read on
/// and ask once; loops over a count that was read ask at each turn.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  [[nodiscard]] bool ok() const { return why_ == nullptr; }
  /// What did not fit first; nullptr while all did.
  [[nodiscard]] const char* why() const { return why_; }
  /// `why` is a literal. Reads nothing from here on.
  void fail(const char* why) {
    if (why_ == nullptr) why_ = why;
    at_ = end_;
  }
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  /// Nothing may be left.
  void finish() {
    if (at_ != end_) fail("there are bytes after its end");
  }

  std::uint8_t byte() { return at_ == end_ ? short8() : static_cast<std::uint8_t>(*at_++); }
  std::uint64_t varint() {
    if (at_ != end_ && static_cast<std::uint8_t>(*at_) < 0x80) return static_cast<std::uint8_t>(*at_++);
    return longVarint();
  }
  std::int64_t zigzag() { return unzigzag(varint()); }
  std::uint32_t varint32() {
    const std::uint64_t value = varint();
    if (value > 0xFFFF'FFFFU) fail("a number is too large");
    return static_cast<std::uint32_t>(value);
  }
  /// 0 or 1.
  bool truth() {
    const std::uint8_t value = byte();
    if (value > 1) fail("a yes or no is neither");
    return value == 1;
  }
  std::uint32_t fixed32() { return fixed<std::uint32_t>(); }
  std::uint64_t fixed64() { return fixed<std::uint64_t>(); }
  /// Borrowed from the bytes read.
  std::string_view bytes(std::size_t size) {
    if (size > left()) {
      fail("it ends early");
      return {};
    }
    const std::string_view some(at_, size);
    at_ += size;
    return some;
  }
  std::string_view text() {
    const std::uint64_t size = varint();
    if (size > left()) fail("a text is longer than the record");
    return ok() ? bytes(static_cast<std::size_t>(size)) : std::string_view();
  }
  /// How many things follow, each at least `bytes_each` long: no more than there is room for.
  std::size_t count(std::size_t bytes_each = 1) {
    const std::uint64_t value = varint();
    if (value > left() / bytes_each) {
      fail("a count is larger than the record");
      return 0;
    }
    return static_cast<std::size_t>(value);
  }
  /// An instant of system time; valid time comes in periods (storage/period_code.h).
  SystemInstant systemInstant() { return SystemInstant::fromMicros(unzigzag(varint() - 2)); }

 private:
  std::uint8_t short8();
  std::uint64_t longVarint();
  template <class Unsigned>
  Unsigned fixed() {
    const std::string_view from = bytes(sizeof(Unsigned));
    Unsigned value = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      value |= static_cast<Unsigned>(static_cast<Unsigned>(static_cast<std::uint8_t>(from[i])) << (8U * i));
    }
    return value;
  }

  const char* at_;
  const char* end_;
  const char* why_ = nullptr;
};

/// kCorruption that names the key and what does not fit.
[[nodiscard]] Error damagedRecord(std::string_view key, std::string_view what);

}  // namespace tenure::storage
