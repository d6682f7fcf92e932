// Clauses that write: what they create, change and delete, in terms of slots.
#include "engine/query/binder/binder_state.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

Error cannotDeclareAgain(const std::string& name, Position at) {
  return queryError(
      ErrorClass::kSyntaxError, "VariableAlreadyBound",
      tenure::quoted(name) + " is a variable already, so it cannot be created with labels or properties", at);
}

/// The labels of a node that is created: a name or a conjunction of names.
Result<std::vector<std::string>> labelsOf(const std::optional<ast::LabelExpression>& labels) {
  std::vector<std::string> out;
  if (!labels) return out;
  const auto plain = [](const ast::LabelExpression& one) {
    return one.kind == ast::LabelExpression::Kind::kName;
  };
  if (plain(*labels)) {
    out.push_back(labels->name);
    return out;
  }
  if (labels->kind == ast::LabelExpression::Kind::kAnd) {
    for (const ast::LabelExpression& one : labels->operands) {
      if (!plain(one)) break;
      out.push_back(one.name);
    }
    if (out.size() == labels->operands.size()) return out;
  }
  return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax",
                    "what is created has definite labels: |, ! and % only ask", labels->at);
}

}  // namespace

Status Binder::write(const ast::Clause& clause, SingleQuery& out, bound::Query& whole) {
  if (in_exists_) {
    return queryError(ErrorClass::kSyntaxError, "InvalidClauseComposition",
                      "a query inside of an expression cannot write", clause.at);
  }
  const std::vector<Slot> live = liveSlots();
  TENURE_ASSIGN(auto bound, writeClause(clause));
  whole.writes = true;
  out.clauses.push_back({std::move(bound), clause.at, live});
  return {};
}

Result<std::shared_ptr<WriteClause>> Binder::writeClause(const ast::Clause& clause) {
  auto out = std::make_shared<WriteClause>();
  out->at = clause.at;
  if (const auto* one = clause.as<ast::Create>()) {
    TENURE_ASSIGN(out->what, create(one->paths, false));
  } else if (const auto* merged = clause.as<ast::Merge>()) {
    TENURE_ASSIGN(out->what, merge(*merged));
  } else if (const auto* set = clause.as<ast::Set>()) {
    bound::Set bound;
    TENURE_ASSIGN(bound.portion, portion(set->portion));
    TENURE_ASSIGN(bound.items, setItems(set->items));
    if (bound.portion) {
      for (const SetItem& item : bound.items) {
        if (!std::holds_alternative<SetProperty>(item)) {
          return queryError(ErrorClass::kSemanticError, "UnsupportedPortion",
                            "FOR PORTION OF changes properties one by one: write SET x.key = value",
                            clause.at);
        }
      }
    }
    out->what = std::move(bound);
  } else if (const auto* remove = clause.as<ast::Remove>()) {
    TENURE_ASSIGN(out->what, removed(*remove));
  } else if (const auto* gone = clause.as<ast::Delete>()) {
    TENURE_ASSIGN(out->what, deleted(*gone));
  } else if (const auto* each = clause.as<ast::Foreach>()) {
    auto loop = std::make_unique<Foreach>();
    TENURE_ASSIGN(loop->list, expression(*each->list));
    loop->slot = newSlot(each->variable.text);
    TENURE_TRY(within(each->variable.text, {loop->slot, kAnyKind}, [&]() -> Status {
      for (const ast::Clause& inner : each->body) {
        TENURE_ASSIGN(auto bound, writeClause(inner));
        loop->body.push_back(std::move(bound));
      }
      return {};
    }));
    out->what = std::move(loop);
  }
  return out;
}

// ---- CREATE
// ------------------------------------------------------------------------------------------------

Result<Create> Binder::create(const std::vector<ast::PathPattern>& paths, bool merge) {
  Create out;
  for (const ast::PathPattern& one : paths) TENURE_TRY(createPath(one, merge, out));
  return out;
}

