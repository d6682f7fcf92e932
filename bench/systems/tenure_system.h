// Tenure itself, through its public C++ API: a database in a temporary folder, loaded in one go, its
// adjacency warmed up, and an Expand for each relationship type and direction, as a program would keep them.
//
// Whatever this class calls is what is measured, and nothing else in the benchmark knows how Tenure answers.
// A question without a function here is not asked of it.
//
// One thread. Any error of the database ends the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/stamps.h"
#include "bench/temporary_database.h"
#include "engine/database.h"
#include "engine/traversal/expand.h"
#include "engine/traversal/node_history.h"

namespace tenure::bench {

/// The whole history in one bulk load; node `i` becomes NodeId{i + 1}.
void loadHistory(Database& db, const History& history);

class TenureSystem {
 public:
  static constexpr std::string_view kName = "tenure";

  TenureSystem(const History& history, const std::vector<std::int32_t>& days);
  /// Over a belief of a database that is there already and outlives this; its adjacency is read into memory.
  TenureSystem(const Database& db, const View& view, std::size_t nodes);

  /// In memory.
  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(db_->cacheFigures().bytes); }

  /// Only where it loaded the history itself.
  [[nodiscard]] Database& database() { return *own_; }

  std::uint32_t q1(const Asked& asked) { return sumOf(out(FactType::kMemberOf), asked); }
  std::uint32_t q2(const Asked& asked) { return sumOf(in(FactType::kMemberOf), asked); }
  std::uint32_t q2c(const Asked& asked);
  std::uint32_t q3(const Asked& asked);
  std::uint32_t q4(const Asked& asked);
  std::uint32_t q5(const Asked& asked);
  std::uint32_t q6(const Asked& asked);
  std::uint32_t q7(const Asked& asked);
  std::uint32_t q7c(const Asked& asked);

 private:
  [[nodiscard]] Expand& out(FactType type) { return out_[static_cast<std::size_t>(type)]; }
  [[nodiscard]] Expand& in(FactType type) { return in_[static_cast<std::size_t>(type)]; }
  [[nodiscard]] static std::uint32_t sumOf(Expand& over, const Asked& asked);
  /// From the frontier to the nodes beyond it, each once.
  void step(Expand& over, AskedDay day);

  /// Ids are dense and count from 1, in the order of loading.
  [[nodiscard]] static NodeId idOf(std::uint32_t node) { return NodeId{std::uint64_t{node} + 1}; }
  [[nodiscard]] static std::uint32_t nodeOf(NodeId id) { return static_cast<std::uint32_t>(id.value - 1); }

  void prepare(const View& view);

  TemporaryFolder folder_;
  std::optional<Database> own_;
  const Database* db_;
  std::optional<View> always_;
  std::optional<NodeHistory> history_;
  std::vector<FactType> types_;  ///< by the database's numbers
  std::vector<Expand> out_;      ///< by type
  std::vector<Expand> in_;
  Stamps met_;
  std::vector<NodeId> frontier_;
  std::vector<NodeId> next_;
};

}  // namespace tenure::bench
