// Laws of values that hold whatever the values are: the order of all values is total, equal values hash
// alike, what compares agrees with what sorts, texts come back from their notation, and Allen's relations in
// three-valued logic agree with the days that they are about, tried one by one.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/query/values/comparison.h"
#include "engine/query/values/decimal_rounding.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/operators.h"
#include "engine/query/values/period_value.h"
#include "engine/query/values/render.h"
#include "engine/query/values/unicode_text.h"
#include "tests/random_records.h"
#include "tests/tck/notation.h"

namespace query_values_property_test {

using namespace tenure;
using namespace tenure::query;
using tenure::testing::Dice;

namespace {

std::uint64_t seedToldOnce() {
  const std::uint64_t seed = tenure::testing::seedOfRun();
  std::cout << "TENURE_SEED=" << seed << '\n';
  return seed;
}

double randomFloat(Dice& dice) {
  static const std::vector<double> kSpecial = {0.0,
                                               -0.0,
                                               0.5,
                                               1.5,
                                               9007199254740992.0,
                                               9223372036854775808.0,
                                               -9223372036854775808.0,
                                               1e300,
                                               5e-324,
                                               std::nan(""),
                                               std::numeric_limits<double>::infinity(),
                                               -std::numeric_limits<double>::infinity()};
  return dice.oneIn(2) ? dice.pick(kSpecial) : static_cast<double>(dice.between(-8, 8)) / 4;
}

std::int64_t randomInteger(Dice& dice) {
  static const std::vector<std::int64_t> kSpecial = {std::numeric_limits<std::int64_t>::max(),
                                                     std::numeric_limits<std::int64_t>::min(),
                                                     9007199254740993, 9007199254740992, 0};
  return dice.oneIn(4) ? dice.pick(kSpecial) : dice.between(-3, 3);
}

std::string randomText(Dice& dice) {
  static const std::vector<std::string> kPieces = {"", "a", "B", "é", "𐌰", "'", "\\", " ", "ß", "0"};
  std::string text;
  for (std::int64_t i = dice.between(0, 3); i > 0; --i) text += dice.pick(kPieces);
  return text;
}

Datum randomTemporal(Dice& dice) {
  const std::int64_t seconds = dice.between(-3, 3) * 3'600;
  const auto offset = static_cast<std::int32_t>(dice.between(-1, 1) * 3'600);
  switch (dice.between(0, 5)) {
    case 0: return Datum::date({dice.between(-2, 2)});
    case 1: return Datum::localTime({dice.between(0, 2)});
    case 2: return Datum::time({dice.between(0, 3) * 3'600'000'000'000, offset});
    case 3: return Datum::localDateTime({seconds, 0});
    case 4: return Datum::dateTime({seconds, 0, offset, ""});
    default: return Datum::duration({dice.between(-1, 1), dice.between(-31, 31), dice.between(-1, 1), 0});
  }
}

Datum randomDatum(Dice& dice, int depth) {
  switch (dice.between(0, depth > 0 ? 9 : 6)) {
    case 0: return {};
    case 1: return Datum::boolean(dice.oneIn(2));
    case 2: return Datum::integer(randomInteger(dice));
    case 3: return Datum::floating(randomFloat(dice));
    case 4: return Datum::string(randomText(dice));
    case 5: return randomTemporal(dice);
    case 6: return Datum::node(NodeId{static_cast<std::uint64_t>(dice.between(1, 3))});
    case 7: {
      DatumMap entries;
      for (std::int64_t i = dice.between(0, 2); i > 0; --i) {
        entries.emplace_back(dice.oneIn(2) ? "a" : "b", randomDatum(dice, depth - 1));
      }
      return Datum::map(std::move(entries));
    }
    default: {
      DatumList items;
      for (std::int64_t i = dice.between(0, 3); i > 0; --i) items.push_back(randomDatum(dice, depth - 1));
      return Datum::list(std::move(items));
    }
  }
}

/// Whether null or NaN is in it: then equality and equivalence differ.
bool isUncertain(const Datum& value) {
  if (value.isNull()) return true;
  if (value.kind() == Kind::kFloat) return std::isnan(value.asFloat());
  if (value.kind() == Kind::kList) {
    return std::any_of(value.asList().begin(), value.asList().end(), isUncertain);
  }
  if (value.kind() == Kind::kMap) {
    return std::any_of(value.asMap().begin(), value.asMap().end(),
                       [](const auto& entry) { return isUncertain(entry.second); });
  }
  return false;
}

Ternary booleanOf(const Datum& value) {
  if (value.isNull()) return std::nullopt;
  return value.asBoolean();
}

Ternary askPeriods(const ScalarFunction& function, const std::string& a, const std::string& b) {
  CallContext context;
  const std::vector<Datum> arguments = {Datum::string(a), Datum::string(b)};
  return booleanOf(*callFunction(function, arguments, context));
}

std::string dayText(std::int64_t day) { return toPlainText(Datum::date({day})); }

/// A period of days with uncertain ends, written as EDTF: starts in [first, second], ends on a day of [third,
/// fourth].
struct DayPeriod {
  std::int64_t start_min, start_max, end_min, end_max;
  [[nodiscard]] std::string text() const {
    return "[" + dayText(start_min) + ".." + dayText(start_max) + "]/[" + dayText(end_min) + ".." +
           dayText(end_max) + "]";
  }
  /// Every choice of its ends that is not empty, as half-open ranges of days.
  [[nodiscard]] std::vector<Range> worlds() const {
    std::vector<Range> out;
    for (std::int64_t start = start_min; start <= start_max; ++start) {
      for (std::int64_t end = end_min; end <= end_max; ++end) {
        if (start <= end) {
          out.push_back(
              {Instant::fromMicros(start * kMicrosPerDay), Instant::fromMicros((end + 1) * kMicrosPerDay)});
        }
      }
    }
    return out;
  }
};

/// The latest start may lie beyond the earliest end: not every choice of ends is a period.
DayPeriod randomDays(Dice& dice) {
  const std::int64_t start = dice.between(0, 4);
  const std::int64_t end = dice.between(start, 6);
  return {start, start + dice.between(0, 2), end, end + dice.between(0, 2)};
}

/// What all worlds agree on.
Ternary agreed(const DayPeriod& a, const DayPeriod& b, const std::function<bool(Range, Range)>& holds) {
  bool any = false;
  bool all = true;
  for (const Range& x : a.worlds()) {
    for (const Range& y : b.worlds()) {
      const bool here = holds(x, y);
      any = any || here;
      all = all && here;
    }
  }
  return all ? Ternary(true) : any ? Ternary() : Ternary(false);
}

}  // namespace

TEST_CASE("query values: the order of all values is total", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 100'000; ++round) {
    const Datum a = randomDatum(dice, 2);
    const Datum b = randomDatum(dice, 2);
    const Datum c = randomDatum(dice, 2);
    CAPTURE(toCypherText(a), toCypherText(b), toCypherText(c));
    REQUIRE(order(a, a) == 0);
    REQUIRE(order(a, b) == -order(b, a));
    if (order(a, b) <= 0 && order(b, c) <= 0) REQUIRE(order(a, c) <= 0);
    REQUIRE(same(a, b) == (order(a, b) == 0));
    if (same(a, b)) REQUIRE(hash(a) == hash(b));
  }
}

TEST_CASE("query values: what compares agrees with what sorts", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 100'000; ++round) {
    const Datum a = randomDatum(dice, 2);
    const Datum b = randomDatum(dice, 2);
    CAPTURE(toCypherText(a), toCypherText(b));
    REQUIRE(equals(a, b) == equals(b, a));
    if (!isUncertain(a) && !isUncertain(b)) REQUIRE(equals(a, b) == Ternary(same(a, b)));
    REQUIRE(lessThan(a, b) == greaterThan(b, a));
    REQUIRE(lessOrEqual(a, b) == greaterOrEqual(b, a));
    switch (compare(a, b)) {
      case Comparison::kLess: REQUIRE(lessThan(a, b) == true); break;
      case Comparison::kEqual: REQUIRE(equals(a, b) == true); break;
      case Comparison::kGreater: REQUIRE(lessThan(b, a) == true); break;
      case Comparison::kUnordered: REQUIRE(lessOrEqual(a, b) == false); break;
      case Comparison::kUnknown: REQUIRE(lessOrEqual(a, b) == Ternary()); break;
    }
    const bool alike = a.kind() == b.kind() || (a.isNumber() && b.isNumber());
    if (compare(a, b) == Comparison::kLess && alike) REQUIRE(order(a, b) < 0);
  }
}

