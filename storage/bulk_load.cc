#include "storage/bulk_load.h"

#include <algorithm>
#include <thread>

#include "storage/load_settle.h"
#include "storage/loaded_graph.h"
#include "storage/sorted_writer.h"
#include "storage/unique_keys.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

/// The segments of new facts stand above those that the cuts of stored facts write in the same commit.
constexpr std::uint64_t kFirstChunk = 1U << (kChunkBits - 1);

/// Segments in key order.
struct Packed {
  RecordArena keys;
  RecordArena values;
};

/// Waits for a thread on every way out.
class Joined {
 public:
  explicit Joined(std::thread& thread) : thread_(thread) {}
  ~Joined() {
    if (thread_.joinable()) thread_.join();
  }
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;

 private:
  std::thread& thread_;
};

class FileBulkLoad final : public BulkLoad {
 public:
  FileBulkLoad(GraphCore& core, WriterTurn::Holder turn, CommitNote note)
      : core_(core),
        turn_(std::move(turn)),
        note_(std::move(note)),
        schema_(core.state().schema),
        loaded_(core.reader(), *schema_) {}

  Result<NodeId> addNode(const NodeDraft& draft) override {
    TENURE_TRY(open());
    return loaded_.add(draft);
  }
  Result<FactId> addFact(const FactDraft& draft) override {
    TENURE_TRY(open());
    return loaded_.add(draft);
  }
  Result<std::optional<NodeId>> byExternalId(std::string_view id) override {
    TENURE_TRY(open());
    return loaded_.byExternalId(id);
  }
  const Notices& notices() const override { return notices_; }
  void readFrom(std::string_view file, std::uint64_t line) override { loaded_.readFrom(file, line); }
  Result<SystemInstant> finish(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) override {
    TENURE_TRY(open());
    done_ = true;
    auto outcome = write(progress);
    turn_.giveBack();
    return outcome;
  }

 private:
  Status open() const {
    if (!done_) return {};
    return Error(ErrorCode::kInvalidArgument, "this load is over; begin another one");
  }

  Result<SystemInstant> write(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
    const GraphReader& base = loaded_.base();
    if (loaded_.newNodes() == 0 && loaded_.newFacts() == 0) return base.last().commit.instant;
    const bool ruled = !(*schema_ == Schema{});
    loaded_.index();
    // Records, index entries, some lists a node, blocks of facts: near enough for a bar.
    const std::uint64_t total = loaded_.newNodes() * 5 + loaded_.newFacts() / kBlockFacts;
    if (ruled) TENURE_TRY(settleLoad(loaded_, *schema_, [&] { return progress(0, total); }, notices_));

    const PendingCommit pending = core_.nextCommit(base.last());
    WriteSet writes(base, *schema_, pending);
    writes.tokens() = loaded_.tokens();
    for (const auto& [id, change] : loaded_.nodeChanges()) writes.change(change.before, change.after);
    for (const auto& [id, change] : loaded_.factChanges()) writes.change(change.before, change.after);
    const std::size_t first_of_blocks = joinStartedBlock(writes, pending);
    const CommitRow row = commitRow(pending);
    TENURE_TRY(writes.finish(row, core_.store(), false));

    // The lists are packed on another core while records and blocks are written.
    Packed lists;
    std::thread packing([&] { packAdjacency(pending, lists); });
    const Joined joined(packing);
    TENURE_ASSIGN(auto load, core_.store().beginLoad());
    SortedWriter out(*load, writes.puts(), total, progress);
    TENURE_TRY(writeNodes(out, pending));
    TENURE_TRY(writeFacts(out, pending));
    TENURE_TRY(writeIndexes(out));
    TENURE_TRY(writeUniqueKeys(out, writes.tokens()));
    TENURE_TRY(writeBlocks(out, pending, first_of_blocks));
    packing.join();
    for (std::size_t i = 0; i < lists.keys.size(); ++i) TENURE_TRY(out.add(lists.keys[i], lists.values[i]));
    TENURE_TRY(out.finish());
    TENURE_TRY(load->ingest());
    core_.publish(std::make_shared<const Tokens>(writes.tokens()), schema_, row);
    return pending.instant;
  }

  [[nodiscard]] CommitRow commitRow(const PendingCommit& pending) const {
    CommitRow row = loaded_.base().last();
    row.next_node = loaded_.nodeId(loaded_.newNodes());
    row.next_fact = loaded_.factId(loaded_.newFacts());
    row.lifespans = row.lifespans || loaded_.lifespans();
    row.commit = {pending.instant,
                  pending.number,
                  note_.who,
                  note_.why,
                  note_.where_from,
                  loaded_.newNodes() + loaded_.nodeChanges().size(),
                  loaded_.newFacts() + loaded_.factChanges().size()};
    return row;
  }

  Status writeNodes(SortedWriter& out, const PendingCommit& pending) {
    for (std::size_t i = 0; i < loaded_.newNodes(); ++i) {
      const std::string key = nodeKey(loaded_.nodeId(i));
      std::string value;
      if (loaded_.isCut(loaded_.nodeId(i))) {
        TENURE_ASSIGN(auto node, loaded_.newNode(i));
        node.believed = {pending.instant};
        value = encodeNode(key, node, loaded_.tokens());
      } else {
        value = loaded_.nodeBody(i);
        completeRecord(key, pending.instant, value);
      }
      TENURE_TRY(out.add(key, value));
    }
    return {};
  }

