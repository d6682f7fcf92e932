// What WITH and RETURN share: items, their order and number.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

Projection Descent::projection(std::string_view clause) {
  Projection out;
  out.distinct = tokens_.accept("DISTINCT");
  if (tokens_.accept(TokenKind::kStar)) {
    out.star = true;
    if (tokens_.accept(TokenKind::kComma)) projectionItems(out);
  } else if (tokens_.at(TokenKind::kEnd)) {
    tokens_.failExpected(std::string("what to ") + (clause == "RETURN" ? "return" : "go on with") +
                         ": expressions or *");
  } else {
    projectionItems(out);
  }
  if (tokens_.at("ORDER")) out.order_by = orderBy();
  if (tokens_.accept("SKIP")) out.skip = value();
  if (tokens_.accept("LIMIT")) out.limit = value();
  return out;
}

void Descent::projectionItems(Projection& out) {
  do out.items.push_back(projectionItem());
  while (tokens_.accept(TokenKind::kComma));
}

ProjectionItem Descent::projectionItem() {
  const Position begin = tokens_.position();
  ProjectionItem out;
  out.expression = value();
  out.text = tokens_.textOf(tokens_.spanFrom(begin));
  if (tokens_.accept("AS")) out.alias = tokens_.variableName("a name behind AS");
  return out;
}

std::vector<SortItem> Descent::orderBy() {
  tokens_.take();
  tokens_.expect("BY");
  std::vector<SortItem> out;
  do {
    SortItem item{value(), false};
    if (tokens_.accept("DESC") || tokens_.accept("DESCENDING")) {
      item.descending = true;
    } else if (!tokens_.accept("ASC")) {
      tokens_.accept("ASCENDING");
    }
    out.push_back(std::move(item));
  } while (tokens_.accept(TokenKind::kComma));
  return out;
}

ExpressionPtr Descent::optionalWhere() { return tokens_.accept("WHERE") ? expression() : nullptr; }

}  // namespace tenure::query
