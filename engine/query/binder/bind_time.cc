// Time clauses: which patterns are asked under which scope. A clause that no pattern reads is an error: a
// question whose time is silently left out would be answered wrongly.
#include <algorithm>

#include "engine/query/binder/binder_state.h"

namespace tenure::query {

namespace {

/// Whether a bound expression reads no variable.
bool isConstant(const Expression& expression) {
  return std::visit(
      [](const auto& node) -> bool {
        using T = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<T, Constant> || std::is_same_v<T, Parameter>) {
          return true;
        } else if constexpr (std::is_same_v<T, Unary>) {
          return isConstant(*node.operand);
        } else if constexpr (std::is_same_v<T, Binary>) {
          return isConstant(*node.left) && isConstant(*node.right);
        } else if constexpr (std::is_same_v<T, Property>) {
          return isConstant(*node.object);
        } else if constexpr (std::is_same_v<T, Call>) {
          for (const ExpressionPtr& one : node.arguments) {
            if (!isConstant(*one)) return false;
          }
          return true;
        } else if constexpr (std::is_same_v<T, MapOf>) {
          for (const auto& [key, one] : node.entries) {
            if (!isConstant(*one)) return false;
          }
          return true;
        } else {
          return false;
        }
      },
      expression.what);
}

/// Whether a condition equates `_status` of what is in a slot, or seeks it in a list.
bool asksForStatus(const Expression& condition, Slot slot) {
  const auto* test = std::get_if<Binary>(&condition.what);
  if (test == nullptr) return false;
  if (test->op == BinaryOperator::kAnd) {
    return asksForStatus(*test->left, slot) || asksForStatus(*test->right, slot);
  }
  if (test->op != BinaryOperator::kEqual && test->op != BinaryOperator::kIn) return false;
  const auto isStatus = [&](const Expression& side) {
    const auto* property = std::get_if<Property>(&side.what);
    const auto* variable = property == nullptr ? nullptr : std::get_if<Variable>(&property->object->what);
    return variable != nullptr && variable->slot == slot && property->key == "_status";
  };
  return isStatus(*test->left) || (test->op == BinaryOperator::kEqual && isStatus(*test->right));
}

}  // namespace

Result<std::uint32_t> Binder::scope(const ast::TimeScope& time, bool prefix) {
  // What a statement does not say of a clock, its session may have said for all.
  const ast::TimeScope* session = prefix ? context_.session_time : nullptr;
  const auto clauseOf = [&](std::optional<ast::TimeClause> ast::TimeScope::*axis) -> const ast::TimeClause* {
    if (time.*axis) return &*(time.*axis);
    return session != nullptr && session->*axis ? &*(session->*axis) : nullptr;
  };
  const ast::TimeClause* valid = clauseOf(&ast::TimeScope::valid);
  const ast::TimeClause* system = clauseOf(&ast::TimeScope::system);
  ScopeSpec spec;
  spec.valid_inherited = !prefix && valid == nullptr;
  spec.system_inherited = !prefix && system == nullptr;
  const auto operand = [&](const ast::ExpressionPtr& ast) -> Result<ExpressionPtr> {
    if (!ast) return ExpressionPtr();
    TENURE_ASSIGN(Typed bound, typed(*ast));
    constexpr KindSet kTimes =
        kinds(Kind::kString, Kind::kDate, Kind::kDateTime, Kind::kLocalDateTime, Kind::kInteger, Kind::kNull);
    if (!fits(bound.kinds, kTimes)) {
      return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                        "a time is EDTF text, a date or a datetime", ast->at);
    }
    spec.constant = spec.constant && isConstant(*bound.expression);
    return std::move(bound.expression);
  };
  if (valid != nullptr) {
    spec.at = valid->at;
    spec.certain = valid->certain;
    spec.valid = valid->form == ast::TimeForm::kAsOf     ? ScopeSpec::Valid::kAsOf
                 : valid->form == ast::TimeForm::kFromTo ? ScopeSpec::Valid::kFromTo
                                                         : ScopeSpec::Valid::kBetween;
    TENURE_ASSIGN(spec.valid_first, operand(valid->from));
    TENURE_ASSIGN(spec.valid_second, operand(valid->to));
  }
  if (system != nullptr) {
    if (valid == nullptr) spec.at = system->at;
    spec.system = system->form == ast::TimeForm::kAsOf     ? ScopeSpec::System::kAsOf
                  : system->form == ast::TimeForm::kFromTo ? ScopeSpec::System::kFromTo
                                                           : ScopeSpec::System::kBetween;
    TENURE_ASSIGN(spec.system_first, operand(system->from));
    TENURE_ASSIGN(spec.system_second, operand(system->to));
  }
  scopes_.push_back(std::move(spec));
  scope_used_.emplace_back(false, false);
  return static_cast<std::uint32_t>(scopes_.size() - 1);
}

