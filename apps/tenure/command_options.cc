#include "apps/tenure/command_options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "apps/tenure/option_parts.h"

namespace tenure::apps {
namespace {

void addNote(CLI::App& app, CommitNote& note) {
  app.add_option("--who", note.who, "Who writes, kept with the commit")->type_name("TEXT");
  app.add_option("--why", note.why, "Why, kept with the commit")->type_name("TEXT");
  app.add_option("--from", note.where_from, "Where it comes from, kept with the commit")->type_name("TEXT");
}

/// FACT, or --node NODE instead. `check` looks at what else must fit together.
void addTarget(
    CLI::App& app, Target& target, const std::function<void()>& check = [] {}) {
  app.add_option("FACT", target.fact, "The number of a fact, as `tenure as-of` shows it");
  app.add_option("--node", target.node, "A node instead of a fact")->type_name("NODE");
  app.callback([&target, check] {
    if (target.fact.empty() && target.node.empty()) throw CLI::RequiredError("FACT or --node NODE");
    if (!target.fact.empty() && !target.node.empty()) {
      throw CLI::ParseError("say FACT or --node NODE, not both", CLI::ExitCodes::ExcludesError);
    }
    check();
  });
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// "a=b" texts, split at the first "=". `several`: more of them in one text, with commas between.
CLI::Option* addPairs(CLI::App& app, const std::string& name, Pairs& pairs, bool several,
                      const std::string& help) {
  const auto take = [&pairs, name](const std::string& one) {
    const auto equals = one.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw CLI::ValidationError(name, "\"" + one + "\" is not NAME=VALUE");
    }
    pairs.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  };
  const auto set = [take, several](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      if (!several) {
        take(text);
        continue;
      }
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        take(text.substr(at, end - at));
        at = end + 1;
      }
    }
  };
  return app.add_option_function<std::vector<std::string>>(name, set, help)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

// ---- dates ---------------------------------------------------------------------------------------------

void declareDate(CLI::App& app, DateOptions& options) {
  app.description("What a date expression (EDTF) means, as JSON");
  app.footer(
      "Examples:\n"
      "  tenure date 2017/2018\n"
      "  tenure date 'attested: 2023'\n"
      "  tenure date -0044-03-15\n"
      "  cut -f3 dates.tsv | tenure date -");
  app.add_option("TEXT", options.text, "An expression, or - to read one a line from standard input")
      ->required();
}

// ---- bringing in and taking out ------------------------------------------------------------------------

namespace {

/// An option that would be read and then change nothing is refused.
void checkImport(const CLI::App& app, const ImportOptions& options) {
  const bool tables = !options.nodes.empty() || !options.edges.empty();
  if (options.files.empty() && !tables) throw CLI::RequiredError("FILE, --nodes or --edges");
  for (const char* name : {"--columns", "--blank-end", "--end-dates"}) {
    if (tables || app.count(name) == 0) continue;
    throw CLI::ParseError(std::string(name) + " is about tables: say --nodes or --edges",
                          CLI::ExitCodes::RequiresError);
  }
  if (!options.rejects.empty() && options.on_error != OnError::kSkip) {
    throw CLI::ParseError("--rejects needs --on-error skip: without it nothing is left out",
                          CLI::ExitCodes::RequiresError);
  }
}

}  // namespace

void declareImport(CLI::App& app, ImportOptions& options) {
  app.description("Load nodes and facts from CSV or JSON lines; the database is made if there is none");
  app.footer(
      "Examples:\n"
      "  tenure import azawad.tenure --nodes nodes.csv --edges facts.csv --schema organizations\n"
      "  tenure import parties.tenure --edges members.csv.gz --on-error skip --rejects rejects.csv \\\n"
      "      --columns 'src=:START_ID,type=:TYPE,dst=:END_ID,start=:VALID_FROM,end=:VALID_TO'\n"
      "  tenure import copy.tenure everything.jsonl\n"
      "A load that fails or is stopped leaves the database as it was.");
  addDatabase(app, options.db);
  app.add_option("FILE", options.files,
                 "JSON lines as `tenure export` writes them; name them before options");
  app.add_option("--nodes", options.nodes, "Tables of nodes (CSV, also .gz)")->type_name("FILE");
  app.add_option("--edges", options.edges, "Tables of facts (CSV, also .gz)")->type_name("FILE");
  addPairs(app, "--columns", options.columns, true,
           "What columns of other names stand for: a=:START_ID,b=:TYPE")
      ->type_name("A=B,...");
  app.add_option("--schema", options.schema, "The schema of a new database: open, organizations")
      ->type_name("NAME");
  addChoice(app, "--blank-end", options.blank_end,
            Choices<BlankEnd>{{"unknown", BlankEnd::kUnknown}, {"open", BlankEnd::kOpen}},
            "What a blank end date means: not known (default), or still holding");
  addChoice(app, "--end-dates", options.end_dates,
            Choices<EndConvention>{{"inclusive", EndConvention::kInclusive},
                                   {"exclusive", EndConvention::kExclusive}},
            "Whether an end date is the last day (default) or the day after it");
  addChoice(app, "--on-error", options.on_error,
            Choices<OnError>{{"stop", OnError::kStop}, {"skip", OnError::kSkip}},
            "At a row that cannot be taken: take nothing (default), or go on without it");
  app.add_option("--rejects", options.rejects, "Where the skipped rows go, each with its reason")
      ->type_name("FILE");
  addNote(app, options.note);
  addQuiet(app, options.quiet);
  app.callback([&app, &options] { checkImport(app, options); });
}

void declareExport(CLI::App& app, ExportOptions& options) {
  app.description("Write the database as JSON lines, which import brings back whole, or as CSV");
  app.footer(
      "Examples:\n"
      "  tenure export azawad.tenure --to everything.jsonl\n"
      "  tenure export azawad.tenure --format csv --as-of 2022 --nodes nodes.csv --edges facts.csv");
  addDatabase(app, options.db);
  addChoice(app, "--format", options.format,
            Choices<ExportFormat>{{"jsonl", ExportFormat::kJsonl}, {"csv", ExportFormat::kCsv}},
            "jsonl (default): everything, what was believed before included; csv: present belief");
  app.add_option("--as-of", options.as_of, "Only what can hold then")->type_name("TIME");
  app.add_option("--nodes", options.nodes, "The file for the table of nodes (csv)")->type_name("FILE");
  app.add_option(
         "--edges", options.edges,
         "The file for the table of facts (csv); without both files the facts alone go to standard output")
      ->type_name("FILE");
  app.add_option("--to", options.to, "The file for JSON lines; default: standard output")->type_name("FILE");
  addQuiet(app, options.quiet);
}

// ---- asking --------------------------------------------------------------------------------------------

void declareAsOf(CLI::App& app, AsOfOptions& options) {
  app.description("The facts of a node as of a time: who belonged to what");
  app.footer(
      "Examples:\n"
      "  tenure as-of azawad.tenure 2022-06 cma --type MEMBER_OF --direction in\n"
      "  tenure as-of azawad.tenure 2023 cma --certain --output json\n"
      "  tenure as-of rome.tenure -0044-03-15 caesar\n"
      "Each row says whether it is certain or only possible.");
  addDatabase(app, options.db);
  app.add_option("TIME", options.time, "A day, month, year, timestamp or any EDTF expression")->required();
  addNode(app, options.node);
  addTypes(app, options.types);
  addChoice(app, "--direction", options.direction,
            Choices<Direction>{{"in", Direction::kIn}, {"out", Direction::kOut}, {"both", Direction::kBoth}},
            "Facts that the node is the object of, the subject of, or both (default)");
  app.add_option("--depth", options.depth, "How many steps to go; default: 1")
      ->type_name("K")
      ->check(CLI::Range(1, 1'000'000, "steps"));
  app.add_flag("--certain", options.certain, "Only what certainly holds");
  addSystemTime(app, options.system_time);
  app.add_flag("--include-refuted", options.include_refuted, "Refuted facts too");
  addOutput(app, options.output);
}

void declareTimeline(CLI::App& app, TimelineOptions& options) {
  app.description("All facts of a node in order of time");
  app.footer("Example:\n  tenure timeline azawad.tenure cma");
  addDatabase(app, options.db);
  addNode(app, options.node);
  addTypes(app, options.types);
  addSystemTime(app, options.system_time);
  app.add_flag("--include-refuted", options.include_refuted, "Refuted facts too");
  addOutput(app, options.output);
}

void declareDiff(CLI::App& app, DiffOptions& options) {
  app.description("What changed between two times");
  app.footer("Example:\n  tenure diff azawad.tenure 2022-12-31 2023-12-31 --node cma");
  addDatabase(app, options.db);
  app.add_option("T1", options.from, "The earlier time")->required();
  app.add_option("T2", options.to, "The later time")->required();
  app.add_option("--node", options.node, "Only facts of this node")->type_name("NODE");
  addTypes(app, options.types);
  addSystemTime(app, options.system_time);
  addOutput(app, options.output);
}

void declareLineage(CLI::App& app, LineageOptions& options) {
  app.description(
      "Through which mergers, splits, renames and successions a node came to be, and what became of it");
  app.footer("Example:\n  tenure lineage azawad.tenure 'Azawad Liberation Front'");
  addDatabase(app, options.db);
  addNode(app, options.node);
  addSystemTime(app, options.system_time);
  addOutput(app, options.output);
}

void declareStats(CLI::App& app, StatsOptions& options) {
  app.description("How many nodes and facts there are, as JSON");
  app.footer("Example:\n  tenure stats azawad.tenure --as-of 2022 --certain");
  addDatabase(app, options.db);
  app.add_option("--as-of", options.as_of, "Only what can hold then")->type_name("TIME");
  app.add_flag("--certain", options.certain, "Only what certainly holds");
  addSystemTime(app, options.system_time);
  addFormat(app, options.output);
}

void declareAlgo(CLI::App& app, AlgoOptions& options) {
  app.description("Who is tied to whom, and who stands in the middle, as of a time");
  app.footer(
      "Examples:\n"
      "  tenure algo azawad.tenure pagerank --as-of 2022-06 --type MEMBER_OF --top 10\n"
      "  tenure algo azawad.tenure components --as-of 2022-06 --certain --output json\n"
      "components: the largest is 1, and --top counts components. parts: into how many a component falls\n"
      "without the node. The greatest values come first. As of a month or year each fact counts that holds\n"
      "at some time of it, by itself: two need not have held at the same time.");
  addDatabase(app, options.db);
  addChoice(app, "NAME", options.algorithm,
            Choices<Algorithm>{{"components", Algorithm::kComponents},
                               {"pagerank", Algorithm::kPageRank},
                               {"betweenness", Algorithm::kBetweenness},
                               {"closeness", Algorithm::kCloseness},
                               {"core-numbers", Algorithm::kCoreNumbers},
                               {"articulation-points", Algorithm::kArticulationPoints}},
            "components, pagerank, betweenness, closeness, core-numbers or articulation-points")
      ->required();
  app.add_option("--as-of", options.as_of, "A day, month, year, timestamp or any EDTF expression")
      ->type_name("TIME")
      ->required();
  addTypes(app, options.types);
  addChoice(app, "--direction", options.direction,
            Choices<Direction>{{"in", Direction::kIn}, {"out", Direction::kOut}, {"both", Direction::kBoth}},
            "Of betweenness and closeness: along the facts (out), against them, or both (default)");
  app.add_flag("--normalised", options.normalised, "Betweenness as a share of the pairs of other nodes");
  app.add_flag("--certain", options.certain, "Only what certainly holds");
  app.add_option("--top", options.top, "Only the N greatest")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000'000));
  addSystemTime(app, options.system_time);
  addBudget(app, options.budget);
  addOutput(app, options.output);
}

void declareFind(CLI::App& app, FindOptions& options) {
  app.description("All nodes of an id, name or alias, in any script and case");
  app.footer(
      "Examples:\n"
      "  tenure find azawad.tenure MSA\n"
      "  tenure find azawad.tenure --prefix coordination");
  addDatabase(app, options.db);
  app.add_option("TEXT", options.text, "An id, a name or an alias")->required();
  app.add_flag("--prefix", options.prefix, "Names that begin so");
  addSystemTime(app, options.system_time);
  addOutput(app, options.output);
}

void declareTransactions(CLI::App& app, TransactionsOptions& options) {
  app.description("The commits of the database: when, who, why, where from");
  app.footer("Example:\n  tenure transactions azawad.tenure");
  addDatabase(app, options.db);
  addOutput(app, options.output);
}

void declareSchema(CLI::App& app, SchemaOptions& options) {
  app.description("The schema of the database: types, events, constraints");
  app.footer("Example:\n  tenure schema azawad.tenure");
  addDatabase(app, options.db);
  addOutput(app, options.output);
}

// ---- writing -------------------------------------------------------------------------------------------

void declareCorrect(CLI::App& app, CorrectOptions& options) {
  app.description("Correct a fact or a node; what was believed before is kept");
  app.footer(
      "Examples:\n"
      "  tenure correct azawad.tenure 17 --valid 2017-01-01/2018-06-30 --why 'communique of 30 June 2018'\n"
      "  tenure correct azawad.tenure --node cma --set fighters:int=3000 --during 2015");
  addDatabase(app, options.db);
  addTarget(app, options.target, [&options] {
    const bool more = options.valid || options.status || options.event || !options.sources.empty();
    if (options.during && (options.set.empty() || more)) {
      throw CLI::ParseError("--during goes with --set alone", CLI::ExitCodes::RequiresError);
    }
  });
  app.add_option("--valid", options.valid, "When it held (EDTF); of a node its lifespan")->type_name("TEXT");
  app.add_option("--status", options.status, "asserted, claimed, disputed or refuted")->type_name("STATUS");
  app.add_option("--source", options.sources, "Replaces the sources; may be given again")
      ->type_name("TEXT")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--event", options.event, "The id of the event it belongs to")->type_name("ID");
  addPairs(app, "--set", options.set, false,
           "A property and its value, a text or as KEY:TYPE says (int, date, ...); may be given again")
      ->type_name("KEY=VALUE");
  app.add_option("--during", options.during, "Set the properties within this time alone")->type_name("TIME");
  addNote(app, options.note);
}

void declareRetract(CLI::App& app, RetractOptions& options) {
  app.description("Believe a fact or a node no longer; what was believed before is kept");
  app.footer(
      "Examples:\n"
      "  tenure retract azawad.tenure 17 --why 'the source was withdrawn'\n"
      "  tenure retract azawad.tenure 17 --during 2015-03/2015-06 --why 'suspended'");
  addDatabase(app, options.db);
  addTarget(app, options.target, [&options] {
    if (!options.during || options.target.node.empty()) return;
    throw CLI::ParseError("--during is of facts; the lifespan of a node is corrected with --valid",
                          CLI::ExitCodes::ExcludesError);
  });
  app.add_option("--during", options.during, "Only that the fact held within this time")->type_name("TIME");
  app.add_flag("--with-facts", options.with_facts, "A node together with its facts");
  addNote(app, options.note);
}

void declareErase(CLI::App& app, EraseOptions& options) {
  app.description(
      "Remove a fact or a node from the files, past beliefs included; a mark of when and why stays");
  app.footer("Example:\n  tenure erase people.tenure --node p:4711 --why 'request of 3 May 2024'");
  addDatabase(app, options.db);
  addTarget(app, options.target);
  addNote(app, options.note);
  app.get_option("--why")->required();
}

// ---- keeping -------------------------------------------------------------------------------------------

void declareVerify(CLI::App& app, VerifyOptions& options) {
  app.description("Read everything and check it: checksums, both directions of every fact, indexes");
  app.footer("Example:\n  tenure verify azawad.tenure");
  addDatabase(app, options.db);
  addQuiet(app, options.quiet);
}

void declareBackup(CLI::App& app, BackupOptions& options) {
  app.description("Add a verified backup to a folder; only what is new is copied");
  app.footer("Example:\n  tenure backup azawad.tenure /backups/azawad");
  addDatabase(app, options.db);
  app.add_option("DIR", options.folder, "The folder of backups")->required();
}

void declareRestore(CLI::App& app, RestoreOptions& options) {
  app.description("Make a database from a backup");
  app.footer("Example:\n  tenure restore /backups/azawad azawad.tenure");
  app.add_option("DIR", options.folder, "The folder of backups")->required();
  app.add_option("DB", options.db, "The folder of the database, absent or empty")->required();
  app.add_option("--id", options.id, "Which backup; default: the newest")->type_name("N");
}

}  // namespace tenure::apps
