// One write transaction: changes staged in memory, checked and written as one atomic, synced batch by
// `commit`. Until then nothing is visible to anybody else; a transaction that is destroyed without `commit`
// leaves no trace.
//
// What an update, correction, retraction or portion replaces is kept as a past version, closed in system
// time. At commit the cuts that events make are derived anew for every subject touched, constraints are
// checked, and the whole is refused (kConstraint, naming the facts that clash) or written.
//
// Thread rules: a transaction belongs to one thread and holds the writer's turn of its store until it is
// committed or destroyed; it must not outlive the store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::storage {

class GraphReader;

/// What a write is told besides that it was taken: the events it brought, or brought something to end for,
/// that a rule of the schema names and that do not apply, although no end that agrees is written (`verify`
/// lists those too). Nothing is wrong with the commit.
struct Notices {
  std::uint64_t count = 0;
  std::vector<std::string> lines;  ///< the first of them; `verify` lists more

  void add(std::string line);
};

class Transaction {
 public:
  virtual ~Transaction() = default;

  /// Adds a node. kAlreadyExists: another present node has this external id; kParse, kLimit: a text that
  /// cannot be stored; kInvalidArgument: a property key that is empty or begins with an underscore.
  virtual Result<NodeId> addNode(const NodeDraft& draft) = 0;
  /// Adds a fact. kNotFound where an end is no present node; kInvalidArgument for an empty type.
  virtual Result<FactId> addFact(const FactDraft& draft) = 0;

  // kNotFound in all of these where `id` is not believed at present.
  virtual Status correctNode(NodeId id, const NodeCorrection& correction) = 0;
  virtual Status correctFact(FactId id, const FactCorrection& correction) = 0;
  /// Ends belief. kConstraint while present facts have the node as an end, unless `with_facts`.
  virtual Status retractNode(NodeId id, bool with_facts = false) = 0;
  virtual Status retractFact(FactId id) = 0;
  /// FOR PORTION OF ... DELETE: the fact does not hold within `portion`; up to two derived periods are left
  /// under the same id. Where nothing of what was written is left, belief ends; the cut of an event does not
  /// count, for it may be withdrawn again.
  virtual Status removePortion(FactId id, Range portion) = 0;
  /// FOR PORTION OF ... SET: within `portion` the property has this value (null: none); what held before is
  /// kept outside of it.
  virtual Status setPropertyDuring(NodeId id, std::string_view key, const Value& value, Range portion) = 0;
  virtual Status setPropertyDuring(FactId id, std::string_view key, const Value& value, Range portion) = 0;
  /// Replaces the schema. Every present node and fact is checked against it and every cut derived anew.
  virtual Status setSchema(const Schema& schema) = 0;

  // What this transaction would leave; nullopt where not believed. For statements that read their own writes.
  virtual Result<std::optional<NodeVersion>> node(NodeId id) = 0;
  virtual Result<std::optional<FactVersion>> fact(FactId id) = 0;
  virtual Result<std::optional<NodeId>> byExternalId(std::string_view id) = 0;
  /// The present facts of a node on one side, as this transaction would leave them; the cuts that events make
  /// are as they were when it began.
  virtual Result<std::vector<FactVersion>> facts(NodeId node, Side side) = 0;
  /// Whether a fact at this node, or the node itself, is changed here; if not, `base` tells the same.
  [[nodiscard]] virtual bool touches(NodeId node) const = 0;
  /// All nodes that it touches, in order of id.
  [[nodiscard]] virtual std::vector<NodeId> touchedNodes() const = 0;
  /// The state that this transaction began from.
  [[nodiscard]] virtual const GraphReader& base() const = 0;
  /// The schema it would leave.
  [[nodiscard]] virtual const Schema& currentSchema() const = 0;

  /// Writes. Gives the system instant from which all of it is believed; without any change nothing is written
  /// and the last commit's instant comes back. After it, whatever it returned, the transaction takes no more
  /// calls (kInvalidArgument) and the writer's turn is free. On kConstraint nothing was written; on a failure
  /// of the disk (kNoSpace, kIo) nothing of it is visible, now or after reopening, and further writes are
  /// refused until then.
  virtual Result<SystemInstant> commit() = 0;
  /// After `commit`.
  [[nodiscard]] virtual const Notices& notices() const = 0;
};

/// A large load of new nodes and facts, written as sorted files and taken in at once: far faster than a
/// transaction, and visible wholly or not at all, whatever happens to the process. The same rules, checks and
/// derived cuts. Holds what was added in memory in compact form (some 150 bytes a fact) until `finish`.
class BulkLoad {
 public:
  virtual ~BulkLoad() = default;
  virtual Result<NodeId> addNode(const NodeDraft& draft) = 0;  ///< errors as Transaction::addNode
  virtual Result<FactId> addFact(const FactDraft& draft) = 0;  ///< errors as Transaction::addFact
  virtual Result<std::optional<NodeId>> byExternalId(std::string_view id) = 0;
  /// Sorts, checks, writes and ingests. `progress(done, total)` is called now and then with counts of keys;
  /// when it returns false the load stops with kCancelled and leaves the database as it was.
  virtual Result<SystemInstant> finish(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) = 0;
  Result<SystemInstant> finish() {
    return finish([](std::uint64_t, std::uint64_t) { return true; });
  }
  /// After `finish`.
  [[nodiscard]] virtual const Notices& notices() const = 0;
  /// What is added next was read there: errors that only `finish` finds then say so.
  virtual void readFrom(std::string_view file, std::uint64_t line) = 0;
};

/// Brings a whole history into a new, empty database: commits, versions with both clocks and marks as they
/// are, ids included. Any order of calls; `finish` checks that they fit together (kCorruption names what does
/// not).
class HistoryLoad {
 public:
  virtual ~HistoryLoad() = default;
  virtual Status addSchema(SystemInstant from, const Schema& schema) = 0;
  virtual Status addCommit(const CommitRecord& commit) = 0;
  virtual Status addNodeVersion(const NodeVersion& version) = 0;
  virtual Status addFactVersion(const FactVersion& version) = 0;
  virtual Status addErasure(const Erasure& mark) = 0;
  virtual Status finish() = 0;
};

}  // namespace tenure::storage
