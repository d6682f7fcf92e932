// The schema of a database: which labels and relationship types there are, what they may join, which event
// ends which state, and what must hold at every instant. A schema is declared, never inferred; a database
// without one is open, and no rule acts.
//
// The declarations are plain data, built in C++ by `SchemaBuilder`, checked as a whole by `build()`, and kept
// in the database with the system instant from which they were believed. Names are case-sensitive. Immutable
// once built; share freely between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/result.h"
#include "schema/validity.h"

namespace tenure {

/// The two ends of a fact. Persisted: do not renumber.
enum class Side : std::uint8_t { kSubject = 0, kObject = 1 };

/// The type of a property's value, as declared. Persisted: do not renumber.
enum class ValueType : std::uint8_t {
  kAny = 0,
  kBoolean = 1,
  kInteger = 2,
  kFloat = 3,
  kText = 4,
  kDate = 5,
  kLocalTime = 6,
  kTime = 7,
  kLocalDateTime = 8,
  kDateTime = 9,
  kDuration = 10,
  kList = 11,
  kMap = 12,
};
[[nodiscard]] std::string_view valueTypeName(ValueType type);

/// What a relationship type may join: a node with label `subject` to one with label `object`; empty means
/// any.
struct Endpoints {
  std::string subject;
  std::string object;
  friend bool operator==(const Endpoints&, const Endpoints&) = default;
};

/// A relationship type.
struct RelationshipType {
  std::string name;
  std::vector<Endpoints> endpoints;          ///< one of these; empty: any node to any node
  bool lineage = false;                      ///< merged-into, split-from, renamed-to, succeeded-by
  bool event = false;                        ///< of short validity: its day, month or year
  std::optional<std::int64_t> longest_days;  ///< bounds the possible where one end is unknown
  friend bool operator==(const RelationshipType&, const RelationshipType&) = default;
};

struct PropertyDeclaration {
  std::string label;
  std::string key;
  ValueType type = ValueType::kAny;
  friend bool operator==(const PropertyDeclaration&, const PropertyDeclaration&) = default;
};

/// What an event of type `event` ends. Persisted: do not renumber.
enum class EventTarget : std::uint8_t {
  kSubjectFactsWithObject = 0,  ///< the subject's facts of `state` with the same object (WITHDREW_FROM)
  kSubjectFacts = 1,            ///< all of the subject's facts of `state` (MERGED_INTO: memberships)
  kSubjectLifespan = 2,         ///< the subject's lifespan (MERGED_INTO)
};
struct EventRule {
  std::string event;
  EventTarget target = EventTarget::kSubjectFactsWithObject;
  std::string state;  ///< empty for kSubjectLifespan
  friend bool operator==(const EventRule&, const EventRule&) = default;
};

/// At most one fact of `type` at a time for each subject (or object). Facts with the same counterpart are two
/// sources about one thing, and no clash. Unless `strict`, a shared hand-over day is no clash.
struct AtMostOne {
  std::string type;
  Side per = Side::kObject;
  bool strict = false;
  friend bool operator==(const AtMostOne&, const AtMostOne&) = default;
};
/// Facts of `type` lie within the lifespans of both endpoints.
struct WithinLifespans {
  std::string type;
  friend bool operator==(const WithinLifespans&, const WithinLifespans&) = default;
};
/// Facts of `type` form no cycle at any instant.
struct Acyclic {
  std::string type;
  friend bool operator==(const Acyclic&, const Acyclic&) = default;
};
/// No two nodes with `label` certainly have the same value of `key` at one instant.
struct UniqueKey {
  std::string label;
  std::string key;
  friend bool operator==(const UniqueKey&, const UniqueKey&) = default;
};

/// Nodes with `label` are found by the value of `key`. No rule: whatever is written, an index takes.
struct PropertyIndex {
  std::string label;
  std::string key;
  friend bool operator==(const PropertyIndex&, const PropertyIndex&) = default;
};

/// The name by which a constraint or an index is dropped, where its maker gave one.
struct GivenName {
  std::string declaration;  ///< what it names, as `statementOf` says it (schema/declarations.h)
  std::string name;
  friend bool operator==(const GivenName&, const GivenName&) = default;
};

/// A whole schema, checked.
class Schema {
 public:
  /// The open schema: nothing declared, no rule acts.
  Schema() = default;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Whether labels and types that are not declared are refused.
  [[nodiscard]] bool strict() const { return strict_; }
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] const std::vector<RelationshipType>& types() const { return types_; }
  [[nodiscard]] const std::vector<PropertyDeclaration>& properties() const { return properties_; }
  [[nodiscard]] const std::vector<EventRule>& eventRules() const { return event_rules_; }
  [[nodiscard]] const std::vector<AtMostOne>& atMostOne() const { return at_most_one_; }
  [[nodiscard]] const std::vector<WithinLifespans>& withinLifespans() const { return within_lifespans_; }
  [[nodiscard]] const std::vector<Acyclic>& acyclic() const { return acyclic_; }
  [[nodiscard]] const std::vector<UniqueKey>& uniqueKeys() const { return unique_keys_; }
  [[nodiscard]] const std::vector<PropertyIndex>& indexes() const { return indexes_; }
  [[nodiscard]] const std::vector<GivenName>& givenNames() const { return names_; }
  /// What an index is kept of: the indexes and the unique keys, each pair once.
  [[nodiscard]] std::vector<PropertyIndex> indexedProperties() const;
  [[nodiscard]] bool isIndexed(std::string_view label, std::string_view key) const;