TEST_CASE("query values: slices are what their elements are", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 20'000; ++round) {
    DatumList items;
    for (std::int64_t i = dice.between(0, 5); i > 0; --i) items.push_back(Datum::integer(i));
    const auto size = static_cast<std::int64_t>(items.size());
    const Datum list = Datum::list(items);
    const Datum from = Datum::integer(dice.between(-7, 7));
    const Datum to = Datum::integer(dice.between(-7, 7));
    const auto place = [size](const Datum& bound) {
      return bound.asInteger() < 0 ? bound.asInteger() + size : bound.asInteger();
    };
    DatumList expected;
    for (std::int64_t i = 0; i < size; ++i) {
      if (place(from) <= i && i < place(to)) expected.push_back(items[static_cast<std::size_t>(i)]);
    }
    CAPTURE(toCypherText(list), toCypherText(from), toCypherText(to));
    REQUIRE(same(*slice(list, &from, &to), Datum::list(expected)));
  }
}

TEST_CASE("query values: texts are reversed, cut and trimmed by code points", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = randomText(dice) + randomText(dice);
    CAPTURE(text);
    REQUIRE(reversedText(reversedText(text)) == text);
    REQUIRE(codePointCount(reversedText(text)) == codePointCount(text));
    const auto cut = static_cast<std::size_t>(dice.between(0, 6));
    const std::size_t offset = offsetOfCodePoint(text, cut);
    REQUIRE(codePointCount(std::string_view(text).substr(0, offset)) == std::min(cut, codePointCount(text)));
    std::string broken;
    for (std::int64_t i = dice.between(0, 6); i > 0; --i) broken += static_cast<char>(dice.between(0, 255));
    REQUIRE(reversedText(broken).size() == broken.size());
    REQUIRE(trimmed(broken, query::TrimSide::kBoth).size() <= broken.size());
    REQUIRE(offsetOfCodePoint(broken, 100) == broken.size());
  }
}

