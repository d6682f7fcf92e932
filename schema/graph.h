// Nodes and facts as the database believes them: plain records with both clocks, shared by storage (which
// keeps them), the engine (which returns them) and interchange (which writes them out). No ids of texts here:
// labels, types and keys are texts, and storage interns them.
//
// A *version* is what was believed from one system instant to another. A version in the hand of a caller is a
// copy: no lifetime, no locks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.h"
#include "schema/ids.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "schema/validity.h"
#include "schema/value.h"

namespace tenure {

/// How a fact stands. Persisted: do not renumber.
enum class FactStatus : std::uint8_t {
  kAsserted = 0,
  kClaimed = 1,  ///< by one side only
  kDisputed = 2,
  kRefuted = 3,  ///< kept, and left out of traversals unless asked for
};
/// "asserted", "claimed", "disputed", "refuted".
[[nodiscard]] std::string_view statusName(FactStatus status);
/// kInvalidArgument lists the four names.
[[nodiscard]] Result<FactStatus> parseStatus(std::string_view name);

/// One value of a property and when it held; a timeless validity holds always.
struct PropertyValue {
  Value value;
  Validity validity;
  friend bool operator==(const PropertyValue&, const PropertyValue&) = default;
};
/// The history of one property, in the order of (start_min, start_max, end_min, end_max, text).
using PropertyHistory = std::vector<PropertyValue>;
/// By key. Keys that begin with an underscore are the engine's and never stand here.
using Properties = std::map<std::string, PropertyHistory, std::less<>>;

/// A name of a node beside its property `name`. The language is a BCP 47 tag ("fr", "ar", "tmh-Tfng") or
/// empty.
struct Alias {
  std::string name;
  std::string language;
  friend auto operator<=>(const Alias&, const Alias&) = default;
};

/// The end that an event gives to an open or unknown one, beside what was written.
struct Cut {
  FactId event;
  Instant end_min;
  Instant end_max;
  friend bool operator==(const Cut&, const Cut&) = default;
};

/// When a version was believed: [from, to); `to` is plus infinity for the present.
struct Believed {
  SystemInstant from;
  SystemInstant to = SystemInstant::plusInfinity();
  [[nodiscard]] bool at(SystemInstant instant) const { return from <= instant && instant < to; }
  friend bool operator==(const Believed&, const Believed&) = default;
};

struct NodeVersion {
  NodeId id;
  std::string external_id;          ///< `_id`; empty: none
  std::vector<std::string> labels;  ///< sorted, distinct
  Validity lifespan;                ///< as written; timeless where none was
  std::optional<Cut> cut;
  Properties properties;
  std::vector<Alias> aliases;  ///< sorted, distinct
  Believed believed;

  /// The lifespan that counts: the written one, cut.
  [[nodiscard]] Period effective() const;
  friend bool operator==(const NodeVersion&, const NodeVersion&) = default;
};

struct FactVersion {
  FactId id;
  NodeId subject;
  std::string type;
  NodeId object;
  Validity validity;           ///< as written
  std::vector<Range> removed;  ///< portions taken out; sorted, disjoint, not touching
  std::optional<Cut> cut;
  FactStatus status = FactStatus::kAsserted;
  std::vector<std::string> sources;
  std::string event;  ///< `_event`: shared by the facts of one event; empty: none
  Properties properties;
  Believed believed;

