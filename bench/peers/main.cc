// build/tenure_peers: the questions asked of the databases that are reached from C++, measured and compared
// as build/tenure_bench does it. The plain lists answer beside them, so that answers are compared with
// something.
//
//     build/tenure_peers --benchmark_filter='/(sqlite|lists)/x1$'
#include <benchmark/benchmark.h>

#include "bench/measure.h"
#include "bench/peers/postgres_peer.h"
#include "bench/peers/sqlite_peer.h"
#include "bench/systems/lists.h"
#include "bench/systems/query_system.h"
#include "bench/systems/tenure_system.h"

int main(int argc, char** argv) {
  using namespace tenure::bench;
  return runBenchmarks(argc, argv, [] {
    benchmark::AddCustomContext("sqlite", "SQLite " + SqlitePeer::version());
    if (PostgresPeer::isThere())
      benchmark::AddCustomContext("postgres", "PostgreSQL " + PostgresPeer::version());
    for (const std::uint32_t times : {1U, 10U}) {
      if (PostgresPeer::isThere())
        registerSystems<Lists, SqlitePeer, TenureSystem, QuerySystem, PostgresPeer>(times);
      else
        registerSystems<Lists, SqlitePeer, TenureSystem, QuerySystem>(times);
    }
  });
}
