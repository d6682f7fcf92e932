#include "engine/query/values/time_zone.h"

#include <cmath>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include "engine/query/query_error.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

/// 400 years of the Gregorian calendar: a whole number of weeks, after which summer times repeat.
constexpr std::int64_t kCycleSeconds = 146'097 * kSecondsPerDay;
/// No zone has a transition before 1800; ICU counts days in 32 bits.
constexpr std::int64_t kFirstSecond = -5'364'662'400;  // 1800-01-01
constexpr std::int64_t kLastSecond = 13'569'465'600;   // 2400-01-01

std::int64_t withinData(std::int64_t seconds) {
  if (seconds < kFirstSecond) return kFirstSecond;
  if (seconds < kLastSecond) return seconds;
  return kLastSecond - kCycleSeconds + (seconds - kLastSecond) % kCycleSeconds;
}

/// Null for a name that is not known. Borrowed for as long as the thread lives.
const icu::BasicTimeZone* zoneNamed(const std::string& name) {
  thread_local std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> zones;
  const auto found = zones.find(name);
  if (found != zones.end()) return found->second.get();
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (zone == nullptr || *zone == icu::TimeZone::getUnknown()) return nullptr;
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (basic == nullptr) return nullptr;
  static_cast<void>(zone.release());
  return zones.emplace(name, std::unique_ptr<icu::BasicTimeZone>(basic)).first->second.get();
}

std::int32_t offsetOf(const icu::BasicTimeZone& zone, std::int64_t utc_seconds) {
  std::int32_t raw_ms = 0;
  std::int32_t summer_ms = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffset(static_cast<double>(withinData(utc_seconds)) * 1'000, 0, raw_ms, summer_ms, status);
  return U_FAILURE(status) != 0 ? 0 : (raw_ms + summer_ms) / 1'000;
}

/// Two digits at `at`, or -1.
int twoDigits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size()) return -1;
  const char a = text[at];
  const char b = text[at + 1];
  return a < '0' || a > '9' || b < '0' || b > '9' ? -1 : (a - '0') * 10 + (b - '0');
}

Error noZone(std::string_view text) {
  return valueError(
      ErrorClass::kArgumentError, "InvalidArgumentValue",
      quoted(text) + " is no time zone; write an offset such as +01:00, or a name such as Africa/Bamako");
}

}  // namespace

std::optional<std::int32_t> offsetFrom(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::int32_t parts[3] = {0, 0, 0};
  std::size_t at = 1;
  const bool colons = text.size() > 3 && text[3] == ':';
  for (std::size_t i = 0; i < 3 && at < text.size(); ++i) {
    if (i > 0 && colons) {
      if (text[at] != ':') return std::nullopt;
      ++at;
    }
    parts[i] = twoDigits(text, at);
    if (parts[i] < 0 || (i > 0 && parts[i] > 59)) return std::nullopt;
    at += 2;
  }
  const std::int32_t size = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (at != text.size() || size > kOffsetSecondsMax) return std::nullopt;
  return text[0] == '-' ? -size : size;
}

Result<Zone> zoneFrom(std::string_view text) {
  if (const auto offset = offsetFrom(text)) return Zone{*offset, {}};
  // ICU makes zones of "GMT+3" and the like; the IANA database has none of these names.
  std::string name(text);
  if ((text.starts_with("GMT") && text != "GMT") || zoneNamed(name) == nullptr) return noZone(text);
  return Zone{0, std::move(name)};
}

std::string offsetText(std::int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  const std::int32_t size = std::abs(offset_seconds);
  std::string out = fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
  return out;
}

std::int32_t offsetAt(const Zone& zone, std::int64_t utc_seconds) {
  if (zone.name.empty()) return zone.offset_seconds;
  const icu::BasicTimeZone* rules = zoneNamed(zone.name);
  return rules == nullptr ? 0 : offsetOf(*rules, utc_seconds);
}

ResolvedLocal resolveLocal(const Zone& zone, std::int64_t local_seconds,
                           std::optional<std::int32_t> preferred) {
  if (preferred && offsetAt(zone, local_seconds - *preferred) == *preferred)
    return {local_seconds - *preferred, *preferred};
  // Whatever the offset is, the true instant lies within a day; offsets are asked on both sides, and the
  // earlier one that maps back to this time is taken. Where none does the time is left out, and the earlier
  // offset counts.
  const std::int32_t before = offsetAt(zone, local_seconds - kSecondsPerDay);
  const std::int32_t after = offsetAt(zone, local_seconds + kSecondsPerDay);
  for (const std::int32_t offset : {before, after})
    if (offsetAt(zone, local_seconds - offset) == offset) return {local_seconds - offset, offset};
  const std::int64_t utc_seconds = local_seconds - before;
  return {utc_seconds, offsetAt(zone, utc_seconds)};
}

}  // namespace tenure::query
