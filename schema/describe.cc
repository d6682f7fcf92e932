// A period as text that `Validity::parse` reads back.
//
// Each side is written by itself, so that what `parse` rebuilds from it are the same bounds: an end is `..`
// where it is open, blank where it is unknown as blank says, a plain EDTF date where one spans exactly the
// choices of the end, and `[first..last]` otherwise. Periods with a grain of a microsecond have timestamps,
// in UTC, wherever an end is finite. A period known only to have held at some time is `attested: ...`.
//
// Not kept by the text: that a period is derived; bounds of a derived period that leave no room for one grain
// (they are tightened when read, as those of every written period); and `../..`, whose bounds are those of a
// timeless fact, which has no text.
#include "schema/validity.h"

namespace tenure {

namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();

// ---- days
// ----------------------------------------------------------------------------------------------------

/// The year as it begins a date: four digits, or `Y` and more.
std::string yearText(std::int64_t year) {
  std::string text = formatCivil({year, 1, 1});
  text.resize(text.size() - 6);
  if (year > 9999 || year < -9999) text.insert(text.begin(), 'Y');
  return text;
}

std::string monthText(const CivilDate& date) {
  std::string text = yearText(date.year) + "-00";
  text[text.size() - 2] = static_cast<char>('0' + date.month / 10);
  text[text.size() - 1] = static_cast<char>('0' + date.month % 10);
  return text;
}

std::string dayText(const CivilDate& date) {
  std::string text = formatCivil(date);
  if (date.year > 9999 || date.year < -9999) text.insert(text.begin(), 'Y');
  return text;
}

/// "201X" where the years from `first` to `last` are a decade (`places` 1) or a century (2).
std::optional<std::string> openYears(std::int64_t first, std::int64_t last, int places) {
  const std::int64_t unit = places == 1 ? 10 : 100;
  const bool negative = last < 0;
  const std::int64_t least = negative ? -last : first;
  if (least % unit != 0 || last - first != unit - 1 || least + unit > 10'000 || (negative && least == 0)) {
    return std::nullopt;
  }
  std::string text = yearText(negative ? last : first);
  for (int i = 1; i <= places; ++i) text[text.size() - static_cast<std::size_t>(i)] = 'X';
  return text;
}

/// A plain EDTF date whose least and greatest day are these.
std::optional<std::string> plainDate(const CivilDate& first, const CivilDate& last) {
  if (first == last) return dayText(first);
  if (first.day != 1 || last.day != daysInMonth(last.year, last.month)) return std::nullopt;
  const bool one_year = first.year == last.year;
  const bool short_year = first.year >= -9999 && first.year <= 9999;
  if (one_year && first.month == last.month && short_year) return monthText(first);
  if (first.month != 1 || last.month != 12) return std::nullopt;
  if (one_year) return yearText(first.year);
  if (auto decade = openYears(first.year, last.year, 1)) return decade;
  return openYears(first.year, last.year, 2);
}

// ---- timestamps
// ----------------------------------------------------------------------------------------------

std::string timestampText(Instant instant) {
  std::string text = formatIso(instant);
  if (text.front() == '+') text.front() = 'Y';
  if (dayOf(instant).year < -9999) text.insert(text.begin(), 'Y');
  return text;
}

// ---- sides
// ---------------------------------------------------------------------------------------------------

/// Text for "somewhere in [first, last]": days where `days`, else instants. Both are positions of the text
/// itself (for the end of a period of days, the last day and not the midnight after it).
std::string spanText(Instant first, Instant last, bool days) {
  if (first.isFinite() && last.isFinite()) {
    if (days) {
      if (auto plain = plainDate(dayOf(first), dayOf(last))) return *plain;
    } else if (first == last) {
      return timestampText(first);
    }
  }
  const auto one = [days](Instant at) {
    if (!at.isFinite()) return std::string();
    return days ? dayText(dayOf(at)) : timestampText(at);
  };
  return "[" + one(first) + ".." + one(last) + "]";
}

struct Writer {
  const Period& period;
  bool days;
  std::int64_t grain;  ///< in microseconds

  /// From an end, which is exclusive, to what is written for it.
  [[nodiscard]] Instant writtenEnd(Instant end) const { return days ? end.plusMicros(-kMicrosPerDay) : end; }

  [[nodiscard]] std::string start() const {
    if (period.start_max == kPast) return "..";
    if (period.start_min == kPast && period.start_max == period.end_max.plusMicros(-grain) &&
        !(period.end_min == kFuture)) {
      return "";
    }
    return spanText(period.start_min, period.start_max, days);
  }

  [[nodiscard]] std::string end() const {
    if (period.end_min == kFuture) return "..";
    if (period.end_max == kFuture && period.end_min <= period.start_min.plusMicros(grain)) return "";
    return spanText(writtenEnd(period.end_min), writtenEnd(period.end_max), days);
  }

  /// Bounds that only say when it held: (-inf, a] and [b, +inf).
  [[nodiscard]] bool isAttested() const {
    return period.start_min == kPast && period.start_max.isFinite() && period.end_min.isFinite() &&
           period.end_max == kFuture;
  }

  [[nodiscard]] std::string attested() const {
    const Instant first_known = period.start_max;
    const Instant last_known = period.end_min.plusMicros(-grain);
    const std::string text = "attested: ";
    if (first_known >= last_known) return text + spanText(last_known, first_known, days);
    return text + spanText(first_known, first_known, days) + "/" +
           spanText(writtenEnd(period.end_min), writtenEnd(period.end_min), days);
  }

  /// "some time within A" for `A` alone, where both sides are written alike and `A` alone means the same.
  [[nodiscard]] std::optional<std::string> alone() const {
    if (!period.start_min.isFinite() || !period.end_max.isFinite()) return std::nullopt;
    const Instant last = period.end_max.plusMicros(-grain);
    if (period.start_max != last || period.end_min != period.start_min.plusMicros(grain)) return std::nullopt;
    return spanText(period.start_min, last, days);
  }
};

}  // namespace

std::string describe(const Period& period) {
  if (period == Period::timeless()) return {};
  const bool days = period.grain == Grain::kDay && atMidnight(period.start_min) &&
                    atMidnight(period.start_max) && atMidnight(period.end_min) && atMidnight(period.end_max);
  const Writer writer{period, days, days ? kMicrosPerDay : 1};
  if (writer.isAttested()) return writer.attested();
  if (auto alone = writer.alone()) return *alone;
  return writer.start() + "/" + writer.end();
}

}  // namespace tenure
