#include "storage/graph_reader.h"

#include <algorithm>
#include <set>

#include "schema/names.h"
#include "storage/adjacency.h"
#include "storage/adjacency_cache.h"
#include "storage/label_block.h"
#include "storage/sealed.h"
#include "storage/stored_facts.h"

namespace tenure::storage {
namespace {

Error strayKey(std::string_view key) {
  return {ErrorCode::kCorruption, describeKey(key) + ": the key does not parse"};
}

/// Walks the present nodes by id, as PresentFactCursor does the facts.
class PresentNodeCursor {
 public:
  PresentNodeCursor(OrderedStore& store, const Snapshot* snapshot, const Tokens& tokens)
      : tokens_(tokens), records_(store.scan(KeyRange::withPrefix(tableKey(Table::kNode)), snapshot, true)) {}

  Status seekToFirst() {
    records_->seekToFirst();
    return settle();
  }
  Status next() {
    records_->next();
    return settle();
  }
  [[nodiscard]] bool valid() const { return records_->valid(); }
  [[nodiscard]] std::uint64_t id() const { return id_; }
  [[nodiscard]] Result<NodeVersion> version() const {
    return decodeNode(records_->key(), records_->value(), tokens_);
  }

 private:
  Status settle() {
    if (!records_->valid()) return records_->status();
    const auto key = parseVersionKey(records_->key());
    if (!key) return strayKey(records_->key());
    id_ = key->id;
    return {};
  }

  const Tokens& tokens_;
  std::unique_ptr<Cursor> records_;
  std::uint64_t id_ = 0;
};

// What differs between the tables of nodes and of facts.
struct NodeTable {
  using Version = NodeVersion;
  using Id = NodeId;
  using PresentCursor = PresentNodeCursor;
  static constexpr Table kPast = Table::kNodeHistory;
  static std::string pastKey(Id id, SystemInstant to) { return nodeHistoryKey(id, to); }
  static std::string pastPrefix(Id id) { return nodeHistoryPrefix(id); }
  static Result<Version> decode(std::string_view key, std::string_view value, const Tokens& tokens) {
    return decodeNode(key, value, tokens);
  }
  static Result<std::vector<std::optional<Version>>> present(OrderedStore& store, const StoreState& state,
                                                             std::span<const Id> ids) {
    std::vector<std::string> keys;
    keys.reserve(ids.size());
    for (const Id id : ids) keys.push_back(nodeKey(id));
    TENURE_ASSIGN(const auto values, store.getMany(keys, state.snapshot.get()));
    std::vector<std::optional<Version>> found(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!values[i]) continue;
      TENURE_ASSIGN(found[i], decode(keys[i], *values[i], *state.tokens));
    }
    return found;
  }
  static Result<std::optional<Version>> present(OrderedStore& store, const StoreState& state, Id id) {
    const std::string key = nodeKey(id);
    TENURE_ASSIGN(const auto value, store.get(key, state.snapshot.get()));
    if (!value) return std::optional<Version>();
    TENURE_ASSIGN(auto version, decode(key, *value, *state.tokens));
    return std::optional(std::move(version));
  }
};
struct FactTable {
  using Version = FactVersion;
  using Id = FactId;
  using PresentCursor = PresentFactCursor;
  static constexpr Table kPast = Table::kFactHistory;
  static std::string pastKey(Id id, SystemInstant to) { return factHistoryKey(id, to); }
  static std::string pastPrefix(Id id) { return factHistoryPrefix(id); }
  static Result<Version> decode(std::string_view key, std::string_view value, const Tokens& tokens) {
    return decodeFact(key, value, tokens);
  }
  static Result<std::vector<std::optional<Version>>> present(OrderedStore& store, const StoreState& state,
                                                             std::span<const Id> ids) {
    return presentFacts(store, state.snapshot.get(), *state.tokens, ids);
  }
  static Result<std::optional<Version>> present(OrderedStore& store, const StoreState& state, Id id) {
    return presentFact(store, state.snapshot.get(), *state.tokens, id);
  }
};

/// The past version of `id` believed at `system`, or nullopt: the first that ended after it, if it had begun.
template <class T>
Result<std::optional<typename T::Version>> pastVersion(OrderedStore& store, const StoreState& state,
                                                       typename T::Id id, SystemInstant system) {
  const auto cursor = store.scan(KeyRange::withPrefix(T::pastPrefix(id)), state.snapshot.get());
  if (system == SystemInstant::plusInfinity()) return std::optional<typename T::Version>();
  cursor->seek(T::pastKey(id, SystemInstant::fromMicros(system.micros() + 1)));
  TENURE_TRY(cursor->status());
  if (!cursor->valid()) return std::optional<typename T::Version>();
  TENURE_ASSIGN(auto version, T::decode(cursor->key(), cursor->value(), *state.tokens));
  if (system < version.believed.from) return std::optional<typename T::Version>();
  return std::optional(std::move(version));
}

/// `present` is the version of `id` that is believed now.
template <class T>
Result<std::optional<typename T::Version>> atSystem(OrderedStore& store, const StoreState& state,
                                                    typename T::Id id,
                                                    std::optional<typename T::Version> present,
                                                    SystemTime system) {
  if (!system || (present && present->believed.from <= *system)) return present;
  return pastVersion<T>(store, state, id, *system);
}

template <class T>
Result<std::optional<typename T::Version>> one(OrderedStore& store, const StoreState& state,
                                               typename T::Id id, SystemTime system) {
  TENURE_ASSIGN(auto present, T::present(store, state, id));
  return atSystem<T>(store, state, id, std::move(present), system);
}

template <class T>
Result<std::vector<std::optional<typename T::Version>>> many(OrderedStore& store, const StoreState& state,
                                                             std::span<const typename T::Id> ids,
                                                             SystemTime system) {
  TENURE_ASSIGN(auto versions, T::present(store, state, ids));
  if (!system) return versions;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    TENURE_ASSIGN(versions[i], atSystem<T>(store, state, ids[i], std::move(versions[i]), system));
  }
  return versions;
}

