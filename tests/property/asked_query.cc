#include "tests/property/asked_query.h"

namespace tenure::testing {

namespace {

std::string nodeText(const AskedNode& node) {
  return "(" + node.variable + (node.label.empty() ? "" : ":" + node.label) + ")";
}

std::string stepText(const AskedStep& step) {
  std::string detail = step.variable;
  for (std::size_t i = 0; i < step.types.size(); ++i) detail += (i == 0 ? ":" : "|") + step.types[i];
  if (step.many) detail += "*" + std::to_string(step.least) + ".." + std::to_string(step.most);
  if (!detail.empty()) detail = "[" + detail + "]";
  return std::string(step.direction == Direction::kIn ? "<-" : "-") + detail +
         (step.direction == Direction::kOut ? "->" : "-");
}

std::string pathText(const AskedPath& path) {
  std::string out = path.variable.empty() ? "" : path.variable + " = ";
  if (path.mode == AskedMode::kContemporaneous) out += "CONTEMPORANEOUS ";
  if (path.mode == AskedMode::kChronological) out += "CHRONOLOGICAL ";
  out += nodeText(path.nodes[0]);
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    out += stepText(path.steps[i]) + nodeText(path.nodes[i + 1]);
  }
  return out + path.scope.text;
}

std::string conditionText(const AskedCondition& condition) {
  switch (condition.kind) {
    case AskedCondition::Kind::kCertainty:
      return "certainty(" + condition.variable + ") = '" + condition.certainty + "'";
    case AskedCondition::Kind::kExists: return "EXISTS { " + pathText(condition.path) + " }";
    case AskedCondition::Kind::kNotExists: return "NOT EXISTS { MATCH " + pathText(condition.path) + " }";
    case AskedCondition::Kind::kCountAtLeast: break;
  }
  return "COUNT { " + pathText(condition.path) + " } >= " + std::to_string(condition.at_least);
}

std::string aggregateText(const AskedAggregate& one) {
  const std::string& x = one.variable;
  switch (one.kind) {
    case AskedAggregateKind::kCountDistinct: return "count(DISTINCT id(" + x + "))";
    case AskedAggregateKind::kMin: return "min(id(" + x + "))";
    case AskedAggregateKind::kMax: return "max(id(" + x + "))";
    case AskedAggregateKind::kSum: return "sum(id(" + x + "))";
    case AskedAggregateKind::kCertain: break;
  }
  return "count(CASE certainty(" + x + ") WHEN 'certain' THEN 1 END)";
}

std::string itemText(const AskedItem& item) {
  const std::string& x = item.variable;
  const bool path = x.starts_with('q');
  switch (item.kind) {
    case AskedItemKind::kId: return "id(" + x + ")";
    case AskedItemKind::kCertainty: return "certainty(" + x + ")";
    case AskedItemKind::kValidFrom: return "validFrom(" + x + ")";
    case AskedItemKind::kValidTo: return "validTo(" + x + ")";
    case AskedItemKind::kSystemFrom: return "systemFrom(" + x + ")";
    case AskedItemKind::kStatus: return x + "._status";
    case AskedItemKind::kProperty: return x + "." + item.key;
    case AskedItemKind::kIds:
      return path ? "[x IN nodes(" + x + ") | id(x)] + [x IN relationships(" + x + ") | id(x)]"
                  : "[x IN " + x + " | id(x)]";
    case AskedItemKind::kCertainties:
      return "[x IN " + (path ? "relationships(" + x + ")" : x) + " | certainty(x)]";
    case AskedItemKind::kCount: break;
  }
  return "COUNT { " + pathText(item.path) + " }";
}

}  // namespace

std::string AskedQuery::text() const {
  std::string out = whole.text.empty() ? "" : whole.text.substr(1) + " ";
  for (std::size_t i = 0; i < times.size(); ++i) {
    out += (i == 0 ? "UNWIND ['" : ", '") + times[i] + "'" + (i + 1 == times.size() ? "] AS t " : "");
  }
  for (const AskedMatch& match : matches) {
    out += match.optional ? "OPTIONAL MATCH " : "MATCH ";
    for (std::size_t i = 0; i < match.paths.size(); ++i)
      out += (i == 0 ? "" : ", ") + pathText(match.paths[i]);
    for (std::size_t i = 0; i < match.where.size(); ++i) {
      out += (i == 0 ? " WHERE " : " AND ") + conditionText(match.where[i]);
    }
    out += ' ';
  }
  out += "RETURN ";
  for (std::size_t i = 0; i < items.size(); ++i) {
    out += (i == 0 ? "" : ", ") + itemText(items[i]) + " AS c" + std::to_string(i);
  }
  if (counted) out += std::string(items.empty() ? "" : ", ") + "count(*) AS n";
  for (std::size_t i = 0; i < aggregates.size(); ++i)
    out += ", " + aggregateText(aggregates[i]) + " AS a" + std::to_string(i);
  return out;
}

}  // namespace tenure::testing
