// Algorithms over small graphs whose answers are known, and what stops them.
#include "engine/algorithms/algorithms.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <map>

#include "engine/algorithms/series.h"
#include "engine/database.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace algorithms_test {

using namespace tenure;
using tenure::testing::codeOf;
using tenure::testing::failureOf;
using tenure::testing::TemporaryFolder;

namespace {

template <class T>
T must(Result<T> result) {
  INFO(failureOf(result));
  REQUIRE(result.ok());
  return std::move(result).value();
}
void must(const Status& status) {
  INFO(failureOf(status));
  REQUIRE(status.ok());
}
Validity when(std::string_view text) { return must(Validity::parse(text)); }

/// Nodes 1 .. n and the facts between them, numbered from 1.
MaterialisedGraph graphOf(std::uint32_t n,
                          const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
  std::vector<NodeId> nodes;
  for (std::uint32_t i = 1; i <= n; ++i) nodes.push_back(NodeId{i});
  std::vector<MaterialisedGraph::Tie> ties;
  std::vector<FactId> facts;
  for (const auto& [from, to] : pairs) {
    ties.push_back({from - 1, to - 1});
    facts.push_back(FactId{facts.size() + 1});
  }
  return {std::move(nodes), ties, std::move(facts)};
}

template <class T>
std::map<std::uint64_t, T> valuesOf(Result<NodeTable<T>> table) {
  std::map<std::uint64_t, T> values;
  for (const auto& [node, value] : must(std::move(table))) values[node.value] = value;
  return values;
}
using Numbers = std::map<std::uint64_t, std::uint32_t>;

/// Two triangles, 1 2 3 and 4 5 6, joined by 3 -> 4; 7 alone.
MaterialisedGraph triangles() { return graphOf(7, {{1, 2}, {2, 3}, {3, 1}, {4, 5}, {5, 6}, {6, 4}, {3, 4}}); }

}  // namespace

TEST_CASE("components go over facts in either direction, strong ones along them") {
  CHECK(valuesOf(connectedComponents(triangles())) ==
        Numbers{{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}, {7, 1}});
  CHECK(valuesOf(strongComponents(triangles())) ==
        Numbers{{1, 0}, {2, 0}, {3, 0}, {4, 1}, {5, 1}, {6, 1}, {7, 2}});
  CHECK(must(connectedComponents(MaterialisedGraph())).empty());
  CHECK(must(strongComponents(MaterialisedGraph())).empty());
}

TEST_CASE("articulation points are told with the parts that their component falls into") {
  CHECK(valuesOf(articulationPoints(triangles())) == Numbers{{3, 2}, {4, 2}});
  CHECK(valuesOf(articulationPoints(graphOf(4, {{1, 2}, {3, 2}, {4, 2}, {4, 2}}))) == Numbers{{2, 3}});
  CHECK(valuesOf(articulationPoints(graphOf(4, {{1, 2}, {2, 3}, {3, 2}, {3, 4}, {4, 3}}))) ==
        Numbers{{2, 2}, {3, 2}});
  CHECK(must(articulationPoints(graphOf(2, {{1, 2}, {2, 1}}))).empty());
}

TEST_CASE("core numbers count the nodes that one is tied to, not the facts that tie them") {
  CHECK(valuesOf(coreNumbers(triangles())) ==
        Numbers{{1, 2}, {2, 2}, {3, 2}, {4, 2}, {5, 2}, {6, 2}, {7, 0}});
  CHECK(valuesOf(coreNumbers(graphOf(3, {{1, 2}, {1, 2}, {2, 1}, {3, 3}}))) ==
        Numbers{{1, 1}, {2, 1}, {3, 0}});
  CHECK(must(coreNumbers(MaterialisedGraph())).empty());
}

TEST_CASE("breadth-first distances go along, against, or over the facts; what is not reached is left out") {
  const NodeId from{4};
  CHECK(valuesOf(breadthFirstDistances(triangles(), from, Direction::kOut)) ==
        Numbers{{4, 0}, {5, 1}, {6, 2}});
  CHECK(valuesOf(breadthFirstDistances(triangles(), from, Direction::kIn)) ==
        Numbers{{4, 0}, {6, 1}, {5, 2}, {3, 1}, {2, 2}, {1, 3}});
  CHECK(valuesOf(breadthFirstDistances(triangles(), from, Direction::kBoth)) ==
        Numbers{{4, 0}, {6, 1}, {5, 1}, {3, 1}, {2, 2}, {1, 2}});
  CHECK(codeOf(breadthFirstDistances(triangles(), NodeId{8}, Direction::kOut)) == ErrorCode::kNotFound);
}

