// Rows as the command prints them: the same fields in the same order, for people (table) and for programs
// (json, jsonl, csv).
//
//   table   text in columns; lists joined by ", "; what is absent is blank; held until `finish`
//   json    one array of objects
//   jsonl   one object a line, as it comes
//   csv     RFC 4180 with a header, as it comes; lists joined by "|"; absent is an empty cell, and an empty
//           text is ""
//
// On a terminal no cell can send an escape code, in any format. A writer belongs to one thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schema/result.h"

namespace tenure::apps {

enum class OutputFormat : std::uint8_t { kTable, kJson, kJsonl, kCsv };

/// Names with numbers, in order: {"MEMBER_OF", 12}. An object in JSON, "MEMBER_OF=12|LED=5" in csv.
using Counts = std::vector<std::pair<std::string, std::int64_t>>;
/// A value with parts (a list, a map, a node): its text for people, its JSON for programs.
struct Structured {
  std::string text;
  std::string json;
};
/// Absent, or a value.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>,
                          Counts, Structured>;

/// Where bytes go. Remembers the first failure; what comes after it is dropped.
class OutputFile {
 public:
  explicit OutputFile(std::FILE* file) : file_(file) {}
  void write(std::string_view bytes);
  /// Whether it is worth going on: false after a failed write.
  [[nodiscard]] bool good() const { return failure_ == 0; }
  /// Flushes; then 0, or the exit code: 141 without a word where the reader has gone, 7 with a message on
  /// standard error where the disk is full or the device fails.
  [[nodiscard]] int finish();
  [[nodiscard]] std::FILE* file() const { return file_; }

 private:
  std::FILE* file_;
  int failure_ = 0;  ///< errno of the first failed write
};

/// How to print rows.
struct RowOutput {
  OutputFormat format = OutputFormat::kTable;
  std::vector<std::string> fields;  ///< empty: all
};

/// The fields of a command's rows and which of them are printed: all, unless the user chose.
class Fields {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a list of names is all of them
  Fields(std::vector<std::string> names);
  Fields(std::initializer_list<std::string> names) : Fields(std::vector<std::string>(names)) {}
  /// `chosen` in its order; empty: all. kInvalidArgument names the fields there are.
  static Result<Fields> choose(std::vector<std::string> names, const std::vector<std::string>& chosen);

  [[nodiscard]] std::size_t all() const { return names_.size(); }
  [[nodiscard]] const std::vector<std::size_t>& printed() const { return printed_; }
  [[nodiscard]] std::vector<std::string> printedNames() const;

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> printed_;  ///< positions in names_
};

class RowWriter {
 public:
  /// `file` must outlive the writer.
  RowWriter(Fields fields, OutputFormat format, std::FILE* file = stdout);
  ~RowWriter();
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  /// One cell for each field, printed or not, in their order. False when nobody can read more of it: stop,
  /// and `finish` says what to end with.
  bool row(const std::vector<Cell>& cells);
  /// Prints what is held, flushes, and gives the exit code as OutputFile::finish does. Call it once, last.
  [[nodiscard]] int finish();
  [[nodiscard]] std::uint64_t rows() const;

 private:
  struct Form;
  struct TableForm;
  struct JsonForm;
  struct CsvForm;
  OutputFile out_;
  Fields fields_;
  std::uint64_t rows_ = 0;
  std::unique_ptr<Form> form_;
};

/// One object (`tenure stats`): as a table a line for each field, and for each name of Counts; one JSON
/// object; one csv row under its header. Returns the exit code.
[[nodiscard]] int writeObject(const std::vector<std::pair<std::string, Cell>>& object, OutputFormat format,
                              std::FILE* file = stdout);

/// Texts in the notation of JSON, quotation marks included, nothing in them that acts on a terminal.
[[nodiscard]] std::string jsonText(std::string_view text);

}  // namespace tenure::apps
