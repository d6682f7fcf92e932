// The layout of a segment.
//
//     segment := count:varint head:u8 [unstarted:varint] block*
//     head    := 01 counts in microseconds | 02 some start at -inf
//     block   := starts lengths flags facts neighbours froms [lates] [earlies]     128 entries, the last
//     fewer
//
// Each part of a block is a column (storage/packed.h); the codes of bounds are those of
// storage/period_code.h. `unstarted` entries, which come first, have no place in `starts`; `lates` holds only
// the entries whose start_max differs from start_min, `earlies` those whose end_min differs from end_max. A
// segment counts in days unless an entry needs microseconds.
//
//     flags   := 01 start_max differs | 02 end_min differs | 0C status | 10 derived | 20 grain of
//                microseconds | 40 gone
//
// The bits that differ from entry to entry are the low ones, so that the column is one or two bits wide. A
// block is decoded while its columns lie in the first cache.
#include "storage/segment.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "storage/packed.h"
#include "storage/period_code.h"
#include "storage/sealed.h"

namespace tenure::storage {
namespace {

constexpr std::uint8_t kMicroseconds = 0x01;
constexpr std::uint8_t kUnstarted = 0x02;

constexpr unsigned kStartSpread = 0x01;
constexpr unsigned kEndSpread = 0x02;
constexpr unsigned kStatusShift = 2;
constexpr unsigned kDerived = 0x10;
constexpr unsigned kFineGrain = 0x20;
constexpr unsigned kGone = 0x40;

struct Columns {
  PackedColumn starts{true};
  PackedColumn lengths;
  PackedColumn flags;
  PackedColumn facts;
  PackedColumn neighbours;
  PackedColumn froms{true};
  PackedColumn lates;
  PackedColumn earlies;
};

bool isUnstarted(const AdjacencyEntry& entry) { return entry.period.start_min == Instant::minusInfinity(); }

std::uint64_t flagsOf(const AdjacencyEntry& entry, const PeriodCode& code) {
  return (code.start_spread ? kStartSpread : 0U) | (code.end_spread ? kEndSpread : 0U) |
         static_cast<unsigned>(entry.status) << kStatusShift | (entry.period.derived ? kDerived : 0U) |
         (entry.period.grain == Grain::kMicrosecond ? kFineGrain : 0U) | (entry.gone ? kGone : 0U);
}

/// Numbers of a block on their way into a column.
struct Gathered {
  PackedValues values;  ///< the first `size`
  std::size_t size = 0;
  void add(std::uint64_t value) { values[size++] = value; }
  void writeTo(PackedColumn& column, ByteWriter& out, bool alone) {
    if (size > 0) column.write(out, {values.data(), size}, alone);
  }
};

/// The numbers of one block.
struct GatheredBlock {
  Gathered starts;
  Gathered lengths;
  Gathered flags;
  Gathered facts;
  Gathered neighbours;
  Gathered froms;
  Gathered lates;
  Gathered earlies;

