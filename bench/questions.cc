#include "bench/questions.h"

#include <algorithm>
#include <utility>

#include "bench/random_stream.h"

namespace tenure::bench {
namespace {

constexpr std::uint64_t kQuestionSeed = 19'600'813;
constexpr std::uint64_t kDaysFamily = 1'000;

std::uint32_t below(RandomStream& random, std::size_t count) {
  return random.below(static_cast<std::uint32_t>(count));
}

AskedDay anyDay(RandomStream& random, const std::vector<std::int32_t>& days) {
  const std::uint32_t index = below(random, days.size());
  return {index, days[index]};
}

/// An organization with as many chances as it has members on the day.
std::uint32_t organizationBySize(RandomStream& random, const History& history, std::int32_t day) {
  for (;;) {
    const HistoryFact& fact = history.facts[below(random, history.facts.size())];
    if (fact.type == FactType::kMemberOf && fact.subject < history.size.people && fact.aliveOn(day))
      return fact.object;
  }
}

Asked drawOne(Question question, const History& history, const std::vector<std::int32_t>& days,
              RandomStream random) {
  const HistorySize& size = history.size;
  Asked asked{0, anyDay(random, days), {}};
  asked.later = asked.day;
  switch (question) {
    case Question::kQ1:
    case Question::kQ3:
    case Question::kQ4:
    case Question::kQ8:
    case Question::kQ9: asked.node = random.below(size.people); break;
    case Question::kQ5: asked.node = random.below(size.nodes()); break;
    case Question::kQ6:
    case Question::kQ6w:
      while (asked.later.index == asked.day.index) asked.later = anyDay(random, days);
      if (asked.later.index < asked.day.index) std::swap(asked.day, asked.later);
      break;
    default: break;
  }
  switch (question) {
    case Question::kQ2:
    case Question::kQ2c:
    case Question::kQ6: asked.node = size.firstOrganization() + random.below(size.organizations); break;
    case Question::kQ2w:
    case Question::kQ6w: asked.node = organizationBySize(random, history, asked.day.day); break;
    default: break;
  }
  return asked;
}

}  // namespace

std::vector<std::int32_t> drawDays(std::size_t count) {
  RandomStream random = RandomStream(kQuestionSeed).split(kDaysFamily, 0);
  std::vector<std::int32_t> days;
  while (days.size() < count) {
    const auto day = kFirstDay + static_cast<std::int32_t>(random.below(kLastDay + 1 - kFirstDay));
    if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
  }
  std::sort(days.begin(), days.end());
  return days;
}

std::vector<Asked> drawQuestions(Question question, const History& history,
                                 const std::vector<std::int32_t>& days, std::size_t count,
                                 std::uint32_t round) {
  const RandomStream random(kQuestionSeed + round);
  std::vector<Asked> asked;
  asked.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    asked.push_back(drawOne(question, history, days, random.split(static_cast<std::uint64_t>(question), i)));
  return asked;
}

}  // namespace tenure::bench
