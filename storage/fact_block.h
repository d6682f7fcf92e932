// Fact blocks: the plain facts of 128 ids in a row as bit-packed columns, some 8 bytes a fact where a record
// of its own takes 40 and a key. Loads write them; storage/fact_block.cc draws the layout, ADR 0003 gives the
// reasons.
//
// A *plain* fact has nothing but ends, type, status, a validity that writtenDays knows, and few bytes of
// sources. A present fact stands either in its block or in a record, never in both: what is corrected, cut,
// retracted or erased leaves its block in the same commit. A block from which all have left stays, empty, for
// the sorted files of a load can take nothing away.
//
// Pure functions; any thread; `tokens` is interned into by those that take it mutable.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/packed.h"
#include "storage/tokens.h"
#include "storage/written_days.h"

namespace tenure::storage {

/// Ids 1 .. 128 share a block, 129 .. 256 the next.
inline constexpr std::uint64_t kBlockFacts = kPackedMax;
/// The id under which the block of `id` is kept. Greater ids are in later blocks; 0, which is no id, is asked
/// for in the first.
[[nodiscard]] constexpr FactId blockOf(FactId id) {
  const std::uint64_t before = id.value == 0 ? 0 : id.value - 1;
  return {before / kBlockFacts * kBlockFacts + 1};
}

/// What a block keeps of a fact.
struct PlainFact {
  FactId id;
  NodeId subject;
  NodeId object;
  SystemInstant from;
  std::string_view sources;  ///< as encodeSources gives them, borrowed; empty: none
  WrittenDays written;
  std::uint32_t type = 0;
  FactStatus status = FactStatus::kAsserted;
  friend bool operator==(const PlainFact&, const PlainFact&) = default;
};

/// The sources of a plain fact take at most so many bytes.
inline constexpr std::size_t kPlainSourcesMax = 256;
/// "" for none.
[[nodiscard]] std::string encodeSources(const std::vector<std::string>& sources);

/// nullopt where the fact is not plain. `texts` keeps what the result borrows.
[[nodiscard]] std::optional<PlainFact> plainFact(const FactVersion& fact, Tokens& tokens,
                                                 std::deque<std::string>& texts);
/// The validity of a draft that is plain but for its sources, which the caller looks at.
[[nodiscard]] std::optional<WrittenDays> plainDays(const FactDraft& draft);
/// The version that a plain fact of a block, or one that `plainFact` gave, stands for.
[[nodiscard]] FactVersion factOf(const PlainFact& fact, const Tokens& tokens);

/// `facts` by id, all of the block of `key` (a fact block key); may be none.
[[nodiscard]] std::string encodeFactBlock(std::string_view key, std::span<const PlainFact> facts);
/// Facts by id, their sources borrowed from `value`. kCorruption names the key.
[[nodiscard]] Result<std::vector<PlainFact>> decodeFactBlock(std::string_view key, std::string_view value,
                                                             const Tokens& tokens);
/// The fact `id` alone, for less than half the work; what else the block says is not looked at.
[[nodiscard]] Result<std::optional<PlainFact>> findInBlock(std::string_view key, std::string_view value,
                                                           FactId id, const Tokens& tokens);

}  // namespace tenure::storage
