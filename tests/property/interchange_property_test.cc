// What is written is read back the same, whatever it is: tables of any texts through CSV, any values and
// versions through JSON lines, and any history byte for byte.
//
// A failing case prints its seed; TENURE_SEED=<seed> plays it again, TENURE_ROUNDS=<n> plays more of them.
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/cell_value.h"
#include "interchange/csv_reader.h"
#include "interchange/csv_writer.h"
#include "interchange/export.h"
#include "interchange/json_value.h"
#include "tests/fake_loads.h"
#include "tests/input_text.h"

namespace interchange_property_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::InputText;

namespace {

std::uint64_t numberFrom(const char* variable, std::uint64_t otherwise) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}
std::uint64_t seed() { return numberFrom("TENURE_SEED", std::random_device{}()); }
std::uint64_t rounds(std::uint64_t otherwise) { return numberFrom("TENURE_ROUNDS", otherwise); }

class Dice {
 public:
  explicit Dice(std::uint64_t from) : engine_(from) {}
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  bool oneIn(int n) { return between(1, n) == 1; }
  std::int64_t anyInteger() {
    const auto bits = static_cast<std::int64_t>(engine_());
    return bits >> between(0, 63);
  }

 private:
  std::mt19937_64 engine_;
};

std::string anyText(Dice& dice, bool with_controls = true) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "b",
                                                   "Z",
                                                   " ",
                                                   "  ",
                                                   ",",
                                                   "\"",
                                                   "\"\"",
                                                   "\n",
                                                   "\r\n",
                                                   "\r",
                                                   "'",
                                                   ";",
                                                   "|",
                                                   ":",
                                                   "$",
                                                   "_",
                                                   "{",
                                                   "\\",
                                                   "/",
                                                   "é",
                                                   "ⵎⵏⵍⴰ",
                                                   "الأزواد",
                                                   "\xF0\x9F\x8F\xB4",
                                                   "\xEF\xBB\xBF",
                                                   "\t",
                                                   "\x01",
                                                   "\x7F",
                                                   "-1",
                                                   "2014",
                                                   "null"};
  std::string out;
  const auto last = static_cast<std::int64_t>(kPieces.size()) - 1;
  for (auto count = dice.between(0, 6); count > 0; --count) {
    const std::string& piece = kPieces[static_cast<std::size_t>(dice.between(0, last))];
    if (with_controls || static_cast<unsigned char>(piece[0]) >= 0x20) out += piece;
  }
  return out;
}

double anyFloat(Dice& dice) {
  switch (dice.between(0, 5)) {
    case 0: return std::numeric_limits<double>::infinity();
    case 1: return static_cast<double>(dice.between(-1000, 1000));
    case 2:
      return std::ldexp(static_cast<double>(dice.anyInteger()), static_cast<int>(dice.between(-1000, 900)));
    default: return static_cast<double>(dice.anyInteger()) / 1000;
  }
}

constexpr std::int64_t kNanosPerDay = 86'400'000'000'000;
constexpr std::int64_t kDaysMost = 300'000'000'000;
constexpr std::int64_t kSecondsMost = kDaysMost * 86'400;

std::int64_t anyNanosOfDay(Dice& dice) {
  const std::int64_t nanos = dice.between(0, kNanosPerDay - 1);
  return dice.oneIn(2) ? nanos - nanos % 60'000'000'000 : nanos;
}
std::int32_t anyNanos(Dice& dice) {
  return dice.oneIn(2) ? 0 : static_cast<std::int32_t>(dice.between(0, 999'999'999));
}
std::int32_t anyOffset(Dice& dice) { return static_cast<std::int32_t>(dice.between(-64'800, 64'800)); }
std::int64_t within(Dice& dice, std::int64_t most) { return dice.anyInteger() % most; }

Value anyValue(Dice& dice, int depth) {
  switch (dice.between(0, depth > 0 ? 12 : 10)) {
    case 0: return {};
    case 1: return dice.oneIn(2);
    case 2: return dice.anyInteger();
    case 3: return anyFloat(dice);
    case 4: return anyText(dice);
    case 5: return Date{within(dice, kDaysMost)};
    case 6: return LocalTime{anyNanosOfDay(dice)};
    case 7: return ZonedTime{anyNanosOfDay(dice), anyOffset(dice)};
    case 8: return LocalDateTime{within(dice, kSecondsMost), anyNanos(dice)};
    case 9:
      return ZonedDateTime{within(dice, kSecondsMost), anyNanos(dice), anyOffset(dice),
                           dice.oneIn(2) ? "" : "Africa/Bamako"};
    case 10:
      return Duration{within(dice, std::int64_t{1} << 50), within(dice, std::int64_t{1} << 50),
                      within(dice, std::int64_t{1} << 60), anyNanos(dice)};
    case 11: {
      List list;
      for (auto count = dice.between(0, 3); count > 0; --count) list.push_back(anyValue(dice, depth - 1));
      return list;
    }
    default: {
      Map map;
      for (auto count = dice.between(0, 3); count > 0; --count)
        map[anyText(dice)] = anyValue(dice, depth - 1);
      return map;
    }
  }
}

