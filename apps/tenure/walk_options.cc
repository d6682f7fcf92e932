#include "apps/tenure/walk_options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "apps/tenure/option_parts.h"

namespace tenure::apps {
namespace {

constexpr std::int64_t kRowsMax = 1'000'000'000;
constexpr std::int64_t kStepsMax = 1'000'000;
constexpr const char* kTimeHelp = "A day, month, year or any EDTF expression; or A..B, .. for all of time";

void addWalk(CLI::App& app, WalkOptions& options) {
  addTypes(app, options.types);
  addFlag(app, "--include-refuted", options.include_refuted, "Refuted facts too");
  addSystemTime(app, options.system_time);
  addBudget(app, options.budget);
  addOutput(app, options.output);
}

void addCertain(CLI::App& app, WalkOptions& options) {
  addFlag(app, "--certain", options.certain, "Only what is certain");
}

void addLimit(CLI::App& app, std::uint64_t& limit, const std::string& help) {
  checkWhole(*addOption(app, "--limit", limit, help)->type_name("N"), 1, kRowsMax);
}

template <class Number>
void addStepsMax(CLI::App& app, Number& steps, const std::string& help) {
  checkWhole(*addOption(app, "--max-steps", steps, help)->type_name("K"), 1, kStepsMax);
}

void addDirection(CLI::App& app, Direction& direction, const std::string& help) {
  addChoice(app, "--direction", direction,
            Choices<Direction>{{"in", Direction::kIn}, {"out", Direction::kOut}, {"both", Direction::kBoth}},
            help);
}

/// An option that would be read and then change nothing is refused.
void checkPath(const CLI::App& app, const PathOptions& options) {
  const bool several = options.contemporaneous || (options.chronological && !options.best);
  if (app.count("--limit") != 0 && !several) {
    throw CLI::ParseError(
        "--limit is of --contemporaneous and --chronological paths; here there is one at most",
        CLI::ExitCodes::ExcludesError);
  }
  if (options.best && options.steps_max) {
    throw CLI::ParseError("--max-steps does not go with --best, which is of any length",
                          CLI::ExitCodes::ExcludesError);
  }
}

}  // namespace

void declarePath(CLI::App& app, PathOptions& options) {
  app.description("How two nodes are connected: the shortest path, or paths over time");
  app.footer(
      "Examples:\n"
      "  tenure path azawad.tenure 2022-06 hcua mnla\n"
      "  tenure path azawad.tenure 2012..2023 hcua csp-psd --contemporaneous --max-steps 3\n"
      "  tenure path azawad.tenure .. mnla front --chronological --best earliest\n"
      "Exit code 1: there is none. Without --contemporaneous each step is judged by itself.");
  addDatabase(app, options.db);
  addOption(app, "TIME", options.time, kTimeHelp)->required();
  addOption(app, "FROM", options.from, "An id, or a name that fits one node only")->required();
  addOption(app, "TO", options.to, "The node at the other end")->required();
  addDirection(app, options.direction, "Which way the facts are followed; default: both");
  addStepsMax(app, options.steps_max, "The most steps; default: 100, of paths over time 6");
  auto* together = addFlag(app, "--contemporaneous", options.contemporaneous,
                           "Paths whose facts all share an instant, the shortest first");
  addFlag(app, "--chronological", options.chronological,
          "Paths on which each step starts no earlier than the last, the shortest first")
      ->excludes(together);
  addChoice(
      app, "--best", options.best,
      Choices<JourneyKind>{{"earliest", JourneyKind::kEarliest},
                           {"latest", JourneyKind::kLatest},
                           {"fastest", JourneyKind::kFastest}},
      "Of the chronological paths, of any length, the one that arrives earliest, leaves latest or takes "
      "least")
      ->needs("--chronological");
  addCertain(app, options);
  addLimit(app, options.limit, "The most paths over time; default: 10");
  addWalk(app, options);
  app.callback([&app, &options] { checkPath(app, options); });
}

void declareOverlap(CLI::App& app, OverlapOptions& options) {
  app.description("Who served together with a node, where and when");
  app.footer(
      "Examples:\n"
      "  tenure overlap azawad.tenure mnla\n"
      "  tenure overlap azawad.tenure mnla --with hcua\n"
      "  tenure overlap azawad.tenure cma --members --certain");
  addDatabase(app, options.db);
  addNode(app, options.node);
  auto* with = addOption(app, "--with", options.with, "Only with this node")->type_name("NODE");
  addFlag(app, "--members", options.members, "The members of NODE, in pairs")->excludes(with);
  addOption(app, "--time", options.time, kTimeHelp)->type_name("TIME");
  addCertain(app, options);
  addLimit(app, options.limit, "The most rows; default: all");
  addWalk(app, options);
}

void declareClosure(CLI::App& app, ClosureOptions& options) {
  app.description("What a node belonged to over a period, directly or through others, and when");
  app.footer(
      "Examples:\n"
      "  tenure closure azawad.tenure 2012..2023 mnla --type MEMBER_OF\n"
      "  tenure closure azawad.tenure .. csp-psd --direction in --certain");
  addDatabase(app, options.db);
  addOption(app, "FROM..TO", options.time, kTimeHelp)->required();
  addNode(app, options.node);
  addDirection(app, options.direction, "out (default): what it belongs to; in: what belongs to it");
  addStepsMax(app, options.steps_max, "The most steps; default: any number");
  addCertain(app, options);
  addLimit(app, options.limit, "The most nodes; default: all");
  addWalk(app, options);
}

void declareSeries(CLI::App& app, SeriesOptions& options) {
  app.description("A figure for every day, month or year, possible and certain");
  app.footer(
      "Examples:\n"
      "  tenure series azawad.tenure cma --figure turnover --from 2014 --to 2023 --step year\n"
      "  tenure series azawad.tenure - --figure components --from 2012 --to 2023\n"
      "A month's figure is that of `as of` the month: possible on some day of it, certain on every day.");
  addDatabase(app, options.db);
  addOption(app, "NODE", options.node, "An id, or a name that fits one node only; - for the whole graph")
      ->required();
  addChoice(app, "--figure", options.figure,
            Choices<Figure>{{"members", Figure::kMembers},
                            {"degree", Figure::kDegree},
                            {"turnover", Figure::kTurnover},
                            {"facts", Figure::kFacts},
                            {"components", Figure::kComponents}},
            "members, degree and turnover of a node; facts and components of the whole graph")
      ->required();
  addOption(app, "--from", options.from, "The first day, month or year")->type_name("TIME")->required();
  addOption(app, "--to", options.to, "The last")->type_name("TIME")->required();
  addChoice(app, "--step", options.step,
            Choices<SeriesStep>{
                {"day", SeriesStep::kDay}, {"month", SeriesStep::kMonth}, {"year", SeriesStep::kYear}},
            "How far from one row to the next; default: month");
  addFlag(app, "--first-day", options.first_day, "As of the first day of each step, not the whole of it");
  addDirection(app, options.direction, "in (default): members; out: what it belongs to");
  addWalk(app, options);
}

}  // namespace tenure::apps
