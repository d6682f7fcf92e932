#include "tests/property/random_writes.h"

#include <algorithm>
#include <set>

namespace tenure::testing {
namespace {

std::string codeText(PlainModel::Refusal refusal) {
  return refusal ? std::string(errorCodeName(*refusal)) : "ok";
}

std::string idText(NodeId id) { return "node " + std::to_string(id.value); }
std::string idText(FactId id) { return "fact " + std::to_string(id.value); }

/// What a transaction would leave, apart from what is derived and given at commit.
template <class Version>
std::string stagedText(const std::optional<Version>& version) {
  if (!version) return "none";
  Version plain = *version;
  plain.cut.reset();
  plain.believed = {};
  return shown(plain);
}

template <class Id, class Version>
std::optional<Version> in(const std::map<Id, Version>& staged, Id id) {
  const auto found = staged.find(id);
  return found == staged.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void differs(const std::string& question, const std::string& model, const std::string& database) {
  throw Mismatch(question + "\n  model:    " + model + "\n  database: " + database);
}

void requireSame(const std::string& question, const std::string& model, const std::string& database) {
  if (model == database) return;
  const auto lines = [](const std::string& text) {
    std::vector<std::string> out{""};
    for (const char c : text) {
      if (c == '\n') out.emplace_back();
      if (c != '\n') out.back() += c;
    }
    return out;
  };
  // Of answers of many lines, those that only one of the two has; all of both where it is their order.
  const auto without = [&](const std::string& text, const std::string& other) {
    std::string out;
    const auto others = lines(other);
    for (const std::string& line : lines(text)) {
      if (std::find(others.begin(), others.end(), line) == others.end()) out += "\n" + line;
    }
    return out;
  };
  const std::string only_model = without(model, database);
  const std::string only_database = without(database, model);
  if (only_model.empty() && only_database.empty()) differs(question, model, database);
  differs(question, only_model, only_database);
}

RandomWrites::RandomWrites(Dice& dice, std::filesystem::path path, std::optional<Schema> schema)
    : dice_(dice), path_(std::move(path)), schema_(std::move(schema)), model_(schema_.value_or(Schema())) {
  open();
  requireSame("the schema", model_.schema().name(), database().schema().name());
  for (const CommitRecord& commit : answered("commits()", database().commits())) last_ = commit.instant;
}

void RandomWrites::open() {
  OpenOptions options;
  if (!database_ || dice_.oneIn(2)) options.schema = schema_;
  options.cache_bytes = 1U << 20U;
  options.write_buffer_bytes = 1U << 20U;
  options.clock = [this] { return now_us_; };
  database_.reset();
  database_.emplace(answered("open", Database::open(path_, options)));
}

void RandomWrites::reopen() {
  log_.emplace_back("reopen");
  open();
}

void RandomWrites::moveClock() {
  static const std::vector<std::int64_t> kSteps{0, 0, 1, 1000, 1'000'000, 86'400'000'000, -1, -5'000'000};
  now_us_ += dice_.pick(kSteps);
}

SystemInstant RandomWrites::nextInstant() const {
  const auto now = SystemInstant::fromMicros(now_us_);
  return last_ ? std::max(now, last_->plusMicros(1)) : now;
}

bool RandomWrites::mayClash() const {
  const Schema& s = model_.schema();
  return !s.atMostOne().empty() || !s.withinLifespans().empty() || !s.acyclic().empty() ||
         !s.uniqueKeys().empty() || s.strict() || !s.properties().empty() ||
         std::any_of(s.types().begin(), s.types().end(),
                     [](const RelationshipType& type) { return !type.endpoints.empty(); });
}

void RandomWrites::agree(PlainModel::Refusal model, const Status& database) {
  const auto code = database.ok() ? std::nullopt : PlainModel::Refusal(database.error().code());
  log_.back() += " -> " + codeText(code);
  if (model != code) {
    differs(log_.back(), codeText(model), database.ok() ? "ok" : database.error().toString());
  }
}

NodeId RandomWrites::someNode() {
  if (node_ids_.empty() || dice_.oneIn(40)) return NodeId{static_cast<std::uint64_t>(dice_.between(1, 60))};
  for (int i = 0; i < 10; ++i) {
    const NodeId id = dice_.pick(node_ids_);
    if (model_.stagedNodes().contains(id)) return id;
  }
  return dice_.pick(node_ids_);
}

FactId RandomWrites::someFact() {
  if (fact_ids_.empty() || dice_.oneIn(40)) return FactId{static_cast<std::uint64_t>(dice_.between(1, 99))};
  for (int i = 0; i < 10; ++i) {
    const FactId id = dice_.pick(fact_ids_);
    if (model_.stagedFacts().contains(id)) return id;
  }
  return dice_.pick(fact_ids_);
}

// ---- single writes ----------------------------------------------------------------------------------------

template <class Writer>
void RandomWrites::addNode(Writer& writer) {
  const NodeDraft draft = anyNode(dice_, model_.schema());
  log_.push_back("add node '" + draft.external_id + "' lives " + shown(draft.lifespan) +
                 shown(draft.properties));
  const Result<NodeId> id = writer.addNode(draft);
  if (id.ok() && model_.knows(*id)) differs(log_.back(), "a new id", idText(*id));
  const auto refusal = model_.addNode(draft, id.ok() ? *id : NodeId{});
  agree(refusal, id.ok() ? Status() : Status(id.error()));
  if (id.ok()) node_ids_.push_back(*id);
}

template <class Writer>
void RandomWrites::addFact(Writer& writer) {
  NodeId subject;
  NodeId object;
  std::string type;
  for (int i = 0; i < 20; ++i) {  // most facts are such as the schema takes
    subject = someNode();
    object = dice_.oneIn(12) ? subject : someNode();
    type = anyType(dice_, model_.schema());
    const auto from = in(model_.stagedNodes(), subject);
    const auto to = in(model_.stagedNodes(), object);
    if (from && to && joins(model_.schema(), type, from->labels, to->labels)) break;
  }
  FactDraft draft = anyFact(dice_, model_.schema(), type);
  draft.subject = subject;
  draft.object = object;
  if (dice_.oneIn(60)) draft.type.clear();
  log_.push_back("add fact " + std::to_string(subject.value) + " " + draft.type + " " +
                 std::to_string(object.value) + " " + shown(draft.validity) + " status " +
                 std::string(statusName(draft.status)));
  const Result<FactId> id = writer.addFact(draft);
  if (id.ok() && model_.knows(*id)) differs(log_.back(), "a new id", idText(*id));
  const auto refusal = model_.addFact(draft, id.ok() ? *id : FactId{});
  // Which of two reasons comes first is not said.
  const bool two_reasons = draft.type.empty() && refusal == ErrorCode::kNotFound;
  if (two_reasons && !id.ok() && id.error().code() == ErrorCode::kInvalidArgument) return;
  agree(refusal, id.ok() ? Status() : Status(id.error()));
  log_.back() += id.ok() ? " " + idText(*id) : "";
  if (id.ok()) fact_ids_.push_back(*id);
}

void RandomWrites::changeNode(Transaction& transaction) {
  const NodeId id = someNode();
  if (dice_.oneIn(5)) {
    const bool with_facts = dice_.oneIn(2);
    log_.push_back("retract " + idText(id) + (with_facts ? " with facts" : ""));
    agree(model_.retractNode(id, with_facts), transaction.retractNode(id, with_facts));
    return;
  }
  NodeCorrection correction;
  const NodeDraft other = anyNode(dice_, model_.schema());
  log_.push_back("correct " + idText(id));
  if (dice_.oneIn(4)) correction.external_id = other.external_id;
  if (dice_.oneIn(4)) correction.labels = other.labels;
  if (dice_.oneIn(2)) correction.lifespan = other.lifespan;
  if (dice_.oneIn(3)) correction.properties = other.properties;
  if (dice_.oneIn(4)) correction.aliases = other.aliases;
  if (correction.external_id) log_.back() += " id '" + *correction.external_id + "'";
  if (correction.labels) log_.back() += " labels";
  if (correction.lifespan) log_.back() += " lives " + shown(*correction.lifespan);
  if (correction.properties) log_.back() += shown(*correction.properties);
  agree(model_.correctNode(id, correction), transaction.correctNode(id, correction));
}

void RandomWrites::changeFact(Transaction& transaction) {
  const FactId id = someFact();
  if (dice_.oneIn(4)) {
    log_.push_back("retract " + idText(id));
    agree(model_.retractFact(id), transaction.retractFact(id));
    return;
  }
  const auto now = in(model_.stagedFacts(), id);
  const FactDraft other = anyFact(dice_, model_.schema(), now ? now->type : "T0");
  FactCorrection correction;
  log_.push_back("correct " + idText(id));
  if (dice_.oneIn(2)) correction.validity = other.validity;
  if (dice_.oneIn(3)) correction.status = other.status;
  if (dice_.oneIn(4)) correction.sources = other.sources;
  if (dice_.oneIn(6)) correction.event = other.event;
  if (dice_.oneIn(4)) correction.properties = other.properties;
  if (correction.validity) log_.back() += " " + shown(*correction.validity);
  if (correction.status) log_.back() += " " + std::string(statusName(*correction.status));
  if (correction.sources) log_.back() += " sources";
  if (correction.properties) log_.back() += shown(*correction.properties);
  agree(model_.correctFact(id, correction), transaction.correctFact(id, correction));
}

void RandomWrites::setDuring(Transaction& transaction) {
  const std::string key = dice_.oneIn(2) ? "seat" : "size";
  const Value value = dice_.oneIn(4) ? Value() : anyValue(dice_);
  const Range portion = anyPortion(dice_);
  const std::string what = " set " + key + " to " + toText(value) + " during " + shown(portion);
  if (dice_.oneIn(2)) {
    const NodeId id = someNode();
    log_.push_back(idText(id) + what);
    agree(model_.setPropertyDuring(id, key, value, portion),
          transaction.setPropertyDuring(id, key, value, portion));
  } else {
    const FactId id = someFact();
    log_.push_back(idText(id) + what);
    agree(model_.setPropertyDuring(id, key, value, portion),
          transaction.setPropertyDuring(id, key, value, portion));
  }
}

void RandomWrites::removePortion(Transaction& transaction) {
  const FactId id = someFact();
  Range portion = anyPortion(dice_);
  if (dice_.oneIn(10)) portion.start = Instant::minusInfinity();
  if (dice_.oneIn(10)) portion.end = Instant::plusInfinity();
  log_.push_back("remove from " + idText(id) + " " + shown(portion));
  agree(model_.removePortion(id, portion), transaction.removePortion(id, portion));
}

void RandomWrites::checkStaged(Transaction& transaction) {
  const NodeId node = someNode();
  requireSame("staged " + idText(node), stagedText(in(model_.stagedNodes(), node)),
              stagedText(answered("node()", transaction.node(node))));
  const FactId fact = someFact();
  requireSame("staged " + idText(fact), stagedText(in(model_.stagedFacts(), fact)),
              stagedText(answered("fact()", transaction.fact(fact))));
}

// ---- whole writes -----------------------------------------------------------------------------------------

void RandomWrites::settle(const std::string& what, const Result<SystemInstant>& result) {
  const bool changes = model_.changes();
  if (!result.ok()) {
    log_.push_back(what + " -> " + result.error().toString());
    if (result.error().code() != ErrorCode::kConstraint || !mayClash())
      differs(what, "a commit", result.error().toString());
    model_.rollback();
    return;
  }
  log_.push_back(what + " -> " + formatIso(*result));
  if (changes) {
    requireSame(what, formatIso(nextInstant()), formatIso(*result));
    model_.commit(*result);
    last_ = *result;
    instants_.push_back(*result);
  } else if (last_) {
    requireSame(what + " without a change", formatIso(*last_), formatIso(*result));
  }
}

void RandomWrites::transaction() {
  moveClock();
  log_.emplace_back("begin");
  {
    auto transaction = answered("begin", database().begin({.who = "property test"}));
    for (auto i = dice_.between(1, mayClash() ? 4 : 9); i > 0; --i) {
      const auto kind = dice_.between(0, 19);
      if (kind < 4 || model_.stagedNodes().size() < 2) {
        addNode(*transaction);
      } else if (kind < 11 || model_.stagedFacts().empty()) {
        addFact(*transaction);
      } else if (kind < 13) {
        changeNode(*transaction);
      } else if (kind < 16) {
        changeFact(*transaction);
      } else if (kind < 18) {
        removePortion(*transaction);
      } else {
        setDuring(*transaction);
      }
      if (dice_.oneIn(6)) checkStaged(*transaction);
    }
    if (!dice_.oneIn(15)) {
      settle("commit", transaction->commit());
      return;
    }
  }
  log_.emplace_back("left without commit");
  model_.rollback();
}

void RandomWrites::bulkLoad() {
  moveClock();
  log_.emplace_back("bulk load");
  auto load = answered("bulkLoad", database().bulkLoad({.who = "property test"}));
  for (auto i = dice_.between(2, mayClash() ? 6 : 20); i > 0; --i) {
    if (dice_.oneIn(3) || model_.stagedNodes().size() < 2) {
      addNode(*load);
    } else {
      addFact(*load);
    }
  }
  if (!model_.changes()) return;  // every row was refused; what `finish` then gives is not said
  if (dice_.oneIn(12)) {
    log_.emplace_back("left without finish");
    model_.rollback();
    return;
  }
  settle("finish", load->finish());
}

void RandomWrites::erase() {
  EraseRequest request;
  for (const NodeId id : node_ids_) {
    if (model_.knows(id) && dice_.oneIn(8) && request.nodes.empty()) request.nodes.push_back(id);
  }
  for (const FactId id : fact_ids_) {
    if (model_.knows(id) && dice_.oneIn(6) && request.facts.size() < 3) request.facts.push_back(id);
  }
  if (request.nodes.empty() && request.facts.empty()) return;
  moveClock();
  std::set<FactId> gone(request.facts.begin(), request.facts.end());
  for (const FactVersion& fact : model_.factVersions()) {
    for (const NodeId id : request.nodes) {
      if (fact.subject == id || fact.object == id) gone.insert(fact.id);
    }
  }
  log_.emplace_back("erase");
  for (const NodeId id : request.nodes) log_.back() += " " + idText(id);
  for (const FactId id : request.facts) log_.back() += " " + idText(id);
  const auto outcome = database().erase(request, {.who = "property test", .why = "asked"});
  if (!outcome.ok()) {
    log_.back() += " -> " + outcome.error().toString();
    if (outcome.error().code() != ErrorCode::kConstraint || !mayClash())
      differs(log_.back(), "an erasure", outcome.error().toString());
    return;
  }
  requireSame("the instant of " + log_.back(), formatIso(nextInstant()), formatIso(outcome->instant));
  requireSame("nodes erased", std::to_string(request.nodes.size()), std::to_string(outcome->nodes));
  requireSame("facts erased", std::to_string(gone.size()), std::to_string(outcome->facts));
  model_.erase(request.nodes, request.facts, outcome->instant);
  last_ = outcome->instant;
  instants_.push_back(outcome->instant);
  for (const NodeId id : request.nodes) erased_.push_back({outcome->instant, false, id.value, {}, {}});
  for (const FactId id : gone) erased_.push_back({outcome->instant, true, id.value, {}, {}});
}

}  // namespace tenure::testing