template <class T>
Result<std::vector<typename T::Version>> versionsOf(OrderedStore& store, const StoreState& state,
                                                    typename T::Id id) {
  std::vector<typename T::Version> out;
  const auto cursor = store.scan(KeyRange::withPrefix(T::pastPrefix(id)), state.snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    TENURE_ASSIGN(auto version, T::decode(cursor->key(), cursor->value(), *state.tokens));
    out.push_back(std::move(version));
  }
  TENURE_TRY(cursor->status());
  TENURE_ASSIGN(auto present, one<T>(store, state, id, std::nullopt));
  if (present) out.push_back(std::move(*present));
  return out;
}

/// Calls `visit` with every version, present and past merged by id; `visit` of the present comes last of its
/// id.
template <class T>
Status everyVersion(OrderedStore& store, const StoreState& state,
                    const std::function<Status(const typename T::Version&)>& visit) {
  const auto past = store.scan(KeyRange::withPrefix(tableKey(T::kPast)), state.snapshot.get(), true);
  typename T::PresentCursor present(store, state.snapshot.get(), *state.tokens);
  past->seekToFirst();
  TENURE_TRY(present.seekToFirst());
  while (past->valid() || present.valid()) {
    const auto past_key = past->valid() ? parseVersionKey(past->key()) : VersionKey{~std::uint64_t{0}};
    if (!past_key) return strayKey(past->key());
    if (past->valid() && (!present.valid() || past_key->id <= present.id())) {
      TENURE_ASSIGN(const auto version, T::decode(past->key(), past->value(), *state.tokens));
      TENURE_TRY(visit(version));
      past->next();
    } else {
      TENURE_ASSIGN(const auto version, present.version());
      TENURE_TRY(visit(version));
      TENURE_TRY(present.next());
    }
  }
  return past->status();
}

template <class T>
Status everyBelieved(OrderedStore& store, const StoreState& state, SystemTime system,
                     const std::function<Status(const typename T::Version&)>& visit) {
  if (system) {
    return everyVersion<T>(store, state, [&](const auto& version) -> Status {
      return version.believed.at(*system) ? visit(version) : Status{};
    });
  }
  typename T::PresentCursor present(store, state.snapshot.get(), *state.tokens);
  TENURE_TRY(present.seekToFirst());
  while (present.valid()) {
    TENURE_ASSIGN(const auto version, present.version());
    TENURE_TRY(visit(version));
    TENURE_TRY(present.next());
  }
  return {};
}

template <class Row>
Result<std::vector<Row>> allOf(OrderedStore& store, const StoreState& state, Table table,
                               Result<Row> (*decode)(std::string_view, std::string_view)) {
  std::vector<Row> rows;
  const auto cursor = store.scan(KeyRange::withPrefix(tableKey(table)), state.snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    TENURE_ASSIGN(auto row, decode(cursor->key(), cursor->value()));
    rows.push_back(std::move(row));
  }
  TENURE_TRY(cursor->status());
  return rows;
}

