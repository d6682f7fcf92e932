#include "storage/graph_transaction.h"

#include <algorithm>
#include <set>

#include "storage/drafts.h"
#include "storage/property_index.h"
#include "storage/settle.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kPortionsMax = 4'096;
constexpr std::size_t kFlushFrom = std::size_t{4} << 20U;  ///< bytes of one commit

std::string nameOf(NodeId id) { return "node " + std::to_string(id.value); }
std::string nameOf(FactId id) { return "fact " + std::to_string(id.value); }

class GraphTransaction final : public Transaction {
 public:
  GraphTransaction(GraphCore& core, WriterTurn::Holder turn, CommitNote note)
      : core_(core),
        turn_(std::move(turn)),
        note_(std::move(note)),
        staged_(core.reader()),
        next_node_(staged_.base().last().next_node),
        next_fact_(staged_.base().last().next_fact) {}

  Result<NodeId> addNode(const NodeDraft& draft) override {
    TENURE_TRY(open());
    TENURE_ASSIGN(auto version, versionOf(next_node_, draft));
    TENURE_TRY(idIsFree(version));
    TENURE_TRY(staged_.put(std::move(version)));
    return NodeId{next_node_.value++};
  }

  Result<FactId> addFact(const FactDraft& draft) override {
    TENURE_TRY(open());
    for (const NodeId end : {draft.subject, draft.object}) TENURE_TRY(present(end));
    TENURE_ASSIGN(auto version, versionOf(next_fact_, draft));
    TENURE_TRY(staged_.put(std::move(version)));
    return FactId{next_fact_.value++};
  }

  Status correctNode(NodeId id, const NodeCorrection& correction) override {
    TENURE_ASSIGN(auto version, present(id));
    TENURE_TRY(apply(correction, version));
    TENURE_TRY(idIsFree(version));
    return staged_.put(std::move(version));
  }

  Status correctFact(FactId id, const FactCorrection& correction) override {
    TENURE_ASSIGN(auto version, present(id));
    TENURE_TRY(apply(correction, version));
    return staged_.put(std::move(version));
  }

  Status retractNode(NodeId id, bool with_facts) override {
    TENURE_TRY(present(id));
    for (const Side side : {Side::kSubject, Side::kObject}) {
      TENURE_ASSIGN(const auto facts, staged_.allFacts(id, side));
      if (!facts.empty() && !with_facts) {
        return Error(ErrorCode::kConstraint, nameOf(id) + " still has " + std::to_string(facts.size()) +
                                                 " facts, " + describeFact(facts.front(), staged_) +
                                                 " among them; retract them first, or with the node");
      }
      for (const FactVersion& fact : facts) TENURE_TRY(staged_.drop(fact.id));
    }
    return staged_.drop(id);
  }

  Status retractFact(FactId id) override {
    TENURE_TRY(present(id));
    return staged_.drop(id);
  }

  Status removePortion(FactId id, Range portion) override {
    TENURE_ASSIGN(auto version, present(id));
    if (!(portion.start < portion.end)) {
      return Error(ErrorCode::kInvalidArgument, "the portion of time is empty");
    }
    addPortion(version.removed, portion);
    if (version.removed.size() > kPortionsMax) {
      return Error(ErrorCode::kLimit,
                   nameOf(id) + " would lose more than " + std::to_string(kPortionsMax) + " portions");
    }
    // An event that cuts the fact may be withdrawn later, so what it leaves does not count here.
    const Period base = boundedByLongest(version.validity.period(), schema().type(version.type));
    if (withoutPortions(base, version.removed).empty()) return staged_.drop(id);
    return staged_.put(std::move(version));
  }

  Status setPropertyDuring(NodeId id, std::string_view key, const Value& value, Range portion) override {
    TENURE_ASSIGN(auto version, present(id));
    TENURE_TRY(setDuring(version.properties, key, value, portion));
    return staged_.put(std::move(version));
  }
  Status setPropertyDuring(FactId id, std::string_view key, const Value& value, Range portion) override {
    TENURE_ASSIGN(auto version, present(id));
    TENURE_TRY(setDuring(version.properties, key, value, portion));
    return staged_.put(std::move(version));
  }

