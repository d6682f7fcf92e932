#include "storage/sealed.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <cstring>

#include "storage/bytes.h"
#include "storage/keys.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kCheckBytes = 4;

/// One pass over a copy where both are short, which nearly all are: three times as fast as feeding the hash
/// in pieces, whose state is larger than such a record.
std::uint32_t checkOf(std::string_view key, std::string_view value) {
  std::array<char, 512> together;
  const std::size_t size = key.size() + value.size();
  if (size <= together.size()) {
    if (!key.empty()) std::memcpy(together.data(), key.data(), key.size());
    if (!value.empty()) std::memcpy(together.data() + key.size(), value.data(), value.size());
    return static_cast<std::uint32_t>(XXH3_64bits_withSeed(together.data(), size, key.size()));
  }
  XXH3_state_t state{};  // reset looks at the seed of before
  XXH3_64bits_reset_withSeed(&state, key.size());
  XXH3_64bits_update(&state, key.data(), key.size());
  XXH3_64bits_update(&state, value.data(), value.size());
  return static_cast<std::uint32_t>(XXH3_64bits_digest(&state));
}

}  // namespace

std::string beginValue() {
  std::string value;
  value.reserve(96);  // an ordinary fact and its seal, in one allocation
  value.push_back(static_cast<char>(kRecordVersion));
  return value;
}

void seal(std::string_view key, std::string& value) { ByteWriter(value).fixed32(checkOf(key, value)); }

Result<std::string_view> unseal(std::string_view key, std::string_view value) {
  if (value.size() < kSealBytes) return damagedRecord(key, "it is shorter than its seal");
  const std::string_view sealed = value.substr(0, value.size() - kCheckBytes);
  // The check first: a damaged version byte is damage, and not another version.
  if (ByteReader(value.substr(sealed.size())).fixed32() != checkOf(key, sealed)) {
    return damagedRecord(key, "its check does not fit");
  }
  const auto version = static_cast<std::uint8_t>(sealed.front());
  if (version != kRecordVersion) {
    return Error(ErrorCode::kFormat, describeKey(key) + " is a record of version " + std::to_string(version) +
                                         ", and this program reads version " +
                                         std::to_string(kRecordVersion));
  }
  return sealed.substr(1);
}

}  // namespace tenure::storage
