// Algorithms over random temporal graphs against plain ones of a few lines (all pairs, all cuts, all cycles
// of elimination), over the rows that the plain model of the database says hold: certain and possible, on
// both clocks, refuted facts in and out, of some types or all, also as series.
//
// TENURE_ROUNDS is the number of databases in all (default 3000; here a third of it). A failing case prints
// its seed; TENURE_SEED=<seed> plays that database first.
#include "engine/algorithms/algorithms.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <set>

#include "engine/algorithms/boost_graph.h"
#include "engine/algorithms/series.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_writes.h"
#include "tests/random_records.h"

namespace algorithms_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
using Matrix = std::vector<std::vector<double>>;

/// The rows of the model under a scope: nodes by id, facts between their places.
struct Plain {
  std::vector<NodeId> nodes;
  struct Row {
    std::size_t from, to;
    FactId fact;
  };
  std::vector<Row> rows;

  Plain(const PlainModel& model, const TimeScope& scope, const std::vector<std::string>& types) {
    std::map<NodeId, std::size_t> place;
    for (const NodeVersion& node : model.believedNodes(scope.system)) {
      if (!PlainModel::verdictOf(node, scope)) continue;
      place[node.id] = nodes.size();
      nodes.push_back(node.id);
    }
    for (const auto& [node, from] : place) {
      for (const PlainEdge& edge : model.edges(node, Direction::kOut, {}, scope)) {
        if (!types.empty() && std::find(types.begin(), types.end(), edge.type) == types.end()) continue;
        rows.push_back({from, place.at(edge.node), edge.fact});
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return nodes.size(); }
  /// How many facts lead from one node to another; without those of a node to itself where `both`.
  [[nodiscard]] Matrix counts(Direction direction) const {
    Matrix out(size(), std::vector<double>(size(), 0));
    for (const Row& row : rows) {
      if (direction == Direction::kBoth && row.from == row.to) continue;
      if (direction != Direction::kIn) out[row.from][row.to] += 1;
      if (direction != Direction::kOut) out[row.to][row.from] += 1;
    }
    return out;
  }
  /// Floyd and Warshall.
  [[nodiscard]] Matrix distances(Direction direction) const {
    const Matrix edges = counts(direction);
    Matrix d(size(), std::vector<double>(size(), kFar));
    for (std::size_t i = 0; i < size(); ++i) {
      for (std::size_t j = 0; j < size(); ++j) d[i][j] = i == j ? 0 : edges[i][j] > 0 ? 1 : kFar;
    }
    for (std::size_t k = 0; k < size(); ++k) {
      for (std::size_t i = 0; i < size(); ++i) {
        for (std::size_t j = 0; j < size(); ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
      }
    }
    return d;
  }
};

/// Components from who reaches whom, numbered by their least node.
std::vector<double> plainComponents(const Matrix& d) {
  std::vector<double> out(d.size(), -1);
  double next = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (out[i] >= 0) continue;
    for (std::size_t j = i; j < d.size(); ++j) {
      if (d[i][j] < kFar && d[j][i] < kFar) out[j] = next;
    }
    ++next;
  }
  return out;
}

std::vector<double> plainBetweenness(const Plain& graph, Direction direction) {
  const Matrix d = graph.distances(direction);
  const Matrix edges = graph.counts(direction);
  // Numbers of shortest paths, from the nearest pairs on.
  Matrix paths(d.size(), std::vector<double>(d.size(), 0));
  for (std::size_t length = 0; length < d.size(); ++length) {
    for (std::size_t i = 0; i < d.size(); ++i) {
      for (std::size_t j = 0; j < d.size(); ++j) {
        if (d[i][j] != static_cast<double>(length)) continue;
        if (i == j) paths[i][j] = 1;
        for (std::size_t k = 0; k < d.size(); ++k) {
          if (i != j && d[i][k] + 1 == d[i][j]) paths[i][j] += paths[i][k] * edges[k][j];
        }
      }
    }
  }
  std::vector<double> out(d.size(), 0);
  for (std::size_t v = 0; v < d.size(); ++v) {
    for (std::size_t i = 0; i < d.size(); ++i) {
      for (std::size_t j = 0; j < d.size(); ++j) {
        if (i == j || v == i || v == j || d[i][j] == kFar || d[i][v] + d[v][j] != d[i][j]) continue;
        out[v] += paths[i][v] * paths[v][j] / paths[i][j];
      }
    }
    if (direction == Direction::kBoth) out[v] /= 2;
  }
  return out;
}

std::vector<double> plainCloseness(const Matrix& d) {
  std::vector<double> out;
  for (const auto& row : d) {
    double reached = -1;
    double sum = 0;
    for (const double one : row) {
      if (one == kFar) continue;
      ++reached;
      sum += one;
    }
    out.push_back(sum == 0 ? 0 : reached * reached / sum / (static_cast<double>(d.size()) - 1));
  }
  return out;
}

/// The stationary shares by many steps of the walk as it is told.
std::vector<double> plainPageRank(const Matrix& edges) {
  const std::size_t n = edges.size();
  std::vector<double> ranks(n, 1.0 / static_cast<double>(n));
  for (int round = 0; round < 400; ++round) {
    std::vector<double> next(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      double degree = 0;
      for (const double count : edges[i]) degree += count;
      for (std::size_t j = 0; j < n; ++j) {
        const double anew = 1.0 / static_cast<double>(n);
        next[j] += ranks[i] * (degree == 0 ? anew : 0.15 * anew + 0.85 * edges[i][j] / degree);
      }
    }
    ranks = next;
  }
  return ranks;
}

/// Takes away, for each k, whoever is tied to fewer than k of those left.
std::vector<double> plainCores(const Matrix& edges) {
  std::vector<double> out(edges.size(), 0);
  for (std::size_t k = 1; k < edges.size(); ++k) {
    std::vector<bool> left(edges.size(), true);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < edges.size(); ++i) {
        std::size_t tied = 0;
        for (std::size_t j = 0; j < edges.size(); ++j) tied += left[j] && edges[i][j] > 0 ? 1U : 0U;
        if (left[i] && tied < k) changed = true, left[i] = false;
      }
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (left[i]) out[i] = static_cast<double>(k);
    }
  }
  return out;
}

