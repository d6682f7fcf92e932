#include "schema/rules.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tenure {
namespace {

std::string nameOf(NodeId id, PresentFacts& present) {
  const auto node = present.node(id);
  if (node.ok() && *node && !(*node)->external_id.empty()) return (*node)->external_id;
  return "node " + std::to_string(id.value);
}

/// An event that may end something, with what decides between equals.
struct Event {
  FactVersion fact;
  Period period;
  std::string object;
};

auto orderOf(const Event& e) {
  return std::tie(e.period.start_min, e.period.start_max, e.period.end_min, e.period.end_max, e.fact.type,
                  e.object, e.fact.validity.text(), e.fact.sources, e.fact.event, e.fact.id);
}

/// The asserted events of `subject` of all types that end something, earliest first.
Result<std::vector<Event>> eventsOf(const Schema& schema, NodeId subject, PresentFacts& present) {
  std::set<std::string> types;
  for (const EventRule& rule : schema.eventRules()) types.insert(rule.event);
  std::vector<Event> events;
  for (const std::string& type : types) {
    TENURE_ASSIGN(auto facts, present.facts(subject, Side::kSubject, type));
    for (FactVersion& fact : facts) {
      if (fact.status != FactStatus::kAsserted) continue;
      fact.cut.reset();  // an event is never itself cut
      const auto pieces = fact.pieces(schema.type(type));
      if (pieces.empty()) continue;
      std::string object = nameOf(fact.object, present);
      events.push_back({std::move(fact), pieces.front(), std::move(object)});
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return orderOf(a) < orderOf(b); });
  return events;
}

std::optional<Cut> earliestCut(const Schema& schema, const std::vector<Event>& events, EventTarget target,
                               std::string_view state, std::optional<NodeId> object, const Period& written) {
  for (const Event& event : events) {
    const bool ends =
        std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
          return rule.event == event.fact.type && rule.target == target && rule.state == state;
        });
    if (!ends || (object && event.fact.object != *object)) continue;
    if (eventApplies(event.period, written)) return cutOf(event.fact.id, event.period);
  }
  return std::nullopt;
}

/// The earlier of two cuts (they name different events; `events` is in order).
std::optional<Cut> earlier(const std::optional<Cut>& a, const std::optional<Cut>& b,
                           const std::vector<Event>& events) {
  if (!a || !b) return a ? a : b;
  for (const Event& event : events) {
    if (event.fact.id == a->event) return a;
    if (event.fact.id == b->event) return b;
  }
  return a;
}

Error refused(std::string message) { return {ErrorCode::kConstraint, std::move(message)}; }

Status checkEndpoints(const RelationshipType& type, const FactVersion& fact, PresentFacts& present) {
  if (type.endpoints.empty()) return {};
  TENURE_ASSIGN(const auto subject, present.node(fact.subject));
  TENURE_ASSIGN(const auto object, present.node(fact.object));
  const auto has = [](const std::optional<NodeVersion>& node, const std::string& label) {
    return label.empty() ||
           (node && std::find(node->labels.begin(), node->labels.end(), label) != node->labels.end());
  };
  std::string allowed;
  for (const Endpoints& ends : type.endpoints) {
    if (has(subject, ends.subject) && has(object, ends.object)) return {};
    allowed += (allowed.empty() ? "" : ", ") + ends.subject + " to " + ends.object;
  }
  return refused(describeFact(fact, present) + ": " + type.name + " joins " + allowed + ", and neither fits");
}

/// Whether two lists of pieces certainly (or possibly) overlap at some instant.
bool overlap(const std::vector<Period>& a, EndConvention a_end, const std::vector<Period>& b,
             EndConvention b_end, bool strict, bool certain) {
  for (const Period& x : a) {
    for (const Period& y : b) {
      if (certain ? certainlyClash(x, a_end, y, b_end, strict) && !x.perhapsEmpty() && !y.perhapsEmpty()
                  : x.start_min < y.end_max && y.start_min < x.end_max) {
        return true;
      }
    }
  }
  return false;
}

