#include "engine/algorithm_procedures.h"

#include <algorithm>
#include <limits>

#include "engine/algorithms/algorithms.h"
#include "engine/query/procedures/asking.h"
#include "engine/query/query_error.h"
#include "engine/traversal/shortest_path.h"

namespace tenure {

namespace {

using query::columnOf;
using query::countOf;
using query::Datum;
using query::Execution;
using query::Kind;
using query::nodeArgument;
using query::optionsArgument;
using query::Procedure;
using query::ProcedureOptions;
using Arguments = std::span<const Datum>;
using Emit = Procedure::Emit;

/// What a call asks about: its options, and the graph that the statement's time and the options give.
struct AlgorithmCall {
  ProcedureOptions options;
  std::uint32_t scope;
  View view;
  MaterialisedGraph graph;
  Budget budget;
  std::size_t top;
};

/// What every algorithm takes besides its own options.
constexpr std::string_view kCommon[] = {"types", "refuted", "top"};

Result<AlgorithmCall> begin(const Datum& given, std::initializer_list<std::string_view> own,
                            std::uint32_t scope, Execution& run) {
  std::vector<std::string_view> known(own);
  known.insert(known.begin(), std::begin(kCommon), std::end(kCommon));
  TENURE_ASSIGN(auto options, ProcedureOptions::of(given, known));
  MaterialiseOptions shape;
  TENURE_ASSIGN(shape.types, options.types());
  const auto takes = [&](std::string_view option) {
    return std::find(own.begin(), own.end(), option) != own.end();
  };
  if (takes("weight")) {
    TENURE_ASSIGN(shape.weight, options.text("weight"));
  }
  if (takes("merge")) {
    TENURE_ASSIGN(shape.merge_parallel, options.flag("merge"));
  }
  TENURE_ASSIGN(const std::uint64_t top, options.count("top"));
  TimeScope asked = run.graph.scope(scope);
  TENURE_ASSIGN(asked.include_refuted, options.flag("refuted"));
  scope = run.graph.intern(asked);
  TENURE_ASSIGN(View view, viewFor(scope, run));
  const Budget budget = budgetLeft(run);
  TENURE_ASSIGN(auto graph, materialise(view, shape, budget));
  // What the graph takes is the algorithm's to do without.
  Budget rest = budget;
  rest.memory_bytes -= std::min(graph.bytes(), rest.memory_bytes);
  return AlgorithmCall{std::move(options), scope, std::move(view),
                       std::move(graph),   rest,  static_cast<std::size_t>(top)};
}

Datum valueOf(std::uint32_t value) { return countOf(value); }
Datum valueOf(double value) { return Datum::floating(value); }

template <class T>
Status emitTable(const AlgorithmCall& call, const Result<NodeTable<T>>& table, const Emit& row) {
  if (!table.ok()) return table.error();
  for (const auto& [node, value] : *table) TENURE_TRY(row({Datum::node(node, call.scope), valueOf(value)}));
  return {};
}

/// The greatest first.
template <class T>
Status emitGreatest(const AlgorithmCall& call, Result<NodeTable<T>> table, const Emit& row) {
  if (!table.ok()) return std::move(table).error();
  return emitTable<T>(call, greatest(std::move(*table), call.top), row);
}

/// In the order that the algorithm gives them, the first `top`.
template <class T>
Status emitFirst(const AlgorithmCall& call, Result<NodeTable<T>> table, const Emit& row) {
  if (!table.ok()) return std::move(table).error();
  if (table->size() > call.top) table->resize(call.top);
  return emitTable<T>(call, table, row);
}

// ---- components and order

Status components(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {}, scope, run));
  return emitTable(call, componentsBySize(call.graph, call.top, call.budget), row);
}
Status strong(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {}, scope, run));
  return emitFirst(call, strongComponents(call.graph, call.budget), row);
}
Status articulation(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {}, scope, run));
  return emitGreatest(call, articulationPoints(call.graph, call.budget), row);
}
Status cores(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {}, scope, run));
  return emitGreatest(call, coreNumbers(call.graph, call.budget), row);
}
Status topological(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {}, scope, run));
  return emitFirst(call, topologicalOrder(call.graph, call.budget), row);
}
Status descent(Arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const View view, viewFor(scope, run));
  TENURE_ASSIGN(const auto table, lineageOrder(view, budgetLeft(run)));
  for (const auto& [node, place] : table) TENURE_TRY(row({Datum::node(node, scope), countOf(place)}));
  return {};
}

