// What corrections are measured with is what it says: the present of a corrected database is the history, and
// its past the same history some weeks later.
#include <catch2/catch.hpp>

#include "bench/systems/corrected_history.h"
#include "bench/systems/tenure_system.h"
#include "tests/bench/plain_answers_to.h"

namespace corrected_history_test {

using namespace tenure::bench;

TEST_CASE("a corrected history answers as the history does, and its past as the history some weeks before") {
  const History history = generateHistory({60, 8, 3, 1});
  const CorrectedHistory corrected(history);
  TenureSystem present(corrected.database(), corrected.present(), history.size.nodes());
  TenureSystem past(corrected.database(), corrected.past(), history.size.nodes());
  const PlainAnswersTo plain(history);
  const auto days = drawDays(30);
  int answered = 0;
  int moved = 0;
  for (const Asked& asked : drawQuestions(Question::kQ2, history, days, 200, 0)) {
    const std::uint32_t expected = plain.answer(Question::kQ2, asked);
    CHECK(present.q2(asked) == expected);
    CHECK(past.q2(CorrectedHistory::inThePast(asked)) == expected);
    answered += expected != 0 ? 1 : 0;
    moved += past.q2(asked) != expected ? 1 : 0;
  }
  CHECK(answered > 20);
  CHECK(moved > 20);  // else the past that was asked would be the present
}

}  // namespace corrected_history_test
