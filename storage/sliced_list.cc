#include "storage/sliced_list.h"

#include <cstring>
#include <limits>
#include <new>
#include <optional>
#include <tuple>

#include "storage/image_memory.h"
#include "storage/period_code.h"
#include "storage/slice_plan.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kSmallListMax = 128;  ///< up to here the slack of the read bound is 16, beyond 64
constexpr std::int64_t kReach = 65'534;     ///< offsets of finite days are 1 .. kReach
constexpr std::int64_t kBias = 32'768;
constexpr std::uint64_t kIdMax = std::numeric_limits<std::uint32_t>::max();

/// Entries of a kWide list by start. A look-up reads them all.
struct WideBody : ListBody {
  std::vector<AdjacencyEntry> rows;
  bool pieces = false;  ///< some fact has several entries
};

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

void destroy(ListBody* body) {
  body->meter->bytes -= body->bytes;
  delete body->details;
  if (body->kind == NodeLine::Kind::kWide) {
    static_cast<WideBody*>(body)->~WideBody();
    giveImageMemory(body, sizeof(WideBody));
    return;
  }
  const std::size_t taken = body->taken;
  body->~ListBody();
  giveImageMemory(body, taken);
}

/// Days as offsets from the base that leaves the fewest bounds outside.
class DayAxis {
 public:
  explicit DayAxis(const std::vector<AdjacencyEntry>& entries) {
    std::vector<std::int64_t> days;
    for (const AdjacencyEntry& one : entries) {
      for (const Instant bound : {one.period.start_min, one.period.end_max}) {
        if (bound.isFinite()) days.push_back(bound.micros() / kMicrosPerDay);
      }
    }
    if (days.empty()) return;
    std::sort(days.begin(), days.end());
    base_ = days.front();
    if (days.back() - base_ < kReach) return;
    std::size_t best = 0;
    for (std::size_t first = 0, last = 0; first < days.size(); ++first) {
      while (last < days.size() && days[last] - days[first] < kReach) ++last;
      if (last - first > best) {
        best = last - first;
        base_ = days[first];
      }
    }
  }

  [[nodiscard]] std::int32_t base() const { return static_cast<std::int32_t>(base_); }
  [[nodiscard]] bool isFar(Instant bound) const {
    if (!bound.isFinite()) return false;
    const std::int64_t offset = bound.micros() / kMicrosPerDay - base_ + 1;
    return offset < 1 || offset > kReach;
  }
  [[nodiscard]] DayOffset start(Instant bound) const { return offsetOf(bound, 0, kReach); }
  [[nodiscard]] DayOffset end(Instant bound) const { return offsetOf(bound, 1, kReach + 1); }
  [[nodiscard]] Period periodOf(DayOffset start, DayOffset end) const {
    return Period::exactly(startOf(start), endOf(end), Grain::kDay);
  }
  [[nodiscard]] Instant startOf(DayOffset start) const {
    return start == -kBias ? Instant::minusInfinity() : instant(start);
  }
  [[nodiscard]] Instant endOf(DayOffset end) const {
    return end == kReach + 1 - kBias ? Instant::plusInfinity() : instant(end);
  }
  explicit DayAxis(const NodeLine& line) : base_(line.base_day) {}

 private:
  [[nodiscard]] DayOffset offsetOf(Instant bound, std::int64_t least, std::int64_t most) const {
    std::int64_t offset = bound == Instant::minusInfinity() ? least : most;
    if (bound.isFinite()) offset = std::clamp(bound.micros() / kMicrosPerDay - base_ + 1, least, most);
    return static_cast<DayOffset>(offset - kBias);
  }
  [[nodiscard]] Instant instant(DayOffset offset) const {
    return Instant::fromMicros((std::int64_t{offset} + kBias - 1 + base_) * kMicrosPerDay);
  }

  std::int64_t base_ = 0;
};

