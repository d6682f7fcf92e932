// The way from a window of time to the entries of a sliced list (storage/sliced_list.h), in a header because
// it is what questions spend their time on. Pure functions over lists that do not change; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "schema/ids.h"
#include "storage/slice_filter.h"
#include "storage/sliced_list.h"

namespace tenure::storage {

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

/// How many of the line's begins are not after `day`, at least 1.
inline std::size_t beginsUpTo(const NodeLine& line, DayOffset day) {
  std::uint16_t count = 0;  // 16 bits, so that the comparisons are added up as they are
  for (std::size_t i = 0; i < NodeLine::kBeginsMax; ++i)
    count = static_cast<std::uint16_t>(count + static_cast<std::uint16_t>(line.sliced.begins[i] <= day));
  return count;
}

/// The slice of a kLarge list in which `day` lies.
inline std::size_t largeSliceAt(const NodeLine& line, DayOffset day) {
  const LargeHead& head = line.large();
  const std::size_t step = line.stride != 0 ? line.stride : head.step;
  const std::size_t first = (beginsUpTo(line, day) - 1) * step;
  // One of these will be read: they come while its begin is looked for.
  __builtin_prefetch(head.columns() + first);
  __builtin_prefetch(head.columns() + first + step - 1);
  if (step == 1) return first;
  const DayOffset* begins = head.begins();
  const std::size_t last = std::min<std::size_t>(first + step, head.slices);
  return static_cast<std::size_t>(std::upper_bound(begins + first, begins + last, day) - begins) - 1;
}

/// How many of a sorted column come before the first for which `isPast` holds: halved until the rest is
/// short, which is counted as a whole, since its cache lines then come together and not one after the other.
template <class IsPast, class Count>
inline std::size_t prefixOf(const DayOffset* column, std::size_t size, IsPast isPast, Count count) {
  constexpr std::size_t kCounted = 512;
  const DayOffset* first = column;
  while (size > kCounted) {
    const std::size_t half = size / 2;
    if (isPast(first[half])) {
      size = half;
    } else {
      first += half;
      size -= half;
    }
  }
  return static_cast<std::size_t>(first - column) + count(first, size);
}
/// How many copies hold: their ends fall.
inline std::size_t copiesAfter(const DayOffset* ends, std::size_t size, DayOffset after,
                               const SliceFilters& filters) {
  return prefixOf(
      ends, size, [after](DayOffset end) { return end <= after; },
      [&](const DayOffset* some, std::size_t count) { return filters.count_column(some, count, after); });
}
inline std::size_t startedBefore(const DayOffset* starts, std::size_t size, DayOffset before,
                                 const SliceFilters& filters) {
  const auto last = static_cast<DayOffset>(before - 1);  // no window begins at the first offset
  return prefixOf(
      starts, size, [before](DayOffset start) { return start >= before; },
      [&](const DayOffset* some, std::size_t count) {
        return count - filters.count_column(some, count, last);
      });
}

/// Asks the processor for the beginnings of the columns that tell who holds: one would come after the other
/// else.
inline void prefetchColumns(const SliceColumns& slice) {
  __builtin_prefetch(slice.copyEnds());
  __builtin_prefetch(slice.copyNodes());
  __builtin_prefetch(slice.freshStarts());
  __builtin_prefetch(slice.freshEnds());
  __builtin_prefetch(slice.freshNodes());
}

inline void prefetchBlocks(const NodeLine& line, std::size_t slice) {
  const SliceBlock* blocks = line.blocks() + slice * line.stride;
  for (std::size_t b = 0; b < line.stride; ++b) __builtin_prefetch(blocks + b);
}

inline constexpr std::size_t kFilterChunk = 512;
/// Room for what the filters find in one slice of blocks.
using BlockAnswer = std::array<std::uint32_t, 8 * SliceBlock::kEntries + kFilterSlack>;

template <class Sink>
inline void scanInline(const NodeLine& line, DayWindow window, Sink&& sink) {
  std::array<std::uint32_t, NodeLine::kInlineMax> found;
  const NodeLine::Inline& of = line.inline_entries;
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.entries; ++i) {
    found[count] = of.node[i];
    count += static_cast<std::size_t>(of.start[i] < window.before && of.end[i] > window.after);
  }
  sink(found.data(), count);
}

