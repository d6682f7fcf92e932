#include "storage/keys.h"

#include <utility>

namespace tenure::storage {
namespace {

constexpr std::uint64_t kSignBit = 1ULL << 63U;

template <class Unsigned>
void put(std::string& key, Unsigned value) {
  for (unsigned shift = 8 * sizeof(Unsigned); shift > 0; shift -= 8)
    key.push_back(static_cast<char>(value >> (shift - 8)));
}

/// Builds a key field by field.
class KeyWriter {
 public:
  explicit KeyWriter(Table table, std::size_t text_size = 0) {
    key_.reserve(text_size + 32);
    key_.push_back(static_cast<char>(table));
  }
  KeyWriter& u8(std::uint8_t value) { return key_.push_back(static_cast<char>(value)), *this; }
  KeyWriter& u32(std::uint32_t value) { return put(key_, value), *this; }
  KeyWriter& u64(std::uint64_t value) { return put(key_, value), *this; }
  KeyWriter& instant(SystemInstant at) { return u64(static_cast<std::uint64_t>(at.micros()) ^ kSignBit); }
  KeyWriter& text(std::string_view text) { return key_.append(text), *this; }
  KeyWriter& list(const ListKey& list) {
    return u64(list.node.value).u8(static_cast<std::uint8_t>(list.side)).u32(list.type);
  }
  std::string take() { return std::move(key_); }

 private:
  std::string key_;
};

/// Takes fields off the front of a key whose length was checked.
class KeyFields {
 public:
  explicit KeyFields(std::string_view key) : rest_(key.substr(1)) {}
  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  SystemInstant instant() { return SystemInstant::fromMicros(static_cast<std::int64_t>(u64() ^ kSignBit)); }

 private:
  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    for (const char byte : rest_.substr(0, bytes)) value = value << 8U | static_cast<std::uint8_t>(byte);
    rest_.remove_prefix(bytes);
    return value;
  }
  std::string_view rest_;
};

bool isOf(std::string_view key, Table table, std::size_t size) {
  return key.size() == size && static_cast<std::uint8_t>(key.front()) == static_cast<std::uint8_t>(table);
}

std::optional<ListKey> listOf(KeyFields& fields) {
  const NodeId node{fields.u64()};
  const std::uint8_t side = fields.u8();
  const std::uint32_t type = fields.u32();
  if (side > static_cast<std::uint8_t>(Side::kObject)) return std::nullopt;
  return ListKey{node, static_cast<Side>(side), type};
}

/// The text of a key that ends with a zero byte and `tail` bytes more.
std::optional<std::string_view> textBefore(std::string_view key, std::size_t tail) {
  if (key.size() < 2 + tail) return std::nullopt;
  const std::string_view text = key.substr(1, key.size() - 2 - tail);
  if (key[1 + text.size()] != '\0' || text.find('\0') != std::string_view::npos) return std::nullopt;
  return text;
}

}  // namespace

std::string tableKey(Table table) { return {static_cast<char>(table)}; }
std::string commitKey(SystemInstant instant) { return KeyWriter(Table::kCommit).instant(instant).take(); }
std::string tokenKey(TokenKind kind, std::uint32_t token) {
  return KeyWriter(Table::kToken).u8(static_cast<std::uint8_t>(kind)).u32(token).take();
}
std::string schemaKey(SystemInstant instant) { return KeyWriter(Table::kSchema).instant(instant).take(); }
std::string nodeKey(NodeId id) { return KeyWriter(Table::kNode).u64(id.value).take(); }
std::string nodeHistoryKey(NodeId id, SystemInstant to) {
  return KeyWriter(Table::kNodeHistory).u64(id.value).instant(to).take();
}
std::string nodeHistoryPrefix(NodeId id) { return KeyWriter(Table::kNodeHistory).u64(id.value).take(); }
std::string factKey(FactId id) { return KeyWriter(Table::kFact).u64(id.value).take(); }
std::string factBlockKey(FactId first) { return KeyWriter(Table::kFactBlock).u64(first.value).take(); }
std::string factHistoryKey(FactId id, SystemInstant to) {
  return KeyWriter(Table::kFactHistory).u64(id.value).instant(to).take();
}
std::string factHistoryPrefix(FactId id) { return KeyWriter(Table::kFactHistory).u64(id.value).take(); }

