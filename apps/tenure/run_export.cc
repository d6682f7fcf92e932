// `tenure export`: JSON lines, which import brings back whole, or two tables.
#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/progress.h"
#include "interchange/export.h"
#include "interchange/output_file.h"

namespace tenure::apps {
namespace {

/// Standard output, or a file where one is named; into a file it tells how far it is.
class Target {
 public:
  static Result<Target> open(const std::string& path, const char* work, const char* unit, bool quiet) {
    Target target;
    target.progress_ = std::make_unique<Progress>(work, unit, quiet || path.empty());
    if (!path.empty()) {
      TENURE_ASSIGN(auto file, interchange::OutputFile::create(path));
      target.file_ = std::make_unique<interchange::OutputFile>(std::move(file));
    } else {
      target.standard_ = std::make_unique<OutputFile>(stdout);
    }
    return target;
  }
  interchange::Sink sink() {
    if (file_) {
      return [this](std::string_view text) -> Status {
        progress_->update(++written_);
        return file_->write(text);
      };
    }
    return [out = standard_.get()](std::string_view text) -> Status {
      out->write(text);
      if (out->good()) return {};
      return Error(ErrorCode::kIo, "standard output takes no more");
    };
  }
  /// The exit code.
  Result<int> close() {
    if (!file_) return standard_->finish();
    TENURE_TRY(file_->close());
    progress_->done(written_);
    return kExitDone;
  }
  /// Whether writing to standard output failed: then `close` knows best what to end with.
  [[nodiscard]] bool broken() const { return standard_ && !standard_->good(); }

 private:
  std::unique_ptr<interchange::OutputFile> file_;
  std::unique_ptr<OutputFile> standard_;
  std::unique_ptr<Progress> progress_;
  std::uint64_t written_ = 0;  ///< lines or rows
};

Result<int> exportLines(const View& view, const ExportOptions& options) {
  if (!options.nodes.empty() || !options.edges.empty()) {
    return Error(ErrorCode::kInvalidArgument, "--nodes and --edges are for csv; JSON lines go to --to FILE");
  }
  TENURE_ASSIGN(auto target, Target::open(options.to, "exporting", "lines", options.quiet));
  const auto counts = options.as_of.empty() ? interchange::exportHistory(view.reader(), target.sink())
                                            : interchange::exportSnapshot(view.reader(), view.scope(),
                                                                          options.as_of, target.sink());
  if (!counts.ok() && !target.broken()) return counts.error();
  return target.close();
}

Result<int> exportTables(const View& view, const ExportOptions& options) {
  if (!options.to.empty()) {
    return Error(ErrorCode::kInvalidArgument,
                 "--to is for JSON lines; csv goes to --nodes FILE and --edges FILE");
  }
  if (options.nodes.empty() && options.edges.empty()) {
    // One table fits one stream: the facts, whose rows name both ends.
    TENURE_ASSIGN(auto facts, Target::open({}, "exporting", "rows", options.quiet));
    const auto nowhere = [](std::string_view) -> Status { return {}; };
    const auto counts = interchange::exportCsv(view.reader(), view.scope(), nowhere, facts.sink());
    if (!counts.ok() && !facts.broken()) return counts.error();
    return facts.close();
  }
  if (options.nodes.empty() || options.edges.empty()) {
    return Error(ErrorCode::kInvalidArgument, "csv is two tables: say both --nodes FILE and --edges FILE");
  }
  TENURE_ASSIGN(auto nodes, Target::open(options.nodes, "exporting nodes", "rows", options.quiet));
  TENURE_ASSIGN(auto facts, Target::open(options.edges, "exporting facts", "rows", options.quiet));
  TENURE_TRY(interchange::exportCsv(view.reader(), view.scope(), nodes.sink(), facts.sink()));
  TENURE_TRY(nodes.close());
  return facts.close();
}

Result<int> run(const ExportOptions& options) {
  std::optional<Range> when;
  if (!options.as_of.empty()) {
    TENURE_ASSIGN(when, parseQueryTime(options.as_of));
  }
  TENURE_ASSIGN(const auto db, openToRead(options.db));
  const View view = when ? db.asOf(*when) : db.always();
  return options.format == ExportFormat::kJsonl ? exportLines(view, options) : exportTables(view, options);
}

}  // namespace

int runExport(const ExportOptions& options) {
  const auto outcome = run(options);
  return outcome.ok() ? *outcome : fail(outcome.error());
}

}  // namespace tenure::apps
