// Arithmetic, and `+` as concatenation.
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/query/values/aggregates.h"
#include "engine/query/values/duration_value.h"
#include "engine/query/values/operators.h"
#include "engine/query/values/render.h"
#include "engine/query/values/temporal_value.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

/// Refused: `a operator b`.
Error noOperator(const Datum& a, std::string_view name, const Datum& b) {
  return valueError(ErrorClass::kTypeError, "InvalidArgumentType",
                    fmt::format("{} does not take {} and {}", name, described(a), described(b)));
}

Error overflow(const Datum& a, std::string_view name, const Datum& b) {
  return integerOverflow(fmt::format("{} {} {}", a.asInteger(), name, b.asInteger()));
}

Error divisionByZero(const Datum& a, std::string_view name) {
  return valueError(ErrorClass::kArithmeticError, "DivisionByZero",
                    fmt::format("{} {} 0: an integer has no quotient by zero", a.asInteger(), name));
}

bool bothIntegers(const Datum& a, const Datum& b) {
  return a.kind() == Kind::kInteger && b.kind() == Kind::kInteger;
}
bool bothNumbers(const Datum& a, const Datum& b) { return a.isNumber() && b.isNumber(); }

/// What a text can be joined with beside a text.
bool joinsText(const Datum& value) {
  switch (value.kind()) {
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNull: return false;
    default: return true;
  }
}

Result<Datum> joinTexts(const Datum& a, const Datum& b, const CallContext& context) {
  std::string joined = toPlainText(a);
  const std::string second = toPlainText(b);
  TENURE_TRY(checkSize(joined.size() + second.size(), context));
  joined += second;
  return Datum::string(std::move(joined));
}

Result<Datum> joinLists(const Datum& a, const Datum& b, const CallContext& context) {
  const auto itemsOf = [](const Datum& side) {
    return side.kind() == Kind::kList ? side.asList().size() : 1;
  };
  TENURE_TRY(checkSize((itemsOf(a) + itemsOf(b)) * sizeof(Datum), context));
  DatumList joined;
  joined.reserve(itemsOf(a) + itemsOf(b));
  for (const Datum* side : {&a, &b}) {
    if (side->kind() == Kind::kList) {
      joined.insert(joined.end(), side->asList().begin(), side->asList().end());
    } else {
      joined.push_back(*side);
    }
  }
  Datum list = Datum::list(std::move(joined));
  TENURE_TRY(checkNesting(list));
  return list;
}

Result<Datum> durationResult(Result<Duration> duration) {
  if (!duration.ok()) return std::move(duration).error();
  return Datum::duration(*duration);
}

bool bothDurations(const Datum& a, const Datum& b) {
  return a.kind() == Kind::kDuration && b.kind() == Kind::kDuration;
}
/// A date or time and how far to move it.
bool isMove(const Datum& temporal, const Datum& by) {
  return isDateOrTime(temporal.kind()) && by.kind() == Kind::kDuration;
}
bool isScaling(const Datum& duration, const Datum& by) {
  return duration.kind() == Kind::kDuration && by.isNumber();
}

}  // namespace

Result<Datum> add(const Datum& a, const Datum& b, const CallContext& context) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothIntegers(a, b)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.asInteger(), b.asInteger(), &sum)) return overflow(a, "+", b);
    return Datum::integer(sum);
  }
  if (bothNumbers(a, b)) return Datum::floating(a.asNumber() + b.asNumber());
  if (a.kind() == Kind::kList || b.kind() == Kind::kList) return joinLists(a, b, context);
  if ((a.isString() && joinsText(b)) || (b.isString() && joinsText(a))) return joinTexts(a, b, context);
  if (isMove(a, b)) return moveTemporal(a, b.asDuration(), 1);
  if (isMove(b, a)) return moveTemporal(b, a.asDuration(), 1);
  if (bothDurations(a, b)) return durationResult(addDurations(a.asDuration(), b.asDuration()));
  return noOperator(a, "+", b);
}

Result<Datum> subtract(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothIntegers(a, b)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a.asInteger(), b.asInteger(), &difference)) return overflow(a, "-", b);
    return Datum::integer(difference);
  }
  if (bothNumbers(a, b)) return Datum::floating(a.asNumber() - b.asNumber());
  if (isMove(a, b)) return moveTemporal(a, b.asDuration(), -1);
  if (bothDurations(a, b)) return durationResult(subtractDurations(a.asDuration(), b.asDuration()));
  return noOperator(a, "-", b);
}

Result<Datum> multiply(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothIntegers(a, b)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a.asInteger(), b.asInteger(), &product)) return overflow(a, "*", b);
    return Datum::integer(product);
  }
  if (bothNumbers(a, b)) return Datum::floating(a.asNumber() * b.asNumber());
  if (isScaling(a, b)) return durationResult(scaleDuration(a.asDuration(), b.asNumber()));
  if (isScaling(b, a)) return durationResult(scaleDuration(b.asDuration(), a.asNumber()));
  return noOperator(a, "*", b);
}

Result<Datum> divide(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothIntegers(a, b)) {
    if (b.asInteger() == 0) return divisionByZero(a, "/");
    if (b.asInteger() == -1) return negate(a);  // the one quotient that overflows is among these
    return Datum::integer(a.asInteger() / b.asInteger());
  }
  if (bothNumbers(a, b)) return Datum::floating(a.asNumber() / b.asNumber());
  if (isScaling(a, b)) return durationResult(divideDuration(a.asDuration(), b.asNumber()));
  return noOperator(a, "/", b);
}

Result<Datum> modulo(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothIntegers(a, b)) {
    if (b.asInteger() == 0) return divisionByZero(a, "%");
    if (b.asInteger() == -1) return Datum::integer(0);  // the machine would trap on the least integer
    return Datum::integer(a.asInteger() % b.asInteger());
  }
  if (bothNumbers(a, b)) return Datum::floating(std::fmod(a.asNumber(), b.asNumber()));
  return noOperator(a, "%", b);
}

Result<Datum> power(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return Datum();
  if (bothNumbers(a, b)) return Datum::floating(std::pow(a.asNumber(), b.asNumber()));
  return noOperator(a, "^", b);
}

Result<Datum> negate(const Datum& a) {
  if (a.isNull()) return Datum();
  if (a.kind() == Kind::kInteger) {
    if (a.asInteger() == std::numeric_limits<std::int64_t>::min()) {
      return integerOverflow(fmt::format("-({})", a.asInteger()));
    }
    return Datum::integer(-a.asInteger());
  }
  if (a.kind() == Kind::kFloat) return Datum::floating(-a.asFloat());
  if (a.kind() == Kind::kDuration) return durationResult(negateDuration(a.asDuration()));
  return wrongKind("unary -", "a number or a DURATION", a);
}

Result<Datum> plus(const Datum& a) {
  if (a.isNull() || a.isNumber() || a.kind() == Kind::kDuration) return a;
  return wrongKind("unary +", "a number or a DURATION", a);
}

}  // namespace tenure::query
