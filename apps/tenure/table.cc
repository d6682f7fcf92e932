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
constexpr std::size_t kNarrowestText = 12;  ///< of a column that yields, while titles can be cut instead
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

/// Cuts the widest column that is above its floor, again and again, until all fit into `columns` or each is
/// at its floor.
void cutWidest(std::vector<std::size_t>& widths, std::size_t columns,
               const std::vector<std::size_t>& floors) {
  std::size_t total = std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
  while (total > columns) {
    std::size_t at = widths.size();
    std::size_t next =
        0;  // the widest but one: down to it at once, since a cell may be a million columns wide
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] <= floors[i]) continue;
      if (at == widths.size() || widths[i] > widths[at]) {
        next = at == widths.size() ? 0 : widths[at];
        at = i;
      } else {
        next = std::max(next, widths[i]);
      }
    }
    if (at == widths.size()) return;
    const std::size_t down_to = std::max(next, floors[at]);
    const std::size_t cut = std::min(total - columns, std::max<std::size_t>(widths[at] - down_to, 1));
    widths[at] -= cut;
    total -= cut;
  }
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
  std::vector<std::size_t> cells(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) cells[i] = std::max(cells[i], displayWidth(row[i]));
  }
  std::vector<std::size_t> widths = cells;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widths[i] = std::max(widths[i], displayWidth(columns_[i].title));
  }
  if (!terminal.columns || widths.empty()) return widths;

  const auto floors = [&](std::size_t of_texts, const std::vector<std::size_t>& of_others) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      out.push_back(columns_[i].yields ? of_texts : of_others[i]);
    return out;
  };
  std::vector<std::size_t> without_titles;
  without_titles.reserve(cells.size());
  for (const std::size_t width : cells) without_titles.push_back(std::max(width, kNarrowest));
  cutWidest(widths, *terminal.columns, floors(kNarrowestText, widths));
  cutWidest(widths, *terminal.columns, floors(kNarrowestText, without_titles));
  cutWidest(widths, *terminal.columns, floors(kNarrowest, without_titles));
  cutWidest(widths, *terminal.columns, std::vector<std::size_t>(widths.size(), kNarrowest));
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
