// The rules of a schema at work: which event cuts which state, and which writes are refused. Pure logic over
// the facts of present belief; storage supplies them (stored facts under what a transaction has staged), and
// writes what comes out. DESIGN section 2; ADR 0001.
//
// Functions keep no state. They may be called from any thread that may call the PresentFacts given.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure {

/// What constraints ask of a node, for each of its facts.
struct NodeOutline {
  std::shared_ptr<const std::vector<std::string>> labels;  ///< sorted; never null
  Period lifespan;                                         ///< the one that counts
  bool limited = false;                                    ///< a lifespan was written, or an event cut it
};
[[nodiscard]] NodeOutline outlineOf(const NodeVersion& node);

/// Present belief, as a write would leave it.
class PresentFacts {
 public:
  virtual ~PresentFacts() = default;
  /// The facts of `type` whose `side` is `node`, in any order.
  virtual Result<std::vector<FactVersion>> facts(NodeId node, Side side, const std::string& type) = 0;
  /// Of these the ones that can hold at some instant of `within`, and perhaps others: a long list is checked
  /// against each of its facts, so those far away in time must not cost the reading of a record.
  virtual Result<std::vector<FactVersion>> factsWithin(NodeId node, Side side, const std::string& type,
                                                       const Range& /*within*/) {
    return facts(node, side, type);
  }
  /// The node, or nullopt when it is not believed.
  virtual Result<std::optional<NodeVersion>> node(NodeId id) = 0;
  /// The same in outline, which a load can keep in memory.
  virtual Result<std::optional<NodeOutline>> outline(NodeId id);
  /// Where what is being written was read, for messages; line 0: not known.
  [[nodiscard]] virtual Place placeOf(NodeId /*id*/) const { return {}; }
  [[nodiscard]] virtual Place placeOf(FactId /*id*/) const { return {}; }
};

/// Whether facts of `type` can cut or be cut, so that writing one re-derives its subject.
[[nodiscard]] bool takesPartInEvents(const Schema& schema, std::string_view type);

/// An event that a rule names and that does not apply to what the rule says it ends. Nothing is cut, and
/// whoever wrote it has to be told: one of the two may be wrong.
struct UnappliedEvent {
  enum class Why : std::uint8_t {
    kEndAgrees,      ///< the end is written, and lies in the time of the event
    kEndIsWritten,   ///< the end is written, and is another
    kMayStartLater,  ///< it does not certainly start before the event
  };
  FactVersion event;
  std::optional<FactVersion> state;  ///< nullopt: the lifespan of the event's subject
  Why why = Why::kEndIsWritten;
};

/// What the events of present belief make of one subject: the cut of its lifespan and of each of its state
/// facts, nullopt where none applies. The earliest applicable asserted event wins; equal bounds are decided
/// by content, never by fact id, so that every order of the same writes gives the same answer.
struct SubjectCuts {
  std::optional<Cut> lifespan;
  std::vector<std::pair<FactVersion, std::optional<Cut>>>
      facts;  ///< every state fact, with the cut it should have
  /// An event and a state that are certainly apart in time (he was a member before, and again) stand here
  /// only where the event ends and meets nothing else.
  std::vector<UnappliedEvent> unapplied;
};
/// Whether `subject` has an event of any kind that ends something.
[[nodiscard]] Result<bool> hasEvents(const Schema& schema, NodeId subject, PresentFacts& present);
[[nodiscard]] Result<SubjectCuts> deriveCuts(const Schema& schema, NodeId subject, PresentFacts& present);

/// "fact 45 (platform WITHDREW_FROM csp-psd, 2024) does not end fact 44 (platform MEMBER_OF csp-psd,
/// 2021/2023), whose end is written and is another".
[[nodiscard]] std::string describeUnapplied(const UnappliedEvent& one, PresentFacts& present);

/// Checks one written fact (as it will stand, cut included) against endpoints, strictness and the temporal
/// constraints. kConstraint names the constraint and the facts that clash. Only asserted facts clash.
Status checkFact(const Schema& schema, const FactVersion& fact, PresentFacts& present);

/// Checks a node that changed: labels under a strict schema, property types. (Its facts are checked by
/// checkFact, its unique keys by storage, which has the index.)
Status checkNode(const Schema& schema, const NodeVersion& node);

/// Every possible clash of `fact` (a certain one included), a line each, for `verify`.
[[nodiscard]] Result<std::vector<std::string>> possibleClashes(const Schema& schema, const FactVersion& fact,
                                                               PresentFacts& present);

/// "cma", or "node 12" where it has no id.
[[nodiscard]] std::string describeNode(NodeId id, PresentFacts& present);
/// "fact 12 (p:handa CHAIRED cma, 2023)", or "...; chairs.csv:3)": how errors name a fact.
[[nodiscard]] std::string describeFact(const FactVersion& fact, PresentFacts& present);

}  // namespace tenure
