#include "engine/query/executor/csv_rows.h"

#include <cerrno>
#include <filesystem>

#include "schema/text_quote.h"

namespace tenure::query {

namespace {

constexpr std::size_t kRecordBytesMax = std::size_t{16} << 20U;

}  // namespace

Result<std::unique_ptr<CsvRows>> CsvRows::open(const std::string& path, char separator, bool headers) {
  std::string file = path;
  if (file.starts_with("file://")) {
    file.erase(0, 7);
  } else if (file.find("://") != std::string::npos) {
    return Error(ErrorCode::kUnsupported,
                 "LOAD CSV reads files of this machine, and " + tenure::quoted(path) + " is somewhere else");
  }
  std::error_code failure;
  if (std::filesystem::is_directory(file, failure)) {
    return Error(ErrorCode::kIo, tenure::quoted(file) + " is a directory");
  }
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    const ErrorCode code = errno == EACCES ? ErrorCode::kPermission : ErrorCode::kNotFound;
    return Error(code, "the file " + tenure::quoted(file) + " cannot be read");
  }
  std::unique_ptr<CsvRows> rows(new CsvRows(file, std::move(in), separator));
  rows->headers_ = headers;
  if (headers) {
    TENURE_ASSIGN(const bool any, rows->record(rows->names_));
    if (any && rows->names_[0].starts_with("\xEF\xBB\xBF")) rows->names_[0].erase(0, 3);
  }
  return rows;
}

Result<std::optional<Datum>> CsvRows::next() {
  std::vector<std::string> cells;
  const std::uint64_t line = line_;
  TENURE_ASSIGN(const bool any, record(cells));
  if (!any) return std::optional<Datum>();
  if (!headers_) {
    DatumList list;
    for (std::string& cell : cells) list.push_back(Datum::string(std::move(cell)));
    return std::optional(Datum::list(std::move(list)));
  }
  if (cells.size() > names_.size()) {
    return Error(ErrorCode::kParse, path_ + ", line " + std::to_string(line) + ": " +
                                        std::to_string(cells.size()) + " cells under " +
                                        std::to_string(names_.size()) + " headers");
  }
  DatumMap map;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const bool empty = i >= cells.size() || cells[i].empty();
    map.emplace_back(names_[i], empty ? Datum() : Datum::string(std::move(cells[i])));
  }
  return std::optional(Datum::map(std::move(map)));
}

Result<bool> CsvRows::record(std::vector<std::string>& cells) {
  cells.clear();
  std::string cell;
  std::size_t bytes = 0;
  bool quoted_cell = false;
  bool any = false;
  const std::uint64_t first_line = line_;
  int c = 0;
  while ((c = in_.get()) != std::ifstream::traits_type::eof()) {
    any = true;
    const char one = static_cast<char>(c);
    if (++bytes > kRecordBytesMax) {
      return Error(ErrorCode::kLimit, path_ + ", line " + std::to_string(first_line) +
                                          ": a record of more than " + std::to_string(kRecordBytesMax) +
                                          " bytes");
    }
    if (one == '\n') ++line_;
    if (quoted_cell) {
      if (one != '"') {
        cell += one;
      } else if (in_.peek() == '"') {
        cell += static_cast<char>(in_.get());
      } else {
        quoted_cell = false;
      }
    } else if (one == '"' && cell.empty()) {
      quoted_cell = true;
    } else if (one == separator_) {
      cells.push_back(std::exchange(cell, {}));
    } else if (one == '\n') {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      cells.push_back(std::move(cell));
      return true;
    } else {
      cell += one;
    }
  }
  if (quoted_cell) {
    return Error(ErrorCode::kParse,
                 path_ + ", line " + std::to_string(first_line) + ": a quoted cell is never closed");
  }
  if (!any) return false;
  cells.push_back(std::move(cell));
  return true;
}

}  // namespace tenure::query
