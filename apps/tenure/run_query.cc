// `tenure query`: one statement, its rows, and what it wrote.
#include <iostream>
#include <iterator>

#include "apps/tenure/asking.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/query_command.h"
#include "apps/tenure/statement_output.h"
#include "engine/query/query.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

Result<query::Parameters> parametersOf(const std::vector<std::string>& given) {
  query::Parameters out;
  for (const std::string& one : given) {
    const auto equals = one.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error(ErrorCode::kInvalidArgument, "--param takes NAME=JSON, not " + tenure::quoted(one));
    }
    const std::string name = one.substr(0, equals);
    TENURE_ASSIGN(out[name], parameterValue("--param " + name, one.substr(equals + 1)));
  }
  return out;
}

Result<int> run(const QueryOptions& options, const std::string& text) {
  TENURE_ASSIGN(const query::Parameters parameters, parametersOf(options.parameters));
  TENURE_ASSIGN(auto db, openToRead(options.db));
  TENURE_ASSIGN(auto statement, db.queries().prepare(text));
  if (statement->writes) {
    statement.reset();
    { const Database closed = std::move(db); }  // one process has it open once
    TENURE_ASSIGN(db, openToWrite(options.db));
    TENURE_ASSIGN(statement, db.queries().prepare(text));
  }
  query::RunOptions how;
  how.budget = start(options.budget);
  how.note = options.note;
  TENURE_ASSIGN(const auto rows, db.queries().run(statement, parameters, how));
  TENURE_ASSIGN(const PrintedRows printed, printRows(*rows, options.output));
  printAfterwards(*rows);
  return printed.exit_code;
}

}  // namespace

int runQuery(const QueryOptions& options) {
  std::string text = options.text;
  if (text == "-") text.assign(std::istreambuf_iterator<char>(std::cin), {});
  const auto outcome = run(options, text);
  if (outcome.ok()) return *outcome;
  printWithCaret(outcome.error(), text);
  return exitCode(outcome.error());
}

}  // namespace tenure::apps
