// The other limit: what a user of Boost.Graph would build beforehand for every day that will be asked about,
// a bidirectional compressed_sparse_row_graph for each type. Boost keeps two offsets for every node of the
// graph, in both directions, and the index of each edge besides.
//
// Built by one thread; used from one, because it keeps what answering needs.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"

namespace tenure::bench {

class BoostRows {
 public:
  static constexpr std::string_view kName = "boost";

  BoostRows(const History& history, const std::vector<std::int32_t>& days);
  ~BoostRows();
  BoostRows(const BoostRows&) = delete;
  BoostRows& operator=(const BoostRows&) = delete;

  /// Reckoned from the sizes of Boost's arrays.
  [[nodiscard]] std::size_t bytes() const;

  std::uint32_t q1(const Asked& asked);
  std::uint32_t q2(const Asked& asked);
  std::uint32_t q2c(const Asked& asked);
  std::uint32_t q3(const Asked& asked);
  std::uint32_t q4(const Asked& asked);
  std::uint32_t q6(const Asked& asked);
  std::uint32_t q7(const Asked& asked);
  std::uint32_t q7c(const Asked& asked);

 private:
  struct Graphs;  // Boost's headers stay in the source
  std::unique_ptr<Graphs> graphs_;
};

}  // namespace tenure::bench
