#include "engine/traversal/together.h"

#include <algorithm>

namespace tenure {

Range rangeOf(const ValidScope& scope) {
  if (const auto* as_of = std::get_if<AsOf>(&scope)) return as_of->when;
  if (const auto* during = std::get_if<During>(&scope)) return during->range;
  return {Instant::minusInfinity(), Instant::plusInfinity()};
}

Together::Together(const ValidScope& scope) : asked_(rangeOf(scope)) {
  if (std::holds_alternative<AsOf>(scope)) kind_ = Kind::kAsOf;
  if (std::holds_alternative<During>(scope)) kind_ = Kind::kDuring;
}

bool Together::add(const Period& period) {
  if (kind_ == Kind::kAsOf) {
    certain_ = certain_ && certainAsOf(period, asked_);
  } else {
    // Clipping to a range changes no comparison between members that are certain in it.
    certain_ = certain_ && !period.perhapsEmpty() &&
               (first_ || (start_max_ < period.end_min && period.start_max < end_min_)) &&
               (kind_ == Kind::kAllTime || certainDuring(period, asked_));
  }
  first_ = false;
  start_min_ = std::max(start_min_, period.start_min);
  start_max_ = std::max(start_max_, period.start_max);
  end_min_ = std::min(end_min_, period.end_min);
  end_max_ = std::min(end_max_, period.end_max);
  return std::max(start_min_, asked_.start) < std::min(end_max_, asked_.end);
}

Range Together::possible() const {
  if (kind_ != Kind::kDuring) return {start_min_, end_max_};
  return {std::max(start_min_, asked_.start), std::min(end_max_, asked_.end)};
}

std::optional<Range> Together::certain() const {
  Range range{start_max_, end_min_};
  if (kind_ == Kind::kDuring) {
    range = {std::max(range.start, asked_.start), std::min(range.end, asked_.end)};
  }
  if (range.start >= range.end) return std::nullopt;
  return range;
}

PeriodSet Together::validity() const {
  PeriodSet set;
  set.possible.push_back(possible());
  if (const auto sure = certain()) set.certain.push_back(*sure);
  return set;
}

}  // namespace tenure
