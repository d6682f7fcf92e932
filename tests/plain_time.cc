// See plain_time.h; the formulas stand in DESIGN sections 1 and 2.
#include "tests/plain_time.h"

#include <algorithm>
#include <tuple>

namespace tenure::testing {
namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();

std::int64_t grainOf(const Period& period) { return period.grain == Grain::kDay ? kMicrosPerDay : 1; }

/// The part of `period` within [from, to), which is derived where that takes anything away.
std::optional<Period> within(const Period& period, Instant from, Instant to) {
  Period part = period;
  part.start_min = std::max(period.start_min, from);
  part.start_max = std::max(period.start_max, from);
  part.end_min = std::min(period.end_min, to);
  part.end_max = std::min(period.end_max, to);
  const bool same = part.start_min == period.start_min && part.start_max == period.start_max &&
                    part.end_min == period.end_min && part.end_max == period.end_max;
  if (!same) part.derived = true;
  if (part.start_min >= part.end_max) return std::nullopt;
  return part;
}

}  // namespace

Verdict bestOf(Verdict a, Verdict b) {
  if (a == Certainty::kCertain || b == Certainty::kCertain) return Certainty::kCertain;
  return a ? a : b;
}

Verdict worstOf(Verdict a, Verdict b) {
  if (!a || !b) return std::nullopt;
  if (a == Certainty::kCertain && b == Certainty::kCertain) return Certainty::kCertain;
  return Certainty::kPossible;
}

Verdict judgedAlone(const Period& p, const ValidScope& scope) {
  if (std::holds_alternative<AllTime>(scope)) return Certainty::kCertain;
  if (const auto* as_of = std::get_if<AsOf>(&scope)) {
    const auto [q_min, q_max] = as_of->when;
    if (p.start_max <= q_min && q_max <= p.end_min) return Certainty::kCertain;
    if (p.start_min < q_max && q_min < p.end_max) return Certainty::kPossible;
    return std::nullopt;
  }
  const auto [a, b] = std::get<During>(scope).range;
  const bool perhaps_empty = p.derived && p.start_max >= p.end_min;
  if (p.start_max < b && a < p.end_min && !perhaps_empty) return Certainty::kCertain;
  if (p.start_min < b && a < p.end_max) return Certainty::kPossible;
  return std::nullopt;
}

Verdict judgedInOneRow(const std::vector<Period>& row, const ValidScope& scope) {
  Verdict worst = Certainty::kCertain;
  for (const Period& p : row) worst = worstOf(worst, judgedAlone(p, scope));
  const auto* as_of = std::get_if<AsOf>(&scope);
  if (as_of == nullptr || !worst) return worst;
  Instant latest = as_of->when.start;
  Instant earliest = as_of->when.end;
  for (const Period& p : row) {
    latest = std::max(latest, p.start_min);
    earliest = std::min(earliest, p.end_max);
  }
  return latest < earliest ? worst : std::nullopt;
}

Period boundedByDays(const Period& written, std::optional<std::int64_t> longest_days) {
  if (!longest_days) return written;
  const std::int64_t longest = *longest_days * kMicrosPerDay;
  const bool no_end_known = written.end_max == kFuture && written.end_min != kFuture;
  const bool no_start_known = written.start_min == kPast && written.start_max != kPast;
  Period bounded = written;
  if (no_end_known && !no_start_known && written.start_max.isFinite()) {
    bounded.end_max = std::max(written.start_max.plusMicros(longest), written.end_min);
  }
  if (no_start_known && !no_end_known && written.end_min.isFinite()) {
    bounded.start_min = std::min(written.end_min.plusMicros(-longest), written.start_max);
  }
  return bounded;
}

Period endedBy(const Period& period, const std::optional<Cut>& cut) {
  if (!cut) return period;
  return {period.start_min, period.start_max, cut->end_min, cut->end_max, true, period.grain};
}

std::vector<Period> outsideOf(const Period& period, const std::vector<Range>& portions) {
  if (portions.empty()) return {period};
  std::vector<Period> left;
  Instant from = kPast;
  for (std::size_t i = 0; i <= portions.size(); ++i) {
    const Instant to = i < portions.size() ? portions[i].start : kFuture;
    if (from < to) {
      if (const auto part = within(period, from, to)) left.push_back(*part);
    }
    if (i < portions.size()) from = portions[i].end;
  }
  return left;
}

std::vector<Range> withPortion(const std::vector<Range>& portions, Range one_more) {
  std::vector<Range> apart;
  for (const Range& old : portions) {
    const bool touches = old.start <= one_more.end && one_more.start <= old.end;
    if (touches) {
      one_more = {std::min(old.start, one_more.start), std::max(old.end, one_more.end)};
    } else {
      apart.push_back(old);
    }
  }
  apart.push_back(one_more);
  std::sort(apart.begin(), apart.end());
  return apart;
}

bool eventEnds(const Period& event, const Period& written) {
  return written.end_max == kFuture && written.start_max < event.start_min;
}

Cut endGivenBy(FactId event, const Period& when) {
  return {event, when.start_min.plusMicros(grainOf(when)), when.start_max.plusMicros(grainOf(when))};
}

PropertyReading plainReading(const PropertyHistory& history, const ValidScope& scope) {
  if (history.empty()) return {};
  if (std::holds_alternative<AllTime>(scope)) {
    const PropertyValue* latest = &history.front();
    for (const PropertyValue& one : history) {
      if (one.validity.period().start_min > latest->validity.period().start_min) latest = &one;
    }
    return {latest->value, false};
  }
  for (const bool only_certain : {true, false}) {
    std::vector<Value> values;  // distinct ones
    for (const PropertyValue& one : history) {
      const Verdict verdict = judgedAlone(one.validity.period(), scope);
      if (!verdict || (only_certain && verdict != Certainty::kCertain)) continue;
      if (std::find(values.begin(), values.end(), one.value) == values.end()) values.push_back(one.value);
    }
    if (values.size() == 1) return {values.front(), false};
    if (values.size() > 1) return {{}, true};
  }
  return {};
}

PropertyHistory withValueDuring(const PropertyHistory& history, const Value& value, Range portion) {
  PropertyHistory out;
  for (const PropertyValue& old : history) {
    for (const Period& left : outsideOf(old.validity.period(), {portion})) {
      out.push_back({old.value, left == old.validity.period() ? old.validity : Validity::derivedFrom(left)});
    }
  }
  if (!value.isNull()) {
    const Period during{portion.start, portion.start, portion.end, portion.end, true, Grain::kDay};
    out.push_back({value, Validity::derivedFrom(during)});
  }
  return inOrder(std::move(out));
}

PropertyHistory inOrder(PropertyHistory history) {
  std::stable_sort(history.begin(), history.end(), [](const PropertyValue& a, const PropertyValue& b) {
    const Period& p = a.validity.period();
    const Period& q = b.validity.period();
    return std::tie(p.start_min, p.start_max, p.end_min, p.end_max, a.validity.text()) <
           std::tie(q.start_min, q.start_max, q.end_min, q.end_max, b.validity.text());
  });
  return history;
}

}  // namespace tenure::testing
