#include "bench/traversal_bench.h"

#include "bench/measure.h"
#include "bench/systems/lists.h"
#include "bench/systems/snapshots.h"

namespace tenure::bench {

void registerTraversals() {
  // The first answers first: the others are compared with it. A system is added here, and nowhere else.
  for (const std::uint32_t times : {1U, 10U}) registerSystems<Snapshots, Lists>(times);
}

}  // namespace tenure::bench
