// `tenure shell`: lines from a terminal or from standard input to statements, and those to a Shell.
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "apps/tenure/asking.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/interrupt.h"
#include "apps/tenure/line_editor.h"
#include "apps/tenure/shell.h"
#include "apps/tenure/statement_text.h"

namespace tenure::apps {
namespace {

/// Where typed statements are kept, as the XDG base directories have it.
std::string defaultHistory() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return std::string(state) + "/tenure/history";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::string(home) + "/.local/state/tenure/history";
}

bool isCommand(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == ':';
}

int converse(Shell& shell, const ShellOptions& options) {
  StatementSplitter splitter;
  std::string typed;  // of the statement that is being typed
  KnownWords words = shell.words();
  LineEditor editor(options.history.value_or(defaultHistory()), [&](std::string_view before_cursor) {
    return completionOf(typed + std::string(before_cursor), words);
  });
  std::cout << "Tenure " TENURE_VERSION
               ". :help lists commands, :quit ends; a statement ends with a semicolon.\n"
            << std::flush;
  while (!shell.ended()) {
    std::string line;
    const auto outcome = editor.read(splitter.pending() ? "     -> " : "tenure> ", line);
    if (outcome == LineEditor::Outcome::kInterrupted) {
      splitter.clear();
      typed.clear();
      continue;
    }
    if (outcome == LineEditor::Outcome::kEnd) {
      std::cout << "\n" << std::flush;
      break;
    }
    if (!splitter.pending() && isCommand(line)) {
      editor.remember(line);
      (void)shell.run(line);
      words = shell.words();
      continue;
    }
    splitter.add(line);
    typed += line + "\n";
    bool ran = false;
    while (const auto statement = splitter.next()) {
      if (const auto entry = onOneLine(*statement)) editor.remember(*entry + ";");
      (void)shell.run(*statement);
      ran = true;
    }
    if (ran) words = shell.words();
    if (ran || !splitter.pending()) typed.clear();
  }
  return kExitDone;
}

/// The first statement that fails ends it: what follows may build on it.
int readThrough(Shell& shell) {
  StatementSplitter splitter;
  std::string line;
  int code = kExitDone;
  const auto go = [&] { return code == kExitDone && !shell.ended(); };
  while (go() && std::getline(std::cin, line)) {
    if (!splitter.pending() && isCommand(line)) {
      code = shell.run(line);
      continue;
    }
    splitter.add(line);
    while (go()) {
      const auto statement = splitter.next();
      if (!statement) break;
      code = shell.run(*statement);
    }
  }
  if (go()) {
    if (const auto last = splitter.rest()) code = shell.run(*last);
  }
  return code;
}

Result<int> shellOver(const ShellOptions& options) {
  const bool interactive = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
  if (interactive) keepInterrupts();
  auto db = options.read_only ? openToRead(options.db) : openToWrite(options.db);
  if (!db.ok()) {
    if (db.error().code() != ErrorCode::kLocked) return std::move(db).error();
    return Error(ErrorCode::kLocked,
                 db.error().message() + "; --read-only opens it beside those who only read");
  }
  Shell shell(std::move(*db), options, interactive);
  for (const std::string& one : options.parameters) {
    const Status set = shell.setParameter(one);
    if (!set.ok()) return set.error().within("--param");
  }
  return interactive ? converse(shell, options) : readThrough(shell);
}

}  // namespace

int runShell(const ShellOptions& options) { return end(shellOver(options)); }

}  // namespace tenure::apps
