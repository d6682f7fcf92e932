// The index of properties by exact value: for each (label, key) of which the schema keeps one, the hash of a
// value and the nodes that ever had it. It says too much and never too little: a node that has lost the value
// stays listed (so that questions about the past find it), two values may have one hash, and whoever looks up
// asks the record as of the system time in question. ADR 0006.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// The hash under which a value is listed. Values that are equal in the query language hash alike: 1 and 1.0,
/// in lists as well.
[[nodiscard]] std::uint64_t indexHash(const Value& value);

/// The index keys of a node under a schema, ascending.
[[nodiscard]] std::vector<std::string> propertyIndexKeys(const Schema& schema, const NodeVersion& node,
                                                         Tokens& tokens);

/// The same for some (label, key) pairs alone.
[[nodiscard]] std::vector<std::string> propertyIndexKeys(const std::vector<PropertyIndex>& indexed,
                                                         const NodeVersion& node, Tokens& tokens);

}  // namespace tenure::storage
