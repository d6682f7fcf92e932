#include "bench/history_csv.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/text_file.h"

namespace tenure::bench {
namespace {

std::string_view nameOf(FactType type) { return kFactTypeNames[static_cast<std::size_t>(type)]; }

}  // namespace

std::string dateOf(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::string_view labelOf(const HistorySize& size, std::uint32_t node) {
  if (node < size.firstOrganization()) return "Person";
  return node < size.firstCoalition() ? "Organization" : "Coalition";
}

void writeNodesCsv(const History& history, const std::filesystem::path& file) {
  TextFile out(file);
  out << ":ID,:LABEL\n";
  for (std::uint32_t node = 0; node < history.size.nodes(); ++node)
    out << node << "," << labelOf(history.size, node) << "\n";
}

void writeFactsCsv(const History& history, const std::filesystem::path& file) {
  std::vector<std::string> dates;
  for (std::int32_t day = kFirstDay; day <= kLastDay; ++day) dates.push_back(dateOf(day));
  const auto date = [&](std::int32_t day) -> std::string_view {
    return dates[static_cast<std::size_t>(day - kFirstDay)];
  };
  TextFile out(file);
  out << ":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO\n";
  for (const HistoryFact& fact : history.facts) {
    out << fact.subject << "," << nameOf(fact.type) << "," << fact.object << "," << date(fact.start_day)
        << "," << (fact.end_day == kOpenDay ? ".." : date(fact.end_day - 1)) << "\n";
  }
}

void writeFactDaysCsv(const History& history, const std::filesystem::path& file) {
  TextFile out(file);
  for (const HistoryFact& fact : history.facts) {
    out << fact.subject << "," << static_cast<std::int64_t>(fact.type) << "," << fact.object << ","
        << fact.start_day << "," << fact.end_day << "\n";
  }
}

}  // namespace tenure::bench
