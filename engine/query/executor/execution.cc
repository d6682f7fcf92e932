#include "engine/query/executor/execution.h"

#include <algorithm>

#include "engine/query/executor/evaluate.h"
#include "engine/query/prepared.h"
#include "engine/query/query_error.h"
#include "engine/query/values/render.h"

namespace tenure::query {

void Execution::park() {
  graph.park();
  prepared.reset();
  parameters.clear();
  std::fill(slots.begin(), slots.end(), Datum());
  std::fill(scopes.begin(), scopes.end(), std::nullopt);
  beliefs.clear();
  notifications.clear();
  wrote_at.reset();
}

void Execution::begin(std::shared_ptr<const Prepared> statement, storage::GraphReader reader,
                      const Budget& allowed) {
  prepared = std::move(statement);
  graph.begin(std::move(reader));
  meter.begin(allowed);
  budget = allowed;
}

void Execution::notify(Notification notification) {
  if (std::find(notifications.begin(), notifications.end(), notification) == notifications.end()) {
    notifications.push_back(std::move(notification));
  }
}

Result<std::string> timeText(const Datum& value, Position at) {
  switch (value.kind()) {
    case Kind::kString: return value.asString();
    case Kind::kDate:
    case Kind::kLocalDateTime: return toPlainText(value);
    case Kind::kDateTime: {
      ZonedDateTime utc = value.asDateTime();
      utc.offset_seconds = 0;
      utc.zone.clear();
      return toPlainText(Datum::dateTime(utc));
    }
    case Kind::kInteger: {
      // A plain year, as people write it.
      const std::int64_t year = value.asInteger();
      std::string digits = std::to_string(year < 0 ? -year : year);
      if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
      return digits.size() > 4 ? "Y" + std::to_string(year) : (year < 0 ? "-" : "") + digits;
    }
    case Kind::kNull:
      return queryError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                        "the time that is asked about is null", at);
    default: break;
  }
  return queryError(ErrorClass::kTypeError, "InvalidArgumentType",
                    "a time is EDTF text, a date or a datetime, not " + std::string(kindName(value.kind())),
                    at);
}

namespace {

Error badTime(Error error, Position at) {
  return placed(valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", error.message()), at);
}

Result<std::string> textOfOperand(const bound::Expression& operand, Execution& run) {
  TENURE_ASSIGN(const Datum value, evaluate(operand, run));
  return timeText(value, operand.at);
}

/// The days that are written alike in the language and in EDTF: years 1 to 9999.
constexpr Date kFirstPlainDay{-719'162};
constexpr Date kLastPlainDay{2'932'896};

/// A date as itself; nullopt for what has to be read.
std::optional<Range> wholeDay(const Datum& value) {
  if (value.kind() != Kind::kDate || value.asDate() < kFirstPlainDay || kLastPlainDay < value.asDate())
    return std::nullopt;
  const std::int64_t start = value.asDate().days * kMicrosPerDay;
  return Range{Instant::fromMicros(start), Instant::fromMicros(start + kMicrosPerDay)};
}

/// A date is itself; a text is read.
Result<Range> queryTimeOf(const bound::Expression& operand, Execution& run) {
  TENURE_ASSIGN(const Datum value, evaluate(operand, run));
  if (const auto day = wholeDay(value)) return *day;
  TENURE_ASSIGN(const std::string text, timeText(value, operand.at));
  auto when = parseQueryTime(text);
  if (!when.ok()) return badTime(when.error(), operand.at);
  return *when;
}

Result<ValidScope> validOf(const bound::ScopeSpec& spec, Execution& run) {
  using Valid = bound::ScopeSpec::Valid;
  if (spec.valid == Valid::kAll) return ValidScope(AllTime{});
  if (spec.valid == Valid::kAsOf) {
    TENURE_ASSIGN(const Range when, queryTimeOf(*spec.valid_first, run));
    return ValidScope(AsOf{when});
  }
  TENURE_ASSIGN(const Datum from, evaluate(*spec.valid_first, run));
  TENURE_ASSIGN(const Datum to, evaluate(*spec.valid_second, run));
  const bool from_to = spec.valid == Valid::kFromTo;
  const auto first_day = wholeDay(from);
  const auto second_day = wholeDay(to);
  if (first_day && second_day) {
    const Instant end = from_to ? second_day->start : second_day->end;
    if (first_day->start < end) return ValidScope(During{{first_day->start, end}});
  }
  TENURE_ASSIGN(const std::string first, timeText(from, spec.valid_first->at));
  TENURE_ASSIGN(const std::string second, timeText(to, spec.valid_second->at));
  const auto range = from_to ? rangeFromTo(first, second) : rangeBetween(first, second);
  if (!range.ok()) return badTime(range.error(), spec.valid_first->at);
  return ValidScope(During{*range});
}

}  // namespace

Result<Range> beliefsOf(std::uint32_t spec_number, Execution& run) {
  const bound::ScopeSpec& spec = run.prepared->scopes[spec_number];
  TENURE_ASSIGN(const std::string first, textOfOperand(*spec.system_first, run));
  TENURE_ASSIGN(const std::string second, textOfOperand(*spec.system_second, run));
  const bool half_open = spec.system == bound::ScopeSpec::System::kFromTo;
  const auto range = half_open ? rangeFromTo(first, second) : rangeBetween(first, second);
  if (!range.ok()) return badTime(range.error(), spec.system_first->at);
  return *range;
}

Result<std::uint32_t> scopeOf(std::uint32_t spec_number, Execution& run) {
  if (run.scopes[spec_number]) return *run.scopes[spec_number];
  const bound::ScopeSpec& spec = run.prepared->scopes[spec_number];
  TimeScope scope;
  if (spec.refuted_of) {
    TENURE_ASSIGN(const std::uint32_t asked, scopeOf(*spec.refuted_of, run));
    scope = run.graph.scope(asked);
    scope.include_refuted = true;
    const std::uint32_t number = run.graph.intern(scope);
    if (spec.constant) run.scopes[spec_number] = number;
    return number;
  }
  const bound::ScopeSpec& prefix = run.prepared->scopes[0];
  if (!spec.system_inherited && prefix.asksForVersions()) {
    // Its valid time is inherited without its system time, which stands for nothing outside of its versions.
    if (spec.valid_inherited) {
      TENURE_ASSIGN(scope.valid, validOf(prefix, run));
      scope.certain_only = prefix.certain;
    }
  } else if (spec.valid_inherited || spec.system_inherited) {
    TENURE_ASSIGN(const std::uint32_t whole, scopeOf(0, run));
    scope = run.graph.scope(whole);
  }
  if (!spec.valid_inherited) {
    TENURE_ASSIGN(scope.valid, validOf(spec, run));
    scope.certain_only = spec.certain;
  }
  if (!spec.system_inherited) {
    scope.system.reset();
    if (spec.system == bound::ScopeSpec::System::kAsOf) {
      TENURE_ASSIGN(const std::string text, textOfOperand(*spec.system_first, run));
      const auto instant = parseSystemTime(text);
      if (!instant.ok()) return badTime(instant.error(), spec.system_first->at);
      scope.system = *instant;
    } else if (spec.asksForVersions()) {
      const auto now = run.beliefs.find(spec_number);
      if (now == run.beliefs.end())
        return Error(ErrorCode::kInternal, "versions are asked for outside of them");
      scope.system = now->second;
    }
  }
  const std::uint32_t number = run.graph.intern(scope);  // SystemVersions forgets it with its belief
  if (spec.constant) run.scopes[spec_number] = number;
  return number;
}

}  // namespace tenure::query
