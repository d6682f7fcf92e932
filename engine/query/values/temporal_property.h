// The parts of dates, times and durations by name: d.year, t.offset, p.monthsOfYear.
//
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "engine/query/values/datum.h"

namespace tenure::query {

/// Null for a name that the kind does not have. `temporal` is a date, time or duration.
[[nodiscard]] Datum temporalProperty(const Datum& temporal, std::string_view name);

}  // namespace tenure::query
