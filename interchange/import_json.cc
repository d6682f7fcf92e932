// export.h: JSON lines into a database.
#include <string>
#include <unordered_map>

#include "interchange/export.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

Status checkKind(const JsonLinesReader& reader, ExportKind expected, std::string_view advice) {
  if (reader.header().kind == expected) return {};
  return Error(ErrorCode::kInvalidArgument, std::string(advice),
               Place{reader.file().name(), reader.line(), 1});
}

Error atLine(const Error& error, const JsonLinesReader& reader) {
  return error.at({reader.file().name(), reader.line(), 1});
}

constexpr std::uint64_t kLinesBetweenReports = 4096;

/// Tells of the line just taken, now and then.
Status report(const JsonLinesReader& reader, const LinesProgress& progress) {
  if (!progress || reader.line() % kLinesBetweenReports != 0 || progress(reader.line())) return {};
  return Error(ErrorCode::kCancelled, "the import was cancelled; nothing was written");
}

/// What each line of a history does to the load.
struct HistoryLine {
  storage::HistoryLoad& load;
  ExportCounts& counts;

  Status operator()(const SchemaLine& line) const { return load.addSchema(line.from, line.schema); }
  Status operator()(const CommitRecord& commit) const { return load.addCommit(commit); }
  Status operator()(const NodeVersion& version) const {
    ++counts.nodes;
    return load.addNodeVersion(version);
  }
  Status operator()(const FactVersion& version) const {
    ++counts.facts;
    return load.addFactVersion(version);
  }
  Status operator()(const Erasure& mark) const { return load.addErasure(mark); }
  // The reader gives none of these in a history.
  Status operator()(const ExportHeader&) const { return {}; }
  Status operator()(const ExportEnd&) const { return {}; }
  Status operator()(const SnapshotNode&) const { return {}; }
  Status operator()(const SnapshotFact&) const { return {}; }
};

class SnapshotImport {
 public:
  SnapshotImport(JsonLinesReader& reader, storage::BulkLoad& load, const LinesProgress& progress)
      : reader_(reader), load_(load), progress_(progress) {}

  Result<ExportCounts> run() {
    for (;;) {
      TENURE_ASSIGN(ExportLine line, reader_.next());
      if (std::holds_alternative<ExportEnd>(line)) return counts_;
      load_.readFrom(reader_.file().name(), reader_.line());
      Status taken;
      if (const auto* node = std::get_if<SnapshotNode>(&line)) taken = add(*node);
      if (auto* fact = std::get_if<SnapshotFact>(&line)) taken = add(std::move(*fact));
      if (!taken.ok()) return atLine(taken.error(), reader_);
      TENURE_TRY(report(reader_, progress_));
    }
  }

 private:
  Status add(const SnapshotNode& node) {
    if (nodes_.count(node.id.value) != 0) {
      return Error(ErrorCode::kAlreadyExists,
                   "the node " + std::to_string(node.id.value) + " stands twice in the file");
    }
    TENURE_ASSIGN(const NodeId id, load_.addNode(node.draft));
    nodes_.emplace(node.id.value, id);
    ++counts_.nodes;
    return {};
  }

  Status add(SnapshotFact fact) {
    TENURE_ASSIGN(fact.draft.subject, nodeOf(fact.subject));
    TENURE_ASSIGN(fact.draft.object, nodeOf(fact.object));
    TENURE_TRY(load_.addFact(fact.draft));
    ++counts_.facts;
    return {};
  }

  /// A number is of this file; an external id may also be of a node that the database has already.
  Result<NodeId> nodeOf(const NodeReference& reference) {
    if (const auto* number = std::get_if<NodeId>(&reference)) {
      const auto found = nodes_.find(number->value);
      if (found != nodes_.end()) return found->second;
      return Error(ErrorCode::kNotFound,
                   "no line before this one has the node " + std::to_string(number->value));
    }
    const std::string& external = std::get<std::string>(reference);
    TENURE_ASSIGN(const std::optional<NodeId> node, load_.byExternalId(external));
    if (node) return *node;
    return Error(ErrorCode::kNotFound, "'" + tenure::quoted(external) + "': no node has this id");
  }

  JsonLinesReader& reader_;
  storage::BulkLoad& load_;
  const LinesProgress& progress_;
  ExportCounts counts_;
  std::unordered_map<std::uint64_t, NodeId> nodes_;
};

Result<ExportCounts> historyLines(JsonLinesReader& reader, storage::HistoryLoad& load,
                                  const LinesProgress& progress) {
  ExportCounts counts;
  for (;;) {
    TENURE_ASSIGN(const ExportLine line, reader.next());
    if (std::holds_alternative<ExportEnd>(line)) return counts;
    const Status taken = std::visit(HistoryLine{load, counts}, line);
    if (!taken.ok()) return atLine(taken.error(), reader);
    TENURE_TRY(report(reader, progress));
  }
}

/// `outcome`, or what is wrong with the file that the lines were read from.
Result<ExportCounts> unlessDamaged(Result<ExportCounts> outcome, JsonLinesReader& reader) {
  if (!outcome.ok() && outcome.error().code() != ErrorCode::kCancelled) TENURE_TRY(reader.checkRest());
  return outcome;
}

}  // namespace

Result<ExportCounts> importHistory(JsonLinesReader& reader, storage::HistoryLoad& load,
                                   const LinesProgress& progress) {
  TENURE_TRY(checkKind(reader, ExportKind::kHistory,
                       "the file is a snapshot, which is loaded as new nodes and facts, not as a history"));
  return unlessDamaged(historyLines(reader, load, progress), reader);
}

Result<ExportCounts> importSnapshot(JsonLinesReader& reader, storage::BulkLoad& load,
                                    const LinesProgress& progress) {
  TENURE_TRY(checkKind(reader, ExportKind::kSnapshot,
                       "the file is a whole history, which can only be brought into a new database"));
  return unlessDamaged(SnapshotImport(reader, load, progress).run(), reader);
}

}  // namespace tenure::interchange
