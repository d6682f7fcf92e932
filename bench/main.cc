// The benchmark's own main: it fails where two systems give different answers.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench/measure.h"
#include "bench/traversal_bench.h"

int main(int argc, char** argv) {
  // A measurement is one pass over a round of questions. Without a least time the library calls it once, and
  // names keep the form <question>/<system>/<history>. What the user says comes later and wins.
  char once[] = "--benchmark_min_time=0";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + (argc > 0 ? 1 : 0), once);
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  tenure::bench::registerTraversals();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return tenure::bench::benchmarksFailed() ? 1 : 0;
}
