#include "storage/sliced_list.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "storage/day_axis.h"
#include "storage/slice_bounds.h"
#include "storage/slice_scan.h"
#include "storage/sliced_build.h"

namespace tenure::storage {
namespace {

std::int64_t floorDays(std::int64_t micros) {
  const std::int64_t days = micros / kMicrosPerDay;
  return days - static_cast<std::int64_t>(micros % kMicrosPerDay < 0);
}
std::int64_t ceilDays(std::int64_t micros) {
  const std::int64_t days = micros / kMicrosPerDay;
  return days + static_cast<std::int64_t>(micros % kMicrosPerDay > 0);
}

bool holdsIn(const AdjacencyEntry& entry, const Window& window) {
  return entry.period.start_min < window.before && entry.period.end_max > window.after;
}

/// Gives out the entries of a compact line with their exact bounds.
class EntryReader {
 public:
  explicit EntryReader(const NodeLine& line) : axis_(line.base_day), details_(detailsOf(line)) {}

  [[nodiscard]] AdjacencyEntry entry(std::uint32_t fact, std::uint32_t node, DayOffset start,
                                     DayOffset end) const {
    AdjacencyEntry entry;
    entry.neighbour = NodeId{node};
    entry.fact = FactId{fact};
    if (const EntryDetail* detail = detailOf(fact)) {
      entry.period = detail->period;
      entry.status = detail->status;
    } else {
      entry.period = axis_.periodOf(start, end);
    }
    return entry;
  }

 private:
  [[nodiscard]] const EntryDetail* detailOf(std::uint32_t fact) const {
    if (details_ == nullptr) return nullptr;
    const auto& rows = details_->rows;
    const auto found = std::lower_bound(rows.begin(), rows.end(), fact,
                                        [](const EntryDetail& d, std::uint32_t f) { return d.fact < f; });
    return found != rows.end() && found->fact == fact ? &*found : nullptr;
  }

  DayAxis axis_;
  const ListDetails* details_;
};

/// The slices of a kBlocks line entry by entry, and the fact of each: only new entries have theirs at hand.
class BlockWalk {
 public:
  explicit BlockWalk(const NodeLine& line) : line_(line) {
    std::size_t rank = 0;
    for (std::size_t s = 0; s < line.count; ++s) {
      spans_[s] = spansOf(line, s);
      facts_[s] = line.blockFacts() + rank;
      rank += spans_[s].taken - spans_[s].copies;
    }
  }

  /// Calls `visit(fact, node, start, end)` for the entries of a slice in the window; with `copies`, also for
  /// those that were new in an earlier one.
  template <class Visit>
  void visitSlice(std::size_t slice, bool copies, DayWindow window, Visit&& visit) const {
    const BlockSpans& spans = spans_[slice];
    for (std::size_t i = copies ? 0 : spans.copies; i < spans.taken; ++i) {
      const Entry one = at(slice, i);
      if (!(one.start < window.before && one.end > window.after)) continue;
      const std::uint32_t fact = i < spans.copies ? factOfCopy(slice, i) : facts_[slice][i - spans.copies];
      visit(fact, one.node, one.start, one.end);
    }
  }

 private:
  struct Entry {
    std::uint32_t node;
    DayOffset start;
    DayOffset end;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  [[nodiscard]] Entry at(std::size_t slice, std::size_t place) const {
    const SliceBlock& block = line_.blocks()[slice * line_.stride + place / SliceBlock::kEntries];
    const std::size_t lane = place % SliceBlock::kEntries;
    return {block.node[lane], block.start[lane], block.end[lane]};
  }

  /// Copies that say the same stand in the order in which they were new.
  [[nodiscard]] std::uint32_t factOfCopy(std::size_t slice, std::size_t place) const {
    const Entry copy = at(slice, place);
    std::size_t same = 0;
    for (std::size_t i = 0; i < place; ++i) same += static_cast<std::size_t>(at(slice, i) == copy);
    for (std::size_t s = 0; s < slice; ++s) {
      for (std::size_t i = spans_[s].copies; i < spans_[s].taken; ++i) {
        if (at(s, i) == copy && same-- == 0) return facts_[s][i - spans_[s].copies];
      }
    }
    return 0;  // not reached: every copy was new once
  }