Status Binder::createPath(const ast::PathPattern& path, bool merge, Create& out) {
  if (path.mode != ast::PathMode::kNone || path.shortest != ast::Shortest::kNone) {
    return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax", "path modes ask; they cannot create",
                      path.at);
  }
  CreatedPath made{kNoSlot, {}};
  TENURE_ASSIGN(Slot left, createdNode(path.first, path.steps.empty(), merge, out));
  made.elements.push_back(left);
  for (const ast::PatternStep& step : path.steps) {
    const ast::RelationshipPattern& relationship = step.relationship;
    if (relationship.length) {
      return queryError(ErrorClass::kSyntaxError, "CreatingVarLength",
                        "a relationship that is created has one step, not a variable length",
                        relationship.at);
    }
    if (relationship.variable && names_.contains(relationship.variable->text)) {
      return cannotDeclareAgain(relationship.variable->text, relationship.variable->at);
    }
    const auto types = relationship.types ? alternatives(*relationship.types) : std::nullopt;
    if (!types || types->size() != 1) {
      return queryError(ErrorClass::kSyntaxError, "NoSingleRelationshipType",
                        "a relationship that is created has exactly one type", relationship.at);
    }
    if (relationship.direction == ast::Direction::kEither && !merge) {
      return queryError(ErrorClass::kSyntaxError, "RequiresDirectedRelationship",
                        "a relationship that is created has a direction: --> or <--", relationship.at);
    }
    if (relationship.where) {
      return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax", "what is created has no WHERE",
                        relationship.at);
    }
    CreatedRelationship bound{};
    bound.type = types->front();
    bound.at = relationship.at;
    TENURE_ASSIGN(bound.properties, createdProperties(relationship.properties, merge, relationship.at));
    bound.slot = newSlot(relationship.variable ? relationship.variable->text : std::string());
    if (relationship.variable) names_[relationship.variable->text] = {bound.slot, kRelationshipKinds};
    TENURE_ASSIGN(const Slot right, createdNode(step.node, false, merge, out));
    const bool leftwards = relationship.direction == ast::Direction::kLeft;
    bound.subject = leftwards ? right : left;
    bound.object = leftwards ? left : right;
    made.elements.push_back(bound.slot);
    made.elements.push_back(right);
    out.relationships.push_back(std::move(bound));
    left = right;
  }
  if (path.variable) {
    if (names_.contains(path.variable->text))
      return cannotDeclareAgain(path.variable->text, path.variable->at);
    made.slot = newSlot(path.variable->text);
    names_[path.variable->text] = {made.slot, kPathKinds};
    out.paths.push_back(std::move(made));
  }
  return {};
}

Result<Slot> Binder::createdNode(const ast::NodePattern& node, bool alone, bool merge, Create& out) {
  if (node.where) {
    return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax", "what is created has no WHERE", node.at);
  }
  if (node.variable) {
    if (const auto known = names_.find(node.variable->text); known != names_.end()) {
      if (alone || node.labels || node.properties)
        return cannotDeclareAgain(node.variable->text, node.variable->at);
      if (!fits(known->second.kinds, kNodeKinds)) {
        return queryError(ErrorClass::kSyntaxError, "VariableTypeConflict",
                          tenure::quoted(node.variable->text) + " is no node", node.variable->at);
      }
      used_.insert(node.variable->text);
      return known->second.slot;
    }
  }
  CreatedNode bound;
  bound.at = node.at;
  TENURE_ASSIGN(bound.labels, labelsOf(node.labels));
  TENURE_ASSIGN(bound.properties, createdProperties(node.properties, merge, node.at));
  bound.slot = newSlot(node.variable ? node.variable->text : std::string());
  if (node.variable) names_[node.variable->text] = {bound.slot, kNodeKinds};
  const Slot slot = bound.slot;
  out.nodes.push_back(std::move(bound));
  return slot;
}

Result<PropertiesPattern> Binder::createdProperties(const ast::ExpressionPtr& properties, bool merge,
                                                    Position at) {
  PropertiesPattern out;
  out.at = at;
  if (!properties) return out;
  const auto* map = properties->as<ast::MapLiteral>();
  if (map == nullptr) {
    if (merge) {
      return queryError(ErrorClass::kSyntaxError, "InvalidParameterUse",
                        "MERGE needs to know the keys: write {key: $parameter.key, ...}", properties->at);
    }
    TENURE_ASSIGN(out.map, expression(*properties));
    return out;
  }
  for (const ast::MapEntry& entry : map->entries) {
    TENURE_ASSIGN(auto value, expression(*entry.value));
    out.entries.emplace_back(entry.key.text, std::move(value));
  }
  return out;
}

