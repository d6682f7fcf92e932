// CREATE CONSTRAINT: one form for each kind of declaration that schema/catalog.h has.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

namespace {

const NodePattern& subjectOf(const PathPattern& pattern) {
  const PatternStep& step = pattern.steps.front();
  return step.relationship.direction == Direction::kLeft ? step.node : pattern.first;
}
const NodePattern& objectOf(const PathPattern& pattern) {
  const PatternStep& step = pattern.steps.front();
  return step.relationship.direction == Direction::kLeft ? pattern.first : step.node;
}
bool isVariable(const std::optional<Name>& variable, std::string_view name) {
  return variable && variable->text == name;
}

}  // namespace

CreateConstraint Descent::createConstraint() {
  CreateConstraint out;
  out.name = schemaName();
  out.if_not_exists = ifNotExists();
  std::optional<PathPattern> pattern;
  if (tokens_.accept("FOR")) pattern = path(PathUse::kPlain);
  if (!tokens_.accept("REQUIRE"))
    tokens_.failExpected(pattern ? "REQUIRE"
                                 : "FOR and what the constraint is about, or REQUIRE SCHEMA IS STRICT");
  out.requirement_at = tokens_.position();
  if (failed()) return out;
  if (!pattern) {
    tokens_.expect("SCHEMA");
    tokens_.expect("IS");
    tokens_.expect("STRICT");
    out.requirement = RequireStrictSchema{};
  } else if (pattern->steps.empty()) {
    out.requirement = nodeRequirement(*pattern);
  } else {
    out.requirement = relationshipRequirement(*pattern);
  }
  return out;
}

// ---- The pattern behind FOR ----

Name Descent::labelOf(const PathPattern& pattern) {
  const NodePattern& node = pattern.first;
  const bool one_label = node.labels && node.labels->kind == LabelExpression::Kind::kName;
  if (failed()) return {};
  if (pattern.variable || !pattern.steps.empty() || !node.variable || !one_label || node.properties ||
      node.where) {
    tokens_.fail("UnexpectedSyntax", "expected a node with a variable and one label, as in (n:Person)",
                 pattern.at);
    return {};
  }
  return {node.labels->name, node.labels->at};
}

Name Descent::typeOf(const PathPattern& pattern) {
  if (failed()) return {};
  const RelationshipPattern& relationship = pattern.steps.front().relationship;
  const bool one_type = relationship.types && relationship.types->kind == LabelExpression::Kind::kName;
  if (pattern.variable || pattern.steps.size() > 1 || !relationship.variable || !one_type ||
      relationship.length || relationship.properties || relationship.where) {
    tokens_.fail("UnexpectedSyntax",
                 "expected one relationship with a variable and a type, as in ()-[r:MEMBER_OF]-()",
                 pattern.at);
    return {};
  }
  checkConstraintNode(pattern.first);
  checkConstraintNode(pattern.steps.front().node);
  return {relationship.types->name, relationship.types->at};
}

void Descent::checkConstraintNode(const NodePattern& node) {
  if (node.labels || node.properties || node.where)
    tokens_.fail("UnexpectedSyntax",
                 "a constraint is about all relationships of a type; between which labels they may stand, "
                 "say with JOINS",
                 node.at);
}

void Descent::expectVariable(const std::optional<Name>& variable) {
  const bool meant = tokens_.atName() && variable && tokens_.nameText() == variable->text;
  if (!meant)
    return tokens_.failExpected(variable ? "'" + variable->text + "', the variable behind FOR"
                                         : "a variable behind FOR");
  tokens_.take();
}

Name Descent::propertyOf(const std::optional<Name>& variable) {
  expectVariable(variable);
  tokens_.expect(TokenKind::kDot, ". and a property");
  return tokens_.anyName("the name of a property");
}

