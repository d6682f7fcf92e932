// Commits, marks of erasures and bare texts as records.
//
//     commit := number:varint who:text why:text where:text nodes:varint facts:varint next node:varint
//               next fact:varint lifespans:u8
//     mark   := fact:u8 id:varint who:text why:text
//     text   := byte*
#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"

namespace tenure::storage {

std::string encodeCommit(std::string_view key, const CommitRow& row) {
  std::string value = beginValue();
  ByteWriter out(value);
  out.varint(row.commit.number);
  out.text(row.commit.who);
  out.text(row.commit.why);
  out.text(row.commit.where_from);
  out.varint(row.commit.nodes_written);
  out.varint(row.commit.facts_written);
  out.varint(row.next_node.value);
  out.varint(row.next_fact.value);
  out.byte(row.lifespans ? 1 : 0);
  seal(key, value);
  return value;
}

Result<CommitRow> decodeCommit(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto instant = parseInstantKey(key);
  if (!instant || !instant->isFinite() || tableOf(key) != Table::kCommit) {
    return damagedRecord(key, "its key is of no commit");
  }
  CommitRow row;
  ByteReader in(payload);
  row.commit.instant = *instant;
  row.commit.number = in.varint();
  row.commit.who = std::string(in.text());
  row.commit.why = std::string(in.text());
  row.commit.where_from = std::string(in.text());
  row.commit.nodes_written = in.varint();
  row.commit.facts_written = in.varint();
  row.next_node = NodeId{in.varint()};
  row.next_fact = FactId{in.varint()};
  row.lifespans = in.truth();
  if (row.commit.number == 0) in.fail("it has no number");
  if (row.next_node.value == 0 || row.next_fact.value == 0) in.fail("ids count from 1");
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return row;
}

std::string encodeMark(std::string_view key, const Erasure& mark) {
  std::string value = beginValue();
  ByteWriter out(value);
  out.byte(mark.is_fact ? 1 : 0);
  out.varint(mark.id);
  out.text(mark.who);
  out.text(mark.why);
  seal(key, value);
  return value;
}

Result<Erasure> decodeMark(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto instant = parseInstantKey(key);
  if (!instant || !instant->isFinite() || tableOf(key) != Table::kMark) {
    return damagedRecord(key, "its key is of no mark");
  }
  Erasure mark;
  ByteReader in(payload);
  mark.instant = *instant;
  mark.is_fact = in.truth();
  mark.id = in.varint();
  mark.who = std::string(in.text());
  mark.why = std::string(in.text());
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return mark;
}

std::string encodeText(std::string_view key, std::string_view text) {
  std::string value = beginValue();
  value += text;
  seal(key, value);
  return value;
}

Result<std::string> decodeText(std::string_view key, std::string_view value) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  return std::string(payload);
}

}  // namespace tenure::storage
