// Who holds the answer of a statement (engine/query/query.h). When it lets go, what the statement ran on may
// be kept for its next run.
#pragma once

#include <memory>

namespace tenure::query {

class Rows;
struct RowsRelease {
  void operator()(Rows* rows) const noexcept;
};
using RowsPtr = std::unique_ptr<Rows, RowsRelease>;

}  // namespace tenure::query
