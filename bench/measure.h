// Registers `<question>/<system>/<history>` for every question a system can answer, and measures it: each
// question of a round is timed alone (bench/clock.h) after some other questions have warmed the system up;
// counters p50_us, p95_us and mean_us are over the round, `questions` says how many it had, `bytes` what the
// system holds. With
// --benchmark_repetitions every repetition has a round of its own.
//
// A system is a class with `kName`, a constructor from (history, days), `bytes()`, and those of q1, q2, q2c,
// q3, q4, q5, q6, q7, q7c, q8, q9 (Asked -> the number questions.h describes) that it can answer; Q2w and Q6w
// go to q2 and q6. It is made once for each history, when it is first asked; Build/<system>/<history> says
// what that took.
//
// Answers are compared, question by question, with those of the first system that was asked: a mismatch is
// reported and makes the program fail.
//
// One thread.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "bench/clock.h"
#include "bench/history_generator.h"
#include "bench/questions.h"

namespace tenure::bench {

/// The history x`times`, made when first used. Only one is kept: x10 takes the place of x1.
[[nodiscard]] const History& historyInUse(std::uint32_t times);
/// The 500 days.
[[nodiscard]] const std::vector<std::int32_t>& askedDays();
/// As drawQuestions: at least 1,000, more of the fast ones; TENURE_BENCH_QUESTIONS bounds them. Kept for the
/// next system.
[[nodiscard]] const std::vector<Asked>& questionsOf(Question question, std::uint32_t times,
                                                    std::uint32_t round);
/// Compares with what other systems answered to the same questions; they may have answered fewer or more.
void compareAnswers(benchmark::State& state, Question question, std::uint32_t times, std::uint32_t round,
                    const std::vector<std::uint32_t>& answers);
/// Reports a wrong answer and makes the program fail.
void reportMismatch(benchmark::State& state, Question question, const Asked& asked);
void reportMismatch(benchmark::State& state, std::string_view question, std::int32_t day);
/// Sets the counters.
void reportTimes(benchmark::State& state, std::vector<double>& times_us);
/// No measurement asks on for longer than this; TENURE_BENCH_SECONDS, 20 unless told.
[[nodiscard]] double secondsAtMost();
/// The main of a program that measures: `add` registers. The exit status; not 0 where an answer differed.
int runBenchmarks(int argc, char** argv, const std::function<void()>& add);
[[nodiscard]] const QuestionClock& questionClock();
/// Called before runBenchmarks ends: a database must be closed while what it stands on is still there, which
/// after main no longer holds.
void whenDone(std::function<void()> forget);

/// The system of a history, made when first asked and gone when another history's turn comes.
template <class System>
class SystemInUse {
 public:
  explicit SystemInUse(std::uint32_t times) : times_(times) {}

  [[nodiscard]] std::uint32_t times() const { return times_; }
  [[nodiscard]] std::string benchmarkName(std::string_view what) const {
    return std::string(what) + "/" + std::string(System::kName) + "/x" + std::to_string(times_);
  }
  System& get() {
    Made& made = theOne();
    if (made.system == nullptr || made.times != times_) {
      made.system.reset();
      const History& history = historyInUse(times_);
      const auto start = std::chrono::steady_clock::now();
      made.system = std::make_unique<System>(history, askedDays());
      made.build_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      made.times = times_;
    }
    return *made.system;
  }
  double buildSeconds() {
    get();
    return theOne().build_s;
  }

 private:
  struct Made {
    std::unique_ptr<System> system;
    std::uint32_t times = 0;
    double build_s = 0;
  };
  static Made& theOne() {
    static Made made;
    static const bool closes = [] {
      whenDone([] { made.system.reset(); });
      return true;
    }();
    (void)closes;
    return made;
  }

