#include "tests/query/runner/run_query_case.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "engine/database.h"
#include "engine/query/query.h"
#include "engine/query/values/render.h"

namespace tenure::testing {

namespace {

/// Commits of a case happen on days of which nobody speaks, one microsecond after another.
constexpr std::int64_t kFirstCommitMicros = 1'767'225'600'000'000;  // 2026-01-01
/// A statement of a case that does not end fails it.
constexpr std::chrono::seconds kCasePatience{20};

std::string inOneLine(const Error& error) {
  std::string out(errorCodeName(error.code()));
  out += " " + (error.detail().empty() ? std::string("-") : error.detail()) + " ";
  if (error.place()) {
    out += std::to_string(error.place()->line) + ":" + std::to_string(error.place()->column);
  } else {
    out += "-";
  }
  return out + " " + error.message();
}

std::vector<std::string> effectLines(const query::SideEffects& effects) {
  std::vector<std::string> out;
  const auto add = [&](std::uint64_t count, const char* what) {
    if (count > 0) out.push_back(std::to_string(count) + " " + what);
  };
  add(effects.nodes_created, "nodes_created");
  add(effects.nodes_deleted, "nodes_deleted");
  add(effects.relationships_created, "relationships_created");
  add(effects.relationships_deleted, "relationships_deleted");
  add(effects.properties_set, "properties_set");
  add(effects.labels_added, "labels_added");
  add(effects.labels_removed, "labels_removed");
  add(effects.indexes_added, "indexes_added");
  add(effects.indexes_removed, "indexes_removed");
  add(effects.constraints_added, "constraints_added");
  add(effects.constraints_removed, "constraints_removed");
  if (out.empty()) out.emplace_back("none");
  return out;
}

std::string joinedLine(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out += " " + cell + " |";
  return out;
}

/// What a statement gave.
struct Given {
  std::vector<std::string> columns;
  tck::ActualRows rows;
  std::optional<Error> error;
  std::vector<std::string> notifications;
  std::vector<std::string> effects;
};

/// Two lists of lines: ' ' came as expected, '-' did not come, '+' came unexpected.
class Difference {
 public:
  void same(const std::string& line) { lines_ += "    " + line + "\n"; }
  void missing(const std::string& line) { mark('-', line); }
  void extra(const std::string& line) { mark('+', line); }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] const std::string& text() const { return lines_; }

 private:
  void mark(char sign, const std::string& line) {
    any_ = true;
    lines_ += std::string("  ") + sign + " " + line + "\n";
  }
  std::string lines_;
  bool any_ = false;
};

class CaseRun {
 public:
  CaseRun(const QueryCase& what, std::string file, std::filesystem::path folder)
      : case_(what), file_(std::move(file)), folder_(std::move(folder)) {}

  std::string run() {
    std::string failure = open();
    for (const CaseStep& step : case_.steps) {
      if (database_ == nullptr) return failure;
      // What a statement gave wrongly is told, and the next is asked all the same: more is learnt from all.
      if (const auto* statement = std::get_if<CaseStatement>(&step)) {
        failure += ask(*statement);
      } else if (const auto* clock = std::get_if<CaseClock>(&step)) {
        now_ = clock->micros;
      } else {
        database_.reset();
        failure += open();
      }
    }
    if (database_ == nullptr) return failure;
    const auto report = database_->verify();
    if (!report.ok()) return failure + at(case_.line) + "verify: " + report.error().toString() + "\n";
    for (const std::string& error : report->errors) failure += at(case_.line) + "verify: " + error + "\n";
    return failure;
  }

 private:
  [[nodiscard]] std::string at(std::size_t line) const {
    return file_ + ":" + std::to_string(line) + ": " + case_.name + "\n";
  }

  std::string open() {
    OpenOptions options;
    options.cache_bytes = 1U << 20U;
    options.write_buffer_bytes = 1U << 20U;
    options.clock = [this] { return now_; };
    const auto schema = builtInSchema(case_.schema);
    if (!schema.ok()) return at(case_.line) + schema.error().message() + "\n";
    if (case_.schema != "open") options.schema = *schema;
    auto opened = Database::open(folder_, options);
    if (!opened.ok()) return at(case_.line) + "open: " + opened.error().toString() + "\n";
    database_ = std::make_unique<Database>(std::move(opened).value());
    return {};
  }

