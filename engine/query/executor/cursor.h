// Cursors: operators at work. A cursor writes its row into the slots of the execution and says whether there
// is one; `open` starts it (again) over what the frame holds.
//
// Thread rules: those of the execution.
#pragma once

#include <memory>

#include "engine/query/executor/execution.h"
#include "engine/query/planner/plan.h"
#include "schema/result.h"

namespace tenure::query {

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
};
using CursorPtr = std::unique_ptr<Cursor>;

/// The cursor of an operator and of all below it. Both are borrowed and must outlive it.
[[nodiscard]] CursorPtr makeCursor(const plan::Operator& op, Execution& run);

/// EXISTS { } and its like over the frame as it stands.
[[nodiscard]] Result<Datum> runSubquery(const bound::Subquery& subquery, Execution& run);

}  // namespace tenure::query
