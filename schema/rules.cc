#include "schema/rules.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tenure {
namespace {

Error refused(std::string message) { return {ErrorCode::kConstraint, std::move(message)}; }

Status checkEndpoints(const RelationshipType& type, const FactVersion& fact, PresentFacts& present) {
  if (type.endpoints.empty()) return {};
  TENURE_ASSIGN(const auto subject, present.outline(fact.subject));
  TENURE_ASSIGN(const auto object, present.outline(fact.object));
  const auto has = [](const std::optional<NodeOutline>& node, const std::string& label) {
    return label.empty() ||
           (node && std::find(node->labels->begin(), node->labels->end(), label) != node->labels->end());
  };
  std::string allowed;
  for (const Endpoints& ends : type.endpoints) {
    if (has(subject, ends.subject) && has(object, ends.object)) return {};
    const auto named = [](const std::string& label) { return label.empty() ? "any" : label; };
    allowed += (allowed.empty() ? "" : ", ") + named(ends.subject) + " to " + named(ends.object);
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
                 describeNode(anchor, present) + ", and it certainly overlaps " + names);
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
    TENURE_ASSIGN(const auto outline, present.outline(end));
    if (!outline || !outline->limited) continue;
    for (const Period& piece : fact.pieces(schema.type(fact.type))) {
      if (piece.perhapsEmpty()) continue;
      if (const char* why = outside(piece, outline->lifespan)) {
        TENURE_ASSIGN(const auto node, present.node(end));
        const bool as_written = node && !node->cut;
        const std::string life = as_written ? node->lifespan.text() : describe(outline->lifespan);
        return refused(describeFact(fact, present) + ": " + fact.type +
                       " lies within the lifespans of both ends, and " + why + " of " +
                       describeNode(end, present) + ", " + life);
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
    // A step that shares an instant with all of the walk can hold at some of these.
    TENURE_ASSIGN(const auto next,
                  present.factsWithin(walk.at, Side::kSubject, fact.type, Range{walk.start, walk.end}));
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

NodeOutline outlineOf(const NodeVersion& node) {
  return {std::make_shared<const std::vector<std::string>>(node.labels), node.effective(),
          !node.lifespan.isTimeless() || node.cut.has_value()};
}

Result<std::optional<NodeOutline>> PresentFacts::outline(NodeId id) {
  TENURE_ASSIGN(const auto whole, node(id));
  if (!whole) return std::optional<NodeOutline>();
  return std::optional(outlineOf(*whole));
}

std::string describeNode(NodeId id, PresentFacts& present) {
  const auto node = present.node(id);
  if (node.ok() && *node && !(*node)->external_id.empty()) return (*node)->external_id;
  return "node " + std::to_string(id.value);
}

std::string describeFact(const FactVersion& fact, PresentFacts& present) {
  const std::string when = fact.validity.isTimeless() ? "timeless" : fact.validity.text();
  const Place place = present.placeOf(fact.id);
  const std::string read = place.line == 0 ? "" : "; " + place.file + ":" + std::to_string(place.line);
  return "fact " + std::to_string(fact.id.value) + " (" + describeNode(fact.subject, present) + " " +
         fact.type + " " + describeNode(fact.object, present) + ", " + when + read + ")";
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
