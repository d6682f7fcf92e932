// The plainest temporal graph database: every version of every node and fact in a vector, filtered by the
// formulas of DESIGN sections 1 and 2. Property and fault tests compare the database with it.
//
// Nothing is indexed and nothing is carried forward: after each transaction the cuts that events make are
// derived anew for everything. It checks no constraints of a schema: a transaction that the database refuses
// with kConstraint is dropped here with `rollback`. One thread.
//
//     model.addFact(draft, id); ... model.commit(instant);     as the database's transaction was
//     model.edges(node, Direction::kBoth, {}, scope)           as its view answers
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "tests/plain_time.h"

namespace tenure::testing {

/// A fact as seen from one of its ends.
struct PlainEdge {
  FactId fact;
  std::string type;
  Direction direction = Direction::kOut;
  NodeId node;               ///< the other end
  std::vector<Period> best;  ///< the pieces that hold best
  Certainty certainty = Certainty::kCertain;
  FactStatus status = FactStatus::kAsserted;
};

struct PlainReached {
  NodeId node;
  std::uint32_t steps = 0;
  Certainty certainty = Certainty::kCertain;
  friend bool operator==(const PlainReached&, const PlainReached&) = default;
};

enum class PlainChange : std::uint8_t { kBegan, kEnded, kBecameCertain, kBecamePossible, kCorrected };
struct PlainDifference {
  PlainChange change = PlainChange::kBegan;
  FactVersion fact;  ///< as it stands afterwards; for kEnded as it stood before
  Verdict before;
  Verdict after;
};

struct PlainCounts {
  std::uint64_t nodes = 0;
  std::uint64_t nodes_certain = 0;
  std::uint64_t facts = 0;
  std::uint64_t facts_certain = 0;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> by_type;
};

class PlainModel {
 public:
  /// Why a write is refused; nullopt: it is taken.
  using Refusal = std::optional<ErrorCode>;

  explicit PlainModel(Schema schema = {}) : schema_(std::move(schema)) {}
  [[nodiscard]] const Schema& schema() const { return schema_; }

  // ---- writing: staged until commit or rollback. `id` is the id that the database gave.
  Refusal addNode(const NodeDraft& draft, NodeId id);
  Refusal addFact(const FactDraft& draft, FactId id);
  Refusal correctNode(NodeId id, const NodeCorrection& correction);
  Refusal correctFact(FactId id, const FactCorrection& correction);
  Refusal retractNode(NodeId id, bool with_facts);
  Refusal retractFact(FactId id);
  Refusal removePortion(FactId id, Range portion);
  Refusal setPropertyDuring(NodeId id, const std::string& key, const Value& value, Range portion);
  Refusal setPropertyDuring(FactId id, const std::string& key, const Value& value, Range portion);
  /// Whether a commit would write a version: something that is staged differs from what is believed.
  [[nodiscard]] bool changes();
  /// Believes what is staged from `instant` on.
  void commit(SystemInstant instant);
  void rollback();
  /// Takes nodes, with all facts that ever had them as an end, and facts out of every version; past cuts that
  /// such a fact had made are forgotten.
  void erase(const std::vector<NodeId>& nodes, const std::vector<FactId>& facts, SystemInstant instant);

  /// What a view taken at `seen` sees for ever: nothing that came to be believed later, or ceased to be.
  [[nodiscard]] PlainModel seenAt(SystemInstant seen) const;

  // ---- what is staged
  [[nodiscard]] const std::map<NodeId, NodeVersion>& stagedNodes() const { return staged_nodes_; }
  [[nodiscard]] const std::map<FactId, FactVersion>& stagedFacts() const { return staged_facts_; }
  /// Whether the id is that of some version, staged or of any time.
  [[nodiscard]] bool knows(NodeId id) const;
  [[nodiscard]] bool knows(FactId id) const;

