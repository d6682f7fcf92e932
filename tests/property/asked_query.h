// Statements that ask in time, as plain data beside the text that asks the same: patterns under scopes of
// their own or the query's, variable lengths, path modes, OPTIONAL MATCH, existence subqueries, groups and
// what is counted in them, and the time functions of what is found. tests/property/random_queries.h makes
// them up, tests/property/plain_queries.h answers the data, the database the text.
//
// Plain values; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/query/parameters.h"
#include "schema/graph.h"
#include "schema/time_scope.h"

namespace tenure::testing {

/// Clauses of time: what they ask, and their text. Without a `valid` or `system` that axis is inherited.
struct AskedScope {
  std::optional<ValidScope> valid;
  bool by_row = false;  ///< valid time is as of the row's `t`
  bool certain = false;
  std::optional<SystemInstant> system;
  std::optional<Range> versions;  ///< each version that is believed within
  std::string text;               ///< "" or " FOR ..."
  [[nodiscard]] bool hasValid() const { return valid.has_value() || by_row; }
  [[nodiscard]] bool hasSystem() const { return system.has_value() || versions.has_value(); }
};

struct AskedNode {
  std::string variable;  ///< empty: none
  std::string label;     ///< empty: any
};
struct AskedStep {
  std::string variable;
  Direction direction = Direction::kOut;
  std::vector<std::string> types;
  bool many = false;  ///< a variable length
  std::uint64_t least = 1;
  std::uint64_t most = 1;
};
enum class AskedMode : std::uint8_t { kNone, kContemporaneous, kChronological };
struct AskedPath {
  std::string variable;
  AskedMode mode = AskedMode::kNone;
  AskedScope scope;
  std::vector<AskedNode> nodes;  ///< one more than steps
  std::vector<AskedStep> steps;
};

/// A condition of WHERE.
struct AskedCondition {
  enum class Kind : std::uint8_t { kCertainty, kExists, kNotExists, kCountAtLeast };
  Kind kind = Kind::kExists;
  std::string variable;       ///< of kCertainty
  std::string certainty;      ///< "certain" or "possible"
  AskedPath path;             ///< of the others
  std::int64_t at_least = 0;  ///< of kCountAtLeast
};

struct AskedMatch {
  bool optional = false;
  std::vector<AskedPath> paths;
  std::vector<AskedCondition> where;
};

/// What is returned of a variable.
enum class AskedItemKind : std::uint8_t {
  kId,
  kCertainty,
  kValidFrom,
  kValidTo,
  kSystemFrom,
  kStatus,
  kProperty,     ///< of `key`
  kIds,          ///< of a list of relationships, or the nodes of a path
  kCertainties,  ///< of a list of relationships, or those of a path
  kCount,        ///< COUNT { path }
};
struct AskedItem {
  AskedItemKind kind = AskedItemKind::kId;
  std::string variable;
  std::string key;
  AskedPath path;
};

/// What is counted in a group, of a node or a relationship.
enum class AskedAggregateKind : std::uint8_t { kCountDistinct, kMin, kMax, kSum, kCertain };
struct AskedAggregate {
  AskedAggregateKind kind = AskedAggregateKind::kCountDistinct;  ///< of ids, but for kCertain
  std::string variable;
};

struct AskedQuery {
  AskedScope whole;
  std::vector<std::string> times;  ///< UNWIND these AS t, in front
  std::vector<Range> time_ranges;  ///< what they stand for
  std::vector<AskedMatch> matches;
  std::vector<AskedItem> items;
  bool counted = false;  ///< the items are grouping keys, with count(*) and `aggregates` beside
  std::vector<AskedAggregate> aggregates;
  query::Parameters parameters;
  [[nodiscard]] std::string text() const;
};

}  // namespace tenure::testing
