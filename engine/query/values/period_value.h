// Periods of valid time as values of the query language, in every form in which a person may give one:
//
//   STRING          EDTF as everywhere: '2014-10-28/2023-02', '2014', 'attested: 2014', '2014/..'
//   DATE            that day; LOCAL DATETIME and ZONED DATETIME: that microsecond (a local one is UTC)
//   MAP             {from: A, to: B} with a text, date or datetime each, end days included. A side that is
//   null or
//                   left out is unknown, '..' is open; {attested: A} or {attested: 'A/B'}
//   RELATIONSHIP    its effective period
//
// Pure functions; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/query/values/datum.h"
#include "schema/result.h"
#include "schema/validity.h"

namespace tenure::query {

/// What a value other than a relationship or null says as a validity, text included: what `_valid` takes.
/// Errors: TypeError.InvalidArgumentType for another kind, ArgumentError.InvalidArgumentValue with the reason
/// for what is no period.
[[nodiscard]] Result<Validity> validityOf(const Datum& value);
/// The same and relationships.
[[nodiscard]] Result<Period> periodOf(const Datum& value);

/// Text that `periodOf` reads: as `describe`, and "../.." for a period that holds always.
[[nodiscard]] Datum toDatum(const Period& period);
/// A list of such texts.
[[nodiscard]] Datum toDatum(const std::vector<Range>& ranges);
/// A datetime in UTC; null for an infinity.
[[nodiscard]] Datum toDatum(Instant instant);
/// {possible: [...], certain: [...]}, each a list of texts.
[[nodiscard]] Datum toDatum(const PeriodSet& set);

}  // namespace tenure::query
