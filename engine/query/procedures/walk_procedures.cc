// tenure.closure, tenure.overlap, tenure.series: what belonged to what, who was together where, and figures
// over time.
#include <algorithm>

#include "engine/query/procedures/asking.h"
#include "engine/query/procedures/built_in.h"
#include "engine/query/query_error.h"
#include "engine/query/values/period_value.h"
#include "engine/traversal/closure.h"
#include "engine/traversal/overlap.h"
#include "engine/traversal/series.h"

namespace tenure::query {

namespace {

using WalkArguments = std::span<const Datum>;
using WalkEmit = Procedure::Emit;

Status closureOf(WalkArguments arguments, std::uint32_t scope, Execution& run, const WalkEmit& row) {
  constexpr std::size_t kPossible = 2, kCertain = 3;  // its columns
  TENURE_ASSIGN(const auto options,
                ProcedureOptions::of(arguments[1], {"types", "direction", "steps", "limit", "refuted"}));
  WalkQuestion question;
  TENURE_ASSIGN(question.types, options.types());
  TENURE_ASSIGN(question.direction, options.direction(Direction::kOut));
  constexpr std::uint64_t kStepsMax = std::numeric_limits<std::uint32_t>::max();
  TENURE_ASSIGN(const std::uint64_t steps, options.count("steps", kStepsMax));
  TENURE_ASSIGN(const std::uint64_t limit, options.count("limit"));
  // Its periods lie within the asked time: of `2014` they are those of the whole year.
  TENURE_ASSIGN(const std::uint32_t asked, askedScope(options, true, scope, run));
  TENURE_ASSIGN(const View view, viewFor(asked, run));
  TENURE_ASSIGN(const NodeId start, nodeGiven(arguments[0], "node", view));
  TENURE_ASSIGN(const Closure found,
                closure(view, start, question, static_cast<std::uint32_t>(std::min(steps, kStepsMax)),
                        {limit, budgetLeft(run)}));
  for (const ClosureRow& one : found.rows) {
    TENURE_TRY(row({Datum::node(one.node, scope), countOf(one.steps),
                    row.wants(kPossible) ? toDatum(one.periods.possible) : Datum(),
                    row.wants(kCertain) ? toDatum(one.periods.certain) : Datum()}));
  }
  return {};
}

Status overlapOf(WalkArguments arguments, std::uint32_t scope, Execution& run, const WalkEmit& row) {
  constexpr std::size_t kTogether = 3, kCertain = 4, kFact = 6, kOther = 7;  // its columns
  TENURE_ASSIGN(const auto options,
                ProcedureOptions::of(arguments[1], {"with", "members", "types", "limit", "refuted"}));
  TENURE_ASSIGN(const auto types, options.types());
  TENURE_ASSIGN(const std::uint64_t limit, options.count("limit"));
  TENURE_ASSIGN(const bool members, options.flag("members"));
  TENURE_ASSIGN(const std::uint32_t asked, askedScope(options, false, scope, run));
  TENURE_ASSIGN(const View view, viewFor(asked, run));
  TENURE_ASSIGN(const NodeId node, nodeGiven(arguments[0], "node", view));
  std::optional<NodeId> with;
  if (const Datum* given = options.find("with")) {
    if (members) {
      return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                        "options \"with\" and \"members\" do not go together: one asks about the node, the "
                        "other about its members");
    }
    TENURE_ASSIGN(with, nodeGiven(*given, "with", view));
  }
  Status shown;
  const auto show = [&](const Overlap& one) -> Status {
    TENURE_ASSIGN(Datum fact, relationshipAt(one.fact_of_one, asked, run, row.wants(kFact)));
    TENURE_ASSIGN(Datum other_fact, relationshipAt(one.fact_of_other, asked, run, row.wants(kOther)));
    return row({Datum::node(one.place, asked), Datum::node(one.one, asked), Datum::node(one.other, asked),
                row.wants(kTogether) ? toDatum(one.together.possible) : Datum(),
                row.wants(kCertain) ? toDatum(one.together.certain) : Datum(),
                Datum::string(std::string(certaintyName(one.certainty))), std::move(fact),
                std::move(other_fact)});
  };
  const auto visit = [&](const Overlap& one) {
    shown = show(one);
    return shown.ok();
  };
  const Limits limits{limit, budgetLeft(run)};
  TENURE_TRY(members ? overlapsAt(view, node, types, visit, limits)
                     : overlapsOf(view, node, with, types, visit, limits));
  return shown;
}

constexpr std::string_view kFigures[] = {"members", "degree", "turnover", "facts", "components"};
constexpr Figure kFigureOf[] = {Figure::kMembers, Figure::kDegree, Figure::kTurnover, Figure::kFacts,
                                Figure::kComponents};
constexpr std::string_view kSteps[] = {"day", "month", "year"};
constexpr SeriesStep kStepOf[] = {SeriesStep::kDay, SeriesStep::kMonth, SeriesStep::kYear};

Status seriesOf(WalkArguments arguments, std::uint32_t scope, Execution& run, const WalkEmit& row) {
  TENURE_ASSIGN(const auto options, ProcedureOptions::of(arguments[3], {"node", "step", "firstDay",
                                                                        "direction", "types", "refuted"}));
  TENURE_ASSIGN(const std::size_t figure, wordGiven(arguments[0], "figure", kFigures));
  TENURE_ASSIGN(const std::string from, timeTextGiven(arguments[1]));
  TENURE_ASSIGN(const std::string to, timeTextGiven(arguments[2]));
  TENURE_ASSIGN(const std::size_t step_place, options.oneOf("step", kSteps, 1));
  const SeriesStep step = kStepOf[step_place];
  TENURE_ASSIGN(const bool first_day, options.flag("firstDay"));
  TENURE_ASSIGN(const std::uint32_t asked, askedScope(options, false, scope, run));
  TENURE_ASSIGN(const View view, viewFor(asked, run));
  SeriesQuestion question{.figure = kFigureOf[figure]};
  if (const Datum* given = options.find("node")) {
    TENURE_ASSIGN(question.node, nodeGiven(*given, "node", view));
  }
  TENURE_ASSIGN(question.direction, options.direction(Direction::kIn));
  TENURE_ASSIGN(question.types, options.types());
  TENURE_ASSIGN(const Range range, rangeBetween(from, to));
  TENURE_ASSIGN(const std::vector<Range> when, stretches(range, step));
  TENURE_ASSIGN(const Series found,
                series(view, question, first_day ? firstDays(when) : when, budgetLeft(run)));
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    for (std::size_t j = 0; j < found.names.size(); ++j) {
      TENURE_TRY(row({Datum::string(stretchName(when[i], step)), Datum::string(found.names[j]),
                      countOf(found.rows[i][j].possible), countOf(found.rows[i][j].certain)}));
    }
  }
  return {};
}

}  // namespace

