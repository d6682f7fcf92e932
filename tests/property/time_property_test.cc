// The bounds and formulas of time against the plainest model: enumerate every choice of start and end among a
// few days, and look at what holds in each of these worlds.
//
// A failing case prints its seed; TENURE_SEED=<seed> plays it again.
#include <cstdlib>
#include <functional>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "schema/edtf.h"
#include "schema/time_scope.h"

namespace time_property_test {

using namespace tenure;

namespace {

constexpr int kDays = 7;  ///< worlds have the days 0 .. 6, and the midnights 0 .. 7
constexpr int kRounds = 4000;

std::uint64_t seed() {
  if (const char* given = std::getenv("TENURE_SEED")) return std::strtoull(given, nullptr, 10);
  return std::random_device{}();
}

class Dice {
 public:
  explicit Dice(std::uint64_t from) : engine_(from) {}
  int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine_); }

 private:
  std::mt19937_64 engine_;
};

Instant at(int day) { return Instant::fromMicros(day * kMicrosPerDay); }
int dayIndex(Instant instant) { return static_cast<int>(instant.micros() / kMicrosPerDay); }

/// One choice of the ends of a period: it holds on the days start .. end - 1; none where start >= end.
struct World {
  int start;
  int end;
  [[nodiscard]] bool holdsOn(int day) const { return start <= day && day < end; }
};

/// Every choice of the ends; a written period is not empty in any.
std::vector<World> worldsOf(const Period& p) {
  std::vector<World> worlds;
  for (int start = dayIndex(p.start_min); start <= dayIndex(p.start_max); ++start) {
    for (int end = dayIndex(p.end_min); end <= dayIndex(p.end_max); ++end) {
      if (start < end || p.derived) worlds.push_back({start, end});
    }
  }
  return worlds;
}

/// A period of whole days among the first kDays, as it is read: written ones tightened.
Period anyPeriod(Dice& dice, bool derived) {
  for (;;) {
    const int s0 = dice.between(0, kDays - 1);
    const int s1 = dice.between(s0, kDays - 1);
    const int e0 = dice.between(1, kDays);
    const int e1 = dice.between(e0, kDays);
    if (s0 >= e1) continue;
    Period p{at(s0), at(s1), at(e0), at(e1), derived, Grain::kDay};
    if (!derived) {
      p.start_max = std::min(p.start_max, at(e1 - 1));
      p.end_min = std::max(p.end_min, at(s0 + 1));
    }
    return p;
  }
}

Range anyRange(Dice& dice) {
  const int a = dice.between(0, kDays - 1);
  return {at(a), at(dice.between(a + 1, kDays))};
}

bool any(const std::vector<World>& worlds, const std::function<bool(const World&)>& holds) {
  return std::any_of(worlds.begin(), worlds.end(), holds);
}
bool all(const std::vector<World>& worlds, const std::function<bool(const World&)>& holds) {
  return std::all_of(worlds.begin(), worlds.end(), holds);
}

std::optional<Certainty> verdict(bool possible, bool certain) {
  if (certain) return Certainty::kCertain;
  return possible ? std::optional(Certainty::kPossible) : std::nullopt;
}

std::string shown(const Period& p) {
  const auto number = [](Instant instant) { return std::to_string(dayIndex(instant)); };
  return number(p.start_min) + ".." + number(p.start_max) + " | " + number(p.end_min) + ".." +
         number(p.end_max) + (p.derived ? " derived" : "");
}

std::string shown(Range r) {
  return std::to_string(dayIndex(r.start)) + ".." + std::to_string(dayIndex(r.end));
}

/// The days of sorted ranges, and whether they are sorted, disjoint and not touching.
std::vector<bool> daysOf(const std::vector<Range>& ranges) {
  std::vector<bool> days(kDays, false);
  int last = -1;
  for (const Range& range : ranges) {
    if (!(range.start < range.end) || dayIndex(range.start) <= last) FAIL("ranges touch or are out of order");
    for (int day = dayIndex(range.start); day < dayIndex(range.end); ++day)
      days[static_cast<std::size_t>(day)] = true;
    last = dayIndex(range.end);
  }
  return days;
}

