#include "engine/query/values/period_value.h"

#include <fmt/format.h>

#include "engine/query/values/render.h"
#include "engine/query/values/value_checks.h"
#include "schema/civil.h"
#include "schema/instant.h"

namespace tenure::query {

namespace {

constexpr std::string_view kWanted =
    "a period: EDTF text, a date or datetime, a map {from, to} or {attested}, or a relationship";

Error noPeriod(const Error& reason) {
  return Error(reason.code(), reason.message()).detailed("ArgumentError.InvalidArgumentValue");
}

Error noPeriod(std::string message) {
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", std::move(message));
}

/// The microsecond in which a wall-clock moment lies.
Result<Period> tickOf(std::int64_t seconds, std::int32_t nanos) {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t day = seconds >= 0 ? seconds / kDay : -((kDay - 1 - seconds) / kDay);
  TENURE_ASSIGN(const Instant start_of_day, midnight(civilFromDays(day)));
  const Instant at = start_of_day.plusMicros((seconds - day * kDay) * kMicrosPerSecond + nanos / 1'000);
  return Period::exactly(at, at.plusMicros(1), Grain::kMicrosecond);
}

Result<Period> dayPeriod(Date date) {
  TENURE_ASSIGN(const Instant start, midnight(civilFromDays(date.days)));
  return Period::exactly(start, start.plusMicros(kMicrosPerDay), Grain::kDay);
}

/// A date or datetime; nullopt for another kind.
std::optional<Result<Period>> periodOfMoment(const Datum& value) {
  switch (value.kind()) {
    case Kind::kDate: return dayPeriod(value.asDate());
    case Kind::kLocalDateTime: return tickOf(value.asLocalDateTime().seconds, value.asLocalDateTime().nanos);
    case Kind::kDateTime: return tickOf(value.asDateTime().utc_seconds, value.asDateTime().nanos);
    default: return std::nullopt;
  }
}

/// One side of a map as EDTF text; empty where it is null or absent.
Result<std::string> textOfSide(const Datum* side, std::string_view name) {
  if (side == nullptr || side->isNull()) return std::string();
  if (side->isString()) return side->asString();
  if (const auto moment = periodOfMoment(*side)) {
    if (!moment->ok()) return noPeriod(moment->error());
    return describe(**moment);
  }
  return wrongKind(fmt::format("'{}' of a period", name), "EDTF text, a date or a datetime", *side);
}

Result<Validity> parsed(Result<Validity> validity) {
  if (validity.ok()) return validity;
  return noPeriod(validity.error());
}

Result<Validity> attested(const Datum& map) {
  if (map.asMap().size() > 1) return noPeriod("a period that is attested has no other key beside 'attested'");
  TENURE_ASSIGN(const std::string text, textOfSide(map.find("attested"), "attested"));
  if (text.empty())
    return noPeriod("'attested' of a period is a date or two ('2014', '2014/2016'), not empty");
  return parsed(Validity::parse("attested: " + text));
}

Result<Validity> fromMap(const Datum& map) {
  if (map.find("attested") != nullptr) return attested(map);
  for (const auto& [key, value] : map.asMap()) {
    if (key != "from" && key != "to") {
      return noPeriod(
          fmt::format("a period as a map has the keys 'from' and 'to', or 'attested'; '{}' is none", key));
    }
  }
  if (map.asMap().empty()) return noPeriod("a period as a map has the keys 'from' and 'to', or 'attested'");
  TENURE_ASSIGN(const std::string from, textOfSide(map.find("from"), "from"));
  TENURE_ASSIGN(const std::string to, textOfSide(map.find("to"), "to"));
  return parsed(Validity::fromColumns(from, to, BlankEnd::kUnknown));
}

bool wholeDays(const Range& range) {
  const auto atMidnight = [](Instant at) { return !at.isFinite() || at.micros() % kMicrosPerDay == 0; };
  return atMidnight(range.start) && atMidnight(range.end);
}

}  // namespace

Result<Validity> validityOf(const Datum& value) {
  if (value.isString()) return parsed(Validity::parse(value.asString()));
  if (value.kind() == Kind::kMap) return fromMap(value);
  if (const auto moment = periodOfMoment(value)) {
    if (!moment->ok()) return noPeriod(moment->error());
    return parsed(Validity::parse(describe(**moment)));
  }
  return wrongKind("a validity", kWanted, value);
}

Result<Period> periodOf(const Datum& value) {
  if (value.kind() == Kind::kRelationship) return value.asRelationship().period;
  TENURE_ASSIGN(const Validity validity, validityOf(value));
  return validity.period();
}

Datum toDatum(const Period& period) {
  std::string text = describe(period);
  return Datum::string(text.empty() ? "../.." : std::move(text));
}

Datum toDatum(const std::vector<Range>& ranges) {
  DatumList texts;
  for (const Range& range : ranges) {
    const Grain grain = wholeDays(range) ? Grain::kDay : Grain::kMicrosecond;
    texts.push_back(toDatum(Period::exactly(range.start, range.end, grain)));
  }
  return Datum::list(std::move(texts));
}

Datum toDatum(Instant instant) {
  if (!instant.isFinite()) return {};
  std::int64_t seconds = instant.micros() / kMicrosPerSecond;
  std::int64_t rest = instant.micros() % kMicrosPerSecond;
  if (rest < 0) {
    --seconds;
    rest += kMicrosPerSecond;
  }
  return Datum::dateTime({seconds, static_cast<std::int32_t>(rest * 1'000), 0, {}});
}

Datum toDatum(const PeriodSet& set) {
  return Datum::map({{"certain", toDatum(set.certain)}, {"possible", toDatum(set.possible)}});
}

}  // namespace tenure::query
