// The names of what Boost.Graph's algorithms can ask of our vertices and edges beside an index and a weight:
// `get(tenure::edge_fact_t{}, graph)` is a property map. Include it in sources only: it brings Boost along.
#pragma once

#include <boost/graph/properties.hpp>

namespace tenure {

// ---- of vertices
/// The NodeId.
struct vertex_node_t {
  using kind = boost::vertex_property_tag;
};
/// The external id as text, or "#12" where there is none.
struct vertex_reference_t {
  using kind = boost::vertex_property_tag;
};
/// The lifespan, a Period.
struct vertex_lifespan_t {
  using kind = boost::vertex_property_tag;
};

// ---- of edges
/// The FactId.
struct edge_fact_t {
  using kind = boost::edge_property_tag;
};
/// The name of the type.
struct edge_type_t {
  using kind = boost::edge_property_tag;
};
/// The Period in which the fact holds.
struct edge_period_t {
  using kind = boost::edge_property_tag;
};
/// The validity as it was written.
struct edge_validity_t {
  using kind = boost::edge_property_tag;
};
/// The Certainty.
struct edge_certainty_t {
  using kind = boost::edge_property_tag;
};

}  // namespace tenure