  // ---- every belief
  [[nodiscard]] std::vector<NodeVersion> versions(NodeId id) const;  ///< oldest first
  [[nodiscard]] std::vector<FactVersion> versions(FactId id) const;
  [[nodiscard]] const std::vector<NodeVersion>& nodeVersions() const { return nodes_; }
  [[nodiscard]] const std::vector<FactVersion>& factVersions() const { return facts_; }

  // ---- answers, as View and engine/traversal/walks.h give them
  [[nodiscard]] std::vector<NodeVersion> believedNodes(std::optional<SystemInstant> system) const;  ///< by id
  [[nodiscard]] std::vector<FactVersion> believedFacts(std::optional<SystemInstant> system) const;
  [[nodiscard]] std::optional<NodeVersion> node(NodeId id, const TimeScope& scope) const;
  [[nodiscard]] std::optional<FactVersion> fact(FactId id, const TimeScope& scope) const;
  /// In the order of direction (out first) and fact.
  [[nodiscard]] std::vector<PlainEdge> edges(NodeId node, Direction direction, std::string_view type,
                                             const TimeScope& scope) const;
  [[nodiscard]] std::vector<PlainReached> neighbourhood(NodeId start, Direction direction,
                                                        const std::vector<std::string>& types,
                                                        std::uint32_t steps_max,
                                                        const TimeScope& scope) const;
  /// Whether one row leads from `from` over `fact` to `to`.
  [[nodiscard]] bool stepsOver(NodeId from, FactId fact, NodeId to, Direction direction,
                               const TimeScope& scope) const;
  /// In one row with the lifespans of its ends.
  [[nodiscard]] Verdict rowVerdictOf(const FactVersion& fact, const TimeScope& scope) const;
  [[nodiscard]] std::vector<PlainDifference> difference(const TimeScope& before, const TimeScope& after,
                                                        std::optional<NodeId> node,
                                                        std::string_view type) const;
  [[nodiscard]] PlainCounts count(const TimeScope& scope) const;
  /// The facts of a node under the scope's system time, with its side; by fact id.
  [[nodiscard]] std::vector<std::pair<FactVersion, Direction>> history(NodeId node,
                                                                       const TimeScope& scope) const;

  /// The periods in which a fact holds, and when a node lived.
  [[nodiscard]] std::vector<Period> piecesOf(const FactVersion& fact) const;
  [[nodiscard]] static Period lifeOf(const NodeVersion& node);
  /// A fact judged alone; nullopt also where the scope leaves it out.
  [[nodiscard]] Verdict verdictOf(const FactVersion& fact, const TimeScope& scope) const;
  [[nodiscard]] static Verdict verdictOf(const NodeVersion& node, const TimeScope& scope);

 private:
  struct Event;
  [[nodiscard]] std::vector<Event> eventsOf(NodeId subject) const;
  void deriveCuts();
  [[nodiscard]] bool idIsTaken(const std::string& external_id, NodeId by_other_than) const;
  void write(SystemInstant instant);
  [[nodiscard]] const RelationshipType* declared(const std::string& type) const;

  Schema schema_;
  std::vector<NodeVersion> nodes_;  ///< every version, in the order in which they came to be believed
  std::vector<FactVersion> facts_;
  std::map<NodeId, NodeVersion> staged_nodes_;  ///< `believed` means nothing in these
  std::map<FactId, FactVersion> staged_facts_;
};

// ---- in words: for messages, and for comparing everything about two records at once. Of a property's value
// the bounds count; the text where it was written and says more than they do.
[[nodiscard]] std::string shown(const Period& period);
[[nodiscard]] std::string shown(const Range& range);
[[nodiscard]] std::string shown(const TimeScope& scope);
[[nodiscard]] std::string shown(const Validity& validity);
[[nodiscard]] std::string shown(const Properties& properties);
[[nodiscard]] std::string shown(const NodeVersion& node);
[[nodiscard]] std::string shown(const FactVersion& fact);
[[nodiscard]] std::string shown(const PropertyReading& reading);
[[nodiscard]] std::string shown(Verdict verdict);

}  // namespace tenure::testing
