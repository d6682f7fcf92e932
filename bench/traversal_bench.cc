// build/tenure_bench: the questions of bench/questions.h, asked of Tenure and of what it is measured against,
// in one process. It fails where two systems give different answers. storage_bench.cc adds its own.
//
//     build/tenure_bench --benchmark_filter='/x1$' --benchmark_repetitions=3
#include "bench/corrected_bench.h"
#include "bench/database_bench.h"
#include "bench/hub_bench.h"
#include "bench/measure.h"
#include "bench/query_bench.h"
#include "bench/systems/boost_rows.h"
#include "bench/systems/lists.h"
#include "bench/systems/query_system.h"
#include "bench/systems/snapshots.h"
#include "bench/systems/tenure_system.h"

int main(int argc, char** argv) {
  using namespace tenure::bench;
  return runBenchmarks(argc, argv, [] {
    // The first answers first: the others are compared with it. A system is added here, and nowhere else.
    for (const std::uint32_t times : {1U, 10U}) {
      registerSystems<Snapshots, TenureSystem, QuerySystem, BoostRows, Lists>(times);
      registerQueries(times);
      registerDatabase(times);
    }
    registerCorrected();
    registerHub();
  });
}
