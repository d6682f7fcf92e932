// Adjacency lists between facts and segments: what entries a fact has, what a list of segments says, when
// segments are folded into one. Thread rules as those of the store and snapshot given.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "storage/keys.h"
#include "storage/ordered_store.h"
#include "storage/segment.h"

namespace tenure::storage {

/// The segment numbers of a commit are (commit number << kChunkBits) + chunk.
inline constexpr unsigned kChunkBits = 16;

/// The entries of a fact as seen from `side`, in segment order. `pieces` are FactVersion::pieces; a fact that
/// holds at no instant (an event has cut all that portions had left) is believed all the same, and has one
/// hollow entry, so that it is found when the event is withdrawn.
[[nodiscard]] std::vector<AdjacencyEntry> entriesOf(const FactVersion& fact,
                                                    const std::vector<Period>& pieces, Side side);
/// The entry that masks a fact that is no longer believed.
[[nodiscard]] AdjacencyEntry goneEntry(FactId fact, SystemInstant from);

/// Believed, holding at no instant.
[[nodiscard]] inline bool isHollow(const AdjacencyEntry& entry) {
  return entry.gone && entry.neighbour.value != 0;
}

/// Which entries of a list are asked for. Each includes the ones before.
enum class Keep : std::uint8_t {
  kHolding,   ///< of facts that hold at some instant
  kBelieved,  ///< hollow ones as well
  kAll,       ///< those that only say that a fact is gone as well
};

/// A segment as it stands in the store.
struct StoredSegment {
  std::uint64_t number = 0;
  std::vector<AdjacencyEntry> entries;
};
/// The entries of a list from its segments (ascending numbers), later commits masking earlier ones by fact
/// id.
[[nodiscard]] std::vector<AdjacencyEntry> merged(std::vector<StoredSegment> segments, Keep keep);

/// Reads the lists under `prefix` (an adjacency prefix) and calls `visit` once for each with its segments.
Status forEachList(OrderedStore& store, const Snapshot* snapshot, const std::string& prefix, bool whole,
                   const std::function<Status(const ListKey&, std::vector<StoredSegment>&)>& visit);

/// The segments to be folded together with `added` new entries: the newest ones, reaching back while the next
/// older is at most twice what has been gathered, so that sizes grow geometrically and an entry is folded a
/// logarithmic number of times. Gives how many of `sizes` (oldest first) at its end are taken.
[[nodiscard]] std::size_t segmentsToFold(const std::vector<std::size_t>& sizes, std::size_t added);

/// Writes `entries` (any order) as segments of `list` numbered from `first_number`, in chunks.
void putSegments(const ListKey& list, std::uint64_t first_number, std::vector<AdjacencyEntry> entries,
                 const std::function<void(std::string key, std::string value)>& put);

}  // namespace tenure::storage
