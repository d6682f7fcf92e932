// Clauses of time: FOR VALID_TIME, FOR SYSTEM_TIME, FOR PORTION OF. Their words are reserved nowhere: FOR
// begins such a clause only where a clause or the end of a pattern is expected, where no variable can stand.
#include <algorithm>
#include <array>

#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

bool Descent::atPortion() const { return tokens_.isWord("FOR", 0) && tokens_.isWord("PORTION", 1); }

/// FOR x IN is how other languages begin a loop.
bool Descent::refuseForIn() {
  if (!tokens_.isWord("FOR", 0) || !tokens_.atName(1) || !tokens_.isWord("IN", 2)) return false;
  tokens_.fail("UnexpectedSyntax",
               "FOR begins a clause of time; for each element of a list write UNWIND list AS " +
                   std::string(tokens_.written(1)),
               tokens_.position());
  return true;
}

TimeScope Descent::timeScope() {
  TimeScope out;
  while (!failed() && tokens_.at("FOR") && !atPortion()) {
    if (refuseForIn()) break;
    TimeClause clause = timeClause();
    std::optional<TimeClause>& place = clause.axis == TimeAxis::kValid ? out.valid : out.system;
    if (place)
      tokens_.fail("UnexpectedSyntax",
                   clause.axis == TimeAxis::kValid ? "FOR VALID_TIME stands here twice"
                                                   : "FOR SYSTEM_TIME stands here twice",
                   clause.at);
    place = std::move(clause);
  }
  return out;
}

TimeClause Descent::timeClause() {
  TimeClause out;
  out.at = tokens_.position();
  tokens_.take();
  out.certain = tokens_.accept("CERTAIN");
  if (tokens_.accept("SYSTEM_TIME")) {
    out.axis = TimeAxis::kSystem;
    if (out.certain)
      tokens_.fail(
          "UnexpectedSyntax",
          "CERTAIN asks for facts that certainly hold, and belongs to VALID_TIME; what was believed is known",
          out.at);
  } else if (!tokens_.accept("VALID_TIME")) {
    tokens_.failExpected(out.certain ? "VALID_TIME"
                                     : "VALID_TIME, CERTAIN VALID_TIME or SYSTEM_TIME behind FOR");
  }
  timeOperands(out);
  return out;
}

void Descent::timeOperands(TimeClause& clause) {
  if (tokens_.isWord("AS", 0) && !tokens_.isWord("OF", 1)) {
    tokens_.take();
    tokens_.failExpected("OF behind AS");
  } else if (tokens_.acceptAll({"AS", "OF"})) {
    clause.form = TimeForm::kAsOf;
    clause.from = timeOperand();
  } else if (tokens_.accept("FROM")) {
    clause.form = TimeForm::kFromTo;
    clause.from = timeOperand();
    if (!tokens_.accept("TO")) tokens_.failExpected("TO and the end of the period");
    clause.to = timeOperand();
  } else if (tokens_.accept("BETWEEN")) {
    clause.form = TimeForm::kBetween;
    clause.from = timeOperand(true);
    if (!tokens_.accept("AND")) tokens_.failExpected("AND and the end of the period");
    clause.to = timeOperand();
  } else {
    tokens_.failExpected("AS OF, FROM or BETWEEN");
  }
}

/// Additive, so that the AND of BETWEEN is none of its operators.
ExpressionPtr Descent::timeOperand(bool before_and) {
  const Inside inside(*this);
  const Setting bar(bar_ends_, false);
  ExpressionPtr operand = operators(Binding::kAdditive);
  refusePattern(operand);
  switch (tokens_.token().kind) {
    case TokenKind::kEqual:
    case TokenKind::kNotEqual:
    case TokenKind::kLess:
    case TokenKind::kLessOrEqual:
    case TokenKind::kGreater:
    case TokenKind::kGreaterOrEqual:
    case TokenKind::kMatches: break;
    default:
      constexpr std::array kOperators{"OR", "XOR", "AND", "IN", "IS", "CONTAINS", "STARTS", "ENDS"};
      const bool is_operator = std::any_of(kOperators.begin(), kOperators.end(),
                                           [&](const char* word) { return tokens_.isWord(word, 0); });
      if (!is_operator || (before_and && tokens_.isWord("AND", 0))) return operand;
  }
  tokens_.fail("UnexpectedSyntax", "a time with comparisons or boolean operators stands in parentheses",
               tokens_.position());
  return operand;
}

Portion Descent::portion() {
  Portion out;
  out.at = tokens_.position();
  tokens_.take();
  tokens_.take();
  tokens_.expect("OF");
  if (tokens_.at("SYSTEM_TIME"))
    tokens_.fail("UnexpectedSyntax", "what was believed is never changed; FOR PORTION OF is for VALID_TIME",
                 tokens_.position());
  tokens_.expect("VALID_TIME");
  tokens_.expect("FROM");
  out.from = timeOperand();
  tokens_.expect("TO");
  out.to = timeOperand();
  return out;
}

}  // namespace tenure::query
