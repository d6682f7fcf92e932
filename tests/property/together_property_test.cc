// What a group of periods shares, against enumerated worlds: every choice of every start and end, day by day.
// A possible group shares a day in some world, a certain one in every world (DESIGN section 1, "Several facts
// in one answer"). TENURE_SEED replays.
#include "engine/traversal/together.h"

#include <catch2/catch.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "tests/random_records.h"

namespace together_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr int kDays = 6;

Instant day(std::int64_t number) { return Instant::fromMicros(number * kMicrosPerDay); }
std::int64_t numberOf(Instant instant) { return instant.micros() / kMicrosPerDay; }

/// Written: of four days in order as the type has it, not empty, and tightened as on entry.
Period anyWritten(Dice& dice) {
  for (;;) {
    Period p;
    p.start_min = day(dice.between(0, kDays - 1));
    p.start_max = std::max(p.start_min, day(dice.between(0, kDays - 1)));
    p.end_min = day(dice.between(1, kDays));
    p.end_max = std::max(p.end_min, day(dice.between(1, kDays)));
    if (p.start_min >= p.end_max) continue;
    p.start_max = std::min(p.start_max, p.end_max.plusMicros(-kMicrosPerDay));
    p.end_min = std::max(p.end_min, p.start_min.plusMicros(kMicrosPerDay));
    return p;
  }
}

/// The days that all members share in one world after the other: calls `with` for each world.
void forEachWorld(const std::vector<Period>& members, Range asked,
                  const std::function<void(bool shares)>& with) {
  const std::function<void(std::size_t, Range)> choose = [&](std::size_t i, Range shared) {
    if (i == members.size()) {
      with(shared.start < shared.end);
      return;
    }
    const Period& p = members[i];
    for (auto s = numberOf(p.start_min); s <= numberOf(p.start_max); ++s) {
      for (auto e = numberOf(p.end_min); e <= numberOf(p.end_max); ++e) {
        if (!p.derived && s >= e) continue;  // what was written is not empty
        choose(i + 1, {std::max(shared.start, day(s)), std::min(shared.end, day(e))});
      }
    }
  };
  choose(0, asked);
}

}  // namespace

TEST_CASE("a group of periods is judged as its worlds are", "[walks]") {
  const std::uint64_t seed = seedOfRun();
  Dice dice(seed);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<Period> members;
    for (auto i = dice.between(1, 3); i > 0; --i) members.push_back(anyWritten(dice));
    ValidScope scope = AllTime{};
    Range asked{day(-100), day(100)};
    if (dice.oneIn(2)) {
      asked.start = day(dice.between(0, kDays - 1));
      asked.end = day(dice.between(numberOf(asked.start) + 1, kDays));
      scope = During{asked};
    }
    bool some = false;
    bool every = true;
    forEachWorld(members, asked, [&](bool shares) {
      some = some || shares;
      every = every && shares;
    });
    Together together(scope);
    bool possible = true;
    for (const Period& p : members) possible = possible && together.add(p);
    INFO("TENURE_SEED=" << seed << " round " << round);
    REQUIRE(possible == some);
    if (possible) REQUIRE((together.certainty() == Certainty::kCertain) == every);
  }
}

TEST_CASE("a derived period that is perhaps empty makes no group certain", "[walks]") {
  Period cut{day(0), day(4), day(3), day(6), true};
  Together alone{ValidScope(AllTime{})};
  REQUIRE(alone.add(cut));
  CHECK(alone.certainty() == Certainty::kPossible);
  cut.derived = false;
  Together written{ValidScope(AllTime{})};
  REQUIRE(written.add(cut));
  CHECK(written.certainty() == Certainty::kCertain);
  CHECK_FALSE(written.certain());  // on no day
}

}  // namespace together_property_test
