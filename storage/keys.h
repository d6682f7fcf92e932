// Keys of the one keyspace: first byte the table, then fields in big-endian order, so that the order of bytes
// is the order of the fields. ADR 0001 tells what each table is for.
//
//     commit        := 01 instant:i64          adjacency         := 0C node:u64 side:u8 type:u32 segment:u64
//     token         := 02 kind:u8 token:u32    adjacency history := 0D node:u64 side:u8 type:u32 fact:u64
//     schema        := 03 instant:i64                                  to:i64
//     node          := 04 id:u64               mark              := 0E instant:i64 number:u32
//     node history  := 05 id:u64 to:i64        backup            := 0F folder:text 00 backup:u32
//     fact          := 06 id:u64
//     fact history  := 07 id:u64 to:i64        i64 with its sign bit flipped; text without a zero byte
//     external id   := 08 id:text 00 node:u64
//     name          := 09 folded:text 00 node:u64
//     property index := 0A label:u32 key:u32 hash:u64 node:u64
//     fact block    := 0B first:u64             label block      := 10 label:u32 block:u64
//
// Pure functions; any thread. Table bytes are persisted: do not renumber.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/catalog.h"
#include "schema/ids.h"
#include "schema/instant.h"
#include "storage/tokens.h"

namespace tenure::storage {

enum class Table : std::uint8_t {
  kCommit = 0x01,
  kToken = 0x02,
  kSchema = 0x03,
  kNode = 0x04,
  kNodeHistory = 0x05,
  kFact = 0x06,
  kFactHistory = 0x07,
  kExternalId = 0x08,
  kName = 0x09,
  kPropertyIndex = 0x0A,
  kFactBlock = 0x0B,
  kAdjacency = 0x0C,
  kAdjacencyHistory = 0x0D,
  kMark = 0x0E,
  kBackup = 0x0F,
  kLabelBlock = 0x10,
};

[[nodiscard]] std::string tableKey(Table table);  ///< the one byte: the prefix of all keys of the table
[[nodiscard]] std::string commitKey(SystemInstant instant);
[[nodiscard]] std::string tokenKey(TokenKind kind, std::uint32_t token);
[[nodiscard]] std::string schemaKey(SystemInstant instant);
[[nodiscard]] std::string nodeKey(NodeId id);
[[nodiscard]] std::string nodeHistoryKey(NodeId id, SystemInstant to);
[[nodiscard]] std::string nodeHistoryPrefix(NodeId id);
[[nodiscard]] std::string factKey(FactId id);
/// The block with the facts `first` and the following (storage/fact_block.h).
[[nodiscard]] std::string factBlockKey(FactId first);
[[nodiscard]] std::string factHistoryKey(FactId id, SystemInstant to);
[[nodiscard]] std::string factHistoryPrefix(FactId id);
/// `text` holds no zero byte (checked where it enters the database).
[[nodiscard]] std::string externalIdKey(std::string_view text, NodeId id);
[[nodiscard]] std::string externalIdPrefix(
    std::string_view text);  ///< of this id alone: ends with the zero byte
[[nodiscard]] std::string nameKey(std::string_view folded, NodeId id);
[[nodiscard]] std::string namePrefix(std::string_view folded);  ///< of this name alone
[[nodiscard]] std::string nameStart(std::string_view folded);   ///< of all names that begin so
[[nodiscard]] std::string propertyIndexKey(std::uint32_t label, std::uint32_t key, std::uint64_t hash,
                                           NodeId id);
[[nodiscard]] std::string propertyIndexPrefix(std::uint32_t label, std::uint32_t key, std::uint64_t hash);
[[nodiscard]] std::string propertyIndexPrefix(std::uint32_t label, std::uint32_t key);
/// The nodes `block * 1024` and the following with a label (storage/label_block.h).
[[nodiscard]] std::string labelBlockKey(std::uint32_t label, std::uint64_t block);
[[nodiscard]] std::string labelBlockPrefix(std::uint32_t label);

/// One adjacency list: the facts of `type` whose `side` is `node`.
struct ListKey {
  NodeId node;
  Side side = Side::kSubject;
  std::uint32_t type = 0;
  friend auto operator<=>(const ListKey&, const ListKey&) = default;
};
[[nodiscard]] std::string adjacencyKey(const ListKey& list, std::uint64_t segment);
[[nodiscard]] std::string adjacencyPrefix(const ListKey& list);
[[nodiscard]] std::string adjacencyPrefix(NodeId node);
[[nodiscard]] std::string adjacencyPrefix(NodeId node, Side side);
[[nodiscard]] std::string adjacencyHistoryKey(const ListKey& list, FactId fact, SystemInstant to);
[[nodiscard]] std::string adjacencyHistoryPrefix(const ListKey& list);
[[nodiscard]] std::string adjacencyHistoryPrefix(NodeId node);
[[nodiscard]] std::string adjacencyHistoryPrefix(NodeId node, Side side);
[[nodiscard]] std::string markKey(SystemInstant instant, std::uint32_t number);
[[nodiscard]] std::string backupKey(std::string_view folder, std::uint32_t backup);

// What a key says; nullopt where its length or a field does not fit its table.
[[nodiscard]] std::optional<Table> tableOf(std::string_view key);
struct VersionKey {
  std::uint64_t id = 0;
  SystemInstant to = SystemInstant::plusInfinity();
};
/// Of node, node history, fact and fact history keys.
[[nodiscard]] std::optional<VersionKey> parseVersionKey(std::string_view key);
/// The first id of a fact block key.
[[nodiscard]] std::optional<FactId> parseFactBlockKey(std::string_view key);
/// Of commit, schema and mark keys.
[[nodiscard]] std::optional<SystemInstant> parseInstantKey(std::string_view key);
struct TokenKeyParts {
  TokenKind kind;
  std::uint32_t token;
};
[[nodiscard]] std::optional<TokenKeyParts> parseTokenKey(std::string_view key);
struct AdjacencyKeyParts {
  ListKey list;
  std::uint64_t segment = 0;
};
[[nodiscard]] std::optional<AdjacencyKeyParts> parseAdjacencyKey(std::string_view key);
struct AdjacencyHistoryKeyParts {
  ListKey list;
  FactId fact;
  SystemInstant to;
};
[[nodiscard]] std::optional<AdjacencyHistoryKeyParts> parseAdjacencyHistoryKey(std::string_view key);
struct TextKeyParts {
  std::string_view text;  ///< borrowed from the key
  NodeId node;
};
/// Of external id and name keys.
[[nodiscard]] std::optional<TextKeyParts> parseTextKey(std::string_view key);
struct PropertyIndexParts {
  std::uint32_t label = 0;
  std::uint32_t key = 0;
  std::uint64_t hash = 0;
  NodeId node;
};
[[nodiscard]] std::optional<PropertyIndexParts> parsePropertyIndexKey(std::string_view key);
struct LabelBlockParts {
  std::uint32_t label = 0;
  std::uint64_t block = 0;
};
[[nodiscard]] std::optional<LabelBlockParts> parseLabelBlockKey(std::string_view key);
struct BackupKeyParts {
  std::string_view folder;
  std::uint32_t backup = 0;
};
[[nodiscard]] std::optional<BackupKeyParts> parseBackupKey(std::string_view key);

/// How an error names a key: table and fields ("node 12", "adjacency of node 3, in, type 2, segment 9"); hex
/// where it does not parse.
[[nodiscard]] std::string describeKey(std::string_view key);

}  // namespace tenure::storage
