// Clauses that write.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

bool Descent::atWriting() {
  return tokens_.at("CREATE") || tokens_.at("MERGE") || tokens_.at("SET") || tokens_.at("REMOVE") ||
         tokens_.at("DELETE") || tokens_.at("DETACH") || tokens_.at("FOREACH") || atPortion();
}

Clause::Node Descent::writing() {
  if (reading_only_)
    tokens_.fail("InvalidClauseComposition",
                 "EXISTS, COUNT and COLLECT only read; '" + std::string(tokens_.written()) + "' would write",
                 tokens_.position());
  if (atPortion()) return portioned();
  if (tokens_.at("CREATE")) return create();
  if (tokens_.at("MERGE")) return merge();
  if (tokens_.at("SET")) return set(std::nullopt);
  if (tokens_.at("REMOVE")) return remove(std::nullopt);
  if (tokens_.at("FOREACH")) return foreach ();
  return deletion(std::nullopt);
}

Clause::Node Descent::portioned() {
  std::optional<Portion> portion = this->portion();
  if (tokens_.at("SET")) return set(std::move(portion));
  if (tokens_.at("REMOVE")) return remove(std::move(portion));
  if (!tokens_.at("DELETE") && !tokens_.at("DETACH"))
    tokens_.failExpected("SET, REMOVE or DELETE: FOR PORTION OF says for which time they change something");
  return deletion(std::move(portion));
}

Create Descent::create() {
  tokens_.take();
  return {paths(PathUse::kPlain)};
}

Merge Descent::merge() {
  tokens_.take();
  Merge out;
  out.path = path(PathUse::kPlain);
  while (tokens_.accept("ON")) {
    const bool on_create = tokens_.accept("CREATE");
    if (!on_create && !tokens_.accept("MATCH")) tokens_.failExpected("CREATE or MATCH");
    tokens_.expect("SET");
    std::vector<SetItem>& items = on_create ? out.on_create : out.on_match;
    for (SetItem& item : setItems()) items.push_back(std::move(item));
  }
  return out;
}

Set Descent::set(std::optional<Portion> portion) {
  tokens_.take();
  return {std::move(portion), setItems()};
}

std::vector<SetItem> Descent::setItems() {
  std::vector<SetItem> out;
  do out.push_back(setItem());
  while (tokens_.accept(TokenKind::kComma));
  return out;
}

SetItem Descent::setItem() {
  const Position begin = tokens_.position();
  if (tokens_.atName()) {
    if (tokens_.at(TokenKind::kColon, 1)) {
      Name variable = tokens_.variableName("a variable");
      return SetLabels{std::move(variable), labelList()};
    }
    if (tokens_.at(TokenKind::kEqual, 1) || tokens_.at(TokenKind::kPlusEqual, 1)) {
      SetProperties out{tokens_.variableName("a variable"), tokens_.at(TokenKind::kPlusEqual), nullptr};
      tokens_.take();
      out.value = value();
      return out;
    }
  }
  auto [object, key] = propertyTarget();
  tokens_.expect(TokenKind::kEqual, "=");
  return SetProperty{begin, std::move(object), std::move(key), value()};
}

/// :A:B, one or more.
std::vector<Name> Descent::labelList() {
  std::vector<Name> out;
  while (tokens_.accept(TokenKind::kColon)) out.push_back(tokens_.anyName("a label"));
  return out;
}

Remove Descent::remove(std::optional<Portion> portion) {
  tokens_.take();
  Remove out{std::move(portion), {}};
  do out.items.push_back(removeItem());
  while (tokens_.accept(TokenKind::kComma));
  return out;
}

RemoveItem Descent::removeItem() {
  const Position begin = tokens_.position();
  if (tokens_.atName() && tokens_.at(TokenKind::kColon, 1)) {
    Name variable = tokens_.variableName("a variable");
    return RemoveLabels{std::move(variable), labelList()};
  }
  auto [object, key] = propertyTarget();
  return RemoveProperty{begin, std::move(object), std::move(key)};
}

/// An expression that ends in .key.
std::pair<ExpressionPtr, Name> Descent::propertyTarget() {
  const Inside inside(*this);
  const Position begin = tokens_.position();
  ExpressionPtr target = atom();
  while (!failed() && (tokens_.at(TokenKind::kDot) || tokens_.at(TokenKind::kLeftBracket)))
    postfix(target, begin);
  auto* property = target ? std::get_if<PropertyAccess>(&target->node) : nullptr;
  if (property == nullptr) {
    tokens_.fail("UnexpectedSyntax", "expected a property or labels, as in n.name or n:Label", begin);
    return {};
  }
  return {std::move(property->object), std::move(property->key)};
}

Delete Descent::deletion(std::optional<Portion> portion) {
  Delete out{std::move(portion), false, {}};
  out.detach = tokens_.accept("DETACH");
  tokens_.expect("DELETE");
  do {
    ExpressionPtr expression = value();
    if (expression && expression->as<LabelTest>() != nullptr)
      tokens_.fail("InvalidDelete",
                   "DELETE takes nodes, relationships and paths; labels are taken away by REMOVE",
                   expression->at);
    out.expressions.push_back(std::move(expression));
  } while (tokens_.accept(TokenKind::kComma));
  return out;
}

Foreach Descent::foreach () {
  const Inside inside(*this);
  tokens_.take();
  Foreach out;
  tokens_.expect(TokenKind::kLeftParen, "(");
  out.variable = tokens_.variableName("a variable");
  tokens_.expect("IN");
  {
    const Setting bar(bar_ends_, true);
    out.list = value();
  }
  tokens_.expect(TokenKind::kBar, "an operator, or | and what to do with each");
  const Setting bar(bar_ends_, false);
  do {
    if (!atWriting())
      tokens_.failExpected("a clause that writes: CREATE, MERGE, SET, REMOVE, DELETE or FOREACH");
    const Position at = tokens_.position();
    out.body.push_back({at, writing()});
  } while (!failed() && !tokens_.at(TokenKind::kRightParen));
  tokens_.expect(TokenKind::kRightParen, ")");
  return out;
}

}  // namespace tenure::query
