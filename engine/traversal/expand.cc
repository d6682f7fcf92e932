#include "engine/traversal/expand.h"

#include <algorithm>

#include "storage/slice_bounds.h"

namespace tenure {

using storage::ImagePtr;
using storage::NodeLine;

Expand Expand::of(const View& view, std::string_view type, Direction direction) {
  return {view, view.reader().typeId(type), direction};
}

Expand::Expand(View view, std::optional<TypeId> type, Direction direction)
    : view_(std::move(view)),
      type_(type),
      cell_(view_.reader().images(view_.scope().system)),
      filters_(&storage::sliceFilters()),
      certain_(view_.scope().certain_only),
      refuted_(view_.scope().include_refuted),
      judged_(refuted_ || view_.reader().last().lifespans) {
  if (direction != Direction::kIn) sides_[side_count_++] = Side::kSubject;
  if (direction != Direction::kOut) sides_[side_count_++] = Side::kObject;
  use(cell_->image());
  setScope(view_.scope().valid);
}

void Expand::use(ImagePtr image) {
  image_ = std::move(image);
  for (const Side side : {Side::kSubject, Side::kObject})
    lines_[at(side)] = type_ ? image_->lines(*type_, side) : nullptr;
}

Result<const NodeLine*> Expand::read(NodeId node, Side side) {
  // Another reader of the same state may have brought it.
  ImagePtr image = cell_->image();
  if (!image->isLoaded(node, side)) {
    TENURE_ASSIGN(image, cell_->fill(view_.reader(), view_.scope().system, node, side));
  }
  use(std::move(image));
  static const NodeLine unknown;  // nothing that is in memory, and more to be asked of the store
  const NodeLine* line = storage::GraphImage::line(lines_[at(side)], node);
  return line == nullptr && refuted_ ? &unknown : line;
}

Result<std::vector<NodeId>> Expand::judgedNeighbours(NodeId node, Side side) {
  const Direction direction = side == Side::kSubject ? Direction::kOut : Direction::kIn;
  TimeScope scope = view_.scope();
  scope.valid = valid_;
  view_.setScope(scope);
  const Edges edges = view_.edges(node, direction, view_.typeName(*type_));
  TENURE_TRY(edges.status());
  std::vector<NodeId> nodes;
  nodes.reserve(edges.size());
  for (const Edge& edge : edges) {
    // In both directions a fact from a node to itself counts once, as out.
    if (side_count_ == 2 && side == Side::kObject && edge.node == node) continue;
    nodes.push_back(edge.node);
  }
  return nodes;
}

Result<std::pair<std::vector<NodeId>, std::vector<NodeId>>> Expand::judgedChanges(NodeId node, Side side,
                                                                                  Range earlier,
                                                                                  Range later) {
  const Direction direction = side == Side::kSubject ? Direction::kOut : Direction::kIn;
  std::array<std::vector<Edge>, 2> held;
  for (std::size_t i = 0; i < 2; ++i) {
    TimeScope scope = view_.scope();
    scope.valid = AsOf{i == 0 ? earlier : later};
    const Edges edges = view_.with(scope).edges(node, direction, view_.typeName(*type_));
    TENURE_TRY(edges.status());
    held[i].assign(edges.begin(), edges.end());
    std::erase_if(held[i], [&](const Edge& edge) {
      return side_count_ == 2 && side == Side::kObject && edge.node == node;
    });
    std::sort(held[i].begin(), held[i].end(), [](const Edge& a, const Edge& b) { return a.fact < b.fact; });
  }
  std::pair<std::vector<NodeId>, std::vector<NodeId>> changed;
  auto a = held[0].begin();
  auto b = held[1].begin();
  while (a != held[0].end() || b != held[1].end()) {
    const bool only_a = b == held[1].end() || (a != held[0].end() && a->fact < b->fact);
    const bool only_b = a == held[0].end() || (b != held[1].end() && b->fact < a->fact);
    if (only_a) changed.first.push_back(a->node);
    if (only_b) changed.second.push_back(b->node);
    if (!only_b) ++a;
    if (!only_a) ++b;
  }
  return changed;
}

Result<bool> Expand::bounds(NodeId node, BoundRows& out) {
  if (judged_) return false;
  for (const Side side : sides()) {
    TENURE_ASSIGN(const NodeLine* line, lineOf(node, side));
    if (line == nullptr) continue;
    if (line->kind == NodeLine::Kind::kWide && line->wide().pieces) return false;
    const bool loop_twice = side_count_ == 2 && side == Side::kObject;
    if (!loop_twice && storage::boundsInWindow(*line, window_, out.nodes, out.starts, out.ends)) {
      out.types.resize(out.nodes.size(), *type_);
      continue;
    }
    entries_.clear();
    storage::entriesInWindow(*line, window_, entries_);
    for (const storage::AdjacencyEntry& one : entries_) {
      if (loop_twice && one.neighbour == node) continue;
      const auto held = judge(one.period, valid_);
      if (!held || (certain_ && *held != Certainty::kCertain)) continue;
      out.add(one.neighbour, one.period.start_min, one.period.end_max, *type_);
    }
  }
  return true;
}

Status Expand::loadAll() {
  if (image_->isComplete()) return {};
  TENURE_TRY(cell_->fillAll(view_.reader(), view_.scope().system));
  use(cell_->image());
  if (image_->isComplete()) return {};
  return Error(ErrorCode::kLimit,
               "the adjacency of the whole graph does not fit the memory that is set aside for it");
}

const storage::TimeIndexed* Expand::columnsOfAll() {
  if (!type_ || judged_) return nullptr;
  if (image_->timeIndex(*type_) == nullptr) use(cell_->buildTimeIndex(*type_));
  const storage::TimeIndexed* indexed = image_->timeIndex(*type_);
  if (indexed == nullptr || indexed->index == nullptr || (certain_ && !indexed->index->isExact()))
    return nullptr;
  return indexed;
}

Result<const storage::TimeIndexed*> Expand::indexed() {
  if (refuted_) return nullptr;
  TENURE_TRY(loadAll());
  return columnsOfAll();
}

Result<std::vector<NodeId>> Expand::subjectsInStore() {
  std::vector<NodeId> subjects;
  if (!type_) return subjects;
  TENURE_TRY(view_.reader().forEachListOf(
      view_.scope().system,
      [&](const storage::ListKey& list, std::vector<storage::AdjacencyEntry>) -> Status {
        if (list.side == Side::kSubject && list.type == type_->value) subjects.push_back(list.node);
        return {};
      }));
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  return subjects;
}

Result<std::uint64_t> Expand::countEverything() {
  std::uint64_t visited = 0;
  if (refuted_) {
    TENURE_TRY(everything([&](NodeId, NodeId) { ++visited; }));
    return visited;
  }
  TENURE_TRY(loadAll());
  const storage::TimeIndexed* indexed = columnsOfAll();
  if (indexed != nullptr && indexed->changed == nullptr) return indexed->index->count(window_, *filters_);
  std::uint64_t count = 0;
  TENURE_TRY(everything([&](NodeId, NodeId) { ++count; }));
  return count;
}

Result<std::uint64_t> Expand::count(NodeId node) {
  std::uint64_t total = 0;
  for (const Side side : sides()) {
    TENURE_ASSIGN(const NodeLine* line, lineOf(node, side));
    if (line == nullptr) continue;
    if (isPlain(*line) && !(side_count_ == 2 && side == Side::kObject)) {
      total += storage::countLine(*line, window_, *filters_);
    } else {
      TENURE_ASSIGN(const auto nodes, judgedNeighbours(node, side));
      total += nodes.size();
    }
  }
  return total;
}

}  // namespace tenure
