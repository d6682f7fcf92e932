// A View as a graph to Boost.Graph, without writing it out: edges are read from the view where an algorithm
// asks for them. For questions that see little of the graph; work that goes over all of it is faster on
// materialise() (engine/algorithms/materialised.h).
//
//     TENURE_ASSIGN(const auto graph, BoostView::of(view, {"MEMBER_OF"}));
//     boost::breadth_first_search(graph, cma, boost::visitor(...));
//     TENURE_TRY(graph.status());      // a failed read ends the algorithm early, and is told here
//
// Models the incidence, bidirectional, adjacency, vertex list and edge list graph. Vertices are the nodes
// that count under the view, their descriptors NodeIds; edges are the rows of the view (engine/traversal/
// view.h), each fact judged apart from the others: where the view asks for more than a tick, two edges need
// not hold at the same time. Property maps: boost::vertex_index and those of engine/algorithms/
// graph_properties.h.
//
// Nothing is thrown: what cannot be read has no edges, no name, no validity, and `status` keeps the first
// error; ask it when the algorithm is done. Descriptors and iterators own what they show.
//
// Thread rules: as a View; copies share the list of nodes and the status. It must not outlive the Database.
// Include it in sources only: it brings Boost along.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/algorithms/graph_properties.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

class BoostView {
 public:
  /// An edge: a fact from subject to object.
  struct Fact {
    NodeId source;
    NodeId target;
    FactId fact;
    TypeId type;
    Certainty certainty = Certainty::kCertain;
    Period period;
    friend bool operator==(const Fact& a, const Fact& b) { return a.fact == b.fact; }
    friend bool operator<(const Fact& a, const Fact& b) { return a.fact < b.fact; }
  };
  using Facts = std::shared_ptr<const std::vector<Fact>>;
  using Nodes = std::vector<NodeId>;

  /// Lists the nodes that count. `types` empty: facts of all types. Errors: what reading gives.
  [[nodiscard]] static Result<BoostView> of(const View& view, std::vector<std::string> types = {});

  [[nodiscard]] const View& view() const;
  /// The first read that failed since this graph, or the one it was copied from, was made.
  [[nodiscard]] Status status() const;

  [[nodiscard]] const Nodes& nodes() const;  ///< ascending
  /// The place of a node among them; their number for a node that does not count.
  [[nodiscard]] std::size_t placeOf(NodeId node) const;
  [[nodiscard]] Facts facts(NodeId node, Direction direction) const;  ///< kOut or kIn
  /// Every edge, by source. Read once, at the first call, and kept.
  [[nodiscard]] Facts allFacts() const;

  [[nodiscard]] std::string reference(NodeId node) const;      ///< external id, or "#12"
  [[nodiscard]] Period lifespan(NodeId node) const;            ///< timeless where it cannot be read
  [[nodiscard]] std::string validity(const Fact& fact) const;  ///< as written

