// tenure.arrivals, tenure.departures, tenure.fastest: chronological paths that are best in time, to or from
// every node, or one of them with its path.
#include <algorithm>

#include "engine/query/procedures/asking.h"
#include "engine/query/procedures/built_in.h"
#include "engine/query/query_error.h"
#include "engine/query/values/period_value.h"
#include "engine/traversal/journeys.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

enum class BestJourney : std::uint8_t { kEarliest, kLatest, kFastest };

/// What a call asks, read from its options and its scope.
struct JourneyCall {
  std::uint32_t scope;  ///< the range that is asked
  View view;
  NodeId node;
  std::optional<NodeId> other_end;
  WalkQuestion question;
  std::uint64_t rows_max;
};

/// The name of the option for the other end of one journey.
std::string_view otherEndOf(BestJourney best) { return best == BestJourney::kLatest ? "from" : "to"; }

Result<JourneyCall> journeyCall(BestJourney best, const Datum& node, const ProcedureOptions& options,
                                std::uint32_t scope, Execution& run) {
  // Its steps follow one another within the asked time: `2014` is asked about as a range.
  TENURE_ASSIGN(const std::uint32_t asked, askedScope(options, true, scope, run));
  TENURE_ASSIGN(View view, viewFor(asked, run));
  TENURE_ASSIGN(const NodeId start, nodeGiven(node, "node", view));
  TENURE_ASSIGN(const std::uint64_t limit, options.count("limit"));
  JourneyCall call{asked, std::move(view), start, {}, {}, limit};
  if (const Datum* given = options.find(otherEndOf(best))) {
    TENURE_ASSIGN(call.other_end, nodeGiven(*given, otherEndOf(best), call.view));
  }
  TENURE_ASSIGN(call.question.types, options.types());
  TENURE_ASSIGN(call.question.direction, options.direction(Direction::kOut));
  return call;
}

Result<std::optional<Journey>> oneJourney(BestJourney best, const JourneyCall& call, const Budget& budget) {
  switch (best) {
    case BestJourney::kEarliest:
      return earliestArrival(call.view, call.node, *call.other_end, call.question, budget);
    case BestJourney::kLatest:
      return latestDeparture(call.view, *call.other_end, call.node, call.question, budget);
    case BestJourney::kFastest: break;
  }
  return fastestJourney(call.view, call.node, *call.other_end, call.question, budget);
}

Result<std::vector<Journey>> allJourneys(BestJourney best, const JourneyCall& call,
                                         const ArrivalBounds& bounds, const Limits& limits) {
  switch (best) {
    case BestJourney::kEarliest: return earliestArrivals(call.view, call.node, call.question, limits, bounds);
    case BestJourney::kLatest: return latestDepartures(call.view, call.node, call.question, limits);
    case BestJourney::kFastest: break;
  }
  return fastestJourneys(call.view, call.node, call.question, limits);
}

Result<Datum> pathOfSteps(const std::vector<PathStep>& steps, std::uint32_t scope, Execution& run) {
  PathValue path;
  for (const PathStep& step : steps) {
    if (path.nodes.empty()) path.nodes.push_back(Datum::node(step.from, scope));
    TENURE_ASSIGN(Datum fact, relationshipAt(step.edge.fact, scope, run));
    path.relationships.push_back(std::move(fact));
    path.nodes.push_back(Datum::node(step.edge.node, scope));
  }
  return Datum::path(std::move(path));
}

Status journeyRow(NodeId node, const Journey& one, Datum path, std::uint32_t scope,
                  const Procedure::Emit& row) {
  return row({Datum::node(node, scope), toDatum(one.departure), toDatum(one.arrival),
              Datum::string(std::string(certaintyName(one.certainty))), std::move(path)});
}

Status journeysOf(BestJourney best, const JourneyCall& call, const ArrivalBounds& bounds, Execution& run,
                  const Procedure::Emit& row) {
  const Limits limits{call.rows_max, budgetLeft(run)};
  if (call.other_end) {
    // Looked at where it stands: GCC 12 takes a moved-from optional's steps for uninitialized.
    const auto found = oneJourney(best, call, limits.budget);
    if (!found.ok()) return found.error();
    const std::optional<Journey>& one = *found;
    if (!one) return {};
    TENURE_ASSIGN(Datum path, pathOfSteps(one->steps, call.scope, run));
    return journeyRow(*call.other_end, *one, std::move(path), call.scope, row);
  }
  TENURE_ASSIGN(const auto found, allJourneys(best, call, bounds, limits));
  for (const Journey& one : found) TENURE_TRY(journeyRow(one.node, one, Datum(), call.scope, row));
  return {};
}

