#include "interchange/import.h"

#include <optional>
#include <string>
#include <system_error>

#include "interchange/csv_reader.h"
#include "interchange/rejects.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

constexpr std::uint64_t kRowsBetweenReports = 4096;

/// Whether an error that the load returns is about the row (and not the disk, or our own mistake).
bool isAboutRow(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kParse:
    case ErrorCode::kOutOfRange:
    case ErrorCode::kNotFound:
    case ErrorCode::kAmbiguous:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kConstraint:
    case ErrorCode::kLimit: return true;
    default: return false;
  }
}

/// An error of readColumns, whose column is the number of a field.
Error atHeader(const Error& error, const CsvReader& reader) {
  const std::uint64_t field = error.place() ? error.place()->column : 0;
  if (field == 0) return error.at({reader.file().name(), reader.line(), 0});
  return error.at(reader.place(field - 1));
}

/// A file whose lines end in carriage returns alone is one long header, and would come in as no rows at all.
Status checkLineEnds(const CsvReader& reader) {
  for (std::size_t i = 0; i < reader.fields().size(); ++i) {
    if (reader.wasQuoted(i) || reader.fields()[i].find('\r') == std::string_view::npos) continue;
    return Error(
        ErrorCode::kParse,
        "the header holds a carriage return without a line feed; lines end in a line feed, or in both",
        reader.place(i));
  }
  return {};
}

/// A file whose header is understood.
struct Table {
  CsvReader reader;
  Columns columns;
};

Result<Table> openTable(TableKind kind, const std::filesystem::path& path,
                        const std::vector<ColumnMapping>& mappings) {
  TENURE_ASSIGN(InputFile file, InputFile::open(path));
  CsvReader reader(std::move(file));
  TENURE_ASSIGN(const CsvReader::Step step, reader.next());
  if (step == CsvReader::Step::kBroken) return reader.problem().within("the header");
  if (step == CsvReader::Step::kEnd) {
    return Error(ErrorCode::kParse, "the file is empty; a first line that names its columns is expected",
                 Place{path.string(), 0, 0});
  }
  TENURE_TRY(checkLineEnds(reader));
  Result<Columns> columns = readColumns(kind, reader.fields(), mappings);
  if (!columns.ok()) return atHeader(columns.error(), reader);
  return Table{std::move(reader), std::move(*columns)};
}

class Import {
 public:
  Import(storage::BulkLoad& load, const ImportOptions& options)
      : load_(load), options_(options), rejects_(options.rejects) {}

  Result<ImportReport> run() {
    TENURE_TRY(open(TableKind::kNodes, options_.nodes));
    TENURE_TRY(open(TableKind::kFacts, options_.facts));
    TENURE_TRY(checkMappings());
    for (const Table& table : tables_) noteTimeless(table);
    for (Table& table : tables_) TENURE_TRY(importTable(table));
    TENURE_TRY(rejects_.close());
    return std::move(report_);
  }

 private:
  Status open(TableKind kind, const std::vector<std::filesystem::path>& paths) {
    for (const auto& path : paths) {
      std::error_code ignored;
      if (!options_.rejects.empty() && std::filesystem::equivalent(path, options_.rejects, ignored)) {
        return Error(ErrorCode::kInvalidArgument,
                     "the rejects would be written over this file, which is to be read",
                     Place{path.string(), 0, 0});
      }
      TENURE_ASSIGN(Table table, openTable(kind, path, options_.columns));
      progress_.bytes_total += table.reader.file().bytesTotal();
      tables_.push_back(std::move(table));
    }
    return {};
  }

  Status checkMappings() {
    for (std::size_t i = 0; i < options_.columns.size(); ++i) {
      bool used = tables_.empty();
      for (const Table& table : tables_) used = used || table.columns.mapping_used[i];
      if (used) continue;
      std::string had;
      for (const Table& table : tables_) {
        for (const Column& column : table.columns.columns) had += (had.empty() ? "" : ", ") + column.word;
      }
      return Error(ErrorCode::kInvalidArgument, "the column '" + tenure::quoted(options_.columns[i].column) +
                                                    "' is mapped and is in no file; the headers have " +
                                                    tenure::quoted(had));
    }
    return {};
  }

