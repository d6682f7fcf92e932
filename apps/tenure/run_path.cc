// `tenure path`: how two nodes are connected, a row for each step.
#include <algorithm>

#include "apps/tenure/exit_code.h"
#include "apps/tenure/walking.h"
#include "engine/traversal/chronological.h"
#include "engine/traversal/contemporaneous.h"
#include "engine/traversal/journeys.h"
#include "engine/traversal/shortest_path.h"

namespace tenure::apps {
namespace {

constexpr std::uint32_t kShortestStepsMax = 100;
constexpr std::uint32_t kPathStepsMax = 6;

/// One path, with the cells that its kind adds to every row.
struct Found {
  std::vector<PathStep> steps;
  Certainty certainty = Certainty::kCertain;
  std::vector<Cell> more;
};
struct Answer {
  std::vector<std::string> more_fields;
  std::vector<Found> paths;
};

struct Asked {
  const View& view;
  NodeId from;
  NodeId to;
  const PathOptions& options;
  Limits limits;
  [[nodiscard]] WalkQuestion walk() const { return {options.direction, options.types}; }
  [[nodiscard]] PathQuestion paths() const {
    return {options.direction, options.types, 1, options.steps_max.value_or(kPathStepsMax), to};
  }
};

Result<Answer> shortest(const Asked& asked) {
  TENURE_ASSIGN(auto path,
                shortestPath(asked.view, asked.from, asked.to, asked.walk(),
                             asked.options.steps_max.value_or(kShortestStepsMax), asked.limits.budget));
  Answer answer;
  if (path) answer.paths.push_back({std::move(path->steps), path->certainty, {}});
  return answer;
}

Result<Answer> together(const Asked& asked) {
  TENURE_ASSIGN(auto paths, contemporaneousPaths(asked.view, asked.from, asked.paths(), asked.limits));
  Answer answer{{"together", "together_certain"}, {}};
  for (ContemporaneousPath& one : paths) {
    answer.paths.push_back({std::move(one.steps),
                            one.certainty,
                            {periodsCell(one.validity.possible), periodsCell(one.validity.certain)}});
  }
  return answer;
}

Result<Answer> inOrder(const Asked& asked) {
  TENURE_ASSIGN(auto paths, chronologicalPaths(asked.view, asked.from, asked.paths(), asked.limits));
  Answer answer{{"arrival"}, {}};
  for (ChronologicalPath& one : paths) {
    answer.paths.push_back({std::move(one.steps), one.certainty, {instantCell(one.arrival)}});
  }
  return answer;
}

Result<std::optional<Journey>> bestJourney(const Asked& asked) {
  const Budget& budget = asked.limits.budget;
  switch (*asked.options.best) {
    case JourneyKind::kEarliest:
      return earliestArrival(asked.view, asked.from, asked.to, asked.walk(), budget);
    case JourneyKind::kLatest: return latestDeparture(asked.view, asked.from, asked.to, asked.walk(), budget);
    case JourneyKind::kFastest: break;
  }
  return fastestJourney(asked.view, asked.from, asked.to, asked.walk(), budget);
}

Result<Answer> best(const Asked& asked) {
  // Looked at where it stands: GCC 12 takes a moved-from optional's steps for uninitialized.
  const auto found = bestJourney(asked);
  if (!found.ok()) return found.error();
  Answer answer{{"departure", "arrival"}, {}};
  if (const std::optional<Journey>& journey = *found; journey) {
    answer.paths.push_back({journey->steps,
                            journey->certainty,
                            {instantCell(journey->departure), instantCell(journey->arrival)}});
  }
  return answer;
}

Result<Answer> ask(const Asked& asked) {
  if (asked.options.contemporaneous) return together(asked);
  if (!asked.options.chronological) return shortest(asked);
  return asked.options.best ? best(asked) : inOrder(asked);
}

Status print(const View& view, const Answer& answer, RowWriter& out) {
  NodeCells nodes(view);
  std::vector<NodeId> ids;
  std::vector<FactId> fact_ids;
  for (const Found& path : answer.paths) {
    for (const PathStep& step : path.steps) {
      ids.insert(ids.end(), {step.from, step.edge.node});
      fact_ids.push_back(step.edge.fact);
    }
  }
  TENURE_TRY(nodes.read(ids));
  TENURE_ASSIGN(const auto facts, view.reader().facts(fact_ids, view.scope().system));
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  std::size_t next_fact = 0;
  for (std::size_t i = 0; i < answer.paths.size(); ++i) {
    const Found& path = answer.paths[i];
    for (std::size_t j = 0; j < path.steps.size(); ++j) {
      const PathStep& step = path.steps[j];
      const auto& fact = facts[next_fact++];
      if (!fact) return Error(ErrorCode::kCorruption, "a fact that a list names is missing");
      std::vector<Cell> row = {countCell(i + 1),
                               countCell(j + 1),
                               nodes.reference(step.from),
                               nodes.name(step.from),
                               countCell(fact->id.value),
                               fact->type,
                               std::string(step.edge.direction == Direction::kOut ? "out" : "in"),
                               nodes.reference(step.edge.node),
                               nodes.name(step.edge.node),
                               validityCell(*fact, *schema),
                               certaintyCell(path.certainty)};
      row.insert(row.end(), path.more.begin(), path.more.end());
      if (!out.row(row)) return {};
    }
  }
  return {};
}

Result<int> run(const PathOptions& options) {
  // Paths in order of time are about what came to pass; all others about what held.
  TENURE_ASSIGN(const ValidScope valid,
                options.chronological ? rangeScopeOf(options.time) : scopeOf(options.time));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const View view, viewOf(db, valid, options));
  TENURE_ASSIGN(const NodeId from, nodeNamed(view, options.from));
  TENURE_ASSIGN(const NodeId to, nodeNamed(view, options.to));
  const Limits limits{options.limit, start(options.budget)};
  TENURE_ASSIGN(const Answer answer, ask({view, from, to, options, limits}));
  std::vector<std::string> fields = {"path",      "step", "from", "from_name", "fact",     "type",
                                     "direction", "node", "name", "validity",  "certainty"};
  fields.insert(fields.end(), answer.more_fields.begin(), answer.more_fields.end());
  TENURE_ASSIGN(Fields chosen, Fields::choose(std::move(fields), options.output.fields));
  RowWriter out(std::move(chosen), options.output.format);
  TENURE_TRY(print(view, answer, out));
  const int written = out.finish();
  return written == kExitDone && answer.paths.empty() ? kExitNo : written;
}

}  // namespace

int runPath(const PathOptions& options) {
  const auto outcome = run(options);
  return outcome.ok() ? *outcome : fail(outcome.error());
}

}  // namespace tenure::apps