Validity anyValidity(Dice& dice) {
  static const std::vector<std::string> kTexts = {"2014",
                                                  "2014/2018",
                                                  "2014-10-28",
                                                  "2014?/..",
                                                  "2013~/2015%",
                                                  "/2016",
                                                  "2014/",
                                                  "../2014-05",
                                                  "/",
                                                  "201X",
                                                  "[2013,2015]/2018",
                                                  "attested: 2014",
                                                  "attested: 2014-03/2016",
                                                  "2014-10-28T15:00:00Z/2014-10-29T00:00:00Z",
                                                  "2014-10-28T15:00:00Z",
                                                  "-0044-03-15",
                                                  "Y12000",
                                                  "2014-21",
                                                  "2012/2018-06-31T00:00:00Z"};
  if (dice.oneIn(5)) return {};
  const auto last = static_cast<std::int64_t>(kTexts.size()) - 1;
  const auto& text = kTexts[static_cast<std::size_t>(dice.between(0, last))];
  const auto validity =
      Validity::parse(text, dice.oneIn(4) ? EndConvention::kExclusive : EndConvention::kInclusive);
  if (!validity.ok()) return {};
  if (!dice.oneIn(3)) return *validity;
  const Instant from =
      Instant::fromMicros(dice.between(1'380'000'000, 1'480'000'000) * 1'000'000 + dice.between(0, 1));
  const auto pieces =
      withoutPortions(validity->period(), {{from, from.plusMicros(dice.between(1, 400) * kMicrosPerDay)}});
  return pieces.empty()
             ? *validity
             : Validity::derivedFrom(pieces[static_cast<std::size_t>(dice.between(0, 1)) % pieces.size()]);
}

Properties anyProperties(Dice& dice) {
  Properties out;
  for (auto count = dice.between(0, 3); count > 0; --count) {
    PropertyHistory history;
    for (auto values = dice.between(1, 3); values > 0; --values)
      history.push_back({anyValue(dice, 2), anyValidity(dice)});
    out["k" + anyText(dice)] = std::move(history);
  }
  return out;
}