/// Days on which `holds` is so in some, and in all, pairs of worlds.
struct Days {
  std::vector<bool> possible = std::vector<bool>(kDays, false);
  std::vector<bool> certain = std::vector<bool>(kDays, true);
};
Days enumerate(const Period& a, const Period& b, const std::function<bool(bool, bool)>& holds) {
  Days days;
  const auto worlds_a = worldsOf(a);
  const auto worlds_b = worldsOf(b);
  for (int day = 0; day < kDays; ++day) {
    const auto i = static_cast<std::size_t>(day);
    for (const World& wa : worlds_a) {
      for (const World& wb : worlds_b) {
        const bool now = holds(wa.holdsOn(day), wb.holdsOn(day));
        if (now) days.possible[i] = true;
        if (!now) days.certain[i] = false;
      }
    }
  }
  return days;
}

/// Runs `round` with dice of its own, so that the printed seed plays exactly that round again first.
void rounds(const std::function<void(Dice&)>& round) {
  const std::uint64_t first = seed();
  for (int i = 0; i < kRounds; ++i) {
    const std::uint64_t own = first + static_cast<std::uint64_t>(i);
    INFO("TENURE_SEED=" << own << " plays this round first");
    Dice dice(own);
    round(dice);
  }
}

}  // namespace

TEST_CASE("time property: AS OF one unknown day, against every world", "[time]") {
  rounds([](Dice& dice) {
    const Period p = anyPeriod(dice, dice.between(0, 1) == 1);
    const Range q = anyRange(dice);
    INFO(shown(p) << " as of " << shown(q));
    bool possible = false;
    bool certain = true;
    for (int day = dayIndex(q.start); day < dayIndex(q.end); ++day) {
      const auto holds = [&](const World& w) { return w.holdsOn(day); };
      possible = possible || any(worldsOf(p), holds);
      certain = certain && all(worldsOf(p), holds);
    }
    REQUIRE(judge(p, AsOf{q}) == verdict(possible, certain));
  });
}

TEST_CASE("time property: DURING a range, against every world", "[time]") {
  rounds([](Dice& dice) {
    const Period p = anyPeriod(dice, dice.between(0, 1) == 1);
    const Range r = anyRange(dice);
    INFO(shown(p) << " during " << shown(r));
    const auto holds = [&](const World& w) {
      return std::max(w.start, dayIndex(r.start)) < std::min(w.end, dayIndex(r.end));
    };
    REQUIRE(judge(p, During{r}) == verdict(any(worldsOf(p), holds), all(worldsOf(p), holds)));
  });
}

TEST_CASE("time property: the facts of a row share one day, against every world", "[time]") {
  rounds([](Dice& dice) {
    std::vector<Period> row;
    for (int i = dice.between(1, 3); i > 0; --i) row.push_back(anyPeriod(dice, dice.between(0, 1) == 1));
    const Range q = anyRange(dice);
    bool possible = false;
    bool certain = true;
    for (int day = dayIndex(q.start); day < dayIndex(q.end); ++day) {
      const auto holds = [&](const World& w) { return w.holdsOn(day); };
      bool each_possible = true;
      for (const Period& p : row) {
        each_possible = each_possible && any(worldsOf(p), holds);
        certain = certain && all(worldsOf(p), holds);
      }
      possible = possible || each_possible;
    }
    REQUIRE(judgeTogether(row.data(), row.size(), AsOf{q}) == verdict(possible, certain));
  });
}

TEST_CASE("time property: intersection, union and difference, day by day in every world", "[time]") {
  rounds([](Dice& dice) {
    const Period a = anyPeriod(dice, dice.between(0, 1) == 1);
    const Period b = anyPeriod(dice, dice.between(0, 1) == 1);
    INFO(shown(a) << " and " << shown(b));

    const Days both = enumerate(a, b, [](bool x, bool y) { return x && y; });
    const auto cut = intersection(a, b);
    const PeriodSet cut_set = cut ? periodSet(*cut) : PeriodSet{};
    REQUIRE(daysOf(cut_set.possible) == both.possible);
    REQUIRE(daysOf(cut_set.certain) == both.certain);

    const Days but_not = enumerate(a, b, [](bool x, bool y) { return x && !y; });
    const PeriodSet left = difference(periodSet(a), periodSet(b));
    REQUIRE(daysOf(left.possible) == but_not.possible);
    REQUIRE(daysOf(left.certain) == but_not.certain);

    const Days either = enumerate(a, b, [](bool x, bool y) { return x || y; });
    const PeriodSet joined = unionOf(periodSet(a), periodSet(b));
    REQUIRE(daysOf(joined.possible) == either.possible);
    REQUIRE(daysOf(joined.certain) == either.certain);
  });
}

