// The facts of a load in the order in which adjacency wants them: by node, type, start. They are dealt out to
// ranges of nodes as they come and sorted there at the end, where a range fits the cache.
//
// Owned by one thread at a time; `sortSome` may run in two.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "schema/graph.h"
#include "schema/ids.h"
#include "storage/load_memory.h"

namespace tenure::storage {

/// A fact as seen from one end; 32 bytes.
struct PlacedFact {
  std::uint64_t other = 0;   ///< the node at the other end
  std::uint32_t number = 0;  ///< of the fact within the load
  std::uint32_t type = 0;
  std::int32_t start = 0;    ///< the first day on which it can hold; kUnstarted where there is none
  std::uint32_t length = 0;  ///< days; 0: it has no end. Of an exact one
  std::uint8_t node = 0;     ///< place of this end within its range
  FactStatus status = FactStatus::kAsserted;
  /// Whether it holds certainly from the first moment of `start` for whole days; the periods of others are
  /// looked up.
  bool exact = false;
  bool fine = false;  ///< it can start within a day
  static constexpr std::int32_t kUnstarted = INT32_MIN;
};

class FactsByNode {
 public:
  /// Nodes of one range.
  static constexpr std::uint64_t kNodes = 256;

  /// By ascending number; `node` is set from the id.
  void add(NodeId node, PlacedFact fact);
  [[nodiscard]] std::size_t ranges() const { return ranges_.size(); }
  /// How many facts the nodes of a range have.
  [[nodiscard]] std::size_t factsIn(std::size_t range) const { return ranges_[range].count; }

  /// Sorts ranges that `next` has not counted yet until none is left, into `memory`, which outlives this.
  /// `startOf` is asked for the exact starts of fine facts.
  using StartOf = std::function<Instant(std::uint32_t number)>;
  void sortSome(std::atomic<std::size_t>& next, const StartOf& startOf, LoadMemory& memory);
  /// All are sorted: lets go of what they were dealt out to.
  void finishSorting();
  /// By type, then start, then number; none for an unknown node. After `finishSorting`.
  [[nodiscard]] std::span<const PlacedFact> of(NodeId node) const;

 private:
  /// Facts that come next to each other in memory while they are dealt out.
  static constexpr std::size_t kPiece = 16;
  struct NodeRange {
    std::vector<PlacedFact*> pieces;  ///< of kPiece each, the last as far as there are facts
    std::size_t count = 0;
    PlacedFact* facts = nullptr;    ///< sorted
    std::uint32_t* ends = nullptr;  ///< by node; of the facts before it and its own
  };
  class Sorter;
  LoadMemory pieces_;
  std::vector<NodeRange> ranges_;
};

}  // namespace tenure::storage
