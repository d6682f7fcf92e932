#include "storage/erasing.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/adjacency.h"
#include "storage/sealed.h"
#include "storage/settle.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

class Erasing {
 public:
  Erasing(GraphCore& core, const CommitNote& note)
      : core_(core), base_(core.reader()), note_(note), staged_(base_) {}

  Result<EraseOutcome> run(const EraseRequest& what) {
    for (const NodeId id : what.nodes) TENURE_TRY(addNode(id));
    TENURE_TRY(addPastFacts());
    for (const FactId id : what.facts) TENURE_TRY(addFact(id));
    for (const FactId id : facts_) TENURE_TRY(collectFact(id));
    // What present belief is without them: the events among them cut nothing any more.
    for (const FactId id : facts_) TENURE_TRY(staged_.drop(id));
    for (const NodeId id : nodes_) TENURE_TRY(staged_.drop(id));
    Notices ignored;  // an erasure writes no event and nothing that one would end
    TENURE_TRY(settle(staged_, base_.schema(), false, ignored));
    return write();
  }

 private:
  Status addNode(NodeId id) {
    TENURE_ASSIGN(const auto versions, base_.nodeVersions(id));
    if (versions.empty())
      return Error(ErrorCode::kNotFound, "node " + std::to_string(id.value) + " is not there");
    if (!nodes_.insert(id).second) return {};
    for (const Side side : {Side::kSubject, Side::kObject}) {
      TENURE_TRY(forEachKey(adjacencyPrefix(id, side), [&](std::string_view key, std::string_view value) {
        return addFactsOf(key, value);
      }));
      TENURE_TRY(
          forEachKey(adjacencyHistoryPrefix(id, side),
                     [&](std::string_view key, std::string_view value) { return addFactsOf(key, value); }));
    }
    return {};
  }

  /// Past versions of facts that no list names any more: one that never held (an event and a removed portion
  /// left nothing of it) has no entry in the past, and its last trace in the list goes when the list is
  /// folded. All of them are read: an erasure rewrites every file anyway.
  Status addPastFacts() {
    if (nodes_.empty()) return {};
    return forEachKey(tableKey(Table::kFactHistory),
                      [&](std::string_view key, std::string_view value) -> Status {
                        TENURE_ASSIGN(const auto fact, decodeFact(key, value, base_.tokens()));
                        if (nodes_.contains(fact.subject) || nodes_.contains(fact.object))
                          facts_.insert(fact.id);
                        return {};
                      });
  }

  /// Facts named in a segment: present, past, masked or gone.
  Status addFactsOf(std::string_view key, std::string_view value) {
    std::vector<AdjacencyEntry> entries;
    TENURE_TRY(decodeSegment(key, value, entries));
    for (const AdjacencyEntry& entry : entries) facts_.insert(entry.fact);
    return {};
  }

  Status addFact(FactId id) {
    TENURE_ASSIGN(const auto versions, base_.factVersions(id));
    if (versions.empty())
      return Error(ErrorCode::kNotFound, "fact " + std::to_string(id.value) + " is not there");
    facts_.insert(id);
    return {};
  }

  /// The lists a fact ever stood in, and the subjects whose past cuts may name it.
  Status collectFact(FactId id) {
    TENURE_ASSIGN(const auto versions, base_.factVersions(id));
    for (const FactVersion& version : versions) {
      const auto type = base_.typeId(version.type);
      if (!type) continue;
      lists_.insert({version.subject, Side::kSubject, type->value});
      lists_.insert({version.object, Side::kObject, type->value});
      if (!nodes_.contains(version.subject)) subjects_.insert(version.subject);
    }
    return {};
  }

  Status forEachKey(const std::string& prefix,
                    const std::function<Status(std::string_view, std::string_view)>& visit) {
    const auto cursor = core_.store().scan(KeyRange::withPrefix(prefix), base_.state().snapshot.get());
    for (cursor->seekToFirst(); cursor->valid(); cursor->next())
      TENURE_TRY(visit(cursor->key(), cursor->value()));
    return cursor->status();
  }

  Status removeAll(const std::string& prefix, Batch& batch) {
    return forEachKey(prefix, [&](std::string_view key, std::string_view) -> Status {
      batch.remove(key);
      return {};
    });
  }