/// The facts that clash with `fact` under one at-most-one constraint.
Result<std::vector<FactVersion>> rivals(const Schema& schema, const AtMostOne& constraint,
                                        const FactVersion& fact, PresentFacts& present, bool certain) {
  const NodeId anchor = constraint.per == Side::kSubject ? fact.subject : fact.object;
  const auto counterpart = [&](const FactVersion& f) {
    return constraint.per == Side::kSubject ? f.object : f.subject;
  };
  const RelationshipType* type = schema.type(fact.type);
  const auto mine = fact.pieces(type);
  std::vector<FactVersion> out;
  if (mine.empty()) return out;
  Range within{mine.front().start_min, mine.front().end_max};
  for (const Period& piece : mine) within.end = std::max(within.end, piece.end_max);
  TENURE_ASSIGN(auto others, present.factsWithin(anchor, constraint.per, fact.type, within));
  for (FactVersion& other : others) {
    if (other.id == fact.id || other.status != FactStatus::kAsserted ||
        counterpart(other) == counterpart(fact)) {
      continue;
    }
    if (overlap(mine, fact.validity.convention(), other.pieces(type), other.validity.convention(),
                constraint.strict, certain)) {
      out.push_back(std::move(other));
    }
  }
  return out;
}

Status checkAtMostOne(const Schema& schema, const AtMostOne& constraint, const FactVersion& fact,
                      PresentFacts& present) {
  TENURE_ASSIGN(const auto clashing, rivals(schema, constraint, fact, present, true));
  if (clashing.empty()) return {};
  std::string names;
  for (const FactVersion& other : clashing) {
    names += (names.empty() ? "" : ", ") + describeFact(other, present);
  }
  const NodeId anchor = constraint.per == Side::kSubject ? fact.subject : fact.object;
  return refused(describeFact(fact, present) + ": at most one " + constraint.type + " at a time for " +
                 nameOf(anchor, present) + ", and it certainly overlaps " + names);
}

/// Why a period certainly lies outside a lifespan, or nullptr.
const char* outside(const Period& fact, const Period& life) {
  if (fact.start_max < life.start_min) return "it certainly starts before the lifespan";
  if (fact.start_min >= life.end_max) return "it can only start after the lifespan";
  if (fact.end_max < Instant::plusInfinity() && fact.end_min > life.end_max) {
    return "it certainly ends after the lifespan";
  }
  return nullptr;
}

Status checkWithinLifespans(const Schema& schema, const FactVersion& fact, PresentFacts& present) {
  for (const NodeId end : {fact.subject, fact.object}) {
    TENURE_ASSIGN(const auto node, present.node(end));
    if (!node || (node->lifespan.isTimeless() && !node->cut)) continue;
    for (const Period& piece : fact.pieces(schema.type(fact.type))) {
      if (piece.perhapsEmpty()) continue;
      if (const char* why = outside(piece, node->effective())) {
        const std::string life = node->cut ? describe(node->effective()) : node->lifespan.text();
        return refused(describeFact(fact, present) + ": " + fact.type +
                       " lies within the lifespans of both ends, and " + why + " of " + nameOf(end, present) +
                       ", " + life);
      }
    }
  }
  return {};
}

/// A search for a cycle that certainly exists at one instant. All facts of a cycle share an instant for
/// certain iff start_max_i < end_min_j for all i, j that differ; at most one of them can have an empty core
/// (start_max >= end_min), and it is carried apart (`lone`).
struct Walk {
  NodeId at;
  Instant start = Instant::minusInfinity();
  Instant end = Instant::plusInfinity();
  bool has_lone = false;
  Instant lone_start = Instant::minusInfinity();
  Instant lone_end = Instant::plusInfinity();
  std::vector<FactId> facts;

