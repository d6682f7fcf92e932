// Present belief as a transaction would leave it: what is staged over what is stored. The rules of the schema
// read it (schema/rules.h), and what they derive is staged in it as well.
//
// Belongs to one thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "schema/graph.h"
#include "schema/rules.h"
#include "storage/graph_reader.h"

namespace tenure::storage {

/// A version as it was stored when the transaction began, and as it will be; nullopt: not there.
template <class Version>
struct Staged {
  std::optional<Version> before;
  std::optional<Version> after;
};

class StagedGraph final : public PresentFacts {
 public:
  explicit StagedGraph(GraphReader base) : base_(std::move(base)) {}

  Result<std::vector<FactVersion>> facts(NodeId node, Side side, const std::string& type) override;
  Result<std::vector<FactVersion>> factsWithin(NodeId node, Side side, const std::string& type,
                                               const Range& within) override;
  Result<std::optional<NodeVersion>> node(NodeId id) override;
  [[nodiscard]] Result<std::optional<FactVersion>> fact(FactId id);
  [[nodiscard]] Result<std::optional<NodeId>> byExternalId(std::string_view id);
  /// Every fact of a node on a side, of all types.
  [[nodiscard]] Result<std::vector<FactVersion>> allFacts(NodeId node, Side side);

  /// Stages a version; its id says which.
  Status put(NodeVersion version);
  Status put(FactVersion version);
  Status drop(NodeId id);
  Status drop(FactId id);

  /// Whether a staged change concerns this node or a fact at it.
  [[nodiscard]] bool touches(NodeId node) const { return touched_.contains(node); }
  [[nodiscard]] std::vector<NodeId> touchedNodes() const { return {touched_.begin(), touched_.end()}; }
  [[nodiscard]] const GraphReader& base() const { return base_; }
  [[nodiscard]] const std::map<NodeId, Staged<NodeVersion>>& nodeChanges() const { return nodes_; }
  [[nodiscard]] const std::map<FactId, Staged<FactVersion>>& factChanges() const { return facts_; }
  /// Forgets changes that leave everything as it was.
  void dropIdentical();

 private:
  Status stage(NodeId id, std::optional<NodeVersion> after);
  Status stage(FactId id, std::optional<FactVersion> after);
  /// Stored facts at this end that are not staged, and staged ones. `type` empty: all. `within`: stored ones
  /// that can hold then alone.
  Result<std::vector<FactVersion>> collect(NodeId node, Side side, const std::string& type,
                                           const std::optional<Range>& within = {});

  GraphReader base_;
  std::map<NodeId, Staged<NodeVersion>> nodes_;
  std::map<FactId, Staged<FactVersion>> facts_;
  std::map<std::string, std::set<NodeId>, std::less<>> external_ids_;  ///< of staged nodes, after
  std::map<std::pair<NodeId, Side>, std::set<FactId>> ends_;           ///< of staged facts, after
  std::set<NodeId> touched_;  ///< staged, or at an end of a staged fact
};

/// Whether two versions say the same (their ids and when they were believed apart).
[[nodiscard]] bool sameContent(const NodeVersion& a, const NodeVersion& b);
[[nodiscard]] bool sameContent(const FactVersion& a, const FactVersion& b);

}  // namespace tenure::storage
