// questions.h: one step of a traversal from memory (engine/traversal/expand.h), asked beside the plain model.
#include <algorithm>
#include <set>

#include "engine/traversal/expand.h"
#include "engine/traversal/node_history.h"
#include "tests/property/questions.h"

namespace tenure::testing {
namespace {

std::string nodesText(const std::multiset<std::uint64_t>& nodes) {
  std::string out;
  for (const std::uint64_t node : nodes) out += " " + std::to_string(node);
  return out;
}

const char* nameOf(Direction direction) {
  if (direction == Direction::kBoth) return "both";
  return direction == Direction::kOut ? "out" : "in";
}

}  // namespace

void Questions::askExpand(const TimeScope& scope) {
  const auto direction = static_cast<Direction>(dice_.between(0, 2));
  const std::string type = tenure::testing::anyType(dice_, model_.schema());
  Expand expand = Expand::of(view_.with(scope), type, direction);
  std::vector<NodeId> nodes(static_cast<std::size_t>(dice_.between(1, 5)));
  for (NodeId& node : nodes) node = anyNode();
  std::vector<std::multiset<std::uint64_t>> expected(nodes.size());
  std::vector<std::multiset<std::uint64_t>> together(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (const PlainEdge& edge : model_.edges(nodes[i], direction, type, scope))
      expected[i].insert(edge.node.value);
  }
  const std::string question =
      std::string("expand ") + nameOf(direction) + " type '" + type + "' " + shown(scope);
  answered(question, expand.neighboursOfAll(nodes, [&](std::size_t which, NodeId node) {
    together.at(which).insert(node.value);
  }));
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string of = question + " of node " + std::to_string(nodes[i].value);
    requireSame("together: " + of, nodesText(expected[i]), nodesText(together[i]));
    std::multiset<std::uint64_t> alone;
    answered(of, expand.neighbours(nodes[i], [&](NodeId node) { alone.insert(node.value); }));
    requireSame(of, nodesText(expected[i]), nodesText(alone));
    requireSame("count: " + of, std::to_string(expected[i].size()),
                std::to_string(answered(of, expand.count(nodes[i]))));
  }
}

void Questions::askExpandedChanges(TimeScope scope) {
  const auto direction = static_cast<Direction>(dice_.between(0, 2));
  const std::string type = tenure::testing::anyType(dice_, model_.schema());
  std::vector<Range> days;
  while (days.size() < 2) {
    const TimeScope other = anyScope();
    if (const auto* as_of = std::get_if<AsOf>(&other.valid)) days.push_back(as_of->when);
  }
  const NodeId node = anyNode();
  Expand expand = Expand::of(view_.with(scope), type, direction);
  std::multiset<std::uint64_t> left, joined;
  std::vector<std::set<FactId>> facts(2);
  std::vector<std::vector<PlainEdge>> edges(2);
  for (std::size_t i = 0; i < 2; ++i) {
    scope.valid = AsOf{days[i]};
    edges[i] = model_.edges(node, direction, type, scope);
    for (const PlainEdge& edge : edges[i]) facts[i].insert(edge.fact);
  }
  std::multiset<std::uint64_t> expected_left, expected_joined;
  for (const PlainEdge& edge : edges[0]) {
    if (!facts[1].contains(edge.fact)) expected_left.insert(edge.node.value);
  }
  for (const PlainEdge& edge : edges[1]) {
    if (!facts[0].contains(edge.fact)) expected_joined.insert(edge.node.value);
  }
  const std::string question = std::string("changes ") + nameOf(direction) + " of node " +
                               std::to_string(node.value) + " type '" + type + "' " + shown(scope);
  answered(question, expand.changes(
                         node, days[0], days[1], [&](NodeId one) { left.insert(one.value); },
                         [&](NodeId one) { joined.insert(one.value); }));
  requireSame("left: " + question, nodesText(expected_left), nodesText(left));
  requireSame("joined: " + question, nodesText(expected_joined), nodesText(joined));
}

void Questions::askNodeHistory(TimeScope scope) {
  scope.valid = AllTime{};
  const auto direction = static_cast<Direction>(dice_.between(0, 2));
  const NodeId node = anyNode();
  const std::string question = std::string("history ") + nameOf(direction) + " of node " +
                               std::to_string(node.value) + " " + shown(scope);
  std::set<std::string> expected, found;
  const auto text = [](FactId fact, Direction way, NodeId other) {
    return " " + std::to_string(fact.value) + nameOf(way) + std::to_string(other.value);
  };
  for (const PlainEdge& edge : model_.edges(node, direction, {}, scope))
    expected.insert(text(edge.fact, edge.direction, edge.node));
  NodeHistory history(view_.with(scope), direction);
  Instant last = Instant::minusInfinity();
  for (const HistoryItem& item : answered(question, history.of(node))) {
    found.insert(text(item.fact, item.direction, item.node));
    if (item.start < last) differs("the order of " + question, "by start", formatIso(item.start));
    last = item.start;
  }
  const auto all = [](const std::set<std::string>& texts) {
    std::string out;
    for (const std::string& one : texts) out += one;
    return out;
  };
  requireSame(question, all(expected), all(found));
}

void Questions::askExpandedGraph(const TimeScope& scope) {
  const std::string type = tenure::testing::anyType(dice_, model_.schema());
  const std::string question = "everything of type '" + type + "' " + shown(scope);
  std::multiset<std::string> expected, found;
  const auto pair = [](NodeId a, NodeId b) {
    return " " + std::to_string(a.value) + ">" + std::to_string(b.value);
  };
  // A transaction that was left gave ids that were given again.
  for (const NodeId node : std::set<NodeId>(writes_.nodeIds().begin(), writes_.nodeIds().end())) {
    for (const PlainEdge& edge : model_.edges(node, Direction::kOut, type, scope))
      expected.insert(pair(node, edge.node));
  }
  Expand expand = Expand::of(view_.with(scope), type, Direction::kOut);
  answered(question, expand.everything([&](NodeId a, NodeId b) { found.insert(pair(a, b)); }));
  const auto all = [](const std::multiset<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += text;
    return out;
  };
  requireSame(question, all(expected), all(found));
  requireSame("count: " + question, std::to_string(expected.size()),
              std::to_string(answered(question, expand.countEverything())));
}

}  // namespace tenure::testing