  [[nodiscard]] bool add(const Period& p) {
    if (p.start_max < p.end_min) {
      start = std::max(start, p.start_max);
      end = std::min(end, p.end_min);
    } else {
      if (has_lone || p.derived) return false;
      has_lone = true;
      lone_start = p.start_max;
      lone_end = p.end_min;
    }
    return start < end && (!has_lone || (start < lone_end && lone_start < end));
  }
  [[nodiscard]] bool atLeast(const Walk& other) const {
    return start <= other.start && end >= other.end &&
           (!has_lone || (other.has_lone && lone_start <= other.lone_start && lone_end >= other.lone_end));
  }
};

Status checkAcyclic(const Schema& schema, const FactVersion& fact, PresentFacts& present) {
  const RelationshipType* type = schema.type(fact.type);
  if (fact.subject == fact.object)
    return refused(describeFact(fact, present) + ": " + fact.type + " forms no cycle");
  std::vector<Walk> open;
  for (const Period& piece : fact.pieces(type)) {
    Walk walk{fact.object, {}, {}, false, {}, {}, {fact.id}};
    walk.start = Instant::minusInfinity();
    walk.end = Instant::plusInfinity();
    if (walk.add(piece)) open.push_back(std::move(walk));
  }
  std::vector<Walk> seen;
  while (!open.empty()) {
    Walk walk = std::move(open.back());
    open.pop_back();
    const bool dominated = std::any_of(seen.begin(), seen.end(),
                                       [&](const Walk& s) { return s.at == walk.at && s.atLeast(walk); });
    if (dominated) continue;
    seen.push_back(walk);
    TENURE_ASSIGN(const auto next, present.facts(walk.at, Side::kSubject, fact.type));
    for (const FactVersion& step : next) {
      if (step.status != FactStatus::kAsserted || step.id == fact.id) continue;
      for (const Period& piece : step.pieces(type)) {
        Walk longer = walk;
        longer.at = step.object;
        longer.facts.push_back(step.id);
        if (!longer.add(piece)) continue;
        if (step.object == fact.subject) {
          std::string chain;
          for (const FactId id : longer.facts)
            chain += (chain.empty() ? "" : ", ") + std::to_string(id.value);
          return refused(describeFact(fact, present) + ": " + fact.type +
                         " forms no cycle at any instant, and facts " + chain + " certainly do");
        }
        open.push_back(std::move(longer));
      }
    }
  }
  return {};
}

bool valueFits(const Value& value, ValueType type) {
  if (type == ValueType::kAny || value.isNull()) return true;
  // ValueType's enumerators 1 .. 12 stand in the order of Value's alternatives.
  return value.data().index() == static_cast<std::size_t>(type);
}

std::string nameOf(const NodeVersion& node) {
  return node.external_id.empty() ? "node " + std::to_string(node.id.value) : node.external_id;
}

Error undeclaredLabel(const Schema& schema, const NodeVersion& node, const std::string& label) {
  return refused(nameOf(node) + ": schema " + schema.name() + " is strict and has no label " + label);
}

Error wrongType(const NodeVersion& node, const PropertyDeclaration& declared, const Value& value) {
  return refused(nameOf(node) + ": property " + declared.key + " of " + declared.label + " is " +
                 std::string(valueTypeName(declared.type)) + ", not " + std::string(typeName(value)));
}

Status checkProperty(const NodeVersion& node, const PropertyDeclaration& declared) {
  const auto history = node.properties.find(declared.key);
  if (history == node.properties.end()) return {};
  for (const PropertyValue& one : history->second) {
    if (!valueFits(one.value, declared.type)) return wrongType(node, declared, one.value);
  }
  return {};
}

}  // namespace

