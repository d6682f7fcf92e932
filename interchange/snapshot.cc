#include "interchange/snapshot.h"

#include <algorithm>
#include <array>

namespace tenure::interchange {

namespace {

bool counts(const std::optional<Certainty>& verdict, const TimeScope& scope) {
  return verdict && (!scope.certain_only || *verdict == Certainty::kCertain);
}

}  // namespace

FactDraft withoutEnds(FactDraft draft) {
  draft.subject = draft.object = NodeId{};
  return draft;
}

Status Snapshot::forEachNode(const std::function<Status(const NodeVersion&)>& visit) {
  return reader_.forEachNode(scope_.system, [&](const NodeVersion& node) -> Status {
    const Period lifespan = node.effective();
    if (!counts(judge(lifespan, scope_.valid), scope_)) return {};
    nodes_.emplace(node.id, Shown{node.external_id, lifespan});
    return visit(node);
  });
}

bool Snapshot::holds(const FactVersion& fact) const {
  if (fact.status == FactStatus::kRefuted && !scope_.include_refuted) return false;
  const auto subject = nodes_.find(fact.subject);
  const auto object = nodes_.find(fact.object);
  if (subject == nodes_.end() || object == nodes_.end()) return false;
  const std::vector<Period> pieces = fact.pieces(reader_.schema().type(fact.type));
  return std::any_of(pieces.begin(), pieces.end(), [&](const Period& piece) {
    const std::array<Period, 3> row = {subject->second.lifespan, piece, object->second.lifespan};
    return counts(judgeTogether(row.data(), row.size(), scope_.valid), scope_);
  });
}

Status Snapshot::forEachFact(const std::function<Status(const FactDraft&)>& visit) {
  return reader_.forEachFact(scope_.system, [&](const FactVersion& fact) -> Status {
    if (!holds(fact)) return {};
    FactDraft draft{fact.subject, fact.type,    fact.object, fact.validity,
                    fact.status,  fact.sources, fact.event,  fact.properties};
    if (fact.removed.empty()) return visit(draft);
    for (const Period& piece : withoutPortions(fact.validity.period(), fact.removed)) {
      draft.validity = Validity::derivedFrom(piece);
      TENURE_TRY(visit(draft));
    }
    return {};
  });
}

}  // namespace tenure::interchange