std::string listPrefix(NodeId node, std::optional<Side> side, std::optional<TypeId> type) {
  if (!side) return adjacencyPrefix(node);
  if (!type) return adjacencyPrefix(node, *side);
  return adjacencyPrefix({node, *side, type->value});
}
std::string historyPrefix(NodeId node, std::optional<Side> side, std::optional<TypeId> type) {
  if (!side) return adjacencyHistoryPrefix(node);
  if (!type) return adjacencyHistoryPrefix(node, *side);
  return adjacencyHistoryPrefix({node, *side, type->value});
}

}  // namespace

Result<std::optional<NodeVersion>> GraphReader::node(NodeId id, SystemTime system) const {
  return one<NodeTable>(*store_, *state_, id, system);
}
Result<std::optional<FactVersion>> GraphReader::fact(FactId id, SystemTime system) const {
  return one<FactTable>(*store_, *state_, id, system);
}
Result<std::vector<std::optional<NodeVersion>>> GraphReader::nodes(std::span<const NodeId> ids,
                                                                   SystemTime system) const {
  return many<NodeTable>(*store_, *state_, ids, system);
}
Result<std::vector<std::optional<FactVersion>>> GraphReader::facts(std::span<const FactId> ids,
                                                                   SystemTime system) const {
  return many<FactTable>(*store_, *state_, ids, system);
}
Result<std::vector<NodeVersion>> GraphReader::nodeVersions(NodeId id) const {
  return versionsOf<NodeTable>(*store_, *state_, id);
}
Result<std::vector<FactVersion>> GraphReader::factVersions(FactId id) const {
  return versionsOf<FactTable>(*store_, *state_, id);
}
Status GraphReader::forEachNode(SystemTime system,
                                const std::function<Status(const NodeVersion&)>& visit) const {
  return everyBelieved<NodeTable>(*store_, *state_, system, visit);
}
Status GraphReader::forEachFact(SystemTime system,
                                const std::function<Status(const FactVersion&)>& visit) const {
  return everyBelieved<FactTable>(*store_, *state_, system, visit);
}
Status GraphReader::forEachNodeId(const std::function<Status(NodeId)>& visit) const {
  PresentNodeCursor nodes(*store_, state_->snapshot.get(), *state_->tokens);
  TENURE_TRY(nodes.seekToFirst());
  while (nodes.valid()) {
    TENURE_TRY(visit(NodeId{nodes.id()}));
    TENURE_TRY(nodes.next());
  }
  return {};
}
Status GraphReader::forEachNodeVersion(const std::function<Status(const NodeVersion&)>& visit) const {
  return everyVersion<NodeTable>(*store_, *state_, visit);
}
Status GraphReader::forEachFactVersion(const std::function<Status(const FactVersion&)>& visit) const {
  return everyVersion<FactTable>(*store_, *state_, visit);
}
Result<std::vector<CommitRow>> GraphReader::commits() const {
  return allOf<CommitRow>(*store_, *state_, Table::kCommit, decodeCommit);
}
Result<std::vector<Erasure>> GraphReader::marks() const {
  return allOf<Erasure>(*store_, *state_, Table::kMark, decodeMark);
}

Result<std::vector<std::pair<SystemInstant, Schema>>> GraphReader::schemas() const {
  std::vector<std::pair<SystemInstant, Schema>> out;
  const auto cursor = store_->scan(KeyRange::withPrefix(tableKey(Table::kSchema)), state_->snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto from = parseInstantKey(cursor->key());
    if (!from) return strayKey(cursor->key());
    TENURE_ASSIGN(auto schema, decodeSchema(cursor->key(), cursor->value()));
    out.emplace_back(*from, std::move(schema));
  }
  TENURE_TRY(cursor->status());
  return out;
}

Result<std::shared_ptr<const Schema>> GraphReader::schemaAt(SystemTime system) const {
  if (!system) return state_->schema;
  TENURE_ASSIGN(auto all, schemas());
  auto schema = std::make_shared<Schema>();
  for (auto& [from, one] : all) {
    if (from <= *system) *schema = std::move(one);
  }
  return std::shared_ptr<const Schema>(std::move(schema));
}

std::optional<TypeId> GraphReader::typeId(std::string_view name) const {
  const auto token = state_->tokens->find(TokenKind::kType, name);
  if (!token) return std::nullopt;
  return TypeId{*token};
}

const std::string& GraphReader::typeName(TypeId type) const {
  static const std::string unknown = "?";
  const std::string* name = state_->tokens->name(TokenKind::kType, type.value);
  return name == nullptr ? unknown : *name;
}

