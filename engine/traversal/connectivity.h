// Components over many stretches of time at once. The stretches are halved again and again; an edge is joined
// where it holds for a whole part and taken back when the part is done (a union-find without path compression
// that remembers what it did). So an edge that holds for years is joined a few times and not once a month:
// E log M unions of log V steps each, for E edges, M stretches, V nodes.
//
// One question, one thread.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/traversal/budget.h"
#include "engine/traversal/stretch_runs.h"
#include "schema/result.h"

namespace tenure {

/// Two nodes, numbered from 0, and a run of stretches in which they are joined.
struct JoinedRun {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  Run run;
};

/// What the edges make of one stretch.
struct Connected {
  std::uint64_t unions = 0;   ///< nodes less components
  std::uint64_t joined = 0;   ///< nodes in components of two and more
  std::uint64_t largest = 0;  ///< the size of the largest of these; 0 where there is none
};

/// One for each of `stretches` stretches. Errors of the budget.
[[nodiscard]] Result<std::vector<Connected>> connectedOver(std::size_t stretches, std::uint32_t nodes,
                                                           std::vector<JoinedRun> edges, Meter& meter);

}  // namespace tenure
