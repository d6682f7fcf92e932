#include "interchange/schema_json.h"

#include <array>
#include <string>
#include <utility>

#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<std::string_view, Enum>, N>;

constexpr Words<Side, 2> kSides = {{{"subject", Side::kSubject}, {"object", Side::kObject}}};
constexpr Words<EventTarget, 3> kTargets = {{{"facts_with_object", EventTarget::kSubjectFactsWithObject},
                                             {"facts", EventTarget::kSubjectFacts},
                                             {"lifespan", EventTarget::kSubjectLifespan}}};

template <class Enum, std::size_t N>
std::string_view wordOf(const Words<Enum, N>& words, Enum value) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return words.front().first;
}

template <class Enum, std::size_t N>
Result<Enum> meaningOf(const Words<Enum, N>& words, JsonFields& fields, std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, fields.need(key, JsonNode::Kind::kText));
  std::string known;
  for (const auto& [word, meaning] : words) {
    if (word == node->text) return meaning;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  return fields.fieldError(*node, key, "is one of " + known + ", not \"" + tenure::quoted(node->text) + "\"");
}

Result<ValueType> valueTypeFrom(JsonFields& fields) {
  TENURE_ASSIGN(const JsonNode* const node, fields.need("type", JsonNode::Kind::kText));
  for (int i = 0; i <= static_cast<int>(ValueType::kMap); ++i) {
    const auto type = static_cast<ValueType>(i);
    if (valueTypeName(type) == node->text) return type;
  }
  return fields.fieldError(*node, "type",
                           "is the name of a type of value, not \"" + tenure::quoted(node->text) + "\"");
}

void writeTypes(JsonWriter& out, const std::vector<RelationshipType>& types) {
  if (types.empty()) return;
  out.key("types").beginArray();
  for (const RelationshipType& type : types) {
    out.beginObject().key("name").text(type.name);
    if (!type.endpoints.empty()) {
      out.key("endpoints").beginArray();
      for (const Endpoints& ends : type.endpoints) {
        out.beginObject().key("subject").text(ends.subject).key("object").text(ends.object).endObject();
      }
      out.endArray();
    }
    out.trueFlag("lineage", type.lineage).trueFlag("event", type.event);
    if (type.longest_days) out.key("longest_days").integer(*type.longest_days);
    out.endObject();
  }
  out.endArray();
}

Result<RelationshipType> typeFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a type"));
  RelationshipType type;
  TENURE_ASSIGN(type.name, fields.text("name"));
  TENURE_ASSIGN(const JsonNode* const endpoints, fields.optional("endpoints", JsonNode::Kind::kArray));
  if (endpoints != nullptr) {
    for (const JsonNode& item : endpoints->items) {
      TENURE_ASSIGN(JsonFields pair, JsonFields::of(item, "a pair of endpoints"));
      Endpoints ends;
      TENURE_ASSIGN(ends.subject, pair.text("subject"));
      TENURE_ASSIGN(ends.object, pair.text("object"));
      TENURE_TRY(pair.finish());
      type.endpoints.push_back(std::move(ends));
    }
  }
  TENURE_ASSIGN(type.lineage, fields.optionalFlag("lineage"));
  TENURE_ASSIGN(type.event, fields.optionalFlag("event"));
  TENURE_ASSIGN(const JsonNode* const longest, fields.optional("longest_days", JsonNode::Kind::kInteger));
  if (longest != nullptr) type.longest_days = longest->integer;
  TENURE_TRY(fields.finish());
  return type;
}

/// Calls `take(fields)` with each object of the array `key`, where there is one.
template <class Take>
Status forEachObject(JsonFields& fields, std::string_view key, std::string_view what, const Take& take) {
  TENURE_ASSIGN(const JsonNode* const array, fields.optional(key, JsonNode::Kind::kArray));
  if (array == nullptr) return {};
  for (const JsonNode& item : array->items) {
    TENURE_ASSIGN(JsonFields object, JsonFields::of(item, what));
    TENURE_TRY(take(object));
    TENURE_TRY(object.finish());
  }
  return {};
}

Status readRules(JsonFields& fields, SchemaBuilder& builder) {
  TENURE_TRY(forEachObject(fields, "properties", "a declared property", [&](JsonFields& object) -> Status {
    PropertyDeclaration property;
    TENURE_ASSIGN(property.label, object.optionalText("label"));
    TENURE_ASSIGN(property.key, object.text("key"));
    TENURE_ASSIGN(property.type, valueTypeFrom(object));
    builder.property(std::move(property));
    return {};
  }));
  TENURE_TRY(forEachObject(fields, "event_rules", "an event rule", [&](JsonFields& object) -> Status {
    EventRule rule;
    TENURE_ASSIGN(rule.event, object.text("event"));
    TENURE_ASSIGN(rule.target, meaningOf(kTargets, object, "ends"));
    TENURE_ASSIGN(rule.state, object.optionalText("state"));
    builder.eventRule(std::move(rule));
    return {};
  }));
  return forEachObject(fields, "at_most_one", "an at-most-one constraint", [&](JsonFields& object) -> Status {
    AtMostOne constraint;
    TENURE_ASSIGN(constraint.type, object.text("type"));
    TENURE_ASSIGN(constraint.per, meaningOf(kSides, object, "per"));
    TENURE_ASSIGN(constraint.strict, object.optionalFlag("strict"));
    builder.atMostOne(std::move(constraint));
    return {};
  });
}

