// Whether the history of belief slows down anybody: Q1 to Q4 and Q6 over a tenth of the made-up history,
//
//   <question>/tenure/uncorrected   as it was loaded
//   <question>/tenure/corrected     the present of a database in which each fact was corrected ten times
//   <question>/tenure/past          the same database as believed after half of the corrections
//
// All three give the same answers (bench/systems/corrected_history.h), which are compared.
#include "bench/corrected_bench.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/systems/corrected_history.h"
#include "bench/systems/tenure_system.h"

namespace tenure::bench {
namespace {

constexpr HistorySize kTenth{9'000, 900, 100, 1};
constexpr std::size_t kQuestions = 5'000;

enum class Belief { kUncorrected, kCorrected, kPast };

/// Made when first asked; gone before main ends.
class Beliefs {
 public:
  static Beliefs& theOne() {
    static std::unique_ptr<Beliefs> one;
    if (one == nullptr) {
      one.reset(new Beliefs);
      whenDone([] { one.reset(); });
    }
    return *one;
  }

  TenureSystem& of(Belief belief) {
    if (belief == Belief::kUncorrected) return uncorrected_;
    return belief == Belief::kCorrected ? present_ : past_;
  }
  [[nodiscard]] const std::vector<Asked>& questions(Question question) {
    std::vector<Asked>& asked = questions_[question];
    if (asked.empty()) asked = drawQuestions(question, history_, askedDays(), kQuestions, 0);
    return asked;
  }
  /// False where another belief has given another answer.
  [[nodiscard]] bool agree(Question question, std::size_t at, std::uint32_t answer) {
    return answers_.try_emplace({question, at}, answer).first->second == answer;
  }

 private:
  Beliefs() = default;

  History history_ = generateHistory(kTenth);
  TenureSystem uncorrected_{history_, askedDays()};
  CorrectedHistory corrected_{history_};
  TenureSystem present_{corrected_.database(), corrected_.present(), kTenth.nodes()};
  TenureSystem past_{corrected_.database(), corrected_.past(), kTenth.nodes()};
  std::map<Question, std::vector<Asked>> questions_;
  std::map<std::pair<Question, std::size_t>, std::uint32_t> answers_;
};

template <class Ask>
void run(benchmark::State& state, Question question, Belief belief, Ask ask) {
  Beliefs& beliefs = Beliefs::theOne();
  TenureSystem& system = beliefs.of(belief);
  const std::vector<Asked>& questions = beliefs.questions(question);
  const auto askIt = [&](const Asked& asked) {
    return ask(system, belief == Belief::kPast ? CorrectedHistory::inThePast(asked) : asked);
  };
  for (std::size_t i = 0; i < questions.size() / 5; ++i) benchmark::DoNotOptimize(askIt(questions[i]));
  const QuestionClock& clock = questionClock();
  std::vector<double> times_us;
  std::vector<std::uint32_t> answers;
  for (auto _ : state) {
    for (const Asked& asked : questions) {
      const std::uint64_t before = QuestionClock::ticks();
      answers.push_back(askIt(asked));
      times_us.push_back(clock.us(before, QuestionClock::ticks()));
    }
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!beliefs.agree(question, i % questions.size(), answers[i]))
      return reportMismatch(state, question, questions[i % questions.size()]);
  }
  reportTimes(state, times_us);
}

template <class Ask>
void add(Question question, Ask ask) {
  const std::pair<Belief, const char*> beliefs[] = {
      {Belief::kUncorrected, "uncorrected"}, {Belief::kCorrected, "corrected"}, {Belief::kPast, "past"}};
  for (const auto& [belief, name] : beliefs) {
    const std::string whole = std::string(nameOf(question)) + "/tenure/" + name;
    const auto ask_it = [question, belief = belief, ask](benchmark::State& state) {
      run(state, question, belief, ask);
    };
    benchmark::RegisterBenchmark(whole.c_str(), ask_it)->Unit(benchmark::kMillisecond);
  }
}

}  // namespace

void registerCorrected() {
  add(Question::kQ1, [](TenureSystem& s, const Asked& a) { return s.q1(a); });
  add(Question::kQ2, [](TenureSystem& s, const Asked& a) { return s.q2(a); });
  add(Question::kQ2w, [](TenureSystem& s, const Asked& a) { return s.q2(a); });
  add(Question::kQ3, [](TenureSystem& s, const Asked& a) { return s.q3(a); });
  add(Question::kQ4, [](TenureSystem& s, const Asked& a) { return s.q4(a); });
  add(Question::kQ6, [](TenureSystem& s, const Asked& a) { return s.q6(a); });
}

}  // namespace tenure::bench
