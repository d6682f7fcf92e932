// The temporal functions: constructors, clocks, truncation, durations. What they do is in the files of each
// subject; here their arguments are told apart.
#include <string>

#include "engine/query/executor/time_functions.h"
#include "engine/query/values/duration_value.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/iso_text.h"
#include "engine/query/values/temporal_map.h"
#include "engine/query/values/temporal_truncate.h"
#include "engine/query/values/temporal_value.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

std::int64_t utcSeconds(WallTime at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

Result<TemporalDefaults> defaultsOf(const CallContext& context) {
  TemporalDefaults defaults;
  TENURE_ASSIGN(defaults.zone, zoneFrom(context.clock.zone));
  defaults.reference_utc = utcSeconds(context.clock.statement);
  return defaults;
}

/// The moment as a `kind` in a zone.
Result<Datum> momentAs(Kind kind, WallTime at, const Zone& zone) {
  const std::int64_t seconds = utcSeconds(at);
  const auto nanos = static_cast<std::int32_t>(
      (at - std::chrono::sys_time<std::chrono::seconds>(std::chrono::seconds(seconds))).count());
  const Datum instant = Datum::dateTime({seconds, nanos, offsetAt(zone, seconds), zone.name});
  if (kind == Kind::kDateTime) return instant;
  return temporalFrom(kind, instant, {zone, seconds});
}

enum class Clock : std::uint8_t { kTransaction, kStatement, kRealtime };

WallTime read(Clock clock, const CallContext& context) {
  switch (clock) {
    case Clock::kTransaction: return context.clock.transaction;
    case Clock::kStatement: return context.clock.statement;
    case Clock::kRealtime: break;
  }
  return context.clock.realtime();
}

/// date.statement('Europe/Stockholm')
template <Kind kKind, Clock kClock>
Result<Datum> clockFunction(std::span<const Datum> arguments, CallContext& context) {
  TENURE_ASSIGN(Zone zone, zoneFrom(context.clock.zone));
  if (!arguments.empty()) {
    if (!arguments[0].isString()) return wrongKind("a clock", "a time zone", arguments[0]);
    TENURE_ASSIGN(zone, zoneFrom(arguments[0].asString()));
  }
  return momentAs(kKind, read(kClock, context), zone);
}

/// date(), date('2015-07-21'), date({year: 2015}), date(other)
template <Kind kKind>
Result<Datum> construct(std::span<const Datum> arguments, CallContext& context) {
  TENURE_ASSIGN(const TemporalDefaults defaults, defaultsOf(context));
  if (arguments.empty()) return momentAs(kKind, context.clock.statement, defaults.zone);
  const Datum& from = arguments[0];
  if (from.kind() == Kind::kMap) return temporalFromMap(kKind, from, defaults);
  if (isDateOrTime(from.kind())) return temporalFrom(kKind, from, defaults);
  if (!from.isString())
    return wrongKind(std::string(kindName(kKind)) + " function", "a STRING, a MAP or another date or time",
                     from);
  TENURE_ASSIGN(TemporalParts parts, readTemporal(kKind, from.asString()));
  if (!parts.zone) parts.zone = defaults.zone;
  return assemble(kKind, parts, defaults.reference_utc);
}

/// date.truncate('month'), ('month', value), ('month', value, {day: 2})
template <Kind kKind>
Result<Datum> truncate(std::span<const Datum> arguments, CallContext& context) {
  TENURE_ASSIGN(const TemporalDefaults defaults, defaultsOf(context));
  if (!arguments[0].isString()) return wrongKind("truncate", "the name of a unit", arguments[0]);
  if (arguments.size() > 2 && arguments[2].kind() != Kind::kMap)
    return wrongKind("truncate", "a MAP", arguments[2]);
  Datum value;
  if (arguments.size() > 1) {
    value = arguments[1];
  } else {
    TENURE_ASSIGN(value, momentAs(Kind::kDateTime, context.clock.statement, defaults.zone));
  }
  return truncateTemporal(kKind, arguments[0].asString(), value,
                          arguments.size() > 2 ? arguments[2] : Datum(), defaults);
}

Result<Datum> epochOf(std::int64_t seconds, std::int64_t nanos) {
  if (__builtin_add_overflow(seconds, floorDivide(nanos, kNanosPerSecond), &seconds))
    return temporalOutOfRange();
  if (!dayInRange(floorDivide(seconds, kSecondsPerDay))) return temporalOutOfRange();
  return Datum::dateTime({seconds, static_cast<std::int32_t>(floorModulo(nanos, kNanosPerSecond)), 0, {}});
}

Result<Datum> fromEpoch(std::span<const Datum> arguments, CallContext&) {
  for (const Datum& argument : arguments)
    if (argument.kind() != Kind::kInteger) return wrongKind("datetime.fromEpoch", "INTEGERs", argument);
  return epochOf(arguments[0].asInteger(), arguments[1].asInteger());
}

Result<Datum> fromEpochMillis(std::span<const Datum> arguments, CallContext&) {
  if (arguments[0].kind() != Kind::kInteger)
    return wrongKind("datetime.fromEpochMillis", "an INTEGER", arguments[0]);
  const std::int64_t millis = arguments[0].asInteger();
  return epochOf(floorDivide(millis, 1'000), floorModulo(millis, 1'000) * 1'000'000);
}

constexpr KindSet kDurationOf = kinds(Kind::kNode, Kind::kRelationship, Kind::kPath);

/// How long something holds; null where that is not certain.
Result<Datum> durationOfEntity(const Datum& entity, CallContext& context) {
  TENURE_ASSIGN(const auto period, periodMet(entity, context));
  const bool sure = period && period->start_min == period->start_max && period->end_min == period->end_max &&
                    period->start_min.isFinite() && period->end_min.isFinite();
  if (!sure) return Datum();
  return Datum::duration(lastingMicros(period->end_min.micros() - period->start_min.micros()));
}

Result<Datum> makeDuration(std::span<const Datum> arguments, CallContext& context) {
  const Datum& from = arguments[0];
  if (from.kind() == Kind::kDuration) return from;
  if (contains(kDurationOf, from.kind())) return durationOfEntity(from, context);
  if (from.kind() != Kind::kMap && !from.isString()) return wrongKind("duration", "a STRING or a MAP", from);
  TENURE_ASSIGN(const Duration made, from.isString() ? readDuration(from.asString()) : durationFromMap(from));
  return Datum::duration(made);
}

template <DurationUnit kUnit>
Result<Datum> between(std::span<const Datum> arguments, CallContext&) {
  for (const Datum& argument : arguments)
    if (!isDateOrTime(argument.kind())) return wrongKind("a duration between", "dates and times", argument);
  TENURE_ASSIGN(const Duration measured, durationBetween(arguments[0], arguments[1], kUnit));
  return Datum::duration(measured);
}

constexpr KindSet kDatesAndTimes =
    kinds(Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime);
constexpr std::string_view kCategory = "Temporal";

template <Kind kKind>
constexpr ScalarFunction constructor(std::string_view name, std::string_view signature,
                                     std::string_view description) {
  return {.name = name,
          .arity_min = 0,
          .arity_max = 1,
          .accepts = {kDatesAndTimes | kinds(Kind::kString, Kind::kMap), kAnyKind, kAnyKind},
          .returns = kinds(kKind),
          .deterministic = false,
          .call = construct<kKind>,
          .category = kCategory,
          .signature = signature,
          .description = description};
}

template <Kind kKind, Clock kClock>
constexpr ScalarFunction clockOf(std::string_view name, std::string_view signature) {
  return {.name = name,
          .arity_min = 0,
          .arity_max = 1,
          .accepts = {kinds(Kind::kString), kAnyKind, kAnyKind},
          .returns = kinds(kKind),
          .deterministic = false,
          .call = clockFunction<kKind, kClock>,
          .category = kCategory,
          .signature = signature,
          .description = kClock == Clock::kTransaction ? "The moment at which the transaction began."
                         : kClock == Clock::kStatement ? "The moment at which the statement began."
                                                       : "The moment of the call."};
}

template <Kind kKind>
constexpr ScalarFunction truncation(std::string_view name, std::string_view signature) {
  return {.name = name,
          .arity_min = 1,
          .arity_max = 3,
          .accepts = {kinds(Kind::kString), kDatesAndTimes, kinds(Kind::kMap)},
          .returns = kinds(kKind),
          .deterministic = false,
          .call = truncate<kKind>,
          .category = kCategory,
          .signature = signature,
          .description =
              "A value cut to the beginning of a unit such as 'month', then with the parts of the map."};
}

template <DurationUnit kUnit>
constexpr ScalarFunction measure(std::string_view name, std::string_view signature,
                                 std::string_view description) {
  return {.name = name,
          .arity_min = 2,
          .arity_max = 2,
          .accepts = {kDatesAndTimes, kDatesAndTimes, kAnyKind},
          .returns = kinds(Kind::kDuration),
          .call = between<kUnit>,
          .category = kCategory,
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction kTemporalFunctions[] = {
    constructor<Kind::kDate>("date", "date(input :: STRING | MAP | DATE | ...) :: DATE",
                             "A day: of today, of a text, of its parts, or of another date."),
    constructor<Kind::kLocalTime>("localtime",
                                  "localtime(input :: STRING | MAP | LOCAL TIME | ...) :: LOCAL TIME",
                                  "A time of day without a zone."),
    constructor<Kind::kTime>("time", "time(input :: STRING | MAP | ZONED TIME | ...) :: ZONED TIME",
                             "A time of day with an offset."),
    constructor<Kind::kLocalDateTime>(
        "localdatetime", "localdatetime(input :: STRING | MAP | LOCAL DATETIME | ...) :: LOCAL DATETIME",
        "A day and a time of day without a zone."),
    constructor<Kind::kDateTime>("datetime",
                                 "datetime(input :: STRING | MAP | ZONED DATETIME | ...) :: ZONED DATETIME",
                                 "An instant in a zone."),
    clockOf<Kind::kDate, Clock::kTransaction>("date.transaction",
                                              "date.transaction(timezone :: STRING) :: DATE"),
    clockOf<Kind::kDate, Clock::kStatement>("date.statement", "date.statement(timezone :: STRING) :: DATE"),
    clockOf<Kind::kDate, Clock::kRealtime>("date.realtime", "date.realtime(timezone :: STRING) :: DATE"),
    clockOf<Kind::kLocalTime, Clock::kTransaction>("localtime.transaction",
                                                   "localtime.transaction(timezone :: STRING) :: LOCAL TIME"),
    clockOf<Kind::kLocalTime, Clock::kStatement>("localtime.statement",
                                                 "localtime.statement(timezone :: STRING) :: LOCAL TIME"),
    clockOf<Kind::kLocalTime, Clock::kRealtime>("localtime.realtime",
                                                "localtime.realtime(timezone :: STRING) :: LOCAL TIME"),
    clockOf<Kind::kTime, Clock::kTransaction>("time.transaction",
                                              "time.transaction(timezone :: STRING) :: ZONED TIME"),
    clockOf<Kind::kTime, Clock::kStatement>("time.statement",
                                            "time.statement(timezone :: STRING) :: ZONED TIME"),
    clockOf<Kind::kTime, Clock::kRealtime>("time.realtime",
                                           "time.realtime(timezone :: STRING) :: ZONED TIME"),
    clockOf<Kind::kLocalDateTime, Clock::kTransaction>(
        "localdatetime.transaction", "localdatetime.transaction(timezone :: STRING) :: LOCAL DATETIME"),
    clockOf<Kind::kLocalDateTime, Clock::kStatement>(
        "localdatetime.statement", "localdatetime.statement(timezone :: STRING) :: LOCAL DATETIME"),
    clockOf<Kind::kLocalDateTime, Clock::kRealtime>(
        "localdatetime.realtime", "localdatetime.realtime(timezone :: STRING) :: LOCAL DATETIME"),
    clockOf<Kind::kDateTime, Clock::kTransaction>(
        "datetime.transaction", "datetime.transaction(timezone :: STRING) :: ZONED DATETIME"),
    clockOf<Kind::kDateTime, Clock::kStatement>("datetime.statement",
                                                "datetime.statement(timezone :: STRING) :: ZONED DATETIME"),
    clockOf<Kind::kDateTime, Clock::kRealtime>("datetime.realtime",
                                               "datetime.realtime(timezone :: STRING) :: ZONED DATETIME"),
    truncation<Kind::kDate>("date.truncate",
                            "date.truncate(unit :: STRING, input :: DATE | ..., fields :: MAP) :: DATE"),
    truncation<Kind::kLocalTime>(
        "localtime.truncate",
        "localtime.truncate(unit :: STRING, input :: LOCAL TIME | ..., fields :: MAP) :: LOCAL TIME"),
    truncation<Kind::kTime>(
        "time.truncate",
        "time.truncate(unit :: STRING, input :: ZONED TIME | ..., fields :: MAP) :: ZONED TIME"),
    truncation<Kind::kLocalDateTime>(
        "localdatetime.truncate",
        "localdatetime.truncate(unit :: STRING, input :: LOCAL DATETIME | ..., fields :: "
        "MAP) :: LOCAL DATETIME"),
    truncation<Kind::kDateTime>(
        "datetime.truncate",
        "datetime.truncate(unit :: STRING, input :: ZONED DATETIME | ..., fields :: MAP) :: ZONED "
        "DATETIME"),
    {.name = "datetime.fromEpoch",
     .arity_min = 2,
     .arity_max = 2,
     .accepts = {kinds(Kind::kInteger), kinds(Kind::kInteger), kAnyKind},
     .returns = kinds(Kind::kDateTime),
     .call = fromEpoch,
     .category = kCategory,
     .signature = "datetime.fromEpoch(seconds :: INTEGER, nanoseconds :: INTEGER) :: ZONED DATETIME",
     .description = "The instant so many seconds and nanoseconds after 1970-01-01T00:00Z."},
    {.name = "datetime.fromEpochMillis",
     .accepts = {kinds(Kind::kInteger), kAnyKind, kAnyKind},
     .returns = kinds(Kind::kDateTime),
     .call = fromEpochMillis,
     .category = kCategory,
     .signature = "datetime.fromEpochMillis(milliseconds :: INTEGER) :: ZONED DATETIME",
     .description = "The instant so many milliseconds after 1970-01-01T00:00Z."},
    {.name = "duration",
     .accepts = {kinds(Kind::kString, Kind::kMap, Kind::kDuration) | kDurationOf, kAnyKind, kAnyKind},
     .returns = kinds(Kind::kDuration),
     .call = makeDuration,
     .category = kCategory,
     .signature = "duration(input :: STRING | MAP | NODE | RELATIONSHIP | PATH) :: DURATION",
     .description = "A duration of a text such as 'P1Y2M', or of its parts; how long a node, relationship or "
                    "path holds, null where that is not certain."},
    measure<DurationUnit::kAll>("duration.between",
                                "duration.between(from :: DATE | ..., to :: DATE | ...) :: DURATION",
                                "From one date or time to another, in months, days and seconds."),
    measure<DurationUnit::kMonths>("duration.inMonths",
                                   "duration.inMonths(from :: DATE | ..., to :: DATE | ...) :: DURATION",
                                   "From one date or time to another, in whole months."),
    measure<DurationUnit::kDays>("duration.inDays",
                                 "duration.inDays(from :: DATE | ..., to :: DATE | ...) :: DURATION",
                                 "From one date or time to another, in whole days."),
    measure<DurationUnit::kSeconds>("duration.inSeconds",
                                    "duration.inSeconds(from :: DATE | ..., to :: DATE | ...) :: DURATION",
                                    "From one date or time to another, in seconds."),
};

}  // namespace

std::span<const ScalarFunction> temporalFunctions() { return kTemporalFunctions; }

}  // namespace tenure::query
