// Registers the questions of bench/questions.h, asked of Tenure and of what it is measured against. One
// thread.
#pragma once

namespace tenure::bench {

void registerTraversals();

}  // namespace tenure::bench
