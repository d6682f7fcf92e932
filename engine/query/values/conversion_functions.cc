// From one kind to another: toBoolean, toInteger, toFloat and toString, alone, `...OrNull` and over lists.
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "engine/query/values/functions.h"
#include "engine/query/values/render.h"
#include "engine/query/values/unicode_text.h"
#include "engine/query/values/value_checks.h"
#include "engine/query/values/value_type.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

constexpr KindSet kList = kinds(Kind::kList);

/// A conversion: the value (null for a text that says none), or nullopt for a kind that it does not take.
using Conversion = std::optional<Datum> (*)(const Datum&);

std::optional<Datum> booleanOf(const Datum& value) {
  if (value.kind() == Kind::kBoolean) return value;
  if (value.kind() == Kind::kInteger) return Datum::boolean(value.asInteger() != 0);
  if (!value.isString()) return std::nullopt;
  const std::string text = lowerCase(trimmed(value.asString(), TrimSide::kBoth));
  if (text == "true") return Datum::boolean(true);
  if (text == "false") return Datum::boolean(false);
  return Datum();
}

/// What a text in decimal notation says; nullopt for "0x1p3", "inf", "nan" and what is no number.
std::optional<double> parsedFloat(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
    return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc()) return number;
  // Too large or too small for a float; strtod says which, by IEEE 754.
  return error == std::errc::result_out_of_range
             ? std::optional(std::strtod(std::string(text).c_str(), nullptr))
             : std::nullopt;
}

/// Towards zero; nullopt beyond 64 bits and for NaN.
std::optional<std::int64_t> truncated(double number) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (!(number >= -kTwoTo63 && number < kTwoTo63)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<Datum> integerOfText(std::string_view text) {
  text = trimmed(text, TrimSide::kBoth);
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!digits.empty() && error == std::errc() && end == digits.data() + digits.size())
    return Datum::integer(number);
  const auto parsed = parsedFloat(text);
  const auto whole = parsed ? truncated(*parsed) : std::nullopt;
  return whole ? Datum::integer(*whole) : Datum();
}

std::optional<Datum> integerOf(const Datum& value) {
  if (value.kind() == Kind::kInteger) return value;
  if (value.kind() == Kind::kBoolean) return Datum::integer(value.asBoolean() ? 1 : 0);
  if (value.kind() == Kind::kFloat) {
    const auto whole = truncated(value.asFloat());
    return whole ? Datum::integer(*whole) : Datum();
  }
  return value.isString() ? integerOfText(value.asString()) : std::nullopt;
}

std::optional<Datum> floatOf(const Datum& value) {
  if (value.isNumber()) return Datum::floating(value.asNumber());
  if (!value.isString()) return std::nullopt;
  const std::string_view text = trimmed(value.asString(), TrimSide::kBoth);
  if (text == "NaN") return Datum::floating(std::nan(""));
  if (text == "Infinity") return Datum::floating(HUGE_VAL);
  if (text == "-Infinity") return Datum::floating(-HUGE_VAL);
  const auto parsed = parsedFloat(text);
  return parsed ? Datum::floating(*parsed) : Datum();
}

std::optional<Datum> stringOf(const Datum& value) {
  switch (value.kind()) {
    case Kind::kString: return value;
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath: return std::nullopt;
    default: return Datum::string(toPlainText(value));
  }
}

struct Target {
  Conversion convert;
  std::string_view function;
  std::string_view wanted;
};
constexpr Target kBooleanTarget{booleanOf, "toBoolean()", "a BOOLEAN, STRING or INTEGER"};
constexpr Target kIntegerTarget{integerOf, "toInteger()", "an INTEGER, FLOAT, STRING or BOOLEAN"};
constexpr Target kFloatTarget{floatOf, "toFloat()", "a FLOAT, INTEGER or STRING"};
constexpr Target kStringTarget{stringOf, "toString()", "a STRING, number, BOOLEAN, date, time or DURATION"};

/// openCypher calls a kind that a conversion does not take an invalid value.
template <const Target& target>
Result<Datum> convert(Arguments arguments, CallContext& /*context*/) {
  if (auto converted = target.convert(arguments[0])) return std::move(*converted);
  return valueError(
      ErrorClass::kTypeError, "InvalidArgumentValue",
      fmt::format("{} takes {}, not {}", target.function, target.wanted, described(arguments[0])));
}

