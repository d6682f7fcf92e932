// The walks that would be endless as enumerations: closure over a dense graph, the fastest journey through a
// chain of diamonds, components of every month of 70 years. `build/tenure_bench --benchmark_filter=Walks`.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "bench/temporary_database.h"
#include "engine/database.h"
#include "engine/traversal/closure.h"
#include "engine/traversal/journeys.h"
#include "engine/traversal/series.h"

namespace tenure::bench {
namespace {

struct Graph {
  TemporaryFolder folder;
  Database database = must(Database::open(folder / "db"));
  std::vector<NodeId> nodes;

  /// `count` nodes; `facts(add)` calls add(subject, object, validity).
  template <class Facts>
  Graph(int count, const Facts& facts) {
    auto transaction = must(database.begin());
    for (int i = 0; i < count; ++i) nodes.push_back(must(transaction->addNode({})));
    facts([&](int subject, int object, const std::string& when) {
      FactDraft fact;
      fact.subject = nodes[static_cast<std::size_t>(subject)];
      fact.object = nodes[static_cast<std::size_t>(object)];
      fact.type = "MEMBER_OF";
      fact.validity = must(Validity::parse(when));
      must(transaction->addFact(fact));
    });
    must(transaction->commit());
  }
};

std::string years(int from, int to) {
  return std::to_string(from) + "-03-01/" + std::to_string(to) + "-09-30";
}

/// 31 people, all joined with all others in both directions, eight hops: about 10^11 paths.
void closureOverDense(benchmark::State& state) {
  const Graph graph(31, [](const auto& add) {
    for (int a = 0; a < 31; ++a) {
      for (int b = 0; b < 31; ++b) {
        const int from = 1950 + (a * 7 + b * 13) % 60;
        if (a != b) add(a, b, years(from, from + 1 + (a + b) % 9));
      }
    }
  });
  const View view = must(graph.database.between("1950", "2020"));
  std::uint64_t steps = 0;
  for (auto _ : state) {
    const tenure::Closure found = must(closure(view, graph.nodes[0], {}, 8));
    benchmark::DoNotOptimize(found.rows.data());
    steps = found.steps_taken;
  }
  state.counters["steps"] = static_cast<double>(steps);
}
BENCHMARK(closureOverDense)->Name("Walks/Closure/31x8")->Unit(benchmark::kMillisecond);

/// 20 diamonds in a row: 2^20 paths.
void fastestThroughDiamonds(benchmark::State& state) {
  const Graph graph(61, [](const auto& add) {
    for (int i = 0; i < 20; ++i) {
      for (const int side : {3 * i + 1, 3 * i + 2}) {
        add(3 * i, side, years(1950 + i, 2020));
        add(side, 3 * i + 3, years(1950 + i + side % 2, 2020));
      }
    }
  });
  const View view = graph.database.always();
  for (auto _ : state) {
    const auto journey = must(fastestJourney(view, graph.nodes[0], graph.nodes[60], {}));
    benchmark::DoNotOptimize(journey->arrival);
  }
}
BENCHMARK(fastestThroughDiamonds)->Name("Walks/Fastest/20diamonds")->Unit(benchmark::kMillisecond);

/// 840 months over 20,000 facts of 5,000 nodes.
void componentsOfMonths(benchmark::State& state) {
  const Graph graph(5'000, [](const auto& add) {
    std::uint64_t random = 20'261'124;
    const auto next = [&](std::uint64_t below) {
      random = random * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
      return static_cast<int>((random >> 33U) % below);
    };
    for (int i = 0; i < 20'000; ++i) {
      const int from = 1950 + next(68);
      add(next(4'500), 4'500 + next(500), years(from, from + 1 + next(3)));
    }
  });
  const View view = graph.database.always();
  const auto months = must(stretches(must(rangeBetween("1950", "2019")), SeriesStep::kMonth));
  for (auto _ : state) {
    const Series found = must(series(view, {.figure = Figure::kComponents}, months));
    benchmark::DoNotOptimize(found.rows.data());
  }
  state.counters["months"] = static_cast<double>(months.size());
}
BENCHMARK(componentsOfMonths)->Name("Walks/Components/840months")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tenure::bench
