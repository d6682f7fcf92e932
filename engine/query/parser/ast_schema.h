// The tree of a statement, part three: what declares labels, types, constraints and indexes, and what shows
// them. Whether the names exist, and whether the whole is a schema, is the binder's to say.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "engine/query/parser/ast_expression.h"
#include "schema/catalog.h"

namespace tenure::query::ast {

/// CREATE LABEL [IF NOT EXISTS] Person, CREATE RELATIONSHIP TYPE [IF NOT EXISTS] KNOWS: declared, no more
/// said.
struct DeclareName {
  enum class Kind : std::uint8_t { kLabel, kType };
  Kind kind = Kind::kLabel;
  Name name;
  bool if_not_exists = false;
};
struct DropDeclaration {
  DeclareName::Kind kind = DeclareName::Kind::kLabel;
  Name name;
  bool if_exists = false;
};

// What a constraint requires. Each names the label or type that stood in FOR.

/// FOR (n:Label) REQUIRE n.key IS UNIQUE
struct RequireUnique {
  Name label;
  Name key;
};
/// FOR (n:Label) REQUIRE n.key IS :: INTEGER
struct RequirePropertyType {
  Name label;
  Name key;
  ValueType type = ValueType::kAny;
};
/// FOR (a)-[r:TYPE]->(b) REQUIRE r IS AT MOST ONE PER b [STRICT]
struct RequireAtMostOne {
  Name type;
  Side per = Side::kObject;
  bool strict = false;
};
/// FOR ()-[r:TYPE]-() REQUIRE r IS WITHIN LIFESPANS
struct RequireWithinLifespans {
  Name type;
};
/// FOR ()-[r:TYPE]-() REQUIRE r IS ACYCLIC
struct RequireAcyclic {
  Name type;
};
/// FOR ()-[r:TYPE]-() REQUIRE r JOINS (:A)-->(:B), (:C)-->()
struct RequireEndpoints {
  struct Pair {
    std::optional<Name> subject;  ///< any node where absent
    std::optional<Name> object;
  };
  Name type;
  std::vector<Pair> pairs;  ///< one or more
};
/// FOR ()-[r:TYPE]-() REQUIRE r IS LINEAGE
struct RequireLineage {
  Name type;
};
/// FOR ()-[r:TYPE]-() REQUIRE r IS EVENT
struct RequireEvent {
  Name type;
};
/// FOR ()-[r:TYPE]-() REQUIRE r LASTS AT MOST 3650 DAYS
struct RequireLongest {
  Name type;
  ExpressionPtr days;
};
/// FOR (a)-[e:EVENT]->(b) REQUIRE e ENDS (a)-[:STATE]->(b), e ENDS (a)-[:STATE]->(), e ENDS a
struct RequireEventEnds {
  Name event;
  EventTarget target = EventTarget::kSubjectFactsWithObject;
  std::optional<Name> state;  ///< absent for the lifespan
};
/// REQUIRE SCHEMA IS STRICT
struct RequireStrictSchema {};

using Requirement = std::variant<RequireUnique, RequirePropertyType, RequireAtMostOne, RequireWithinLifespans,
                                 RequireAcyclic, RequireEndpoints, RequireLineage, RequireEvent,
                                 RequireLongest, RequireEventEnds, RequireStrictSchema>;

/// CREATE CONSTRAINT [name] [IF NOT EXISTS] [FOR ...] REQUIRE ...
struct CreateConstraint {
  std::optional<Name> name;
  bool if_not_exists = false;
  Position requirement_at;
  Requirement requirement;
};
struct DropConstraint {
  Name name;
  bool if_exists = false;
};

/// CREATE INDEX [name] [IF NOT EXISTS] FOR (n:Label) ON (n.key)
struct CreateIndex {
  std::optional<Name> name;
  bool if_not_exists = false;
  Name label;
  Name key;
};
struct DropIndex {
  Name name;
  bool if_exists = false;
};

/// SHOW ... [YIELD ...] [WHERE ...]
struct Show {
  enum class Kind : std::uint8_t {
    kLabels,
    kTypes,
    kPropertyKeys,
    kConstraints,
    kIndexes,
    kProcedures,
    kFunctions,
    kTransactions,
  };
  struct Column {
    Name name;
    std::optional<Name> alias;
  };
  Kind kind = Kind::kLabels;
  bool yields = false;          ///< whether YIELD was written
  std::vector<Column> columns;  ///< empty for YIELD * and without YIELD: all columns
  ExpressionPtr where;
};

}  // namespace tenure::query::ast
