#include "apps/tenure/shell.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/interrupt.h"
#include "apps/tenure/statement_output.h"
#include "apps/tenure/statement_text.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/render.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

constexpr std::string_view kHelp =
    "A statement ends with a semicolon and may go over several lines. Ctrl-C gives up what is typed or "
    "stops\n"
    "what runs; Ctrl-D or :quit ends the shell; the tabulator completes.\n"
    "\n"
    "  :explain [STATEMENT]    how it would be run; without one the last statement\n"
    "  :help                   this\n"
    "  :output FORMAT          table, json, jsonl or csv\n"
    "  :param [NAME = JSON]    a parameter for $NAME; without one all of them; NAME = alone takes it away\n"
    "  :quit                   ends the shell; :exit too\n"
    "  :schema                 labels and types in use, and what the schema declares\n"
    "  :source FILE            runs the statements of a file\n"
    "  :time [CLAUSES | off]   the time of statements that name none: :time FOR VALID_TIME AS OF '2022'\n"
    "  :timing on|off          whether each statement tells how long it took\n";

constexpr std::string_view kCommands[] = {":exit", ":explain", ":help",   ":output", ":param",
                                          ":quit", ":schema",  ":source", ":time",   ":timing"};
constexpr int kFilesMax = 16;  // a file that runs itself ends

