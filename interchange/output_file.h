// A file that is written from its beginning to its end: an export, or the rows that were rejected.
//
// One thread at a time. Every error names the file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::interchange {

/// Where exports go: called with text to append; an error it returns ends the export.
using Sink = std::function<Status(std::string_view)>;

class OutputFile {
 public:
  /// Makes the file, or empties the one that is there. kNotFound (no such folder), kPermission, kNoSpace,
  /// kIo.
  [[nodiscard]] static Result<OutputFile> create(const std::filesystem::path& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();  ///< closes; whoever must know whether all was written calls `close`

  Status write(std::string_view text);
  /// Writes what is held back and closes; after it, `write` is refused.
  Status close();
  /// `write` as a sink; borrows this file.
  [[nodiscard]] Sink sink();

 private:
  OutputFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  Status flush();

  int descriptor_ = -1;
  std::filesystem::path path_;
  std::string held_;
};

}  // namespace tenure::interchange
