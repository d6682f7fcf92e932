#include "storage/settle.h"

#include <algorithm>
#include <set>

#include "schema/rules.h"
#include "storage/unique_keys.h"

namespace tenure::storage {
namespace {

/// The nodes whose cuts may come out differently: subjects of facts that take part in events, and nodes whose
/// lifespan was written.
Result<std::set<NodeId>> touchedSubjects(StagedGraph& staged, const Schema& schema, bool everything) {
  std::set<NodeId> subjects;
  if (everything) {
    TENURE_TRY(staged.base().forEachNode({}, [&](const NodeVersion& node) -> Status {
      subjects.insert(node.id);
      return {};
    }));
  } else if (schema.eventRules().empty()) {
    return subjects;
  }
  for (const auto& [id, change] : staged.factChanges()) {
    const FactVersion& version = change.after ? *change.after : *change.before;
    if (takesPartInEvents(schema, version.type)) subjects.insert(version.subject);
  }
  std::set<NodeId> renamed;
  for (const auto& [id, change] : staged.nodeChanges()) {
    if (!change.after) continue;
    const bool fresh = !change.before;
    if (fresh || !(change.before->lifespan == change.after->lifespan)) subjects.insert(id);
    if (!fresh && change.before->external_id != change.after->external_id) renamed.insert(id);
  }
  // An external id decides between events of equal bounds, so who points at a renamed node is looked at
  // again.
  for (const NodeId id : renamed) {
    TENURE_ASSIGN(const auto pointing, staged.allFacts(id, Side::kObject));
    for (const FactVersion& fact : pointing) {
      if (takesPartInEvents(schema, fact.type)) subjects.insert(fact.subject);
    }
  }
  return subjects;
}

/// Tells of the events that do not apply, where this transaction writes the event or what it would end.
void tell(StagedGraph& staged, const SubjectCuts& cuts, bool everything, Notices& notices) {
  for (const UnappliedEvent& one : cuts.unapplied) {
    if (one.why == UnappliedEvent::Why::kEndAgrees) continue;
    const bool written = one.state ? staged.factChanges().contains(one.state->id)
                                   : staged.nodeChanges().contains(one.event.subject);
    if (everything || written || staged.factChanges().contains(one.event.id)) {
      notices.add(describeUnapplied(one, staged));
    }
  }
}

Status derive(StagedGraph& staged, const Schema& schema, NodeId subject, bool everything, Notices& notices) {
  TENURE_ASSIGN(auto cuts, deriveCuts(schema, subject, staged));
  tell(staged, cuts, everything, notices);
  TENURE_ASSIGN(auto node, staged.node(subject));
  if (node && !(node->cut == cuts.lifespan)) {
    node->cut = cuts.lifespan;
    TENURE_TRY(staged.put(std::move(*node)));
  }
  for (auto& [fact, cut] : cuts.facts) {
    if (fact.cut == cut) continue;
    fact.cut = cut;
    TENURE_TRY(staged.put(std::move(fact)));
  }
  return {};
}

/// Under a new schema, a fact of a type that is no state any more loses its cut.
Status dropStaleCuts(StagedGraph& staged, const Schema& schema) {
  const auto isState = [&](const std::string& type) {
    return std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
      return rule.target != EventTarget::kSubjectLifespan && rule.state == type;
    });
  };
  std::vector<FactVersion> stale;
  TENURE_TRY(staged.base().forEachFact({}, [&](const FactVersion& fact) -> Status {
    if (fact.cut && !isState(fact.type)) stale.push_back(fact);
    return {};
  }));
  for (const FactVersion& one : stale) {
    TENURE_ASSIGN(auto fact, staged.fact(one.id));
    if (!fact) continue;
    fact->cut.reset();
    TENURE_TRY(staged.put(std::move(*fact)));
  }
  return {};
}

Status checkFactsOf(StagedGraph& staged, const Schema& schema, NodeId node) {
  for (const Side side : {Side::kSubject, Side::kObject}) {
    TENURE_ASSIGN(const auto facts, staged.allFacts(node, side));
    for (const FactVersion& fact : facts) TENURE_TRY(checkFact(schema, fact, staged));
  }
  return {};
}

bool hasRules(const Schema& schema) {
  return schema.strict() || !schema.types().empty() || !schema.properties().empty() ||
         !schema.uniqueKeys().empty();
}

Status check(StagedGraph& staged, const Schema& schema) {
  for (const auto& [id, change] : staged.nodeChanges()) {
    if (!change.after) continue;
    TENURE_TRY(checkNode(schema, *change.after));
    const bool fresh = !change.before;
    if (!fresh && (!(change.before->effective() == change.after->effective()) ||
                   change.before->labels != change.after->labels)) {
      TENURE_TRY(checkFactsOf(staged, schema, id));
    }
  }
  for (const auto& [id, change] : staged.factChanges()) {
    if (change.after) TENURE_TRY(checkFact(schema, *change.after, staged));
  }
  return {};
}

Status checkEverything(StagedGraph& staged, const Schema& schema) {
  TENURE_TRY(staged.base().forEachNode({}, [&](const NodeVersion& stored) -> Status {
    TENURE_ASSIGN(const auto node, staged.node(stored.id));
    return node ? checkNode(schema, *node) : Status{};
  }));
  return staged.base().forEachFact({}, [&](const FactVersion& stored) -> Status {
    TENURE_ASSIGN(const auto fact, staged.fact(stored.id));
    return fact ? checkFact(schema, *fact, staged) : Status{};
  });
}

Status checkUnique(StagedGraph& staged, const Schema& schema, bool everything) {
  UniqueKeyCheck unique(schema);
  if (!unique.needed()) return {};
  for (const auto& [id, change] : staged.nodeChanges()) {
    if (change.after) unique.add(*change.after);
  }
  if (everything) {
    TENURE_TRY(staged.base().forEachNode({}, [&](const NodeVersion& node) -> Status {
      if (!staged.nodeChanges().contains(node.id)) unique.add(node);
      return {};
    }));
  }
  return unique.run(staged, everything ? nullptr : &staged.base());
}

}  // namespace

Status settle(StagedGraph& staged, const Schema& schema, bool everything, Notices& notices) {
  staged.dropIdentical();  // what was added and taken back in one transaction
  if (everything) TENURE_TRY(dropStaleCuts(staged, schema));
  TENURE_ASSIGN(const auto subjects, touchedSubjects(staged, schema, everything));
  for (const NodeId subject : subjects) TENURE_TRY(derive(staged, schema, subject, everything, notices));
  if (!everything) staged.dropIdentical();
  if (hasRules(schema)) {
    TENURE_TRY(check(staged, schema));
    TENURE_TRY(checkUnique(staged, schema, everything));
    if (everything) TENURE_TRY(checkEverything(staged, schema));
  }
  staged.dropIdentical();
  return {};
}

}  // namespace tenure::storage
