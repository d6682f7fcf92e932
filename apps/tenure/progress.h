// How far long work has come, on standard error. On a terminal one line, redrawn at most ten times a second,
// with a bar, the rate and the time left; elsewhere (a log) a plain line at most every five seconds, and one
// at the end. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "apps/tenure/table.h"

namespace tenure::apps {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  /// `work` and `unit` as in "loading: 1,000 rows". Quiet: prints nothing. Tests give another file and clock.
  Progress(std::string work, std::string unit, bool quiet, std::FILE* file = stderr,
           std::function<Clock::time_point()> now = Clock::now);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `count` units are done. `fraction` (0 .. 1) where it is known how much that is of the whole; bytes read
  /// of a file give it where rows cannot. Cheap: call it for every few units.
  void update(std::uint64_t count, std::optional<double> fraction = {});
  /// The same, of a total that is counted in the same unit.
  void updateOf(std::uint64_t done, std::uint64_t total);
  /// The last line: how many in how long. Without it (an error, an interruption) the line is only cleared
  /// away.
  void done(std::uint64_t count);

 private:
  [[nodiscard]] std::string line(std::uint64_t count, std::optional<double> fraction, double seconds) const;
  [[nodiscard]] double secondsSince(Clock::time_point start) const;
  void print(std::string_view text) const;
  void clear();

  std::string work_;
  std::string unit_;
  std::FILE* file_;
  std::function<Clock::time_point()> now_;
  Terminal terminal_;
  bool quiet_;
  bool drawn_ = false;
  Clock::time_point started_;
  Clock::time_point shown_;
};

/// 1234567 as "1,234,567".
[[nodiscard]] std::string withThousands(std::uint64_t number);
/// Seconds as "0:07", "12:30" or "1:02:03".
[[nodiscard]] std::string asClock(double seconds);

}  // namespace tenure::apps
