#include "storage/adjacency.h"

#include <algorithm>
#include <unordered_set>

namespace tenure::storage {

std::vector<AdjacencyEntry> entriesOf(const FactVersion& fact, const std::vector<Period>& pieces, Side side) {
  std::vector<AdjacencyEntry> entries;
  const NodeId neighbour = side == Side::kSubject ? fact.object : fact.subject;
  if (pieces.empty()) {
    AdjacencyEntry hollow = goneEntry(fact.id, fact.believed.from);
    hollow.neighbour = neighbour;
    return {hollow};
  }
  entries.reserve(pieces.size());
  for (const Period& piece : pieces) {
    entries.push_back({fact.id, neighbour, piece, fact.status, false, fact.believed.from});
  }
  std::sort(entries.begin(), entries.end(), startsBefore);
  return entries;
}

AdjacencyEntry goneEntry(FactId fact, SystemInstant from) {
  AdjacencyEntry entry;
  entry.fact = fact;
  entry.gone = true;
  entry.from = from;
  return entry;
}

std::vector<AdjacencyEntry> merged(std::vector<StoredSegment> segments, Keep keep) {
  const auto commitOf = [](const StoredSegment& s) { return s.number >> kChunkBits; };
  std::vector<AdjacencyEntry> out;
  std::unordered_set<FactId> seen;
  // From the newest commit to the oldest: what a newer one says of a fact hides what older ones say.
  for (std::size_t end = segments.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && commitOf(segments[begin - 1]) == commitOf(segments[end - 1])) --begin;
    const bool masked = !seen.empty();
    for (std::size_t i = begin; i < end; ++i) {
      for (const AdjacencyEntry& entry : segments[i].entries) {
        if (masked && seen.contains(entry.fact)) continue;
        const Keep needed = !entry.gone ? Keep::kHolding : isHollow(entry) ? Keep::kBelieved : Keep::kAll;
        if (needed <= keep) out.push_back(entry);
      }
    }
    if (begin > 0) {
      for (std::size_t i = begin; i < end; ++i) {
        for (const AdjacencyEntry& entry : segments[i].entries) seen.insert(entry.fact);
      }
    }
    end = begin;
  }
  if (segments.size() > 1) std::sort(out.begin(), out.end(), startsBefore);
  return out;
}

Status forEachList(OrderedStore& store, const Snapshot* snapshot, const std::string& prefix, bool whole,
                   const std::function<Status(const ListKey&, std::vector<StoredSegment>&)>& visit) {
  std::optional<ListKey> list;
  std::vector<StoredSegment> segments;
  const auto flush = [&]() -> Status {
    if (list && !segments.empty()) TENURE_TRY(visit(*list, segments));
    segments.clear();
    return {};
  };
  const auto cursor = store.scan(KeyRange::withPrefix(prefix), snapshot, whole);
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parseAdjacencyKey(cursor->key());
    if (!parts) return Error(ErrorCode::kCorruption, describeKey(cursor->key()) + ": no adjacency key");
    if (!list || !(*list == parts->list)) {
      TENURE_TRY(flush());
      list = parts->list;
    }
    segments.push_back({parts->segment, {}});
    TENURE_TRY(decodeSegment(cursor->key(), cursor->value(), segments.back().entries));
  }
  TENURE_TRY(cursor->status());
  return flush();
}

std::size_t segmentsToFold(const std::vector<std::size_t>& sizes, std::size_t added) {
  std::size_t taken = 0;
  std::size_t gathered = added;
  while (taken < sizes.size() && sizes[sizes.size() - 1 - taken] <= 2 * gathered) {
    gathered += sizes[sizes.size() - 1 - taken];
    ++taken;
  }
  return taken;
}

void putSegments(const ListKey& list, std::uint64_t first_number, std::vector<AdjacencyEntry> entries,
                 const std::function<void(std::string key, std::string value)>& put) {
  std::sort(entries.begin(), entries.end(), startsBefore);
  const std::span<const AdjacencyEntry> all(entries);
  std::uint64_t chunk = 0;
  for (std::size_t at = 0; at < all.size(); at += kSegmentEntriesMax) {
    std::string key = adjacencyKey(list, first_number + chunk++);
    std::string value = encodeSegment(key, all.subspan(at, std::min(kSegmentEntriesMax, all.size() - at)));
    put(std::move(key), std::move(value));
  }
}

}  // namespace tenure::storage
