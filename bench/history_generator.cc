#include "bench/history_generator.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "bench/random_stream.h"

namespace tenure::bench {
namespace {

/// Each family of streams draws apart from the others.
enum Family : std::uint64_t { kCareers, kChairs, kCoalitions, kMergers, kSplits, kRanks };

constexpr std::uint32_t kOpenIn1024 = 51;  // 5 %

/// How one node's facts of a type follow each other. Stays and pauses are exponential, in days.
struct SequencePlan {
  FactType type;
  std::uint32_t mean_stay_days;
  std::uint32_t mean_pause_days;
  std::uint32_t overlaps_in_1024;  ///< how often the next begins while the last still holds
};

// The pauses make the alive facts add up to 92,000: 73,000 people in organizations, 8,800 chairs, 9,900
// organizations in coalitions.
constexpr SequencePlan kCareer = {FactType::kMemberOf, 1'140, 395, 128};
constexpr SequencePlan kChair = {FactType::kChaired, 1'570, 36, 0};
constexpr SequencePlan kCoalition = {FactType::kMemberOf, 3'100, 300, 384};
constexpr std::uint32_t kEventsOfAType = 5'000;  // at x1, with 9,000 organizations

std::int32_t exponentialDays(RandomStream& random, std::uint32_t mean_days, std::uint32_t times) {
  // 2^32 x (up to 40) x (up to 3,000) stays below 2^49.
  return static_cast<std::int32_t>((random.exponential() * mean_days / times) >> 32U);
}

/// Draws ranks with chances 1, 1/2, 1/3, ... and gives each the organization it stands for.
class ZipfOrganizations {
 public:
  ZipfOrganizations(const HistorySize& size, RandomStream random) : members_(size.organizations) {
    std::iota(members_.begin(), members_.end(), size.firstOrganization());
    // Which organization is large says nothing about where it stands among the ids.
    for (std::uint32_t i = size.organizations; i > 1; --i)
      std::swap(members_[i - 1], members_[random.below(i)]);
    up_to_.reserve(size.organizations);
    std::uint64_t sum = 0;
    for (std::uint64_t rank = 1; rank <= size.organizations; ++rank) {
      sum += (std::uint64_t{1} << 40U) / rank;
      up_to_.push_back(sum);
    }
  }

  std::uint32_t draw(RandomStream& random) const {
    // The modulus favours small ranks by less than 2^-20.
    const std::uint64_t at = random.next() % up_to_.back();
    return members_[static_cast<std::size_t>(std::upper_bound(up_to_.begin(), up_to_.end(), at) -
                                             up_to_.begin())];
  }

 private:
  std::vector<std::uint32_t> members_;
  std::vector<std::uint64_t> up_to_;
};

class Generator {
 public:
  Generator(const HistorySize& size, std::uint64_t seed)
      : size_(size), root_(seed), organizations_(size, root_.split(kRanks, 0)) {}

  std::vector<HistoryFact> run() {
    for (std::uint32_t person = 0; person < size_.people; ++person) {
      addSequence(kCareer, root_.split(kCareers, person), [&](RandomStream& random) {
        return Ends{person, organizations_.draw(random)};
      });
    }
    for (std::uint32_t i = 0; i < size_.organizations; ++i) {
      addSequence(kChair, root_.split(kChairs, i), [&](RandomStream& random) {
        return Ends{random.below(size_.people), size_.firstOrganization() + i};
      });
    }
    for (std::uint32_t i = 0; i < size_.organizations; ++i) {
      addSequence(kCoalition, root_.split(kCoalitions, i), [&](RandomStream& random) {
        return Ends{size_.firstOrganization() + i, size_.firstCoalition() + random.below(size_.coalitions)};
      });
    }
    addEvents(FactType::kMergedInto, root_.split(kMergers, 0));
    addEvents(FactType::kSplitFrom, root_.split(kSplits, 0));
    return std::move(facts_);
  }

 private:
  struct Ends {
    std::uint32_t subject;
    std::uint32_t object;
    friend bool operator==(const Ends&, const Ends&) = default;
  };

  /// Whether a fact of this sequence joins `ends` at or after `day`; forgets those that have ended.
  bool joined(Ends ends, std::int32_t day) {
    std::erase_if(holding_, [&](const auto& one) { return one.end_day <= day; });
    return std::any_of(holding_.begin(), holding_.end(), [&](const auto& one) { return one.ends == ends; });
  }

  template <class Draw>
  void addSequence(const SequencePlan& plan, RandomStream random, Draw draw) {
    // Four mean spans before the first day the sequence is as it will be ever after.
    std::int32_t start = kFirstDay - static_cast<std::int32_t>(4 * plan.mean_stay_days / size_.times) -
                         exponentialDays(random, plan.mean_stay_days, size_.times);
    holding_.clear();
    while (start <= kLastDay) {
      const std::int32_t end = start + 1 + exponentialDays(random, plan.mean_stay_days, size_.times);
      Ends ends = draw(random);
      // In a small history there may be nowhere else to go.
      int tries = 64;
      while (joined(ends, start) && --tries > 0) ends = draw(random);
      if (tries > 0) {
        holding_.push_back({ends, end});
        addFact(ends, plan.type, start, end, random);
      }
      if (random.chance(plan.overlaps_in_1024)) {
        start = end - static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(end - start)));
      } else {
        start = end + exponentialDays(random, plan.mean_pause_days, size_.times);
      }
    }
  }

  /// The part of it between the first and the last day.
  void addFact(Ends ends, FactType type, std::int32_t start, std::int32_t end, RandomStream& random) {
    if (end <= kFirstDay) return;
    if (end > kLastDay) end = random.chance(kOpenIn1024) ? kOpenDay : kLastDay + 1;
    facts_.push_back({ends.subject, ends.object, std::max(start, kFirstDay), end, type});
  }

  void addEvents(FactType type, RandomStream random) {
    const std::uint64_t count = std::uint64_t{kEventsOfAType} * size_.organizations * size_.times / 9'000;
    const auto begin = static_cast<std::ptrdiff_t>(facts_.size());
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint32_t subject = random.below(size_.organizations);
      const std::uint32_t object =
          (subject + 1 + random.below(size_.organizations - 1)) % size_.organizations;
      const auto day = kFirstDay + static_cast<std::int32_t>(random.below(kLastDay + 1 - kFirstDay));
      const std::uint32_t first = size_.firstOrganization();
      facts_.push_back({first + subject, first + object, day, day + 1, type});
    }
    const auto order = [](const HistoryFact& a, const HistoryFact& b) {
      return std::tie(a.subject, a.start_day, a.object) < std::tie(b.subject, b.start_day, b.object);
    };
    std::sort(facts_.begin() + begin, facts_.end(), order);
    facts_.erase(std::unique(facts_.begin() + begin, facts_.end()), facts_.end());
  }

  struct Holding {
    Ends ends;
    std::int32_t end_day;
  };

  HistorySize size_;
  RandomStream root_;
  ZipfOrganizations organizations_;
  std::vector<Holding> holding_;  ///< of the sequence under way
  std::vector<HistoryFact> facts_;
};

}  // namespace

History generateHistory(const HistorySize& size, std::uint64_t seed) {
  return {size, Generator(size, seed).run()};
}

}  // namespace tenure::bench