std::string externalIdKey(std::string_view text, NodeId id) {
  return KeyWriter(Table::kExternalId, text.size()).text(text).u8(0).u64(id.value).take();
}
std::string externalIdPrefix(std::string_view text) {
  return KeyWriter(Table::kExternalId, text.size()).text(text).u8(0).take();
}
std::string nameKey(std::string_view folded, NodeId id) {
  return KeyWriter(Table::kName, folded.size()).text(folded).u8(0).u64(id.value).take();
}
std::string namePrefix(std::string_view folded) {
  return KeyWriter(Table::kName, folded.size()).text(folded).u8(0).take();
}
std::string nameStart(std::string_view folded) {
  return KeyWriter(Table::kName, folded.size()).text(folded).take();
}
std::string propertyIndexKey(std::uint32_t label, std::uint32_t key, std::uint64_t hash, NodeId id) {
  return KeyWriter(Table::kPropertyIndex).u32(label).u32(key).u64(hash).u64(id.value).take();
}
std::string propertyIndexPrefix(std::uint32_t label, std::uint32_t key, std::uint64_t hash) {
  return KeyWriter(Table::kPropertyIndex).u32(label).u32(key).u64(hash).take();
}
std::string propertyIndexPrefix(std::uint32_t label, std::uint32_t key) {
  return KeyWriter(Table::kPropertyIndex).u32(label).u32(key).take();
}
std::string labelBlockKey(std::uint32_t label, std::uint64_t block) {
  return KeyWriter(Table::kLabelBlock).u32(label).u64(block).take();
}
std::string labelBlockPrefix(std::uint32_t label) { return KeyWriter(Table::kLabelBlock).u32(label).take(); }

std::string adjacencyKey(const ListKey& list, std::uint64_t segment) {
  return KeyWriter(Table::kAdjacency).list(list).u64(segment).take();
}
std::string adjacencyPrefix(const ListKey& list) { return KeyWriter(Table::kAdjacency).list(list).take(); }
std::string adjacencyPrefix(NodeId node) { return KeyWriter(Table::kAdjacency).u64(node.value).take(); }
std::string adjacencyPrefix(NodeId node, Side side) {
  return KeyWriter(Table::kAdjacency).u64(node.value).u8(static_cast<std::uint8_t>(side)).take();
}
std::string adjacencyHistoryKey(const ListKey& list, FactId fact, SystemInstant to) {
  return KeyWriter(Table::kAdjacencyHistory).list(list).u64(fact.value).instant(to).take();
}
std::string adjacencyHistoryPrefix(const ListKey& list) {
  return KeyWriter(Table::kAdjacencyHistory).list(list).take();
}
std::string adjacencyHistoryPrefix(NodeId node) {
  return KeyWriter(Table::kAdjacencyHistory).u64(node.value).take();
}
std::string adjacencyHistoryPrefix(NodeId node, Side side) {
  return KeyWriter(Table::kAdjacencyHistory).u64(node.value).u8(static_cast<std::uint8_t>(side)).take();
}
std::string markKey(SystemInstant instant, std::uint32_t number) {
  return KeyWriter(Table::kMark).instant(instant).u32(number).take();
}
std::string backupKey(std::string_view folder, std::uint32_t backup) {
  return KeyWriter(Table::kBackup, folder.size()).text(folder).u8(0).u32(backup).take();
}

// ---- what a key says -----------------------------------------------------------------------------------

