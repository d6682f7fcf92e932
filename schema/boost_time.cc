#include "schema/boost_time.h"

#include <exception>

namespace tenure {

namespace {

namespace greg = boost::gregorian;
namespace posix = boost::posix_time;

constexpr std::int64_t kBoostFirstYear = 1400;
constexpr std::int64_t kBoostLastYear = 9999;

Error notADate() { return {ErrorCode::kInvalidArgument, "not_a_date_time stands for no date"}; }

Error nullPeriod() {
  return {ErrorCode::kInvalidArgument, "a null period (its end is not after its start) stands for no time"};
}

/// Runs `convert`, and turns what Boost throws into an error.
template <class T, class Convert>
Result<T> guarded(Convert&& convert) {
  try {
    return convert();
  } catch (const std::exception& thrown) {
    return Error(ErrorCode::kOutOfRange, std::string("Boost.Date_Time refuses it: ") + thrown.what());
  }
}

CivilDate plainDay(const greg::date& date) {
  const auto ymd = date.year_month_day();
  return {static_cast<int>(ymd.year), static_cast<std::uint8_t>(ymd.month.as_number()),
          static_cast<std::uint8_t>(ymd.day.as_number())};
}

template <class BoostPeriod>
Result<Range> rangeOf(const BoostPeriod& period) {
  return guarded<Range>([&]() -> Result<Range> {
    TENURE_ASSIGN(const Instant start, instantFromBoost(period.begin()));
    TENURE_ASSIGN(const Instant end, instantFromBoost(period.end()));
    if (start >= end) return nullPeriod();
    return Range{start, end};
  });
}

}  // namespace

Result<CivilDate> civilFromBoost(const greg::date& date) {
  return guarded<CivilDate>([&]() -> Result<CivilDate> {
    if (date.is_not_a_date()) return notADate();
    if (date.is_infinity()) return Error(ErrorCode::kInvalidArgument, "an infinity is no calendar day");
    return plainDay(date);
  });
}

Result<Instant> instantFromBoost(const greg::date& date) {
  return guarded<Instant>([&]() -> Result<Instant> {
    if (date.is_not_a_date()) return notADate();
    if (date.is_pos_infinity()) return Instant::plusInfinity();
    if (date.is_neg_infinity()) return Instant::minusInfinity();
    return midnight(plainDay(date));
  });
}

Result<Instant> instantFromBoost(const posix::ptime& time) {
  return guarded<Instant>([&]() -> Result<Instant> {
    if (time.is_not_a_date_time()) return notADate();
    if (time.is_pos_infinity()) return Instant::plusInfinity();
    if (time.is_neg_infinity()) return Instant::minusInfinity();
    TENURE_ASSIGN(const Instant day, midnight(plainDay(time.date())));
    return day.plusMicros(time.time_of_day().total_microseconds());
  });
}

Result<Range> rangeFromBoost(const greg::date_period& period) { return rangeOf(period); }
Result<Range> rangeFromBoost(const posix::time_period& period) { return rangeOf(period); }

Result<greg::date> boostDate(const CivilDate& date) {
  if (!isValid(date))
    return Error(ErrorCode::kInvalidArgument, formatCivil(date) + " is no day of the calendar");
  if (date.year < kBoostFirstYear || date.year > kBoostLastYear) {
    return Error(ErrorCode::kOutOfRange,
                 formatCivil(date) + " is outside the years 1400 to 9999 of Boost.Date_Time");
  }
  return guarded<greg::date>([&]() -> Result<greg::date> {
    return greg::date(static_cast<greg::greg_year::value_type>(date.year), date.month, date.day);
  });
}

Result<greg::date> boostDate(Instant instant) {
  if (instant == Instant::plusInfinity()) return greg::date(boost::date_time::pos_infin);
  if (instant == Instant::minusInfinity()) return greg::date(boost::date_time::neg_infin);
  return boostDate(dayOf(instant));
}

Result<posix::ptime> boostTime(Instant instant) {
  if (instant == Instant::plusInfinity()) return posix::ptime(boost::date_time::pos_infin);
  if (instant == Instant::minusInfinity()) return posix::ptime(boost::date_time::neg_infin);
  const CivilDate day = dayOf(instant);
  TENURE_ASSIGN(const greg::date date, boostDate(day));
  const std::int64_t micros = instant.micros() - daysFromCivil(day) * kMicrosPerDay;
  return guarded<posix::ptime>(
      [&]() -> Result<posix::ptime> { return posix::ptime(date, posix::microseconds(micros)); });
}

Result<posix::time_period> boostTimePeriod(const Range& range) {
  if (range.start >= range.end) return nullPeriod();
  TENURE_ASSIGN(const posix::ptime start, boostTime(range.start));
  TENURE_ASSIGN(const posix::ptime end, boostTime(range.end));
  return guarded<posix::time_period>(
      [&]() -> Result<posix::time_period> { return posix::time_period(start, end); });
}

Result<greg::date_period> boostDatePeriod(const Range& range) {
  if (range.start >= range.end) return nullPeriod();
  for (const Instant end : {range.start, range.end}) {
    if (end.isFinite() && end.micros() % kMicrosPerDay != 0) {
      return Error(ErrorCode::kInvalidArgument,
                   formatIso(end) + " is not at midnight, so it ends no period of days");
    }
  }
  TENURE_ASSIGN(const greg::date start, boostDate(range.start));
  TENURE_ASSIGN(const greg::date end, boostDate(range.end));
  return guarded<greg::date_period>(
      [&]() -> Result<greg::date_period> { return greg::date_period(start, end); });
}

}  // namespace tenure
