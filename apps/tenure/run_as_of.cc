// `tenure as-of`: the facts of a node as of a time.
#include <algorithm>
#include <set>

#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"

namespace tenure::apps {
namespace {

/// One row of the answer.
struct Found {
  Edge edge;
  NodeId from;
  std::uint32_t steps = 1;
  Certainty certainty = Certainty::kCertain;
};

Result<std::vector<Found>> ask(const View& view, NodeId node, const AsOfOptions& options) {
  std::vector<Found> found;
  if (options.depth > 1) {
    TENURE_ASSIGN(const auto reached,
                  neighbourhood(view, node, options.direction, options.types, options.depth));
    for (const Reached& one : reached) found.push_back({one.last, one.from, one.steps, one.certainty});
    return found;
  }
  const std::set<std::string> types(options.types.begin(), options.types.end());
  const auto take = [&](const std::string& type) -> Status {
    const Edges edges = view.edges(node, options.direction, type);
    TENURE_TRY(edges.status());
    for (const Edge& edge : edges) found.push_back({edge, node, 1, edge.certainty});
    return {};
  };
  if (types.empty()) TENURE_TRY(take({}));
  for (const std::string& type : types) TENURE_TRY(take(type));
  return found;
}

Status print(const View& view, const std::vector<Found>& found, bool steps, RowWriter& out) {
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  std::vector<FactId> fact_ids;
  for (const Found& one : found) {
    ids.push_back(one.edge.node);
    ids.push_back(one.from);
    fact_ids.push_back(one.edge.fact);
  }
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(const auto facts, view.reader().facts(fact_ids, view.scope().system));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found& one = found[i];
    if (!facts[i]) return Error(ErrorCode::kCorruption, "a fact that a list names is missing");
    const FactVersion& fact = *facts[i];
    std::vector<Cell> row = {countCell(fact.id.value),
                             fact.type,
                             std::string(one.edge.direction == Direction::kOut ? "out" : "in"),
                             nodes.reference(one.edge.node),
                             nodes.name(one.edge.node),
                             validityCell(fact, *schema),
                             std::string(certaintyName(one.certainty)),
                             std::string(statusName(fact.status)),
                             sourceCell(fact)};
    if (steps) {
      row.push_back(countCell(one.steps));
      row.push_back(nodes.reference(one.from));
    }
    if (!out.row(row)) break;
  }
  return {};
}

Result<int> run(const AsOfOptions& options) {
  TENURE_ASSIGN(const Range when, parseQueryTime(options.time));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(View view, viewOf(db, options.system_time));
  TENURE_ASSIGN(const NodeId node, nodeNamed(view, options.node));
  TimeScope scope = view.scope();
  scope.valid = AsOf{when};
  scope.certain_only = options.certain;
  scope.include_refuted = options.include_refuted;
  view = view.with(scope);
  noteUnknownTypes(view, options.types);
  TENURE_ASSIGN(const auto found, ask(view, node, options));

  std::vector<std::string> fields = {"fact",     "type",      "direction", "node",  "name",
                                     "validity", "certainty", "status",    "source"};
  const bool steps = options.depth > 1;
  if (steps) fields.insert(fields.end(), {"steps", "from"});
  TENURE_ASSIGN(Fields chosen, Fields::choose(fields, options.output.fields));
  RowWriter out(std::move(chosen), options.output.format);
  TENURE_TRY(print(view, found, steps, out));
  return out.finish();
}

}  // namespace

int runAsOf(const AsOfOptions& options) {
  const auto outcome = run(options);
  return outcome.ok() ? *outcome : fail(outcome.error());
}

}  // namespace tenure::apps
