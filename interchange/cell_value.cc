#include "interchange/cell_value.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "interchange/json_value.h"
#include "interchange/time_text.h"
#include "schema/text_quote.h"
#include "schema/trimmed.h"

namespace tenure::interchange {

namespace {

Error unfit(std::string_view cell, std::string_view what) {
  return {ErrorCode::kParse, "'" + quoted(cell) + "' is no " + std::string(what)};
}

template <class Number>
Result<Value> parseNumber(std::string_view cell, std::string_view what) {
  std::string_view digits = cell;
  if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-') digits.remove_prefix(1);
  Number number = {};
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem == std::errc::result_out_of_range) {
    return Error(ErrorCode::kOutOfRange, "'" + quoted(cell) + "' does not fit 64 bits");
  }
  if (problem != std::errc() || end != digits.data() + digits.size()) return unfit(cell, what);
  return Value(number);
}

Result<Value> parseFloat(std::string_view cell) {
  using Limits = std::numeric_limits<double>;
  if (cell == "NaN") return Value(Limits::quiet_NaN());
  if (cell == "Infinity") return Value(Limits::infinity());
  if (cell == "-Infinity") return Value(-Limits::infinity());
  // from_chars would take "inf" and "nan" as well.
  if (cell.find_first_not_of("+-.eE0123456789") != std::string_view::npos) return unfit(cell, "float");
  return parseNumber<double>(cell, "float");
}

Result<Value> parseBoolean(std::string_view cell) {
  if (cell == "true" || cell == "True" || cell == "TRUE") return Value(true);
  if (cell == "false" || cell == "False" || cell == "FALSE") return Value(false);
  return unfit(cell, "boolean (true, false)");
}

Result<Value> parseSingle(ValueType type, std::string_view cell) {
  if (type == ValueType::kText) return Value(cell);
  cell = trimmed(cell);
  switch (type) {
    case ValueType::kInteger: return parseNumber<std::int64_t>(cell, "integer");
    case ValueType::kFloat: return parseFloat(cell);
    case ValueType::kBoolean: return parseBoolean(cell);
    case ValueType::kAny: return valueFromJson(cell);
    default: return parseTimeValue(type, cell);
  }
}

}  // namespace

Result<Value> parseCell(CellType type, std::string_view cell) {
  if (!type.list) return parseSingle(type.type, cell);
  List list;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find(';', begin), cell.size());
    TENURE_ASSIGN(Value item, parseSingle(type.type, cell.substr(begin, end - begin)));
    list.push_back(std::move(item));
    begin = end + 1;
  }
  return Value(std::move(list));
}

ValueType cellTypeOf(const Value& value) {
  struct Types {
    ValueType operator()(bool) const { return ValueType::kBoolean; }
    ValueType operator()(std::int64_t) const { return ValueType::kInteger; }
    ValueType operator()(double) const { return ValueType::kFloat; }
    ValueType operator()(const std::string&) const { return ValueType::kText; }
    ValueType operator()(Date) const { return ValueType::kDate; }
    ValueType operator()(LocalTime) const { return ValueType::kLocalTime; }
    ValueType operator()(ZonedTime) const { return ValueType::kTime; }
    ValueType operator()(LocalDateTime) const { return ValueType::kLocalDateTime; }
    ValueType operator()(const ZonedDateTime&) const { return ValueType::kDateTime; }
    ValueType operator()(const Duration&) const { return ValueType::kDuration; }
    ValueType operator()(Null) const { return ValueType::kAny; }
    ValueType operator()(const List&) const { return ValueType::kAny; }
    ValueType operator()(const Map&) const { return ValueType::kAny; }
  };
  return std::visit(Types{}, value.data());
}

std::string_view cellTypeWord(ValueType type) {
  switch (type) {
    case ValueType::kBoolean: return "boolean";
    case ValueType::kInteger: return "long";  // `alias:int` is a name in Intha
    case ValueType::kFloat: return "float";
    case ValueType::kText: return "string";
    case ValueType::kDate: return "date";
    case ValueType::kLocalTime: return "localtime";
    case ValueType::kTime: return "time";
    case ValueType::kLocalDateTime: return "localdatetime";
    case ValueType::kDateTime: return "datetime";
    case ValueType::kDuration: return "duration";
    default: return "json";
  }
}

std::string cellText(ValueType column, const Value& value) {
  if (column == ValueType::kAny) return jsonOf(value);
  const double* number = value.as<double>();
  return number != nullptr && std::isfinite(*number) ? jsonOf(value) : toText(value);
}

}  // namespace tenure::interchange