  /// The first ids may belong to a block that holds facts already: it is written anew with the plain ones
  /// among them. Gives the first new fact of a block that begins with this load.
  std::size_t joinStartedBlock(WriteSet& writes, const PendingCommit& pending) const {
    const FactId first = loaded_.factId(0);
    if (blockOf(first) == first) return 0;
    const std::uint64_t left = blockOf(first).value + kBlockFacts - first.value;
    const std::size_t end = static_cast<std::size_t>(std::min<std::uint64_t>(left, loaded_.newFacts()));
    for (std::size_t i = 0; i < end; ++i) {
      if (const auto plain = loaded_.plainFact(i, pending.instant)) writes.joinBlock(*plain);
    }
    return end;
  }

  Status writeBlocks(SortedWriter& out, const PendingCommit& pending, std::size_t first) {
    std::vector<PlainFact> facts;
    for (std::size_t i = first; i < loaded_.newFacts();) {
      facts.clear();
      const std::size_t end = std::min(i + kBlockFacts, loaded_.newFacts());
      const std::string key = factBlockKey(loaded_.factId(i));
      for (; i < end; ++i) {
        if (const auto plain = loaded_.plainFact(i, pending.instant)) facts.push_back(*plain);
      }
      if (!facts.empty()) TENURE_TRY(out.add(key, encodeFactBlock(key, facts)));
    }
    return {};
  }

  /// The facts that are not kept in blocks.
  Status writeFacts(SortedWriter& out, const PendingCommit& pending) {
    std::string value;
    for (std::size_t i = 0; i < loaded_.newFacts(); ++i) {
      if (loaded_.isInBlock(i)) continue;
      const std::string key = factKey(loaded_.factId(i));
      if (loaded_.isCut(loaded_.factId(i))) {
        TENURE_ASSIGN(auto fact, loaded_.newFact(i));
        fact.believed = {pending.instant};
        value = encodeFact(key, fact, loaded_.tokens());
      } else {
        value = loaded_.factBody(i);
        completeRecord(key, pending.instant, value);
      }
      TENURE_TRY(out.add(key, value));
    }
    return {};
  }

  Status writeIndexes(SortedWriter& out) {
    std::vector<std::pair<std::string_view, NodeId>> ids(loaded_.externalIds().begin(),
                                                         loaded_.externalIds().end());
    std::sort(ids.begin(), ids.end());
    for (const auto& [id, node] : ids) {
      const std::string key = externalIdKey(id, node);
      TENURE_TRY(out.add(key, encodeText(key, {})));
    }
    auto& names = loaded_.names();
    std::sort(names.begin(), names.end());
    for (const auto& [name, node] : names) {
      const std::string key = nameKey(name, node);
      TENURE_TRY(out.add(key, encodeText(key, {})));
    }
    return {};
  }

  Status writeUniqueKeys(SortedWriter& out, Tokens& tokens) {
    if (schema_->uniqueKeys().empty()) return {};
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < loaded_.newNodes(); ++i) {
      TENURE_ASSIGN(const auto node, loaded_.newNode(i));
      for (std::string& key : uniqueIndexKeys(*schema_, node, tokens)) keys.push_back(std::move(key));
    }
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys) TENURE_TRY(out.add(key, encodeText(key, {})));
    return {};
  }

  void packAdjacency(const PendingCommit& pending, Packed& out) const {
    std::vector<AdjacencyEntry> entries;
    const std::uint64_t nodes_end = loaded_.nodeId(loaded_.newNodes()).value;
    for (NodeId node{1}; node.value < nodes_end; ++node.value) {
      for (const Side side : {Side::kSubject, Side::kObject}) {
        const auto facts = loaded_.at(node, side);
        for (std::size_t i = 0; i < facts.size();) {
          const std::uint32_t type = loaded_.edge(facts[i]).type;
          entries.clear();
          for (; i < facts.size() && loaded_.edge(facts[i]).type == type; ++i) {
            const LoadedFact& edge = loaded_.edge(facts[i]);
            entries.push_back({loaded_.factId(facts[i]),
                               NodeId{side == Side::kSubject ? edge.object : edge.subject}, edge.period(),
                               edge.status, false, pending.instant});
          }
          packList({node, side, type}, entries, pending, out);
        }
      }
    }
  }

  static void packList(const ListKey& list, std::span<const AdjacencyEntry> entries,
                       const PendingCommit& pending, Packed& out) {
    std::uint64_t number = pending.firstSegment() + kFirstChunk;
    for (std::size_t at = 0; at < entries.size(); at += kSegmentEntriesMax) {
      const std::string key = adjacencyKey(list, number++);
      out.keys.open() += key;
      out.keys.close();
      out.values.open() +=
          encodeSegment(key, entries.subspan(at, std::min(kSegmentEntriesMax, entries.size() - at)));
      out.values.close();
    }
  }

  GraphCore& core_;
  WriterTurn::Holder turn_;
  CommitNote note_;
  std::shared_ptr<const Schema> schema_;
  LoadedGraph loaded_;
  Notices notices_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<BulkLoad> makeBulkLoad(GraphCore& core, WriterTurn::Holder turn, CommitNote note) {
  return std::make_unique<FileBulkLoad>(core, std::move(turn), std::move(note));
}

}  // namespace tenure::storage
