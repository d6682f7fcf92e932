// A segment: a part of one adjacency list as bit-packed columns, sorted by start. A list is the union of its
// segments; an entry in a later segment (greater number) masks all entries of the same fact in earlier ones.
// storage/segment.cc draws the layout. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/graph.h"
#include "schema/ids.h"
#include "schema/instant.h"
#include "schema/result.h"
#include "schema/validity.h"
#include "storage/exact_days.h"

namespace tenure::storage {

/// The most entries a segment holds.
inline constexpr std::size_t kSegmentEntriesMax = 16'384;

/// One piece of one fact as seen from one end. A fact with removed portions has several entries, next to each
/// other by nothing but their fact id; a fact that is gone has one, with `gone` set and nothing else said.
struct AdjacencyEntry {
  FactId fact;
  NodeId neighbour;
  Period period;
  FactStatus status = FactStatus::kAsserted;
  bool gone = false;
  SystemInstant from;  ///< believed since
  friend bool operator==(const AdjacencyEntry&, const AdjacencyEntry&) = default;
};

/// The order of entries in a segment: by start_min, then fact, then the remaining bounds.
[[nodiscard]] bool startsBefore(const AdjacencyEntry& a, const AdjacencyEntry& b);

/// `entries` in that order, 1 .. kSegmentEntriesMax of them; sealed for `key` (an adjacency or adjacency
/// history key). A segment of one entry is small: some 30 bytes.
[[nodiscard]] std::string encodeSegment(std::string_view key, std::span<const AdjacencyEntry> entries);
/// One piece of a fact that holds for exact days (storage/exact_days.h), is not derived and not gone.
struct DayEntry {
  FactId fact;
  NodeId neighbour;
  ExactDays days;
  FactStatus status = FactStatus::kAsserted;
};
/// The same bytes for entries that are all of this kind and all believed since `from`, which those of a load
/// mostly are: several times as fast.
[[nodiscard]] std::string encodeSegment(std::string_view key, std::span<const DayEntry> entries,
                                        SystemInstant from);
/// Appends the entries to `out`. kCorruption names the key; `out` is then as before.
Status decodeSegment(std::string_view key, std::string_view value, std::vector<AdjacencyEntry>& out);

}  // namespace tenure::storage
