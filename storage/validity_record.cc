#include "storage/validity_record.h"

#include <algorithm>
#include <utility>

#include "storage/period_code.h"

namespace tenure::storage {
namespace {

constexpr std::uint8_t kExclusive = 0x01;
constexpr std::uint8_t kDerived = 0x02;
constexpr std::uint8_t kFineGrain = 0x04;
constexpr std::uint8_t kMicroseconds = 0x08;
constexpr std::uint8_t kStartSpread = 0x10;
constexpr std::uint8_t kEndSpread = 0x20;
constexpr std::uint8_t kTimeless = 0x40;

constexpr const char* kBadBounds = "its bounds are of no period";
constexpr const char* kNotDays = "its days are written as microseconds";

template <bool kDays>
void writePeriod(ByteWriter& out, std::uint8_t head, const Validity& validity) {
  const PeriodCode code = periodCode<kDays>(validity.period());
  if (code.start_spread) head |= kStartSpread;
  if (code.end_spread) head |= kEndSpread;
  if (!kDays) head |= kMicroseconds;
  out.byte(head);
  out.text(validity.text());
  out.varint(code.unstarted ? 0 : zigzagOf(code.start) + 1);
  out.varint(code.length);
  if (code.start_spread) out.varint(code.late);
  if (code.end_spread) out.varint(code.early);
}

template <bool kDays>
void readPeriod(ByteReader& in, std::uint8_t head, Period& period) {
  PeriodCode code;
  const std::uint64_t start = in.varint();
  code.unstarted = start == 0;
  code.start = code.unstarted ? 0 : unzigzag(start - 1);
  code.length = in.varint();
  code.start_spread = (head & kStartSpread) != 0;
  code.end_spread = (head & kEndSpread) != 0;
  if (code.start_spread) code.late = in.varint();
  if (code.end_spread) code.early = in.varint();
  if (!in.ok()) return;
  if (!periodOf<kDays>(code, period)) return in.fail(kBadBounds);
  if (!kDays && isWholeDays(period)) in.fail(kNotDays);
}

template <bool kDays>
void writeBound(ByteWriter& out, Instant bound) {
  out.instant(bound.isFinite() ? Instant::fromMicros(static_cast<std::int64_t>(Units<kDays>::of(bound)))
                               : bound);
}

template <bool kDays>
Instant readBound(ByteReader& in) {
  const std::int64_t unit = unzigzag(in.varint() - 2);
  const Instant bound = Instant::fromMicros(unit);
  if (!bound.isFinite()) return bound;
  if (!Units<kDays>::stored(unit)) {
    in.fail(kBadBounds);
    return {};
  }
  return Units<kDays>::instant(unit);
}

/// How far `to` is after `from`; 0 where it is +inf.
template <bool kDays>
std::uint64_t distance(Instant from, Instant to) {
  using U = Units<kDays>;
  if (to == Instant::plusInfinity()) return 0;
  const bool begun = from != Instant::minusInfinity();
  return U::of(to) - (begun ? U::of(from) : static_cast<std::uint64_t>(U::kFirst - 1));
}

/// What lies `distance` after `from`, which is not +inf.
template <bool kDays>
Instant readAfter(ByteReader& in, Instant from) {
  using U = Units<kDays>;
  Instant to = Instant::plusInfinity();
  const std::uint64_t units = in.varint();
  const std::int64_t start =
      from == Instant::minusInfinity() ? U::kFirst - 1 : static_cast<std::int64_t>(U::of(from));
  const bool fits = from != Instant::plusInfinity() && (units == 0 || boundAfter<kDays>(start, units, to));
  if (!fits) in.fail(kBadBounds);
  return fits ? to : from;
}

template <bool kDays>
void writeCutBounds(ByteWriter& out, const Cut& cut) {
  const bool spread = cut.end_min != cut.end_max;
  out.byte(static_cast<std::uint8_t>((kDays ? 0 : kMicroseconds) | (spread ? kEndSpread : 0)));
  writeBound<kDays>(out, cut.end_min);
  if (spread) out.varint(distance<kDays>(cut.end_min, cut.end_max));
}

template <bool kDays>
void readCutBounds(ByteReader& in, std::uint8_t head, Cut& cut) {
  cut.end_min = readBound<kDays>(in);
  cut.end_max = (head & kEndSpread) != 0 ? readAfter<kDays>(in, cut.end_min) : cut.end_min;
  if (!kDays && isWholeDays(cut.end_min) && isWholeDays(cut.end_max)) in.fail(kNotDays);
}

template <bool kDays>
void writeRanges(ByteWriter& out, const std::vector<Range>& removed) {
  out.byte(kDays ? 0 : kMicroseconds);
  out.varint(removed.size());
  for (std::size_t i = 0; i < removed.size(); ++i) {
    if (i == 0) {
      writeBound<kDays>(out, removed[i].start);
    } else {
      out.varint(distance<kDays>(removed[i - 1].end, removed[i].start));
    }
    out.varint(distance<kDays>(removed[i].start, removed[i].end));
  }
}

template <bool kDays>
std::vector<Range> readRanges(ByteReader& in) {
  const std::size_t count = in.count(2);
  if (count == 0) in.fail("it lists no removed portion");
  std::vector<Range> removed;
  bool whole_days = true;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    Range range;
    range.start = i == 0 ? readBound<kDays>(in) : readAfter<kDays>(in, removed.back().end);
    range.end = readAfter<kDays>(in, range.start);
    whole_days = whole_days && isWholeDays(range.start) && isWholeDays(range.end);
    removed.push_back(range);
  }
  if (!kDays && whole_days) in.fail(kNotDays);
  return removed;
}

bool allWholeDays(const std::vector<Range>& ranges) {
  return std::all_of(ranges.begin(), ranges.end(),
                     [](const Range& range) { return isWholeDays(range.start) && isWholeDays(range.end); });
}

}  // namespace

