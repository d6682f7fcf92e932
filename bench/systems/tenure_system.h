// Tenure itself, through its public C++ API: a database in a temporary folder, loaded in one go, and a view
// of each of the days, as a program would keep them.
//
// The place to plug in what is faster: whatever this class calls is what is measured, and nothing else in the
// benchmark knows how Tenure answers. A question without a function here is not asked of it.
//
// One thread. Any error of the database ends the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/rows.h"
#include "bench/temporary_database.h"
#include "engine/database.h"

namespace tenure::bench {

/// The whole history in one bulk load; node `i` becomes NodeId{i + 1}.
void loadHistory(Database& db, const History& history);

class TenureSystem {
 public:
  static constexpr std::string_view kName = "tenure";

  TenureSystem(const History& history, const std::vector<std::int32_t>& days);

  /// On disk.
  [[nodiscard]] std::size_t bytes() const { return db_->figures().file_bytes; }

  [[nodiscard]] Database& database() { return *db_; }

  /// For bench/systems/rows.h.
  template <class Visit>
  void each(FactType type, Side side, std::uint32_t node, AskedDay day, Visit visit) const {
    for (const Edge& edge : edgesOf(type, side, node, day)) visit(nodeOf(edge.node));
  }

  std::uint32_t q1(const Asked& asked) { return sumOfNeighbours(*this, Side::kOut, asked); }
  std::uint32_t q2(const Asked& asked) { return sumOfNeighbours(*this, Side::kIn, asked); }
  std::uint32_t q2c(const Asked& asked) const;
  std::uint32_t q3(const Asked& asked) { return sumOfCoMembers(*this, with_, asked); }
  std::uint32_t q4(const Asked& asked) { return sumOfChairsAround(*this, with_, asked); }
  std::uint32_t q5(const Asked& asked) const;
  std::uint32_t q6(const Asked& asked) const;

 private:
  [[nodiscard]] Edges edgesOf(FactType type, Side side, std::uint32_t node, AskedDay day) const;
  /// Ids are dense and count from 1, in the order of loading.
  [[nodiscard]] static NodeId idOf(std::uint32_t node) { return NodeId{std::uint64_t{node} + 1}; }
  [[nodiscard]] static std::uint32_t nodeOf(NodeId id) { return static_cast<std::uint32_t>(id.value - 1); }

  TemporaryFolder folder_;
  std::optional<Database> db_;
  std::vector<View> views_;  ///< of the days
  Answering with_;
};

}  // namespace tenure::bench
