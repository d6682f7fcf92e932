// Time clauses: which patterns are asked under which scope. A clause that no pattern reads is an error: a
// question whose time is silently left out would be answered wrongly.
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

}  // namespace

Result<std::uint32_t> Binder::scope(const ast::TimeScope& time, bool prefix) {
  ScopeSpec spec;
  spec.valid_inherited = !prefix && !time.valid;
  spec.system_inherited = !prefix && !time.system;
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
  if (time.valid) {
    const ast::TimeClause& clause = *time.valid;
    spec.at = clause.at;
    spec.certain = clause.certain;
    spec.valid = clause.form == ast::TimeForm::kAsOf     ? ScopeSpec::Valid::kAsOf
                 : clause.form == ast::TimeForm::kFromTo ? ScopeSpec::Valid::kFromTo
                                                         : ScopeSpec::Valid::kBetween;
    TENURE_ASSIGN(spec.valid_first, operand(clause.from));
    TENURE_ASSIGN(spec.valid_second, operand(clause.to));
  }
  if (time.system) {
    const ast::TimeClause& clause = *time.system;
    if (!time.valid) spec.at = clause.at;
    if (clause.form != ast::TimeForm::kAsOf) {
      return queryError(
          ErrorClass::kSemanticError, "UnsupportedClause",
          "FOR SYSTEM_TIME takes AS OF; each version between two instants cannot be asked for yet",
          clause.at);
    }
    spec.system = clause.form == ast::TimeForm::kAsOf     ? ScopeSpec::System::kAsOf
                  : clause.form == ast::TimeForm::kFromTo ? ScopeSpec::System::kFromTo
                                                          : ScopeSpec::System::kBetween;
    TENURE_ASSIGN(spec.system_first, operand(clause.from));
    TENURE_ASSIGN(spec.system_second, operand(clause.to));
  }
  scopes_.push_back(std::move(spec));
  scope_used_.emplace_back(false, false);
  return static_cast<std::uint32_t>(scopes_.size() - 1);
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
