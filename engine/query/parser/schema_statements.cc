// Statements about the schema: what is declared, indexed and shown. Constraints are in constraints.cc.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

/// CREATE and one of these words is a path `CREATE index = (a)` where = follows.
bool Descent::atSchemaStatement() {
  if (tokens_.at("SHOW") || tokens_.at("DROP")) return true;
  if (!tokens_.at("CREATE") || tokens_.at(TokenKind::kEqual, 2)) return false;
  return tokens_.isWord("CONSTRAINT", 1) || tokens_.isWord("INDEX", 1) || tokens_.isWord("LABEL", 1) ||
         tokens_.isWord("RELATIONSHIP", 1);
}

Statement::Node Descent::schemaStatement() {
  if (tokens_.accept("SHOW")) return show();
  if (tokens_.accept("DROP")) return dropStatement();
  tokens_.take();
  return createStatement();
}

Statement::Node Descent::createStatement() {
  if (tokens_.accept("CONSTRAINT")) return createConstraint();
  if (tokens_.accept("INDEX")) return createIndex();
  DeclareName out;
  out.kind = declaredKind().value_or(DeclareName::Kind::kLabel);
  out.if_not_exists = ifNotExists();
  out.name = tokens_.anyName("a name");
  return out;
}

Statement::Node Descent::dropStatement() {
  const bool constraint = tokens_.accept("CONSTRAINT");
  if (constraint || tokens_.accept("INDEX")) {
    Name name = tokens_.anyName("a name");
    if (constraint) return DropConstraint{std::move(name), ifExists()};
    return DropIndex{std::move(name), ifExists()};
  }
  const auto kind = declaredKind();
  if (!kind) tokens_.failExpected("CONSTRAINT, INDEX, LABEL or RELATIONSHIP TYPE");
  DropDeclaration out;
  out.kind = kind.value_or(DeclareName::Kind::kLabel);
  out.name = tokens_.anyName("a name");
  out.if_exists = ifExists();
  return out;
}

std::optional<DeclareName::Kind> Descent::declaredKind() {
  if (tokens_.accept("LABEL")) return DeclareName::Kind::kLabel;
  if (!tokens_.accept("RELATIONSHIP")) return std::nullopt;
  tokens_.expect("TYPE");
  return DeclareName::Kind::kType;
}

CreateIndex Descent::createIndex() {
  CreateIndex out;
  out.name = schemaName();
  out.if_not_exists = ifNotExists();
  tokens_.expect("FOR");
  const PathPattern pattern = path(PathUse::kPlain);
  out.label = labelOf(pattern);
  tokens_.expect("ON");
  tokens_.expect(TokenKind::kLeftParen, "( and a property");
  out.key = propertyOf(pattern.first.variable);
  tokens_.expect(TokenKind::kRightParen, "); an index is of one property");
  return out;
}

std::optional<Name> Descent::schemaName() {
  if (!tokens_.atName() || tokens_.at("FOR") || tokens_.at("REQUIRE")) return std::nullopt;
  if (tokens_.at("IF") && tokens_.isWord("NOT", 1)) return std::nullopt;
  return tokens_.anyName("a name");
}

bool Descent::ifNotExists() { return tokens_.acceptAll({"IF", "NOT", "EXISTS"}); }
bool Descent::ifExists() { return tokens_.acceptAll({"IF", "EXISTS"}); }

Show Descent::show() {
  Show out;
  out.kind = showKind();
  if (tokens_.accept("YIELD")) {
    out.yields = true;
    if (!tokens_.accept(TokenKind::kStar)) {
      do {
        Show::Column column;
        column.name = tokens_.anyName("a column or *");
        if (tokens_.accept("AS")) column.alias = tokens_.variableName("a name behind AS");
        out.columns.push_back(std::move(column));
      } while (tokens_.accept(TokenKind::kComma));
    }
  }
  out.where = optionalWhere();
  return out;
}

Show::Kind Descent::showKind() {
  struct Shown {
    std::string_view plural;
    std::string_view singular;
    Show::Kind kind;
  };
  constexpr Shown kShown[] = {
      {"LABELS", "LABEL", Show::Kind::kLabels},
      {"TYPES", "TYPE", Show::Kind::kTypes},
      {"CONSTRAINTS", "CONSTRAINT", Show::Kind::kConstraints},
      {"INDEXES", "INDEX", Show::Kind::kIndexes},
      {"PROCEDURES", "PROCEDURE", Show::Kind::kProcedures},
      {"FUNCTIONS", "FUNCTION", Show::Kind::kFunctions},
      {"TRANSACTIONS", "TRANSACTION", Show::Kind::kTransactions},
  };
  if (tokens_.accept("PROPERTY")) {
    if (!tokens_.accept("KEY")) tokens_.expect("KEYS");
    return Show::Kind::kPropertyKeys;
  }
  const bool relationship = tokens_.accept("RELATIONSHIP");
  for (const Shown& shown : kShown) {
    if (relationship && shown.kind != Show::Kind::kTypes) continue;
    if (tokens_.accept(shown.plural) || tokens_.accept(shown.singular)) return shown.kind;
  }
  tokens_.failExpected(relationship
                           ? "TYPES"
                           : "LABELS, RELATIONSHIP TYPES, PROPERTY KEYS, CONSTRAINTS, INDEXES, PROCEDURES, "
                             "FUNCTIONS or TRANSACTIONS");
  return Show::Kind::kLabels;
}

}  // namespace tenure::query
