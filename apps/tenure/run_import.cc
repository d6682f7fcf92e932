// `tenure import`: tables, or JSON lines as `export` writes them, into a database as one commit.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/interrupt.h"
#include "apps/tenure/progress.h"
#include "interchange/export.h"
#include "interchange/import.h"
#include "interchange/json_lines.h"

namespace tenure::apps {
namespace {

/// What the import has brought.
struct Brought {
  std::uint64_t nodes = 0;
  std::uint64_t facts = 0;
  std::uint64_t rejected = 0;
  std::optional<Error> first_rejected = std::nullopt;
  bool versions = false;  ///< of a whole history: nodes and facts are counted once for every belief
  Notices notices = {};
};

/// The second half of every load: sorted files, then the one atomic step.
Status finish(BulkLoad& load, const ImportOptions& options) {
  Progress progress("writing", "keys", options.quiet);
  std::uint64_t last = 0;
  TENURE_TRY(load.finish([&](std::uint64_t done, std::uint64_t total) {
    progress.updateOf(done, total);
    last = done;
    return !interrupted();
  }));
  progress.done(last);
  return {};
}

/// The rows of the tables, into a load that is not finished yet.
Result<Brought> readTables(BulkLoad& load, const ImportOptions& options) {
  interchange::ImportOptions tables;
  tables.nodes.assign(options.nodes.begin(), options.nodes.end());
  tables.facts.assign(options.edges.begin(), options.edges.end());
  for (const auto& [column, word] : options.columns) tables.columns.push_back({column, word});
  tables.rows = {options.blank_end, options.end_dates};
  tables.on_error =
      options.on_error == OnError::kSkip ? interchange::OnError::kSkip : interchange::OnError::kStop;
  tables.rejects = options.rejects;
  Progress progress("reading", "rows", options.quiet);
  std::uint64_t rows = 0;
  tables.progress = [&](const interchange::ImportProgress& at) {
    rows = at.rows;
    const double total = static_cast<double>(at.bytes_total);
    progress.update(at.rows, at.bytes_total == 0 ? std::nullopt
                                                 : std::optional(static_cast<double>(at.bytes_done) / total));
    return !interrupted();
  };
  TENURE_ASSIGN(const auto report, importFiles(load, tables));
  progress.done(rows);
  for (const std::string& note : report.notes) printError("note: " + note);
  return Brought{report.nodes, report.facts, report.rejected, report.first_rejected};
}

using interchange::JsonLinesReader;

/// The lines of one export, by `import`: importHistory or importSnapshot into the load that they go to.
template <class Import, class Load>
Result<Brought> readLines(JsonLinesReader& reader, Import import, Load& load, const ImportOptions& options) {
  Progress progress("reading", "lines", options.quiet);
  TENURE_ASSIGN(const auto counts, import(reader, load, [&](std::uint64_t lines) {
                  const auto total = static_cast<double>(reader.file().bytesTotal());
                  progress.update(
                      lines, total == 0
                                 ? std::nullopt
                                 : std::optional(static_cast<double>(reader.file().bytesTaken()) / total));
                  return !interrupted();
                }));
  progress.done(reader.line());
  return Brought{counts.nodes, counts.facts};
}

/// A history has its own schema and commits: what the command line says of them would change nothing.
Status checkForHistory(const JsonLinesReader& reader, const ImportOptions& options) {
  const CommitNote& note = options.note;
  const char* said = !options.schema.empty()    ? "--schema"
                     : !note.who.empty()        ? "--who"
                     : !note.why.empty()        ? "--why"
                     : !note.where_from.empty() ? "--from"
                                                : nullptr;
  if (said == nullptr) return {};
  return Error(
      ErrorCode::kInvalidArgument,
      "the file is a whole history, which brings its own schema and commits: leave out " + std::string(said),
      Place{reader.file().name(), 0, 0});
}

Result<Brought> importHistoryFile(Database& db, JsonLinesReader& reader, const ImportOptions& options) {
  TENURE_ASSIGN(auto load, db.historyLoad());
  TENURE_ASSIGN(auto brought, readLines(reader, interchange::importHistory, *load, options));
  brought.versions = true;
  TENURE_TRY(load->finish());
  return brought;
}

/// Every file goes into one load, so that they come in together or not at all. A whole history is a load of
/// its own kind and therefore comes alone.
Result<Brought> importAll(Database& db, const ImportOptions& options) {
  std::vector<JsonLinesReader> readers;
  for (const std::string& file : options.files) {
    TENURE_ASSIGN(auto input, interchange::InputFile::open(file));
    TENURE_ASSIGN(auto reader, JsonLinesReader::open(std::move(input)));
    readers.push_back(std::move(reader));
  }
  const bool tables = !options.nodes.empty() || !options.edges.empty();
  for (JsonLinesReader& reader : readers) {
    if (reader.header().kind != interchange::ExportKind::kHistory) continue;
    if (readers.size() == 1 && !tables) {
      TENURE_TRY(checkForHistory(reader, options));
      return importHistoryFile(db, reader, options);
    }
    return Error(ErrorCode::kInvalidArgument, "the file is a whole history, which is imported alone",
                 Place{reader.file().name(), 0, 0});
  }
  TENURE_ASSIGN(auto load, db.bulkLoad(options.note));
  Brought all;
  const auto add = [&](const Brought& one) {
    all.nodes += one.nodes;
    all.facts += one.facts;
    all.rejected += one.rejected;
    if (!all.first_rejected) all.first_rejected = one.first_rejected;
  };
  for (JsonLinesReader& reader : readers) {
    TENURE_ASSIGN(const auto one, readLines(reader, interchange::importSnapshot, *load, options));
    add(one);
  }
  if (tables) {
    TENURE_ASSIGN(const auto one, readTables(*load, options));
    add(one);
  }
  TENURE_TRY(finish(*load, options));
  all.notices = load->notices();
  return all;
}

/// Whether no node and no fact was ever written to it. Another process may have made the database, and filled
/// it, between our look at the folder and our opening of it.
bool holdsNothing(const Database& db) {
  const auto commits = db.commits();
  return commits.ok() && std::all_of(commits->begin(), commits->end(), [](const CommitRecord& commit) {
           return commit.nodes_written == 0 && commit.facts_written == 0;
         });
}

/// Removes a database that this import has made, the folder itself only where it was not there before.
void takeBack(const std::filesystem::path& db, bool with_folder) {
  std::error_code ignored;
  std::vector<std::filesystem::path> made = {db};
  if (!with_folder) {
    made.clear();
    for (const auto& entry : std::filesystem::directory_iterator(db, ignored)) made.push_back(entry.path());
  }
  for (const auto& one : made) std::filesystem::remove_all(one, ignored);
}

Result<int> run(const ImportOptions& options) {
  OpenOptions open;
  if (!options.schema.empty()) {
    TENURE_ASSIGN(open.schema, builtInSchema(options.schema));
  }
  // A database that this very import makes goes again when nothing came into it.
  std::error_code ignored;
  const bool fresh = !std::filesystem::exists(options.db, ignored);
  const bool empty_folder = !fresh && std::filesystem::is_directory(options.db, ignored) &&
                            std::filesystem::is_empty(options.db, ignored);
  bool others = false;
  watchInterrupts();
  const auto brought = [&]() -> Result<Brought> {
    auto db = Database::open(options.db, open);
    if (!db.ok()) {
      others = db.error().code() != ErrorCode::kNoSpace;
      return std::move(db).error();
    }
    auto outcome = importAll(*db, options);
    if (!outcome.ok()) others = !holdsNothing(*db);
    return outcome;
  }();
  if (!brought.ok()) {
    if (!others && (fresh || empty_folder)) takeBack(options.db, fresh);
    return brought.error();
  }
  OutputFile out(stdout);
  const std::string what = brought->versions ? " versions of " : " ";
  out.write("imported " + withThousands(brought->nodes) + what + "nodes and " +
            withThousands(brought->facts) + what + "facts");
  if (options.on_error == OnError::kSkip) {
    out.write(", " + withThousands(brought->rejected) + " rows rejected");
    if (brought->rejected > 0 && !options.rejects.empty()) out.write(" (" + options.rejects + ")");
  }
  out.write("\n");
  writeNotices(out, brought->notices);
  const int written = out.finish();
  if (brought->first_rejected && options.rejects.empty()) {
    printError("note: rejected " + brought->first_rejected->toString() +
               (brought->rejected > 1 ? "; and others, all of which --rejects FILE keeps with the reasons"
                                      : "; --rejects FILE keeps such rows"));
  }
  return written;
}

}  // namespace

int runImport(const ImportOptions& options) {
  const auto outcome = run(options);
  if (outcome.ok()) return *outcome;
  // An import asks the database nothing: a file or a schema that is not there is bad input, and no answer.
  const int code = fail(outcome.error());
  return code == kExitNo ? kExitBadInput : code;
}

}  // namespace tenure::apps
