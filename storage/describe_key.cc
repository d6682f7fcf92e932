// Keys as errors name them.
#include "schema/text_quote.h"
#include "storage/keys.h"

namespace tenure::storage {
namespace {

std::string hexOf(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<std::uint8_t>(byte);
    out += "0123456789abcdef"[value >> 4U];
    out += "0123456789abcdef"[value & 15U];
  }
  return out;
}

std::string number(std::uint64_t value) { return std::to_string(value); }

std::string describeVersion(std::string_view what, std::string_view key) {
  const auto parts = parseVersionKey(key);
  if (!parts) return {};
  std::string out = std::string(what) + " " + number(parts->id);
  if (parts->to != SystemInstant::plusInfinity()) out += ", as believed until " + formatIso(parts->to);
  return out;
}

std::string describeInstant(std::string_view what, std::string_view key) {
  const auto instant = parseInstantKey(key);
  return instant ? std::string(what) + " of " + formatIso(*instant) : std::string();
}

std::string describeToken(std::string_view key) {
  const auto parts = parseTokenKey(key);
  if (!parts) return {};
  const char* kinds[kTokenKinds] = {"label", "type", "key"};
  return std::string("the name of ") + kinds[static_cast<std::size_t>(parts->kind)] + " " +
         number(parts->token);
}

std::string describeList(const ListKey& list) {
  return " of node " + number(list.node.value) + (list.side == Side::kSubject ? ", out" : ", in") +
         ", type " + number(list.type);
}

std::string describeText(std::string_view what, std::string_view key) {
  const auto parts = parseTextKey(key);
  if (!parts) return {};
  return std::string(what) + " \"" + quoted(parts->text) + "\" of node " + number(parts->node.value);
}

/// Empty where the key does not parse.
std::string describeParsed(Table table, std::string_view key) {
  switch (table) {
    case Table::kCommit: return describeInstant("commit", key);
    case Table::kToken: return describeToken(key);
    case Table::kSchema: return describeInstant("schema", key);
    case Table::kNode:
    case Table::kNodeHistory: return describeVersion("node", key);
    case Table::kFact:
    case Table::kFactHistory: return describeVersion("fact", key);
    case Table::kFactBlock:
      if (const auto first = parseFactBlockKey(key)) return "block of facts from " + number(first->value);
      return {};
    case Table::kExternalId: return describeText("external id", key);
    case Table::kName: return describeText("name", key);
    case Table::kPropertyIndex:
      if (const auto parts = parsePropertyIndexKey(key)) {
        return "property index of label " + number(parts->label) + ", key " + number(parts->key) + ", node " +
               number(parts->node.value);
      }
      return {};
    case Table::kAdjacency:
      if (const auto parts = parseAdjacencyKey(key)) {
        return "adjacency" + describeList(parts->list) + ", segment " + number(parts->segment);
      }
      return {};
    case Table::kAdjacencyHistory:
      if (const auto parts = parseAdjacencyHistoryKey(key)) {
        return "adjacency history" + describeList(parts->list) + ", fact " + number(parts->fact.value) +
               ", as believed until " + formatIso(parts->to);
      }
      return {};
    case Table::kMark: return describeInstant("mark of an erasure", key);
    case Table::kLabelBlock:
      if (const auto parts = parseLabelBlockKey(key)) {
        return "block of nodes with label " + number(parts->label) + ", " + number(parts->block);
      }
      return {};
    case Table::kBackup:
      if (const auto parts = parseBackupKey(key)) {
        return "backup " + number(parts->backup) + " in " + quoted(parts->folder);
      }
      return {};
  }
  return {};
}

}  // namespace

std::string describeKey(std::string_view key) {
  const auto table = tableOf(key);
  std::string described = table ? describeParsed(*table, key) : std::string();
  return described.empty() ? "key " + hexOf(key.substr(0, 64)) : described;
}

}  // namespace tenure::storage
