#include "engine/traversal/node_history.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "storage/day_axis.h"
#include "storage/slice_scan.h"

namespace tenure {
namespace {

/// Up to here items are put in order by insertion, which finds most of them in place.
constexpr std::size_t kFewItems = 64;
constexpr std::uint32_t kTypesAhead = 8;

bool comesBefore(const HistoryItem& a, const HistoryItem& b) {
  if (a.start != b.start) return a.start < b.start;
  return std::tie(a.end, a.type, a.direction, a.node, a.fact) <
         std::tie(b.end, b.type, b.direction, b.node, b.fact);
}

/// Puts the items from `first` on, of one list and by start, in order among those before, which are.
void order(std::span<HistoryItem> items, std::size_t first) {
  if (items.size() > kFewItems) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(first);
    if (!std::is_sorted(begin, items.end(), comesBefore)) std::sort(begin, items.end(), comesBefore);
    std::inplace_merge(items.begin(), begin, items.end(), comesBefore);
    return;
  }
  for (std::size_t i = std::max<std::size_t>(first, 1); i < items.size(); ++i) {
    if (!comesBefore(items[i], items[i - 1])) continue;
    const HistoryItem item = items[i];
    std::size_t at = i;
    for (; at > 0 && comesBefore(item, items[at - 1]); --at) items[at] = items[at - 1];
    items[at] = item;
  }
}

}  // namespace

NodeHistory::NodeHistory(View view, Direction direction, std::vector<HistoryItem> room)
    : view_(std::move(view)),
      direction_(direction),
      cell_(view_.reader().images(view_.scope().system)),
      image_(cell_->image()),
      items_(std::move(room)) {
  TimeScope scope = view_.scope();
  scope.valid = AllTime{};
  scope.certain_only = false;
  view_.setScope(scope);
}

Status NodeHistory::gather(NodeId node, Side side) {
  if (!image_->isLoaded(node, side)) {
    image_ = cell_->image();
    if (!image_->isLoaded(node, side)) {
      TENURE_ASSIGN(image_, cell_->fill(view_.reader(), view_.scope().system, node, side));
    }
  }
  // The lists of several types are asked for before the first is read: they come together.
  std::array<const storage::NodeLine* const*, kTypesAhead> places{};
  std::array<const storage::NodeLine*, kTypesAhead> lines{};
  const std::uint32_t types = image_->typesEnd();
  for (std::uint32_t first = 0; first < types; first += kTypesAhead) {
    const std::uint32_t count = std::min(types - first, kTypesAhead);
    for (std::uint32_t i = 0; i < count; ++i) {
      places[i] = storage::GraphImage::placeOf(image_->lines(TypeId{first + i}, side), node);
      __builtin_prefetch(places[i]);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      lines[i] = places[i] == nullptr ? nullptr : *places[i];
      if (lines[i] != nullptr) storage::prefetchFacts(lines[i]);
    }
    for (std::uint32_t i = 0; i < count; ++i)
      if (lines[i] != nullptr) append(*lines[i], node, TypeId{first + i}, side);
  }
  return {};
}

HistoryItem* NodeHistory::room(std::size_t more) {
  if (items_.size() < count_ + more) items_.resize(std::max(count_ + more, 2 * items_.size()));
  return items_.data() + count_;
}

void NodeHistory::append(const storage::NodeLine& line, NodeId node, TypeId type, Side side) {
  const Direction direction = side == Side::kSubject ? Direction::kOut : Direction::kIn;
  // In both directions a fact from a node to itself comes once, as out.
  const bool skips_loops = direction_ == Direction::kBoth && side == Side::kObject;
  const std::size_t first = count_;
  HistoryItem* next = room(line.entries);
  if (!storage::columnsReach(line)) {
    if (line.kind == storage::NodeLine::Kind::kWide && line.wide().pieces) met_pieces_ = true;
    std::vector<storage::AdjacencyEntry> entries;
    storage::entriesOfLine(line, entries);
    for (const storage::AdjacencyEntry& one : entries) {
      if (skips_loops && one.neighbour == node) continue;
      *next++ = {one.period.start_min, one.period.end_max, type, direction, one.neighbour, one.fact};
    }
  } else {
    const storage::DayAxis axis(line.base_day);
    storage::forEachInColumns(
        line, [&](std::uint32_t fact, std::uint32_t other, storage::DayOffset start, storage::DayOffset end) {
          *next = {axis.startOf(start), axis.endOf(end), type, direction, NodeId{other}, FactId{fact}};
          next += static_cast<std::ptrdiff_t>(!skips_loops || other != node.value);
        });
  }
  count_ = static_cast<std::size_t>(next - items_.data());
  order({items_.data(), count_}, first);
}

Result<std::span<const HistoryItem>> NodeHistory::of(NodeId node) {
  count_ = 0;
  met_pieces_ = false;
  if (view_.scope().include_refuted) {
    const Edges edges = view_.edges(node, direction_);
    TENURE_TRY(edges.status());
    HistoryItem* next = room(edges.size());
    for (const Edge& edge : edges)
      *next++ = {edge.period.start_min, edge.period.end_max, edge.type, edge.direction, edge.node, edge.fact};
    count_ = edges.size();
    std::sort(items_.data(), next, comesBefore);
  } else {
    if (direction_ != Direction::kIn) TENURE_TRY(gather(node, Side::kSubject));
    if (direction_ != Direction::kOut) TENURE_TRY(gather(node, Side::kObject));
  }
  return std::span<const HistoryItem>(items_.data(), count_);
}

}  // namespace tenure
