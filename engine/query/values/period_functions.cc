// Periods of valid time: Allen's relations, overlaps, intersection, coalesced and difference.
//
// The ends of a period may be uncertain, so a relation between two is three-valued, as everything in the
// query language is: true where it holds whatever the ends are (certain), false where it can not
// (impossible), null where it depends (possible). WHERE keeps the certain; `before(a, b) IS NULL` finds the
// merely possible, and `allen(a, b)` names the relations that can hold.
//
// Two things are called "overlaps". Allen's relation is the narrow one (a begins first and ends inside of b);
// what people ask is whether two periods share any time. `overlaps(a, b)` is the latter; all thirteen of
// Allen's stand under `allen.`, and twelve besides under their bare names.
#include <algorithm>

#include <fmt/format.h>

#include "engine/query/values/comparison.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/period_value.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

constexpr KindSet kPeriod =
    kinds(Kind::kString, Kind::kDate, Kind::kLocalDateTime, Kind::kDateTime, Kind::kMap, Kind::kRelationship);
constexpr KindSet kPeriodOrList = kPeriod | kinds(Kind::kList);
constexpr KindSet kBoolean = kinds(Kind::kBoolean);

template <Allen relation>
Result<Datum> related(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const Period a, periodOf(arguments[0]));
  TENURE_ASSIGN(const Period b, periodOf(arguments[1]));
  const AllenSet possible = allenPossible(a, b);
  if ((possible & allenBit(relation)) == 0 && possible != 0) return Datum::boolean(false);
  // A derived period that is perhaps empty stands in no relation for certain.
  if (possible == allenBit(relation) && !a.perhapsEmpty() && !b.perhapsEmpty()) return Datum::boolean(true);
  return Datum();
}

Result<Datum> allen(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const Period a, periodOf(arguments[0]));
  TENURE_ASSIGN(const Period b, periodOf(arguments[1]));
  const AllenSet possible = allenPossible(a, b);
  DatumList names;
  for (unsigned i = 0; i < kAllenCount; ++i) {
    const auto relation = static_cast<Allen>(i);
    if ((possible & allenBit(relation)) != 0)
      names.push_back(Datum::string(std::string(allenName(relation))));
  }
  return Datum::list(std::move(names));
}

Result<Datum> overlaps(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const Period a, periodOf(arguments[0]));
  TENURE_ASSIGN(const Period b, periodOf(arguments[1]));
  const bool possible = std::max(a.start_min, b.start_min) < std::min(a.end_max, b.end_max);
  if (!possible) return Datum::boolean(false);
  const bool certain =
      a.start_max < b.end_min && b.start_max < a.end_min && !a.perhapsEmpty() && !b.perhapsEmpty();
  return certain ? Datum::boolean(true) : Datum();
}

/// The elements of arguments that are lists, and the other arguments. Nulls are left out.
Result<std::vector<Period>> periodsOf(Arguments arguments) {
  std::vector<Period> periods;
  for (const Datum& argument : arguments) {
    const Arguments items =
        argument.kind() == Kind::kList ? Arguments(argument.asList()) : Arguments(&argument, 1);
    for (const Datum& item : items) {
      if (item.isNull()) continue;
      TENURE_ASSIGN(const Period period, periodOf(item));
      periods.push_back(period);
    }
  }
  return periods;
}

PeriodSet unionOf(const std::vector<Period>& periods) {
  PeriodSet joined;
  for (const Period& period : periods) {
    const PeriodSet each = periodSet(period);
    joined.possible.insert(joined.possible.end(), each.possible.begin(), each.possible.end());
    joined.certain.insert(joined.certain.end(), each.certain.begin(), each.certain.end());
  }
  joined.possible = coalesced(std::move(joined.possible));
  joined.certain = coalesced(std::move(joined.certain));
  return joined;
}

Result<Datum> intersected(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const std::vector<Period> periods, periodsOf(arguments));
  if (periods.empty()) return Datum();
  Period shared = periods.front();
  for (std::size_t i = 1; i < periods.size(); ++i) {
    const auto next = intersection(shared, periods[i]);
    if (!next) return Datum();
    shared = *next;
  }
  return toDatum(shared);
}

Result<Datum> coalescedPeriods(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const std::vector<Period> periods, periodsOf(arguments));
  return toDatum(unionOf(periods));
}

Result<Datum> differenceOf(Arguments arguments, CallContext& /*context*/) {
  TENURE_ASSIGN(const std::vector<Period> minuend, periodsOf(arguments.first(1)));
  TENURE_ASSIGN(const std::vector<Period> subtrahend, periodsOf(arguments.subspan(1)));
  return toDatum(difference(unionOf(minuend), unionOf(subtrahend)));
}

