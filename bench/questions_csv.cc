#include "bench/questions_csv.h"

#include "bench/graph_questions.h"
#include "bench/questions.h"
#include "bench/systems/lists.h"
#include "bench/text_file.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kCount = 1'000;
constexpr std::size_t kWarmUpCount = 200;
constexpr std::uint32_t kWarmUpRound = 1'000;

std::uint32_t answerOf(Lists& lists, Question question, const Asked& asked) {
  switch (question) {
    case Question::kQ1: return lists.q1(asked);
    case Question::kQ2:
    case Question::kQ2w: return lists.q2(asked);
    case Question::kQ2c: return lists.q2c(asked);
    case Question::kQ3: return lists.q3(asked);
    case Question::kQ4: return lists.q4(asked);
    case Question::kQ5: return lists.q5(asked);
    case Question::kQ6:
    case Question::kQ6w: return lists.q6(asked);
    case Question::kQ7: return lists.q7(asked);
    case Question::kQ7c: return lists.q7c(asked);
    case Question::kQ8: return lists.q8(asked);
    case Question::kQ9: return lists.q9(asked);
  }
  return 0;
}

void writeRound(const History& history, Lists& lists, std::size_t count, std::uint32_t round,
                const std::filesystem::path& file) {
  const auto days = drawDays();
  TextFile out(file);
  for (std::size_t i = 0; i < kQuestionNames.size(); ++i) {
    const auto question = static_cast<Question>(i);
    for (const Asked& asked : drawQuestions(question, history, days, count, round)) {
      out << nameOf(question) << "," << asked.node << "," << asked.day.day << "," << asked.later.day << ","
          << answerOf(lists, question, asked) << "\n";
    }
  }
}

void writeGraphQuestions(const History& history, const std::filesystem::path& file) {
  TextFile out(file);
  for (std::size_t i = 0; i < kGraphQuestionNames.size(); ++i) {
    for (const std::int32_t day : graphDays()) {
      out << kGraphQuestionNames[i] << ",0," << day << "," << day << ","
          << plainAnswer(history, static_cast<GraphQuestion>(i), day) << "\n";
    }
  }
}

}  // namespace

void writeQuestions(const History& history, const std::filesystem::path& folder) {
  Lists lists(history, {});
  writeRound(history, lists, kCount, 0, folder / "questions.csv");
  writeRound(history, lists, kWarmUpCount, kWarmUpRound, folder / "warm_up.csv");
  writeGraphQuestions(history, folder / "graph_questions.csv");
}

}  // namespace tenure::bench
