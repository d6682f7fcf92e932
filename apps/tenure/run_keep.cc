// `tenure verify`, `tenure backup`, `tenure restore`: keeping a database whole.
#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/interrupt.h"
#include "apps/tenure/progress.h"

namespace tenure::apps {
namespace {

/// A line each, and how many more there are.
void list(OutputFile& out, const std::string& what, const std::vector<std::string>& lines,
          std::uint64_t count) {
  for (const std::string& line : lines) out.write(what + line + "\n");
  if (count > lines.size()) out.write(what + withThousands(count - lines.size()) + " more\n");
}

Result<int> verify(const VerifyOptions& options) {
  TENURE_ASSIGN(auto db, openToRead(options.db));
  watchInterrupts();
  Progress progress("verifying", "keys", options.quiet);
  TENURE_ASSIGN(const VerifyReport report, db.verify([&](std::uint64_t done, std::uint64_t total) {
    progress.updateOf(done, total);
    return !interrupted();
  }));
  progress.done(report.keys);
  OutputFile out(stdout);
  for (const std::string& error : report.errors) out.write("error: " + error + "\n");
  list(out, "possible clash: ", report.possible_clashes, report.possible_clashes_count);
  list(out, "event without effect: ", report.unapplied_events, report.unapplied_events_count);
  out.write((report.errors.empty() ? "sound: " : "damaged: ") + withThousands(report.nodes) + " nodes, " +
            withThousands(report.facts) + " facts, " + withThousands(report.versions) + " past versions, " +
            withThousands(report.commits) + " commits, " + withThousands(report.keys) + " keys read\n");
  const int written = out.finish();
  if (!report.errors.empty()) return kExitDamaged;
  return written;
}

Result<int> backup(const BackupOptions& options) {
  TENURE_ASSIGN(auto db, openToWrite(options.db));
  TENURE_ASSIGN(const auto info, db.backup(options.folder));
  OutputFile out(stdout);
  out.write("backup " + std::to_string(info.id) + " in " + options.folder + ": " + withThousands(info.bytes) +
            " bytes in " + withThousands(info.files) + " files, verified\n");
  return out.finish();
}

Result<int> restore(const RestoreOptions& options) {
  TENURE_TRY(Database::restore(options.folder, options.db, options.id));
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  TENURE_ASSIGN(const auto commits, db.commits());
  OutputFile out(stdout);
  out.write("restored " + options.db + " with " + withThousands(commits.size()) + " commits" +
            (commits.empty() ? "" : ", the last of " + formatIso(commits.back().instant)) + "\n");
  return out.finish();
}

}  // namespace

int runVerify(const VerifyOptions& options) { return end(verify(options)); }
int runBackup(const BackupOptions& options) { return end(backup(options)); }
int runRestore(const RestoreOptions& options) { return end(restore(options)); }

}  // namespace tenure::apps
