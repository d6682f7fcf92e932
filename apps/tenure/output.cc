#include "apps/tenure/output.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <system_error>

#include "apps/tenure/exit_code.h"
#include "apps/tenure/table.h"
#include "apps/tenure/text_width.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// `parts` with `separator` between them.
template <class List, class Write>
std::string joined(const List& list, std::string_view separator, const Write& write) {
  std::string out;
  bool first = true;
  for (const auto& one : list) {
    if (!first) out += separator;
    first = false;
    out += write(one);
  }
  return out;
}

/// Six digits: what a figure of an algorithm says beyond them is rounding.
std::string numberText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string plainText(const Cell& cell, std::string_view list_separator, std::string_view count_separator) {
  const auto same = [](const std::string& text) { return text; };
  const auto count = [&](const auto& one) {
    return one.first + std::string(count_separator) + std::to_string(one.second);
  };
  return std::visit(
      Overloaded{[](std::monostate) { return std::string(); },
                 [](bool value) { return std::string(value ? "true" : "false"); },
                 [](std::int64_t value) { return std::to_string(value); },
                 [](double value) { return numberText(value); }, [](const std::string& text) { return text; },
                 [&](const std::vector<std::string>& list) { return joined(list, list_separator, same); },
                 [&](const Counts& counts) { return joined(counts, list_separator, count); },
                 [](const Structured& value) { return value.text; }},
      cell);
}

std::string jsonOf(const Cell& cell) {
  const auto count = [](const auto& one) { return jsonText(one.first) + ":" + std::to_string(one.second); };
  return std::visit(
      Overloaded{[](std::monostate) { return std::string("null"); },
                 [](bool value) { return std::string(value ? "true" : "false"); },
                 [](std::int64_t value) { return std::to_string(value); },
                 // JSON has no word for an infinity.
                 [](double value) { return std::isfinite(value) ? numberText(value) : std::string("null"); },
                 [](const std::string& text) { return jsonText(text); },
                 [](const std::vector<std::string>& list) { return "[" + joined(list, ",", jsonText) + "]"; },
                 [&](const Counts& counts) { return "{" + joined(counts, ",", count) + "}"; },
                 [](const Structured& value) { return value.json; }},
      cell);
}

std::string csvText(std::string_view text, bool terminal) {
  std::string shown = terminal ? harmless(text) : std::string(text);
  const bool plain = shown.find_first_of(",\"\r\n") == std::string::npos && !shown.empty() &&
                     shown.front() != ' ' && shown.back() != ' ';
  if (plain) return shown;
  std::string out = "\"";
  for (const char c : shown) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csvOf(const Cell& cell, bool terminal) {
  if (std::holds_alternative<std::monostate>(cell)) return {};
  return csvText(plainText(cell, "|", "="), terminal);
}

/// Fields that a narrow terminal cuts first: names and sentences, which another row or format has in full.
bool isTextAtLength(std::string_view field) {
  return field == "source" || field == "aliases" || field == "meaning" || field == "why" || field == "name" ||
         field.ends_with("_name");
}

bool isNumber(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}
bool isAbsent(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

}  // namespace

std::string jsonText(std::string_view text) {
  const std::string dumped =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  // JSON lets DEL and the C1 controls stand as they are; a terminal obeys them.
  std::string out;
  out.reserve(dumped.size());
  for (std::size_t i = 0; i < dumped.size(); ++i) {
    const auto byte = static_cast<unsigned char>(dumped[i]);
    const unsigned char following = i + 1 < dumped.size() ? static_cast<unsigned char>(dumped[i + 1]) : 0;
    if (byte == 0x7F) {
      out += "\\u007f";
    } else if (byte == 0xC2 && following >= 0x80 && following <= 0x9F) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      out += "\\u00";
      out += kDigits[following / 16];
      out += kDigits[following % 16];
      ++i;
    } else {
      out += dumped[i];
    }
  }
  return out;
}

// ---- the file ------------------------------------------------------------------------------------------

void OutputFile::write(std::string_view bytes) {
  if (failure_ != 0) return;
  errno = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) failure_ = errno == 0 ? EIO : errno;
}

int OutputFile::finish() {
  errno = 0;
  if (failure_ == 0 && std::fflush(file_) != 0) failure_ = errno == 0 ? EIO : errno;
  if (failure_ == 0) return kExitDone;
  if (failure_ == EPIPE) return kExitPipeClosed;
  printError("the output cannot be written: " + std::generic_category().message(failure_));
  return kExitDisk;
}

// ---- rows ----------------------------------------------------------------------------------------------

struct RowWriter::Form {
  virtual ~Form() = default;
  virtual void row(const std::vector<Cell>& cells, OutputFile& out) = 0;
  virtual void end(OutputFile& out) = 0;
};

struct RowWriter::TableForm final : Form {
  explicit TableForm(const std::vector<std::string>& fields)
      : table(columnsOf(fields)), all_numbers(fields.size(), true), some_number(fields.size(), false) {}

