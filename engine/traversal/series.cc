#include "engine/traversal/series.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "engine/traversal/connectivity.h"
#include "engine/traversal/lives.h"
#include "engine/traversal/stretch_runs.h"

namespace tenure {
namespace {

using Column = std::vector<std::uint64_t>;

/// What a figure may use: the view over the whole of the stretches, possible rows included.
struct Asked {
  View view;
  const SeriesQuestion& question;
  const std::vector<Range>& stretches;
  Meter& meter;
};

void addColumn(Series& series, std::string name, const Column& possible, const Column& certain) {
  series.names.push_back(std::move(name));
  series.rows.resize(series.stretches.size());
  for (std::size_t i = 0; i < series.rows.size(); ++i) series.rows[i].push_back({possible[i], certain[i]});
}
void addColumn(Series& series, std::string name, const RunCounter& possible, const RunCounter& certain) {
  addColumn(series, std::move(name), possible.counts(), certain.counts());
}

// ---- figures of a node
// ---------------------------------------------------------------------------------------

/// When each fact of the node holds, with the node at its other end.
Result<std::vector<std::pair<NodeId, Runs>>> runsOfNode(Asked& asked) {
  Steps steps(asked.view, asked.question.direction, asked.question.types, asked.meter);
  TENURE_ASSIGN(const Fan* const fan, steps.from(*asked.question.node));
  std::vector<std::pair<NodeId, Runs>> all;
  for (const Step& step : fan->steps) {
    TENURE_TRY(asked.meter.step());
    TENURE_TRY(asked.meter.take(sizeof(NodeId) + sizeof(Runs) + 2 * sizeof(Run)));
    TENURE_ASSIGN(const Period life, steps.life(step.edge.node));
    Runs runs;
    for (const Period& piece : step.pieces) {
      const std::array<Period, 3> row{fan->life, piece, life};
      runs.add(runsOf(asked.stretches, row.data(), row.size()));
    }
    runs.join();
    all.emplace_back(step.edge.node, std::move(runs));
  }
  return all;
}

/// The facts of one other node as one: a member stays one while any of its facts holds.
void joinByNode(std::vector<std::pair<NodeId, Runs>>& all) {
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<NodeId, Runs>> joined;
  for (auto& [node, runs] : all) {
    if (joined.empty() || joined.back().first != node) {
      joined.emplace_back(node, std::move(runs));
    } else {
      joined.back().second.add(runs);
    }
  }
  for (auto& [node, runs] : joined) runs.join();
  all = std::move(joined);
}

/// Who is there for the first time, and who for the last, between one stretch and the one before.
struct Turnover {
  explicit Turnover(std::size_t stretches) : joined(stretches), left(stretches) {}
  void add(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
      if (run.first > 0) ++joined[run.first];
      if (run.last < left.size()) ++left[run.last];
    }
  }
  Column joined;
  Column left;
};

Status figuresOfNode(Asked& asked, Series& series) {
  const Figure figure = asked.question.figure;
  TENURE_ASSIGN(auto all, runsOfNode(asked));
  if (figure != Figure::kDegree) joinByNode(all);
  const std::size_t count = asked.stretches.size();
  TENURE_TRY(asked.meter.take(count * 2 * (sizeof(Turnover) + sizeof(FigureCounts))));
  RunCounter possible(count);
  RunCounter certain(count);
  Turnover turnover(count);
  Turnover turnover_certain(count);
  for (const auto& [node, runs] : all) {
    possible.add(runs.possible);
    certain.add(runs.certain);
    turnover.add(runs.possible);
    turnover_certain.add(runs.certain);
  }
  addColumn(series, figure == Figure::kDegree ? "degree" : "members", possible, certain);
  if (figure != Figure::kTurnover) return {};
  addColumn(series, "joined", turnover.joined, turnover_certain.joined);
  addColumn(series, "left", turnover.left, turnover_certain.left);
  return {};
}

// ---- figures of the graph
// ------------------------------------------------------------------------------------

/// Calls `take` with each fact that is asked for and its pieces.
template <class Take>
Status forEachFact(Asked& asked, const Take& take) {
  const TimeScope& scope = asked.view.scope();
  const std::vector<std::string>& types = asked.question.types;
  TENURE_ASSIGN(const auto schema, asked.view.reader().schemaAt(scope.system));
  return asked.view.reader().forEachFact(scope.system, [&](const FactVersion& fact) -> Status {
    TENURE_TRY(asked.meter.step());
    if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return {};
    if (!types.empty() && std::find(types.begin(), types.end(), fact.type) == types.end()) return {};
    return take(fact, fact.pieces(schema->type(fact.type)));
  });
}

Status countFacts(Asked& asked, Series& series) {
  RunCounter possible(asked.stretches.size());
  RunCounter certain(asked.stretches.size());
  Lives lives;
  const storage::GraphReader& reader = asked.view.reader();
  if (reader.last().lifespans) {
    TENURE_TRY(reader.forEachNode(asked.view.scope().system, [&](const NodeVersion& node) {
      lives.keep(node);
      return asked.meter.step();
    }));
  }
  TENURE_TRY(forEachFact(asked, [&](const FactVersion& fact, const std::vector<Period>& pieces) -> Status {
    Runs runs;
    for (const Period& piece : pieces) {
      const std::array<Period, 3> row{lives.of(fact.subject), piece, lives.of(fact.object)};
      runs.add(runsOf(asked.stretches, row.data(), row.size()));
    }
    runs.join();
    possible.add(runs.possible);
    certain.add(runs.certain);
    return {};
  }));
  addColumn(series, "facts", possible, certain);
  return {};
}

/// The graph with its edges as runs.
struct RunGraph {
  explicit RunGraph(std::size_t stretches) : nodes(stretches), nodes_certain(stretches) {}
  std::unordered_map<NodeId, std::pair<std::uint32_t, Period>> numbers;  ///< and lifespans
  RunCounter nodes;
  RunCounter nodes_certain;
  std::vector<JoinedRun> possible;
  std::vector<JoinedRun> certain;
};

Status readNodes(Asked& asked, RunGraph& graph) {
  return asked.view.reader().forEachNode(asked.view.scope().system, [&](const NodeVersion& node) -> Status {
    TENURE_TRY(asked.meter.step());
    TENURE_TRY(asked.meter.take(2 * sizeof(NodeId) + sizeof(std::pair<std::uint32_t, Period>)));
    const Period life = node.effective();
    const auto number = static_cast<std::uint32_t>(graph.numbers.size());
    graph.numbers.emplace(node.id, std::pair(number, life));
    const Runs runs = runsOf(asked.stretches, &life, 1);
    graph.nodes.add(runs.possible);
    graph.nodes_certain.add(runs.certain);
    return {};
  });
}

Status readEdges(Asked& asked, RunGraph& graph) {
  return forEachFact(asked, [&](const FactVersion& fact, const std::vector<Period>& pieces) -> Status {
    const auto subject = graph.numbers.find(fact.subject);
    const auto object = graph.numbers.find(fact.object);
    if (subject == graph.numbers.end() || object == graph.numbers.end() || subject == object) return {};
    Runs runs;
    for (const Period& piece : pieces) {
      const std::array<Period, 3> row{subject->second.second, piece, object->second.second};
      runs.add(runsOf(asked.stretches, row.data(), row.size()));
    }
    runs.join();
    TENURE_TRY(asked.meter.take((runs.possible.size() + runs.certain.size()) * sizeof(JoinedRun)));
    const std::uint32_t one = subject->second.first;
    const std::uint32_t other = object->second.first;
    for (const Run& run : runs.possible) graph.possible.push_back({one, other, run});
    for (const Run& run : runs.certain) graph.certain.push_back({one, other, run});
    return {};
  });
}

struct ComponentColumns {
  Column components;
  Column alone;
  Column largest;
};

Result<ComponentColumns> componentsOver(Asked& asked, const RunGraph& graph, const Column& nodes,
                                        std::vector<JoinedRun> edges) {
  TENURE_ASSIGN(const auto connected,
                connectedOver(asked.stretches.size(), static_cast<std::uint32_t>(graph.numbers.size()),
                              std::move(edges), asked.meter));
  ComponentColumns columns;
  for (std::size_t i = 0; i < connected.size(); ++i) {
    columns.components.push_back(nodes[i] - connected[i].unions);
    columns.alone.push_back(nodes[i] - connected[i].joined);
    columns.largest.push_back(std::max<std::uint64_t>(connected[i].largest, nodes[i] > 0 ? 1 : 0));
  }
  return columns;
}

Status countComponents(Asked& asked, Series& series) {
  RunGraph graph(asked.stretches.size());
  TENURE_TRY(readNodes(asked, graph));
  TENURE_TRY(readEdges(asked, graph));
  const Column nodes = graph.nodes.counts();
  const Column nodes_certain = graph.nodes_certain.counts();
  TENURE_ASSIGN(const auto possible, componentsOver(asked, graph, nodes, std::move(graph.possible)));
  TENURE_ASSIGN(const auto certain, componentsOver(asked, graph, nodes_certain, std::move(graph.certain)));
  addColumn(series, "nodes", nodes, nodes_certain);
  addColumn(series, "components", possible.components, certain.components);
  addColumn(series, "alone", possible.alone, certain.alone);
  addColumn(series, "largest", possible.largest, certain.largest);
  return {};
}

Status checkQuestion(const SeriesQuestion& question, const std::vector<Range>& stretches) {
  const bool of_graph = question.figure == Figure::kFacts || question.figure == Figure::kComponents;
  if (of_graph == question.node.has_value()) {
    return Error(ErrorCode::kInvalidArgument,
                 of_graph ? "facts and components are figures of the whole graph, not of a node"
                          : "members, degree and turnover are figures of a node: say of which");
  }
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const bool in_order = i == 0 || stretches[i - 1].end <= stretches[i].start;
    if (in_order && stretches[i].start < stretches[i].end) continue;
    return Error(ErrorCode::kInvalidArgument, "the stretches of a series are not empty and in order of time");
  }
  return {};
}

}  // namespace

Result<Series> series(const View& view, const SeriesQuestion& question, const std::vector<Range>& stretches,
                      const Budget& budget) {
  TENURE_TRY(checkQuestion(question, stretches));
  Meter meter(budget);
  TENURE_TRY(meter.check());
  Series out;
  out.stretches = stretches;
  if (stretches.empty()) return out;
  TimeScope scope = view.scope();
  scope.valid = During{{stretches.front().start, stretches.back().end}};
  scope.certain_only = false;
  Asked asked{view.with(scope), question, stretches, meter};
  switch (question.figure) {
    case Figure::kMembers:
    case Figure::kDegree:
    case Figure::kTurnover: TENURE_TRY(figuresOfNode(asked, out)); break;
    case Figure::kFacts: TENURE_TRY(countFacts(asked, out)); break;
    case Figure::kComponents: TENURE_TRY(countComponents(asked, out)); break;
  }
  out.steps_taken = meter.stepsTaken();
  return out;
}

}  // namespace tenure
