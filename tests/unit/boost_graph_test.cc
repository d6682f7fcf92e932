// Views as graphs to Boost.Graph: the concepts, checked by Boost's own checks; an algorithm of Boost's used
// on each; what the property maps give; what a read that fails leaves.
#include "engine/algorithms/boost_graph.h"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/strong_components.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/algorithms/boost_materialised.h"
#include "engine/algorithms/outward.h"
#include "engine/database.h"
#include "tests/store_checks.h"
#include "tests/temporary_folder.h"

namespace boost_graph_test {

using namespace tenure;
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

// ---- Boost's own checks, at compile time

template <class Graph>
void modelsEveryDirectedConcept() {
  using Vertex = typename boost::graph_traits<Graph>::vertex_descriptor;
  using Edge = typename boost::graph_traits<Graph>::edge_descriptor;
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Vertex, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Vertex, vertex_node_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Edge, edge_fact_t>));
}

void models() {
  modelsEveryDirectedConcept<BoostView>();
  using Fact = BoostView::Fact;
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, NodeId, vertex_reference_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, NodeId, vertex_lifespan_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, Fact, edge_type_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, Fact, edge_period_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, Fact, edge_validity_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostView, Fact, edge_certainty_t>));

  modelsEveryDirectedConcept<MaterialisedGraph>();
  using Row = MaterialisedGraph::Edge;
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<MaterialisedGraph, Row, boost::edge_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<MaterialisedGraph, Row, boost::edge_weight_t>));

  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<OutwardGraph>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<OutwardGraph>));
  BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<OutwardGraph>));
  BOOST_CONCEPT_ASSERT(
      (boost::ReadablePropertyGraphConcept<OutwardGraph, MaterialisedGraph::Vertex, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<OutwardGraph, Row, boost::edge_index_t>));

  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<UndirectedGraph>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<UndirectedGraph>));
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<UndirectedGraph>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<UndirectedGraph>));
}

// ---- a small graph: members of a coalition, one of which has ended, and a splinter without an external id

struct Azawad {
  TemporaryFolder folder;
  std::optional<Database> db;
  NodeId cma, mnla, hcua, cpa, gatia;
  FactId mnla_in, hcua_in, cpa_in, left;

  Azawad() {
    db.emplace(must(Database::open(folder / "db")));
    auto txn = must(db->begin());
    cma = must(txn->addNode({.external_id = "cma"}));
    mnla = must(txn->addNode({.external_id = "mnla", .lifespan = when("2011-10-16/..")}));
    hcua = must(txn->addNode({.external_id = "hcua", .lifespan = when("2013-05/..")}));
    cpa = must(txn->addNode({}));
    gatia = must(txn->addNode({.external_id = "gatia", .lifespan = when("2014-08-14/2015-06-30")}));
    mnla_in = must(txn->addFact(
        {.subject = mnla, .type = "MEMBER_OF", .object = cma, .validity = when("2014-10-28/2023-02")}));
    hcua_in = must(txn->addFact(
        {.subject = hcua, .type = "MEMBER_OF", .object = cma, .validity = when("2014-10-28/..")}));
    cpa_in = must(
        txn->addFact({.subject = cpa, .type = "MEMBER_OF", .object = cma, .validity = when("2016/2018")}));
    left = must(
        txn->addFact({.subject = cpa, .type = "SPLIT_FROM", .object = mnla, .validity = when("2014-03-18")}));
    must(txn->commit());
  }
  [[nodiscard]] View asOf(std::string_view time) const { return must(db->asOf(time)); }
};

template <class Graph>
std::set<std::uint64_t> nodesOf(const Graph& graph) {
  std::set<std::uint64_t> ids;
  const auto [first, last] = vertices(graph);
  for (auto at = first; at != last; ++at) ids.insert(get(vertex_node_t(), graph, *at).value);
  return ids;
}
template <class Graph>
std::set<std::uint64_t> factsOf(const Graph& graph) {
  std::set<std::uint64_t> ids;
  const auto [first, last] = edges(graph);
  for (auto at = first; at != last; ++at) ids.insert(get(edge_fact_t(), graph, *at).value);
  return ids;
}