std::optional<std::uint32_t> Binder::versionsUnder(std::uint32_t scope) const {
  const std::uint32_t says = scopes_[scope].system_inherited ? 0 : scope;
  if (!scopes_[says].asksForVersions()) return std::nullopt;
  return says;
}

void Binder::askForRefuted(Match& match) {
  for (bound::RelationshipPattern& one : match.relationships) {
    const auto asks = [&](const ExpressionPtr& condition) {
      return condition && asksForStatus(*condition, one.length ? one.each : one.slot);
    };
    if (!asks(one.where) && std::none_of(match.predicates.begin(), match.predicates.end(), asks)) continue;
    ScopeSpec spec;
    spec.refuted_of = one.scope;
    spec.constant = scopes_[one.scope].constant;
    scopes_.push_back(std::move(spec));
    scope_used_.emplace_back(true, true);
    one.scope = static_cast<std::uint32_t>(scopes_.size() - 1);
  }
}

Status Binder::versionsOf(Match& match) const {
  for (const bound::PathPattern& path : match.paths) {
    const auto under = versionsUnder(path.scope);
    if (!under) continue;
    if (!match.versions) match.versions = Versions{*under, {}};
    if (match.versions->scope != *under) {
      return queryError(ErrorClass::kSemanticError, "UnsupportedClause",
                        "one MATCH asks for the versions of one stretch of system time; write two MATCH "
                        "clauses",
                        scopes_[*under].at);
    }
    for (const std::size_t node : path.nodes) match.versions->elements.push_back(match.nodes[node].slot);
    for (const std::size_t one : path.relationships) {
      match.relationships[one].named = true;
      match.versions->elements.push_back(match.relationships[one].slot);
    }
  }
  return {};
}

void Binder::useScope(std::uint32_t scope) {
  const ScopeSpec& spec = scopes_[scope];
  scope_used_[spec.valid_inherited ? 0 : scope].first = true;
  scope_used_[spec.system_inherited ? 0 : scope].second = true;
}

Status Binder::scopesHaveEffect(const ast::TimeScope& prefix, bool writes) const {
  if (prefix.valid && !scope_used_[0].first) {
    return queryError(ErrorClass::kSemanticError, "NoEffect",
                      "FOR VALID_TIME has no effect: no pattern or procedure of this statement asks under it",
                      prefix.valid->at);
  }
  if (scopes_[0].system != ScopeSpec::System::kPresent && !prefix.system && writes) {
    return queryError(ErrorClass::kSemanticError, "WriteInThePast",
                      "the session asks as of what was believed in the past, which cannot be written", {});
  }
  if (prefix.system && writes) {
    return queryError(ErrorClass::kSemanticError, "WriteInThePast",
                      "what was believed in the past cannot be written; leave FOR SYSTEM_TIME out",
                      prefix.system->at);
  }
  if (prefix.system && !scope_used_[0].second) {
    return queryError(
        ErrorClass::kSemanticError, "NoEffect",
        "FOR SYSTEM_TIME has no effect: no pattern or procedure of this statement asks under it",
        prefix.system->at);
  }
  return {};
}

}  // namespace tenure::query