// ---- who stands in the middle

Status betweennessOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {"direction", "normalised", "merge"}, scope, run));
  BetweennessOptions how;
  TENURE_ASSIGN(how.direction, call.options.direction(Direction::kBoth));
  TENURE_ASSIGN(how.normalised, call.options.flag("normalised"));
  return emitGreatest(call, betweenness(call.graph, how, call.budget), row);
}
Status closenessOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {"direction"}, scope, run));
  TENURE_ASSIGN(const Direction direction, call.options.direction(Direction::kBoth));
  return emitGreatest(call, closeness(call.graph, direction, call.budget), row);
}
Status pageRankOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call,
                begin(arguments[0], {"merge", "damping", "iterations", "tolerance"}, scope, run));
  PageRankOptions how;
  TENURE_ASSIGN(how.damping, call.options.number("damping", how.damping));
  TENURE_ASSIGN(const std::uint64_t iterations, call.options.count("iterations", how.iterations_max));
  how.iterations_max = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(iterations, std::numeric_limits<std::uint32_t>::max()));
  TENURE_ASSIGN(how.tolerance, call.options.number("tolerance", how.tolerance));
  if (!(how.damping > 0 && how.damping < 1) || !(how.tolerance >= 0)) {
    return query::valueError(query::ErrorClass::kArgumentError, "InvalidArgumentValue",
                             "option \"damping\" lies between 0 and 1, and \"tolerance\" not below 0");
  }
  return emitGreatest(call, pageRank(call.graph, how, call.budget), row);
}

// ---- distances and ways

Status distances(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[1], {"direction", "weight"}, scope, run));
  TENURE_ASSIGN(const NodeId from, nodeGiven(arguments[0], "from", call.view));
  TENURE_ASSIGN(const Direction direction, call.options.direction(Direction::kOut));
  // Without weights every fact counts one: then the numbers are whole, and searched breadth first.
  if (call.graph.weighted()) {
    return emitFirst(call, dijkstraDistances(call.graph, from, direction, call.budget), row);
  }
  return emitFirst(call, breadthFirstDistances(call.graph, from, direction, call.budget), row);
}

Status shortestPathOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto options,
                ProcedureOptions::of(arguments[2], {"types", "direction", "steps", "refuted"}));
  TimeScope asked = run.graph.scope(scope);
  TENURE_ASSIGN(asked.include_refuted, options.flag("refuted"));
  scope = run.graph.intern(asked);
  TENURE_ASSIGN(const View view, viewFor(scope, run));
  TENURE_ASSIGN(const NodeId from, nodeGiven(arguments[0], "from", view));
  TENURE_ASSIGN(const NodeId to, nodeGiven(arguments[1], "to", view));
  WalkQuestion question;
  TENURE_ASSIGN(question.types, options.types());
  TENURE_ASSIGN(question.direction, options.direction(Direction::kBoth));
  constexpr std::uint64_t kStepsMax = std::numeric_limits<std::uint32_t>::max();
  TENURE_ASSIGN(const std::uint64_t steps, options.count("steps", kStepsMax));
  TENURE_ASSIGN(const auto found,
                shortestPath(view, from, to, question, static_cast<std::uint32_t>(std::min(steps, kStepsMax)),
                             budgetLeft(run)));
  if (!found) return {};
  query::PathValue path;
  path.nodes.push_back(Datum::node(from, scope));
  for (const PathStep& step : found->steps) {
    TENURE_ASSIGN(Datum met, relationshipAt(step.edge.fact, scope, run));
    path.relationships.push_back(std::move(met));
    path.nodes.push_back(Datum::node(step.edge.node, scope));
  }
  return row({Datum::path(std::move(path)), countOf(found->steps.size()),
              Datum::string(std::string(certaintyName(found->certainty)))});
}

Status minimumCutOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const auto call, begin(arguments[0], {"around", "weight", "merge"}, scope, run));
  std::optional<NodeId> around;
  if (const Datum* given = call.options.find("around")) {
    TENURE_ASSIGN(around, nodeGiven(*given, "around", call.view));
  }
  TENURE_ASSIGN(const MinimumCut cut, minimumCut(call.graph, around, call.budget));
  query::DatumList side;
  for (const NodeId node : cut.side) side.push_back(Datum::node(node, call.scope));
  query::DatumList facts;
  for (const FactId fact : cut.facts) {
    TENURE_ASSIGN(Datum met, relationshipAt(fact, call.scope, run));
    facts.push_back(std::move(met));
  }
  return row({Datum::floating(cut.weight), Datum::list(std::move(side)), Datum::list(std::move(facts))});
}

