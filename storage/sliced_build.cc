#include "storage/sliced_build.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <optional>
#include <utility>

#include "storage/image_memory.h"
#include "storage/period_code.h"

namespace tenure::storage {
namespace {

constexpr std::uint64_t kIdMax = std::numeric_limits<std::uint32_t>::max();

void* take(std::uint64_t bytes, CacheMeter& meter) {
  meter.bytes += imageMemoryTaken(bytes);
  return takeImageMemory(bytes);
}

void give(void* piece, std::uint64_t bytes, CacheMeter& meter) {
  meter.bytes -= imageMemoryTaken(bytes);
  giveImageMemory(piece, bytes);
}

std::uint64_t bytesOf(const ListDetails& details) {
  return sizeof(ListDetails) + details.rows.size() * sizeof(EntryDetail);
}

// The details of kInline and kBlocks stand at the end, where there are any.
std::uint64_t bytesOfBlocks(const NodeLine& line) {
  const std::uint64_t facts = (std::uint64_t{4} * line.entries + 7) / 8 * 8;
  return std::uint64_t{line.count} * line.stride * sizeof(SliceBlock) + facts;
}
ListDetails* const* detailsSlot(const NodeLine& line) {
  if (line.kind == NodeLine::Kind::kLarge) return &line.large().details;
  const char* end = line.kind == NodeLine::Kind::kInline
                        ? reinterpret_cast<const char*>(&line + 1)
                        : static_cast<const char*>(line.sliced.rest) + bytesOfBlocks(line);
  return reinterpret_cast<ListDetails* const*>(end);
}

/// What a list takes beside its line; of kLarge, without its slices.
std::uint64_t bytesOfRest(const NodeLine& line) {
  if (line.kind == NodeLine::Kind::kLarge) return line.large().bytes();
  if (line.kind == NodeLine::Kind::kWide) return sizeof(WideRows);
  const std::uint64_t blocks = line.kind == NodeLine::Kind::kBlocks ? bytesOfBlocks(line) : 0;
  return blocks + ((line.flags & NodeLine::kHasDetails) != 0 ? sizeof(ListDetails*) : 0);
}
/// Whether that follows the line.
bool isOne(const NodeLine& line) {
  return line.kind == NodeLine::Kind::kInline ||
         (line.kind == NodeLine::Kind::kBlocks &&
          std::size_t{line.count} * line.stride <= NodeLine::kFollowingMax);
}
std::uint64_t bytesOfRows(const NodeLine& line) { return line.wide().rows.size() * sizeof(AdjacencyEntry); }

template <class T>
T* into(const T* part) {
  return const_cast<T*>(part);  // of what nobody else sees yet
}

bool fitsColumns(const std::vector<AdjacencyEntry>& entries) {
  std::vector<std::uint64_t> facts;
  facts.reserve(entries.size());
  for (const AdjacencyEntry& one : entries) {
    if (!storage::fitsColumns(one)) return false;
    facts.push_back(one.fact.value);
  }
  std::sort(facts.begin(), facts.end());
  return std::adjacent_find(facts.begin(), facts.end()) == facts.end();
}

/// The first day of the columns that leave the fewest bounds outside.
std::int64_t baseOf(const std::vector<AdjacencyEntry>& entries) {
  std::vector<std::int64_t> days;
  for (const AdjacencyEntry& one : entries) {
    for (const Instant bound : {one.period.start_min, one.period.end_max}) {
      if (bound.isFinite()) days.push_back(bound.micros() / kMicrosPerDay);
    }
  }
  if (days.empty()) return 0;
  std::sort(days.begin(), days.end());
  if (days.back() - days.front() < DayAxis::kReach) return days.front();
  std::size_t best = 0;
  std::int64_t base = days.front();
  for (std::size_t first = 0, last = 0; first < days.size(); ++first) {
    while (last < days.size() && days[last] - days[first] < DayAxis::kReach) ++last;
    if (last - first > best) {
      best = last - first;
      base = days[first];
    }
  }
  return base;
}

class LineBuilder {
 public:
  LineBuilder(const std::vector<AdjacencyEntry>& entries, CacheMeter& meter)
      : meter_(meter), axis_(baseOf(entries)) {
    rows_.reserve(entries.size());
    std::vector<EntryDetail> details;
    for (const AdjacencyEntry& one : entries) {
      const PlanEntry days{axis_.start(one.period.start_min), axis_.end(one.period.end_max)};
      const auto fact = static_cast<std::uint32_t>(one.fact.value);
      rows_.push_back({days, static_cast<std::uint32_t>(one.neighbour.value), fact});
      far_ = far_ || axis_.isFar(one.period.start_min) || axis_.isFar(one.period.end_max);
      fact_max_ = std::max(fact_max_, fact);
      if (!isPlainIn(axis_, one, days)) details.push_back({fact, one.status, one.period});
    }
    std::sort(rows_.begin(), rows_.end(), standsBefore);
    plan_.reserve(rows_.size());
    for (const ListEntry& row : rows_) plan_.push_back(row.days);
    details_ = makeDetails(std::move(details), meter);
  }