void writeRules(JsonWriter& out, const Schema& schema) {
  if (!schema.properties().empty()) {
    out.key("properties").beginArray();
    for (const auto& property : schema.properties()) {
      out.beginObject().textUnlessEmpty("label", property.label).key("key").text(property.key);
      out.key("type").text(valueTypeName(property.type)).endObject();
    }
    out.endArray();
  }
  if (!schema.eventRules().empty()) {
    out.key("event_rules").beginArray();
    for (const EventRule& rule : schema.eventRules()) {
      out.beginObject().key("event").text(rule.event).key("ends").text(wordOf(kTargets, rule.target));
      out.textUnlessEmpty("state", rule.state).endObject();
    }
    out.endArray();
  }
  if (!schema.atMostOne().empty()) {
    out.key("at_most_one").beginArray();
    for (const AtMostOne& constraint : schema.atMostOne()) {
      out.beginObject().key("type").text(constraint.type).key("per").text(wordOf(kSides, constraint.per));
      out.trueFlag("strict", constraint.strict).endObject();
    }
    out.endArray();
  }
}

template <class Constraint>
void writeTypesOf(JsonWriter& out, std::string_view key, const std::vector<Constraint>& constraints) {
  std::vector<std::string_view> types;
  types.reserve(constraints.size());
  for (const Constraint& constraint : constraints) types.push_back(constraint.type);
  out.textsUnlessEmpty(key, types);
}

/// Pairs of a label and a key.
template <class Pair>
void writeProperties(JsonWriter& out, std::string_view key, const std::vector<Pair>& pairs) {
  if (pairs.empty()) return;
  out.key(key).beginArray();
  for (const Pair& pair : pairs) {
    out.beginObject().key("label").text(pair.label).key("key").text(pair.key).endObject();
  }
  out.endArray();
}

}  // namespace

void writeSchemaFields(JsonWriter& out, const Schema& schema) {
  out.trueFlag("strict", schema.strict()).textsUnlessEmpty("labels", schema.labels());
  writeTypes(out, schema.types());
  writeRules(out, schema);
  writeTypesOf(out, "within_lifespans", schema.withinLifespans());
  writeTypesOf(out, "acyclic", schema.acyclic());
  writeProperties(out, "unique_keys", schema.uniqueKeys());
  writeProperties(out, "indexes", schema.indexes());
  if (schema.givenNames().empty()) return;
  out.key("names").beginArray();
  for (const GivenName& given : schema.givenNames()) {
    out.beginObject().key("name").text(given.name).key("of").text(given.declaration).endObject();
  }
  out.endArray();
}

Result<Schema> schemaFrom(JsonFields& fields, const JsonNode& at, std::string name) {
  SchemaBuilder builder(std::move(name));
  TENURE_ASSIGN(const bool strict, fields.optionalFlag("strict"));
  builder.strict(strict);
  TENURE_ASSIGN(std::vector<std::string> labels, fields.optionalTexts("labels"));
  for (std::string& label : labels) builder.label(std::move(label));
  TENURE_ASSIGN(const JsonNode* const types, fields.optional("types", JsonNode::Kind::kArray));
  if (types != nullptr) {
    for (const JsonNode& item : types->items) {
      TENURE_ASSIGN(RelationshipType type, typeFrom(item));
      builder.type(std::move(type));
    }
  }
  TENURE_TRY(readRules(fields, builder));
  TENURE_ASSIGN(std::vector<std::string> within, fields.optionalTexts("within_lifespans"));
  for (std::string& type : within) builder.withinLifespans(std::move(type));
  TENURE_ASSIGN(std::vector<std::string> acyclic, fields.optionalTexts("acyclic"));
  for (std::string& type : acyclic) builder.acyclic(std::move(type));
  TENURE_TRY(forEachObject(fields, "unique_keys", "a unique key", [&](JsonFields& object) -> Status {
    UniqueKey unique;
    TENURE_ASSIGN(unique.label, object.text("label"));
    TENURE_ASSIGN(unique.key, object.text("key"));
    builder.uniqueKey(std::move(unique));
    return {};
  }));
  TENURE_TRY(forEachObject(fields, "indexes", "an index", [&](JsonFields& object) -> Status {
    PropertyIndex index;
    TENURE_ASSIGN(index.label, object.text("label"));
    TENURE_ASSIGN(index.key, object.text("key"));
    builder.index(std::move(index));
    return {};
  }));
  TENURE_TRY(forEachObject(fields, "names", "a name", [&](JsonFields& object) -> Status {
    GivenName given;
    TENURE_ASSIGN(given.name, object.text("name"));
    TENURE_ASSIGN(given.declaration, object.text("of"));
    builder.name(std::move(given));
    return {};
  }));
  Result<Schema> built = builder.build();
  if (!built.ok()) return jsonError(at, built.error().message());
  return built;
}

}  // namespace tenure::interchange
