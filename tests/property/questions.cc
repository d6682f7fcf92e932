#include "tests/property/questions.h"

#include <algorithm>
#include <set>

namespace tenure::testing {
namespace {

const char* name(Direction direction) {
  if (direction == Direction::kBoth) return "both";
  return direction == Direction::kOut ? "out" : "in";
}

template <class Version>
std::string shownOrNone(const std::optional<Version>& version) {
  return version ? shown(*version) : "none";
}

template <class Version>
std::string lines(const std::vector<Version>& versions) {
  std::string out;
  for (const Version& version : versions) out += "\n    " + shown(version);
  return out;
}

void addBounds(std::vector<Instant>& bounds, const Period& p) {
  for (const Instant bound : {p.start_min, p.start_max, p.end_min, p.end_max}) {
    if (bound.isFinite()) bounds.push_back(bound);
  }
}

std::string shownCounts(const PlainCounts& c) {
  std::string out = std::to_string(c.nodes) + " nodes (" + std::to_string(c.nodes_certain) + "), " +
                    std::to_string(c.facts) + " facts (" + std::to_string(c.facts_certain) + ")";
  for (const auto& [type, counts] : c.by_type) {
    if (counts.first > 0)
      out += ", " + type + " " + std::to_string(counts.first) + " (" + std::to_string(counts.second) + ")";
  }
  return out;
}

std::string edgeText(FactId fact, const std::string& type, Direction direction, NodeId node,
                     Certainty certainty, FactStatus status) {
  return "\n    fact " + std::to_string(fact.value) + " " + type + " " + name(direction) + " node " +
         std::to_string(node.value) + " " + shown(Verdict(certainty)) + " " + std::string(statusName(status));
}

std::string changeText(PlainChange change, const FactVersion& fact, Verdict before, Verdict after) {
  return "\n    change " + std::to_string(static_cast<int>(change)) + " " + shown(before) + " -> " +
         shown(after) + " " + shown(fact);
}

PlainChange plain(Change change) {
  switch (change) {
    case Change::kBegan: return PlainChange::kBegan;
    case Change::kEnded: return PlainChange::kEnded;
    case Change::kBecameCertain: return PlainChange::kBecameCertain;
    case Change::kBecamePossible: return PlainChange::kBecamePossible;
    case Change::kCorrected: return PlainChange::kCorrected;
  }
  return PlainChange::kCorrected;
}

}  // namespace

Questions::Questions(Dice& dice, const View& view, const PlainModel& model, const RandomWrites& writes)
    : dice_(dice), view_(view), model_(model), writes_(writes) {
  for (const FactVersion& fact : model_.factVersions()) {
    for (const Period& piece : model_.piecesOf(fact)) addBounds(bounds_, piece);
  }
  for (const NodeVersion& node : model_.nodeVersions()) {
    addBounds(bounds_, PlainModel::lifeOf(node));
    for (const auto& [key, history] : node.properties) {
      for (const PropertyValue& one : history) addBounds(bounds_, one.validity.period());
    }
  }
}

TimeScope Questions::anyScope() {
  TimeScope scope;
  scope.valid = anyValidScope(dice_, bounds_);
  if (!writes_.instants().empty() && !dice_.oneIn(3))
    scope.system = dice_.pick(writes_.instants()).plusMicros(dice_.between(-1, 1));
  scope.certain_only = dice_.oneIn(5);
  scope.include_refuted = dice_.oneIn(3);
  return scope;
}

NodeId Questions::anyNode() {
  if (writes_.nodeIds().empty() || dice_.oneIn(50)) return NodeId{77};
  return dice_.pick(writes_.nodeIds());
}

FactId Questions::anyFact() {
  if (writes_.factIds().empty() || dice_.oneIn(50)) return FactId{177};
  return dice_.pick(writes_.factIds());
}

void Questions::ask(int questions) {
  for (; questions > 0; --questions) {
    const TimeScope scope = anyScope();
    switch (dice_.between(0, 17)) {
      case 0: askRecords(scope); break;
      case 1: askEverything(scope); break;
      case 2: askSteps(scope); break;
      case 3: askCounts(scope); break;
      case 4: askHistory(scope); break;
      case 5:
      case 6: askDifference(scope, anyScope()); break;
      case 7: {  // two days of one belief, or two beliefs about one day
        TimeScope other = scope;
        const TimeScope another = anyScope();
        if (dice_.oneIn(2)) {
          other.valid = another.valid;
        } else {
          other.system = another.system;
        }
        askDifference(scope, other);
        break;
      }
      case 8:
      case 9: askExpand(scope); break;
      case 10: askExpandedChanges(scope); break;
      case 11: askExpandedGraph(scope); break;
      case 12: askNodeHistory(scope); break;
      default: askEdges(scope); break;
    }
  }
}

void Questions::askEdges(const TimeScope& scope) {
  const NodeId node = anyNode();
  const auto direction = static_cast<Direction>(dice_.between(0, 2));
  const std::string type = dice_.oneIn(3) ? tenure::testing::anyType(dice_, model_.schema()) : "";
  const std::string question = std::string(name(direction)) + " of node " + std::to_string(node.value) +
                               " type '" + type + "' " + shown(scope);
  const View view = view_.with(scope);
  const Edges edges = view.edges(node, direction, type);
  if (!edges.ok()) differs(question, "edges", edges.status().error().toString());

  const auto expected = model_.edges(node, direction, type, scope);
  std::multiset<std::string> model_lines;
  for (const PlainEdge& e : expected)
    model_lines.insert(edgeText(e.fact, e.type, e.direction, e.node, e.certainty, e.status));
  std::multiset<std::string> database_lines;
  for (const Edge& e : edges)
    database_lines.insert(
        edgeText(e.fact, view.typeName(e.type), e.direction, e.node, e.certainty, e.status));
  const auto all = [](const std::multiset<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += text;
    return out;
  };
  requireSame(question, all(model_lines), all(database_lines));

  for (const Edge& edge : edges) {
    std::string best;
    bool found = false;
    for (const PlainEdge& e : expected) {
      if (e.fact != edge.fact || e.direction != edge.direction) continue;
      for (const Period& piece : e.best) {
        best += " or " + shown(piece);
        found = found || piece == edge.period;
      }
    }
    if (!found) differs("the period in " + question, best, shown(edge.period));
  }
  for (std::size_t i = 1; i < edges.size(); ++i) {
    const auto order = [](const Edge& e) {
      return std::tuple(e.direction, e.type, e.period.start_min, e.fact);
    };
    if (order(edges[i]) <= order(edges[i - 1]))
      differs("the order in " + question, "by direction, type, start, fact", all(database_lines));
  }
}

void Questions::askRecords(const TimeScope& scope) {
  const NodeId node_id = anyNode();
  const FactId fact_id = anyFact();
  const View view = view_.with(scope);
  const auto node = answered("node()", view.node(node_id));
  const auto fact = answered("fact()", view.fact(fact_id));
  requireSame("node " + std::to_string(node_id.value) + " " + shown(scope),
              shownOrNone(model_.node(node_id, scope)), shownOrNone(node));
  requireSame("fact " + std::to_string(fact_id.value) + " " + shown(scope),
              shownOrNone(model_.fact(fact_id, scope)), shownOrNone(fact));
  if (!node) return;
  const auto plain_node = model_.node(node_id, scope);
  for (const auto& [key, history] : plain_node->properties) {
    requireSame("property " + key + " of node " + std::to_string(node_id.value) + " " + shown(scope),
                shown(plainReading(history, scope.valid)),
                shown(readProperty(node->properties.at(key), scope.valid)));
  }
}

void Questions::askEverything(const TimeScope& scope) {
  std::vector<NodeVersion> nodes;
  std::vector<FactVersion> facts;
  const Status walked = view_.reader().forEachNode(scope.system, [&](const NodeVersion& node) -> Status {
    nodes.push_back(node);
    return {};
  });
  const Status walked_facts =
      view_.reader().forEachFact(scope.system, [&](const FactVersion& fact) -> Status {
        facts.push_back(fact);
        return {};
      });
  if (!walked.ok()) differs("every node", "nodes", walked.error().toString());
  if (!walked_facts.ok()) differs("every fact", "facts", walked_facts.error().toString());
  requireSame("every node, " + shown(scope), lines(model_.believedNodes(scope.system)), lines(nodes));
  requireSame("every fact, " + shown(scope), lines(model_.believedFacts(scope.system)), lines(facts));
}

void Questions::askDifference(const TimeScope& before, const TimeScope& after) {
  const auto node = dice_.oneIn(3) ? std::optional(anyNode()) : std::nullopt;
  const std::string type = dice_.oneIn(4) ? tenure::testing::anyType(dice_, model_.schema()) : "";
  const std::string question = "difference of node " + (node ? std::to_string(node->value) : "any") +
                               " type '" + type + "' from " + shown(before) + " to " + shown(after);
  std::string expected;
  for (const PlainDifference& one : model_.difference(before, after, node, type))
    expected += changeText(one.change, one.fact, one.before, one.after);
  std::string given;
  for (const Difference& one :
       answered(question, difference(view_.with(before), view_.with(after), node, type)))
    given += changeText(plain(one.change), one.fact, one.before, one.after);
  requireSame(question, expected, given);
}

void Questions::askSteps(const TimeScope& scope) {
  const NodeId start = anyNode();
  const bool closure = dice_.oneIn(3);
  const auto direction = static_cast<Direction>(dice_.between(0, closure ? 1 : 2));
  std::vector<std::string> types;
  for (auto i = dice_.between(closure ? 1 : 0, closure ? 1 : 2); i > 0; --i)
    types.push_back(tenure::testing::anyType(dice_, model_.schema()));
  const auto steps_max = static_cast<std::uint32_t>(closure ? 1000 : dice_.between(1, 4));
  std::string question = std::string(closure ? "transitive " : "neighbourhood ") + name(direction) +
                         " of node " + std::to_string(start.value) + " within " + std::to_string(steps_max) +
                         " steps";
  for (const std::string& type : types) question += " " + type;
  question += " " + shown(scope);
  const View view = view_.with(scope);
  const auto reached = answered(question, closure ? transitive(view, start, types.front(), direction)
                                                  : neighbourhood(view, start, direction, types, steps_max));
  const auto line = [](NodeId node, std::uint32_t steps, Certainty certainty) {
    return "\n    node " + std::to_string(node.value) + " in " + std::to_string(steps) + " " +
           shown(Verdict(certainty));
  };
  std::string expected;
  for (const PlainReached& one : model_.neighbourhood(start, direction, types, steps_max, scope))
    expected += line(one.node, one.steps, one.certainty);
  std::string given;
  for (const Reached& one : reached) given += line(one.node, one.steps, one.certainty);
  requireSame(question, expected, given);
  for (const Reached& one : reached) {
    const bool from_start = one.from == start && one.steps == 1;
    const bool from_before = std::any_of(reached.begin(), reached.end(), [&](const Reached& other) {
      return other.node == one.from && other.steps + 1 == one.steps;
    });
    const bool leads = model_.stepsOver(one.from, one.last.fact, one.node, one.last.direction, scope) &&
                       one.last.node == one.node;
    if (!leads || !(from_start || from_before))
      differs("the last step to node " + std::to_string(one.node.value) + " in " + question,
              "a step that leads there",
              "fact " + std::to_string(one.last.fact.value) + " from node " + std::to_string(one.from.value));
  }
}

void Questions::askCounts(const TimeScope& scope) {
  const Counts counts = answered("count", count(view_.with(scope)));
  requireSame(
      "counts " + shown(scope), shownCounts(model_.count(scope)),
      shownCounts({counts.nodes, counts.nodes_certain, counts.facts, counts.facts_certain, counts.by_type}));
}

void Questions::askHistory(const TimeScope& scope) {
  const NodeId node = anyNode();
  const std::string question = "history of node " + std::to_string(node.value) + " " + shown(scope);
  const auto line = [](const FactVersion& fact, Direction direction) {
    return "\n    " + std::string(name(direction)) + " " + shown(fact);
  };
  // A fact of which nothing is left holds never; whether it is history is not said.
  std::multiset<std::string> expected;
  for (const auto& [fact, direction] : model_.history(node, scope)) {
    if (!model_.piecesOf(fact).empty()) expected.insert(line(fact, direction));
  }
  std::multiset<std::string> given;
  for (const HistoryEntry& entry : answered(question, history(view_.with(scope), node))) {
    if (!model_.piecesOf(entry.fact).empty()) given.insert(line(entry.fact, entry.direction));
  }
  const auto all = [](const std::multiset<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += text;
    return out;
  };
  requireSame(question, all(expected), all(given));
}

void Questions::askEveryVersion(const RandomWrites& writes) {
  const PlainModel& model = writes.model();
  for (const NodeId id : std::set(writes.nodeIds().begin(), writes.nodeIds().end())) {
    requireSame("versions of node " + std::to_string(id.value), lines(model.versions(id)),
                lines(answered("versions()", writes.database().versions(id))));
  }
  for (const FactId id : std::set(writes.factIds().begin(), writes.factIds().end())) {
    requireSame("versions of fact " + std::to_string(id.value), lines(model.versions(id)),
                lines(answered("versions()", writes.database().versions(id))));
  }
  const View present = writes.database().always();
  for (const auto& [id, node] : model.stagedNodes()) {
    if (node.external_id.empty()) continue;
    const auto found = answered("byExternalId", present.reader().byExternalId(node.external_id));
    requireSame("the node with id '" + node.external_id + "'", std::to_string(id.value),
                found ? std::to_string(found->value) : "none");
  }
  const auto markText = [](const Erasure& mark) {
    return formatIso(mark.instant) + (mark.is_fact ? " fact " : " node ") + std::to_string(mark.id) + "\n";
  };
  std::set<std::string> expected;
  for (const Erasure& mark : writes.erased()) expected.insert(markText(mark));
  std::set<std::string> given;
  for (const Erasure& mark : answered("erasures()", writes.database().erasures()))
    given.insert(markText(mark));
  if (expected != given)
    differs("the marks of what was erased", std::to_string(expected.size()) + " marks",
            std::to_string(given.size()) + " marks");
  SystemInstant last = SystemInstant::minusInfinity();
  std::uint64_t number = 0;
  std::set<SystemInstant> instants;
  for (const CommitRecord& commit : answered("commits()", writes.database().commits())) {
    if (commit.instant <= last || commit.number != ++number)
      differs("the commits", "strictly increasing, without a gap", std::to_string(commit.number));
    last = commit.instant;
    instants.insert(commit.instant);
  }
  for (const SystemInstant instant : writes.instants()) {
    if (!instants.contains(instant)) differs("the commits", formatIso(instant), "not among them");
  }
}

}  // namespace tenure::testing
