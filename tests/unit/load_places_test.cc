// Where the drafts of a load were read: runs of lines, gaps, several files, and nothing said.
#include "storage/load_places.h"

#include <catch2/catch.hpp>

namespace load_places_test {

using namespace tenure;
using tenure::storage::LoadPlaces;

TEST_CASE("places: each draft has the line it was read from, whatever lies between") {
  LoadPlaces places;
  places.note(0, "a.csv", 2);
  places.note(1, "a.csv", 3);
  places.note(2, "a.csv", 7);
  places.note(3, "a.csv", 8);
  places.note(4, "b.csv", 9);  // the next line, of another file
  places.note(5, "a.csv", 10);
  CHECK(places.of(0) == Place{"a.csv", 2, 0});
  CHECK(places.of(1) == Place{"a.csv", 3, 0});
  CHECK(places.of(2) == Place{"a.csv", 7, 0});
  CHECK(places.of(3) == Place{"a.csv", 8, 0});
  CHECK(places.of(4) == Place{"b.csv", 9, 0});
  CHECK(places.of(5) == Place{"a.csv", 10, 0});
}

TEST_CASE("places: what was read nowhere has none") {
  LoadPlaces places;
  places.note(0, "", 0);
  CHECK(places.of(0) == Place{});
  places.note(1, "a.csv", 4);
  places.note(2, "", 0);
  CHECK(places.of(0) == Place{});
  CHECK(places.of(1) == Place{"a.csv", 4, 0});
  CHECK(places.of(2) == Place{});
  CHECK(places.of(9) == Place{});
}

}  // namespace load_places_test
