// What makes MaterialisedGraph and UndirectedGraph graphs to Boost.Graph: their traits, functions and
// property maps, laid out as in boost::compressed_sparse_row_graph and all inlined, so that an algorithm runs
// on them as on Boost's own. MaterialisedGraph models the incidence, bidirectional, adjacency, vertex list
// and edge list graph; UndirectedGraph all of these but the bidirectional.
//
// Property maps: boost::vertex_index, boost::edge_index, boost::edge_weight, tenure::vertex_node_t (NodeId),
// and of the directed graph tenure::edge_fact_t (FactId). Descriptors and iterators refer to the graph's
// arrays: they live as long as the graph. Include it in sources only: it brings Boost along.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <utility>

#include "engine/algorithms/graph_properties.h"
#include "engine/algorithms/materialised.h"

namespace tenure::rows {

using Vertex = MaterialisedGraph::Vertex;

/// Edges seen from one source, or (EdgeIterator) from each in turn.
class OutEdgeIterator
    : public boost::iterator_facade<OutEdgeIterator, MaterialisedGraph::Edge,
                                    boost::random_access_traversal_tag, MaterialisedGraph::Edge> {
 public:
  OutEdgeIterator() = default;
  OutEdgeIterator(Vertex source, std::uint32_t number) : edge_{source, number} {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] MaterialisedGraph::Edge dereference() const { return edge_; }
  [[nodiscard]] bool equal(const OutEdgeIterator& other) const { return edge_.number == other.edge_.number; }
  void increment() { ++edge_.number; }
  void decrement() { --edge_.number; }
  void advance(std::ptrdiff_t n) { edge_.number += static_cast<std::uint32_t>(n); }
  [[nodiscard]] std::ptrdiff_t distance_to(const OutEdgeIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.edge_.number) - static_cast<std::ptrdiff_t>(edge_.number);
  }
  MaterialisedGraph::Edge edge_;
};

class InEdgeIterator
    : public boost::iterator_facade<InEdgeIterator, MaterialisedGraph::Edge,
                                    boost::random_access_traversal_tag, MaterialisedGraph::Edge> {
 public:
  InEdgeIterator() = default;
  explicit InEdgeIterator(const MaterialisedGraph::InEdge* at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] MaterialisedGraph::Edge dereference() const { return {at_->source, at_->number}; }
  [[nodiscard]] bool equal(const InEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  [[nodiscard]] std::ptrdiff_t distance_to(const InEdgeIterator& other) const { return other.at_ - at_; }
  const MaterialisedGraph::InEdge* at_ = nullptr;
};

class EdgeIterator : public boost::iterator_facade<EdgeIterator, MaterialisedGraph::Edge,
                                                   boost::forward_traversal_tag, MaterialisedGraph::Edge> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const MaterialisedGraph* graph, std::uint32_t number) : graph_(graph), edge_{0, number} {
    settle();
  }

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] MaterialisedGraph::Edge dereference() const { return edge_; }
  [[nodiscard]] bool equal(const EdgeIterator& other) const { return edge_.number == other.edge_.number; }
  void increment() {
    ++edge_.number;
    settle();
  }
  void settle() {
    while (edge_.number < graph_->edgeCount() && graph_->firstOut(edge_.source + 1) <= edge_.number)
      ++edge_.source;
  }
  const MaterialisedGraph* graph_ = nullptr;
  MaterialisedGraph::Edge edge_;
};

/// An edge of an UndirectedGraph, from the end that it is seen from.
struct Tied {
  Vertex source = 0;
  Vertex target = 0;
  std::uint32_t number = 0;
  friend bool operator==(Tied a, Tied b) { return a.number == b.number; }
  friend bool operator<(Tied a, Tied b) { return a.number < b.number; }
};

