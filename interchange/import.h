// Tables into a database: all files of nodes, then all files of facts, row by row into a bulk load. Nothing
// is visible before the caller finishes the load; on an error the caller drops it, and the database is as it
// was.
//
// A row that is wrong is an error with file, line, column, value and reason. It ends the import, or with
// OnError::kSkip is counted, written to the rejects file, and left out. What is wrong with a file as a whole
// (it cannot be opened, is empty, has a header that cannot be understood, is broken gzip) ends the import
// either way.
//
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interchange/columns.h"
#include "interchange/row_parser.h"
#include "schema/result.h"
#include "storage/transaction.h"

namespace tenure::interchange {

enum class OnError : std::uint8_t { kStop, kSkip };

struct ImportProgress {
  TableKind phase = TableKind::kNodes;
  std::uint64_t bytes_done = 0;  ///< of all files on disk, compressed ones as they lie
  std::uint64_t bytes_total = 0;
  std::uint64_t rows = 0;  ///< read so far, rejected ones included
};

struct ImportOptions {
  std::vector<std::filesystem::path> nodes;
  std::vector<std::filesystem::path> facts;
  std::vector<ColumnMapping> columns;
  RowOptions rows;
  OnError on_error = OnError::kStop;
  std::filesystem::path rejects;  ///< empty: rejected rows are only counted
  /// Called every few thousand rows and at the end; false ends the import with kCancelled.
  std::function<bool(const ImportProgress&)> progress;
};

struct ImportReport {
  std::uint64_t nodes = 0;
  std::uint64_t facts = 0;
  std::uint64_t rejected = 0;
  std::map<ErrorCode, std::uint64_t> rejected_by_code;
  std::optional<Error> first_rejected;
  /// What may not be meant: a table of facts that says nowhere when they held.
  std::vector<std::string> notes;
};

/// Every file is opened and its header read before the first row is taken. The caller calls `load.finish()`.
[[nodiscard]] Result<ImportReport> importFiles(storage::BulkLoad& load, const ImportOptions& options);

}  // namespace tenure::interchange
