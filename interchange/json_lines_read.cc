// The reading half of json_lines.h: from one line to what it says.
#include <algorithm>

#include "interchange/json_lines.h"
#include "interchange/json_parts.h"
#include "interchange/schema_json.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

using Kind = JsonNode::Kind;

Result<std::vector<std::string>> labelsFrom(JsonFields& fields) {
  TENURE_ASSIGN(std::vector<std::string> labels, fields.optionalTexts("labels"));
  if (std::is_sorted(labels.begin(), labels.end(), std::less_equal<>())) return labels;
  return fields.fieldError(*fields.find("labels"), "labels", "is not in order, each once");
}

Result<FactStatus> statusFrom(JsonFields& fields) {
  TENURE_ASSIGN(const JsonNode* const node, fields.optional("status", Kind::kText));
  if (node == nullptr) return FactStatus::kAsserted;
  Result<FactStatus> status = parseStatus(node->text);
  if (!status.ok()) return fields.fieldError(*node, "status", ": " + status.error().message());
  return status;
}

template <class Fact>
Status readFactTail(JsonFields& fields, Fact& fact) {
  TENURE_ASSIGN(fact.validity, validityFrom(fields, "validity"));
  TENURE_ASSIGN(fact.status, statusFrom(fields));
  TENURE_ASSIGN(fact.sources, fields.optionalTexts("sources"));
  TENURE_ASSIGN(fact.event, fields.optionalText("event"));
  TENURE_ASSIGN(fact.properties, propertiesFrom(fields));
  return fields.finish();
}

template <class Node>
Status readNodeTail(JsonFields& fields, Node& node) {
  TENURE_ASSIGN(node.external_id, fields.optionalText("external_id"));
  TENURE_ASSIGN(node.labels, labelsFrom(fields));
  TENURE_ASSIGN(node.lifespan, validityFrom(fields, "lifespan"));
  TENURE_ASSIGN(node.properties, propertiesFrom(fields));
  TENURE_ASSIGN(node.aliases, aliasesFrom(fields));
  return fields.finish();
}

Result<std::uint64_t> idIn(JsonFields& fields, std::string_view key) {
  TENURE_ASSIGN(const std::uint64_t id, fields.count(key));
  if (id > 0) return id;
  return fields.fieldError(*fields.find(key), key, "is an id, counted from 1");
}

Result<ExportLine> nodeVersionFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a node line"));
  NodeVersion version;
  TENURE_ASSIGN(version.id.value, idIn(fields, "node"));
  TENURE_ASSIGN(version.believed, believedFrom(fields, node));
  TENURE_ASSIGN(version.cut, cutFrom(fields));
  TENURE_TRY(readNodeTail(fields, version));
  return ExportLine(std::move(version));
}

Result<ExportLine> factVersionFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a fact line"));
  FactVersion version;
  TENURE_ASSIGN(version.id.value, idIn(fields, "fact"));
  TENURE_ASSIGN(version.believed, believedFrom(fields, node));
  TENURE_ASSIGN(version.subject.value, idIn(fields, "subject"));
  TENURE_ASSIGN(version.type, fields.text("type"));
  TENURE_ASSIGN(version.object.value, idIn(fields, "object"));
  TENURE_ASSIGN(version.removed, removedFrom(fields));
  TENURE_ASSIGN(version.cut, cutFrom(fields));
  TENURE_TRY(readFactTail(fields, version));
  return ExportLine(std::move(version));
}

Result<ExportLine> snapshotNodeFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a node line"));
  SnapshotNode out;
  TENURE_ASSIGN(out.id.value, idIn(fields, "node"));
  TENURE_TRY(readNodeTail(fields, out.draft));
  return ExportLine(std::move(out));
}

Result<NodeReference> referenceFrom(JsonFields& fields, std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, fields.need(key));
  if (node->kind == Kind::kText && !node->text.empty()) return NodeReference(node->text);
  if (node->kind == Kind::kInteger && node->integer > 0) {
    return NodeReference(NodeId{static_cast<std::uint64_t>(node->integer)});
  }
  return fields.fieldError(*node, key, "is an external id or the number of a node");
}

Result<ExportLine> snapshotFactFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a fact line"));
  SnapshotFact out;
  TENURE_ASSIGN(out.draft.type, fields.text("fact"));
  TENURE_ASSIGN(out.subject, referenceFrom(fields, "subject"));
  TENURE_ASSIGN(out.object, referenceFrom(fields, "object"));
  TENURE_TRY(readFactTail(fields, out.draft));
  return ExportLine(std::move(out));
}

