// The command `tenure`: reads the command line, calls one command, turns its answer into an exit code.
// Exit codes: 0 success, 1 the command's own "no" (bad date, not found), 2 a command line that is not
// understood.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "apps/tenure/date_command.h"

int main(int argc, char** argv) {
  CLI::App app{"Tenure, a temporal graph database: who belonged to what, as of when."};
  app.require_subcommand(1);
  app.set_version_flag("--version", TENURE_VERSION);
  app.failure_message(CLI::FailureMessage::help);

  std::string date_text;
  auto* date = app.add_subcommand("date", "What a date expression (EDTF) means, as JSON");
  date->add_option("TEXT", date_text, "An expression, or - to read one a line from standard input")
      ->required();
  // Options first, then anything: "-2004" is a date and not an option.
  date->prefix_command(false);

  // A negative year looks like an option to the parser; everything after `date` that is not a known option is
  // text.
  if (argc == 3 && std::string(argv[1]) == "date" && argv[2][0] == '-' && argv[2] != std::string("--help") &&
      argv[2] != std::string("-h")) {
    return tenure::apps::runDate(argv[2]);
  }
  CLI11_PARSE(app, argc, argv);
  return tenure::apps::runDate(date_text);
}
