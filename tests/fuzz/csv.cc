// Fuzz target: any bytes as a table, plain or gzip. Nothing may crash, every problem has a place, and what is
// read and written again is read the same.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "interchange/columns.h"
#include "interchange/csv_reader.h"
#include "interchange/csv_writer.h"
#include "interchange/row_parser.h"

namespace {

using namespace tenure;
using namespace tenure::interchange;

/// Small, so that fields over the limit are met.
constexpr std::size_t kFieldBytesMax = 64;

void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

/// A file in memory, with a name under which it can be opened.
class MemoryFile {
 public:
  MemoryFile(const void* bytes, std::size_t size) : descriptor_(::memfd_create("fuzz", 0)) {
    require(descriptor_ >= 0 && ::write(descriptor_, bytes, size) == static_cast<ssize_t>(size),
            "a file in memory");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }
  [[nodiscard]] InputFile open() const {
    auto file = InputFile::open("/proc/self/fd/" + std::to_string(descriptor_));
    require(file.ok(), "it opens");
    return std::move(*file);
  }

 private:
  int descriptor_;
};

void checkError(const Error& error) {
  require(!error.message().empty() && error.message().size() < 2'000, "a message of some length");
  require(error.place() && error.place()->line > 0 && error.place()->column > 0, "a place");
}

void checkRows(CsvReader& reader, const Columns& columns) {
  const RowParser parser(columns, {});
  FactRow fact;
  for (;;) {
    const auto step = reader.next();
    if (!step.ok() || *step == CsvReader::Step::kEnd) return;
    if (*step == CsvReader::Step::kBroken) {
      checkError(reader.problem());
    } else if (columns.kind == TableKind::kNodes) {
      const auto row = parser.node(reader);
      if (!row.ok()) checkError(row.error());
    } else {
      const Status read = parser.fact(reader, fact);
      if (!read.ok()) checkError(read.error());
    }
  }
}

void checkTable(const MemoryFile& file, TableKind kind) {
  CsvReader reader(file.open());
  const auto step = reader.next();
  if (!step.ok() || *step != CsvReader::Step::kRecord) return;
  const std::vector<ColumnMapping> mappings = {{"a", ":ID"}, {"b", ":START_ID"}, {"c", "x:int"}};
  const auto columns = readColumns(kind, reader.fields(), mappings);
  if (!columns.ok()) {
    require(!columns.error().message().empty(), "a message");
    return;
  }
  checkRows(reader, *columns);
}

using Table = std::vector<std::vector<std::string>>;

/// The records; lines never go back, and never past the end.
Table recordsOf(const MemoryFile& file, std::size_t field_bytes_max) {
  CsvReader reader(file.open(), field_bytes_max);
  Table out;
  std::uint64_t line = 0;
  for (;;) {
    const auto step = reader.next();
    if (!step.ok() || *step == CsvReader::Step::kEnd) return out;
    require(reader.line() > line, "records begin on lines of their own");
    line = reader.line();
    if (*step == CsvReader::Step::kBroken) {
      checkError(reader.problem());
      require(reader.problem().place()->line >= line, "a problem lies in its record");
      continue;
    }
    out.emplace_back(reader.fields().begin(), reader.fields().end());
    for (const std::string& field : out.back())
      require(field.size() <= field_bytes_max, "fields keep to the limit");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  checkTable(file, TableKind::kNodes);
  checkTable(file, TableKind::kFacts);
  recordsOf(file, kFieldBytesMax);
  const Table table = recordsOf(file, kTextBytesMax);
  std::string text;
  CsvWriter out(text);
  for (const auto& row : table) {
    for (const std::string& field : row) out.field(field);
    out.endRow();
  }
  const MemoryFile again(text.data(), text.size());
  require(recordsOf(again, kTextBytesMax) == table, "what is written is read the same");
  return 0;
}