TEST_CASE("Dijkstra's distances add weights, which are 1 where none are set") {
  MaterialisedGraph graph = graphOf(4, {{1, 2}, {2, 3}, {1, 3}, {4, 1}});
  using Distances = std::map<std::uint64_t, double>;
  CHECK(valuesOf(dijkstraDistances(graph, NodeId{1}, Direction::kOut)) == Distances{{1, 0}, {2, 1}, {3, 1}});
  // Edges are numbered by source: 1-2, 1-3, 2-3, 4-1.
  graph.setWeights({0.5, 5, 1, 2});
  CHECK(valuesOf(dijkstraDistances(graph, NodeId{1}, Direction::kOut)) ==
        Distances{{1, 0}, {2, 0.5}, {3, 1.5}});
  CHECK(valuesOf(dijkstraDistances(graph, NodeId{3}, Direction::kIn)) ==
        Distances{{3, 0}, {2, 1}, {1, 1.5}, {4, 3.5}});
  CHECK(valuesOf(dijkstraDistances(graph, NodeId{3}, Direction::kBoth)) ==
        Distances{{3, 0}, {2, 1}, {1, 1.5}, {4, 3.5}});
  graph.setWeights({0.5, -5, 1, 2});
  CHECK(codeOf(dijkstraDistances(graph, NodeId{1}, Direction::kOut)) == ErrorCode::kInvalidArgument);
}

TEST_CASE("betweenness shares a pair among its shortest paths") {
  // 1 to 4 goes by 2 or by 3.
  const MaterialisedGraph graph = graphOf(4, {{1, 2}, {1, 3}, {2, 4}, {3, 4}});
  using Shares = std::map<std::uint64_t, double>;
  CHECK(valuesOf(betweenness(graph, {.direction = Direction::kOut})) ==
        Shares{{1, 0}, {2, 0.5}, {3, 0.5}, {4, 0}});
  CHECK(valuesOf(betweenness(graph)) == Shares{{1, 0.5}, {2, 0.5}, {3, 0.5}, {4, 0.5}});
  // In a star the middle is on the way of every pair.
  const MaterialisedGraph star = graphOf(4, {{1, 2}, {3, 2}, {4, 2}});
  CHECK(valuesOf(betweenness(star, {.normalised = true})) == Shares{{1, 0}, {2, 1}, {3, 0}, {4, 0}});
  CHECK(valuesOf(betweenness(graphOf(2, {{1, 2}}), {.normalised = true})) == Shares{{1, 0}, {2, 0}});
}

TEST_CASE("closeness is 1 in the middle of a star, and less in a smaller component") {
  const auto star = valuesOf(closeness(graphOf(4, {{1, 2}, {3, 2}, {4, 2}})));
  CHECK(star.at(2) == Approx(1));
  CHECK(star.at(1) == Approx(3.0 / 5));
  const auto apart = valuesOf(closeness(graphOf(5, {{1, 2}, {3, 2}, {4, 5}})));
  CHECK(apart.at(2) == Approx(2.0 / 2 * 2 / 4));
  CHECK(apart.at(4) == Approx(1.0 / 1 * 1 / 4));
  const auto along = valuesOf(closeness(graphOf(2, {{1, 2}}), Direction::kOut));
  CHECK(along.at(1) == Approx(1));
  CHECK(along.at(2) == 0);
}

TEST_CASE("PageRank sums to 1, also where no fact leads on, and favours who is pointed at") {
  const auto ranks = valuesOf(pageRank(graphOf(4, {{1, 2}, {3, 2}, {4, 2}})));
  CHECK(ranks.at(1) + ranks.at(2) + ranks.at(3) + ranks.at(4) == Approx(1));
  // r = (1 - d + d r2) / 4 for 1, 3, 4; r2 has d of each of these more.
  const double r = ranks.at(1);
  CHECK(ranks.at(2) == Approx(r + 3 * 0.85 * r));
  CHECK(r == Approx((0.15 + 0.85 * ranks.at(2)) / 4));
  CHECK(codeOf(pageRank(triangles(), {.damping = 1})) == ErrorCode::kInvalidArgument);
  CHECK(must(pageRank(MaterialisedGraph())).empty());
}

