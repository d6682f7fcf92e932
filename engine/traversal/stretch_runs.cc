#include "engine/traversal/stretch_runs.h"

#include <algorithm>

namespace tenure {
namespace {

void joinRuns(std::vector<Run>& runs) {
  if (runs.size() < 2) return;
  std::sort(runs.begin(), runs.end());
  std::vector<Run> joined;
  for (const Run& run : runs) {
    if (!joined.empty() && run.first <= joined.back().last) {
      joined.back().last = std::max(joined.back().last, run.last);
    } else {
      joined.push_back(run);
    }
  }
  runs = std::move(joined);
}

/// How many stretches end at or before an instant.
std::size_t endedBy(const std::vector<Range>& stretches, Instant at) {
  return static_cast<std::size_t>(
      std::upper_bound(stretches.begin(), stretches.end(), at,
                       [](Instant instant, const Range& range) { return instant < range.end; }) -
      stretches.begin());
}
/// How many begin before it.
std::size_t begunBefore(const std::vector<Range>& stretches, Instant at) {
  return static_cast<std::size_t>(
      std::lower_bound(stretches.begin(), stretches.end(), at,
                       [](const Range& range, Instant instant) { return range.start < instant; }) -
      stretches.begin());
}

}  // namespace

void Runs::join() {
  joinRuns(possible);
  joinRuns(certain);
}

Runs runsOf(const std::vector<Range>& stretches, const Period* row, std::size_t count) {
  Period all = row[0];
  for (std::size_t i = 1; i < count; ++i) {
    all.start_min = std::max(all.start_min, row[i].start_min);
    all.start_max = std::max(all.start_max, row[i].start_max);
    all.end_min = std::min(all.end_min, row[i].end_min);
    all.end_max = std::min(all.end_max, row[i].end_max);
  }
  Runs runs;
  if (all.start_min >= all.end_max) return runs;
  // Possible: start_min < q_max and q_min < end_max.
  const Run possible{endedBy(stretches, all.start_min), begunBefore(stretches, all.end_max)};
  if (possible.first < possible.last) runs.possible.push_back(possible);
  // Certain: start_max <= q_min and q_max <= end_min.
  const Run certain{begunBefore(stretches, all.start_max), endedBy(stretches, all.end_min)};
  if (certain.first < certain.last) runs.certain.push_back(certain);
  return runs;
}

std::vector<std::uint64_t> RunCounter::counts() const {
  std::vector<std::uint64_t> out(changes_.size() - 1);
  std::int64_t now = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    now += changes_[i];
    out[i] = static_cast<std::uint64_t>(now);
  }
  return out;
}

}  // namespace tenure
