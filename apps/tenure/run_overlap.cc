// `tenure overlap` and `tenure closure`: who was together where, and what belonged to what, with the periods.
#include "apps/tenure/exit_code.h"
#include "apps/tenure/walking.h"
#include "engine/traversal/closure.h"
#include "engine/traversal/overlap.h"

namespace tenure::apps {
namespace {

Result<std::vector<Overlap>> ask(const View& view, NodeId node, const OverlapOptions& options) {
  const Limits limits{options.limit, start(options.budget)};
  if (options.members) return overlapsAt(view, node, options.types, limits);
  std::optional<NodeId> with;
  if (!options.with.empty()) {
    TENURE_ASSIGN(with, nodeNamed(view, options.with));
  }
  return overlapsOf(view, node, with, options.types, limits);
}

Result<int> overlap(const OverlapOptions& options) {
  TENURE_ASSIGN(const ValidScope valid, scopeOf(options.time.empty() ? ".." : options.time));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, valid, options));
  TENURE_ASSIGN(const NodeId node, nodeNamed(view, options.node));
  TENURE_ASSIGN(const auto overlaps, ask(view, node, options));
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  for (const Overlap& one : overlaps) ids.insert(ids.end(), {one.place, one.one, one.other});
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(Fields fields,
                Fields::choose({"place", "place_name", "node", "name", "other", "other_name", "together",
                                "together_certain", "certainty", "fact", "other_fact"},
                               options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const Overlap& one : overlaps) {
    if (!out.row({nodes.reference(one.place), nodes.name(one.place), nodes.reference(one.one),
                  nodes.name(one.one), nodes.reference(one.other), nodes.name(one.other),
                  periodsCell(one.together.possible), periodsCell(one.together.certain),
                  certaintyCell(one.certainty), countCell(one.fact_of_one.value),
                  countCell(one.fact_of_other.value)})) {
      break;
    }
  }
  return out.finish();
}

Result<int> closureOf(const ClosureOptions& options) {
  TENURE_ASSIGN(const ValidScope valid, rangeScopeOf(options.time));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, valid, options));
  TENURE_ASSIGN(const NodeId node, nodeNamed(view, options.node));
  TENURE_ASSIGN(const Closure found, closure(view, node, {options.direction, options.types},
                                             options.steps_max, {options.limit, start(options.budget)}));
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  for (const ClosureRow& row : found.rows) ids.push_back(row.node);
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(Fields fields,
                Fields::choose({"node", "name", "steps", "possible", "certain"}, options.output.fields));
  RowWriter out(std::move(fields), options.output.format);
  for (const ClosureRow& row : found.rows) {
    if (!out.row({nodes.reference(row.node), nodes.name(row.node), countCell(row.steps),
                  periodsCell(row.periods.possible), periodsCell(row.periods.certain)})) {
      break;
    }
  }
  return out.finish();
}

}  // namespace

int runOverlap(const OverlapOptions& options) { return end(overlap(options)); }
int runClosure(const ClosureOptions& options) { return end(closureOf(options)); }

}  // namespace tenure::apps