  Status removeNode(NodeId id, Batch& batch) {
    TENURE_ASSIGN(const auto versions, base_.nodeVersions(id));
    Tokens tokens = base_.tokens();
    TENURE_ASSIGN(const auto schemas, base_.schemas());
    for (const NodeVersion& version : versions) {
      for (const std::string& key : indexKeys(base_.schema(), version, tokens)) batch.remove(key);
      for (const auto& [from, schema] : schemas) {
        for (const std::string& key : indexKeys(schema, version, tokens)) batch.remove(key);
      }
    }
    batch.remove(nodeKey(id));
    TENURE_TRY(removeAll(nodeHistoryPrefix(id), batch));
    TENURE_TRY(removeAll(adjacencyPrefix(id), batch));
    return removeAll(adjacencyHistoryPrefix(id), batch);
  }

  Status removeFact(FactId id, Batch& batch) {
    batch.remove(factKey(id));
    return removeAll(factHistoryPrefix(id), batch);
  }

  /// A list without the erased facts, folded into one, so that no older segment holds them. `fresh` are the
  /// entries that this commit itself writes to it.
  Status rewriteList(const ListKey& list, const PendingCommit& pending, Batch& batch) {
    if (nodes_.contains(list.node)) return {};
    std::vector<AdjacencyEntry> kept;
    TENURE_TRY(forEachList(core_.store(), base_.state().snapshot.get(), adjacencyPrefix(list), false,
                           [&](const ListKey&, std::vector<StoredSegment>& segments) -> Status {
                             for (const StoredSegment& one : segments)
                               batch.remove(adjacencyKey(list, one.number));
                             kept = merged(std::move(segments), Keep::kBelieved);
                             return {};
                           }));
    std::erase_if(kept, [&](const AdjacencyEntry& entry) {
      const auto change = staged_.factChanges().find(entry.fact);
      return facts_.contains(entry.fact) || change != staged_.factChanges().end();
    });
    putSegments(list, pending.firstSegment() + (1U << (kChunkBits - 1)), std::move(kept),
                [&](std::string_view key, std::string_view value) { batch.put(key, value); });
    return forEachKey(adjacencyHistoryPrefix(list), [&](std::string_view key, std::string_view) -> Status {
      const auto parts = parseAdjacencyHistoryKey(key);
      if (!parts) return Error(ErrorCode::kCorruption, describeKey(key) + ": the key does not parse");
      if (facts_.contains(parts->fact)) batch.remove(key);
      return {};
    });
  }

  /// Past versions that an erased event had cut: they say its day, so they are told as if it had not been.
  Status forgetPastCuts(NodeId subject, Batch& batch, WriteSet& writes) {
    const auto erased = [&](const std::optional<Cut>& cut) { return cut && facts_.contains(cut->event); };
    TENURE_ASSIGN(auto versions, base_.nodeVersions(subject));
    for (NodeVersion& version : versions) {
      if (!erased(version.cut) || version.believed.to == SystemInstant::plusInfinity()) continue;
      version.cut.reset();
      const std::string key = nodeHistoryKey(version.id, version.believed.to);
      batch.put(key, encodeNode(key, version, writes.tokens()));
    }
    TENURE_ASSIGN(const auto ids, factsEverOf(subject));
    for (const FactId id : ids) {
      if (facts_.contains(id)) continue;
      TENURE_ASSIGN(auto past, base_.factVersions(id));
      for (FactVersion& version : past) {
        if (erased(version.cut)) TENURE_TRY(forgetPastCut(version, batch, writes));
      }
    }
    return {};
  }

  /// A present version that is cut becomes a past one in this very commit, at its instant.
  Status forgetPastCut(FactVersion version, Batch& batch, WriteSet& writes) {
    version.cut.reset();
    if (version.believed.to == SystemInstant::plusInfinity()) version.believed.to = pending_.instant;
    const std::string key = factHistoryKey(version.id, version.believed.to);
    batch.put(key, encodeFact(key, version, writes.tokens()));
    TENURE_ASSIGN(const auto schema, base_.schemaAt(version.believed.from));
    const auto pieces = version.pieces(schema->type(version.type));
    if (pieces.empty()) return {};
    const std::uint32_t type = writes.tokens().intern(TokenKind::kType, version.type);
    for (const Side side : {Side::kSubject, Side::kObject}) {
      const NodeId end = side == Side::kSubject ? version.subject : version.object;
      const std::string past = adjacencyHistoryKey({end, side, type}, version.id, version.believed.to);
      batch.put(past, encodeSegment(past, entriesOf(version, pieces, side)));
    }
    return {};
  }

