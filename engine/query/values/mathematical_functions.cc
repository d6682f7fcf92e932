// Numbers: abs to rand.
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "engine/query/values/decimal_rounding.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

/// A function of one float.
template <double (*function)(double)>
Result<Datum> ofFloat(Arguments arguments, CallContext& /*context*/) {
  return Datum::floating(function(arguments[0].asNumber()));
}

Result<Datum> absolute(Arguments arguments, CallContext& /*context*/) {
  const Datum& number = arguments[0];
  if (number.kind() == Kind::kFloat) return Datum::floating(std::fabs(number.asFloat()));
  if (number.asInteger() == std::numeric_limits<std::int64_t>::min()) {
    return integerOverflow(fmt::format("abs({})", number.asInteger()));
  }
  return Datum::integer(std::abs(number.asInteger()));
}

Result<Datum> signOf(Arguments arguments, CallContext& /*context*/) {
  const double number = arguments[0].asNumber();
  return Datum::integer(number > 0 ? 1 : number < 0 ? -1 : 0);
}

/// Ties go up: without a precision, 2.5 is 3.0 and -2.5 is -2.0; with one, the mode decides.
Result<Datum> roundNumber(Arguments arguments, CallContext& /*context*/) {
  const double number = arguments[0].asNumber();
  if (arguments.size() == 1) {
    const double down = std::floor(number);
    return Datum::floating(number - down >= 0.5 ? down + 1 : down);
  }
  RoundingMode mode = RoundingMode::kHalfUp;
  if (arguments.size() == 3) {
    const auto named = roundingMode(arguments[2].asString());
    if (!named) {
      return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                        fmt::format("'{}' is no rounding mode; these are: UP, DOWN, CEILING, FLOOR, HALF_UP, "
                                    "HALF_DOWN, HALF_EVEN",
                                    arguments[2].asString()));
    }
    mode = *named;
  }
  const std::int64_t precision = arguments[1].asInteger();
  if (precision < 0) {
    return valueError(ErrorClass::kArgumentError, "NumberOutOfRange",
                      fmt::format("round() takes a precision of 0 or more digits, not {}", precision));
  }
  return Datum::floating(roundDecimal(number, precision, mode));
}

Result<Datum> atan2Of(Arguments arguments, CallContext& /*context*/) {
  return Datum::floating(std::atan2(arguments[0].asNumber(), arguments[1].asNumber()));
}

Result<Datum> isNan(Arguments arguments, CallContext& /*context*/) {
  return Datum::boolean(std::isnan(arguments[0].asNumber()));
}

Result<Datum> eulersNumber(Arguments /*arguments*/, CallContext& /*context*/) {
  return Datum::floating(std::numbers::e);
}

Result<Datum> circleNumber(Arguments /*arguments*/, CallContext& /*context*/) {
  return Datum::floating(std::numbers::pi);
}

Result<Datum> randomNumber(Arguments /*arguments*/, CallContext& context) {
  return Datum::floating(context.random.uniform());
}

/// Version 4, variant 1 of RFC 9562.
Result<Datum> randomUuid(Arguments /*arguments*/, CallContext& context) {
  const std::uint64_t high = (context.random.next() & ~0xF000ULL) | 0x4000ULL;
  const std::uint64_t low = (context.random.next() >> 2U) | (1ULL << 63U);
  return Datum::string(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, high >> 16U & 0xFFFFU,
                                   high & 0xFFFFU, low >> 48U, low & 0xFFFFFFFFFFFFULL));
}

