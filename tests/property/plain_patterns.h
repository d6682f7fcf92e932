// How the plainest model fills patterns (tests/property/asked_query.h): every way that the facts allow is
// tried, and kept or dropped by the formulas of DESIGN section 1. Nothing here calls what it is compared
// with. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tests/plain_model.h"
#include "tests/property/asked_query.h"
#include "tests/property/plain_walks.h"

namespace tenure::testing {

/// Thrown where an answer is too large to be worth comparing.
struct TooMany : std::runtime_error {
  TooMany() : std::runtime_error("too many rows") {}
};

struct MetNode {
  NodeId id;
  TimeScope scope;
};
struct MetFact {
  PlainEdge edge;
  TimeScope scope;
};
struct MetPath {
  std::vector<NodeId> nodes;
  std::vector<MetFact> facts;
};
using MetValue = std::variant<std::monostate, MetNode, MetFact, std::vector<MetFact>, MetPath>;
struct MetRow {
  std::map<std::string, MetValue> values;
  std::optional<std::size_t> time;  ///< which of the query's times
};

/// One step of a walk.
struct Walked {
  NodeId from;
  MetFact fact;
  NodeId to;
};

/// The model under one scope, with what is asked of it again and again.
class ScopedModel {
 public:
  ScopedModel(const PlainModel& model, const TimeScope& scope)
      : model_(model), scope_(scope), graph_(model, scope) {
    for (const NodeVersion& node : model.believedNodes(scope.system)) {
      believed_[node.id] = node;
      if (PlainModel::verdictOf(node, scope)) counting_.push_back(node.id);
    }
  }
  [[nodiscard]] const TimeScope& scope() const { return scope_; }
  [[nodiscard]] const PlainGraph& graph() const { return graph_; }
  [[nodiscard]] const std::vector<NodeId>& counting() const { return counting_; }
  [[nodiscard]] bool counts(NodeId id) const {
    return std::find(counting_.begin(), counting_.end(), id) != counting_.end();
  }
  [[nodiscard]] const NodeVersion* node(NodeId id) const {
    const auto found = believed_.find(id);
    return found == believed_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::optional<FactVersion> fact(FactId id) const { return model_.fact(id, scope_); }
  [[nodiscard]] const std::vector<PlainEdge>& edges(NodeId node, Direction direction) {
    const auto key = std::make_pair(node, direction);
    const auto known = edges_.find(key);
    if (known != edges_.end()) return known->second;
    return edges_.emplace(key, model_.edges(node, direction, {}, scope_)).first->second;
  }
  /// As the plain walks have it.
  [[nodiscard]] PlainPath plainPath(const std::vector<Walked>& walk) const {
    PlainPath out;
    for (const Walked& step : walk) {
      for (const PlainGraph::Fact& fact : graph_.facts) {
        if (fact.id == step.fact.edge.fact) out.push_back({&fact, step.from, step.to});
      }
    }
    return out;
  }

 private:
  const PlainModel& model_;
  TimeScope scope_;
  PlainGraph graph_;
  std::map<NodeId, NodeVersion> believed_;
  std::vector<NodeId> counting_;
  std::map<std::pair<NodeId, Direction>, std::vector<PlainEdge>> edges_;
};

/// Fills the patterns of one statement. Borrows the model and the statement.
class PlainPatterns {
 public:
  PlainPatterns(const PlainModel& model, const AskedQuery& asked) : model_(model), asked_(asked) {}

  /// Every way to fill all of the paths, which are those of one MATCH, on top of what the row has. Throws
  /// TooMany where there are too many to try.
  void fill(const std::vector<AskedPath>& paths, const MetRow& row,
            const std::function<void(const MetRow&)>& take);
  [[nodiscard]] std::size_t waysOf(const AskedPath& path, const MetRow& row);

  [[nodiscard]] TimeScope scopeOf(const AskedScope& own, const MetRow& row) const;
  /// The stretch of beliefs that a path under this clause asks of; all such paths of one MATCH ask of one.
  [[nodiscard]] std::optional<Range> versionsOf(const AskedScope& own) const;
  [[nodiscard]] ScopedModel& under(const TimeScope& scope);
  void countTry();

 private:
  const PlainModel& model_;
  const AskedQuery& asked_;
  std::size_t tries_ = 0;
  std::vector<std::unique_ptr<ScopedModel>> scoped_;
};

}  // namespace tenure::testing
