// How the sources of this room stop an algorithm of Boost's before its end: a Watch counts what the algorithm
// writes (through property maps) or sees (through visitors) and, when the budget is spent, throws Stopped,
// which `watched` turns into an error value. Nothing thrown leaves this room. One thread.
#pragma once

#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <new>
#include <vector>

#include "engine/traversal/budget.h"
#include "schema/result.h"

namespace tenure {

/// Thrown through Boost, caught in `watched`.
struct Stopped {
  Error why;
};

class Watch {
 public:
  explicit Watch(const Budget& budget) : meter_(budget) {}
  /// One unit of work.
  void step() {
    if (++steps_ % kAtOnce == 0) check();
  }
  /// Memory that the algorithm takes, told before it is taken.
  void take(std::uint64_t bytes) { demand(meter_.take(bytes)); }
  void check() { demand(meter_.steps(kAtOnce)); }

 private:
  static constexpr std::uint32_t kAtOnce = 1'024;
  static void demand(Status status) {
    if (!status.ok()) throw Stopped{std::move(status).error()};
  }
  Meter meter_;
  std::uint32_t steps_ = 0;
};

/// Runs `work(watch)`, which gives a Result, and catches what stops it.
template <class Work>
auto watched(const Budget& budget, Work&& work) -> decltype(work(std::declval<Watch&>())) {
  try {
    Watch watch(budget);
    watch.check();
    return work(watch);
  } catch (const Stopped& stopped) {
    return stopped.why;
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::kLimit, "there is not the memory that the algorithm takes");
  }
}

/// A property map over an array, each write a unit of work. `Key` is a vertex, or an edge with a number.
template <class Key, class Value>
class WatchedMap {
 public:
  using key_type = Key;
  using value_type = Value;
  using reference = Value;
  using category = boost::read_write_property_map_tag;

  WatchedMap(std::vector<Value>& values, Watch& watch) : values_(values.data()), watch_(&watch) {}
  friend Value get(const WatchedMap& map, const Key& key) { return map.values_[placeOf(key)]; }
  friend void put(const WatchedMap& map, const Key& key, Value value) {
    map.watch_->step();
    map.values_[placeOf(key)] = value;
  }

 private:
  static std::size_t placeOf(const Key& key) {
    if constexpr (requires { key.number; }) {
      return key.number;
    } else {
      return key;
    }
  }
  Value* values_;
  Watch* watch_;
};

}  // namespace tenure
