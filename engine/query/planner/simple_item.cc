#include "engine/query/planner/simple_item.h"

#include <array>
#include <utility>

#include "engine/query/values/functions.h"

namespace tenure::query {

SimpleItem simpleItem(const bound::Expression& expression) {
  using Of = SimpleItem::Kind;
  static const std::array<std::pair<const ScalarFunction*, Of>, 4> kFunctions = {
      {{findFunction("id"), Of::kId},
       {findFunction("validFrom"), Of::kValidFrom},
       {findFunction("validTo"), Of::kValidTo},
       {findFunction("type"), Of::kType}}};
  if (const auto* variable = std::get_if<bound::Variable>(&expression.what))
    return {Of::kVariable, variable->slot};
  if (std::holds_alternative<bound::Constant>(expression.what) ||
      std::holds_alternative<bound::Parameter>(expression.what)) {
    return {Of::kConstant, bound::kNoSlot};
  }
  const auto* call = std::get_if<bound::Call>(&expression.what);
  if (call == nullptr || call->arguments.size() != 1) return {};
  const auto* variable = std::get_if<bound::Variable>(&call->arguments[0]->what);
  if (variable == nullptr) return {};
  for (const auto& [function, kind] : kFunctions) {
    if (call->function == function) return {kind, variable->slot};
  }
  return {};
}

}  // namespace tenure::query
