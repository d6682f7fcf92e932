// Patterns: paths of nodes and relationships, and what stands within them.
#include "engine/query/parser/descent.h"
#include "engine/query/parser/literals.h"

namespace tenure::query {

using namespace ast;

// ---- Looking ahead ----

bool Descent::atArrow() const {
  const std::size_t dash = tokens_.at(TokenKind::kLess) ? 1 : 0;
  if (!tokens_.at(TokenKind::kMinus, dash)) return false;
  return dash == 1 || tokens_.at(TokenKind::kMinus, 1) || tokens_.at(TokenKind::kLeftBracket, 1);
}

bool Descent::atShortest(std::size_t ahead) const {
  return (tokens_.isWord("SHORTESTPATH", ahead) || tokens_.isWord("ALLSHORTESTPATHS", ahead)) &&
         tokens_.at(TokenKind::kLeftParen, ahead + 1);
}

bool Descent::atMode(std::size_t ahead) const {
  return (tokens_.isWord("CONTEMPORANEOUS", ahead) || tokens_.isWord("CHRONOLOGICAL", ahead)) &&
         (tokens_.at(TokenKind::kLeftParen, ahead + 1) || atShortest(ahead + 1));
}

/// Decided by what stands in the node and behind it, without reading the whole: `(a)--(b)` is a path though
/// it could be two minus signs, `(a.x)--(b)` is not.
bool Descent::atSteps(std::size_t ahead) const {
  if (!tokens_.at(TokenKind::kLeftParen, ahead)) return false;
  const std::size_t inner = ahead + 1;
  const std::size_t named = tokens_.atName(inner) && !tokens_.isWord("WHERE", inner) ? inner + 1 : inner;
  const bool is_node = tokens_.at(TokenKind::kRightParen, named) || tokens_.at(TokenKind::kColon, named) ||
                       tokens_.at(TokenKind::kLeftBrace, named) || tokens_.isWord("WHERE", named) ||
                       tokens_.at(TokenKind::kDollar, named);
  const std::size_t closes = tokens_.partnerAhead(ahead);
  if (!is_node || closes == 0) return false;
  std::size_t next = closes + 1;
  if (tokens_.at(TokenKind::kLess, next)) ++next;
  if (!tokens_.at(TokenKind::kMinus, next)) return false;
  ++next;
  if (tokens_.at(TokenKind::kLeftBracket, next)) {
    const std::size_t bracket = tokens_.partnerAhead(next);
    if (bracket == 0) return false;
    next = bracket + 1;
  }
  if (!tokens_.at(TokenKind::kMinus, next)) return false;
  ++next;
  if (tokens_.at(TokenKind::kGreater, next)) ++next;
  return tokens_.at(TokenKind::kLeftParen, next);
}

bool Descent::atPath() const {
  const std::size_t behind_variable = tokens_.atName() && tokens_.at(TokenKind::kEqual, 1) ? 2 : 0;
  return atMode(behind_variable) || atSteps(behind_variable);
}

// ---- Paths ----

std::vector<PathPattern> Descent::paths(PathUse use) {
  std::vector<PathPattern> out;
  do out.push_back(path(use));
  while (tokens_.accept(TokenKind::kComma));
  return out;
}

PathPattern Descent::path(PathUse use) {
  PathPattern out;
  out.at = tokens_.position();
  if ((tokens_.isWord("CONTEMPORANEOUS", 0) || tokens_.isWord("CHRONOLOGICAL", 0)) && tokens_.atName(1) &&
      tokens_.at(TokenKind::kEqual, 2))
    tokens_.fail("UnexpectedSyntax",
                 "the path mode stands behind the variable: " + std::string(tokens_.written(1)) + " = " +
                     std::string(tokens_.written(0)) + " (...)",
                 out.at);
  if (tokens_.atName() && tokens_.at(TokenKind::kEqual, 1)) {
    out.variable = tokens_.variableName("a variable for the path");
    tokens_.take();
  }
  if (atMode(0)) {
    if (use == PathUse::kPlain)
      tokens_.fail("UnexpectedSyntax",
                   "CONTEMPORANEOUS and CHRONOLOGICAL say which paths to find; they belong to MATCH",
                   tokens_.position());
    out.mode_at = tokens_.position();
    out.mode = tokens_.isWord("CONTEMPORANEOUS", 0) ? PathMode::kContemporaneous : PathMode::kChronological;
    tokens_.take();
  }
  if (atShortest(0) && use == PathUse::kMatch) {
    shortestElement(out);
  } else {
    // Asked for, so that a misspelled one is recognized.
    if (use == PathUse::kMatch && (tokens_.at("CONTEMPORANEOUS") || tokens_.at("CHRONOLOGICAL")))
      tokens_.take();
    pathElement(out);
  }
  out.text = tokens_.spanFrom(out.at);
  if (use == PathUse::kMatch) out.time = timeScope();
  return out;
}

void Descent::shortestElement(PathPattern& path) {
  path.shortest = tokens_.isWord("SHORTESTPATH", 0) ? Shortest::kOne : Shortest::kAll;
  tokens_.take();
  tokens_.expect(TokenKind::kLeftParen, "(");
  pathElement(path);
  tokens_.expect(TokenKind::kRightParen, "an arrow or )");
}

void Descent::pathElement(PathPattern& path) {
  if (tokens_.at(TokenKind::kLeftParen) && tokens_.at(TokenKind::kLeftParen, 1)) {
    const Inside inside(*this);
    tokens_.take();
    pathElement(path);
    tokens_.expect(TokenKind::kRightParen, "an arrow or )");
    return;
  }
  path.first = node();
  while (!failed() && atArrow()) {
    RelationshipPattern step = relationship();
    path.steps.push_back({std::move(step), node()});
  }
}

NodePattern Descent::node() {
  const Setting bar(bar_ends_, false);
  NodePattern out;
  out.at = tokens_.position();
  tokens_.expect(TokenKind::kLeftParen, "a node, as in (n:Label)");
  if (tokens_.atName() && !tokens_.at("WHERE"))
    out.variable = tokens_.variableName("a variable, a label or )");
  if (tokens_.accept(TokenKind::kColon)) out.labels = labels(true, true);
  out.properties = patternProperties();
  out.where = optionalWhere();
  tokens_.expect(TokenKind::kRightParen, out.where ? "an operator or )" : "a label, properties, WHERE or )");
  return out;
}

RelationshipPattern Descent::relationship() {
  RelationshipPattern out;
  out.at = tokens_.position();
  const bool left = tokens_.accept(TokenKind::kLess);
  tokens_.expect(TokenKind::kMinus, "-");
  if (tokens_.at(TokenKind::kLeftBracket)) relationshipDetail(out);
  tokens_.expect(TokenKind::kMinus, "the - that ends a relationship");
  const bool right = tokens_.accept(TokenKind::kGreater);
  if (left != right) out.direction = left ? Direction::kLeft : Direction::kRight;
  return out;
}

void Descent::relationshipDetail(RelationshipPattern& out) {
  const Setting bar(bar_ends_, false);
  tokens_.take();
  if (tokens_.atName() && !tokens_.at("WHERE"))
    out.variable = tokens_.variableName("a variable, a type or ]");
  if (tokens_.accept(TokenKind::kColon)) out.types = labels(false, true);
  if (tokens_.at(TokenKind::kStar)) out.length = variableLength();
  out.properties = patternProperties();
  out.where = optionalWhere();
  tokens_.expect(TokenKind::kRightBracket,
                 out.where ? "an operator or ]" : "a type, a length, properties, WHERE or ]");
}

VariableLength Descent::variableLength() {
  VariableLength out;
  out.at = tokens_.position();
  tokens_.take();
  out.least = lengthBound();
  if (tokens_.accept(TokenKind::kDots)) {
    out.most = lengthBound();
  } else {
    out.most = out.least;
  }
  return out;
}

std::optional<std::uint64_t> Descent::lengthBound() {
  const Position at = tokens_.position();
  if (tokens_.at(TokenKind::kMinus) && tokens_.at(TokenKind::kInteger, 1))
    tokens_.fail("InvalidRelationshipPattern", "a length is not negative", at);
  if (tokens_.at(TokenKind::kFloat))
    tokens_.fail("InvalidRelationshipPattern", "a length is a whole number, as in *2 or *1..3", at);
  if (!tokens_.at(TokenKind::kInteger)) return std::nullopt;
  const auto bound = integerLiteral(tokens_.written(), false);
  if (!bound.ok()) {
    tokens_.fail(placed(bound.error(), at));
    return std::nullopt;
  }
  tokens_.take();
  return static_cast<std::uint64_t>(*bound);
}

ExpressionPtr Descent::patternProperties() {
  if (tokens_.at(TokenKind::kLeftBrace)) return mapLiteral();
  return tokens_.at(TokenKind::kDollar) ? parameter() : nullptr;
}

// ---- Labels ----

/// `bar`: whether | joins; where it does not, it ends the expression around.
LabelExpression Descent::labels(bool of_node, bool bar) {
  LabelExpression first = labelConjunction(of_node);
  if (!bar || !tokens_.at(TokenKind::kBar)) return first;
  LabelExpression out{first.at, LabelExpression::Kind::kOr, {}, {}};
  out.operands.push_back(std::move(first));
  while (tokens_.accept(TokenKind::kBar)) {
    if (!of_node) tokens_.accept(TokenKind::kColon);
    out.operands.push_back(labelConjunction(of_node));
  }
  return out;
}

LabelExpression Descent::labelConjunction(bool of_node) {
  LabelExpression first = labelAtom(of_node);
  const auto joined = [&] {
    return tokens_.accept(TokenKind::kAmpersand) || (of_node && tokens_.accept(TokenKind::kColon));
  };
  if (!joined()) return first;
  LabelExpression out{first.at, LabelExpression::Kind::kAnd, {}, {}};
  out.operands.push_back(std::move(first));
  do out.operands.push_back(labelAtom(of_node));
  while (joined());
  return out;
}

LabelExpression Descent::labelAtom(bool of_node) {
  const Position at = tokens_.position();
  if (tokens_.accept(TokenKind::kPercent)) return {at, LabelExpression::Kind::kAny, {}, {}};
  if (tokens_.accept(TokenKind::kBang)) {
    const Inside inside(*this);
    LabelExpression out{at, LabelExpression::Kind::kNot, {}, {}};
    out.operands.push_back(labelAtom(of_node));
    return out;
  }
  if (tokens_.accept(TokenKind::kLeftParen)) {
    const Inside inside(*this);
    LabelExpression inner = labels(of_node, true);
    tokens_.expect(TokenKind::kRightParen, "|, & or )");
    return inner;
  }
  Name name = tokens_.anyName(of_node ? "a label" : "a relationship type");
  return {name.at, LabelExpression::Kind::kName, std::move(name.text), {}};
}

}  // namespace tenure::query
