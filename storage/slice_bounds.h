// The bounds of the entries of a list (storage/sliced_list.h) that hold in a window, as columns: what
// entriesInWindow tells with everything about each, for lists whose columns tell all there is.
//
// Pure; any thread.
#pragma once

#include <vector>

#include "schema/ids.h"
#include "schema/instant.h"
#include "storage/sliced_list.h"

namespace tenure::storage {

/// Appends the other end, the start and the end of each. False, and nothing is appended, where some entry's
/// bounds are not in the columns or not exact; then entriesInWindow is the way.
[[nodiscard]] bool boundsInWindow(const NodeLine& line, const Window& window, std::vector<NodeId>& nodes,
                                  std::vector<Instant>& starts, std::vector<Instant>& ends);

}  // namespace tenure::storage