 private:
  struct State;
  explicit BoostView(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

namespace lazy {

/// Over facts that it shares; a default one compares equal to others of its kind only.
class FactIterator
    : public boost::iterator_facade<FactIterator, const BoostView::Fact, boost::random_access_traversal_tag> {
 public:
  FactIterator() = default;
  FactIterator(BoostView::Facts facts, std::size_t at) : facts_(std::move(facts)), at_(at) {}

 protected:
  friend class boost::iterator_core_access;
  [[nodiscard]] const BoostView::Fact& dereference() const { return (*facts_)[at_]; }
  [[nodiscard]] bool equal(const FactIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + n); }
  [[nodiscard]] std::ptrdiff_t distance_to(const FactIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }

 private:
  BoostView::Facts facts_;
  std::size_t at_ = 0;
};

class NeighbourIterator
    : public boost::iterator_facade<NeighbourIterator, const NodeId, boost::random_access_traversal_tag> {
 public:
  NeighbourIterator() = default;
  NeighbourIterator(BoostView::Facts facts, std::size_t at) : facts_(std::move(facts)), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] const NodeId& dereference() const { return (*facts_)[at_].target; }
  [[nodiscard]] bool equal(const NeighbourIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + n); }
  [[nodiscard]] std::ptrdiff_t distance_to(const NeighbourIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  BoostView::Facts facts_;
  std::size_t at_ = 0;
};

struct Category : boost::bidirectional_graph_tag,
                  boost::adjacency_graph_tag,
                  boost::vertex_list_graph_tag,
                  boost::edge_list_graph_tag {};

/// The property map of a tag: `read(graph, key)` gives the value.
template <class Tag, class Key, class Value, Value (*read)(const BoostView&, const Key&)>
struct Map {
  using key_type = Key;
  using value_type = Value;
  using reference = Value;
  using category = boost::readable_property_map_tag;
  BoostView graph;
  Value operator[](const Key& key) const { return read(graph, key); }
  friend Value get(const Map& map, const Key& key) { return map[key]; }
};

// ---- what each tag gives
inline std::size_t indexOf(const BoostView& g, const NodeId& node) { return g.placeOf(node); }
inline NodeId nodeOf(const BoostView&, const NodeId& node) { return node; }
inline std::string referenceOf(const BoostView& g, const NodeId& node) { return g.reference(node); }
inline Period lifespanOf(const BoostView& g, const NodeId& node) { return g.lifespan(node); }
inline FactId factOf(const BoostView&, const BoostView::Fact& fact) { return fact.fact; }
inline std::string typeOf(const BoostView& g, const BoostView::Fact& f) { return g.view().typeName(f.type); }
inline Period periodOf(const BoostView&, const BoostView::Fact& fact) { return fact.period; }
inline std::string validityOf(const BoostView& g, const BoostView::Fact& fact) { return g.validity(fact); }
inline Certainty certaintyOf(const BoostView&, const BoostView::Fact& fact) { return fact.certainty; }

template <class Tag>
struct MapOf;
template <>
struct MapOf<boost::vertex_index_t> {
  using type = Map<boost::vertex_index_t, NodeId, std::size_t, indexOf>;
};
template <>
struct MapOf<vertex_node_t> {
  using type = Map<vertex_node_t, NodeId, NodeId, nodeOf>;
};
template <>
struct MapOf<vertex_reference_t> {
  using type = Map<vertex_reference_t, NodeId, std::string, referenceOf>;
};
template <>
struct MapOf<vertex_lifespan_t> {
  using type = Map<vertex_lifespan_t, NodeId, Period, lifespanOf>;
};
template <>
struct MapOf<edge_fact_t> {
  using type = Map<edge_fact_t, BoostView::Fact, FactId, factOf>;
};
template <>
struct MapOf<edge_type_t> {
  using type = Map<edge_type_t, BoostView::Fact, std::string, typeOf>;
};
template <>
struct MapOf<edge_period_t> {
  using type = Map<edge_period_t, BoostView::Fact, Period, periodOf>;
};
template <>
struct MapOf<edge_validity_t> {
  using type = Map<edge_validity_t, BoostView::Fact, std::string, validityOf>;
};
template <>
struct MapOf<edge_certainty_t> {
  using type = Map<edge_certainty_t, BoostView::Fact, Certainty, certaintyOf>;
};

inline std::pair<FactIterator, FactIterator> rangeOf(const BoostView::Facts& facts) {
  return {{facts, 0}, {facts, facts->size()}};
}

}  // namespace lazy
}  // namespace tenure

namespace boost {

template <>
struct graph_traits<tenure::BoostView> {
  using vertex_descriptor = tenure::NodeId;
  using edge_descriptor = tenure::BoostView::Fact;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = tenure::lazy::Category;
  using vertex_iterator = tenure::BoostView::Nodes::const_iterator;
  using out_edge_iterator = tenure::lazy::FactIterator;
  using in_edge_iterator = tenure::lazy::FactIterator;
  using edge_iterator = tenure::lazy::FactIterator;
  using adjacency_iterator = tenure::lazy::NeighbourIterator;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return {}; }  // nodes are counted from 1
};
template <>
struct graph_traits<const tenure::BoostView> : graph_traits<tenure::BoostView> {};

template <class Tag>
struct property_map<tenure::BoostView, Tag> {
  using type = typename tenure::lazy::MapOf<Tag>::type;
  using const_type = type;
};

}  // namespace boost

namespace tenure {

inline std::size_t num_vertices(const BoostView& g) { return g.nodes().size(); }
inline auto vertices(const BoostView& g) { return std::pair(g.nodes().begin(), g.nodes().end()); }
inline auto out_edges(NodeId v, const BoostView& g) { return lazy::rangeOf(g.facts(v, Direction::kOut)); }
inline auto in_edges(NodeId v, const BoostView& g) { return lazy::rangeOf(g.facts(v, Direction::kIn)); }
inline auto adjacent_vertices(NodeId v, const BoostView& g) {
  const BoostView::Facts facts = g.facts(v, Direction::kOut);
  return std::pair(lazy::NeighbourIterator(facts, 0), lazy::NeighbourIterator(facts, facts->size()));
}
inline auto edges(const BoostView& g) { return lazy::rangeOf(g.allFacts()); }
inline std::size_t num_edges(const BoostView& g) { return g.allFacts()->size(); }
inline NodeId source(const BoostView::Fact& fact, const BoostView&) { return fact.source; }
inline NodeId target(const BoostView::Fact& fact, const BoostView&) { return fact.target; }
inline std::size_t out_degree(NodeId v, const BoostView& g) { return g.facts(v, Direction::kOut)->size(); }
inline std::size_t in_degree(NodeId v, const BoostView& g) { return g.facts(v, Direction::kIn)->size(); }
inline std::size_t degree(NodeId v, const BoostView& g) { return out_degree(v, g) + in_degree(v, g); }

template <class Tag>
inline typename lazy::MapOf<Tag>::type get(Tag, const BoostView& g) {
  return {g};
}
template <class Tag, class Key>
inline auto get(Tag tag, const BoostView& g, const Key& key) {
  return get(get(tag, g), key);
}

}  // namespace tenure

// Some algorithms of Boost's call these by their full names, and find what was declared before they were.
namespace boost {
using tenure::source;
using tenure::target;
}  // namespace boost
