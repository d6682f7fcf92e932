#include "storage/written_days.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "schema/civil.h"
#include "schema/plain_day.h"
#include "storage/exact_days.h"

namespace tenure::storage {
namespace {

/// What stands on one side of "/". Persisted: do not renumber.
enum class Part : std::uint8_t { kBlank = 0, kOpen = 1, kYear = 2, kMonth = 3, kDay = 4, kAbsent = 5 };

constexpr std::uint8_t kPartBits = 3;
constexpr std::uint8_t kPartMask = 0x07;
constexpr std::uint8_t kExclusiveBit = 0x40;
constexpr std::uint8_t kShapes = 0x80;
constexpr std::uint8_t kTimelessCode = 0x05;  ///< blank, and no "/"

constexpr std::int64_t kFirstDay = -719'528;  ///< 0000-01-01
constexpr std::int64_t kLastDay = 2'932'896;  ///< 9999-12-31

constexpr bool isDate(Part part) { return part >= Part::kYear && part <= Part::kDay; }

struct Shape {
  Part start;
  Part end;
  bool exclusive;
  [[nodiscard]] std::uint8_t code() const {
    return static_cast<std::uint8_t>(static_cast<unsigned>(end) | static_cast<unsigned>(start) << kPartBits |
                                     (exclusive ? kExclusiveBit : 0U));
  }
  static Shape of(std::uint8_t code) {
    return {static_cast<Part>(code >> kPartBits & kPartMask), static_cast<Part>(code & kPartMask),
            (code & kExclusiveBit) != 0};
  }
};

/// The first and the last day of a date.
struct Days {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

struct Written {
  Part part = Part::kBlank;
  Days days;
};

Days daysOf(Part part, const CivilDate& date) {
  const std::int64_t first = daysFromCivil(date);
  if (part == Part::kDay) return {first, first};
  if (part == Part::kMonth) return {first, first + daysInMonth(date.year, date.month) - 1};
  return {first, first + (isLeapYear(date.year) ? 365 : 364)};
}

/// The date whose first day (or, where `from_last`, whose last day) is `day`; nullopt where there is none.
std::optional<Days> dateAt(Part part, std::int64_t day, bool from_last) {
  if (day < kFirstDay || day > kLastDay) return std::nullopt;
  if (part == Part::kDay) return Days{day, day};
  CivilDate date = civilFromDays(day);
  date.day = 1;
  if (part == Part::kYear) date.month = 1;
  const Days days = daysOf(part, date);
  if ((from_last ? days.last : days.first) != day) return std::nullopt;
  return days;
}

/// Two or four digits; -1 for anything else.
int digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// "", "..", "2014", "2014-10" or "2014-10-28"; nullopt for anything else.
std::optional<Written> read(std::string_view text) {
  if (text.empty()) return Written{};
  if (text == "..") return Written{Part::kOpen, {}};
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  CivilDate date;
  date.year = digits(text.substr(0, 4));
  if (date.year < 0) return std::nullopt;
  Part part = Part::kYear;
  if (text.size() >= 7) {
    part = Part::kMonth;
    const int month = digits(text.substr(5, 2));
    if (text[4] != '-' || month < 1 || month > 12) return std::nullopt;  // 21 and above are seasons
    date.month = static_cast<std::uint8_t>(month);
  }
  if (text.size() == 10) {
    part = Part::kDay;
    const int day = digits(text.substr(8));
    if (text[7] != '-' || day < 1 || day > daysInMonth(date.year, date.month)) return std::nullopt;
    date.day = static_cast<std::uint8_t>(day);
  }
  return Written{part, daysOf(part, date)};
}

void write(std::string& out, Part part, std::int64_t day) {
  if (part == Part::kOpen) out += "..";
  if (!isDate(part)) return;
  const CivilDate date = civilFromDays(day);
  const auto two = [&out](int number) {
    out += static_cast<char>('0' + number / 10);
    out += static_cast<char>('0' + number % 10);
  };
  two(static_cast<int>(date.year) / 100);
  two(static_cast<int>(date.year) % 100);
  if (part == Part::kYear) return;
  out += '-';
  two(date.month);
  if (part == Part::kMonth) return;
  out += '-';
  two(date.day);
}

Instant midnight(std::int64_t day) { return Instant::fromMicros(day * kMicrosPerDay); }

Period boundsOf(const Shape& shape, const Days& start, const Days& end) {
  Period p;  // timeless
  if (shape.code() == kTimelessCode) return p;
  if (shape.start == Part::kBlank && (shape.end == Part::kBlank || shape.end == Part::kOpen)) {
    p.start_max = Instant::plusInfinity();
    p.end_min = Instant::minusInfinity();
    return p;
  }
  if (isDate(shape.start)) {
    p.start_min = midnight(start.first);
    p.start_max = midnight(start.last);
  }
  if (shape.end == Part::kAbsent) {
    p.end_min = midnight(start.first + 1);
    p.end_max = midnight(start.last + 1);
  } else if (isDate(shape.end)) {
    const int day_itself = shape.exclusive ? 0 : 1;
    p.end_min = midnight(end.first + day_itself);
    p.end_max = midnight(end.last + day_itself);
  } else if (shape.end == Part::kBlank) {
    p.end_min = p.start_min.plusMicros(kMicrosPerDay);
  }
  if (shape.start == Part::kBlank) p.start_max = p.end_max.plusMicros(-kMicrosPerDay);
  p.start_max = std::min(p.start_max, p.end_max.plusMicros(-kMicrosPerDay));
  p.end_min = std::max(p.end_min, p.start_min.plusMicros(kMicrosPerDay));
  return p;
}

/// Without "/" there is a date, or nothing at all.
bool isMeant(const Shape& shape) {
  return shape.end != Part::kAbsent || isDate(shape.start) || shape.code() == kTimelessCode;
}

bool canBe(const Period& p) { return p.canHold() && p.start_min <= p.start_max && p.end_min <= p.end_max; }

/// Shape and dates of a code; nullopt where it is of no validity.
struct Taken {
  Shape shape;
  Days start;
  Days end;
};
std::optional<Taken> take(const WrittenDays& code) {
  if (code.shape >= kShapes) return std::nullopt;
  Taken taken{Shape::of(code.shape), {}, {}};
  const Shape& shape = taken.shape;
  if (shape.start > Part::kDay || shape.end > Part::kAbsent || !isMeant(shape)) return std::nullopt;
  const bool both = isDate(shape.start) && isDate(shape.end);
  if (both != (code.length > 0)) return std::nullopt;
  if (!isDate(shape.start) && !isDate(shape.end) && code.start != 0) return std::nullopt;
  if (isDate(shape.start)) {
    const auto start = dateAt(shape.start, code.start, false);
    if (!start) return std::nullopt;
    taken.start = *start;
  }
  if (isDate(shape.end)) {
    const auto end = dateAt(shape.end, std::int64_t{code.start} + code.length - 1, true);
    if (!end) return std::nullopt;
    taken.end = *end;
  }
  return taken;
}

/// Two plain days, or one and "..", with the bounds that these have: nearly all, and told in a third of the
/// time. nullopt for anything else.
std::optional<WrittenDays> writtenPlainDays(const Validity& validity) {
  constexpr std::size_t kDayBytes = 10;
  const std::string_view text = validity.text();
  if (text.size() <= kDayBytes || text[kDayBytes] != '/') return std::nullopt;
  const auto days = exactDays(validity.period());
  const auto start = plainDay(text.substr(0, kDayBytes));
  if (!days || start != days->start) return std::nullopt;
  Shape shape{Part::kDay, Part::kOpen, validity.convention() == EndConvention::kExclusive};
  const std::string_view end_text = text.substr(kDayBytes + 1);
  if (end_text == "..") {
    if (days->length != 0) return std::nullopt;
    return WrittenDays{*start, 0, shape.code()};
  }
  shape.end = Part::kDay;
  const auto end = plainDay(end_text);
  if (!end || *end < *start) return std::nullopt;
  const auto length = static_cast<std::uint32_t>(*end + 1 - *start);
  if (days->length == 0 || days->length != length - (shape.exclusive ? 1 : 0)) return std::nullopt;
  return WrittenDays{*start, length, shape.code()};
}

}  // namespace

std::optional<WrittenDays> writtenDays(const Validity& validity) {
  if (const auto plain = writtenPlainDays(validity)) return plain;
  const std::string_view text = validity.text();
  const std::size_t slash = text.find('/');
  const auto start = read(text.substr(0, std::min(slash, text.size())));
  if (!start) return std::nullopt;
  Written end{Part::kAbsent, {}};
  if (slash != std::string_view::npos) {
    const auto read_end = read(text.substr(slash + 1));
    if (!read_end) return std::nullopt;
    end = *read_end;
  }
  const Shape shape{start->part, end.part, validity.convention() == EndConvention::kExclusive};
  WrittenDays code{0, 0, shape.code()};
  if (isDate(start->part)) {
    code.start = static_cast<std::int32_t>(start->days.first);
    if (isDate(end.part)) {
      if (end.days.last < start->days.first) return std::nullopt;
      code.length = static_cast<std::uint32_t>(end.days.last + 1 - start->days.first);
    }
  } else if (isDate(end.part)) {
    code.start = static_cast<std::int32_t>(end.days.last + 1);
  }
  const Period bounds = boundsOf(shape, start->days, end.days);
  // The bounds that were stored count: what they do not follow from, is no validity of this kind.
  if (!isMeant(shape) || !canBe(bounds) || !(bounds == validity.period())) return std::nullopt;
  return code;
}

bool isOfValidity(const WrittenDays& days) {
  const auto taken = take(days);
  return taken && canBe(boundsOf(taken->shape, taken->start, taken->end));
}

Validity validityOf(const WrittenDays& days) {
  const auto taken = take(days);
  if (!taken || days.shape == kTimelessCode) return {};
  const Shape& shape = taken->shape;
  std::string text;
  text.reserve(21);  // two days
  write(text, shape.start, taken->start.first);
  if (shape.end != Part::kAbsent) {
    text += '/';
    write(text, shape.end, taken->end.last);
  }
  return Validity::restored(boundsOf(shape, taken->start, taken->end), std::move(text),
                            shape.exclusive ? EndConvention::kExclusive : EndConvention::kInclusive);
}

}  // namespace tenure::storage