TEST_CASE("query values: rounding takes the nearest number of so many digits", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 50'000; ++round) {
    const std::int64_t thousandths = dice.between(-99'999, 99'999);
    const double number = std::stod(std::to_string(thousandths) + "e-3");
    const std::int64_t rest = std::abs(thousandths) % 100;
    const std::int64_t down = std::abs(thousandths) / 100;
    const std::int64_t nearest = rest >= 50 ? down + 1 : down;
    const double expected = std::stod((thousandths < 0 ? "-" : "") + std::to_string(nearest) + "e-1");
    CAPTURE(number);
    REQUIRE(roundDecimal(number, 1, RoundingMode::kHalfUp) == expected);
    REQUIRE(roundDecimal(number, 3, RoundingMode::kUp) == number);
    REQUIRE(roundDecimal(number, 0, RoundingMode::kFloor) == std::floor(number));
    REQUIRE(roundDecimal(number, 0, RoundingMode::kCeiling) == std::ceil(number));
    REQUIRE(roundDecimal(number, 0, RoundingMode::kDown) == std::trunc(number));
    REQUIRE(roundDecimal(number, 0, RoundingMode::kHalfEven) == std::nearbyint(number));
  }
}

TEST_CASE("query values: values come back from the notation in which they are written", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 50'000; ++round) {
    const Datum value = randomDatum(dice, 2);
    const std::string text = toCypherText(value);
    const auto cell = tck::parseCell(text);
    // Entities and dates are written in ways that are no notation of a plain value.
    if (!cell.ok() || text.find('#') != std::string::npos || text.find("Infinity") != std::string::npos)
      continue;
    CAPTURE(text);
    const auto back = tck::toDatum(*cell);
    REQUIRE(back.ok());
    REQUIRE(toCypherText(*back) == text);
  }
}

TEST_CASE("query values: relations of uncertain periods are what all their worlds agree on", "[query]") {
  Dice dice(seedToldOnce());
  for (int round = 0; round < 3'000; ++round) {
    const DayPeriod a = randomDays(dice);
    const DayPeriod b = randomDays(dice);
    CAPTURE(a.text(), b.text());
    for (int i = 0; i < kAllenCount; ++i) {
      const auto relation = static_cast<Allen>(i);
      const ScalarFunction* function = findFunction("allen." + std::string(allenName(relation)));
      REQUIRE(function != nullptr);
      CAPTURE(function->name);
      REQUIRE(askPeriods(*function, a.text(), b.text()) ==
              agreed(a, b, [relation](Range x, Range y) { return allenRelation(x, y) == relation; }));
    }
    REQUIRE(askPeriods(*findFunction("overlaps"), a.text(), b.text()) ==
            agreed(a, b, [](Range x, Range y) { return x.start < y.end && y.start < x.end; }));
  }
}

}  // namespace query_values_property_test