Result<ExportLine> schemaLineFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a schema line"));
  SchemaLine out;
  TENURE_ASSIGN(std::string name, fields.text("schema"));
  TENURE_ASSIGN(out.from, systemIn(fields, "from"));
  TENURE_ASSIGN(out.schema, schemaFrom(fields, node, std::move(name)));
  TENURE_TRY(fields.finish());
  return ExportLine(std::move(out));
}

Result<ExportLine> commitFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a commit line"));
  CommitRecord out;
  TENURE_ASSIGN(out.number, idIn(fields, "commit"));
  TENURE_ASSIGN(out.instant, systemIn(fields, "instant"));
  TENURE_ASSIGN(out.who, fields.optionalText("who"));
  TENURE_ASSIGN(out.why, fields.optionalText("why"));
  TENURE_ASSIGN(out.where_from, fields.optionalText("where_from"));
  TENURE_ASSIGN(out.nodes_written, fields.count("nodes_written"));
  TENURE_ASSIGN(out.facts_written, fields.count("facts_written"));
  TENURE_TRY(fields.finish());
  return ExportLine(std::move(out));
}

Result<ExportLine> erasureFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a mark of an erasure"));
  Erasure out;
  TENURE_ASSIGN(const std::string what, fields.text("erased"));
  if (what != "fact" && what != "node") {
    return fields.fieldError(*fields.find("erased"), "erased",
                             "is node or fact, not \"" + tenure::quoted(what) + "\"");
  }
  out.is_fact = what == "fact";
  TENURE_ASSIGN(out.id, idIn(fields, "id"));
  TENURE_ASSIGN(out.instant, systemIn(fields, "instant"));
  TENURE_ASSIGN(out.who, fields.optionalText("who"));
  TENURE_ASSIGN(out.why, fields.optionalText("why"));
  TENURE_TRY(fields.finish());
  return ExportLine(std::move(out));
}

Result<ExportLine> headerFrom(JsonFields& fields) {
  TENURE_ASSIGN(const JsonNode* const format, fields.need("format", Kind::kInteger));
  if (format->integer != static_cast<std::int64_t>(kExportFormat)) {
    return Error(ErrorCode::kFormat,
                 "the export has format " + std::to_string(format->integer) + "; this version reads format " +
                     std::to_string(kExportFormat),
                 Place{{}, 0, format->offset + 1});
  }
  ExportHeader out;
  TENURE_ASSIGN(const JsonNode* const kind, fields.need("kind", Kind::kText));
  if (kind->text != "history" && kind->text != "snapshot") {
    return fields.fieldError(*kind, "kind",
                             "is history or snapshot, not \"" + tenure::quoted(kind->text) + "\"");
  }
  out.kind = kind->text == "history" ? ExportKind::kHistory : ExportKind::kSnapshot;
  TENURE_ASSIGN(out.as_of, fields.optionalText("as_of"));
  TENURE_TRY(fields.finish());
  return ExportLine(std::move(out));
}

Result<ExportLine> frameFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a line of the frame"));
  TENURE_ASSIGN(const std::string word, fields.text("tenure"));
  if (word == "export") return headerFrom(fields);
  if (word != "end") {
    return fields.fieldError(*fields.find("tenure"), "tenure",
                             "is export or end, not \"" + tenure::quoted(word) + "\"");
  }
  ExportEnd end;
  TENURE_ASSIGN(end.lines, fields.count("lines"));
  TENURE_TRY(fields.finish());
  return ExportLine(end);
}

}  // namespace

Result<ExportLine> parseExportLine(std::string_view text, ExportKind kind) {
  TENURE_ASSIGN(const JsonNode node, parseJson(text));
  if (node.kind != Kind::kObject) {
    return jsonError(node, "a line is an object, not " + std::string(kindName(node.kind)));
  }
  const auto has = [&](std::string_view key) {
    return std::find(node.keys.begin(), node.keys.end(), key) != node.keys.end();
  };
  const bool history = kind == ExportKind::kHistory;
  if (has("tenure")) return frameFrom(node);
  if (has("node")) return history ? nodeVersionFrom(node) : snapshotNodeFrom(node);
  if (has("fact")) return history ? factVersionFrom(node) : snapshotFactFrom(node);
  if (history && has("schema")) return schemaLineFrom(node);
  if (history && has("commit")) return commitFrom(node);
  if (history && has("erased")) return erasureFrom(node);
  return jsonError(node, history
                             ? "the line has none of the fields tenure, schema, commit, node, fact, erased"
                             : "the line has none of the fields tenure, node, fact");
}

}  // namespace tenure::interchange
