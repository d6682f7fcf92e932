// PostgreSQL, another process reached over a Unix socket: one table, B-tree indexes that cover both
// directions, statements prepared once, answers in binary. bench/peers/run starts a server of its own and
// names it in TENURE_BENCH_POSTGRES, a connection string; without it there is nothing to ask. Loading counts
// from COPY to VACUUM.
//
// One thread. Any error of PostgreSQL ends the program.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/peers/sql_questions.h"

namespace tenure::bench {

class PostgresPeer : public SqlAnswers<PostgresPeer> {
 public:
  static constexpr std::string_view kName = "postgres";
  [[nodiscard]] static bool isThere();
  [[nodiscard]] static std::string version();  ///< of the server

  PostgresPeer(const History& history, const std::vector<std::int32_t>& days);
  ~PostgresPeer();
  PostgresPeer(const PostgresPeer&) = delete;
  PostgresPeer& operator=(const PostgresPeer&) = delete;

  /// Of the table and its indexes.
  [[nodiscard]] std::size_t bytes() const { return table_bytes_; }

  template <class Row>
  void ask(Question question, const std::array<std::int32_t, 3>& parameters, Row row) {
    PGresult* result = execute(question, parameters);
    const int rows = PQntuples(result);
    for (int i = 0; i < rows; ++i) row(Columns{result, i});
    PQclear(result);
  }

 private:
  struct Columns {
    PGresult* result;
    int row;
    std::int32_t operator[](int column) const;  ///< of 4 or 8 bytes
  };

  PGresult* execute(Question question, const std::array<std::int32_t, 3>& parameters);
  /// The first column of the first row, or "".
  std::string run(const char* sql);
  void load(const History& history);
  void copy(const std::string& rows);
  [[noreturn]] void fail(const char* what) const;

  PGconn* connection_ = nullptr;
  std::size_t table_bytes_ = 0;
};

}  // namespace tenure::bench
