// A table for people: titles, rows, columns as wide as what stands in them, fitted to the terminal.
//
// It holds all its rows until it is printed (widths are known only then). What it prints is harmless to a
// terminal, whatever the cells hold. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::apps {

/// What is known of where output goes.
struct Terminal {
  bool is_terminal = false;
  bool colour = false;                 ///< a terminal that has it, and NO_COLOR is not set
  std::optional<std::size_t> columns;  ///< nothing: as wide as it takes
};
/// Asks the system: width from the terminal itself, else from COLUMNS, else 80; no width where it is none.
[[nodiscard]] Terminal terminalOf(std::FILE* file);

enum class Align { kLeft, kRight };
struct Column {
  std::string title;
  Align align = Align::kLeft;
  bool yields = false;  ///< text at length, which gives way before ids and dates do
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// One text for each column, in UTF-8; missing ones are blank, further ones are our own mistake.
  void addRow(std::vector<std::string> cells);
  void alignRight(std::size_t column) { columns_[column].align = Align::kRight; }
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

  /// The lines, each with its line feed. A table wider than the terminal is cut with an ellipsis: first the
  /// columns that yield, then titles wider than their cells, then the widest, down to a few letters each; a
  /// terminal narrower than that wraps.
  [[nodiscard]] std::string text(const Terminal& terminal) const;

 private:
  [[nodiscard]] std::vector<std::size_t> fittedWidths(const Terminal& terminal) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tenure::apps
