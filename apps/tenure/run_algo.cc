// `tenure algo`: an algorithm over the graph as of a time.
#include <algorithm>

#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/walking.h"
#include "engine/algorithms/algorithms.h"

namespace tenure::apps {
namespace {

struct Row {
  NodeId node;
  Cell value;
};
using Rows = std::vector<Row>;

Cell cellOf(std::uint32_t value) { return countCell(value); }
Cell cellOf(double value) { return value; }

template <class T>
Result<Rows> rowsOf(Result<NodeTable<T>> table, std::size_t top) {
  if (!table.ok()) return std::move(table).error();
  Rows rows;
  for (const auto& [node, value] : greatest(std::move(*table), top)) rows.push_back({node, cellOf(value)});
  return rows;
}

Result<Rows> componentRows(Result<NodeTable<std::uint32_t>> table) {
  if (!table.ok()) return std::move(table).error();
  Rows rows;
  for (const auto& [node, component] : *table) rows.push_back({node, countCell(component)});
  return rows;
}

Result<Rows> answer(const MaterialisedGraph& graph, const AlgoOptions& options, const Budget& budget) {
  const std::size_t top = options.top.value_or(~std::size_t{0});
  switch (options.algorithm) {
    case Algorithm::kComponents: return componentRows(componentsBySize(graph, top, budget));
    case Algorithm::kPageRank: return rowsOf(pageRank(graph, {}, budget), top);
    case Algorithm::kBetweenness:
      return rowsOf(
          betweenness(graph, {.direction = options.direction, .normalised = options.normalised}, budget),
          top);
    case Algorithm::kCloseness: return rowsOf(closeness(graph, options.direction, budget), top);
    case Algorithm::kCoreNumbers: return rowsOf(coreNumbers(graph, budget), top);
    case Algorithm::kArticulationPoints: return rowsOf(articulationPoints(graph, budget), top);
  }
  return Error(ErrorCode::kInternal, "an algorithm without a name");
}

const char* fieldOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kComponents: return "component";
    case Algorithm::kPageRank: return "pagerank";
    case Algorithm::kBetweenness: return "betweenness";
    case Algorithm::kCloseness: return "closeness";
    case Algorithm::kCoreNumbers: return "core";
    case Algorithm::kArticulationPoints: return "parts";
  }
  return "";
}

Result<int> run(const AlgoOptions& options) {
  TENURE_ASSIGN(const Range when, parseQueryTime(options.as_of));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(View view, viewOf(db, options.system_time));
  TimeScope scope = view.scope();
  scope.valid = AsOf{when};
  scope.certain_only = options.certain;
  view = view.with(scope);
  noteUnknownTypes(view, options.types);
  const Budget budget = start(options.budget);
  TENURE_ASSIGN(const auto graph, materialise(view, {.types = options.types}, budget));
  TENURE_ASSIGN(const Rows rows, answer(graph, options, budget));

  TENURE_ASSIGN(Fields fields,
                Fields::choose({"node", "name", fieldOf(options.algorithm)}, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  for (const Row& row : rows) ids.push_back(row.node);
  TENURE_TRY(nodes.read(ids));
  for (const Row& row : rows) {
    if (!out.row({nodes.reference(row.node), nodes.name(row.node), row.value})) break;
  }
  return out.finish();
}

}  // namespace

int runAlgo(const AlgoOptions& options) {
  const auto outcome = run(options);
  return outcome.ok() ? *outcome : fail(outcome.error());
}

}  // namespace tenure::apps
