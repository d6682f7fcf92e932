// An adjacency list in memory, cut by time (docs/adr/0004-sliced-adjacency.md): whatever the length of the
// history, a look-up as of a day reads about as much as it returns.
//
// A *slice* that begins at day T holds copies of the entries that started before T and still hold then, and
// the entries that start at T or later, before the next slice. The slice in which a day lies therefore holds
// all that hold on it; a window of several days also takes the new entries of the slices after it.
//
// One 64-byte line stands for the list of one node, relationship type and side:
//
//     kEmpty    nothing
//     kInline   up to 4 entries in the line itself
//     kBlocks   the begins of up to 24 slices; each slice is 1, 2, 4 or 8 blocks of 8 entries, in the body
//     kLarge    the begins of (every so many of) its slices; in the body a directory, and for each slice two
//               columns: the copies by end, latest first, so that those that hold are a prefix; then the new
//               entries by start, of which those that have started are a prefix
//     kWide     entries that the others cannot hold (times of day, facts in pieces, ids of more than 32
//               bits), in the body as they are
//
// kInline, kBlocks and kLarge count days as 16-bit offsets from a base. An entry that reaches beyond the
// 65,533 days from it is cut off there in the columns, and the line is marked: only a window outside them
// goes to the exact bounds, which are kept aside with those of all entries that are not plain [start, end).
//
// The read bound: a look-up as of one day reads at most twice what it returns plus 16 entries, plus 64 in
// lists of more than 128; not of kWide, and not where exact bounds must be asked: there it reads them all.
// The space bound: at most 2.5 times the entries of the list.
//
// Lines are immutable once others can see them; bodies are shared by counting. Thread rules: reading from any
// thread; building from one.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "schema/graph.h"
#include "schema/time_scope.h"
#include "storage/segment.h"
#include "storage/slice_filter.h"

namespace tenure::storage {

/// What the lists, lines and tries of one database take, in bytes.
struct CacheMeter {
  std::atomic<std::uint64_t> bytes{0};
};

/// A question over one list: entries with start_min < before and end_max > after.
struct Window {
  Instant before = Instant::plusInfinity();
  Instant after = Instant::minusInfinity();
  /// The same in days since 1970, for entries of whole days: start < day_before and end > day_after.
  std::int64_t day_before = 0;
  std::int64_t day_after = 0;

  static Window of(Instant before, Instant after);
  /// What is possible under `scope`.
  static Window possible(const ValidScope& scope);
  /// What is certain under `scope`, of entries whose ends are both known; of others, what may be.
  static Window certain(const ValidScope& scope);
};

/// The exact bounds of an entry that its columns do not tell.
struct EntryDetail {
  std::uint32_t rank = 0;  ///< of the entry in its list, by start
  FactStatus status = FactStatus::kAsserted;
  Period period;
};

struct ListBody;

struct alignas(64) NodeLine {
  enum class Kind : std::uint8_t { kEmpty, kInline, kBlocks, kLarge, kWide };
  static constexpr std::size_t kInlineMax = 4;
  static constexpr std::size_t kBeginsMax = 24;
  static constexpr std::uint8_t kHasDetails = 1;  ///< some entry is not plain
  static constexpr std::uint8_t kReachesFar = 2;  ///< some entry was cut off at the ends of the columns

  struct Inline {
    std::uint32_t node[kInlineMax];
    std::uint32_t fact[kInlineMax];
    DayOffset start[kInlineMax];
    DayOffset end[kInlineMax];
  };

  ListBody* body = nullptr;
  std::int32_t base_day = 0;
  Kind kind = Kind::kEmpty;
  std::uint8_t count = 0;   ///< kInline: entries; kBlocks: slices; kLarge: begins used
  std::uint8_t stride = 0;  ///< kBlocks: blocks a slice; kLarge: slices between two begins, less than 256
  std::uint8_t flags = 0;
  union {
    Inline entries;
    DayOffset begins[kBeginsMax];
  };

  NodeLine() : entries() {}
};
static_assert(sizeof(NodeLine) == 64);

/// What stands behind a line. Aligned to 64 bytes, the blocks of kBlocks right behind it.
struct alignas(64) ListBody {
  std::atomic<std::uint32_t> uses{1};
  NodeLine::Kind kind = NodeLine::Kind::kEmpty;
  std::uint32_t entries = 0;  ///< of the list, copies not counted
  std::uint32_t slices = 0;
  std::uint64_t taken = 0;  ///< bytes of the allocation, this included
  std::uint64_t bytes = 0;  ///< those and what it owns beside it
  CacheMeter* meter = nullptr;
  std::uint32_t* facts = nullptr;               ///< fact ids by rank; inside the allocation
  std::vector<EntryDetail>* details = nullptr;  ///< by rank; owned, may be null

