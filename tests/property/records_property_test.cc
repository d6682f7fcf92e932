// Records and segments against themselves: whatever was written is read; no damage is read as something else;
// and whatever reads, writes the same bytes again.
//
// A failing case prints its seed; TENURE_SEED=<seed> plays it again. TENURE_ROUNDS=<n> plays more.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "schema/civil.h"
#include "storage/bytes.h"
#include "storage/fact_block.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sealed.h"
#include "storage/segment.h"
#include "storage/written_days.h"

namespace records_property_test {

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

/// A date of years, months or days, blank or "..".
std::string anyDate(Dice& dice) {
  char text[16];
  const int year = dice.one(20) ? dice.between(0, 9999) : dice.between(1990, 2030);
  const int month = dice.between(1, 12);
  switch (dice.between(0, 9)) {
    case 0: return "";
    case 1: return "..";
    case 2: std::snprintf(text, sizeof text, "%04d", year); return text;
    case 3: std::snprintf(text, sizeof text, "%04d-%02d", year, month); return text;
    default:
      std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month,
                    dice.between(1, daysInMonth(year, month)));
      return text;
  }
}

/// As most are written; now and then by days near each other, so that the bounds are tightened.
Validity plainValidity(Dice& dice) {
  for (;;) {
    if (dice.one(30)) return {};
    const auto convention = dice.one(6) ? EndConvention::kExclusive : EndConvention::kInclusive;
    const std::string start = anyDate(dice);
    const auto validity = Validity::parse(
        dice.one(8) ? start : start + "/" + (dice.one(8) ? start : anyDate(dice)), convention);
    if (validity.ok()) return *validity;
  }
}

/// The plain facts of a block, some of them left out; `first` is the first id of the block.
std::vector<FactVersion> anyBlock(Dice& dice, FactId first) {
  std::vector<FactVersion> facts;
  const int keep = dice.one(4) ? 1 : dice.between(2, 100);
  const std::uint64_t nodes = dice.id();
  const SystemInstant from = dice.system();
  for (std::uint64_t i = 0; i < kBlockFacts; ++i) {
    if (keep < 100 && dice.between(0, 99) > keep) continue;
    FactVersion fact;
    fact.id = FactId{first.value + i};
    if (fact.id.value < first.value) break;
    fact.subject = NodeId{std::max<std::uint64_t>(1, dice.bits() % nodes)};
    fact.object = NodeId{std::max<std::uint64_t>(1, dice.bits() % nodes)};
    fact.type = dice.name(1);
    fact.validity = plainValidity(dice);
    if (dice.one(4)) fact.status = static_cast<FactStatus>(dice.between(0, 3));
    if (dice.one(3)) fact.sources = dice.texts();
    fact.believed.from = dice.one(8) ? dice.system() : from;
    facts.push_back(fact);
  }
  return facts;
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
  switch (dice.between(0, 5)) {
    case 5: {
      const FactId first = blockOf(FactId{dice.id()});
      return codecOf(
          factBlockKey(first), anyBlock(dice, first),
          [&tokens](const std::string& key, const std::vector<FactVersion>& facts) {
            std::deque<std::string> texts;
            std::vector<PlainFact> plain;
            for (const FactVersion& fact : facts) {
              const auto one = plainFact(fact, tokens, texts);
              if (!one) FAIL("not plain: " << fact.validity.text());
              plain.push_back(*one);
            }
            return encodeFactBlock(key, plain);
          },
          [&tokens](std::string_view key, std::string_view value) -> Result<std::vector<FactVersion>> {
            TENURE_ASSIGN(const auto plain, decodeFactBlock(key, value, tokens));
            std::vector<FactVersion> facts;
            for (const PlainFact& one : plain) facts.push_back(factOf(one, tokens));
            return facts;
          });
    }
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

TEST_CASE("records property: a validity has a code of days exactly where the code gives it back",
          "[records]") {
  rounds(20'000, [](Dice& dice) {
    const Validity plain = plainValidity(dice);
    const auto days = writtenDays(plain);
    INFO(plain.text());
    REQUIRE(days);
    REQUIRE(isOfValidity(*days));
    REQUIRE((validityOf(*days) == plain));

    // Other bounds under the same text, or another text over the same bounds, have none.
    const Validity odd = dice.one(2) ? Validity::restored(dice.period(true), plain.text(), plain.convention())
                                     : Validity::restored(plain.period(), dice.text(10), plain.convention());
    if (!(odd == plain)) REQUIRE_FALSE((writtenDays(odd) && !(validityOf(*writtenDays(odd)) == odd)));
  });
}

TEST_CASE("records property: any numbers are the code of no validity, or of one that is written so",
          "[records]") {
  rounds(20'000, [](Dice& dice) {
    WrittenDays days;
    days.shape = static_cast<std::uint8_t>(dice.between(0, dice.one(10) ? 255 : 127));
    days.start = dice.one(3) ? 0 : dice.between(-720'000, 2'934'000);
    if (dice.one(2)) days.start = static_cast<std::int32_t>(daysFromCivil({dice.between(0, 9999), 1, 1}));
    days.length = dice.one(2) ? 0 : static_cast<std::uint32_t>(dice.between(0, 4'000'000));
    if (dice.one(4)) {  // whole years
      const int year = dice.between(0, 9990);
      days.start = static_cast<std::int32_t>(daysFromCivil({year, 1, 1}));
      days.length = static_cast<std::uint32_t>(daysFromCivil({year + dice.between(0, 9), 1, 1}) - days.start);
    }
    if (!isOfValidity(days)) return;
    const Validity validity = validityOf(days);
    INFO(validity.text());
    REQUIRE(writtenDays(validity) == days);
    if (!validity.isTimeless()) {
      REQUIRE((Validity::parse(validity.text(), validity.convention()).value() == validity));
    }
  });
}

}  // namespace records_property_test
