#include "engine/traversal/node_history.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tenure {
namespace {

/// Up to here the runs of the types, each in order, are put together by insertion.
constexpr std::size_t kFewItems = 64;

bool comesBefore(const HistoryItem& a, const HistoryItem& b) {
  if (a.start != b.start) return a.start < b.start;
  return std::tie(a.end, a.type, a.direction, a.node, a.fact) <
         std::tie(b.end, b.type, b.direction, b.node, b.fact);
}

void order(std::vector<HistoryItem>& items) {
  if (items.size() > kFewItems) {
    std::sort(items.begin(), items.end(), comesBefore);
    return;
  }
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (!comesBefore(items[i], items[i - 1])) continue;
    const HistoryItem item = items[i];
    std::size_t at = i;
    for (; at > 0 && comesBefore(item, items[at - 1]); --at) items[at] = items[at - 1];
    items[at] = item;
  }
}

}  // namespace

NodeHistory::NodeHistory(View view, Direction direction)
    : view_(std::move(view)),
      direction_(direction),
      cell_(view_.reader().images(view_.scope().system)),
      image_(cell_->image()) {
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
  const Direction direction = side == Side::kSubject ? Direction::kOut : Direction::kIn;
  for (std::uint32_t type = 0; type < image_->typesEnd(); ++type) {
    const auto* line = storage::GraphImage::line(image_->lines(TypeId{type}, side), node);
    if (line == nullptr) continue;
    entries_.clear();
    storage::outlineOfLine(*line, entries_);
    for (const storage::EntryOutline& one : entries_) {
      // In both directions a fact from a node to itself comes once, as out.
      if (direction_ == Direction::kBoth && side == Side::kObject && one.neighbour == node) continue;
      items_.push_back({one.start, one.end, TypeId{type}, direction, one.neighbour, one.fact});
    }
  }
  return {};
}

Result<std::span<const HistoryItem>> NodeHistory::of(NodeId node) {
  items_.clear();
  if (view_.scope().include_refuted) {
    const Edges edges = view_.edges(node, direction_);
    TENURE_TRY(edges.status());
    for (const Edge& edge : edges)
      items_.push_back(
          {edge.period.start_min, edge.period.end_max, edge.type, edge.direction, edge.node, edge.fact});
  } else {
    if (direction_ != Direction::kIn) TENURE_TRY(gather(node, Side::kSubject));
    if (direction_ != Direction::kOut) TENURE_TRY(gather(node, Side::kObject));
  }
  order(items_);
  return std::span<const HistoryItem>(items_);
}

}  // namespace tenure
