// The days, months and years of a series.
#include "engine/traversal/series.h"
#include "schema/civil.h"
#include "schema/instant.h"

namespace tenure {
namespace {

constexpr std::size_t kStretchesMax = 1'000'000;

/// The first day of the stretch that contains `day`, and of the next one.
CivilDate firstDayOf(CivilDate day, SeriesStep step) {
  if (step != SeriesStep::kDay) day.day = 1;
  if (step == SeriesStep::kYear) day.month = 1;
  return day;
}
Result<Instant> startOfNext(Instant start, SeriesStep step) {
  if (step == SeriesStep::kDay) return start.plusMicros(kMicrosPerDay);
  CivilDate next = dayOf(start);
  if (step == SeriesStep::kYear || next.month == 12) {
    ++next.year;
    next.month = 1;
  } else {
    ++next.month;
  }
  return midnight(next);
}

}  // namespace

Result<std::vector<Range>> stretches(Range from, SeriesStep step) {
  if (!from.start.isFinite() || !from.end.isFinite() || from.start >= from.end) {
    return Error(ErrorCode::kInvalidArgument, "a series needs a first and a last day, in order of time");
  }
  std::vector<Range> out;
  TENURE_ASSIGN(Instant start, midnight(firstDayOf(dayOf(from.start), step)));
  while (start < from.end) {
    if (out.size() == kStretchesMax) {
      return Error(ErrorCode::kLimit, "a series has at most " + std::to_string(kStretchesMax) + " steps");
    }
    TENURE_ASSIGN(const Instant end, startOfNext(start, step));
    out.push_back({start, end});
    start = end;
  }
  return out;
}

std::string stretchName(Range stretch, SeriesStep step) {
  const std::string day = formatCivil(dayOf(stretch.start));
  if (step == SeriesStep::kDay) return day;
  const std::string month = day.substr(0, day.size() - 3);
  return step == SeriesStep::kMonth ? month : month.substr(0, month.size() - 3);
}

std::vector<Range> firstDays(std::vector<Range> stretches) {
  for (Range& one : stretches) one.end = std::min(one.end, one.start.plusMicros(kMicrosPerDay));
  return stretches;
}

}  // namespace tenure
