#include "storage/text_index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace tenure::storage {
namespace {

constexpr std::size_t kFirstSlots = 1'024;

std::uint64_t hashOf(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }
std::uint32_t upper(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

void TextIndex::add(std::string_view text, NodeId node) {
  entries_.push_back({texts_.size(), node, static_cast<std::uint32_t>(text.size())});
  texts_ += text;
  if (2 * entries_.size() > slots_.size()) return grow();
  place(hashOf(text), static_cast<std::uint32_t>(entries_.size()));
}

std::optional<NodeId> TextIndex::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint64_t hash = hashOf(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].entry != 0; at = (at + 1) & mask) {
    const std::size_t i = slots_[at].entry - 1;
    if (slots_[at].hash == upper(hash) && this->text(i) == text) return entries_[i].node;
  }
  return std::nullopt;
}

void TextIndex::grow() {
  slots_.assign(std::max(kFirstSlots, 2 * slots_.size()), {});
  for (std::size_t i = 0; i < entries_.size(); ++i) place(hashOf(text(i)), static_cast<std::uint32_t>(i + 1));
}

void TextIndex::place(std::uint64_t hash, std::uint32_t entry) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].entry != 0) at = (at + 1) & mask;
  slots_[at] = {entry, upper(hash)};
}

}  // namespace tenure::storage
