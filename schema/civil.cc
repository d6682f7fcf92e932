#include "schema/civil.h"

#include <chrono>

namespace tenure {

namespace {

// The Gregorian calendar repeats every 400 years, which are 146,097 days. std::chrono does the arithmetic
// within one cycle (it ends at year 32767); the cycles are counted in 64 bits beside it.
constexpr std::int64_t kCycleYears = 400;
constexpr std::int64_t kCycleDays = 146'097;
constexpr std::int64_t kCycleBase = 2000;        ///< a year that begins a cycle, within chrono's range
constexpr std::int64_t kCycleBaseDays = 10'957;  ///< days from 1970-01-01 to 2000-01-01
constexpr std::int64_t kBaseCycle = kCycleBase / kCycleYears;

constexpr std::int64_t floorDiv(std::int64_t a, std::int64_t b) {
  return a / b - static_cast<std::int64_t>(a % b < 0);
}

/// A day as a count of 400-year cycles from year 0 and a day within its cycle, 0 .. 146,096.
struct CycleDay {
  std::int64_t cycle;
  std::int64_t day;
};

std::chrono::year_month_day inBaseCycle(const CivilDate& date, std::int64_t cycle) {
  const auto year = static_cast<int>(date.year - cycle * kCycleYears + kCycleBase);
  return std::chrono::year{year} / std::chrono::month{date.month} / std::chrono::day{date.day};
}

CycleDay cycleDay(const CivilDate& date) {
  const std::int64_t cycle = floorDiv(date.year, kCycleYears);
  const std::chrono::sys_days days{inBaseCycle(date, cycle)};
  return {cycle, days.time_since_epoch().count() - kCycleBaseDays};
}

CivilDate civilOf(CycleDay at) {
  const auto days = static_cast<int>(at.day + kCycleBaseDays);
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<int>(ymd.year()) - kCycleBase + at.cycle * kCycleYears,
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

void appendTwoDigits(std::string& out, unsigned value) {
  out.push_back(static_cast<char>('0' + value / 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

bool isLeapYear(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int daysInMonth(std::int64_t year, int month) {
  constexpr int kDays[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && isLeapYear(year) ? 29 : kDays[month - 1];
}

bool isValid(const CivilDate& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= daysInMonth(date.year, date.month);
}

std::int64_t daysFromCivil(const CivilDate& date) {
  const CycleDay at = cycleDay(date);
  return (at.cycle - kBaseCycle) * kCycleDays + at.day + kCycleBaseDays;
}

CivilDate civilFromDays(std::int64_t days_since_epoch) {
  // Cycles are split off before the base is subtracted, so that no count of days overflows.
  const std::int64_t cycle = floorDiv(days_since_epoch, kCycleDays);
  const std::int64_t rest = days_since_epoch - cycle * kCycleDays - kCycleBaseDays;
  const std::int64_t borrow = floorDiv(rest, kCycleDays);
  return civilOf({cycle + borrow + kBaseCycle, rest - borrow * kCycleDays});
}

CivilDate plusDays(const CivilDate& date, std::int64_t days) {
  const CycleDay at = cycleDay(date);
  const std::int64_t cycles = floorDiv(days, kCycleDays);
  const std::int64_t day = at.day + (days - cycles * kCycleDays);
  const std::int64_t carry = floorDiv(day, kCycleDays);
  return civilOf({at.cycle + cycles + carry, day - carry * kCycleDays});
}

CivilDate plusMonths(const CivilDate& date, std::int64_t months) {
  const std::int64_t years = floorDiv(months, 12);
  const std::int64_t month = date.month - 1 + (months - years * 12);
  CivilDate out{date.year + years + month / 12, static_cast<std::uint8_t>(month % 12 + 1), date.day};
  const int last = daysInMonth(out.year, out.month);
  if (out.day > last) out.day = static_cast<std::uint8_t>(last);
  return out;
}

std::string formatCivil(const CivilDate& date) {
  std::string out;
  auto magnitude = static_cast<std::uint64_t>(date.year);
  if (date.year < 0) {
    out.push_back('-');
    magnitude = 0 - magnitude;
  }
  const std::string digits = std::to_string(magnitude);
  if (digits.size() < 4) out.append(4 - digits.size(), '0');
  out += digits;
  out.push_back('-');
  appendTwoDigits(out, date.month);
  out.push_back('-');
  appendTwoDigits(out, date.day);
  return out;
}

}  // namespace tenure
