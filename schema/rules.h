// The rules of a schema at work: which event cuts which state, and which writes are refused. Pure logic over
// the facts of present belief; storage supplies them (stored facts under what a transaction has staged), and
// writes what comes out. DESIGN section 2; ADR 0001.
//
// Functions keep no state. They may be called from any thread that may call the PresentFacts given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure {

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
};

/// Whether facts of `type` can cut or be cut, so that writing one re-derives its subject.
[[nodiscard]] bool takesPartInEvents(const Schema& schema, std::string_view type);

/// What the events of present belief make of one subject: the cut of its lifespan and of each of its state
/// facts, nullopt where none applies. The earliest applicable asserted event wins; equal bounds are decided
/// by content, never by fact id, so that every order of the same writes gives the same answer.
struct SubjectCuts {
  std::optional<Cut> lifespan;
  std::vector<std::pair<FactVersion, std::optional<Cut>>>
      facts;  ///< every state fact, with the cut it should have
};
[[nodiscard]] Result<SubjectCuts> deriveCuts(const Schema& schema, NodeId subject, PresentFacts& present);

/// Checks one written fact (as it will stand, cut included) against endpoints, strictness and the temporal
/// constraints. kConstraint names the constraint and the facts that clash. Only asserted facts clash.
Status checkFact(const Schema& schema, const FactVersion& fact, PresentFacts& present);

/// Checks a node that changed: labels under a strict schema, property types. (Its facts are checked by
/// checkFact, its unique keys by storage, which has the index.)
Status checkNode(const Schema& schema, const NodeVersion& node);

/// Every possible clash of `fact` (a certain one included), a line each, for `verify`.
[[nodiscard]] Result<std::vector<std::string>> possibleClashes(const Schema& schema, const FactVersion& fact,
                                                               PresentFacts& present);

/// "fact 12 (p:handa CHAIRED cma, 2023)": how errors name a fact.
[[nodiscard]] std::string describeFact(const FactVersion& fact, PresentFacts& present);

}  // namespace tenure
