// What a question may take: time, memory, and the patience of whoever asked. Every operator that goes further
// than one step counts its work on a Meter and stops with an error value when the Budget is spent; what it
// had found by then is the visitor's, or dropped.
//
//     Budget budget;
//     budget.deadline = Budget::in(std::chrono::seconds(2));
//     Meter meter(budget);
//     for (...) { TENURE_TRY(meter.step()); TENURE_TRY(meter.take(sizeof(Label))); ... }
//
// A step costs a few instructions: the clock is read, and the flag looked at, at the first and then at every
// 64th step. Memory is what the operator says it holds, counted where containers grow; it is a bound against
// questions that would take the machine down, not an account to the byte.
//
// Thread rules: a Budget is a plain value; `cancelled` may be set from any thread or signal handler. A Meter
// belongs to one question on one thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "schema/result.h"

namespace tenure {

struct Budget {
  using Clock = std::chrono::steady_clock;

  std::optional<Clock::time_point> deadline = {};  ///< nullopt: none
  const std::atomic<bool>* cancelled = nullptr;    ///< stop when it turns true; must outlive the question
  std::uint64_t memory_bytes = std::uint64_t{1} << 30U;  ///< the most an operator may hold at once

  [[nodiscard]] static Clock::time_point in(Clock::duration from_now) { return Clock::now() + from_now; }
};

/// How much of an answer is wanted. A list is cut after so many rows, in its order, and says nothing about
/// what it left out.
struct Limits {
  std::uint64_t rows_max = std::numeric_limits<std::uint64_t>::max();
  Budget budget = {};
};

/// What one question has taken so far.
class Meter {
 public:
  explicit Meter(const Budget& budget) : budget_(budget) {}

  /// One unit of work: an edge looked at, a label settled. kTimeout, kCancelled; the message says how far the
  /// question got.
  Status step() {
    if ((steps_++ & kMask) != 0) return {};
    return check();
  }
  /// The same for much work at once.
  Status steps(std::uint64_t count) {
    const std::uint64_t before = steps_;
    steps_ += count;
    if (count == 0 || ((before + kMask) & ~kMask) >= steps_) return {};
    return check();
  }
  /// Memory that is held from now on. kLimit past the bound.
  Status take(std::uint64_t bytes) {
    held_bytes_ += bytes;
    if (held_bytes_ <= budget_.memory_bytes) return {};
    return overMemory();
  }
  /// Memory that is held no longer.
  void give(std::uint64_t bytes) { held_bytes_ -= bytes < held_bytes_ ? bytes : held_bytes_; }

  /// Looks at the clock and the flag now.
  [[nodiscard]] Status check() const {
    if (budget_.cancelled != nullptr && budget_.cancelled->load(std::memory_order_relaxed)) {
      return Error(ErrorCode::kCancelled, "stopped as asked, after " + std::to_string(steps_) + " steps");
    }
    if (budget_.deadline && Budget::Clock::now() >= *budget_.deadline) {
      return Error(ErrorCode::kTimeout, "the time for the question is over, after " + std::to_string(steps_) +
                                            " steps; ask for less, or allow more");
    }
    return {};
  }

  /// Another question by whoever holds the memory that is counted already.
  void begin(const Budget& budget) {
    budget_ = budget;
    steps_ = 0;
  }

  [[nodiscard]] std::uint64_t stepsTaken() const { return steps_; }
  [[nodiscard]] std::uint64_t heldBytes() const { return held_bytes_; }

 private:
  static constexpr std::uint64_t kMask = 63;

  [[nodiscard]] Status overMemory() const {
    return Error(ErrorCode::kLimit, "the question would hold more than its " +
                                        std::to_string(budget_.memory_bytes) + " bytes of memory, after " +
                                        std::to_string(steps_) + " steps; ask for less, or allow more");
  }

  Budget budget_;
  std::uint64_t steps_ = 0;
  std::uint64_t held_bytes_ = 0;
};

}  // namespace tenure
