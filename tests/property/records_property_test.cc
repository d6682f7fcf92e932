// Records and segments against themselves: whatever was written is read; no damage is read as something else;
// and whatever reads, writes the same bytes again.
//
// A failing case prints its seed; TENURE_SEED=<seed> plays it again. TENURE_ROUNDS=<n> plays more.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "storage/segment.h"

using namespace tenure;
using namespace tenure::storage;

namespace {

std::uint64_t numberFrom(const char* variable, std::uint64_t otherwise) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

/// Everything random, some of it on purpose at the edges.
class Dice {
 public:
  explicit Dice(std::uint64_t from) : engine_(from) {}

  std::uint64_t bits() { return engine_(); }
  int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine_); }
  bool one(int of) { return between(1, of) == 1; }
  /// A number of any length.
  std::uint64_t number() { return bits() >> static_cast<unsigned>(between(0, 63)); }
  std::uint64_t id() { return std::max<std::uint64_t>(number(), 1); }
  std::string text(int longest = 20) {
    std::string out(static_cast<std::size_t>(between(0, longest)), ' ');
    for (char& c : out) c = static_cast<char>(between(0, 255));
    return out;
  }
  std::string name(int longest = 8) {
    std::string out;
    for (int i = between(1, longest); i > 0; --i) out += static_cast<char>('a' + between(0, 3));
    return out;
  }
  SystemInstant system() { return SystemInstant::fromMicros(static_cast<std::int64_t>(bits() >> 12U)); }

  Instant instant(bool days) {
    if (one(8)) return one(2) ? Instant::minusInfinity() : Instant::plusInfinity();
    if (one(12)) return Instant::fromMicros((one(2) ? kFirstStoredDay : kLastStoredDay) * kMicrosPerDay);
    const std::int64_t day = one(10) ? between(-106'000'000, 105'000'000) : between(9'000, 20'000);
    const std::int64_t rest = days ? 0 : static_cast<std::int64_t>(bits() % kMicrosPerDay);
    return Instant::fromMicros(day * kMicrosPerDay + rest);
  }
  Period period(bool days) {
    for (;;) {
      Period p{instant(days), instant(days), instant(days),
               instant(days), one(3),        one(3) ? Grain::kMicrosecond : Grain::kDay};
      if (one(2)) p.start_max = p.start_min;
      if (one(2)) p.end_min = p.end_max;
      if (p.start_min > p.start_max) std::swap(p.start_min, p.start_max);
      if (p.end_min > p.end_max) std::swap(p.end_min, p.end_max);
      if (p.canHold()) return p;
    }
  }
  Validity validity() {
    if (one(4)) return {};
    return Validity::restored(period(one(2)), "t" + text(),
                              one(2) ? EndConvention::kExclusive : EndConvention::kInclusive);
  }
  Value value(int depth = 3) {
    switch (between(0, depth > 0 ? 12 : 10)) {
      case 0: return {};
      case 1: return one(2);
      case 2: return static_cast<std::int64_t>(number()) * (one(2) ? 1 : -1);
      case 3: return static_cast<double>(static_cast<std::int64_t>(bits())) / 1e9;
      case 4: return text(60);
      case 5: return Date{static_cast<std::int64_t>(bits())};
      case 6: return LocalTime{nanosOfDay()};
      case 7: return ZonedTime{nanosOfDay(), between(-86'399, 86'399)};
      case 8: return LocalDateTime{static_cast<std::int64_t>(bits()), between(0, 999'999'999)};
      case 9:
        return ZonedDateTime{static_cast<std::int64_t>(bits()), between(0, 999'999'999),
                             between(-86'399, 86'399), text()};
      case 10:
        return Duration{between(-9, 9), static_cast<std::int64_t>(bits()), between(-9, 9), between(0, 9)};
      case 11: {
        List list;
        for (int i = between(0, 4); i > 0; --i) list.push_back(value(depth - 1));
        return list;
      }
      default: {
        Map map;
        for (int i = between(0, 4); i > 0; --i) map[text()] = value(depth - 1);
        return map;
      }
    }
  }
  Properties properties() {
    Properties all;
    for (int i = between(0, 3); i > 0; --i) {
      PropertyHistory& history = all[name()];
      for (int j = between(0, 3); j > 0; --j) history.push_back({value(), validity()});
      sortHistory(history);
    }
    return all;
  }
  std::optional<Cut> cut() {
    if (!one(3)) return std::nullopt;
    const bool days = one(2);
    const Instant a = instant(days);
    const Instant b = one(2) ? a : instant(days);
    return Cut{FactId{id()}, std::min(a, b), std::max(a, b)};
  }
  std::vector<Range> portions() {
    std::vector<Range> ranges;
    const bool days = one(2);
    for (int i = between(0, 3); i > 0; --i) ranges.push_back({instant(days), instant(days)});
    return coalesced(ranges);
  }
  std::vector<std::string> texts() {
    std::vector<std::string> all;
    for (int i = between(0, 3); i > 0; --i) all.push_back(text());
    return all;
  }

 private:
  std::int64_t nanosOfDay() { return static_cast<std::int64_t>(bits() % 86'400'000'000'000); }
  std::mt19937_64 engine_;
};

