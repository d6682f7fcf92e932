// Validity: when a fact held, with honest ends.
//
// Every period is half-open. A period with uncertain ends has four bounds: it starts at some instant in
// [start_min, start_max] and ends (the first instant at which it no longer holds) at some instant in
// [end_min, end_max]. DESIGN section 1 gives the table from texts to bounds and the formulas below; they
// were checked there against enumerated worlds.
//
// A *written* period comes from a text and is not empty: on entry its inner bounds are tightened so that it
// holds for at least one grain. A *derived* period (an intersection, a portion, what an event cut) is never
// tightened: start_max >= end_min there means "perhaps empty".
//
// Plain values and pure functions; thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/instant.h"
#include "schema/result.h"

namespace tenure {

/// The smallest stretch a period is about. Persisted: do not renumber.
enum class Grain : std::uint8_t { kDay = 0, kMicrosecond = 1 };

[[nodiscard]] constexpr std::int64_t grainMicros(Grain grain) {
  return grain == Grain::kDay ? kMicrosPerDay : 1;
}

/// Whether a written end date includes its day (as people write them) or is the first day outside.
/// Persisted: do not renumber.
enum class EndConvention : std::uint8_t { kInclusive = 0, kExclusive = 1 };

/// What a blank end of a table with start and end columns means: not known (`A/`) or still holding (`A/..`).
enum class BlankEnd : std::uint8_t { kUnknown, kOpen };

enum class Certainty : std::uint8_t { kPossible = 0, kCertain = 1 };
/// "possible" or "certain".
[[nodiscard]] std::string_view certaintyName(Certainty certainty);

/// Four bounds, and whether they are derived. The order start_min <= start_max, end_min <= end_max always
/// holds, and start_min < end_max (the period can hold at some instant).
struct Period {
  Instant start_min = Instant::minusInfinity();
  Instant start_max = Instant::minusInfinity();
  Instant end_min = Instant::plusInfinity();
  Instant end_max = Instant::plusInfinity();
  bool derived = false;
  Grain grain = Grain::kDay;

  friend constexpr bool operator==(const Period&, const Period&) = default;

  /// Holds always, certainly: the validity of a timeless fact.
  static constexpr Period timeless() { return {}; }
  /// Exactly [start, end), certain throughout.
  static constexpr Period exactly(Instant start, Instant end, Grain grain = Grain::kMicrosecond) {
    return {start, start, end, end, false, grain};
  }

  [[nodiscard]] constexpr bool canHold() const { return start_min < end_max; }
  [[nodiscard]] constexpr bool perhapsEmpty() const { return derived && start_max >= end_min; }
};

/// A half-open stretch of valid time [start, end), start < end.
struct Range {
  Instant start;
  Instant end;
  friend constexpr bool operator==(const Range&, const Range&) = default;
  friend constexpr auto operator<=>(const Range&, const Range&) = default;
};

// ---- judging a period --------------------------------------------------------------------------------

/// Whether `period` can hold, or certainly holds, at one unknown instant within `when`:
/// possible = start_min < q_max and q_min < end_max; certain = start_max <= q_min and q_max <= end_min.
[[nodiscard]] constexpr bool possibleAsOf(const Period& period, Range when) {
  return period.start_min < when.end && when.start < period.end_max;
}
[[nodiscard]] constexpr bool certainAsOf(const Period& period, Range when) {
  return period.start_max <= when.start && when.end <= period.end_min;
}
/// The same for "at some time during the range": possible = start_min < b and a < end_max; certain =
/// start_max < b and a < end_min, and the period is not perhaps empty.
[[nodiscard]] constexpr bool possibleDuring(const Period& period, Range range) {
  return period.start_min < range.end && range.start < period.end_max;
}
[[nodiscard]] constexpr bool certainDuring(const Period& period, Range range) {
  return period.start_max < range.end && range.start < period.end_min && !period.perhapsEmpty();
}

// ---- periods as values (DESIGN section 1) --------------------------------------------------------------

/// The later of the starts and the earlier of the ends, bound by bound; derived. nullopt where the two can
/// share no instant.
[[nodiscard]] std::optional<Period> intersection(const Period& a, const Period& b);

/// What a union or difference is: in general not four bounds but two sorted lists of disjoint, non-touching
/// ranges.
struct PeriodSet {
  std::vector<Range> possible;
  std::vector<Range> certain;
  friend bool operator==(const PeriodSet&, const PeriodSet&) = default;
};

/// The possible range [start_min, end_max) and, where there is one, the certain range [start_max, end_min).
[[nodiscard]] PeriodSet periodSet(const Period& period);
/// Joins each list and coalesces what overlaps or touches.
[[nodiscard]] PeriodSet unionOf(const PeriodSet& a, const PeriodSet& b);
/// possible = possible(a) - certain(b); certain = certain(a) - possible(b).
[[nodiscard]] PeriodSet difference(const PeriodSet& a, const PeriodSet& b);
/// Sorts, drops empty ranges, joins what overlaps or touches.
[[nodiscard]] std::vector<Range> coalesced(std::vector<Range> ranges);

// ---- Allen's relations ---------------------------------------------------------------------------------

/// Allen's thirteen relations between two non-empty half-open ranges (J. F. Allen, "Maintaining knowledge
/// about temporal intervals", CACM 26(11), 1983). Exactly one holds.
enum class Allen : std::uint8_t {
  kBefore,
  kMeets,
  kOverlaps,
  kFinishedBy,
  kContains,
  kStarts,
  kEquals,
  kStartedBy,
  kDuring,
  kFinishes,
  kOverlappedBy,
  kMetBy,
  kAfter,
};
inline constexpr int kAllenCount = 13;

/// "before", "meets", "overlaps", "finishedBy", "contains", "starts", "equals", "startedBy", "during",
/// "finishes", "overlappedBy", "metBy", "after".
[[nodiscard]] std::string_view allenName(Allen relation);
[[nodiscard]] Allen allenRelation(Range a, Range b);
/// A set of relations as bits, bit i for the i-th enumerator.
using AllenSet = std::uint16_t;
[[nodiscard]] constexpr AllenSet allenBit(Allen relation) {
  return static_cast<AllenSet>(1U << static_cast<unsigned>(relation));
}
/// The relations that a and c can have when a `ab` b and b `bc` c. Computed from the definition, not from a
/// printed table.
[[nodiscard]] AllenSet allenCompose(Allen ab, Allen bc);
/// The relations that two uncertain periods can have over all choices of their ends (each end independent,
/// periods not empty).
[[nodiscard]] AllenSet allenPossible(const Period& a, const Period& b);

// ---- validity: a period with its text -------------------------------------------------------------------

/// A period as somebody wrote it: bounds plus the text, given back letter for letter.
class Validity {
 public:
  /// A timeless validity: no text, holds always.
  Validity() = default;