/// Into how many parts a node's component falls without it.
double plainParts(const Plain& graph, std::size_t without) {
  Plain rest = graph;
  std::erase_if(rest.rows, [&](const Plain::Row& row) { return row.from == without || row.to == without; });
  const Matrix all = graph.distances(Direction::kBoth);
  const auto parts = plainComponents(rest.distances(Direction::kBoth));
  std::set<double> found;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (i != without && all[without][i] < kFar) found.insert(parts[i]);
  }
  return static_cast<double>(found.size());
}

/// The least cut over all ways to split the nodes that facts join in two; at most 12 of them.
std::optional<double> plainCut(const Plain& graph) {
  const Matrix edges = graph.counts(Direction::kBoth);
  std::vector<std::size_t> tied;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (std::any_of(edges[i].begin(), edges[i].end(), [](double count) { return count > 0; }))
      tied.push_back(i);
  }
  if (tied.size() < 2 || tied.size() > 12) return std::nullopt;
  double least = kFar;
  for (std::uint32_t side = 1; side < (1U << tied.size()) - 1; ++side) {
    double cut = 0;
    for (std::size_t i = 0; i < tied.size(); ++i) {
      for (std::size_t j = 0; j < tied.size(); ++j) {
        if ((side >> i & 1U) == 1 && (side >> j & 1U) == 0) cut += edges[tied[i]][tied[j]];
      }
    }
    least = std::min(least, cut);
  }
  return least;
}

class Compare {
 public:
  Compare(const View& view, const PlainModel& model, std::vector<std::string> types)
      : view_(view),
        types_(std::move(types)),
        plain_(model, view.scope(), types_),
        graph_(answered("materialise", materialise(view, {.types = types_}))) {}

