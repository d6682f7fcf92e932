// Dates, times and durations in ISO 8601, as openCypher's functions take them from texts.
//
//   date      2015-07-21  20150721  2015-07  201507  2015  2015-W30-2  2015W302  2015-W30  2015W30
//             2015-202  2015202  2015-Q3-21  2015Q321  2015-Q3  2015Q3; with + or - any year, and then
//             hyphens
//   time      21:40:32.142  214032.142  21:40  2140  21
//   zone      Z  +01:00  +0100  +01  +01:00:30, and behind it or alone [Europe/Stockholm]
//   duration  P12Y5M14DT16H12M70S  P2.5W  PT0.75M  P2012-02-02T14:37:21.545, each part with its own sign
//
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "engine/query/values/temporal_value.h"
#include "schema/result.h"

namespace tenure::query {

/// The parts of the text of a `kind`, with exactly the parts that it has; a date where a time of day is
/// missing has midnight, a zone may be missing. Errors: ArgumentError.InvalidArgumentValue with what was
/// expected.
[[nodiscard]] Result<TemporalParts> readTemporal(Kind kind, std::string_view text);
[[nodiscard]] Result<Duration> readDuration(std::string_view text);

}  // namespace tenure::query
