#include "storage/bytes.h"

#include "storage/keys.h"

namespace tenure::storage {

std::uint8_t ByteReader::short8() {
  fail("it ends early");
  return 0;
}

std::uint64_t ByteReader::longVarint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; at_ != end_; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at_++);
    const std::uint64_t part = byte & 0x7FU;
    if (shift == 63 && byte > 1) {
      fail("a number has more than 64 bits");
      return 0;
    }
    value |= part << shift;
    if (byte < 0x80) {
      // 0 at the end of a longer one says nothing: another writing of a shorter number.
      if (byte == 0 && shift > 0) {
        fail("a number is not written the short way");
        return 0;
      }
      return value;
    }
  }
  fail("it ends early");
  return 0;
}

Error damagedRecord(std::string_view key, std::string_view what) {
  return {ErrorCode::kCorruption, describeKey(key) + " is damaged: " + std::string(what)};
}

}  // namespace tenure::storage
