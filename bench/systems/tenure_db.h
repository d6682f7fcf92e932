// Tenure through its C++ API, on a database in a temporary folder, with its adjacency warmed up. Everything
// goes through the public door: Expand for neighbours, View for histories.
//
// One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/rows.h"
#include "bench/temporary_database.h"
#include "engine/database.h"
#include "engine/traversal/expand.h"

namespace tenure::bench {

class TenureDb {
 public:
  static constexpr std::string_view kName = "tenure";

  TenureDb(const History& history, const std::vector<std::int32_t>& days);

  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(db_->cacheFigures().bytes); }

  std::uint32_t q1(const Asked& asked);
  std::uint32_t q2(const Asked& asked);
  std::uint32_t q2c(const Asked& asked);
  std::uint32_t q3(const Asked& asked);
  std::uint32_t q4(const Asked& asked);
  std::uint32_t q5(const Asked& asked);
  std::uint32_t q6(const Asked& asked);
  std::uint32_t q7(const Asked& asked);
  std::uint32_t q7c(const Asked& asked);

 private:
  /// From the frontier to the nodes beyond it, each once.
  void step(Expand& over, Range when);

  TemporaryFolder folder_;
  std::unique_ptr<Database> db_;
  std::unique_ptr<View> always_;
  std::vector<Expand> out_;  ///< by type
  std::vector<Expand> in_;
  Stamps met_;
  std::vector<NodeId> frontier_;
  std::vector<NodeId> next_;
};

}  // namespace tenure::bench
