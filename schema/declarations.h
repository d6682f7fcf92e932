// What a schema declares, taken apart: one value for each constraint and index, as CREATE CONSTRAINT and
// CREATE INDEX make them, SHOW shows them and DROP takes them back. The schema itself keeps them by kind
// (schema/catalog.h); here is the way from one to the other.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schema/catalog.h"
#include "schema/result.h"

namespace tenure {

/// Facts of `type` join these, and nothing else.
struct JoinedLabels {
  std::string type;
  std::vector<Endpoints> endpoints;
  friend bool operator==(const JoinedLabels&, const JoinedLabels&) = default;
};
struct LineageType {
  std::string type;
  friend bool operator==(const LineageType&, const LineageType&) = default;
};
struct EventType {
  std::string type;
  friend bool operator==(const EventType&, const EventType&) = default;
};
struct LongestDuration {
  std::string type;
  std::int64_t days = 0;
  friend bool operator==(const LongestDuration&, const LongestDuration&) = default;
};
/// What is not declared is refused.
struct StrictSchema {
  friend bool operator==(const StrictSchema&, const StrictSchema&) = default;
};

using Declaration =
    std::variant<UniqueKey, PropertyDeclaration, AtMostOne, WithinLifespans, Acyclic, JoinedLabels,
                 LineageType, EventType, LongestDuration, EventRule, StrictSchema, PropertyIndex>;

/// "FOR (n:Person) REQUIRE n.passport IS UNIQUE": what follows CREATE CONSTRAINT [name], or CREATE INDEX
/// [name]. Different declarations have different texts.
[[nodiscard]] std::string statementOf(const Declaration& declaration);
/// Every constraint of a schema, by kind, then in the order of the schema.
[[nodiscard]] std::vector<Declaration> constraintsOf(const Schema& schema);
[[nodiscard]] std::vector<Declaration> indexesOf(const Schema& schema);

struct NamedDeclaration {
  std::string name;  ///< the given one, else one made from what it says
  Declaration what;
};
/// Names are distinct over constraints and indexes.
[[nodiscard]] std::vector<NamedDeclaration> namedConstraints(const Schema& schema);
[[nodiscard]] std::vector<NamedDeclaration> namedIndexes(const Schema& schema);

/// `schema` with one declaration more; label and types that it names are declared with it, unless the schema
/// is strict. `name` may be empty. kAlreadyExists: it is declared, something else has the name, or it
/// contradicts what is declared (another longest duration, another type of the property), which is then
/// named; else as SchemaBuilder::build.
[[nodiscard]] Result<Schema> declare(const Schema& schema, const Declaration& declaration, std::string name);
/// `schema` without it. kNotFound: it is not declared; kInvalidArgument: something else needs it.
[[nodiscard]] Result<Schema> withdraw(const Schema& schema, const Declaration& declaration);

/// Labels and types that are declared and no more said. kAlreadyExists, kNotFound, and as build() has it.
[[nodiscard]] Result<Schema> declareLabel(const Schema& schema, const std::string& label);
[[nodiscard]] Result<Schema> declareType(const Schema& schema, const std::string& type);
[[nodiscard]] Result<Schema> withdrawLabel(const Schema& schema, const std::string& label);
[[nodiscard]] Result<Schema> withdrawType(const Schema& schema, const std::string& type);

/// A label, type or key as a statement has it: in backticks where it is no plain name.
[[nodiscard]] std::string nameInStatement(std::string_view name);

/// "; did you mean X?" for the one of `known` that was probably meant, or empty.
[[nodiscard]] std::string didYouMean(std::string_view wanted, const std::vector<std::string>& known);

}  // namespace tenure
