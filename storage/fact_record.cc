// A fact as a record.
//
//     fact    := head:u8 type:token subject:varint object:varint validity
//                [cut] [portions] [count:varint text*] [event:text] [properties] from:fixed64
//     head    := status (2 bits) | 04 cut | 08 removed portions | 10 sources | 20 event | 40 properties
//     token   := varint
//
// `from` stands last, so that a load can write all but it before it knows the instant of its commit.
// Validity, cut and portions: storage/validity_record.h; properties: storage/value_record.h. An ordinary
// fact, "2014/2018" and nothing else, takes some 40 bytes.
#include <algorithm>
#include <utility>

#include "storage/believed_record.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "storage/validity_record.h"
#include "storage/value_record.h"

namespace tenure::storage {
namespace {

constexpr std::uint8_t kStatus = 0x03;
constexpr std::uint8_t kCut = 0x04;
constexpr std::uint8_t kRemoved = 0x08;
constexpr std::uint8_t kSources = 0x10;
constexpr std::uint8_t kEvent = 0x20;
constexpr std::uint8_t kProperties = 0x40;

/// A version, or a draft, which has neither cut nor removed portions.
template <class Fact>
void appendBody(const Fact& fact, const std::optional<Cut>& cut, const std::vector<Range>& removed,
                Tokens& tokens, std::string& body) {
  auto head = static_cast<std::uint8_t>(fact.status);
  if (cut) head |= kCut;
  if (!removed.empty()) head |= kRemoved;
  if (!fact.sources.empty()) head |= kSources;
  if (!fact.event.empty()) head |= kEvent;
  if (!fact.properties.empty()) head |= kProperties;
  ByteWriter out(body);
  out.byte(kRecordVersion);
  out.byte(head);
  out.varint(tokens.intern(TokenKind::kType, fact.type));
  out.varint(fact.subject.value);
  out.varint(fact.object.value);
  writeValidity(out, fact.validity);
  if (cut) writeCut(out, *cut);
  if (!removed.empty()) writePortions(out, removed);
  if (!fact.sources.empty()) {
    out.varint(fact.sources.size());
    for (const std::string& source : fact.sources) out.text(source);
  }
  if (!fact.event.empty()) out.text(fact.event);
  if (!fact.properties.empty()) writeProperties(out, fact.properties, tokens);
}

std::vector<std::string> readSources(ByteReader& in) {
  const std::size_t count = in.count();
  if (count == 0) in.fail("it lists no source");
  std::vector<std::string> sources;
  sources.reserve(std::min<std::size_t>(count, 16));
  for (std::size_t i = 0; i < count && in.ok(); ++i) sources.emplace_back(in.text());
  return sources;
}

void readType(ByteReader& in, const Tokens& tokens, FactVersion& fact) {
  const std::string* type = tokens.name(TokenKind::kType, in.varint32());
  if (type == nullptr) return in.fail("it is of an unknown type");
  fact.type = *type;
}

void readParts(ByteReader& in, std::uint8_t head, const Tokens& tokens, FactVersion& fact) {
  if ((head & kCut) != 0) fact.cut = readCut(in);
  if ((head & kRemoved) != 0) fact.removed = readPortions(in);
  if ((head & kSources) != 0) fact.sources = readSources(in);
  if ((head & kEvent) != 0) {
    fact.event = std::string(in.text());
    if (fact.event.empty()) in.fail("its event has no name");
  }
  if ((head & kProperties) != 0) fact.properties = readProperties(in, tokens);
}

}  // namespace

void appendFactBody(const FactVersion& fact, Tokens& tokens, std::string& body) {
  appendBody(fact, fact.cut, fact.removed, tokens, body);
}
void appendFactBody(const FactDraft& fact, Tokens& tokens, std::string& body) {
  appendBody(fact, std::nullopt, {}, tokens, body);
}

std::string encodeFact(std::string_view key, const FactVersion& fact, Tokens& tokens) {
  std::string value;
  value.reserve(96);  // an ordinary fact and its seal, in one allocation
  appendFactBody(fact, tokens, value);
  completeRecord(key, fact.believed.from, value);
  return value;
}

Result<FactVersion> decodeFact(std::string_view key, std::string_view value, const Tokens& tokens) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto table = tableOf(key);
  const auto parts = parseVersionKey(key);
  if (!parts || (table != Table::kFact && table != Table::kFactHistory)) {
    return damagedRecord(key, "its key is of no fact");
  }
  Result<FactVersion> result{FactVersion()};  // filled where it is returned: the struct is large to move
  FactVersion& fact = *result;
  fact.id = FactId{parts->id};
  fact.believed.to = parts->to;
  ByteReader in(splitBelieved(payload, fact.believed));
  const std::uint8_t head = in.byte();
  if (head > (kStatus | kCut | kRemoved | kSources | kEvent | kProperties)) in.fail("it has unknown marks");
  fact.status = static_cast<FactStatus>(head & kStatus);
  readType(in, tokens, fact);
  fact.subject = NodeId{in.varint()};
  fact.object = NodeId{in.varint()};
  if (fact.subject.value == 0 || fact.object.value == 0) in.fail("it joins no node");
  if (!fact.believed.from.isFinite() || fact.believed.from >= fact.believed.to) in.fail(kBadBelief);
  fact.validity = readValidity(in);
  readParts(in, head, tokens, fact);
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return result;
}

}  // namespace tenure::storage