/// What bounds the journeys to every node, and not the search for one.
constexpr std::string_view kOfMany[] = {"steps", "within", "limit"};

Status areTogether(BestJourney best, const ProcedureOptions& options) {
  const std::string_view end = otherEndOf(best);
  if (options.find(end) == nullptr) return {};
  for (const std::string_view key : kOfMany) {
    if (options.find(key) == nullptr) continue;
    return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                      "options " + tenure::quoted(std::string(end)) + " and " +
                          tenure::quoted(std::string(key)) +
                          " do not go together: one asks for one journey, the other bounds those of every "
                          "node");
  }
  return {};
}

Result<ArrivalBounds> boundsGiven(const ProcedureOptions& options, const TimeScope& scope) {
  ArrivalBounds bounds;
  TENURE_ASSIGN(const std::uint64_t steps, options.count("steps", bounds.steps_max));
  bounds.steps_max = static_cast<std::uint32_t>(std::min<std::uint64_t>(steps, bounds.steps_max));
  TENURE_ASSIGN(const bool within, options.flag("within"));
  if (within && std::holds_alternative<AllTime>(scope.valid)) {
    return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                      "option within has no effect over all of time, within which every step starts: ask FOR "
                      "VALID_TIME FROM or BETWEEN");
  }
  if (within) bounds.beginning = Beginning::kWithin;
  return bounds;
}

Status arrivalsOf(std::span<const Datum> arguments, std::uint32_t scope, Execution& run,
                  const Procedure::Emit& row) {
  constexpr BestJourney kBest = BestJourney::kEarliest;
  TENURE_ASSIGN(const auto options, ProcedureOptions::of(arguments[1], {"types", "direction", "to", "steps",
                                                                        "within", "limit", "refuted"}));
  TENURE_TRY(areTogether(kBest, options));
  TENURE_ASSIGN(const ArrivalBounds bounds, boundsGiven(options, run.graph.scope(scope)));
  TENURE_ASSIGN(const JourneyCall call, journeyCall(kBest, arguments[0], options, scope, run));
  return journeysOf(kBest, call, bounds, run, row);
}

template <BestJourney kBest>
Status otherJourneys(std::span<const Datum> arguments, std::uint32_t scope, Execution& run,
                     const Procedure::Emit& row) {
  TENURE_ASSIGN(
      const auto options,
      ProcedureOptions::of(arguments[1], {"types", "direction", otherEndOf(kBest), "limit", "refuted"}));
  TENURE_TRY(areTogether(kBest, options));
  TENURE_ASSIGN(const JourneyCall call, journeyCall(kBest, arguments[0], options, scope, run));
  return journeysOf(kBest, call, {}, run, row);
}

std::vector<ProcedureField> journeyColumns() {
  return {columnOf("node", Kind::kNode), columnOf("departure", Kind::kDateTime),
          columnOf("arrival", Kind::kDateTime), columnOf("certainty", Kind::kString),
          columnOf("path", Kind::kPath)};
}

}  // namespace

void addJourneyProcedures(Procedures& procedures) {
  const auto add = [&](std::string name, std::string description, auto call) {
    procedures.add({.name = std::move(name),
                    .arguments = {nodeArgument("node"), optionsArgument()},
                    .columns = journeyColumns(),
                    .description = std::move(description),
                    .uses_scope = true,
                    .call = call});
  };
  add("tenure.arrivals",
      "What can be reached from a node by steps each of which starts no earlier than the one before, and "
      "how early. Options: types, direction ('out'), to (this node alone, with the path), steps, within "
      "(only "
      "steps that start within the asked time), limit, refuted.",
      arrivalsOf);
  add("tenure.departures",
      "From where a node can be reached by steps each of which starts no earlier than the one before, and "
      "how late one can leave. Options: types, direction ('out'), from (this node alone, with the path), "
      "limit, refuted.",
      otherJourneys<BestJourney::kLatest>);
  add("tenure.fastest",
      "What can be reached from a node by steps each of which starts no earlier than the one before, in "
      "the least time from the first start to the last. Options: types, direction ('out'), to (this node "
      "alone, with the path), limit, refuted.",
      otherJourneys<BestJourney::kFastest>);
}

}  // namespace tenure::query
