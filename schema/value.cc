#include "schema/value.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "schema/civil.h"

namespace tenure {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fraction(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string digits = fmt::format(".{:09}", nanos);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

std::string clock(std::int64_t nanos_of_day) {
  const std::int64_t seconds = nanos_of_day / kNanosPerSecond;
  std::string out = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || nanos_of_day % kNanosPerSecond != 0) out += fmt::format(":{:02}", seconds % 60);
  return out + fraction(nanos_of_day % kNanosPerSecond);
}

std::string offset(std::int32_t seconds) {
  if (seconds == 0) return "Z";
  const std::int32_t size = std::abs(seconds);
  std::string out = fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
  return out;
}

/// As ISO 8601 writes it: years beyond four digits have a sign.
std::string dateText(std::int64_t days) {
  const CivilDate date = civilFromDays(days);
  return (date.year > 9'999 ? "+" : "") + formatCivil(date);
}

std::string dateTime(std::int64_t local_seconds, std::int32_t nanos) {
  std::int64_t days = local_seconds / kSecondsPerDay;
  if (local_seconds % kSecondsPerDay < 0) --days;
  const std::int64_t in_day = local_seconds - days * kSecondsPerDay;
  return dateText(days) + "T" + clock(in_day * kNanosPerSecond + nanos);
}

/// ISO 8601 with each unit where it is not zero: "P1Y2M3DT4H5M6.7S", "PT0S".
std::string durationText(const Duration& d) {
  std::string date;
  const auto put = [](std::string& to, std::int64_t count, char unit) {
    if (count != 0) to += fmt::format("{}{}", count, unit);
  };
  put(date, d.months / 12, 'Y');
  put(date, d.months % 12, 'M');
  put(date, d.days, 'D');
  std::string time;
  // The seconds towards zero, and the rest with the same sign: -60 s + 0.001 s is written -59.999.
  const bool below_zero = d.seconds < 0 && d.nanos > 0;
  const std::int64_t whole = d.seconds + (below_zero ? 1 : 0);
  const std::int64_t nanos = below_zero ? kNanosPerSecond - d.nanos : d.nanos;
  put(time, whole / 3600, 'H');
  put(time, whole / 60 % 60, 'M');
  const std::int64_t seconds = whole % 60;
  if (seconds != 0 || nanos != 0)
    time += fmt::format("{}{}{}S", below_zero && seconds == 0 ? "-" : "", seconds, fraction(nanos));
  if (date.empty() && time.empty()) return "PT0S";
  return "P" + date + (time.empty() ? "" : "T" + time);
}

std::string floatText(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::string out = fmt::format("{}", number);
  return out;
}

std::string nested(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? quoted(*text) : toText(value);
}

struct Text {
  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool truth) const { return truth ? "true" : "false"; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const { return floatText(number); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(Date date) const { return dateText(date.days); }
  std::string operator()(LocalTime time) const { return clock(time.nanos); }
  std::string operator()(ZonedTime time) const { return clock(time.nanos) + offset(time.offset_seconds); }
  std::string operator()(LocalDateTime time) const { return dateTime(time.seconds, time.nanos); }
  std::string operator()(const ZonedDateTime& time) const {
    return dateTime(time.utc_seconds + time.offset_seconds, time.nanos) + offset(time.offset_seconds) +
           (time.zone.empty() ? "" : "[" + time.zone + "]");
  }
  std::string operator()(const Duration& duration) const { return durationText(duration); }
  std::string operator()(const List& list) const {
    std::string out = "[";
    for (const Value& item : list) out += (out.size() > 1 ? ", " : "") + nested(item);
    return out + "]";
  }
  std::string operator()(const Map& map) const {
    std::string out = "{";
    for (const auto& [key, item] : map) out += (out.size() > 1 ? ", " : "") + key + ": " + nested(item);
    return out + "}";
  }
};

}  // namespace

std::string_view typeName(const Value& value) {
  static constexpr std::array<std::string_view, std::variant_size_v<Value::Variant>> kNames = {
      "null", "boolean",        "integer",  "float",    "text", "date", "local time",
      "time", "local datetime", "datetime", "duration", "list", "map"};
  return kNames[value.data().index()];
}

std::string toText(const Value& value) { return std::visit(Text{}, value.data()); }

}  // namespace tenure
