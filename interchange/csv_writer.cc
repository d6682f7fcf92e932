#include "interchange/csv_writer.h"

namespace tenure::interchange {

void CsvWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

CsvWriter& CsvWriter::field(std::string_view text) {
  separate();
  // Blanks at the ends are quoted for other readers, which may drop them.
  const bool plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos &&
                     text.front() != ' ' && text.back() != ' ' && text.substr(0, 3) != "\xEF\xBB\xBF";
  if (plain) {
    out_ += text;
    return *this;
  }
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::blank() {
  separate();
  return *this;
}

CsvWriter& CsvWriter::endRow() {
  out_ += '\n';
  comma_ = false;
  return *this;
}

}  // namespace tenure::interchange