using Call = Status (*)(Arguments, std::uint32_t, Execution&, const Emit&);

/// One that gives a value to nodes.
Procedure ofNodes(std::string name, std::vector<query::ProcedureField> arguments, query::ProcedureField value,
                  std::string description, Call call) {
  return {.name = std::move(name),
          .arguments = std::move(arguments),
          .columns = {columnOf("node", Kind::kNode), std::move(value)},
          .description = std::move(description),
          .uses_scope = true,
          .call = call};
}

query::ProcedureField listColumn(std::string name, std::string type) {
  return {std::move(name), query::kinds(Kind::kList), std::move(type), {}};
}

void addOrders(query::Procedures& procedures) {
  procedures.add(ofNodes("algo.components", {optionsArgument()}, columnOf("component", Kind::kInteger),
                         "The component of every node, the largest being 1.", components));
  procedures.add(ofNodes("algo.strongComponents", {optionsArgument()}, columnOf("component", Kind::kInteger),
                         "The same where each of two nodes reaches the other along the facts; from 0.",
                         strong));
  procedures.add(ofNodes("algo.articulationPoints", {optionsArgument()}, columnOf("parts", Kind::kInteger),
                         "The nodes without which their component falls apart, and into how many parts.",
                         articulation));
  procedures.add(ofNodes("algo.coreNumbers", {optionsArgument()}, columnOf("core", Kind::kInteger),
                         "Of every node the largest k for which it is in a k-core.", cores));
  procedures.add(ofNodes("algo.topologicalOrder", {optionsArgument()}, columnOf("place", Kind::kInteger),
                         "The nodes in an order in which each fact leads from an earlier to a later one.",
                         topological));
  procedures.add(ofNodes("algo.lineageOrder", {}, columnOf("place", Kind::kInteger),
                         "The organizations with facts of lineage, predecessors before successors.",
                         descent));
}

void addMiddles(query::Procedures& procedures) {
  procedures.add(ofNodes("algo.betweenness", {optionsArgument()}, columnOf("betweenness", Kind::kFloat),
                         "How many pairs of others have their shortest paths through each node. Options: "
                         "direction ('both'), normalised, merge.",
                         betweennessOf));
  procedures.add(ofNodes("algo.closeness", {optionsArgument()}, columnOf("closeness", Kind::kFloat),
                         "How near each node is to all others. Options: direction ('both').", closenessOf));
  procedures.add(ofNodes("algo.pageRank", {optionsArgument()}, columnOf("pagerank", Kind::kFloat),
                         "The share of time that a random walk spends at each node. Options: merge, damping, "
                         "iterations, tolerance.",
                         pageRankOf));
}

void addWays(query::Procedures& procedures) {
  query::ProcedureField distance{"distance", query::kNumberKinds, "INTEGER | FLOAT", {}};
  procedures.add(ofNodes("algo.distances", {nodeArgument("from"), optionsArgument()}, std::move(distance),
                         "How far every node that a node reaches is from it: the least number of facts, or "
                         "with a weight the least sum. Options: direction ('out'), weight.",
                         distances));
  procedures.add({.name = "algo.shortestPath",
                  .arguments = {nodeArgument("from"), nodeArgument("to"), optionsArgument()},
                  .columns = {columnOf("path", Kind::kPath), columnOf("steps", Kind::kInteger),
                              columnOf("certainty", Kind::kString)},
                  .description = "A path of the fewest facts between two nodes; no row where there is none. "
                                 "Options: types, direction ('both'), steps, refuted.",
                  .uses_scope = true,
                  .call = shortestPathOf});
  procedures.add({.name = "algo.minimumCut",
                  .arguments = {optionsArgument()},
                  .columns = {columnOf("weight", Kind::kFloat), listColumn("side", "LIST<NODE>"),
                              listColumn("facts", "LIST<RELATIONSHIP>")},
                  .description = "The facts of least weight without which the graph falls in two. Options: "
                                 "around, weight, merge.",
                  .uses_scope = true,
                  .call = minimumCutOf});
}

}  // namespace

void addAlgorithmProcedures(query::Procedures& procedures) {
  addOrders(procedures);
  addMiddles(procedures);
  addWays(procedures);
}

}  // namespace tenure
