// Patterns: nodes and relationships to slots; labels, properties and WHERE to predicates.
#include <algorithm>

#include "engine/query/binder/binder_state.h"
#include "engine/query/values/functions.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

Error alreadyBound(const std::string& name, Position at) {
  return queryError(ErrorClass::kSyntaxError, "VariableAlreadyBound",
                    tenure::quoted(name) + " is a variable already; choose another name", at);
}
Error conflict(const std::string& name, std::string_view as, Position at) {
  return queryError(
      ErrorClass::kSyntaxError, "VariableTypeConflict",
      tenure::quoted(name) + " stands for something else already and cannot be a " + std::string(as), at);
}

Direction directionOf(ast::Direction direction) {
  switch (direction) {
    case ast::Direction::kRight: return Direction::kOut;
    case ast::Direction::kLeft: return Direction::kIn;
    case ast::Direction::kEither: break;
  }
  return Direction::kBoth;
}

PathMode modeOf(ast::PathMode mode) {
  switch (mode) {
    case ast::PathMode::kNone: break;
    case ast::PathMode::kContemporaneous: return PathMode::kContemporaneous;
    case ast::PathMode::kChronological: return PathMode::kChronological;
  }
  return PathMode::kNone;
}

Shortest shortestOf(ast::Shortest shortest) {
  switch (shortest) {
    case ast::Shortest::kNone: break;
    case ast::Shortest::kOne: return Shortest::kOne;
    case ast::Shortest::kAll: return Shortest::kAll;
  }
  return Shortest::kNone;
}

}  // namespace

