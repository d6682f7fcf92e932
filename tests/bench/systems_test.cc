// What is measured answers rightly: every system against a plain filter over all facts, on a small history
// with gaps, overlaps and two facts on a border. A fast wrong baseline would be the worst of all.
#include <catch2/catch.hpp>
#include <map>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/boost_rows.h"
#include "bench/systems/lists.h"
#include "bench/systems/query_system.h"
#include "bench/systems/snapshots.h"
#include "bench/systems/tenure_system.h"
#include "tests/bench/plain_answers_to.h"

namespace systems_test {

using namespace tenure::bench;

namespace {

constexpr std::size_t kQuestions = 60;

History smallHistory(std::uint32_t times) {
  HistorySize size;
  size.people = 60;
  size.organizations = 8;
  size.coalitions = 3;
  size.times = times;
  return generateHistory(size);
}

/// Every question of `function` has the plain answer; most answers are not empty.
template <class System, class Function>
void checkAnswers(const History& history, Question question, Function ask) {
  const auto days = drawDays(30);
  System system(history, days);
  const PlainAnswersTo plain(history);
  int answered = 0;
  for (const Asked& asked : drawQuestions(question, history, days, kQuestions, 0)) {
    const std::uint32_t expected = plain.answer(question, asked);
    CAPTURE(nameOf(question), asked.node, asked.day.day, asked.later.day);
    CHECK(ask(system, asked) == expected);
    if (expected != 0) ++answered;
  }
  CHECK(answered > 5);
}

/// What every system answers.
template <class System>
void checkSteps(const History& history) {
  const auto q2 = [](System& s, const Asked& a) { return s.q2(a); };
  const auto q6 = [](System& s, const Asked& a) { return s.q6(a); };
  checkAnswers<System>(history, Question::kQ1, [](System& s, const Asked& a) { return s.q1(a); });
  checkAnswers<System>(history, Question::kQ2, q2);
  checkAnswers<System>(history, Question::kQ2w, q2);
  checkAnswers<System>(history, Question::kQ2c, [](System& s, const Asked& a) { return s.q2c(a); });
  checkAnswers<System>(history, Question::kQ3, [](System& s, const Asked& a) { return s.q3(a); });
  checkAnswers<System>(history, Question::kQ4, [](System& s, const Asked& a) { return s.q4(a); });
  checkAnswers<System>(history, Question::kQ6, q6);
  checkAnswers<System>(history, Question::kQ6w, q6);
}

/// And the whole graph.
template <class System>
void checkDays(const History& history) {
  checkSteps<System>(history);
  checkAnswers<System>(history, Question::kQ7, [](System& s, const Asked& a) { return s.q7(a); });
  checkAnswers<System>(history, Question::kQ7c, [](System& s, const Asked& a) { return s.q7c(a); });
}

/// Those that need more than days.
template <class System>
void checkHistories(const History& history) {
  checkAnswers<System>(history, Question::kQ5, [](System& s, const Asked& a) { return s.q5(a); });
  checkAnswers<System>(history, Question::kQ8, [](System& s, const Asked& a) { return s.q8(a); });
  checkAnswers<System>(history, Question::kQ9, [](System& s, const Asked& a) { return s.q9(a); });
}

}  // namespace

TEST_CASE("snapshots answer as a plain filter does") {
  checkDays<Snapshots>(smallHistory(1));
  checkDays<Snapshots>(smallHistory(10));
}

TEST_CASE("Boost's rows answer as a plain filter does") {
  checkDays<BoostRows>(smallHistory(1));
  checkDays<BoostRows>(smallHistory(10));
}

TEST_CASE("Tenure answers as a plain filter does") {
  checkDays<TenureSystem>(smallHistory(1));
  checkDays<TenureSystem>(smallHistory(10));
  checkHistories<TenureSystem>(smallHistory(1));
  checkHistories<TenureSystem>(smallHistory(4));
}

TEST_CASE("Tenure's query language answers as a plain filter does") {
  const auto q8 = [](QuerySystem& s, const Asked& a) { return s.q8(a); };
  for (const std::uint32_t times : {1U, 4U}) {
    checkDays<QuerySystem>(smallHistory(times));
    checkAnswers<QuerySystem>(smallHistory(times), Question::kQ5,
                              [](QuerySystem& s, const Asked& a) { return s.q5(a); });
    checkAnswers<QuerySystem>(smallHistory(times), Question::kQ8, q8);
    checkAnswers<QuerySystem>(smallHistory(times), Question::kQ9,
                              [](QuerySystem& s, const Asked& a) { return s.q9(a); });
  }
}

TEST_CASE("plain lists answer as a plain filter does") {
  checkDays<Lists>(smallHistory(1));
  checkDays<Lists>(smallHistory(10));
  checkHistories<Lists>(smallHistory(1));
  checkHistories<Lists>(smallHistory(4));
}

TEST_CASE("a fact holds on its first day and not on its end day, and periods that touch are one") {
  HistorySize size;
  size.people = 2;
  size.organizations = 2;
  size.coalitions = 1;
  const auto member = FactType::kMemberOf;
  // Person 0 goes from organization 2 to 3 on day 110; both are in coalition 4. Person 1 joins 3 that day.
  const History history{size,
                        {{0, 2, 100, 110, member},
                         {0, 3, 110, 120, member},
                         {1, 3, 110, 130, member},
                         {2, 4, 0, 500, member},
                         {3, 4, 0, 500, member}}};
  const std::vector<std::int32_t> days = {99, 100, 109, 110, 119, 120};
  Lists lists(history, days);
  Snapshots snapshots(history, days);
  const auto at = [&](std::uint32_t index) { return AskedDay{index, days[index]}; };
  const std::map<std::uint32_t, std::uint32_t> organization = {{0, 0},        {1, mixed(2)}, {2, mixed(2)},
                                                               {3, mixed(3)}, {4, mixed(3)}, {5, 0}};
  for (const auto& [index, expected] : organization) {
    CAPTURE(days[index]);
    CHECK(lists.q1({0, at(index), at(index)}) == expected);
    CHECK(snapshots.q1({0, at(index), at(index)}) == expected);
  }
  CHECK(snapshots.q6({3, at(3), at(5)}) == mixed(0));  // person 0 left, person 1 stayed
  CHECK(lists.q6({3, at(3), at(5)}) == mixed(0));
  // The coalition is held through 2 and then through 3: one period.
  CHECK(lists.q8({0, at(1), at(1)}) == (mixed(2, 100, 110) ^ mixed(3, 110, 120) ^ mixed(4, 100, 120)));
  // From day 109: to 3 on day 110, and to person 1, who joined that same day; not on to where nothing starts.
  CHECK(lists.q9({0, at(2), at(2)}) == (mixed(3, 110U) ^ mixed(1, 110U)));
}

TEST_CASE("questions are the same each time, fewer are a beginning of more, and rounds differ") {
  const History history = smallHistory(1);
  const auto days = drawDays();
  CHECK(days.size() == kAskedDays);
  CHECK(days == drawDays());
  for (std::size_t i = 0; i < kQuestionNames.size(); ++i) {
    const auto question = static_cast<Question>(i);
    const auto few = drawQuestions(question, history, days, 10, 0);
    const auto more = drawQuestions(question, history, days, 20, 0);
    const auto other = drawQuestions(question, history, days, 20, 1);
    const auto same = [](const Asked& a, const Asked& b) {
      return a.node == b.node && a.day.index == b.day.index && a.later.index == b.later.index;
    };
    CAPTURE(nameOf(question));
    CHECK(std::equal(few.begin(), few.end(), more.begin(), same));
    CHECK_FALSE(std::equal(more.begin(), more.end(), other.begin(), same));
    for (const Asked& asked : more) CHECK(asked.day.day == days[asked.day.index]);
    if (question == Question::kQ6)
      for (const Asked& asked : more) CHECK(asked.day.day < asked.later.day);
  }
}

}  // namespace systems_test
