#include "storage/stored_facts.h"

#include <algorithm>

#include "storage/keys.h"
#include "storage/records.h"

namespace tenure::storage {
namespace {

using Found = std::vector<std::optional<FactVersion>>;

/// Fills in what stands in blocks.
Status findInBlocks(OrderedStore& store, const Snapshot* snapshot, const Tokens& tokens,
                    std::span<const FactId> ids, Found& found) {
  std::vector<FactId> blocks;
  blocks.reserve(ids.size());
  for (const FactId id : ids) {
    if (blocks.empty() || blocks.back() != blockOf(id)) blocks.push_back(blockOf(id));
  }
  std::sort(blocks.begin(), blocks.end());
  blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
  std::vector<std::string> keys;
  keys.reserve(blocks.size());
  for (const FactId block : blocks) keys.push_back(factBlockKey(block));
  TENURE_ASSIGN(const auto values, store.getMany(keys, snapshot));
  // The places asked for, block by block, so that each is decoded once.
  std::vector<std::size_t> order(ids.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (!std::is_sorted(ids.begin(), ids.end())) {
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
  }
  std::size_t next = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    std::vector<PlainFact> facts;
    if (values[b]) {
      TENURE_ASSIGN(facts, decodeFactBlock(keys[b], *values[b], tokens));
    }
    for (; next < order.size() && blockOf(ids[order[next]]) == blocks[b]; ++next) {
      const FactId id = ids[order[next]];
      const auto one = std::lower_bound(facts.begin(), facts.end(), id,
                                        [](const PlainFact& fact, FactId i) { return fact.id < i; });
      if (one != facts.end() && one->id == id) found[order[next]] = factOf(*one, tokens);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::optional<FactVersion>>> presentFacts(OrderedStore& store, const Snapshot* snapshot,
                                                             const Tokens& tokens,
                                                             std::span<const FactId> ids) {
  Found found(ids.size());
  TENURE_TRY(findInBlocks(store, snapshot, tokens, ids, found));
  std::vector<std::string> keys;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (found[i]) continue;
    keys.push_back(factKey(ids[i]));
    places.push_back(i);
  }
  if (keys.empty()) return found;
  TENURE_ASSIGN(const auto values, store.getMany(keys, snapshot));
  for (std::size_t k = 0; k < keys.size(); ++k) {
    if (!values[k]) continue;
    TENURE_ASSIGN(found[places[k]], decodeFact(keys[k], *values[k], tokens));
  }
  return found;
}

Result<std::optional<FactVersion>> presentFact(OrderedStore& store, const Snapshot* snapshot,
                                               const Tokens& tokens, FactId id) {
  const std::string block_key = factBlockKey(blockOf(id));
  TENURE_ASSIGN(const auto block, store.get(block_key, snapshot));
  if (block) {
    TENURE_ASSIGN(const auto plain, findInBlock(block_key, *block, id, tokens));
    if (plain) return std::optional(factOf(*plain, tokens));
  }
  const std::string key = factKey(id);
  TENURE_ASSIGN(const auto value, store.get(key, snapshot));
  if (!value) return std::optional<FactVersion>();
  TENURE_ASSIGN(auto fact, decodeFact(key, *value, tokens));
  return std::optional(std::move(fact));
}

PresentFactCursor::PresentFactCursor(OrderedStore& store, const Snapshot* snapshot, const Tokens& tokens)
    : tokens_(tokens),
      records_(store.scan(KeyRange::withPrefix(tableKey(Table::kFact)), snapshot, true)),
      blocks_(store.scan(KeyRange::withPrefix(tableKey(Table::kFactBlock)), snapshot, true)) {}

Status PresentFactCursor::seekToFirst() {
  records_->seekToFirst();
  blocks_->seekToFirst();
  TENURE_TRY(readBlocks());
  return settle();
}

Status PresentFactCursor::next() {
  if (!in_block_) {
    records_->next();
  } else if (++at_ == block_.size()) {
    blocks_->next();
    TENURE_TRY(readBlocks());
  }
  return settle();
}

/// Goes to the first block from here on that has facts.
Status PresentFactCursor::readBlocks() {
  at_ = 0;
  block_.clear();
  for (; blocks_->valid(); blocks_->next()) {
    TENURE_ASSIGN(block_, decodeFactBlock(blocks_->key(), blocks_->value(), tokens_));
    if (!block_.empty()) return {};
  }
  return blocks_->status();
}

/// The lesser id of the two tables is the next.
Status PresentFactCursor::settle() {
  id_.reset();
  in_block_ = at_ < block_.size();
  if (in_block_) id_ = block_[at_].id;
  if (!records_->valid()) return records_->status();
  const auto key = parseVersionKey(records_->key());
  if (!key) return Error(ErrorCode::kCorruption, describeKey(records_->key()) + ": the key does not parse");
  if (id_ && id_->value == key->id) {
    return Error(ErrorCode::kCorruption, describeKey(records_->key()) + " stands in a block as well");
  }
  if (id_ && id_->value < key->id) return {};
  id_ = FactId{key->id};
  in_block_ = false;
  return {};
}

Result<FactVersion> PresentFactCursor::version() const {
  if (in_block_) return factOf(block_[at_], tokens_);
  return decodeFact(records_->key(), records_->value(), tokens_);
}

}  // namespace tenure::storage
