// The rows of a table for LOAD CSV: RFC 4180 with a separator of choice, read as it is asked for.
//
// Thread rules: belongs to one thread.
#pragma once

#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

class CsvRows {
 public:
  /// `path` may begin with `file://`. kNotFound, kPermission, kIo; kUnsupported for other schemes.
  [[nodiscard]] static Result<std::unique_ptr<CsvRows>> open(const std::string& path, char separator,
                                                             bool headers);
  /// A list of texts or, with headers, a map of them (empty cells are null there); nullopt at the end. kParse
  /// names the line.
  [[nodiscard]] Result<std::optional<Datum>> next();

 private:
  CsvRows(std::string path, std::ifstream in, char separator)
      : path_(std::move(path)), in_(std::move(in)), separator_(separator) {}
  /// One record; false at the end.
  Result<bool> record(std::vector<std::string>& cells);

  std::string path_;
  std::ifstream in_;
  char separator_;
  bool headers_ = false;
  std::vector<std::string> names_;
  std::uint64_t line_ = 1;
};

}  // namespace tenure::query