// ---- MERGE
// -------------------------------------------------------------------------------------------------

Result<Merge> Binder::merge(const ast::Merge& merge) {
  Merge out;
  // Bound twice: once to create (which checks what CREATE checks), once to match. Both write the same slots.
  const Names before = names_;
  const std::vector<ast::SetItem>& on_create = merge.on_create;
  if (merge.path.steps.empty() && merge.path.first.variable &&
      names_.contains(merge.path.first.variable->text)) {
    return cannotDeclareAgain(merge.path.first.variable->text, merge.path.first.variable->at);
  }
  TENURE_TRY(createPath(merge.path, true, out.create));
  const Names after = names_;
  names_ = before;
  const auto pattern_nodes = std::exchange(pattern_nodes_, {});
  out.match = std::make_unique<Match>();
  TENURE_TRY(path(merge.path, *out.match));
  std::size_t node = 0;
  TENURE_TRY(nodePredicates(merge.path.first, out.match->nodes[pattern_nodes_[node++]].slot, *out.match));
  for (std::size_t i = 0; i < merge.path.steps.size(); ++i) {
    const ast::PatternStep& step = merge.path.steps[i];
    TENURE_TRY(relationshipPredicates(step.relationship, out.match->relationships[i], *out.match));
    TENURE_TRY(nodePredicates(step.node, out.match->nodes[pattern_nodes_[node++]].slot, *out.match));
  }
  askForRefuted(*out.match);
  pattern_nodes_ = pattern_nodes;
  // The created things go where the matched ones do: in the order of the path.
  std::map<Slot, Slot> moved;
  const bound::PathPattern& walked = out.match->paths[0];
  std::vector<Slot> matched;
  for (std::size_t i = 0; i < walked.nodes.size(); ++i) {
    if (i > 0) matched.push_back(out.match->relationships[walked.relationships[i - 1]].slot);
    matched.push_back(out.match->nodes[walked.nodes[i]].slot);
  }
  std::vector<Slot> made;
  {
    // The same walk over what is created.
    std::size_t next_node = 0;
    std::size_t next_relationship = 0;
    const auto createdSlot = [&](const ast::NodePattern& pattern) -> Slot {
      if (pattern.variable) {
        if (const auto old = before.find(pattern.variable->text); old != before.end())
          return old->second.slot;
        return after.find(pattern.variable->text)->second.slot;
      }
      while (next_node < out.create.nodes.size() && isNamed(out.create.nodes[next_node].slot)) ++next_node;
      return out.create.nodes[next_node++].slot;
    };
    made.push_back(createdSlot(merge.path.first));
    for (const ast::PatternStep& step : merge.path.steps) {
      made.push_back(out.create.relationships[next_relationship++].slot);
      made.push_back(createdSlot(step.node));
    }
  }
  for (std::size_t i = 0; i < made.size(); ++i) moved[made[i]] = matched[i];
  const auto move = [&](Slot& slot) {
    if (const auto to = moved.find(slot); to != moved.end()) slot = to->second;
  };
  for (CreatedNode& one : out.create.nodes) move(one.slot);
  for (CreatedRelationship& one : out.create.relationships) {
    move(one.slot);
    move(one.subject);
    move(one.object);
  }
  out.create.paths.clear();  // the path is made from the slots, whichever way they were filled
  if (walked.slot != kNoSlot) out.create.paths.push_back({walked.slot, matched});
  TENURE_ASSIGN(out.on_create, setItems(on_create));
  TENURE_ASSIGN(out.on_match, setItems(merge.on_match));
  return out;
}

// ---- SET, REMOVE, DELETE
// -----------------------------------------------------------------------------------

