#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "apps/tenure/option_parts.h"
#include "apps/tenure/query_command.h"

namespace tenure::apps {

void declareQuery(CLI::App& app, QueryOptions& options) {
  app.description("Runs a statement of the query language: openCypher with clauses of time");
  app.footer(
      "Examples:\n"
      "  tenure query azawad.tenure \"FOR VALID_TIME AS OF '2022-06' MATCH (o)-[r:MEMBER_OF]->({_id: "
      "'cma'})\n"
      "      RETURN o.name AS name, certainty(r) AS certainty ORDER BY certainty, name\"\n"
      "  tenure query azawad.tenure 'MATCH (n {_id: $id}) RETURN n.name' --param id='\"mnla\"' --output "
      "jsonl\n"
      "  tenure query azawad.tenure - < statement.cypher\n"
      "A statement that writes is one commit. docs/query-language.md describes the language.");
  addDatabase(app, options.db);
  addOption(app, "TEXT", options.text, "The statement; - reads it from standard input")->required();
  addOption(app, "--param", options.parameters, "A parameter as NAME=JSON; may be given several times")
      ->type_name("NAME=JSON")
      ->take_all()
      ->allow_extra_args(false);
  addBudget(app, options.budget);
  addOption(app, "--who", options.note.who, "Of a statement that writes: who says so");
  addOption(app, "--why", options.note.why, "Why");
  addOption(app, "--where-from", options.note.where_from, "Where it comes from");
  addOutput(app, options.output);
}

}  // namespace tenure::apps
