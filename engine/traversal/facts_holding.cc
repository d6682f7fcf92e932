#include "engine/traversal/facts_holding.h"

#include <algorithm>
#include <optional>

namespace tenure {
namespace {

/// How a period stands by itself; nullopt also where the scope leaves it out.
std::optional<Certainty> standing(const Period& period, const TimeScope& scope) {
  const auto certainty = judge(period, scope.valid);
  if (scope.certain_only && certainty != Certainty::kCertain) return std::nullopt;
  return certainty;
}

/// The type of the fact before is most often the type of the fact at hand.
class TypeIds {
 public:
  explicit TypeIds(const View& view) : view_(view) {}
  TypeId of(const std::string& name) {
    if (name != name_) {
      name_ = name;
      id_ = view_.reader().typeId(name).value_or(TypeId{});
    }
    return id_;
  }

 private:
  const View& view_;
  std::string name_;
  TypeId id_;
};

}  // namespace

Status forEachNodeHolding(const View& view, const std::function<Status(const NodeHolding&)>& visit) {
  const TimeScope& scope = view.scope();
  return view.reader().forEachNode(scope.system, [&](const NodeVersion& node) -> Status {
    const Period lifespan = node.effective();
    const auto certainty = standing(lifespan, scope);
    return certainty ? visit({node.id, lifespan, *certainty}) : Status();
  });
}

Status forEachFactHolding(const View& view, const std::vector<std::string>& types,
                          const std::function<Status(const FactHolding&)>& visit) {
  const TimeScope& scope = view.scope();
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(scope.system));
  TypeIds ids(view);
  return view.reader().forEachFact(scope.system, [&](const FactVersion& fact) -> Status {
    if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return {};
    if (!types.empty() && std::find(types.begin(), types.end(), fact.type) == types.end()) return {};
    for (const Period& piece : fact.pieces(schema->type(fact.type))) {
      const auto certainty = standing(piece, scope);
      if (!certainty) continue;
      TENURE_TRY(
          visit({fact.id, ids.of(fact.type), fact.subject, fact.object, piece, *certainty, fact.status}));
    }
    return {};
  });
}

}  // namespace tenure
