// Writes comma-separated values after RFC 4180, with LF line ends: a field is quoted where it must be. An
// empty text is `""`, so that it is told from a blank cell.
#pragma once

#include <string>
#include <string_view>

namespace tenure::interchange {

/// Appends rows to a text that it borrows. One thread.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}

  CsvWriter& field(std::string_view text);
  CsvWriter& blank();
  CsvWriter& endRow();

 private:
  void separate();

  std::string& out_;
  bool comma_ = false;
};

}  // namespace tenure::interchange