class TiedIterator
    : public boost::iterator_facade<TiedIterator, Tied, boost::random_access_traversal_tag, Tied> {
 public:
  TiedIterator() = default;
  TiedIterator(Vertex source, const UndirectedGraph::Half* at) : source_(source), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Tied dereference() const { return {source_, at_->other, at_->number}; }
  [[nodiscard]] bool equal(const TiedIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  [[nodiscard]] std::ptrdiff_t distance_to(const TiedIterator& other) const { return other.at_ - at_; }
  Vertex source_ = 0;
  const UndirectedGraph::Half* at_ = nullptr;
};

/// Each tie once, from its lesser end.
class TieIterator : public boost::iterator_facade<TieIterator, Tied, boost::forward_traversal_tag, Tied> {
 public:
  TieIterator() = default;
  TieIterator(const UndirectedGraph* graph, std::uint32_t at) : graph_(graph), at_(at) { settle(); }

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] const UndirectedGraph::Half& half() const { return graph_->halves()[at_]; }
  [[nodiscard]] Tied dereference() const { return {source_, half().other, half().number}; }
  [[nodiscard]] bool equal(const TieIterator& other) const { return at_ == other.at_; }
  void increment() {
    ++at_;
    settle();
  }
  void settle() {
    for (const std::uint32_t end = graph_->first(graph_->nodeCount()); at_ < end; ++at_) {
      while (graph_->first(source_ + 1) <= at_) ++source_;
      if (source_ < half().other) return;
    }
  }
  const UndirectedGraph* graph_ = nullptr;
  std::uint32_t at_ = 0;
  Vertex source_ = 0;
};

/// The other ends of a row of edges.
template <class Item, Vertex Item::*end>
class NeighbourIterator : public boost::iterator_facade<NeighbourIterator<Item, end>, Vertex,
                                                        boost::random_access_traversal_tag, Vertex> {
 public:
  NeighbourIterator() = default;
  explicit NeighbourIterator(const Item* at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Vertex dereference() const { return at_->*end; }
  [[nodiscard]] bool equal(const NeighbourIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  [[nodiscard]] std::ptrdiff_t distance_to(const NeighbourIterator& other) const { return other.at_ - at_; }
  const Item* at_ = nullptr;
};
using TargetIterator = NeighbourIterator<MaterialisedGraph::OutEdge, &MaterialisedGraph::OutEdge::target>;
using OtherIterator = NeighbourIterator<UndirectedGraph::Half, &UndirectedGraph::Half::other>;

struct DirectedCategory : boost::bidirectional_graph_tag,
                          boost::adjacency_graph_tag,
                          boost::vertex_list_graph_tag,
                          boost::edge_list_graph_tag {};
struct UndirectedCategory : boost::incidence_graph_tag,
                            boost::adjacency_graph_tag,
                            boost::vertex_list_graph_tag,
                            boost::edge_list_graph_tag {};

/// What both graphs have.
struct Traits {
  using vertex_descriptor = Vertex;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertex_iterator = boost::counting_iterator<Vertex>;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  /// Wide, though degrees are 32 bits: Boost's betweenness counts paths in it.
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return ~Vertex{0}; }
};

// Property maps: a key, what it gives, and the function that gives it.
template <class Map, class Key, class Value>
struct ReadMap {
  using key_type = Key;
  using value_type = Value;
  using reference = Value;
  using category = boost::readable_property_map_tag;
  friend Value get(const Map& map, const Key& key) { return map[key]; }
};
struct NodeMap : ReadMap<NodeMap, Vertex, NodeId> {
  const MaterialisedGraph* graph = nullptr;
  NodeId operator[](Vertex v) const { return graph->node(v); }
};
struct FactMap : ReadMap<FactMap, MaterialisedGraph::Edge, FactId> {
  const MaterialisedGraph* graph = nullptr;
  FactId operator[](MaterialisedGraph::Edge edge) const { return graph->fact(edge); }
};
template <class EdgeKey>
struct EdgeNumberMap : ReadMap<EdgeNumberMap<EdgeKey>, EdgeKey, std::uint32_t> {
  std::uint32_t operator[](const EdgeKey& edge) const { return edge.number; }
};
/// Of a graph's edges; of an undirected graph's where `graph` is the one that it was made from.
template <class EdgeKey>
struct WeightMap : ReadMap<WeightMap<EdgeKey>, EdgeKey, double> {
  const MaterialisedGraph* graph = nullptr;
  double operator[](const EdgeKey& edge) const { return graph->weight(edge.number); }
};

}  // namespace tenure::rows