  /// Facts without a validity hold always, which is seldom meant where the table has other columns: their
  /// words are not ours, and they come in as properties.
  void noteTimeless(const Table& table) {
    const Columns& columns = table.columns;
    if (columns.kind == TableKind::kNodes || columns.find(Role::kValid) || columns.find(Role::kValidFrom) ||
        columns.find(Role::kValidTo)) {
      return;
    }
    std::string properties;
    for (const Column& column : columns.columns) {
      if (column.role == Role::kProperty) properties += (properties.empty() ? "" : ", ") + column.word;
    }
    if (properties.empty()) return;
    report_.notes.push_back(table.reader.file().name() +
                            ": no column says when a fact held, so these hold always; properties are " +
                            tenure::quoted(properties) +
                            " (--columns 'NAME=:VALID_FROM,NAME=:VALID_TO' makes them dates)");
  }

  Status importTable(Table& table) {
    const RowParser parser(table.columns, options_.rows);
    progress_.phase = table.columns.kind;
    for (;;) {
      TENURE_ASSIGN(const CsvReader::Step step, table.reader.next());
      if (step == CsvReader::Step::kEnd) break;
      load_.readFrom(table.reader.file().name(), table.reader.line());
      Status taken;
      if (step == CsvReader::Step::kBroken) {
        taken = table.reader.problem();
      } else {
        taken = progress_.phase == TableKind::kNodes ? addNode(parser, table.reader)
                                                     : addFact(parser, table.reader);
      }
      if (!taken.ok()) TENURE_TRY(reject(taken.error(), table.reader));
      if (++progress_.rows % kRowsBetweenReports == 0) TENURE_TRY(report(table.reader));
    }
    TENURE_TRY(report(table.reader));
    bytes_before_ += table.reader.file().bytesTaken();
    return {};
  }

  Status addNode(const RowParser& parser, const CsvReader& record) {
    TENURE_ASSIGN(const NodeRow row, parser.node(record));
    const Result<NodeId> added = load_.addNode(row.draft);
    if (!added.ok()) return refused(added.error(), parser, record, Role::kId);
    ++report_.nodes;
    return {};
  }

  Status addFact(const RowParser& parser, const CsvReader& record) {
    TENURE_TRY(parser.fact(record, fact_));
    FactDraft& draft = fact_.draft;
    TENURE_ASSIGN(draft.subject, endOf(fact_.subject, parser, record, Role::kStartId));
    TENURE_ASSIGN(draft.object, endOf(fact_.object, parser, record, Role::kEndId));
    const Result<FactId> added = load_.addFact(draft);
    if (!added.ok()) return refused(added.error(), parser, record, Role::kType);
    ++report_.facts;
    return {};
  }

  Result<NodeId> endOf(std::string_view id, const RowParser& parser, const CsvReader& record, Role role) {
    TENURE_ASSIGN(const std::optional<NodeId> node, load_.byExternalId(id));
    if (node) return *node;
    return parser.atCell(Error(ErrorCode::kNotFound, "no node has this id"), record, role);
  }

  static Error refused(const Error& error, const RowParser& parser, const CsvReader& record, Role role) {
    return isAboutRow(error.code()) ? parser.atCell(error, record, role) : error;
  }

  Status reject(const Error& error, CsvReader& record) {
    if (!isAboutRow(error.code())) return error;
    if (options_.on_error == OnError::kStop) {
      TENURE_TRY(record.checkRest());
      return error;
    }
    if (report_.rejected == 0) report_.first_rejected = error;
    ++report_.rejected;
    ++report_.rejected_by_code[error.code()];
    return rejects_.add(error, record.raw());
  }

  Status report(const CsvReader& reader) {
    if (!options_.progress) return {};
    progress_.bytes_done = bytes_before_ + reader.file().bytesTaken();
    if (options_.progress(progress_)) return {};
    return Error(ErrorCode::kCancelled, "the import was cancelled; nothing was written");
  }

  storage::BulkLoad& load_;
  const ImportOptions& options_;
  Rejects rejects_;
  std::vector<Table> tables_;
  ImportProgress progress_;
  FactRow fact_;                    ///< the one at hand
  std::uint64_t bytes_before_ = 0;  ///< of the files that are done
  ImportReport report_;
};

}  // namespace

Result<ImportReport> importFiles(storage::BulkLoad& load, const ImportOptions& options) {
  return Import(load, options).run();
}

}  // namespace tenure::interchange