TEST_CASE("a minimum cut names the smaller side and the facts between") {
  const MinimumCut cut = must(minimumCut(triangles()));
  CHECK(cut.weight == 1);
  CHECK(cut.side == std::vector{NodeId{4}, NodeId{5}, NodeId{6}});
  CHECK(cut.facts == std::vector{FactId{7}});
  // Two triangles apart need no cut; one of them alone needs two.
  const MaterialisedGraph apart = graphOf(6, {{1, 2}, {2, 3}, {3, 1}, {4, 5}, {5, 6}, {6, 4}});
  CHECK(must(minimumCut(apart)).weight == 0);
  CHECK(must(minimumCut(apart)).facts.empty());
  CHECK(must(minimumCut(apart, NodeId{5})).weight == 2);
  CHECK(must(minimumCut(apart, NodeId{5})).facts.size() == 2);
  CHECK(codeOf(minimumCut(graphOf(3, {{1, 1}}))) == ErrorCode::kInvalidArgument);
  CHECK(codeOf(minimumCut(triangles(), NodeId{7})) == ErrorCode::kInvalidArgument);
}

TEST_CASE("a topological order puts the earlier first, and a circle is named") {
  std::map<std::uint64_t, std::uint32_t> place =
      valuesOf(topologicalOrder(graphOf(4, {{3, 1}, {1, 4}, {4, 2}})));
  CHECK(place.at(3) < place.at(1));
  CHECK(place.at(1) < place.at(4));
  CHECK(place.at(4) < place.at(2));
  const auto circle = topologicalOrder(graphOf(4, {{1, 2}, {2, 3}, {3, 4}, {4, 2}}));
  REQUIRE(codeOf(circle) == ErrorCode::kInvalidArgument);
  CHECK(circle.error().message() == "there is no order, for the facts go in a circle: #2 -> #3 -> #4 -> #2");
  CHECK(codeOf(topologicalOrder(graphOf(1, {{1, 1}}))) == ErrorCode::kInvalidArgument);
}