std::string describeFact(const FactVersion& fact, PresentFacts& present) {
  const std::string when = fact.validity.isTimeless() ? "timeless" : fact.validity.text();
  return "fact " + std::to_string(fact.id.value) + " (" + nameOf(fact.subject, present) + " " + fact.type +
         " " + nameOf(fact.object, present) + ", " + when + ")";
}

bool takesPartInEvents(const Schema& schema, std::string_view type) {
  return std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
    // The rule of a lifespan has no state, and an empty name is no type.
    return !type.empty() && (rule.event == type || rule.state == type);
  });
}

Result<SubjectCuts> deriveCuts(const Schema& schema, NodeId subject, PresentFacts& present) {
  SubjectCuts cuts;
  if (schema.eventRules().empty()) return cuts;
  TENURE_ASSIGN(const auto events, eventsOf(schema, subject, present));
  TENURE_ASSIGN(const auto node, present.node(subject));
  if (node) {
    cuts.lifespan =
        earliestCut(schema, events, EventTarget::kSubjectLifespan, "", std::nullopt, node->lifespan.period());
  }
  std::set<std::string> states;
  for (const EventRule& rule : schema.eventRules()) {
    if (rule.target != EventTarget::kSubjectLifespan) states.insert(rule.state);
  }
  for (const std::string& state : states) {
    TENURE_ASSIGN(auto facts, present.facts(subject, Side::kSubject, state));
    for (FactVersion& fact : facts) {
      const Period& written = fact.validity.period();
      const auto here =
          earliestCut(schema, events, EventTarget::kSubjectFactsWithObject, state, fact.object, written);
      const auto anywhere =
          earliestCut(schema, events, EventTarget::kSubjectFacts, state, std::nullopt, written);
      auto cut = earlier(here, anywhere, events);
      cuts.facts.emplace_back(std::move(fact), cut);
    }
  }
  return cuts;
}

Status checkFact(const Schema& schema, const FactVersion& fact, PresentFacts& present) {
  const RelationshipType* type = schema.type(fact.type);
  if (type == nullptr) {
    if (!schema.strict()) return {};
    return refused(describeFact(fact, present) + ": schema " + schema.name() + " is strict and has no type " +
                   fact.type);
  }
  TENURE_TRY(checkEndpoints(*type, fact, present));
  if (fact.status != FactStatus::kAsserted) return {};
  for (const AtMostOne& one : schema.atMostOne()) {
    if (one.type == fact.type) TENURE_TRY(checkAtMostOne(schema, one, fact, present));
  }
  for (const WithinLifespans& one : schema.withinLifespans()) {
    if (one.type == fact.type) TENURE_TRY(checkWithinLifespans(schema, fact, present));
  }
  for (const Acyclic& one : schema.acyclic()) {
    if (one.type == fact.type) TENURE_TRY(checkAcyclic(schema, fact, present));
  }
  return {};
}

Status checkNode(const Schema& schema, const NodeVersion& node) {
  for (const std::string& label : node.labels) {
    if (schema.strict() && !schema.hasLabel(label)) return undeclaredLabel(schema, node, label);
    for (const PropertyDeclaration& declared : schema.properties()) {
      if (declared.label == label) TENURE_TRY(checkProperty(node, declared));
    }
  }
  return {};
}

Result<std::vector<std::string>> possibleClashes(const Schema& schema, const FactVersion& fact,
                                                 PresentFacts& present) {
  std::vector<std::string> lines;
  if (fact.status != FactStatus::kAsserted) return lines;
  for (const AtMostOne& one : schema.atMostOne()) {
    if (one.type != fact.type) continue;
    TENURE_ASSIGN(const auto clashing, rivals(schema, one, fact, present, false));
    for (const FactVersion& other : clashing) {
      if (other.id < fact.id) continue;  // each pair once
      lines.push_back(describeFact(fact, present) + " possibly overlaps " + describeFact(other, present) +
                      ", and at most one " + one.type + " is allowed at a time");
    }
  }
  return lines;
}

}  // namespace tenure