  std::string ask(const CaseStatement& statement) {
    Given given;
    query::RowsPtr rows;
    if (const Status status = collect(statement, rows, given); !status.ok()) given.error = status.error();
    Difference difference;
    compareErrors(statement, given, difference);
    if (!given.error && !statement.error) {
      compareRows(statement, given, rows->entities(), difference);
      compareLists(statement.notifications, given.notifications, "~ ", difference);
      if (!statement.effects.empty()) compareLists(statement.effects, given.effects, "+ ", difference);
    }
    if (!difference.any()) return {};
    std::string text = statement.text;
    for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i + 1)) {
      text.insert(i + 1, "    ");
    }
    return at(statement.line) + "  > " + text + "\n" + difference.text() +
           "  (- was expected and did not come, + came and was not expected)\n";
  }

  Status collect(const CaseStatement& statement, query::RowsPtr& rows, Given& given) {
    query::RunOptions options;
    options.budget.deadline = Budget::in(kCasePatience);
    TENURE_ASSIGN(auto prepared, database_->queries().prepare(statement.text));
    TENURE_ASSIGN(rows, database_->queries().run(std::move(prepared), statement.parameters, options));
    given.columns = rows->columns();
    while (true) {
      TENURE_ASSIGN(const bool more, rows->next());
      if (!more) break;
      given.rows.emplace_back(rows->row().begin(), rows->row().end());
    }
    for (const query::Notification& one : rows->notifications()) given.notifications.push_back(one.code);
    given.effects = effectLines(rows->effects());
    return {};
  }

  static void compareErrors(const CaseStatement& statement, const Given& given, Difference& out) {
    const std::string came = given.error ? inOneLine(*given.error) : "";
    if (statement.error && given.error && *statement.error == came) return;
    if (statement.error) out.missing("! " + *statement.error);
    if (given.error) out.extra("! " + came);
    if (!given.error && !statement.error) return;
    if (!given.error) out.extra("(it succeeded, with " + std::to_string(given.rows.size()) + " rows)");
    if (!statement.error) out.missing("(it was to succeed)");
  }

  static void compareLists(const std::vector<std::string>& expected, std::vector<std::string> given,
                           const std::string& sign, Difference& out) {
    for (const std::string& one : expected) {
      const auto found = std::find(given.begin(), given.end(), one);
      if (found == given.end()) {
        out.missing(sign + one);
      } else {
        given.erase(found);
      }
    }
    for (const std::string& one : given) out.extra(sign + one);
  }

  static std::string shownRow(const std::vector<query::Datum>& row, query::EntityReader& entities) {
    std::vector<std::string> cells;
    for (const query::Datum& value : row) {
      const auto text = query::toCypherText(value, entities);
      cells.push_back(text.ok() ? *text : "(" + text.error().toString() + ")");
    }
    return joinedLine(cells);
  }

  static bool rowMatches(const std::vector<tck::Cell>& expected, const std::vector<query::Datum>& given,
                         query::EntityReader& entities) {
    const auto match = tck::rowsMatch({expected}, {given}, entities, {.ordered = true});
    return match.ok() && *match;
  }

  static void compareRows(const CaseStatement& statement, const Given& given, query::EntityReader& entities,
                          Difference& out) {
    if (statement.columns != given.columns) {
      if (!statement.columns.empty()) out.missing(joinedLine(statement.columns));
      if (!given.columns.empty()) out.extra(joinedLine(given.columns));
    } else if (!given.columns.empty()) {
      out.same(joinedLine(given.columns));
    }
    std::vector<bool> taken(given.rows.size(), false);
    for (std::size_t i = 0; i < statement.rows.size(); ++i) {
      std::size_t found = given.rows.size();
      for (std::size_t j = 0; j < given.rows.size() && found == given.rows.size(); ++j) {
        if (taken[j] || (statement.ordered && i != j)) continue;
        if (rowMatches(statement.rows[i], given.rows[j], entities)) found = j;
      }
      if (found == given.rows.size()) {
        out.missing(statement.row_lines[i]);
      } else {
        taken[found] = true;
        out.same(statement.row_lines[i]);
      }
    }
    for (std::size_t j = 0; j < given.rows.size(); ++j) {
      if (!taken[j]) out.extra(shownRow(given.rows[j], entities));
    }
  }

  const QueryCase& case_;
  std::string file_;
  std::filesystem::path folder_;
  std::int64_t now_ = kFirstCommitMicros;
  std::unique_ptr<Database> database_;
};

}  // namespace

std::string runQueryCase(const QueryCase& what, const std::string& file,
                         const std::filesystem::path& folder) {
  return CaseRun(what, file, folder).run();
}

}  // namespace tenure::testing