constexpr ScalarFunction relation(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                                  std::string_view signature, std::string_view description) {
  return {.name = name,
          .arity_min = 2,
          .arity_max = 2,
          .accepts = {kPeriod},
          .returns = kBoolean,
          .call = call,
          .category = "Period",
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction ofMany(std::string_view name, std::uint8_t arity_min, std::uint8_t arity_max,
                                KindSet returns, Result<Datum> (*call)(Arguments, CallContext&),
                                std::string_view signature, std::string_view description) {
  return {.name = name,
          .arity_min = arity_min,
          .arity_max = arity_max,
          .accepts = {kPeriodOrList},
          .returns = returns,
          .call = call,
          .category = "Period",
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction kPeriodFunctions[] = {
    relation("before", related<Allen::kBefore>, "before(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a ends, with time between, before b begins."),
    relation("meets", related<Allen::kMeets>, "meets(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "b begins when a ends."),
    relation("finishedBy", related<Allen::kFinishedBy>, "finishedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a begins first and both end together."),
    relation("contains", related<Allen::kContains>, "contains(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a begins before b and ends after it."),
    relation("starts", related<Allen::kStarts>, "starts(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "Both begin together and a ends first."),
    relation("equals", related<Allen::kEquals>, "equals(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "Both begin and end together."),
    relation("startedBy", related<Allen::kStartedBy>, "startedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "Both begin together and b ends first."),
    relation("during", related<Allen::kDuring>, "during(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a begins after b and ends before it."),
    relation("finishes", related<Allen::kFinishes>, "finishes(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "b begins first and both end together."),
    relation("overlappedBy", related<Allen::kOverlappedBy>,
             "overlappedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "a begins inside of b and ends after it."),
    relation("metBy", related<Allen::kMetBy>, "metBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a begins when b ends."),
    relation("after", related<Allen::kAfter>, "after(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "a begins, with time between, after b ends."),
    relation("allen.before", related<Allen::kBefore>, "allen.before(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as before."),
    relation("allen.meets", related<Allen::kMeets>, "allen.meets(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as meets."),
    relation("allen.overlaps", related<Allen::kOverlaps>,
             "allen.overlaps(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "a begins first and ends inside of b."),
    relation("allen.finishedBy", related<Allen::kFinishedBy>,
             "allen.finishedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "The same as finishedBy."),
    relation("allen.contains", related<Allen::kContains>,
             "allen.contains(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "The same as contains."),
    relation("allen.starts", related<Allen::kStarts>, "allen.starts(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as starts."),
    relation("allen.equals", related<Allen::kEquals>, "allen.equals(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as equals."),
    relation("allen.startedBy", related<Allen::kStartedBy>,
             "allen.startedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "The same as startedBy."),
    relation("allen.during", related<Allen::kDuring>, "allen.during(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as during."),
    relation("allen.finishes", related<Allen::kFinishes>,
             "allen.finishes(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "The same as finishes."),
    relation("allen.overlappedBy", related<Allen::kOverlappedBy>,
             "allen.overlappedBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN", "The same as overlappedBy."),
    relation("allen.metBy", related<Allen::kMetBy>, "allen.metBy(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as metBy."),
    relation("allen.after", related<Allen::kAfter>, "allen.after(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "The same as after."),
    relation("overlaps", overlaps, "overlaps(a :: PERIOD, b :: PERIOD) :: BOOLEAN",
             "Both hold at some instant. Allen's narrower relation is allen.overlaps."),
    {.name = "allen",
     .arity_min = 2,
     .arity_max = 2,
     .accepts = {kPeriod},
     .returns = kinds(Kind::kList),
     .call = allen,
     .category = "Period",
     .signature = "allen(a :: PERIOD, b :: PERIOD) :: LIST<STRING>",
     .description = "The names of Allen's relations that can hold; one where it is certain."},
    ofMany("intersection", 1, ScalarFunction::kVariadic, kinds(Kind::kString), intersected,
           "intersection(period :: PERIOD | LIST<PERIOD>, ...) :: STRING",
           "The period in which all of them hold; null where they can share no instant."),
    ofMany("coalesced", 1, ScalarFunction::kVariadic, kinds(Kind::kMap), coalescedPeriods,
           "coalesced(period :: PERIOD | LIST<PERIOD>, ...) :: MAP",
           "The periods joined where they overlap or touch: {possible: [...], certain: [...]}."),
    ofMany("difference", 2, 2, kinds(Kind::kMap), differenceOf,
           "difference(a :: PERIOD | LIST<PERIOD>, b :: PERIOD | LIST<PERIOD>) :: MAP",
           "When a holds and b does not: {possible: [...], certain: [...]}."),
};

}  // namespace

std::span<const ScalarFunction> periodFunctions() { return kPeriodFunctions; }

}  // namespace tenure::query
