#include "interchange/time_text.h"

#include <optional>
#include <string>

#include "schema/civil.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int32_t kOffsetSecondsMost = 18 * 3'600;
/// Years that openCypher's dates reach to, so that no count of seconds overflows.
constexpr std::int64_t kYearMost = 999'999'999;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes parts of a text from its front; each `take…` gives nullopt, or false, where the part is not there.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool atEnd() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool sees(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c) {
    if (!sees(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A number of `least` to `most` digits, as many as there are.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    std::int64_t value = 0;
    while (count < rest_.size() && isDigit(rest_[count])) {
      if (count == most) return std::nullopt;
      value = value * 10 + (rest_[count++] - '0');
    }
    if (count < least) return std::nullopt;
    rest_.remove_prefix(count);
    return value;
  }

  /// ".5" as nanoseconds; 0 where there is no point.
  std::optional<std::int64_t> fraction() {
    if (!take('.')) return 0;
    const std::size_t before = rest_.size();
    auto value = digits(1, 9);
    if (!value) return std::nullopt;
    for (std::size_t count = before - rest_.size(); count < 9; ++count) *value *= 10;
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<CivilDate> takeDate(Cursor& text) {
  const bool minus = text.take('-');
  if (!minus) text.take('+');
  auto year = text.digits(4, 9);
  if (!year || *year > kYearMost || !text.take('-')) return std::nullopt;
  if (minus) year = -*year;
  const auto month = text.digits(2, 2);
  if (!month || !text.take('-')) return std::nullopt;
  const auto day = text.digits(2, 2);
  if (!day || *month < 1 || *month > 12) return std::nullopt;
  const CivilDate date{*year, static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
  return isValid(date) ? std::optional(date) : std::nullopt;
}

/// Nanoseconds since midnight.
std::optional<std::int64_t> takeClock(Cursor& text) {
  const auto hour = text.digits(2, 2);
  if (!hour || *hour > 23 || !text.take(':')) return std::nullopt;
  const auto minute = text.digits(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
  if (text.take(':')) {
    const auto second = text.digits(2, 2);
    const auto fraction = text.fraction();
    if (!second || *second > 59 || !fraction) return std::nullopt;
    seconds = *second;
    nanos = *fraction;
  }
  return (*hour * 3'600 + *minute * 60 + seconds) * kNanosPerSecond + nanos;
}

std::optional<std::int32_t> takeOffset(Cursor& text) {
  if (text.take('Z')) return 0;
  const bool minus = text.sees('-');
  if (!text.take('-') && !text.take('+')) return std::nullopt;
  const auto hours = text.digits(2, 2);
  if (!hours) return std::nullopt;
  std::int64_t seconds = *hours * 3'600;
  for (const std::int64_t unit : {60, 1}) {
    if (!text.take(':')) break;
    const auto part = text.digits(2, 2);
    if (!part || *part > 59) return std::nullopt;
    seconds += *part * unit;
  }
  if (seconds > kOffsetSecondsMost) return std::nullopt;
  return static_cast<std::int32_t>(minus ? -seconds : seconds);
}

std::optional<LocalDateTime> takeDateTime(Cursor& text) {
  const auto date = takeDate(text);
  if (!date || !text.take('T')) return std::nullopt;
  const auto clock = takeClock(text);
  if (!clock) return std::nullopt;
  return LocalDateTime{daysFromCivil(*date) * kSecondsPerDay + *clock / kNanosPerSecond,
                       static_cast<std::int32_t>(*clock % kNanosPerSecond)};
}

std::optional<ZonedDateTime> takeZoned(Cursor& text) {
  const auto local = takeDateTime(text);
  if (!local) return std::nullopt;
  const auto offset = takeOffset(text);
  if (!offset) return std::nullopt;
  ZonedDateTime out{local->seconds - *offset, local->nanos, *offset, {}};
  if (!text.sees('[')) return out;
  const std::string_view zone = text.rest();
  if (zone.size() < 3 || zone.back() != ']') return std::nullopt;
  out.zone = std::string(zone.substr(1, zone.size() - 2));
  text = Cursor({});
  return out;
}

/// One part of a duration, "-3M" or "4.5S": adds it to the whole. False where it overflows 64 bits.
bool addPart(Duration& whole, char unit, bool in_time, std::int64_t count, std::int64_t nanos, bool minus) {
  std::int64_t* target = nullptr;
  std::int64_t factor = 1;
  switch (unit) {
    case 'Y': target = in_time ? nullptr : &whole.months, factor = 12; break;
    case 'M': target = in_time ? &whole.seconds : &whole.months, factor = in_time ? 60 : 1; break;
    case 'W': target = in_time ? nullptr : &whole.days, factor = 7; break;
    case 'D': target = in_time ? nullptr : &whole.days; break;
    case 'H': target = in_time ? &whole.seconds : nullptr, factor = 3'600; break;
    case 'S': target = in_time ? &whole.seconds : nullptr; break;
    default: break;
  }
  if (target == nullptr || (nanos != 0 && unit != 'S')) return false;
  if (minus) count = -count;
  if (minus && nanos != 0) {
    --count;
    nanos = kNanosPerSecond - nanos;
  }
  if (unit == 'S') whole.nanos = static_cast<std::int32_t>(nanos);
  std::int64_t scaled = 0;
  return !__builtin_mul_overflow(count, factor, &scaled) && !__builtin_add_overflow(*target, scaled, target);
}

/// "P1Y2M3DT4H5M6.7S", each part with its own sign; PT0S.
std::optional<Duration> takeDuration(Cursor& text) {
  constexpr std::string_view kDateUnits = "YMWD";
  constexpr std::string_view kTimeUnits = "HMS";
  if (!text.take('P') || text.atEnd()) return std::nullopt;
  Duration out;
  bool in_time = false;
  std::size_t next = 0;  // units come in this order, each at most once
  while (!text.atEnd()) {
    if (!in_time && text.take('T')) {
      if (text.atEnd()) return std::nullopt;
      in_time = true;
      next = 0;
    }
    const bool minus = text.take('-');
    const auto count = text.digits(1, 18);
    const auto nanos = count ? text.fraction() : std::nullopt;
    if (!nanos || text.atEnd()) return std::nullopt;
    const char unit = text.rest().front();
    const std::size_t at = (in_time ? kTimeUnits : kDateUnits).find(unit, next);
    if (at == std::string_view::npos || !addPart(out, unit, in_time, *count, *nanos, minus))
      return std::nullopt;
    next = at + 1;
    text.take(unit);
  }
  return out;
}

template <class T>
std::optional<Value> wholeOf(const Cursor& text, std::optional<T> taken) {
  if (!taken || !text.atEnd()) return std::nullopt;
  return Value(std::move(*taken));
}

std::optional<Value> takeValue(ValueType type, std::string_view whole) {
  Cursor text(whole);
  switch (type) {
    case ValueType::kDate: {
      const auto date = takeDate(text);
      return wholeOf(text, date ? std::optional(Date{daysFromCivil(*date)}) : std::nullopt);
    }
    case ValueType::kLocalTime: {
      const auto clock = takeClock(text);
      return wholeOf(text, clock ? std::optional(LocalTime{*clock}) : std::nullopt);
    }
    case ValueType::kTime: {
      const auto clock = takeClock(text);
      const auto offset = clock ? takeOffset(text) : std::nullopt;
      return wholeOf(text, offset ? std::optional(ZonedTime{*clock, *offset}) : std::nullopt);
    }
    case ValueType::kLocalDateTime: return wholeOf(text, takeDateTime(text));
    case ValueType::kDateTime: {
      auto zoned = takeZoned(text);
      return wholeOf(text, std::move(zoned));
    }
    case ValueType::kDuration: return wholeOf(text, takeDuration(text));
    default: return std::nullopt;
  }
}

std::string_view exampleOf(ValueType type) {
  switch (type) {
    case ValueType::kDate: return "2014-10-28";
    case ValueType::kLocalTime: return "15:04:05";
    case ValueType::kTime: return "15:04:05+01:00";
    case ValueType::kLocalDateTime: return "2014-10-28T15:04:05";
    case ValueType::kDateTime: return "2014-10-28T15:04:05Z";
    default: return "P1Y2M3DT4H5M6S";
  }
}

template <class T>
Result<T> instantFrom(std::string_view text) {
  std::optional<T> found;
  if (text == "-inf") found = T::minusInfinity();
  if (text == "+inf") found = T::plusInfinity();
  Cursor cursor(text);
  if (!found) {
    const auto local = takeDateTime(cursor);
    std::int64_t micros = 0;
    if (local && cursor.take('Z') && cursor.atEnd() &&
        !__builtin_mul_overflow(local->seconds, kMicrosPerSecond, &micros) &&
        !__builtin_add_overflow(micros, std::int64_t{local->nanos} / 1000, &micros)) {
      found = T::fromMicros(micros);
    }
  }
  if (found && formatIso(*found) == text) return *found;
  return Error(ErrorCode::kParse,
               "'" + tenure::quoted(text) +
                   "' is no instant; it is written 2014-10-28T00:00:00Z, with six decimals "
                   "where there is a fraction, or -inf or +inf");
}

}  // namespace

Result<Value> parseTimeValue(ValueType type, std::string_view text) {
  if (auto value = takeValue(type, text)) return std::move(*value);
  return Error(ErrorCode::kParse, "'" + tenure::quoted(text) + "' is no " + std::string(valueTypeName(type)) +
                                      ", as in " + std::string(exampleOf(type)));
}

Result<Instant> parseIsoInstant(std::string_view text) { return instantFrom<Instant>(text); }
Result<SystemInstant> parseIsoSystemInstant(std::string_view text) {
  return instantFrom<SystemInstant>(text);
}

}  // namespace tenure::interchange