Status GraphReader::adjacent(NodeId node, Direction direction, std::optional<TypeId> type, SystemTime system,
                             std::vector<ListedEntry>& out, bool hollow) const {
  if (direction == Direction::kBoth && type) {  // the two lists do not stand side by side
    TENURE_TRY(adjacent(node, Direction::kOut, type, system, out, hollow));
    return adjacent(node, Direction::kIn, type, system, out, hollow);
  }
  const Keep keep = hollow ? Keep::kBelieved : Keep::kHolding;
  std::optional<Side> side;
  if (direction != Direction::kBoth) side = direction == Direction::kOut ? Side::kSubject : Side::kObject;
  TENURE_TRY(forEachList(*store_, state_->snapshot.get(), listPrefix(node, side, type), false,
                         [&](const ListKey& list, std::vector<StoredSegment>& segments) -> Status {
                           for (const AdjacencyEntry& entry : merged(std::move(segments), keep)) {
                             if (!system || entry.from <= *system) {
                               out.push_back({TypeId{list.type}, list.side, entry});
                             }
                           }
                           return {};
                         }));
  if (!system || *system >= state_->last.commit.instant) return {};
  std::vector<AdjacencyEntry> past;
  const auto cursor =
      store_->scan(KeyRange::withPrefix(historyPrefix(node, side, type)), state_->snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parseAdjacencyHistoryKey(cursor->key());
    if (!parts) return strayKey(cursor->key());
    if (parts->to <= *system) continue;
    past.clear();
    TENURE_TRY(decodeSegment(cursor->key(), cursor->value(), past));
    for (const AdjacencyEntry& entry : past) {
      if (entry.from <= *system) out.push_back({TypeId{parts->list.type}, parts->list.side, entry});
    }
  }
  return cursor->status();
}

std::shared_ptr<ImageCell> GraphReader::images(SystemTime system) const {
  return isPresent(system) ? state_->images : state_->images->past(*system);
}

Status GraphReader::forEachListOf(
    SystemTime system,
    const std::function<Status(const ListKey&, std::vector<AdjacencyEntry>)>& visit) const {
  TENURE_TRY(forEachList(*store_, state_->snapshot.get(), tableKey(Table::kAdjacency), true,
                         [&](const ListKey& list, std::vector<StoredSegment>& segments) -> Status {
                           auto entries = merged(std::move(segments), Keep::kHolding);
                           if (system)
                             std::erase_if(entries, [&](const auto& one) { return *system < one.from; });
                           return entries.empty() ? Status{} : visit(list, std::move(entries));
                         }));
  if (isPresent(system)) return {};
  ListKey list;
  std::vector<AdjacencyEntry> past;
  const auto cursor =
      store_->scan(KeyRange::withPrefix(tableKey(Table::kAdjacencyHistory)), state_->snapshot.get(), true);
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parseAdjacencyHistoryKey(cursor->key());
    if (!parts) return strayKey(cursor->key());
    if (parts->list != list) {
      if (!past.empty()) TENURE_TRY(visit(list, std::exchange(past, {})));
      list = parts->list;
    }
    if (parts->to <= *system) continue;
    const std::size_t before = past.size();
    TENURE_TRY(decodeSegment(cursor->key(), cursor->value(), past));
    past.erase(std::remove_if(past.begin() + static_cast<std::ptrdiff_t>(before), past.end(),
                              [&](const AdjacencyEntry& one) { return *system < one.from; }),
               past.end());
  }
  TENURE_TRY(cursor->status());
  return past.empty() ? Status{} : visit(list, std::move(past));
}

Result<std::optional<NodeId>> GraphReader::byExternalId(std::string_view id, SystemTime system) const {
  if (id.empty() || id.find('\0') != std::string_view::npos) return std::optional<NodeId>();
  const auto cursor = store_->scan(KeyRange::withPrefix(externalIdPrefix(id)), state_->snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parseTextKey(cursor->key());
    if (!parts) return strayKey(cursor->key());
    const NodeId candidate = parts->node;
    TENURE_TRY(unseal(cursor->key(), cursor->value()));
    TENURE_ASSIGN(const auto version, node(candidate, system));
    if (version && version->external_id == id) return std::optional(candidate);
  }
  TENURE_TRY(cursor->status());
  return std::optional<NodeId>();
}

