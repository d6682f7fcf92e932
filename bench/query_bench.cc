// Statements about the whole graph (graph_questions.h), and what preparing one takes.
#include "bench/query_bench.h"

#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/graph_questions.h"
#include "bench/measure.h"
#include "bench/systems/query_system.h"

namespace tenure::bench {
namespace {

/// $day is one of the 500. Each gives a number, or ids of nodes with numbers.
constexpr std::array<std::string_view, kGraphQuestionNames.size()> kGraphTexts = {
    "MATCH (n) RETURN count(n)",
    "FOR VALID_TIME AS OF $day MATCH ()-[r:MEMBER_OF]->() RETURN count(r)",
    "FOR VALID_TIME AS OF $day MATCH (p)-[:MEMBER_OF]->(o)-[:MEMBER_OF]->(c) RETURN id(c), count(*)",
    "FOR VALID_TIME AS OF $day MATCH (o)<-[:MEMBER_OF]-(p) "
    "RETURN id(o) AS o, count(p) AS members ORDER BY members DESC, o LIMIT 10",
};

std::uint32_t answerOf(query::Rows& rows) {
  std::uint32_t sum = 0;
  while (must(rows.next())) {
    const auto row = rows.row();
    const auto last = static_cast<std::uint32_t>(row.back().asInteger());
    sum =
        row.size() == 1 ? last : sum ^ bench::mixed(static_cast<std::uint32_t>(row[0].asInteger() - 1), last);
  }
  return sum;
}

void askGraph(benchmark::State& state, SystemInUse<QuerySystem>& in_use, GraphQuestion question) {
  query::Engine& queries = in_use.get().database().queries();
  const auto statement = must(queries.prepare(kGraphTexts[static_cast<std::size_t>(question)]));
  query::Parameters parameters;
  std::vector<double> times_us;
  std::vector<std::uint32_t> answers;
  const std::vector<std::int32_t> days = graphDays();
  for (auto _ : state) {
    for (const std::int32_t day : days) {
      parameters["day"] = query::Datum::date({day});
      const auto before = std::chrono::steady_clock::now();
      const auto rows = must(queries.run(statement, parameters));
      answers.push_back(answerOf(*rows));
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - before;
      if (answers.size() > 1) times_us.push_back(took.count());  // the first reads what is not in memory yet
    }
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::int32_t day = days[i % days.size()];
    if (answers[i] == plainAnswer(historyInUse(in_use.times()), question, day)) continue;
    return reportMismatch(state, kGraphQuestionNames[static_cast<std::size_t>(question)], day);
  }
  reportTimes(state, times_us);
}

/// The text differs from call to call, so that no plan is found in the cache.
void prepare(benchmark::State& state, SystemInUse<QuerySystem>& in_use) {
  query::Engine& queries = in_use.get().database().queries();
  std::vector<double> times_us;
  for (auto _ : state) {
    for (int i = 0; i < 2'000; ++i) {
      const std::string text =
          "FOR VALID_TIME AS OF $day MATCH (p:person)-[:MEMBER_OF]->(o)<-[r:MEMBER_OF]-(q) WHERE id(p) = "
          "$node "
          "AND q.name STARTS WITH 'A' RETURN o.name, q.name AS q" +
          std::to_string(i) + ", validFrom(r) ORDER BY o.name LIMIT 20";
      const auto before = std::chrono::steady_clock::now();
      benchmark::DoNotOptimize(must(queries.prepare(text)));
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - before;
      times_us.push_back(took.count());
    }
  }
  reportTimes(state, times_us);
}

}  // namespace

void registerQueries(std::uint32_t times) {
  const auto in_use = std::make_shared<SystemInUse<QuerySystem>>(times);
  benchmark::RegisterBenchmark(("Query/Prepare/x" + std::to_string(times)).c_str(),
                               [in_use](benchmark::State& state) { prepare(state, *in_use); })
      ->Unit(benchmark::kMillisecond);
  for (std::size_t i = 0; i < kGraphQuestionNames.size(); ++i) {
    benchmark::RegisterBenchmark(
        in_use->benchmarkName(kGraphQuestionNames[i]).c_str(),
        [in_use, i](benchmark::State& state) { askGraph(state, *in_use, static_cast<GraphQuestion>(i)); })
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace tenure::bench
