// Dates, times and durations as texts in ISO 8601, into values: what cells of typed columns and our JSON
// hold. (Validities are EDTF, and schema/ reads those.) Pure functions; any thread.
#pragma once

#include <string_view>

#include "schema/catalog.h"
#include "schema/instant.h"
#include "schema/result.h"
#include "schema/value.h"

namespace tenure::interchange {

/// `text` as a value of `type`, one of kDate, kLocalTime, kTime, kLocalDateTime, kDateTime, kDuration:
/// everything that toText writes of such a value, and the same with seconds left out, with up to nine
/// decimals, with a lower offset ("+01"). kParse with the reason.
[[nodiscard]] Result<Value> parseTimeValue(ValueType type, std::string_view text);

/// An instant exactly as formatIso writes it, "-inf" and "+inf" included; any other spelling is kParse, so
/// that reading and writing give the same bytes.
[[nodiscard]] Result<Instant> parseIsoInstant(std::string_view text);
[[nodiscard]] Result<SystemInstant> parseIsoSystemInstant(std::string_view text);

}  // namespace tenure::interchange