Result<std::optional<Portion>> Binder::portion(const std::optional<ast::Portion>& portion) {
  if (!portion) return std::optional<Portion>();
  Portion out;
  out.at = portion->at;
  TENURE_ASSIGN(out.from, expression(*portion->from));
  TENURE_ASSIGN(out.to, expression(*portion->to));
  return std::optional(std::move(out));
}

Result<Slot> Binder::entity(const ast::Name& name) {
  const auto known = names_.find(name.text);
  if (known == names_.end()) return unknownName(name.text, name.at);
  if (!fits(known->second.kinds, kNodeKinds | kRelationshipKinds)) {
    return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                      tenure::quoted(name.text) + " is neither a node nor a relationship", name.at);
  }
  used_.insert(name.text);
  return known->second.slot;
}

Result<std::vector<SetItem>> Binder::setItems(const std::vector<ast::SetItem>& items) {
  std::vector<SetItem> out;
  for (const ast::SetItem& item : items) {
    if (const auto* one = std::get_if<ast::SetProperty>(&item)) {
      SetProperty bound;
      bound.at = one->at;
      bound.key = one->key.text;
      TENURE_ASSIGN(Typed object, typed(*one->object));
      if (!fits(object.kinds, kNodeKinds | kRelationshipKinds)) {
        return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                          "SET takes properties of nodes and relationships", one->at);
      }
      bound.object = std::move(object.expression);
      TENURE_ASSIGN(bound.value, expression(*one->value));
      out.emplace_back(std::move(bound));
    } else if (const auto* all = std::get_if<ast::SetProperties>(&item)) {
      SetProperties bound{};
      bound.add = all->add;
      bound.at = all->variable.at;
      TENURE_ASSIGN(bound.object, entity(all->variable));
      TENURE_ASSIGN(bound.value, expression(*all->value));
      out.emplace_back(std::move(bound));
    } else if (const auto* labels = std::get_if<ast::SetLabels>(&item)) {
      SetLabels bound{};
      bound.at = labels->variable.at;
      TENURE_ASSIGN(bound.object, entity(labels->variable));
      for (const ast::Name& label : labels->labels) bound.labels.push_back(label.text);
      out.emplace_back(std::move(bound));
    }
  }
  return out;
}

Result<Set> Binder::removed(const ast::Remove& clause) {
  Set out;
  TENURE_ASSIGN(out.portion, portion(clause.portion));
  for (const ast::RemoveItem& item : clause.items) {
    if (const auto* one = std::get_if<ast::RemoveProperty>(&item)) {
      SetProperty bound;
      bound.at = one->at;
      bound.key = one->key.text;
      TENURE_ASSIGN(bound.object, expression(*one->object));
      out.items.emplace_back(std::move(bound));
    } else if (const auto* labels = std::get_if<ast::RemoveLabels>(&item)) {
      if (out.portion) {
        return queryError(ErrorClass::kSemanticError, "UnsupportedPortion",
                          "labels have no history: FOR PORTION OF removes properties", labels->variable.at);
      }
      SetLabels bound{};
      bound.at = labels->variable.at;
      bound.remove = true;
      TENURE_ASSIGN(bound.object, entity(labels->variable));
      for (const ast::Name& label : labels->labels) bound.labels.push_back(label.text);
      out.items.emplace_back(std::move(bound));
    }
  }
  return out;
}

Result<Delete> Binder::deleted(const ast::Delete& clause) {
  Delete out;
  out.detach = clause.detach;
  TENURE_ASSIGN(out.portion, portion(clause.portion));
  for (const auto& one : clause.expressions) {
    if (one->as<ast::LabelTest>() != nullptr) {
      return queryError(ErrorClass::kSyntaxError, "InvalidDelete",
                        "DELETE takes nodes, relationships and paths; REMOVE takes labels away", one->at);
    }
    TENURE_ASSIGN(Typed bound, typed(*one));
    if (!fits(bound.kinds, kNodeKinds | kRelationshipKinds | kPathKinds)) {
      return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                        "DELETE takes nodes, relationships and paths", one->at);
    }
    out.expressions.push_back(std::move(bound.expression));
    out.places.push_back(one->at);
  }
  return out;
}

}  // namespace tenure::query