  NodeLine* build() {
    if (rows_.size() <= NodeLine::kInlineMax) return makeInline();
    if (NodeLine* line = tryBlocks()) return line;
    std::vector<MadeSlice> slices;
    cutIntoSlices(rows_, {}, rows_.size() <= kSmallListMax ? kSlackOfSmall : kSlackOfLarge, 0, meter_,
                  slices);
    const LargeFrame frame{axis_.base(), static_cast<std::uint32_t>(rows_.size()), fact_max_, far_, details_};
    return makeLarge(frame, slices, meter_);
  }

 private:
  /// A line of kInline or kBlocks with the memory for its rest, its details in place.
  NodeLine* newLine(NodeLine::Kind kind, std::size_t slices, std::size_t stride) {
    NodeLine shape;
    describe(shape, kind, slices, stride);
    const std::uint64_t rest = bytesOfRest(shape);
    const bool one = isOne(shape);
    auto* line = new (take(sizeof(NodeLine) + (one ? rest : 0), meter_)) NodeLine;
    describe(*line, kind, slices, stride);
    if (kind == NodeLine::Kind::kBlocks) line->sliced.rest = one ? line + 1 : take(rest, meter_);
    if (details_ != nullptr) *into(detailsSlot(*line)) = details_;
    return line;
  }
  void describe(NodeLine& line, NodeLine::Kind kind, std::size_t slices, std::size_t stride) const {
    line.kind = kind;
    line.entries = static_cast<std::uint32_t>(rows_.size());
    line.base_day = axis_.base();
    line.count = static_cast<std::uint8_t>(slices);
    line.stride = static_cast<std::uint8_t>(stride);
    line.flags = static_cast<std::uint8_t>((details_ == nullptr ? 0 : NodeLine::kHasDetails) |
                                           (far_ ? NodeLine::kReachesFar : 0));
  }

  NodeLine* makeInline() {
    NodeLine* line = newLine(NodeLine::Kind::kInline, 0, 0);
    NodeLine::Inline& of = line->inline_entries;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      of.node[i] = rows_[i].node;
      of.fact[i] = rows_[i].fact;
      of.start[i] = rows_[i].days.start;
      of.end[i] = rows_[i].days.end;
    }
    return line;
  }

  NodeLine* tryBlocks() {
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
    return best ? makeBlocks(*best, best_stride) : nullptr;
  }

  NodeLine* makeBlocks(const std::vector<PlannedSlice>& plan, std::size_t stride) {
    NodeLine* line = newLine(NodeLine::Kind::kBlocks, plan.size(), stride);
    std::fill(std::begin(line->sliced.begins), std::end(line->sliced.begins),
              std::numeric_limits<DayOffset>::max());
    auto* blocks = static_cast<SliceBlock*>(line->sliced.rest);
    for (std::size_t b = 0; b < plan.size() * stride; ++b) clear(blocks[b]);
    for (std::size_t s = 0; s < plan.size(); ++s) {
      line->sliced.begins[s] = plan[s].begin;
      std::size_t at = s * stride * SliceBlock::kEntries;
      for (const std::uint32_t rank : plan[s].copies) place(blocks, at++, rank);
      for (std::uint32_t i = 0; i < plan[s].fresh; ++i) place(blocks, at++, plan[s].first_rank + i);
    }
    auto* facts = into(line->blockFacts());
    for (std::size_t rank = 0; rank < rows_.size(); ++rank) facts[rank] = rows_[rank].fact;
    return line;
  }
  static void clear(SliceBlock& block) {
    for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
      block.node[i] = 0;
      block.start[i] = std::numeric_limits<DayOffset>::max();
      block.end[i] = std::numeric_limits<DayOffset>::min();
    }
  }
  void place(SliceBlock* blocks, std::size_t at, std::uint32_t rank) const {
    SliceBlock& block = blocks[at / SliceBlock::kEntries];
    const std::size_t lane = at % SliceBlock::kEntries;
    block.node[lane] = rows_[rank].node;
    block.start[lane] = rows_[rank].days.start;
    block.end[lane] = rows_[rank].days.end;
  }