  const NodeLine& line_;
  std::array<BlockSpans, NodeLine::kBeginsMax> spans_{};
  std::array<const std::uint32_t*, NodeLine::kBeginsMax> facts_{};
};

/// Calls `visit(fact, node, start, end)` for the entries of a compact line in the window, each once.
template <class Visit>
void visitInline(const NodeLine& line, DayWindow window, Visit&& visit) {
  const NodeLine::Inline& of = line.inline_entries;
  for (std::size_t i = 0; i < line.entries; ++i) {
    if (of.start[i] < window.before && of.end[i] > window.after)
      visit(of.fact[i], of.node[i], of.start[i], of.end[i]);
  }
}

template <class Visit>
void visitBlocks(const NodeLine& line, DayWindow window, Visit&& visit) {
  const BlockWalk walk(line);
  const std::size_t first = beginsUpTo(line, sliceDay(window)) - 1;
  for (std::size_t s = first; s < line.count && (s == first || line.sliced.begins[s] < window.before); ++s)
    walk.visitSlice(s, s == first, window, visit);
}

template <class Visit>
void visitLarge(const NodeLine& line, DayWindow window, Visit&& visit) {
  const SliceFilters& filters = sliceFilters();
  const LargeHead& head = line.large();
  const std::size_t first = largeSliceAt(line, sliceDay(window));
  const SliceColumns& slice = head.columns()[first];
  const std::size_t copies = copiesAfter(slice.copyEnds(), slice.copies, window.after, filters);
  for (std::size_t i = 0; i < copies; ++i) {
    const DayOffset start = slice.copyStarts()[i];
    if (start < window.before) visit(slice.copyFacts()[i], slice.copyNodes()[i], start, slice.copyEnds()[i]);
  }
  for (std::size_t s = first; s < head.slices && (s == first || head.begins()[s] < window.before); ++s) {
    const SliceColumns& one = head.columns()[s];
    const std::size_t fresh = startedBefore(one.freshStarts(), one.fresh, window.before, filters);
    for (std::size_t i = 0; i < fresh; ++i) {
      const DayOffset end = one.freshEnds()[i];
      if (end > window.after) visit(one.freshFacts()[i], one.freshNodes()[i], one.freshStarts()[i], end);
    }
  }
}

template <class Visit>
void visitCompact(const NodeLine& line, DayWindow window, Visit&& visit) {
  if (line.kind == NodeLine::Kind::kInline) visitInline(line, window, visit);
  if (line.kind == NodeLine::Kind::kBlocks) visitBlocks(line, window, visit);
  if (line.kind == NodeLine::Kind::kLarge) visitLarge(line, window, visit);
}

}  // namespace

Window Window::of(Instant before, Instant after) {
  return {before, after, ceilDays(before.micros()), floorDays(after.micros())};
}

Window Window::possible(const ValidScope& scope) {
  if (const auto* as_of = std::get_if<AsOf>(&scope)) return of(as_of->when.end, as_of->when.start);
  if (const auto* during = std::get_if<During>(&scope)) return of(during->range.end, during->range.start);
  return of(Instant::plusInfinity(), Instant::minusInfinity());
}

Window Window::certain(const ValidScope& scope) {
  const auto* as_of = std::get_if<AsOf>(&scope);
  if (as_of == nullptr) return possible(scope);
  // start <= q_min and q_max <= end, as start < q_min + 1 and end > q_max - 1; infinite bounds step as well.
  return of(Instant::fromMicros(as_of->when.start.micros() + 1),
            Instant::fromMicros(as_of->when.end.micros() - 1));
}

void entriesOfLine(const NodeLine& line, std::vector<AdjacencyEntry>& out) {
  if (line.kind == NodeLine::Kind::kWide) {
    const auto& rows = line.wide().rows;
    out.insert(out.end(), rows.begin(), rows.end());
    return;
  }
  const EntryReader reader(line);
  forEachInColumns(line, [&](std::uint32_t fact, std::uint32_t node, DayOffset start, DayOffset end) {
    out.push_back(reader.entry(fact, node, start, end));
  });
}

void entriesInWindow(const NodeLine& line, const Window& window, std::vector<AdjacencyEntry>& out) {
  if (line.kind == NodeLine::Kind::kEmpty) return;
  if (window.before == Instant::plusInfinity() && window.after == Instant::minusInfinity())
    return entriesOfLine(line, out);
  DayWindow offsets;
  if (line.kind == NodeLine::Kind::kWide || !toOffsets(line, window, offsets)) {
    const std::size_t before = out.size();
    entriesOfLine(line, out);
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                             [&](const AdjacencyEntry& one) { return !holdsIn(one, window); }),
              out.end());
    return;
  }
  const EntryReader reader(line);
  visitCompact(line, offsets, [&](std::uint32_t fact, std::uint32_t node, DayOffset start, DayOffset end) {
    out.push_back(reader.entry(fact, node, start, end));
  });
}