namespace boost {

template <>
struct graph_traits<tenure::MaterialisedGraph> : tenure::rows::Traits {
  using edge_descriptor = tenure::MaterialisedGraph::Edge;
  using directed_category = bidirectional_tag;
  using traversal_category = tenure::rows::DirectedCategory;
  using out_edge_iterator = tenure::rows::OutEdgeIterator;
  using in_edge_iterator = tenure::rows::InEdgeIterator;
  using adjacency_iterator = tenure::rows::TargetIterator;
  using edge_iterator = tenure::rows::EdgeIterator;
};
template <>
struct graph_traits<tenure::UndirectedGraph> : tenure::rows::Traits {
  using edge_descriptor = tenure::rows::Tied;
  using directed_category = undirected_tag;
  using traversal_category = tenure::rows::UndirectedCategory;
  using out_edge_iterator = tenure::rows::TiedIterator;
  using in_edge_iterator = void;
  using adjacency_iterator = tenure::rows::OtherIterator;
  using edge_iterator = tenure::rows::TieIterator;
};

// Some algorithms deduce a const graph.
template <>
struct graph_traits<const tenure::MaterialisedGraph> : graph_traits<tenure::MaterialisedGraph> {};
template <>
struct graph_traits<const tenure::UndirectedGraph> : graph_traits<tenure::UndirectedGraph> {};

template <>
struct property_map<tenure::MaterialisedGraph, vertex_index_t> {
  using const_type = typed_identity_property_map<tenure::rows::Vertex>;
  using type = const_type;
};
template <>
struct property_map<tenure::MaterialisedGraph, edge_index_t> {
  using const_type = tenure::rows::EdgeNumberMap<tenure::MaterialisedGraph::Edge>;
  using type = const_type;
};
template <>
struct property_map<tenure::MaterialisedGraph, edge_weight_t> {
  using const_type = tenure::rows::WeightMap<tenure::MaterialisedGraph::Edge>;
  using type = const_type;
};
template <>
struct property_map<tenure::MaterialisedGraph, tenure::vertex_node_t> {
  using const_type = tenure::rows::NodeMap;
  using type = const_type;
};
template <>
struct property_map<tenure::MaterialisedGraph, tenure::edge_fact_t> {
  using const_type = tenure::rows::FactMap;
  using type = const_type;
};
template <>
struct property_map<tenure::UndirectedGraph, vertex_index_t> {
  using const_type = typed_identity_property_map<tenure::rows::Vertex>;
  using type = const_type;
};
template <>
struct property_map<tenure::UndirectedGraph, edge_index_t> {
  using const_type = tenure::rows::EdgeNumberMap<tenure::rows::Tied>;
  using type = const_type;
};

}  // namespace boost

