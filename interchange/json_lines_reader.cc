// Files of JSON lines: json_lines.h's JsonLinesReader.
#include <algorithm>

#include "interchange/json_lines.h"
#include "interchange/json_tree.h"

namespace tenure::interchange {

namespace {

constexpr std::size_t kReadBytes = 256U << 10U;
/// A node with many long texts is one line; a file that is no export may have no line end at all.
constexpr std::size_t kLineBytesMax = 1U << 30U;

}  // namespace

Result<JsonLinesReader> JsonLinesReader::open(InputFile file) {
  JsonLinesReader reader(std::move(file));
  TENURE_ASSIGN(const bool there, reader.nextText());
  const std::string& name = reader.file_.name();
  if (!there)
    return Error(ErrorCode::kParse, "the file is empty; an export begins with a line of its own",
                 Place{name, 0, 0});
  // Not one brace: a table, most likely, and what a parser of JSON says of it would help nobody.
  if (!reader.text_.starts_with('{')) {
    return Error(
        ErrorCode::kParse,
        "these are no JSON lines, as an export of Tenure has them; a table is read with --nodes FILE or "
        "--edges FILE",
        Place{name, reader.line_, 1});
  }
  Result<ExportLine> line = parseExportLine(reader.text_, ExportKind::kHistory);
  if (!line.ok() && line.error().code() == ErrorCode::kFormat)
    return placed(line.error(), reader.text_, name, reader.line_);
  const auto* header = line.ok() ? std::get_if<ExportHeader>(&*line) : nullptr;
  if (header == nullptr) {
    const std::string reason = line.ok() ? std::string() : ": " + line.error().message();
    return Error(
        ErrorCode::kFormat,
        R"(it is no export of Tenure, whose first line is {"tenure":"export","format":1,"kind":…})" + reason,
        Place{name, reader.line_, 1});
  }
  reader.header_ = *header;
  return reader;
}

Result<ExportLine> JsonLinesReader::next() {
  TENURE_ASSIGN(const bool there, nextText());
  if (!there) {
    return Error(ErrorCode::kParse,
                 R"(the export was cut off: its last line, {"tenure":"end",…}, is missing)",
                 Place{file_.name(), line_, 0});
  }
  Result<ExportLine> line = parseExportLine(text_, header_.kind);
  if (!line.ok()) return placed(line.error(), text_, file_.name(), line_);
  if (std::holds_alternative<ExportHeader>(*line)) {
    return Error(ErrorCode::kParse, "a second header: these are two exports in one file",
                 Place{file_.name(), line_, 1});
  }
  if (const auto* end = std::get_if<ExportEnd>(&*line)) TENURE_TRY(checkEnd(*end));
  return line;
}

/// The last line counts those before it, and nothing follows it.
Status JsonLinesReader::checkEnd(const ExportEnd& end) {
  const std::uint64_t before = lines_read_ - 1;
  const Place place{file_.name(), line_, 1};
  if (end.lines != before) {
    return Error(ErrorCode::kParse,
                 "the export has " + std::to_string(before) + " lines before its last, which says " +
                     std::to_string(end.lines),
                 place);
  }
  TENURE_ASSIGN(const bool more, nextText());
  if (!more) return {};
  return Error(ErrorCode::kParse, "something stands after the last line of the export",
               Place{file_.name(), line_, 1});
}

/// Sets `text_` to the next line that is not blank; false at the end of the file.
Result<bool> JsonLinesReader::nextText() {
  std::size_t searched = begin_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    const bool last = end == std::string::npos && file_ended_ && begin_ < buffer_.size();
    if (end != std::string::npos || last) {
      text_ = std::string_view(buffer_).substr(begin_, last ? std::string_view::npos : end - begin_);
      begin_ = searched = last ? buffer_.size() : end + 1;
      ++line_;
      if (text_.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      ++lines_read_;
      return true;
    }
    if (file_ended_) return false;
    buffer_.erase(0, begin_);
    begin_ = 0;
    searched = buffer_.size();
    if (searched > kLineBytesMax) {
      return Error(ErrorCode::kLimit, "the line is longer than " + std::to_string(kLineBytesMax) + " bytes",
                   Place{file_.name(), line_ + 1, 1});
    }
    buffer_.resize(searched + kReadBytes);
    Result<std::size_t> count = file_.read(buffer_.data() + searched, kReadBytes);
    buffer_.resize(searched + (count.ok() ? *count : 0));
    if (!count.ok()) return std::move(count).error();
    file_ended_ = *count == 0;
  }
}

}  // namespace tenure::interchange