std::optional<Table> tableOf(std::string_view key) {
  if (key.empty()) return std::nullopt;
  const auto table = static_cast<Table>(key.front());
  switch (table) {
    case Table::kCommit:
    case Table::kToken:
    case Table::kSchema:
    case Table::kNode:
    case Table::kNodeHistory:
    case Table::kFact:
    case Table::kFactHistory:
    case Table::kExternalId:
    case Table::kName:
    case Table::kPropertyIndex:
    case Table::kFactBlock:
    case Table::kAdjacency:
    case Table::kAdjacencyHistory:
    case Table::kMark:
    case Table::kBackup:
    case Table::kLabelBlock: return table;
  }
  return std::nullopt;
}

std::optional<VersionKey> parseVersionKey(std::string_view key) {
  if (isOf(key, Table::kNode, 9) || isOf(key, Table::kFact, 9)) {
    return VersionKey{KeyFields(key).u64(), SystemInstant::plusInfinity()};
  }
  if (!isOf(key, Table::kNodeHistory, 17) && !isOf(key, Table::kFactHistory, 17)) return std::nullopt;
  KeyFields fields(key);
  const std::uint64_t id = fields.u64();
  return VersionKey{id, fields.instant()};
}

std::optional<FactId> parseFactBlockKey(std::string_view key) {
  if (!isOf(key, Table::kFactBlock, 9)) return std::nullopt;
  return FactId{KeyFields(key).u64()};
}

std::optional<SystemInstant> parseInstantKey(std::string_view key) {
  if (!isOf(key, Table::kCommit, 9) && !isOf(key, Table::kSchema, 9) && !isOf(key, Table::kMark, 13)) {
    return std::nullopt;
  }
  return KeyFields(key).instant();
}

std::optional<TokenKeyParts> parseTokenKey(std::string_view key) {
  if (!isOf(key, Table::kToken, 6)) return std::nullopt;
  KeyFields fields(key);
  const std::uint8_t kind = fields.u8();
  if (kind >= kTokenKinds) return std::nullopt;
  return TokenKeyParts{static_cast<TokenKind>(kind), fields.u32()};
}

std::optional<AdjacencyKeyParts> parseAdjacencyKey(std::string_view key) {
  if (!isOf(key, Table::kAdjacency, 22)) return std::nullopt;
  KeyFields fields(key);
  const auto list = listOf(fields);
  if (!list) return std::nullopt;
  return AdjacencyKeyParts{*list, fields.u64()};
}

std::optional<AdjacencyHistoryKeyParts> parseAdjacencyHistoryKey(std::string_view key) {
  if (!isOf(key, Table::kAdjacencyHistory, 30)) return std::nullopt;
  KeyFields fields(key);
  const auto list = listOf(fields);
  if (!list) return std::nullopt;
  const FactId fact{fields.u64()};
  return AdjacencyHistoryKeyParts{*list, fact, fields.instant()};
}

std::optional<TextKeyParts> parseTextKey(std::string_view key) {
  const auto table = tableOf(key);
  if (table != Table::kExternalId && table != Table::kName) return std::nullopt;
  const auto text = textBefore(key, 8);
  if (!text) return std::nullopt;
  return TextKeyParts{*text, NodeId{KeyFields(key.substr(1 + text->size())).u64()}};
}

std::optional<PropertyIndexParts> parsePropertyIndexKey(std::string_view key) {
  if (!isOf(key, Table::kPropertyIndex, 25)) return std::nullopt;
  KeyFields fields(key);
  PropertyIndexParts parts;
  parts.label = fields.u32();
  parts.key = fields.u32();
  parts.hash = fields.u64();
  parts.node = NodeId{fields.u64()};
  return parts;
}

std::optional<LabelBlockParts> parseLabelBlockKey(std::string_view key) {
  if (!isOf(key, Table::kLabelBlock, 13)) return std::nullopt;
  KeyFields fields(key);
  const std::uint32_t label = fields.u32();
  return LabelBlockParts{label, fields.u64()};
}

std::optional<BackupKeyParts> parseBackupKey(std::string_view key) {
  if (tableOf(key) != Table::kBackup) return std::nullopt;
  const auto text = textBefore(key, 4);
  if (!text) return std::nullopt;
  return BackupKeyParts{*text, KeyFields(key.substr(1 + text->size())).u32()};
}

}  // namespace tenure::storage
