// A database that is asked in the query language, for tests that read as examples:
//
//     Asked db;
//     CHECK(db.ask("CREATE (:Person {name: 'Ann'})") == "");
//     CHECK(db.ask("MATCH (n) RETURN n.name AS name") == "name: 'Ann'");
//     CHECK(db.ask("MATCH (n RETURN n").starts_with("error: 1:9: "));
//
// Rows stand apart by line breaks, cells by " | ", the columns before the first row. One thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/database.h"
#include "engine/query/query.h"
#include "engine/query/values/render.h"
#include "tests/temporary_folder.h"
#include "tests/unit/small_graph.h"

namespace tenure::testing {

class Asked {
 public:
  explicit Asked(OpenOptions options = {})
      : options_(std::move(options)), database_(given(Database::open(folder_ / "db", options_))) {}

  [[nodiscard]] std::string ask(std::string_view text, const query::Parameters& parameters = {}) {
    notes_.clear();
    const auto rows = database_.query(text, parameters);
    if (!rows.ok()) return errorText(rows.error());
    query::Rows& answer = **rows;
    std::string out;
    for (const std::string& column : answer.columns()) out += (out.empty() ? "" : " | ") + column;
    std::string body;
    while (true) {
      const auto more = answer.next();
      if (!more.ok()) return errorText(more.error());
      if (!*more) break;
      std::string line;
      for (const query::Datum& value : answer.row()) {
        line += (line.empty() ? "" : " | ") + given(query::toCypherText(value, answer.entities()));
      }
      body += "\n" + line;
    }
    for (const query::Notification& one : answer.notifications()) notes_ += one.message + "\n";
    effects_ = answer.effects();
    return out + body;
  }
  /// Of the last statement.
  [[nodiscard]] const std::string& notes() const { return notes_; }
  [[nodiscard]] const query::SideEffects& effects() const { return effects_; }

  void reopen() {
    { const Database closed = std::move(database_); }
    database_ = given(Database::open(folder_ / "db", options_));
  }
  /// What `verify` finds wrong; empty in a sound database.
  [[nodiscard]] std::string faults() {
    std::string out;
    for (const std::string& error : given(database_.verify()).errors) out += error + "\n";
    return out;
  }
  [[nodiscard]] Database& database() { return database_; }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  static std::string errorText(const Error& error) {
    if (!error.place()) return "error: " + error.message();
    return "error: " + std::to_string(error.place()->line) + ":" + std::to_string(error.place()->column) +
           ": " + error.message();
  }

  TemporaryFolder folder_;
  OpenOptions options_;
  Database database_;
  std::string notes_;
  query::SideEffects effects_;
};

}  // namespace tenure::testing
