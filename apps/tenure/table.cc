#include "apps/tenure/table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "apps/tenure/text_width.h"

namespace tenure::apps {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 4;
constexpr std::size_t kUsualColumns = 80;

void appendCell(std::string& line, const std::string& cell, std::size_t width, const Column& column,
                const Terminal& terminal, bool last) {
  const std::string shown = cutToWidth(cell, width);
  const std::size_t taken = displayWidth(shown);
  const std::string blanks(width > taken ? width - taken : 0, ' ');
  const std::string drawn = terminal.is_terminal ? isolated(shown) : shown;
  if (column.align == Align::kRight) {
    line += blanks + drawn;
  } else {
    line += last ? drawn : drawn + blanks;
  }
}

std::string lineOf(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                   const std::vector<Column>& columns, const Terminal& terminal) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) line.append(kGap, ' ');
    appendCell(line, cells[i], widths[i], columns[i], terminal, i + 1 == cells.size());
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

Terminal terminalOf(std::FILE* file) {
  Terminal terminal;
  const int descriptor = fileno(file);
  terminal.is_terminal = descriptor >= 0 && isatty(descriptor) == 1;
  if (!terminal.is_terminal) return terminal;

  const char* no_colour = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  terminal.colour = (no_colour == nullptr || *no_colour == '\0') && kind != nullptr && *kind != '\0' &&
                    std::string_view(kind) != "dumb";
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.columns = size.ws_col;
    return terminal;
  }
  const char* columns = std::getenv("COLUMNS");
  const unsigned long said = columns == nullptr ? 0 : std::strtoul(columns, nullptr, 10);
  terminal.columns = said > 0 && said < 100'000 ? said : kUsualColumns;
  return terminal;
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) column.title = harmless(column.title);
}

void Table::addRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = harmless(cell);
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::fittedWidths(const Terminal& terminal) const {
  std::vector<std::size_t> widths;
  for (const Column& column : columns_) widths.push_back(displayWidth(column.title));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], displayWidth(row[i]));
  }
  if (!terminal.columns || widths.empty()) return widths;

  const std::size_t gaps = kGap * (widths.size() - 1);
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gaps);
  while (total > *terminal.columns) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) break;
    // Down to the next narrower column at once: a cell may be a million columns wide.
    std::size_t second = kNarrowest;
    for (const std::size_t width : widths) {
      if (width < *widest) second = std::max(second, width);
    }
    const std::size_t less = std::min(total - *terminal.columns, std::max<std::size_t>(*widest - second, 1));
    const auto alike = static_cast<std::size_t>(std::count(widths.begin(), widths.end(), *widest));
    const std::size_t cut = alike == 1 ? less : 1;
    *widest -= cut;
    total -= cut;
  }
  return widths;
}

std::string Table::text(const Terminal& terminal) const {
  const std::vector<std::size_t> widths = fittedWidths(terminal);
  std::vector<std::string> titles;
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    rules.emplace_back(widths[i], '-');
  }
  const std::string head = lineOf(titles, widths, columns_, terminal);
  std::string out = terminal.colour ? "\x1B[1m" + head + "\x1B[0m\n" : head + "\n";
  out += lineOf(rules, widths, columns_, terminal) + "\n";
  for (const auto& row : rows_) out += lineOf(row, widths, columns_, terminal) + "\n";
  return out;
}

}  // namespace tenure::apps
