// Questions about the whole graph, in one statement each: what graph databases are good at. The query
// language is asked them (query_bench.cc), and so are other graph databases (peers/kuzu.mjs).
//
//   Count    how many nodes there are
//   Filter   how many MEMBER_OF facts hold on a day
//   TwoHops  over MEMBER_OF twice on a day: for each node at the end, by how many ways it is reached
//   TopTen   the ten nodes with the most members on a day, the first of equals by its number, and how many
//
// An answer becomes one number: the count itself, or the exclusive or of nodes mixed with their counts. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"

namespace tenure::bench {

enum class GraphQuestion : std::uint8_t { kCount, kFilter, kTwoHops, kTopTen };
inline constexpr std::array<std::string_view, 4> kGraphQuestionNames = {"Count", "Filter", "TwoHops",
                                                                        "TopTen"};
inline constexpr std::size_t kGraphAsked = 101;

/// The days that each is asked of, out of the 500.
[[nodiscard]] std::vector<std::int32_t> graphDays();
/// By a plain pass over all facts.
[[nodiscard]] std::uint32_t plainAnswer(const History& history, GraphQuestion question, std::int32_t day);

}  // namespace tenure::bench
