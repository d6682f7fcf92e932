// The parameters of a statement, by name without the $. Plain values.
#pragma once

#include <map>
#include <string>

#include "engine/query/values/datum.h"

namespace tenure::query {

using Parameters = std::map<std::string, Datum, std::less<>>;

}  // namespace tenure::query
