#include "apps/tenure/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

#include "apps/tenure/command_options.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/output.h"
#include "apps/tenure/query_command.h"
#include "apps/tenure/shell_command.h"
#include "apps/tenure/walk_options.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

/// A command. Each is a parser of its own and no subcommand of one: there a node called `date` would be taken
/// for the command.
struct Command {
  std::string name;
  /// Adds the options to `app`; what comes back runs the command once they are read.
  std::function<std::function<int()>(CLI::App& app)> declare;
};

template <class Options>
Command command(std::string name, void (*declare)(CLI::App&, Options&), int (*run)(const Options&)) {
  return {std::move(name), [declare, run](CLI::App& app) -> std::function<int()> {
            auto options = std::make_shared<Options>();
            declare(app, *options);
            return [options, run] { return run(*options); };
          }};
}

/// The commands there are, in the order of `tenure --help`.
const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      command("import", declareImport, runImport),
      command("query", declareQuery, runQuery),
      command("shell", declareShell, runShell),
      command("as-of", declareAsOf, runAsOf),
      command("timeline", declareTimeline, runTimeline),
      command("diff", declareDiff, runDiff),
      command("lineage", declareLineage, runLineage),
      command("path", declarePath, runPath),
      command("overlap", declareOverlap, runOverlap),
      command("closure", declareClosure, runClosure),
      command("series", declareSeries, runSeries),
      command("stats", declareStats, runStats),
      command("algo", declareAlgo, runAlgo),
      command("find", declareFind, runFind),
      command("date", declareDate, runDate),
      command("correct", declareCorrect, runCorrect),
      command("retract", declareRetract, runRetract),
      command("erase", declareErase, runErase),
      command("transactions", declareTransactions, runTransactions),
      command("schema", declareSchema, runSchema),
      command("verify", declareVerify, runVerify),
      command("backup", declareBackup, runBackup),
      command("restore", declareRestore, runRestore),
      command("export", declareExport, runExport),
  };
  return all;
}

std::vector<std::string> commandNames() {
  std::vector<std::string> names;
  for (const Command& one : commands()) names.push_back(one.name);
  return names;
}

int print(const std::string& text) {
  OutputFile out(stdout);
  out.write(text);
  return out.finish();
}

std::string overview() {
  std::string text =
      "Tenure, a temporal graph database: who belonged to what, as of when.\n\n"
      "Usage: tenure COMMAND [ARGUMENT]... [OPTION]...\n"
      "       tenure COMMAND --help\n"
      "       tenure --version\n\nCommands:\n";
  for (const Command& one : commands()) {
    CLI::App app;
    one.declare(app);
    text += "  " + one.name + std::string(one.name.size() < 14 ? 14 - one.name.size() : 1, ' ') +
            app.get_description() + "\n";
  }
  return text +
         "\nExamples:\n"
         "  tenure import azawad.tenure --nodes nodes.csv --edges facts.csv --schema organizations\n"
         "  tenure as-of azawad.tenure 2022-06 cma --type MEMBER_OF --direction in\n"
         "  tenure date 2017/2018\n"
         "\nExit codes: 0 done; 1 the answer is no, or not found; 2 command line; 3 bad input; 4 "
         "constraint;\n"
         "5 in use or timed out; 6 damaged or foreign database; 7 disk or permission; 130 interrupted.\n";
}

int unknownCommand(const std::string& word) {
  const std::string near = nearestName(word, commandNames());
  printError("there is no command \"" + word + "\"" +
             (near.empty() ? "; `tenure --help` lists them" : "; did you mean `tenure " + near + "`?"));
  return kExitUsage;
}

/// A single argument of `date` is a date, whatever it looks like, unless it asks for help: junk from a file
/// is told that it is no date, not that there is no such option. (The parser itself takes `-` and a digit for
/// an argument everywhere: negative years.)
bool isDateAlone(const std::string& name, const std::vector<std::string>& rest) {
  return name == "date" && rest.size() == 1 && rest[0].size() > 1 && rest[0][0] == '-' && rest[0] != "-h" &&
         rest[0] != "--help" && rest[0] != "--";
}

/// An option that there is not, with the nearest that there is; empty: every word that looks like an option
/// is one.
std::string unknownOption(const CLI::App& app) {
  for (const std::string& word : app.remaining()) {
    const bool looks = word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
    if (!looks) continue;
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    const std::string given = word.substr(0, word.find('='));
    const std::string near = nearestName(given, names);
    return "there is no option " + tenure::quoted(given) +
           (near.empty() ? "" : "; did you mean " + near + "?");
  }
  return {};
}

/// What is wrong with a command line. A mistyped option comes before all else: what the parser would say,
/// that some argument is missing or one too many, is what follows from it.
std::string refusal(const CLI::App& app, const CLI::ParseError& error) {
  if (std::string unknown = unknownOption(app); !unknown.empty()) return unknown;
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) return error.what();
  std::string text = "more arguments than it takes:";
  for (const std::string& word : app.remaining()) text += " " + tenure::quoted(word);
  return text;
}

/// Help names an argument once: "DB", not "DB TEXT REQUIRED"; and says of an option where it must be given.
void wordHelp(CLI::App& app) {
  app.get_formatter()->label("REQUIRED", "");
  for (CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      option->type_name("");
    } else if (option->get_required()) {
      option->description(option->get_description() + " (required)");
    }
  }
}

int runCommand(const Command& chosen, std::vector<std::string> rest) {
  CLI::App app;
  app.name("tenure " + chosen.name);
  const std::function<int()> run = chosen.declare(app);
  if (isDateAlone(chosen.name, rest)) rest.insert(rest.begin(), "--");
  wordHelp(app);
  std::reverse(rest.begin(), rest.end());  // the parser takes them from the back
  try {
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return print(app.help());
  } catch (const CLI::ParseError& error) {
    printError(chosen.name + ": " + refusal(app, error));
    printError("`tenure " + chosen.name + " --help` shows what it takes");
    return kExitUsage;
  }
  return run();
}

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    const std::string text = overview();
    std::fwrite(text.data(), 1, text.size(), stderr);
    return kExitUsage;
  }
  const std::string& word = arguments[0];
  const bool help = word == "--help" || word == "-h" || word == "help";
  if (help && arguments.size() == 1) return print(overview());
  if (word == "--version") return print("tenure " TENURE_VERSION "\n");
  const std::string& name = help ? arguments[1] : word;
  for (const Command& one : commands()) {
    if (one.name != name) continue;
    return runCommand(one, help ? std::vector<std::string>{"--help"}
                                : std::vector<std::string>(arguments.begin() + 1, arguments.end()));
  }
  return unknownCommand(name);
}

std::string nearestName(std::string_view word, const std::vector<std::string>& names) {
  std::string nearest;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;  // a third of the letters may be wrong
  for (const std::string& name : names) {
    if (word.size() > name.size() + least) continue;
    // Optimal string alignment, whole matrix: names are short.
    std::vector<std::vector<std::size_t>> cost(word.size() + 1, std::vector<std::size_t>(name.size() + 1));
    for (std::size_t i = 0; i <= word.size(); ++i) {
      for (std::size_t j = 0; j <= name.size(); ++j) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        const std::size_t replaced = cost[i - 1][j - 1] + (word[i - 1] == name[j - 1] ? 0 : 1);
        cost[i][j] = std::min({replaced, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
        if (i > 1 && j > 1 && word[i - 1] == name[j - 2] && word[i - 2] == name[j - 1]) {
          cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    if (cost[word.size()][name.size()] < least) {
      least = cost[word.size()][name.size()];
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace tenure::apps
