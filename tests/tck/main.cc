// tck FILE.json [--failures FILE] [--filter TEXT]
//
// Runs the cases of openCypher's TCK in FILE.json; named graphs are read from the folder graphs/ beside it.
// Prints each case that fails, a table of passes per feature, and "N passed, N failed".
//
//   --failures FILE  the cases that are known to fail, a line each: id, tab, reason. An absent FILE is made
//   of what
//                    failed. One that is there may only shrink: what passes is taken out of it, and a failing
//                    case that it does not name ends the run with 1.
//   --filter TEXT    only cases whose id contains TEXT
//
// Ends with 0 where nothing failed but what the list names, 1 otherwise, 2 for a wrong command line or file.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "tests/tck/report.h"
#include "tests/tck/run_case.h"
#include "tests/tck/tck_case.h"
#include "tests/tck/world.h"

namespace {

using namespace tenure;
using namespace tenure::tck;

struct Arguments {
  std::filesystem::path cases;
  std::optional<std::filesystem::path> failures;
  std::string filter;
};

std::optional<Arguments> parseArguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--failures" && has_value) {
      arguments.failures = words[++i];
    } else if (words[i] == "--filter" && has_value) {
      arguments.filter = words[++i];
    } else if (words[i].starts_with("-") || !arguments.cases.empty()) {
      return std::nullopt;
    } else {
      arguments.cases = words[i];
    }
  }
  if (arguments.cases.empty()) return std::nullopt;
  return arguments;
}

int refuse(const Error& error) {
  std::cerr << "tck: " << error.toString() << '\n';
  return 2;
}

int run(const Arguments& arguments) {
  const auto cases = readCases(arguments.cases);
  if (!cases.ok()) return refuse(cases.error());
  std::optional<FailureList> known;
  if (arguments.failures) {
    auto list = FailureList::read(*arguments.failures);
    if (!list.ok()) return refuse(list.error());
    known = *std::move(list);
  }
  auto world = World::open();
  if (!world.ok()) return refuse(world.error());

  std::vector<Outcome> outcomes;
  bool as_known = true;
  for (const Case& each : *cases) {
    if (each.id.find(arguments.filter) == std::string::npos) continue;
    outcomes.push_back(runCase(each, **world, arguments.cases.parent_path() / "graphs"));
    const Outcome& outcome = outcomes.back();
    if (outcome.failure.empty()) continue;
    const bool listed = known && known->exists() && known->contains(outcome.id);
    as_known = as_known && listed;
    std::cout << (listed ? "known to fail: " : "FAILED: ") << outcome.id << ": " << outcome.failure << '\n';
  }
  printTable(outcomes, std::cout);
  if (known) {
    if (const Status updated = known->update(outcomes); !updated.ok()) return refuse(updated.error());
  }
  return as_known ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments = parseArguments({argv + 1, argv + argc});
  if (!arguments) {
    std::cerr << "usage: tck FILE.json [--failures FILE] [--filter TEXT]\n";
    return 2;
  }
  return run(*arguments);
}
