#include "schema/instant.h"

#include <cstdio>

namespace tenure {

namespace {

std::string formatMicros(std::int64_t micros) {
  if (micros == std::numeric_limits<std::int64_t>::min()) return "-inf";
  if (micros == std::numeric_limits<std::int64_t>::max()) return "+inf";
  std::int64_t days = micros / kMicrosPerDay;
  std::int64_t rest = micros % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  const CivilDate date = civilFromDays(days);
  std::string out = formatCivil(date);
  if (date.year > 9999) out.insert(out.begin(), '+');

  const auto seconds = static_cast<int>(rest / kMicrosPerSecond);
  const auto fraction = static_cast<int>(rest % kMicrosPerSecond);
  char clock[48];
  if (fraction == 0) {
    std::snprintf(clock, sizeof clock, "T%02d:%02d:%02dZ", seconds / 3600, seconds / 60 % 60, seconds % 60);
  } else {
    std::snprintf(clock, sizeof clock, "T%02d:%02d:%02d.%06dZ", seconds / 3600, seconds / 60 % 60,
                  seconds % 60, fraction);
  }
  return out + clock;
}

}  // namespace

Result<Instant> midnight(const CivilDate& date) {
  if (date.year < kAxisFirst.year || date.year > kAxisLast.year) {
    return Error(ErrorCode::kOutOfRange, "the year " + std::to_string(date.year) + " of " +
                                             formatCivil(date) +
                                             " is beyond the time axis, which reaches from year -290000 to "
                                             "year 290000");
  }
  return Instant::fromMicros(daysFromCivil(date) * kMicrosPerDay);
}

CivilDate dayOf(Instant instant) {
  const std::int64_t micros = instant.micros();
  return civilFromDays(micros / kMicrosPerDay - static_cast<std::int64_t>(micros % kMicrosPerDay < 0));
}

std::string formatIso(Instant instant) { return formatMicros(instant.micros()); }
std::string formatIso(SystemInstant instant) { return formatMicros(instant.micros()); }

}  // namespace tenure