  /// The periods in which the fact holds: written, bounded by the type's longest duration, cut, less the
  /// removed portions. In order of time; empty when nothing is left.
  [[nodiscard]] std::vector<Period> pieces(const RelationshipType* type) const;
  /// The other end as seen from `node` (for a self-loop the node itself).
  [[nodiscard]] NodeId other(NodeId node) const { return subject == node ? object : subject; }
  friend bool operator==(const FactVersion&, const FactVersion&) = default;
};

/// When a fact holds, for people: what was written or, where an event or a removed portion changed that, the
/// periods that are left, apart by ", "; empty for a timeless fact. `type`: its type's declaration, or
/// nullptr.
[[nodiscard]] std::string validityText(const FactVersion& fact, const RelationshipType* type);

/// A node to be added: what a NodeVersion says, before it has an id.
struct NodeDraft {
  std::string external_id = {};
  std::vector<std::string> labels = {};
  Validity lifespan = {};
  Properties properties = {};
  std::vector<Alias> aliases = {};
  friend bool operator==(const NodeDraft&, const NodeDraft&) = default;
};
/// A fact to be added.
struct FactDraft {
  NodeId subject = {};
  std::string type = {};
  NodeId object = {};
  Validity validity = {};
  FactStatus status = FactStatus::kAsserted;
  std::vector<std::string> sources = {};
  std::string event = {};
  Properties properties = {};
  friend bool operator==(const FactDraft&, const FactDraft&) = default;
};
/// What a correction replaces; what is absent stays. Ends and type of a fact cannot be corrected: that is
/// another fact. A corrected validity clears the removed portions.
struct NodeCorrection {
  std::optional<std::string> external_id = {};
  std::optional<std::vector<std::string>> labels = {};
  std::optional<Validity> lifespan = {};
  std::optional<Properties> properties = {};
  std::optional<std::vector<Alias>> aliases = {};
};
struct FactCorrection {
  std::optional<Validity> validity = {};
  std::optional<FactStatus> status = {};
  std::optional<std::vector<std::string>> sources = {};
  std::optional<std::string> event = {};
  std::optional<Properties> properties = {};
};

/// Which facts of a node: those it is the subject of, the object of, or either.
enum class Direction : std::uint8_t { kOut, kIn, kBoth };

/// Who writes, why, and where from: free texts, each may be empty.
struct CommitNote {
  std::string who = {};
  std::string why = {};
  std::string where_from = {};
};

/// `base` with its end replaced by a cut's.
[[nodiscard]] Period cutBy(const Period& base, const std::optional<Cut>& cut);
/// `base` less `removed` (sorted, disjoint): one derived period for each gap in which it can hold; `base`
/// itself where nothing is removed.
[[nodiscard]] std::vector<Period> withoutPortions(const Period& base, const std::vector<Range>& removed);
/// Adds a portion to a sorted, disjoint list, joining what overlaps or touches.
void addPortion(std::vector<Range>& removed, Range portion);

/// Whether an event of validity `event` ends a state or lifespan written as `written`: its end is open or
/// unknown (end_max = +inf) and it certainly started before the event can have (start_max < event.start_min).
[[nodiscard]] bool eventApplies(const Period& event, const Period& written);
/// The cut that such an event makes: [event.start_min, event.start_max] + the event's grain.
[[nodiscard]] Cut cutOf(FactId id, const Period& event);

/// A property read as of a time: the certain value, else the only possible one. Several possible and none
/// certain: null, `several` is set. Over all time: the value with the latest start_min.
struct PropertyReading {
  Value value;
  bool several = false;
};
[[nodiscard]] PropertyReading readProperty(const PropertyHistory& history, const ValidScope& scope);

/// Sorts a history by its bounds and text, as the type promises.
void sortHistory(PropertyHistory& history);

/// A commit: when the database came to believe something, and what was said about it.
struct CommitRecord {
  SystemInstant instant;
  std::uint64_t number = 0;  ///< 1, 2, 3 … without a gap
  std::string who;
  std::string why;
  std::string where_from;
  std::uint64_t nodes_written = 0;  ///< versions of nodes made or ended
  std::uint64_t facts_written = 0;  ///< versions of facts made or ended
  friend bool operator==(const CommitRecord&, const CommitRecord&) = default;
};

/// What is left of something erased: that it was there, never what it said.
struct Erasure {
  SystemInstant instant;
  bool is_fact = false;  ///< else a node
  std::uint64_t id = 0;
  std::string who;
  std::string why;
  friend bool operator==(const Erasure&, const Erasure&) = default;
};

}  // namespace tenure
