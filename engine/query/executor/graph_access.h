// The graph as a running statement sees it: one consistent state and, in a statement that writes, its own
// changes on top. Every question names the time scope under which it is asked; scopes are kept here in a
// table, so that a value carries a number.
//
// Thread rules: belongs to one execution, one thread. The reader and the transaction must outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/query/values/datum.h"
#include "engine/traversal/view.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "storage/transaction.h"

namespace tenure::query {

/// What a statement changed, as openCypher counts it. Keys that begin with an underscore do not count.
struct SideEffects {
  std::uint64_t nodes_created = 0;
  std::uint64_t nodes_deleted = 0;
  std::uint64_t relationships_created = 0;
  std::uint64_t relationships_deleted = 0;
  std::uint64_t properties_set = 0;
  std::uint64_t labels_added = 0;
  std::uint64_t labels_removed = 0;
  std::uint64_t indexes_added = 0;
  std::uint64_t indexes_removed = 0;
  std::uint64_t constraints_added = 0;
  std::uint64_t constraints_removed = 0;
  [[nodiscard]] bool any() const;
};

using NodePtr = std::shared_ptr<const NodeVersion>;
using FactPtr = std::shared_ptr<const FactVersion>;

/// A relationship met on the way from one of its ends.
struct Met {
  RelationshipRef relationship;
  NodeId neighbour;
};

class GraphAccess {
 public:
  /// `transaction` may be nullptr: then nothing can be written. `reader` is its base where there is one.
  GraphAccess(storage::GraphReader reader, storage::Transaction* transaction);

  /// Lets go of the state of the store and all that was read of it.
  void park();
  /// Begins anew over another state, after `park`.
  void begin(storage::GraphReader reader) { reader_ = std::move(reader); }

  // ---- scopes
  [[nodiscard]] std::uint32_t intern(const TimeScope& scope);
  [[nodiscard]] const TimeScope& scope(std::uint32_t id) const { return scopes_[id]; }
  /// The scope under which new things are created and given names without a pattern: all time, present
  /// belief.
  static constexpr std::uint32_t kAlways = 0;

  // ---- single things: nullptr where there is none, or none believed under the scope's system time
  [[nodiscard]] Result<NodePtr> node(NodeId id, std::uint32_t scope);
  [[nodiscard]] Result<FactPtr> fact(FactId id, std::uint32_t scope);
  /// How a node's lifespan stands under the scope; nullopt: it does not count there.
  [[nodiscard]] Result<std::optional<Certainty>> nodeHolds(NodeId id, std::uint32_t scope);
  /// Whether this statement has deleted it.
  [[nodiscard]] bool isDeleted(NodeId id) const {
    return changes_ && changes_->deleted_nodes.contains(id.value);
  }
  [[nodiscard]] bool isDeleted(FactId id) const {
    return changes_ && changes_->deleted_facts.contains(id.value);
  }
  /// A fact met elsewhere than in a pattern (by id, in a path given back): as a pattern would have met it.
  [[nodiscard]] Result<std::optional<RelationshipRef>> relationship(FactId id, std::uint32_t scope);
  /// Whether this statement has changed a fact; what met it before knows the fact as it was.
  [[nodiscard]] bool hasChanged(FactId id) const {
    return changes_ && changes_->changed_facts.contains(id.value);
  }
  [[nodiscard]] bool hasChangedFacts() const { return changes_ && !changes_->changed_facts.empty(); }

  // ---- many
  /// The nodes that count under the scope, by id; with `label` those that have it.
  Status nodes(std::string_view label, std::uint32_t scope, std::vector<NodeId>& out);
  /// The relationships at `node` that hold under the scope; `types` empty: all. A loop stands once in kBoth.
  Status expand(NodeId node, Direction direction, const std::vector<std::string>& types, std::uint32_t scope,
                std::vector<Met>& out);
  [[nodiscard]] Result<std::optional<NodeId>> byExternalId(std::string_view id, std::uint32_t scope);
  [[nodiscard]] Result<std::vector<NodeId>> byName(std::string_view name, std::uint32_t scope);
  /// Adds nodes that an index of (label, key) lists for a value; they are candidates, whose records decide.
  Status byIndex(const std::string& label, const std::string& key, const Datum& value, std::uint32_t scope,
                 std::vector<NodeId>& out);

