// Lineage on random graphs against its definition over a plain list of facts: which events led to a node and
// which came of it, each once and at its nearest generation, and the tree of them.
//
// TENURE_GRAPHS is the number of graphs in all (default 300). A failing case prints its seed and the graph;
// TENURE_SEED=<seed> plays that graph first.
#include "engine/traversal/lineage_tree.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "tests/property/quick_folder.h"
#include "tests/property/random_graph.h"
#include "tests/property/random_writes.h"

namespace lineage_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

/// One type that is no lineage, and the two ways in which lineage points.
Schema kinds() {
  return SchemaBuilder("lineages")
      .label("A")
      .label("B")
      .type({"S0", {}, false, false, {}})
      .type({"MERGED_INTO", {}, true, false, {}})
      .type({"SPLIT_FROM", {}, true, false, {}})
      .build()
      .value();
}

/// The facts of lineage that hold, with their ends in order of descent.
struct Descent {
  FactId fact;
  NodeId earlier;
  NodeId later;
  std::string event;
};

std::vector<Descent> descents(const PlainModel& model, const std::vector<NodeId>& nodes,
                              const TimeScope& scope) {
  std::map<FactId, std::string> events;
  for (const FactVersion& fact : model.believedFacts(scope.system)) events[fact.id] = fact.event;
  std::vector<Descent> all;
  for (const NodeId subject : nodes) {
    for (const PlainEdge& edge : model.edges(subject, Direction::kOut, {}, scope)) {
      if (edge.type != "MERGED_INTO" && edge.type != "SPLIT_FROM") continue;
      const bool turned = edge.type == "SPLIT_FROM";
      all.push_back(
          {edge.fact, turned ? edge.node : subject, turned ? subject : edge.node, events.at(edge.fact)});
    }
  }
  return all;
}

/// The facts that tell of the same event: joined to each other by common ends.
std::vector<std::set<std::size_t>> eventsOf(const std::vector<Descent>& all) {
  std::vector<std::set<std::size_t>> events;
  std::set<std::size_t> known;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!known.insert(i).second) continue;
    std::set<std::size_t> event{i};
    for (bool grew = !all[i].event.empty(); grew;) {
      grew = false;
      for (std::size_t j = 0; j < all.size(); ++j) {
        if (event.contains(j) || all[j].event != all[i].event) continue;
        for (const std::size_t k : event) {
          const std::set<NodeId> ends{all[k].earlier, all[k].later};
          if (!ends.contains(all[j].earlier) && !ends.contains(all[j].later)) continue;
          event.insert(j);
          grew = true;
          break;
        }
      }
    }
    known.insert(event.begin(), event.end());
    events.push_back(std::move(event));
  }
  return events;
}

/// The generation of every fact that is told of.
std::map<FactId, int> generations(const std::vector<Descent>& all, NodeId root) {
  std::map<FactId, int> found;
  const auto events = eventsOf(all);
  for (const int way : {-1, 1}) {
    std::set<NodeId> seen{root};
    std::set<NodeId> frontier{root};
    for (int generation = way; !frontier.empty(); generation += way) {
      std::set<NodeId> next;
      for (const auto& event : events) {
        if (found.contains(all[*event.begin()].fact)) continue;
        const bool leads = std::any_of(event.begin(), event.end(), [&](std::size_t i) {
          return frontier.contains(way < 0 ? all[i].later : all[i].earlier);
        });
        if (!leads) continue;
        for (const std::size_t i : event) {
          found[all[i].fact] = generation;
          const NodeId ahead = way < 0 ? all[i].earlier : all[i].later;
          if (seen.insert(ahead).second) next.insert(ahead);
        }
      }
      frontier = std::move(next);
    }
  }
  return found;
}

void ask(RandomGraph& graph) {
  const TimeScope scope = graph.anyScope();
  const NodeId root = graph.anyNode();
  const View view = graph.database().always().with(scope);
  const std::string text = "lineage of node " + std::to_string(root.value) + " " + shown(scope);
  const auto all = descents(graph.model(), graph.nodes(), scope);
  const auto expected = generations(all, root);

  std::string model;
  for (const auto& [fact, generation] : expected)
    model += "f" + std::to_string(fact.value) + " " + std::to_string(generation) + "\n";
  std::map<FactId, int> told;
  for (const LineageEvent& event : answered(text, lineage(view, root))) {
    for (const FactVersion& fact : event.facts) {
      if (!told.emplace(fact.id, event.generation).second) differs(text, "a fact once", "twice");
    }
  }
  std::string database;
  for (const auto& [fact, generation] : told)
    database += "f" + std::to_string(fact.value) + " " + std::to_string(generation) + "\n";
  requireSame(text, model, database);

  std::set<std::string> links;
  std::set<NodeId> nodes{root};
  for (const Descent& one : all) {
    if (!expected.contains(one.fact)) continue;
    nodes.insert({one.earlier, one.later});
    links.insert("f" + std::to_string(one.fact.value) + " " + std::to_string(one.earlier.value) + " " +
                 std::to_string(one.later.value));
  }
  const LineageTree tree = answered(text, lineageTree(view, root));
  for (const LineageLink& link : tree.links) {
    const std::string line = "f" + std::to_string(link.fact.value) + " " +
                             std::to_string(tree.nodes.at(link.earlier).node.value) + " " +
                             std::to_string(tree.nodes.at(link.later).node.value);
    if (links.erase(line) != 1) differs(text + " as a tree", "no link " + line, line);
  }
  if (!links.empty()) differs(text + " as a tree", *links.begin(), "no such link");
  if (tree.nodes.size() != nodes.size() || tree.nodes.front().node != root)
    differs(text + " as a tree", std::to_string(nodes.size()) + " nodes",
            std::to_string(tree.nodes.size()) + " nodes");
  for (const LineageTreeNode& node : tree.nodes) {
    if (!nodes.contains(node.node)) differs(text + " as a tree", "another node", "this one");
  }
}

}  // namespace

TEST_CASE("lineage on random graphs is what its definition says", "[walks]") {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t count = numberFromEnvironment("TENURE_GRAPHS", 300);
  for (std::uint64_t round = 0; round < count; ++round) {
    Dice dice(first + round);
    const std::filesystem::path path = folder / "db";
    try {
      RandomGraph graph(dice, path, kinds());
      try {
        for (int i = 0; i < 6; ++i) ask(graph);
      } catch (const Mismatch&) {
        std::cerr << "the graph:" << graph.shownFacts() << "\n";
        throw;
      }
    } catch (const Mismatch& what) {
      std::cerr << "DIFFERS: " << what.what() << "\n";  // as it is; Catch2 would break the lines
      FAIL("TENURE_SEED=" << first + round << " plays this graph first (round " << round << ")");
    }
    std::filesystem::remove_all(path);
  }
  SUCCEED(count << " graphs from TENURE_SEED=" << first);
}

}  // namespace lineage_property_test
