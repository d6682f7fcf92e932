// Answers of algorithms as tables, and the graph that a direction asks for. For the sources of this room.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "engine/algorithms/algorithms.h"
#include "schema/result.h"

namespace tenure {

/// A row for every node.
template <class T>
NodeTable<T> tableOf(const MaterialisedGraph& graph, const std::vector<T>& values) {
  NodeTable<T> table;
  table.reserve(values.size());
  for (std::uint32_t v = 0; v < graph.nodeCount(); ++v) table.push_back({graph.node(v), values[v]});
  return table;
}

inline Result<MaterialisedGraph::Vertex> vertexAsked(const MaterialisedGraph& graph, NodeId node) {
  if (const auto vertex = graph.vertexOf(node)) return *vertex;
  return Error(ErrorCode::kNotFound,
               "node " + std::to_string(node.value) + " does not count under this view");
}

/// Boost would throw at a weight below zero; those of `weigh` are none, a caller's may be.
inline Status weightsServe(const MaterialisedGraph& graph) {
  for (std::uint32_t e = 0; graph.weighted() && e < graph.edgeCount(); ++e) {
    if (!(graph.weight(e) >= 0))
      return Error(ErrorCode::kInvalidArgument,
                   "fact " + std::to_string(graph.fact(e).value) + " weighs less than nothing");
  }
  return {};
}

/// Calls `work` with the graph itself, with all edges turned round, or without directions.
template <class Work>
auto inDirection(const MaterialisedGraph& graph, Direction direction, Work&& work) {
  if (direction == Direction::kOut) return work(graph);
  if (direction == Direction::kIn) return work(graph.reversed());
  return work(UndirectedGraph(graph));
}

}  // namespace tenure