  Status setSchema(const Schema& schema) override {
    TENURE_TRY(open());
    new_schema_ = schema;
    return {};
  }

  Result<std::optional<NodeVersion>> node(NodeId id) override {
    TENURE_TRY(open());
    return staged_.node(id);
  }
  Result<std::optional<FactVersion>> fact(FactId id) override {
    TENURE_TRY(open());
    return staged_.fact(id);
  }
  Result<std::optional<NodeId>> byExternalId(std::string_view id) override {
    TENURE_TRY(open());
    return staged_.byExternalId(id);
  }

  Result<std::vector<FactVersion>> facts(NodeId node, Side side) override {
    TENURE_TRY(open());
    return staged_.allFacts(node, side);
  }
  [[nodiscard]] bool touches(NodeId node) const override { return staged_.touches(node); }
  [[nodiscard]] std::vector<NodeId> touchedNodes() const override { return staged_.touchedNodes(); }
  [[nodiscard]] const GraphReader& base() const override { return staged_.base(); }
  [[nodiscard]] const Schema& currentSchema() const override { return schema(); }
  const Notices& notices() const override { return notices_; }

  Result<SystemInstant> commit() override {
    TENURE_TRY(open());
    done_ = true;
    auto outcome = write();
    turn_.giveBack();
    return outcome;
  }

 private:
  Status open() const {
    if (!done_) return {};
    return Error(ErrorCode::kInvalidArgument, "this transaction is over; begin another one");
  }
  [[nodiscard]] const Schema& schema() const { return new_schema_ ? *new_schema_ : staged_.base().schema(); }

  Result<NodeVersion> present(NodeId id) {
    TENURE_TRY(open());
    TENURE_ASSIGN(auto version, staged_.node(id));
    if (!version) return Error(ErrorCode::kNotFound, nameOf(id) + " is not there");
    return std::move(*version);
  }
  Result<FactVersion> present(FactId id) {
    TENURE_TRY(open());
    TENURE_ASSIGN(auto version, staged_.fact(id));
    if (!version) return Error(ErrorCode::kNotFound, nameOf(id) + " is not there");
    return std::move(*version);
  }

  Status idIsFree(const NodeVersion& version) {
    if (version.external_id.empty()) return {};
    TENURE_ASSIGN(const auto other, staged_.byExternalId(version.external_id));
    if (!other || *other == version.id) return {};
    return Error(ErrorCode::kAlreadyExists,
                 "there is a node with the id " + version.external_id + " already");
  }

  /// Every fact of a type whose longest duration changes has other bounds from now on: a new version of each.
  Status rewriteBounds(WriteSet& writes, std::uint64_t& facts_written) {
    std::set<std::string> types;
    const Schema& before = staged_.base().schema();
    const auto longest = [](const Schema& s, const std::string& name) {
      const RelationshipType* type = s.type(name);
      return type == nullptr ? std::nullopt : type->longest_days;
    };
    for (const Schema* one : {&before, &schema()}) {
      for (const RelationshipType& type : one->types()) {
        if (longest(before, type.name) != longest(schema(), type.name)) types.insert(type.name);
      }
    }
    if (types.empty()) return {};
    return staged_.base().forEachFact({}, [&](const FactVersion& fact) -> Status {
      if (!types.contains(fact.type) || staged_.factChanges().contains(fact.id)) return {};
      writes.change(fact, fact);
      ++facts_written;
      return {};
    });
  }

