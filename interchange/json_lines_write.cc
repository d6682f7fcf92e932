// The writing half of json_lines.h.
#include "interchange/json_lines.h"
#include "interchange/json_value.h"
#include "interchange/json_writer.h"
#include "interchange/schema_json.h"

namespace tenure::interchange {

namespace {

void writeBounds(JsonWriter& out, const Period& period) {
  out.key("start_min").text(formatIso(period.start_min)).key("start_max").text(formatIso(period.start_max));
  out.key("end_min").text(formatIso(period.end_min)).key("end_max").text(formatIso(period.end_max));
  out.trueFlag("derived", period.derived);
  if (period.grain == Grain::kMicrosecond) out.key("grain").text("microsecond");
}

void writeValidity(JsonWriter& out, std::string_view key, const Validity& validity) {
  if (validity == Validity()) return;
  out.key(key).beginObject().key("text").text(validity.text());
  if (validity.convention() == EndConvention::kExclusive) out.key("ends").text("exclusive");
  writeBounds(out, validity.period());
  out.endObject();
}

void writeCut(JsonWriter& out, const std::optional<Cut>& cut) {
  if (!cut) return;
  out.key("cut").beginObject().key("event").count(cut->event.value);
  out.key("end_min").text(formatIso(cut->end_min)).key("end_max").text(formatIso(cut->end_max)).endObject();
}

void writeProperties(JsonWriter& out, const Properties& properties) {
  if (properties.empty()) return;
  out.key("properties").beginObject();
  for (const auto& [key, history] : properties) {
    out.key(key).beginArray();
    for (const PropertyValue& item : history) {
      out.beginObject().key("value");
      writeValue(out, item.value);
      writeValidity(out, "validity", item.validity);
      out.endObject();
    }
    out.endArray();
  }
  out.endObject();
}

void writeAliases(JsonWriter& out, const std::vector<Alias>& aliases) {
  if (aliases.empty()) return;
  out.key("aliases").beginArray();
  for (const Alias& alias : aliases) {
    out.beginObject().key("name").text(alias.name).textUnlessEmpty("language", alias.language).endObject();
  }
  out.endArray();
}

void writeBelieved(JsonWriter& out, const Believed& believed) {
  out.key("from").text(formatIso(believed.from));
  if (believed.to != SystemInstant::plusInfinity()) out.key("to").text(formatIso(believed.to));
}

void writeReference(JsonWriter& out, std::string_view key, const NodeReference& node) {
  out.key(key);
  if (const auto* external = std::get_if<std::string>(&node)) {
    out.text(*external);
  } else {
    out.count(std::get<NodeId>(node).value);
  }
}

/// What versions and drafts of facts have in common, from the status on.
template <class Fact>
void writeFactTail(JsonWriter& out, const Fact& fact) {
  if (fact.status != FactStatus::kAsserted) out.key("status").text(statusName(fact.status));
  out.textsUnlessEmpty("sources", fact.sources).textUnlessEmpty("event", fact.event);
  writeProperties(out, fact.properties);
}

template <class Write>
std::string objectOf(const Write& write) {
  std::string line;
  JsonWriter out(line);
  out.beginObject();
  write(out);
  out.endObject();
  return line;
}

}  // namespace

std::string lineOf(const ExportHeader& header) {
  return objectOf([&](JsonWriter& out) {
    out.key("tenure").text("export").key("format").count(kExportFormat);
    out.key("kind").text(header.kind == ExportKind::kHistory ? "history" : "snapshot");
    out.textUnlessEmpty("as_of", header.as_of);
  });
}

std::string lineOf(const SchemaLine& schema) {
  return objectOf([&](JsonWriter& out) {
    out.key("schema").text(schema.schema.name()).key("from").text(formatIso(schema.from));
    writeSchemaFields(out, schema.schema);
  });
}

std::string lineOf(const CommitRecord& commit) {
  return objectOf([&](JsonWriter& out) {
    out.key("commit").count(commit.number).key("instant").text(formatIso(commit.instant));
    out.textUnlessEmpty("who", commit.who).textUnlessEmpty("why", commit.why);
    out.textUnlessEmpty("where_from", commit.where_from);
    out.key("nodes_written").count(commit.nodes_written).key("facts_written").count(commit.facts_written);
  });
}

std::string lineOf(const NodeVersion& version) {
  return objectOf([&](JsonWriter& out) {
    out.key("node").count(version.id.value);
    writeBelieved(out, version.believed);
    out.textUnlessEmpty("external_id", version.external_id).textsUnlessEmpty("labels", version.labels);
    writeValidity(out, "lifespan", version.lifespan);
    writeCut(out, version.cut);
    writeProperties(out, version.properties);
    writeAliases(out, version.aliases);
  });
}

std::string lineOf(const FactVersion& version) {
  return objectOf([&](JsonWriter& out) {
    out.key("fact").count(version.id.value);
    writeBelieved(out, version.believed);
    out.key("subject").count(version.subject.value).key("type").text(version.type);
    out.key("object").count(version.object.value);
    writeValidity(out, "validity", version.validity);
    if (!version.removed.empty()) {
      out.key("removed").beginArray();
      for (const Range& range : version.removed) {
        out.beginArray().text(formatIso(range.start)).text(formatIso(range.end)).endArray();
      }
      out.endArray();
    }
    writeCut(out, version.cut);
    writeFactTail(out, version);
  });
}

std::string lineOf(const Erasure& mark) {
  return objectOf([&](JsonWriter& out) {
    out.key("erased").text(mark.is_fact ? "fact" : "node").key("id").count(mark.id);
    out.key("instant").text(formatIso(mark.instant));
    out.textUnlessEmpty("who", mark.who).textUnlessEmpty("why", mark.why);
  });
}

std::string lineOf(const SnapshotNode& node) {
  return objectOf([&](JsonWriter& out) {
    out.key("node").count(node.id.value).textUnlessEmpty("external_id", node.draft.external_id);
    out.textsUnlessEmpty("labels", node.draft.labels);
    writeValidity(out, "lifespan", node.draft.lifespan);
    writeProperties(out, node.draft.properties);
    writeAliases(out, node.draft.aliases);
  });
}

std::string lineOf(const SnapshotFact& fact) {
  return objectOf([&](JsonWriter& out) {
    out.key("fact").text(fact.draft.type);
    writeReference(out, "subject", fact.subject);
    writeReference(out, "object", fact.object);
    writeValidity(out, "validity", fact.draft.validity);
    writeFactTail(out, fact.draft);
  });
}

std::string lineOf(const ExportEnd& end) {
  return objectOf([&](JsonWriter& out) { out.key("tenure").text("end").key("lines").count(end.lines); });
}

std::string lineOf(const ExportLine& line) {
  return std::visit([](const auto& content) { return lineOf(content); }, line);
}

}  // namespace tenure::interchange
