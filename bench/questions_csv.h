// The questions as a file, each with its answer, for systems that are asked from other languages:
//
//   questions.csv   question,node,day,later_day,answer     no header; the first questions of round 0
//   warm_up.csv     the same, of another round, to be asked before and not timed
//
// One thread. What cannot be written ends the program.
#pragma once

#include <filesystem>

#include "bench/history_generator.h"

namespace tenure::bench {

void writeQuestions(const History& history, const std::filesystem::path& folder);

}  // namespace tenure::bench