bool fitsColumns(const std::vector<AdjacencyEntry>& entries) {
  std::vector<std::uint64_t> facts;
  facts.reserve(entries.size());
  for (const AdjacencyEntry& one : entries) {
    if (one.neighbour.value > kIdMax || one.fact.value > kIdMax) return false;
    if (!isWholeDays(one.period.start_min) || !isWholeDays(one.period.end_max)) return false;
    facts.push_back(one.fact.value);
  }
  std::sort(facts.begin(), facts.end());
  return std::adjacent_find(facts.begin(), facts.end()) == facts.end();
}

/// An entry on its way into the columns.
struct Row {
  PlanEntry days;
  const AdjacencyEntry* entry = nullptr;
};

class LineBuilder {
 public:
  LineBuilder(const std::vector<AdjacencyEntry>& entries, CacheMeter& meter) : meter_(meter), axis_(entries) {
    rows_.reserve(entries.size());
    for (const AdjacencyEntry& one : entries) {
      rows_.push_back({{axis_.start(one.period.start_min), axis_.end(one.period.end_max)}, &one});
      far_ = far_ || axis_.isFar(one.period.start_min) || axis_.isFar(one.period.end_max);
    }
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
      return std::tie(a.days.start, a.entry->fact) < std::tie(b.days.start, b.entry->fact);
    });
    plan_.reserve(rows_.size());
    for (const Row& row : rows_) plan_.push_back(row.days);
    collectDetails();
  }

  NodeLine build() {
    NodeLine line;
    line.base_day = axis_.base();
    line.flags = static_cast<std::uint8_t>((details_.empty() ? 0 : NodeLine::kHasDetails) |
                                           (far_ ? NodeLine::kReachesFar : 0));
    if (rows_.size() <= NodeLine::kInlineMax) {
      fillInline(line);
    } else if (!tryBlocks(line)) {
      fillColumns(line);
    }
    return line;
  }

 private:
  void collectDetails() {
    for (std::uint32_t rank = 0; rank < rows_.size(); ++rank) {
      const AdjacencyEntry& entry = *rows_[rank].entry;
      const bool plain = entry.status == FactStatus::kAsserted &&
                         entry.period == axis_.periodOf(rows_[rank].days.start, rows_[rank].days.end);
      if (!plain) details_.push_back({rank, entry.status, entry.period});
    }
  }

  ListBody* newBody(NodeLine::Kind kind, std::uint64_t payload) {
    const std::uint64_t bytes = sizeof(ListBody) + payload;
    auto* body = new (takeImageMemory(bytes)) ListBody;
    body->kind = kind;
    body->entries = static_cast<std::uint32_t>(rows_.size());
    body->meter = &meter_;
    body->bytes = bytes;
    body->taken = bytes;
    if (!details_.empty()) {
      details_.shrink_to_fit();
      body->bytes += sizeof(details_) + details_.size() * sizeof(EntryDetail);
      body->details = new std::vector<EntryDetail>(std::move(details_));
    }
    meter_.bytes += body->bytes;
    return body;
  }

  void fillInline(NodeLine& line) {
    line.kind = NodeLine::Kind::kInline;
    line.count = static_cast<std::uint8_t>(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      line.entries.node[i] = nodeOf(i);
      line.entries.fact[i] = factOf(i);
      line.entries.start[i] = rows_[i].days.start;
      line.entries.end[i] = rows_[i].days.end;
    }
    if (!details_.empty()) line.body = newBody(line.kind, 0);
  }

  bool tryBlocks(NodeLine& line) {
    std::optional<std::vector<PlannedSlice>> best;
    std::size_t best_stride = 0;
    for (const std::size_t stride : {1U, 2U, 4U, 8U}) {
      if (stride > 2 && rows_.size() <= kSmallListMax) break;
      auto plan = planBlocks(plan_, stride * SliceBlock::kEntries, NodeLine::kBeginsMax);
      if (!plan || (best && plan->size() * stride >= best->size() * best_stride)) continue;
      best = std::move(plan);
      best_stride = stride;
      if (best->size() * stride * SliceBlock::kEntries <= rows_.size() * 7 / 4) break;
    }
    if (!best) return false;
    fillBlocks(line, *best, best_stride);
    return true;
  }

  void fillBlocks(NodeLine& line, const std::vector<PlannedSlice>& plan, std::size_t stride) {
    const std::uint64_t blocks_bytes = plan.size() * stride * sizeof(SliceBlock);
    ListBody* body = newBody(NodeLine::Kind::kBlocks, blocks_bytes + rows_.size() * sizeof(std::uint32_t));
    line.kind = NodeLine::Kind::kBlocks;
    line.body = body;
    line.count = static_cast<std::uint8_t>(plan.size());
    line.stride = static_cast<std::uint8_t>(stride);
    std::fill(std::begin(line.begins), std::end(line.begins), std::numeric_limits<DayOffset>::max());
    body->slices = static_cast<std::uint32_t>(plan.size());
    auto* blocks = reinterpret_cast<SliceBlock*>(body + 1);
    for (std::size_t b = 0; b < plan.size() * stride; ++b) clear(blocks[b]);
    for (std::size_t s = 0; s < plan.size(); ++s) {
      line.begins[s] = plan[s].begin;
      std::size_t at = s * stride * SliceBlock::kEntries;
      for (const std::uint32_t rank : plan[s].copies) place(blocks, at++, rank);
      for (std::uint32_t i = 0; i < plan[s].fresh; ++i) place(blocks, at++, plan[s].first_rank + i);
    }
    putFacts(*body, reinterpret_cast<char*>(body + 1) + blocks_bytes);
  }

  static void clear(SliceBlock& block) {
    for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
      block.node[i] = 0;
      block.start[i] = std::numeric_limits<DayOffset>::max();
      block.end[i] = std::numeric_limits<DayOffset>::min();
    }
  }
  void place(SliceBlock* blocks, std::size_t at, std::uint32_t rank) {
    SliceBlock& block = blocks[at / SliceBlock::kEntries];
    const std::size_t lane = at % SliceBlock::kEntries;
    block.node[lane] = nodeOf(rank);
    block.start[lane] = rows_[rank].days.start;
    block.end[lane] = rows_[rank].days.end;
  }

  void fillColumns(NodeLine& line) {
    auto plan = planColumns(plan_, rows_.size() <= kSmallListMax ? 16 : 64);
    std::vector<SliceColumns> directory;
    std::uint64_t offset = sizeof(ListBody) + plan.size() * sizeof(SliceColumns);
    for (const PlannedSlice& slice : plan) {
      directory.push_back({offset, static_cast<std::uint32_t>(slice.copies.size()), slice.fresh,
                           slice.first_rank, slice.begin});
      offset += directory.back().bytes();
    }
    ListBody* body =
        newBody(NodeLine::Kind::kLarge, offset - sizeof(ListBody) + rows_.size() * sizeof(std::uint32_t));
    line.kind = NodeLine::Kind::kLarge;
    line.body = body;
    body->slices = static_cast<std::uint32_t>(plan.size());
    std::memcpy(static_cast<void*>(body + 1), directory.data(), plan.size() * sizeof(SliceColumns));
    sampleBegins(line, directory);
    for (std::size_t s = 0; s < plan.size(); ++s) fillSlice(*body, directory[s], plan[s]);
    putFacts(*body, reinterpret_cast<char*>(body) + offset);
  }

  static void sampleBegins(NodeLine& line, const std::vector<SliceColumns>& directory) {
    const std::size_t step = (directory.size() + NodeLine::kBeginsMax - 1) / NodeLine::kBeginsMax;
    std::fill(std::begin(line.begins), std::end(line.begins), std::numeric_limits<DayOffset>::max());
    line.stride = static_cast<std::uint8_t>(step);
    for (std::size_t s = 0; s < directory.size(); s += step) line.begins[line.count++] = directory[s].begin;
  }

  template <class T>
  static T* into(const T* column) {
    return const_cast<T*>(column);  // of a body that nobody else sees yet
  }

  void fillSlice(ListBody& body, const SliceColumns& columns, PlannedSlice& slice) {
    const char* base = reinterpret_cast<const char*>(&body);
    std::stable_sort(slice.copies.begin(), slice.copies.end(), [this](std::uint32_t a, std::uint32_t b) {
      return rows_[a].days.end > rows_[b].days.end;
    });
    for (std::size_t i = 0; i < slice.copies.size(); ++i) {
      const std::uint32_t rank = slice.copies[i];
      into(columns.copyNodes(base))[i] = nodeOf(rank);
      into(columns.copyRanks(base))[i] = rank;
      into(columns.copyEnds(base))[i] = rows_[rank].days.end;
    }
    for (std::size_t i = 0; i < slice.fresh; ++i) {
      const std::size_t rank = slice.first_rank + i;
      into(columns.freshNodes(base))[i] = nodeOf(rank);
      into(columns.freshStarts(base))[i] = rows_[rank].days.start;
      into(columns.freshEnds(base))[i] = rows_[rank].days.end;
    }
  }

  void putFacts(ListBody& body, char* at) {
    body.facts = reinterpret_cast<std::uint32_t*>(at);
    for (std::size_t rank = 0; rank < rows_.size(); ++rank) body.facts[rank] = factOf(rank);
  }

  [[nodiscard]] std::uint32_t nodeOf(std::size_t rank) const {
    return static_cast<std::uint32_t>(rows_[rank].entry->neighbour.value);
  }
  [[nodiscard]] std::uint32_t factOf(std::size_t rank) const {
    return static_cast<std::uint32_t>(rows_[rank].entry->fact.value);
  }

  CacheMeter& meter_;
  DayAxis axis_;
  std::vector<Row> rows_;
  std::vector<PlanEntry> plan_;
  std::vector<EntryDetail> details_;
  bool far_ = false;
};

