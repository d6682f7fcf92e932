#include "engine/traversal/steps.h"

#include <algorithm>
#include <array>

namespace tenure {

Steps::Steps(const View& view, Direction direction, std::vector<std::string> types, Meter& meter)
    : view_(view), direction_(direction), types_(std::move(types)), meter_(meter) {
  std::sort(types_.begin(), types_.end());  // a type that is said twice is meant once
  types_.erase(std::unique(types_.begin(), types_.end()), types_.end());
}

Result<Period> Steps::life(NodeId node) {
  if (!view_.reader().last().lifespans) return Period::timeless();
  const auto known = lives_.find(node);
  if (known != lives_.end()) return known->second;
  TimeScope always = view_.scope();
  always.valid = AllTime{};
  TENURE_ASSIGN(const auto version, view_.with(always).node(node));
  const Period life = version ? version->effective() : Period::timeless();
  TENURE_TRY(meter_.take(sizeof(NodeId) + sizeof(Period)));
  lives_.emplace(node, life);
  return life;
}

Status Steps::read(NodeId node, std::string_view type, std::vector<Edge>& edges) {
  const Edges found = view_.edges(node, direction_, type);
  TENURE_TRY(found.status());
  edges.insert(edges.end(), found.begin(), found.end());
  return meter_.steps(found.size() + 1);
}

/// View::edges gives the best piece of a fact; what is derived may have others, which its record tells.
Status Steps::addPieces(const std::vector<Edge>& edges, Fan& fan) {
  std::vector<FactId> derived;
  for (const Edge& edge : edges) {
    if (edge.period.derived) derived.push_back(edge.fact);
  }
  std::vector<std::optional<FactVersion>> facts;
  std::shared_ptr<const Schema> schema;
  if (!derived.empty()) {
    TENURE_ASSIGN(schema, view_.reader().schemaAt(view_.scope().system));
    TENURE_ASSIGN(facts, view_.reader().facts(derived, view_.scope().system));
  }
  std::vector<std::size_t> counts;
  std::size_t next_derived = 0;
  for (const Edge& edge : edges) {
    const std::size_t before = fan.held.size();
    if (!edge.period.derived) {
      fan.held.push_back(edge.period);
    } else {
      const auto& fact = facts[next_derived++];
      if (!fact) return Error(ErrorCode::kCorruption, "a fact that a list names is missing");
      TENURE_ASSIGN(const Period other, life(edge.node));
      for (const Period& piece : fact->pieces(schema->type(fact->type))) {
        const std::array<Period, 3> row{fan.life, piece, other};
        const auto certainty = judgeTogether(row.data(), row.size(), view_.scope().valid);
        if (!certainty || (view_.scope().certain_only && *certainty != Certainty::kCertain)) continue;
        fan.held.push_back(piece);
      }
    }
    counts.push_back(fan.held.size() - before);
  }
  std::size_t at = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (counts[i] > 0) {
      fan.steps.push_back({edges[i], std::span<const Period>(fan.held).subspan(at, counts[i])});
    }
    at += counts[i];
  }
  return {};
}

Result<const Fan*> Steps::from(NodeId node) {
  const auto known = fans_.find(node);
  if (known != fans_.end()) return &known->second;
  std::vector<Edge> edges;
  if (types_.empty()) TENURE_TRY(read(node, {}, edges));
  for (const std::string& type : types_) TENURE_TRY(read(node, type, edges));
  Fan fan;
  fan.node = node;
  TENURE_ASSIGN(fan.life, life(node));
  fan.steps.reserve(edges.size());
  TENURE_TRY(addPieces(edges, fan));
  TENURE_TRY(meter_.take(sizeof(NodeId) + sizeof(Fan) + fan.steps.size() * sizeof(Step) +
                         fan.held.size() * sizeof(Period)));
  return &fans_.emplace(node, std::move(fan)).first->second;
}

}  // namespace tenure
