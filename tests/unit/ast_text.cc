#include "tests/unit/ast_text.h"

#include <fmt/format.h>

namespace tenure::testing {

using namespace query::ast;

namespace {

std::string text(const ExpressionPtr& expression) { return expression ? astText(*expression) : "_"; }

std::string texts(const std::vector<ExpressionPtr>& expressions) {
  std::string out;
  for (const ExpressionPtr& one : expressions) out += " " + text(one);
  return out;
}

std::string bound(const std::optional<std::uint64_t>& bound) { return bound ? std::to_string(*bound) : ""; }

std::string nodeText(const NodePattern& node) {
  std::string out = "(" + (node.variable ? node.variable->text : "");
  if (node.labels) out += ":" + astText(*node.labels);
  if (node.properties) out += " " + text(node.properties);
  if (node.where) out += " WHERE " + text(node.where);
  return out + ")";
}

std::string relationshipText(const RelationshipPattern& relationship) {
  std::string out = relationship.variable ? relationship.variable->text : "";
  if (relationship.types) out += ":" + astText(*relationship.types);
  if (relationship.length)
    out += "*" + bound(relationship.length->least) + ".." + bound(relationship.length->most);
  if (relationship.properties) out += " " + text(relationship.properties);
  if (relationship.where) out += " WHERE " + text(relationship.where);
  return (relationship.direction == Direction::kLeft ? "<-[" : "-[") + out +
         (relationship.direction == Direction::kRight ? "]->" : "]-");
}

std::string clauseText(const TimeClause& clause) {
  const std::string axis = clause.axis == TimeAxis::kValid ? "valid" : "system";
  const std::string form = clause.form == TimeForm::kAsOf ? "as of " + text(clause.from)
                           : clause.form == TimeForm::kFromTo
                               ? "from " + text(clause.from) + " to " + text(clause.to)
                               : "between " + text(clause.from) + " and " + text(clause.to);
  return "{" + std::string(clause.certain ? "certain " : "") + axis + " " + form + "}";
}

struct Printer {
  std::string operator()(const Literal& e) const {
    if (const auto* truth = std::get_if<bool>(&e.value)) return *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&e.value)) return std::to_string(*number);
    if (const auto* number = std::get_if<double>(&e.value)) return fmt::format("{:#}", *number);
    if (const auto* string = std::get_if<std::string>(&e.value)) return "'" + *string + "'";
    return "null";
  }
  std::string operator()(const Parameter& e) const { return "$" + e.name; }
  std::string operator()(const Variable& e) const { return e.name; }
  std::string operator()(const PropertyAccess& e) const {
    return "(. " + text(e.object) + " " + e.key.text + ")";
  }
  std::string operator()(const Subscript& e) const {
    return "([] " + text(e.object) + " " + text(e.index) + ")";
  }
  std::string operator()(const Slice& e) const {
    return "([..] " + text(e.object) + " " + text(e.from) + " " + text(e.to) + ")";
  }
  std::string operator()(const LabelTest& e) const {
    return "(: " + text(e.object) + " " + astText(e.labels) + ")";
  }
  std::string operator()(const ListLiteral& e) const { return "[" + texts(e.items) + " ]"; }
  std::string operator()(const MapLiteral& e) const {
    std::string out = "{";
    for (const MapEntry& entry : e.entries) out += " " + entry.key.text + ":" + text(entry.value);
    return out + " }";
  }
  std::string operator()(const Unary& e) const {
    const char* const names[] = {"not", "-", "+"};
    return "(" + std::string(names[static_cast<std::size_t>(e.op)]) + " " + text(e.operand) + ")";
  }
  std::string operator()(const Binary& e) const {
    const char* const names[] = {"+", "-", "*", "/", "%", "^", "starts", "ends", "contains", "=~", "in"};
    return "(" + std::string(names[static_cast<std::size_t>(e.op)]) + " " + text(e.left) + " " +
           text(e.right) + ")";
  }
  std::string operator()(const Logical& e) const {
    const char* const names[] = {"or", "xor", "and"};
    return "(" + std::string(names[static_cast<std::size_t>(e.op)]) + texts(e.operands) + ")";
  }
  std::string operator()(const Comparison& e) const {
    const char* const names[] = {"=", "<>", "<", "<=", ">", ">="};
    std::string out = "(" + text(e.first);
    for (const auto& link : e.links)
      out += " " + std::string(names[static_cast<std::size_t>(link.op)]) + " " + text(link.right);
    return out + ")";
  }
  std::string operator()(const IsNull& e) const {
    return std::string(e.negated ? "(notnull " : "(null ") + text(e.operand) + ")";
  }
  std::string operator()(const Case& e) const {
    std::string out = "(case " + text(e.subject);
    for (const auto& when : e.whens) out += " " + text(when.condition) + "->" + text(when.result);
    return out + " else " + text(e.otherwise) + ")";
  }
  std::string operator()(const FunctionCall& e) const {
    return "(" + e.name + (e.distinct ? " distinct" : "") + texts(e.arguments) + ")";
  }
  std::string operator()(const CountStar&) const { return "(count *)"; }
  std::string operator()(const ListComprehension& e) const {
    return "[" + e.variable.text + " in " + text(e.list) + " where " + text(e.where) + " | " +
           text(e.projection) + "]";
  }
  std::string operator()(const PatternComprehension& e) const {
    return "[" + astText(e.pattern) + " where " + text(e.where) + " | " + text(e.projection) + "]";
  }
  std::string operator()(const PatternPredicate& e) const {
    return (e.in_exists ? "(exists " : "(pattern ") + astText(e.pattern) + ")";
  }
  std::string operator()(const ShortestPathValue& e) const { return "(path " + astText(e.pattern) + ")"; }
  std::string operator()(const Quantifier& e) const {
    const char* const names[] = {"all", "any", "none", "single"};
    return "(" + std::string(names[static_cast<std::size_t>(e.kind)]) + " " + e.variable.text + " in " +
           text(e.list) + " where " + text(e.where) + ")";
  }
  std::string operator()(const Reduce& e) const {
    return "(reduce " + e.accumulator.text + " = " + text(e.initial) + " " + e.variable.text + " in " +
           text(e.list) + " | " + text(e.step) + ")";
  }
  std::string operator()(const SubqueryExpression& e) const {
    const char* const names[] = {"exists", "count", "collect"};
    std::string out = "(" + std::string(names[static_cast<std::size_t>(e.kind)]);
    for (const SingleQuery& branch : e.query->branches)
      out += " {" + std::to_string(branch.clauses.size()) + " clauses}";
    return out + ")";
  }
  std::string operator()(const MapProjection& e) const {
    std::string out = e.variable.text + "{";
    for (const auto& item : e.items) {
      if (const auto* property = std::get_if<MapProjection::Property>(&item))
        out += " ." + property->key.text;
      if (std::holds_alternative<MapProjection::AllProperties>(item)) out += " .*";
      if (const auto* variable = std::get_if<MapProjection::VariableItem>(&item))
        out += " " + variable->variable.text;
      if (const auto* entry = std::get_if<MapEntry>(&item))
        out += " " + entry->key.text + ":" + text(entry->value);
    }
    return out + " }";
  }
};

}  // namespace

