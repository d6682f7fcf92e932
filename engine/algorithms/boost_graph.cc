#include "engine/algorithms/boost_graph.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <tuple>

#include "engine/traversal/facts_holding.h"

namespace tenure {

struct BoostView::State {
  View view;
  std::vector<std::string> types;
  Nodes nodes;
  std::mutex mutex;  ///< of what follows
  std::optional<Error> first_error;
  Facts all;

  State(View of, std::vector<std::string> of_types) : view(std::move(of)), types(std::move(of_types)) {}

  void remember(const Error& error) {
    const std::scoped_lock lock(mutex);
    if (!first_error) first_error = error;
  }
  /// After an error nothing is read any more: the algorithm shall end.
  [[nodiscard]] bool failed() {
    const std::scoped_lock lock(mutex);
    return first_error.has_value();
  }
  Status appendFacts(NodeId node, Direction direction, std::vector<Fact>& out) const;
  Result<std::vector<Fact>> readAll() const;
};

namespace {

/// A node as the graph sees it; nullopt where it cannot be read.
template <class State>
std::optional<NodeVersion> versionOf(State& state, NodeId node) {
  if (state.failed()) return std::nullopt;
  auto version = state.view.node(node);
  if (!version.ok()) {
    state.remember(version.error());
    return std::nullopt;
  }
  return std::move(*version);
}

}  // namespace

Result<BoostView> BoostView::of(const View& view, std::vector<std::string> types) {
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  auto state = std::make_shared<State>(view, std::move(types));
  TENURE_TRY(forEachNodeHolding(view, [&](const NodeHolding& one) -> Status {
    state->nodes.push_back(one.node);
    return {};
  }));
  return BoostView(std::move(state));
}

const View& BoostView::view() const { return state_->view; }
const BoostView::Nodes& BoostView::nodes() const { return state_->nodes; }

Status BoostView::status() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->first_error ? Status(*state_->first_error) : Status();
}

std::size_t BoostView::placeOf(NodeId node) const {
  const Nodes& all = state_->nodes;
  const auto at = std::lower_bound(all.begin(), all.end(), node);
  return at == all.end() || *at != node ? all.size() : static_cast<std::size_t>(at - all.begin());
}

Status BoostView::State::appendFacts(NodeId node, Direction direction, std::vector<Fact>& out) const {
  const auto take = [&](std::string_view type) -> Status {
    const Edges edges = view.edges(node, direction, type);
    TENURE_TRY(edges.status());
    for (const Edge& edge : edges) {
      const bool is_out = direction == Direction::kOut;
      out.push_back({is_out ? node : edge.node, is_out ? edge.node : node, edge.fact, edge.type,
                     edge.certainty, edge.period});
    }
    return {};
  };
  if (types.empty()) return take({});
  for (const std::string& type : types) TENURE_TRY(take(type));
  return {};
}

BoostView::Facts BoostView::facts(NodeId node, Direction direction) const {
  auto found = std::make_shared<std::vector<Fact>>();
  if (state_->failed()) return found;
  const Status read = state_->appendFacts(node, direction, *found);
  if (read.ok()) return found;
  state_->remember(read.error());
  return std::make_shared<std::vector<Fact>>();
}

Result<std::vector<BoostView::Fact>> BoostView::State::readAll() const {
  std::vector<Fact> read;
  for (const NodeId node : nodes) TENURE_TRY(appendFacts(node, Direction::kOut, read));
  return read;
}

BoostView::Facts BoostView::allFacts() const {
  {
    const std::scoped_lock lock(state_->mutex);
    if (state_->all) return state_->all;
    if (state_->first_error) return std::make_shared<std::vector<Fact>>();
  }
  auto read = state_->readAll();
  if (!read.ok()) {
    state_->remember(read.error());
    return std::make_shared<std::vector<Fact>>();
  }
  auto all = std::make_shared<std::vector<Fact>>(std::move(*read));
  const std::scoped_lock lock(state_->mutex);
  if (!state_->all) state_->all = std::move(all);
  return state_->all;
}

std::string BoostView::reference(NodeId node) const {
  const auto version = versionOf(*state_, node);
  return version && !version->external_id.empty() ? version->external_id : "#" + std::to_string(node.value);
}

Period BoostView::lifespan(NodeId node) const {
  const auto version = versionOf(*state_, node);
  return version ? version->effective() : Period::timeless();
}

std::string BoostView::validity(const Fact& fact) const {
  if (state_->failed()) return {};
  const auto version = state_->view.fact(fact.fact);
  if (!version.ok()) state_->remember(version.error());
  return version.ok() && *version ? (*version)->validity.text() : std::string();
}

}  // namespace tenure