void writeValidity(ByteWriter& out, const Validity& validity) {
  const Period& period = validity.period();
  if (validity.isTimeless() && period == Period::timeless()) return out.byte(kTimeless);
  std::uint8_t head = validity.convention() == EndConvention::kExclusive ? kExclusive : 0;
  if (period.derived) head |= kDerived;
  if (period.grain == Grain::kMicrosecond) head |= kFineGrain;
  if (isWholeDays(period)) {
    writePeriod<true>(out, head, validity);
  } else {
    writePeriod<false>(out, head, validity);
  }
}

Validity readValidity(ByteReader& in) {
  const std::uint8_t head = in.byte();
  if (head == kTimeless) return {};
  if (head > kTimeless) in.fail("a validity has unknown marks");
  const std::string_view text = in.text();
  if (text.empty()) in.fail("a validity has no text");
  Period period;
  period.derived = (head & kDerived) != 0;
  period.grain = (head & kFineGrain) != 0 ? Grain::kMicrosecond : Grain::kDay;
  if ((head & kMicroseconds) == 0) {
    readPeriod<true>(in, head, period);
  } else {
    readPeriod<false>(in, head, period);
  }
  if (!in.ok()) return {};
  return Validity::restored(period, std::string(text),
                            (head & kExclusive) != 0 ? EndConvention::kExclusive : EndConvention::kInclusive);
}

void writeCut(ByteWriter& out, const Cut& cut) {
  out.varint(cut.event.value);
  if (isWholeDays(cut.end_min) && isWholeDays(cut.end_max)) {
    writeCutBounds<true>(out, cut);
  } else {
    writeCutBounds<false>(out, cut);
  }
}

Cut readCut(ByteReader& in) {
  Cut cut;
  cut.event = FactId{in.varint()};
  if (cut.event.value == 0) in.fail("a cut names no event");
  const std::uint8_t head = in.byte();
  if ((head & ~(kMicroseconds | kEndSpread)) != 0) in.fail("a cut has unknown marks");
  if ((head & kMicroseconds) == 0) {
    readCutBounds<true>(in, head, cut);
  } else {
    readCutBounds<false>(in, head, cut);
  }
  return cut;
}

void writePortions(ByteWriter& out, const std::vector<Range>& removed) {
  if (allWholeDays(removed)) {
    writeRanges<true>(out, removed);
  } else {
    writeRanges<false>(out, removed);
  }
}

std::vector<Range> readPortions(ByteReader& in) {
  const std::uint8_t head = in.byte();
  if ((head & ~kMicroseconds) != 0) in.fail("removed portions have unknown marks");
  return (head & kMicroseconds) == 0 ? readRanges<true>(in) : readRanges<false>(in);
}

}  // namespace tenure::storage
