#include "tests/property/random_graph.h"

#include "tests/property/random_writes.h"

namespace tenure::testing {

RandomGraph::RandomGraph(Dice& dice, const std::filesystem::path& path, std::optional<Schema> schema)
    : dice_(dice), model_(schema.value_or(Schema())) {
  OpenOptions options;
  options.schema = std::move(schema);
  options.cache_bytes = 1U << 20U;
  options.write_buffer_bytes = 1U << 20U;
  database_.emplace(answered("open", Database::open(path, options)));
  build();
  if (!dice_.oneIn(3)) change();
  const auto addBounds = [&](const Period& p) {
    for (const Instant bound : {p.start_min, p.start_max, p.end_min, p.end_max}) {
      if (bound.isFinite()) bounds_.push_back(bound);
    }
  };
  for (const FactVersion& fact : model_.factVersions()) {
    for (const Period& piece : model_.piecesOf(fact)) addBounds(piece);
  }
  for (const NodeVersion& node : model_.nodeVersions()) addBounds(PlainModel::lifeOf(node));
}

void RandomGraph::addFact(Transaction& transaction) {
  FactDraft draft = tenure::testing::anyFact(dice_, model_.schema(), anyType(dice_, model_.schema()));
  draft.subject = dice_.pick(nodes_);
  draft.object = dice_.oneIn(10) ? draft.subject : dice_.pick(nodes_);
  draft.properties.clear();
  const FactId id = answered("addFact", transaction.addFact(draft));
  model_.addFact(draft, id);
  facts_.push_back(id);
}

void RandomGraph::build() {
  const bool lifespans = dice_.oneIn(2);  // where there are none, the database looks for none
  auto transaction = answered("begin", database_->begin({}));
  for (auto i = dice_.between(2, 6); i > 0; --i) {
    NodeDraft draft = tenure::testing::anyNode(dice_, model_.schema());
    draft.external_id.clear();
    if (!lifespans) draft.lifespan = {};
    const NodeId id = answered("addNode", transaction->addNode(draft));
    model_.addNode(draft, id);
    nodes_.push_back(id);
  }
  for (auto i = dice_.between(2, 9); i > 0; --i) addFact(*transaction);
  instants_.push_back(answered("commit", transaction->commit()));
  model_.commit(instants_.back());
}

void RandomGraph::change() {
  auto transaction = answered("begin", database_->begin({}));
  for (auto i = dice_.between(1, 4); i > 0; --i) {
    const FactId id = dice_.pick(facts_);
    const bool there = model_.stagedFacts().contains(id);
    switch (there ? dice_.between(0, 4) : 4) {
      case 0: {
        const Range portion = anyPortion(dice_);
        answered("removePortion", Result<bool>(transaction->removePortion(id, portion).ok()));
        model_.removePortion(id, portion);
        break;
      }
      case 1: {
        FactCorrection correction;
        correction.validity = anyValidity(dice_);
        correction.status = anyStatus(dice_);
        answered("correctFact", Result<bool>(transaction->correctFact(id, correction).ok()));
        model_.correctFact(id, correction);
        break;
      }
      case 2:
        answered("retractFact", Result<bool>(transaction->retractFact(id).ok()));
        model_.retractFact(id);
        break;
      default: addFact(*transaction); break;
    }
  }
  const bool changes = model_.changes();
  const SystemInstant instant = answered("commit", transaction->commit());
  if (!changes) {
    model_.rollback();
    return;
  }
  instants_.push_back(instant);
  model_.commit(instant);
}

TimeScope RandomGraph::anyScope() {
  TimeScope scope;
  if (dice_.oneIn(3)) {
    scope.valid = AllTime{};
  } else {
    const Range range = anyRange(dice_, bounds_);
    scope.valid = dice_.oneIn(3) ? ValidScope(AsOf{range}) : ValidScope(During{range});
  }
  if (dice_.oneIn(3)) scope.system = dice_.pick(instants_).plusMicros(dice_.between(-1, 1));
  scope.certain_only = dice_.oneIn(4);
  scope.include_refuted = dice_.oneIn(4);
  return scope;
}

std::string RandomGraph::shownFacts() const {
  std::string out;
  for (const NodeVersion& node : model_.nodeVersions()) out += "\n  " + shown(node);
  for (const FactVersion& fact : model_.factVersions()) out += "\n  " + shown(fact);
  return out;
}

}  // namespace tenure::testing