FactVersion anyFact(Dice& dice) {
  FactVersion fact;
  fact.id = FactId{dice.id()};
  fact.subject = NodeId{dice.id()};
  fact.type = dice.name();
  fact.object = NodeId{dice.id()};
  fact.validity = dice.validity();
  fact.removed = dice.portions();
  fact.cut = dice.cut();
  fact.status = static_cast<FactStatus>(dice.between(0, 3));
  fact.sources = dice.texts();
  if (dice.one(3)) fact.event = dice.name();
  fact.properties = dice.properties();
  fact.believed.from = dice.system();
  return fact;
}

NodeVersion anyNode(Dice& dice) {
  NodeVersion node;
  node.id = NodeId{dice.id()};
  if (dice.one(2)) node.external_id = dice.name();
  for (int i = dice.between(0, 3); i > 0; --i) node.labels.push_back(dice.name());
  for (int i = dice.between(0, 3); i > 0; --i) node.aliases.push_back({dice.text(), dice.name(2)});
  const auto setOf = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  setOf(node.labels);
  setOf(node.aliases);
  node.lifespan = dice.validity();
  node.cut = dice.cut();
  node.properties = dice.properties();
  node.believed.from = dice.system();
  return node;
}

std::vector<AdjacencyEntry> anySegment(Dice& dice, int longest) {
  std::vector<AdjacencyEntry> entries;
  const bool days = dice.one(2);
  const std::uint64_t ids = dice.id();
  const SystemInstant from = dice.system();
  for (int i = dice.between(1, longest); i > 0; --i) {
    AdjacencyEntry entry;
    entry.fact = FactId{dice.bits() % ids};
    entry.neighbour = NodeId{dice.one(20) ? dice.bits() : dice.bits() % ids};
    entry.period = dice.period(days || dice.one(2));
    entry.status = dice.one(5) ? static_cast<FactStatus>(dice.between(0, 3)) : FactStatus::kAsserted;
    entry.gone = dice.one(20);
    entry.from = dice.one(10) ? dice.system() : from;
    entries.push_back(entry);
  }
  std::sort(entries.begin(), entries.end(), startsBefore);
  return entries;
}

CommitRow anyCommit(Dice& dice) {
  CommitRow row;
  row.commit = {dice.system(), dice.id(),     dice.text(),  dice.text(),
                dice.text(),   dice.number(), dice.number()};
  row.next_node = NodeId{dice.id()};
  row.next_fact = FactId{dice.id()};
  row.lifespans = dice.one(2);
  return row;
}

/// A kind of record: a random one as bytes, and bytes decoded and encoded again (nullopt: refused).
struct Codec {
  std::string key;
  std::string value;
  std::function<std::optional<std::string>(std::string_view)> again;
};

template <class Record, class Encode, class Decode>
Codec codecOf(std::string key, const Record& record, Encode encode, Decode decode) {
  Codec codec{key, encode(key, record), {}};
  const auto read = decode(key, codec.value);
  REQUIRE(read.ok());
  REQUIRE((*read == record));
  codec.again = [key, encode, decode](std::string_view value) -> std::optional<std::string> {
    const auto decoded = decode(key, value);
    if (decoded.ok()) return encode(key, *decoded);
    if (decoded.error().code() != ErrorCode::kCorruption && decoded.error().code() != ErrorCode::kFormat)
      FAIL("not said to be corruption: " << decoded.error().toString());
    return std::nullopt;
  };
  return codec;
}