  // ---- names
  /// The name of a type, also of one that this statement brings in.
  [[nodiscard]] const std::string& typeName(TypeId type) const;
  /// The same as a value, which all that ask share.
  [[nodiscard]] const Datum& typeText(TypeId type);
  [[nodiscard]] const storage::GraphReader& reader() const { return reader_; }
  [[nodiscard]] const Schema& schema() const;
  [[nodiscard]] storage::Transaction* transaction() { return transaction_; }
  [[nodiscard]] bool writes() const { return transaction_ != nullptr; }
  [[nodiscard]] View view(std::uint32_t scope) const { return {reader_, scopes_[scope]}; }

  // ---- writing (kReadOnly where there is no transaction)
  [[nodiscard]] Result<NodeId> createNode(const NodeDraft& draft);
  [[nodiscard]] Result<RelationshipRef> createFact(const FactDraft& draft);
  Status correct(NodeId id, const NodeCorrection& correction);
  Status correct(FactId id, const FactCorrection& correction);
  Status setDuring(NodeId id, std::string_view key, const Value& value, Range portion);
  Status setDuring(FactId id, std::string_view key, const Value& value, Range portion);
  Status deleteNode(NodeId id, bool with_facts);
  Status deleteFact(FactId id);
  Status removePortion(FactId id, Range portion);
  Status setSchema(const Schema& schema);
  [[nodiscard]] bool hasChanges() const { return changes_ != nullptr; }
  [[nodiscard]] SideEffects& effects() { return changes().effects; }
  /// The transaction is committed: from now on its rows are read from `reader`, the state that it left.
  void committed(storage::GraphReader reader);

 private:
  /// What the statement has changed so far.
  struct Changes {
    std::unordered_set<std::uint64_t> deleted_nodes;
    std::unordered_set<std::uint64_t> deleted_facts;
    std::unordered_set<std::uint64_t> changed_facts;  ///< corrected, cut or deleted
    std::vector<std::string> new_types;               ///< ids from kNewTypes on
    SideEffects effects;
  };
  [[nodiscard]] Changes& changes() {
    if (!changes_) changes_ = std::make_unique<Changes>();
    return *changes_;
  }
  [[nodiscard]] Status writable() const;
  /// Leaves of stored nodes those whose lifespan counts under the scope.
  Status keepWhatCounts(const TimeScope& asked, std::vector<NodeId>& stored);
  void forget(NodeId id) { nodes_.erase({id.value, kPresent}); }
  void forget(FactId id) {
    facts_.erase({id.value, kPresent});
    changes().changed_facts.insert(id.value);
  }
  Status expandStaged(NodeId node, Direction direction, const std::vector<std::string>& types,
                      std::uint32_t scope, std::vector<Met>& out);
  [[nodiscard]] TypeId typeId(const std::string& name);
  [[nodiscard]] RelationshipRef refOf(const FactVersion& fact, const Period& piece, Certainty certainty,
                                      std::uint32_t scope);
  [[nodiscard]] bool reads(std::uint32_t scope) const {
    return transaction_ != nullptr && !scopes_[scope].system;
  }

  /// An id and a system time, the present being the greatest.
  struct CacheKey {
    std::uint64_t id;
    std::int64_t system;
    friend bool operator==(const CacheKey&, const CacheKey&) = default;
  };
  struct CacheHash {
    std::size_t operator()(const CacheKey& key) const noexcept {
      return static_cast<std::size_t>((key.id ^ (static_cast<std::uint64_t>(key.system) << 20U)) *
                                      0x9E3779B97F4A7C15ULL);
    }
  };
  static constexpr std::int64_t kPresent = INT64_MAX;
  static constexpr std::size_t kCachedMax = 1U << 16U;
  [[nodiscard]] std::int64_t systemOf(std::uint32_t scope) const {
    return scopes_[scope].system ? scopes_[scope].system->micros() : kPresent;
  }

  storage::GraphReader reader_;
  storage::Transaction* transaction_;
  std::vector<TimeScope> scopes_;
  std::unordered_map<CacheKey, NodePtr, CacheHash> nodes_;
  std::unordered_map<CacheKey, FactPtr, CacheHash> facts_;
  std::vector<Datum> type_texts_;     ///< by type, null until asked for
  std::unique_ptr<Changes> changes_;  ///< nullptr where the statement has changed nothing yet
};

/// Type ids at or above this are names that the statement itself brought in.
inline constexpr std::uint32_t kNewTypes = 1U << 31U;

}  // namespace tenure::query
