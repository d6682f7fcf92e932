// Atoms of expressions: literals, what stands in brackets, calls, and the words that begin an expression.
#include "engine/query/parser/descent.h"
#include "engine/query/parser/literals.h"

namespace tenure::query {

using namespace ast;

namespace {

constexpr std::string_view kExpression = "an expression";

}  // namespace

ExpressionPtr Descent::atom() {
  const Position begin = tokens_.position();
  switch (tokens_.token().kind) {
    case TokenKind::kInteger:
    case TokenKind::kFloat: return number(begin, false);
    case TokenKind::kString: {
      std::string text = stringLiteral(tokens_.written());
      tokens_.take();
      return make(begin, Literal{std::move(text)});
    }
    case TokenKind::kDollar: return parameter();
    case TokenKind::kLeftParen: return parenthesised();
    case TokenKind::kLeftBracket: return bracketed();
    case TokenKind::kLeftBrace: return mapLiteral();
    case TokenKind::kName: return word();
    case TokenKind::kQuotedName: return atFunction() ? functionCall() : variable();
    default: tokens_.failExpected(kExpression); return nullptr;
  }
}

ExpressionPtr Descent::number(Position begin, bool negative) {
  const Position at = tokens_.position();
  const std::string_view written = tokens_.written();
  if (tokens_.at(TokenKind::kFloat)) {
    const auto number = floatLiteral(written);
    if (!number.ok()) {
      tokens_.fail(placed(number.error(), at));
      return nullptr;
    }
    tokens_.take();
    return make(begin, Literal{*number});
  }
  const auto number = integerLiteral(written, negative);
  if (!number.ok()) {
    tokens_.fail(placed(number.error(), at));
    return nullptr;
  }
  tokens_.take();
  return make(begin, Literal{*number});
}

ExpressionPtr Descent::parameter() {
  const Position begin = tokens_.position();
  tokens_.take();
  constexpr std::string_view kName = "the name or number of a parameter";
  if (!tokens_.at(TokenKind::kInteger)) {
    Name name = tokens_.anyName(kName);
    return make(begin, Parameter{std::move(name.text)});
  }
  std::string number(tokens_.written());
  if (number.find_first_not_of("0123456789") != std::string::npos) tokens_.failExpected(kName);
  tokens_.take();
  return make(begin, Parameter{std::move(number)});
}

ExpressionPtr Descent::parenthesised() {
  const Position begin = tokens_.position();
  if (atSteps(0)) {
    PathPattern pattern = path(PathUse::kPlain);
    return make(begin, PatternPredicate{std::move(pattern), false});
  }
  tokens_.take();
  const Setting bar(bar_ends_, false);
  ExpressionPtr inner = expression();
  tokens_.expect(TokenKind::kRightParen, "an operator or )");
  return inner;
}

ExpressionPtr Descent::bracketed() {
  const Position begin = tokens_.position();
  tokens_.take();
  if (tokens_.atName() && tokens_.isWord("IN", 1)) return listComprehension(begin);
  if (atPath()) return patternComprehension(begin);
  const Setting bar(bar_ends_, false);
  ListLiteral list;
  if (!tokens_.at(TokenKind::kRightBracket)) {
    do list.items.push_back(value());
    while (tokens_.accept(TokenKind::kComma));
  }
  tokens_.expect(TokenKind::kRightBracket,
                 list.items.empty() ? "an expression or ]" : "an operator, a comma or ]");
  return make(begin, std::move(list));
}

ExpressionPtr Descent::mapLiteral() {
  const Position begin = tokens_.position();
  tokens_.take();
  const Setting bar(bar_ends_, false);
  MapLiteral map;
  if (!tokens_.at(TokenKind::kRightBrace)) {
    do {
      Name key = tokens_.anyName(map.entries.empty() ? "a key or }" : "a key");
      tokens_.expect(TokenKind::kColon, "a colon behind the key");
      map.entries.push_back({std::move(key), value()});
    } while (tokens_.accept(TokenKind::kComma));
  }
  tokens_.expect(TokenKind::kRightBrace, "an operator, a comma or }");
  return make(begin, std::move(map));
}

/// Expressions that begin with a word.
ExpressionPtr Descent::word() {
  if (ExpressionPtr atom = keywordAtom(); atom || failed()) return atom;
  // Where an expression begins these are no operators, and Allen's relations have their names.
  const bool relation =
      (tokens_.isWord("CONTAINS", 0) || tokens_.isWord("STARTS", 0)) && tokens_.at(TokenKind::kLeftParen, 1);
  if (isReserved(tokens_.written()) && !tokens_.isWord("EXISTS", 0) && !relation) {
    tokens_.failExpected(kExpression);
    return nullptr;
  }
  return atFunction() ? functionCall() : variable();
}

/// Those that begin with a word of the language; null where none is at hand.
ExpressionPtr Descent::keywordAtom() {
  const Position begin = tokens_.position();
  if (tokens_.at("CASE")) return caseExpression();
  if (!tokens_.at(TokenKind::kLeftParen, 1)) {
    if (tokens_.accept("TRUE")) return make(begin, Literal{true});
    if (tokens_.accept("FALSE")) return make(begin, Literal{false});
    if (tokens_.accept("NULL")) return make(begin, Literal{Null{}});
    if (atSubquery("EXISTS")) return subqueryExpression(SubqueryKind::kExists);
    if (atSubquery("COUNT")) return subqueryExpression(SubqueryKind::kCount);
    if (atSubquery("COLLECT")) return subqueryExpression(SubqueryKind::kCollect);
    return nullptr;
  }
  if (tokens_.isWord("COUNT", 0) && tokens_.at(TokenKind::kStar, 2) &&
      tokens_.at(TokenKind::kRightParen, 3)) {
    for (int i = 0; i < 4; ++i) tokens_.take();
    return make(begin, CountStar{});
  }
  if (tokens_.atName(2) && tokens_.isWord("IN", 3)) {
    if (tokens_.at("ALL")) return quantifier(QuantifierKind::kAll);
    if (tokens_.at("ANY")) return quantifier(QuantifierKind::kAny);
    if (tokens_.at("NONE")) return quantifier(QuantifierKind::kNone);
    if (tokens_.at("SINGLE")) return quantifier(QuantifierKind::kSingle);
  }
  if (tokens_.isWord("REDUCE", 0) && tokens_.atName(2) && tokens_.at(TokenKind::kEqual, 3)) return reduce();
  if (tokens_.isWord("EXISTS", 0) && atSteps(2)) return existsPattern();
  if (atShortest(0) && tokens_.at(TokenKind::kLeftParen, 2)) return shortestPath();
  return nullptr;
}

ExpressionPtr Descent::variable() {
  const Position begin = tokens_.position();
  if (tokens_.at(TokenKind::kLeftBrace, 1)) return mapProjection();
  Name name = tokens_.variableName("a variable");
  return make(begin, Variable{std::move(name.text)});
}

ExpressionPtr Descent::caseExpression() {
  const Position begin = tokens_.position();
  tokens_.take();
  const Setting bar(bar_ends_, false);
  Case out;
  if (!tokens_.at("WHEN")) out.subject = value();
  while (tokens_.accept("WHEN")) {
    Case::When when;
    when.condition = out.subject ? value() : expression();
    tokens_.expect("THEN");
    when.result = value();
    out.whens.push_back(std::move(when));
  }
  if (out.whens.empty()) tokens_.failExpected("WHEN");
  if (tokens_.accept("ELSE")) out.otherwise = value();
  if (!tokens_.accept("END"))
    tokens_.failExpected(out.otherwise ? "an operator or END" : "WHEN, ELSE or END");
  return make(begin, std::move(out));
}

bool Descent::atFunction() const {
  std::size_t ahead = 0;
  while (tokens_.atName(ahead) && tokens_.at(TokenKind::kDot, ahead + 1)) ahead += 2;
  return tokens_.atName(ahead) && tokens_.at(TokenKind::kLeftParen, ahead + 1);
}

ExpressionPtr Descent::functionCall() {
  const Position begin = tokens_.position();
  FunctionCall call;
  call.name = tokens_.dottedName("the name of a function").text;
  tokens_.expect(TokenKind::kLeftParen, "(");
  const Setting bar(bar_ends_, false);
  call.distinct = tokens_.accept("DISTINCT");
  if (call.distinct || !tokens_.at(TokenKind::kRightParen)) {
    do call.arguments.push_back(value());
    while (tokens_.accept(TokenKind::kComma));
  }
  tokens_.expect(TokenKind::kRightParen,
                 call.arguments.empty() ? "an expression or )" : "an operator, a comma or )");
  return make(begin, std::move(call));
}

ExpressionPtr Descent::listComprehension(Position begin) {
  const Setting bar(bar_ends_, true);
  ListComprehension out;
  out.variable = tokens_.variableName("a variable");
  tokens_.expect("IN");
  out.list = value();
  out.where = optionalWhere();
  if (tokens_.accept(TokenKind::kBar)) {
    const Setting open(bar_ends_, false);
    out.projection = value();
  }
  tokens_.expect(TokenKind::kRightBracket,
                 out.projection ? "an operator or ]" : "an operator, WHERE, | or ]");
  return make(begin, std::move(out));
}

ExpressionPtr Descent::patternComprehension(Position begin) {
  const Setting bar(bar_ends_, true);
  PatternComprehension out;
  out.pattern = path(PathUse::kExpression);
  out.where = optionalWhere();
  tokens_.expect(TokenKind::kBar, "WHERE, or | and what to list of each path");
  const Setting open(bar_ends_, false);
  out.projection = value();
  tokens_.expect(TokenKind::kRightBracket, "an operator or ]");
  return make(begin, std::move(out));
}

ExpressionPtr Descent::quantifier(QuantifierKind kind) {
  const Position begin = tokens_.position();
  tokens_.take();
  tokens_.take();
  const Setting bar(bar_ends_, false);
  Quantifier out;
  out.kind = kind;
  out.variable = tokens_.variableName("a variable");
  tokens_.expect("IN");
  out.list = value();
  if (!tokens_.accept("WHERE")) tokens_.failExpected("an operator or WHERE");
  out.where = expression();
  tokens_.expect(TokenKind::kRightParen, "an operator or )");
  return make(begin, std::move(out));
}

ExpressionPtr Descent::reduce() {
  const Position begin = tokens_.position();
  tokens_.take();
  tokens_.take();
  const Setting bar(bar_ends_, true);
  Reduce out;
  out.accumulator = tokens_.variableName("a variable");
  tokens_.expect(TokenKind::kEqual, "=");
  out.initial = value();
  tokens_.expect(TokenKind::kComma, "an operator or a comma");
  out.variable = tokens_.variableName("a variable");
  tokens_.expect("IN");
  out.list = value();
  tokens_.expect(TokenKind::kBar, "an operator or |");
  const Setting open(bar_ends_, false);
  out.step = value();
  tokens_.expect(TokenKind::kRightParen, "an operator or )");
  return make(begin, std::move(out));
}

ExpressionPtr Descent::existsPattern() {
  const Position begin = tokens_.position();
  tokens_.take();
  tokens_.take();
  PathPattern pattern = path(PathUse::kPlain);
  tokens_.expect(TokenKind::kRightParen, ")");
  return make(begin, PatternPredicate{std::move(pattern), true});
}

ExpressionPtr Descent::shortestPath() {
  const Position begin = tokens_.position();
  PathPattern pattern;
  pattern.at = begin;
  shortestElement(pattern);
  pattern.text = tokens_.spanFrom(begin);
  return make(begin, ShortestPathValue{std::move(pattern)});
}

bool Descent::atSubquery(std::string_view word) const {
  if (!tokens_.isWord(word, 0) || !tokens_.at(TokenKind::kLeftBrace, 1)) return false;
  // `count {.name}` and `count {key: value}` project a variable of that name.
  const bool projection =
      tokens_.at(TokenKind::kDot, 2) || tokens_.at(TokenKind::kRightBrace, 2) ||
      (tokens_.atName(2) && (tokens_.at(TokenKind::kColon, 3) || tokens_.at(TokenKind::kComma, 3) ||
                             tokens_.at(TokenKind::kRightBrace, 3)));
  return !projection || isReserved(word);
}

ExpressionPtr Descent::subqueryExpression(SubqueryKind kind) {
  const Position begin = tokens_.position();
  tokens_.take();
  const Setting bar(bar_ends_, false);
  const Setting reading(reading_only_, true);
  SubqueryExpression out{kind, nullptr};
  if (tokens_.at(TokenKind::kLeftParen, 1) || (tokens_.atName(1) && tokens_.at(TokenKind::kEqual, 2)) ||
      atMode(1) || atShortest(1)) {
    tokens_.take();
    out.query = std::make_unique<Query>(patternQuery());
    tokens_.expect(TokenKind::kRightBrace, "WHERE or }");
  } else {
    out.query = block(kind == SubqueryKind::kCollect ? QueryUse::kCollect : QueryUse::kExists);
  }
  return make(begin, std::move(out));
}

ExpressionPtr Descent::mapProjection() {
  const Position begin = tokens_.position();
  MapProjection out;
  out.variable = tokens_.variableName("a variable");
  tokens_.take();
  const Setting bar(bar_ends_, false);
  if (!tokens_.at(TokenKind::kRightBrace)) {
    do out.items.push_back(mapProjectionItem());
    while (tokens_.accept(TokenKind::kComma));
  }
  tokens_.expect(TokenKind::kRightBrace, "a comma or }");
  return make(begin, std::move(out));
}

MapProjection::Item Descent::mapProjectionItem() {
  const Position begin = tokens_.position();
  if (tokens_.accept(TokenKind::kDot)) {
    if (tokens_.accept(TokenKind::kStar)) return MapProjection::AllProperties{begin};
    return MapProjection::Property{tokens_.anyName("a key or *")};
  }
  if (tokens_.at(TokenKind::kColon, 1)) {
    Name key = tokens_.anyName("a key");
    tokens_.take();
    return MapEntry{std::move(key), value()};
  }
  return MapProjection::VariableItem{tokens_.variableName(".key, .*, a variable, or a key with a value")};
}

}  // namespace tenure::query
