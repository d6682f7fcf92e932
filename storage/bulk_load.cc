#include "storage/bulk_load.h"

#include <algorithm>

#include "storage/label_block.h"
#include "storage/load_settle.h"
#include "storage/loaded_graph.h"
#include "storage/property_index.h"
#include "storage/segment.h"
#include "storage/sorted_writer.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

/// The segments of new facts stand above those that the cuts of stored facts write in the same commit.
constexpr std::uint64_t kFirstChunk = 1U << (kChunkBits - 1);

/// Below so many nodes and facts a load is one part: more files would cost more than a second core saves.
constexpr std::size_t kPartsFrom = 1U << 14U;
/// Blocks and lists are in a part for so many facts each, in at most so many.
constexpr std::size_t kFactsAPart = 1U << 16U;
constexpr std::size_t kPartsMax = 8;

class FileBulkLoad final : public BulkLoad {
 public:
  FileBulkLoad(GraphCore& core, WriterTurn::Holder turn, CommitNote note)
      : core_(core),
        turn_(std::move(turn)),
        note_(std::move(note)),
        schema_(core.state()->schema),
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
    if (ruled)
      TENURE_TRY(settleLoad(
          loaded_, *schema_, [&] { return progress(0, total); }, notices_));

    const PendingCommit pending = core_.nextCommit(base.last());
    WriteSet writes(base, *schema_, pending);
    writes.tokens() = loaded_.tokens();
    for (const auto& [id, change] : loaded_.nodeChanges()) writes.change(change.before, change.after);
    for (const auto& [id, change] : loaded_.factChanges()) writes.change(change.before, change.after);
    const std::size_t first_of_blocks = joinStartedBlock(writes, pending);
    joinStartedLabelBlock(writes);
    const CommitRow row = commitRow(pending);
    TENURE_TRY(writes.finish(row, core_.store(), false));

