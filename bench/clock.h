// One question takes as little as a few hundred nanoseconds, so the clock is the processor's counter, read
// behind a fence on both sides (one question does not overlap the next, as for a user who waits for an
// answer), and what reading it costs is measured and subtracted. Other processors than x86 have the steady
// clock.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace tenure::bench {

class QuestionClock {
 public:
  static std::uint64_t ticks() {
#if defined(__x86_64__)
    _mm_lfence();
    const std::uint64_t now = __rdtsc();
    _mm_lfence();
    return now;
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
  }

  /// Takes 20 ms to set the counter against the steady clock.
  QuestionClock() {
    const auto start = std::chrono::steady_clock::now();
    const std::uint64_t start_ticks = ticks();
    while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(20)) {
    }
    const std::chrono::duration<double, std::micro> passed_us = std::chrono::steady_clock::now() - start;
    us_per_tick_ = passed_us.count() / static_cast<double>(ticks() - start_ticks);
    std::array<std::uint64_t, 10'001> costs;
    for (std::uint64_t& cost : costs) {
      const std::uint64_t before = ticks();
      cost = ticks() - before;
    }
    std::nth_element(costs.begin(), costs.begin() + costs.size() / 2, costs.end());
    cost_ = costs[costs.size() / 2];
  }

  /// Between two readings, without the cost of reading.
  [[nodiscard]] double us(std::uint64_t from, std::uint64_t to) const {
    return us_per_tick_ * static_cast<double>(to - from > cost_ ? to - from - cost_ : 0);
  }
  [[nodiscard]] double costUs() const { return us_per_tick_ * static_cast<double>(cost_); }

 private:
  double us_per_tick_ = 0;
  std::uint64_t cost_ = 0;
};

}  // namespace tenure::bench
