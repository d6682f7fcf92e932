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
      "  tenure query azawad.tenure 'MATCH (n:Coalition) RETURN n._id AS id, n.name AS name ORDER BY id'\n"
      "  tenure query azawad.tenure 'FOR VALID_TIME AS OF $day MATCH (o)-[r:MEMBER_OF]->(c {_id: $id}) "
      "RETURN o.name, certainty(r)' --param 'day=\"2022-06\"' --param 'id=\"cma\"'\n"
      "  cat statement.cypher | tenure query azawad.tenure -\n"
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
  addOption(app, "--from", options.note.where_from, "Where it comes from");
  addOutput(app, options.output);
}

}  // namespace tenure::apps
