#include "tests/tck/cell_match.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tenure::tck {

namespace {

using query::Datum;
using query::Kind;

/// Whether each of `count` expected things has an actual one of its own. Things that are expected are
/// concrete, so whatever matches two of them matches both in the same way, and taking the first is enough.
Result<bool> matchInAnyOrder(std::size_t count,
                             const std::function<Result<bool>(std::size_t, std::size_t)>& match) {
  std::vector<bool> taken(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    bool found = false;
    for (std::size_t j = 0; j < count && !found; ++j) {
      if (taken[j]) continue;
      TENURE_ASSIGN(found, match(i, j));
      if (found) taken[j] = true;
    }
    if (!found) return false;
  }
  return true;
}

class Matcher {
 public:
  Matcher(query::EntityReader& entities, const MatchRules& rules) : entities_(entities), rules_(rules) {}

  Result<bool> value(const Cell& expected, const Datum& actual) {
    switch (expected.kind) {
      case Cell::Kind::kNull: return actual.isNull();
      case Cell::Kind::kBoolean:
        return actual.kind() == Kind::kBoolean && actual.asBoolean() == expected.boolean;
      case Cell::Kind::kInteger:
        return actual.kind() == Kind::kInteger && actual.asInteger() == expected.integer;
      case Cell::Kind::kFloat:
        return actual.kind() == Kind::kFloat && sameFloat(expected.floating, actual.asFloat());
      case Cell::Kind::kString: return sameText(expected.text, actual);
      case Cell::Kind::kList: return list(expected, actual);
      case Cell::Kind::kMap:
        if (actual.kind() != Kind::kMap) return false;
        return entries(expected, actual.asMap());
      case Cell::Kind::kNode: return node(expected, actual);
      case Cell::Kind::kRelationship: return relationship(expected, actual);
      case Cell::Kind::kPath: return path(expected, actual);
    }
    return false;
  }

 private:
  static bool sameFloat(double expected, double actual) {
    return expected == actual || (std::isnan(expected) && std::isnan(actual));
  }

  static bool sameText(const std::string& expected, const Datum& actual) {
    switch (actual.kind()) {
      case Kind::kString: return actual.asString() == expected;
      case Kind::kDate:
      case Kind::kLocalTime:
      case Kind::kTime:
      case Kind::kLocalDateTime:
      case Kind::kDateTime:
      case Kind::kDuration: return query::toPlainText(actual) == expected;
      default: return false;
    }
  }

  Result<bool> list(const Cell& expected, const Datum& actual) {
    if (actual.kind() != Kind::kList || actual.asList().size() != expected.items.size()) return false;
    const query::DatumList& items = actual.asList();
    if (rules_.ignore_list_order) {
      return matchInAnyOrder(
          items.size(), [&](std::size_t i, std::size_t j) { return value(expected.items[i], items[j]); });
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      TENURE_ASSIGN(const bool same, value(expected.items[i], items[i]));
      if (!same) return false;
    }
    return true;
  }

  Result<bool> entries(const Cell& expected, const query::DatumMap& actual) {
    if (actual.size() != expected.entries.size()) return false;
    for (const auto& [key, cell] : expected.entries) {
      const auto found =
          std::find_if(actual.begin(), actual.end(), [&](const auto& entry) { return entry.first == key; });
      if (found == actual.end()) return false;
      TENURE_ASSIGN(const bool same, value(cell, found->second));
      if (!same) return false;
    }
    return true;
  }

  Result<bool> node(const Cell& expected, const Datum& actual) {
    if (actual.kind() != Kind::kNode) return false;
    TENURE_ASSIGN(auto parts, entities_.node(actual));
    std::vector<std::string> labels = expected.labels;
    std::sort(labels.begin(), labels.end());
    std::sort(parts.labels.begin(), parts.labels.end());
    if (labels != parts.labels) return false;
    return entries(expected, parts.properties);
  }

  Result<bool> relationship(const Cell& expected, const Datum& actual) {
    if (actual.kind() != Kind::kRelationship) return false;
    TENURE_ASSIGN(const auto parts, entities_.relationship(actual));
    if (parts.type != expected.text) return false;
    return entries(expected, parts.properties);
  }

  Result<bool> path(const Cell& expected, const Datum& actual) {
    if (actual.kind() != Kind::kPath) return false;
    const query::PathValue& walked = actual.asPath();
    if (walked.relationships.size() != expected.forward.size()) return false;
    for (std::size_t i = 0; i < walked.nodes.size(); ++i) {
      TENURE_ASSIGN(const bool same_node, node(expected.items[2 * i], walked.nodes[i]));
      if (!same_node) return false;
      if (i == walked.relationships.size()) break;
      const Datum& step = walked.relationships[i];
      TENURE_ASSIGN(const bool same_step, relationship(expected.items[2 * i + 1], step));
      const NodeId behind =
          expected.forward[i] ? step.asRelationship().subject : step.asRelationship().object;
      if (!same_step || behind != walked.nodes[i].asNode()) return false;
    }
    return true;
  }

  query::EntityReader& entities_;
  const MatchRules& rules_;
};

}  // namespace

Result<bool> matches(const Cell& expected, const Datum& actual, query::EntityReader& entities,
                     const MatchRules& rules) {
  return Matcher(entities, rules).value(expected, actual);
}

Result<bool> rowsMatch(const ExpectedRows& expected, const ActualRows& actual, query::EntityReader& entities,
                       const MatchRules& rules) {
  if (expected.size() != actual.size()) return false;
  const auto row = [&](std::size_t i, std::size_t j) -> Result<bool> {
    if (expected[i].size() != actual[j].size()) return false;
    for (std::size_t column = 0; column < expected[i].size(); ++column) {
      TENURE_ASSIGN(const bool same, matches(expected[i][column], actual[j][column], entities, rules));
      if (!same) return false;
    }
    return true;
  };
  if (!rules.ordered) return matchInAnyOrder(expected.size(), row);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    TENURE_ASSIGN(const bool same, row(i, i));
    if (!same) return false;
  }
  return true;
}

}  // namespace tenure::tck