void addWalkProcedures(Procedures& procedures) {
  procedures.add({.name = "tenure.closure",
                  .arguments = {nodeArgument("node"), optionsArgument()},
                  .columns = {columnOf("node", Kind::kNode), columnOf("steps", Kind::kInteger),
                              columnOf("possible", Kind::kList), columnOf("certain", Kind::kList)},
                  .description = "Everything a node belongs to, by whatever way, and in which periods. "
                                 "Options: types, direction ('out'), steps, limit, refuted.",
                  .uses_scope = true,
                  .call = closureOf});
  procedures.add(
      {.name = "tenure.overlap",
       .arguments = {nodeArgument("node"), optionsArgument()},
       .columns = {columnOf("place", Kind::kNode), columnOf("node", Kind::kNode),
                   columnOf("other", Kind::kNode), columnOf("together", Kind::kList),
                   columnOf("together_certain", Kind::kList), columnOf("certainty", Kind::kString),
                   columnOf("fact", Kind::kRelationship), columnOf("other_fact", Kind::kRelationship)},
       .description = "Who was where at the same time as a node, or which of its members were "
                      "together. Options: with, members, types, limit, refuted.",
       .uses_scope = true,
       .call = overlapOf});
  procedures.add(
      {.name = "tenure.series",
       .arguments = {textArgument("figure"), timeArgument("from"), timeArgument("to"), optionsArgument()},
       .columns = {columnOf("time", Kind::kString), columnOf("name", Kind::kString),
                   columnOf("possible", Kind::kInteger), columnOf("certain", Kind::kInteger)},
       .description = "A figure for every step between two dates: members, degree, turnover (of a "
                      "node), facts or components (of the graph). Options: node, step ('month'), "
                      "firstDay, direction ('in'), types, refuted.",
       .uses_system = true,
       .call = seriesOf});
}

}  // namespace tenure::query
