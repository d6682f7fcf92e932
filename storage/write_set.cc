#include "storage/write_set.h"

#include <algorithm>

#include "storage/property_index.h"
#include "storage/sealed.h"

namespace tenure::storage {
namespace {

/// A list is looked at for folding by one commit in so many that write to it, so that a list has some thirty
/// segments at most without any count being kept, across restarts as well.
constexpr std::uint64_t kFoldOneIn = 16;
constexpr std::size_t kFoldFrom = 16;  ///< segments from which a list is folded

bool looksAt(const ListKey& list, std::uint64_t commit) {
  std::uint64_t x = list.node.value * 0x9E3779B97F4A7C15ULL + list.type * 0xC2B2AE3D27D4EB4FULL + commit +
                    static_cast<std::uint64_t>(list.side);
  x ^= x >> 32U;
  x *= 0xD6E8FEB86659FD93ULL;
  x ^= x >> 32U;
  return x % kFoldOneIn == 0;
}

}  // namespace

std::vector<std::string> indexKeys(const Schema& schema, const NodeVersion& node, Tokens& tokens) {
  std::vector<std::string> keys = propertyIndexKeys(schema, node, tokens);
  if (!node.external_id.empty()) keys.push_back(externalIdKey(node.external_id, node.id));
  for (const std::string& name : foldedNames(node)) keys.push_back(nameKey(name, node.id));
  return keys;
}

bool hasLifespan(const NodeVersion& node) { return !node.lifespan.isTimeless() || node.cut.has_value(); }

void putTokens(const Tokens& before, const Tokens& now,
               const std::function<void(std::string key, std::string value)>& put) {
  for (const auto kind : {TokenKind::kLabel, TokenKind::kType, TokenKind::kKey}) {
    for (std::uint32_t token = before.count(kind) + 1; token <= now.count(kind); ++token) {
      std::string key = tokenKey(kind, token);
      std::string value = encodeText(key, *now.name(kind, token));
      put(std::move(key), std::move(value));
    }
  }
}

void WriteSet::putEmpty(std::string key) {
  std::string value = encodeText(key, {});
  put(std::move(key), std::move(value));
}

void WriteSet::enterLabel(std::uint32_t label, NodeId id) {
  labelChange(label, id).entered.set(id);
  ++label_deltas_[label];
}

void WriteSet::forgetLabels(const NodeVersion& version) {
  labelChange(kAnyLabel, version.id).forgotten.set(version.id);
  for (const std::string& label : version.labels) {
    labelChange(tokens_.intern(TokenKind::kLabel, label), version.id).forgotten.set(version.id);
  }
}

void WriteSet::changeLabels(const std::optional<NodeVersion>& before,
                            const std::optional<NodeVersion>& after) {
  static const std::vector<std::string> none;
  const std::vector<std::string>& old_labels = before ? before->labels : none;
  const std::vector<std::string>& new_labels = after ? after->labels : none;
  const NodeId id = before ? before->id : after->id;
  const auto leave = [&](std::uint32_t token) {
    labelChange(token, id).left.set(id);
    --label_deltas_[token];
  };
  if (!before) enterLabel(kAnyLabel, id);
  if (!after) leave(kAnyLabel);
  for (const std::string& label : old_labels) {
    if (!std::binary_search(new_labels.begin(), new_labels.end(), label))
      leave(tokens_.intern(TokenKind::kLabel, label));
  }
  for (const std::string& label : new_labels) {
    if (std::binary_search(old_labels.begin(), old_labels.end(), label)) continue;
    enterLabel(tokens_.intern(TokenKind::kLabel, label), id);
  }
}

void WriteSet::change(const std::optional<NodeVersion>& before, std::optional<NodeVersion> after) {
  changeLabels(before, after);
  if (before) {
    NodeVersion past = *before;
    past.believed.to = commit_.instant;
    std::string key = nodeHistoryKey(past.id, commit_.instant);
    std::string value = encodeNode(key, past, tokens_);
    put(std::move(key), std::move(value));
    if (!after) remove(nodeKey(past.id));
    if (!after) lifespan_changes_.emplace_back(past.id, std::nullopt);
  }
  if (!after) return;
  lifespan_changes_.emplace_back(after->id,
                                 hasLifespan(*after) ? std::optional(after->effective()) : std::nullopt);
  after->believed = {commit_.instant};
  std::string key = nodeKey(after->id);
  std::string value = encodeNode(key, *after, tokens_);
  put(std::move(key), std::move(value));
  std::vector<std::string> known;
  if (before) known = indexKeys(schema_, *before, tokens_);
  for (std::string& index : indexKeys(schema_, *after, tokens_)) {
    if (std::find(known.begin(), known.end(), index) == known.end()) putEmpty(std::move(index));
  }
}

void WriteSet::addEntries(const FactVersion& fact, const std::vector<Period>& pieces) {
  const std::uint32_t type = tokens_.intern(TokenKind::kType, fact.type);
  for (const Side side : {Side::kSubject, Side::kObject}) {
    auto& list = lists_[{side == Side::kSubject ? fact.subject : fact.object, side, type}];
    for (AdjacencyEntry& entry : entriesOf(fact, pieces, side)) list.push_back(entry);
  }
}

void WriteSet::addGone(const FactVersion& fact) {
  const std::uint32_t type = tokens_.intern(TokenKind::kType, fact.type);
  lists_[{fact.subject, Side::kSubject, type}].push_back(goneEntry(fact.id, commit_.instant));
  lists_[{fact.object, Side::kObject, type}].push_back(goneEntry(fact.id, commit_.instant));
}

void WriteSet::keepPast(const FactVersion& before) {
  FactVersion past = before;
  past.believed.to = commit_.instant;
  std::string key = factHistoryKey(past.id, commit_.instant);
  std::string value = encodeFact(key, past, tokens_);
  put(std::move(key), std::move(value));
  const auto pieces = past.pieces(base_.schema().type(past.type));
  if (pieces.empty()) return;
  const std::uint32_t type = tokens_.intern(TokenKind::kType, past.type);
  for (const Side side : {Side::kSubject, Side::kObject}) {
    const ListKey list{side == Side::kSubject ? past.subject : past.object, side, type};
    std::string past_key = adjacencyHistoryKey(list, past.id, commit_.instant);
    std::string entries = encodeSegment(past_key, entriesOf(past, pieces, side));
    put(std::move(past_key), std::move(entries));
  }
}

void WriteSet::change(const std::optional<FactVersion>& before, std::optional<FactVersion> after) {
  if (before) {
    keepPast(*before);
    leaveBlock(before->id);
  }
  if (!after) {
    if (!before) return;
    remove(factKey(before->id));
    addGone(*before);
    return;
  }
  after->believed = {commit_.instant};
  std::string key = factKey(after->id);
  std::string value = encodeFact(key, *after, tokens_);
  put(std::move(key), std::move(value));
  addEntries(*after, after->pieces(schema_.type(after->type)));
}

void WriteSet::setSchema(const Schema& schema) {
  std::string key = schemaKey(commit_.instant);
  std::string value = encodeSchema(key, schema);
  put(std::move(key), std::move(value));
}

Status WriteSet::writeBlocks(OrderedStore& store) {
  std::vector<std::string> keys;
  for (const auto& [first, change] : blocks_) keys.push_back(factBlockKey(first));
  TENURE_ASSIGN(const auto stored, store.getMany(keys, base_.state().snapshot.get()));
  std::size_t i = 0;
  for (auto& [first, change] : blocks_) {
    std::string& key = keys[i];
    const std::optional<std::string>& value = stored[i++];
    std::vector<PlainFact> facts;
    if (value) {
      TENURE_ASSIGN(facts, decodeFactBlock(key, *value, tokens_));
    }
    const auto left = std::erase_if(
        facts, [&leaving = change.leaving](const PlainFact& fact) { return leaving.contains(fact.id); });
    if (left == 0 && change.joining.empty()) continue;
    facts.insert(facts.end(), change.joining.begin(), change.joining.end());
    std::string block = encodeFactBlock(key, facts);
    put(std::move(key), std::move(block));
  }
  blocks_.clear();
  return {};
}

Status WriteSet::writeLabelBlocks(OrderedStore& store) {
  std::vector<std::string> keys;
  keys.reserve(labels_.size());
  for (const auto& [which, change] : labels_) keys.push_back(labelBlockKey(which.first, which.second));
  TENURE_ASSIGN(const auto stored, store.getMany(keys, base_.state().snapshot.get()));
  std::size_t i = 0;
  for (const auto& [which, change] : labels_) {
    std::string& key = keys[i];
    const std::optional<std::string>& value = stored[i++];
    LabelBlock block;
    if (value) {
      TENURE_ASSIGN(block, decodeLabelBlock(key, *value));
    }
    block.now.add(change.entered);
    block.now.remove(change.left);
    block.before.add(change.left);
    block.now.remove(change.forgotten);
    block.before.remove(change.forgotten);
    if (!block.empty()) {
      std::string bytes = encodeLabelBlock(key, block);
      put(std::move(key), std::move(bytes));
    } else if (value) {
      remove(std::move(key));
    }
  }
  labels_.clear();
  return {};
}

Status WriteSet::fold(const ListKey& list, std::vector<AdjacencyEntry>& entries, OrderedStore& store) {
  std::vector<StoredSegment> stored;
  TENURE_TRY(forEachList(store, base_.state().snapshot.get(), adjacencyPrefix(list), false,
                         [&](const ListKey&, std::vector<StoredSegment>& segments) -> Status {
                           stored = std::move(segments);
                           return {};
                         }));
  if (stored.size() < kFoldFrom) return {};
  std::vector<std::size_t> sizes;
  sizes.reserve(stored.size());
  for (const StoredSegment& segment : stored) sizes.push_back(segment.entries.size());
  std::size_t taken = segmentsToFold(sizes, entries.size());
  // Chunks of one commit stay together: they do not mask each other.
  while (taken > 0 && taken < stored.size() &&
         stored[stored.size() - taken].number >> kChunkBits ==
             stored[stored.size() - taken - 1].number >> kChunkBits) {
    --taken;
  }
  if (taken == 0) return {};
  const bool whole = taken == stored.size();
  stored.erase(stored.begin(), stored.end() - static_cast<std::ptrdiff_t>(taken));
  for (const StoredSegment& segment : stored) remove(adjacencyKey(list, segment.number));
  stored.push_back({commit_.firstSegment(), std::move(entries)});
  entries = merged(std::move(stored), whole ? Keep::kBelieved : Keep::kAll);
  return {};
}

Status WriteSet::finish(CommitRow row, OrderedStore& store, bool fold_lists) {
  list_changes_ = lists_;
  for (auto& [list, entries] : lists_) {
    if (fold_lists && looksAt(list, commit_.number)) TENURE_TRY(fold(list, entries, store));
    putSegments(list, commit_.firstSegment(), std::move(entries),
                [this](std::string key, std::string value) { put(std::move(key), std::move(value)); });
  }
  lists_.clear();
  TENURE_TRY(writeBlocks(store));
  TENURE_TRY(writeLabelBlocks(store));
  putTokens(base_.tokens(), tokens_,
            [this](std::string key, std::string value) { put(std::move(key), std::move(value)); });
  row.commit.instant = commit_.instant;
  row.commit.number = commit_.number;
  std::string key = commitKey(commit_.instant);
  std::string value = encodeCommit(key, row);
  put(std::move(key), std::move(value));
  return {};
}

}  // namespace tenure::storage