  static std::vector<Column> columnsOf(const std::vector<std::string>& fields) {
    std::vector<Column> columns;
    columns.reserve(fields.size());
    for (const std::string& field : fields) columns.push_back({field, Align::kLeft, isTextAtLength(field)});
    return columns;
  }
  void row(const std::vector<Cell>& cells, OutputFile&) override {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      texts.push_back(plainText(cells[i], ", ", " "));
      all_numbers[i] = all_numbers[i] && (isNumber(cells[i]) || isAbsent(cells[i]));
      some_number[i] = some_number[i] || isNumber(cells[i]);
    }
    table.addRow(std::move(texts));
  }
  void end(OutputFile& out) override {
    for (std::size_t i = 0; i < all_numbers.size(); ++i) {
      if (all_numbers[i] && some_number[i]) table.alignRight(i);
    }
    out.write(table.text(terminalOf(out.file())));
  }

  Table table;
  std::vector<bool> all_numbers;
  std::vector<bool> some_number;
};

struct RowWriter::JsonForm final : Form {
  JsonForm(const std::vector<std::string>& fields, bool whole_array) : array(whole_array) {
    for (const std::string& field : fields) names.push_back(jsonText(field) + ":");
  }
  void row(const std::vector<Cell>& cells, OutputFile& out) override {
    std::string line = !array ? "{" : first ? "[\n{" : ",\n{";
    first = false;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + names[i] + jsonOf(cells[i]);
    out.write(line + (array ? "}" : "}\n"));
  }
  void end(OutputFile& out) override {
    if (array) out.write(first ? "[]\n" : "\n]\n");
  }

  bool array;
  bool first = true;
  std::vector<std::string> names;
};

struct RowWriter::CsvForm final : Form {
  CsvForm(const std::vector<std::string>& fields, OutputFile& out)
      : terminal(terminalOf(out.file()).is_terminal) {
    out.write(joined(fields, ",", [this](const std::string& name) { return csvText(name, terminal); }) +
              "\n");
  }
  void row(const std::vector<Cell>& cells, OutputFile& out) override {
    out.write(joined(cells, ",", [this](const Cell& cell) { return csvOf(cell, terminal); }) + "\n");
  }
  void end(OutputFile&) override {}

  bool terminal;
};

Fields::Fields(std::vector<std::string> names) : names_(std::move(names)), printed_(names_.size()) {
  std::iota(printed_.begin(), printed_.end(), 0);
}

Result<Fields> Fields::choose(std::vector<std::string> names, const std::vector<std::string>& chosen) {
  Fields fields(std::move(names));
  if (chosen.empty()) return fields;
  fields.printed_.clear();
  for (const std::string& one : chosen) {
    const auto found = std::find(fields.names_.begin(), fields.names_.end(), one);
    if (found == fields.names_.end()) {
      const std::string there = joined(fields.names_, ", ", [](const std::string& name) { return name; });
      return Error(ErrorCode::kInvalidArgument,
                   "there is no field " + tenure::quoted(one) + "; there are: " + there);
    }
    fields.printed_.push_back(static_cast<std::size_t>(found - fields.names_.begin()));
  }
  return fields;
}

std::vector<std::string> Fields::printedNames() const {
  std::vector<std::string> out;
  for (const std::size_t at : printed_) out.push_back(names_[at]);
  return out;
}

RowWriter::RowWriter(Fields fields, OutputFormat format, std::FILE* file)
    : out_(file), fields_(std::move(fields)) {
  const std::vector<std::string> names = fields_.printedNames();
  switch (format) {
    case OutputFormat::kTable: form_ = std::make_unique<TableForm>(names); break;
    case OutputFormat::kJson: form_ = std::make_unique<JsonForm>(names, true); break;
    case OutputFormat::kJsonl: form_ = std::make_unique<JsonForm>(names, false); break;
    case OutputFormat::kCsv: form_ = std::make_unique<CsvForm>(names, out_); break;
  }
}

RowWriter::~RowWriter() = default;

bool RowWriter::row(const std::vector<Cell>& cells) {
  if (cells.size() != fields_.all())
    __builtin_trap();  // a row that does not fit its header is our own mistake
  std::vector<Cell> printed;
  printed.reserve(fields_.printed().size());
  for (const std::size_t at : fields_.printed()) printed.push_back(cells[at]);
  form_->row(printed, out_);
  ++rows_;
  return out_.good();
}

int RowWriter::finish() {
  form_->end(out_);
  return out_.finish();
}

std::uint64_t RowWriter::rows() const { return rows_; }

// ---- one object ----------------------------------------------------------------------------------------

int writeObject(const std::vector<std::pair<std::string, Cell>>& object, OutputFormat format,
                std::FILE* file) {
  if (format == OutputFormat::kTable) {
    RowWriter writer({"field", "value"}, format, file);
    for (const auto& [name, cell] : object) {
      if (const auto* counts = std::get_if<Counts>(&cell)) {
        for (const auto& [key, count] : *counts)
          writer.row({std::string(name).append(" ").append(key), count});
      } else {
        writer.row({name, cell});
      }
    }
    return writer.finish();
  }
  std::vector<std::string> fields;
  std::vector<Cell> cells;
  for (const auto& [name, cell] : object) {
    fields.push_back(name);
    cells.push_back(cell);
  }
  RowWriter writer(fields, format == OutputFormat::kJson ? OutputFormat::kJsonl : format, file);
  writer.row(cells);
  return writer.finish();
}

}  // namespace tenure::apps
