// The made-up history as tables: for `tenure import`, with the days and the inclusive ends that people write,
// and for the other systems, with bare numbers, which costs them least to read.
//
//   nodes.csv       :ID,:LABEL
//   facts.csv       :START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO    2014-10-28, the last day; ".." still
//   holds fact_days.csv   subject,type,object,start_day,end_day            as HistoryFact has them, no header
//
// One thread. What cannot be written ends the program.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "bench/history_generator.h"

namespace tenure::bench {

/// 2014-10-28
[[nodiscard]] std::string dateOf(std::int32_t day);
/// Person, Organization or Coalition.
[[nodiscard]] std::string_view labelOf(const HistorySize& size, std::uint32_t node);

void writeNodesCsv(const History& history, const std::filesystem::path& file);
void writeFactsCsv(const History& history, const std::filesystem::path& file);
void writeFactDaysCsv(const History& history, const std::filesystem::path& file);

}  // namespace tenure::bench
