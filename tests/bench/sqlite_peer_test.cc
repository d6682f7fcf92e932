// The statements that other databases are asked with say what bench/questions.h says: SQLite against a plain
// filter. Built where SQLite and libpq are installed.
#ifdef TENURE_BENCH_HAS_PEERS
#include "bench/peers/sqlite_peer.h"

#include <catch2/catch.hpp>

#include "tests/bench/plain_answers_to.h"

namespace sqlite_peer_test {

using namespace tenure::bench;

TEST_CASE("SQLite answers every question as a plain filter does") {
  HistorySize size;
  size.people = 60;
  size.organizations = 8;
  size.coalitions = 3;
  const History history = generateHistory(size);
  const auto days = drawDays(30);
  SqlitePeer sqlite(history, days);
  const PlainAnswersTo plain(history);
  const auto check = [&](Question question, auto ask) {
    for (const Asked& asked : drawQuestions(question, history, days, 40, 0)) {
      CAPTURE(nameOf(question), asked.node, asked.day.day, asked.later.day);
      CHECK(ask(asked) == plain.answer(question, asked));
    }
  };
  check(Question::kQ1, [&](const Asked& a) { return sqlite.q1(a); });
  check(Question::kQ2w, [&](const Asked& a) { return sqlite.q2(a); });
  check(Question::kQ2c, [&](const Asked& a) { return sqlite.q2c(a); });
  check(Question::kQ3, [&](const Asked& a) { return sqlite.q3(a); });
  check(Question::kQ4, [&](const Asked& a) { return sqlite.q4(a); });
  check(Question::kQ5, [&](const Asked& a) { return sqlite.q5(a); });
  check(Question::kQ6w, [&](const Asked& a) { return sqlite.q6(a); });
  check(Question::kQ7, [&](const Asked& a) { return sqlite.q7(a); });
  check(Question::kQ7c, [&](const Asked& a) { return sqlite.q7c(a); });
  check(Question::kQ8, [&](const Asked& a) { return sqlite.q8(a); });
  check(Question::kQ9, [&](const Asked& a) { return sqlite.q9(a); });
}

}  // namespace sqlite_peer_test
#endif
