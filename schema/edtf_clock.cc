// The time of day behind a date:
//
//   time = "T" hh ":" mm [ ":" ss [ "." 1..6 digits ] ] [ "Z" | ("+" | "-") hh [ ":" mm ] ]
#include "schema/edtf_cursor.h"
#include "schema/instant.h"

namespace tenure::edtf {

namespace {

/// Two digits of a time, at most `most`.
bool readTimeUnit(Cursor& in, int most, const char* name, int& value) {
  if (!isDigit(in.peek()) || !isDigit(in.peek(1)))
    return in.fail(in.at(), std::string(name) + " have two digits");
  value = (in.peek() - '0') * 10 + (in.peek(1) - '0');
  if (value > most) return in.fail(in.at(), std::string(name) + " end at " + std::to_string(most));
  in.skip(2);
  return true;
}

bool readFraction(Cursor& in, std::int64_t& micros) {
  const std::size_t from = in.at();
  in.skip(1);
  const std::size_t digits = in.countDigits();
  if (digits == 0) return in.fail(in.at(), "decimals are expected after '.'");
  if (digits > 6) {
    return in.fail(from, "the seconds have " + std::to_string(digits) +
                             " decimals; up to 6 (microseconds) are taken, and nothing is rounded");
  }
  for (std::size_t i = 0; i < 6; ++i) micros = micros * 10 + (i < digits ? in.peek(i) - '0' : 0);
  in.skip(digits);
  return true;
}

bool readClock(Cursor& in, std::int64_t& micros) {
  const std::size_t from = in.at();
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  std::int64_t fraction = 0;
  if (!readTimeUnit(in, 24, "hours", hours)) return false;
  if (!in.take(':')) return in.fail(in.at(), "a time of day is written hh:mm:ss");
  if (!readTimeUnit(in, 59, "minutes", minutes)) return false;
  if (in.take(':')) {
    if (!readTimeUnit(in, 59, "seconds", seconds)) return false;
    if (in.peek() == '.' && in.peek(1) != '.' && !readFraction(in, fraction)) return false;
  }
  micros = (hours * 3600 + minutes * 60 + seconds) * kMicrosPerSecond + fraction;
  return micros <= kMicrosPerDay || in.fail(from, "the day ends at 24:00:00");
}

bool readZone(Cursor& in, std::int64_t& offset_micros) {
  if (in.take('Z')) return true;
  const bool west = in.peek() == '-';
  if (!west && in.peek() != '+') return true;
  const std::size_t from = in.at();
  in.skip(1);
  int hours = 0;
  int minutes = 0;
  if (!readTimeUnit(in, 14, "hours of a time zone", hours)) return false;
  if (isDigit(in.peek())) return in.fail(from, "a time zone is written +hh:mm, with a colon");
  if (in.take(':') && !readTimeUnit(in, 59, "minutes of a time zone", minutes)) return false;
  if (hours == 14 && minutes != 0) return in.fail(from, "time zones reach from -14:00 to +14:00");
  if (west && hours == 0 && minutes == 0) return in.fail(from, "there is no zone -00:00; write 'Z' for UTC");
  offset_micros = (std::int64_t{hours} * 60 + minutes) * 60 * kMicrosPerSecond * (west ? -1 : 1);
  return true;
}

}  // namespace

bool readTimeOfDay(Cursor& in, EdtfSpan& span) {
  in.skip(1);
  std::int64_t micros = 0;
  if (!readClock(in, micros)) return false;
  std::int64_t offset_micros = 0;
  if (!readZone(in, offset_micros)) return false;
  if (in.atQualifier()) return in.fail(in.at(), "a timestamp is not qualified");

  EdtfBound bound = span.least;
  bound.kind = EdtfBound::Kind::kInstant;
  micros -= offset_micros;
  if (micros < 0) {
    bound.date = plusDays(bound.date, -1);
    micros += kMicrosPerDay;
  } else if (micros >= kMicrosPerDay) {
    // 24:00:00 in a western zone reaches into the second day after.
    bound.date = plusDays(bound.date, micros / kMicrosPerDay);
    micros %= kMicrosPerDay;
  }
  bound.micros_of_day = micros;
  span = {bound, bound, bound, bound};
  return true;
}

}  // namespace tenure::edtf
