// Fuzz target: any bytes as the payload of a record, under a seal that fits, so that the decoder itself is
// reached. The first byte picks the decoder. Nothing may crash, and what is accepted must encode to the same
// bytes again: one record, one encoding.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>

#include "storage/fact_block.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "storage/segment.h"

namespace {

using namespace tenure;
using namespace tenure::storage;

const SystemInstant kInstant = SystemInstant::fromMicros(1'760'000'000'000'000);

void require(bool holds, const char* promise, const char* decoder) {
  if (holds) return;
  std::fprintf(stderr, "broken promise of %s: %s\n", decoder, promise);
  std::abort();
}

/// Three names of each kind, in an order that is not theirs.
const Tokens& fewTokens() {
  static const Tokens tokens = [] {
    Tokens made;
    for (const TokenKind kind : {TokenKind::kLabel, TokenKind::kType, TokenKind::kKey}) {
      for (const char* name : {"b", "a", "c", "_engine"}) (void)made.intern(kind, name);
    }
    return made;
  }();
  return tokens;
}

std::string sealed(const std::string& key, std::string_view payload) {
  std::string value = beginValue();
  value += payload;
  seal(key, value);
  return value;
}

template <class Decode, class Encode>
void check(const char* decoder, const std::string& key, std::string_view payload, Decode decode,
           Encode encode) {
  const std::string value = sealed(key, payload);
  const auto record = decode(key, value);
  if (!record.ok()) {
    require(record.error().code() == ErrorCode::kCorruption, "what it refuses is corruption", decoder);
    require(record.error().message().find(describeKey(key)) == 0, "an error names the key", decoder);
    return;
  }
  require(encode(key, *record) == value, "what it accepts encodes to the same bytes", decoder);
}

Result<std::vector<AdjacencyEntry>> segmentOf(std::string_view key, std::string_view value) {
  std::vector<AdjacencyEntry> entries(1);
  const Status status = decodeSegment(key, value, entries);
  require(!entries.empty() && entries.front() == AdjacencyEntry(), "it leaves what was there", "segment");
  if (!status.ok()) {
    require(entries.size() == 1, "it appends nothing where it fails", "segment");
    return status.error();
  }
  entries.erase(entries.begin());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Period& p = entries[i].period;
    require(p.start_min <= p.start_max && p.end_min <= p.end_max && p.canHold(), "periods can hold",
            "segment");
    require(i == 0 || !startsBefore(entries[i], entries[i - 1]), "entries are in order", "segment");
  }
  return entries;
}

void checkBlock(std::string_view payload, const Tokens& tokens) {
  // Views: the facts borrow from the value.
  const auto decode = [&](std::string_view key, std::string_view value) {
    return decodeFactBlock(key, value, tokens);
  };
  const auto encode = [](const auto& key, const auto& facts) { return encodeFactBlock(key, facts); };
  const std::string key = factBlockKey(FactId{129});
  check("fact block", key, payload, decode, encode);
  // What a block gives, it takes again.
  const std::string value = sealed(key, payload);
  const auto facts = decode(key, value);
  for (const std::uint64_t id : {129U, 150U, 256U}) {
    const auto one = findInBlock(key, value, FactId{id}, tokens);
    if (!facts.ok()) continue;
    const auto same = [id](const PlainFact& fact) { return fact.id.value == id; };
    const auto there = std::find_if(facts->begin(), facts->end(), same);
    require(one.ok() && *one == (there == facts->end() ? std::nullopt : std::optional(*there)),
            "one of a block is as with the others", "fact block");
  }
  if (!facts.ok()) return;
  Tokens known = tokens;
  std::deque<std::string> texts;
  for (const PlainFact& fact : *facts) {
    const FactVersion version = factOf(fact, tokens);
    const Period& p = version.validity.period();
    require(p.start_min <= p.start_max && p.end_min <= p.end_max && p.canHold(), "periods can hold", "block");
    require(plainFact(version, known, texts) == fact, "a fact of a block is plain", "block");
  }
}

void checkKey(std::string_view key) {
  require(!describeKey(key).empty(), "every key has a name", "keys");
  if (const auto parts = parseAdjacencyKey(key)) {
    require(adjacencyKey(parts->list, parts->segment) == key, "a key says all of itself", "keys");
  }
  if (const auto parts = parseTextKey(key)) {
    const bool is_name = tableOf(key) == Table::kName;
    const std::string again =
        is_name ? nameKey(parts->text, parts->node) : externalIdKey(parts->text, parts->node);
    require(again == key, "a key says all of itself", "keys");
  }
  (void)unseal(key, key);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view payload(reinterpret_cast<const char*>(data) + 1, size - 1);
  Tokens tokens = fewTokens();
  const auto decode_fact = [&](auto k, auto v) { return decodeFact(k, v, tokens); };
  const auto encode_fact = [&](const auto& k, const auto& f) { return encodeFact(k, f, tokens); };
  const auto decode_node = [&](auto k, auto v) { return decodeNode(k, v, tokens); };
  const auto encode_node = [&](const auto& k, const auto& n) { return encodeNode(k, n, tokens); };
  const auto encode_segment = [](const auto& k, const auto& entries) { return encodeSegment(k, entries); };
  switch (data[0] % 9) {
    case 0: check("fact", factKey(FactId{1}), payload, decode_fact, encode_fact); break;
    case 1: check("node", nodeHistoryKey(NodeId{1}, kInstant), payload, decode_node, encode_node); break;
    case 2: check("commit", commitKey(kInstant), payload, decodeCommit, encodeCommit); break;
    case 3: check("schema", schemaKey(kInstant), payload, decodeSchema, encodeSchema); break;
    case 4: check("mark", markKey(kInstant, 1), payload, decodeMark, encodeMark); break;
    case 5: check("text", tokenKey(TokenKind::kKey, 1), payload, decodeText, encodeText); break;
    case 6: checkKey(payload); break;
    case 8: checkBlock(payload, tokens); break;
    default:
      check("segment", adjacencyKey({NodeId{1}, Side::kSubject, 1}, 1), payload, segmentOf, encode_segment);
  }
  return 0;
}
