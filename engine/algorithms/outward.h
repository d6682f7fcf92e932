// The edges of a materialised graph seen from their sources alone, as Boost's own directed
// compressed_sparse_row_graph has them.
//
// Boost chooses by what a graph can do, not by what is fastest: of a graph with edges into a node as well,
// its PageRank has every node gather the ranks of those that lead to it (for each edge a rank, a degree and a
// division at random places); of one with edges out alone, every node hands its share on (for each edge one
// place to add to). Where there are many edges to a node the second takes half the time.
//
// Borrows the graph, which must outlive it. Include it in sources only: it brings Boost along.
#pragma once

#include <cstddef>
#include <utility>

#include "engine/algorithms/boost_materialised.h"

namespace tenure {

class OutwardGraph {
 public:
  explicit OutwardGraph(const MaterialisedGraph& graph) : graph_(&graph) {}
  [[nodiscard]] const MaterialisedGraph& whole() const { return *graph_; }

 private:
  const MaterialisedGraph* graph_;
};

namespace rows {
struct OutwardCategory : boost::incidence_graph_tag,
                         boost::adjacency_graph_tag,
                         boost::vertex_list_graph_tag,
                         boost::edge_list_graph_tag {};
}  // namespace rows

}  // namespace tenure

namespace boost {
template <>
struct graph_traits<tenure::OutwardGraph> : graph_traits<tenure::MaterialisedGraph> {
  using directed_category = directed_tag;
  using traversal_category = tenure::rows::OutwardCategory;
  using in_edge_iterator = void;
};
template <>
struct graph_traits<const tenure::OutwardGraph> : graph_traits<tenure::OutwardGraph> {};
template <>
struct property_map<tenure::OutwardGraph, vertex_index_t>
    : property_map<tenure::MaterialisedGraph, vertex_index_t> {};
template <>
struct property_map<tenure::OutwardGraph, edge_index_t>
    : property_map<tenure::MaterialisedGraph, edge_index_t> {};
}  // namespace boost

namespace tenure {

inline std::size_t num_vertices(const OutwardGraph& g) { return num_vertices(g.whole()); }
inline std::size_t num_edges(const OutwardGraph& g) { return num_edges(g.whole()); }
inline auto vertices(const OutwardGraph& g) { return vertices(g.whole()); }
inline auto edges(const OutwardGraph& g) { return edges(g.whole()); }
inline auto out_edges(rows::Vertex v, const OutwardGraph& g) { return out_edges(v, g.whole()); }
inline auto adjacent_vertices(rows::Vertex v, const OutwardGraph& g) {
  return adjacent_vertices(v, g.whole());
}
inline auto out_degree(rows::Vertex v, const OutwardGraph& g) { return out_degree(v, g.whole()); }
inline rows::Vertex source(MaterialisedGraph::Edge edge, const OutwardGraph&) { return edge.source; }
inline rows::Vertex target(MaterialisedGraph::Edge edge, const OutwardGraph& g) {
  return target(edge, g.whole());
}
inline auto get(boost::vertex_index_t tag, const OutwardGraph& g) { return get(tag, g.whole()); }
inline auto get(boost::edge_index_t tag, const OutwardGraph& g) { return get(tag, g.whole()); }
template <class Tag, class Key>
inline auto get(Tag tag, const OutwardGraph& g, const Key& key) {
  return get(get(tag, g), key);
}

}  // namespace tenure
