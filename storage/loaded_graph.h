// The nodes and facts of a bulk load while it is gathered, in compact form, over what is stored already. The
// rules of the schema read it as present belief once `index` was called.
//
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/graph.h"
#include "schema/rules.h"
#include "storage/fact_block.h"
#include "storage/facts_by_node.h"
#include "storage/graph_reader.h"
#include "storage/label_block.h"
#include "storage/load_places.h"
#include "storage/paged.h"
#include "storage/record_arena.h"
#include "storage/staged_graph.h"
#include "storage/stored_once.h"
#include "storage/text_index.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// What a load keeps of a fact; 48 bytes.
struct LoadedFact {
  std::uint64_t subject = 0;
  std::uint64_t object = 0;
  WrittenDays days;  ///< of a plain fact
  std::uint32_t type = 0;
  std::int32_t start = 0;    ///< as in PlacedFact, and so are the next and the last three
  std::uint32_t length = 0;  ///< of one that is not exact: the place of its period
  std::uint32_t text =
      0;  ///< from 1: the place of a plain fact's sources, or of the body of a record; 0: none
  FactStatus status = FactStatus::kAsserted;
  bool is_plain = false;
  bool exact = false;
  bool fine = false;
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
    return edges_[i].is_plain && (fact_cuts_.empty() || !isCut(factId(i)));
  }
  /// As its block keeps it; nullopt where it stands in none.
  [[nodiscard]] std::optional<PlainFact> plainFact(std::size_t i, SystemInstant from) const;
  /// Of a fact that is not plain.
  [[nodiscard]] std::string_view factBody(std::size_t i) const { return bodies_[edges_[i].text - 1]; }
  [[nodiscard]] bool lifespans() const { return lifespans_; }
  [[nodiscard]] bool isCut(FactId id) const { return fact_cuts_.contains(id); }
  [[nodiscard]] bool isCut(NodeId id) const { return node_cuts_.contains(id); }
  /// The new facts by one of their ends. After `index`.
  [[nodiscard]] const FactsByNode& at(Side side) const {
    return side == Side::kSubject ? by_subject_ : by_object_;
  }
  /// Whether the days of `fact` say when it holds; the period of another is asked for.
  [[nodiscard]] bool isExact(const PlacedFact& fact) const {
    return fact.exact && (fact_cuts_.empty() || edges_[fact.number].exact);
  }
  [[nodiscard]] Period period(const PlacedFact& fact) const { return period(edges_[fact.number]); }
  /// External ids of new nodes.
  [[nodiscard]] const TextIndex& externalIds() const { return external_ids_; }
  /// Folded names of new nodes, in no order.
  [[nodiscard]] std::vector<std::pair<std::string, NodeId>>& names() { return names_; }
  /// Of the new nodes with the label of each token (0: any), block by block.
  using NodesOfLabel = std::vector<std::pair<std::uint64_t, NodeBits>>;
  [[nodiscard]] const std::vector<NodesOfLabel>& labels() const { return labels_; }
  [[nodiscard]] const std::map<NodeId, Staged<NodeVersion>>& nodeChanges() const { return node_changes_; }
  [[nodiscard]] const std::map<FactId, Staged<FactVersion>>& factChanges() const { return fact_changes_; }

 private:
  struct KnownType {
    std::uint32_t token = 0;
    const RelationshipType* declared = nullptr;
  };
  Status checkEnd(NodeId end);
  void enterLabel(std::uint32_t label, NodeId id);
  /// The stored facts of a list under what the load changes.
  Status collectStored(const ListKey& list, const std::optional<Range>& within,
                       std::vector<FactVersion>& out);
  /// Those, then new ones; `within`: those that can hold then, and perhaps others.
  Result<std::vector<FactVersion>> collect(NodeId node, Side side, const std::string& type,
                                           const std::optional<Range>& within);
  const KnownType& typeOf(const std::string& name);
  Status keepText(FactId id, const FactDraft& draft, LoadedFact& fact);
  void keepPeriod(const Period& period, LoadedFact& fact);
  [[nodiscard]] Period period(const LoadedFact& fact) const;
  [[nodiscard]] PlainFact plain(std::size_t i, SystemInstant from) const;
  /// Deals a page of facts out to both orders, beside what goes on here.
  void deal(std::size_t page);

  GraphReader base_;
  const Schema& schema_;
  Tokens tokens_;
  RecordArena nodes_;
  Paged<LoadedFact> edges_;
  RecordArena sources_;          ///< of plain facts
  RecordArena bodies_;           ///< of the others
  std::vector<Period> periods_;  ///< of facts that are not exact
  std::map<std::string, KnownType, std::less<>> types_;
  const std::pair<const std::string, KnownType>* last_type_ = nullptr;
  TextIndex external_ids_;
  std::vector<std::pair<std::string, NodeId>> names_;
  std::vector<NodesOfLabel> labels_;  ///< by token
  LoadMemory sorted_here_;            ///< what the two below are sorted into, for each thread
  LoadMemory sorted_there_;
  FactsByNode by_subject_;
  FactsByNode by_object_;
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
  std::future<void> dealing_;  ///< the last, so that it ends before what it writes to
};

}  // namespace tenure::storage
