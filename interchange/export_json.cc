// export.h: JSON lines out of a database.
#include <array>
#include <string>

#include "interchange/export.h"
#include "interchange/snapshot.h"

namespace tenure::interchange {

namespace {

/// Counts the lines it writes, and closes the export with that number.
class LineSink {
 public:
  explicit LineSink(const Sink& sink) : sink_(sink) {}

  template <class Content>
  Status write(const Content& content) {
    std::string line = lineOf(content);
    line += '\n';
    ++lines_;
    return sink_(line);
  }
  Status end() { return write(ExportEnd{lines_}); }

 private:
  const Sink& sink_;
  std::uint64_t lines_ = 0;
};

NodeReference referenceTo(NodeId id, const Snapshot& snapshot) {
  const std::string& external = snapshot.externalId(id);
  return external.empty() ? NodeReference(id) : NodeReference(external);
}

}  // namespace

Result<ExportCounts> exportHistory(const storage::GraphReader& reader, const Sink& sink) {
  ExportCounts counts;
  LineSink lines(sink);
  TENURE_TRY(lines.write(ExportHeader{ExportKind::kHistory, {}}));
  TENURE_ASSIGN(const auto schemas, reader.schemas());
  for (const auto& [from, schema] : schemas) TENURE_TRY(lines.write(SchemaLine{from, schema}));
  TENURE_ASSIGN(const auto commits, reader.commits());
  for (const storage::CommitRow& row : commits) TENURE_TRY(lines.write(row.commit));
  TENURE_TRY(reader.forEachNodeVersion([&](const NodeVersion& version) {
    ++counts.nodes;
    return lines.write(version);
  }));
  TENURE_TRY(reader.forEachFactVersion([&](const FactVersion& version) {
    ++counts.facts;
    return lines.write(version);
  }));
  TENURE_ASSIGN(const auto marks, reader.marks());
  for (const Erasure& mark : marks) TENURE_TRY(lines.write(mark));
  TENURE_TRY(lines.end());
  return counts;
}

Result<ExportCounts> exportSnapshot(const storage::GraphReader& reader, const TimeScope& scope,
                                    std::string_view as_of, const Sink& sink) {
  ExportCounts counts;
  LineSink lines(sink);
  Snapshot snapshot(reader, scope);
  TENURE_TRY(lines.write(ExportHeader{ExportKind::kSnapshot, std::string(as_of)}));
  TENURE_TRY(snapshot.forEachNode([&](const NodeVersion& node) {
    ++counts.nodes;
    return lines.write(
        SnapshotNode{node.id, {node.external_id, node.labels, node.lifespan, node.properties, node.aliases}});
  }));
  TENURE_TRY(snapshot.forEachFact([&](const FactDraft& draft) {
    ++counts.facts;
    return lines.write(SnapshotFact{referenceTo(draft.subject, snapshot), referenceTo(draft.object, snapshot),
                                    withoutEnds(draft)});
  }));
  TENURE_TRY(lines.end());
  return counts;
}

}  // namespace tenure::interchange