  [[nodiscard]] const SliceBlock* blocks() const { return reinterpret_cast<const SliceBlock*>(this + 1); }
};
static_assert(sizeof(ListBody) == 64);

/// A slice of a kLarge list: where its columns stand, in bytes from the body.
struct SliceColumns {
  std::uint64_t offset = 0;
  std::uint32_t copies = 0;
  std::uint32_t fresh = 0;
  std::uint32_t first_rank = 0;  ///< of its first new entry
  DayOffset begin = 0;

  // Each column begins at a multiple of 4 bytes.
  [[nodiscard]] static std::uint64_t roomFor(std::uint64_t offsets) { return (offsets * 2 + 3) / 4 * 4; }
  [[nodiscard]] const std::uint32_t* copyNodes(const char* body) const { return at<std::uint32_t>(body, 0); }
  [[nodiscard]] const std::uint32_t* copyRanks(const char* body) const {
    return at<std::uint32_t>(body, std::uint64_t{4} * copies);
  }
  [[nodiscard]] const DayOffset* copyEnds(const char* body) const {
    return at<DayOffset>(body, std::uint64_t{8} * copies);
  }
  [[nodiscard]] const std::uint32_t* freshNodes(const char* body) const {
    return at<std::uint32_t>(body, copyBytes());
  }
  [[nodiscard]] const DayOffset* freshStarts(const char* body) const {
    return at<DayOffset>(body, copyBytes() + std::uint64_t{4} * fresh);
  }
  [[nodiscard]] const DayOffset* freshEnds(const char* body) const {
    return at<DayOffset>(body, copyBytes() + std::uint64_t{4} * fresh + roomFor(fresh));
  }
  [[nodiscard]] std::uint64_t copyBytes() const { return std::uint64_t{8} * copies + roomFor(copies); }
  [[nodiscard]] std::uint64_t bytes() const {
    return copyBytes() + std::uint64_t{4} * fresh + 2 * roomFor(fresh);
  }

 private:
  template <class T>
  [[nodiscard]] const T* at(const char* body, std::uint64_t inside) const {
    return reinterpret_cast<const T*>(body + offset + inside);
  }
};

/// Makes the line of a list. Refuted entries and those that hold at no instant are to be left out before.
/// The caller owns the line and gives it back with releaseBody.
[[nodiscard]] NodeLine buildLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter);
void retainBody(const NodeLine& line);
void releaseBody(NodeLine& line);

/// Every entry of a list, by start (the `from` of entries is not kept).
void entriesOfLine(const NodeLine& line, std::vector<AdjacencyEntry>& out);
/// An entry without what is seldom asked: its outer bounds, its neighbour, its fact.
struct EntryOutline {
  Instant start;  ///< start_min
  Instant end;    ///< end_max
  NodeId neighbour;
  FactId fact;
};
/// Appends every entry of the list, by start.
void outlineOfLine(const NodeLine& line, std::vector<EntryOutline>& out);
/// Appends the entries of the list that are possible in the window, with their exact bounds.
void entriesInWindow(const NodeLine& line, const Window& window, std::vector<AdjacencyEntry>& out);

/// What a look-up reads and what a list takes; for tests of the bounds.
struct LineFigures {
  std::uint64_t entries = 0;
  std::uint64_t stored = 0;  ///< entries and copies
};
[[nodiscard]] LineFigures figuresOf(const NodeLine& line);
/// How many entries a look-up as of `day` reads.
[[nodiscard]] std::uint64_t entriesReadAt(const NodeLine& line, std::int64_t day);

// ---- the way from a window to the entries, in the header because it is what questions spend their time on