  void writeTo(Columns& columns, ByteWriter& out, bool alone) {
    starts.writeTo(columns.starts, out, alone);
    lengths.writeTo(columns.lengths, out, alone);
    flags.writeTo(columns.flags, out, alone);
    facts.writeTo(columns.facts, out, alone);
    neighbours.writeTo(columns.neighbours, out, alone);
    froms.writeTo(columns.froms, out, alone);
    lates.writeTo(columns.lates, out, alone);
    earlies.writeTo(columns.earlies, out, alone);
  }
};

template <bool kDays>
void gather(const AdjacencyEntry& entry, GatheredBlock& block) {
  const PeriodCode code = periodCode<kDays>(entry.period);
  if (!code.unstarted) block.starts.add(static_cast<std::uint64_t>(code.start));
  block.lengths.add(code.length);
  block.flags.add(flagsOf(entry, code));
  block.facts.add(entry.fact.value);
  block.neighbours.add(entry.neighbour.value);
  block.froms.add(static_cast<std::uint64_t>(entry.from.micros()));
  if (code.start_spread) block.lates.add(code.late);
  if (code.end_spread) block.earlies.add(code.early);
}

void gather(const DayEntry& entry, SystemInstant from, GatheredBlock& block) {
  block.starts.add(static_cast<std::uint64_t>(std::int64_t{entry.days.start}));
  block.lengths.add(entry.days.length);
  block.flags.add(static_cast<std::uint64_t>(entry.status) << kStatusShift);
  block.facts.add(entry.fact.value);
  block.neighbours.add(entry.neighbour.value);
  block.froms.add(static_cast<std::uint64_t>(from.micros()));
}

/// `gatherOne` puts an entry's numbers into a block.
template <class Entry, class GatherOne>
void writeBlocks(ByteWriter& out, std::span<const Entry> entries, const GatherOne& gatherOne) {
  Columns columns;
  for (std::size_t first = 0; first < entries.size(); first += kPackedMax) {
    GatheredBlock block;
    for (const Entry& entry : entries.subspan(first, std::min(kPackedMax, entries.size() - first)))
      gatherOne(entry, block);
    block.writeTo(columns, out, entries.size() == 1);
  }
}

std::string beginSegment(std::size_t entries) {
  std::string value = beginValue();
  value.reserve(64 + entries * 12);
  ByteWriter(value).varint(entries);
  return value;
}

// ---- reading -------------------------------------------------------------------------------------------

/// The columns of one block. Not cleared: each number is read before it is used.
struct Block {
  PackedValues starts;
  PackedValues lengths;
  PackedValues flags;
  PackedValues facts;
  PackedValues neighbours;
  PackedValues froms;
  PackedValues lates;
  PackedValues earlies;
};

struct Segment {
  std::size_t count = 0;
  std::size_t unstarted = 0;  ///< of those not yet read
  bool days = true;
};

void readBlock(ByteReader& in, Columns& columns, std::size_t count, std::size_t unstarted, bool alone,
               Block& block) {
  if (unstarted < count) columns.starts.read(in, count - unstarted, alone, block.starts);
  columns.lengths.read(in, count, alone, block.lengths);
  columns.flags.read(in, count, alone, block.flags);
  columns.facts.read(in, count, alone, block.facts);
  columns.neighbours.read(in, count, alone, block.neighbours);
  columns.froms.read(in, count, alone, block.froms);
  if (!in.ok()) return;
  std::size_t lates = 0;
  std::size_t earlies = 0;
  for (std::size_t i = 0; i < count; ++i) {
    lates += block.flags[i] & kStartSpread;
    earlies += (block.flags[i] & kEndSpread) >> 1U;
  }
  if (lates > 0) columns.lates.read(in, lates, alone, block.lates);
  if (earlies > 0) columns.earlies.read(in, earlies, alone, block.earlies);
}

/// Fills `entries` from the block; false where a number of it fits no entry.
template <bool kDays>
bool fill(const Block& block, std::size_t unstarted, std::span<AdjacencyEntry> entries) {
  std::size_t late = 0;
  std::size_t early = 0;
  bool fits = true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    AdjacencyEntry& entry = entries[i];
    const std::uint64_t flags = block.flags[i];
    PeriodCode code;
    code.unstarted = i < unstarted;
    if (!code.unstarted) code.start = static_cast<std::int64_t>(block.starts[i - unstarted]);
    code.length = block.lengths[i];
    code.start_spread = (flags & kStartSpread) != 0;
    code.end_spread = (flags & kEndSpread) != 0;
    if (code.start_spread) code.late = block.lates[late++];
    if (code.end_spread) code.early = block.earlies[early++];
    fits = fits && periodOf<kDays>(code, entry.period) && flags < std::uint64_t{kGone} * 2;
    entry.period.derived = (flags & kDerived) != 0;
    entry.period.grain = (flags & kFineGrain) != 0 ? Grain::kMicrosecond : Grain::kDay;
    entry.status = static_cast<FactStatus>(flags >> kStatusShift & 3U);
    entry.gone = (flags & kGone) != 0;
    entry.fact = FactId{block.facts[i]};
    entry.neighbour = NodeId{block.neighbours[i]};
    entry.from = SystemInstant::fromMicros(static_cast<std::int64_t>(block.froms[i]));
  }
  return fits;
}

/// Fills `entries`, which are as many as the segment says.
template <bool kDays>
void readBlocks(ByteReader& in, Segment segment, std::span<AdjacencyEntry> entries) {
  Columns columns;
  Block block;
  for (std::size_t first = 0; first < entries.size() && in.ok(); first += kPackedMax) {
    const auto here = entries.subspan(first, std::min(kPackedMax, entries.size() - first));
    const std::size_t unstarted = std::min(segment.unstarted, here.size());
    segment.unstarted -= unstarted;
    readBlock(in, columns, here.size(), unstarted, entries.size() == 1, block);
    if (in.ok() && !fill<kDays>(block, unstarted, here)) in.fail("an entry has bounds or marks of no fact");
  }
}

Segment readHead(ByteReader& in) {
  Segment segment;
  const std::uint64_t count = in.varint();
  const std::uint8_t head = in.byte();
  if (count == 0 || count > kSegmentEntriesMax) in.fail("it has no entries, or too many");
  if (head > (kMicroseconds | kUnstarted)) in.fail("it has unknown marks");
  segment.days = (head & kMicroseconds) == 0;
  if ((head & kUnstarted) != 0) {
    const std::uint64_t unstarted = in.varint();
    if (unstarted == 0 || unstarted > count) in.fail("it counts entries that it does not have");
    segment.unstarted = static_cast<std::size_t>(unstarted);
  }
  segment.count = in.ok() ? static_cast<std::size_t>(count) : 0;
  return segment;
}

bool isInOrder(std::span<const AdjacencyEntry> entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    // Most differ in their start, and are done with one comparison.
    if (entries[i - 1].period.start_min < entries[i].period.start_min) continue;
    if (startsBefore(entries[i], entries[i - 1])) return false;
  }
  return true;
}

