// The plain model's writes: stage, derive every cut anew, keep what was believed.
#include "tests/plain_model.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tenure::testing {
namespace {

template <class T>
std::vector<T> sortedDistinct(const std::vector<T>& given) {
  const std::set<T> distinct(given.begin(), given.end());
  return {distinct.begin(), distinct.end()};
}

Properties everyHistoryInOrder(Properties properties) {
  for (auto& [key, history] : properties) history = inOrder(std::move(history));
  return properties;
}

void setDuring(Properties& properties, const std::string& key, const Value& value, Range portion) {
  PropertyHistory history = withValueDuring(properties[key], value, portion);
  if (history.empty()) {
    properties.erase(key);
  } else {
    properties[key] = std::move(history);
  }
}

/// Closes, opens and leaves versions so that from `instant` on exactly `staged` is believed.
template <class Id, class Version>
void believe(std::vector<Version>& versions, const std::map<Id, Version>& staged, SystemInstant instant) {
  std::set<Id> unchanged;
  for (Version& old : versions) {
    if (old.believed.to != SystemInstant::plusInfinity()) continue;
    const auto now = staged.find(old.id);
    if (now != staged.end()) {
      Version same = now->second;
      same.believed = old.believed;
      if (same == old) {
        unchanged.insert(old.id);
        continue;
      }
    }
    old.believed.to = instant;
  }
  for (const auto& [id, version] : staged) {
    if (unchanged.contains(id)) continue;
    versions.push_back(version);
    versions.back().believed = {instant, SystemInstant::plusInfinity()};
  }
}

template <class Id, class Version>
std::map<Id, Version> present(const std::vector<Version>& versions) {
  std::map<Id, Version> out;
  for (const Version& version : versions) {
    if (version.believed.to == SystemInstant::plusInfinity()) out[version.id] = version;
  }
  return out;
}

template <class Id, class Version>
bool same(const std::map<Id, Version>& believed, const std::map<Id, Version>& staged) {
  if (believed.size() != staged.size()) return false;
  return std::all_of(staged.begin(), staged.end(), [&](const auto& item) {
    const auto old = believed.find(item.first);
    if (old == believed.end()) return false;
    Version now = item.second;
    now.believed = old->second.believed;
    return now == old->second;
  });
}

template <class Versions, class Id>
bool anyHas(const Versions& versions, Id id) {
  return std::any_of(versions.begin(), versions.end(), [&](const auto& version) { return version.id == id; });
}

}  // namespace

struct PlainModel::Event {
  FactVersion fact;
  Period when;
  std::string object;

  [[nodiscard]] auto order() const {
    return std::tie(when.start_min, when.start_max, when.end_min, when.end_max, fact.type, object,
                    fact.validity.text(), fact.sources, fact.event, fact.id);
  }
};

const RelationshipType* PlainModel::declared(const std::string& type) const {
  for (const RelationshipType& one : schema_.types()) {
    if (one.name == type) return &one;
  }
  return nullptr;
}

bool PlainModel::knows(NodeId id) const { return staged_nodes_.contains(id) || anyHas(nodes_, id); }
bool PlainModel::knows(FactId id) const { return staged_facts_.contains(id) || anyHas(facts_, id); }

bool PlainModel::idIsTaken(const std::string& external_id, NodeId by_other_than) const {
  if (external_id.empty()) return false;
  return std::any_of(staged_nodes_.begin(), staged_nodes_.end(), [&](const auto& item) {
    return item.first != by_other_than && item.second.external_id == external_id;
  });
}

// ---- staging ----------------------------------------------------------------------------------------------

