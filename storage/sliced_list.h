// An adjacency list in memory, cut by time (docs/adr/0004-sliced-adjacency.md): whatever the length of the
// history, a look-up as of a day reads about as much as it returns. This is what a list looks like;
// storage/slice_scan.h reads it.
//
// A *slice* that begins at day T holds copies of the entries that started before T and still hold then, and
// the entries that start at T or later, before the next slice. The slice in which a day lies therefore holds
// all that hold on it; a window of several days also takes the new entries of the slices after it.
//
// The list of one node, relationship type and side has one line of 64 bytes:
//
//     kInline   up to 4 entries in the line itself
//     kBlocks   the begins of up to 20 slices; each slice is 1, 2, 4 or 8 blocks of 8 entries, copies first.
//               The rest of the list is its blocks, then the fact ids, by start
//     kLarge    the begins of (every so many of) its slices; the rest is a directory. Each slice is a piece
//     of
//               memory of its own, with two groups of columns: the copies by end, latest first, so that those
//               that hold are a prefix; and the new entries by start, of which those that have started are a
//               prefix
//     kWide     entries that the others cannot hold (times of day, facts in pieces, ids of more than 32
//               bits), as they are
//
// The rest of a list in not too many blocks follows its line in memory: what is in the same page comes
// sooner, and that of a short list is asked for with the line; lines of other lists stand beside each other,
// so that many of them stay in the processor's cache.
//
// kInline, kBlocks and kLarge count days as 16-bit offsets from a base. An entry that reaches beyond the
// 65,533 days from it is cut off there in the columns, and the line is marked: only a window outside them
// goes to the exact bounds, which are kept aside with those of all entries that are not plain [start, end).
//
// The read bound: a look-up as of one day reads at most twice what it returns plus 16 entries, plus 64 in
// lists of more than 128; not of kWide, and not where exact bounds must be asked: there it reads them all.
// The space bound: at most 2.5 times the entries of the list.
//
// Lists are immutable once others can see them, and counted. A kLarge list that changes shares with the one
// it was before the slices in which nothing changed. Thread rules: reading from any thread; building from
// one.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "schema/graph.h"
#include "schema/time_scope.h"
#include "storage/segment.h"
#include "storage/slice_filter.h"

namespace tenure::storage {

/// What the lists and tries of one database take, in bytes.
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
  std::uint32_t fact = 0;
  FactStatus status = FactStatus::kAsserted;
  Period period;
};
/// Those of a list, by fact; shared by the lists they did not change in.
struct ListDetails {
  std::atomic<std::uint32_t> uses{1};
  std::vector<EntryDetail> rows;
};

struct LargeHead;
struct WideRows;

struct alignas(64) NodeLine {
  enum class Kind : std::uint8_t { kEmpty, kInline, kBlocks, kLarge, kWide };
  static constexpr std::size_t kInlineMax = 4;
  static constexpr std::size_t kBeginsMax = 20;
  static constexpr std::size_t kFollowingMax = 48;  ///< blocks of a list whose rest follows the line
  static constexpr std::size_t kAskedMax = 5;       ///< of them, those that are asked for with the line
  static constexpr std::uint8_t kHasDetails = 1;    ///< some entry is not plain
  static constexpr std::uint8_t kReachesFar = 2;    ///< some entry was cut off at the ends of the columns

  struct Inline {
    std::uint32_t node[kInlineMax];
    std::uint32_t fact[kInlineMax];
    DayOffset start[kInlineMax];
    DayOffset end[kInlineMax];
  };

  std::atomic<std::uint32_t> uses{1};
  std::uint32_t entries = 0;  ///< of the list, copies not counted
  std::int32_t base_day = 0;
  Kind kind = Kind::kEmpty;
  std::uint8_t count = 0;   ///< kBlocks: slices; kLarge: begins used
  std::uint8_t stride = 0;  ///< kBlocks: blocks a slice; kLarge: LargeHead::step, 0 where it does not fit
  std::uint8_t flags = 0;
  struct Sliced {
    DayOffset begins[kBeginsMax];  ///< those not used have the greatest offset
    void* rest;                    ///< of kWide too
  };
  union {
    Inline inline_entries;
    Sliced sliced;
  };

  NodeLine() : inline_entries() {}

  [[nodiscard]] const SliceBlock* blocks() const { return static_cast<const SliceBlock*>(sliced.rest); }
  /// Of kBlocks, by start.
  [[nodiscard]] const std::uint32_t* blockFacts() const {
    return reinterpret_cast<const std::uint32_t*>(blocks() + std::size_t{count} * stride);
  }
  [[nodiscard]] const LargeHead& large() const { return *static_cast<const LargeHead*>(sliced.rest); }
  [[nodiscard]] const WideRows& wide() const { return *static_cast<const WideRows*>(sliced.rest); }
};
static_assert(sizeof(NodeLine) == 64);

