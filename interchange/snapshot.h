// What is believed at one system instant and can hold under a scope, as plain nodes and facts: what both
// kinds of snapshot export write. Keeps external id and lifespan of every node it has shown in memory.
//
// One thread; must not outlive the reader.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "schema/graph.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "storage/graph_reader.h"

namespace tenure::interchange {

class Snapshot {
 public:
  Snapshot(const storage::GraphReader& reader, const TimeScope& scope) : reader_(reader), scope_(scope) {}

  /// By id. Comes before forEachFact.
  Status forEachNode(const std::function<Status(const NodeVersion&)>& visit);
  /// The facts between those nodes, by id; one that has portions taken out as one for each piece that holds.
  Status forEachFact(const std::function<Status(const FactDraft&)>& visit);
  /// Of a node that was shown; empty: it has none.
  [[nodiscard]] const std::string& externalId(NodeId id) const { return nodes_.at(id).external_id; }

 private:
  struct Shown {
    std::string external_id;
    Period lifespan;
  };
  /// The pieces of a fact that hold under the scope.
  [[nodiscard]] std::vector<Period> holding(const FactVersion& fact, const Schema& schema) const;

  const storage::GraphReader& reader_;
  const TimeScope& scope_;
  std::unordered_map<NodeId, Shown> nodes_;
};

/// A fact as an export that names its ends otherwise wants it.
[[nodiscard]] FactDraft withoutEnds(FactDraft draft);

}  // namespace tenure::interchange
