// tenure.timeline, tenure.diff, tenure.lineage, tenure.transactions: facts in order of time, what changed,
// events in order of descent, and who told the database what.
#include <algorithm>

#include "engine/query/procedures/asking.h"
#include "engine/query/procedures/built_in.h"
#include "engine/query/values/period_value.h"
#include "engine/traversal/walks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;
using Emit = Procedure::Emit;

bool isWanted(const std::vector<std::string>& types, const std::string& type) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

/// The same scope with refuted facts, where the option asks for them.
Result<std::uint32_t> withRefuted(const ProcedureOptions& options, std::uint32_t scope, Execution& run) {
  TENURE_ASSIGN(const bool refuted, options.flag("refuted"));
  if (!refuted) return scope;
  TimeScope asked = run.graph.scope(scope);
  asked.include_refuted = true;
  return run.graph.intern(asked);
}

Datum validityOf(const FactVersion& fact, const Schema& schema) {
  return textOrNull(validityText(fact, schema.type(fact.type)));
}

Status timeline(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  constexpr std::size_t kFact = 0, kValidity = 4;  // its columns
  TENURE_ASSIGN(const auto options, ProcedureOptions::of(arguments[1], {"types", "refuted"}));
  TENURE_ASSIGN(const auto types, options.types());
  TENURE_ASSIGN(const std::uint32_t asked, withRefuted(options, scope, run));
  TENURE_ASSIGN(const View view, viewFor(asked, run));
  TENURE_ASSIGN(const NodeId node, nodeGiven(arguments[0], "node", view));
  TENURE_ASSIGN(const auto entries, history(view, node));
  TENURE_TRY(run.meter.steps(entries.size()));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  for (const HistoryEntry& one : entries) {
    const FactVersion& fact = one.fact;
    if (!isWanted(types, fact.type)) continue;
    // Over all of time a fact stands here even where nothing is left of it: that too is its history.
    const ValidScope& valid = view.scope().valid;
    if (!std::holds_alternative<AllTime>(valid)) {
      const auto certainty = judgeFact(fact, *schema, valid);
      if (!certainty || (view.scope().certain_only && *certainty != Certainty::kCertain)) continue;
    }
    TENURE_ASSIGN(Datum met, relationshipAt(fact.id, asked, run, row.wants(kFact)));
    TENURE_TRY(row(
        {std::move(met), Datum::string(fact.type),
         Datum::string(one.direction == Direction::kOut ? "out" : "in"), Datum::node(fact.other(node), asked),
         row.wants(kValidity) ? validityOf(fact, *schema) : Datum(), textOrNull(fact.validity.text()),
         fact.cut ? countOf(fact.cut->event.value) : Datum(), textOrNull(fact.event),
         Datum::string(std::string(statusName(fact.status))), textsOrNull(fact.sources)}));
  }
  return {};
}

Datum certaintyOf(const std::optional<Certainty>& certainty) {
  return certainty ? Datum::string(std::string(certaintyName(*certainty))) : Datum();
}

Status diff(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  constexpr std::size_t kFact = 1, kValidity = 5;  // its columns
  TENURE_ASSIGN(const auto options, ProcedureOptions::of(arguments[2], {"node", "types"}));
  TENURE_ASSIGN(const auto types, options.types());
  TENURE_ASSIGN(const Range from, timeGiven(arguments[0]));
  TENURE_ASSIGN(const Range to, timeGiven(arguments[1]));
  const auto at = [&](Range when) {
    return run.graph.intern({.valid = AsOf{when}, .system = run.graph.scope(scope).system});
  };
  const std::uint32_t before_scope = at(from);
  const std::uint32_t after_scope = at(to);
  TENURE_ASSIGN(const View before, viewFor(before_scope, run));
  TENURE_ASSIGN(const View after, viewFor(after_scope, run));
  std::optional<NodeId> node;
  if (const Datum* given = options.find("node")) {
    TENURE_ASSIGN(node, nodeGiven(*given, "node", after));
  }
  const std::string one_type = types.size() == 1 ? types.front() : "";
  TENURE_ASSIGN(const auto changes,
                difference(before, after, node, one_type, Limits{.budget = budgetLeft(run)}));
  TENURE_ASSIGN(const auto schema, after.reader().schemaAt(after.scope().system));
  for (const Difference& one : changes) {
    const FactVersion& fact = one.fact;
    if (!isWanted(types, fact.type)) continue;
    // What ended is met as of the time when it still held.
    const std::uint32_t met_under = one.after ? after_scope : before_scope;
    TENURE_ASSIGN(Datum met, relationshipAt(fact.id, met_under, run, row.wants(kFact)));
    TENURE_TRY(
        row({Datum::string(std::string(changeName(one.change))), std::move(met),
             Datum::node(fact.subject, met_under), Datum::string(fact.type),
             Datum::node(fact.object, met_under), row.wants(kValidity) ? validityOf(fact, *schema) : Datum(),
             certaintyOf(one.before), certaintyOf(one.after),
             Datum::string(std::string(statusName(fact.status))), textsOrNull(fact.sources)}));
  }
  return {};
}

