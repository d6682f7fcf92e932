// Records of nodes, facts, commits and the schema as sealed bytes, and back. Each kind has its own source
// (node_record.cc, fact_record.cc, ...) with its layout drawn as a grammar above the codec; integers are
// LEB128 variable-length (signed ones zigzag), texts a length and their bytes, optional parts announced by
// flag bits so that an ordinary fact takes few bytes.
//
// Decoders take bytes from a disk that may be damaged: they check every length, enum, order and token, and
// answer kCorruption naming the key, whatever the bytes. What they accept, encodes to the same bytes again
// (one record, one encoding). Validity bounds are stored, not parsed again from the text. Pure functions; any
// thread; encoders intern new names into `tokens`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/tokens.h"

namespace tenure::storage {

/// `key` is a node or node history key; id and `believed.to` stand in the key and not in the value.
[[nodiscard]] std::string encodeNode(std::string_view key, const NodeVersion& node, Tokens& tokens);
[[nodiscard]] Result<NodeVersion> decodeNode(std::string_view key, std::string_view value,
                                             const Tokens& tokens);

/// `key` is a fact or fact history key.
[[nodiscard]] std::string encodeFact(std::string_view key, const FactVersion& fact, Tokens& tokens);
/// A record but for its end, the instant from which it is believed and its seal: for loads, which know the
/// instant when all else is done. Appends to `body`.
void appendNodeBody(const NodeVersion& node, Tokens& tokens, std::string& body);
void appendFactBody(const FactVersion& fact, Tokens& tokens, std::string& body);
void appendFactBody(const FactDraft& fact, Tokens& tokens, std::string& body);
/// Makes the body in `value` the record that encodeNode or encodeFact would have given.
void completeRecord(std::string_view key, SystemInstant from, std::string& value);
[[nodiscard]] Result<FactVersion> decodeFact(std::string_view key, std::string_view value,
                                             const Tokens& tokens);

/// What the commit table keeps: what users see of a commit, and what the store needs to go on after it.
struct CommitRow {
  CommitRecord commit;
  NodeId next_node{1};
  FactId next_fact{1};
  /// Some node, in some version up to now, has a lifespan or a cut; while false, readers need not look.
  bool lifespans = false;
  friend bool operator==(const CommitRow&, const CommitRow&) = default;
};
[[nodiscard]] std::string encodeCommit(std::string_view key, const CommitRow& row);
[[nodiscard]] Result<CommitRow> decodeCommit(std::string_view key, std::string_view value);

[[nodiscard]] std::string encodeSchema(std::string_view key, const Schema& schema);
/// Built again by SchemaBuilder, so that what it would refuse is corruption.
[[nodiscard]] Result<Schema> decodeSchema(std::string_view key, std::string_view value);

/// The name of a token; the value of keys that say everything themselves is the empty text.
[[nodiscard]] std::string encodeText(std::string_view key, std::string_view text);
[[nodiscard]] Result<std::string> decodeText(std::string_view key, std::string_view value);

[[nodiscard]] std::string encodeMark(std::string_view key, const Erasure& mark);
[[nodiscard]] Result<Erasure> decodeMark(std::string_view key, std::string_view value);

/// A 64-bit hash of a value's encoding (XXH3), for the unique-key index. Equal values hash alike.
[[nodiscard]] std::uint64_t hashValue(const Value& value);

}  // namespace tenure::storage
