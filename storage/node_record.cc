// A node as a record.
//
//     node    := head:u8 [external id:text] [labels] [validity] [cut] [properties] [aliases] from:fixed64
//     head    := 01 external id | 02 labels | 04 lifespan | 08 cut | 10 properties | 20 aliases
//     labels  := count:varint token:varint*                    their names ascending
//     aliases := count:varint (name:text language:text)*       ascending
//
// Validity and cut: storage/validity_record.h; properties: storage/value_record.h.
#include <algorithm>
#include <cassert>
#include <utility>

#include "storage/believed_record.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "storage/validity_record.h"
#include "storage/value_record.h"

namespace tenure::storage {
namespace {

constexpr std::uint8_t kExternalId = 0x01;
constexpr std::uint8_t kLabels = 0x02;
constexpr std::uint8_t kLifespan = 0x04;
constexpr std::uint8_t kCut = 0x08;
constexpr std::uint8_t kProperties = 0x10;
constexpr std::uint8_t kAliases = 0x20;

std::uint8_t headOf(const NodeVersion& node) {
  std::uint8_t head = 0;
  if (!node.external_id.empty()) head |= kExternalId;
  if (!node.labels.empty()) head |= kLabels;
  if (!node.lifespan.isTimeless()) head |= kLifespan;
  if (node.cut) head |= kCut;
  if (!node.properties.empty()) head |= kProperties;
  if (!node.aliases.empty()) head |= kAliases;
  return head;
}

std::vector<std::string> readLabels(ByteReader& in, const Tokens& tokens) {
  const std::size_t count = in.count();
  if (count == 0) in.fail("it lists no label");
  std::vector<std::string> labels;
  labels.reserve(std::min<std::size_t>(count, 16));
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::string* name = tokens.name(TokenKind::kLabel, in.varint32());
    if (name == nullptr) {
      in.fail("it has an unknown label");
    } else if (!labels.empty() && *name <= labels.back()) {
      in.fail("its labels are out of order");
    } else {
      labels.push_back(*name);
    }
  }
  return labels;
}

std::vector<Alias> readAliases(ByteReader& in) {
  const std::size_t count = in.count(2);
  if (count == 0) in.fail("it lists no alias");
  std::vector<Alias> aliases;
  aliases.reserve(std::min<std::size_t>(count, 16));
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    Alias alias;
    alias.name = std::string(in.text());
    alias.language = std::string(in.text());
    if (!aliases.empty() && alias <= aliases.back()) in.fail("its aliases are out of order");
    aliases.push_back(std::move(alias));
  }
  return aliases;
}

void readParts(ByteReader& in, std::uint8_t head, const Tokens& tokens, NodeVersion& node) {
  if ((head & kExternalId) != 0) {
    node.external_id = std::string(in.text());
    if (node.external_id.empty()) in.fail("its external id is empty");
  }
  if ((head & kLabels) != 0) node.labels = readLabels(in, tokens);
  if ((head & kLifespan) != 0) {
    node.lifespan = readValidity(in);
    if (node.lifespan.isTimeless()) in.fail("its lifespan is timeless");
  }
  if ((head & kCut) != 0) node.cut = readCut(in);
  if ((head & kProperties) != 0) node.properties = readProperties(in, tokens);
  if ((head & kAliases) != 0) node.aliases = readAliases(in);
}

}  // namespace

void appendNodeBody(const NodeVersion& node, Tokens& tokens, std::string& body) {
  assert(std::is_sorted(node.labels.begin(), node.labels.end()));
  assert(std::is_sorted(node.aliases.begin(), node.aliases.end()));
  ByteWriter out(body);
  out.byte(kRecordVersion);
  out.byte(headOf(node));
  if (!node.external_id.empty()) out.text(node.external_id);
  if (!node.labels.empty()) {
    out.varint(node.labels.size());
    for (const std::string& label : node.labels) out.varint(tokens.intern(TokenKind::kLabel, label));
  }
  if (!node.lifespan.isTimeless()) writeValidity(out, node.lifespan);
  if (node.cut) writeCut(out, *node.cut);
  if (!node.properties.empty()) writeProperties(out, node.properties, tokens);
  if (!node.aliases.empty()) {
    out.varint(node.aliases.size());
    for (const Alias& alias : node.aliases) {
      out.text(alias.name);
      out.text(alias.language);
    }
  }
}

std::string encodeNode(std::string_view key, const NodeVersion& node, Tokens& tokens) {
  std::string value;
  appendNodeBody(node, tokens, value);
  completeRecord(key, node.believed.from, value);
  return value;
}

Result<NodeVersion> decodeNode(std::string_view key, std::string_view value, const Tokens& tokens) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto table = tableOf(key);
  const auto parts = parseVersionKey(key);
  if (!parts || (table != Table::kNode && table != Table::kNodeHistory)) {
    return damagedRecord(key, "its key is of no node");
  }
  Result<NodeVersion> result{NodeVersion()};
  NodeVersion& node = *result;
  node.id = NodeId{parts->id};
  node.believed.to = parts->to;
  ByteReader in(splitBelieved(payload, node.believed));
  const std::uint8_t head = in.byte();
  if (head >= 2 * kAliases) in.fail("it has unknown marks");
  if (!node.believed.from.isFinite() || node.believed.from >= node.believed.to) in.fail(kBadBelief);
  readParts(in, head, tokens, node);
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return result;
}

}  // namespace tenure::storage
