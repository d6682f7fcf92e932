#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "apps/tenure/option_parts.h"
#include "apps/tenure/shell_command.h"

namespace tenure::apps {

void declareShell(CLI::App& app, ShellOptions& options) {
  app.description("Statements of the query language one after the other, typed or from standard input");
  app.footer(
      "Examples:\n"
      "  tenure shell azawad.tenure\n"
      "  cat statements.cypher | tenure shell azawad.tenure --read-only\n"
      "A statement ends with a semicolon and may go over several lines; :help lists the shell's own "
      "commands.\n"
      "Where standard input is no terminal, the first statement that fails ends it with its exit code.");
  addDatabase(app, options.db);
  addFlag(app, "--read-only", options.read_only, "Write nothing; others may read at the same time");
  addOption(app, "--param", options.parameters, "A parameter as NAME=JSON; may be given several times")
      ->type_name("NAME=JSON")
      ->take_all()
      ->allow_extra_args(false);
  addBudget(app, options.budget);
  addOption(app, "--history", options.history,
            "Where typed statements are kept; default: tenure/history in $XDG_STATE_HOME; '' keeps none")
      ->type_name("FILE");
  addOption(app, "--who", options.note.who, "Of statements that write: who says so");
  addOption(app, "--why", options.note.why, "Why");
  addOption(app, "--from", options.note.where_from, "Where it comes from");
  addFormat(app, options.output);
}

}  // namespace tenure::apps