Result<std::vector<NodeId>> GraphReader::named(const std::string& prefix, bool whole_name,
                                               std::string_view folded, std::size_t limit,
                                               SystemTime system) const {
  std::set<NodeId> found;
  const auto cursor = store_->scan(KeyRange::withPrefix(prefix), state_->snapshot.get());
  for (cursor->seekToFirst(); cursor->valid() && found.size() < limit; cursor->next()) {
    const auto parts = parseTextKey(cursor->key());
    if (!parts) return strayKey(cursor->key());
    const NodeId candidate = parts->node;
    TENURE_TRY(unseal(cursor->key(), cursor->value()));
    if (found.contains(candidate)) continue;
    TENURE_ASSIGN(const auto version, node(candidate, system));
    if (!version) continue;
    for (const std::string& name : foldedNames(*version)) {
      if (whole_name ? name == folded : name.starts_with(folded)) found.insert(candidate);
    }
  }
  TENURE_TRY(cursor->status());
  return std::vector<NodeId>(found.begin(), found.end());
}

Result<std::vector<NodeId>> GraphReader::byName(std::string_view name, SystemTime system) const {
  const std::string folded = foldName(name);
  if (folded.empty() || folded.find('\0') != std::string::npos) return std::vector<NodeId>();
  return named(namePrefix(folded), true, folded, ~std::size_t{0}, system);
}

Result<std::vector<NodeId>> GraphReader::byNamePrefix(std::string_view prefix, std::size_t limit,
                                                      SystemTime system) const {
  const std::string folded = foldName(prefix);
  if (folded.find('\0') != std::string::npos) return std::vector<NodeId>();
  return named(nameStart(folded), false, folded, limit, system);
}

Status GraphReader::nodesWithHash(std::uint32_t label, std::uint32_t key, std::uint64_t hash,
                                  std::set<NodeId>& out) const {
  const auto cursor =
      store_->scan(KeyRange::withPrefix(propertyIndexPrefix(label, key, hash)), state_->snapshot.get());
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parsePropertyIndexKey(cursor->key());
    if (!parts) return strayKey(cursor->key());
    out.insert(parts->node);
  }
  return cursor->status();
}

namespace {

/// The token of a label, kAnyLabel for an empty one; nullopt where no node ever had it.
std::optional<std::uint32_t> labelToken(const Tokens& tokens, std::string_view label) {
  return label.empty() ? std::optional(kAnyLabel) : tokens.find(TokenKind::kLabel, label);
}

bool hasThatLabel(const NodeVersion& node, std::string_view label) {
  return label.empty() || std::binary_search(node.labels.begin(), node.labels.end(), label);
}

}  // namespace

Status GraphReader::nodesWithLabel(std::string_view label, SystemTime system,
                                   std::vector<NodeId>& out) const {
  const auto token = labelToken(*state_->tokens, label);
  if (!token) return {};
  const bool present = isPresent(system);
  const auto cursor =
      store_->scan(KeyRange::withPrefix(labelBlockPrefix(*token)), state_->snapshot.get(), true);
  std::vector<NodeId> candidates;
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    TENURE_ASSIGN(LabelBlock block, decodeLabelBlock(cursor->key(), cursor->value()));
    const std::uint64_t number = parseLabelBlockKey(cursor->key())->block;
    if (present) {
      block.now.forEach(number, [&](NodeId id) { out.push_back(id); });
      continue;
    }
    block.now.add(block.before);
    candidates.clear();
    block.now.forEach(number, [&](NodeId id) { candidates.push_back(id); });
    TENURE_ASSIGN(const auto versions, nodes(candidates, system));
    for (const auto& version : versions) {
      if (version && hasThatLabel(*version, label)) out.push_back(version->id);
    }
  }
  return cursor->status();
}

Result<std::uint64_t> GraphReader::countWithLabel(std::string_view label) const {
  const auto token = labelToken(*state_->tokens, label);
  if (!token) return std::uint64_t{0};
  if (const auto known = state_->label_counts->find(*token)) return *known;
  std::uint64_t count = 0;
  const auto cursor =
      store_->scan(KeyRange::withPrefix(labelBlockPrefix(*token)), state_->snapshot.get(), true);
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    TENURE_ASSIGN(const std::uint64_t some, countInLabelBlock(cursor->key(), cursor->value()));
    count += some;
  }
  TENURE_TRY(cursor->status());
  state_->label_counts->keep(*token, count);
  return count;
}

std::vector<std::string> foldedNames(const NodeVersion& node) {
  std::set<std::string> names;
  if (const auto history = node.properties.find("name"); history != node.properties.end()) {
    for (const PropertyValue& one : history->second) {
      if (const auto* text = one.value.as<std::string>()) names.insert(foldName(*text));
    }
  }
  for (const Alias& alias : node.aliases) names.insert(foldName(alias.name));
  std::erase_if(names, [](const std::string& name) {
    return name.empty() || name.size() > kNameBytesMax || name.find('\0') != std::string::npos;
  });
  return {names.begin(), names.end()};
}

}  // namespace tenure::storage