bool needsMicroseconds(std::span<const AdjacencyEntry> entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const AdjacencyEntry& entry) { return !isWholeDays(entry.period); });
}

}  // namespace

bool startsBefore(const AdjacencyEntry& a, const AdjacencyEntry& b) {
  const auto key = [](const AdjacencyEntry& entry) {
    const Period& p = entry.period;
    return std::tie(p.start_min, entry.fact, p.start_max, p.end_min, p.end_max);
  };
  return key(a) < key(b);
}

std::string encodeSegment(std::string_view key, std::span<const AdjacencyEntry> entries) {
  assert(!entries.empty() && entries.size() <= kSegmentEntriesMax && isInOrder(entries));
  std::string value = beginSegment(entries.size());
  ByteWriter out(value);
  const bool micros = needsMicroseconds(entries);
  const auto first_started = std::find_if_not(entries.begin(), entries.end(), isUnstarted);
  const auto unstarted = static_cast<std::size_t>(first_started - entries.begin());
  out.byte(static_cast<std::uint8_t>((micros ? kMicroseconds : 0) | (unstarted > 0 ? kUnstarted : 0)));
  if (unstarted > 0) out.varint(unstarted);
  if (micros) {
    writeBlocks(out, entries, [](const auto& entry, auto& block) { gather<false>(entry, block); });
  } else {
    writeBlocks(out, entries, [](const auto& entry, auto& block) { gather<true>(entry, block); });
  }
  seal(key, value);
  return value;
}

std::string encodeSegment(std::string_view key, std::span<const DayEntry> entries, SystemInstant from) {
  assert(!entries.empty() && entries.size() <= kSegmentEntriesMax);
  std::string value = beginSegment(entries.size());
  ByteWriter out(value);
  out.byte(0);
  writeBlocks(out, entries, [from](const auto& entry, auto& block) { gather(entry, from, block); });
  seal(key, value);
  return value;
}

Status decodeSegment(std::string_view key, std::string_view value, std::vector<AdjacencyEntry>& out) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  ByteReader in(payload);
  const Segment segment = readHead(in);
  const std::size_t before = out.size();
  out.resize(before + segment.count);
  const std::span<AdjacencyEntry> entries(out.data() + before, segment.count);
  if (segment.days) {
    readBlocks<true>(in, segment, entries);
  } else {
    readBlocks<false>(in, segment, entries);
  }
  in.finish();
  if (in.ok() && !segment.days && !needsMicroseconds(entries)) {
    in.fail("its days are written as microseconds");
  }
  if (in.ok() && !isInOrder(entries)) in.fail("its entries are out of order");
  if (in.ok()) return {};
  out.resize(before);
  return damagedRecord(key, in.why());
}

}  // namespace tenure::storage
