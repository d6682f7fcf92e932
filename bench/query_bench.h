// What the query language costs beside the questions of bench/questions.h. For build/tenure_bench's main.
#pragma once

#include <cstdint>

namespace tenure::bench {

/// Query/Prepare/<history> and the questions about the whole graph: Count, Filter, TwoHops and TopTen.
void registerQueries(std::uint32_t times);

}  // namespace tenure::bench
