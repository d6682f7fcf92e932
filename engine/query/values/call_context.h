// CallContext: what a function of the query language may ask of the statement that runs it, beside its
// arguments. One per running statement, used from one thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace tenure::query {

class GraphAccess;  // executor/graph_access.h

/// A moment by the wall clock, UTC, as `datetime()` gives it.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// What `datetime.transaction()`, `.statement()` and `.realtime()` read. The first two stand still.
struct StatementClock {
  WallTime transaction;
  WallTime statement;
  /// Asked anew for each call.
  WallTime (*realtime)() = [] {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
  };
  std::string zone = "Z";  ///< of values that name none: an offset ("+01:00") or an IANA name
};

/// Random numbers (xoroshiro128++ of Blackman and Vigna): small, fast, and repeatable from its seed. Not for
/// secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  /// From the operating system, which is asked with the first number: most statements want none.
  [[nodiscard]] static Random seeded() { return {}; }

  [[nodiscard]] std::uint64_t next();
  /// In [0, 1).
  [[nodiscard]] double uniform();

 private:
  Random() = default;
  void seed();
  std::array<std::uint64_t, 2> state_{};  ///< all zero: not seeded yet
};

struct CallContext {
  GraphAccess* graph = nullptr;  ///< borrowed; null where a function runs without a graph (constant folding)
  StatementClock clock;
  Random random = Random(0);
  /// No function makes a value larger than this: `range(0, 1e15)` is an error, not the end of the process.
  std::size_t value_bytes_max = std::size_t{256} << 20U;
};

}  // namespace tenure::query
