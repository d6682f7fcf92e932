// A session of `tenure shell`: one open database, parameters, a default time, and what is typed against them.
// How lines come in is not its business (run_shell.cc). One thread.
#pragma once

#include <string>
#include <string_view>

#include "apps/tenure/shell_command.h"
#include "apps/tenure/word_completion.h"
#include "engine/database.h"
#include "engine/query/query.h"
#include "schema/result.h"

namespace tenure::apps {

class Shell {
 public:
  /// `interactive`: it tells how long each statement took.
  Shell(Database db, const ShellOptions& options, bool interactive);

  /// `NAME=JSON` of the command line.
  Status setParameter(const std::string& text);
  /// Runs a statement or, where it begins with a colon, a command of the shell, and prints what comes of it.
  /// The exit code: 0 where it did what was asked; else what went wrong is printed.
  int run(const std::string& text);
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] KnownWords words() const;

 private:
  int statement(const std::string& text);
  Result<int> runStatement(const std::string& text);
  int command(std::string_view word, std::string_view rest);
  Result<int> showSchema();
  int setTime(std::string_view clauses);
  int listParameters() const;
  int runFile(const std::string& path);

  Database db_;
  query::Parameters parameters_;
  query::PrepareOptions session_;
  QuestionBudget budget_;
  CommitNote note_;
  RowOutput output_;
  std::string last_;  ///< the last statement, for :explain
  bool timing_;
  bool ended_ = false;
  int files_open_ = 0;
};

}  // namespace tenure::apps
