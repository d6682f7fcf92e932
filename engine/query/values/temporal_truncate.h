// `date.truncate('month', value, {day: 2})` and its like: a value cut to the beginning of a unit, and then
// some parts set.
//
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "engine/query/values/temporal_map.h"

namespace tenure::query {

/// `value`, a date or time, cut to `unit` as a `kind`. Units: millennium, century, decade, year, weekYear,
/// quarter, month, week, day, hour, minute, second, millisecond, microsecond; a time of day takes day and
/// smaller ones, a date day and greater ones. `map` may be null.
[[nodiscard]] Result<Datum> truncateTemporal(Kind kind, std::string_view unit, const Datum& value,
                                             const Datum& map, const TemporalDefaults& defaults);

}  // namespace tenure::query
