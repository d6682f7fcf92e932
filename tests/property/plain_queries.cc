#include "tests/property/plain_queries.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>
#include <variant>

#include "engine/query/values/render.h"
#include "tests/property/plain_patterns.h"

namespace tenure::testing {

namespace {

class Answerer {
 public:
  Answerer(const PlainModel& model, const AskedQuery& asked, std::size_t rows_max)
      : patterns_(model, asked), asked_(asked), rows_max_(rows_max) {}

  std::vector<PlainRow> answer() {
    std::vector<MetRow> rows;
    if (asked_.times.empty()) rows.emplace_back();
    for (std::size_t i = 0; i < asked_.times.size(); ++i) rows.push_back({{}, i});
    for (const AskedMatch& match : asked_.matches) {
      std::vector<MetRow> next;
      for (const MetRow& row : rows) {
        std::vector<MetRow> found = matched(match, row);
        if (found.empty() && match.optional) found.push_back(withNulls(match, row));
        next.insert(next.end(), found.begin(), found.end());
        if (next.size() > rows_max_) throw TooMany();
      }
      rows = std::move(next);
    }
    return asked_.counted ? counted(rows) : projected(rows);
  }

 private:
  std::vector<MetRow> matched(const AskedMatch& match, const MetRow& row) {
    std::vector<MetRow> out;
    patterns_.fill(match.paths, row, [&](const MetRow& found) {
      for (const AskedCondition& condition : match.where) {
        if (!holds(condition, found)) return;
      }
      out.push_back(found);
      if (out.size() > rows_max_) throw TooMany();
    });
    return out;
  }

  static MetRow withNulls(const AskedMatch& match, MetRow row) {
    const auto null = [&](const std::string& variable) {
      if (!variable.empty()) row.values.emplace(variable, std::monostate());
    };
    for (const AskedPath& path : match.paths) {
      null(path.variable);
      for (const AskedNode& node : path.nodes) null(node.variable);
      for (const AskedStep& step : path.steps) null(step.variable);
    }
    return row;
  }

  bool holds(const AskedCondition& condition, const MetRow& row) {
    switch (condition.kind) {
      case AskedCondition::Kind::kCertainty: {
        const auto* fact = std::get_if<MetFact>(&row.values.at(condition.variable));
        return fact != nullptr && shown(Verdict(fact->edge.certainty)) == condition.certainty;
      }
      case AskedCondition::Kind::kExists: return patterns_.waysOf(condition.path, row) > 0;
      case AskedCondition::Kind::kNotExists: return patterns_.waysOf(condition.path, row) == 0;
      case AskedCondition::Kind::kCountAtLeast: break;
    }
    return patterns_.waysOf(condition.path, row) >= static_cast<std::size_t>(condition.at_least);
  }

  std::vector<PlainRow> projected(const std::vector<MetRow>& rows) {
    std::vector<PlainRow> out;
    for (const MetRow& row : rows) {
      PlainRow cells;
      for (const AskedItem& item : asked_.items) cells.push_back(cellOf(item, row));
      out.push_back(std::move(cells));
    }
    return out;
  }
  std::vector<PlainRow> counted(const std::vector<MetRow>& rows) {
    std::map<PlainRow, std::vector<MetRow>> groups;
    if (asked_.items.empty()) groups[{}];
    const std::vector<PlainRow> keys = projected(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) groups[keys[i]].push_back(rows[i]);
    std::vector<PlainRow> out;
    for (const auto& [key, group] : groups) {
      out.push_back(key);
      out.back().push_back({std::to_string(group.size())});
      for (const AskedAggregate& one : asked_.aggregates) out.back().push_back({aggregated(one, group)});
    }
    return out;
  }

  /// What is null counts nowhere.
  std::string aggregated(const AskedAggregate& what, const std::vector<MetRow>& group) {
    std::vector<std::uint64_t> ids;
    std::size_t certain = 0;
    for (const MetRow& row : group) {
      const MetValue& value = row.values.at(what.variable);
      if (const auto* node = std::get_if<MetNode>(&value)) {
        const NodeVersion& version = *patterns_.under(node->scope).node(node->id);
        ids.push_back(node->id.value);
        if (judgedAlone(PlainModel::lifeOf(version), node->scope.valid) == Certainty::kCertain) ++certain;
      } else if (const auto* fact = std::get_if<MetFact>(&value)) {
        ids.push_back(fact->edge.fact.value);
        if (fact->edge.certainty == Certainty::kCertain) ++certain;
      }
    }
    switch (what.kind) {
      case AskedAggregateKind::kCountDistinct:
        return std::to_string(std::set<std::uint64_t>(ids.begin(), ids.end()).size());
      case AskedAggregateKind::kMin:
        return ids.empty() ? "null" : std::to_string(*std::min_element(ids.begin(), ids.end()));
      case AskedAggregateKind::kMax:
        return ids.empty() ? "null" : std::to_string(*std::max_element(ids.begin(), ids.end()));
      case AskedAggregateKind::kSum:
        return std::to_string(std::accumulate(ids.begin(), ids.end(), std::uint64_t{0}));
      case AskedAggregateKind::kCertain: break;
    }
    return std::to_string(certain);
  }