/// The nodes that a breadth-first search of Boost's reaches, with their distance.
template <class Graph>
std::map<std::uint64_t, int> searched(const Graph& graph,
                                      typename boost::graph_traits<Graph>::vertex_descriptor from) {
  std::vector<int> steps(num_vertices(graph), 0);
  std::vector<boost::default_color_type> colours(num_vertices(graph));
  const auto index = get(boost::vertex_index, graph);
  const auto steps_map = boost::make_iterator_property_map(steps.begin(), index);
  const auto colour_map = boost::make_iterator_property_map(colours.begin(), index);
  boost::breadth_first_search(
      graph, from,
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(steps_map, boost::on_tree_edge())))
          .color_map(colour_map));
  std::map<std::uint64_t, int> found;
  const auto [first, last] = vertices(graph);
  for (auto at = first; at != last; ++at) {
    if (get(colour_map, *at) == boost::black_color)
      found[get(vertex_node_t(), graph, *at).value] = get(steps_map, *at);
  }
  return found;
}

}  // namespace

TEST_CASE("views are graphs by Boost's own concept checks") {
  models();
  SUCCEED("it compiles");
}

TEST_CASE("a view as a graph has the nodes that count and the facts that hold, written out or not") {
  const Azawad azawad;
  const View view = azawad.asOf("2017-05-01");
  const BoostView graph = must(BoostView::of(view));
  const MaterialisedGraph written = must(materialise(view));
  const std::set nodes{azawad.cma.value, azawad.mnla.value, azawad.hcua.value, azawad.cpa.value};
  const std::set facts{azawad.mnla_in.value, azawad.hcua_in.value, azawad.cpa_in.value};
  CHECK(nodesOf(graph) == nodes);
  CHECK(nodesOf(written) == nodes);
  CHECK(factsOf(graph) == facts);
  CHECK(factsOf(written) == facts);
  CHECK(in_degree(azawad.cma, graph) == 3);
  CHECK(out_degree(azawad.cma, graph) == 0);
  CHECK(degree(*written.vertexOf(azawad.cma), written) == 3);
  CHECK_FALSE(written.vertexOf(azawad.gatia));  // it did not outlive 2015
  must(graph.status());
}

TEST_CASE("a view as a graph keeps to the types, the day and the certainty that are asked") {
  const Azawad azawad;
  CHECK(factsOf(must(BoostView::of(azawad.asOf("2014-03"), {"SPLIT_FROM"}))) == std::set{azawad.left.value});
  CHECK(factsOf(must(materialise(azawad.asOf("2014-03"), {.types = {"SPLIT_FROM"}}))) ==
        std::set{azawad.left.value});
  CHECK(factsOf(must(BoostView::of(azawad.asOf("2017"), {"OF_NO_SUCH_TYPE"}))).empty());
  CHECK(factsOf(must(materialise(azawad.asOf("2017"), {.types = {"OF_NO_SUCH_TYPE"}}))).empty());
  // 2016/2018 certainly holds in 2017 only.
  const std::set certain{azawad.mnla_in.value, azawad.hcua_in.value};
  CHECK(factsOf(must(BoostView::of(azawad.asOf("2016").certainOnly()))) == certain);
  CHECK(factsOf(must(materialise(azawad.asOf("2016").certainOnly()))) == certain);
  CHECK(factsOf(must(BoostView::of(azawad.asOf("2013")))).empty());
}

TEST_CASE("a breadth-first search of Boost's runs on a view, along the facts") {
  const Azawad azawad;
  const View view = must(azawad.db->between("2014", "2018"));
  const std::map<std::uint64_t, int> expected{
      {azawad.cpa.value, 0}, {azawad.mnla.value, 1}, {azawad.cma.value, 1}};
  CHECK(searched(must(BoostView::of(view)), azawad.cpa) == expected);
  const MaterialisedGraph written = must(materialise(view));
  CHECK(searched(written, *written.vertexOf(azawad.cpa)) == expected);
  const UndirectedGraph ties(written);
  std::vector<std::uint32_t> components(num_vertices(ties));
  CHECK(searched(written.reversed(), *written.vertexOf(azawad.cma)).size() == 4);
}

TEST_CASE("another algorithm of Boost's, which needs an index alone, runs on a view") {
  const Azawad azawad;
  const BoostView graph = must(BoostView::of(azawad.asOf("2017")));
  std::vector<std::size_t> components(num_vertices(graph));
  CHECK(boost::strong_components(graph, boost::make_iterator_property_map(
                                            components.begin(), get(boost::vertex_index, graph))) == 4);
}