namespace tenure {

// ---- MaterialisedGraph
inline std::size_t num_vertices(const MaterialisedGraph& g) { return g.nodeCount(); }
inline std::size_t num_edges(const MaterialisedGraph& g) { return g.edgeCount(); }
inline auto vertices(const MaterialisedGraph& g) {
  return std::pair(boost::counting_iterator<rows::Vertex>(0),
                   boost::counting_iterator<rows::Vertex>(g.nodeCount()));
}
inline auto out_edges(rows::Vertex v, const MaterialisedGraph& g) {
  return std::pair(rows::OutEdgeIterator(v, g.firstOut(v)), rows::OutEdgeIterator(v, g.firstOut(v + 1)));
}
inline auto in_edges(rows::Vertex v, const MaterialisedGraph& g) {
  return std::pair(rows::InEdgeIterator(g.inEdges() + g.firstIn(v)),
                   rows::InEdgeIterator(g.inEdges() + g.firstIn(v + 1)));
}
inline auto adjacent_vertices(rows::Vertex v, const MaterialisedGraph& g) {
  return std::pair(rows::TargetIterator(g.outEdges() + g.firstOut(v)),
                   rows::TargetIterator(g.outEdges() + g.firstOut(v + 1)));
}
inline auto edges(const MaterialisedGraph& g) {
  return std::pair(rows::EdgeIterator(&g, 0), rows::EdgeIterator(&g, g.edgeCount()));
}
inline rows::Vertex source(MaterialisedGraph::Edge edge, const MaterialisedGraph&) { return edge.source; }
inline rows::Vertex target(MaterialisedGraph::Edge edge, const MaterialisedGraph& g) {
  return g.target(edge);
}
// Degrees are given in 32 bits: they become floating point in PageRank, which 64 bits unsigned do slowly.
inline std::uint32_t out_degree(rows::Vertex v, const MaterialisedGraph& g) {
  return g.firstOut(v + 1) - g.firstOut(v);
}
inline std::uint32_t in_degree(rows::Vertex v, const MaterialisedGraph& g) {
  return g.firstIn(v + 1) - g.firstIn(v);
}
inline std::size_t degree(rows::Vertex v, const MaterialisedGraph& g) {
  return std::size_t{out_degree(v, g)} + in_degree(v, g);
}

inline boost::typed_identity_property_map<rows::Vertex> get(boost::vertex_index_t, const MaterialisedGraph&) {
  return {};
}
inline rows::EdgeNumberMap<MaterialisedGraph::Edge> get(boost::edge_index_t, const MaterialisedGraph&) {
  return {};
}
inline rows::WeightMap<MaterialisedGraph::Edge> get(boost::edge_weight_t, const MaterialisedGraph& g) {
  return {{}, &g};
}
inline rows::NodeMap get(vertex_node_t, const MaterialisedGraph& g) { return {{}, &g}; }
inline rows::FactMap get(edge_fact_t, const MaterialisedGraph& g) { return {{}, &g}; }
template <class Tag, class Key>
inline auto get(Tag tag, const MaterialisedGraph& g, const Key& key) {
  return get(get(tag, g), key);
}

// ---- UndirectedGraph
inline std::size_t num_vertices(const UndirectedGraph& g) { return g.nodeCount(); }
inline auto vertices(const UndirectedGraph& g) {
  return std::pair(boost::counting_iterator<rows::Vertex>(0),
                   boost::counting_iterator<rows::Vertex>(g.nodeCount()));
}
inline auto out_edges(rows::Vertex v, const UndirectedGraph& g) {
  return std::pair(rows::TiedIterator(v, g.halves() + g.first(v)),
                   rows::TiedIterator(v, g.halves() + g.first(v + 1)));
}
inline auto adjacent_vertices(rows::Vertex v, const UndirectedGraph& g) {
  return std::pair(rows::OtherIterator(g.halves() + g.first(v)),
                   rows::OtherIterator(g.halves() + g.first(v + 1)));
}
inline std::size_t num_edges(const UndirectedGraph& g) { return g.first(g.nodeCount()) / 2; }
inline auto edges(const UndirectedGraph& g) {
  return std::pair(rows::TieIterator(&g, 0), rows::TieIterator(&g, g.first(g.nodeCount())));
}
inline rows::Vertex source(const rows::Tied& edge, const UndirectedGraph&) { return edge.source; }
inline rows::Vertex target(const rows::Tied& edge, const UndirectedGraph&) { return edge.target; }
inline std::uint32_t out_degree(rows::Vertex v, const UndirectedGraph& g) {
  return g.first(v + 1) - g.first(v);
}
inline boost::typed_identity_property_map<rows::Vertex> get(boost::vertex_index_t, const UndirectedGraph&) {
  return {};
}
inline rows::EdgeNumberMap<rows::Tied> get(boost::edge_index_t, const UndirectedGraph&) { return {}; }
template <class Tag, class Key>
inline auto get(Tag tag, const UndirectedGraph& g, const Key& key) {
  return get(get(tag, g), key);
}

}  // namespace tenure

// Some algorithms of Boost's call these by their full names, and find what was declared before they were.
namespace boost {
using tenure::source;
using tenure::target;
}  // namespace boost
