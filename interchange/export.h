// A database into JSON lines (json_lines.h) or CSV, and JSON lines into a database.
//
// A *history* is everything: schemas, commits, every version with both clocks, marks of erasures; it goes
// into an empty database alone, and exporting that one gives the same bytes. A *snapshot* is what is believed
// and can hold as of some time, as plain nodes and facts; it loads as a new commit anywhere. A snapshot has
// what was written: a cut is left out, since the rules of the schema make it again, and a fact with portions
// taken out becomes one fact for each piece.
//
// Functions block; the thread rules are those of the reader or load given.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "interchange/json_lines.h"
#include "interchange/output_file.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "storage/graph_reader.h"
#include "storage/transaction.h"

namespace tenure::interchange {

struct ExportCounts {
  std::uint64_t nodes = 0;  ///< nodes or, in a history, versions of nodes
  std::uint64_t facts = 0;
};

Result<ExportCounts> exportHistory(const storage::GraphReader& reader, const Sink& sink);

/// `as_of` is kept in the header for people. Facts whose ends are left out by the scope are left out.
Result<ExportCounts> exportSnapshot(const storage::GraphReader& reader, const TimeScope& scope,
                                    std::string_view as_of, const Sink& sink);

/// The same as two tables, which `importFiles` reads. A property is the value as of the scope (CSV has no
/// history of values); a node without an external id is given "node:12", with more colons where that is
/// another node's.
Result<ExportCounts> exportCsv(const storage::GraphReader& reader, const TimeScope& scope, const Sink& nodes,
                               const Sink& facts);

/// Called every few thousand lines with how many there were; false ends the import with kCancelled.
using LinesProgress = std::function<bool(std::uint64_t lines)>;

/// Reads to the end. kInvalidArgument where the file is of the other kind. The caller calls `load.finish()`,
/// and on an error drops the load.
Result<ExportCounts> importHistory(JsonLinesReader& reader, storage::HistoryLoad& load,
                                   const LinesProgress& progress = {});
Result<ExportCounts> importSnapshot(JsonLinesReader& reader, storage::BulkLoad& load,
                                    const LinesProgress& progress = {});

}  // namespace tenure::interchange