/// The window in offsets from the line's base; false where it reaches beyond the columns and the line is
/// marked kReachesFar, so that the exact bounds must be asked.
inline bool toOffsets(const NodeLine& line, const Window& window, DayWindow& offsets) {
  const std::int64_t before = window.day_before - line.base_day + 1;
  const std::int64_t after = window.day_after - line.base_day + 1;
  offsets.before = static_cast<DayOffset>(std::clamp<std::int64_t>(before, 1, 65'535) - 32'768);
  offsets.after = static_cast<DayOffset>(std::clamp<std::int64_t>(after, 0, 65'534) - 32'768);
  const auto inside = [](std::int64_t offset) { return offset >= 1 && offset <= 65'534; };
  return (line.flags & NodeLine::kReachesFar) == 0 || (inside(before) && inside(after));
}

/// A day on which everything in the window holds: the slice in which it lies has it all but what starts
/// later. (Where an entry must hold throughout a stretch, `before` is at its beginning and `after` at its
/// end.)
inline DayOffset sliceDay(DayWindow window) {
  return std::min(window.after, static_cast<DayOffset>(window.before - 1));
}

/// How many of the line's begins are not after `after`, at least 1.
inline std::size_t beginsUpTo(const NodeLine& line, DayOffset after) {
  std::size_t count = 0;  // begins that are not used have the greatest offset
  for (std::size_t i = 0; i < NodeLine::kBeginsMax; ++i)
    count += static_cast<std::size_t>(line.begins[i] <= after);
  return count;
}

[[nodiscard]] inline const SliceColumns* directoryOf(const NodeLine& line) {
  return reinterpret_cast<const SliceColumns*>(line.body + 1);
}

/// The slice of a kLarge list in which `after` lies.
inline std::size_t largeSliceAt(const NodeLine& line, DayOffset after) {
  std::size_t at = (beginsUpTo(line, after) - 1) * line.stride;
  const std::size_t last = std::min<std::size_t>(at + line.stride, line.body->slices);
  const SliceColumns* directory = directoryOf(line);
  while (at + 1 < last && directory[at + 1].begin <= after) ++at;
  return at;
}

/// How many copies hold: their ends fall.
inline std::size_t copiesAfter(const DayOffset* ends, std::size_t count, DayOffset after) {
  return static_cast<std::size_t>(
      std::partition_point(ends, ends + count, [after](DayOffset end) { return end > after; }) - ends);
}
inline std::size_t startedBefore(const DayOffset* starts, std::size_t count, DayOffset before) {
  return static_cast<std::size_t>(
      std::partition_point(starts, starts + count, [before](DayOffset start) { return start < before; }) -
      starts);
}

inline constexpr std::size_t kFilterChunk = 512;

template <class Sink>
inline void scanInline(const NodeLine& line, DayWindow window, Sink&& sink) {
  std::array<std::uint32_t, NodeLine::kInlineMax> found;
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.count; ++i) {
    found[count] = line.entries.node[i];
    count +=
        static_cast<std::size_t>(line.entries.start[i] < window.before && line.entries.end[i] > window.after);
  }
  sink(found.data(), count);
}

template <class Sink>
inline void scanBlocks(const NodeLine& line, DayWindow window, const SliceFilters& filters, Sink&& sink) {
  std::array<std::uint32_t, 8 * SliceBlock::kEntries + kFilterSlack> found;
  const std::size_t first = beginsUpTo(line, sliceDay(window)) - 1;
  const SliceBlock* blocks = line.body->blocks() + first * line.stride;
  sink(found.data(), filters.blocks(blocks, line.stride, window, found.data()));
  for (std::size_t slice = first + 1; slice < line.count && line.begins[slice] < window.before; ++slice) {
    // Only what is new in them: copies were seen already.
    blocks = line.body->blocks() + slice * line.stride;
    std::size_t count = 0;
    for (std::size_t b = 0; b < line.stride; ++b) {
      for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
        found[count] = blocks[b].node[i];
        count += static_cast<std::size_t>(blocks[b].start[i] >= line.begins[slice] &&
                                          blocks[b].start[i] < window.before);
      }
    }
    sink(found.data(), count);
  }
}

template <class Sink>
inline void scanLarge(const NodeLine& line, DayWindow window, const SliceFilters& filters, Sink&& sink) {
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> found;
  const char* body = reinterpret_cast<const char*>(line.body);
  const SliceColumns* directory = directoryOf(line);
  const std::size_t first = largeSliceAt(line, sliceDay(window));
  const SliceColumns& slice = directory[first];
  sink(slice.copyNodes(body), copiesAfter(slice.copyEnds(body), slice.copies, window.after));
  const std::size_t fresh = startedBefore(slice.freshStarts(body), slice.fresh, window.before);
  for (std::size_t i = 0; i < fresh; i += kFilterChunk) {
    const std::size_t count = std::min(kFilterChunk, fresh - i);
    sink(found.data(), filters.column(slice.freshNodes(body) + i, slice.freshEnds(body) + i, count,
                                      window.after, found.data()));
  }
  for (std::size_t at = first + 1; at < line.body->slices && directory[at].begin < window.before; ++at) {
    sink(directory[at].freshNodes(body),
         startedBefore(directory[at].freshStarts(body), directory[at].fresh, window.before));
  }
}

/// The nodes of kWide lines, and of lines whose exact bounds must be asked.
[[nodiscard]] std::vector<NodeId> nodesByExactBounds(const NodeLine& line, const Window& window);

/// Calls `sink(const std::uint32_t* nodes, std::size_t count)` with the nodes of the entries possible in the
/// window, one for each fact, in no order; `wide(NodeId)` for each where ids may not fit 32 bits.
template <class Sink, class Wide>
inline void scanLine(const NodeLine& line, const Window& window, const SliceFilters& filters, Sink&& sink,
                     Wide&& wide) {
  if (line.kind == NodeLine::Kind::kEmpty) return;
  DayWindow offsets;
  if (line.kind == NodeLine::Kind::kWide || !toOffsets(line, window, offsets)) {
    for (const NodeId node : nodesByExactBounds(line, window)) wide(node);
  } else if (line.kind == NodeLine::Kind::kInline) {
    scanInline(line, offsets, sink);
  } else if (line.kind == NodeLine::Kind::kBlocks) {
    scanBlocks(line, offsets, filters, sink);
  } else {
    scanLarge(line, offsets, filters, sink);
  }
}

/// How many scanLine would give.
[[nodiscard]] std::uint64_t countLine(const NodeLine& line, const Window& window,
                                      const SliceFilters& filters);

/// Calls `left(nodes, count)` with the nodes of entries that are in the window of the earlier day and not in
/// that of the later, and `joined` the other way round: in time that grows with what changed, beside one
/// look-up. The windows are of one length, the earlier first. kBlocks and kLarge alone.
template <class Left, class Joined>
inline void scanChanges(const NodeLine& line, DayWindow earlier, DayWindow later, const SliceFilters& filters,
                        Left&& left, Joined&& joined) {
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> found;
  if (line.kind == NodeLine::Kind::kBlocks) {
    const std::size_t first = beginsUpTo(line, sliceDay(earlier)) - 1;
    for (std::size_t s = first; s < line.count && (s == first || line.begins[s] < later.before); ++s) {
      const SliceBlock* blocks = line.body->blocks() + s * line.stride;
      for (std::size_t i = 0; i < line.stride * SliceBlock::kEntries; ++i) {
        const SliceBlock& block = blocks[i / SliceBlock::kEntries];
        const std::size_t lane = i % SliceBlock::kEntries;
        const DayOffset start = block.start[lane];
        const DayOffset end = block.end[lane];
        if (start < earlier.before) {
          if (s == first && end > earlier.after && end <= later.after) left(&block.node[lane], 1);
        } else if (start < later.before && end > later.after && start >= line.begins[s]) {
          joined(&block.node[lane], 1);
        }
      }
    }
    return;
  }
  const char* body = reinterpret_cast<const char*>(line.body);
  const SliceColumns* directory = directoryOf(line);
  const std::size_t first = largeSliceAt(line, sliceDay(earlier));
  const SliceColumns& slice = directory[first];
  // The copies whose ends lie between the two days stand beside each other.
  const std::size_t stay = copiesAfter(slice.copyEnds(body), slice.copies, later.after);
  left(slice.copyNodes(body) + stay, copiesAfter(slice.copyEnds(body), slice.copies, earlier.after) - stay);
  const std::size_t started = startedBefore(slice.freshStarts(body), slice.fresh, earlier.before);
  for (std::size_t i = 0; i < started; ++i) {
    const DayOffset end = slice.freshEnds(body)[i];
    if (end > earlier.after && end <= later.after) left(slice.freshNodes(body) + i, 1);
  }
  for (std::size_t s = first; s < line.body->slices && (s == first || directory[s].begin < later.before);
       ++s) {
    const SliceColumns& one = directory[s];
    const std::size_t end = startedBefore(one.freshStarts(body), one.fresh, later.before);
    for (std::size_t i = s == first ? started : 0; i < end; i += kFilterChunk) {
      const std::size_t count = std::min(kFilterChunk, end - i);
      joined(found.data(), filters.column(one.freshNodes(body) + i, one.freshEnds(body) + i, count,
                                          later.after, found.data()));
    }
  }
}

/// Asks the processor for what a look-up will read behind the line.
inline void prefetchLine(const NodeLine& line, const Window& window) {
  if (line.kind != NodeLine::Kind::kBlocks && line.kind != NodeLine::Kind::kLarge) return;
  DayWindow offsets;
  if (!toOffsets(line, window, offsets)) return;
  if (line.kind == NodeLine::Kind::kLarge) {
    __builtin_prefetch(directoryOf(line) + (beginsUpTo(line, sliceDay(offsets)) - 1) * line.stride);
    return;
  }
  const SliceBlock* blocks = line.body->blocks() + (beginsUpTo(line, sliceDay(offsets)) - 1) * line.stride;
  for (std::size_t b = 0; b < std::min<std::size_t>(line.stride, 2); ++b) __builtin_prefetch(blocks + b);
}

}  // namespace tenure::storage