TEST_CASE("time property: differences of sets with several ranges, day by day", "[time]") {
  rounds([](Dice& dice) {
    std::vector<Range> some;
    std::vector<Range> others;
    for (int i = dice.between(0, 4); i > 0; --i) some.push_back(anyRange(dice));
    for (int i = dice.between(0, 4); i > 0; --i) others.push_back(anyRange(dice));
    const PeriodSet a{coalesced(some), {}};
    const PeriodSet b{{}, coalesced(others)};
    const auto in_a = daysOf(a.possible);
    const auto in_b = daysOf(b.certain);
    std::vector<bool> expected(kDays);
    for (std::size_t i = 0; i < kDays; ++i) expected[i] = in_a[i] && !in_b[i];
    REQUIRE(daysOf(difference(a, b).possible) == expected);
  });
}

TEST_CASE("time property: possible relations of Allen, against every world", "[time]") {
  rounds([](Dice& dice) {
    const Period a = anyPeriod(dice, dice.between(0, 1) == 1);
    const Period b = anyPeriod(dice, dice.between(0, 1) == 1);
    INFO(shown(a) << " and " << shown(b));
    AllenSet expected = 0;
    for (const World& wa : worldsOf(a)) {
      for (const World& wb : worldsOf(b)) {
        if (wa.start >= wa.end || wb.start >= wb.end) continue;
        const Allen one = allenRelation({at(wa.start), at(wa.end)}, {at(wb.start), at(wb.end)});
        expected = static_cast<AllenSet>(expected | allenBit(one));
      }
    }
    REQUIRE(allenPossible(a, b) == expected);
  });
}

TEST_CASE("time property: describe and parse give the same bounds", "[time]") {
  rounds([](Dice& dice) {
    Period p = anyPeriod(dice, false);
    // Some ends infinite, as the table has them.
    if (dice.between(0, 3) == 0) p.start_min = Instant::minusInfinity();
    if (dice.between(0, 3) == 0) p.end_max = Instant::plusInfinity();
    if (dice.between(0, 3) == 0) p.start_min = p.start_max = Instant::minusInfinity();
    if (dice.between(0, 3) == 0) p.end_min = p.end_max = Instant::plusInfinity();
    if (dice.between(0, 1) == 0) p.grain = Grain::kMicrosecond;
    const bool all_infinite =
        !p.start_min.isFinite() && !p.start_max.isFinite() && !p.end_min.isFinite() && !p.end_max.isFinite();
    if (all_infinite) return;
    p.start_max = std::min(p.start_max, p.end_max.plusMicros(-grainMicros(p.grain)));
    p.end_min = std::max(p.end_min, p.start_min.plusMicros(grainMicros(p.grain)));
    const std::string text = describe(p);
    INFO(text);
    const auto again = Validity::parse(text);
    REQUIRE(again.ok());
    REQUIRE(again->period() == p);
  });
}

TEST_CASE("time property: days of any year, there and back, and one after the other", "[time]") {
  rounds([](Dice& dice) {
    const std::int64_t year =
        std::int64_t{dice.between(-2'000'000'000, 2'000'000'000)} / (dice.between(0, 1) == 0 ? 1 : 7000);
    const auto month = static_cast<std::uint8_t>(dice.between(1, 12));
    const auto day = static_cast<std::uint8_t>(dice.between(1, daysInMonth(year, month)));
    const CivilDate date{year, month, day};
    INFO(formatCivil(date));
    REQUIRE(civilFromDays(daysFromCivil(date)) == date);
    REQUIRE(daysFromCivil(plusDays(date, 1)) == daysFromCivil(date) + 1);
    const int step = dice.between(-1'000'000, 1'000'000);
    REQUIRE(plusDays(plusDays(date, step), -step) == date);
    REQUIRE(daysFromCivil(plusDays(date, step)) == daysFromCivil(date) + step);
  });
}

}  // namespace time_property_test