bool boundsInWindow(const NodeLine& line, const Window& window, std::vector<NodeId>& nodes,
                    std::vector<Instant>& starts, std::vector<Instant>& ends) {
  constexpr auto kNotTold = static_cast<std::uint8_t>(NodeLine::kHasDetails | NodeLine::kReachesFar);
  if (line.kind == NodeLine::Kind::kWide || (line.flags & kNotTold) != 0) return false;
  const DayAxis axis(line.base_day);
  const auto add = [&](std::uint32_t, std::uint32_t node, DayOffset start, DayOffset end) {
    nodes.push_back(NodeId{node});
    starts.push_back(axis.startOf(start));
    ends.push_back(axis.endOf(end));
  };
  if (window.before == Instant::plusInfinity() && window.after == Instant::minusInfinity()) {
    forEachInColumns(line, add);
    return true;
  }
  DayWindow offsets;
  if (!toOffsets(line, window, offsets)) return false;
  visitCompact(line, offsets, add);
  return true;
}

std::vector<NodeId> nodesByExactBounds(const NodeLine& line, const Window& window) {
  std::vector<AdjacencyEntry> entries;
  entriesInWindow(line, window, entries);
  if (line.kind == NodeLine::Kind::kWide && line.wide().pieces) {
    std::sort(entries.begin(), entries.end(),
              [](const AdjacencyEntry& a, const AdjacencyEntry& b) { return a.fact < b.fact; });
    entries.erase(
        std::unique(entries.begin(), entries.end(),
                    [](const AdjacencyEntry& a, const AdjacencyEntry& b) { return a.fact == b.fact; }),
        entries.end());
  }
  std::vector<NodeId> nodes;
  nodes.reserve(entries.size());
  for (const AdjacencyEntry& one : entries) nodes.push_back(one.neighbour);
  return nodes;
}

std::uint64_t countLine(const NodeLine& line, const Window& window, const SliceFilters& filters) {
  DayWindow offsets;
  if (line.kind == NodeLine::Kind::kLarge && toOffsets(line, window, offsets)) {
    const LargeHead& head = line.large();
    const std::size_t first = largeSliceAt(line, sliceDay(offsets));
    const SliceColumns& slice = head.columns()[first];
    std::uint64_t count = copiesAfter(slice.copyEnds(), slice.copies, offsets.after, filters);
    count += filters.count_column(slice.freshEnds(),
                                  startedBefore(slice.freshStarts(), slice.fresh, offsets.before, filters),
                                  offsets.after);
    for (std::size_t s = first + 1; s < head.slices && head.begins()[s] < offsets.before; ++s) {
      const SliceColumns& later = head.columns()[s];
      count += startedBefore(later.freshStarts(), later.fresh, offsets.before, filters);
    }
    return count;
  }
  std::uint64_t count = 0;
  scanLine(
      line, window, filters, [&](const std::uint32_t*, std::size_t some) { count += some; },
      [&](NodeId) { ++count; });
  return count;
}

LineFigures figuresOf(const NodeLine& line) {
  LineFigures figures{line.entries, line.entries};
  if (line.kind == NodeLine::Kind::kBlocks) {
    figures.stored = 0;
    for (std::size_t s = 0; s < line.count; ++s) figures.stored += spansOf(line, s).taken;
  }
  if (line.kind == NodeLine::Kind::kLarge) {
    for (std::size_t s = 0; s < line.large().slices; ++s) figures.stored += line.large().columns()[s].copies;
  }
  return figures;
}

std::uint64_t entriesReadAt(const NodeLine& line, std::int64_t day) {
  DayWindow offsets;
  const Window window =
      Window::of(Instant::fromMicros((day + 1) * kMicrosPerDay), Instant::fromMicros(day * kMicrosPerDay));
  if (line.kind == NodeLine::Kind::kWide || !toOffsets(line, window, offsets)) return line.entries;
  if (line.kind == NodeLine::Kind::kBlocks)
    return spansOf(line, beginsUpTo(line, sliceDay(offsets)) - 1).taken;
  if (line.kind != NodeLine::Kind::kLarge) return line.entries;
  const SliceFilters& filters = sliceFilters();
  const SliceColumns& slice = line.large().columns()[largeSliceAt(line, sliceDay(offsets))];
  return copiesAfter(slice.copyEnds(), slice.copies, offsets.after, filters) +
         startedBefore(slice.freshStarts(), slice.fresh, offsets.before, filters);
}

}  // namespace tenure::storage
