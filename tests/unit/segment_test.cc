// Segments: entries given back in their order, the sizes promised, and damage refused with nothing appended.
#include "storage/segment.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/packed.h"
#include "storage/sealed.h"

namespace segment_test {

using namespace tenure;
using namespace tenure::storage;

namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();
const SystemInstant kNow = SystemInstant::fromMicros(1'760'000'000'000'000);
const std::string kKey = adjacencyKey({NodeId{3}, Side::kObject, 2}, 9);

Instant day(std::int64_t number) { return Instant::fromMicros(number * kMicrosPerDay); }

AdjacencyEntry entry(std::uint64_t fact, const Period& period) {
  AdjacencyEntry one;
  one.fact = FactId{fact};
  one.neighbour = NodeId{1000 + fact};
  one.period = period;
  one.from = kNow;
  return one;
}
Period days(std::int64_t start, std::int64_t end) {
  return Period::exactly(day(start), day(end), Grain::kDay);
}

std::vector<AdjacencyEntry> decoded(const std::string& value) {
  std::vector<AdjacencyEntry> out;
  const Status status = decodeSegment(kKey, value, out);
  INFO((status.ok() ? "" : status.error().message()));
  REQUIRE(status.ok());
  return out;
}
void checkRoundTrip(std::vector<AdjacencyEntry> entries) {
  std::sort(entries.begin(), entries.end(), startsBefore);
  const std::string value = encodeSegment(kKey, entries);
  CHECK((decoded(value) == entries));
}

/// Why a payload is refused, or "".
std::string refusal(std::string_view payload) {
  std::string value = beginValue();
  value += payload;
  seal(kKey, value);
  std::vector<AdjacencyEntry> out(1, entry(5, days(1, 2)));
  const Status status = decodeSegment(kKey, value, out);
  if (status.ok()) return "";
  CHECK(status.error().code() == ErrorCode::kCorruption);
  CHECK(out == std::vector<AdjacencyEntry>{entry(5, days(1, 2))});
  const std::string named = "adjacency of node 3, in, type 2, segment 9 is damaged: ";
  CHECK(status.error().message().substr(0, named.size()) == named);
  return status.error().message().substr(named.size());
}

/// The payload of a segment of whole days, for a test to spoil.
std::string payloadOf(const std::vector<AdjacencyEntry>& entries) {
  return std::string(unseal(kKey, encodeSegment(kKey, entries)).value());
}

std::vector<AdjacencyEntry> many(std::size_t count) {
  std::vector<AdjacencyEntry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    const auto n = static_cast<std::int64_t>(i);
    entries.push_back(entry(i * 7919 % 100'003 + 1, days(n / 3, n / 3 + 1 + n * 31 % 900)));
    if (i % 5 == 0) entries.back().period.end_min = entries.back().period.end_max = kFuture;
  }
  std::sort(entries.begin(), entries.end(), startsBefore);
  return entries;
}

}  // namespace

TEST_CASE("segment: entries are ordered by start, then by fact, then by the other bounds") {
  CHECK(startsBefore(entry(9, days(1, 2)), entry(1, days(2, 3))));
  CHECK(startsBefore(entry(1, days(1, 9)), entry(2, days(1, 2))));
  CHECK(startsBefore(entry(1, days(1, 2)), entry(1, days(1, 3))));
  CHECK_FALSE(startsBefore(entry(1, days(1, 2)), entry(1, days(1, 2))));
  CHECK(startsBefore(entry(9, Period::timeless()), entry(1, days(-100, 3))));
}

TEST_CASE("segment: one entry of each kind is given back, and is small") {
  checkRoundTrip({entry(1, days(16'000, 17'000))});
  checkRoundTrip({entry(1, Period::timeless())});
  checkRoundTrip({entry(1, {kPast, kFuture, kPast, kFuture, false, Grain::kDay})});
  checkRoundTrip({entry(~0ULL, {day(1), kFuture, kPast, day(2), true, Grain::kMicrosecond})});
  AdjacencyEntry gone;
  gone.fact = FactId{7};
  gone.gone = true;
  gone.from = kNow;
  checkRoundTrip({gone});
  CHECK(encodeSegment(kKey, {&gone, 1}).size() <= 24);

  AdjacencyEntry one = entry(12'345'678, days(16'000, 17'000));
  one.neighbour = NodeId{2'345'678};
  CHECK(encodeSegment(kKey, {&one, 1}).size() <= 30);
  one.period = {day(16'000), day(16'364), day(17'000), day(17'364), false, Grain::kDay};
  CHECK(encodeSegment(kKey, {&one, 1}).size() <= 34);
  for (const auto status :
       {FactStatus::kAsserted, FactStatus::kClaimed, FactStatus::kDisputed, FactStatus::kRefuted}) {
    one.status = status;
    checkRoundTrip({one});
  }
}

TEST_CASE("segment: around the size of a block, and the largest") {
  for (const std::size_t count : {2U, 127U, 128U, 129U, 255U, 256U, 257U, 1000U}) checkRoundTrip(many(count));
  const auto largest = many(kSegmentEntriesMax);
  const std::string value = encodeSegment(kKey, largest);
  CHECK((decoded(value) == largest));
  CHECK(value.size() / largest.size() < 9);
  CHECK(value[1] == '\x80');  // the count of 16384
}

TEST_CASE(
    "segment: days and microseconds, sharp and uncertain ends, before all time and after, side by side") {
  std::vector<AdjacencyEntry> entries = many(300);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Period& p = entries[i].period;
    if (i % 7 == 0) p.start_min = kPast;
    if (i % 11 == 0) p.start_max = kFuture;
    if (i % 5 == 0) p.end_min = day(1);
    if (i % 13 == 0) p.end_min = kPast;
    if (i % 17 == 0) p.derived = true;
    if (i % 19 == 0) entries[i].gone = true;
    if (i % 23 == 0) entries[i].from = SystemInstant();
    entries[i].status = static_cast<FactStatus>(i % 4);
    if (p.start_max < p.start_min) p.start_max = p.start_min;
  }
  checkRoundTrip(entries);
  for (std::size_t i = 0; i < entries.size(); i += 3) {
    Period& p = entries[i].period;
    if (p.start_min.isFinite()) p.start_min = p.start_min.plusMicros(-1);
    p.grain = Grain::kMicrosecond;
  }
  checkRoundTrip(entries);
}

TEST_CASE("segment: the first and the last instants of the axis, ids over all 64 bits") {
  const Instant first = day(kFirstStoredDay);
  const Instant last = day(kLastStoredDay);
  std::vector<AdjacencyEntry> entries;
  std::uint64_t fact = 1;
  for (const Instant start : {kPast, first, day(0), last.plusMicros(-1)}) {
    for (const Instant end_min : {kPast, first, day(0), last}) {
      for (const Instant end_max : {last, kFuture}) {
        entries.push_back(entry(fact, {start, last, end_min, end_max, true, Grain::kDay}));
        fact = fact * 0x9E37'79B9'7F4A'7C15ULL + 1;
      }
    }
  }
  checkRoundTrip(entries);
}

TEST_CASE("segment: decoding appends, and appends nothing where it fails") {
  const auto entries = many(200);
  std::string value = encodeSegment(kKey, entries);
  std::vector<AdjacencyEntry> out;
  REQUIRE(decodeSegment(kKey, value, out).ok());
  REQUIRE(decodeSegment(kKey, value, out).ok());
  CHECK(out.size() == 400);
  value[value.size() / 2] = static_cast<char>(value[value.size() / 2] ^ 1);
  CHECK_FALSE(decodeSegment(kKey, value, out).ok());
  CHECK(out.size() == 400);
  CHECK_FALSE(
      decodeSegment(adjacencyKey({NodeId{3}, Side::kObject, 2}, 10), encodeSegment(kKey, entries), out).ok());
  CHECK(out.size() == 400);
}

TEST_CASE("segment: counts, marks and bytes that fit no segment are refused") {
  const std::string one = payloadOf({entry(1, days(0, 1))});
  CHECK(refusal(one).empty());
  CHECK(refusal("") == "it ends early");
  CHECK(refusal(std::string("\0\0", 2)) == "it has no entries, or too many");
  CHECK(refusal(std::string("\x81\x80\x01\0", 4)) == "it has no entries, or too many");  // 16385
  CHECK(refusal("\x01\x04") == "it has unknown marks");
  CHECK(refusal(std::string("\x01\x02\0", 3)) == "it counts entries that it does not have");
  CHECK(refusal("\x01\x02\x02") == "it counts entries that it does not have");
  CHECK(refusal(one + "x") == "there are bytes after its end");
  for (std::size_t size = 0; size < one.size(); ++size) CHECK_FALSE(refusal(one.substr(0, size)).empty());

  std::string micros = payloadOf({entry(1, Period::timeless())});
  CHECK(refusal(micros).empty());
  micros[1] = static_cast<char>(micros[1] | 1);
  CHECK(refusal(micros) == "its days are written as microseconds");
}

TEST_CASE("segment: entries out of order are refused") {
  // The same entries with facts the other way round: starts are sorted by their column, facts are not.
  std::vector<AdjacencyEntry> entries = {entry(1, days(0, 5)), entry(2, days(0, 5))};
  std::swap(entries[0].fact, entries[1].fact);
  std::string payload = payloadOf({entry(1, days(0, 5)), entry(2, days(0, 5))});
  // count, head, starts (width, frame), lengths (2), flags (2), facts: width 1, frame 1, bits 10b
  REQUIRE(payload.substr(8, 3) == "\x01\x01\x02");
  payload[10] = 1;
  CHECK(refusal(payload) == "its entries are out of order");
  payload[10] = 3;
  CHECK(refusal(payload) == "a column is not packed the short way");  // both above the frame
  payload[10] = 6;
  CHECK(refusal(payload) == "a column is not packed the short way");  // a bit after the last
  payload[8] = 65;
  CHECK(refusal(payload) == "a column is wider than a number");
}

TEST_CASE("packed: every width, alone and after a column before") {
  for (unsigned width = 0; width <= 64; ++width) {
    for (const std::size_t count : {1U, 2U, 63U, 127U, 128U}) {
      for (const bool is_signed : {false, true}) {
        PackedValues values{};
        for (std::size_t i = 0; i < count; ++i) {
          const std::uint64_t mixed = (i + 1) * 0x9E37'79B9'7F4A'7C15ULL;
          values[i] = width == 0 ? 42 : mixed >> (64 - width);
        }
        const PackedValues before = values;
        std::string bytes;
        ByteWriter out(bytes);
        PackedColumn writer(is_signed);
        for (int round = 0; round < 2; ++round) {
          values = before;
          writer.write(out, {values.data(), count}, false);
        }
        ByteReader in(bytes);
        PackedColumn reader(is_signed);
        PackedValues read{};
        for (int round = 0; round < 2; ++round) {
          reader.read(in, count, false, read);
          REQUIRE(in.ok());
          REQUIRE(
              std::equal(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(count), before.begin()));
        }
        in.finish();
        REQUIRE(in.ok());
      }
    }
  }
}

TEST_CASE("a segment of exact days has the same bytes as any other of these entries") {
  for (const std::size_t size : {1U, 2U, 127U, 128U, 129U, 1'000U}) {
    std::vector<DayEntry> days;
    std::vector<AdjacencyEntry> entries;
    for (std::size_t i = 0; i < size; ++i) {
      const auto start = static_cast<std::int32_t>(i / 3) - 200;
      const auto length = static_cast<std::uint32_t>(i % 7);  // 0: without an end
      const auto status = static_cast<FactStatus>(i % 2);
      days.push_back({FactId{i * 5 + 1}, NodeId{i * i % 977 + 1}, {start, length}, status});
      entries.push_back({days[i].fact, days[i].neighbour, periodOf(days[i].days), status, false, kNow});
    }
    CHECK(encodeSegment(kKey, days, kNow) == encodeSegment(kKey, entries));
  }
}

}  // namespace segment_test
