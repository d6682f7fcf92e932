// Dates and times made from maps, {year: 1984, month: 10}, and from other dates and times.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>

#include "engine/query/values/datum.h"
#include "engine/query/values/temporal_value.h"
#include "schema/result.h"

namespace tenure::query {

/// What a map that names no zone means: the default zone, and the instant at which a named zone is asked for
/// its offset where no day is given.
struct TemporalDefaults {
  Zone zone;
  std::int64_t reference_utc = 0;
};

/// The `kind` that a map describes: of the calendar, of weeks (week, dayOfWeek), quarters (quarter,
/// dayOfQuarter) or days of the year (ordinalDay); hour, minute, second, millisecond, microsecond,
/// nanosecond; timezone; the parts that are not given taken from `date`, `time` or `datetime`, other temporal
/// values; a datetime also from epochSeconds or epochMillis. Errors: ArgumentError.InvalidArgumentValue for
/// what is missing, unknown, out of range or contradicts.
[[nodiscard]] Result<Datum> temporalFromMap(Kind kind, const Datum& map, const TemporalDefaults& defaults);

/// `base` with the parts that `map` names; its zone, where it names one, replacing the base's without a
/// conversion. A smaller unit than a second is added to what the base has of the greater ones. For
/// truncation.
[[nodiscard]] Result<Datum> temporalWith(Kind kind, const TemporalParts& base, const Datum& map,
                                         const TemporalDefaults& defaults);

/// `other`, a date or time, as a `kind`.
[[nodiscard]] Result<Datum> temporalFrom(Kind kind, const Datum& other, const TemporalDefaults& defaults);

}  // namespace tenure::query
