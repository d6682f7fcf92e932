// What a program without a temporal index would do: for each node, type and side a plain list of all facts
// ever, in order of start, beside each other in memory; a question reads the list up to the last fact that
// has started and leaves out what has ended. It can answer everything, on any day.
//
// Built by one thread; used from one, because it keeps what answering needs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/huge_pages.h"
#include "bench/systems/row_index.h"
#include "bench/systems/rows.h"
#include "bench/systems/spans.h"

namespace tenure::bench {

class Lists {
 public:
  static constexpr std::string_view kName = "lists";

  struct Entry {
    std::int32_t start_day;
    std::int32_t end_day;
    std::uint32_t other;
  };

  Lists(const History& history, const std::vector<std::int32_t>& days);

  [[nodiscard]] std::size_t bytes() const {
    return offsets_.size() * sizeof(std::uint32_t) + entries_.size() * sizeof(Entry);
  }

  [[nodiscard]] std::span<const Entry> list(FactType type, Side side, std::uint32_t node) const {
    const RowRange& range = ranges_.of[rowKind(type, side)];
    const std::uint32_t at = node - range.first;
    if (at >= range.count) return {};
    const std::uint32_t* offset = &offsets_[range.offsets + at];
    return {entries_.data() + offset[0], entries_.data() + offset[1]};
  }
  template <class Visit>
  void each(FactType type, Side side, std::uint32_t node, AskedDay day, Visit visit) const {
    for (const Entry& entry : list(type, side, node)) {
      if (entry.start_day > day.day) break;
      if (entry.end_day > day.day) visit(entry.other);
    }
  }
  template <class Visit>
  void eachDuring(FactType type, Side side, std::uint32_t node, std::int32_t from_day, std::int32_t to_day,
                  Visit visit) const {
    for (const Entry& entry : list(type, side, node)) {
      if (entry.start_day >= to_day) break;
      if (entry.end_day > from_day) visit(entry.other, entry.start_day, entry.end_day);
    }
  }
  template <class Visit>
  void eachStarting(FactType type, Side side, std::uint32_t node, std::int32_t from_day, std::int32_t to_day,
                    Visit visit) const {
    const auto all = list(type, side, node);
    auto at = std::lower_bound(all.begin(), all.end(), from_day,
                               [](const Entry& entry, std::int32_t day) { return entry.start_day < day; });
    for (; at != all.end() && at->start_day < to_day; ++at) visit(at->other, at->start_day);
  }

  std::uint32_t q1(const Asked& asked) { return sumOfNeighbours(*this, Side::kOut, asked); }
  std::uint32_t q2(const Asked& asked) { return sumOfNeighbours(*this, Side::kIn, asked); }
  std::uint32_t q2c(const Asked& asked) const;
  std::uint32_t q3(const Asked& asked) { return sumOfCoMembers(*this, with_, asked); }
  std::uint32_t q4(const Asked& asked) { return sumOfChairsAround(*this, with_, asked); }
  std::uint32_t q5(const Asked& asked);
  std::uint32_t q6(const Asked& asked) const;
  std::uint32_t q7(const Asked& asked) const;
  std::uint32_t q7c(const Asked& asked) const;
  std::uint32_t q8(const Asked& asked) { return closure_.sum(*this, asked); }
  std::uint32_t q9(const Asked& asked) { return arrivals_.sum(*this, asked); }

 private:
  void addLists(const std::vector<HistoryFact>& by_start, FactType type, Side side);
  /// visit(subject, entry) for every fact that holds on the day.
  template <class Visit>
  void eachOfAll(std::int32_t day, Visit visit) const;

  RowRanges ranges_;
  HugeVector<std::uint32_t> offsets_;
  HugeVector<Entry> entries_;
  Answering with_;
  Closure closure_;
  Arrivals arrivals_;
  std::vector<HistoryFact> history_of_one_;
};

}  // namespace tenure::bench
