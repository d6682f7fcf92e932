#include "tests/tck/run_case.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace tenure::tck {

namespace {

constexpr std::size_t kRowsShown = 5;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " | ") + part;
  return out;
}

std::string shown(const ActualRows& rows, query::EntityReader& entities) {
  std::string out;
  for (std::size_t i = 0; i < std::min(rows.size(), kRowsShown); ++i) {
    std::vector<std::string> cells;
    for (const query::Datum& value : rows[i]) {
      const auto text = query::toCypherText(value, entities);
      cells.push_back(text.ok() ? *text : text.error().message());
    }
    out += (i > 0 ? "; " : "") + joined(cells);
  }
  return out + (rows.size() > kRowsShown ? "; ..." : "");
}

std::string shown(const Error& error) {
  return fmt::format("{} ({})", error.detail().empty() ? errorCodeName(error.code()) : error.detail(),
                     error.toString());
}

std::string shown(const SideEffects& effects) {
  std::string out;
  for (const auto& [what, count] : effects)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", what, count);
  return out.empty() ? "none" : out;
}

/// What is wrong with an error that came, or with none; empty where it is the expected one.
std::string judgeError(const ExpectedError& expected, const Answer& answer) {
  const std::string wanted = fmt::format("{}.{} at {}", expected.type, expected.detail, expected.phase);
  if (!answer.error) return "expected " + wanted + ", but it succeeded";
  const std::string& detail = answer.error->detail();
  const bool right_type = detail.substr(0, detail.find('.')) == expected.type;
  const bool right_detail = expected.detail == "*" || detail == expected.type + "." + expected.detail;
  const bool right_phase =
      expected.phase == "any time" || (expected.phase == "compile time") == answer.compile_time;
  if (right_type && right_detail && right_phase) return {};
  return fmt::format("expected {}, got {} at {}", wanted, shown(*answer.error),
                     answer.compile_time ? "compile time" : "runtime");
}

std::string judgeRows(const Statement& statement, const Answer& answer, query::EntityReader& entities) {
  if (!statement.expects_rows) {
    return answer.rows.empty() ? "" : "expected no rows, got " + shown(answer.rows, entities);
  }
  if (answer.columns != statement.columns) {
    return fmt::format("expected columns {}, got {}", joined(statement.columns), joined(answer.columns));
  }
  const MatchRules rules{.ordered = statement.ordered, .ignore_list_order = statement.ignore_list_order};
  const auto match = rowsMatch(statement.rows, answer.rows, entities, rules);
  if (!match.ok()) return "the rows could not be read: " + shown(match.error());
  if (*match) return {};
  return fmt::format("expected {} rows, got {}: {}", statement.rows.size(), answer.rows.size(),
                     shown(answer.rows, entities));
}

/// Runs what only has to succeed.
std::string prepareWith(World& world, const std::string& text, const Parameters& parameters) {
  std::string failure;
  world.ask(text, parameters, [&](const Answer& answer, query::EntityReader& /*entities*/) {
    if (answer.error) failure = "set-up failed: " + shown(*answer.error);
  });
  return failure;
}

std::string askAndJudge(World& world, const Statement& statement, const Parameters& parameters,
                        const std::optional<ExpectedError>& error) {
  std::string failure;
  world.ask(statement.query, parameters, [&](const Answer& answer, query::EntityReader& entities) {
    if (error) {
      failure = judgeError(*error, answer);
    } else if (answer.error) {
      failure = "failed: " + shown(*answer.error);
    } else {
      failure = judgeRows(statement, answer, entities);
    }
  });
  return failure;
}

std::string setUp(const Case& what, World& world, const std::filesystem::path& graphs) {
  if (const Status emptied = world.empty(); !emptied.ok())
    return "cannot empty the graph: " + shown(emptied.error());
  world.offer(what.procedures);
  if (what.given != "any" && what.given != "empty") {
    std::ifstream file(graphs / what.given / (what.given + ".cypher"));
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    if (text.empty()) return "there is no graph " + what.given;
    if (std::string failure = prepareWith(world, text, {}); !failure.empty()) return failure;
  }
  for (const std::string& text : what.setup) {
    // Parameters of a case are for all its statements.
    if (std::string failure = prepareWith(world, text, what.parameters); !failure.empty()) return failure;
  }
  return {};
}

std::string failureOf(const Case& what, World& world, const std::filesystem::path& graphs) {
  if (std::string failure = setUp(what, world, graphs); !failure.empty()) return failure;
  const auto before = world.snapshot();
  if (!before.ok()) return "the graph cannot be read: " + shown(before.error());
  if (std::string failure = askAndJudge(world, what.statement, what.parameters, what.error);
      !failure.empty()) {
    return failure;
  }
  const auto after = world.snapshot();
  if (!after.ok()) return "the graph cannot be read: " + shown(after.error());
  const SideEffects effects = difference(*before, *after);
  // A statement that fails leaves nothing behind, whatever the case says of it.
  const SideEffects expected = what.side_effects.value_or(SideEffects());
  if (effects != expected) {
    return fmt::format("expected side effects {}, got {}", shown(expected), shown(effects));
  }
  for (const Statement& control : what.control) {
    if (std::string failure = askAndJudge(world, control, what.parameters, {}); !failure.empty()) {
      return "control query: " + failure;
    }
  }
  return {};
}

}  // namespace

Outcome runCase(const Case& what, World& world, const std::filesystem::path& graphs) {
  return {what.id, what.feature, failureOf(what, world, graphs)};
}

}  // namespace tenure::tck