// Those that <cmath> has only as overloads, or not at all.
double ceiling(double x) { return std::ceil(x); }
double floorOf(double x) { return std::floor(x); }
double squareRoot(double x) { return std::sqrt(x); }
double exponential(double x) { return std::exp(x); }
double logarithm(double x) { return std::log(x); }
double logarithm10(double x) { return std::log10(x); }
double sine(double x) { return std::sin(x); }
double cosine(double x) { return std::cos(x); }
double tangent(double x) { return std::tan(x); }
double cotangent(double x) { return 1 / std::tan(x); }
double arcSine(double x) { return std::asin(x); }
double arcCosine(double x) { return std::acos(x); }
double arcTangent(double x) { return std::atan(x); }
double hyperbolicSine(double x) { return std::sinh(x); }
double hyperbolicCosine(double x) { return std::cosh(x); }
double hyperbolicTangent(double x) { return std::tanh(x); }
double hyperbolicCotangent(double x) { return 1 / std::tanh(x); }
double toDegrees(double x) { return x * (180 / std::numbers::pi); }
double toRadians(double x) { return x * (std::numbers::pi / 180); }
double halfVersine(double x) { return std::pow(std::sin(x / 2), 2); }

constexpr ScalarFunction ofOneFloat(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                                    std::string_view category, std::string_view signature,
                                    std::string_view description) {
  return {.name = name,
          .accepts = {kNumberKinds},
          .returns = kFloatKind,
          .call = call,
          .category = category,
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction kMathematicalFunctions[] = {
    {.name = "abs",
     .accepts = {kNumberKinds},
     .returns = kNumberKinds,
     .call = absolute,
     .category = "Numeric",
     .signature = "abs(input :: INTEGER | FLOAT) :: INTEGER | FLOAT",
     .description = "The absolute value."},
    {.name = "sign",
     .accepts = {kNumberKinds},
     .returns = kIntegerKind,
     .call = signOf,
     .category = "Numeric",
     .signature = "sign(input :: INTEGER | FLOAT) :: INTEGER",
     .description = "-1, 0 or 1; 0 for NaN."},
    {.name = "round",
     .arity_max = 3,
     .accepts = {kNumberKinds, kIntegerKind, kStringKind},
     .returns = kFloatKind,
     .call = roundNumber,
     .category = "Numeric",
     .signature = "round(value :: FLOAT, precision :: INTEGER, mode :: STRING) :: FLOAT",
     .description =
         "The nearest whole number, ties towards positive infinity; or with that many decimal digits, by "
         "mode UP, DOWN, CEILING, FLOOR, HALF_UP (the default), HALF_DOWN or HALF_EVEN."},
    {.name = "isNaN",
     .accepts = {kNumberKinds},
     .returns = kinds(Kind::kBoolean),
     .call = isNan,
     .category = "Numeric",
     .signature = "isNaN(input :: INTEGER | FLOAT) :: BOOLEAN",
     .description = "Whether the number is NaN."},
    {.name = "rand",
     .arity_min = 0,
     .arity_max = 0,
     .returns = kFloatKind,
     .deterministic = false,
     .call = randomNumber,
     .category = "Numeric",
     .signature = "rand() :: FLOAT",
     .description = "A random number from 0 up to, not including, 1."},
    {.name = "randomUUID",
     .arity_min = 0,
     .arity_max = 0,
     .returns = kStringKind,
     .deterministic = false,
     .call = randomUuid,
     .category = "Scalar",
     .signature = "randomUUID() :: STRING",
     .description = "A random UUID (version 4)."},
    ofOneFloat("ceil", ofFloat<ceiling>, "Numeric", "ceil(input :: FLOAT) :: FLOAT",
               "The least whole number not below it."),
    {.name = "ceiling",
     .accepts = {kNumberKinds},
     .returns = kFloatKind,
     .call = ofFloat<ceiling>,
     .category = "Numeric",
     .signature = "ceiling(input :: FLOAT) :: FLOAT",
     .description = "The same as ceil."},
    ofOneFloat("floor", ofFloat<floorOf>, "Numeric", "floor(input :: FLOAT) :: FLOAT",
               "The greatest whole number not above it."),
    ofOneFloat("sqrt", ofFloat<squareRoot>, "Logarithmic", "sqrt(input :: FLOAT) :: FLOAT",
               "The square root; NaN of a negative number."),
    ofOneFloat("exp", ofFloat<exponential>, "Logarithmic", "exp(input :: FLOAT) :: FLOAT",
               "e to that power."),
    ofOneFloat("log", ofFloat<logarithm>, "Logarithmic", "log(input :: FLOAT) :: FLOAT",
               "The natural logarithm; NaN of a negative number."),
    ofOneFloat("log10", ofFloat<logarithm10>, "Logarithmic", "log10(input :: FLOAT) :: FLOAT",
               "The logarithm to base 10; NaN of a negative number."),
    {.name = "e",
     .arity_min = 0,
     .arity_max = 0,
     .returns = kFloatKind,
     .call = eulersNumber,
     .category = "Logarithmic",
     .signature = "e() :: FLOAT",
     .description = "The base of the natural logarithm."},
    {.name = "pi",
     .arity_min = 0,
     .arity_max = 0,
     .returns = kFloatKind,
     .call = circleNumber,
     .category = "Trigonometric",
     .signature = "pi() :: FLOAT",
     .description = "The circumference of a circle of diameter 1."},
    {.name = "atan2",
     .arity_min = 2,
     .arity_max = 2,
     .accepts = {kNumberKinds},
     .returns = kFloatKind,
     .call = atan2Of,
     .category = "Trigonometric",
     .signature = "atan2(y :: FLOAT, x :: FLOAT) :: FLOAT",
     .description = "The angle of the point (x, y) in radians."},
    ofOneFloat("sin", ofFloat<sine>, "Trigonometric", "sin(input :: FLOAT) :: FLOAT",
               "The sine of an angle in radians."),
    ofOneFloat("cos", ofFloat<cosine>, "Trigonometric", "cos(input :: FLOAT) :: FLOAT",
               "The cosine of an angle in radians."),
    ofOneFloat("tan", ofFloat<tangent>, "Trigonometric", "tan(input :: FLOAT) :: FLOAT",
               "The tangent of an angle in radians."),
    ofOneFloat("cot", ofFloat<cotangent>, "Trigonometric", "cot(input :: FLOAT) :: FLOAT",
               "The cotangent of an angle in radians; Infinity of 0."),
    ofOneFloat("asin", ofFloat<arcSine>, "Trigonometric", "asin(input :: FLOAT) :: FLOAT",
               "The arc sine in radians; NaN outside of -1 to 1."),
    ofOneFloat("acos", ofFloat<arcCosine>, "Trigonometric", "acos(input :: FLOAT) :: FLOAT",
               "The arc cosine in radians; NaN outside of -1 to 1."),
    ofOneFloat("atan", ofFloat<arcTangent>, "Trigonometric", "atan(input :: FLOAT) :: FLOAT",
               "The arc tangent in radians."),
    ofOneFloat("sinh", ofFloat<hyperbolicSine>, "Trigonometric", "sinh(input :: FLOAT) :: FLOAT",
               "The hyperbolic sine."),
    ofOneFloat("cosh", ofFloat<hyperbolicCosine>, "Trigonometric", "cosh(input :: FLOAT) :: FLOAT",
               "The hyperbolic cosine."),
    ofOneFloat("tanh", ofFloat<hyperbolicTangent>, "Trigonometric", "tanh(input :: FLOAT) :: FLOAT",
               "The hyperbolic tangent."),
    ofOneFloat("coth", ofFloat<hyperbolicCotangent>, "Trigonometric", "coth(input :: FLOAT) :: FLOAT",
               "The hyperbolic cotangent; Infinity of 0."),
    ofOneFloat("degrees", ofFloat<toDegrees>, "Trigonometric", "degrees(input :: FLOAT) :: FLOAT",
               "An angle in radians as degrees."),
    ofOneFloat("radians", ofFloat<toRadians>, "Trigonometric", "radians(input :: FLOAT) :: FLOAT",
               "An angle in degrees as radians."),
    ofOneFloat("haversin", ofFloat<halfVersine>, "Trigonometric", "haversin(input :: FLOAT) :: FLOAT",
               "Half the versine of an angle in radians."),
};

}  // namespace

std::span<const ScalarFunction> mathematicalFunctions() { return kMathematicalFunctions; }

}  // namespace tenure::query