  /// The declaration of a type, or nullptr; borrowed from this schema.
  [[nodiscard]] const RelationshipType* type(std::string_view name) const;
  [[nodiscard]] bool hasLabel(std::string_view name) const;

  friend bool operator==(const Schema&, const Schema&) = default;
  /// Whether both allow and derive the same: names and indexes apart.
  friend bool sameRules(const Schema& a, const Schema& b);

 private:
  friend class SchemaBuilder;
  friend class SchemaEditor;  // schema/schema_edits.cc
  std::string name_ = "open";
  bool strict_ = false;
  std::vector<std::string> labels_;
  std::vector<RelationshipType> types_;
  std::vector<PropertyDeclaration> properties_;
  std::vector<EventRule> event_rules_;
  std::vector<AtMostOne> at_most_one_;
  std::vector<WithinLifespans> within_lifespans_;
  std::vector<Acyclic> acyclic_;
  std::vector<UniqueKey> unique_keys_;
  std::vector<PropertyIndex> indexes_;
  std::vector<GivenName> names_;
};

/// Declares a schema. Order does not matter; a name used before or after its declaration is the same.
class SchemaBuilder {
 public:
  explicit SchemaBuilder(std::string name) { schema_.name_ = std::move(name); }
  /// Goes on from a schema.
  explicit SchemaBuilder(Schema schema) : schema_(std::move(schema)) {}

  SchemaBuilder& strict(bool on = true);
  SchemaBuilder& label(std::string name);
  SchemaBuilder& type(RelationshipType type);
  SchemaBuilder& property(PropertyDeclaration property);
  SchemaBuilder& eventRule(EventRule rule);
  SchemaBuilder& atMostOne(AtMostOne constraint);
  SchemaBuilder& withinLifespans(std::string type);
  SchemaBuilder& acyclic(std::string type);
  SchemaBuilder& uniqueKey(UniqueKey constraint);
  SchemaBuilder& index(PropertyIndex index);
  SchemaBuilder& name(GivenName name);

  /// The schema, or kInvalidArgument naming what does not fit: an empty name or one that begins with an
  /// underscore, a declaration made twice, a rule or constraint that names an undeclared type or label, an
  /// event rule whose event type is not declared as an event, a longest duration that is not positive, a name
  /// of nothing that is declared, or given twice.
  [[nodiscard]] Result<Schema> build() const;

 private:
  Schema schema_;
};

/// The built-in schema for organizations, people, coalitions and events, `--schema organizations`. docs/
/// data-model.md lists it.
[[nodiscard]] const Schema& organizationsSchema();
/// A built-in schema by name ("open", "organizations"). kNotFound lists the names there are.
[[nodiscard]] Result<Schema> builtInSchema(std::string_view name);

/// The effective base of a written period of `type`: where one end is unknown and the type declares a longest
/// duration, the possible is bounded by it; the text and the certain stay as they are.
[[nodiscard]] Period boundedByLongest(const Period& written, const RelationshipType* type);

/// Whether two facts of one constrained kind certainly overlap. `strict` counts a shared hand-over day;
/// otherwise one grain is taken off an end whose written date includes its day.
[[nodiscard]] bool certainlyClash(const Period& a, EndConvention a_convention, const Period& b,
                                  EndConvention b_convention, bool strict);

}  // namespace tenure