/// `tokens` is borrowed.
Codec anyRecord(Dice& dice, Tokens& tokens) {
  const auto encode_segment = [](const std::string& key, const std::vector<AdjacencyEntry>& entries) {
    return encodeSegment(key, entries);
  };
  const auto decode_segment = [](std::string_view key,
                                 std::string_view value) -> Result<std::vector<AdjacencyEntry>> {
    std::vector<AdjacencyEntry> entries;
    TENURE_TRY(decodeSegment(key, value, entries));
    return entries;
  };
  switch (dice.between(0, 4)) {
    case 0: {
      const FactVersion fact = anyFact(dice);
      return codecOf(
          factKey(fact.id), fact, [&](const auto& k, const auto& f) { return encodeFact(k, f, tokens); },
          [&](std::string_view k, std::string_view v) { return decodeFact(k, v, tokens); });
    }
    case 1: {
      const NodeVersion node = anyNode(dice);
      return codecOf(
          nodeKey(node.id), node, [&](const auto& k, const auto& n) { return encodeNode(k, n, tokens); },
          [&](std::string_view k, std::string_view v) { return decodeNode(k, v, tokens); });
    }
    case 2: {
      const CommitRow row = anyCommit(dice);
      return codecOf(commitKey(row.commit.instant), row, encodeCommit, decodeCommit);
    }
    default:
      return codecOf(adjacencyKey({NodeId{dice.id()}, Side::kObject, 2}, dice.number()),
                     anySegment(dice, dice.one(4) ? 300 : 5), encode_segment, decode_segment);
  }
}

/// Runs `round` with dice of its own, so that the printed seed plays exactly that round again first.
void rounds(std::uint64_t count, const std::function<void(Dice&)>& round) {
  const std::uint64_t first = numberFrom("TENURE_SEED", std::random_device{}());
  count = numberFrom("TENURE_ROUNDS", count);
  for (std::uint64_t i = 0; i < count; ++i) {
    INFO("TENURE_SEED=" << first + i << " plays this round first");
    Dice dice(first + i);
    round(dice);
  }
}

std::string sealedAgain(const std::string& key, std::string value) {
  value.resize(value.size() - 4);
  seal(key, value);
  return value;
}

}  // namespace

TEST_CASE("records property: what is written is read, and writes the same bytes again", "[records]") {
  rounds(3000, [](Dice& dice) {
    Tokens tokens;
    const Codec codec = anyRecord(dice, tokens);
    REQUIRE(codec.again(codec.value) == codec.value);
  });
}

TEST_CASE("records property: large segments too", "[records]") {
  rounds(40, [](Dice& dice) {
    const auto entries = anySegment(dice, static_cast<int>(kSegmentEntriesMax));
    const std::string key = adjacencyKey({NodeId{1}, Side::kSubject, 1}, 1);
    const std::string value = encodeSegment(key, entries);
    std::vector<AdjacencyEntry> out;
    REQUIRE(decodeSegment(key, value, out).ok());
    REQUIRE((out == entries));
  });
}

TEST_CASE("records property: cut off anywhere, or with any bit flipped, it is refused", "[records]") {
  rounds(150, [](Dice& dice) {
    Tokens tokens;
    const Codec codec = anyRecord(dice, tokens);
    for (std::size_t size = 0; size < codec.value.size(); ++size) {
      if (codec.again(codec.value.substr(0, size))) FAIL("cut off at " << size);
    }
    std::string flipped = codec.value;
    for (std::size_t bit = 0; bit < flipped.size() * 8; ++bit) {
      const char before = flipped[bit / 8];
      flipped[bit / 8] = static_cast<char>(before ^ (1 << (bit % 8)));
      if (codec.again(flipped)) FAIL("bit " << bit << " was flipped");
      flipped[bit / 8] = before;
    }
  });
}

TEST_CASE("records property: damage under a seal that fits is refused, or is another record's bytes",
          "[records]") {
  rounds(150, [](Dice& dice) {
    Tokens tokens;
    const Codec codec = anyRecord(dice, tokens);
    const auto check = [&](const std::string& damaged, const char* how, std::size_t where) {
      const auto again = codec.again(damaged);
      if (again && *again != damaged) FAIL(how << " at " << where << " is read, and written otherwise");
    };
    for (std::size_t size = kSealBytes; size < codec.value.size(); ++size) {
      check(sealedAgain(codec.key, codec.value.substr(0, size)), "cut off", size);
    }
    for (std::size_t bit = 8; bit < (codec.value.size() - 4) * 8; ++bit) {
      std::string flipped = codec.value;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      check(sealedAgain(codec.key, flipped), "a bit flipped", bit);
    }
    for (int i = 0; i < 100; ++i) {
      std::string changed = codec.value;
      const auto where = static_cast<std::size_t>(dice.between(1, static_cast<int>(changed.size()) - 5));
      changed[where] = static_cast<char>(dice.between(0, 255));
      if (dice.one(2)) changed.insert(where, 1, static_cast<char>(dice.between(0, 255)));
      check(sealedAgain(codec.key, changed), "a byte changed", where);
    }
  });
}
