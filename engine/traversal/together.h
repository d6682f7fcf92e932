// Together: what a group of facts and lifespans shares (DESIGN section 1, "Several facts in one answer").
//
// The group is *contemporaneous*, possibly, where all can hold at one instant: max(start_min...) <
// min(end_max...). It is so certainly where start_max_i < end_min_j for all i, j that differ: whichever ends
// are the true ones, no member is over before another begins. During a range the bounds are clipped to it
// first, and each member must be certain in the range too. As of a time the shared instant is the one asked
// for, and the group is certain where each member is. A derived period that is perhaps empty makes no group
// certain.
//
// A node stands in a group once, however often a path comes through it: add its lifespan once. Plain value.
#pragma once

#include <optional>

#include "schema/time_scope.h"
#include "schema/validity.h"

namespace tenure {

class Together {
 public:
  explicit Together(const ValidScope& scope);

  /// Adds a member. False where the group then shares no instant; it must not be asked any more.
  [[nodiscard]] bool add(const Period& period);

  [[nodiscard]] Certainty certainty() const { return certain_ ? Certainty::kCertain : Certainty::kPossible; }
  /// The instants that all can share, within the range of a During.
  [[nodiscard]] Range possible() const;
  /// The instants that all share for certain; nullopt where there is none. A group may be certain without
  /// one: that something held in 2017 says on no day that it did.
  [[nodiscard]] std::optional<Range> certain() const;
  /// Both as a set.
  [[nodiscard]] PeriodSet validity() const;

 private:
  enum class Kind : std::uint8_t { kAllTime, kAsOf, kDuring };

  Range asked_;  ///< all of time where nothing is asked
  Kind kind_ = Kind::kAllTime;
  bool first_ = true;
  bool certain_ = true;
  Instant start_min_ = Instant::minusInfinity();  ///< the greatest of the members'; so start_max_
  Instant start_max_ = Instant::minusInfinity();
  Instant end_min_ = Instant::plusInfinity();  ///< the least of the members'; so end_max_
  Instant end_max_ = Instant::plusInfinity();
};

/// The stretch that a scope asks about: its range, its unknown instant's, or all of time.
[[nodiscard]] Range rangeOf(const ValidScope& scope);

}  // namespace tenure
