// Finding the node that a text names. Pure function over an immutable view; any thread.
#pragma once

#include <string_view>

#include "engine/traversal/view.h"
#include "schema/ids.h"
#include "schema/result.h"

namespace tenure {

/// A node by external id, else by exact name or alias, as believed under the view's system time. kNotFound;
/// kAmbiguous lists the nodes that fit.
[[nodiscard]] Result<NodeId> findNode(const View& view, std::string_view id_or_name);

}  // namespace tenure
