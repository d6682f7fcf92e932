// The questions all systems are asked, and how an answer becomes one number.
//
//   Q1   the organizations of a person on a day
//   Q2   the members of an organization on a day;  Q2w: the organization picked by the size of its membership
//        that day;  Q2c: how many, without listing them
//   Q3   the people who are in an organization with a person on a day, each once, without that person
//   Q4   a person's organizations, their coalitions, the organizations in these, the chairs of those: on a
//   day,
//        each once at every step
//   Q5   every fact a node was ever the subject of, in order of (start, end, type, object)
//   Q6   who joined and who left an organization between two days: the facts that hold on one of the days and
//   not
//        on the other;  Q6w: the organization picked by its size on the earlier day
//   Q7   every fact of the whole graph on a day, visited;  Q7c: how many
//   Q8   the organizations and coalitions a person belonged to, through others too, during a year that begins
//   on
//        the day: each with its maximal periods within the year in which all facts of a path hold together
//   Q9   within a year that begins on the day, whom a message of a person reaches and when at the earliest:
//   over
//        MEMBER_OF and CHAIRED both ways, up to 3 facts in a row, each starting within the year and none
//        before the one before it; it arrives when the last of them starts. The person is left out
//
// Days are drawn from the same 500, once, so that snapshots of them can be built beforehand. Every answer is
// consumed as an exclusive or of its members, each times odd constants, so that order does not matter (in Q5
// it does); 32 bits, so that JavaScript computes the same. A system must find the members themselves: to
// combine two lists whole where Q6 asks for what differs would give the same number and is no answer.
//
// Plain data and pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"

namespace tenure::bench {

enum class Question : std::uint8_t { kQ1, kQ2, kQ2w, kQ2c, kQ3, kQ4, kQ5, kQ6, kQ6w, kQ7, kQ7c, kQ8, kQ9 };
inline constexpr std::array<std::string_view, 13> kQuestionNames = {
    "Q1", "Q2", "Q2w", "Q2c", "Q3", "Q4", "Q5", "Q6", "Q6w", "Q7", "Q7c", "Q8", "Q9"};
[[nodiscard]] inline std::string_view nameOf(Question question) {
  return kQuestionNames[static_cast<std::size_t>(question)];
}

inline constexpr std::int32_t kYearDays = 365;
inline constexpr int kArrivalHops = 3;

/// One of the 500 days: its place among them and itself.
struct AskedDay {
  std::uint32_t index;
  std::int32_t day;
};

struct Asked {
  std::uint32_t node;  ///< 0 where the question is about the whole graph
  AskedDay day;
  AskedDay later;  ///< for Q6, after `day`; else the same
};

inline constexpr std::size_t kAskedDays = 500;
/// Different days, ascending; the same for every history.
[[nodiscard]] std::vector<std::int32_t> drawDays(std::size_t count = kAskedDays);

/// The first `count` questions of a round; every round has its own. Fewer questions are a beginning of more.
[[nodiscard]] std::vector<Asked> drawQuestions(Question question, const History& history,
                                               const std::vector<std::int32_t>& days, std::size_t count,
                                               std::uint32_t round);

// ---- how members become numbers

inline constexpr std::uint32_t kMixA = 0x9E3779B1U;
inline constexpr std::uint32_t kMixB = 0x85EBCA77U;
inline constexpr std::uint32_t kMixC = 0xC2B2AE3DU;

/// A node, in Q1 to Q4 and Q6.
[[nodiscard]] constexpr std::uint32_t mixed(std::uint32_t node) { return (node + 1) * kMixA; }
/// A fact in Q7, and a node with its arrival in Q9.
[[nodiscard]] constexpr std::uint32_t mixed(std::uint32_t node, std::uint32_t with) {
  return (mixed(node) ^ with) * kMixB;
}
/// A node with a period, in Q8.
[[nodiscard]] constexpr std::uint32_t mixed(std::uint32_t node, std::int32_t start_day,
                                            std::int32_t end_day) {
  return (mixed(node, static_cast<std::uint32_t>(start_day)) ^ static_cast<std::uint32_t>(end_day)) * kMixC;
}
/// Q5, fact after fact, beginning with 0.
[[nodiscard]] constexpr std::uint32_t followed(std::uint32_t sum, FactType type, std::uint32_t object,
                                               std::int32_t start_day, std::int32_t end_day) {
  return (sum ^ (mixed(object, start_day, end_day) + static_cast<std::uint32_t>(type))) * kMixA;
}

}  // namespace tenure::bench
