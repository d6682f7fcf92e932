#include "bench/systems/boost_rows.h"

#include <algorithm>
#include <array>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <utility>

#include "bench/systems/alive_sweep.h"
#include "bench/systems/rows.h"

namespace tenure::bench {

using Graph =
    boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, boost::no_property,
                                       boost::no_property, std::uint32_t, std::uint32_t>;

struct BoostRows::Graphs {
  explicit Graphs(std::size_t nodes) : with(nodes) {}

  [[nodiscard]] const Graph& of(FactType type, AskedDay day) const {
    return days[day.index][static_cast<std::size_t>(type)];
  }
  template <class Visit>
  void each(FactType type, Side side, std::uint32_t node, AskedDay day, Visit visit) const {
    const Graph& graph = of(type, day);
    if (side == Side::kOut) {
      const auto [begin, end] = boost::adjacent_vertices(node, graph);
      for (auto at = begin; at != end; ++at) visit(*at);
    } else {
      const auto [begin, end] = boost::in_edges(node, graph);
      for (auto at = begin; at != end; ++at) visit(boost::source(*at, graph));
    }
  }

  std::vector<std::array<Graph, kFactTypes>> days;
  Answering with;
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> after;
};

BoostRows::BoostRows(const History& history, const std::vector<std::int32_t>& days)
    : graphs_(std::make_unique<Graphs>(history.size.nodes())) {
  graphs_->days.reserve(days.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  sweepDays(history, days, [&](const std::vector<HistoryFact>& alive) {
    auto& graphs = graphs_->days.emplace_back();
    for (std::size_t type = 0; type < kFactTypes; ++type) {
      edges.clear();
      for (const HistoryFact& fact : alive)
        if (static_cast<std::size_t>(fact.type) == type) edges.emplace_back(fact.subject, fact.object);
      std::sort(edges.begin(), edges.end());
      graphs[type] =
          Graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), history.size.nodes());
    }
  });
}

BoostRows::~BoostRows() = default;

std::size_t BoostRows::bytes() const {
  std::size_t numbers = 0;
  for (const auto& graphs : graphs_->days)
    for (const Graph& graph : graphs)
      numbers += 2 * (boost::num_vertices(graph) + 1) + 3 * boost::num_edges(graph);
  return numbers * sizeof(std::uint32_t);
}

std::uint32_t BoostRows::q1(const Asked& asked) { return sumOfNeighbours(*graphs_, Side::kOut, asked); }
std::uint32_t BoostRows::q2(const Asked& asked) { return sumOfNeighbours(*graphs_, Side::kIn, asked); }
std::uint32_t BoostRows::q2c(const Asked& asked) {
  return static_cast<std::uint32_t>(
      boost::in_degree(asked.node, graphs_->of(FactType::kMemberOf, asked.day)));
}
std::uint32_t BoostRows::q3(const Asked& asked) { return sumOfCoMembers(*graphs_, graphs_->with, asked); }
std::uint32_t BoostRows::q4(const Asked& asked) { return sumOfChairsAround(*graphs_, graphs_->with, asked); }

std::uint32_t BoostRows::q6(const Asked& asked) {
  // Edges came in order of subject, and Boost keeps that order in what leads to a node.
  const auto members = [&](AskedDay day, std::vector<std::uint32_t>& into) {
    into.clear();
    graphs_->each(FactType::kMemberOf, Side::kIn, asked.node, day,
                  [&](std::uint32_t person) { into.push_back(person); });
  };
  members(asked.day, graphs_->before);
  members(asked.later, graphs_->after);
  std::uint32_t sum = 0;
  auto a = graphs_->before.begin();
  auto b = graphs_->after.begin();
  while (a != graphs_->before.end() && b != graphs_->after.end()) {
    const std::uint32_t left = *a;
    const std::uint32_t joined = *b;
    sum ^= left < joined ? mixed(left) : joined < left ? mixed(joined) : 0;
    a += left <= joined;
    b += joined <= left;
  }
  for (; a != graphs_->before.end(); ++a) sum ^= mixed(*a);
  for (; b != graphs_->after.end(); ++b) sum ^= mixed(*b);
  return sum;
}

std::uint32_t BoostRows::q7(const Asked& asked) {
  std::uint32_t sum = 0;
  for (const Graph& graph : graphs_->days[asked.day.index]) {
    const auto [begin, end] = boost::edges(graph);
    for (auto at = begin; at != end; ++at) sum ^= mixed(boost::source(*at, graph), boost::target(*at, graph));
  }
  return sum;
}

std::uint32_t BoostRows::q7c(const Asked& asked) {
  std::size_t count = 0;
  for (const Graph& graph : graphs_->days[asked.day.index]) count += boost::num_edges(graph);
  return static_cast<std::uint32_t>(count);
}

}  // namespace tenure::bench
