// The whole history of a node from memory: every fact believed under a view's system time, whenever it held,
// in order. What history() (engine/traversal/walks.h) tells with everything about each fact, this tells in
// outline, without an allocation a call.
//
//     NodeHistory history(view, Direction::kOut);
//     TENURE_ASSIGN(const auto facts, history.of(cma));      // valid until the next call
//
// The view's valid time plays no part; certain-only leaves out nothing, since a fact that is believed held at
// some time. Refuted facts come where the view includes them. A fact in pieces comes once for each.
//
// Thread rules: one thread at a time; each thread makes its own. It must not outlive the Database.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "engine/traversal/view.h"
#include "storage/adjacency_cache.h"

namespace tenure {

struct HistoryItem {
  Instant start;  ///< start_min: the earliest it can have begun
  Instant end;    ///< end_max: the latest it can have ended
  TypeId type;
  Direction direction = Direction::kOut;
  NodeId node;  ///< the other end
  FactId fact;
};

class NodeHistory {
 public:
  /// `room`: memory of one that there was before.
  NodeHistory(View view, Direction direction, std::vector<HistoryItem> room = {});
  /// By start, end, type, direction, node and fact.
  [[nodiscard]] Result<std::span<const HistoryItem>> of(NodeId node);
  /// Its memory, for another one; the last call.
  [[nodiscard]] std::vector<HistoryItem> takeRoom() { return std::move(items_); }
  /// Whether a fact of the last answer may have come several times, in pieces.
  [[nodiscard]] bool metPieces() const { return met_pieces_; }

 private:
  Status gather(NodeId node, Side side);
  void append(const storage::NodeLine& line, NodeId node, TypeId type, Side side);
  /// Where the next items go; there is room for `more`.
  HistoryItem* room(std::size_t more);

  View view_;
  Direction direction_;
  std::shared_ptr<storage::ImageCell> cell_;
  storage::ImagePtr image_;
  std::vector<HistoryItem> items_;  ///< only grows, so that nothing is cleared for the next node
  std::size_t count_ = 0;           ///< of them in the answer
  bool met_pieces_ = false;
};

}  // namespace tenure
