// The neighbours of a node for a step whose relationship nobody reads: over engine/traversal/expand.h, as
// long as the statement sees one committed state, and no lifespans are to be judged.
//
// One thread. The operator and the execution must outlive it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/query/executor/execution.h"
#include "engine/query/planner/plan.h"
#include "engine/traversal/expand.h"
#include "engine/traversal/fact_scan.h"

namespace tenure::query {

/// Whether nothing but committed facts without lifespans of nodes is to be judged.
[[nodiscard]] bool isPlainGraph(const Execution& run);
/// Whether facts that hold for whole days hold together where each holds: as of one day, or where each is
/// judged alone (at one instant, during a range, over all time).
[[nodiscard]] bool asksWholeDays(const TimeScope& scope);

/// The types that a step walks, all of them where it names none.
[[nodiscard]] std::vector<std::string> typesOf(const plan::Expand& op, const Execution& run);

class NeighbourSteps {
 public:
  NeighbourSteps(const plan::Expand& op, Execution& run) : op_(op), run_(run) {}

  ~NeighbourSteps() { run_.meter.give(bytes_); }
  NeighbourSteps(const NeighbourSteps&) = delete;
  NeighbourSteps& operator=(const NeighbourSteps&) = delete;

  /// Decides what can be listed in this run. A time that cannot be understood makes it unusable; who asks the
  /// other way hears of it.
  Status open();
  [[nodiscard]] bool usable() const { return usable_; }
  /// Lets go of what belongs to the state of the store.
  void park() {
    steps_.clear();
    scans_.clear();
  }
  /// Also without a look at each row.
  [[nodiscard]] bool givesBatches() const { return batches_; }
  [[nodiscard]] std::uint32_t scope() const { return scope_; }

  /// Appends the neighbours of a node, one for each relationship. False where its relationships must be
  /// brought; then nothing is appended. kLimit where they would be more than the statement may hold.
  [[nodiscard]] Result<bool> of(NodeId node, std::vector<NodeId>& out);
  /// Those of many nodes.
  Status ofAll(std::span<const NodeId> nodes, std::vector<NodeId>& out);
  /// Those of many nodes, and for each in `from` the node that it is a neighbour of.
  Status pairsOf(std::span<const NodeId> nodes, std::vector<NodeId>& out, std::vector<NodeId>& from);
  /// Begins with every relationship of the whole graph, and whether that can be.
  [[nodiscard]] Result<bool> beginEveryPair();
  /// The next of them, at least one, in place of what the lists hold; false where there are no more.
  [[nodiscard]] Result<bool> everyPair(std::vector<NodeId>& out, std::vector<NodeId>& from);
  /// How many relationships a node has.
  [[nodiscard]] Result<std::uint64_t> count(NodeId node);
  /// How many there are in the whole graph; nullopt where they do not fit into memory.
  [[nodiscard]] Result<std::optional<std::uint64_t>> countEverything();

  // Where the relationships of a node are brought after all, and one that was walked before it was not: its
  // ends tell which neighbour comes once too often.
  void beginBrought(NodeId node) { findWalked(node, true); }
  /// Whether a relationship to `neighbour` stands for one that was walked before; each time for another one.
  [[nodiscard]] bool wasWalked(NodeId neighbour);

 private:
  void make();
  /// The neighbours that are too many, since they are reached over a relationship that was walked before; of
  /// all those, or of those that the frame does not hold.
  void findWalked(NodeId node, bool not_held);
  /// Counts what a list of neighbours has grown to.
  Status charge(std::uint64_t bytes);
  Status charge(const std::vector<NodeId>& list) { return charge(list.capacity() * sizeof(NodeId)); }

  const plan::Expand& op_;
  Execution& run_;
  bool usable_ = false;
  bool batches_ = false;
  std::uint32_t scope_ = 0;
  std::optional<TypeId> type_;   ///< of a step of one type, once it is known; it stays what it is
  std::vector<Expand> steps_;    ///< one for each type
  std::vector<FactScan> scans_;  ///< of the whole graph, one for each type
  std::size_t scan_ = 0;
  std::vector<NodeId> walked_;
  std::uint64_t bytes_ = 0;  ///< of the lists, as the meter knows it
};

}  // namespace tenure::query
