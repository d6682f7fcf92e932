// The limit: for every day that will be asked about, the graph of that day as static compressed sparse rows,
// built beforehand. A lookup reads two offsets and the row, and no time at all. It cannot answer what needs a
// history (Q5, Q8, Q9) nor any other day.
//
// Rows are sorted by the node at the other end. Built by one thread; then any thread reads, each with an
// Answering of its own, which is why the object is used from one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/huge_pages.h"
#include "bench/systems/row_index.h"
#include "bench/systems/rows.h"

namespace tenure::bench {

class Snapshots {
 public:
  static constexpr std::string_view kName = "snapshots";

  Snapshots(const History& history, const std::vector<std::int32_t>& days);

  [[nodiscard]] std::size_t bytes() const {
    return (offsets_.size() + others_.size()) * sizeof(std::uint32_t);
  }

  [[nodiscard]] std::span<const std::uint32_t> row(FactType type, Side side, std::uint32_t node,
                                                   AskedDay day) const {
    const RowRange& range = ranges_.of[rowKind(type, side)];
    const std::uint32_t at = node - range.first;
    if (at >= range.count) return {};
    const std::uint32_t* offset = &offsets_[std::size_t{day.index} * ranges_.offsets + range.offsets + at];
    return {others_.data() + offset[0], others_.data() + offset[1]};
  }
  template <class Visit>
  void each(FactType type, Side side, std::uint32_t node, AskedDay day, Visit visit) const {
    for (const std::uint32_t other : row(type, side, node, day)) visit(other);
  }

  std::uint32_t q1(const Asked& asked) { return sumOfNeighbours(*this, Side::kOut, asked); }
  std::uint32_t q2(const Asked& asked) { return sumOfNeighbours(*this, Side::kIn, asked); }
  std::uint32_t q2c(const Asked& asked) const {
    return static_cast<std::uint32_t>(row(FactType::kMemberOf, Side::kIn, asked.node, asked.day).size());
  }
  std::uint32_t q3(const Asked& asked) { return sumOfCoMembers(*this, with_, asked); }
  std::uint32_t q4(const Asked& asked) { return sumOfChairsAround(*this, with_, asked); }
  std::uint32_t q6(const Asked& asked) const;
  std::uint32_t q7(const Asked& asked) const;
  std::uint32_t q7c(const Asked& asked) const;

 private:
  void addDay(const std::vector<HistoryFact>& alive);

  RowRanges ranges_;
  HugeVector<std::uint32_t> offsets_;  ///< day by day, into others_
  HugeVector<std::uint32_t> others_;
  Answering with_;
};

}  // namespace tenure::bench
