// Boost.Date_Time at the public door: its dates, times and periods to and from ours. The only header that
// includes Boost.Date_Time.
//
// Boost's calendar reaches from 1400-01-01 to 9999-12-31: what is outside is kOutOfRange and names the date.
// `pos_infin` and `neg_infin` are our infinities where the other side has them; `not_a_date_time` is refused
// (kInvalidArgument). Boost throws; nothing thrown leaves these functions. A ptime is taken as UTC.
// Pure functions; thread-safe.
#pragma once

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include "schema/validity.h"

namespace tenure {

/// A calendar day. kInvalidArgument for the three special values: a day is not infinite.
[[nodiscard]] Result<CivilDate> civilFromBoost(const boost::gregorian::date& date);
/// Midnight at which the date begins; the infinities are ours.
[[nodiscard]] Result<Instant> instantFromBoost(const boost::gregorian::date& date);
[[nodiscard]] Result<Instant> instantFromBoost(const boost::posix_time::ptime& time);
/// A half-open range, as Boost's periods are. kInvalidArgument for a null period (empty or reversed).
[[nodiscard]] Result<Range> rangeFromBoost(const boost::gregorian::date_period& period);
[[nodiscard]] Result<Range> rangeFromBoost(const boost::posix_time::time_period& period);

[[nodiscard]] Result<boost::gregorian::date> boostDate(const CivilDate& date);
/// The UTC day that contains the instant.
[[nodiscard]] Result<boost::gregorian::date> boostDate(Instant instant);
[[nodiscard]] Result<boost::posix_time::ptime> boostTime(Instant instant);
[[nodiscard]] Result<boost::posix_time::time_period> boostTimePeriod(const Range& range);
/// kInvalidArgument where an end is not at midnight.
[[nodiscard]] Result<boost::gregorian::date_period> boostDatePeriod(const Range& range);

}  // namespace tenure