  std::uint32_t times_;
};

template <class System, class Ask>
void measure(benchmark::State& state, SystemInUse<System>& in_use, Question question, std::uint32_t round,
             Ask ask) {
  constexpr std::uint32_t kWarmUpRounds = 1'000;  // apart from those that are timed
  System& system = in_use.get();
  const QuestionClock& clock = questionClock();
  const auto begin = std::chrono::steady_clock::now();
  const auto late = [&](double share) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return passed.count() > share * secondsAtMost();
  };
  std::uint32_t unused = 0;
  const std::vector<Asked>& others = questionsOf(question, in_use.times(), kWarmUpRounds + round);
  for (std::size_t i = 0; i < others.size() / 5 && !late(0.2); ++i) unused ^= ask(system, others[i]);
  benchmark::DoNotOptimize(unused);
  const std::vector<Asked>& questions = questionsOf(question, in_use.times(), round);
  std::vector<std::uint32_t> answers;
  std::vector<double> times_us;
  answers.reserve(questions.size());
  times_us.reserve(questions.size());
  for (auto _ : state) {
    for (const Asked& asked : questions) {
      const std::uint64_t before = QuestionClock::ticks();
      const std::uint32_t answer = ask(system, asked);
      const std::uint64_t after = QuestionClock::ticks();
      answers.push_back(answer);
      times_us.push_back(clock.us(before, after));
      if (times_us.back() > 100 && late(1)) break;
    }
  }
  compareAnswers(state, question, in_use.times(), round, answers);
  reportTimes(state, times_us);
  state.counters["bytes"] = static_cast<double>(system.bytes());
}

/// Nothing where the system has no answer.
template <class System, class Ask>
void registerQuestion(const std::shared_ptr<SystemInUse<System>>& in_use, Question question, Ask ask) {
  if constexpr (std::is_invocable_v<Ask, System&, const Asked&>) {
    const auto run = [in_use, question, ask, round = 0U](benchmark::State& state) mutable {
      measure(state, *in_use, question, round++, ask);
    };
    benchmark::RegisterBenchmark(in_use->benchmarkName(nameOf(question)).c_str(), run)
        ->Unit(benchmark::kMillisecond);
  }
}

template <class System>
void registerBuild(const std::shared_ptr<SystemInUse<System>>& in_use) {
  const auto run = [in_use](benchmark::State& state) {
    for (auto _ : state) in_use->get();
    const auto bytes = static_cast<double>(in_use->get().bytes());
    state.counters["build_s"] = in_use->buildSeconds();
    state.counters["bytes"] = bytes;
    state.counters["bytes_per_fact"] =
        bytes / static_cast<double>(historyInUse(in_use->times()).facts.size());
  };
  benchmark::RegisterBenchmark(in_use->benchmarkName("Build").c_str(), run)->Unit(benchmark::kMillisecond);
}

/// Registers the systems for one history, question by question, so that the systems take turns: a busy moment
/// of the machine then meets all of them.
template <class... Systems>
void registerSystems(std::uint32_t times) {
  const auto all = std::make_tuple(std::make_shared<SystemInUse<Systems>>(times)...);
  const auto each = [&](Question question, auto ask) {
    std::apply([&](const auto&... one) { (registerQuestion(one, question, ask), ...); }, all);
  };
  std::apply([](const auto&... one) { (registerBuild(one), ...); }, all);
  each(
      Question::kQ1, [](auto& s, const Asked& a) requires requires { s.q1(a); } { return s.q1(a); });
  each(
      Question::kQ2, [](auto& s, const Asked& a) requires requires { s.q2(a); } { return s.q2(a); });
  each(
      Question::kQ2w, [](auto& s, const Asked& a) requires requires { s.q2(a); } { return s.q2(a); });
  each(
      Question::kQ2c, [](auto& s, const Asked& a) requires requires { s.q2c(a); } { return s.q2c(a); });
  each(
      Question::kQ3, [](auto& s, const Asked& a) requires requires { s.q3(a); } { return s.q3(a); });
  each(
      Question::kQ4, [](auto& s, const Asked& a) requires requires { s.q4(a); } { return s.q4(a); });
  each(
      Question::kQ5, [](auto& s, const Asked& a) requires requires { s.q5(a); } { return s.q5(a); });
  each(
      Question::kQ6, [](auto& s, const Asked& a) requires requires { s.q6(a); } { return s.q6(a); });
  each(
      Question::kQ6w, [](auto& s, const Asked& a) requires requires { s.q6(a); } { return s.q6(a); });
  each(
      Question::kQ7, [](auto& s, const Asked& a) requires requires { s.q7(a); } { return s.q7(a); });
  each(
      Question::kQ7c, [](auto& s, const Asked& a) requires requires { s.q7c(a); } { return s.q7c(a); });
  each(
      Question::kQ8, [](auto& s, const Asked& a) requires requires { s.q8(a); } { return s.q8(a); });
  each(
      Question::kQ9, [](auto& s, const Asked& a) requires requires { s.q9(a); } { return s.q9(a); });
}

}  // namespace tenure::bench
