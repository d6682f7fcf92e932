// Writing a view out: nodes, then facts, then arrays.
#include <array>
#include <cmath>

#include "engine/algorithms/gathered_facts.h"
#include "engine/algorithms/materialised.h"

namespace tenure {
namespace {

Result<GatheredTies> tiesOf(const View& view, const std::vector<std::string>& types,
                            const GatheredNodes& nodes, Meter& meter) {
  GatheredTies found;
  const auto take = [&](const FactHolding& one) -> Status {
    TENURE_TRY(meter.step());
    const auto subject = nodes.placeOf(one.subject);
    const auto object = nodes.placeOf(one.object);
    if (subject == GatheredNodes::kNone || object == GatheredNodes::kNone) return {};
    if (!found.facts.empty() && found.facts.back() == one.fact) return {};  // another piece of it
    if (nodes.mortal() && !nodes.together(subject, one.period, object, view.scope())) return {};
    TENURE_TRY(meter.take(sizeof(MaterialisedGraph::Tie) + sizeof(FactId)));
    found.add(subject, object, one.fact);
    return {};
  };
  TENURE_TRY(forEachFactHolding(view, types, take));
  return found;
}

/// What a property of a fact weighs; nullopt: it is not there, or no one value holds then.
Result<std::optional<double>> weightOf(const FactVersion& fact, const std::string& property,
                                       const ValidScope& scope) {
  const auto history = fact.properties.find(property);
  if (history == fact.properties.end()) return std::optional<double>();
  const Value value = readProperty(history->second, scope).value;
  if (value.isNull()) return std::optional<double>();
  const auto* integer = value.as<std::int64_t>();
  const auto* number = value.as<double>();
  const double weight = integer != nullptr  ? static_cast<double>(*integer)
                        : number != nullptr ? *number
                                            : -1.0;
  if (weight >= 0 && std::isfinite(weight)) return std::optional(weight);
  return Error(ErrorCode::kInvalidArgument, "fact " + std::to_string(fact.id.value) + " has " + property +
                                                " = " + toText(value) +
                                                ", which is no weight: it must be a number, zero or more");
}

}  // namespace

Status GatheredNodes::gather(const View& view, Meter& meter) {
  const auto take = [&](const NodeHolding& one) -> Status {
    TENURE_TRY(meter.step());
    TENURE_TRY(meter.take(sizeof(NodeId) + sizeof(Period) + sizeof(Vertex)));
    mortal_ = mortal_ || !(one.lifespan == Period::timeless());
    nodes_.push_back(one.node);
    lifespans_.push_back(one.lifespan);
    return {};
  };
  TENURE_TRY(forEachNodeHolding(view, take));
  TENURE_TRY(numbersSuffice(nodes_.size(), 0));
  const std::uint64_t ids = nodes_.empty() ? 0 : nodes_.back().value + 1;  // dense: DESIGN section 3
  TENURE_TRY(meter.take(ids * sizeof(Vertex)));
  places_.assign(ids, kNone);
  for (std::size_t i = 0; i < nodes_.size(); ++i) places_[nodes_[i].value] = static_cast<Vertex>(i);
  return {};
}

bool GatheredNodes::together(Vertex subject, const Period& fact, Vertex object,
                             const TimeScope& scope) const {
  const std::array<Period, 3> row{lifespans_[subject], fact, lifespans_[object]};
  const auto certainty = judgeTogether(row.data(), row.size(), scope.valid);
  return certainty && (!scope.certain_only || *certainty == Certainty::kCertain);
}

MaterialisedGraph GatheredTies::graph(std::vector<NodeId> nodes, bool merge_parallel) {
  if (merge_parallel) mergeParallel(ties, facts);
  MaterialisedGraph made(std::move(nodes), ties, std::move(facts));
  made.setMerged(merge_parallel);
  return made;
}

Status numbersSuffice(std::size_t nodes, std::size_t ties) {
  constexpr std::size_t kMax = std::numeric_limits<std::int32_t>::max();
  if (nodes <= kMax && ties <= kMax) return {};
  return Error(ErrorCode::kLimit, "a graph of more than 2,147,483,647 nodes or facts cannot be written out");
}

std::uint64_t bytesToBuild(std::size_t nodes, std::size_t ties) {
  return nodes * 2 * sizeof(std::uint32_t) +
         ties * (sizeof(MaterialisedGraph::OutEdge) + sizeof(MaterialisedGraph::InEdge));
}

Status weigh(MaterialisedGraph& graph, const View& view, const std::string& property, const Budget& budget) {
  if (graph.merged())
    return Error(ErrorCode::kInvalidArgument,
                 "facts that are merged into one edge have no weight of their own");
  constexpr std::uint32_t kAtOnce = 1'024;
  Meter meter(budget);
  TENURE_TRY(meter.take(graph.edgeCount() * sizeof(double)));
  std::vector<double> weights(graph.edgeCount(), 1.0);
  std::vector<FactId> ids;
  for (std::uint32_t first = 0; first < graph.edgeCount(); first += kAtOnce) {
    TENURE_TRY(meter.steps(kAtOnce));
    ids.clear();
    for (std::uint32_t e = first; e < std::min(first + kAtOnce, graph.edgeCount()); ++e)
      ids.push_back(graph.fact(e));
    TENURE_ASSIGN(const auto facts, view.reader().facts(ids, view.scope().system));
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      if (!facts[i]) continue;
      TENURE_ASSIGN(const auto weight, weightOf(*facts[i], property, view.scope().valid));
      weights[first + i] = weight.value_or(1.0);
    }
  }
  graph.setWeights(std::move(weights));
  return {};
}

Result<MaterialisedGraph> materialise(const View& view, const MaterialiseOptions& options,
                                      const Budget& budget) {
  Meter meter(budget);
  GatheredNodes nodes;
  TENURE_TRY(nodes.gather(view, meter));
  TENURE_ASSIGN(auto found, tiesOf(view, options.types, nodes, meter));
  TENURE_TRY(numbersSuffice(nodes.nodes().size(), found.ties.size()));
  TENURE_TRY(meter.take(bytesToBuild(nodes.nodes().size(), found.ties.size())));
  TENURE_TRY(meter.check());
  MaterialisedGraph graph = found.graph(nodes.takeNodes(), options.merge_parallel);
  if (!options.weight.empty()) TENURE_TRY(weigh(graph, view, options.weight, budget));
  return graph;
}

}  // namespace tenure