std::string_view trimmedView(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

int refuse(const std::string& message) {
  printError(message);
  return kExitBadInput;
}

void say(const std::string& text) {
  OutputFile out(stdout);
  out.write(text);
  (void)out.finish();
}

std::string timeTaken(std::chrono::steady_clock::duration taken) {
  const double milliseconds = std::chrono::duration<double, std::milli>(taken).count();
  return milliseconds < 1'000 ? fmt::format("{:.1f} ms", milliseconds)
                              : fmt::format("{:.2f} s", milliseconds / 1'000);
}

}  // namespace

Shell::Shell(Database db, const ShellOptions& options, bool interactive)
    : db_(std::move(db)), budget_(options.budget), note_(options.note), timing_(interactive) {
  output_.format = options.output;
}

Status Shell::setParameter(const std::string& text) {
  const auto equals = text.find('=');
  const std::string name(trimmedView(std::string_view(text).substr(0, equals)));
  if (equals == std::string::npos || name.empty()) {
    return Error(ErrorCode::kInvalidArgument,
                 "a parameter is given as NAME = JSON, not " + tenure::quoted(text));
  }
  const std::string_view json = trimmedView(std::string_view(text).substr(equals + 1));
  if (json.empty()) {
    parameters_.erase(name);
    return {};
  }
  TENURE_ASSIGN(parameters_[name], parameterValue("parameter " + name, json));
  return {};
}

int Shell::run(const std::string& text) {
  const std::string_view trimmed = trimmedView(text);
  if (!trimmed.starts_with(':')) return statement(text);
  const auto end = trimmed.find_first_of(" \t\n");
  const std::string_view word = trimmed.substr(0, end);
  return command(word, end == std::string_view::npos ? "" : trimmedView(trimmed.substr(end)));
}

int Shell::statement(const std::string& text) {
  last_ = text;
  clearInterrupt();
  const auto outcome = runStatement(text);
  clearInterrupt();
  if (outcome.ok()) return *outcome;
  printWithCaret(outcome.error(), text);
  return exitCode(outcome.error());
}

Result<int> Shell::runStatement(const std::string& text) {
  const auto began = std::chrono::steady_clock::now();
  TENURE_ASSIGN(const auto prepared, db_.queries().prepare(text, session_));
  query::RunOptions how;
  how.budget = start(budget_);
  how.note = note_;
  TENURE_ASSIGN(const auto rows, db_.queries().run(prepared, parameters_, how));
  TENURE_ASSIGN(const PrintedRows printed, printRows(*rows, output_));
  printAfterwards(*rows);
  if (timing_) {
    const std::string counted = rows->columns().empty()
                                    ? ""
                                    : fmt::format("{} row{} in ", printed.rows, printed.rows == 1 ? "" : "s");
    std::fputs((counted + timeTaken(std::chrono::steady_clock::now() - began) + "\n").c_str(), stderr);
  }
  return printed.exit_code;
}

int Shell::command(std::string_view word, std::string_view rest) {
  const auto onlyAlone = [&] {
    return refuse(std::string(word) + " takes nothing, and was given " + tenure::quoted(std::string(rest)));
  };
  if (word == ":quit" || word == ":exit") {
    if (!rest.empty()) return onlyAlone();
    ended_ = true;
    return kExitDone;
  }
  if (word == ":help") {
    if (!rest.empty()) return onlyAlone();
    say(std::string(kHelp));
    return kExitDone;
  }
  if (word == ":schema") {
    if (!rest.empty()) return onlyAlone();
    const auto outcome = showSchema();
    return outcome.ok() ? *outcome : fail(outcome.error());
  }
  if (word == ":explain") {
    const std::string text(rest.empty() ? std::string_view(last_) : rest);
    if (text.empty()) return refuse(":explain takes a statement, and none was run before");
    return statement("EXPLAIN " + text);
  }
  if (word == ":param") {
    if (rest.empty()) return listParameters();
    const auto set = setParameter(std::string(rest));
    return set.ok() ? kExitDone : fail(set.error());
  }
  if (word == ":time") return setTime(rest);
  if (word == ":source") return runFile(std::string(rest));
  if (word == ":timing") {
    if (rest != "on" && rest != "off") return refuse(":timing takes on or off");
    timing_ = rest == "on";
    return kExitDone;
  }
  if (word == ":output") {
    constexpr std::pair<std::string_view, OutputFormat> kFormats[] = {{"table", OutputFormat::kTable},
                                                                      {"json", OutputFormat::kJson},
                                                                      {"jsonl", OutputFormat::kJsonl},
                                                                      {"csv", OutputFormat::kCsv}};
    for (const auto& [name, format] : kFormats) {
      if (rest != name) continue;
      output_.format = format;
      return kExitDone;
    }
    return refuse(":output takes table, json, jsonl or csv");
  }
  return refuse("there is no command " + std::string(word) + "; :help lists them");
}

Result<int> Shell::showSchema() {
  for (const char* text :
       {"MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS nodes ORDER BY label",
        "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS relationships ORDER BY type"}) {
    TENURE_ASSIGN(const auto prepared, db_.queries().prepare(text, session_));
    query::RunOptions how;
    how.budget = start(budget_);
    TENURE_ASSIGN(const auto rows, db_.queries().run(prepared, {}, how));
    TENURE_ASSIGN(const PrintedRows printed, printRows(*rows, output_));
    if (printed.exit_code != kExitDone) return printed.exit_code;
  }
  clearInterrupt();
  return writeSchema(db_.schema(), output_);
}

int Shell::setTime(std::string_view clauses) {
  if (clauses.empty()) {
    say(session_.session_time.empty() ? "no time is set: all of valid time, as believed now\n"
                                      : session_.session_time + "\n");
    return kExitDone;
  }
  query::PrepareOptions next;
  if (clauses != "off") next.session_time = std::string(clauses);
  if (!next.session_time.empty() && next.session_time.back() == ';') next.session_time.pop_back();
  // Run once, so that a time that does not parse is refused here and not by every statement that follows.
  const auto check = [&]() -> Status {
    TENURE_ASSIGN(const auto prepared, db_.queries().prepare("MATCH (n) RETURN 1 AS one LIMIT 0", next));
    TENURE_ASSIGN(const auto rows, db_.queries().run(prepared, parameters_));
    TENURE_TRY(rows->finish());
    TENURE_ASSIGN(const auto asked, db_.queries().prepare("MATCH (n {_id: ''}) RETURN 1 AS one", next));
    TENURE_ASSIGN(const auto none, db_.queries().run(asked, parameters_));
    return none->finish();
  };
  const Status outcome = check();
  if (!outcome.ok()) return fail(Error(outcome.error().code(), outcome.error().message()));
  session_ = next;
  return kExitDone;
}

int Shell::listParameters() const {
  std::string text;
  for (const auto& [name, value] : parameters_) text += name + " = " + query::toCypherText(value) + "\n";
  say(text.empty() ? "no parameters are set\n" : text);
  return kExitDone;
}

int Shell::runFile(const std::string& path) {
  if (path.empty()) return refuse(":source takes a file");
  if (files_open_ >= kFilesMax) return refuse(":source " + path + ": files run one another too deep");
  std::ifstream file(path);
  if (!file) return fail(Error(ErrorCode::kNotFound, "there is no file " + tenure::quoted(path)));
  ++files_open_;
  StatementSplitter splitter;
  int code = kExitDone;
  std::string line;
  const auto runAll = [&] {
    while (code == kExitDone && !ended_) {
      const auto next = splitter.next();
      if (!next) return;
      code = run(*next);
    }
  };
  while (code == kExitDone && !ended_ && std::getline(file, line)) {
    if (!splitter.pending() && trimmedView(line).starts_with(':')) {
      code = run(line);
      continue;
    }
    splitter.add(line);
    runAll();
  }
  if (code == kExitDone && !ended_) {
    if (const auto last = splitter.rest()) code = run(*last);
  }
  --files_open_;
  return code;
}

KnownWords Shell::words() const {
  KnownWords known;
  const Schema schema = db_.schema();
  const View view = db_.always();
  const storage::Tokens& tokens = view.reader().tokens();
  const auto used = [&](storage::TokenKind kind, std::vector<std::string>& out) {
    for (std::uint32_t token = 1; token <= tokens.count(kind); ++token) {
      if (const std::string* name = tokens.name(kind, token)) out.push_back(*name);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  };
  for (const std::string& label : schema.labels()) known.labels.push_back(label);
  for (const RelationshipType& type : schema.types()) known.types.push_back(type.name);
  used(storage::TokenKind::kLabel, known.labels);
  used(storage::TokenKind::kType, known.types);
  for (const auto& [name, procedure] : db_.queries().procedures().all()) known.procedures.push_back(name);
  for (const auto table : query::functionTables()) {
    for (const query::ScalarFunction& one : table) known.functions.emplace_back(one.name);
  }
  known.commands.assign(std::begin(kCommands), std::end(kCommands));
  return known;
}

}  // namespace tenure::apps
