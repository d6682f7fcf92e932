#include "storage/stored_once.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tenure::storage {
namespace {

constexpr std::size_t kListsMax = 1'000'000;    // some 100 bytes each
constexpr std::size_t kEntriesMax = 1'000'000;  // 72 bytes each
constexpr std::size_t kIdsMax = 1'000'000;
constexpr std::size_t kIdBytesMax = 64U << 20U;

}  // namespace

// ---- outlines ------------------------------------------------------------------------------------------

std::optional<std::optional<NodeOutline>> Outlines::find(NodeId id) const {
  const std::uint32_t place = id.value < of_node_.size() ? of_node_[id.value] : kUnknown;
  if (place == kUnknown) return std::nullopt;
  if (place == kAbsent) return std::optional<NodeOutline>();
  return std::optional(distinct_[place - kFirst]);
}

void Outlines::keep(NodeId id, const std::optional<NodeVersion>& node) {
  if (id.value >= of_node_.size()) of_node_.resize(id.value + 1 + id.value / 2, kUnknown);
  if (!node) {
    of_node_[id.value] = kAbsent;
    return;
  }
  auto& labels = labels_[node->labels];
  if (!labels) labels = std::make_shared<const std::vector<std::string>>(node->labels);
  NodeOutline outline = outlineOf(*node);
  outline.labels = labels;
  const Period& p = outline.lifespan;
  const auto next = static_cast<std::uint32_t>(distinct_.size()) + kFirst;
  const auto [known, fresh] =
      places_.try_emplace({labels.get(), outline.limited, p.start_min.micros(), p.start_max.micros(),
                           p.end_min.micros(), p.end_max.micros()},
                          next);
  if (fresh) distinct_.push_back(std::move(outline));
  of_node_[id.value] = known->second;
}

// ---- lists ---------------------------------------------------------------------------------------------

std::size_t StoredLists::Hash::operator()(const ListKey& list) const {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;
  const std::uint64_t rest =
      static_cast<std::uint64_t>(list.type) * 2 + (list.side == Side::kSubject ? 0 : 1);
  return static_cast<std::size_t>((list.node.value * kMix) ^ (rest * kMix >> 7U));
}

Result<std::span<const ListedEntry>> StoredLists::of(const ListKey& list) {
  const bool all_types = list.side == Side::kSubject;
  const ListKey kept{list.node, list.side, all_types ? 0 : list.type};
  auto known = lists_.find(kept);
  if (known == lists_.end()) {
    const auto type = all_types ? std::nullopt : std::optional(TypeId{list.type});
    const Direction direction = list.side == Side::kSubject ? Direction::kOut : Direction::kIn;
    std::vector<ListedEntry> listed;
    TENURE_TRY(base_.adjacent(list.node, direction, type, {}, listed, true));
    if (lists_.size() >= kListsMax || entries_ + listed.size() > kEntriesMax) {
      lists_.clear();
      entries_ = 0;
    }
    entries_ += listed.size();
    listed.shrink_to_fit();
    known = lists_.emplace(kept, std::move(listed)).first;
  }
  const std::span<const ListedEntry> entries(known->second);
  if (!all_types) return entries;
  // One list after the other, types ascending.
  const auto first =
      std::lower_bound(entries.begin(), entries.end(), list.type,
                       [](const ListedEntry& one, std::uint32_t t) { return one.type.value < t; });
  const auto end =
      std::upper_bound(first, entries.end(), list.type,
                       [](std::uint32_t t, const ListedEntry& one) { return t < one.type.value; });
  return std::span(first, end);
}

// ---- ids -----------------------------------------------------------------------------------------------

void StoredIds::noteThere(NodeId id) {
  if (there_.empty()) there_.resize(base_.last().next_node.value, false);
  there_[id.value] = true;
}

Result<std::optional<NodeId>> StoredIds::byExternalId(std::string_view id) {
  if (base_.last().next_node.value == 1) return std::optional<NodeId>();
  if (const auto known = ids_.find(id); known != ids_.end()) return std::optional(known->second);
  TENURE_ASSIGN(const auto found, base_.byExternalId(id));
  if (!found) return found;
  noteThere(*found);
  if (ids_.size() >= kIdsMax || bytes_ + id.size() > kIdBytesMax) {
    ids_.clear();
    bytes_ = 0;
  }
  ids_.emplace(id, *found);
  bytes_ += id.size();
  return found;
}

Result<bool> StoredIds::isThere(NodeId id) {
  if (id.value < there_.size() && there_[id.value]) return true;
  TENURE_ASSIGN(const auto node, base_.node(id));
  if (!node) return false;
  noteThere(id);
  return true;
}

}  // namespace tenure::storage