NodeLine wideLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter) {
  std::sort(entries.begin(), entries.end(), startsBefore);
  entries.shrink_to_fit();
  auto* body = new (takeImageMemory(sizeof(WideBody))) WideBody;
  body->kind = NodeLine::Kind::kWide;
  body->entries = static_cast<std::uint32_t>(entries.size());
  body->meter = &meter;
  body->bytes = sizeof(WideBody) + entries.size() * sizeof(AdjacencyEntry);
  std::vector<std::uint64_t> facts;
  for (const AdjacencyEntry& one : entries) facts.push_back(one.fact.value);
  std::sort(facts.begin(), facts.end());
  body->pieces = std::adjacent_find(facts.begin(), facts.end()) != facts.end();
  body->rows = std::move(entries);
  meter.bytes += body->bytes;
  NodeLine line;
  line.kind = NodeLine::Kind::kWide;
  line.body = body;
  return line;
}

/// Gives out the entries of a compact line by rank, with their exact bounds.
class EntryReader {
 public:
  explicit EntryReader(const NodeLine& line) : line_(line), axis_(line) {
    if (line.body != nullptr) details_ = line.body->details;
  }
  [[nodiscard]] AdjacencyEntry entry(std::uint32_t rank, std::uint32_t node, DayOffset start,
                                     DayOffset end) const {
    AdjacencyEntry entry;
    entry.neighbour = NodeId{node};
    entry.fact =
        FactId{line_.kind == NodeLine::Kind::kInline ? line_.entries.fact[rank] : line_.body->facts[rank]};
    if (const EntryDetail* detail = detailOf(rank)) {
      entry.period = detail->period;
      entry.status = detail->status;
    } else {
      entry.period = axis_.periodOf(start, end);
    }
    return entry;
  }

