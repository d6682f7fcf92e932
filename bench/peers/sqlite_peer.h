// SQLite, in this process: one table and covering indexes for both directions, statements prepared once,
// everything in its page cache. The file is made in a temporary folder; loading counts from the first insert
// to ANALYZE.
//
// One thread. Any error of SQLite ends the program.
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/history_generator.h"
#include "bench/peers/sql_questions.h"
#include "bench/temporary_database.h"

namespace tenure::bench {

class SqlitePeer : public SqlAnswers<SqlitePeer> {
 public:
  static constexpr std::string_view kName = "sqlite";
  [[nodiscard]] static std::string version() { return sqlite3_libversion(); }

  SqlitePeer(const History& history, const std::vector<std::int32_t>& days);
  ~SqlitePeer();
  SqlitePeer(const SqlitePeer&) = delete;
  SqlitePeer& operator=(const SqlitePeer&) = delete;

  /// Of the file.
  [[nodiscard]] std::size_t bytes() const { return file_bytes_; }

  template <class Row>
  void ask(Question question, const std::array<std::int32_t, 3>& parameters, Row row) {
    sqlite3_stmt* statement = statements_[static_cast<std::size_t>(question)];
    const auto& places = places_[static_cast<std::size_t>(question)];
    for (std::size_t i = 0; i < parameters.size(); ++i)
      if (places[i] != 0) sqlite3_bind_int(statement, places[i], parameters[i]);
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) row(Columns{statement});
    if (code != SQLITE_DONE) fail("step");
    sqlite3_reset(statement);
  }

 private:
  struct Columns {
    sqlite3_stmt* statement;
    std::int32_t operator[](int i) const { return sqlite3_column_int(statement, i); }
  };

  void run(const char* sql);
  sqlite3_stmt* prepare(const char* sql);
  void load(const History& history);
  [[noreturn]] void fail(const char* what) const;

  TemporaryFolder folder_;
  sqlite3* db_ = nullptr;
  std::array<sqlite3_stmt*, kQuestionNames.size()> statements_{};
  std::array<std::array<int, 3>, kQuestionNames.size()> places_{};  ///< of $1, $2, $3; 0 where there is none
  std::size_t file_bytes_ = 0;
};

}  // namespace tenure::bench
