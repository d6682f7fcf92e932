#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/traversal/walks.h"

namespace tenure {
namespace {

class Lineage {
 public:
  Lineage(const View& view, std::vector<std::string> types, Meter& meter)
      : view_(view), types_(std::move(types)), meter_(meter) {}

  /// Follows one way: -1 to what led to `node`, 1 to what came of it.
  Status follow(NodeId node, int way) {
    std::set<NodeId> seen{node};
    std::vector<NodeId> frontier{node};
    for (int generation = way; !frontier.empty(); generation += way) {
      std::vector<NodeId> next;
      for (const NodeId one : frontier) {
        TENURE_ASSIGN(const auto facts, factsOf(one));
        for (const FactVersion& fact : facts) {
          if ((way < 0 ? laterEnd(fact) : earlierEnd(fact)) != one) continue;
          TENURE_TRY(addEvent(fact, generation, way, seen, next));
        }
      }
      frontier = std::move(next);
    }
    return {};
  }

  std::vector<LineageEvent> events() {
    for (LineageEvent& event : events_) {
      std::sort(event.facts.begin(), event.facts.end(),
                [](const FactVersion& a, const FactVersion& b) { return a.id < b.id; });
      event.type = event.facts.front().type;
      const auto first =
          std::min_element(event.facts.begin(), event.facts.end(), [](const auto& a, const auto& b) {
            return a.validity.period().start_min < b.validity.period().start_min;
          });
      event.period = first->validity.period();
    }
    std::sort(events_.begin(), events_.end(), [](const LineageEvent& a, const LineageEvent& b) {
      return std::tie(a.generation, a.period.start_min, a.facts.front().id) <
             std::tie(b.generation, b.period.start_min, b.facts.front().id);
    });
    return std::move(events_);
  }

 private:
  Result<std::vector<FactVersion>> factsOf(NodeId node) {
    std::vector<FactId> ids;
    for (const std::string& type : types_) {
      const Edges edges = view_.both(node, type);
      TENURE_TRY(edges.status());
      TENURE_TRY(meter_.steps(edges.size() + 1));
      for (const Edge& edge : edges) ids.push_back(edge.fact);
    }
    std::sort(ids.begin(), ids.end());
    TENURE_ASSIGN(auto found, view_.reader().facts(ids, view_.scope().system));
    std::vector<FactVersion> facts;
    for (auto& one : found) {
      if (one) facts.push_back(std::move(*one));
    }
    return facts;
  }

  /// The event that `fact` belongs to, with all of its facts, found over the ends they share.
  Status addEvent(const FactVersion& fact, int generation, int way, std::set<NodeId>& seen,
                  std::vector<NodeId>& next) {
    if (known_.contains(fact.id)) return {};
    LineageEvent event;
    event.event = fact.event;
    event.generation = generation;
    std::vector<FactVersion> open{fact};
    known_.insert(fact.id);
    while (!open.empty()) {
      FactVersion one = std::move(open.back());
      open.pop_back();
      const NodeId ahead = way < 0 ? earlierEnd(one) : laterEnd(one);
      if (seen.insert(ahead).second) next.push_back(ahead);
      if (!one.event.empty()) {
        for (const NodeId end : {one.subject, one.object}) {
          TENURE_ASSIGN(auto others, factsOf(end));
          for (FactVersion& other : others) {
            if (other.event == one.event && known_.insert(other.id).second) open.push_back(std::move(other));
          }
        }
      }
      TENURE_TRY(meter_.take(sizeof(FactVersion)));
      event.facts.push_back(std::move(one));
    }
    events_.push_back(std::move(event));
    return {};
  }

  const View& view_;
  std::vector<std::string> types_;
  Meter& meter_;
  std::set<FactId> known_;
  std::vector<LineageEvent> events_;
};

}  // namespace

NodeId earlierEnd(const FactVersion& fact) { return fact.type == kLaterFirst ? fact.object : fact.subject; }
NodeId laterEnd(const FactVersion& fact) { return fact.type == kLaterFirst ? fact.subject : fact.object; }

std::vector<std::string> lineageTypes(const Schema& schema) {
  std::vector<std::string> types;
  for (const RelationshipType& type : schema.types()) {
    if (type.lineage) types.push_back(type.name);
  }
  if (types.empty()) types = {"MERGED_INTO", "SPLIT_FROM", "RENAMED_TO", "SUCCEEDED_BY"};
  return types;
}

Result<std::vector<LineageEvent>> lineage(const View& view, NodeId node, const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(view.scope().system));
  Lineage found(view, lineageTypes(*schema), meter);
  TENURE_TRY(found.follow(node, -1));
  TENURE_TRY(found.follow(node, 1));
  std::vector<LineageEvent> events = found.events();
  if (events.size() > limits.rows_max) events.resize(limits.rows_max, LineageEvent{});
  return events;
}

}  // namespace tenure
