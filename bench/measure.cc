#include "bench/measure.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>
#include <utility>

namespace tenure::bench {
namespace {

bool any_failed = false;

std::vector<std::function<void()>>& toForget() {
  static std::vector<std::function<void()>> all;
  return all;
}

/// The questions and the answers of a round of the history in use.
struct Round {
  std::vector<Asked> questions;
  std::vector<std::uint32_t> answers;
};

struct InUse {
  std::uint32_t times = 0;
  History history;
  std::map<std::pair<Question, std::uint32_t>, Round> rounds;
};

InUse& inUse(std::uint32_t times) {
  static InUse one;
  if (one.times != times) {
    one = {};  // before the next is made: x10 alone takes 400 MB
    HistorySize size;
    size.times = times;
    one.history = generateHistory(size);
    one.times = times;
  }
  return one;
}

double numberFromEnvironment(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atof(text);
}

/// Enough that a round does not fit into the processor's caches by having been asked before.
std::size_t questionCount(Question question) {
  const auto at_most = static_cast<std::size_t>(numberFromEnvironment("TENURE_BENCH_QUESTIONS", 1e9));
  switch (question) {
    case Question::kQ1:
    case Question::kQ2:
    case Question::kQ2c:
    case Question::kQ5:
    case Question::kQ6: return std::min<std::size_t>(at_most, 20'000);
    case Question::kQ2w:
    case Question::kQ3:
    case Question::kQ4:
    case Question::kQ6w:
    case Question::kQ8: return std::min<std::size_t>(at_most, 5'000);
    default: return std::min<std::size_t>(at_most, 1'000);
  }
}

}  // namespace

const History& historyInUse(std::uint32_t times) { return inUse(times).history; }

const std::vector<std::int32_t>& askedDays() {
  static const std::vector<std::int32_t> days = drawDays();
  return days;
}

const std::vector<Asked>& questionsOf(Question question, std::uint32_t times, std::uint32_t round) {
  Round& of = inUse(times).rounds[{question, round}];
  if (of.questions.empty())
    of.questions = drawQuestions(question, historyInUse(times), askedDays(), questionCount(question), round);
  return of.questions;
}

void compareAnswers(benchmark::State& state, Question question, std::uint32_t times, std::uint32_t round,
                    const std::vector<std::uint32_t>& answers) {
  Round& of = inUse(times).rounds[{question, round}];
  const std::size_t both = std::min(answers.size(), of.answers.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (answers[i] == of.answers[i]) continue;
    return reportMismatch(state, question, of.questions[i]);
  }
  if (answers.size() > of.answers.size()) of.answers = answers;
}

void reportMismatch(benchmark::State& state, Question question, const Asked& asked) {
  char text[160];
  std::snprintf(text, sizeof text,
                "%s: another answer than the first system's: node %u, day %d, later day %d",
                nameOf(question).data(), asked.node, asked.day.day, asked.later.day);
  any_failed = true;
  state.SkipWithError(text);
}

void reportMismatch(benchmark::State& state, std::string_view question, std::int32_t day) {
  any_failed = true;
  const std::string text = std::string(question) + ": a wrong answer on day " + std::to_string(day);
  state.SkipWithError(text.c_str());
}

void reportTimes(benchmark::State& state, std::vector<double>& times_us) {
  if (times_us.empty()) return;
  const auto count = static_cast<double>(times_us.size());
  const double sum = std::accumulate(times_us.begin(), times_us.end(), 0.0);
  std::sort(times_us.begin(), times_us.end());
  state.counters["p50_us"] = times_us[times_us.size() / 2];
  state.counters["p95_us"] = times_us[times_us.size() * 95 / 100];
  state.counters["mean_us"] = sum / count;
  state.counters["questions"] = count;
}

double secondsAtMost() {
  static const double seconds = numberFromEnvironment("TENURE_BENCH_SECONDS", 20);
  return seconds;
}

int runBenchmarks(int argc, char** argv, const std::function<void()>& add) {
  // A measurement is one pass over a round of questions. Without a least time the library calls it once, and
  // names keep the form <question>/<system>/<history>. What the user says comes later and wins.
  char once[] = "--benchmark_min_time=0";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + (argc > 0 ? 1 : 0), once);
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  add();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const auto& forget : toForget()) forget();
  return any_failed ? 1 : 0;
}

void whenDone(std::function<void()> forget) { toForget().push_back(std::move(forget)); }

const QuestionClock& questionClock() {
  static const QuestionClock clock;
  return clock;
}

}  // namespace tenure::bench
