// What cursors that walk ask of the values in the frame. Only for this folder.
#pragma once

#include <vector>

#include "engine/query/executor/execution.h"

namespace tenure::query {

/// Whether a relationship is among those that the frame holds in `slots`, alone or in lists.
[[nodiscard]] bool isAmong(FactId fact, const std::vector<bound::Slot>& slots, const Execution& run);
/// A pattern starts at a node, not at this.
[[nodiscard]] Error noNode(const Datum& value, Position at);

}  // namespace tenure::query