 private:
  [[nodiscard]] const EntryDetail* detailOf(std::uint32_t rank) const {
    if (details_ == nullptr) return nullptr;
    const auto found = std::lower_bound(details_->begin(), details_->end(), rank,
                                        [](const EntryDetail& d, std::uint32_t r) { return d.rank < r; });
    return found != details_->end() && found->rank == rank ? &*found : nullptr;
  }

  const NodeLine& line_;
  DayAxis axis_;
  const std::vector<EntryDetail>* details_ = nullptr;
};

/// The slices of a kBlocks line entry by entry: which are new, and the rank of each.
class BlockWalk {
 public:
  explicit BlockWalk(const NodeLine& line) : line_(line) {
    std::uint32_t rank = 0;
    for (std::size_t s = 0; s < line.count; ++s) {
      first_rank_[s] = rank;
      forEach(s, [&](std::uint32_t, DayOffset start, DayOffset) {
        rank += static_cast<std::uint32_t>(start >= line.begins[s]);
      });
    }
  }

  /// Calls `visit(node, start, end)` for each entry of a slice, in its order.
  template <class Visit>
  void forEach(std::size_t slice, Visit&& visit) const {
    const SliceBlock* blocks = line_.body->blocks() + slice * line_.stride;
    for (std::size_t i = 0; i < line_.stride * SliceBlock::kEntries; ++i) {
      const SliceBlock& block = blocks[i / SliceBlock::kEntries];
      const std::size_t lane = i % SliceBlock::kEntries;
      if (block.start[lane] == std::numeric_limits<DayOffset>::max())
        return;  // places not taken are at the end
      visit(block.node[lane], block.start[lane], block.end[lane]);
    }
  }
  [[nodiscard]] std::uint32_t firstRank(std::size_t slice) const { return first_rank_[slice]; }

