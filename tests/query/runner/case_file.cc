#include "tests/query/runner/case_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "schema/validity.h"
#include "tests/tck/notation.h"

namespace tenure::testing {

namespace {

std::string_view withoutBlanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// What stands between the bars of "| a | 'b | c' |".
std::optional<std::vector<std::string>> cellsOf(std::string_view line) {
  line = withoutBlanks(line);
  if (line.size() < 2 || line.front() != '|' || line.back() != '|') return std::nullopt;
  std::vector<std::string> out;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '\\' && i + 1 < line.size()) {
      cell += c;
      cell += line[++i];
      continue;
    }
    if (c == '\'') quoted = !quoted;
    if (c != '|' || quoted) {
      cell += c;
      continue;
    }
    out.emplace_back(withoutBlanks(cell));
    cell.clear();
  }
  if (quoted || !cell.empty()) return std::nullopt;
  return out;
}

class CaseReader {
 public:
  explicit CaseReader(std::string_view text) : text_(text) {}

  Result<std::vector<QueryCase>> read() {
    while (!text_.empty()) {
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      const std::string_view line = text_.substr(0, end);
      text_.remove_prefix(std::min(end + 1, text_.size()));
      ++line_;
      TENURE_TRY(take(line));
    }
    TENURE_TRY(endCase());
    return std::move(cases_);
  }

 private:
  [[nodiscard]] Error wrong(const std::string& what) const {
    return {ErrorCode::kParse, what, Place{.file = {}, .line = line_, .column = 1}};
  }
  [[nodiscard]] CaseStatement* statement() {
    return cases_.empty() || cases_.back().steps.empty()
               ? nullptr
               : std::get_if<CaseStatement>(&cases_.back().steps.back());
  }

  Status endCase() {
    const bool asks =
        cases_.empty() ||
        std::any_of(cases_.back().steps.begin(), cases_.back().steps.end(), [](const CaseStep& step) {
          const auto* one = std::get_if<CaseStatement>(&step);
          return one != nullptr && (one->error || !one->columns.empty() || !one->effects.empty());
        });
    if (!asks) return wrong("the case \"" + cases_.back().name + "\" expects nothing");
    if (!parameters_.empty()) return wrong("parameters without a statement");
    return {};
  }

  Status take(std::string_view line) {
    const bool goes_on = line.starts_with("  ");
    if (withoutBlanks(line).empty() || line.front() == '#') {
      open_ = false;
      return {};
    }
    if (goes_on) {
      if (!open_) return wrong("this line goes on, and nothing is before it");
      statement()->text += '\n';
      statement()->text += line.substr(2);
      return {};
    }
    open_ = false;
    if (line.starts_with("== ")) {
      TENURE_TRY(endCase());
      cases_.push_back({.line = line_, .name = std::string(line.substr(3)), .steps = {}});
      return {};
    }
    if (cases_.empty()) return wrong("a case begins with == and its name");
    if (line == "restart") {
      cases_.back().steps.emplace_back(CaseRestart{});
      return {};
    }
    if (line.starts_with("schema ")) {
      if (!cases_.back().steps.empty()) return wrong("the schema stands before the first statement");
      cases_.back().schema = line.substr(7);
      return {};
    }
    if (line.starts_with("clock ")) return clock(line.substr(6));
    if (line.starts_with("$ ")) return parameter(line.substr(2));
    if (line.starts_with("> ")) {
      CaseStatement begun;
      begun.line = line_;
      begun.text = line.substr(2);
      begun.parameters = std::exchange(parameters_, {});
      cases_.back().steps.emplace_back(std::move(begun));
      open_ = true;
      return {};
    }
    if (statement() == nullptr) return wrong("this belongs below a statement");
    return expectation(line, *statement());
  }

  Status clock(std::string_view text) {
    const auto instant = parseQueryTime(text);
    if (!instant.ok()) return wrong(instant.error().message());
    cases_.back().steps.emplace_back(CaseClock{instant->start.micros()});
    return {};
  }

  Status parameter(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return wrong("a parameter is written: $ name = value");
    TENURE_ASSIGN(const tck::Cell cell, tck::parseCell(withoutBlanks(text.substr(equals + 1))));
    TENURE_ASSIGN(parameters_[std::string(withoutBlanks(text.substr(0, equals)))], tck::toDatum(cell));
    return {};
  }

  Status expectation(std::string_view line, CaseStatement& of) {
    if (line == "in order") {
      of.ordered = true;
    } else if (line.starts_with("~ ")) {
      of.notifications.emplace_back(line.substr(2));
    } else if (line.starts_with("+ ")) {
      of.effects.emplace_back(line.substr(2));
    } else if (line.starts_with("! ")) {
      if (!of.columns.empty()) return wrong("a statement gives rows, or an error");
      of.error = line.substr(2);
    } else if (line.front() == '|') {
      return row(line, of);
    } else {
      return wrong("this line is not understood");
    }
    return {};
  }

  Status row(std::string_view line, CaseStatement& of) {
    auto cells = cellsOf(line);
    if (!cells || cells->empty()) return wrong("a row is written: | 1 | 'b' |");
    if (of.columns.empty()) {
      of.columns = std::move(*cells);
      return {};
    }
    if (cells->size() != of.columns.size()) return wrong("a row has as many cells as there are columns");
    std::vector<tck::Cell> values;
    for (const std::string& cell : *cells) {
      auto value = tck::parseCell(cell);
      if (!value.ok()) return wrong(cell + ": " + value.error().message());
      values.push_back(std::move(value).value());
    }
    of.rows.push_back(std::move(values));
    of.row_lines.emplace_back(line);
    return {};
  }

  std::string_view text_;
  std::size_t line_ = 0;
  bool open_ = false;  ///< the statement before may go on
  query::Parameters parameters_;
  std::vector<QueryCase> cases_;
};

}  // namespace

Result<std::vector<QueryCase>> parseQueryCases(std::string_view text) { return CaseReader(text).read(); }

Result<std::vector<QueryCase>> readQueryCases(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return Error(ErrorCode::kNotFound, "there is no file " + path.string());
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return parseQueryCases(text);
}

std::vector<std::filesystem::path> queryCaseFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(TENURE_SOURCE_DIR "/tests/query")) {
    if (entry.path().extension() == ".test") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace tenure::testing