Believed anyBelieved(Dice& dice) {
  const auto from = SystemInstant::fromMicros(dice.between(0, 2'000'000'000'000'000));
  return {from, dice.oneIn(2) ? SystemInstant::plusInfinity() : from.plusMicros(dice.between(1, 1'000'000))};
}

std::optional<Cut> anyCut(Dice& dice) {
  if (!dice.oneIn(3)) return std::nullopt;
  const auto end = Instant::fromMicros(dice.between(-1'000'000'000'000'000, 1'000'000'000'000'000));
  return Cut{FactId{static_cast<std::uint64_t>(dice.between(1, 99))}, end,
             end.plusMicros(dice.between(0, 1'000'000))};
}

std::vector<std::string> anyTexts(Dice& dice) {
  std::vector<std::string> out;
  for (auto count = dice.between(0, 3); count > 0; --count) out.push_back(anyText(dice));
  return out;
}

std::vector<std::string> distinct(const std::vector<std::string>& texts) {
  const std::set<std::string> sorted(texts.begin(), texts.end());
  return {sorted.begin(), sorted.end()};
}

NodeVersion anyNode(Dice& dice) {
  NodeVersion node;
  node.id.value = static_cast<std::uint64_t>(dice.between(1, 1'000'000));
  node.external_id = anyText(dice);
  node.labels = distinct(anyTexts(dice));
  node.lifespan = anyValidity(dice);
  node.cut = anyCut(dice);
  node.properties = anyProperties(dice);
  for (const std::string& name : distinct(anyTexts(dice))) node.aliases.push_back({name, anyText(dice)});
  node.believed = anyBelieved(dice);
  return node;
}

FactVersion anyFact(Dice& dice) {
  FactVersion fact;
  fact.id.value = static_cast<std::uint64_t>(dice.between(1, 1'000'000));
  fact.subject.value = static_cast<std::uint64_t>(dice.between(1, 1'000));
  fact.object.value = static_cast<std::uint64_t>(dice.between(1, 1'000));
  fact.type = anyText(dice);
  fact.validity = anyValidity(dice);
  for (auto count = dice.between(0, 2); count > 0; --count) {
    const auto start = Instant::fromMicros(dice.between(0, 1'000'000) * 1'000'000'000);
    addPortion(fact.removed,
               {start, dice.oneIn(3) ? Instant::plusInfinity() : start.plusMicros(dice.between(1, 99))});
  }
  fact.cut = anyCut(dice);
  fact.status = static_cast<FactStatus>(dice.between(0, 3));
  fact.sources = anyTexts(dice);
  fact.event = anyText(dice);
  fact.properties = anyProperties(dice);
  fact.believed = anyBelieved(dice);
  return fact;
}

void checkLine(const ExportLine& line, ExportKind kind) {
  const std::string bytes = lineOf(line);
  const auto again = parseExportLine(bytes, kind);
  if (!again.ok()) FAIL(again.error().toString() << "\n" << bytes);
  if (!(*again == line)) FAIL("another content: " << bytes << "\n" << lineOf(*again));
  if (lineOf(*again) != bytes) FAIL("other bytes: " << bytes << "\n" << lineOf(*again));
}

}  // namespace

TEST_CASE("any table of texts is read back from CSV as it was written") {
  const std::uint64_t from = seed();
  CAPTURE(from);
  Dice dice(from);
  InputText input;
  for (std::uint64_t round = 0; round < rounds(300); ++round) {
    const auto columns = dice.between(2, 5);
    std::vector<std::vector<std::string>> table;
    std::string text;
    CsvWriter out(text);
    for (auto rows = dice.between(1, 20); rows > 0; --rows) {
      auto& row = table.emplace_back();
      for (auto i = columns; i > 0; --i) {
        row.push_back(anyText(dice));
        row.back().empty() && dice.oneIn(2) ? out.blank() : out.field(row.back());
      }
      out.endRow();
    }
    CsvReader reader(input.open("t.csv", text));
    std::uint64_t line = 1;
    for (const auto& row : table) {
      const auto step = reader.next();
      REQUIRE(step.ok());
      if (*step != CsvReader::Step::kRecord) FAIL(reader.problem().toString() << "\n" << text);
      if (!std::equal(row.begin(), row.end(), reader.fields().begin(), reader.fields().end())) FAIL(text);
      if (reader.line() != line) FAIL("line " << reader.line() << ", not " << line << "\n" << text);
      const std::string raw(reader.raw());
      line += 1 + static_cast<std::uint64_t>(std::count(raw.begin(), raw.end(), '\n'));
    }
    REQUIRE(*reader.next() == CsvReader::Step::kEnd);
  }
}

TEST_CASE("a damaged line spoils no line but those it touches") {
  const std::uint64_t from = seed();
  CAPTURE(from);
  Dice dice(from);
  InputText input;
  for (std::uint64_t round = 0; round < rounds(300); ++round) {
    // Lines without quotes or line breaks of their own, one of them damaged: all others are read.
    const auto count = dice.between(2, 10);
    const auto bad = dice.between(1, count - 1);
    static const std::vector<std::string> kDamaged = {"x,\"open", "\"open,x", "a,b,c",  "one",
                                                      "x\"y,z",   "\"a\"b,c", "\xFF,x", "x,\xE9"};
    std::string text;
    for (std::int64_t i = 0; i < count; ++i) {
      text += i == bad ? kDamaged[static_cast<std::size_t>(dice.between(0, 7))] : "row," + std::to_string(i);
      text += dice.oneIn(2) ? "\n" : "\r\n";
    }
    CsvReader reader(input.open("t.csv", text));
    for (std::int64_t i = 0; i < count; ++i) {
      const auto step = reader.next();
      REQUIRE(step.ok());
      if (reader.line() != static_cast<std::uint64_t>(i) + 1) FAIL(text);
      if (*step != (i == bad ? CsvReader::Step::kBroken : CsvReader::Step::kRecord)) FAIL(i << "\n" << text);
      if (i != bad && reader.fields()[1] != std::to_string(i)) FAIL(text);
    }
    REQUIRE(*reader.next() == CsvReader::Step::kEnd);
  }
}

TEST_CASE("any value is read back from JSON, and from a cell of its type") {
  const std::uint64_t from = seed();
  CAPTURE(from);
  Dice dice(from);
  for (std::uint64_t round = 0; round < rounds(20'000); ++round) {
    const Value value = anyValue(dice, 3);
    const std::string json = jsonOf(value);
    const auto again = valueFromJson(json);
    if (!again.ok()) FAIL(again.error().toString() << "\n" << json);
    if (!(*again == value)) FAIL(json << "\n" << jsonOf(*again));
    if (value.isNull()) continue;
    for (const ValueType type : {cellTypeOf(value), ValueType::kAny}) {
      const std::string cell = cellText(type, value);
      const auto read = parseCell({type, false}, cell);
      if (!read.ok()) FAIL(read.error().toString() << "\n" << cell);
      if (!(*read == value)) FAIL(cell);
    }
  }
}

TEST_CASE("any version is read back from its line, and written in the same bytes") {
  const std::uint64_t from = seed();
  CAPTURE(from);
  Dice dice(from);
  for (std::uint64_t round = 0; round < rounds(5'000); ++round) {
    const NodeVersion node = anyNode(dice);
    const FactVersion fact = anyFact(dice);
    checkLine(node, ExportKind::kHistory);
    checkLine(fact, ExportKind::kHistory);
    checkLine(
        SnapshotNode{node.id, {node.external_id, node.labels, node.lifespan, node.properties, node.aliases}},
        ExportKind::kSnapshot);
    SnapshotFact shot{fact.subject, "x" + fact.event, {}};
    shot.draft.type = fact.type;
    shot.draft.validity = fact.validity;
    shot.draft.properties = fact.properties;
    checkLine(shot, ExportKind::kSnapshot);
  }
}

}  // namespace interchange_property_test