  /// The rank of the `nth` (from 0) among entries that say the same and are new in a slice before `slice`.
  [[nodiscard]] std::uint32_t rankOfCopy(std::size_t slice, std::uint32_t node, DayOffset start,
                                         DayOffset end, std::size_t nth) const {
    std::uint32_t found = 0;
    for (std::size_t s = 0; s < slice; ++s) {
      std::uint32_t rank = first_rank_[s];
      forEach(s, [&](std::uint32_t other, DayOffset from, DayOffset to) {
        if (from < line_.begins[s]) return;
        if (other == node && from == start && to == end && nth-- == 0) found = rank;
        ++rank;
      });
    }
    return found;
  }

 private:
  const NodeLine& line_;
  std::array<std::uint32_t, NodeLine::kBeginsMax> first_rank_{};
};

/// Calls `visit(rank, node, start, end)` for the entries of a compact line in the window, each once.
template <class Visit>
void visitInline(const NodeLine& line, DayWindow window, Visit&& visit) {
  for (std::uint32_t i = 0; i < line.count; ++i) {
    const auto& e = line.entries;
    if (e.start[i] < window.before && e.end[i] > window.after) visit(i, e.node[i], e.start[i], e.end[i]);
  }
}

template <class Visit>
void visitBlocks(const NodeLine& line, DayWindow window, Visit&& visit) {
  const BlockWalk walk(line);
  const std::size_t first = beginsUpTo(line, sliceDay(window)) - 1;
  using Copy = std::tuple<std::uint32_t, DayOffset, DayOffset>;
  std::vector<Copy> copies;
  for (std::size_t s = first; s < line.count && (s == first || line.begins[s] < window.before); ++s) {
    std::uint32_t rank = walk.firstRank(s);
    walk.forEach(s, [&](std::uint32_t node, DayOffset start, DayOffset end) {
      const bool fresh = start >= line.begins[s];
      const std::uint32_t mine = fresh ? rank++ : 0;
      if (!(start < window.before && end > window.after)) return;
      if (fresh) return visit(mine, node, start, end);
      if (s != first) return;
      const Copy copy{node, start, end};
      const auto same = static_cast<std::size_t>(std::count(copies.begin(), copies.end(), copy));
      copies.push_back(copy);
      visit(walk.rankOfCopy(s, node, start, end, same), node, start, end);
    });
  }
}

/// The start of an entry is with its rank, in the slice where it is new.
DayOffset startOfRank(const NodeLine& line, std::uint32_t rank) {
  const SliceColumns* directory = directoryOf(line);
  const SliceColumns* slice =
      std::partition_point(directory, directory + line.body->slices,
                           [rank](const SliceColumns& s) { return s.first_rank <= rank; }) -
      1;
  while (slice->fresh == 0) --slice;
  return slice->freshStarts(reinterpret_cast<const char*>(line.body))[rank - slice->first_rank];
}