  void all() {
    rows();
    requireSame("nodes " + scope(), std::to_string(plain_.size()), std::to_string(graph_.nodeCount()));
    const Matrix both = plain_.distances(Direction::kBoth);
    const Matrix out = plain_.distances(Direction::kOut);
    table("components", plainComponents(both), connectedComponents(graph_));
    table("strong components", plainComponents(out), strongComponents(graph_));
    for (const Direction direction : {Direction::kOut, Direction::kBoth}) {
      table("betweenness", plainBetweenness(plain_, direction),
            betweenness(graph_, {.direction = direction}));
    }
    for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
      const Matrix d = plain_.distances(direction);
      table("closeness", plainCloseness(d), closeness(graph_, direction));
      if (plain_.size() > 0) distancesFrom(0, d, direction);
    }
    if (plain_.size() > 0) table("PageRank", plainPageRank(plain_.counts(Direction::kOut)), pageRank(graph_));
    table("core numbers", plainCores(plain_.counts(Direction::kBoth)), coreNumbers(graph_));
    articulation();
    cut();
    order(out);
  }
  [[nodiscard]] const MaterialisedGraph& graph() const { return graph_; }

 private:
  [[nodiscard]] std::string scope() const { return shown(view_.scope()); }

  /// The same facts, written out and read as they are asked.
  void rows() {
    std::multiset<std::string> expected;
    for (const Plain::Row& row : plain_.rows) {
      expected.insert(std::to_string(row.fact.value) + ": " + std::to_string(plain_.nodes[row.from].value) +
                      " -> " + std::to_string(plain_.nodes[row.to].value));
    }
    std::multiset<std::string> written;
    for (std::uint32_t v = 0; v < graph_.nodeCount(); ++v) {
      for (std::uint32_t e = graph_.firstOut(v); e < graph_.firstOut(v + 1); ++e) {
        written.insert(std::to_string(graph_.fact(e).value) + ": " + std::to_string(graph_.node(v).value) +
                       " -> " + std::to_string(graph_.node(graph_.target(e)).value));
      }
    }
    std::multiset<std::string> asked;
    const BoostView lazy = answered("BoostView", BoostView::of(view_, types_));
    const auto [first, last] = edges(lazy);
    for (auto at = first; at != last; ++at) {
      asked.insert(std::to_string((*at).fact.value) + ": " + std::to_string((*at).source.value) + " -> " +
                   std::to_string((*at).target.value));
    }
    const auto text = [](const std::multiset<std::string>& lines) {
      std::string out;
      for (const std::string& line : lines) out += line + "\n";
      return out;
    };
    requireSame("facts written out " + scope(), text(expected), text(written));
    requireSame("facts as they are asked " + scope(), text(expected), text(asked));
    if (lazy.nodes() != plain_.nodes)
      differs("nodes of the view " + scope(), "the nodes that count", "others");
  }

  template <class T>
  void table(const std::string& name, const std::vector<double>& expected,
             Result<NodeTable<T>> result) const {
    const auto given = answered(name + " " + scope(), std::move(result));
    if (given.size() != expected.size()) differs(name + " " + scope(), "a row for each node", "other rows");
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto value = static_cast<double>(given[i].value);
      if (given[i].node != plain_.nodes[i] || !(std::abs(value - expected[i]) < 1e-8 * (1 + expected[i])))
        differs(name + " of node " + std::to_string(plain_.nodes[i].value) + " " + scope(),
                std::to_string(expected[i]), std::to_string(value));
    }
  }

  void distancesFrom(std::size_t start, const Matrix& d, Direction direction) const {
    NodeTable<std::uint32_t> steps;
    NodeTable<double> lengths;
    for (std::size_t i = 0; i < d.size(); ++i) {
      if (d[start][i] == kFar) continue;
      steps.push_back({plain_.nodes[i], static_cast<std::uint32_t>(d[start][i])});
      lengths.push_back({plain_.nodes[i], d[start][i]});
    }
    const NodeId from = plain_.nodes[start];
    if (answered("distances", breadthFirstDistances(graph_, from, direction)) != steps)
      differs("breadth-first distances " + scope(), "those of all pairs", "others");
    if (answered("distances", dijkstraDistances(graph_, from, direction)) != lengths)
      differs("Dijkstra's distances " + scope(), "those of all pairs", "others");
  }

  void articulation() const {
    NodeTable<std::uint32_t> expected;
    for (std::size_t i = 0; i < plain_.size(); ++i) {
      const double parts = plainParts(plain_, i);
      if (parts > 1) expected.push_back({plain_.nodes[i], static_cast<std::uint32_t>(parts)});
    }
    const auto text = [](const NodeTable<std::uint32_t>& table) {
      std::string out;
      for (const auto& [node, parts] : table)
        out += "node " + std::to_string(node.value) + ": " + std::to_string(parts) + "\n";
      return out;
    };
    requireSame("articulation points " + scope(), text(expected),
                text(answered("articulation points", articulationPoints(graph_))));
  }

  void cut() const {
    const auto least = plainCut(plain_);
    if (!least) return;
    const MinimumCut given = answered("minimum cut", minimumCut(graph_));
    requireSame("minimum cut " + scope(), std::to_string(*least), std::to_string(given.weight));
    requireSame("facts of the cut " + scope(), std::to_string(*least),
                std::to_string(double(given.facts.size())));
  }

  void order(const Matrix& d) const {
    bool circle = false;
    for (const Plain::Row& row : plain_.rows) circle = circle || d[row.to][row.from] < kFar;
    const auto given = topologicalOrder(graph_);
    if (given.ok() == circle)
      differs("topological order " + scope(), circle ? "a circle" : "an order", "else");
    if (circle) return;
    std::map<NodeId, std::uint32_t> place;
    for (const auto& [node, at] : *given) place[node] = at;
    for (const Plain::Row& row : plain_.rows) {
      if (place.at(plain_.nodes[row.from]) >= place.at(plain_.nodes[row.to]))
        differs("topological order " + scope(), "the earlier first", "the later first");
    }
  }

  const View& view_;
  std::vector<std::string> types_;
  Plain plain_;
  MaterialisedGraph graph_;
};

