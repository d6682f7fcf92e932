// Key ranges and write batches: plain bytes, no RocksDB.
#include <cstdint>

#include "storage/ordered_store.h"

namespace tenure::storage {

KeyRange KeyRange::withPrefix(std::string_view prefix) {
  // The end of a prefix is the prefix with its last byte below 0xff raised by one and cut there; a prefix of
  // 0xff bytes only (or an empty one) has no end.
  std::string last(prefix);
  while (!last.empty() && static_cast<unsigned char>(last.back()) == 0xffU) last.pop_back();
  if (!last.empty()) last.back() = static_cast<char>(static_cast<unsigned char>(last.back()) + 1U);
  return {std::string(prefix), std::move(last)};
}

void Batch::put(std::string_view key, std::string_view value) {
  operations_.push_back(
      {true, static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value.size())});
  bytes_.append(key).append(value);
}

void Batch::remove(std::string_view key) {
  operations_.push_back({false, static_cast<std::uint32_t>(key.size()), 0});
  bytes_.append(key);
}

void Batch::forEach(const std::function<void(bool, std::string_view, std::string_view)>& visit) const {
  const std::string_view bytes = bytes_;
  std::size_t offset = 0;
  for (const Operation& operation : operations_) {
    const std::string_view key = bytes.substr(offset, operation.key_size);
    const std::string_view value = bytes.substr(offset + operation.key_size, operation.value_size);
    offset += key.size() + value.size();
    visit(operation.is_put, key, value);
  }
}

void Batch::clear() {
  operations_.clear();
  bytes_.clear();
}

}  // namespace tenure::storage
