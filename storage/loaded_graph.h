// The nodes and facts of a bulk load while it is gathered, in compact form, over what is stored already. The
// rules of the schema read it as present belief once `index` was called.
//
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/graph.h"
#include "schema/rules.h"
#include "storage/fact_block.h"
#include "storage/graph_reader.h"
#include "storage/load_memory.h"
#include "storage/load_places.h"
#include "storage/record_arena.h"
#include "storage/staged_graph.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// How a fact was written, where that is not its record; 20 bytes.
struct LoadedText {
  WrittenDays days;          ///< of a plain fact
  std::uint32_t record = 0;  ///< its place among the texts, from 1: a plain fact's sources, or the body of a
                             ///< record; 0: a plain fact without sources
  bool is_plain = false;
};

/// What adjacency needs of a fact; 56 bytes.
struct LoadedFact {
  std::uint64_t subject = 0;
  std::uint64_t object = 0;
  std::int64_t start_min = 0;
  std::int64_t start_max = 0;
  std::int64_t end_min = 0;
  std::int64_t end_max = 0;
  std::uint32_t type = 0;
  FactStatus status = FactStatus::kAsserted;
  Grain grain = Grain::kDay;
  bool derived = false;

  void setPeriod(const Period& period);
  [[nodiscard]] Period period() const;
};

class LoadedGraph final : public PresentFacts {
 public:
  LoadedGraph(GraphReader base, const Schema& schema)
      : base_(std::move(base)),
        schema_(schema),
        tokens_(base_.tokens()),
        stored_ids_(base_),
        stored_lists_(base_) {}
  LoadedGraph(const LoadedGraph&) = delete;
  LoadedGraph& operator=(const LoadedGraph&) = delete;

  // ---- gathering
  // --------------------------------------------------------------------------------------------
  Result<NodeId> add(const NodeDraft& draft);
  Result<FactId> add(const FactDraft& draft);
  [[nodiscard]] Result<std::optional<NodeId>> byExternalId(std::string_view id);
  void readFrom(std::string_view file, std::uint64_t line);

  // ---- as present belief
  // --------------------------------------------------------------------------------------
  /// Sorts the facts by their ends, on two cores; nothing is added from then on.
  void index();
  Result<std::vector<FactVersion>> facts(NodeId node, Side side, const std::string& type) override;
  Result<std::vector<FactVersion>> factsWithin(NodeId node, Side side, const std::string& type,
                                               const Range& within) override;
  Result<std::optional<NodeVersion>> node(NodeId id) override;
  /// From when on all cuts are set.
  Result<std::optional<NodeOutline>> outline(NodeId id) override;
  /// Reads the outlines of the stored ones among the ends of facts of `types`, by id and many at once.
  Status readOutlines(const std::vector<bool>& types);
  [[nodiscard]] Place placeOf(NodeId id) const override;
  [[nodiscard]] Place placeOf(FactId id) const override;
  [[nodiscard]] Result<FactVersion> newFact(std::size_t i);
  [[nodiscard]] Result<NodeVersion> newNode(std::size_t i);
  /// A cut that the events of the load make; stored nodes and facts become changes.
  Status setCut(const FactVersion& fact, const std::optional<Cut>& cut);
  Status setCut(const NodeVersion& node, const std::optional<Cut>& cut);

