// A schema as a record. Names as texts: it is read before there are tokens.
//
//     schema     := name:text strict:u8 list(label:text) list(type) list(property) list(rule) list(one)
//                   list(within:text) list(acyclic:text) list(unique) list(index) list(given)
//     list(x)    := count:varint x*
//     type       := name:text list(subject:text object:text) marks:u8 [longest days:varint]
//     marks      := 01 lineage | 02 event | 04 longest days
//     property   := label:text key:text type:u8
//     rule       := event:text target:u8 state:text
//     one        := type:text per:u8 strict:u8
//     unique     := label:text key:text
//     index      := label:text key:text
//     given      := declaration:text name:text
#include <utility>

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"

namespace tenure::storage {
namespace {

constexpr std::uint8_t kLineage = 0x01;
constexpr std::uint8_t kEvent = 0x02;
constexpr std::uint8_t kLongest = 0x04;

std::string owned(ByteReader& in) { return std::string(in.text()); }

/// An enumerator of `Enum`, whose last one is `last`.
template <class Enum>
Enum enumOf(ByteReader& in, Enum last) {
  const std::uint8_t value = in.byte();
  if (value > static_cast<std::uint8_t>(last)) in.fail("it has an unknown kind");
  return in.ok() ? static_cast<Enum>(value) : Enum{};
}

template <class Items, class Write>
void writeList(ByteWriter& out, const Items& items, Write write) {
  out.varint(items.size());
  for (const auto& item : items) write(item);
}

template <class Read>
void readList(ByteReader& in, Read read) {
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) read();
}

void writeType(ByteWriter& out, const RelationshipType& type) {
  out.text(type.name);
  writeList(out, type.endpoints, [&](const Endpoints& ends) {
    out.text(ends.subject);
    out.text(ends.object);
  });
  out.byte(static_cast<std::uint8_t>((type.lineage ? kLineage : 0) | (type.event ? kEvent : 0) |
                                     (type.longest_days ? kLongest : 0)));
  if (type.longest_days) out.varint(static_cast<std::uint64_t>(*type.longest_days));
}

RelationshipType readType(ByteReader& in) {
  RelationshipType type;
  type.name = owned(in);
  readList(in, [&] {
    std::string subject = owned(in);
    type.endpoints.push_back({std::move(subject), owned(in)});
  });
  const std::uint8_t marks = in.byte();
  if (marks >= 2 * kLongest) in.fail("a type has unknown marks");
  type.lineage = (marks & kLineage) != 0;
  type.event = (marks & kEvent) != 0;
  if ((marks & kLongest) != 0) type.longest_days = static_cast<std::int64_t>(in.varint());
  return type;
}

void readRules(ByteReader& in, SchemaBuilder& builder) {
  readList(in, [&] {
    EventRule rule;
    rule.event = owned(in);
    rule.target = enumOf(in, EventTarget::kSubjectLifespan);
    rule.state = owned(in);
    builder.eventRule(std::move(rule));
  });
  readList(in, [&] {
    AtMostOne one;
    one.type = owned(in);
    one.per = enumOf(in, Side::kObject);
    one.strict = in.truth();
    builder.atMostOne(std::move(one));
  });
  readList(in, [&] { builder.withinLifespans(owned(in)); });
  readList(in, [&] { builder.acyclic(owned(in)); });
  readList(in, [&] {
    std::string label = owned(in);
    builder.uniqueKey({std::move(label), owned(in)});
  });
  readList(in, [&] {
    std::string label = owned(in);
    builder.index({std::move(label), owned(in)});
  });
  readList(in, [&] {
    std::string declaration = owned(in);
    builder.name({std::move(declaration), owned(in)});
  });
}

void writeRules(ByteWriter& out, const Schema& schema) {
  writeList(out, schema.eventRules(), [&](const EventRule& rule) {
    out.text(rule.event);
    out.byte(static_cast<std::uint8_t>(rule.target));
    out.text(rule.state);
  });
  writeList(out, schema.atMostOne(), [&](const AtMostOne& one) {
    out.text(one.type);
    out.byte(static_cast<std::uint8_t>(one.per));
    out.byte(one.strict ? 1 : 0);
  });
  writeList(out, schema.withinLifespans(), [&](const WithinLifespans& one) { out.text(one.type); });
  writeList(out, schema.acyclic(), [&](const Acyclic& one) { out.text(one.type); });
  writeList(out, schema.uniqueKeys(), [&](const UniqueKey& one) {
    out.text(one.label);
    out.text(one.key);
  });
  writeList(out, schema.indexes(), [&](const PropertyIndex& one) {
    out.text(one.label);
    out.text(one.key);
  });
  writeList(out, schema.givenNames(), [&](const GivenName& one) {
    out.text(one.declaration);
    out.text(one.name);
  });
}

}  // namespace

std::string encodeSchema(std::string_view key, const Schema& schema) {
  std::string value = beginValue();
  ByteWriter out(value);
  out.text(schema.name());
  out.byte(schema.strict() ? 1 : 0);
  writeList(out, schema.labels(), [&](const std::string& label) { out.text(label); });
  writeList(out, schema.types(), [&](const RelationshipType& type) { writeType(out, type); });
  writeList(out, schema.properties(), [&](const PropertyDeclaration& property) {
    out.text(property.label);
    out.text(property.key);
    out.byte(static_cast<std::uint8_t>(property.type));
  });
  writeRules(out, schema);
  seal(key, value);
  return value;
}

Result<Schema> decodeSchema(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  ByteReader in(payload);
  SchemaBuilder builder(owned(in));
  builder.strict(in.truth());
  readList(in, [&] { builder.label(owned(in)); });
  readList(in, [&] { builder.type(readType(in)); });
  readList(in, [&] {
    PropertyDeclaration property;
    property.label = owned(in);
    property.key = owned(in);
    property.type = enumOf(in, ValueType::kMap);
    builder.property(std::move(property));
  });
  readRules(in, builder);
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  Result<Schema> schema = builder.build();
  if (!schema.ok()) return damagedRecord(key, schema.error().message());
  return schema;
}

}  // namespace tenure::storage
