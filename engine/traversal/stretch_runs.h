// Runs: for which stretches of a series a period holds. Sorted, disjoint stretches meet a period in one run
// of neighbours, so a period is two numbers, and a count over all stretches is a sum over beginnings and
// ends. Plain values; pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "schema/validity.h"

namespace tenure {

/// Stretches first .. last - 1.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
  friend bool operator==(const Run&, const Run&) = default;
  friend auto operator<=>(const Run&, const Run&) = default;
};

/// Where something may hold and where it certainly does; each sorted, disjoint, not touching.
struct Runs {
  std::vector<Run> possible;
  std::vector<Run> certain;
  void add(const Runs& more) {
    possible.insert(possible.end(), more.possible.begin(), more.possible.end());
    certain.insert(certain.end(), more.certain.begin(), more.certain.end());
  }
  /// Brings both lists into order after `add`.
  void join();
};

/// As of each stretch, all of the periods in one row: judgeTogether for all of them at once.
[[nodiscard]] Runs runsOf(const std::vector<Range>& stretches, const Period* row, std::size_t count);

/// Counts for all stretches from the runs of many things.
class RunCounter {
 public:
  explicit RunCounter(std::size_t stretches) : changes_(stretches + 1) {}
  void add(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
      ++changes_[run.first];
      --changes_[run.last];
    }
  }
  [[nodiscard]] std::vector<std::uint64_t> counts() const;

 private:
  std::vector<std::int64_t> changes_;
};

}  // namespace tenure
