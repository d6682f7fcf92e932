// Dates and times moved by durations, and durations between them.
#include <utility>

#include "engine/query/query_error.h"
#include "engine/query/values/duration_value.h"
#include "engine/query/values/temporal_value.h"

namespace tenure::query {

namespace {

/// No date is further from another.
constexpr std::int64_t kMonthsFarthest = 2 * (kYearMax + 1) * 12;
constexpr std::int64_t kDaysFarthest = kMonthsFarthest * 31;

bool beyond(std::int64_t value, std::int64_t most) { return value > most || value < -most; }

std::int64_t plusMonthsOf(std::int64_t day, std::int64_t months) {
  return daysFromCivil(plusMonths(civilFromDays(day), months));
}

/// A moment by a clock without a zone: days, and nanoseconds since midnight.
struct Local {
  std::int64_t day = 0;
  std::int64_t nanos = 0;
  friend auto operator<=>(const Local&, const Local&) = default;
};

__extension__ typedef __int128 Wide;  // both compilers have it

/// Seconds and nanoseconds of a duration, sign applied, as nanoseconds of a day and whole days.
Local splitClock(const Duration& duration, int sign) {
  const Wide nanos = (static_cast<Wide>(duration.seconds) * kNanosPerSecond + duration.nanos) * sign;
  Wide days = nanos / kNanosPerDay;
  Wide rest = nanos % kNanosPerDay;
  if (rest < 0) {
    rest += kNanosPerDay;
    --days;
  }
  return {static_cast<std::int64_t>(days), static_cast<std::int64_t>(rest)};
}

/// Later by a time of day, with what goes over midnight.
Local plusClock(Local at, Local clock) {
  at.nanos += clock.nanos;
  at.day += clock.day + at.nanos / kNanosPerDay;
  at.nanos %= kNanosPerDay;
  return at;
}

/// Months and days; false where no date is so far.
bool moveDate(std::int64_t& day, const Duration& duration, int sign) {
  if (beyond(duration.months, kMonthsFarthest) || beyond(duration.days, kDaysFarthest) ||
      beyond(duration.seconds / kSecondsPerDay, kDaysFarthest))
    return false;
  day = plusMonthsOf(day, duration.months * sign) + duration.days * sign;
  return true;
}

}  // namespace

Result<Datum> moveTemporal(const Datum& temporal, const Duration& duration, int sign) {
  TemporalParts parts = partsOf(temporal);
  if (!parts.day) {
    parts.nanos = plusClock({0, *parts.nanos}, splitClock(duration, sign)).nanos;
    return assemble(temporal.kind(), parts);
  }
  if (!moveDate(*parts.day, duration, sign)) return temporalOutOfRange();
  if (temporal.kind() == Kind::kDate) {
    *parts.day += sign * (duration.seconds / kSecondsPerDay);
    return assemble(Kind::kDate, parts);
  }
  const Local clock = splitClock(duration, sign);
  if (temporal.kind() == Kind::kLocalDateTime) {
    const Local moved = plusClock({*parts.day, *parts.nanos}, clock);
    parts.day = moved.day;
    parts.nanos = moved.nanos;
    return assemble(Kind::kLocalDateTime, parts);
  }
  // The zone's clock says where months and days lead to, the instant what the seconds add.
  const Zone& zone = *parts.zone;
  const ResolvedLocal dated =
      resolveLocal(zone, *parts.day * kSecondsPerDay + *parts.nanos / kNanosPerSecond, parts.offset_seconds);
  const Local instant = plusClock(
      {floorDivide(dated.utc_seconds, kSecondsPerDay),
       floorModulo(dated.utc_seconds, kSecondsPerDay) * kNanosPerSecond + *parts.nanos % kNanosPerSecond},
      clock);
  if (!dayInRange(instant.day)) return temporalOutOfRange();
  const std::int64_t utc_seconds = instant.day * kSecondsPerDay + instant.nanos / kNanosPerSecond;
  return Datum::dateTime({utc_seconds, static_cast<std::int32_t>(instant.nanos % kNanosPerSecond),
                          offsetAt(zone, utc_seconds), zone.name});
}

namespace {

/// One side of a measurement: its clock in the common zone, and its instant (by that clock where there is
/// none).
struct ReckonedFrom {
  Local local;
  Local instant;
};

Local ofSeconds(std::int64_t seconds, std::int64_t fraction) {
  return {floorDivide(seconds, kSecondsPerDay),
          floorModulo(seconds, kSecondsPerDay) * kNanosPerSecond + fraction};
}

/// `parts` on `day` where they have none, in `zone`, perhaps converted to it.
ReckonedFrom sideOf(const TemporalParts& parts, std::int64_t day, const std::optional<Zone>& zone) {
  const Local local{parts.day.value_or(day), parts.nanos.value_or(0)};
  if (!zone) return {local, local};
  const std::int64_t seconds = local.day * kSecondsPerDay + local.nanos / kNanosPerSecond;
  const std::int64_t fraction = local.nanos % kNanosPerSecond;
  const ResolvedLocal own = resolveLocal(parts.zone ? *parts.zone : *zone, seconds,
                                         parts.zone ? parts.offset_seconds : std::nullopt);
  return {ofSeconds(own.utc_seconds + offsetAt(*zone, own.utc_seconds), fraction),
          ofSeconds(own.utc_seconds, fraction)};
}

std::int64_t monthsBetween(const Local& a, const Local& b) {
  const CivilDate from = civilFromDays(a.day);
  const CivilDate to = civilFromDays(b.day);
  std::int64_t months = (to.year - from.year) * 12 + (to.month - from.month);
  const std::pair from_rest(from.day, a.nanos);
  const std::pair to_rest(to.day, b.nanos);
  if (months > 0 && to_rest < from_rest) --months;
  if (months < 0 && to_rest > from_rest) ++months;
  return months;
}

std::int64_t daysBetween(const Local& a, const Local& b) {
  std::int64_t days = b.day - a.day;
  if (days > 0 && b.nanos < a.nanos) --days;
  if (days < 0 && b.nanos > a.nanos) ++days;
  return days;
}

void setClock(const Local& from, const Local& to, Duration& out) {
  const std::int64_t nanos = to.nanos - from.nanos;
  out.seconds = (to.day - from.day) * kSecondsPerDay + floorDivide(nanos, kNanosPerSecond);
  out.nanos = static_cast<std::int32_t>(floorModulo(nanos, kNanosPerSecond));
}

/// The instant of a clock's time in the common zone.
Local instantOf(const Local& local, const std::optional<Zone>& zone) {
  if (!zone) return local;
  const ResolvedLocal resolved =
      resolveLocal(*zone, local.day * kSecondsPerDay + local.nanos / kNanosPerSecond);
  return ofSeconds(resolved.utc_seconds, local.nanos % kNanosPerSecond);
}

}  // namespace

Result<Duration> durationBetween(const Datum& a, const Datum& b, DurationUnit unit) {
  const TemporalParts a_parts = partsOf(a);
  const TemporalParts b_parts = partsOf(b);
  const std::optional<Zone> zone = a_parts.zone ? a_parts.zone : b_parts.zone;
  const std::int64_t day = a_parts.day ? *a_parts.day : b_parts.day.value_or(0);
  const ReckonedFrom from = sideOf(a_parts, day, zone);
  const ReckonedFrom to = sideOf(b_parts, day, zone);
  const bool dated = a_parts.day && b_parts.day;
  Duration out;
  if (unit == DurationUnit::kSeconds || (unit == DurationUnit::kAll && !dated)) {
    setClock(from.instant, to.instant, out);
    return out;
  }
  if (!dated) return out;
  if (unit == DurationUnit::kDays) {
    out.days = daysBetween(from.local, to.local);
    return out;
  }
  out.months = monthsBetween(from.local, to.local);
  if (unit == DurationUnit::kMonths) return out;
  Local reached{plusMonthsOf(from.local.day, out.months), from.local.nanos};
  out.days = daysBetween(reached, to.local);
  reached.day += out.days;
  setClock(out.months == 0 && out.days == 0 ? from.instant : instantOf(reached, zone), to.instant, out);
  return out;
}

}  // namespace tenure::query