Status lineageOf(Arguments arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  constexpr std::size_t kFact = 3, kValidity = 6;  // its columns
  TENURE_ASSIGN(const View view, viewFor(scope, run));
  TENURE_ASSIGN(const NodeId node, nodeGiven(arguments[0], "node", view));
  TENURE_ASSIGN(const auto events, lineage(view, node, Limits{.budget = budgetLeft(run)}));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  for (const LineageEvent& event : events) {
    for (const FactVersion& fact : event.facts) {
      TENURE_ASSIGN(Datum met, relationshipAt(fact.id, scope, run, row.wants(kFact)));
      TENURE_TRY(row({Datum::integer(event.generation), textOrNull(event.event), Datum::string(fact.type),
                      std::move(met), Datum::node(fact.subject, scope), Datum::node(fact.object, scope),
                      row.wants(kValidity) ? validityOf(fact, *schema) : Datum(),
                      Datum::string(std::string(statusName(fact.status))), textsOrNull(fact.sources)}));
    }
  }
  return {};
}

Status transactions(Arguments, std::uint32_t scope, Execution& run, const Emit& row) {
  TENURE_ASSIGN(const View view, viewFor(scope, run));
  TENURE_ASSIGN(const auto commits, view.reader().commits());
  for (const storage::CommitRow& one : commits) {
    const CommitRecord& commit = one.commit;
    if (view.scope().system && *view.scope().system < commit.instant) break;
    TENURE_TRY(row({countOf(commit.number), toDatum(Instant::fromMicros(commit.instant.micros())),
                    textOrNull(commit.who), textOrNull(commit.why), textOrNull(commit.where_from),
                    countOf(commit.nodes_written), countOf(commit.facts_written)}));
  }
  return {};
}

}  // namespace

void addHistoryProcedures(Procedures& procedures) {
  procedures.add({.name = "tenure.timeline",
                  .arguments = {nodeArgument("node"), optionsArgument()},
                  .columns = {columnOf("fact", Kind::kRelationship), columnOf("type", Kind::kString),
                              columnOf("direction", Kind::kString), columnOf("node", Kind::kNode),
                              columnOf("validity", Kind::kString), columnOf("written", Kind::kString),
                              columnOf("ended_by", Kind::kInteger), columnOf("event", Kind::kString),
                              columnOf("status", Kind::kString), columnOf("source", Kind::kList)},
                  .description = "The facts of a node in order of their start. Options: types, refuted.",
                  .uses_scope = true,
                  .call = timeline});
  procedures.add({.name = "tenure.diff",
                  .arguments = {timeArgument("from"), timeArgument("to"), optionsArgument()},
                  .columns = {columnOf("change", Kind::kString), columnOf("fact", Kind::kRelationship),
                              columnOf("subject", Kind::kNode), columnOf("type", Kind::kString),
                              columnOf("object", Kind::kNode), columnOf("validity", Kind::kString),
                              columnOf("before", Kind::kString), columnOf("after", Kind::kString),
                              columnOf("status", Kind::kString), columnOf("source", Kind::kList)},
                  .description = "What changed from one time to another. Options: node, types.",
                  .uses_system = true,
                  .call = diff});
  procedures.add({.name = "tenure.lineage",
                  .arguments = {nodeArgument("node")},
                  .columns = {columnOf("generation", Kind::kInteger), columnOf("event", Kind::kString),
                              columnOf("type", Kind::kString), columnOf("fact", Kind::kRelationship),
                              columnOf("subject", Kind::kNode), columnOf("object", Kind::kNode),
                              columnOf("validity", Kind::kString), columnOf("status", Kind::kString),
                              columnOf("source", Kind::kList)},
                  .description = "The mergers, splits, renames and successions that led to a node (negative "
                                 "generations) and that came of it.",
                  .uses_scope = true,
                  .call = lineageOf});
  procedures.add({.name = "tenure.transactions",
                  .columns = {columnOf("number", Kind::kInteger), columnOf("instant", Kind::kDateTime),
                              columnOf("who", Kind::kString), columnOf("why", Kind::kString),
                              columnOf("from", Kind::kString), columnOf("nodes", Kind::kInteger),
                              columnOf("facts", Kind::kInteger)},
                  .description = "Every commit, oldest first.",
                  .uses_system = true,
                  .call = transactions});
}

}  // namespace tenure::query
