// The type of a value in the words of GQL, as `valueType` gives it: "INTEGER NOT NULL",
// "LIST<INTEGER | STRING> NOT NULL", "NULL". Pure; any thread.
#pragma once

#include <string>

#include "engine/query/values/datum.h"

namespace tenure::query {

/// Elements of a list are a union, in the order in which GQL sorts its types; NOT NULL stands at each member
/// where the list holds no null. An empty list is "LIST<NOTHING> NOT NULL".
[[nodiscard]] std::string valueType(const Datum& value);

}  // namespace tenure::query
