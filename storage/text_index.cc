#include "storage/text_index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace tenure::storage {
namespace {

constexpr std::size_t kFirstSlots = 1'024;

std::uint64_t hashOf(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }
std::uint32_t upper(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

std::string_view TextIndex::textOf(const Slot& slot) const {
  if (slot.bytes <= kShort) return {slot.text.data(), slot.bytes};
  std::uint64_t begin = 0;
  std::memcpy(&begin, slot.text.data(), sizeof begin);
  return std::string_view(long_texts_).substr(begin, slot.bytes);
}

void TextIndex::add(std::string_view text, NodeId node) {
  if (4 * (size_ + 1) > 3 * slots_.size()) grow();
  ++size_;
  const std::uint64_t hash = hashOf(text);
  Slot slot{node.value, upper(hash), static_cast<std::uint32_t>(text.size()), {}};
  if (text.size() <= kShort) {
    std::copy(text.begin(), text.end(), slot.text.begin());
  } else {
    const std::uint64_t begin = long_texts_.size();
    std::memcpy(slot.text.data(), &begin, sizeof begin);
    long_texts_ += text;
  }
  place(slot, hash);
}

std::optional<NodeId> TextIndex::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint64_t hash = hashOf(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].node != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == upper(hash) && textOf(slots_[at]) == text) return NodeId{slots_[at].node};
  }
  return std::nullopt;
}

void TextIndex::grow() {
  std::vector<Slot> old(std::max(kFirstSlots, 2 * slots_.size()));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.node != 0) place(slot, hashOf(textOf(slot)));
  }
}

void TextIndex::place(const Slot& slot, std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].node != 0) at = (at + 1) & mask;
  slots_[at] = slot;
}

}  // namespace tenure::storage
