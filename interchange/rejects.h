// The rows that an import left out, as CSV: file, line, column, reason, row (its text; bytes that are not
// UTF-8 as \xE9, so that the file can be read). Made with the first of them; a file that is there is replaced
// then.
//
// One thread at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "interchange/output_file.h"
#include "schema/result.h"

namespace tenure::interchange {

class Rejects {
 public:
  /// An empty path: rows are not kept.
  explicit Rejects(std::filesystem::path path) : path_(std::move(path)) {}

  /// Errors as OutputFile; they end an import, since it may not lose rows silently.
  Status add(const Error& why, std::string_view row);
  Status close();

 private:
  std::filesystem::path path_;
  std::optional<OutputFile> file_;
};

}  // namespace tenure::interchange