  /// The property index under a new schema: what is indexed from now on is listed, for every version there
  /// ever was, and what is indexed no longer goes. Straight into the batch, for it can be millions of keys.
  Status changeIndexes(Tokens& tokens, Batch& batch) {
    const GraphReader& base = staged_.base();
    const auto without = [](std::vector<PropertyIndex> all, const std::vector<PropertyIndex>& others) {
      std::erase_if(all, [&](const PropertyIndex& one) {
        return std::find(others.begin(), others.end(), one) != others.end();
      });
      return all;
    };
    const auto before = base.schema().indexedProperties();
    const auto now = schema().indexedProperties();
    for (const PropertyIndex& gone : without(before, now)) {
      const auto label = tokens.find(TokenKind::kLabel, gone.label);
      const auto key = tokens.find(TokenKind::kKey, gone.key);
      if (!label || !key) continue;
      const auto cursor = core_.store().scan(KeyRange::withPrefix(propertyIndexPrefix(*label, *key)),
                                             base.state().snapshot.get());
      for (cursor->seekToFirst(); cursor->valid(); cursor->next()) batch.remove(cursor->key());
      TENURE_TRY(cursor->status());
    }
    const auto fresh = without(now, before);
    if (fresh.empty()) return {};
    return base.forEachNodeVersion([&](const NodeVersion& version) -> Status {
      for (const std::string& key : propertyIndexKeys(fresh, version, tokens))
        batch.put(key, encodeText(key, {}));
      return {};
    });
  }

  Result<SystemInstant> write() {
    const GraphReader& base = staged_.base();
    const bool schema_changes = new_schema_ && !(*new_schema_ == base.schema());
    const bool rules_change = schema_changes && !sameRules(schema(), base.schema());
    TENURE_TRY(settle(staged_, schema(), rules_change, notices_));
    if (!schema_changes && staged_.nodeChanges().empty() && staged_.factChanges().empty()) {
      return base.last().commit.instant;
    }
    CommitRow row = base.last();
    row.next_node = next_node_;
    row.next_fact = next_fact_;
    row.commit.who = note_.who;
    row.commit.why = note_.why;
    row.commit.where_from = note_.where_from;
    row.commit.nodes_written = staged_.nodeChanges().size();
    row.commit.facts_written = staged_.factChanges().size();
    const PendingCommit pending = core_.nextCommit(base.last());
    WriteSet writes(base, schema(), pending);
    for (const auto& [id, change] : staged_.nodeChanges()) {
      row.lifespans = row.lifespans || (change.after && hasLifespan(*change.after));
      writes.change(change.before, change.after);
    }
    for (const auto& [id, change] : staged_.factChanges()) writes.change(change.before, change.after);
    if (schema_changes) {
      writes.setSchema(schema());
      TENURE_TRY(rewriteBounds(writes, row.commit.facts_written));
    }
    Batch batch;
    if (schema_changes) TENURE_TRY(changeIndexes(writes.tokens(), batch));
    row.commit.instant = pending.instant;
    row.commit.number = pending.number;
    TENURE_TRY(writes.finish(row, core_.store(), true));
    for (const auto& [key, value] : writes.puts()) batch.put(key, value);
    for (const std::string& key : writes.removes()) batch.remove(key);
    TENURE_TRY(core_.store().commit(batch));
    // What is this large (an index on a full database) would be read from the log at each opening until the
    // next flush. It is committed whatever becomes of this one.
    if (batch.bytes() > kFlushFrom) (void)core_.store().flush();
    core_.publish(
        writes.tokens().count() == base.tokens().count() ? base.state().tokens
                                                         : std::make_shared<const Tokens>(writes.tokens()),
        schema_changes ? std::make_shared<const Schema>(schema()) : base.state().schema, row, writes);
    return pending.instant;
  }

  GraphCore& core_;
  WriterTurn::Holder turn_;
  CommitNote note_;
  StagedGraph staged_;
  std::optional<Schema> new_schema_;
  Notices notices_;
  NodeId next_node_;
  FactId next_fact_;
  bool done_ = false;
};

}  // namespace

void Notices::add(std::string line) {
  constexpr std::size_t kLinesMax = 100;
  ++count;
  if (lines.size() < kLinesMax) lines.push_back(std::move(line));
}

std::unique_ptr<Transaction> makeTransaction(GraphCore& core, WriterTurn::Holder turn, CommitNote note) {
  return std::make_unique<GraphTransaction>(core, std::move(turn), std::move(note));
}

}  // namespace tenure::storage