  Result<std::set<FactId>> factsEverOf(NodeId subject) {
    std::set<FactId> ids;
    const auto collect = [&](std::string_view key, std::string_view value) -> Status {
      std::vector<AdjacencyEntry> entries;
      TENURE_TRY(decodeSegment(key, value, entries));
      for (const AdjacencyEntry& entry : entries) ids.insert(entry.fact);
      return {};
    };
    TENURE_TRY(forEachKey(adjacencyPrefix(subject, Side::kSubject), collect));
    TENURE_TRY(forEachKey(adjacencyHistoryPrefix(subject, Side::kSubject), collect));
    return ids;
  }

  Result<EraseOutcome> write() {
    pending_ = core_.nextCommit(base_.last());
    WriteSet writes(base_, base_.schema(), pending_);
    CommitRow row = base_.last();
    row.commit = {pending_.instant, pending_.number, note_.who,    note_.why,
                  note_.where_from, nodes_.size(),   facts_.size()};
    for (const auto& [id, change] : staged_.nodeChanges()) {
      if (!nodes_.contains(id)) writes.change(change.before, change.after);
    }
    for (const auto& [id, change] : staged_.factChanges()) {
      if (facts_.contains(id)) continue;
      writes.change(change.before, change.after);
      const auto type = base_.typeId(change.after->type);
      if (type) lists_.insert({change.after->subject, Side::kSubject, type->value});
      if (type) lists_.insert({change.after->object, Side::kObject, type->value});
    }
    for (const FactId id : facts_) writes.leaveBlock(id);
    for (const NodeId id : nodes_) {
      TENURE_ASSIGN(const auto versions, base_.nodeVersions(id));
      for (const NodeVersion& version : versions) writes.forgetLabels(version);
    }
    TENURE_TRY(writes.finish(row, core_.store(), false));
    Batch batch;
    for (const auto& [key, value] : writes.puts()) batch.put(key, value);
    for (const std::string& key : writes.removes()) batch.remove(key);
    for (const NodeId id : nodes_) TENURE_TRY(removeNode(id, batch));
    for (const FactId id : facts_) TENURE_TRY(removeFact(id, batch));
    for (const ListKey& list : lists_) TENURE_TRY(rewriteList(list, pending_, batch));
    for (const NodeId subject : subjects_) TENURE_TRY(forgetPastCuts(subject, batch, writes));
    TENURE_TRY(forgetNodeCutsMadePast(batch, writes));
    putMarks(batch);
    TENURE_TRY(core_.store().commit(batch));
    const auto state = base_.state();
    core_.publish(state.tokens, state.schema, row);
    return EraseOutcome{pending_.instant, nodes_.size(), facts_.size(), {}};
  }

  /// The nodes whose present cut an erased event had made have just become past ones with that cut.
  Status forgetNodeCutsMadePast(Batch& batch, WriteSet& writes) {
    for (const auto& [id, change] : staged_.nodeChanges()) {
      if (nodes_.contains(id) || !change.before || !change.before->cut ||
          !facts_.contains(change.before->cut->event)) {
        continue;
      }
      NodeVersion past = *change.before;
      past.cut.reset();
      past.believed.to = pending_.instant;
      const std::string key = nodeHistoryKey(id, pending_.instant);
      batch.put(key, encodeNode(key, past, writes.tokens()));
    }
    return {};
  }

  void putMarks(Batch& batch) {
    std::uint32_t number = 0;
    const auto mark = [&](bool is_fact, std::uint64_t id) {
      const std::string key = markKey(pending_.instant, number++);
      batch.put(key, encodeMark(key, {pending_.instant, is_fact, id, note_.who, note_.why}));
    };
    for (const NodeId id : nodes_) mark(false, id.value);
    for (const FactId id : facts_) mark(true, id.value);
  }

  GraphCore& core_;
  GraphReader base_;
  const CommitNote& note_;
  StagedGraph staged_;
  PendingCommit pending_;
  std::set<NodeId> nodes_;
  std::set<FactId> facts_;
  std::set<ListKey> lists_;
  std::set<NodeId> subjects_;
};

}  // namespace

Result<EraseOutcome> eraseRecords(GraphCore& core, const EraseRequest& what, const CommitNote& note) {
  return Erasing(core, note).run(what);
}

}  // namespace tenure::storage