/// A slice of a kLarge list. Its columns follow, each beginning at a multiple of 4 bytes; those that tell who
/// holds come first.
struct SlicePiece {
  std::atomic<std::uint32_t> uses{1};
  std::uint32_t copies = 0;
  std::uint32_t fresh = 0;
  /// How many changes it can take, each one entry that comes or goes, before the read bound is in question.
  std::uint32_t margin = 0;
};

/// Where the columns of a piece are.
struct SliceColumns {
  const SlicePiece* piece = nullptr;
  std::uint32_t copies = 0;
  std::uint32_t fresh = 0;

  [[nodiscard]] const DayOffset* copyEnds() const { return at<DayOffset>(0); }
  [[nodiscard]] const std::uint32_t* copyNodes() const { return at<std::uint32_t>(days(copies)); }
  [[nodiscard]] const DayOffset* freshStarts() const { return at<DayOffset>(days(copies) + ids(copies)); }
  [[nodiscard]] const DayOffset* freshEnds() const {
    return at<DayOffset>(days(copies) + ids(copies) + days(fresh));
  }
  [[nodiscard]] const std::uint32_t* freshNodes() const {
    return at<std::uint32_t>(days(copies) + ids(copies) + 2 * days(fresh));
  }
  [[nodiscard]] const std::uint32_t* freshFacts() const { return at<std::uint32_t>(hotBytes()); }
  [[nodiscard]] const std::uint32_t* copyFacts() const { return at<std::uint32_t>(hotBytes() + ids(fresh)); }
  [[nodiscard]] const DayOffset* copyStarts() const {
    return at<DayOffset>(hotBytes() + ids(fresh) + ids(copies));
  }
  /// Of the piece, its head included.
  [[nodiscard]] std::uint64_t bytes() const {
    return sizeof(SlicePiece) + hotBytes() + ids(fresh) + ids(copies) + days(copies);
  }

 private:
  [[nodiscard]] static std::uint64_t days(std::uint64_t count) { return (count * 2 + 3) / 4 * 4; }
  [[nodiscard]] static std::uint64_t ids(std::uint64_t count) { return count * 4; }
  [[nodiscard]] std::uint64_t hotBytes() const {
    return days(copies) + ids(copies) + 2 * days(fresh) + ids(fresh);
  }
  template <class T>
  [[nodiscard]] const T* at(std::uint64_t offset) const {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(piece + 1) + offset);
  }
};

/// The rest of a kLarge list: this, the slices, their begins.
struct alignas(16) LargeHead {
  ListDetails* details = nullptr;
  std::uint32_t slices = 0;
  std::uint32_t step = 1;      ///< slices between two begins of the line
  std::uint32_t fact_max = 0;  ///< no fact has a greater id

  [[nodiscard]] const SliceColumns* columns() const {
    return reinterpret_cast<const SliceColumns*>(this + 1);
  }
  [[nodiscard]] const DayOffset* begins() const {
    return reinterpret_cast<const DayOffset*>(columns() + slices);
  }
  [[nodiscard]] std::uint64_t bytes() const {
    return sizeof(LargeHead) + std::uint64_t{slices} * (sizeof(SliceColumns) + sizeof(DayOffset));
  }
};

/// The rest of a kWide list: its entries by start. A look-up reads them all.
struct WideRows {
  std::vector<AdjacencyEntry> rows;
  bool pieces = false;  ///< some fact has several entries
};

/// Makes a list; nullptr where there are no entries. Refuted ones and those that hold at no instant are to be
/// left out before. The caller owns it and gives it back with releaseLine.
[[nodiscard]] NodeLine* buildLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter);
/// The list after a commit: `changed` has the new entries, and those that mask (AdjacencyEntry::gone, or
/// refuted), all of the same fact that were there before. Only for kLarge lists, and only where that is
/// cheaper than to build it anew and keeps the bounds: else nullptr, and buildLine is the way.
[[nodiscard]] NodeLine* changedLine(const NodeLine& line, std::span<const AdjacencyEntry> changed,
                                    CacheMeter& meter);
/// nullptr is borne.
void retainLine(NodeLine* line);
void releaseLine(NodeLine* line, CacheMeter& meter);

/// Appends every entry of a list, by start (the `from` of entries is not kept).
void entriesOfLine(const NodeLine& line, std::vector<AdjacencyEntry>& out);
/// Appends the entries of the list that are possible in the window, with their exact bounds.
void entriesInWindow(const NodeLine& line, const Window& window, std::vector<AdjacencyEntry>& out);
/// Whether the columns tell the outer bounds of every entry.
[[nodiscard]] inline bool columnsReach(const NodeLine& line) {
  return line.kind != NodeLine::Kind::kWide && (line.flags & NodeLine::kReachesFar) == 0;
}

/// What a look-up reads and what a list takes; for tests of the bounds.
struct LineFigures {
  std::uint64_t entries = 0;
  std::uint64_t stored = 0;  ///< entries and copies
};
[[nodiscard]] LineFigures figuresOf(const NodeLine& line);
/// How many entries a look-up as of `day` reads.
[[nodiscard]] std::uint64_t entriesReadAt(const NodeLine& line, std::int64_t day);

}  // namespace tenure::storage
