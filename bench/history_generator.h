// The made-up history that all systems are asked about: people who go from organization to organization,
// chairs, coalitions, mergers and splits, over the 76 years 1950 to 2025. The same arrays on every machine.
//
//   nodes     100,000: people are 0 .. 89,999, organizations up to 98,999, coalitions the last 1,000
//   facts     about 2.1 million, about 92,000 of them alive on any day, to the day, without sources or
//             properties; what follows each other (a career, an organization's chairs) stands together in
//             order of start
//             MEMBER_OF    person -> organization, in sequence per person, 3 years on average; every eighth
//                          begins before the last one ends, after the others follows a pause;
//                          organizations by Zipf's law with exponent 1.0
//             CHAIRED      person -> organization, one at a time in an organization, 4.3 years on average
//             MEMBER_OF    organization -> coalition, in sequence per organization, 8 years on average
//             MERGED_INTO, SPLIT_FROM   organization -> organization, one day each
//   the end   of the facts that still hold on 2025-12-31 every twentieth is open, the others end that day
//
// On no day do two facts of one type join the same pair: the facts of a node on a day are a set of nodes.
// With history x10 all spans and pauses are a tenth: ten times the facts, as many alive on any day.
//
// Plain data and a pure function.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace tenure::bench {

/// The numbers stand in files and in other systems' tables.
enum class FactType : std::uint8_t { kMemberOf = 0, kChaired = 1, kMergedInto = 2, kSplitFrom = 3 };
inline constexpr std::size_t kFactTypes = 4;
inline constexpr std::array<std::string_view, kFactTypes> kFactTypeNames = {"MEMBER_OF", "CHAIRED",
                                                                            "MERGED_INTO", "SPLIT_FROM"};

/// Days count from 1970-01-01.
inline constexpr std::int32_t kFirstDay = -7'305;                                   ///< 1950-01-01
inline constexpr std::int32_t kLastDay = 20'453;                                    ///< 2025-12-31
inline constexpr std::int32_t kOpenDay = std::numeric_limits<std::int32_t>::max();  ///< "still holds"

struct HistoryFact {
  std::uint32_t subject;
  std::uint32_t object;
  std::int32_t start_day;
  std::int32_t end_day;  ///< the first day on which it no longer holds
  FactType type;

  [[nodiscard]] bool aliveOn(std::int32_t day) const { return start_day <= day && day < end_day; }
  friend bool operator==(const HistoryFact&, const HistoryFact&) = default;
};

/// How many nodes of each kind, and how often the history is packed into the same years.
struct HistorySize {
  std::uint32_t people = 90'000;
  std::uint32_t organizations = 9'000;
  std::uint32_t coalitions = 1'000;
  std::uint32_t times = 1;  ///< 10 for x10

  [[nodiscard]] std::uint32_t nodes() const { return people + organizations + coalitions; }
  [[nodiscard]] std::uint32_t firstOrganization() const { return people; }
  [[nodiscard]] std::uint32_t firstCoalition() const { return people + organizations; }
};

struct History {
  HistorySize size;
  std::vector<HistoryFact> facts;
};

inline constexpr std::uint64_t kHistorySeed = 20'261'124;

[[nodiscard]] History generateHistory(const HistorySize& size, std::uint64_t seed = kHistorySeed);

}  // namespace tenure::bench