TEST_CASE("property maps of a view give ids, types, validity and certainty") {
  const Azawad azawad;
  const BoostView graph = must(BoostView::of(azawad.asOf("2016"), {"MEMBER_OF"}));
  CHECK(get(vertex_reference_t(), graph, azawad.cma) == "cma");
  CHECK(get(vertex_reference_t(), graph, azawad.cpa) == "#" + std::to_string(azawad.cpa.value));
  CHECK(get(vertex_lifespan_t(), graph, azawad.mnla) == when("2011-10-16/..").period());
  const BoostView::Fact fact = *out_edges(azawad.cpa, graph).first;
  CHECK(get(edge_fact_t(), graph, fact) == azawad.cpa_in);
  CHECK(get(edge_type_t(), graph, fact) == "MEMBER_OF");
  CHECK(get(edge_validity_t(), graph, fact) == "2016/2018");
  CHECK(get(edge_period_t(), graph, fact) == when("2016/2018").period());
  CHECK(get(edge_certainty_t(), graph, fact) == Certainty::kPossible);
  CHECK(source(fact, graph) == azawad.cpa);
  CHECK(target(fact, graph) == azawad.cma);
  CHECK(*adjacent_vertices(azawad.cpa, graph).first == azawad.cma);
  CHECK((*in_edges(azawad.cma, graph).first).target == azawad.cma);
  must(graph.status());
}

TEST_CASE("as of a coarse time each fact is an edge by itself, where a path would need one instant") {
  const TemporaryFolder folder;
  Database db = must(Database::open(folder / "db"));
  auto txn = must(db.begin());
  const NodeId a = must(txn->addNode({}));
  const NodeId b = must(txn->addNode({}));
  const NodeId c = must(txn->addNode({.lifespan = when("2017-01-01/2017-03-31")}));
  must(txn->addFact({.subject = a, .type = "IN", .object = b, .validity = when("2017-01-01/2017-02-28")}));
  must(txn->addFact({.subject = b, .type = "IN", .object = c, .validity = when("2017-03-01/2017-05-31")}));
  const FactId never = must(
      txn->addFact({.subject = a, .type = "IN", .object = c, .validity = when("2017-04-01/2017-05-31")}));
  must(txn->commit());
  const View year = must(db.asOf("2017"));
  CHECK(searched(must(BoostView::of(year)), a).size() == 3);
  // But a fact that no instant shares with the lifespans of its ends is no edge, as it is no row of the view.
  CHECK_FALSE(factsOf(must(BoostView::of(year))).contains(never.value));
  CHECK_FALSE(factsOf(must(materialise(year))).contains(never.value));
  CHECK(factsOf(must(materialise(year))).size() == 2);
}

TEST_CASE("a graph of arrays numbers edges by source and finds both ends of each") {
  const std::vector<NodeId> nodes{NodeId{3}, NodeId{5}, NodeId{9}};
  const std::vector<MaterialisedGraph::Tie> ties{{2, 0}, {0, 1}, {2, 2}, {0, 2}, {0, 1}};
  const MaterialisedGraph graph(nodes, ties, {FactId{1}, FactId{2}, FactId{3}, FactId{4}, FactId{5}});
  CHECK(graph.nodeCount() == 3);
  CHECK(graph.edgeCount() == 5);
  std::vector<std::uint64_t> facts;
  const auto [first, last] = edges(graph);
  for (auto at = first; at != last; ++at) {
    facts.push_back(graph.fact(*at).value);
    CHECK(source(*at, graph) == (facts.back() == 1 || facts.back() == 3 ? 2U : 0U));
  }
  CHECK(facts == std::vector<std::uint64_t>{2, 4, 5, 1, 3});
  CHECK(out_degree(1, graph) == 0);
  CHECK(in_degree(1, graph) == 2);
  CHECK(graph.fact(*in_edges(0, graph).first).value == 1);
  CHECK(graph.vertexOf(NodeId{5}) == 1U);
  CHECK_FALSE(graph.vertexOf(NodeId{4}));

  const MaterialisedGraph turned = graph.reversed();
  CHECK(turned.edgeCount() == 5);
  CHECK(in_degree(0, turned) == 3);
  CHECK(turned.fact(*out_edges(0, turned).first).value == 1);

  const UndirectedGraph ties_of(graph);
  CHECK(num_edges(ties_of) == 4);  // without the one from a node to itself
  CHECK(out_degree(0, ties_of) == 4);
  const UndirectedGraph merged(graph, UndirectedGraph::Parallel::kMerged);
  CHECK(num_edges(merged) == 2);
  CHECK(std::distance(edges(merged).first, edges(merged).second) == 2);
}

TEST_CASE("the graph of nothing has no vertices and no edges") {
  const MaterialisedGraph none;
  CHECK(num_vertices(none) == 0);
  CHECK(edges(none).first == edges(none).second);
  const MaterialisedGraph built({}, {}, {});
  CHECK(num_edges(built) == 0);
  CHECK(num_edges(UndirectedGraph(built)) == 0);
}

}  // namespace boost_graph_test