  // ---- what there is
  // ----------------------------------------------------------------------------------------
  [[nodiscard]] const GraphReader& base() const { return base_; }
  [[nodiscard]] Tokens& tokens() { return tokens_; }
  [[nodiscard]] std::size_t newNodes() const { return nodes_.size(); }
  [[nodiscard]] std::size_t newFacts() const { return edges_.size(); }
  [[nodiscard]] NodeId nodeId(std::size_t i) const { return {base_.last().next_node.value + i}; }
  [[nodiscard]] FactId factId(std::size_t i) const { return {base_.last().next_fact.value + i}; }
  [[nodiscard]] bool isNew(NodeId id) const { return id.value >= base_.last().next_node.value; }
  [[nodiscard]] bool isNew(FactId id) const { return id.value >= base_.last().next_fact.value; }
  [[nodiscard]] const LoadedFact& edge(std::size_t i) const { return edges_[i]; }
  [[nodiscard]] std::string_view nodeBody(std::size_t i) const { return nodes_[i]; }
  /// Whether it is plain, and nothing has cut it.
  [[nodiscard]] bool isInBlock(std::size_t i) const {
    return texts_[i].is_plain && (fact_cuts_.empty() || !isCut(factId(i)));
  }
  /// As its block keeps it; nullopt where it stands in none.
  [[nodiscard]] std::optional<PlainFact> plainFact(std::size_t i, SystemInstant from) const;
  /// Of a fact that is not plain.
  [[nodiscard]] std::string_view factBody(std::size_t i) const { return facts_[texts_[i].record - 1]; }
  [[nodiscard]] bool lifespans() const { return lifespans_; }
  [[nodiscard]] bool isCut(FactId id) const { return fact_cuts_.contains(id); }
  [[nodiscard]] bool isCut(NodeId id) const { return node_cuts_.contains(id); }
  /// The new facts at one end of a node, as indices, by type and then start. After `index`.
  [[nodiscard]] std::span<const std::uint32_t> at(NodeId node, Side side) const;
  /// External ids of new nodes.
  [[nodiscard]] const std::unordered_map<std::string_view, NodeId>& externalIds() const {
    return external_ids_;
  }
  /// Folded names of new nodes, in no order.
  [[nodiscard]] std::vector<std::pair<std::string, NodeId>>& names() { return names_; }
  [[nodiscard]] const std::map<NodeId, Staged<NodeVersion>>& nodeChanges() const { return node_changes_; }
  [[nodiscard]] const std::map<FactId, Staged<FactVersion>>& factChanges() const { return fact_changes_; }

 private:
  struct Ends {
    std::vector<std::uint32_t> offsets;  ///< by node id; the facts of node n are [offsets[n], offsets[n + 1])
    std::vector<std::uint32_t> facts;
  };
  Status checkEnd(NodeId end);
  /// The stored facts of a list under what the load changes.
  Status collectStored(const ListKey& list, const std::optional<Range>& within,
                       std::vector<FactVersion>& out);
  /// Those, then new ones; `within`: those that can hold then, and perhaps others.
  Result<std::vector<FactVersion>> collect(NodeId node, Side side, const std::string& type,
                                           const std::optional<Range>& within);
  Result<LoadedText> keepText(FactId id, const FactDraft& draft);
  [[nodiscard]] PlainFact plain(std::size_t i, SystemInstant from) const;
  void sortBy(Side side, Ends& ends) const;

  GraphReader base_;
  const Schema& schema_;
  Tokens tokens_;
  RecordArena nodes_;
  std::vector<LoadedFact> edges_;
  std::vector<LoadedText> texts_;  ///< of the same facts
  RecordArena facts_;              ///< what `texts_` points to
  std::deque<std::string> ids_;
  std::unordered_map<std::string_view, NodeId> external_ids_;  ///< views into ids_
  std::vector<std::pair<std::string, NodeId>> names_;
  Ends by_subject_;
  Ends by_object_;
  std::map<FactId, Cut> fact_cuts_;                     ///< of new facts
  std::map<NodeId, Cut> node_cuts_;                     ///< of new nodes
  std::map<NodeId, Staged<NodeVersion>> node_changes_;  ///< of stored nodes
  std::map<FactId, Staged<FactVersion>> fact_changes_;  ///< of stored facts
  bool lifespans_ = false;
  StoredIds stored_ids_;
  StoredLists stored_lists_;
  Outlines outlines_;
  std::string file_;  ///< of what is added next; empty: not said
  std::uint64_t line_ = 0;
  LoadPlaces node_places_;
  LoadPlaces fact_places_;
};

}  // namespace tenure::storage
