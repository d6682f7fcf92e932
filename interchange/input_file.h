// A file to be imported, plain or gzip (told apart by its first bytes; several gzip members in a row are one
// text), read in blocks from its beginning to its end.
//
// One thread at a time. Every error names the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "schema/result.h"

namespace tenure::interchange {

class InputFile {
 public:
  /// kNotFound, kPermission, kIo as the system says; kInvalidArgument for a folder or an impossible path.
  [[nodiscard]] static Result<InputFile> open(const std::filesystem::path& path);
  InputFile(InputFile&&) noexcept;
  InputFile& operator=(InputFile&&) noexcept;
  ~InputFile();

  /// Reads up to `capacity` bytes of text into `buffer`; 0 at the end. kParse for gzip data that is broken or
  /// ends too early, and for a file named .gz that is something else. After an error, only errors.
  [[nodiscard]] Result<std::size_t> read(char* buffer, std::size_t capacity);

  /// Unpacks what is left of a gzip file and drops it. Damage to packed data often unpacks to other text
  /// first, and shows only later or in the checksum at the end; so whoever finds fault with the text asks
  /// this before blaming it. Nothing to do for a plain file.
  [[nodiscard]] Status checkRest();

  [[nodiscard]] const std::string& name() const;  ///< the path as given
  /// Bytes of the file on disk (compressed ones) taken so far, and in all; 0 in all where that is not known
  /// (a pipe).
  [[nodiscard]] std::uint64_t bytesTaken() const;
  [[nodiscard]] std::uint64_t bytesTotal() const;

 private:
  class Impl;
  explicit InputFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenure::interchange
