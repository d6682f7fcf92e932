// Clauses that read, and calls.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

Match Descent::match() {
  Match out;
  out.optional = tokens_.accept("OPTIONAL");
  tokens_.expect("MATCH");
  out.paths = paths(PathUse::kMatch);
  out.where = optionalWhere();
  return out;
}

Unwind Descent::unwind() {
  tokens_.take();
  Unwind out;
  out.list = value();
  if (!tokens_.accept("AS")) tokens_.failExpected("an operator, or AS and a variable");
  out.variable = tokens_.variableName("a variable behind AS");
  return out;
}

LoadCsv Descent::loadCsv() {
  tokens_.take();
  tokens_.expect("CSV");
  LoadCsv out;
  if (tokens_.accept("WITH")) {
    tokens_.expect("HEADERS");
    out.with_headers = true;
  }
  tokens_.expect("FROM");
  out.from = value();
  if (!tokens_.accept("AS")) tokens_.failExpected("an operator, or AS and a variable");
  out.variable = tokens_.variableName("a variable behind AS");
  if (tokens_.accept("FIELDTERMINATOR")) out.field_terminator = value();
  return out;
}

With Descent::with() {
  tokens_.take();
  With out;
  out.projection = projection("WITH");
  out.where = optionalWhere();
  return out;
}

Clause::Node Descent::call() {
  tokens_.take();
  if (tokens_.at(TokenKind::kLeftBrace) || tokens_.at(TokenKind::kLeftParen)) return callSubquery();
  return callProcedure();
}

CallProcedure Descent::callProcedure() {
  CallProcedure out;
  out.name = tokens_.dottedName("the name of a procedure, or { and a subquery");
  if (tokens_.accept(TokenKind::kLeftParen)) {
    out.arguments.emplace();
    if (!tokens_.at(TokenKind::kRightParen)) {
      do out.arguments->push_back(value());
      while (tokens_.accept(TokenKind::kComma));
    }
    tokens_.expect(TokenKind::kRightParen,
                   out.arguments->empty() ? "an expression or )" : "an operator, a comma or )");
  }
  if (tokens_.accept("YIELD")) yield(out);
  return out;
}

void Descent::yield(CallProcedure& out) {
  if (tokens_.accept(TokenKind::kStar)) {
    out.yield = CallProcedure::Yield::kAll;
    return;
  }
  if (tokens_.accept(TokenKind::kMinus)) {
    out.yield = CallProcedure::Yield::kNothing;
    return;
  }
  out.yield = CallProcedure::Yield::kColumns;
  do {
    CallProcedure::Column column;
    column.name = tokens_.anyName("a column of the procedure, * or -");
    if (tokens_.accept("AS")) column.alias = tokens_.variableName("a name behind AS");
    if (!column.alias && isReserved(column.name.text))
      tokens_.fail("UnexpectedSyntax", "'" + column.name.text + "' is a reserved word; name it with AS",
                   column.name.at);
    out.columns.push_back(std::move(column));
  } while (tokens_.accept(TokenKind::kComma));
  out.where = optionalWhere();
}

CallSubquery Descent::callSubquery() {
  CallSubquery out;
  if (tokens_.accept(TokenKind::kLeftParen)) {
    if (tokens_.accept(TokenKind::kStar)) {
      out.import_kind = CallSubquery::Imports::kAll;
    } else {
      out.import_kind = CallSubquery::Imports::kListed;
      if (!tokens_.at(TokenKind::kRightParen)) {
        do out.imports.push_back(tokens_.variableName("a variable, * or )"));
        while (tokens_.accept(TokenKind::kComma));
      }
    }
    tokens_.expect(TokenKind::kRightParen, "a comma or )");
  }
  out.query = block(QueryUse::kCall);
  return out;
}

}  // namespace tenure::query