template <class Visit>
void visitLarge(const NodeLine& line, DayWindow window, Visit&& visit) {
  const char* body = reinterpret_cast<const char*>(line.body);
  const SliceColumns* directory = directoryOf(line);
  const std::size_t first = largeSliceAt(line, sliceDay(window));
  const SliceColumns& slice = directory[first];
  const std::size_t copies = copiesAfter(slice.copyEnds(body), slice.copies, window.after);
  for (std::size_t i = 0; i < copies; ++i) {
    const std::uint32_t rank = slice.copyRanks(body)[i];
    const DayOffset start = startOfRank(line, rank);
    if (start < window.before) visit(rank, slice.copyNodes(body)[i], start, slice.copyEnds(body)[i]);
  }
  for (std::size_t s = first; s < line.body->slices && (s == first || directory[s].begin < window.before);
       ++s) {
    const SliceColumns& one = directory[s];
    const std::size_t fresh = startedBefore(one.freshStarts(body), one.fresh, window.before);
    for (std::uint32_t i = 0; i < fresh; ++i) {
      const DayOffset end = one.freshEnds(body)[i];
      if (end > window.after)
        visit(one.first_rank + i, one.freshNodes(body)[i], one.freshStarts(body)[i], end);
    }
  }
}

/// All entries by rank: those that are new in each slice.
template <class Visit>
void visitAll(const NodeLine& line, Visit&& visit) {
  std::uint32_t rank = 0;
  if (line.kind == NodeLine::Kind::kInline) {
    for (; rank < line.count; ++rank)
      visit(rank, line.entries.node[rank], line.entries.start[rank], line.entries.end[rank]);
  } else if (line.kind == NodeLine::Kind::kBlocks) {
    const std::size_t in_slice = line.stride * SliceBlock::kEntries;
    for (std::size_t s = 0; s < line.count; ++s) {
      const SliceBlock* blocks = line.body->blocks() + s * line.stride;
      for (std::size_t i = 0; i < in_slice; ++i) {
        const SliceBlock& block = blocks[i / SliceBlock::kEntries];
        const std::size_t lane = i % SliceBlock::kEntries;
        if (block.start[lane] == std::numeric_limits<DayOffset>::max()) break;
        if (block.start[lane] >= line.begins[s])
          visit(rank++, block.node[lane], block.start[lane], block.end[lane]);
      }
    }
  } else {
    const char* body = reinterpret_cast<const char*>(line.body);
    for (std::size_t s = 0; s < line.body->slices; ++s) {
      const SliceColumns& one = directoryOf(line)[s];
      for (std::size_t i = 0; i < one.fresh; ++i)
        visit(rank++, one.freshNodes(body)[i], one.freshStarts(body)[i], one.freshEnds(body)[i]);
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

NodeLine buildLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter) {
  if (entries.empty()) return {};
  if (!fitsColumns(entries)) return wideLine(std::move(entries), meter);
  return LineBuilder(entries, meter).build();
}

void retainBody(const NodeLine& line) {
  if (line.body != nullptr) line.body->uses.fetch_add(1, std::memory_order_relaxed);
}
void releaseBody(NodeLine& line) {
  ListBody* body = std::exchange(line.body, nullptr);
  if (body != nullptr && body->uses.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy(body);
}

void entriesOfLine(const NodeLine& line, std::vector<AdjacencyEntry>& out) {
  if (line.kind == NodeLine::Kind::kEmpty) return;
  if (line.kind == NodeLine::Kind::kWide) {
    const auto& rows = static_cast<const WideBody*>(line.body)->rows;
    out.insert(out.end(), rows.begin(), rows.end());
    return;
  }
  const EntryReader reader(line);
  visitAll(line, [&](std::uint32_t rank, std::uint32_t node, DayOffset start, DayOffset end) {
    out.push_back(reader.entry(rank, node, start, end));
  });
}

void outlineOfLine(const NodeLine& line, std::vector<EntryOutline>& out) {
  if (line.kind == NodeLine::Kind::kEmpty) return;
  const bool exact = line.kind != NodeLine::Kind::kWide && (line.flags & NodeLine::kReachesFar) == 0;
  if (!exact) {
    std::vector<AdjacencyEntry> entries;
    entriesOfLine(line, entries);
    for (const AdjacencyEntry& one : entries)
      out.push_back({one.period.start_min, one.period.end_max, one.neighbour, one.fact});
    return;
  }
  const DayAxis axis(line);
  const std::uint32_t* facts = line.kind == NodeLine::Kind::kInline ? line.entries.fact : line.body->facts;
  visitAll(line, [&](std::uint32_t rank, std::uint32_t node, DayOffset start, DayOffset end) {
    out.push_back({axis.startOf(start), axis.endOf(end), NodeId{node}, FactId{facts[rank]}});
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
  visitCompact(line, offsets, [&](std::uint32_t rank, std::uint32_t node, DayOffset start, DayOffset end) {
    out.push_back(reader.entry(rank, node, start, end));
  });
}

std::vector<NodeId> nodesByExactBounds(const NodeLine& line, const Window& window) {
  std::vector<AdjacencyEntry> entries;
  entriesInWindow(line, window, entries);
  if (line.kind == NodeLine::Kind::kWide && static_cast<const WideBody*>(line.body)->pieces) {
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
    const char* body = reinterpret_cast<const char*>(line.body);
    const SliceColumns* directory = directoryOf(line);
    const std::size_t first = largeSliceAt(line, sliceDay(offsets));
    const SliceColumns& slice = directory[first];
    std::uint64_t count = copiesAfter(slice.copyEnds(body), slice.copies, offsets.after);
    count += filters.count_column(slice.freshEnds(body),
                                  startedBefore(slice.freshStarts(body), slice.fresh, offsets.before),
                                  offsets.after);
    for (std::size_t s = first + 1; s < line.body->slices && directory[s].begin < offsets.before; ++s)
      count += startedBefore(directory[s].freshStarts(body), directory[s].fresh, offsets.before);
    return count;
  }
  std::uint64_t count = 0;
  scanLine(
      line, window, filters, [&](const std::uint32_t*, std::size_t some) { count += some; },
      [&](NodeId) { ++count; });
  return count;
}

LineFigures figuresOf(const NodeLine& line) {
  LineFigures figures;
  if (line.kind == NodeLine::Kind::kInline) figures.entries = figures.stored = line.count;
  if (line.body == nullptr || line.kind == NodeLine::Kind::kInline) return figures;
  figures.entries = figures.stored = line.body->entries;
  if (line.kind == NodeLine::Kind::kBlocks) {
    figures.stored = 0;
    const BlockWalk walk(line);
    for (std::size_t s = 0; s < line.count; ++s)
      walk.forEach(s, [&](std::uint32_t, DayOffset, DayOffset) { ++figures.stored; });
  }
  if (line.kind == NodeLine::Kind::kLarge) {
    for (std::size_t s = 0; s < line.body->slices; ++s) figures.stored += directoryOf(line)[s].copies;
  }
  return figures;
}

std::uint64_t entriesReadAt(const NodeLine& line, std::int64_t day) {
  DayWindow offsets;
  const Window window =
      Window::of(Instant::fromMicros((day + 1) * kMicrosPerDay), Instant::fromMicros(day * kMicrosPerDay));
  if (line.kind == NodeLine::Kind::kEmpty) return 0;
  if (line.kind == NodeLine::Kind::kInline) return line.count;
  if (line.kind == NodeLine::Kind::kWide || !toOffsets(line, window, offsets)) return line.body->entries;
  std::uint64_t read = 0;
  if (line.kind == NodeLine::Kind::kBlocks) {
    const BlockWalk walk(line);
    walk.forEach(beginsUpTo(line, sliceDay(offsets)) - 1,
                 [&](std::uint32_t, DayOffset, DayOffset) { ++read; });
    return read;
  }
  const char* body = reinterpret_cast<const char*>(line.body);
  const SliceColumns& slice = directoryOf(line)[largeSliceAt(line, sliceDay(offsets))];
  return copiesAfter(slice.copyEnds(body), slice.copies, offsets.after) +
         startedBefore(slice.freshStarts(body), slice.fresh, offsets.before);
}

}  // namespace tenure::storage