PlainModel::Refusal PlainModel::addNode(const NodeDraft& draft, NodeId id) {
  if (idIsTaken(draft.external_id, id)) return ErrorCode::kAlreadyExists;
  NodeVersion node;
  node.id = id;
  node.external_id = draft.external_id;
  node.labels = sortedDistinct(draft.labels);
  node.lifespan = draft.lifespan;
  node.properties = everyHistoryInOrder(draft.properties);
  node.aliases = sortedDistinct(draft.aliases);
  staged_nodes_[id] = std::move(node);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::addFact(const FactDraft& draft, FactId id) {
  if (!staged_nodes_.contains(draft.subject) || !staged_nodes_.contains(draft.object))
    return ErrorCode::kNotFound;
  if (draft.type.empty()) return ErrorCode::kInvalidArgument;
  FactVersion fact;
  fact.id = id;
  fact.subject = draft.subject;
  fact.type = draft.type;
  fact.object = draft.object;
  fact.validity = draft.validity;
  fact.status = draft.status;
  fact.sources = draft.sources;
  fact.event = draft.event;
  fact.properties = everyHistoryInOrder(draft.properties);
  staged_facts_[id] = std::move(fact);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::correctNode(NodeId id, const NodeCorrection& correction) {
  const auto found = staged_nodes_.find(id);
  if (found == staged_nodes_.end()) return ErrorCode::kNotFound;
  NodeVersion& node = found->second;
  if (correction.external_id && idIsTaken(*correction.external_id, id)) return ErrorCode::kAlreadyExists;
  if (correction.external_id) node.external_id = *correction.external_id;
  if (correction.labels) node.labels = sortedDistinct(*correction.labels);
  if (correction.lifespan) node.lifespan = *correction.lifespan;
  if (correction.properties) node.properties = everyHistoryInOrder(*correction.properties);
  if (correction.aliases) node.aliases = sortedDistinct(*correction.aliases);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::correctFact(FactId id, const FactCorrection& correction) {
  const auto found = staged_facts_.find(id);
  if (found == staged_facts_.end()) return ErrorCode::kNotFound;
  FactVersion& fact = found->second;
  if (correction.validity) {
    fact.validity = *correction.validity;
    fact.removed.clear();
  }
  if (correction.status) fact.status = *correction.status;
  if (correction.sources) fact.sources = *correction.sources;
  if (correction.event) fact.event = *correction.event;
  if (correction.properties) fact.properties = everyHistoryInOrder(*correction.properties);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::retractNode(NodeId id, bool with_facts) {
  if (!staged_nodes_.contains(id)) return ErrorCode::kNotFound;
  const auto ofNode = [&](const auto& item) { return item.second.subject == id || item.second.object == id; };
  const bool has_facts = std::any_of(staged_facts_.begin(), staged_facts_.end(), ofNode);
  if (has_facts && !with_facts) return ErrorCode::kConstraint;
  std::erase_if(staged_facts_, ofNode);
  staged_nodes_.erase(id);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::retractFact(FactId id) {
  if (staged_facts_.erase(id) == 0) return ErrorCode::kNotFound;
  return std::nullopt;
}

PlainModel::Refusal PlainModel::removePortion(FactId id, Range portion) {
  const auto found = staged_facts_.find(id);
  if (found == staged_facts_.end()) return ErrorCode::kNotFound;
  found->second.removed = withPortion(found->second.removed, portion);
  FactVersion never_cut = found->second;  // the event that cuts it may be withdrawn again
  never_cut.cut.reset();
  if (piecesOf(never_cut).empty()) staged_facts_.erase(found);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::setPropertyDuring(NodeId id, const std::string& key, const Value& value,
                                                  Range portion) {
  const auto found = staged_nodes_.find(id);
  if (found == staged_nodes_.end()) return ErrorCode::kNotFound;
  setDuring(found->second.properties, key, value, portion);
  return std::nullopt;
}

PlainModel::Refusal PlainModel::setPropertyDuring(FactId id, const std::string& key, const Value& value,
                                                  Range portion) {
  const auto found = staged_facts_.find(id);
  if (found == staged_facts_.end()) return ErrorCode::kNotFound;
  setDuring(found->second.properties, key, value, portion);
  return std::nullopt;
}

// ---- events -----------------------------------------------------------------------------------------------

/// The asserted events of a subject, the earliest first; between equals their content decides.
std::vector<PlainModel::Event> PlainModel::eventsOf(NodeId subject) const {
  std::vector<Event> events;
  for (const auto& staged : staged_facts_) {
    const FactVersion& fact = staged.second;
    const bool ends_something = std::any_of(schema_.eventRules().begin(), schema_.eventRules().end(),
                                            [&](const EventRule& rule) { return rule.event == fact.type; });
    if (!ends_something || fact.subject != subject || fact.status != FactStatus::kAsserted) continue;
    FactVersion never_cut = fact;
    never_cut.cut.reset();
    const std::vector<Period> when = piecesOf(never_cut);
    if (when.empty()) continue;
    const NodeVersion& object = staged_nodes_.at(fact.object);
    events.push_back(
        {fact, when.front(),
         object.external_id.empty() ? "node " + std::to_string(object.id.value) : object.external_id});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.order() < b.order(); });
  return events;
}

void PlainModel::deriveCuts() {
  for (auto& [node_id, node] : staged_nodes_) {
    const std::vector<Event> events = eventsOf(node_id);
    const auto firstThatEnds = [&](const Period& written, const auto& rule_fits) -> std::optional<Cut> {
      for (const Event& event : events) {
        const bool ruled = std::any_of(
            schema_.eventRules().begin(), schema_.eventRules().end(),
            [&](const EventRule& rule) { return rule.event == event.fact.type && rule_fits(rule, event); });
        if (ruled && eventEnds(event.when, written)) return endGivenBy(event.fact.id, event.when);
      }
      return std::nullopt;
    };
    node.cut = firstThatEnds(node.lifespan.period(), [](const EventRule& rule, const Event&) {
      return rule.target == EventTarget::kSubjectLifespan;
    });
    for (auto& staged : staged_facts_) {
      FactVersion& fact = staged.second;
      if (fact.subject != node_id) continue;
      fact.cut = firstThatEnds(fact.validity.period(), [&](const EventRule& rule, const Event& event) {
        if (rule.state != fact.type) return false;
        if (rule.target == EventTarget::kSubjectFacts) return true;
        return rule.target == EventTarget::kSubjectFactsWithObject && event.fact.object == fact.object;
      });
    }
  }
}

// ---- belief -----------------------------------------------------------------------------------------------

bool PlainModel::changes() {
  deriveCuts();
  return !same(present<NodeId>(nodes_), staged_nodes_) || !same(present<FactId>(facts_), staged_facts_);
}

void PlainModel::commit(SystemInstant instant) {
  deriveCuts();
  believe(nodes_, staged_nodes_, instant);
  believe(facts_, staged_facts_, instant);
}

void PlainModel::rollback() {
  staged_nodes_ = present<NodeId>(nodes_);
  staged_facts_ = present<FactId>(facts_);
}

void PlainModel::erase(const std::vector<NodeId>& nodes, const std::vector<FactId>& facts,
                       SystemInstant instant) {
  const auto contains = [](const auto& ids, auto id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  std::erase_if(nodes_, [&](const NodeVersion& node) { return contains(nodes, node.id); });
  std::erase_if(facts_, [&](const FactVersion& fact) {
    return contains(facts, fact.id) || contains(nodes, fact.subject) || contains(nodes, fact.object);
  });
  rollback();
  commit(instant);
  // A past cut tells the day of the event that made it: it goes with the event.
  std::set<FactId> left;
  for (const FactVersion& fact : facts_) left.insert(fact.id);
  const auto forget = [&](auto& versions) {
    for (auto& version : versions) {
      if (version.cut && !left.contains(version.cut->event)) version.cut.reset();
    }
  };
  forget(nodes_);
  forget(facts_);
}

PlainModel PlainModel::seenAt(SystemInstant seen) const {
  PlainModel model(schema_);
  const auto take = [seen](const auto& versions, auto& into) {
    for (auto version : versions) {
      if (version.believed.from > seen) continue;
      if (version.believed.to > seen) version.believed.to = SystemInstant::plusInfinity();
      into.push_back(std::move(version));
    }
  };
  take(nodes_, model.nodes_);
  take(facts_, model.facts_);
  model.rollback();
  return model;
}

}  // namespace tenure::testing
