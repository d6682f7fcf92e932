// Clauses after binding: the patterns, projections and writes of a statement in terms of slots. The planner
// decides in which order a pattern is walked; nothing here says how.
//
// Plain data, immutable once bound.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/query/binder/bound_expression.h"
#include "engine/query/values/aggregates.h"
#include "schema/graph.h"

namespace tenure::query {
struct Procedure;  // engine/query/procedures.h
namespace bound {
struct SchemaChange;  // engine/query/binder/bind_schema.h
}
}  // namespace tenure::query

namespace tenure::query::bound {

enum class PathMode : std::uint8_t { kNone, kContemporaneous, kChronological };
enum class Shortest : std::uint8_t { kNone, kOne, kAll };

/// Properties as a pattern states them: entries, or one expression that gives a map (a parameter).
struct PropertiesPattern {
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
  ExpressionPtr map;  ///< may be absent
  Position at;
};

struct NodePattern {
  Slot slot = kNoSlot;
  bool known = false;  ///< bound before this clause
  bool again = false;  ///< an earlier node of this clause brings it in, under another scope
  std::string name;    ///< empty where it has none
  std::uint32_t scope = 0;
  Position at;
};
struct VariableLength {
  std::uint64_t least = 1;
  std::optional<std::uint64_t> most;
};
struct RelationshipPattern {
  Slot slot = kNoSlot;
  bool known = false;
  bool named = false;  ///< something may ask for it
  std::string name;
  std::size_t left = 0;  ///< in Match::nodes, as written
  std::size_t right = 0;
  Direction direction = Direction::kBoth;  ///< as seen from `left`
  std::vector<std::string> types;          ///< empty: any
  std::optional<VariableLength> length;
  PathMode mode = PathMode::kNone;
  Shortest shortest = Shortest::kNone;
  Slot each = kNoSlot;  ///< of a variable length: one relationship while `where` is judged
  ExpressionPtr where;  ///< of a variable length: what must hold for each; may be absent
  std::uint32_t scope = 0;
  Position at;
};
struct PathPattern {
  Slot slot = kNoSlot;  ///< of the path's variable
  PathMode mode = PathMode::kNone;
  std::vector<std::size_t> nodes;          ///< in Match::nodes
  std::vector<std::size_t> relationships;  ///< in Match::relationships
  std::uint32_t scope = 0;
  std::uint32_t valid_scope = 0;  ///< the one whose valid time it is asked under: its own, or the statement's
  std::vector<Slot> time_reads;   ///< what its own clause of time reads
};

/// Of a pattern under FOR SYSTEM_TIME FROM or BETWEEN.
struct Versions {
  std::uint32_t scope;         ///< the one with the range
  std::vector<Slot> elements;  ///< nodes and relationships whose versions count
};

struct Match {
  bool optional = false;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  std::vector<PathPattern> paths;
  std::optional<Versions> versions;
  Expressions predicates;  ///< all must be true: WHERE, labels and properties of the pattern
  std::vector<Slot> introduces;
};
struct Unwind {
  ExpressionPtr list;
  Slot slot;
};
struct LoadCsv {
  ExpressionPtr from;
  ExpressionPtr terminator;
  bool headers = false;
  Slot slot;
};

struct AggregateItem {
  Slot slot;
  const AggregateFunction* function;  ///< nullptr: count(*)
  bool distinct = false;
  Expressions arguments;
};
struct SortItem {
  ExpressionPtr value;
  bool descending = false;
};
/// WITH and RETURN. In this order: group (where there are aggregates), `items`, DISTINCT, WHERE reads the new
/// names, ORDER BY, SKIP, LIMIT.
struct Projection {
  bool aggregates = false;
  std::vector<std::pair<Slot, ExpressionPtr>> keys;
  std::vector<AggregateItem> aggregated;
  std::vector<std::pair<Slot, ExpressionPtr>> items;
  bool distinct = false;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
  ExpressionPtr where;
  std::vector<Slot> columns;       ///< what lives on
  std::vector<std::string> names;  ///< of the columns, as written
};

struct Query;
struct CallSubquery {
  std::unique_ptr<Query> query;
  bool unit = false;  ///< it returns nothing
};

// ---- writing
struct CreatedNode {
  Slot slot;
  bool known = false;
  std::vector<std::string> labels;
  PropertiesPattern properties;
  Position at;
};
struct CreatedRelationship {
  Slot slot;
  Slot subject;
  Slot object;
  std::string type;
  PropertiesPattern properties;
  Position at;
};
struct CreatedPath {
  Slot slot;
  std::vector<Slot> elements;
};
struct Create {
  std::vector<CreatedNode> nodes;
  std::vector<CreatedRelationship> relationships;
  std::vector<CreatedPath> paths;
};
struct SetProperty {
  ExpressionPtr object;
  std::string key;
  ExpressionPtr value;  ///< absent: REMOVE
  Position at;
};
struct SetProperties {
  Slot object;
  bool add = false;
  ExpressionPtr value;
  Position at;
};
struct SetLabels {
  Slot object;
  std::vector<std::string> labels;
  bool remove = false;
  Position at;
};
using SetItem = std::variant<SetProperty, SetProperties, SetLabels>;
struct Portion {
  ExpressionPtr from;
  ExpressionPtr to;
  Position at;
};
struct Set {
  std::optional<Portion> portion;
  std::vector<SetItem> items;
};
struct Merge {
  std::unique_ptr<Match> match;
  Create create;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
struct Delete {
  std::optional<Portion> portion;
  bool detach = false;
  Expressions expressions;
  std::vector<Position> places;
};
struct Foreach;
struct WriteClause {
  std::variant<Create, Merge, Set, Delete, std::unique_ptr<Foreach>> what;
  Position at;
};
struct Foreach {
  ExpressionPtr list;
  Slot slot;
  std::vector<std::shared_ptr<WriteClause>> body;
};

struct ProcedureCall {
  std::shared_ptr<const Procedure> procedure;
  Expressions arguments;
  std::vector<std::pair<std::size_t, Slot>> yields;  ///< which column goes where
  std::uint32_t scope = 0;
  Position at;
};

struct Clause {
  using Variant = std::variant<Match, Unwind, LoadCsv, Projection, CallSubquery,
                               std::shared_ptr<const ProcedureCall>, std::shared_ptr<WriteClause>>;
  Variant what;
  Position at;
  std::vector<Slot> live;  ///< named slots that hold a value before this clause
};

struct SingleQuery {
  std::vector<Clause> clauses;
  std::vector<Slot> columns;  ///< of RETURN
};
struct Query {
  std::vector<SingleQuery> branches;
  bool all = true;            ///< UNION ALL
  std::vector<Slot> columns;  ///< of the whole; those of the one branch where there is one
  std::vector<std::string> names;
  bool writes = false;
};

}  // namespace tenure::query::bound