  PlainCell cellOf(const AskedItem& item, const MetRow& row) {
    if (item.kind == AskedItemKind::kCount) return {std::to_string(patterns_.waysOf(item.path, row))};
    const MetValue& value = row.values.at(item.variable);
    if (std::holds_alternative<std::monostate>(value)) {
      // Of a path that is not there the two lists are null, and so is their sum.
      return {"null"};
    }
    if (const auto* node = std::get_if<MetNode>(&value)) return nodeCell(item, *node);
    if (const auto* fact = std::get_if<MetFact>(&value)) return factCell(item, *fact);
    std::vector<MetFact> facts;
    std::string ids;
    const auto add = [&](const std::string& one) { ids += (ids.empty() ? "" : ", ") + one; };
    if (const auto* path = std::get_if<MetPath>(&value)) {
      facts = path->facts;
      for (const NodeId node : path->nodes) add(std::to_string(node.value));
    } else {
      facts = std::get<std::vector<MetFact>>(value);
    }
    for (const MetFact& fact : facts) {
      if (item.kind == AskedItemKind::kIds) {
        add(std::to_string(fact.edge.fact.value));
      }
    }
    if (item.kind == AskedItemKind::kCertainties) {
      ids.clear();
      for (const MetFact& fact : facts) add("'" + shown(Verdict(fact.edge.certainty)) + "'");
    }
    return {"[" + ids + "]"};
  }

  PlainCell nodeCell(const AskedItem& item, const MetNode& met) {
    const NodeVersion& node = *patterns_.under(met.scope).node(met.id);
    switch (item.kind) {
      case AskedItemKind::kId: return {std::to_string(met.id.value)};
      case AskedItemKind::kCertainty:
        return {"'" + shown(judgedAlone(PlainModel::lifeOf(node), met.scope.valid)) + "'"};
      case AskedItemKind::kValidFrom: return {cellText(PlainModel::lifeOf(node).start_min)};
      case AskedItemKind::kValidTo: return {cellText(PlainModel::lifeOf(node).end_max)};
      default: break;
    }
    const auto history = node.properties.find(item.key);
    if (history == node.properties.end()) return {"null"};
    return {cellText(query::Datum::from(plainReading(history->second, met.scope.valid).value))};
  }

  PlainCell factCell(const AskedItem& item, const MetFact& met) {
    PlainCell out;
    switch (item.kind) {
      case AskedItemKind::kId: return {std::to_string(met.edge.fact.value)};
      case AskedItemKind::kCertainty: return {"'" + shown(Verdict(met.edge.certainty)) + "'"};
      case AskedItemKind::kValidFrom:
        for (const Period& piece : met.edge.best) out.insert(cellText(piece.start_min));
        return out;
      case AskedItemKind::kValidTo:
        for (const Period& piece : met.edge.best) out.insert(cellText(piece.end_max));
        return out;
      case AskedItemKind::kStatus: return {"'" + std::string(statusName(met.edge.status)) + "'"};
      default: break;
    }
    const auto fact = patterns_.under(met.scope).fact(met.edge.fact);
    return {cellText(Instant::fromMicros(fact->believed.from.micros()))};
  }

  PlainPatterns patterns_;
  const AskedQuery& asked_;
  std::size_t rows_max_;
};

}  // namespace

std::optional<std::vector<PlainRow>> plainAnswer(const PlainModel& model, const AskedQuery& asked,
                                                 std::size_t rows_max) {
  try {
    return Answerer(model, asked, rows_max).answer();
  } catch (const TooMany&) {
    return std::nullopt;
  }
}

std::string cellText(Instant instant) { return instant.isFinite() ? formatIso(instant) : "null"; }

std::string cellText(const query::Datum& value) {
  using query::Kind;
  switch (value.kind()) {
    case Kind::kDateTime:
      return cellText(Instant::fromMicros(value.asDateTime().utc_seconds * kMicrosPerSecond +
                                          value.asDateTime().nanos / 1'000));
    case Kind::kList: {
      std::string out;
      for (const query::Datum& one : value.asList()) out += (out.empty() ? "" : ", ") + cellText(one);
      return "[" + out + "]";
    }
    default: return query::toCypherText(value);
  }
}

}  // namespace tenure::testing