template <class Sink>
inline void scanBlocks(const NodeLine& line, DayWindow window, const SliceFilters& filters, Sink&& sink) {
  BlockAnswer found;
  const std::size_t first = beginsUpTo(line, sliceDay(window)) - 1;
  const SliceBlock* blocks = line.blocks() + first * line.stride;
  sink(found.data(), filters.blocks(blocks, line.stride, window, found.data()));
  for (std::size_t slice = first + 1; slice < line.count && line.sliced.begins[slice] < window.before;
       ++slice) {
    // Only what is new in them: copies were seen already.
    const DayBox box{line.sliced.begins[slice], window.before, window.after,
                     std::numeric_limits<DayOffset>::max()};
    sink(found.data(), filters.box(line.blocks() + slice * line.stride, line.stride, box, found.data()));
  }
}

template <class Sink>
inline void scanLarge(const NodeLine& line, DayWindow window, const SliceFilters& filters, Sink&& sink) {
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> found;
  const LargeHead& head = line.large();
  const std::size_t first = largeSliceAt(line, sliceDay(window));
  const SliceColumns& slice = head.columns()[first];
  prefetchColumns(slice);
  sink(slice.copyNodes(), copiesAfter(slice.copyEnds(), slice.copies, window.after, filters));
  const std::size_t fresh = startedBefore(slice.freshStarts(), slice.fresh, window.before, filters);
  for (std::size_t i = 0; i < fresh; i += kFilterChunk) {
    const std::size_t count = std::min(kFilterChunk, fresh - i);
    sink(found.data(),
         filters.column(slice.freshNodes() + i, slice.freshEnds() + i, count, window.after, found.data()));
  }
  for (std::size_t at = first + 1; at < head.slices && head.begins()[at] < window.before; ++at) {
    const SliceColumns& later = head.columns()[at];
    sink(later.freshNodes(), startedBefore(later.freshStarts(), later.fresh, window.before, filters));
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

template <class Left, class Joined>
inline void scanInlineChanges(const NodeLine& line, DayWindow earlier, DayWindow later, Left&& left,
                              Joined&& joined) {
  const NodeLine::Inline& of = line.inline_entries;
  for (std::size_t i = 0; i < line.entries; ++i) {
    const bool then = of.start[i] < earlier.before && of.end[i] > earlier.after;
    const bool now = of.start[i] < later.before && of.end[i] > later.after;
    if (then && !now) left(&of.node[i], 1);
    if (now && !then) joined(&of.node[i], 1);
  }
}

template <class Left, class Joined>
inline void scanBlockChanges(const NodeLine& line, DayWindow earlier, DayWindow later,
                             const SliceFilters& filters, Left&& left, Joined&& joined) {
  constexpr DayOffset kLeast = std::numeric_limits<DayOffset>::min();
  constexpr DayOffset kMost = std::numeric_limits<DayOffset>::max();
  BlockAnswer found;
  const DayOffset* begins = line.sliced.begins;
  const auto scan = [&](std::size_t slice, DayBox box, auto& sink) {
    sink(found.data(), filters.box(line.blocks() + slice * line.stride, line.stride, box, found.data()));
  };
  const std::size_t first = beginsUpTo(line, sliceDay(earlier)) - 1;
  const std::size_t second = beginsUpTo(line, sliceDay(later)) - 1;
  prefetchBlocks(line, first);
  prefetchBlocks(line, second);
  scan(first, {kLeast, earlier.before, earlier.after, later.after}, left);
  for (std::size_t s = first + 1; s < line.count && begins[s] < earlier.before; ++s)
    scan(s, {begins[s], earlier.before, earlier.after, later.after}, left);
  scan(second, {earlier.before, later.before, later.after, kMost}, joined);
  for (std::size_t s = second + 1; s < line.count && begins[s] < later.before; ++s)
    scan(s, {std::max(begins[s], earlier.before), later.before, later.after, kMost}, joined);
}

/// `first` is the slice of the earlier day.
template <class Left>
inline void scanLargeLeft(const NodeLine& line, std::size_t first, DayWindow earlier, DayWindow later,
                          const SliceFilters& filters, Left&& left) {
  const LargeHead& head = line.large();
  const SliceColumns& slice = head.columns()[first];
  // The copies whose ends lie between the two days stand beside each other.
  const std::size_t stay = copiesAfter(slice.copyEnds(), slice.copies, later.after, filters);
  left(slice.copyNodes() + stay, copiesAfter(slice.copyEnds(), slice.copies, earlier.after, filters) - stay);
  for (std::size_t s = first; s < head.slices && (s == first || head.begins()[s] < earlier.before); ++s) {
    const SliceColumns& one = head.columns()[s];
    const std::size_t started = startedBefore(one.freshStarts(), one.fresh, earlier.before, filters);
    for (std::size_t i = 0; i < started; ++i) {
      const DayOffset end = one.freshEnds()[i];
      if (end > earlier.after && end <= later.after) left(one.freshNodes() + i, 1);
    }
  }
}

/// `second` is the slice of the later day.
template <class Joined>
inline void scanLargeJoined(const NodeLine& line, std::size_t second, DayWindow earlier, DayWindow later,
                            const SliceFilters& filters, Joined&& joined) {
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> found;
  const auto filtered = [&](const std::uint32_t* nodes, const DayOffset* days, std::size_t size,
                            DayOffset after) {
    for (std::size_t i = 0; i < size; i += kFilterChunk) {
      const std::size_t count = std::min(kFilterChunk, size - i);
      joined(found.data(), filters.column(nodes + i, days + i, count, after, found.data()));
    }
  };
  const LargeHead& head = line.large();
  const SliceColumns& slice = head.columns()[second];
  // Where both days are in one slice, its copies held on both or have left.
  if (head.begins()[second] > earlier.before) {
    const std::size_t holding = copiesAfter(slice.copyEnds(), slice.copies, later.after, filters);
    filtered(slice.copyNodes(), slice.copyStarts(), holding, static_cast<DayOffset>(earlier.before - 1));
  }
  for (std::size_t s = second; s < head.slices && (s == second || head.begins()[s] < later.before); ++s) {
    const SliceColumns& one = head.columns()[s];
    const std::size_t before = startedBefore(one.freshStarts(), one.fresh, earlier.before, filters);
    const std::size_t end = startedBefore(one.freshStarts(), one.fresh, later.before, filters);
    filtered(one.freshNodes() + before, one.freshEnds() + before, end - before, later.after);
  }
}

/// Calls `left(nodes, count)` with the nodes of entries that are in the window of the earlier time and not in
/// that of the later, and `joined` the other way round: at the cost of a look-up of each, whatever happened
/// between them. The windows are of one length, the earlier first. Not for kWide.
template <class Left, class Joined>
inline void scanChanges(const NodeLine& line, DayWindow earlier, DayWindow later, const SliceFilters& filters,
                        Left&& left, Joined&& joined) {
  if (line.kind == NodeLine::Kind::kInline) {
    scanInlineChanges(line, earlier, later, left, joined);
  } else if (line.kind == NodeLine::Kind::kBlocks) {
    scanBlockChanges(line, earlier, later, filters, left, joined);
  } else {
    const std::size_t first = largeSliceAt(line, sliceDay(earlier));
    const std::size_t second = largeSliceAt(line, sliceDay(later));
    prefetchColumns(line.large().columns()[first]);
    prefetchColumns(line.large().columns()[second]);
    scanLargeLeft(line, first, earlier, later, filters, left);
    scanLargeJoined(line, second, earlier, later, filters, joined);
  }
}

/// Where the copies and the new entries of a slice of blocks end.
struct BlockSpans {
  std::size_t copies = 0;
  std::size_t taken = 0;
};
inline BlockSpans spansOf(const NodeLine& line, std::size_t slice) {
  const SliceBlock* blocks = line.blocks() + slice * line.stride;
  const DayOffset begin = line.sliced.begins[slice];
  std::uint16_t copies = 0;
  std::uint16_t taken = 0;
  for (std::size_t b = 0; b < line.stride; ++b) {
    for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
      copies = static_cast<std::uint16_t>(copies + static_cast<std::uint16_t>(blocks[b].start[i] < begin));
      taken = static_cast<std::uint16_t>(
          taken + static_cast<std::uint16_t>(blocks[b].start[i] != std::numeric_limits<DayOffset>::max()));
    }
  }
  return {copies, taken};
}

/// Calls `visit(fact, node, start, end)`, the latter two as offsets, for every entry of a list that is not
/// kWide, by start.
template <class Visit>
inline void forEachInColumns(const NodeLine& line, Visit&& visit) {
  if (line.kind == NodeLine::Kind::kInline) {
    const NodeLine::Inline& of = line.inline_entries;
    for (std::size_t i = 0; i < line.entries; ++i) visit(of.fact[i], of.node[i], of.start[i], of.end[i]);
  } else if (line.kind == NodeLine::Kind::kBlocks) {
    const std::uint32_t* fact = line.blockFacts();
    for (std::size_t slice = 0; slice < line.count; ++slice) {
      const SliceBlock* blocks = line.blocks() + slice * line.stride;
      const BlockSpans spans = spansOf(line, slice);
      for (std::size_t i = spans.copies; i < spans.taken; ++i) {
        const SliceBlock& block = blocks[i / SliceBlock::kEntries];
        const std::size_t lane = i % SliceBlock::kEntries;
        visit(*fact++, block.node[lane], block.start[lane], block.end[lane]);
      }
    }
  } else if (line.kind == NodeLine::Kind::kLarge) {
    const LargeHead& head = line.large();
    for (std::size_t slice = 0; slice < head.slices; ++slice) {
      const SliceColumns& one = head.columns()[slice];
      for (std::size_t i = 0; i < one.fresh; ++i)
        visit(one.freshFacts()[i], one.freshNodes()[i], one.freshStarts()[i], one.freshEnds()[i]);
    }
  }
}

/// Asks the processor for a line and what may follow it, so that a short list comes at once.
inline void prefetchList(const NodeLine* line) {
  for (std::size_t i = 0; i <= NodeLine::kAskedMax; ++i) __builtin_prefetch(line + i);
}
/// The same with the facts that follow the blocks.
inline void prefetchFacts(const NodeLine* line) {
  for (std::size_t i = 0; i <= NodeLine::kAskedMax + 2; ++i) __builtin_prefetch(line + i);
}

/// Asks the processor for what a look-up will read behind the line.
inline void prefetchSlice(const NodeLine& line, const Window& window) {
  if (line.kind != NodeLine::Kind::kBlocks && line.kind != NodeLine::Kind::kLarge) return;
  DayWindow offsets;
  if (!toOffsets(line, window, offsets)) return;
  if (line.kind == NodeLine::Kind::kLarge) {
    const LargeHead& head = line.large();
    __builtin_prefetch(head.columns() + (beginsUpTo(line, sliceDay(offsets)) - 1) * head.step);
    return;
  }
  prefetchBlocks(line, beginsUpTo(line, sliceDay(offsets)) - 1);
}

}  // namespace tenure::storage
