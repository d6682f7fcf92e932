#include "interchange/rejects.h"

#include <cstdint>
#include <string>

#include "interchange/csv_writer.h"
#include "schema/names.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

std::string readable(std::string_view row) {
  std::string out;
  while (const auto broken = firstInvalidUtf8(row)) {
    out += row.substr(0, *broken);
    out += quoted(row.substr(*broken, 1));
    row.remove_prefix(*broken + 1);
  }
  return out.append(row);
}

std::string numberOrBlank(std::uint64_t number) {
  return number == 0 ? std::string() : std::to_string(number);
}

}  // namespace

Status Rejects::add(const Error& why, std::string_view row) {
  if (path_.empty()) return {};
  if (!file_) {
    TENURE_ASSIGN(file_, OutputFile::create(path_));
    TENURE_TRY(file_->write("file,line,column,reason,row\n"));
  }
  const Place place = why.place().value_or(Place{});
  std::string line;
  CsvWriter(line)
      .field(place.file)
      .field(numberOrBlank(place.line))
      .field(numberOrBlank(place.column))
      .field(why.message())
      .field(readable(row))
      .endRow();
  return file_->write(line);
}

Status Rejects::close() { return file_ ? file_->close() : Status(); }

}  // namespace tenure::interchange
