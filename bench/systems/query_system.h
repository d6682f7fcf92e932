// The questions in the query language, in process: each a statement that was prepared once, asked with
// parameters, its rows read as they come, many at once. bench/systems/tenure_system.h asks the same of the
// C++ API.
//
// One thread. Any error of the database ends the program.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/temporary_database.h"
#include "engine/database.h"
#include "engine/query/query.h"

namespace tenure::bench {

class QuerySystem {
 public:
  static constexpr std::string_view kName = "query";

  QuerySystem(const History& history, const std::vector<std::int32_t>& days);

  /// In memory.
  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(db_.cacheFigures().bytes); }
  [[nodiscard]] Database& database() { return db_; }

  std::uint32_t q1(const Asked& asked) { return sumOfNodes(Question::kQ1, asked); }
  std::uint32_t q2(const Asked& asked) { return sumOfNodes(Question::kQ2, asked); }
  std::uint32_t q2c(const Asked& asked) { return number(Question::kQ2c, asked); }
  std::uint32_t q3(const Asked& asked) { return sumOfNodes(Question::kQ3, asked); }
  std::uint32_t q4(const Asked& asked) { return sumOfNodes(Question::kQ4, asked); }
  std::uint32_t q5(const Asked& asked);
  std::uint32_t q6(const Asked& asked);
  std::uint32_t q7(const Asked& asked);
  std::uint32_t q8(const Asked& asked);
  std::uint32_t q9(const Asked& asked);
  std::uint32_t q7c(const Asked& asked) { return number(Question::kQ7c, asked); }

  /// The text of a question; empty where there is none.
  [[nodiscard]] static std::string_view text(Question question);

 private:
  query::RowsPtr ask(Question question, const Asked& asked);
  std::uint32_t sumOfNodes(Question question, const Asked& asked);
  std::uint32_t number(Question question, const Asked& asked);

  void takeHistory(query::Rows& rows, const query::RowBatch& batch);
  FactType typeOf(query::Rows& rows, const query::RowColumn& types, std::size_t row);

  /// A fact of Q5.
  struct Item {
    FactType type;
    std::uint32_t object;
    std::int32_t start_day;
    std::int32_t end_day;
  };

  TemporaryFolder folder_;
  Database db_;
  std::array<query::PreparedPtr, kQuestionNames.size()> statements_;
  query::Parameters parameters_;
  std::vector<Item> items_;
  std::vector<std::optional<FactType>> types_;  ///< by the database's number of a type
};

}  // namespace tenure::bench