std::optional<std::vector<std::string>> alternatives(const ast::LabelExpression& types) {
  if (types.kind == ast::LabelExpression::Kind::kName) return std::vector{types.name};
  if (types.kind != ast::LabelExpression::Kind::kOr) return std::nullopt;
  std::vector<std::string> out;
  for (const ast::LabelExpression& one : types.operands) {
    auto names = alternatives(one);
    if (!names) return std::nullopt;
    for (std::string& name : *names) {
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
  }
  return out;
}

Result<Match> Binder::match(const ast::Match& match) {
  Match out;
  out.optional = match.optional;
  for (const ast::PathPattern& one : match.paths) TENURE_TRY(path(one, out));
  // Properties and conditions may speak of every variable of the clause, so they are bound when all are
  // there.
  std::size_t node = 0;
  std::size_t relationship = 0;
  for (const ast::PathPattern& one : match.paths) {
    TENURE_TRY(nodePredicates(one.first, out.nodes[pattern_nodes_[node++]].slot, out));
    for (const ast::PatternStep& step : one.steps) {
      TENURE_TRY(relationshipPredicates(step.relationship, out.relationships[relationship++], out));
      TENURE_TRY(nodePredicates(step.node, out.nodes[pattern_nodes_[node++]].slot, out));
    }
  }
  if (match.where) TENURE_TRY(predicates(*match.where, out.predicates));
  askForRefuted(out);
  TENURE_TRY(versionsOf(out));
  return out;
}

Status Binder::path(const ast::PathPattern& path, Match& out) {
  std::uint32_t scope = 0;
  bound::PathPattern bound;
  if (!path.time.empty()) {
    std::set<Slot> reads = std::exchange(reads_, {});
    TENURE_ASSIGN(scope, this->scope(path.time, false));
    bound.time_reads.assign(reads_.begin(), reads_.end());
    reads_.merge(reads);
  }
  useScope(scope);
  if (out.paths.empty()) pattern_nodes_.clear();
  bound.mode = modeOf(path.mode);
  bound.scope = scope;
  bound.valid_scope = scopes_[scope].valid_inherited ? 0 : scope;
  TENURE_ASSIGN(std::size_t left, patternNode(path.first, scope, out));
  bound.nodes.push_back(left);
  pattern_nodes_.push_back(left);
  for (const ast::PatternStep& step : path.steps) {
    TENURE_ASSIGN(const std::size_t right, [&]() -> Result<std::size_t> {
      // The relationship comes first in the text, so that its name is taken first.
      TENURE_TRY(patternRelationship(step.relationship, left, left, path, scope, out));
      return patternNode(step.node, scope, out);
    }());
    out.relationships.back().right = right;
    bound.relationships.push_back(out.relationships.size() - 1);
    bound.nodes.push_back(right);
    pattern_nodes_.push_back(right);
    left = right;
  }
  if (bound.mode != PathMode::kNone && path.steps.empty()) {
    return queryError(ErrorClass::kSyntaxError, "NoEffect",
                      "a path mode on a path without relationships has no effect", path.mode_at);
  }
  if (path.variable) {
    if (names_.contains(path.variable->text)) return alreadyBound(path.variable->text, path.variable->at);
    bound.slot = newSlot(path.variable->text);
    names_[path.variable->text] = {bound.slot, kPathKinds};
    out.introduces.push_back(bound.slot);
  }
  out.paths.push_back(std::move(bound));
  return {};
}

Result<std::size_t> Binder::patternNode(const ast::NodePattern& node, std::uint32_t scope, Match& out) {
  bound::NodePattern bound;
  bound.scope = scope;
  bound.at = node.at;
  if (node.variable) {
    bound.name = node.variable->text;
    const auto known = names_.find(node.variable->text);
    if (known != names_.end()) {
      if (!fits(known->second.kinds, kinds(Kind::kNode))) {
        return conflict(bound.name, "node", node.variable->at);
      }
      used_.insert(bound.name);
      reads_.insert(known->second.slot);
      bound.slot = known->second.slot;
      bound.known = true;
      for (std::size_t i = 0; i < out.nodes.size(); ++i) {
        if (out.nodes[i].slot != bound.slot) continue;
        if (out.nodes[i].scope == scope) return i;
        // Met again under another scope in the same clause: the first meeting brings it in.
        bound.known = out.nodes[i].known;
        bound.again = !bound.known;
      }
      out.nodes.push_back(std::move(bound));
      return out.nodes.size() - 1;
    }
  }
  bound.slot = newSlot(bound.name);
  if (node.variable) names_[bound.name] = {bound.slot, kNodeKinds};
  out.introduces.push_back(bound.slot);
  out.nodes.push_back(std::move(bound));
  return out.nodes.size() - 1;
}

Status Binder::patternRelationship(const ast::RelationshipPattern& relationship, std::size_t left,
                                   std::size_t right, const ast::PathPattern& path, std::uint32_t scope,
                                   Match& out) {
  bound::RelationshipPattern bound;
  bound.left = left;
  bound.right = right;
  bound.scope = scope;
  bound.at = relationship.at;
  bound.direction = directionOf(relationship.direction);
  bound.mode = modeOf(path.mode);
  bound.shortest = shortestOf(path.shortest);
  if (relationship.types) {
    if (auto names = alternatives(*relationship.types)) bound.types = std::move(*names);
  }
  if (relationship.length) {
    bound.length = VariableLength{relationship.length->least.value_or(1), relationship.length->most};
  } else if (bound.shortest != Shortest::kNone) {
    bound.length = VariableLength{1, 1};
  }
  const bool list = bound.length.has_value();
  if (relationship.variable) {
    bound.name = relationship.variable->text;
    bound.named = true;
    if (const auto known = names_.find(bound.name); known != names_.end()) {
      const KindSet wanted = list ? kinds(Kind::kList) : kinds(Kind::kRelationship);
      if (!fits(known->second.kinds, wanted)) {
        return conflict(bound.name, list ? "list of relationships" : "relationship",
                        relationship.variable->at);
      }
      for (const auto& other : out.relationships) {
        if (other.slot == known->second.slot) {
          return queryError(
              ErrorClass::kSyntaxError, "RelationshipUniquenessViolation",
              tenure::quoted(bound.name) + " stands twice in one MATCH, where no relationship comes twice",
              relationship.variable->at);
        }
      }
      used_.insert(bound.name);
      reads_.insert(known->second.slot);
      bound.slot = known->second.slot;
      bound.known = true;
      out.relationships.push_back(std::move(bound));
      return {};
    }
  }
  bound.slot = newSlot(bound.name);
  if (relationship.variable) names_[bound.name] = {bound.slot, list ? kListKinds : kRelationshipKinds};
  out.introduces.push_back(bound.slot);
  out.relationships.push_back(std::move(bound));
  return {};
}

Status Binder::patternProperties(const ast::ExpressionPtr& properties, Slot slot, Expressions& out) {
  if (!properties) return {};
  const auto* map = properties->as<ast::MapLiteral>();
  if (map == nullptr) {
    return queryError(
        ErrorClass::kSyntaxError, "InvalidParameterUse",
        "a parameter cannot stand for the properties of a pattern here; compare them one by one",
        properties->at);
  }
  for (const ast::MapEntry& entry : map->entries) {
    TENURE_ASSIGN(auto value, expression(*entry.value));
    // What is written in one form and given back in another is found in every form that can be written.
    if (entry.key.text == "_valid") {
      // By its bounds: 2014 and {from: '2014', to: '2014'} say the same.
      Call same{findFunction("writtenAs"), {}};
      same.arguments.push_back(make(Variable{slot}, entry.key.at));
      same.arguments.push_back(std::move(value));
      out.push_back(make(std::move(same), entry.key.at));
      continue;
    }
    const auto equals = [&](ExpressionPtr wanted) {
      auto property = make(Property{make(Variable{slot}, entry.key.at), entry.key.text}, entry.key.at);
      return make(Binary{BinaryOperator::kEqual, std::move(property), std::move(wanted)}, entry.key.at);
    };
    if (entry.key.text == "_source") {
      // A text is a list of one.
      ListOf one;
      TENURE_ASSIGN(auto again, expression(*entry.value));
      one.items.push_back(std::move(again));
      out.push_back(make(Binary{BinaryOperator::kOr, equals(std::move(value)),
                                equals(make(std::move(one), entry.value->at))},
                         entry.key.at));
      continue;
    }
    out.push_back(equals(std::move(value)));
  }
  return {};
}

Status Binder::nodePredicates(const ast::NodePattern& node, Slot slot, Match& out) {
  if (node.labels) {
    // Each label of a conjunction by itself, so that one of them can choose the scan.
    const LabelTest::Condition condition = conditionOf(*node.labels);
    const bool conjunction = condition.kind == LabelTest::Kind::kAnd;
    const std::size_t count = conjunction ? condition.operands.size() : 1;
    for (std::size_t i = 0; i < count; ++i) {
      out.predicates.push_back(
          make(LabelTest{make(Variable{slot}, node.at), conjunction ? condition.operands[i] : condition},
               node.at));
    }
  }
  TENURE_TRY(patternProperties(node.properties, slot, out.predicates));
  if (node.where) TENURE_TRY(predicates(*node.where, out.predicates));
  return {};
}

Status Binder::relationshipPredicates(const ast::RelationshipPattern& relationship,
                                      bound::RelationshipPattern& pattern, Match& out) {
  const bool many = pattern.length.has_value();
  const Slot slot = many ? newSlot() : pattern.slot;
  Expressions conditions;
  if (relationship.types && !alternatives(*relationship.types)) {
    conditions.push_back(make(
        LabelTest{make(Variable{slot}, relationship.at), conditionOf(*relationship.types)}, relationship.at));
  }
  TENURE_TRY(patternProperties(relationship.properties, slot, conditions));
  if (relationship.where) {
    if (many && relationship.variable) {
      TENURE_TRY(within(relationship.variable->text, {slot, kRelationshipKinds},
                        [&] { return predicates(*relationship.where, conditions); }));
    } else {
      TENURE_TRY(predicates(*relationship.where, conditions));
    }
  }
  if (!conditions.empty()) pattern.named = true;
  if (!many) {
    for (auto& one : conditions) out.predicates.push_back(std::move(one));
    return {};
  }
  for (auto& one : conditions) {
    pattern.where =
        pattern.where
            ? make(Binary{BinaryOperator::kAnd, std::move(pattern.where), std::move(one)}, relationship.at)
            : std::move(one);
  }
  if (pattern.where) pattern.each = slot;
  return {};
}

Result<bound::Query> Binder::patternQuery(const ast::PathPattern& pattern, const ast::ExpressionPtr& where,
                                          bool names_allowed) {
  if (!names_allowed) {
    const auto known = [&](const std::optional<ast::Name>& name) -> Status {
      if (!name || names_.contains(name->text)) return {};
      return unknownName(name->text, name->at);
    };
    TENURE_TRY(known(pattern.first.variable));
    for (const ast::PatternStep& step : pattern.steps) {
      TENURE_TRY(known(step.relationship.variable));
      TENURE_TRY(known(step.node.variable));
    }
  }
  const auto pattern_nodes = std::exchange(pattern_nodes_, {});
  Match found;
  TENURE_TRY(path(pattern, found));
  std::size_t node = 0;
  TENURE_TRY(nodePredicates(pattern.first, found.nodes[pattern_nodes_[node++]].slot, found));
  for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
    const ast::PatternStep& step = pattern.steps[i];
    TENURE_TRY(relationshipPredicates(step.relationship, found.relationships[i], found));
    TENURE_TRY(nodePredicates(step.node, found.nodes[pattern_nodes_[node++]].slot, found));
  }
  if (where) TENURE_TRY(predicates(*where, found.predicates));
  askForRefuted(found);
  TENURE_TRY(versionsOf(found));
  pattern_nodes_ = pattern_nodes;
  bound::Query query;
  query.branches.emplace_back();
  query.branches[0].clauses.push_back({std::move(found), pattern.at, {}});
  return query;
}

}  // namespace tenure::query
