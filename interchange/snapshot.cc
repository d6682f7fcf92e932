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

std::vector<Period> Snapshot::holding(const FactVersion& fact, const Schema& schema) const {
  std::vector<Period> pieces;
  const auto subject = nodes_.find(fact.subject);
  const auto object = nodes_.find(fact.object);
  if (subject == nodes_.end() || object == nodes_.end()) return pieces;
  if (fact.status == FactStatus::kRefuted && !scope_.include_refuted) return pieces;
  pieces = fact.pieces(schema.type(fact.type));
  std::erase_if(pieces, [&](const Period& piece) {
    const std::array<Period, 3> row = {subject->second.lifespan, piece, object->second.lifespan};
    return !counts(judgeTogether(row.data(), row.size(), scope_.valid), scope_);
  });
  return pieces;
}

Status Snapshot::forEachFact(const std::function<Status(const FactDraft&)>& visit) {
  TENURE_ASSIGN(const auto schema, reader_.schemaAt(scope_.system));
  return reader_.forEachFact(scope_.system, [&](const FactVersion& fact) -> Status {
    const std::vector<Period> holding_now = holding(fact, *schema);
    if (holding_now.empty()) return {};
    FactDraft draft{fact.subject, fact.type,    fact.object, fact.validity,
                    fact.status,  fact.sources, fact.event,  fact.properties};
    if (fact.removed.empty()) return visit(draft);
    // As they were written, before an event or the longest duration bounds them: what is loaded derives that
    // anew.
    for (const Period& piece : withoutPortions(fact.validity.period(), fact.removed)) {
      const bool holds = std::any_of(holding_now.begin(), holding_now.end(), [&](const Period& one) {
        return one.start_min < piece.end_max && piece.start_min < one.end_max;
      });
      if (!holds) continue;
      draft.validity = Validity::derivedFrom(piece);
      TENURE_TRY(visit(draft));
    }
    return {};
  });
}

}  // namespace tenure::interchange
