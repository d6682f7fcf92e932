// The statements of bench/peers/questions.sql, and how the rows of their answers become the numbers of
// bench/questions.h: the same for every database that speaks SQL from C++. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/questions.h"
#include "bench/systems/spans.h"

namespace tenure::bench {

/// By question; empty for Q2w and Q6w, which are Q2 and Q6.
using SqlStatements = std::array<std::string, kQuestionNames.size()>;
/// From the source tree, or from where TENURE_BENCH_SQL says. Ends the program when it cannot be read.
[[nodiscard]] SqlStatements sqlStatements();

/// `Database` has
///
///     template <class Row> void ask(Question, const std::array<std::int32_t, 3>& parameters, Row row)
///
/// which runs the statement with as many of $1, $2, $3 as it has and calls row(columns) for each row of the
/// answer; columns[i] is its integer.
template <class Database>
class SqlAnswers {
 public:
  std::uint32_t q1(const Asked& asked) { return sumOfNodes(Question::kQ1, asked, asked.later.day); }
  std::uint32_t q2(const Asked& asked) { return sumOfNodes(Question::kQ2, asked, asked.later.day); }
  std::uint32_t q2c(const Asked& asked) { return number(Question::kQ2c, asked); }
  std::uint32_t q3(const Asked& asked) { return sumOfNodes(Question::kQ3, asked, asked.later.day); }
  std::uint32_t q4(const Asked& asked) { return sumOfNodes(Question::kQ4, asked, asked.later.day); }
  std::uint32_t q5(const Asked& asked) {
    std::uint32_t sum = 0;
    run(Question::kQ5, asked, 0, [&](const auto& row) {
      sum = followed(sum, static_cast<FactType>(row[0]), node(row[1]), row[2], row[3]);
    });
    return sum;
  }
  std::uint32_t q6(const Asked& asked) { return sumOfNodes(Question::kQ6, asked, asked.later.day); }
  std::uint32_t q7(const Asked& asked) {
    std::uint32_t sum = 0;
    run(Question::kQ7, asked, 0, [&](const auto& row) { sum ^= mixed(node(row[0]), node(row[1])); });
    return sum;
  }
  std::uint32_t q7c(const Asked& asked) { return number(Question::kQ7c, asked); }
  std::uint32_t q8(const Asked& asked) {
    reached_.clear();
    run(Question::kQ8, asked, asked.day.day + kYearDays, [&](const auto& row) {
      reached_.push_back({node(row[0]), row[1], row[2]});
    });
    coalesce(reached_);
    std::uint32_t sum = 0;
    for (const Reached& one : reached_) sum ^= mixed(one.node, one.start_day, one.end_day);
    return sum;
  }
  std::uint32_t q9(const Asked& asked) {
    std::uint32_t sum = 0;
    run(Question::kQ9, asked, asked.day.day + kYearDays,
        [&](const auto& row) { sum ^= mixed(node(row[0]), static_cast<std::uint32_t>(row[1])); });
    return sum;
  }

 private:
  template <class Row>
  void run(Question question, const Asked& asked, std::int32_t third, Row row) {
    static_cast<Database*>(this)->ask(question, {static_cast<std::int32_t>(asked.node), asked.day.day, third},
                                      row);
  }
  std::uint32_t sumOfNodes(Question question, const Asked& asked, std::int32_t third) {
    std::uint32_t sum = 0;
    run(question, asked, third, [&](const auto& row) { sum ^= mixed(node(row[0])); });
    return sum;
  }
  std::uint32_t number(Question question, const Asked& asked) {
    std::uint32_t count = 0;
    run(question, asked, 0, [&](const auto& row) { count = node(row[0]); });
    return count;
  }
  static std::uint32_t node(std::int32_t value) { return static_cast<std::uint32_t>(value); }

  std::vector<Reached> reached_;
};

}  // namespace tenure::bench