TEST_CASE("an algorithm stops when its budget is spent") {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 1; i < 3'000; ++i) pairs.emplace_back(i, i + 1);
  const MaterialisedGraph chain = graphOf(3'000, pairs);
  Budget late;
  late.deadline = Budget::Clock::now();
  const std::atomic<bool> stop{true};
  Budget cancelled;
  cancelled.cancelled = &stop;
  Budget little;
  little.memory_bytes = 100;
  CHECK(codeOf(betweenness(chain, {}, late)) == ErrorCode::kTimeout);
  CHECK(codeOf(closeness(chain, Direction::kBoth, cancelled)) == ErrorCode::kCancelled);
  CHECK(codeOf(connectedComponents(chain, little)) == ErrorCode::kLimit);
  CHECK(codeOf(pageRank(chain, {}, cancelled)) == ErrorCode::kCancelled);
  // While it runs, too: this takes minutes.
  Budget soon;
  soon.deadline = Budget::in(std::chrono::milliseconds(20));
  CHECK(codeOf(minimumCut(chain, {}, soon)) == ErrorCode::kTimeout);
}

namespace {

struct Coalition {
  TemporaryFolder folder;
  std::optional<Database> db;
  NodeId a, b, c, old;
  FactId first;

  Coalition() {
    db.emplace(must(Database::open(folder / "db")));
    auto txn = must(db->begin());
    a = must(txn->addNode({.external_id = "a"}));
    b = must(txn->addNode({.external_id = "b"}));
    c = must(txn->addNode({.external_id = "c", .lifespan = when("2015/..")}));
    old = must(txn->addNode({.external_id = "old"}));
    first = must(txn->addFact({.subject = a,
                               .type = "ALLIED",
                               .object = b,
                               .validity = when("2014-03-01/2014-06-30"),
                               .properties = {{"trust", {{Value(2.5), {}}}}}}));
    must(txn->addFact({.subject = b, .type = "ALLIED", .object = c, .validity = when("2015-02-10/..")}));
    must(txn->addFact({.subject = old, .type = "MERGED_INTO", .object = a, .validity = when("2012")}));
    must(txn->addFact({.subject = b, .type = "SPLIT_FROM", .object = a, .validity = when("2013")}));
    must(txn->commit());
  }
};

}  // namespace

TEST_CASE("weights are a property of facts; what is no number is named") {
  const Coalition coalition;
  const View view = must(coalition.db->asOf("2014-05"));
  const MaterialisedGraph graph = must(materialise(view, {.weight = "trust"}));
  CHECK(valuesOf(dijkstraDistances(graph, coalition.a, Direction::kOut)).at(coalition.b.value) == 2.5);
  CHECK(
      valuesOf(dijkstraDistances(must(materialise(view, {.weight = "other"})), coalition.a, Direction::kOut))
          .at(coalition.b.value) == 1);
  CHECK(codeOf(materialise(view, {.weight = "trust", .merge_parallel = true})) ==
        ErrorCode::kInvalidArgument);
}

TEST_CASE("a property that is no weight is refused with the fact that has it") {
  Coalition coalition;
  auto txn = must(coalition.db->begin());
  must(txn->correctFact(coalition.first, {.properties = Properties{{"trust", {{Value("much"), {}}}}}}));
  must(txn->commit());
  const auto refused = materialise(must(coalition.db->asOf("2014-05")), {.weight = "trust"});
  REQUIRE(codeOf(refused) == ErrorCode::kInvalidArgument);
  CHECK(refused.error().message() ==
        "fact " + std::to_string(coalition.first.value) +
            " has trust = much, which is no weight: it must be a number, zero or more");
}

TEST_CASE("a series gives each month the answer that a view of its first day gives") {
  const Coalition coalition;
  const auto months = must(everyMonth("2014-01", "2015-04"));
  REQUIRE(months.size() == 16);
  CHECK(formatIso(months.front().start) == "2014-01-01T00:00:00Z");
  const auto facts = must(series(coalition.db->always(), months, {.types = {"ALLIED"}}, {},
                                 [](const MaterialisedGraph& graph) { return Result(graph.edgeCount()); }));
  std::vector<std::uint32_t> counts;
  for (const auto& point : facts) counts.push_back(point.answer);
  CHECK(counts == std::vector<std::uint32_t>{0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
  const auto components = must(series(coalition.db->always(), months, {}, {},
                                      [](const MaterialisedGraph& g) { return connectedComponents(g); }));
  for (const auto& point : components) {
    const View day = coalition.db->asOf(point.when);
    CHECK(point.answer == must(connectedComponents(must(materialise(day)))));
  }
  CHECK(must(everyYear("2014-02", "2016")).size() == 2);
  CHECK(codeOf(everyMonth("2014-01-02", "2014-01-30")) == ErrorCode::kInvalidArgument);
  CHECK(codeOf(everyYear("2014", "2014/..")) == ErrorCode::kInvalidArgument);
}

TEST_CASE("the order of lineage puts predecessors first, whichever way a type points, and names a circle") {
  Coalition coalition;
  const auto order = must(lineageOrder(coalition.db->always()));
  CHECK(order == NodeTable<std::uint32_t>{{coalition.old, 0}, {coalition.a, 1}, {coalition.b, 2}});
  {
    auto txn = must(coalition.db->begin());
    must(txn->addFact(
        {.subject = coalition.b, .type = "RENAMED_TO", .object = coalition.old, .validity = when("2016")}));
    must(txn->commit());
  }
  CHECK(must(lineageOrder(must(coalition.db->between("2010", "2014")))).size() == 3);
  const auto circle = lineageOrder(coalition.db->always());
  REQUIRE(codeOf(circle) == ErrorCode::kInvalidArgument);
  CHECK(circle.error().message() == "there is no order, for the facts go in a circle: a -> b -> old -> a");
}

TEST_CASE("the greatest rows of a table, greatest first") {
  const NodeTable<int> table{{NodeId{1}, 5}, {NodeId{2}, 9}, {NodeId{3}, 5}};
  CHECK(greatest(table, 2) == NodeTable<int>{{NodeId{2}, 9}, {NodeId{1}, 5}});
  CHECK(greatest(table, 10).size() == 3);
}

}  // namespace algorithms_test
