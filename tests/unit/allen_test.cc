// Allen's relations: the reference pairs and composition table, and what uncertain ends leave possible.
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "schema/validity.h"
#include "tests/shared_data.h"

namespace allen_test {

using namespace tenure;

namespace {

Range range(std::int64_t start, std::int64_t end) {
  return {Instant::fromMicros(start), Instant::fromMicros(end)};
}

std::string names(AllenSet set) {
  std::string out;
  for (int i = 0; i < kAllenCount; ++i) {
    const auto relation = static_cast<Allen>(i);
    if ((set & allenBit(relation)) == 0) continue;
    out += (out.empty() ? "" : " ") + std::string(allenName(relation));
  }
  return out;
}

std::string possible(std::string_view a, std::string_view b) {
  return names(allenPossible(Validity::parse(a)->period(), Validity::parse(b)->period()));
}

}  // namespace

TEST_CASE("allen: the thirteen relations by example", "[allen]") {
  CHECK(allenRelation(range(0, 1), range(2, 3)) == Allen::kBefore);
  CHECK(allenRelation(range(0, 1), range(1, 2)) == Allen::kMeets);
  CHECK(allenRelation(range(0, 2), range(1, 3)) == Allen::kOverlaps);
  CHECK(allenRelation(range(0, 2), range(1, 2)) == Allen::kFinishedBy);
  CHECK(allenRelation(range(0, 3), range(1, 2)) == Allen::kContains);
  CHECK(allenRelation(range(0, 1), range(0, 2)) == Allen::kStarts);
  CHECK(allenRelation(range(0, 1), range(0, 1)) == Allen::kEquals);
  CHECK(allenRelation(range(0, 2), range(0, 1)) == Allen::kStartedBy);
  CHECK(allenRelation(range(1, 2), range(0, 3)) == Allen::kDuring);
  CHECK(allenRelation(range(1, 2), range(0, 2)) == Allen::kFinishes);
  CHECK(allenRelation(range(1, 3), range(0, 2)) == Allen::kOverlappedBy);
  CHECK(allenRelation(range(1, 2), range(0, 1)) == Allen::kMetBy);
  CHECK(allenRelation(range(2, 3), range(0, 1)) == Allen::kAfter);
}

TEST_CASE("allen: the reference pairs and compositions", "[allen]") {
  const auto path = testing::sharedFile("allen/allen.json");
  if (!path) return;
  std::ifstream file(*path);
  const auto reference = nlohmann::json::parse(file);
  std::size_t pairs = 0;
  for (const auto& pair : reference.at("pairs")) {
    CAPTURE(pair.dump());
    const Range a = range(pair[0][0].get<std::int64_t>(), pair[0][1].get<std::int64_t>());
    const Range b = range(pair[1][0].get<std::int64_t>(), pair[1][1].get<std::int64_t>());
    CHECK(allenName(allenRelation(a, b)) == pair[2].get<std::string>());
    ++pairs;
  }
  CHECK(pairs == 225);

  std::size_t entries = 0;
  for (int i = 0; i < kAllenCount; ++i) {
    for (int j = 0; j < kAllenCount; ++j) {
      const auto ab = static_cast<Allen>(i);
      const auto bc = static_cast<Allen>(j);
      CAPTURE(allenName(ab), allenName(bc));
      AllenSet expected = 0;
      for (const auto& name :
           reference.at("composition").at(std::string(allenName(ab))).at(std::string(allenName(bc)))) {
        for (int k = 0; k < kAllenCount; ++k) {
          if (allenName(static_cast<Allen>(k)) != name.get<std::string>()) continue;
          expected = static_cast<AllenSet>(expected | allenBit(static_cast<Allen>(k)));
          ++entries;
        }
      }
      CHECK(names(allenCompose(ab, bc)) == names(expected));
    }
  }
  CHECK(entries == 409);
}

TEST_CASE("allen: exact periods leave one relation", "[allen]") {
  CHECK(possible("2014-01-01/2014-01-31", "2014-02-01/2014-02-28") == "meets");
  CHECK(possible("2014-01-01/2014-01-31", "2014-01-01/2014-01-31") == "equals");
  CHECK(possible("2014-01-05", "2014-01-01/2014-01-31") == "during");
  CHECK(possible("../..", "../..") == "equals");
  CHECK(possible("../2014-01-01", "../..") == "starts");
}

TEST_CASE("allen: uncertain ends leave several, whole days at midnights only", "[allen]") {
  CHECK(possible("2014", "2015-06") == "before");
  CHECK(possible("2014", "2015") == "before meets");
  CHECK(possible("2014-01-01/2014", "2014-01-01/2014") == "starts equals startedBy");
  // Nothing of whole days begins or ends within a day, nor lasts less than one; something timed does.
  CHECK(possible("/", "2014-01-01") == "before meets finishedBy contains equals startedBy metBy after");
  CHECK(possible("2014-01-01T00:00:00Z/", "2014-01-01") == "starts equals startedBy");
}

TEST_CASE("allen: a tick finds no room within itself", "[allen]") {
  // A period of a microsecond contains none, so nothing can be `during` it.
  CHECK(names(allenPossible(Period::exactly(Instant::fromMicros(0), Instant::fromMicros(1)),
                            Period::exactly(Instant::fromMicros(0), Instant::fromMicros(1)))) == "equals");
  const Period unknown = Validity::parse("2014-01-01T00:00:00Z/")->period();
  const Period tick = Validity::parse("2014-01-01T00:00:00Z")->period();
  CHECK(names(allenPossible(unknown, tick)) == "equals startedBy");
}

}  // namespace allen_test
