#include "schema/time_scope.h"

namespace tenure {

namespace {

std::optional<Certainty> verdict(bool possible, bool certain) {
  if (certain) return Certainty::kCertain;
  if (possible) return Certainty::kPossible;
  return std::nullopt;
}

/// The weakest of the single judgements; nullopt where one of them is.
std::optional<Certainty> eachAlone(const Period* periods, std::size_t count, const ValidScope& scope) {
  Certainty weakest = Certainty::kCertain;
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<Certainty> one = judge(periods[i], scope);
    if (!one) return std::nullopt;
    weakest = std::min(weakest, *one);
  }
  return weakest;
}

}  // namespace

std::optional<Certainty> judge(const Period& period, const ValidScope& scope) {
  if (const auto* as_of = std::get_if<AsOf>(&scope)) {
    return verdict(possibleAsOf(period, as_of->when), certainAsOf(period, as_of->when));
  }
  if (const auto* during = std::get_if<During>(&scope)) {
    return verdict(possibleDuring(period, during->range), certainDuring(period, during->range));
  }
  return Certainty::kCertain;
}

std::optional<Certainty> judgeTogether(const Period* periods, std::size_t count, const ValidScope& scope) {
  const auto* as_of = std::get_if<AsOf>(&scope);
  if (as_of == nullptr) return eachAlone(periods, count, scope);

  Instant latest_start = as_of->when.start;
  Instant earliest_end = as_of->when.end;
  bool certain = true;
  for (std::size_t i = 0; i < count; ++i) {
    latest_start = std::max(latest_start, periods[i].start_min);
    earliest_end = std::min(earliest_end, periods[i].end_max);
    certain = certain && certainAsOf(periods[i], as_of->when);
  }
  return verdict(latest_start < earliest_end, certain);
}

}  // namespace tenure