TimeScope anyScope(Dice& dice, const RandomWrites& writes) {
  TimeScope scope;
  scope.valid = anyValidScope(dice, {});
  if (dice.oneIn(3) && !writes.instants().empty()) scope.system = dice.pick(writes.instants());
  scope.certain_only = dice.oneIn(3);
  scope.include_refuted = dice.oneIn(4);
  return scope;
}

void askSeries(Dice& dice, const RandomWrites& writes) {
  const View view = writes.database().always().with(anyScope(dice, writes));
  const auto times = answered("everyMonth", everyMonth("2009", "2018"));
  const auto points = answered("series", series(view, times, {}, {}, [](const MaterialisedGraph& graph) {
                                 return Result(std::pair(graph.nodes(), graph.edgeCount()));
                               }));
  for (const auto& point : points) {
    TimeScope scope = view.scope();
    scope.valid = AsOf{point.when};
    const Plain plain(writes.model(), scope, {});
    if (plain.nodes != point.answer.first || plain.rows.size() != point.answer.second)
      differs("a series " + shown(scope), std::to_string(plain.rows.size()) + " facts",
              std::to_string(point.answer.second) + " facts");
  }
}

void play(Dice& dice, RandomWrites& writes) {
  for (auto steps = dice.between(2, 5); steps > 0; --steps) {
    if (dice.oneIn(4)) {
      writes.bulkLoad();
    } else {
      writes.transaction();
    }
  }
  for (int i = 0; i < 6; ++i) {
    // Whole in memory, or read from records.
    if (i == 3 && !writes.database().warmUp().ok()) differs("warming up", "done", "an error");
    const View view = writes.database().always().with(anyScope(dice, writes));
    std::vector<std::string> types;
    if (dice.oneIn(3))
      types = {anyType(dice, writes.model().schema()), anyType(dice, writes.model().schema())};
    Compare(view, writes.model(), types).all();
  }
  if (dice.oneIn(4)) askSeries(dice, writes);
}

}  // namespace

TEST_CASE("algorithms over random temporal graphs answer as plain ones do", "[algorithms]") {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t count = std::max<std::uint64_t>(1, numberFromEnvironment("TENURE_ROUNDS", 3000) / 3);
  for (std::uint64_t round = 0; round < count; ++round) {
    Dice dice(first + round);
    const std::filesystem::path path = folder / "db";
    std::optional<Schema> schema;
    if (dice.oneIn(2)) schema = anySchema(dice, false);
    try {
      RandomWrites writes(dice, path, schema);
      play(dice, writes);
    } catch (const Mismatch& what) {
      std::cerr << "DIFFERS: " << what.what() << "\n";  // as it is; Catch2 would break the lines
      FAIL("TENURE_SEED=" << first + round << " plays this database first (round " << round << ")");
    }
    std::filesystem::remove_all(path);
  }
  SUCCEED(count << " databases from TENURE_SEED=" << first);
}

}  // namespace algorithms_property_test
