#include "storage/graph_image.h"

#include <algorithm>
#include <set>

namespace tenure::storage {
namespace {

/// Beyond so many changed subjects the time index is built again when it is asked for.
constexpr std::size_t kChangedMax = 512;

void withoutRefuted(std::vector<AdjacencyEntry>& entries) {
  std::erase_if(entries,
                [](const AdjacencyEntry& one) { return one.gone || one.status == FactStatus::kRefuted; });
}

}  // namespace

void GraphImage::put(const ListKey& list, std::vector<AdjacencyEntry> entries) {
  withoutRefuted(entries);
  set(list, buildLine(std::move(entries), *meter_));
}

void GraphImage::set(const ListKey& list, NodeLine* line) {
  const std::size_t at = indexOf(TypeId{list.type}, list.side);
  while (lists_.size() <= at) lists_.emplace_back(*meter_);
  if (line == nullptr && GraphImage::line(&lists_[at], list.node) == nullptr) return;
  if (line != nullptr && line->kind == NodeLine::Kind::kWide) {
    if (wide_.size() <= list.type) wide_.resize(list.type + 1);
    wide_[list.type] = true;
  }
  lists_[at]
      .edit(list.node.value >> LinePage::kBits)
      .put(list.node.value & (LinePage::kLines - 1), line, *meter_);
}

void GraphImage::markLoaded(NodeId node, Side side) {
  if (isLoaded(node, side)) return;
  LoadedPage& page = loaded_[sideIndex(side)].edit(node.value >> LoadedPage::kBits);
  page.bits[node.value >> 6U & 63U] |= std::uint64_t{1} << (node.value & 63U);
}

void GraphImage::noteChanged(const ListKey& list) {
  const auto found = time_indexes_.find(TypeId{list.type});
  if (list.side != Side::kSubject || found == time_indexes_.end()) return;
  auto changed = std::make_shared<std::set<NodeId>>();
  if (found->second.changed) *changed = *found->second.changed;
  changed->insert(list.node);
  if (found->second.index == nullptr || changed->size() > kChangedMax) {
    time_indexes_.erase(found);
  } else {
    found->second.changed = std::move(changed);
  }
}

void GraphImage::buildTimeIndex(TypeId type) {
  std::vector<TimeIndex::Fact> facts;
  std::vector<AdjacencyEntry> entries;
  if (const Lines* all = lines(type, Side::kSubject)) {
    all->forEach([&](std::uint64_t page, const LinePage& lines) {
      for (std::size_t i = 0; i < LinePage::kLines; ++i) {
        if (lines.lines[i] == nullptr) continue;
        entries.clear();
        entriesOfLine(*lines.lines[i], entries);
        for (const AdjacencyEntry& one : entries)
          facts.push_back({NodeId{(page << LinePage::kBits) + i}, one});
      }
    });
  }
  time_indexes_[type] = {TimeIndex::build(facts, *meter_), nullptr};
}

void GraphImage::apply(const ListChanges& changes) {
  for (const auto& [list, changed] : changes) {
    noteChanged(list);
    if (!isLoaded(list.node, list.side)) continue;
    const NodeLine* now = line(lines(TypeId{list.type}, list.side), list.node);
    if (now != nullptr) {
      if (NodeLine* next = changedLine(*now, changed, *meter_)) {
        set(list, next);
        continue;
      }
    }
    std::set<FactId> masked;
    for (const AdjacencyEntry& one : changed) masked.insert(one.fact);
    std::vector<AdjacencyEntry> entries;
    if (now != nullptr) entriesOfLine(*now, entries);
    std::erase_if(entries, [&](const AdjacencyEntry& one) { return masked.contains(one.fact); });
    entries.insert(entries.end(), changed.begin(), changed.end());
    put(list, std::move(entries));
  }
}

void GraphImage::putLifespan(NodeId node, const std::optional<Period>& period) {
  if (lifespan(node) == period) return;
  lifespans_.edit(node.value >> LinePage::kBits).periods[node.value & (LinePage::kLines - 1)] = period;
}

std::uint64_t GraphImage::evict(std::uint64_t bytes) {
  const std::uint64_t goal = meter_->bytes - std::min(bytes, meter_->bytes.load());
  std::set<std::uint64_t> pages;
  for (const Lines& lines : lists_) {
    lines.forEach([&](std::uint64_t page, const LinePage&) { pages.insert(page); });
  }
  std::uint64_t gone = 0;
  auto next = pages.lower_bound(hand_);
  while (meter_->bytes > goal && !pages.empty()) {
    if (next == pages.end()) next = pages.begin();
    forget(*next);
    hand_ = *next + 1;
    next = pages.erase(next);
    ++gone;
  }
  return gone;
}

void GraphImage::forget(std::uint64_t page) {
  time_indexes_.clear();
  if (complete_) {
    // From now on what is loaded has to be told apart.
    for (const Lines& lines : lists_) {
      lines.forEach([&](std::uint64_t other, const LinePage&) {
        for (std::uint64_t i = 0; i < LinePage::kLines; ++i) {
          const NodeId node{(other << LinePage::kBits) + i};
          for (const Side side : {Side::kSubject, Side::kObject}) {
            LoadedPage& bits = loaded_[sideIndex(side)].edit(node.value >> LoadedPage::kBits);
            bits.bits[node.value >> 6U & 63U] |= std::uint64_t{1} << (node.value & 63U);
          }
        }
      });
    }
    complete_ = false;
  }
  for (Lines& lines : lists_) lines.erase(page);
  for (auto& loaded : loaded_) {
    if (loaded.find(page >> (LoadedPage::kBits - LinePage::kBits)) == nullptr) continue;
    LoadedPage& bits = loaded.edit(page >> (LoadedPage::kBits - LinePage::kBits));
    const std::uint64_t first = page << LinePage::kBits;
    bits.bits[first >> 6U & 63U] &= ~(((std::uint64_t{1} << LinePage::kLines) - 1) << (first & 63U));
  }
}

}  // namespace tenure::storage