template <const Target& target>
Result<Datum> convertOrNull(Arguments arguments, CallContext& /*context*/) {
  return target.convert(arguments[0]).value_or(Datum());
}

/// Elements that can not be converted are null.
template <const Target& target>
Result<Datum> convertList(Arguments arguments, CallContext& /*context*/) {
  DatumList converted;
  converted.reserve(arguments[0].asList().size());
  for (const Datum& item : arguments[0].asList()) converted.push_back(target.convert(item).value_or(Datum()));
  return Datum::list(std::move(converted));
}

Result<Datum> typeOfValue(Arguments arguments, CallContext& /*context*/) {
  return Datum::string(valueType(arguments[0]));
}

constexpr ScalarFunction ofOne(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                               KindSet accepts, KindSet returns, std::string_view signature,
                               std::string_view description) {
  return {.name = name,
          .accepts = {accepts},
          .returns = returns,
          .call = call,
          .category = accepts == kList ? "List" : "Scalar",
          .signature = signature,
          .description = description};
}

constexpr KindSet kBoolean = kinds(Kind::kBoolean);

constexpr ScalarFunction kConversionFunctions[] = {
    ofOne("toBoolean", convert<kBooleanTarget>, kAnyKind, kBoolean,
          "toBoolean(input :: BOOLEAN | STRING | INTEGER) :: BOOLEAN",
          "A boolean; null of a text that is neither 'true' nor 'false' in any case."),
    ofOne("toBooleanOrNull", convertOrNull<kBooleanTarget>, kAnyKind, kBoolean,
          "toBooleanOrNull(input :: ANY) :: BOOLEAN", "As toBoolean, and null of what that refuses."),
    ofOne("toBooleanList", convertList<kBooleanTarget>, kList, kList,
          "toBooleanList(input :: LIST<ANY>) :: LIST<BOOLEAN>", "Each element as by toBooleanOrNull."),
    ofOne("toInteger", convert<kIntegerTarget>, kAnyKind, kIntegerKind,
          "toInteger(input :: INTEGER | FLOAT | STRING | BOOLEAN) :: INTEGER",
          "An integer, cut towards zero; null of a text that is no number, and beyond 64 bits."),
    ofOne("toIntegerOrNull", convertOrNull<kIntegerTarget>, kAnyKind, kIntegerKind,
          "toIntegerOrNull(input :: ANY) :: INTEGER", "As toInteger, and null of what that refuses."),
    ofOne("toIntegerList", convertList<kIntegerTarget>, kList, kList,
          "toIntegerList(input :: LIST<ANY>) :: LIST<INTEGER>", "Each element as by toIntegerOrNull."),
    ofOne("toFloat", convert<kFloatTarget>, kAnyKind, kFloatKind,
          "toFloat(input :: FLOAT | INTEGER | STRING) :: FLOAT",
          "A float; null of a text that is no number."),
    ofOne("toFloatOrNull", convertOrNull<kFloatTarget>, kAnyKind, kFloatKind,
          "toFloatOrNull(input :: ANY) :: FLOAT", "As toFloat, and null of what that refuses."),
    ofOne("toFloatList", convertList<kFloatTarget>, kList, kList,
          "toFloatList(input :: LIST<ANY>) :: LIST<FLOAT>", "Each element as by toFloatOrNull."),
    ofOne("toString", convert<kStringTarget>, kAnyKind, kStringKind,
          "toString(input :: STRING | INTEGER | FLOAT | BOOLEAN | DATE | ... | DURATION) :: STRING",
          "The value as text."),
    ofOne("toStringOrNull", convertOrNull<kStringTarget>, kAnyKind, kStringKind,
          "toStringOrNull(input :: ANY) :: STRING", "As toString, and null of what that refuses."),
    ofOne("toStringList", convertList<kStringTarget>, kList, kList,
          "toStringList(input :: LIST<ANY>) :: LIST<STRING>", "Each element as by toStringOrNull."),
    {.name = "valueType",
     .returns = kStringKind,
     .propagates_null = false,
     .call = typeOfValue,
     .category = "Scalar",
     .signature = "valueType(input :: ANY) :: STRING",
     .description = "The type of a value, as 'INTEGER NOT NULL' or 'LIST<STRING NOT NULL> NOT NULL'."},
};

}  // namespace

std::span<const ScalarFunction> conversionFunctions() { return kConversionFunctions; }

}  // namespace tenure::query