std::string astText(const Expression& expression) { return std::visit(Printer{}, expression.node); }

std::string astText(const LabelExpression& labels) {
  switch (labels.kind) {
    case LabelExpression::Kind::kName: return labels.name;
    case LabelExpression::Kind::kAny: return "%";
    case LabelExpression::Kind::kNot: return "(! " + astText(labels.operands.front()) + ")";
    case LabelExpression::Kind::kAnd:
    case LabelExpression::Kind::kOr: break;
  }
  std::string out = labels.kind == LabelExpression::Kind::kAnd ? "(&" : "(|";
  for (const LabelExpression& one : labels.operands) out += " " + astText(one);
  return out + ")";
}

std::string astText(const TimeScope& scope) {
  return (scope.valid ? clauseText(*scope.valid) : "") + (scope.system ? clauseText(*scope.system) : "");
}

std::string astText(const PathPattern& path) {
  const char* const modes[] = {"", "contemporaneous ", "chronological "};
  const char* const shortest[] = {"", "shortest ", "all shortest "};
  std::string out = path.variable ? path.variable->text + " = " : "";
  out += modes[static_cast<std::size_t>(path.mode)];
  out += shortest[static_cast<std::size_t>(path.shortest)];
  out += nodeText(path.first);
  for (const PatternStep& step : path.steps) out += relationshipText(step.relationship) + nodeText(step.node);
  return out + astText(path.time);
}

}  // namespace tenure::testing
