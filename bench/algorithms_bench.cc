// Boost's algorithms on a graph that was written out from a view beside the same algorithms on Boost's own
// compressed_sparse_row_graph, and the building of both from one list of edges. Both sides take turns within
// each iteration, so that they meet the same machine, and are measured in processor time, so that what else
// runs there counts for neither; `ratio` is ours to Boost's, of medians.
//
//     build/tenure_bench --benchmark_filter=Algorithms
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <cmath>
#include <cstdio>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/algorithms/outward.h"

namespace tenure::bench {
namespace {

// As it comes, and with both directions as ours has them.
using OneWay = boost::compressed_sparse_row_graph<boost::directedS>;
using TwoWays = boost::compressed_sparse_row_graph<boost::bidirectionalS>;

/// People in organizations, organizations in others: few have most members.
struct EdgeList {
  std::vector<NodeId> nodes;
  std::vector<MaterialisedGraph::Tie> ties;
  std::vector<FactId> facts;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;  ///< the same for Boost
};

EdgeList edgeList(std::uint32_t nodes, std::uint32_t edges) {
  std::mt19937_64 random(20'261'124);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same graph each run
  EdgeList list;
  for (std::uint32_t i = 0; i < nodes; ++i) list.nodes.push_back(NodeId{i + std::uint64_t{1}});
  const std::uint32_t people = nodes / 10 * 9;
  for (std::uint32_t i = 0; i < edges; ++i) {
    const double u = static_cast<double>(random() % 1'000'000) / 1e6;
    const auto organization = people + static_cast<std::uint32_t>((nodes - people) * u * u * u);
    const auto member = static_cast<std::uint32_t>(random() % (i % 10 == 0 ? nodes : people));
    list.ties.push_back({member, organization});
    list.facts.push_back(FactId{i + std::uint64_t{1}});
    list.pairs.emplace_back(member, organization);
  }
  return list;
}

template <class Graph>
Graph boostGraph(const EdgeList& list) {
  return Graph(boost::edges_are_unsorted_multi_pass, list.pairs.begin(), list.pairs.end(), list.nodes.size());
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

template <class Work>
double secondsOf(Work&& work) {
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double start = now();
  work();
  return now() - start;
}

/// Runs ours and Boost's in turns; what both give must be the same.
template <class Prepare, class Ours, class Boosts>
void compare(benchmark::State& state, Prepare&& prepare, Ours&& ours, Boosts&& boosts) {
  std::vector<double> ours_s;
  std::vector<double> boosts_s;
  double a = 0;
  double b = 0;
  for (auto _ : state) {
    prepare();
    ours_s.push_back(secondsOf([&] { a = ours(); }));
    boosts_s.push_back(secondsOf([&] { b = boosts(); }));
    state.SetIterationTime(ours_s.back());
  }
  if (std::abs(a - b) > 1e-9 * std::abs(b)) state.SkipWithError("the two graphs give different answers");
  state.counters["ours_ms"] = median(ours_s) * 1e3;
  state.counters["boost_ms"] = median(boosts_s) * 1e3;
  state.counters["ratio"] = median(ours_s) / median(boosts_s);
}

template <class Boosts>
void building(benchmark::State& state) {
  const EdgeList list = edgeList(100'000, static_cast<std::uint32_t>(state.range(0)));
  // Ours takes the lists of nodes and facts over.
  std::vector<NodeId> nodes;
  std::vector<FactId> facts;
  const auto prepare = [&] {
    nodes = list.nodes;
    facts = list.facts;
  };
  const auto ours = [&] {
    return static_cast<double>(num_edges(MaterialisedGraph(std::move(nodes), list.ties, std::move(facts))));
  };
  compare(state, prepare, ours, [&] { return static_cast<double>(num_edges(boostGraph<Boosts>(list))); });
}

template <class Graph>
double rankOfAll(const Graph& graph) {
  std::vector<double> ranks(num_vertices(graph));
  boost::graph::page_rank(graph,
                          boost::make_iterator_property_map(ranks.begin(), get(boost::vertex_index, graph)),
                          boost::graph::n_iterations(20));
  double sum = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) sum += ranks[i] * static_cast<double>(i % 97);
  return sum;
}

/// Ours as Boost's has it: seen from the sources alone, or both ways.
template <class Boosts>
decltype(auto) likewise(const MaterialisedGraph& graph) {
  if constexpr (std::is_same_v<Boosts, OneWay>) {
    return OutwardGraph(graph);
  } else {
    return (graph);
  }
}

template <class Boosts>
void pageRanking(benchmark::State& state) {
  const EdgeList list = edgeList(100'000, static_cast<std::uint32_t>(state.range(0)));
  const MaterialisedGraph ours(list.nodes, list.ties, list.facts);
  const auto boosts = boostGraph<Boosts>(list);
  compare(
      state, [] {}, [&] { return rankOfAll(likewise<Boosts>(ours)); }, [&] { return rankOfAll(boosts); });
}

template <class Graph>
double betweennessOfAll(const Graph& graph) {
  std::vector<double> values(num_vertices(graph));
  boost::brandes_betweenness_centrality(
      graph, boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, graph)));
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += values[i] * static_cast<double>(i % 97);
  return sum;
}

template <class Boosts>
void betweennessing(benchmark::State& state) {
  const EdgeList list = edgeList(2'000, static_cast<std::uint32_t>(state.range(0)));
  const MaterialisedGraph ours(list.nodes, list.ties, list.facts);
  const auto boosts = boostGraph<Boosts>(list);
  compare(
      state, [] {}, [&] { return betweennessOfAll(likewise<Boosts>(ours)); },
      [&] { return betweennessOfAll(boosts); });
}

void oneAndTwoWays(const char* name, void (*one)(benchmark::State&), void (*two)(benchmark::State&),
                   std::vector<std::int64_t> edges) {
  for (const auto& [way, run] : {std::pair("one_way", one), std::pair("two_ways", two)}) {
    auto* made = benchmark::RegisterBenchmark(("Algorithms/" + std::string(name) + "/" + way).c_str(), run);
    made->UseManualTime()->Unit(benchmark::kMillisecond)->MinTime(1.0);
    for (const std::int64_t count : edges) made->Arg(count);
  }
}

const bool registered = [] {
  oneAndTwoWays("Build", building<OneWay>, building<TwoWays>, {92'000, 2'000'000});
  oneAndTwoWays("PageRank", pageRanking<OneWay>, pageRanking<TwoWays>, {92'000, 2'000'000});
  oneAndTwoWays("Betweenness", betweennessing<OneWay>, betweennessing<TwoWays>, {20'000});
  return true;
}();

}  // namespace
}  // namespace tenure::bench