  CacheMeter& meter_;
  DayAxis axis_;
  std::vector<ListEntry> rows_;
  std::vector<PlanEntry> plan_;
  ListDetails* details_ = nullptr;
  std::uint32_t fact_max_ = 0;
  bool far_ = false;
};

NodeLine* wideLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter) {
  std::sort(entries.begin(), entries.end(), startsBefore);
  entries.shrink_to_fit();
  std::vector<std::uint64_t> facts;
  for (const AdjacencyEntry& one : entries) facts.push_back(one.fact.value);
  std::sort(facts.begin(), facts.end());
  auto* line = new (take(sizeof(NodeLine), meter)) NodeLine;
  line->kind = NodeLine::Kind::kWide;
  line->entries = static_cast<std::uint32_t>(entries.size());
  const bool pieces = std::adjacent_find(facts.begin(), facts.end()) != facts.end();
  line->sliced.rest = new (take(sizeof(WideRows), meter)) WideRows{std::move(entries), pieces};
  meter.bytes += bytesOfRows(*line);
  return line;
}

}  // namespace

bool fitsColumns(const AdjacencyEntry& entry) {
  return entry.neighbour.value <= kIdMax && entry.fact.value <= kIdMax &&
         isWholeDays(entry.period.start_min) && isWholeDays(entry.period.end_max);
}

bool isPlainIn(const DayAxis& axis, const AdjacencyEntry& entry, PlanEntry days) {
  return entry.status == FactStatus::kAsserted && entry.period == axis.periodOf(days.start, days.end);
}

ListDetails* makeDetails(std::vector<EntryDetail> rows, CacheMeter& meter) {
  if (rows.empty()) return nullptr;
  std::sort(rows.begin(), rows.end(),
            [](const EntryDetail& a, const EntryDetail& b) { return a.fact < b.fact; });
  rows.shrink_to_fit();
  auto* details = new ListDetails;
  details->rows = std::move(rows);
  meter.bytes += bytesOf(*details);
  return details;
}

void releaseDetails(ListDetails* details, CacheMeter& meter) {
  if (details == nullptr || details->uses.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  meter.bytes -= bytesOf(*details);
  delete details;
}

const ListDetails* detailsOf(const NodeLine& line) {
  return (line.flags & NodeLine::kHasDetails) == 0 ? nullptr : *detailsSlot(line);
}

SlicePiece* makePiece(std::vector<ListEntry> copies, std::span<const ListEntry> fresh, std::uint32_t margin,
                      CacheMeter& meter) {
  std::stable_sort(copies.begin(), copies.end(),
                   [](const ListEntry& a, const ListEntry& b) { return a.days.end > b.days.end; });
  SliceColumns columns;
  columns.copies = static_cast<std::uint32_t>(copies.size());
  columns.fresh = static_cast<std::uint32_t>(fresh.size());
  auto* piece = new (take(columns.bytes(), meter)) SlicePiece;
  piece->copies = columns.copies;
  piece->fresh = columns.fresh;
  piece->margin = margin;
  columns.piece = piece;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    into(columns.copyNodes())[i] = copies[i].node;
    into(columns.copyFacts())[i] = copies[i].fact;
    into(columns.copyStarts())[i] = copies[i].days.start;
    into(columns.copyEnds())[i] = copies[i].days.end;
  }
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    into(columns.freshNodes())[i] = fresh[i].node;
    into(columns.freshFacts())[i] = fresh[i].fact;
    into(columns.freshStarts())[i] = fresh[i].days.start;
    into(columns.freshEnds())[i] = fresh[i].days.end;
  }
  return piece;
}

