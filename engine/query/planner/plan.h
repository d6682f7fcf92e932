// The operator tree of a statement: what the planner makes and the executor runs. Operators work on one frame
// of slots: each writes the slots of what it brings in and asks its input for the next row when it has no
// more. Only those that must hold many rows at once (sorting, grouping, writing) copy the slots that live on.
//
// Plain data, immutable once made; any number of executions on any threads share a plan.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/query/binder/bound_expression.h"
#include "engine/query/binder/bound_query.h"
#include "engine/query/values/aggregates.h"
#include "schema/graph.h"

namespace tenure::query::plan {

using bound::ExpressionPtr;
using bound::Slot;

struct Operator;
using OperatorPtr = std::unique_ptr<Operator>;

/// One row, with what the frame holds already.
struct Argument {};
/// Every node that counts under the scope (with a label, if one is given).
struct NodeScan {
  OperatorPtr input;
  Slot node;
  std::string label;  ///< empty: any
  std::uint32_t scope;
  bool unchecked = false;  ///< a walk from it follows, which no node survives that does not count
};
/// The node that a key leads to, if it counts under the scope.
struct NodeSeek {
  enum class By : std::uint8_t { kInternalId, kExternalId, kIndex, kName };
  OperatorPtr input;
  Slot node;
  By by;
  std::string label;  ///< of kIndex
  std::string key;    ///< of kIndex
  ExpressionPtr value;
  std::uint32_t scope;
  bool unchecked = false;  ///< as NodeScan's
};
/// Checks a node that the frame holds under the scope of a pattern.
struct NodeCheck {
  OperatorPtr input;
  Slot node;
  std::uint32_t scope;
  bool stamps = false;     ///< from here on the node is one that was met under this scope
  bool unchecked = false;  ///< as NodeScan's
  Position at{};
};
/// What a step need not bring, because nothing above it asks (planner/spare.h).
struct Spare {
  bool relationship = false;  ///< the neighbour is enough
  bool one_day = false;       ///< that only where all of a day is asked about: its row is judged as a whole
  bool bounds = false;        ///< its bounds and type are enough, and may come as columns
  bool merges = false;        ///< nothing asks where it came from: rows of several nodes may come together
  bool pairs = false;         ///< likewise, but for the node that the step was made from
  /// Ends (subject, object) of relationships of the same MATCH, type and direction: it may be none of these.
  std::vector<std::pair<Slot, Slot>> apart = {};
};
/// The relationships of a node, one row each.
struct Expand {
  OperatorPtr input;
  Slot from;
  Slot to;
  bool into = false;                ///< `to` is known: only those that lead there
  Slot relationship;                ///< kNoSlot where nothing asks for it
  bool relationship_known = false;  ///< it is in the frame already: only that one
  Direction direction;              ///< as seen from `from`
  std::vector<std::string> types;
  std::vector<Slot> differs;  ///< relationships (or lists of them) of the same MATCH that it may not be
  std::uint32_t scope;
  Position at{};
  Spare spare = {};
};
/// Walks of several relationships.
struct ExpandVariable {
  OperatorPtr input;
  Slot from;
  Slot to;
  bool into = false;
  Slot relationships;  ///< a list
  bool relationships_known = false;
  Direction direction;
  bool reversed = false;  ///< `from` is the right end as written: the list comes in the order of the text
  std::vector<std::string> types;
  std::uint64_t least = 1;
  std::optional<std::uint64_t> most;
  bound::Slot each = bound::kNoSlot;  ///< each relationship while `where` is judged
  ExpressionPtr where;                ///< must hold for each; may be absent
  std::vector<Slot> differs;
  bound::PathMode mode = bound::PathMode::kNone;
  std::uint32_t scope;
  Position at{};
};
struct ShortestPath {
  OperatorPtr input;
  Slot from;
  Slot to;
  Slot relationships;
  Direction direction;
  std::vector<std::string> types;
  std::uint64_t least = 1;
  std::optional<std::uint64_t> most;
  bool all = false;
  bound::Slot each = bound::kNoSlot;
  ExpressionPtr where;
  std::uint32_t scope;
  Position at{};
};
/// Rows whose relationships share an instant (or come in order), as the path mode asks.
struct PathModeCheck {
  OperatorPtr input;
  bound::PathMode mode;
  std::vector<Slot> elements;  ///< nodes and relationships in turn, as PathOf
  std::uint32_t scope;
};
/// DESIGN section 1: as of a time all facts and lifespans of a row share one instant.
struct SharedInstant {
  struct Member {
    Slot slot;
    std::uint32_t scope;  ///< of its pattern, whose system time may be another than that of `scope`
  };
  OperatorPtr input;
  std::vector<Member> nodes;
  std::vector<Member> relationships;
  std::uint32_t scope;                   ///< whose valid time it is
  std::vector<std::string> spared = {};  ///< types of its steps, where each step is spared its relationship
};
/// The rows of `inner` for each belief within a range of system time, those alone in which something is of a
/// version that was not believed at the instant before.
struct SystemVersions {
  OperatorPtr input;
  OperatorPtr inner;
  std::uint32_t scope;         ///< whose system time is the range
  std::vector<Slot> elements;  ///< nodes, relationships and lists of these that are asked for under it
};
struct Filter {
  OperatorPtr input;
  ExpressionPtr predicate;
};
struct Project {
  OperatorPtr input;
  std::vector<std::pair<Slot, ExpressionPtr>> items;
};
using bound::AggregateItem;
struct Aggregate {
  OperatorPtr input;
  std::vector<std::pair<Slot, ExpressionPtr>> keys;
  std::vector<AggregateItem> items;
};
struct SortKey {
  ExpressionPtr value;
  bool descending = false;
};
struct Sort {
  OperatorPtr input;
  std::vector<SortKey> keys;
  std::vector<Slot> live;  ///< what must come out again
  ExpressionPtr at_most;   ///< SKIP + LIMIT where both are known to follow; may be absent
};
struct Distinct {
  OperatorPtr input;
  std::vector<Slot> slots;
};
struct Skip {
  OperatorPtr input;
  ExpressionPtr count;
};
struct Limit {
  OperatorPtr input;
  ExpressionPtr count;
  bool drain = false;  ///< the input writes: it is run to its end all the same
};
struct Unwind {
  OperatorPtr input;
  ExpressionPtr list;
  Slot slot;
};
/// The rows of `inner` over each row; one row with nulls where there is none.
struct Optional {
  OperatorPtr input;
  OperatorPtr inner;
  std::vector<Slot> nulls;
};
/// The rows of `inner` over each row. Without columns (a subquery that returns nothing): the row itself,
/// once.
struct Apply {
  OperatorPtr input;
  OperatorPtr inner;
  bool unit = false;
  bool eager = false;      ///< it writes: all input rows come first
  std::vector<Slot> live;  ///< of the input, where eager
};
/// Branch after branch over the same argument, each writing the same columns.
struct Union {
  std::vector<OperatorPtr> branches;
  std::vector<std::vector<Slot>> columns;  ///< of each branch
  std::vector<Slot> into;
};
struct CallProcedure {
  OperatorPtr input;
  std::shared_ptr<const bound::ProcedureCall> call;
};
struct LoadCsv {
  OperatorPtr input;
  ExpressionPtr from;
  ExpressionPtr terminator;  ///< may be absent
  bool headers = false;
  Slot slot;
};
/// One statement about the schema; no rows.
struct ChangeSchema {
  OperatorPtr input;
  std::shared_ptr<const bound::SchemaChange> change;
};
/// A clause that writes: takes all its rows first, then writes for each, then hands them on.
struct Write {
  OperatorPtr input;
  std::vector<Slot> live;
  std::shared_ptr<const bound::WriteClause> clause;
  OperatorPtr match;  ///< of MERGE: finds the pattern over one row
  /// Of FOREACH: the same for each MERGE in it, in the order of the text.
  std::vector<std::pair<const bound::Merge*, OperatorPtr>> matches;
};

struct Operator {
  using Variant =
      std::variant<Argument, NodeScan, NodeSeek, NodeCheck, Expand, ExpandVariable, ShortestPath,
                   PathModeCheck, SharedInstant, SystemVersions, Filter, Project, Aggregate, Sort, Distinct,
                   Skip, Limit, Unwind, Optional, Apply, Union, CallProcedure, LoadCsv, ChangeSchema, Write>;
  Variant what;
  double rows = 1;  ///< estimated
  Position at;
};

template <class T>
[[nodiscard]] OperatorPtr make(T what, Position at = {}) {
  auto op = std::make_unique<Operator>();
  if constexpr (requires { what.at; }) what.at = at;  // its cursor has errors of its own
  op->what = std::move(what);
  op->at = at;
  return op;
}

}  // namespace tenure::query::plan

namespace tenure::query {

/// What an expression runs over its row: EXISTS { }, COUNT { }, COLLECT { }, pattern comprehensions.
struct Subplan {
  plan::OperatorPtr root;
  std::vector<bound::Slot> uses;  ///< slots of the outer row that it reads
};

}  // namespace tenure::query
