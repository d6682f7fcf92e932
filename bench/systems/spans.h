// The answers to Q8 and Q9 over anything that can visit a node's facts with their days. `Rows` has
//
//     eachDuring(FactType, Side, node, from_day, to_day, visit(other, start_day, end_day))
//                               every fact that holds at some day of [from, to)
//     eachStarting(FactType, Side, node, from_day, to_day, visit(other, start_day))
//                               every fact that starts in [from, to)
//
// Sets of periods and arrivals per node, never a list of paths. One object a thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "bench/questions.h"
#include "bench/systems/rows.h"
#include "bench/systems/stamps.h"

namespace tenure::bench {

/// A node reached during [start, end).
struct Reached {
  std::uint32_t node;
  std::int32_t start_day;
  std::int32_t end_day;
};

/// Sorted, and the periods of a node that overlap or touch made one.
inline void coalesce(std::vector<Reached>& all) {
  std::sort(all.begin(), all.end(), [](const Reached& a, const Reached& b) {
    return std::tie(a.node, a.start_day) < std::tie(b.node, b.start_day);
  });
  std::size_t kept = 0;
  for (const Reached& one : all) {
    if (kept > 0 && all[kept - 1].node == one.node && one.start_day <= all[kept - 1].end_day)
      all[kept - 1].end_day = std::max(all[kept - 1].end_day, one.end_day);
    else
      all[kept++] = one;
  }
  all.resize(kept);
}

/// Q8: level by level; only what a level adds to a node's periods goes on.
class Closure {
 public:
  template <class Rows>
  std::uint32_t sum(const Rows& rows, const Asked& asked) {
    known_.clear();
    frontier_.assign(1, {asked.node, asked.day.day, asked.day.day + kYearDays});
    while (!frontier_.empty()) {
      next_.clear();
      for (const Reached& from : frontier_) {
        rows.eachDuring(
            FactType::kMemberOf, Side::kOut, from.node, from.start_day, from.end_day,
            [&](std::uint32_t other, std::int32_t start_day, std::int32_t end_day) {
              next_.push_back({other, std::max(start_day, from.start_day), std::min(end_day, from.end_day)});
            });
      }
      coalesce(next_);
      std::erase_if(next_, [&](const Reached& one) { return isKnown(one); });
      known_.insert(known_.end(), next_.begin(), next_.end());
      coalesce(known_);
      frontier_.swap(next_);
    }
    std::uint32_t sum = 0;
    for (const Reached& one : known_) sum ^= mixed(one.node, one.start_day, one.end_day);
    return sum;
  }

 private:
  [[nodiscard]] bool isKnown(const Reached& one) const {
    return std::any_of(known_.begin(), known_.end(), [&](const Reached& had) {
      return had.node == one.node && had.start_day <= one.start_day && one.end_day <= had.end_day;
    });
  }

  std::vector<Reached> known_;
  std::vector<Reached> frontier_;
  std::vector<Reached> next_;
};

/// Q9: hop by hop; whom a hop reaches earlier than before goes on with it.
class Arrivals {
 public:
  explicit Arrivals(std::size_t nodes) : met_(nodes), queued_(nodes), arrival_day_(nodes) {}

  template <class Rows>
  std::uint32_t sum(const Rows& rows, const Asked& asked) {
    met_.begin();
    met_.first(asked.node);
    arrival_day_[asked.node] = asked.day.day;
    reached_.clear();
    frontier_.assign(1, {asked.node, asked.day.day});
    for (int hop = 0; hop < kArrivalHops && !frontier_.empty(); ++hop) {
      queued_.begin();
      next_.clear();
      for (const Arrival& from : frontier_) hopFrom(rows, from, asked.day.day + kYearDays);
      frontier_.clear();
      for (const std::uint32_t node : next_) frontier_.push_back({node, arrival_day_[node]});
    }
    std::uint32_t sum = 0;
    for (const std::uint32_t node : reached_)
      sum ^= mixed(node, static_cast<std::uint32_t>(arrival_day_[node]));
    return sum;
  }

 private:
  /// As it stood when the hop began: what a hop improves goes on in the next.
  struct Arrival {
    std::uint32_t node;
    std::int32_t day;
  };

  template <class Rows>
  void hopFrom(const Rows& rows, const Arrival& from, std::int32_t to_day) {
    for (const FactType type : {FactType::kMemberOf, FactType::kChaired}) {
      for (const Side side : {Side::kOut, Side::kIn}) {
        rows.eachStarting(type, side, from.node, from.day, to_day,
                          [&](std::uint32_t other, std::int32_t start_day) { arrive(other, start_day); });
      }
    }
  }

  void arrive(std::uint32_t node, std::int32_t day) {
    if (met_.first(node)) {
      reached_.push_back(node);
    } else if (arrival_day_[node] <= day) {
      return;
    }
    arrival_day_[node] = day;
    if (queued_.first(node)) next_.push_back(node);
  }

  Stamps met_;
  Stamps queued_;
  std::vector<std::int32_t> arrival_day_;
  std::vector<std::uint32_t> reached_;
  std::vector<std::uint32_t> next_;
  std::vector<Arrival> frontier_;
};

}  // namespace tenure::bench