/// Which end of the relationship a variable names; its direction must be told for that.
std::optional<Side> Descent::sideOf(const PathPattern& pattern, const std::optional<Name>& variable) {
  const bool directed = pattern.steps.front().relationship.direction != Direction::kEither;
  if (!variable || !directed) return std::nullopt;
  const bool subject = isVariable(subjectOf(pattern).variable, variable->text);
  const bool object = isVariable(objectOf(pattern).variable, variable->text);
  if (subject == object) return std::nullopt;
  return subject ? Side::kSubject : Side::kObject;
}

// ---- What is required ----

Requirement Descent::nodeRequirement(const PathPattern& pattern) {
  Name label = labelOf(pattern);
  const bool parenthesised = tokens_.accept(TokenKind::kLeftParen);
  Name key = propertyOf(pattern.first.variable);
  if (parenthesised) tokens_.expect(TokenKind::kRightParen, "); a key is one property");
  tokens_.expect("IS");
  if (tokens_.accept("UNIQUE")) return RequireUnique{std::move(label), std::move(key)};
  const bool typed = tokens_.accept("TYPED");
  if (!typed && !(tokens_.accept(TokenKind::kColon) && tokens_.accept(TokenKind::kColon)))
    tokens_.failExpected("UNIQUE, or :: and a type");
  return RequirePropertyType{std::move(label), std::move(key), valueType()};
}

ValueType Descent::valueType() {
  struct Word {
    std::string_view word;
    ValueType type;
  };
  constexpr Word kTypes[] = {
      {"ANY", ValueType::kAny},           {"BOOLEAN", ValueType::kBoolean},   {"BOOL", ValueType::kBoolean},
      {"INTEGER", ValueType::kInteger},   {"INT", ValueType::kInteger},       {"FLOAT", ValueType::kFloat},
      {"STRING", ValueType::kText},       {"DATE", ValueType::kDate},         {"TIME", ValueType::kTime},
      {"DATETIME", ValueType::kDateTime}, {"DURATION", ValueType::kDuration}, {"LIST", ValueType::kList},
      {"MAP", ValueType::kMap},
  };
  if (tokens_.acceptAll({"LOCAL", "TIME"})) return ValueType::kLocalTime;
  if (tokens_.acceptAll({"LOCAL", "DATETIME"})) return ValueType::kLocalDateTime;
  if (tokens_.acceptAll({"ZONED", "TIME"})) return ValueType::kTime;
  if (tokens_.acceptAll({"ZONED", "DATETIME"})) return ValueType::kDateTime;
  for (const Word& word : kTypes)
    if (tokens_.accept(word.word)) return word.type;
  tokens_.failExpected(
      "a type: BOOLEAN, INTEGER, FLOAT, STRING, DATE, LOCAL TIME, ZONED TIME, LOCAL DATETIME, ZONED "
      "DATETIME, DURATION, LIST, MAP or ANY");
  return ValueType::kAny;
}

Requirement Descent::relationshipRequirement(const PathPattern& pattern) {
  Name type = typeOf(pattern);
  expectVariable(pattern.steps.front().relationship.variable);
  if (tokens_.accept("JOINS")) return endpoints(type);
  if (tokens_.accept("ENDS")) return eventEnds(pattern, type);
  if (tokens_.accept("LASTS")) {
    tokens_.expect("AT");
    tokens_.expect("MOST");
    ExpressionPtr days = timeOperand();
    tokens_.expect("DAYS");
    return RequireLongest{std::move(type), std::move(days)};
  }
  if (!tokens_.accept("IS")) tokens_.failExpected("IS, JOINS, ENDS or LASTS");
  return isRequirement(pattern, type);
}