void releasePiece(const SlicePiece* piece, CacheMeter& meter) {
  SlicePiece* mine = into(piece);
  if (mine->uses.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  const std::uint64_t bytes = SliceColumns{mine, mine->copies, mine->fresh}.bytes();
  mine->~SlicePiece();
  give(mine, bytes, meter);
}

void cutIntoSlices(const std::vector<ListEntry>& entries, const PlanStretch& stretch, std::size_t slack,
                   std::uint32_t margin, CacheMeter& meter, std::vector<MadeSlice>& out) {
  std::vector<PlanEntry> plan;
  plan.reserve(entries.size());
  for (const ListEntry& one : entries) plan.push_back(one.days);
  for (const PlannedSlice& slice : planColumns(plan, slack, stretch)) {
    std::vector<ListEntry> copies;
    copies.reserve(slice.copies.size());
    for (const std::uint32_t rank : slice.copies) copies.push_back(entries[rank]);
    const auto fresh = std::span(entries).subspan(slice.first_rank, slice.fresh);
    out.push_back({slice.begin, makePiece(std::move(copies), fresh, margin, meter)});
  }
}

NodeLine* makeLarge(const LargeFrame& frame, std::span<const MadeSlice> slices, CacheMeter& meter) {
  LargeHead head;
  head.details = frame.details;
  head.slices = static_cast<std::uint32_t>(slices.size());
  head.step = static_cast<std::uint32_t>((slices.size() + NodeLine::kBeginsMax - 1) / NodeLine::kBeginsMax);
  head.fact_max = frame.fact_max;
  auto* line = new (take(sizeof(NodeLine), meter)) NodeLine;
  line->sliced.rest = new (take(head.bytes(), meter)) LargeHead(head);
  line->kind = NodeLine::Kind::kLarge;
  line->stride = head.step <= 255 ? static_cast<std::uint8_t>(head.step) : 0;
  line->entries = frame.entries;
  line->base_day = frame.base_day;
  line->flags = static_cast<std::uint8_t>((frame.details == nullptr ? 0 : NodeLine::kHasDetails) |
                                          (frame.far ? NodeLine::kReachesFar : 0));
  std::fill(std::begin(line->sliced.begins), std::end(line->sliced.begins),
            std::numeric_limits<DayOffset>::max());
  auto* columns = into(line->large().columns());
  auto* begins = into(line->large().begins());
  for (std::size_t i = 0; i < slices.size(); ++i) {
    new (columns + i) SliceColumns{slices[i].piece, slices[i].piece->copies, slices[i].piece->fresh};
    begins[i] = slices[i].begin;
    if (i % head.step == 0) line->sliced.begins[line->count++] = begins[i];
  }
  return line;
}

NodeLine* buildLine(std::vector<AdjacencyEntry> entries, CacheMeter& meter) {
  if (entries.empty()) return nullptr;
  if (!fitsColumns(entries)) return wideLine(std::move(entries), meter);
  return LineBuilder(entries, meter).build();
}

void retainLine(NodeLine* line) {
  if (line != nullptr) line->uses.fetch_add(1, std::memory_order_relaxed);
}

void releaseLine(NodeLine* line, CacheMeter& meter) {
  if (line == nullptr || line->uses.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  const std::uint64_t rest = bytesOfRest(*line);
  const bool one = isOne(*line);
  if ((line->flags & NodeLine::kHasDetails) != 0) releaseDetails(*detailsSlot(*line), meter);
  if (line->kind == NodeLine::Kind::kLarge) {
    const LargeHead& head = line->large();
    for (std::size_t i = 0; i < head.slices; ++i) releasePiece(head.columns()[i].piece, meter);
  }
  if (line->kind == NodeLine::Kind::kWide) {
    meter.bytes -= bytesOfRows(*line);
    static_cast<WideRows*>(line->sliced.rest)->~WideRows();
  }
  if (!one) give(line->sliced.rest, rest, meter);
  line->~NodeLine();
  give(line, sizeof(NodeLine) + (one ? rest : 0), meter);
}

}  // namespace tenure::storage
