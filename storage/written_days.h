// A validity as most are written, "2014-10-28/2018", "2014/..", "2014-10", as its shape and two days, from
// which both its text and its bounds follow exactly. Years 0000 to 9999, months and days; nothing qualified,
// no time of day, nothing derived: such a validity has no code here, and its record says it in full.
//
//     shape  := end (3 bits) | start (3 bits) << 3 | 40 end dates are exclusive
//     end    := 0 blank | 1 ".." | 2 year | 3 month | 4 day | 5 there is no "/"        start: 0 to 4 of these
//     start  := the first day that the start can be; without a date there the day after the last that the
//               end can be; 0 without any date
//     length := from there to the day after the last that the end can be; 0 unless both are dates
//
// Days since 1970-01-01. Shape 5, nothing at all, is timeless. The bounds are those of the table in the
// design: they belong to the format of the database, and stay when a later grammar reads a text otherwise.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "schema/validity.h"

namespace tenure::storage {

struct WrittenDays {
  std::int32_t start = 0;
  std::uint32_t length = 0;
  std::uint8_t shape = 0;
  friend bool operator==(const WrittenDays&, const WrittenDays&) = default;
};

/// nullopt unless `validityOf` gives exactly this validity back: text, bounds and convention.
[[nodiscard]] std::optional<WrittenDays> writtenDays(const Validity& validity);
/// Whether some validity has this code: numbers from a disk may be any.
[[nodiscard]] bool isOfValidity(const WrittenDays& days);
/// Of days that are of a validity.
[[nodiscard]] Validity validityOf(const WrittenDays& days);

}  // namespace tenure::storage