Requirement Descent::isRequirement(const PathPattern& pattern, const Name& type) {
  if (tokens_.accept("ACYCLIC")) return RequireAcyclic{type};
  if (tokens_.accept("LINEAGE")) return RequireLineage{type};
  if (tokens_.accept("EVENT")) return RequireEvent{type};
  if (tokens_.acceptAll({"WITHIN", "LIFESPANS"})) return RequireWithinLifespans{type};
  if (!tokens_.acceptAll({"AT", "MOST", "ONE"}))
    tokens_.failExpected("AT MOST ONE PER, WITHIN LIFESPANS, ACYCLIC, LINEAGE or EVENT");
  tokens_.expect("PER");
  const Position at = tokens_.position();
  const Name variable = tokens_.anyName("a variable");
  const std::optional<Side> side = failed() ? std::nullopt : sideOf(pattern, variable);
  if (!side)
    tokens_.fail("UnexpectedSyntax",
                 "PER takes the variable of one end, with the direction told, as in FOR ()-[r:CHAIRED]->(o)",
                 at);
  return RequireAtMostOne{type, side.value_or(Side::kObject), tokens_.accept("STRICT")};
}

/// (:A)-->(:B), ...
RequireEndpoints Descent::endpoints(const Name& type) {
  RequireEndpoints out{type, {}};
  const auto label = [this](const NodePattern& node) -> std::optional<Name> {
    const bool plain = !node.variable && !node.properties && !node.where;
    if (!plain || (node.labels && node.labels->kind != LabelExpression::Kind::kName))
      tokens_.fail("UnexpectedSyntax", "expected one label, as in (:Person), or () for any node", node.at);
    if (!node.labels) return std::nullopt;
    return Name{node.labels->name, node.labels->at};
  };
  do {
    const PathPattern pair = path(PathUse::kPlain);
    if (failed()) return out;
    const bool one_arrow = !pair.variable && pair.steps.size() == 1 &&
                           pair.steps.front().relationship.direction != Direction::kEither;
    const RelationshipPattern* arrow = one_arrow ? &pair.steps.front().relationship : nullptr;
    if (arrow == nullptr || arrow->variable || arrow->types || arrow->length || arrow->properties ||
        arrow->where) {
      tokens_.fail("UnexpectedSyntax", "expected two nodes with an arrow, as in (:Person)-->(:Organization)",
                   pair.at);
      return out;
    }
    out.pairs.push_back({label(subjectOf(pair)), label(objectOf(pair))});
  } while (tokens_.accept(TokenKind::kComma));
  return out;
}

/// (a)-[:STATE]->(b), (a)-[:STATE]->(), or a alone.
RequireEventEnds Descent::eventEnds(const PathPattern& pattern, const Name& type) {
  RequireEventEnds out{type, EventTarget::kSubjectLifespan, std::nullopt};
  const Position at = tokens_.position();
  constexpr std::string_view kForms =
      "for FOR (a)-[e:EVENT]->(b), an event ENDS (a)-[:STATE]->(b), (a)-[:STATE]->() or the lifespan of a";
  if (!tokens_.at(TokenKind::kLeftParen)) {
    const Name variable = tokens_.anyName("a node or a relationship of the event's subject");
    if (!failed() && sideOf(pattern, variable) != Side::kSubject)
      tokens_.fail("UnexpectedSyntax", std::string(kForms), at);
    return out;
  }
  const PathPattern ended = path(PathUse::kPlain);
  if (failed()) return out;
  const auto plain = [](const NodePattern& node) { return !node.labels && !node.properties && !node.where; };
  bool fits =
      !ended.variable && ended.steps.size() == 1 && plain(ended.first) && plain(ended.steps.front().node);
  if (fits) {
    const RelationshipPattern& state = ended.steps.front().relationship;
    fits = state.direction != Direction::kEither && !state.variable && !state.length && !state.properties &&
           !state.where && state.types && state.types->kind == LabelExpression::Kind::kName &&
           sideOf(pattern, subjectOf(ended).variable) == Side::kSubject;
    const std::optional<Name>& object = objectOf(ended).variable;
    fits = fits && (!object || sideOf(pattern, object) == Side::kObject);
    if (fits) {
      out.state = Name{state.types->name, state.types->at};
      out.target = object ? EventTarget::kSubjectFactsWithObject : EventTarget::kSubjectFacts;
    }
  }
  if (!fits) tokens_.fail("UnexpectedSyntax", std::string(kForms), at);
  return out;
}

}  // namespace tenure::query
