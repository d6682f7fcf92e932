// Cursors: operators at work. A cursor writes its row into the slots of the execution and says whether there
// is one; `open` starts it (again) over what the frame holds.
//
// Thread rules: those of the execution.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "engine/query/executor/batch.h"
#include "engine/query/executor/execution.h"
#include "engine/query/planner/plan.h"
#include "schema/result.h"

namespace tenure::query {

/// The slot in which the rows of a batch differ.
struct NodeColumn {
  bound::Slot slot = bound::kNoSlot;  ///< kNoSlot: no batches here
  bool as_id = false;                 ///< its values are ids (integers), else nodes
  friend bool operator==(const NodeColumn&, const NodeColumn&) = default;
};
/// Rows that come at once, one for each of `nodes`: all other slots that anybody reads stand in the frame,
/// that of the column does not. Borrowed until the next call.
struct NodeBatch {
  std::span<const NodeId> nodes;  ///< empty: there are no more rows
  std::uint32_t scope = 0;        ///< under which they were met
  [[nodiscard]] Datum value(std::size_t row, NodeColumn column) const {
    return column.as_id ? Datum::integer(static_cast<std::int64_t>(nodes[row].value))
                        : Datum::node(nodes[row], scope);
  }
};

class Cursor {
 public:
  Cursor() = default;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  virtual ~Cursor() = default;

  /// Begins over the frame as it stands; may be called again at any time.
  virtual Status open() = 0;
  /// Whether there is another row, which then stands in the frame.
  [[nodiscard]] virtual Result<bool> next() = 0;

  /// Lets go of what belongs to the state of the store that it was opened over, to be opened over another one
  /// in a later run. False where it cannot; then it is not used again.
  [[nodiscard]] virtual bool park() { return false; }

  // Many rows at once, where rows differ in one node alone. Who begins with one of these does not call
  // the others until the next `open`.
  /// Whether there are batches, and of what; from `open` on.
  [[nodiscard]] virtual NodeColumn column() const { return {}; }
  [[nodiscard]] virtual Result<NodeBatch> nextNodes() { return NodeBatch(); }
  /// How many rows `nextNodes` would give now, without listing them; nullopt: there are no more. May be 0.
  [[nodiscard]] virtual Result<std::optional<std::uint64_t>> nextCount();

  // Many rows at once that differ in several columns (batch.h), by the same rule. Where rows differ in one
  // node alone they are also given this way.
  /// Which; from `open` on. Empty: no batches here.
  [[nodiscard]] virtual BatchColumns columns() const;
  [[nodiscard]] virtual Result<Batch> nextBatch();
};
using CursorPtr = std::unique_ptr<Cursor>;

/// The cursor of an operator and of all below it. Both are borrowed and must outlive it.
[[nodiscard]] CursorPtr makeCursor(const plan::Operator& op, Execution& run);

/// EXISTS { } and its like over the frame as it stands.
[[nodiscard]] Result<Datum> runSubquery(const bound::Subquery& subquery, Execution& run);

}  // namespace tenure::query