    LoadProgress written(total, progress);
    TENURE_ASSIGN(auto load, core_.store().beginLoad());
    TENURE_TRY(writeParts(*load, partsOf(writes, pending, first_of_blocks), writes.puts(), written));
    if (!written.finish()) return Error(ErrorCode::kCancelled, "the load was stopped");
    TENURE_TRY(load->ingest());
    core_.publish(std::make_shared<const Tokens>(writes.tokens()), schema_, row);
    return pending.instant;
  }

  /// In the order of keys. They only read what they share: each name that they intern is known already.
  std::vector<LoadPart> partsOf(WriteSet& writes, const PendingCommit& pending, std::size_t first_of_blocks) {
    using Out = SortedWriter;
    std::vector<LoadPart> parts;
    parts.push_back({tableKey(Table::kNode), [=, this](Out& out) { return writeNodes(out, pending); }});
    parts.push_back({tableKey(Table::kFact), [=, this](Out& out) { return writeFacts(out, pending); }});
    parts.push_back({tableKey(Table::kExternalId), [&writes, this](Out& out) -> Status {
                       TENURE_TRY(writeIndexes(out));
                       return writePropertyIndex(out, writes.tokens());
                     }});
    addBlockParts(parts, pending, first_of_blocks);
    addListParts(parts, pending);
    parts.push_back({tableKey(Table::kLabelBlock), [this](Out& out) { return writeLabelBlocks(out); }});
    if (loaded_.newNodes() + loaded_.newFacts() >= kPartsFrom) return parts;
    return {{tableKey(Table::kNode), [parts = std::move(parts)](Out& out) -> Status {
               for (const LoadPart& part : parts) TENURE_TRY(part.write(out));
               return {};
             }}};
  }

  [[nodiscard]] std::size_t evenParts() const {
    return std::clamp<std::size_t>(loaded_.newFacts() / kFactsAPart, 1, kPartsMax);
  }

  void addBlockParts(std::vector<LoadPart>& parts, const PendingCommit& pending, std::size_t first) {
    const std::size_t blocks_each = loaded_.newFacts() / evenParts() / kBlockFacts + 1;
    const std::size_t facts_each = blocks_each * kBlockFacts;
    for (std::size_t begin = first; begin < loaded_.newFacts(); begin += facts_each) {
      const std::size_t end = std::min(begin + facts_each, loaded_.newFacts());
      parts.push_back({factBlockKey(loaded_.factId(begin)),
                       [=, this](SortedWriter& out) { return writeBlocks(out, pending, begin, end); }});
    }
  }

  /// Ranges of nodes with about as many facts each.
  void addListParts(std::vector<LoadPart>& parts, const PendingCommit& pending) {
    const FactsByNode& subjects = loaded_.at(Side::kSubject);
    const FactsByNode& objects = loaded_.at(Side::kObject);
    const auto factsIn = [](const FactsByNode& side, std::size_t range) {
      return range < side.ranges() ? side.factsIn(range) : 0;
    };
    const std::size_t ranges = std::max(subjects.ranges(), objects.ranges());
    const std::size_t enough = 2 * loaded_.newFacts() / evenParts() + 1;
    for (std::size_t begin = 0, end = 0; begin < ranges; begin = end) {
      for (std::size_t facts = 0; end < ranges && facts < enough; ++end)
        facts += factsIn(subjects, end) + factsIn(objects, end);
      parts.push_back({adjacencyPrefix(NodeId{begin * FactsByNode::kNodes}),
                       [=, this](SortedWriter& out) { return writeLists(out, pending, begin, end); }});
    }
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

  /// `first` begins a block.
  Status writeBlocks(SortedWriter& out, const PendingCommit& pending, std::size_t first, std::size_t last) {
    std::vector<PlainFact> facts;
    for (std::size_t i = first; i < last;) {
      facts.clear();
      const std::size_t end = std::min(i + kBlockFacts, last);
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
    const TextIndex& index = loaded_.externalIds();
    std::vector<std::pair<std::string_view, NodeId>> ids;
    ids.reserve(index.size());
    index.forEach([&](std::string_view id, NodeId node) { ids.emplace_back(id, node); });
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

  /// The block of nodes that the first new node belongs to may hold stored ones as well.
  [[nodiscard]] std::uint64_t startedLabelBlock() const { return labelBlockOf(loaded_.nodeId(0)); }

  void joinStartedLabelBlock(WriteSet& writes) const {
    for (std::uint32_t label = 0; label < loaded_.labels().size(); ++label) {
      const LoadedGraph::NodesOfLabel& blocks = loaded_.labels()[label];
      if (blocks.empty() || blocks.front().first != startedLabelBlock()) continue;
      blocks.front().second.forEach(blocks.front().first, [&](NodeId id) { writes.enterLabel(label, id); });
    }
  }

  Status writeLabelBlocks(SortedWriter& out) const {
    for (std::uint32_t label = 0; label < loaded_.labels().size(); ++label) {
      for (const auto& [number, nodes] : loaded_.labels()[label]) {
        if (number == startedLabelBlock()) continue;
        const std::string key = labelBlockKey(label, number);
        TENURE_TRY(out.add(key, encodeLabelBlock(key, {nodes, {}})));
      }
    }
    return {};
  }

  Status writePropertyIndex(SortedWriter& out, Tokens& tokens) {
    const auto indexed = schema_->indexedProperties();
    if (indexed.empty()) return {};
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < loaded_.newNodes(); ++i) {
      TENURE_ASSIGN(const auto node, loaded_.newNode(i));
      for (std::string& key : propertyIndexKeys(indexed, node, tokens)) keys.push_back(std::move(key));
    }
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys) TENURE_TRY(out.add(key, encodeText(key, {})));
    return {};
  }

  Status writeLists(SortedWriter& out, const PendingCommit& pending, std::size_t first_range,
                    std::size_t last_range) const {
    const std::uint64_t end = last_range * FactsByNode::kNodes;
    for (NodeId node{first_range * FactsByNode::kNodes}; node.value < end; ++node.value) {
      for (const Side side : {Side::kSubject, Side::kObject}) {
        for (auto facts = loaded_.at(side).of(node); !facts.empty();) {
          const std::uint32_t type = facts.front().type;
          const auto next = std::find_if(facts.begin(), facts.end(),
                                         [type](const PlacedFact& fact) { return fact.type != type; });
          const auto size = static_cast<std::size_t>(next - facts.begin());
          TENURE_TRY(writeList(out, {node, side, type}, facts.first(size), pending));
          facts = facts.subspan(size);
        }
      }
    }
    return {};
  }

  Status writeList(SortedWriter& out, const ListKey& list, std::span<const PlacedFact> facts,
                   const PendingCommit& pending) const {
    std::uint64_t number = pending.firstSegment() + kFirstChunk;
    const bool exact = std::all_of(facts.begin(), facts.end(),
                                   [this](const PlacedFact& fact) { return loaded_.isExact(fact); });
    for (; !facts.empty(); facts = facts.subspan(std::min(kSegmentEntriesMax, facts.size()))) {
      const auto some = facts.first(std::min(kSegmentEntriesMax, facts.size()));
      const std::string key = adjacencyKey(list, number++);
      TENURE_TRY(out.add(key, exact ? packDays(key, some, pending) : packAny(key, some, pending)));
    }
    return {};
  }

  [[nodiscard]] std::string packDays(const std::string& key, std::span<const PlacedFact> facts,
                                     const PendingCommit& pending) const {
    std::vector<DayEntry> entries(facts.size());
    std::transform(facts.begin(), facts.end(), entries.begin(), [this](const PlacedFact& fact) {
      return DayEntry{loaded_.factId(fact.number), {fact.other}, {fact.start, fact.length}, fact.status};
    });
    return encodeSegment(key, entries, pending.instant);
  }

  [[nodiscard]] std::string packAny(const std::string& key, std::span<const PlacedFact> facts,
                                    const PendingCommit& pending) const {
    std::vector<AdjacencyEntry> entries(facts.size());
    std::transform(facts.begin(), facts.end(), entries.begin(), [&](const PlacedFact& fact) {
      return AdjacencyEntry{loaded_.factId(fact.number),
                            {fact.other},
                            loaded_.period(fact),
                            fact.status,
                            false,
                            pending.instant};
    });
    return encodeSegment(key, entries);
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
