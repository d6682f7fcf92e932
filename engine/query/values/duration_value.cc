#include "engine/query/values/duration_value.h"

#include <cmath>
#include <string>

#include "engine/query/query_error.h"
#include "engine/query/values/temporal_value.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

constexpr long double kSecondsPerMonth = 2'629'746;

Error durationOverflow() {
  return valueError(ErrorClass::kArithmeticError, "IntegerOverflow", "a duration's parts have 64 bits");
}

/// `value` towards zero as an integer, taken off `value`; false beyond 64 bits.
bool takeWhole(long double& value, std::int64_t& out) {
  constexpr long double kLimit = 9.2e18L;
  if (!(std::fabs(value) < kLimit)) return false;
  const long double whole = std::trunc(value);
  out = static_cast<std::int64_t>(whole);
  value -= whole;
  return true;
}

/// Of seconds with a fraction, exact in nanoseconds where the fraction alone is given.
bool setSeconds(std::int64_t whole, long double fraction_nanos, Duration& out) {
  const long double rounded = std::nearbyint(fraction_nanos);
  long double rest = rounded;
  std::int64_t nanos = 0;
  if (!takeWhole(rest, nanos)) return false;
  if (__builtin_add_overflow(whole, floorDivide(nanos, kNanosPerSecond), &out.seconds)) return false;
  out.nanos = static_cast<std::int32_t>(floorModulo(nanos, kNanosPerSecond));
  return true;
}

/// Months, days and seconds with fractions, the nanoseconds apart so that they stay exact.
Result<Duration> cascade(long double months, long double days, long double seconds, long double nanos) {
  Duration out;
  if (!takeWhole(months, out.months)) return durationOverflow();
  long double of_month = months * kSecondsPerMonth;
  const long double month_days = std::trunc(of_month / kSecondsPerDay);
  of_month -= month_days * kSecondsPerDay;
  days += month_days;
  if (!takeWhole(days, out.days)) return durationOverflow();
  seconds += days * kSecondsPerDay + of_month;
  std::int64_t whole = 0;
  if (!takeWhole(seconds, whole)) return durationOverflow();
  if (!setSeconds(whole, seconds * kNanosPerSecond + nanos, out)) return durationOverflow();
  return out;
}

}  // namespace

Result<Duration> durationOf(const DurationParts& p, long double factor) {
  const long double months = p.years * 12 + p.quarters * 3 + p.months;
  const long double days = p.weeks * 7 + p.days;
  const long double seconds = p.hours * 3600 + p.minutes * 60 + p.seconds;
  const long double nanos = p.milliseconds * 1'000'000 + p.microseconds * 1'000 + p.nanoseconds;
  return cascade(months * factor, days * factor, seconds * factor, nanos * factor);
}

Result<Duration> durationFromMap(const Datum& map) {
  struct Field {
    std::string_view name;
    long double DurationParts::*part;
  };
  static constexpr Field kFields[] = {
      {"years", &DurationParts::years},
      {"quarters", &DurationParts::quarters},
      {"months", &DurationParts::months},
      {"weeks", &DurationParts::weeks},
      {"days", &DurationParts::days},
      {"hours", &DurationParts::hours},
      {"minutes", &DurationParts::minutes},
      {"seconds", &DurationParts::seconds},
      {"milliseconds", &DurationParts::milliseconds},
      {"microseconds", &DurationParts::microseconds},
      {"nanoseconds", &DurationParts::nanoseconds},
  };
  DurationParts parts;
  for (const auto& [key, value] : map.asMap()) {
    const Field* found = nullptr;
    for (const Field& field : kFields)
      if (field.name == key) found = &field;
    if (found == nullptr)
      return invalidTemporal(quoted(key) + " is no part of a duration, such as years, days, seconds");
    if (!value.isNumber()) return invalidTemporal("the " + key + " of a duration are a number");
    parts.*found->part = value.kind() == Kind::kInteger ? static_cast<long double>(value.asInteger())
                                                        : static_cast<long double>(value.asFloat());
  }
  return durationOf(parts);
}

Duration lastingMicros(std::int64_t micros) {
  constexpr std::int64_t kDayMicros = 86'400'000'000;
  const std::int64_t rest = micros % kDayMicros;
  return {0, micros / kDayMicros, rest / 1'000'000, static_cast<std::int32_t>(rest % 1'000'000 * 1'000)};
}

Result<Duration> addDurations(const Duration& a, const Duration& b) {
  Duration out;
  const std::int64_t nanos = std::int64_t{a.nanos} + b.nanos;
  if (__builtin_add_overflow(a.months, b.months, &out.months) ||
      __builtin_add_overflow(a.days, b.days, &out.days) ||
      __builtin_add_overflow(a.seconds, b.seconds, &out.seconds) ||
      __builtin_add_overflow(out.seconds, nanos / kNanosPerSecond, &out.seconds))
    return durationOverflow();
  out.nanos = static_cast<std::int32_t>(nanos % kNanosPerSecond);
  return out;
}

Result<Duration> negateDuration(const Duration& duration) {
  Duration out;
  if (__builtin_sub_overflow(0, duration.months, &out.months) ||
      __builtin_sub_overflow(0, duration.days, &out.days) ||
      __builtin_sub_overflow(duration.nanos > 0 ? -1 : 0, duration.seconds, &out.seconds))
    return durationOverflow();
  out.nanos = duration.nanos > 0 ? static_cast<std::int32_t>(kNanosPerSecond - duration.nanos) : 0;
  return out;
}

Result<Duration> subtractDurations(const Duration& a, const Duration& b) {
  TENURE_ASSIGN(const Duration negative, negateDuration(b));
  return addDurations(a, negative);
}

Result<Duration> scaleDuration(const Duration& d, double factor) {
  const auto by = static_cast<long double>(factor);
  return cascade(static_cast<long double>(d.months) * by, static_cast<long double>(d.days) * by,
                 static_cast<long double>(d.seconds) * by, static_cast<long double>(d.nanos) * by);
}

Result<Duration> divideDuration(const Duration& d, double divisor) {
  if (divisor == 0)
    return valueError(ErrorClass::kArithmeticError, "DivisionByZero", "a duration has no quotient by zero");
  const auto by = static_cast<long double>(divisor);
  return cascade(static_cast<long double>(d.months) / by, static_cast<long double>(d.days) / by,
                 static_cast<long double>(d.seconds) / by, static_cast<long double>(d.nanos) / by);
}

}  // namespace tenure::query
