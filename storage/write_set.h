// A commit as keys and values: what changed becomes records, past versions, adjacency, index entries and the
// commit row. Used by transactions (into one batch) and by loads (into sorted files).
//
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/adjacency.h"
#include "storage/adjacency_cache.h"
#include "storage/fact_block.h"
#include "storage/graph_reader.h"
#include "storage/label_block.h"
#include "storage/records.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// The commit that is being written.
struct PendingCommit {
  SystemInstant instant;
  std::uint64_t number = 0;
  [[nodiscard]] std::uint64_t firstSegment() const { return number << kChunkBits; }
};

class WriteSet {
 public:
  /// `base` is the state before the commit, `schema` the one after it.
  WriteSet(const GraphReader& base, const Schema& schema, PendingCommit commit)
      : base_(base), schema_(schema), commit_(commit), tokens_(base.tokens()) {}

  /// A change of a node or fact: nullopt before it was there, after it is gone. `after` becomes believed from
  /// the commit on.
  void change(const std::optional<NodeVersion>& before, std::optional<NodeVersion> after);
  void change(const std::optional<FactVersion>& before, std::optional<FactVersion> after);
  void setSchema(const Schema& schema);
  /// A new node has a label (kAnyLabel as well); `change` says so itself.
  void enterLabel(std::uint32_t label, NodeId id);
  /// Nothing lists the node any more, present or past: it is erased. `version` is one of those it had.
  void forgetLabels(const NodeVersion& version);

  void put(std::string key, std::string value) { puts_.insert_or_assign(std::move(key), std::move(value)); }
  void remove(std::string key) { removes_.push_back(std::move(key)); }
  /// A key whose value says nothing.
  void putEmpty(std::string key);

  /// The fact is not kept in a block after this commit, if it was in one; `change` asks for this itself.
  void leaveBlock(FactId id) { blocks_[blockOf(id)].leaving.insert(id); }
  /// A new fact that is kept in its block, beside what stands there. By id; what it borrows stays until
  /// `finish`.
  void joinBlock(const PlainFact& fact) { blocks_[blockOf(fact.id)].joining.push_back(fact); }

  /// Writes blocks of facts, adjacency, new tokens and the commit row. With `fold`, lists that have gathered
  /// many segments are folded, a few lists a commit.
  Status finish(CommitRow row, OrderedStore& store, bool fold);

  [[nodiscard]] const std::map<std::string, std::string>& puts() const { return puts_; }
  [[nodiscard]] const std::vector<std::string>& removes() const { return removes_; }
  [[nodiscard]] Tokens& tokens() { return tokens_; }
  /// What changed in lists and lifespans, for the images in memory. After `finish`.
  [[nodiscard]] const ListChanges& listChanges() const { return list_changes_; }
  [[nodiscard]] const ImageCell::LifespanChanges& lifespanChanges() const { return lifespan_changes_; }
  /// How the counts of labels change.
  [[nodiscard]] const LabelDeltas& labelDeltas() const { return label_deltas_; }

 private:
  void addEntries(const FactVersion& fact, const std::vector<Period>& pieces);
  void addGone(const FactVersion& fact);
  void keepPast(const FactVersion& before);
  void changeLabels(const std::optional<NodeVersion>& before, const std::optional<NodeVersion>& after);
  Status writeBlocks(OrderedStore& store);
  Status writeLabelBlocks(OrderedStore& store);
  Status fold(const ListKey& list, std::vector<AdjacencyEntry>& entries, OrderedStore& store);

  /// What changes in a block of facts.
  struct BlockChange {
    std::set<FactId> leaving;
    std::vector<PlainFact> joining;
  };
  /// What changes in a block of nodes with a label.
  struct LabelChange {
    NodeBits entered;
    NodeBits left;
    NodeBits forgotten;
  };
  [[nodiscard]] LabelChange& labelChange(std::uint32_t label, NodeId id) {
    return labels_[{label, labelBlockOf(id)}];
  }

  const GraphReader& base_;
  const Schema& schema_;
  PendingCommit commit_;
  Tokens tokens_;
  std::map<std::string, std::string> puts_;
  std::vector<std::string> removes_;
  std::map<FactId, BlockChange> blocks_;                                   ///< by the first id of the block
  std::map<std::pair<std::uint32_t, std::uint64_t>, LabelChange> labels_;  ///< by label and block
  LabelDeltas label_deltas_;
  ListChanges lists_;
  ListChanges list_changes_;
  ImageCell::LifespanChanges lifespan_changes_;
};

/// Index keys (external id, names, properties) under which a node is found.
[[nodiscard]] std::vector<std::string> indexKeys(const Schema& schema, const NodeVersion& node,
                                                 Tokens& tokens);
/// Whether a node's lifespan can make a row not hold.
[[nodiscard]] bool hasLifespan(const NodeVersion& node);
/// Puts the tokens that `now` has beyond `before`.
void putTokens(const Tokens& before, const Tokens& now,
               const std::function<void(std::string key, std::string value)>& put);

}  // namespace tenure::storage
