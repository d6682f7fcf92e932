#include "bench/peers/sqlite_peer.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace tenure::bench {

SqlitePeer::SqlitePeer(const History& history, const std::vector<std::int32_t>& /*days*/) {
  const auto file = folder_ / "sqlite.db";
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &db_, kFlags, nullptr) != SQLITE_OK) fail("open");
  run("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = "
      "EXCLUSIVE;"
      "PRAGMA cache_size = -8000000; PRAGMA mmap_size = 17179869184; PRAGMA temp_store = MEMORY;");
  load(history);
  file_bytes_ = std::filesystem::file_size(file);
  const SqlStatements sql = sqlStatements();
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i].empty()) continue;
    statements_[i] = prepare(sql[i].c_str());
    places_[i] = {sqlite3_bind_parameter_index(statements_[i], "$1"),
                  sqlite3_bind_parameter_index(statements_[i], "$2"),
                  sqlite3_bind_parameter_index(statements_[i], "$3")};
  }
}

SqlitePeer::~SqlitePeer() {
  for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void SqlitePeer::load(const History& history) {
  run("CREATE TABLE fact(subject INTEGER, object INTEGER, type INTEGER, start_day INTEGER, end_day INTEGER);"
      "CREATE VIEW fact_out AS SELECT * FROM fact; CREATE VIEW fact_in AS SELECT * FROM fact; BEGIN;");
  sqlite3_stmt* insert = prepare("INSERT INTO fact VALUES (?, ?, ?, ?, ?)");
  for (const HistoryFact& fact : history.facts) {
    sqlite3_bind_int(insert, 1, static_cast<int>(fact.subject));
    sqlite3_bind_int(insert, 2, static_cast<int>(fact.object));
    sqlite3_bind_int(insert, 3, static_cast<int>(fact.type));
    sqlite3_bind_int(insert, 4, fact.start_day);
    sqlite3_bind_int(insert, 5, fact.end_day);
    if (sqlite3_step(insert) != SQLITE_DONE) fail("insert");
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run("COMMIT;"
      "CREATE INDEX fact_by_subject ON fact(subject, type, start_day, end_day, object);"
      "CREATE INDEX fact_by_object ON fact(object, type, start_day, end_day, subject);"
      "ANALYZE;");
}

void SqlitePeer::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

sqlite3_stmt* SqlitePeer::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    fail(sql);
  return statement;
}

void SqlitePeer::fail(const char* what) const {
  std::fprintf(stderr, "sqlite: %s: %s\n", what, sqlite3_errmsg(db_));
  std::exit(1);
}

}  // namespace tenure::bench
