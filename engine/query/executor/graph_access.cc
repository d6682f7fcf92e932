#include "engine/query/executor/graph_access.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "storage/adjacency_cache.h"
#include "storage/property_index.h"

namespace tenure::query {

bool SideEffects::any() const {
  return nodes_created + nodes_deleted + relationships_created + relationships_deleted + properties_set +
             labels_added + labels_removed + indexes_added + indexes_removed + constraints_added +
             constraints_removed !=
         0;
}

GraphAccess::GraphAccess(storage::GraphReader reader, storage::Transaction* transaction)
    : reader_(std::move(reader)), transaction_(transaction), scopes_{TimeScope{}} {}

std::uint32_t GraphAccess::intern(const TimeScope& scope) {
  // Scopes that follow one another are mostly equal; a statement has few others.
  for (std::size_t i = scopes_.size(); i-- > 0;) {
    if (scopes_[i] == scope) return static_cast<std::uint32_t>(i);
    if (scopes_.size() - i > 64) break;
  }
  scopes_.push_back(scope);
  return static_cast<std::uint32_t>(scopes_.size() - 1);
}

// ---- single things ---------------------------------------------------------------------------------------

Result<NodePtr> GraphAccess::node(NodeId id, std::uint32_t scope) {
  const CacheKey key{id.value, systemOf(scope)};
  if (const auto known = nodes_.find(key); known != nodes_.end()) return known->second;
  std::optional<NodeVersion> version;
  if (reads(scope) && transaction_->touches(id)) {
    TENURE_ASSIGN(version, transaction_->node(id));
  } else {
    TENURE_ASSIGN(version, reader_.node(id, scopes_[scope].system));
  }
  NodePtr node = version ? std::make_shared<const NodeVersion>(std::move(*version)) : nullptr;
  if (nodes_.size() >= kCachedMax) nodes_.clear();
  nodes_.emplace(key, node);
  return node;
}

Result<FactPtr> GraphAccess::fact(FactId id, std::uint32_t scope) {
  const CacheKey key{id.value, systemOf(scope)};
  if (const auto known = facts_.find(key); known != facts_.end()) return known->second;
  std::optional<FactVersion> version;
  if (reads(scope)) {
    TENURE_ASSIGN(version, transaction_->fact(id));
  } else {
    TENURE_ASSIGN(version, reader_.fact(id, scopes_[scope].system));
  }
  FactPtr fact = version ? std::make_shared<const FactVersion>(std::move(*version)) : nullptr;
  if (facts_.size() >= kCachedMax) facts_.clear();
  facts_.emplace(key, fact);
  return fact;
}

Result<std::optional<Certainty>> GraphAccess::nodeHolds(NodeId id, std::uint32_t scope) {
  // Without lifespans a node counts if there is one, and what has facts in memory is one.
  if (transaction_ == nullptr && !reader_.last().lifespans &&
      reader_.images(scopes_[scope].system)->image()->hasFacts(id)) {
    return std::optional(Certainty::kCertain);
  }
  TENURE_ASSIGN(const NodePtr version, node(id, scope));
  if (!version) return std::optional<Certainty>();
  const TimeScope& asked = scopes_[scope];
  const auto certainty = judge(version->effective(), asked.valid);
  if (certainty && asked.certain_only && *certainty != Certainty::kCertain) return std::optional<Certainty>();
  return certainty;
}

RelationshipRef GraphAccess::refOf(const FactVersion& fact, const Period& piece, Certainty certainty,
                                   std::uint32_t scope) {
  return {fact.id, typeId(fact.type), fact.subject, fact.object,       scope,
          piece,   certainty,         fact.status,  fact.believed.from};
}

Result<std::optional<RelationshipRef>> GraphAccess::relationship(FactId id, std::uint32_t scope) {
  TENURE_ASSIGN(const FactPtr version, fact(id, scope));
  if (!version) return std::optional<RelationshipRef>();
  std::optional<Certainty> best;
  Period held;
  for (const Period& piece : version->pieces(schema().type(version->type))) {
    const auto one = judge(piece, scopes_[scope].valid);
    if (one && (!best || *best < *one)) {
      best = one;
      held = piece;
    }
  }
  if (!best) return std::optional<RelationshipRef>();
  return std::optional(refOf(*version, held, *best, scope));
}

// ---- many
// --------------------------------------------------------------------------------------------------

namespace {

bool hasLabel(const NodeVersion& node, std::string_view label) {
  return label.empty() || std::binary_search(node.labels.begin(), node.labels.end(), label);
}

bool counts(const Period& lifespan, const TimeScope& scope) {
  const auto certainty = judge(lifespan, scope.valid);
  return certainty && (!scope.certain_only || *certainty == Certainty::kCertain);
}
bool counts(const NodeVersion& node, const TimeScope& scope) { return counts(node.effective(), scope); }

}  // namespace

Status GraphAccess::nodes(std::string_view label, std::uint32_t scope, std::vector<NodeId>& out) {
  const TimeScope& asked = scopes_[scope];
  std::vector<NodeId> stored;
  TENURE_TRY(reader_.nodesWithLabel(label, asked.system, stored));
  TENURE_TRY(keepWhatCounts(asked, stored));
  const std::vector<NodeId> touched = reads(scope) ? transaction_->touchedNodes() : std::vector<NodeId>();
  if (touched.empty()) {
    out.insert(out.end(), stored.begin(), stored.end());
    return {};
  }
  // Touched nodes are read as the transaction leaves them; one that only gained a fact is as it was.
  const std::size_t first = out.size();
  std::set_difference(stored.begin(), stored.end(), touched.begin(), touched.end(), std::back_inserter(out));
  const auto middle = static_cast<std::ptrdiff_t>(out.size());
  for (const NodeId id : touched) {
    TENURE_ASSIGN(const NodePtr version, node(id, scope));
    if (version && hasLabel(*version, label) && counts(*version, asked)) out.push_back(id);
  }
  std::inplace_merge(out.begin() + static_cast<std::ptrdiff_t>(first), out.begin() + middle, out.end());
  return {};
}

Status GraphAccess::keepWhatCounts(const TimeScope& asked, std::vector<NodeId>& stored) {
  // Over all of valid time every lifespan counts, and where no node has one there is nothing to ask.
  if (stored.empty() || std::holds_alternative<AllTime>(asked.valid) || !reader_.last().lifespans) return {};
  const auto cell = reader_.images(asked.system);
  storage::ImagePtr image = cell->image();
  constexpr std::uint64_t kFew = 8;  // below an eighth of all nodes their records are read alone
  if (!image->lifespansLoaded() && stored.size() * kFew < reader_.last().next_node.value) {
    TENURE_ASSIGN(const auto versions, reader_.nodes(stored, asked.system));
    stored.clear();
    for (const auto& version : versions) {
      if (version && counts(*version, asked)) stored.push_back(version->id);
    }
    return {};
  }
  if (!image->lifespansLoaded()) {
    TENURE_ASSIGN(image, cell->fillLifespans(reader_, asked.system));
  }
  std::erase_if(stored, [&](NodeId id) {
    const std::optional<Period>& lifespan = image->lifespan(id);
    return lifespan && !counts(*lifespan, asked);
  });
  return {};
}

Status GraphAccess::expand(NodeId node, Direction direction, const std::vector<std::string>& types,
                           std::uint32_t scope, std::vector<Met>& out) {
  if (reads(scope) && transaction_->touches(node)) return expandStaged(node, direction, types, scope, out);
  const View view(reader_, scopes_[scope]);
  const auto add = [&](std::string_view type) -> Status {
    const Edges edges = view.edges(node, direction, type);
    TENURE_TRY(edges.status());
    for (const Edge& edge : edges) {
      const bool outwards = edge.direction == Direction::kOut;
      out.push_back({{edge.fact,
                      edge.type,
                      outwards ? node : edge.node,
                      outwards ? edge.node : node,
                      scope,
                      edge.period,
                      edge.certainty,
                      edge.status,
                      {}},
                     edge.node});
    }
    return {};
  };
  if (types.empty()) return add({});
  for (const std::string& type : types) TENURE_TRY(add(type));
  return {};
}

Status GraphAccess::expandStaged(NodeId node, Direction direction, const std::vector<std::string>& types,
                                 std::uint32_t scope, std::vector<Met>& out) {
  const TimeScope asked = scopes_[scope];
  TENURE_ASSIGN(const NodePtr mine, this->node(node, scope));
  if (!mine) return {};
  for (const Side side : {Side::kSubject, Side::kObject}) {
    if (direction == (side == Side::kSubject ? Direction::kIn : Direction::kOut)) continue;
    TENURE_ASSIGN(const auto facts, transaction_->facts(node, side));
    for (const FactVersion& fact : facts) {
      if (!types.empty() && std::find(types.begin(), types.end(), fact.type) == types.end()) continue;
      if (fact.status == FactStatus::kRefuted && !asked.include_refuted) continue;
      const bool loop = fact.subject == fact.object;
      if (loop && direction == Direction::kBoth && side == Side::kObject) continue;
      const NodeId neighbour = fact.other(node);
      TENURE_ASSIGN(const NodePtr theirs, this->node(neighbour, scope));
      if (!theirs) continue;
      std::optional<Certainty> best;
      Period held;
      for (const Period& piece : fact.pieces(schema().type(fact.type))) {
        const std::array<Period, 3> row{mine->effective(), piece, theirs->effective()};
        const auto one = judgeTogether(row.data(), row.size(), asked.valid);
        if (one && (!best || *best < *one)) {
          best = one;
          held = piece;
        }
      }
      if (!best || (asked.certain_only && *best != Certainty::kCertain)) continue;
      out.push_back({refOf(fact, held, *best, scope), neighbour});
    }
  }
  return {};
}

Result<std::optional<NodeId>> GraphAccess::byExternalId(std::string_view id, std::uint32_t scope) {
  if (reads(scope)) return transaction_->byExternalId(id);
  return reader_.byExternalId(id, scopes_[scope].system);
}

Result<std::vector<NodeId>> GraphAccess::byName(std::string_view name, std::uint32_t scope) {
  TENURE_ASSIGN(std::vector<NodeId> found, reader_.byName(name, scopes_[scope].system));
  if (!reads(scope)) return found;
  // What this statement has changed may have come by the name, or lost it: candidates, whose records decide.
  const std::vector<NodeId> touched = transaction_->touchedNodes();
  std::vector<NodeId> out;
  std::set_union(found.begin(), found.end(), touched.begin(), touched.end(), std::back_inserter(out));
  return out;
}

// ---- names
// -------------------------------------------------------------------------------------------------

Status GraphAccess::byIndex(const std::string& label, const std::string& key, const Datum& value,
                            std::uint32_t scope, std::vector<NodeId>& out) {
  // A plan may be older than the schema: without the index there is the label.
  if (!reader_.schema().isIndexed(label, key)) return nodes(label, scope, out);
  const storage::Tokens& tokens = reader_.tokens();
  const auto label_token = tokens.find(storage::TokenKind::kLabel, label);
  const auto key_token = tokens.find(storage::TokenKind::kKey, key);
  std::set<NodeId> found;
  Value stored;
  if (label_token && key_token && value.toValue(stored)) {
    TENURE_TRY(reader_.nodesWithHash(*label_token, *key_token, storage::indexHash(stored), found));
  }
  if (reads(scope)) {
    // What this statement has changed is in no index yet.
    for (const NodeId id : transaction_->touchedNodes()) found.insert(id);
  }
  out.insert(out.end(), found.begin(), found.end());
  return {};
}

const std::string& GraphAccess::typeName(TypeId type) const {
  if (type.value >= kNewTypes) return changes_->new_types[type.value - kNewTypes];
  return reader_.typeName(type);
}

const Datum& GraphAccess::typeText(TypeId type) {
  // Types that the statement brings in have great numbers, and stand behind those that are stored.
  const std::size_t stored = reader_.tokens().count(storage::TokenKind::kType) + 1;
  const std::size_t at = type.value >= kNewTypes ? stored + (type.value - kNewTypes) : type.value;
  if (at >= type_texts_.size()) type_texts_.resize(at + 1);
  if (type_texts_[at].isNull()) type_texts_[at] = Datum::string(typeName(type));
  return type_texts_[at];
}

TypeId GraphAccess::typeId(const std::string& name) {
  if (const auto known = reader_.typeId(name)) return *known;
  std::vector<std::string>& known = changes().new_types;
  const auto at = std::find(known.begin(), known.end(), name);
  const auto index = static_cast<std::uint32_t>(at - known.begin());
  if (at == known.end()) known.push_back(name);
  return TypeId{kNewTypes + index};
}

const Schema& GraphAccess::schema() const {
  return transaction_ != nullptr ? transaction_->currentSchema() : reader_.schema();
}

// ---- writing
// -----------------------------------------------------------------------------------------------

void GraphAccess::park() {
  reader_.release();
  scopes_.resize(1);
  if (!nodes_.empty()) nodes_.clear();
  if (!facts_.empty()) facts_.clear();
  type_texts_.clear();
}

void GraphAccess::committed(storage::GraphReader reader) {
  type_texts_.clear();
  reader_ = std::move(reader);
  transaction_ = nullptr;
  nodes_.clear();
  facts_.clear();
}

Status GraphAccess::writable() const {
  if (transaction_ != nullptr) return {};
  return Error(ErrorCode::kReadOnly, "this statement writes, and the database or transaction is for reading");
}

Result<NodeId> GraphAccess::createNode(const NodeDraft& draft) {
  TENURE_TRY(writable());
  return transaction_->addNode(draft);
}

Result<RelationshipRef> GraphAccess::createFact(const FactDraft& draft) {
  TENURE_TRY(writable());
  TENURE_ASSIGN(const FactId id, transaction_->addFact(draft));
  RelationshipRef ref;
  ref.fact = id;
  ref.type = typeId(draft.type);
  ref.subject = draft.subject;
  ref.object = draft.object;
  ref.period = draft.validity.period();
  ref.status = draft.status;
  return ref;
}

Status GraphAccess::correct(NodeId id, const NodeCorrection& correction) {
  TENURE_TRY(writable());
  forget(id);
  return transaction_->correctNode(id, correction);
}
Status GraphAccess::correct(FactId id, const FactCorrection& correction) {
  TENURE_TRY(writable());
  forget(id);
  return transaction_->correctFact(id, correction);
}
Status GraphAccess::setDuring(NodeId id, std::string_view key, const Value& value, Range portion) {
  TENURE_TRY(writable());
  forget(id);
  return transaction_->setPropertyDuring(id, key, value, portion);
}
Status GraphAccess::setDuring(FactId id, std::string_view key, const Value& value, Range portion) {
  TENURE_TRY(writable());
  forget(id);
  return transaction_->setPropertyDuring(id, key, value, portion);
}

Status GraphAccess::deleteNode(NodeId id, bool with_facts) {
  TENURE_TRY(writable());
  if (isDeleted(id)) return {};
  if (with_facts) {
    for (const Side side : {Side::kSubject, Side::kObject}) {
      TENURE_ASSIGN(const auto facts, transaction_->facts(id, side));
      for (const FactVersion& fact : facts) TENURE_TRY(deleteFact(fact.id));
    }
  }
  TENURE_TRY(transaction_->retractNode(id, false));
  forget(id);
  changes().deleted_nodes.insert(id.value);
  ++changes().effects.nodes_deleted;
  return {};
}

Status GraphAccess::deleteFact(FactId id) {
  TENURE_TRY(writable());
  if (isDeleted(id)) return {};
  TENURE_TRY(transaction_->retractFact(id));
  forget(id);
  changes().deleted_facts.insert(id.value);
  ++changes().effects.relationships_deleted;
  return {};
}

Status GraphAccess::setSchema(const Schema& schema) {
  TENURE_TRY(writable());
  return transaction_->setSchema(schema);
}

Status GraphAccess::removePortion(FactId id, Range portion) {
  TENURE_TRY(writable());
  forget(id);
  return transaction_->removePortion(id, portion);
}

}  // namespace tenure::query
