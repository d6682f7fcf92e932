// Reading nodes and facts from one consistent state of the store. A reader holds a snapshot: it sees the
// commits up to its making and none after, never blocks and is never blocked. Copies are cheap and share the
// snapshot.
//
// Thread rules: any thread, also at once. A reader must not outlive its GraphStore; while one lives, an
// erasure cannot rewrite the files (GraphStore::erase says so).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "storage/keys.h"
#include "storage/ordered_store.h"
#include "storage/records.h"
#include "storage/segment.h"
#include "storage/tokens.h"

namespace tenure::storage {

class ImageCell;    // storage/adjacency_cache.h
class LabelCounts;  // storage/label_block.h

/// One entry of an adjacency list with the list it stands in. Several pieces of a fact are several entries.
struct ListedEntry {
  TypeId type;
  Side side = Side::kSubject;  ///< the side on which the asked node stands
  AdjacencyEntry entry;
};

/// The state of the store that a reader or transaction starts from; all that start from one share it.
struct StoreState {
  SnapshotPtr snapshot;
  std::shared_ptr<const Tokens> tokens;
  std::shared_ptr<const Schema> schema;
  CommitRow last;                     ///< the last commit; number 0 where there is none
  std::shared_ptr<ImageCell> images;  ///< its adjacency in memory
  std::shared_ptr<LabelCounts> label_counts;
};

/// A believed instant: nullopt is the present.
using SystemTime = std::optional<SystemInstant>;

class GraphReader {
 public:
  GraphReader(OrderedStore& store, std::shared_ptr<const StoreState> state)
      : store_(&store), state_(std::move(state)) {}

  /// Lets go of the state. From then on nothing can be asked, until another reader is assigned.
  void release() { state_.reset(); }

  [[nodiscard]] const Schema& schema() const { return *state_->schema; }
  [[nodiscard]] const Tokens& tokens() const { return *state_->tokens; }
  [[nodiscard]] const CommitRow& last() const { return state_->last; }
  [[nodiscard]] const StoreState& state() const { return *state_; }

  // ---- single records: nullopt where there is none, or none believed at `system`
  // -------------------------------
  [[nodiscard]] Result<std::optional<NodeVersion>> node(NodeId id, SystemTime system = {}) const;
  [[nodiscard]] Result<std::optional<FactVersion>> fact(FactId id, SystemTime system = {}) const;
  /// The same for many, in the order asked.
  [[nodiscard]] Result<std::vector<std::optional<NodeVersion>>> nodes(std::span<const NodeId> ids,
                                                                      SystemTime system = {}) const;
  [[nodiscard]] Result<std::vector<std::optional<FactVersion>>> facts(std::span<const FactId> ids,
                                                                      SystemTime system = {}) const;
  /// Every version, oldest belief first; empty where the id was never given or was erased.
  [[nodiscard]] Result<std::vector<NodeVersion>> nodeVersions(NodeId id) const;
  [[nodiscard]] Result<std::vector<FactVersion>> factVersions(FactId id) const;

  // ---- adjacency
  // ---------------------------------------------------------------------------------------------
  /// Appends the entries of `node` believed at `system`: both sides or one, all types or one; "gone" entries
  /// are left out. A fact from a node to itself stands once in each side's list.
  Status adjacent(NodeId node, Direction direction, std::optional<TypeId> type, SystemTime system,
                  std::vector<ListedEntry>& out, bool hollow = false) const;
  /// Calls `visit` with every list believed at `system`. A list may come twice: with what is believed still,
  /// and with what was superseded or retracted since.
  Status forEachListOf(SystemTime system,
                       const std::function<Status(const ListKey&, std::vector<AdjacencyEntry>)>& visit) const;
  /// Whether a question as of `system` is one about what the last commit left.
  [[nodiscard]] bool isPresent(SystemTime system) const {
    return !system || *system >= state_->last.commit.instant;
  }
  /// The lists in memory as believed at `system`.
  [[nodiscard]] std::shared_ptr<ImageCell> images(SystemTime system) const;
  [[nodiscard]] std::optional<TypeId> typeId(std::string_view name) const;
  /// The name of a type of this state; "?" for an unknown one.
  [[nodiscard]] const std::string& typeName(TypeId type) const;

  // ---- looking up
  // --------------------------------------------------------------------------------------------
  [[nodiscard]] Result<std::optional<NodeId>> byExternalId(std::string_view id, SystemTime system = {}) const;
  /// Nodes whose name or alias (any value of property `name`, whenever it held) folds as `name` does, by id.
  [[nodiscard]] Result<std::vector<NodeId>> byName(std::string_view name, SystemTime system = {}) const;
  /// The same for names that begin so; at most `limit` nodes.
  [[nodiscard]] Result<std::vector<NodeId>> byNamePrefix(std::string_view prefix, std::size_t limit,
                                                         SystemTime system = {}) const;
  /// Adds the nodes that the property index lists for a value's hash: those that ever had it, and perhaps
  /// others.
  Status nodesWithHash(std::uint32_t label, std::uint32_t key, std::uint64_t hash,
                       std::set<NodeId>& out) const;

  // ---- labels
  // -----------------------------------------------------------------------------------------------
  /// Appends the nodes believed at `system` that have `label` (empty: all nodes), ascending. Of the present
  /// the lists of the labels tell it; for an earlier belief they name candidates, whose records are read.
  Status nodesWithLabel(std::string_view label, SystemTime system, std::vector<NodeId>& out) const;
  /// How many there are at present. The first question about a label reads its blocks, later ones nothing.
  [[nodiscard]] Result<std::uint64_t> countWithLabel(std::string_view label) const;

  // ---- everything
  // --------------------------------------------------------------------------------------------
  /// Calls `visit` with each node (fact) believed at `system`, by id; an error it returns ends the walk.
  Status forEachNode(SystemTime system, const std::function<Status(const NodeVersion&)>& visit) const;
  Status forEachFact(SystemTime system, const std::function<Status(const FactVersion&)>& visit) const;
  /// The ids of the nodes that are believed now, ascending: their keys alone are looked at.
  Status forEachNodeId(const std::function<Status(NodeId)>& visit) const;
  /// Every version of every node (fact): by id, oldest belief first.
  Status forEachNodeVersion(const std::function<Status(const NodeVersion&)>& visit) const;
  Status forEachFactVersion(const std::function<Status(const FactVersion&)>& visit) const;
  [[nodiscard]] Result<std::vector<CommitRow>> commits() const;  ///< oldest first
  [[nodiscard]] Result<std::vector<Erasure>> marks() const;      ///< oldest first
  /// Every schema there was, with the instant from which it held.
  [[nodiscard]] Result<std::vector<std::pair<SystemInstant, Schema>>> schemas() const;
  /// The schema that held at `system`.
  [[nodiscard]] Result<std::shared_ptr<const Schema>> schemaAt(SystemTime system) const;

 private:
  [[nodiscard]] Result<std::vector<NodeId>> named(const std::string& prefix, bool whole_name,
                                                  std::string_view folded, std::size_t limit,
                                                  SystemTime system) const;

  OrderedStore* store_;
  std::shared_ptr<const StoreState> state_;
};

/// The names under which a node is found: its property `name` (every value that is a text) and its aliases,
/// folded, distinct.
[[nodiscard]] std::vector<std::string> foldedNames(const NodeVersion& node);

}  // namespace tenure::storage