  /// What a text means. Takes EDTF (see schema/edtf.h), our one-of sets as interval ends, `attested: A`,
  /// `attested: A/B` (spaces after the colon are free), and "/" (both ends unknown). The empty text is
  /// refused: a timeless fact has no validity at all. Errors: kParse with the column in the text and the
  /// reason, kOutOfRange for an instant beyond the axis, kInvalidArgument for a period that can hold at no
  /// instant or for an all-of set.
  static Result<Validity> parse(std::string_view text, EndConvention convention = EndConvention::kInclusive);

  /// From the start and end columns of a table; each side is one date expression, or blank. The text becomes
  /// "start/end" ("start/" or "start/.." for a blank end, "/end" for a blank start, "/" for both, so that
  /// both ends unknown stays possible always and certain never). A cell that itself holds an interval, or
  /// ".." , is taken as EDTF has it (".." is open); an interval in a cell is refused.
  static Result<Validity> fromColumns(std::string_view start, std::string_view end, BlankEnd blank_end,
                                      EndConvention convention = EndConvention::kInclusive);

  /// A validity with given bounds and the text that `describe` gives them. For derived periods, which have no
  /// text of their own.
  static Validity derivedFrom(const Period& period);

  /// For storage: takes what was stored without parsing. A text that is read again may mean something else
  /// in a later version of the grammar; what was believed then keeps its bounds. The caller has checked the
  /// order of the bounds, and that the text is empty only where the period is timeless.
  static Validity restored(const Period& period, std::string text, EndConvention convention);

  /// The two halves of the text of an interval ("2014" and "2018?"; an expression without "/" is both
  /// halves). Views into this object's text.
  [[nodiscard]] std::string_view startText() const;
  [[nodiscard]] std::string_view endText() const;

  [[nodiscard]] const Period& period() const { return period_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] EndConvention convention() const { return convention_; }
  [[nodiscard]] bool isTimeless() const { return text_.empty(); }

  friend bool operator==(const Validity&, const Validity&) = default;

 private:
  Period period_;
  std::string text_;
  EndConvention convention_ = EndConvention::kInclusive;
};

/// A period as EDTF text that `Validity::parse` reads back to the same bounds (written periods), or as near
/// as texts go: an end that is no EDTF date is written `[first..last]`. Timeless gives "".
[[nodiscard]] std::string describe(const Period& period);

/// The instants a query time stands for: an unknown instant within [start, end). `2022` for its whole year, a
/// day for that day, a timestamp for one microsecond; qualifiers widen as in validities; intervals and one-of
/// sets are their hull (open sides infinite). Errors as Validity::parse.
[[nodiscard]] Result<Range> parseQueryTime(std::string_view text);

/// `FROM a TO b`: [first(a), first(b)). `BETWEEN a AND b`: [first(a), last(b) + 1 day). An empty range is an
/// error.
[[nodiscard]] Result<Range> rangeFromTo(std::string_view a, std::string_view b);
[[nodiscard]] Result<Range> rangeBetween(std::string_view a, std::string_view b);

/// A system instant from text; a coarse text ("2025", "2025-03-01") means its last microsecond.
[[nodiscard]] Result<SystemInstant> parseSystemTime(std::string_view text);

}  // namespace tenure
