// The end of a node's or fact's record: the instant from which it is believed, and the seal. Pure functions.
#pragma once

#include <string_view>

#include "schema/graph.h"

namespace tenure::storage {

/// What the reader of a record says of a belief that began at no instant, or not before its end.
inline constexpr const char* kBadBelief = "it was believed from no instant before its end";

/// Reads `from` off the end of a payload and gives the rest. A payload too short for it gives nothing, and a
/// `from` of minus infinity.
[[nodiscard]] std::string_view splitBelieved(std::string_view payload, Believed& believed);

}  // namespace tenure::storage
